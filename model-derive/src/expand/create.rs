//! The create builder: a slot per column, a setter per column and relation, and `insert`.
//!
//! A column that may have to be set has a state in `__S`, at a group and a position: `__S` is a tuple
//! of groups of sixteen states. Columns with a default have none, as they can always be left out.
//! The markers that name the columns in messages have a module of their own, since a field can be
//! called like a type: `bool: bool`.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use crate::expand::relation::presence;
use crate::expand::table::{parent_columns, parent_spans};
use crate::expand::{bound, docs, fields, item_of, respanned};
use crate::ir::{Field, ForeignKey, Model};
use crate::name;

/// States in one group; `model-runtime` implements groups of up to so many.
const GROUP: usize = 16;

/// The builder itself, which stands beside the model.
pub(super) fn builder(model: &Model) -> TokenStream {
    let vis = &model.vis;
    let runtime = &model.runtime;
    let builder = builder_ident(model);
    let doc = docs::builder(model);
    let slots = model
        .fields
        .iter()
        .map(|Field { ident, ty, .. }| quote!(#ident: #runtime::__private::Slot<#ty>));
    quote! {
        #[doc = #doc]
        #[must_use = "nothing is stored until `.insert(&db)`"]
        #[allow(deprecated, non_camel_case_types, non_snake_case, unused_qualifications)]
        #vis struct #builder<__S> {
            #(#slots,)*
            __nested: #runtime::__private::Nested,
            __state: #runtime::__private::PhantomData<fn() -> __S>,
        }
    }
}

pub(super) fn create(model: &Model) -> TokenStream {
    let begin = begin(model);
    let setters = model.fields.iter().enumerate().filter(|(_, field)| !field.clashes);
    let setters = setters.map(|(at, field)| setter(model, at, field));
    let parents = model.foreign_keys.iter().map(|key| parent_setter(model, key));
    let with = with(model);
    let run = run(model);
    let contents = contents(model);
    let builder = builder_ident(model);
    let state = model.fields.iter().map(|field| &field.ident);
    let required = slots(model).map(|(_, field)| required(model, field));
    quote! {
        #(#required)*

        #begin

        #[allow(dead_code, private_bounds, private_interfaces)]
        impl<__S> #builder<__S> {
            #(#setters)*
            #(#parents)*
            #with
            #run

            fn __state<__T>(self) -> #builder<__T> {
                #builder {
                    #(#state: self.#state,)*
                    __nested: self.__nested,
                    __state: __rt::PhantomData,
                }
            }
        }

        #contents
    }
}

pub(super) fn builder_ident(model: &Model) -> Ident {
    format_ident!("{}Create", model.ident)
}

/// The fields that have a state, with their positions among the fields: those that may have to be set.
fn slots(model: &Model) -> impl Iterator<Item = (usize, &Field)> {
    let key = &model.primary_key;
    model.fields.iter().enumerate().filter(move |(at, field)| match key.fields.contains(at) {
        _ if field.default.is_some() => false,
        true => key.manual || !field.is_spelt_integer(),
        false => !field.is_spelt_option(),
    })
}

/// Group and position of a field's state, as parameters.
pub(super) fn slot(model: &Model, field: usize) -> Option<TokenStream> {
    slots(model).position(|(position, _)| position == field).map(place)
}

fn place(at: usize) -> TokenStream {
    let [group, at] = [at / GROUP, at % GROUP].map(|number| format_ident!("N{number}"));
    quote!(__rt::#group, __rt::#at)
}

/// `User::create()`, and the states in which it begins.
fn begin(model: &Model) -> TokenStream {
    let Model { ident, vis, .. } = model;
    let builder = builder_ident(model);
    let doc = docs::create(model);
    let names = model.fields.iter().map(|field| &field.ident);
    let begin = begin_ident(model);
    let states = slots(model).map(|(at, field)| start(model, at, field)).collect::<Vec<_>>();
    let groups = states.chunks(GROUP).map(|group| quote!((#(#group,)*)));
    quote! {
        #[allow(non_camel_case_types)]
        type #begin = (#(#groups,)*);

        #[allow(dead_code, private_bounds, private_interfaces)]
        impl #ident {
            #[doc = #doc]
            #vis fn create() -> #builder<#begin> {
                #builder {
                    #(#names: __rt::Slot::UNSET,)*
                    __nested: __rt::Default::default(),
                    __state: __rt::PhantomData,
                }
            }
        }
    }
}

/// The name of the states in which a builder begins.
fn begin_ident(model: &Model) -> Ident {
    format_ident!("__{}Begin", model.ident)
}

/// The states in which a builder begins, with some fields set.
pub(super) fn states(model: &Model, set: &[usize]) -> TokenStream {
    let begin = begin_ident(model);
    set.iter()
        .filter_map(|&field| slot(model, field))
        .fold(quote!(#begin), |states, place| quote!(<#states as __rt::SetAt<#place>>::Out))
}

/// The trait of the states in which a column is set; it says what is missing where it is not.
fn required(model: &Model, field: &Field) -> TokenStream {
    let name = required_ident(field);
    let message = format!(
        "the required column `{}` of `{}` was not set",
        field.name,
        name::text(&model.ident)
    );
    let label = format!("set it before with `.{}(…)`", field.ident);
    quote! {
        __rt::required!(#name #message #label);
    }
}

fn required_ident(field: &Field) -> Ident {
    format_ident!("__Set_{}", field.name)
}

/// The state in which a column begins, as its type says.
fn start(model: &Model, at: usize, field: &Field) -> TokenStream {
    let ty = &field.ty;
    let key = &model.primary_key;
    match (key.fields.contains(&at), key.manual) {
        (true, true) => quote!(__rt::Missing),
        (true, false) => begins(&item_of(ty, "KeyColumn", "OPTIONAL")),
        (false, _) => begins(&item_of(ty, "ColumnValue", "NULLABLE")),
    }
}

fn begins(optional: &TokenStream) -> TokenStream {
    quote!(<__rt::Start<{ #optional }> as __rt::Begins>::State)
}

/// Return type, conditions and last call of a setter of some fields.
fn transition(model: &Model, fields: &[usize]) -> (TokenStream, TokenStream, TokenStream) {
    let builder = builder_ident(model);
    let mut conditions = TokenStream::new();
    let mut states = quote!(__S);
    for (done, place) in fields.iter().filter_map(|&field| slot(model, field)).enumerate() {
        let set = quote!(__rt::SetAt<#place>);
        conditions.extend(quote!(#states: #set,));
        states = if done == 0 { quote!(__S::Out) } else { quote!(<#states as #set>::Out) };
    }
    if conditions.is_empty() {
        return (quote!(Self), conditions, quote!(self));
    }
    (quote!(#builder<#states>), conditions, quote!(self.__state()))
}

fn setter(model: &Model, at: usize, field: &Field) -> TokenStream {
    let Field { ident, ty, .. } = field;
    let vis = &model.vis;
    let doc = docs::setter(model, field);
    let normalized = item_of(ty, "ColumnValue", "normalized");
    let value = bound(ident.span(), &quote!(IntoValue<#ty>));
    let (out, condition, done) = transition(model, &[at]);
    quote! {
        #[doc = #doc]
        #vis fn #ident<__V: #value>(mut self, value: __V) -> #out
        where
            #condition
        {
            self.#ident = __rt::Slot::set(value, #normalized);
            #done
        }
    }
}

fn parent_setter(model: &Model, key: &ForeignKey) -> TokenStream {
    let ForeignKey { name, parent, .. } = key;
    let slots: Vec<_> = fields(model, &key.fields).map(|field| &field.ident).collect();
    let presence = presence(model, key);
    let vis = &model.vis;
    let doc = docs::parent_setter(model, key);
    let columns = parent_columns(model, key);
    let refers =
        fields(model, &key.fields).zip(parent_spans(key)).map(|(Field { ty, .. }, span)| {
            let ty = respanned(&quote!(#ty), span);
            quote_spanned!(span=> <_ as __rt::KeyOf<#ty>>::refer)
        });
    let given = bound(name.span(), &quote!(AsParent<#parent, #presence>));
    let (out, conditions, done) = transition(model, &key.fields);
    quote! {
        #[doc = #doc]
        #vis fn #name<__P>(mut self, parent: __P) -> #out
        where
            __P: #given,
            #conditions
        {
            #(self.#slots = __rt::Slot::parent(&parent, #columns, #refers);)*
            #done
        }
    }
}

/// `with(Role::USERS, […])`, which leaves the builder's type as it is.
fn with(model: &Model) -> TokenStream {
    let Model { ident, vis, .. } = model;
    let doc = docs::with(model);
    let with = Ident::new("with", ident.span());
    let nest = bound(ident.span(), &quote!(Nest<#ident, __C, __B>));
    quote! {
        #[doc = #doc]
        #vis fn #with<__R: #nest, __C, __B>(
            mut self,
            relation: __R,
            rows: __C,
        ) -> Self {
            relation.nest(rows, &mut self.__nested);
            self
        }
    }
}

/// `insert`, `to_sql` and `explain`, which wait for the required columns.
fn run(model: &Model) -> TokenStream {
    let Model { ident, vis, .. } = model;
    let doc = docs::insert(model);
    let insert = Ident::new("insert", ident.span());
    let complete: Vec<_> = complete(model).collect();
    quote! {
        #[doc = #doc]
        #vis fn #insert<'e, __E: __rt::Executor<'e>>(
            self,
            executor: __E,
        ) -> __rt::BoxFuture<'e, __rt::Result<#ident>>
        where
            __S: 'static #(+ #complete)*,
        {
            __rt::insert(executor, self)
        }

        /// Renders the INSERT in a dialect; needs no database.
        #vis fn to_sql(&self, dialect: __rt::Dialect) -> __rt::Statement
        where
            Self: __rt::Create<Model = #ident>,
        {
            __rt::insert_to_sql(self, dialect)
        }

        /// Returns how the database would run the INSERT, in its own words; nothing is stored.
        #vis fn explain<'e, __E: __rt::Executor<'e>>(
            self,
            executor: __E,
        ) -> __rt::BoxFuture<'e, __rt::Result<__rt::String>>
        where
            Self: __rt::Create<Model = #ident>,
        {
            __rt::explain_insert(executor, self)
        }
    }
}

/// What the runtime asks of a builder: its values, and that none is missing.
fn contents(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let builder = builder_ident(model);
    let name = builder.to_string();
    let last = model.fields.len().saturating_sub(1);
    let arms = model.fields.iter().enumerate().map(|(ordinal, field)| {
        let name = &field.ident;
        let pattern = if ordinal == last { quote!(_) } else { quote!(#ordinal) };
        let as_bind = item_of(&field.ty, "ColumnValue", "as_bind");
        quote!(#pattern => self.#name.bind(#as_bind))
    });
    let generate = generate(model);
    let complete = complete(model);
    quote! {
        #[automatically_derived]
        impl<__S> __rt::Draft for #builder<__S> {
            fn column(&self, ordinal: usize) -> __rt::Option<&dyn __rt::Bind> {
                match ordinal { #(#arms),* }
            }

            #generate

            fn nested(&mut self) -> __rt::Option<&mut __rt::Nested> {
                __rt::Option::Some(&mut self.__nested)
            }
        }

        #[automatically_derived]
        impl<__S: 'static #(+ #complete)*> __rt::Create for #builder<__S> {
            type Model = #ident;
        }

        #[automatically_derived]
        impl<__S> __rt::fmt::Debug for #builder<__S> {
            fn fmt(&self, f: &mut __rt::fmt::Formatter<'_>) -> __rt::fmt::Result {
                f.write_str(#name)
            }
        }
    }
}

/// What says of each column with a state that it is set.
fn complete(model: &Model) -> impl Iterator<Item = TokenStream> {
    slots(model).enumerate().map(|(at, (_, field))| {
        let mut required = required_ident(field);
        required.set_span(model.ident.span());
        let place = place(at);
        bound(model.ident.span(), &quote!(At<#place, State: #required>))
    })
}

fn generate(model: &Model) -> TokenStream {
    if model.primary_key.manual {
        return TokenStream::new();
    }
    let keys = fields(model, &model.primary_key.fields).map(|Field { ident, ty, .. }| {
        let generate = item_of(ty, "KeyColumn", "generate");
        quote!(self.#ident.generate(#generate))
    });
    quote! {
        fn generate(&mut self) {
            #(#keys;)*
        }
    }
}
