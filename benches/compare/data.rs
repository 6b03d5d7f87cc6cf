//! What is in the tables: the same in every run.

use benches::Failure;
use model_runtime::prelude::*;

use crate::models::{Comment, Household, Newcomer, Post, User};

pub(crate) const USERS: i64 = 10_000;
/// The posts of each user, and the comments on each post.
const EACH: i64 = 3;
/// The users of the nested loads.
pub(crate) const PARENTS: [i64; 3] = [10, 1_000, 10_000];
/// The owners that a session stores, with three pets each.
pub(crate) const OWNERS: i64 = 1_000;
/// The posts among which the joined list chooses, two thirds of them with a body.
pub(crate) const JOINED: i64 = 1_500;
/// The rows of the list whose memory is measured.
pub(crate) const LONG: i64 = 10_000;

const COLORS: [Option<&str>; 4] = [Some("brown"), None, Some("black"), Some("red")];
const WORDS: [&str; 16] = [
    "a", "sailing", "boat", "returns", "from", "the", "northern", "islands", "with", "apples",
    "while", "nobody", "watches", "an", "empty", "harbour",
];

/// Text of some words, which a number chooses.
fn words(seed: i64, count: i64) -> String {
    let mut state = seed.unsigned_abs();
    let mut text = String::new();
    for _ in 0..count {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(WORDS[(state >> 60) as usize]);
    }
    text
}

fn name(number: i64) -> String {
    format!("{} {number}", words(number, 2))
}

fn color(number: i64) -> Option<String> {
    COLORS[(number % 4) as usize].map(str::to_owned)
}

/// Rows to insert.
pub(crate) fn newcomers(count: i64) -> Vec<Newcomer> {
    (1..=count).map(|id| Newcomer { id, name: name(id), hair_color: color(id) }).collect()
}

/// Answers to compare: which keys a database generates depends on what was inserted before.
pub(crate) fn counted_from_one(mut rows: Vec<Newcomer>) -> Vec<Newcomer> {
    let before = rows.first().map_or(0, |row| row.id - 1);
    rows.iter_mut().for_each(|row| row.id -= before);
    rows
}

/// Owners and their pets to store, by their names.
pub(crate) fn households() -> Vec<(String, Vec<String>)> {
    (1..=OWNERS)
        .map(|id| (name(id), (0..EACH).map(|pet| name(id * EACH + pet)).collect()))
        .collect()
}

/// The same, as [`counted_from_one`].
pub(crate) fn households_from_one(mut rows: Vec<Household>) -> Vec<Household> {
    let owners = rows.first().map_or(0, |(owner, _)| owner.id - 1);
    let pets = rows.iter().flat_map(|(_, pets)| pets).map(|pet| pet.id).min().unwrap_or(1) - 1;
    for (owner, of_owner) in &mut rows {
        owner.id -= owners;
        for pet in of_owner {
            (pet.id, pet.owner_id) = (pet.id - pets, pet.owner_id - owners);
        }
    }
    rows
}

/// Different keys, spread over the table.
pub(crate) fn keys() -> impl FnMut() -> i64 {
    let mut key = 0;
    move || {
        key = (key + 7_919) % USERS;
        key + 1
    }
}

/// Fills the tables.
pub(crate) async fn fill(db: &Db) -> Result<(), Failure> {
    let users = (1..=USERS).map(|id| User::create().name(name(id)).hair_color(color(id)));
    let users = User::insert_all(db, users).await?;
    let posts = users.iter().flat_map(|user| {
        (0..EACH).map(|at| {
            let seed = user.id * 7 + at;
            let body = (seed % 3 != 0).then(|| words(seed, 40));
            Post::create().user_id(user.id).title(words(seed, 8)).body(body)
        })
    });
    let posts = Post::insert_all(db, posts).await?;
    let comments = posts.iter().flat_map(|post| {
        (0..EACH).map(|at| Comment::create().post_id(post.id).text(words(post.id * 7 + at, 10)))
    });
    Comment::insert_all(db, comments).await?;
    Ok(())
}
