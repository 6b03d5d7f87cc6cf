//! The states of a create builder: a column that may have to be set has one, at a place in `__S`.
//!
//! `__S` is a tuple of up to sixteen states; for more of them there are several such groups, each a parameter of
//! its own. Columns with a default have no state, as they can always be left out.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};

use crate::expand::place::colons;
use crate::ir::{Field, Model};
use crate::name;

/// States in one group; `model-runtime` implements groups of up to so many.
pub(super) const GROUP: usize = 16;

/// The fields that have a state, with their positions among the fields: those that may have to be set.
pub(super) fn slots(model: &Model) -> impl Iterator<Item = (usize, &Field)> {
    let key = &model.primary_key;
    model.fields.iter().enumerate().filter(move |(at, field)| match key.fields.contains(at) {
        _ if field.default.is_some() => false,
        true => key.manual || !field.is_spelt_integer(),
        false => !field.is_spelt_option(),
    })
}

/// The states of all groups.
pub(super) struct States(Vec<Group>);

pub(super) struct Group {
    name: Ident,
    /// A parameter is bounded by the trait, so that its types need no path.
    is_param: bool,
    /// The positions that are set on top of it.
    set: Vec<usize>,
}

impl States {
    /// The parameters of an `impl` for a builder in whatever state.
    pub(super) fn params(model: &Model) -> Self {
        Self::named(model, "__S", true)
    }

    /// The aliases of the states in which a builder begins.
    pub(super) fn begun(model: &Model) -> Self {
        Self::named(model, &format!("__{}Begin", name::text(&model.ident)), false)
    }

    fn named(model: &Model, name: &str, is_param: bool) -> Self {
        let group = |group: usize| {
            let name = format_ident!(
                "{name}{}",
                if group == 0 { String::new() } else { group.to_string() }
            );
            Group { name, is_param, set: Vec::new() }
        };
        Self((0..slots(model).count().div_ceil(GROUP).max(1)).map(group).collect())
    }

    pub(super) fn groups(&self) -> &[Group] {
        &self.0
    }

    /// The states with some fields set.
    pub(super) fn with(mut self, model: &Model, fields: &[usize]) -> Self {
        for &field in fields {
            let at = slots(model).position(|(position, _)| position == field);
            if let Some((at, group)) =
                at.and_then(|at| Some((at % GROUP, self.0.get_mut(at / GROUP)?)))
            {
                group.set.push(at);
            }
        }
        self
    }
}

impl Group {
    fn write(&self, set: &[usize], tokens: &mut TokenStream) {
        let Self { name, is_param, .. } = self;
        let Some((last, before)) = set.split_last() else { return name.to_tokens(tokens) };
        let last = format_ident!("Set{last}");
        if before.is_empty() && *is_param {
            let [first, second] = colons(Span::call_site());
            tokens.extend([name.clone().into(), first, second, last.into()]);
            return;
        }
        let mut inner = TokenStream::new();
        self.write(before, &mut inner);
        tokens.extend(quote!(<#inner as __rt::States>::#last));
    }
}

impl ToTokens for Group {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.write(&self.set, tokens);
    }
}

/// The builder's parameter.
impl ToTokens for States {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self.0.as_slice() {
            [group] => group.to_tokens(tokens),
            groups => tokens.extend(quote!((#(#groups),*))),
        }
    }
}
