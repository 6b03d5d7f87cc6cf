//! The application as a careful user of sqlx writes it by hand.

use std::fmt::Write as _;

use crate::app::Model;
use crate::ours::{calls, run, run_type};

pub(crate) const DEPENDENCIES: &str = "\
sqlx = { version = \"0.9\", default-features = false, features = [\"runtime-tokio\", \"sqlite-bundled\", \"derive\"] }
tokio = { version = \"1\", features = [\"rt\", \"macros\"] }
";

const COLUMNS: &str = "id, parent_id, name, email, age, score, active, note, city, visits";

pub(crate) fn module(model: Model) -> String {
    let Model { at, parent, child } = model;
    let mut text =
        String::from("use std::collections::HashMap;\nuse sqlx::{Result, SqlitePool};\n");
    if let Some(child) = child {
        let _ = writeln!(text, "use crate::m{child}::M{child};");
    }
    let references = parent.map_or(String::new(), |parent| format!(" REFERENCES m{parent} (id)"));
    let _ = write!(
        text,
        "
pub const TABLE: &str = \"CREATE TABLE m{at} (
    id INTEGER NOT NULL PRIMARY KEY,
    parent_id INTEGER{references},
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    age INTEGER NOT NULL,
    score REAL NOT NULL,
    active INTEGER NOT NULL,
    note TEXT,
    city TEXT,
    visits INTEGER NOT NULL
)\";

#[derive(sqlx::FromRow, Debug)]
pub struct M{at} {{
    pub id: i64,
    pub parent_id: Option<i64>,
    pub name: String,
    pub email: String,
    pub age: i32,
    pub score: f64,
    pub active: bool,
    pub note: Option<String>,
    pub city: Option<String>,
    pub visits: i64,
}}

pub async fn by_key(db: &SqlitePool, id: i64) -> Result<M{at}> {{
    sqlx::query_as(\"SELECT {COLUMNS} FROM m{at} WHERE id = ?\").bind(id).fetch_one(db).await
}}

pub async fn search(db: &SqlitePool, least: i32, part: &str) -> Result<Vec<M{at}>> {{
    sqlx::query_as(\"SELECT {COLUMNS} FROM m{at} WHERE age >= ? AND instr(name, ?) > 0 ORDER BY score DESC LIMIT 20\")
        .bind(least)
        .bind(part)
        .fetch_all(db)
        .await
}}

pub async fn add(db: &SqlitePool, name: &str, age: i32) -> Result<M{at}> {{
    sqlx::query_as(\"INSERT INTO m{at} (name, email, age, score, active, visits) VALUES (?, ?, ?, ?, ?, ?) RETURNING {COLUMNS}\")
        .bind(name)
        .bind(\"\")
        .bind(age)
        .bind(0.5)
        .bind(true)
        .bind(0_i64)
        .fetch_one(db)
        .await
}}

pub async fn rename(db: &SqlitePool, record: M{at}, name: &str) -> Result<M{at}> {{
    sqlx::query(\"UPDATE m{at} SET name = ? WHERE id = ?\")
        .bind(name)
        .bind(record.id)
        .execute(db)
        .await?;
    Ok(M{at} {{ name: name.to_owned(), ..record }})
}}
"
    );
    match child {
        Some(child) => with_children(&mut text, at, child),
        None => text.push_str(
            "pub async fn with_children(_: &SqlitePool, _: i32) -> Result<()> { let _: HashMap<i64, ()> = HashMap::new(); Ok(()) }\n",
        ),
    }
    text.push_str(&run(at, "SqlitePool"));
    text
}

fn with_children(text: &mut String, at: usize, child: usize) {
    let _ = write!(
        text,
        "
pub async fn with_children(db: &SqlitePool, least: i32) -> Result<Vec<(M{at}, Vec<M{child}>)>> {{
    let records: Vec<M{at}> = sqlx::query_as(\"SELECT {COLUMNS} FROM m{at} WHERE age >= ?\")
        .bind(least)
        .fetch_all(db)
        .await?;
    let children: Vec<M{child}> = sqlx::query_as(
        \"SELECT {COLUMNS} FROM m{child} WHERE parent_id IN (SELECT id FROM m{at} WHERE age >= ?)\",
    )
    .bind(least)
    .fetch_all(db)
    .await?;
    let mut by_parent: HashMap<i64, Vec<M{child}>> = HashMap::new();
    for child in children {{
        if let Some(parent) = child.parent_id {{
            by_parent.entry(parent).or_default().push(child);
        }}
    }}
    Ok(records
        .into_iter()
        .map(|record| {{
            let children = by_parent.remove(&record.id).unwrap_or_default();
            (record, children)
        }})
        .collect())
}}
"
    );
}

pub(crate) fn main(models: usize) -> String {
    let mut text = String::from("#![allow(unused)]\n");
    for at in 0..models {
        let _ = writeln!(text, "mod m{at};");
    }
    run_type(&mut text, "sqlx::Result<()>");
    text.push_str(
        "
#[tokio::main(flavor = \"current_thread\")]
async fn main() -> sqlx::Result<()> {
    let db = sqlx::SqlitePool::connect(\"sqlite::memory:\").await?;
    for table in [
",
    );
    for at in 0..models {
        let _ = writeln!(text, "        m{at}::TABLE,");
    }
    text.push_str("    ] {\n        sqlx::query(table).execute(&db).await?;\n    }\n");
    calls(&mut text, models, "sqlx::SqlitePool");
    text.push_str("    Ok(())\n}\n");
    text
}
