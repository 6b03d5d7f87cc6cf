//! Random conditions and orders over a random tree: what paths and aggregates of relations answer is
//! what Rust computes.

use std::cmp::Ordering;
use std::fmt::Debug;

use model_runtime::value::{ColumnValue, Nullable};
use model_runtime::{Expression, IntoExpr, Load, Many, Order, Predicate, ToOne, prelude::*};
use test_support::{Rng, scale};

use super::evaluator::{Op, small, text};
use super::statements;
use crate::each::each;

#[derive(Model, Debug, Clone, PartialEq)]
struct Node {
    #[primary_key]
    id: i64,
    name: String,
    weight: i32,
    price: Option<i32>,
    #[foreign_key(Node)]
    #[backref(children)]
    parent_id: Option<i64>,
}

const SCHEMA: Schema = schema![Node];

async fn random_nodes(db: &Db, rng: &mut Rng) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    for _ in 0..20 {
        let node = Node::create().name(text(rng)).weight(small(rng));
        let node = node.price((!rng.one_in(3)).then(|| small(rng)));
        let parent = if rng.one_in(4) { None } else { nodes.get(rng.below(nodes.len().max(1))) };
        let node = node.parent(parent).insert(db).await.unwrap();
        nodes.push(node);
    }
    nodes
}

/// What can be asked about a node, each as a number that may be NULL.
#[derive(Debug, Clone, Copy)]
enum Number {
    /// The weight, or the price, of the n-th ancestor.
    Weight(usize),
    Price(usize),
    /// Of the children, those lighter than the limit if there is one.
    Count(Option<i32>),
    Sum(Option<i32>),
    Min(Option<i32>),
    Max(Option<i32>),
    /// The highest number of children that a child has.
    Widest,
    /// The weights of the parents of the children, doubled and summed.
    Uncles,
}

use Number::*;

fn ancestor(generation: usize) -> ToOne<Node, Node, Nullable> {
    let mut path = Node::PARENT.then(Node::PARENT);
    for _ in 2..generation {
        path = path.then(Node::PARENT);
    }
    path
}

/// Calls a function with the typed expression of a number, whatever its type, and more arguments.
macro_rules! expression {
    ($number:expr, $function:ident($($argument:expr),*)) => {
        match $number {
            Weight(1) => $function(Node::PARENT.then(Node::WEIGHT), $($argument),*),
            Weight(above) => $function(ancestor(above).then(Node::WEIGHT), $($argument),*),
            Price(1) => $function(Node::PARENT.then(Node::PRICE), $($argument),*),
            Price(above) => $function(ancestor(above).then(Node::PRICE), $($argument),*),
            Count(None) => $function(Node::CHILDREN.count(), $($argument),*),
            Count(Some(limit)) => $function(lighter(limit).count(), $($argument),*),
            Sum(None) => $function(Node::CHILDREN.sum(Node::PRICE), $($argument),*),
            Sum(Some(limit)) => $function(lighter(limit).sum(Node::PRICE), $($argument),*),
            Min(None) => $function(Node::CHILDREN.min(Node::PRICE), $($argument),*),
            Min(Some(limit)) => $function(lighter(limit).min(Node::PRICE), $($argument),*),
            Max(None) => $function(Node::CHILDREN.max(Node::PRICE), $($argument),*),
            Max(Some(limit)) => $function(lighter(limit).max(Node::PRICE), $($argument),*),
            Widest => $function(Node::CHILDREN.max(Node::CHILDREN.count()), $($argument),*),
            Uncles => {
                let uncles = Node::CHILDREN.sum(Node::PARENT.then(Node::WEIGHT) * 2);
                $function(uncles, $($argument),*)
            }
        }
    };
}

impl Number {
    fn random(rng: &mut Rng) -> Self {
        let generation = 1 + rng.below(3);
        let limit = rng.one_in(2).then(|| small(rng));
        match rng.below(9) {
            0 | 1 => Weight(generation),
            2 => Price(generation),
            3 => Count(limit),
            4 => Sum(limit),
            5 => Min(limit),
            6 => Max(limit),
            7 => Widest,
            _ => Uncles,
        }
    }

    fn of(self, node: &Node, nodes: &[Node]) -> Option<i64> {
        let parent = |node: &Node| nodes.iter().find(|other| Some(other.id) == node.parent_id);
        let above = |generation: usize| (1..generation).fold(parent(node), |node, _| parent(node?));
        let children = |node: &Node| {
            let id = node.id;
            nodes.iter().filter(move |other| other.parent_id == Some(id))
        };
        let light = |limit: Option<i32>| {
            children(node).filter(move |child| limit.is_none_or(|limit| child.weight < limit))
        };
        let prices = |limit| light(limit).filter_map(|child| child.price.map(i64::from));
        match self {
            Weight(generation) => above(generation).map(|node| node.weight.into()),
            Price(generation) => above(generation)?.price.map(i64::from),
            Count(limit) => Some(light(limit).count() as i64),
            Sum(limit) => prices(limit).reduce(|sum, price| sum + price),
            Min(limit) => prices(limit).min(),
            Max(limit) => prices(limit).max(),
            Widest => children(node).map(|child| children(child).count() as i64).max(),
            Uncles => {
                let weights = children(node).map(|_| i64::from(node.weight) * 2);
                weights.reduce(|sum, weight| sum + weight)
            }
        }
    }

    fn predicate(self, op: Op, value: i64) -> Predicate<Node> {
        expression!(self, compare(op, value))
    }

    fn order(self, descending: bool, nulls_first: bool) -> Order<Node> {
        expression!(self, sort(descending, nulls_first))
    }

    /// A value to compare it with; counts are not compared with less than nothing.
    fn value(self, rng: &mut Rng) -> i64 {
        let value = small(rng).into();
        if matches!(self, Count(_) | Widest) { i64::abs(value) } else { value }
    }
}

fn lighter(limit: i32) -> Load<Node, Node, Many> {
    Node::CHILDREN.filter(Node::WEIGHT.lt(limit))
}

fn compare<T>(number: Expression<Node, T>, op: Op, value: i64) -> Predicate<Node>
where
    T: ColumnValue,
    T::Base: IntoExpr<Node, T> + TryFrom<i64, Error: Debug>,
{
    let value = T::Base::try_from(value).unwrap();
    match op {
        Op::Eq => number.eq(value),
        Op::Ne => number.ne(value),
        Op::Lt => number.lt(value),
        Op::Le => number.le(value),
        Op::Gt => number.gt(value),
        Op::Ge => number.ge(value),
    }
}

fn sort<T: ColumnValue>(
    number: Expression<Node, T>,
    descending: bool,
    nulls_first: bool,
) -> Order<Node> {
    let order = if descending { number.desc() } else { number.asc() };
    if nulls_first { order.nulls_first() } else { order.nulls_last() }
}

/// True, false or unknown of a node among all.
type Truth = dyn Fn(&Node, &[Node]) -> Option<bool>;

/// A condition, and what Rust makes of it.
struct Condition {
    predicate: Predicate<Node>,
    of: Box<Truth>,
    shown: String,
}

impl Condition {
    fn random(rng: &mut Rng, depth: usize) -> Self {
        match rng.below(if depth == 0 { 2 } else { 6 }) {
            0 | 1 => Self::comparison(rng),
            2 => {
                let Self { predicate, of, shown } = Self::random(rng, depth - 1);
                let of = move |node: &Node, all: &[Node]| of(node, all).map(|truth| !truth);
                Self { predicate: !predicate, of: Box::new(of), shown: format!("!({shown})") }
            }
            3 => {
                // Asked of the children.
                let Self { predicate, of, shown } = Self::random(rng, depth - 1);
                let of = move |node: &Node, all: &[Node]| {
                    let mut children = all.iter().filter(|child| child.parent_id == Some(node.id));
                    Some(children.any(|child| of(child, all) == Some(true)))
                };
                let predicate = Node::CHILDREN.any(predicate);
                Self { predicate, of: Box::new(of), shown: format!("any child {shown}") }
            }
            _ => {
                let (left, right) = (Self::random(rng, depth - 1), Self::random(rng, depth - 1));
                let either = rng.one_in(2);
                let of = move |node: &Node, all: &[Node]| match (
                    (left.of)(node, all),
                    (right.of)(node, all),
                ) {
                    (Some(one), _) | (_, Some(one)) if one == either => Some(either),
                    (Some(_), Some(_)) => Some(!either),
                    _ => None,
                };
                let shown = format!("({} {either} {})", left.shown, right.shown);
                let (left, right) = (left.predicate, right.predicate);
                let predicate = if either { left | right } else { left & right };
                Self { predicate, of: Box::new(of), shown }
            }
        }
    }

    fn comparison(rng: &mut Rng) -> Self {
        let (number, op) = (Number::random(rng), Op::random(rng));
        let value = number.value(rng);
        let of = move |node: &Node, all: &[Node]| Some(op.holds(&number.of(node, all)?, &value));
        let shown = format!("{number:?} {op:?} {value}");
        Self { predicate: number.predicate(op, value), of: Box::new(of), shown }
    }
}

#[tokio::test]
async fn conditions_on_paths_and_aggregates_are_those_of_rust() {
    each(SCHEMA, async |db| {
        let mut rng = Rng::seeded();
        let nodes = random_nodes(&db, &mut rng).await;
        for round in 0..60 * scale() {
            let Condition { predicate, of, shown } = Condition::random(&mut rng, 3);
            let expected: Vec<_> =
                nodes.iter().filter(|node| of(node, &nodes) == Some(true)).cloned().collect();
            let query = || Node::filter(predicate.clone()).order_by(Node::ID);
            let found = statements(1, query().all(&db)).await;
            let found = found.unwrap_or_else(|error| panic!("{shown}: {error:?}"));
            assert_eq!(found, expected, "{shown}");
            let count = query().count(&db).await.unwrap();
            assert_eq!(count, expected.len() as u64, "{shown}");
            if round % 3 == 0 {
                // A change finds the same rows in other words.
                let update = query().update().set(Node::NAME, Node::NAME).run(&db).await;
                let updated = update.unwrap_or_else(|error| panic!("{shown}: {error:?}"));
                assert_eq!(updated, expected.len() as u64, "{shown}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn orders_by_paths_and_aggregates_are_those_of_rust() {
    each(SCHEMA, async |db| {
        let mut rng = Rng::seeded();
        let nodes = random_nodes(&db, &mut rng).await;
        for _ in 0..30 * scale() {
            let (number, limit) = (Number::random(&mut rng), rng.below(25));
            let (descending, nulls_first) = (rng.one_in(2), rng.one_in(2));
            let compare = |left: &Node, right: &Node| match (
                number.of(left, &nodes),
                number.of(right, &nodes),
            ) {
                (None, None) => Ordering::Equal,
                (None, _) if nulls_first => Ordering::Less,
                (None, _) => Ordering::Greater,
                (_, None) if nulls_first => Ordering::Greater,
                (_, None) => Ordering::Less,
                (left, right) if descending => right.cmp(&left),
                (left, right) => left.cmp(&right),
            };
            let mut expected = nodes.clone();
            expected.sort_by(|left, right| compare(left, right).then(left.id.cmp(&right.id)));
            expected.truncate(limit);
            let query = Node::query().order_by(number.order(descending, nulls_first));
            let query = query.order_by(Node::ID).limit(limit as u64);
            let found = query.all(&db).await.unwrap();
            assert_eq!(found, expected, "{number:?} {descending} {nulls_first}");
        }
    })
    .await;
}
