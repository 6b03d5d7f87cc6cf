//! `#[model(table = "…", unique(…), index(…), check(…), foreign_key(…), link(…), crate = path)]`

use proc_macro2::{Ident, TokenStream};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, LitStr, Path};

use super::args::{self, Arg, Grammar, Value};
use super::composite::CompositeArg;
use super::link::LinkArg;
use super::sorted::{self, Sorted};
use crate::diagnostics::Diagnostics;

const MODEL: Grammar = Grammar {
    allowed: &["table", "unique", "index", "check", "foreign_key", "link", "crate"],
    repeatable: &["unique", "index", "check", "foreign_key"],
    later: &["schema", "renamed_from", "comment", "large"],
};

const UNIQUE: Grammar = Grammar { allowed: &["name"], repeatable: &[], later: &[] };
const INDEX: Grammar =
    Grammar { allowed: &["where", "name", "unique"], repeatable: &[], later: &[] };
const CHECK: Grammar = Grammar { allowed: &["name", "sql"], repeatable: &[], later: &[] };

const NAME: &str = "a string, as in `name = \"…\"`";

/// `#[model(…)]`
#[derive(Default)]
pub(crate) struct ModelAttr {
    pub(crate) table: Option<LitStr>,
    pub(crate) runtime: Option<Path>,
    pub(crate) uniques: Vec<UniqueArg>,
    pub(crate) indexes: Vec<IndexArg>,
    pub(crate) checks: Vec<CheckArg>,
    pub(crate) foreign_keys: Vec<CompositeArg>,
    pub(crate) link: Option<LinkArg>,
}

/// `unique(a, b, name = "…")`
pub(crate) struct UniqueArg {
    pub(crate) keyword: Ident,
    pub(crate) fields: Vec<Ident>,
    pub(crate) name: Option<LitStr>,
}

/// `index(a, desc(b), unique, where = "…", name = "…")`; a field called `unique` is `r#unique`.
pub(crate) struct IndexArg {
    pub(crate) keyword: Ident,
    pub(crate) parts: Vec<Sorted>,
    pub(crate) unique: bool,
    pub(crate) filter: Option<LitStr>,
    pub(crate) name: Option<LitStr>,
}

/// `check(name = "…", sql = "…")`
pub(crate) struct CheckArg {
    pub(crate) name: LitStr,
    pub(crate) sql: LitStr,
}

impl ModelAttr {
    /// Parses all `#[model(…)]` of a struct as if they were one.
    pub(crate) fn parse(attrs: &[Attribute], diagnostics: &mut Diagnostics) -> Self {
        let takes = "arguments, as in `#[model(table = \"users\")]`";
        let mut parts = Vec::new();
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("model")) {
            parts.extend(args::of(attr, takes, diagnostics).unwrap_or_default());
        }
        let mut parsed = Self::default();
        for arg in MODEL.read(parts, diagnostics) {
            parsed.add(arg, diagnostics);
        }
        parsed
    }

    fn add(&mut self, arg: Arg, diagnostics: &mut Diagnostics) {
        match arg.name.to_string().as_str() {
            "table" => {
                let takes = "a string, as in `table = \"users\"`";
                self.table = arg.database_name(takes, diagnostics);
            }
            "crate" => {
                let takes = "the path of `model_runtime`, as in `crate = ::orm`";
                let path: Option<ModPath> = arg.assigned(takes, diagnostics);
                self.runtime = path.map(|ModPath(path)| path);
            }
            "unique" => self.uniques.extend(UniqueArg::parse(arg, diagnostics)),
            "index" => self.indexes.extend(IndexArg::parse(arg, diagnostics)),
            "check" => self.checks.extend(CheckArg::parse(arg, diagnostics)),
            "foreign_key" => self.foreign_keys.extend(CompositeArg::parse(arg, diagnostics)),
            "link" => self.link = LinkArg::parse(arg, diagnostics),
            _ => {}
        }
    }
}

/// A path without generic arguments.
struct ModPath(Path);

impl Parse for ModPath {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.call(Path::parse_mod_style).map(Self)
    }
}

/// Parts the fields of a list from its arguments: what is assigned, and these flags.
fn part_fields(list: Vec<TokenStream>, flags: &[&str]) -> (Vec<TokenStream>, Vec<TokenStream>) {
    list.into_iter().partition(|part| match Arg::parse(part) {
        Some(Arg { value: Value::Assigned(_), .. }) => false,
        Some(Arg { name, value: Value::Absent }) => !flags.iter().any(|flag| name == *flag),
        _ => true,
    })
}

/// Reads the fields of a list; `None` if there are none, or mistakes that would cause others.
fn fields<T>(
    list: Vec<TokenStream>,
    parse: impl Fn(&TokenStream) -> Option<T>,
    arg: &Arg,
    takes: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<T>> {
    let message = format!("`{}` takes {takes}", arg.name);
    if list.is_empty() {
        diagnostics.push(&arg.name, message);
        return None;
    }
    let mut parse = |part| {
        let field = parse(&part);
        if field.is_none() {
            let message = sorted::refusal(&part, &message);
            diagnostics.push(part, message);
        }
        field
    };
    // All parts are read before it is asked whether one was mistaken.
    let fields: Vec<_> = list.into_iter().map(&mut parse).collect();
    fields.into_iter().collect()
}

impl UniqueArg {
    fn parse(arg: Arg, diagnostics: &mut Diagnostics) -> Option<Self> {
        let takes = "fields, as in `unique(a, b)`";
        let (given, options) = part_fields(arg.list(takes, diagnostics)?, &[]);
        let fields = fields(given, sorted::parse_field, &arg, takes, diagnostics);
        let mut name = None;
        for option in UNIQUE.read(options, diagnostics) {
            name = option.database_name(NAME, diagnostics);
        }
        Some(Self { keyword: arg.name, fields: fields?, name })
    }
}

impl IndexArg {
    fn parse(arg: Arg, diagnostics: &mut Diagnostics) -> Option<Self> {
        let takes = "fields, as in `index(a, desc(b))`";
        let (given, options) = part_fields(arg.list(takes, diagnostics)?, &["unique"]);
        let parts = fields(given, Sorted::parse, &arg, takes, diagnostics);
        let (mut unique, mut filter, mut name) = (false, None, None);
        for option in INDEX.read(options, diagnostics) {
            if option.name == "where" {
                let takes = "a condition in SQL, as in `where = \"deleted = 0\"`";
                filter = option.text(takes, diagnostics);
            } else if option.name == "name" {
                name = option.database_name(NAME, diagnostics);
            } else {
                unique = option.flag(diagnostics);
            }
        }
        Some(Self { keyword: arg.name, parts: parts?, unique, filter, name })
    }
}

impl CheckArg {
    fn parse(arg: Arg, diagnostics: &mut Diagnostics) -> Option<Self> {
        let takes = "a name and a condition, as in `check(name = \"adult\", sql = \"age >= 18\")`";
        let (mut name, mut sql) = (None, None);
        let given = arg.list(takes, diagnostics)?;
        let count = given.len();
        let options = CHECK.read(given, diagnostics);
        // One that was refused may be the one that is missing.
        let is_given =
            |name: &str| options.len() < count || options.iter().any(|option| option.name == name);
        for missing in CHECK.allowed.iter().filter(|name| !is_given(name)) {
            diagnostics.push(&arg.name, format!("`{missing}` is missing; `check` takes {takes}"));
        }
        for option in options {
            if option.name == "name" {
                name = option.database_name(NAME, diagnostics);
            } else {
                sql = option.text("a condition, as in `sql = \"age >= 18\"`", diagnostics);
            }
        }
        Some(Self { name: name?, sql: sql? })
    }
}
