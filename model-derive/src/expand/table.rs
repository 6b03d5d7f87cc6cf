//! The description of the table, as consts.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use crate::expand::fields;
use crate::expand::place::item_of;
use crate::ir::{Action, Check, DefaultKind, Field, ForeignKey, Index, Model, Unique};

/// The consts of what a table may have several of.
pub(super) fn lists(model: &Model) -> TokenStream {
    let lists = [
        list("UNIQUES", "UniqueDef", &model.uniques, |unique| self::unique(model, unique)),
        list("INDEXES", "IndexDef", &model.indexes, |index| self::index(model, index)),
        list("FOREIGN_KEYS", "ForeignKeyDef", &model.foreign_keys, |key| foreign_key(model, key)),
        list("CHECKS", "CheckDef", &model.checks, |check| self::check(model, check)),
    ];
    quote!(#(#lists)*)
}

/// A const of what a table may have several of; one that is left out is empty.
fn list<T>(
    name: &str,
    of: &str,
    items: &[T],
    describe: impl Fn(&T) -> TokenStream,
) -> Option<TokenStream> {
    let [name, of] = [name, of].map(|name| format_ident!("{name}"));
    let descriptions = items.iter().map(describe);
    let list = quote!(const #name: &'static [__rt::#of] = &[#(#descriptions),*];);
    (!items.is_empty()).then_some(list)
}

/// What describes a column, held to what its type is spelt like.
pub(super) fn describing(field: &Field) -> Ident {
    let of = match (field.is_spelt_option(), field.is_spelt_required()) {
        (true, _) => "option_column",
        (_, true) => "required_column",
        _ => "column_of",
    };
    Ident::new(of, field.written.span)
}

/// What a column is besides its type, as calls.
pub(super) fn more(field: &Field) -> TokenStream {
    let Field { name, column, keyed, .. } = field;
    let named = (name != column).then(|| quote!(.named(#column)));
    let length = field.length.map(|length| quote!(.with_length(#length)));
    let keyed = keyed.then(|| quote!(.keyed()));
    let default = field.default.as_ref().map(|default| default_value(&default.kind));
    let default = default.map(|default| quote!(.with_default(#default)));
    quote_spanned!(field.written.span=> #named #length #keyed #default)
}

/// What only the type of a field can tell about its attributes, asked at what would have to change.
pub(super) fn assertions(model: &Model) -> TokenStream {
    let asked = |field: &&Field| field.default.is_some() || field.length.is_some();
    let fields = model.fields.iter().filter(asked).map(|field| {
        let Field { name, default, length, .. } = field;
        let sql_type = item_of(field, "ColumnValue", "SQL_TYPE");
        let value = default.as_ref().map(|default| default_value(&default.kind));
        let default = default.as_ref().map(|default| {
            let message = format!("the default of `{name}` is not a value of the field's type; change one of them");
            let fits = quote!(__rt::default_fits(#sql_type, #value));
            assertion(default.span, &fits, &message)
        });
        let length = length.map(|length| {
            let value = option(value);
            let message = format!(
                "the length of `{name}` does not fit; remove it from what is no text, or make it as long as \
                 the default"
            );
            let fits = quote!(__rt::length_fits(#sql_type, #length, #value));
            assertion(field.written.span, &fits, &message)
        });
        quote!(#default #length)
    });
    let key = &model.primary_key;
    let first = self::fields(model, &key.fields).next();
    let counted = first.zip(key.never_reuse).map(|(field, span)| {
        let generation = item_of(field, "KeyColumn", "GENERATION");
        let message =
            "`never_reuse` is for integer keys, whose values the database makes; remove it";
        assertion(span, &quote!(__rt::is_counted(#generation)), message)
    });
    quote!(#(#fields)* #counted)
}

pub(super) fn assertion(span: Span, condition: &TokenStream, message: &str) -> TokenStream {
    quote_spanned!(span=> const _: () = __rt::assert!(#condition, #message);)
}

fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(__rt::Option::Some(#value)),
        None => quote!(__rt::Option::None),
    }
}

fn default_value(default: &DefaultKind) -> TokenStream {
    match default {
        DefaultKind::Bool(value) => quote!(__rt::DefaultDef::Bool(#value)),
        DefaultKind::Int(value) => quote!(__rt::DefaultDef::Int(#value)),
        DefaultKind::Float(value) => quote!(__rt::DefaultDef::Float(#value)),
        DefaultKind::Text(value) => quote!(__rt::DefaultDef::Text(#value)),
        DefaultKind::Now => quote!(__rt::DefaultDef::Now),
        DefaultKind::Sql(value) => quote!(__rt::DefaultDef::Sql(#value)),
    }
}

/// Who makes the values of the primary key.
pub(super) fn generation(model: &Model) -> TokenStream {
    let key = &model.primary_key;
    let first = fields(model, &key.fields).next();
    let generation = first.map(|field| {
        let generation = item_of(field, "KeyColumn", "GENERATION");
        match field.is_spelt_integer() {
            true => quote_spanned!(field.written.span=> __rt::generated_key(#generation)),
            false => generation.to_token_stream(),
        }
    });
    match (key.manual, key.never_reuse) {
        (true, _) => quote!(__rt::Generation::Manual),
        (false, Some(span)) => quote_spanned!(span=> __rt::never_reuse(#generation)),
        (false, None) => quote!(#generation),
    }
}

fn unique(model: &Model, unique: &Unique) -> TokenStream {
    let table = &model.table;
    let columns: Vec<_> = fields(model, &unique.fields).map(|field| &field.column).collect();
    let name = match &unique.name {
        Some(name) => quote!(__rt::Name::literal(#name)),
        None => quote!(__rt::Name::unique(#table, &[#(#columns),*])),
    };
    quote!(__rt::UniqueDef::of(#name, &[#(#columns),*]))
}

fn index(model: &Model, index: &Index) -> TokenStream {
    let table = &model.table;
    let parts = index.parts.iter().filter_map(|part| {
        let direction = if part.descending { quote!(desc) } else { quote!(asc) };
        Some((&model.fields.get(part.field)?.column, direction))
    });
    let (columns, directions): (Vec<_>, Vec<_>) = parts.unzip();
    let name = match &index.name {
        Some(name) => quote!(__rt::Name::literal(#name)),
        None => quote!(__rt::Name::index(#table, &[#(#columns),*])),
    };
    let unique = index.unique.then(|| quote!(.unique()));
    let filter = index.filter.as_ref().map(|filter| quote!(.filtered(#filter)));
    quote!(__rt::IndexDef::of(#name, &[#(__rt::IndexPart::#directions(#columns)),*])#unique #filter)
}

fn foreign_key(model: &Model, key: &ForeignKey) -> TokenStream {
    let table = &model.table;
    let parent = &key.parent;
    let columns: Vec<_> = fields(model, &key.fields).map(|field| field.column.clone()).collect();
    let parent_table = quote_spanned!(parent.span()=> <#parent as __rt::Table>);
    let references = match key.references.as_slice() {
        [] => quote!(#parent_table::PRIMARY_KEY.columns),
        columns => {
            let names = columns
                .iter()
                .map(|column| quote_spanned!(column.span()=> #parent::#column.name()));
            quote!(&[#(#names),*])
        }
    };
    let on_delete = action(key.on_delete).map(|action| quote!(.on_delete(#action)));
    let on_update = action(key.on_update).map(|action| quote!(.on_update(#action)));
    quote! {
        __rt::ForeignKeyDef::of(#table, &[#(#columns),*], #parent_table::NAME, #references)
            #on_delete #on_update
    }
}

/// What is done to the children, where they do not restrict what is done to their parent.
fn action(action: Action) -> Option<TokenStream> {
    match action {
        Action::Restrict => None,
        Action::Cascade => Some(quote!(__rt::ReferentialAction::Cascade)),
        Action::SetNull => Some(quote!(__rt::ReferentialAction::SetNull)),
        Action::NoAction => Some(quote!(__rt::ReferentialAction::NoAction)),
    }
}

fn check(model: &Model, check: &Check) -> TokenStream {
    let Check { name, sql } = check;
    let table = &model.table;
    quote!(__rt::CheckDef::of(#table, #name, #sql))
}

/// The typed key that a foreign key refers to: a column, or a tuple of columns.
fn parent_key(model: &Model, key: &ForeignKey) -> TokenStream {
    let parent = &key.parent;
    match key.references.as_slice() {
        [] => {}
        [column] => return quote_spanned!(column.span()=> #parent::#column),
        columns => return quote_spanned!(parent.span()=> (#(#parent::#columns),*)),
    }
    let bases: Vec<_> = fields(model, &key.fields)
        .map(|field| (field.written.span, item_of(field, "ColumnValue", "Base")))
        .collect();
    if let [(span, base)] = bases.as_slice() {
        return quote_spanned!(*span=> <#parent as __rt::PrimaryKey<#base>>::KEY);
    }
    let bases = bases.into_iter().map(|(_, base)| base);
    quote_spanned!(key.parent.span()=> <#parent as __rt::CompositeKey<(#(#bases,)*)>>::KEY)
}

/// The column of the parent that each field of a foreign key refers to.
pub(super) fn parent_columns(model: &Model, key: &ForeignKey) -> Vec<TokenStream> {
    let whole = parent_key(model, key);
    if key.fields.len() == 1 {
        return vec![whole];
    }
    let span = key.parent.span();
    let positions = (0..key.fields.len()).map(|index| syn::Index { index: index as u32, span });
    positions.map(|at| quote_spanned!(span=> #whole.#at)).collect()
}

/// What says in the model which column each field of a foreign key refers to.
pub(super) fn parent_spans(key: &ForeignKey) -> Vec<Span> {
    let named = key.references.iter().map(Ident::span);
    let parent = key.fields.iter().map(|_| key.parent.span());
    if key.references.is_empty() { parent.collect() } else { named.collect() }
}

/// The columns of the primary key, made again: a handle that clashes with a const is not asked for.
pub(super) fn key_columns(model: &Model) -> impl Iterator<Item = TokenStream> {
    model.primary_key.fields.iter().filter_map(|&ordinal| {
        let column = &model.fields.get(ordinal)?.column;
        let at = syn::Index::from(ordinal);
        Some(quote!(__rt::column(#at, #column)))
    })
}
