//! The create builder: a draft of the runtime with the states of its columns, a setter per column and
//! relation, and `insert`.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Index, Token};

use crate::expand::place::{Both, Column, around, at, item_of, respanned};
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

/// `User::create()`
pub(super) fn begin(model: &Model) -> TokenStream {
    let builder = builder_ident(model);
    let vis = &model.vis;
    let doc = docs::create(model);
    let begun = States::begun(model);
    let columns = Index::from(model.fields.len());
    quote! {
        #[doc = #doc]
        #vis fn create() -> #builder<#begun> {
            #builder(__rt::draft(#columns), __rt::PhantomData)
        }
    }
}

/// The setters, `insert`, and what the runtime asks of a builder.
pub(super) fn create(model: &Model) -> TokenStream {
    let Model { ident, vis, .. } = model;
    let builder = builder_ident(model);
    let name = builder.to_string();
    let params = States::params(model);
    let groups = params.groups();
    let stateful = setters(model, |set| !set.is_empty());
    let free = setters(model, <[usize]>::is_empty);
    let with = with(model);
    let insert = insert(model);
    let complete = complete(model);
    quote! {
        impl<#(#groups: __rt::States),*> #builder<#params> {
            #stateful
            #insert
        }

        // A builder in whatever state, so that a function can be generic in it.
        impl<__S> #builder<__S> {
            #free
            #with
            __rt::statements! { #vis #ident }
        }

        impl<#(#groups),*> __rt::Create for #builder<#params>
        where
            #complete
        {
            type Model = #ident;
        }

        __rt::builder! { #name #builder<__S> }
    }
}

/// The setters that change the states of some columns, or of none.
fn setters(model: &Model, wanted: impl Fn(&[usize]) -> bool) -> TokenStream {
    let stateful = |fields: &[usize]| -> Vec<usize> {
        slots(model).map(|(at, _)| at).filter(|at| fields.contains(at)).collect()
    };
    let columns = model.fields.iter().enumerate().filter(|(_, field)| !field.clashes);
    let columns = columns.filter(|(at, _)| wanted(&stateful(&[*at])));
    let columns = column_setters(model, &columns.collect::<Vec<_>>());
    let parents = model.foreign_keys.iter().filter(|key| wanted(&stateful(&key.fields)));
    let parents = parents.map(|key| parent_setter(model, key));
    quote!(#columns #(#parents)*)
}

fn column_setters(model: &Model, columns: &[(usize, &Field)]) -> Option<TokenStream> {
    let vis = &model.vis;
    let docs = columns.iter().map(|(_, field)| docs::setter(model, field));
    let names = columns.iter().map(|(_, field)| &field.ident);
    let values =
        columns.iter().map(|(_, Field { ident, ty, .. })| at(ident.span(), "IntoValue", ty));
    let sets = columns.iter().map(|(at, _)| with_set(model, &[*at]));
    let positions = columns.iter().map(|(at, _)| Index::from(*at));
    let given = columns.iter().map(|(_, field)| Column(field));
    (!columns.is_empty()).then(|| {
        quote! {
            __rt::setters! {
                #(
                    #[doc = #docs]
                    #vis fn #names(#values) -> (#sets) = #positions (#given);
                )*
            }
        }
    })
}

/// The builder with some fields set.
struct WithSet {
    builder: Ident,
    states: Option<States>,
}

fn with_set(model: &Model, fields: &[usize]) -> WithSet {
    let changes = slots(model).any(|(at, _)| fields.contains(&at));
    WithSet {
        builder: builder_ident(model),
        states: changes.then(|| States::params(model).with(model, fields)),
    }
}

impl ToTokens for WithSet {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match &self.states {
            Some(states) => around(&self.builder, states, tokens),
            None => <Token![Self]>::default().to_tokens(tokens),
        }
    }
}

fn parent_setter(model: &Model, key: &ForeignKey) -> TokenStream {
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
    let set = with_set(model, &key.fields);
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

/// `with(Role::USERS, […])`, which leaves the builder's type as it is.
fn with(model: &Model) -> TokenStream {
    let Model { ident, vis, .. } = model;
    let doc = docs::with(model);
    let with = Ident::new("with", ident.span());
    let nest = at(ident.span(), "Nest", quote!(#ident, __C, __B));
    quote! {
        #[doc = #doc]
        #vis fn #with<__R: #nest, __C, __B>(self, relation: __R, rows: __C) -> Self {
            __rt::Builder::of(__rt::nest(self.0, relation, rows))
        }
    }
}

/// `insert`, which waits for the required columns.
fn insert(model: &Model) -> TokenStream {
    let Model { ident, vis, .. } = model;
    let doc = docs::insert(model);
    let insert = Ident::new("insert", ident.span());
    let complete = complete(model);
    quote! {
        #[doc = #doc]
        #vis fn #insert<'e, __E: __rt::Executor<'e>>(
            self,
            executor: __E,
        ) -> __rt::BoxFuture<'e, __rt::Result<#ident>>
        where
            #complete
        {
            __rt::insert(executor, self.0)
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
