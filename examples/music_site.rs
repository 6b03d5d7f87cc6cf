//! A small site on which people share music: roles, users who follow each other, tracks with tags and
//! comments, and a timeline.
//!
//! ```sh
//! cargo run --example music_site
//! DATABASE_URL=postgres://user:password@localhost/app cargo run --example music_site
//! ```
//!
//! Without `DATABASE_URL` it runs on SQLite in memory. On a database that is named it makes tables whose
//! names begin with `music_`, and drops them in the end.

use model_runtime::prelude::*;
use model_runtime::{Loads, Query};

#[derive(Model, Debug)]
#[model(table = "music_roles")]
struct Role {
    #[primary_key]
    id: i64,
    #[unique]
    #[column(length = 40)]
    name: String,
}

#[derive(Model, Debug, Clone)]
#[model(table = "music_users")]
struct User {
    #[primary_key]
    id: i64,
    #[unique]
    #[column(length = 40)]
    username: String,
    #[foreign_key(Role)]
    #[backref(users, order_by(username))]
    role_id: i64,
}

/// Who follows has those whom they are `following`; who is followed has `followers`.
#[derive(Model, Debug)]
#[model(table = "music_follows", link(following, followers))]
struct Follow {
    #[primary_key]
    #[foreign_key(User, on_delete = cascade)]
    follower_id: i64,
    #[primary_key]
    #[foreign_key(User, on_delete = cascade)]
    followed_id: i64,
}

/// A track that somebody shares.
#[derive(Model, Debug)]
#[model(table = "music_posts")]
struct Post {
    #[primary_key]
    id: i64,
    #[column(length = 200)]
    title: String,
    #[default(0)]
    plays: i32,
    #[foreign_key(User, on_delete = cascade)]
    #[backref(posts, order_by(desc(id)))]
    author_id: i64,
}

#[derive(Model, Debug)]
#[model(table = "music_tags")]
struct Tag {
    #[primary_key]
    id: i64,
    #[unique]
    #[column(length = 40)]
    name: String,
}

#[derive(Model, Debug)]
#[model(table = "music_post_tags", link(tags, posts))]
struct PostTag {
    #[primary_key]
    #[foreign_key(Post, on_delete = cascade)]
    post_id: i64,
    #[primary_key]
    #[foreign_key(Tag, on_delete = cascade)]
    tag_id: i64,
}

#[derive(Model, Debug)]
#[model(table = "music_comments")]
struct Comment {
    #[primary_key]
    id: i64,
    text: String,
    #[foreign_key(Post, on_delete = cascade)]
    #[backref(comments, order_by(desc(id)))]
    post_id: i64,
    #[foreign_key(User, on_delete = cascade)]
    author_id: i64,
}

const SCHEMA: Schema = schema![Role, User, Follow, Post, Tag, PostTag, Comment];

#[tokio::main]
async fn main() -> Result<()> {
    let db = match std::env::var("DATABASE_URL") {
        Ok(_) => Db::from_env().await?,
        Err(_) => Db::connect("sqlite::memory:").await?,
    };
    db.drop_all(&SCHEMA).await?;
    db.create_all(&SCHEMA).await?;
    musicians_open_the_site(&db).await?;
    let clara = clara_joins(&db).await?;
    clara_looks_around(&db, &clara).await?;
    clara_reads_her_timeline(&db, &clara).await?;
    charts(&db).await?;
    db.drop_all(&SCHEMA).await
}

async fn musicians_open_the_site(db: &Db) -> Result<()> {
    title("Musicians open the site: one call stores a role, its users, their tracks and tags");
    let track = |title: &str, plays: i32| Post::create().title(title).plays(plays);
    let tags = |names: [&'static str; 2]| names.map(|name| Tag::create().name(name));
    let slow = [
        track("Gnossienne No. 3", 120),
        track("Gymnopédie No. 1", 310).with(Post::TAGS, tags(["piano", "slow"])),
    ];
    let fast = [track("The Entertainer", 540).with(Post::TAGS, tags(["dance", "ragtime"]))];
    let erik = User::create().username("erik").with(User::POSTS, slow);
    let scott = User::create().username("scott").with(User::POSTS, fast);
    let musicians = Role::create().name("Musician").with(Role::USERS, [erik, scott]);
    let musicians = musicians.insert(db).await?;

    // A tag is linked if it is stored already, and stored along if it is new.
    let piano = Tag::find_by_name("piano").one(db).await?;
    let blues = track("St. Louis Blues", 260)
        .with(Post::TAGS, [&piano])
        .with(Post::TAGS, [Tag::create().name("blues")]);
    let bessie = musicians.users().create().username("bessie");
    bessie.with(User::POSTS, [blues]).insert(db).await?;

    let posts = User::POSTS.with(Post::TAGS.order_by(Tag::NAME));
    for (user, posts) in musicians.users().with(posts).all(db).await? {
        for (post, tags) in posts {
            println!("{:<8}{}", user.username, tagged(&post, &tags));
        }
    }
    Ok(())
}

async fn clara_joins(db: &Db) -> Result<User> {
    title("Clara joins: a session stores what refers to each other, and then what has changed");
    let erik = User::find_by_username("erik").one(db).await?;
    let scott = User::find_by_username("scott").one(db).await?;
    let gymnopedie = Post::filter(Post::TITLE.starts_with("Gymno")).one(db).await?;

    let mut session = Session::new();
    let listeners = session.add(Role::create().name("Listener"));
    let clara = User::create().username("clara").role(listeners);
    let clara = session.add(clara.with(User::FOLLOWING, [&erik, &scott]));
    let dreamy = session.add(Tag::create().name("dreamy"));
    session.add(Post::create().title("Träumerei").author(clara).with(Post::TAGS, [dreamy]));
    let comment = |text: &str| Comment::create().text(text).post(&gymnopedie);
    session.add(comment("Mind the tempo!").author(&scott));
    let typo = session.add(comment("I could lisen to this all night.").author(clara));
    session.add(comment("Please do.").author(&erik));
    println!("her first commit   {} rows inserted", session.commit(db).await?.inserted);

    session[typo].text = "I could listen to this all night.".to_owned();
    println!("a typo is mended   {} row updated", session.commit(db).await?.updated);
    println!("nothing is new     {} rows", session.commit(db).await?.updated);
    Ok(session[clara].clone())
}

async fn clara_looks_around(db: &Db, clara: &User) -> Result<()> {
    title("Clara looks around: collections tell what they have changed");
    let bessie = User::find_by_username("bessie").one(db).await?;
    let scott = User::find_by_username("scott").one(db).await?;
    println!("follow bessie      {}", clara.following().add(db, &bessie).await?);
    println!("follow her twice   {}", clara.following().add(db, &bessie).await?);
    println!("unfollow scott     {}", clara.following().remove(db, &scott).await?);

    let hers = clara.posts().one(db).await?;
    let better = Tag::filter(Tag::NAME.in_list(["piano", "slow"])).all(db).await?;
    let changes = hers.tags().set(db, &better).await?;
    println!("tag her track      {} added, {} removed", changes.added, changes.removed);

    let like_hers = Post::TAGS.any(Tag::POSTS.any(Post::AUTHOR.eq(clara)));
    let alike = Post::filter(like_hers & Post::AUTHOR.ne(clara))
        .order_by(Post::TITLE)
        .select((Post::TITLE, Post::AUTHOR.then(User::USERNAME)));
    for (title, author) in alike.all(db).await? {
        println!("tagged like hers   {title}, shared by {author}");
    }
    Ok(())
}

/// A track, who shared it, its tags, and comments with those who wrote them.
type Entry = (Post, User, Vec<Tag>, Vec<(Comment, User)>);

/// The newest tracks of those whom a user follows, each with its two newest comments.
fn timeline(user: &User) -> Query<Post, impl Loads<Post, Out = Entry>> {
    Post::filter(Post::AUTHOR.has(User::FOLLOWERS.any(User::ID.eq(user.id))))
        .order_by(Post::ID.desc())
        .limit(5)
        .with(Post::AUTHOR)
        .with(Post::TAGS.order_by(Tag::NAME))
        .with(Post::COMMENTS.limit(2).with(Comment::AUTHOR))
}

async fn clara_reads_her_timeline(db: &Db, clara: &User) -> Result<()> {
    title("Clara reads her timeline: tracks with their authors, tags and two newest comments");
    let timeline = timeline(clara);
    let statements = timeline.statements(db.dialect());
    for (post, author, tags, comments) in timeline.all(db).await? {
        println!("{:<8}{}", author.username, tagged(&post, &tags));
        for (comment, author) in comments {
            println!("        {}: {}", author.username, comment.text);
        }
    }
    title("Its statements, however long it is");
    for (number, statement) in (1..).zip(statements) {
        println!("{number}. {statement}");
    }
    Ok(())
}

async fn charts(db: &Db) -> Result<()> {
    title("The charts: aggregates of relations, and of groups by a path");
    let plays = || User::POSTS.sum(Post::PLAYS);
    let users = User::query()
        .select((User::USERNAME, User::POSTS.count(), plays(), User::FOLLOWERS.count()))
        .order_by(plays().desc());
    println!("          tracks   plays   followers");
    for (name, tracks, plays, followers) in users.all(db).await? {
        println!("{name:<10}{tracks:>6}{:>8}{followers:>12}", plays.unwrap_or(0));
    }
    let role = || Post::AUTHOR.then(User::ROLE).then(Role::NAME);
    let roles = Post::query()
        .group_by(role())
        .select((role(), Post::count_all(), Post::PLAYS.sum()))
        .order_by(Post::count_all());
    println!();
    for (role, tracks, plays) in roles.all(db).await? {
        println!("{role:<10}{tracks:>6}{:>8}", plays.unwrap_or(0));
    }
    Ok(())
}

fn tagged(post: &Post, tags: &[Tag]) -> String {
    let tags = tags.iter().map(|tag| format!(" #{}", tag.name)).collect::<String>();
    format!("{}{tags}", post.title)
}

fn title(text: &str) {
    println!("\n── {text}\n");
}
