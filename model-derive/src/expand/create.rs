//! The create builder: a draft of the runtime with the states of its columns, a setter per column and
//! relation, and `insert`.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::token::Paren;
use syn::{Index, Token};

use crate::expand::place::{Both, Column, at, item_of, respanned};
use crate::expand::relation::presence;
use crate::expand::states::{GROUP, States, slots};
use crate::expand::table::{parent_columns, parent_spans};
use crate::expand::{docs, fields};
use crate::ir::{Field, ForeignKey, Model};
use crate::name;

/// The builder itself, which stands beside the model.
pub(super) fn builder(model: &Model) -> TokenStream {
    let Model { vis, runtime, .. } = model;
    let builder = builder_ident(model);
    let doc = docs::builder(model);
    quote! {
        #[doc = #doc]
        #[must_use = "nothing is stored until `.insert(&db)`"]
        #[allow(non_camel_case_types, unused_qualifications)]
        #vis struct #builder<__S>(
            #runtime::__private::Draft,
            #runtime::__private::PhantomData<fn() -> __S>,
        );
    }
}

pub(super) fn builder_ident(model: &Model) -> Ident {
    format_ident!("{}Create", model.ident)
}

/// The states in which a builder begins, and what is asked of those of a complete one.
pub(super) fn states(model: &Model) -> TokenStream {
    let slots: Vec<_> = slots(model).collect();
    let required = required(model, &slots);
    let starts: Vec<_> = slots.iter().map(|(at, field)| start(model, *at, field)).collect();
    let begun = States::begun(model);
    let groups = starts.chunks(GROUP).map(|states| quote!((#(#states,)*))).chain([quote!(())]);
    let begun = begun.groups().iter().zip(groups).map(|(group, states)| {
        quote! {
            type #group = #states;
        }
    });
    quote!(#required #(#begun)*)
}

/// The traits of the states in which columns are set; they say what is missing where one is not.
fn required(model: &Model, slots: &[(usize, &Field)]) -> Option<TokenStream> {
    let of = name::text(&model.ident);
    let names = slots.iter().map(|(_, field)| required_ident(field));
    let messages = slots
        .iter()
        .map(|(_, field)| format!("the required column `{}` of `{of}` was not set", field.name));
    let labels = slots.iter().map(|(_, field)| format!("set it before with `.{}(…)`", field.ident));
    (!slots.is_empty()).then(|| quote!(__rt::required! { #(#names #messages #labels)* }))
}

fn required_ident(field: &Field) -> Ident {
    format_ident!("__Set_{}", field.name)
}

/// The state in which a column begins, as its type says.
fn start(model: &Model, at: usize, field: &Field) -> TokenStream {
    let key = &model.primary_key;
    let optional = match (key.fields.contains(&at), key.manual) {
        (true, true) => return quote!(__rt::Missing),
        (true, false) => item_of(field, "KeyColumn", "OPTIONAL"),
        (false, _) if field.is_spelt_required() => return quote!(__rt::Missing),
        (false, _) => item_of(field, "ColumnValue", "NULLABLE"),
    };
    quote!(<__rt::Start<{ #optional }> as __rt::Begins>::State)
}

/// The setters, `insert`, and what the runtime asks of a builder.
pub(super) fn create(model: &Model) -> TokenStream {
    let Model { ident, vis, .. } = model;
    let builder = builder_ident(model);
    let states = States::params(model);
    let groups = states.groups();
    let complete = complete(model);
    let stateful = column_setters(model, true);
    let stateful_parents = parent_setters(model, true);
    let free = column_setters(model, false);
    let free_parents = parent_setters(model, false);
    let [insert, with] = ["insert", "with"].map(|name| Ident::new(name, ident.span()));
    let [insert_doc, with_doc] = [docs::insert(model), docs::with(model)];
    let nest = at(ident.span(), "Nest", quote!(#ident, __C, __B));
    quote! {
        __rt::builder! {
            #vis #builder #ident
            [#(#groups)*] (#builder<#states>) (#complete) (#builder<__S>)
            { #stateful }
            { #stateful_parents }
            { #free }
            { #free_parents }
            #[doc = #insert_doc]
            fn #insert();
            #[doc = #with_doc]
            fn #with(#nest);
        }

        impl<#(#groups),*> __rt::Create for #builder<#states>
        where
            #complete
        {
            type Model = #ident;
        }
    }
}

/// Tells whether setting some fields changes the states of some.
fn has_state(model: &Model, set: &[usize]) -> bool {
    slots(model).any(|(at, _)| set.contains(&at))
}

/// What is set by each column with a state, or each without.
fn column_setters(model: &Model, stateful: bool) -> TokenStream {
    let columns = model.fields.iter().enumerate().filter(|(_, field)| !field.clashes);
    let columns = columns.filter(|(at, _)| has_state(model, &[*at]) == stateful);
    let columns: Vec<_> = columns.collect();
    let names = columns.iter().map(|(_, field)| &field.ident);
    let docs = columns.iter().map(|(_, field)| docs::setter(model, field));
    let values =
        columns.iter().map(|(_, Field { ident, ty, .. })| at(ident.span(), "IntoValue", ty));
    let positions = columns.iter().map(|(at, _)| Index::from(*at));
    let of = columns.iter().map(|(_, field)| Column(field));
    let set = columns.iter().map(|(at, _)| stateful.then_some(Changed(model, *at)));
    quote! {
        #(
            #[doc = #docs]
            fn #names(#values) = #positions (#of) #set;
        )*
    }
}

/// The builder after a column was set: `-> (UserCreate<__S::Set0>)`.
struct Changed<'m>(&'m Model, usize);

impl ToTokens for Changed<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(model, at) = *self;
        let states = States::params(model).with(model, &[at]);
        <Token![->]>::default().to_tokens(tokens);
        Paren::default().surround(tokens, |tokens| {
            builder_ident(model).to_tokens(tokens);
            <Token![<]>::default().to_tokens(tokens);
            states.to_tokens(tokens);
            <Token![>]>::default().to_tokens(tokens);
        });
    }
}

fn parent_setters(model: &Model, stateful: bool) -> TokenStream {
    let keys = model.foreign_keys.iter();
    let keys = keys.filter(|key| has_state(model, &key.fields) == stateful);
    keys.map(|key| parent_setter(model, key, stateful)).collect()
}

fn parent_setter(model: &Model, key: &ForeignKey, stateful: bool) -> TokenStream {
    let ForeignKey { name, parent, .. } = key;
    let presence = presence(model, key);
    let vis = &model.vis;
    let doc = docs::parent_setter(model, key);
    let columns = parent_columns(model, key);
    let positions = key.fields.iter().map(|&at| Index::from(at));
    let fits = fields(model, &key.fields).zip(parent_spans(key)).map(|(Field { ty, .. }, span)| {
        let ty = respanned(quote!(#ty), span);
        quote_spanned!(span=> <_ as __rt::KeyOf<#ty>>::FITS)
    });
    let given = at(name.span(), "AsParent", Both(parent, presence));
    let builder = builder_ident(model);
    let states = States::params(model).with(model, &key.fields);
    let set = if stateful { quote!(#builder<#states>) } else { quote!(Self) };
    let draft = positions.zip(columns.iter().zip(fits)).fold(quote!(self.0), |draft, given| {
        let (at, (to, fits)) = given;
        quote!(__rt::refer(#draft, #at, &parent, #to, #fits))
    });
    quote! {
        #[doc = #doc]
        #vis fn #name<__P: #given>(self, parent: __P) -> #set {
            __rt::Builder::of(#draft)
        }
    }
}

/// What says of each column with a state that it is set.
fn complete(model: &Model) -> TokenStream {
    let span = model.ident.span();
    let slots: Vec<_> = slots(model).collect();
    let params = States::params(model);
    let groups = params.groups().iter().zip(slots.chunks(GROUP)).map(|(group, slots)| {
        let is = (0..slots.len()).map(|at| format_ident!("Is{at}"));
        let required = slots.iter().map(|(_, field)| {
            let mut required = required_ident(field);
            required.set_span(span);
            required
        });
        let states = at(span, "States", quote!(#(#is: #required),*));
        quote!(#group: #states)
    });
    quote!(#(#groups),*)
}
