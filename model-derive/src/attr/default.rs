//! `#[default(5)]`, `#[default(now)]`, `#[default(sql = "…")]`

use proc_macro2::{Span, TokenStream};
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Attribute, Lit, Token};

use super::args::{self, Arg, Value};
use crate::diagnostics::Diagnostics;
use crate::ir::DefaultKind;
use crate::suggest;

const TAKES: &str = "a literal, `now` or `sql = \"…\"`, as in `#[default(0)]`";

/// `#[default(…)]`
pub(crate) struct DefaultAttr {
    pub(crate) kind: DefaultKind,
    /// Where the value is.
    pub(crate) span: Span,
}

impl DefaultAttr {
    pub(crate) fn parse(attr: &Attribute, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut parts = args::of(attr, TAKES, diagnostics)?.into_iter();
        let value = parts.next()?;
        for more in parts {
            diagnostics.push(more, "a default is one value; remove this");
        }
        let kind = kind(&value, diagnostics)?;
        Some(Self { kind, span: value.span() })
    }
}

fn kind(tokens: &TokenStream, diagnostics: &mut Diagnostics) -> Option<DefaultKind> {
    if let Ok(literal) = syn::parse2::<Literal>(tokens.clone()) {
        return literal.kind().map_err(|message| diagnostics.push(tokens, message)).ok();
    }
    match Arg::parse(tokens) {
        Some(Arg { name, value: Value::Absent }) if name == "now" => Some(DefaultKind::Now),
        Some(arg) if arg.name == "sql" => {
            let sql = arg.text("a string, as in `sql = \"…\"`", diagnostics)?;
            Some(DefaultKind::Sql(sql.value()))
        }
        other => {
            let word = other.map(|arg| arg.name.to_string()).unwrap_or_default();
            let message = format!("`#[default]` takes {TAKES}");
            let known = ["now", "sql", "true", "false"];
            diagnostics.push(tokens, suggest::or_meant(&message, &word, &known));
            None
        }
    }
}

/// A literal, perhaps with a minus.
struct Literal {
    negative: bool,
    literal: Lit,
}

impl Parse for Literal {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let negative = input.parse::<Option<Token![-]>>()?.is_some();
        Ok(Self { negative, literal: input.parse()? })
    }
}

impl Literal {
    fn kind(&self) -> Result<DefaultKind, String> {
        let sign = if self.negative { "-" } else { "" };
        match &self.literal {
            Lit::Int(int) => {
                without_suffix(int.suffix())?;
                let digits = format!("{sign}{}", int.base10_digits());
                let too_large =
                    "this number does not fit 64 bits with a sign; choose a smaller one";
                digits.parse().map(DefaultKind::Int).map_err(|_| too_large.to_owned())
            }
            Lit::Float(float) => {
                without_suffix(float.suffix())?;
                let value = format!("{sign}{}", float.base10_digits()).parse::<f64>();
                let finite = value.ok().filter(|value| value.is_finite());
                let too_large = "this number does not fit `f64`; choose a smaller one";
                finite.map(DefaultKind::Float).ok_or_else(|| too_large.to_owned())
            }
            Lit::Bool(bool) if !self.negative => Ok(DefaultKind::Bool(bool.value)),
            Lit::Str(text) if !self.negative => {
                let text = text.value();
                if text.contains('\0') {
                    return Err("a text can not hold NUL; remove it".to_owned());
                }
                Ok(DefaultKind::Text(text))
            }
            _ => Err("a default is a bool, a number or a string; for anything else write \
                      `#[default(sql = \"…\")]`"
                .to_owned()),
        }
    }
}

fn without_suffix(suffix: &str) -> Result<(), String> {
    if suffix.is_empty() {
        return Ok(());
    }
    Err(format!("a default takes its type from the field; remove `{suffix}`"))
}
