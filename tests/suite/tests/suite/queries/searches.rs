//! Searches of text: what is searched for is taken literally, case counts, on every database.

use model_runtime::{Predicate, prelude::*};

use crate::each::each;

#[derive(Model, Debug, Clone, PartialEq)]
struct Line {
    #[primary_key]
    id: i64,
    text: String,
    maybe: Option<String>,
}

const SCHEMA: Schema = schema![Line];

/// Texts with every character that means something in a pattern or a literal, on some database.
const TEXTS: [&str; 40] = [
    "", " ", "a", "A", "ab", "aB", "AB", "abc", "a%b", "a_b", "a!b", "a\\b", "a'b", "a\"b", "a*b",
    "a?b", "a[b", "a]b", "[a]", "%", "_", "!", "\\", "'", "\"", "*", "?", "[", "!%", "!_", "!!",
    "\\%", "%%", "a\nb", "100%", "ä", "Ä", "äb", "😀", "a😀b",
];

async fn lines(db: &Db) {
    let rows = TEXTS.iter().map(|text| Line::create().text(*text).maybe(*text));
    Line::insert_all(db, rows.collect::<Vec<_>>()).await.unwrap();
    Line::create().text("with no maybe").insert(db).await.unwrap();
}

async fn found(db: &Db, predicate: Predicate<Line>) -> Vec<String> {
    let found = Line::filter(predicate).order_by(Line::ID).all(db).await.unwrap();
    found.into_iter().filter_map(|line| line.maybe).collect()
}

fn expected(keep: impl Fn(&str) -> bool) -> Vec<String> {
    TEXTS.iter().filter(|text| keep(text)).map(|text| (*text).to_owned()).collect()
}

#[tokio::test]
async fn needle_is_taken_literally() {
    each(SCHEMA, async |db| {
        lines(&db).await;
        let needles =
            TEXTS.iter().copied().chain(["no such", "!a", "b%", "%b", "\\'", "%_", "'; --"]);
        for needle in needles {
            {
                let column = Line::MAYBE;
                let starts = found(&db, column.starts_with(needle)).await;
                assert_eq!(
                    starts,
                    expected(|text| text.starts_with(needle)),
                    "starts with {needle:?}"
                );
                let ends = found(&db, column.ends_with(needle)).await;
                assert_eq!(ends, expected(|text| text.ends_with(needle)), "ends with {needle:?}");
                let contains = found(&db, column.contains(needle)).await;
                assert_eq!(contains, expected(|text| text.contains(needle)), "contains {needle:?}");
            }
            let not = found(&db, !Line::TEXT.contains(needle)).await;
            assert_eq!(not, expected(|text| !text.contains(needle)), "not {needle:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn pattern_has_two_wildcards_and_an_escape() {
    each(SCHEMA, async |db| {
        lines(&db).await;
        let like = async |pattern: &str| found(&db, Line::TEXT.like(pattern)).await;
        assert_eq!(like("").await, [""]);
        assert_eq!(like("%").await, expected(|_| true));
        assert_eq!(like("_").await, expected(|text| text.chars().count() == 1));
        assert_eq!(like("__").await, expected(|text| text.chars().count() == 2));
        assert_eq!(like("a%").await, expected(|text| text.starts_with('a')));
        assert_eq!(like("%b").await, expected(|text| text.ends_with('b')));
        let three =
            |text: &str| text.chars().count() == 3 && text.starts_with('a') && text.ends_with('b');
        assert_eq!(like("a_b").await, expected(three));
        assert_eq!(like("a!_b").await, ["a_b"]);
        assert_eq!(like("a!%b").await, ["a%b"]);
        assert_eq!(like("a!!b").await, ["a!b"]);
        assert_eq!(like("%!%").await, expected(|text| text.ends_with('%')));
        assert_eq!(like("!%").await, ["%"]);
        assert_eq!(like("!_").await, ["_"]);
        assert_eq!(like("!!").await, ["!"]);
        assert_eq!(like("\\").await, ["\\"]);
        assert_eq!(like("a\\b").await, ["a\\b"]);
        assert_eq!(like("\\%").await, expected(|text| text.starts_with('\\')));
        assert_eq!(like("[a]").await, ["[a]"]);
        assert_eq!(like("*").await, ["*"]);
        assert_eq!(like("?").await, ["?"]);
        assert_eq!(like("AB").await, ["AB"]);
        assert_eq!(like("ä").await, ["ä"]);
    })
    .await;
}

#[tokio::test]
async fn escape_before_another_character_means_the_same_everywhere() {
    let outcomes = std::cell::RefCell::new(Vec::new());
    each(SCHEMA, async |db| {
        lines(&db).await;
        let mut outcome = Vec::new();
        for pattern in ["!", "a!", "!a", "a!b", "%!", "!!!", "a!!!b", "!\\"] {
            for predicate in [Line::TEXT.like(pattern), Line::TEXT.ilike(pattern)] {
                let lines = Line::filter(predicate).order_by(Line::ID).all(&db).await;
                let lines =
                    lines.map(|lines| lines.into_iter().map(|line| line.text).collect::<Vec<_>>());
                outcome.push((pattern, lines.map_err(|error| error.kind())));
            }
        }
        outcomes.borrow_mut().push(outcome);
    })
    .await;
    let outcomes = outcomes.into_inner();
    assert!(outcomes.iter().flatten().all(|(_, lines)| lines.is_ok()), "{outcomes:#?}");
    assert!(outcomes.windows(2).all(|pair| pair[0] == pair[1]), "{outcomes:#?}");
}

#[tokio::test]
async fn case_of_ascii_letters_does_not_count_in_ilike() {
    each(SCHEMA, async |db| {
        lines(&db).await;
        let ilike = async |pattern: &str| found(&db, Line::MAYBE.ilike(pattern)).await;
        assert_eq!(ilike("AB").await, ["ab", "aB", "AB"]);
        assert_eq!(ilike("ab").await, ["ab", "aB", "AB"]);
        assert_eq!(ilike("A").await, ["a", "A"]);
        assert_eq!(ilike("A!%B").await, ["a%b"]);
        assert_eq!(ilike("A\\B").await, ["a\\b"]);
        assert_eq!(ilike("%C").await, ["abc"]);
        assert_eq!(ilike("ä").await, ["ä"]);
        assert_eq!(ilike("Ä%").await, ["Ä"]);
        assert_eq!(ilike("äB").await, ["äb"]);
    })
    .await;
}

#[tokio::test]
async fn null_is_found_by_no_search_and_by_no_negated_one() {
    each(SCHEMA, async |db| {
        Line::create().text("x").maybe(None).insert(&db).await.unwrap();
        for predicate in [
            Line::MAYBE.contains(""),
            Line::MAYBE.starts_with(""),
            Line::MAYBE.ends_with(""),
            Line::MAYBE.like("%"),
            Line::MAYBE.ilike("%"),
        ] {
            assert!(!Line::filter(predicate.clone()).exists(&db).await.unwrap());
            assert!(!Line::filter(!predicate).exists(&db).await.unwrap());
        }
        assert!(Line::filter(Line::TEXT.contains("")).exists(&db).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn data_never_changes_the_structure_of_a_statement() {
    const ATTACKS: [&str; 8] = [
        "' OR '1'='1",
        "\\' OR 1=1 -- ",
        "'; DROP TABLE line; --",
        "\" OR \"\"=\"",
        "` OR 1=1 -- ",
        "$1 OR TRUE",
        "?) OR (1=1",
        "*/ OR 1=1 /*",
    ];
    each(SCHEMA, async |db| {
        lines(&db).await;
        let before = Line::query().count(&db).await.unwrap();
        for attack in ATTACKS {
            for predicate in [
                Line::TEXT.eq(attack),
                Line::TEXT.contains(attack),
                Line::TEXT.like(attack),
                Line::TEXT.ilike(attack),
                Line::TEXT.in_list([attack]),
                Line::MAYBE.between(attack, attack),
            ] {
                assert_eq!(found(&db, predicate).await, [""; 0]);
            }
            let line = Line::create().text(attack).maybe(attack).insert(&db).await.unwrap();
            assert_eq!(Line::filter(Line::TEXT.eq(attack)).one(&db).await.unwrap(), line);
            let update = Line::filter(Line::TEXT.eq(attack)).update().set(Line::MAYBE, attack);
            assert_eq!(update.run(&db).await.unwrap(), 1);
            assert_eq!(Line::filter(Line::TEXT.eq(attack)).delete(&db).await.unwrap(), 1);
        }
        assert_eq!(Line::query().count(&db).await.unwrap(), before);
    })
    .await;
}
