//! Names: of tables and columns in the database, of handles and accessors in Rust.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;

/// The longest name that every database takes, in bytes (PostgreSQL).
const LONGEST: usize = 63;

/// Returns an identifier's text without `r#`.
pub(crate) fn text(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// Returns the name of the handle of a field or relation: `role_id` has `ROLE_ID`.
pub(crate) fn const_name(ident: &Ident) -> Ident {
    Ident::new(&text(ident).to_uppercase(), ident.span())
}

/// Returns a type's name as a table's: `HTTPServer` is `http_server`.
pub(crate) fn snake_case(ident: &Ident) -> String {
    let text = text(ident);
    let mut name = String::with_capacity(text.len() + 4);
    let mut before: Option<char> = None;
    let mut rest = text.chars().peekable();
    while let Some(letter) = rest.next() {
        if letter.is_uppercase() {
            let ends_an_acronym = rest.peek().is_some_and(|next| next.is_lowercase());
            let begins_a_word = before
                .is_some_and(|before| before != '_' && (!before.is_uppercase() || ends_an_acronym));
            if begins_a_word {
                name.push('_');
            }
        }
        name.extend(letter.to_lowercase());
        before = Some(letter);
    }
    name
}

/// Returns the accessor's name of a foreign key's field: without `_id`, if it ends so.
pub(crate) fn accessor_of(field: &Ident) -> Option<String> {
    let text = text(field);
    text.strip_suffix("_id").map(str::to_owned)
}

/// Makes a method's name of the text of an identifier, a raw one of a keyword; `None` if no method
/// can be called so.
pub(crate) fn method(text: &str, span: Span) -> Option<Ident> {
    if text.is_empty() || matches!(text, "_" | "self" | "Self" | "super" | "crate") {
        return None;
    }
    Some(if is_keyword(text, span) { Ident::new_raw(text, span) } else { Ident::new(text, span) })
}

fn is_keyword(text: &str, span: Span) -> bool {
    // `gen` is one in edition 2024 only, and `r#gen` means the same in all.
    let token = proc_macro2::TokenTree::from(Ident::new(text, span));
    text == "gen" || syn::parse2::<Ident>(token.into()).is_err()
}

/// Tells whether a text is an identifier of ASCII letters.
pub(crate) fn is_identifier(text: &str) -> bool {
    let mut letters = text.bytes();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == b'_')
}

/// Says what keeps a text from being a name in the database.
pub(crate) fn mistake_in(name: &str) -> Option<String> {
    if name.is_empty() {
        return Some("a name in the database can not be empty".to_owned());
    }
    if !is_identifier(name) {
        return Some(format!(
            "`{name}` can not be a name in the database: it takes ASCII letters, digits \
             and `_`, and begins with no digit"
        ));
    }
    if name.len() > LONGEST {
        return Some(format!(
            "`{name}` can not be a name in the database: it has {} bytes, and at most \
             {LONGEST} are possible",
            name.len(),
        ));
    }
    None
}
