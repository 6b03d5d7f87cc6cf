//! A struct with `#[derive(Model)]`, as typed syntax.

use proc_macro2::Ident;
use syn::{Data, DeriveInput, Field, Fields, FieldsNamed, Generics, Type, Visibility};

use crate::attr::{self, FieldAttrs, ModelAttr};
use crate::diagnostics::Diagnostics;

const ONLY: &str = "`Model` can be derived for structs with named fields only";

/// The struct and its attributes.
pub(crate) struct Item {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) model: ModelAttr,
    pub(crate) fields: Vec<ItemField>,
}

/// A field and its attributes.
pub(crate) struct ItemField {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) attrs: FieldAttrs,
}

impl Item {
    pub(crate) fn parse(input: &DeriveInput, diagnostics: &mut Diagnostics) -> Option<Self> {
        refuse_generics(&input.generics, diagnostics);
        let fields = named_fields(input, diagnostics)?;
        let model = attr::parse_model(&input.attrs, diagnostics);
        let parse = |field| ItemField::parse(field, diagnostics);
        let fields = fields.named.iter().filter_map(parse).collect();
        Some(Self { ident: input.ident.clone(), vis: input.vis.clone(), model, fields })
    }

    /// The fields that are stored, in order.
    pub(crate) fn stored(&self) -> impl Iterator<Item = &ItemField> {
        self.fields.iter().filter(|field| !field.attrs.has("skip"))
    }
}

impl ItemField {
    fn parse(field: &Field, diagnostics: &mut Diagnostics) -> Option<Self> {
        Some(Self {
            ident: field.ident.clone()?,
            ty: field.ty.clone(),
            attrs: FieldAttrs::parse(&field.attrs, diagnostics),
        })
    }
}

/// Returns the fields of what can be a model.
fn named_fields<'i>(
    input: &'i DeriveInput,
    diagnostics: &mut Diagnostics,
) -> Option<&'i FieldsNamed> {
    match &input.data {
        Data::Enum(data) => {
            diagnostics.push(data.enum_token, format!("{ONLY}; make this enum a struct"));
        }
        Data::Union(data) => {
            diagnostics.push(data.union_token, format!("{ONLY}; make this union a struct"));
        }
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) if !fields.named.is_empty() => return Some(fields),
            Fields::Unnamed(fields) if !fields.unnamed.is_empty() => {
                diagnostics.push(fields, format!("{ONLY}; give the fields names"));
            }
            Fields::Named(_) | Fields::Unnamed(_) | Fields::Unit => {
                let message = format!("{ONLY}; add the fields that are to be its columns");
                diagnostics.push(&input.ident, message);
            }
        },
    }
    None
}

fn refuse_generics(generics: &Generics, diagnostics: &mut Diagnostics) {
    let message = "a model can not be generic, since its table is one; remove the parameters";
    if !generics.params.is_empty() {
        diagnostics.push(&generics.params, message);
    } else if let Some(clause) = &generics.where_clause {
        diagnostics.push(clause, "a model has no `where` clause; remove it");
    }
}
