//! The resolved model: what the expansion is made from. Every default and name is filled in.

use proc_macro2::{Group, Ident, Span, TokenTree};
use quote::ToTokens as _;
use syn::{Path, Type, Visibility};

/// A struct with `#[derive(Model)]`, resolved and checked.
pub(crate) struct Model {
    /// The struct's name.
    pub(crate) ident: Ident,
    /// The struct's visibility, which the emitted items share.
    pub(crate) vis: Visibility,
    /// Path of the runtime crate: `::model_runtime` or that of `#[model(crate = …)]`.
    pub(crate) runtime: Path,
    /// The table's name.
    pub(crate) table: String,
    /// The stored fields, in order; the other parts refer to them by position.
    pub(crate) fields: Vec<Field>,
    /// The fields with `#[skip]`.
    pub(crate) skipped: Vec<Skipped>,
    /// The primary key.
    pub(crate) primary_key: PrimaryKey,
    /// UNIQUE constraints: those of fields first, then those of `#[model(unique(…))]`.
    pub(crate) uniques: Vec<Unique>,
    /// Indexes: those of fields first, then those of `#[model(index(…))]`.
    pub(crate) indexes: Vec<Index>,
    /// CHECK constraints of `#[model(check(…))]`.
    pub(crate) checks: Vec<Check>,
    /// Foreign keys, in the order of their first fields.
    pub(crate) foreign_keys: Vec<ForeignKey>,
    /// `#[model(link(…))]`
    pub(crate) link: Option<Link>,
}

impl Model {
    /// The two sides of a link: a name, the foreign key of the parent that gets it, and the other.
    pub(crate) fn links(&self) -> impl Iterator<Item = (&Ident, &ForeignKey, &ForeignKey)> {
        let sides = match (&self.link, self.foreign_keys.as_slice()) {
            (Some(Link { names: [tags, posts], .. }), [post, tag]) => {
                vec![(tags, post, tag), (posts, tag, post)]
            }
            _ => Vec::new(),
        };
        sides.into_iter()
    }

    /// The names that parents get for accessors and handles, with what they are.
    pub(crate) fn given_to_parents(&self) -> impl Iterator<Item = (&Path, &Ident, &'static str)> {
        let backrefs = self
            .foreign_keys
            .iter()
            .filter_map(|key| Some((&key.parent, &key.backref.as_ref()?.name, "back-reference")));
        backrefs.chain(self.links().map(|(name, key, _)| (&key.parent, name, "link")))
    }
}

/// A field that is not stored and is made by `Default`.
pub(crate) struct Skipped {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
}

/// A stored field.
pub(crate) struct Field {
    /// The field's name, perhaps raw.
    pub(crate) ident: Ident,
    /// The field's name without `r#`.
    pub(crate) name: String,
    /// The column's name in the database.
    pub(crate) column: String,
    /// The field's type.
    pub(crate) ty: Type,
    /// How the type is written, found once.
    pub(crate) written: Written,
    /// `#[column(length = …)]`.
    pub(crate) length: Option<u32>,
    /// Whether it is part of a key, a unique constraint, an index or a foreign key.
    pub(crate) keyed: bool,
    /// Whether its handle or setter would clash, as that was reported; it has neither then.
    pub(crate) clashes: bool,
    /// `#[default(…)]`.
    pub(crate) default: Option<Default>,
}

impl Field {
    /// Tells whether the type is spelt `Option`, which the emitted code holds it to.
    pub(crate) fn is_spelt_option(&self) -> bool {
        self.written.spelt == Spelt::Option
    }

    /// Tells whether the type is spelt like an integer, which the emitted code holds it to.
    pub(crate) fn is_spelt_integer(&self) -> bool {
        self.written.spelt == Spelt::Integer
    }

    /// Tells whether the type is spelt like a primitive one, as no type of the user's is called.
    pub(crate) fn is_spelt_primitive(&self) -> bool {
        matches!(self.written.spelt, Spelt::Integer | Spelt::Primitive)
    }

    /// Tells whether the type is spelt like one of std that is never NULL, which the emitted code holds it to.
    pub(crate) fn is_spelt_required(&self) -> bool {
        matches!(self.written.spelt, Spelt::Integer | Spelt::Primitive | Spelt::String)
    }
}

/// A type as it is written.
#[derive(Clone, Copy)]
pub(crate) struct Written {
    /// What its last name says, which is only taken where the emitted code holds the type to that.
    pub(crate) spelt: Spelt,
    /// Its first token, or what opens it.
    pub(crate) open: Span,
    /// Its last token, or what closes it.
    pub(crate) close: Span,
    /// All of it.
    pub(crate) span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelt {
    Option,
    Integer,
    /// Another primitive type that can be stored.
    Primitive,
    /// The text of std.
    String,
    Other,
}

impl Written {
    pub(crate) fn of(ty: &Type) -> Self {
        let mut tokens = ty.to_token_stream().into_iter();
        let first = tokens.next();
        let last = tokens.last().or_else(|| first.clone());
        let (open, begin) = ends(first, Group::span_open);
        let (close, end) = ends(last, Group::span_close);
        Self { spelt: Spelt::of(ty), open, close, span: begin.join(end).unwrap_or(begin) }
    }
}

/// Where a type begins or ends, and the whole token there.
fn ends(token: Option<TokenTree>, of_group: impl Fn(&Group) -> Span) -> (Span, Span) {
    match token {
        Some(TokenTree::Group(group)) => (of_group(&group), group.span()),
        Some(token) => (token.span(), token.span()),
        None => (Span::call_site(), Span::call_site()),
    }
}

impl Spelt {
    /// What a type's spelling says, also where a macro gave it.
    pub(crate) fn of(ty: &Type) -> Self {
        let Some(last) = last_name(ty) else { return Self::Other };
        match last.ident.to_string().as_str() {
            "Option" if !last.arguments.is_none() => Self::Option,
            "i64" | "i32" | "i16" | "i8" | "u8" | "u16" | "u32" | "u64" => Self::Integer,
            "bool" | "f64" | "f32" => Self::Primitive,
            "String" => Self::String,
            _ => Self::Other,
        }
    }
}

/// The last name of a type that is a path.
fn last_name(ty: &Type) -> Option<&syn::PathSegment> {
    match ty {
        // As a macro passes it on.
        Type::Group(group) => last_name(&group.elem),
        Type::Paren(paren) => last_name(&paren.elem),
        Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
        _ => None,
    }
}

/// The value of `#[default(…)]`, with the span of that value.
pub(crate) struct Default {
    pub(crate) kind: DefaultKind,
    pub(crate) span: Span,
}

#[derive(Clone)]
pub(crate) enum DefaultKind {
    Bool(bool),
    /// A whole number, its sign included.
    Int(i64),
    Float(f64),
    Text(String),
    Now,
    Sql(String),
}

pub(crate) struct PrimaryKey {
    /// Positions of its fields, in order.
    pub(crate) fields: Vec<usize>,
    /// `#[primary_key(manual)]`, or several fields.
    pub(crate) manual: bool,
    /// The span of `never_reuse`, where it is said.
    pub(crate) never_reuse: Option<Span>,
}

pub(crate) struct Unique {
    /// Positions of its fields, in order.
    pub(crate) fields: Vec<usize>,
    /// The name, where one is given.
    pub(crate) name: Option<String>,
}

pub(crate) struct Index {
    pub(crate) parts: Vec<IndexPart>,
    /// A field with `#[unique]` and `#[index]` has one unique index.
    pub(crate) unique: bool,
    /// `where = "…"`.
    pub(crate) filter: Option<String>,
    /// The name, where one is given.
    pub(crate) name: Option<String>,
}

pub(crate) struct IndexPart {
    /// Position of the field.
    pub(crate) field: usize,
    pub(crate) descending: bool,
}

pub(crate) struct Check {
    /// The name as written: it is the end of `ck_<table>_<name>`.
    pub(crate) name: String,
    pub(crate) sql: String,
}

pub(crate) struct ForeignKey {
    /// Positions of its fields, in the order of the parent's key.
    pub(crate) fields: Vec<usize>,
    /// The parent's path as written.
    pub(crate) parent: Path,
    /// `references`: the consts of the parent's column handles; none for its primary key.
    pub(crate) references: Vec<Ident>,
    pub(crate) on_delete: Action,
    pub(crate) on_update: Action,
    /// The span of `set_null`, where it is said.
    pub(crate) set_null: Option<Span>,
    /// Name of the accessor: `name = …`, else the field without `_id`.
    pub(crate) name: Ident,
    /// `#[backref(…)]`.
    pub(crate) backref: Option<Backref>,
    /// Whether a parent has at most one child: the fields are unique, or are the whole primary key.
    pub(crate) one_to_one: bool,
}

/// A model that links two others.
pub(crate) struct Link {
    /// The accessors of the first foreign key's parent and of the second's.
    pub(crate) names: [Ident; 2],
    /// Whether traits give them to the parents.
    pub(crate) extension: bool,
}

pub(crate) struct Backref {
    /// Name of the parent's accessor.
    pub(crate) name: Ident,
    /// `order_by(field, desc(field))`.
    pub(crate) order_by: Vec<IndexPart>,
    /// The word `order_by`, where it is said.
    pub(crate) ordered: Option<Ident>,
    /// Whether a trait gives them to the parent.
    pub(crate) extension: bool,
}

#[expect(clippy::enum_variant_names, reason = "`no action` is the word of SQL")]
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    Restrict,
    Cascade,
    SetNull,
    NoAction,
}
