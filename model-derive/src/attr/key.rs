//! `#[primary_key]`, alone or with `(manual)` or `(never_reuse)`; `#[unique]`, `#[index]`

use proc_macro2::Ident;
use syn::{Attribute, Meta};

use super::args::{self, Grammar};
use crate::diagnostics::Diagnostics;

const GRAMMAR: Grammar =
    Grammar { allowed: &["manual", "never_reuse"], repeatable: &[], later: &[] };

/// `#[primary_key]`, with its arguments as written.
#[derive(Default)]
pub(crate) struct PrimaryKeyAttr {
    pub(crate) manual: Option<Ident>,
    pub(crate) never_reuse: Option<Ident>,
}

impl PrimaryKeyAttr {
    pub(crate) fn parse(attr: &Attribute, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut parsed = Self::default();
        if matches!(attr.meta, Meta::Path(_)) {
            return Some(parsed);
        }
        let takes = "nothing, `(manual)` or `(never_reuse)`";
        for arg in GRAMMAR.read(args::of(attr, takes, diagnostics)?, diagnostics) {
            if !arg.flag(diagnostics) {
                continue;
            }
            let slot =
                if arg.name == "manual" { &mut parsed.manual } else { &mut parsed.never_reuse };
            *slot = Some(arg.name);
        }
        Some(parsed)
    }
}

/// Parses `#[unique]` or `#[index]`; that it is there is all it says.
pub(crate) fn parse_flag(attr: &Attribute, diagnostics: &mut Diagnostics) {
    args::none(attr, diagnostics);
}
