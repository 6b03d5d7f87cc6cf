//! The work, as a user of this library writes it.

use benches::{Failure, peak};
use model_runtime::Conn;
use model_runtime::prelude::*;

use crate::data::{JOINED, LONG, PARENTS};
use crate::models::{Comment, Household, Nested, Newcomer, Owner, Pet, Post, User};

pub(crate) async fn by_key(conn: &mut Conn, key: i64) -> Result<Option<User>, Failure> {
    Ok(User::find(key).one_or_none(conn).await?)
}

pub(crate) async fn by_key_of_pool(db: &Db, key: i64) -> Result<Option<User>, Failure> {
    Ok(User::find(key).one_or_none(db).await?)
}

pub(crate) async fn list(conn: &mut Conn, count: i64) -> Result<Vec<User>, Failure> {
    Ok(User::query().order_by(User::ID.asc()).limit(count.unsigned_abs()).all(conn).await?)
}

pub(crate) async fn joined(conn: &mut Conn) -> Result<Vec<(Post, User)>, Failure> {
    let posts = Post::filter(Post::ID.le(JOINED) & Post::BODY.is_not_null());
    Ok(posts
        .order_by(Post::TITLE.asc())
        .order_by(Post::ID.asc())
        .with(Post::USER)
        .all(conn)
        .await?)
}

pub(crate) async fn nested(conn: &mut Conn, parents: i64) -> Result<Vec<Nested>, Failure> {
    let comments = Post::COMMENTS.order_by(Comment::ID.asc());
    let posts = User::POSTS.order_by(Post::ID.asc()).with(comments);
    let users = User::filter(User::ID.le(parents)).order_by(User::ID.asc());
    Ok(users.with(posts).all(conn).await?)
}

pub(crate) async fn posts_of(conn: &mut Conn, user: &User) -> Result<Vec<Post>, Failure> {
    Ok(user.posts().all(conn).await?)
}

pub(crate) async fn commit(
    conn: &mut Conn,
    rows: &[(String, Vec<String>)],
) -> Result<Vec<Household>, Failure> {
    let mut session = Session::new();
    let added: Vec<_> = rows
        .iter()
        .map(|(name, pets)| {
            let owner = session.add(Owner::create().name(name));
            let pets = pets.iter().map(|pet| Pet::create().name(pet).owner(owner));
            (owner, session.add_all(pets))
        })
        .collect();
    session.commit(conn).await?;
    let stored = added.into_iter().map(|(owner, pets)| {
        (session[owner].clone(), pets.into_iter().map(|pet| session[pet].clone()).collect())
    });
    Ok(stored.collect())
}

pub(crate) async fn insert(conn: &mut Conn, row: &Newcomer) -> Result<Vec<Newcomer>, Failure> {
    let create = Newcomer::create().name(&row.name).hair_color(&row.hair_color);
    Ok(vec![create.insert(conn).await?])
}

pub(crate) async fn insert_all(
    conn: &mut Conn,
    rows: &[Newcomer],
) -> Result<Vec<Newcomer>, Failure> {
    let creates =
        rows.iter().map(|row| Newcomer::create().name(&row.name).hair_color(&row.hair_color));
    Ok(Newcomer::insert_all(conn, creates).await?)
}

/// Measures the memory of the nested load.
pub(crate) async fn peak_of_nested(url: &str) -> Result<(), Failure> {
    let mut conn = Db::connect(url).await?.acquire().await?;
    nested(&mut conn, PARENTS[0]).await?;
    peak::print(async || nested(&mut conn, PARENTS[2]).await).await
}

/// Measures the memory of the long list.
pub(crate) async fn peak_of_list(url: &str) -> Result<(), Failure> {
    let db = Db::connect(url).await?;
    let list = async |count| Post::query().order_by(Post::ID.asc()).limit(count).all(&db).await;
    list(10).await?;
    peak::print(async || Ok(list(LONG.unsigned_abs()).await?)).await
}
