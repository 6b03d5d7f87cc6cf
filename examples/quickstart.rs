//! The main things on one page, with the SQL they send.
//!
//! ```sh
//! cargo run --example quickstart
//! DATABASE_URL=postgres://user:password@localhost/app cargo run --example quickstart
//! ```
//!
//! Without `DATABASE_URL` it makes an SQLite file in the folder for temporary files. On a database that
//! is named it makes the tables `quickstart_roles`, `quickstart_users` and `quickstart_posts`, and drops
//! them in the end.

use model_runtime::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "quickstart_roles")]
struct Role {
    #[primary_key]
    id: i64,
    #[unique]
    #[column(length = 64)]
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "quickstart_users")]
struct User {
    #[primary_key]
    id: i64,
    #[unique]
    #[index]
    #[column(length = 64)]
    username: String,
    #[default(true)]
    active: bool,
    #[foreign_key(Role, on_delete = set_null)]
    #[backref(users, order_by(username))]
    role_id: Option<i64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "quickstart_posts")]
struct Post {
    #[primary_key]
    id: i64,
    #[column(length = 200)]
    title: String,
    #[foreign_key(User, on_delete = cascade)]
    #[backref(posts, order_by(id))]
    author_id: i64,
}

/// Checked while this program is compiled: leave `Role` out, and it does not compile.
const SCHEMA: Schema = schema![Role, User, Post];

#[tokio::main]
async fn main() -> Result<()> {
    let db = connect().await?;
    make_the_tables(&db).await?;
    let admin = create(&db).await?;
    show_statements(&admin);
    follow_relations(&db, &admin).await?;
    load_relations(&db).await?;
    filter_through_relations(&db).await?;
    change_and_delete(&db).await?;
    all_or_nothing(&db).await?;
    db.drop_all(&SCHEMA).await
}

async fn connect() -> Result<Db> {
    if std::env::var("DATABASE_URL").is_ok() {
        return Db::from_env().await;
    }
    let file = std::env::temp_dir().join("model-quickstart.db");
    // Made anew each time.
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", file.display()));
    }
    Db::connect(&format!("sqlite:{}", file.display())).await
}

async fn make_the_tables(db: &Db) -> Result<()> {
    title(&format!("The tables, on {}", db.dialect().name()));
    println!("{}", SCHEMA.ddl(db.dialect()));
    db.drop_all(&SCHEMA).await?;
    db.create_all(&SCHEMA).await
}

async fn create(db: &Db) -> Result<Role> {
    title("Records are plain structs; `insert` answers them as they are stored");
    let admin = Role::create().name("Administrator").insert(db).await?;
    let fred = User::create().username("fred").role(&admin).insert(db).await?;
    let wilma = User::create().username("wilma").role(&admin).insert(db).await?;
    let anon = User::create().username("anon").insert(db).await?;
    println!("{admin:?}\n{fred:?}\n{anon:?}");

    // Many at once: as few statements as their number allows, all or none, in the order given.
    let titles = [(&fred, "Hello"), (&wilma, "Good morning"), (&fred, "Good night")];
    let posts = titles.map(|(author, title)| Post::create().title(title).author(author));
    let posts = Post::insert_all(db, posts).await?;
    println!("and {} posts", posts.len());
    Ok(admin)
}

fn show_statements(admin: &Role) {
    title("Every statement prints in every dialect, without a database");
    let query = admin.users().filter(User::ACTIVE).limit(10);
    for dialect in Dialect::ALL {
        println!("{:<12}{}", dialect.name(), query.to_sql(dialect));
    }
}

async fn follow_relations(db: &Db, admin: &Role) -> Result<()> {
    title("A foreign key, declared once, is an accessor on both sides");
    let fred = User::find_by_username("fred").one(db).await?;
    let role: Option<Role> = fred.role().one_or_none(db).await?;
    println!("fred.role()    {:?}", role.map(|role| role.name));
    let users: Vec<User> = admin.users().all(db).await?;
    println!("admin.users()  {:?}", names(&users));
    Ok(())
}

async fn load_relations(db: &Db) -> Result<()> {
    title("`with` loads relations, one statement per level; what is loaded is in the type");
    let users: Vec<(User, Option<Role>, Vec<Post>)> =
        User::query().with(User::ROLE).with(User::POSTS).order_by(User::ID).all(db).await?;
    for (user, role, posts) in &users {
        let role = role.as_ref().map_or("no role", |role| &role.name);
        let titles: Vec<&str> = posts.iter().map(|post| post.title.as_str()).collect();
        println!("{:<8}{role:<16}{titles:?}", user.username);
    }
    Ok(())
}

async fn filter_through_relations(db: &Db) -> Result<()> {
    title("Conditions are typed by their model, and reach through relations");
    let authors = User::filter(
        User::ROLE.has(Role::NAME.eq("Administrator"))
            & User::POSTS.any(Post::TITLE.starts_with("Hel")),
    );
    println!("{}", authors.to_sql(db.dialect()));
    println!("→ {:?}", names(&authors.all(db).await?));
    Ok(())
}

async fn change_and_delete(db: &Db) -> Result<()> {
    title("An update sets what it names; a filter changes many rows at once");
    let anon = User::find_by_username("anon").one(db).await?;
    let update = anon.update().set(User::ACTIVE, false);
    println!("{}", update.to_sql(db.dialect()));
    update.run(db).await?;

    let renamed = Post::filter(Post::TITLE.contains("Good"))
        .update()
        .set(Post::TITLE, "Hello again")
        .run(db)
        .await?;
    println!("{renamed} posts renamed");

    anon.delete(db).await?;
    println!("{} users left", User::query().count(db).await?);
    Ok(())
}

async fn all_or_nothing(db: &Db) -> Result<()> {
    title("A transaction is stored as a whole; errors name model and field");
    let result = db
        .transaction(|mut tx| async move {
            User::create().username("betty").insert(&mut tx).await?;
            User::create().username("fred").insert(&mut tx).await
        })
        .await;
    if let Err(error) = result {
        println!("{error}");
        println!("is it the username? {}", error.violates(User::USERNAME));
    }
    println!("was betty stored?   {}", User::find_by_username("betty").exists(db).await?);
    Ok(())
}

fn names(users: &[User]) -> Vec<&str> {
    users.iter().map(|user| user.username.as_str()).collect()
}

fn title(text: &str) {
    println!("\n── {text}\n");
}
