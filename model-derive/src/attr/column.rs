//! `#[column(name = "…", length = 64)]`

use syn::{Attribute, LitInt, LitStr};

use super::args::{self, Arg, Grammar};
use crate::diagnostics::Diagnostics;

const GRAMMAR: Grammar = Grammar {
    allowed: &["name", "length"],
    repeatable: &[],
    later: &[
        "precision",
        "comment",
        "collation",
        "case_insensitive",
        "native",
        "renamed_from",
        "backfill",
        "convert",
        "sensitive",
        "sortable",
    ],
};

/// `#[column(…)]`
#[derive(Default)]
pub(crate) struct ColumnAttr {
    pub(crate) name: Option<LitStr>,
    pub(crate) length: Option<u32>,
}

impl ColumnAttr {
    pub(crate) fn parse(attr: &Attribute, diagnostics: &mut Diagnostics) -> Self {
        let mut parsed = Self::default();
        let takes = "arguments, as in `#[column(name = \"…\", length = 64)]`";
        let parts = args::of(attr, takes, diagnostics).unwrap_or_default();
        for arg in GRAMMAR.read(parts, diagnostics) {
            if arg.name == "name" {
                parsed.name = arg.database_name("a string, as in `name = \"…\"`", diagnostics);
            } else {
                parsed.length = length(&arg, diagnostics);
            }
        }
        parsed
    }
}

fn length(arg: &Arg, diagnostics: &mut Diagnostics) -> Option<u32> {
    let takes = "a whole number of characters, as in `length = 64`";
    let literal: LitInt = arg.assigned(takes, diagnostics)?;
    let length = literal.base10_parse().ok().filter(|length| *length > 0);
    if length.is_none() || !literal.suffix().is_empty() {
        let message = format!("`length` takes a whole number from 1 to {}", u32::MAX);
        diagnostics.push(&literal, message);
    }
    length
}
