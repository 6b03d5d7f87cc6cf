//! The SQL in the documentation of emitted items is what `to_sql` prints, to the character.
//!
//! Every `…` in it stands for what the derive cannot know, and is filled in here by what is known of the
//! related model: so the rest is compared as well.

mod case;
mod cases;
mod emitted;
mod models;

use std::collections::{BTreeMap, BTreeSet};

use model_runtime::schema::TableDef;
use model_runtime::{Dialect, Table};

use case::Case;
use cases::cases;
use emitted::{Emitted, Kind, emitted};
use models::{Edition, Offer, PostTag, Profile, User, inputs};

fn all_emitted() -> Vec<Emitted> {
    inputs().into_iter().flat_map(emitted).collect()
}

/// Whether an item runs SQL, or begins what does.
fn runs(item: &Emitted) -> bool {
    let (of, name) = item.name.rsplit_once("::").unwrap_or(("", &item.name));
    match &item.kind {
        Kind::Named => false,
        Kind::Handle(ty) => ty != "Column",
        // Setters run nothing, `to_sql` prints, and `explain` asks about what `insert` shows.
        Kind::Function => !of.ends_with("Create") || name == "insert",
    }
}

/// The SQL of a documentation by the names of the dialects.
fn shown(doc: &str) -> BTreeMap<String, String> {
    let mut shown = BTreeMap::new();
    let Some((_, block)) = doc.split_once("```sql\n") else { return shown };
    let (block, _) = block.split_once("\n```").expect("the block ends");
    for part in format!("\n{block}").split("\n-- ").skip(1) {
        let (dialects, text) = part.split_once('\n').expect("a text after its dialects");
        for dialect in dialects.split(", ") {
            assert_eq!(shown.insert(dialect.to_owned(), text.to_owned()), None, "{doc}");
        }
    }
    shown
}

/// Replaces each `…` by what it stands for, and fails if there are more or fewer.
fn filled(text: &str, elided: &[String]) -> String {
    let mut parts = text.split('…');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    let mut elided = elided.iter();
    for part in parts {
        filled
            .push_str(elided.next().map_or("(nothing is known to be elided here)", |known| known));
        filled.push_str(part);
    }
    elided.for_each(|known| filled.push_str(&format!(" (and nowhere: {known})")));
    filled
}

/// What differs between the documentation of an item and what it runs.
fn differences(case: &Case, doc: &str) -> Vec<String> {
    let shown = shown(doc);
    let mut found = Vec::new();
    for dialect in Dialect::ALL {
        let shown = shown.get(dialect.name()).map(|text| filled(text, &(case.elided)(dialect)));
        let printed = (case.sql)(dialect);
        if shown.as_deref() != Some(printed.as_str()) {
            let shown = shown.unwrap_or_default();
            found.push(format!("{} {dialect:?}\n   shown {shown}\n printed {printed}", case.item));
        }
    }
    found
}

#[test]
fn shown_sql_is_what_is_printed() {
    let docs: BTreeMap<String, String> =
        all_emitted().into_iter().map(|item| (item.name, item.docs.concat())).collect();
    let found = cases().into_iter().flat_map(|case| match docs.get(case.item) {
        Some(doc) => differences(&case, doc),
        None => vec![format!("{} is not emitted", case.item)],
    });
    let found: Vec<String> = found.collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn every_item_that_runs_sql_shows_it_and_is_compared() {
    let compared: BTreeSet<_> = cases().iter().map(|case| case.item.to_owned()).collect();
    let items = all_emitted();
    let of = |wanted: &dyn Fn(&Emitted) -> bool| -> BTreeSet<String> {
        items.iter().filter(|item| wanted(item)).map(|item| item.name.clone()).collect()
    };
    assert_eq!(of(&runs), compared);
    assert_eq!(of(&|item| item.docs.concat().contains("```sql")), compared);
}

#[test]
fn documentation_is_one_literal() {
    for item in all_emitted() {
        assert_eq!(item.docs.len(), 1, "{}: {:?}", item.name, item.docs);
    }
}

#[test]
fn single_difference_is_found() {
    let cases = cases();
    let case = cases.iter().find(|case| case.item == "User::find").expect("a case");
    let block = |sqlite: &str, postgres: &str| {
        format!("Finds.\n\n```sql\n-- SQLite, MySQL\n{sqlite}\n-- PostgreSQL\n{postgres}\n```")
    };
    let (sqlite, postgres) = ((case.sql)(Dialect::Sqlite), (case.sql)(Dialect::Postgres));
    assert!(differences(case, &block(&sqlite, &postgres)).is_empty());
    let planted = [
        block(&sqlite, &postgres.replace("$1", "$2")),
        block(&sqlite.replacen('`', "\"", 1), &postgres),
        block(&sqlite, &format!("{postgres} ")),
        block(&sqlite.replace("WHERE", "WHERE …"), &postgres),
        block(&sqlite, &postgres).replace(", MySQL", ""),
        "Finds.".to_owned(),
    ];
    for doc in planted {
        assert!(!differences(case, &doc).is_empty(), "{doc}");
    }
}

/// The cells of the table on `query`, but for its head.
fn cells(item: &str) -> Vec<Vec<String>> {
    let items = all_emitted();
    let item = items.iter().find(|emitted| emitted.name == item).expect("it is emitted");
    let doc = item.docs.concat().replace("\\|", "\u{0}");
    let rows = doc.lines().filter(|line| line.starts_with("| ")).skip(1);
    let cell = |cell: &str| cell.trim().replace('\u{0}', "|");
    rows.map(|row| row.trim_matches('|').split('|').map(cell).collect()).collect()
}

#[test]
fn columns_are_told_on_query() {
    let rows: Vec<_> = cells("User::query").iter().map(|row| row.join(" ; ")).collect();
    insta::assert_snapshot!(rows.join("\n"), @r#"
    `id` ; `i64` ; primary key
    `select` ; `String` ; at most 64 characters, unique with `type`
    `type` ; `i32` ; unique with `select`, unique
    `age` ; `Option<i16>` ; nullable, default `18`
    `words` ; `String` ; default `` "a|b `c`" ``
    `born` ; `f64` ; indexed, default `1 + 1`
    `role_id` ; `Option<i64>` ; nullable, references `Role` on delete set null
    `role_code` ; `String` ; references `Role::CODE`
    `boss_ref` ; `Option<i64>` ; nullable, references `User` on delete no action
    `age_of_boss` ; `Option<i32>` ; nullable
    "#);
}

#[test]
fn told_columns_are_those_of_the_table() {
    for (item, table) in [
        ("User::query", User::TABLE),
        ("Profile::query", Profile::TABLE),
        ("Edition::query", Edition::TABLE),
        ("PostTag::query", PostTag::TABLE),
        ("Offer::query", Offer::TABLE),
    ] {
        let rows = cells(item);
        assert_eq!(rows.len(), table.columns.len(), "{item}");
        for (row, column) in rows.iter().zip(table.columns) {
            let [name, _, facts] = row.as_slice() else { panic!("{row:?}") };
            assert_eq!(*name, format!("`{}`", column.name));
            let told = |fact: &str| facts.contains(fact);
            assert_eq!(told("nullable"), column.nullable, "{facts}");
            assert_eq!(told("default "), column.default.is_some(), "{facts}");
            assert_eq!(told("primary key"), table.primary_key.columns.contains(&column.name));
            assert_eq!(told("unique"), is_unique(table, column.name), "{facts}");
            let refers = |name| table.foreign_keys.iter().any(|key| key.columns.contains(&name));
            assert_eq!(told("references "), refers(column.name), "{facts}");
        }
    }
}

fn is_unique(table: &TableDef, column: &str) -> bool {
    let indexes = table.indexes.iter().filter(|index| index.unique);
    let mut indexed = indexes.flat_map(|index| index.parts).map(|part| part.column);
    table.uniques.iter().any(|unique| unique.columns.contains(&column))
        || indexed.any(|part| part == column)
}
