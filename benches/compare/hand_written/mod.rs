//! The work, as a careful user of sqlx writes it.
//!
//! sqlx's types differ from database to database, so the functions are written once as macros that
//! refer to the names of the module in which they are expanded: the driver's `Connection`, `Pool`,
//! `Row` and `Options`, and the texts of the statements.

mod contests;
mod inserts;
mod nested;
mod reads;
mod rows;
mod units;

use std::collections::HashMap;

pub(crate) use self::contests::contests;
pub(crate) use self::inserts::inserts;
pub(crate) use self::nested::nested;
pub(crate) use self::reads::reads;
pub(crate) use self::rows::{pull, rows};
pub(crate) use self::units::units;
use crate::models::{Comment, Household, Nested, Newcomer, Owner, Pet, Post, User};

pub(crate) const OURS: &str = "this library";
pub(crate) const QUERY_AS: &str = "query_as, fetch_all";
pub(crate) const ORDINALS: &str = "ordinals, fetch_all";
pub(crate) const ORDINALS_LOOP: &str = "ordinals, loop over fetch";
pub(crate) const PRINTED: &str = "ordinals, loop over fetch, limit printed";
pub(crate) const PLAINLY: &str = "query_as, fetch_all, the driver's default options";
/// The competitors whose memory is measured.
pub(crate) const LISTS: [&str; 4] = [OURS, QUERY_AS, ORDINALS, ORDINALS_LOOP];
pub(crate) const NESTED_BY_KEYS: &str = "key lists, grouped";
pub(crate) const NESTED: [&str; 2] = [OURS, NESTED_BY_KEYS];

/// A post with its author, from one row of a join.
#[derive(Debug)]
pub(crate) struct Authored(pub(crate) Post, pub(crate) User);

/// Gives posts to their users and comments to their posts.
pub(crate) fn grouped(users: Vec<User>, posts: Vec<Post>, comments: Vec<Comment>) -> Vec<Nested> {
    let places: HashMap<i64, usize> =
        posts.iter().enumerate().map(|(at, post)| (post.id, at)).collect();
    let mut of_posts: Vec<Vec<Comment>> = posts.iter().map(|_| Vec::new()).collect();
    for comment in comments {
        if let Some(at) = places.get(&comment.post_id) {
            of_posts[*at].push(comment);
        }
    }
    let places: HashMap<i64, usize> =
        users.iter().enumerate().map(|(at, user)| (user.id, at)).collect();
    let mut nested: Vec<Nested> = users.into_iter().map(|user| (user, Vec::new())).collect();
    for (post, comments) in posts.into_iter().zip(of_posts) {
        if let Some(at) = places.get(&post.user_id) {
            nested[*at].1.push((post, comments));
        }
    }
    nested
}

/// Gives authors to their posts.
pub(crate) fn authored(posts: Vec<Post>, users: Vec<User>) -> Vec<(Post, User)> {
    let users: HashMap<i64, User> = users.into_iter().map(|user| (user.id, user)).collect();
    let author = |post: &Post| users.get(&post.user_id).cloned();
    posts.into_iter().filter_map(|post| author(&post).map(|user| (post, user))).collect()
}

/// The same text with its last word, the limit, printed.
pub(crate) fn limited(text: &str, limit: i64) -> String {
    let (text, _) = text.rsplit_once(' ').unwrap_or_default();
    format!("{text} {limit}")
}

/// The text of an INSERT of several rows.
pub(crate) fn insert_lists(rows: usize, numbered: bool, end: &str) -> String {
    let lists: Vec<String> = (0..rows)
        .map(|row| match numbered {
            true => format!("(${}, ${})", row * 2 + 1, row * 2 + 2),
            false => "(?, ?)".to_owned(),
        })
        .collect();
    format!("INSERT INTO newcomers (name, hair_color) VALUES {}{end}", lists.join(", "))
}

/// Gives pets, which come in the order of their owners, to those.
pub(crate) fn homed(owners: Vec<Owner>, pets: Vec<Pet>) -> Vec<Household> {
    let mut pets = pets.into_iter().peekable();
    let owners = owners.into_iter();
    owners
        .map(|owner| {
            let own = std::iter::from_fn(|| pets.next_if(|pet| pet.owner_id == owner.id)).collect();
            (owner, own)
        })
        .collect()
}

/// The rows that were stored, told by those that were given and their keys.
pub(crate) fn keyed(given: &[Newcomer], ids: impl IntoIterator<Item = i64>) -> Vec<Newcomer> {
    let rows = given.iter().zip(ids);
    rows.map(|(row, id)| Newcomer { id, ..row.clone() }).collect()
}
