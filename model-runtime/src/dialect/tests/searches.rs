use super::{each, fixtures::*};
use crate::dialect::{Dialect, select};
use crate::query::{Expr, Select, TextMatch};

fn search(how: TextMatch, needle: &str) -> Select {
    let expr = Box::new(Expr::Column("name"));
    let filter = Some(Expr::Text { expr, needle: needle.to_owned(), how });
    Select { filter, ..Select::all(&ROLES) }
}

fn shown(how: TextMatch, needle: &str) -> String {
    let select_ = search(how, needle);
    let text = each(|dialect| select(dialect, &select_));
    let brief = |line: &str| line.split(" WHERE ").last().unwrap_or("").to_owned();
    text.lines().map(brief).collect::<Vec<_>>().join("\n")
}

#[test]
fn needles_mean_themselves() {
    insta::assert_snapshot!(shown(TextMatch::StartsWith, "50%_!*?[a].\\"), @r#"
    `name` GLOB ?
        -- "50%_![*][?][[]a].\\*"
    "name" LIKE $1 ESCAPE '!'
        -- "50!%!_!!*?[a].\\%"
    `name` LIKE ? ESCAPE '!'
        -- "50!%!_!!*?[a].\\%"
    "#);
    insta::assert_snapshot!(shown(TextMatch::EndsWith, "é]"), @r#"
    `name` GLOB ?
        -- "*é]"
    "name" LIKE $1 ESCAPE '!'
        -- "%é]"
    `name` LIKE ? ESCAPE '!'
        -- "%é]"
    "#);
    insta::assert_snapshot!(shown(TextMatch::Contains, "a'b"), @r#"
    `name` GLOB ?
        -- "*a'b*"
    "name" LIKE $1 ESCAPE '!'
        -- "%a'b%"
    `name` LIKE ? ESCAPE '!'
        -- "%a'b%"
    "#);
    insta::assert_snapshot!(shown(TextMatch::ContainsIgnoreCase, "Äb.5%"), @r#"
    `name` LIKE ? ESCAPE '!'
        -- "%Äb.5!%%"
    lower("name" COLLATE "C") LIKE $1 ESCAPE '!'
        -- "%Äb.5!%%"
    `name` REGEXP ?
        -- "(?s-i)Ä[bB]\\.5\\%"
    "#);
}

#[test]
fn patterns_are_those_of_like() {
    insta::assert_snapshot!(shown(TextMatch::Like, "%a_!%*!!!x!"), @r#"
    `name` GLOB ?
        -- "*a?%[*]!x!"
    "name" LIKE $1 ESCAPE '!'
        -- "%a_!%*!!x!!"
    `name` LIKE ? ESCAPE '!'
        -- "%a_!%*!!x!!"
    "#);
    insta::assert_snapshot!(shown(TextMatch::LikeIgnoreCase, "a%B_"), @r#"
    `name` LIKE ? ESCAPE '!'
        -- "a%B_"
    lower("name" COLLATE "C") LIKE $1 ESCAPE '!'
        -- "a%b_"
    `name` REGEXP ?
        -- "(?s-i)\\A[aA](?>.*[bB].)\\z"
    "#);
    insta::assert_snapshot!(shown(TextMatch::LikeIgnoreCase, "a%b%c%%d"), @r#"
    `name` LIKE ? ESCAPE '!'
        -- "a%b%c%%d"
    lower("name" COLLATE "C") LIKE $1 ESCAPE '!'
        -- "a%b%c%%d"
    `name` REGEXP ?
        -- "(?s-i)\\A[aA](?>.*?[bB])(?>.*?[cC])(?>.*[dD])\\z"
    "#);
    insta::assert_snapshot!(shown(TextMatch::LikeIgnoreCase, "%a"), @r#"
    `name` LIKE ? ESCAPE '!'
        -- "%a"
    lower("name" COLLATE "C") LIKE $1 ESCAPE '!'
        -- "%a"
    `name` REGEXP ?
        -- "(?s-i)[aA]\\z"
    "#);
    insta::assert_snapshot!(shown(TextMatch::LikeIgnoreCase, "%"), @r#"
    `name` LIKE ? ESCAPE '!'
        -- "%"
    lower("name" COLLATE "C") LIKE $1 ESCAPE '!'
        -- "%"
    `name` REGEXP ?
        -- "(?s-i).*"
    "#);
    insta::assert_snapshot!(shown(TextMatch::LikeIgnoreCase, ""), @r#"
    `name` LIKE ? ESCAPE '!'
        -- ""
    lower("name" COLLATE "C") LIKE $1 ESCAPE '!'
        -- ""
    `name` REGEXP ?
        -- "(?s-i)\\A\\z"
    "#);
}

#[test]
fn endless_needles_are_refused_alike() {
    for (how, limit) in [(TextMatch::Contains, 16_000), (TextMatch::LikeIgnoreCase, 16_000)] {
        for dialect in Dialect::ALL {
            let render = |length| select(dialect, &search(how, &"*".repeat(length)));
            let long = render(limit + 1);
            assert_eq!(
                long.refusal().map(crate::error::Error::kind),
                Some(crate::error::ErrorKind::TooLong)
            );
            assert!(render(limit).refusal().is_none());
        }
    }
}
