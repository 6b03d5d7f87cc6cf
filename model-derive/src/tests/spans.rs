//! Where an editor goes from an emitted item: to the user's field.

use proc_macro2::{Ident, LineColumn, Span, TokenStream, TokenTree};

use super::emitted::{Emitted, emitted};

const POST: &str = r#"
#[model(unique(slug, locale), foreign_key(Edition, fields(book, number), backref(reviews)))]
pub struct Post {
    #[primary_key]
    pub id: i64,
    #[unique]
    pub title: Title,
    pub slug: String,
    pub locale: Locale,
    pub book: i64,
    pub number: i32,
    pub r#type: Kind,
    #[foreign_key(User)]
    #[backref(posts)]
    pub author_id: UserKey,
    #[unique]
    #[foreign_key(crate::people::Person, name = editor)]
    #[backref(edited)]
    pub edited_by: Option<PersonKey>,
    #[foreign_key(Topic)]
    #[backref(entries, extension)]
    pub topic_id: i64,
}
"#;

const LINK: &str = r#"
#[model(link(tags, posts))]
pub struct PostTag {
    #[primary_key]
    #[foreign_key(Post)]
    pub post_id: i64,
    #[primary_key]
    #[foreign_key(Tag)]
    pub tag_id: i64,
}
"#;

/// Where the last word of a text stands in a source that has the text once.
fn place(source: &str, text: &str) -> LineColumn {
    assert_eq!(source.matches(text).count(), 1, "`{text}`");
    let word = text.rfind([' ', '(', '<', ':']).map_or(0, |before| before + 1);
    let before = &source[..source.find(text).expect("it is there") + word];
    let line = before.rfind('\n').map_or(0, |newline| newline + 1);
    LineColumn { line: before.matches('\n').count() + 1, column: before[line..].chars().count() }
}

fn find<'e>(items: &'e [Emitted], path: &str) -> &'e Emitted {
    let paths: Vec<_> = items.iter().map(|item| item.path.as_str()).collect();
    let found = items.iter().find(|item| item.path == path);
    found.unwrap_or_else(|| panic!("no `{path}` in {paths:#?}"))
}

/// All identifiers, those in groups too.
fn words(tokens: TokenStream) -> Vec<Ident> {
    let words = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(word) => vec![word],
        TokenTree::Group(group) => words(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => Vec::new(),
    });
    words.flatten().collect()
}

/// Each item is named at the last word of the text.
fn assert_named(source: &str, expected: &[(&str, &str)]) {
    let items = emitted(source);
    for (path, text) in expected {
        let name = &find(&items, path).name;
        assert_eq!(name.span().start(), place(source, text), "`{path}` is not at `{text}`");
    }
}

/// Each item's signature has the last word of the text, where it is written.
fn assert_typed(source: &str, expected: &[(&str, &str)]) {
    let items = emitted(source);
    for (path, text) in expected {
        let place = place(source, text);
        let words = words(find(&items, path).signature.clone());
        let there = words.iter().filter(|word| text.ends_with(&word.to_string()));
        let places: Vec<_> = there.map(|word| word.span().start()).collect();
        assert!(places.contains(&place), "`{path}` has `{text}` at {places:?}, not at {place:?}");
    }
}

#[test]
fn columns_are_at_their_fields() {
    assert_named(
        POST,
        &[
            ("Post::ID", "pub id"),
            ("Post::TITLE", "pub title"),
            ("Post::TYPE", "pub r#type"),
            ("Post::AUTHOR_ID", "pub author_id"),
            ("PostCreate::id", "pub id"),
            ("PostCreate::title", "pub title"),
            ("PostCreate::r#type", "pub r#type"),
            ("PostCreate::edited_by", "pub edited_by"),
            ("Post::find_by_title", "pub title"),
            ("Post::find_by_edited_by", "pub edited_by"),
            ("Post::find_by_slug_and_locale", "pub slug"),
        ],
    );
}

#[test]
fn relations_are_at_their_names() {
    assert_named(
        POST,
        &[
            ("Post::AUTHOR", "pub author_id"),
            ("Post::author", "pub author_id"),
            ("PostCreate::author", "pub author_id"),
            ("Post::EDITOR", "name = editor"),
            ("Post::editor", "name = editor"),
            ("PostCreate::editor", "name = editor"),
            ("Post::EDITION", "foreign_key(Edition"),
            ("Post::edition", "foreign_key(Edition"),
            ("User::POSTS", "backref(posts"),
            ("User::posts", "backref(posts"),
            ("Person::EDITED", "backref(edited"),
            ("Person::edited", "backref(edited"),
            ("Edition::REVIEWS", "backref(reviews"),
            ("Edition::reviews", "backref(reviews"),
            ("TopicEntries::ENTRIES", "backref(entries"),
            ("TopicEntries::entries", "backref(entries"),
        ],
    );
    assert_named(
        LINK,
        &[
            ("Post::TAGS", "link(tags"),
            ("Post::tags", "link(tags"),
            ("Tag::POSTS", "tags, posts"),
            ("Tag::posts", "tags, posts"),
        ],
    );
}

#[test]
fn what_belongs_to_the_whole_model_is_at_its_name() {
    assert_named(
        POST,
        &[
            ("PostCreate", "struct Post"),
            ("Post::find", "struct Post"),
            ("Post::filter", "struct Post"),
            ("PostCreate::insert", "struct Post"),
            ("PostCreate::with", "struct Post"),
        ],
    );
}

#[test]
fn types_in_signatures_are_those_that_are_written() {
    assert_typed(
        POST,
        &[
            ("Post::TITLE", "title: Title"),
            ("PostCreate::title", "title: Title"),
            ("Post::find_by_title", "title: Title"),
            ("Post::find_by_slug_and_locale", "locale: Locale"),
            ("Post::TYPE", "r#type: Kind"),
            ("Post::EDITED_BY", "Option<PersonKey"),
            ("PostCreate::edited_by", "Option<PersonKey"),
            ("Post::AUTHOR", "foreign_key(User"),
            ("Post::author", "foreign_key(User"),
            ("PostCreate::author", "foreign_key(User"),
            ("Post::EDITOR", "crate::people::Person"),
            ("Post::editor", "crate::people::Person"),
            ("User::POSTS", "foreign_key(User"),
            ("User::POSTS", "struct Post"),
            ("User::posts", "struct Post"),
            ("Person::EDITED", "crate::people::Person"),
            ("Edition::reviews", "foreign_key(Edition"),
            ("TopicEntries::ENTRIES", "foreign_key(Topic"),
            ("TopicEntries::entries", "struct Post"),
        ],
    );
    assert_typed(LINK, &[("Post::TAGS", "foreign_key(Tag"), ("Tag::posts", "foreign_key(Post")]);
}

/// Nothing that can be named is at the derive, but what every model has.
#[test]
fn only_what_every_model_has_is_at_the_derive() {
    let derive = Span::call_site().start();
    for source in [POST, LINK] {
        let items = emitted(source);
        let items = items.iter().filter(|item| item.name.span().start() == derive);
        let mut names: Vec<_> = items.map(|item| item.name.to_string()).collect();
        names.sort();
        assert_eq!(names, ["create", "query"]);
    }
}
