//! Column handles, and the functions that begin queries.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Index, Token};

use crate::expand::place::{Both, Column, Located, at, item_of};
use crate::expand::{column_const, create, docs, fields, relation};
use crate::ir::{Field, Model};

pub(super) fn handles(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let vis = &model.vis;
    let columns = columns(model);
    let find = find(model);
    let finders = unique_sets(model).into_iter().map(|set| finder(model, &set));
    let create = create::begin(model);
    let parents = model.foreign_keys.iter().enumerate();
    let parents = parents.map(|(at, key)| relation::belongs_to(model, at, key));
    let query_doc = docs::query(model);
    let filter_doc = docs::filter(model);
    let filter = Ident::new("filter", ident.span());
    let predicate = at(ident.span(), "IntoPredicate", <Token![Self]>::default());
    quote! {
        impl #ident {
            #columns

            #[doc = #query_doc]
            #vis fn query() -> __rt::Query<Self> {
                <Self as __rt::Model>::query()
            }

            #[doc = #filter_doc]
            #vis fn #filter<__P: #predicate>(predicate: __P) -> __rt::Query<Self> {
                <Self as __rt::Model>::filter(predicate)
            }

            #find
            #(#finders)*
            #create
            #(#parents)*
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

/// `find(key)`: a value, or a tuple for a key of several columns.
fn find(model: &Model) -> TokenStream {
    let vis = &model.vis;
    let doc = docs::find(model);
    let find = Ident::new("find", model.ident.span());
    let keys: Vec<&Field> = fields(model, &model.primary_key.fields).collect();
    let columns: Vec<_> = keys.iter().map(|field| &field.column).collect();
    let types: Vec<_> = keys.iter().map(|field| &field.ty).collect();
    let of: Vec<_> = keys.iter().map(|field| Column(field)).collect();
    if let ([ty], [column], [of]) = (types.as_slice(), columns.as_slice(), of.as_slice()) {
        let value = at(find.span(), "IntoValue", ty);
        return quote! {
            #[doc = #doc]
            #vis fn #find<__K: #value>(key: __K) -> __rt::Query<Self> {
                <Self as __rt::Model>::query().by(#column, #of::given(key))
            }
        };
    }
    let stored = keys.iter().map(|field| item_of(field, "ColumnValue", "stored"));
    let positions = (0..types.len()).map(Index::from);
    let value = at(find.span(), "IntoKey", quote!((#(#types,)*)));
    quote! {
        #[doc = #doc]
        #vis fn #find<__K: #value>(key: __K) -> __rt::Query<Self> {
            let key = key.into_key();
            <Self as __rt::Model>::query()#(.by(#columns, #stored(key.#positions)))*
        }
    }
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
    let vis = &model.vis;
    let doc = docs::finder(model, set);
    let set: Vec<&Field> = fields(model, set).collect();
    let Some(first) = set.first() else { return TokenStream::new() };
    let names: Vec<_> = set.iter().map(|field| field.name.as_str()).collect();
    let function = format_ident!("find_by_{}", names.join("_and_"), span = first.ident.span());
    let arguments: Vec<_> = set.iter().map(|field| &field.ident).collect();
    let values = set.iter().map(|Field { ty, .. }| at(first.ident.span(), "IntoValue", ty));
    let of = set.iter().map(|field| Column(field));
    let columns = set.iter().map(|field| &field.column);
    let generics: Vec<_> = (0..set.len()).map(|at| format_ident!("__V{at}")).collect();
    quote! {
        #[doc = #doc]
        #vis fn #function<#(#generics: #values),*>(
            #(#arguments: #generics),*
        ) -> __rt::Query<Self> {
            <Self as __rt::Model>::query()#(.by(#columns, #of::given(#arguments)))*
        }
    }
}
