//! SQL's conditions in Rust: three-valued logic over records in memory.

use model_runtime::Predicate;
use test_support::Rng;

use super::Item;

/// True, false, or unknown.
type Truth = Option<bool>;

#[derive(Debug, Clone, Copy)]
pub(super) enum Op {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Search {
    StartsWith,
    EndsWith,
    Contains,
    Like,
    Ilike,
}

/// A condition that can be both evaluated here and sent to a database.
#[derive(Debug, Clone)]
pub(super) enum Condition {
    Age(Op, i32),
    Score(Op, Option<i32>),
    Name(Op, String),
    Nick(Op, Option<String>),
    Price(Op, f64),
    Seen(Op, Option<bool>),
    Active,
    AgeToScore(Op),
    NickToName(Op),
    ScoreBetween(i32, i32),
    AgeIn(Vec<i32>, bool),
    ScoreIn(Vec<i32>, bool),
    NickIn(Vec<String>, bool),
    ScoreIsNull(bool),
    NickIsNull(bool),
    ScoreDistinct(Option<i32>),
    NickDistinct(Option<String>),
    ScoreDistinctFromAge,
    Name2(Search, String),
    Nick2(Search, String),
    /// `(score * a + age - b) / c op d`
    Arithmetic([i32; 3], Op, i32),
    Not(Box<Condition>),
    And(Vec<Condition>),
    Or(Vec<Condition>),
}

use Condition::*;

impl Op {
    pub(super) fn random(rng: &mut Rng) -> Self {
        *rng.pick(&[Self::Eq, Self::Ne, Self::Lt, Self::Le, Self::Gt, Self::Ge])
    }

    pub(super) fn holds<T: PartialOrd>(self, left: &T, right: &T) -> bool {
        match self {
            Self::Eq => left == right,
            Self::Ne => left != right,
            Self::Lt => left < right,
            Self::Le => left <= right,
            Self::Gt => left > right,
            Self::Ge => left >= right,
        }
    }

    /// Compares columns: with NULL on a side the answer is unknown.
    fn columns<T: PartialOrd>(self, left: Option<&T>, right: Option<&T>) -> Truth {
        Some(self.holds(left?, right?))
    }

    /// Compares a column with a value that is given: `eq(None)` asks whether it is NULL.
    fn given<T: PartialOrd>(self, left: Option<&T>, right: Option<&T>) -> Truth {
        match (self, right) {
            (Self::Eq, None) => Some(left.is_none()),
            (Self::Ne, None) => Some(left.is_some()),
            _ => self.columns(left, right),
        }
    }
}

macro_rules! compare {
    ($column:expr, $op:expr, $value:expr) => {
        match $op {
            Op::Eq => $column.eq($value),
            Op::Ne => $column.ne($value),
            Op::Lt => $column.lt($value),
            Op::Le => $column.le($value),
            Op::Gt => $column.gt($value),
            Op::Ge => $column.ge($value),
        }
    };
}

macro_rules! search {
    ($column:expr, $how:expr, $needle:expr) => {
        match $how {
            Search::StartsWith => $column.starts_with($needle),
            Search::EndsWith => $column.ends_with($needle),
            Search::Contains => $column.contains($needle),
            Search::Like => $column.like($needle),
            Search::Ilike => $column.ilike($needle),
        }
    };
}

macro_rules! is_in {
    ($column:expr, $values:expr, $negated:expr) => {
        if $negated { $column.not_in_list($values) } else { $column.in_list($values) }
    };
}

impl Search {
    fn finds(self, text: &str, needle: &str) -> bool {
        match self {
            Self::StartsWith => text.starts_with(needle),
            Self::EndsWith => text.ends_with(needle),
            Self::Contains => text.contains(needle),
            Self::Like => matches(&symbols(text), &pattern(needle)),
            Self::Ilike => matches(
                &symbols(&text.to_ascii_lowercase()),
                &pattern(&needle.to_ascii_lowercase()),
            ),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Symbol {
    One(char),
    AnyOne,
    Any,
}

fn symbols(text: &str) -> Vec<char> {
    text.chars().collect()
}

/// Reads a pattern; these tests put `!` only before what it escapes.
fn pattern(text: &str) -> Vec<Symbol> {
    let mut characters = text.chars();
    let mut symbols = Vec::new();
    while let Some(character) = characters.next() {
        symbols.push(match character {
            '%' => Symbol::Any,
            '_' => Symbol::AnyOne,
            '!' => Symbol::One(characters.next().unwrap_or('!')),
            character => Symbol::One(character),
        });
    }
    symbols
}

fn matches(text: &[char], pattern: &[Symbol]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some((Symbol::Any, rest)) => (0..=text.len()).any(|at| matches(&text[at..], rest)),
        Some((Symbol::AnyOne, rest)) => !text.is_empty() && matches(&text[1..], rest),
        Some((Symbol::One(one), rest)) => text.first() == Some(one) && matches(&text[1..], rest),
    }
}

fn list<T: PartialEq>(value: Option<&T>, values: &[T], negated: bool) -> Truth {
    if values.is_empty() {
        return Some(negated);
    }
    Some(values.contains(value?) != negated)
}

/// False if one is; else unknown if one is.
fn every(truths: impl Iterator<Item = Truth>) -> Truth {
    let mut every = Some(true);
    for truth in truths {
        every = match (every, truth) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        };
    }
    every
}

fn between(value: Option<i32>, low: i32, high: i32) -> Truth {
    Some((low..=high).contains(&value?))
}

impl Condition {
    /// Evaluates the condition for a record.
    pub(super) fn of(&self, item: &Item) -> Truth {
        let score = item.score.as_ref();
        let nick = item.nick.as_ref();
        match self {
            Age(op, value) => Some(op.holds(&item.age, value)),
            Score(op, value) => op.given(score, value.as_ref()),
            Name(op, value) => Some(op.holds(&item.name, value)),
            Nick(op, value) => op.given(nick, value.as_ref()),
            Price(op, value) => op.given(item.price.as_ref(), Some(value)),
            Seen(op, value) => op.given(item.seen.as_ref(), value.as_ref()),
            Active => Some(item.active),
            AgeToScore(op) => op.columns(Some(&item.age), score),
            NickToName(op) => op.columns(nick, Some(&item.name)),
            ScoreBetween(low, high) => between(item.score, *low, *high),
            AgeIn(values, negated) => list(Some(&item.age), values, *negated),
            ScoreIn(values, negated) => list(score, values, *negated),
            NickIn(values, negated) => list(nick, values, *negated),
            ScoreIsNull(null) => Some(item.score.is_none() == *null),
            NickIsNull(null) => Some(item.nick.is_none() == *null),
            ScoreDistinct(value) => Some(item.score != *value),
            NickDistinct(value) => Some(item.nick != *value),
            ScoreDistinctFromAge => Some(item.score != Some(item.age)),
            Name2(how, needle) => Some(how.finds(&item.name, needle)),
            Nick2(how, needle) => Some(how.finds(item.nick.as_ref()?, needle)),
            Arithmetic([a, b, c], op, d) => {
                Some(op.holds(&((item.score? * a + item.age - b) / c), d))
            }
            Not(inner) => inner.of(item).map(|truth| !truth),
            And(all) => every(all.iter().map(|one| one.of(item))),
            Or(any) => {
                let opposite = |one: &Self| one.of(item).map(|truth| !truth);
                every(any.iter().map(opposite)).map(|truth| !truth)
            }
        }
    }

    /// The same condition, for a database.
    pub(super) fn predicate(&self) -> Predicate<Item> {
        match self.clone() {
            Age(op, value) => compare!(Item::AGE, op, value),
            Score(op, value) => compare!(Item::SCORE, op, value),
            Name(op, value) => compare!(Item::NAME, op, &value),
            Nick(op, value) => compare!(Item::NICK, op, value),
            Price(op, value) => compare!(Item::PRICE, op, value),
            Seen(op, value) => compare!(Item::SEEN, op, value),
            Active => Item::ACTIVE.eq(true),
            AgeToScore(op) => compare!(Item::AGE, op, Item::SCORE),
            NickToName(op) => compare!(Item::NICK, op, Item::NAME),
            ScoreBetween(low, high) => Item::SCORE.between(low, high),
            AgeIn(values, negated) => is_in!(Item::AGE, values, negated),
            ScoreIn(values, negated) => is_in!(Item::SCORE, values, negated),
            NickIn(values, negated) => is_in!(Item::NICK, values, negated),
            ScoreIsNull(true) => Item::SCORE.is_null(),
            ScoreIsNull(false) => Item::SCORE.is_not_null(),
            NickIsNull(true) => Item::NICK.is_null(),
            NickIsNull(false) => Item::NICK.is_not_null(),
            ScoreDistinct(value) => Item::SCORE.is_distinct_from(value),
            NickDistinct(value) => Item::NICK.is_distinct_from(value),
            ScoreDistinctFromAge => Item::SCORE.is_distinct_from(Item::AGE),
            Name2(how, needle) => search!(Item::NAME, how, needle),
            Nick2(how, needle) => search!(Item::NICK, how, needle),
            Arithmetic([a, b, c], op, d) => compare!((Item::SCORE * a + Item::AGE - b) / c, op, d),
            Not(inner) => !inner.predicate(),
            And(all) => all.iter().map(Self::predicate).reduce(Predicate::and).unwrap(),
            Or(any) => any.iter().map(Self::predicate).reduce(Predicate::or).unwrap(),
        }
    }

    /// Makes a condition of at most so many levels.
    pub(super) fn random(rng: &mut Rng, depth: usize) -> Self {
        let several =
            |rng: &mut Rng| (0..1 + rng.below(3)).map(|_| Self::random(rng, depth - 1)).collect();
        match rng.below(if depth == 0 { 1 } else { 6 }) {
            0 | 1 => Self::leaf(rng),
            2 | 3 => And(several(rng)),
            4 => Or(several(rng)),
            _ => Not(Box::new(Self::random(rng, depth - 1))),
        }
    }

    fn leaf(rng: &mut Rng) -> Self {
        let op = Op::random(rng);
        let (negated, null) = (rng.one_in(2), rng.one_in(2));
        let count = rng.below(5);
        match rng.below(22) {
            0 => Age(op, small(rng)),
            1 | 2 => Score(op, optional(rng, small)),
            3 => Name(op, text(rng)),
            4 => Nick(op, optional(rng, text)),
            5 => Price(op, f64::from(small(rng)) / 4.0),
            6 => Seen(op, optional(rng, |rng| rng.one_in(2))),
            7 => Active,
            8 => AgeToScore(op),
            9 => NickToName(op),
            10 => ScoreBetween(small(rng), small(rng)),
            11 => AgeIn((0..count).map(|_| small(rng)).collect(), negated),
            12 => ScoreIn((0..count).map(|_| small(rng)).collect(), negated),
            13 => NickIn((0..count).map(|_| text(rng)).collect(), negated),
            14 => ScoreIsNull(null),
            15 => NickIsNull(null),
            16 => ScoreDistinct(optional(rng, small)),
            17 => NickDistinct(optional(rng, text)),
            18 => ScoreDistinctFromAge,
            19 => search(rng, Name2),
            20 => search(rng, Nick2),
            _ => Arithmetic([small(rng), small(rng), 1 + small(rng).abs()], op, small(rng)),
        }
    }
}

fn search(rng: &mut Rng, make: fn(Search, String) -> Condition) -> Condition {
    let how = *rng.pick(&[
        Search::StartsWith,
        Search::EndsWith,
        Search::Contains,
        Search::Like,
        Search::Ilike,
    ]);
    let pieces: &[&str] = match how {
        Search::Like | Search::Ilike => {
            &["a", "B", "b", "!%", "!_", "!!", "%", "%", "_", "_", "\\", "'", "é", "😀", " "]
        }
        _ => &["a", "B", "b", "%", "_", "!", "\\", "'", "é", "😀", " "],
    };
    make(how, (0..rng.below(4)).map(|_| *rng.pick(pieces)).collect())
}

pub(super) fn small(rng: &mut Rng) -> i32 {
    rng.between(-3, 4) as i32
}

pub(super) fn optional<T>(rng: &mut Rng, make: fn(&mut Rng) -> T) -> Option<T> {
    if rng.one_in(3) { None } else { Some(make(rng)) }
}

/// Short texts of few characters, so that they are often equal, and often found in each other.
pub(super) fn text(rng: &mut Rng) -> String {
    let pieces = ["a", "A", "b", "B", "%", "_", "!", "\\", "'", "é", "É", "😀", " "];
    (0..rng.below(4)).map(|_| *rng.pick(&pieces)).collect()
}
