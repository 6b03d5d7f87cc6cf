//! Column handles, and the functions that begin queries.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Index, Token};

use crate::expand::place::{self, Both, Column, Located, at, item_of};
use crate::expand::states::States;
use crate::expand::{column_const, create, docs, fields, relation};
use crate::ir::{Field, Model};

pub(super) fn handles(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let columns = columns(model);
    let begin = begin(model);
    let composite = find_composite(model);
    let parents = model.foreign_keys.iter().enumerate();
    let parents = parents.map(|(at, key)| relation::belongs_to(model, at, key));
    quote! {
        impl #ident {
            #columns
            #begin
            #composite
            #(#parents)*
        }
    }
}

/// What begins a query or a record.
fn begin(model: &Model) -> TokenStream {
    let Model { ident, vis, .. } = model;
    let builder = create::builder_ident(model);
    let begun = States::begun(model);
    let columns = Index::from(model.fields.len());
    let predicate = at(ident.span(), "IntoPredicate", <Token![Self]>::default());
    let [query_doc, filter_doc, create_doc] =
        [docs::query(model), docs::filter(model), docs::create(model)];
    let filter = Ident::new("filter", ident.span());
    let find = find(model);
    let finders = unique_sets(model).into_iter().map(|set| finder(model, &set));
    quote! {
        __rt::begin! {
            #vis #builder (#builder<#begun>) #columns
            #[doc = #query_doc]
            fn query();
            #[doc = #filter_doc]
            fn #filter(#predicate);
            #[doc = #create_doc]
            fn create();
            #find
            #(#finders)*
        }
    }
}

/// The handles of the columns, in one go, as each stream of tokens that is put into another costs.
///
/// A handle that clashes with another item is told at the field: all from its first token to its last is there.
fn columns(model: &Model) -> TokenStream {
    let Model { ident, vis, .. } = model;
    let columns = model.fields.iter().enumerate().filter(|(_, field)| !field.clashes);
    let columns: Vec<_> = columns
        .map(|(at, field)| (at, field, Span::call_site().located_at(field.ident.span())))
        .collect();
    let docs = columns.iter().map(|(_, field, _)| docs::column(model, field));
    let vis = columns.iter().map(|(_, _, span)| Located(vis, *span));
    let consts = columns.iter().map(|(_, _, span)| Token![const](*span));
    let handles = columns.iter().map(|(_, field, _)| column_const(field));
    let types = columns.iter().map(|(_, field, span)| at(*span, "Column", Both(ident, &field.ty)));
    let positions = columns.iter().map(|(at, ..)| Index::from(*at));
    let names = columns.iter().map(|(_, field, _)| &field.column);
    let ends = columns.iter().map(|(_, _, span)| Token![;](*span));
    quote! {
        #(
            #[doc = #docs]
            #vis #consts #handles: #types = __rt::column(#positions, #names) #ends
        )*
    }
}

/// `find(key)` by a key of one column.
fn find(model: &Model) -> Option<TokenStream> {
    let [at] = model.primary_key.fields.as_slice() else { return None };
    let field = model.fields.get(*at)?;
    let doc = docs::find(model);
    let find = Ident::new("find", model.ident.span());
    let value = place::at(find.span(), "IntoValue", &field.ty);
    let (column, of) = (&field.column, Column(field));
    Some(quote!(#[doc = #doc] fn #find(key: __K (#value) = #column (#of));))
}

/// `find((a, b))` by a key of several columns.
fn find_composite(model: &Model) -> Option<TokenStream> {
    let vis = &model.vis;
    let keys: Vec<&Field> = fields(model, &model.primary_key.fields).collect();
    if keys.len() == 1 {
        return None;
    }
    let doc = docs::find(model);
    let find = Ident::new("find", model.ident.span());
    let columns = keys.iter().map(|field| &field.column);
    let types = keys.iter().map(|field| &field.ty);
    let stored = keys.iter().map(|field| item_of(field, "ColumnValue", "stored"));
    let positions = (0..keys.len()).map(Index::from);
    let value = at(find.span(), "IntoKey", quote!((#(#types,)*)));
    Some(quote! {
        #[doc = #doc]
        #vis fn #find<__K: #value>(key: __K) -> __rt::Query<Self> {
            let key = key.into_key();
            __rt::query()#(.by(#columns, #stored(key.#positions)))*
        }
    })
}

/// The sets of fields of which at most one record has the same values.
pub(super) fn unique_sets(model: &Model) -> Vec<Vec<usize>> {
    let uniques = model.uniques.iter().map(|unique| unique.fields.clone());
    let indexes = model.indexes.iter().filter(|index| index.unique && index.filter.is_none());
    let indexes = indexes.map(|index| index.parts.iter().map(|part| part.field).collect());
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for set in uniques.chain(indexes) {
        if !sets.contains(&set) {
            sets.push(set);
        }
    }
    sets
}

/// `find_by_a_and_b(a, b)`.
fn finder(model: &Model, set: &[usize]) -> TokenStream {
    let doc = docs::finder(model, set);
    let set: Vec<&Field> = fields(model, set).collect();
    let Some(first) = set.first() else { return TokenStream::new() };
    let names: Vec<_> = set.iter().map(|field| field.name.as_str()).collect();
    let finder = format_ident!("find_by_{}", names.join("_and_"), span = first.ident.span());
    let arguments = set.iter().map(|field| &field.ident);
    let generics = (0..set.len()).map(|at| format_ident!("__V{at}"));
    let values = set.iter().map(|Field { ty, .. }| at(first.ident.span(), "IntoValue", ty));
    let columns = set.iter().map(|field| &field.column);
    let of = set.iter().map(|field| Column(field));
    quote!(#[doc = #doc] fn #finder(#(#arguments: #generics (#values) = #columns (#of)),*);)
}
