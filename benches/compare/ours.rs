//! The work, as a user of this library writes it.

use benches::{Failure, peak};
use model_runtime::Conn;
use model_runtime::prelude::*;

use crate::data::{JOINED, LONG, PARENTS};
use crate::models::{Comment, Nested, Newcomer, Post, User};

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

pub(crate) async fn nested(conn: &mut Conn) -> Result<Vec<Nested>, Failure> {
    let comments = Post::COMMENTS.order_by(Comment::ID.asc());
    let posts = User::POSTS.order_by(Post::ID.asc()).with(comments);
    let users = User::filter(User::ID.le(PARENTS)).order_by(User::ID.asc());
    Ok(users.with(posts).all(conn).await?)
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

/// Measures the memory of the long list.
pub(crate) async fn peak(url: &str) -> Result<(), Failure> {
    let db = Db::connect(url).await?;
    let list = async |count| Post::query().order_by(Post::ID.asc()).limit(count).all(&db).await;
    list(10).await?;
    peak::print(async || Ok(list(LONG.unsigned_abs()).await?)).await
}
