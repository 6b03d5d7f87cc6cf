//! The attributes' syntax, one file per family. Every parsed thing keeps the syntax it came from.

mod args;
mod column;
mod composite;
mod default;
mod foreign_key;
mod key;
mod link;
mod model;
mod skip;
mod sorted;

pub(crate) use column::ColumnAttr;
pub(crate) use composite::CompositeArg;
pub(crate) use default::DefaultAttr;
pub(crate) use foreign_key::{BackrefAttr, ForeignKeyAttr, NameArg};
pub(crate) use key::PrimaryKeyAttr;
pub(crate) use model::ModelAttr;
pub(crate) use sorted::Sorted;

use proc_macro2::Ident;
use syn::Attribute;

use crate::diagnostics::Diagnostics;

/// The attributes of fields; `model` is the struct's.
const OF_FIELDS: [&str; 8] =
    ["primary_key", "unique", "index", "foreign_key", "backref", "column", "default", "skip"];

/// The attributes of one field.
#[derive(Default)]
pub(crate) struct FieldAttrs {
    /// The names of all of them as written, those with mistakes included.
    pub(crate) written: Vec<Ident>,
    pub(crate) primary_key: Option<PrimaryKeyAttr>,
    pub(crate) foreign_key: Option<ForeignKeyAttr>,
    pub(crate) backref: Option<BackrefAttr>,
    pub(crate) column: ColumnAttr,
    pub(crate) default: Option<DefaultAttr>,
}

impl FieldAttrs {
    pub(crate) fn parse(attrs: &[Attribute], diagnostics: &mut Diagnostics) -> Self {
        let mut parsed = Self::default();
        for attr in attrs {
            let Some(ident) = attr.path().get_ident() else { continue };
            let name = ident.to_string();
            if name == "model" {
                diagnostics.push(ident, "`#[model]` belongs on the struct; move it there");
            }
            if !OF_FIELDS.contains(&name.as_str()) {
                continue;
            }
            if parsed.has(&name) {
                let message = format!("`#[{name}]` is given twice; make it one");
                diagnostics.push(ident, message);
                continue;
            }
            parsed.written.push(ident.clone());
            parsed.add(&name, attr, diagnostics);
        }
        parsed
    }

    fn add(&mut self, name: &str, attr: &Attribute, diagnostics: &mut Diagnostics) {
        match name {
            "primary_key" => self.primary_key = PrimaryKeyAttr::parse(attr, diagnostics),
            "unique" | "index" => key::parse_flag(attr, diagnostics),
            "foreign_key" => self.foreign_key = ForeignKeyAttr::parse(attr, diagnostics),
            "backref" => self.backref = BackrefAttr::parse(attr, diagnostics),
            "column" => self.column = ColumnAttr::parse(attr, diagnostics),
            "default" => self.default = DefaultAttr::parse(attr, diagnostics),
            "skip" => skip::parse(attr, diagnostics),
            _ => {}
        }
    }

    /// Tells whether an attribute is there, be it with mistakes.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Finds an attribute's name as written.
    pub(crate) fn find(&self, name: &str) -> Option<&Ident> {
        self.written.iter().find(|written| *written == name)
    }
}

/// Parses the attributes of the struct.
pub(crate) fn parse_model(attrs: &[Attribute], diagnostics: &mut Diagnostics) -> ModelAttr {
    for attr in attrs {
        let Some(ident) = attr.path().get_ident() else { continue };
        let name = ident.to_string();
        if OF_FIELDS.contains(&name.as_str()) {
            let message = match name.as_str() {
                "unique" | "index" => {
                    format!(
                        "`#[{name}]` belongs on a field; of several, write `#[model({name}(a, b))]`"
                    )
                }
                _ => format!("`#[{name}]` belongs on a field; move it there"),
            };
            diagnostics.push(ident, message);
        }
    }
    ModelAttr::parse(attrs, diagnostics)
}
