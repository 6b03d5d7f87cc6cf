//! The application as a user of this library writes it.

use std::fmt::Write as _;

use crate::app::Model;

pub(crate) const DEPENDENCIES: &str = "\
model-runtime = { path = \"$ROOT/model-runtime\", features = [\"sqlite\"] }
tokio = { version = \"1\", features = [\"rt\", \"macros\"] }
";

pub(crate) fn module(model: Model) -> String {
    let Model { at, parent, child } = model;
    let mut text = String::from("use model_runtime::prelude::*;\n");
    let parent_key = match parent {
        Some(parent) => {
            let _ = writeln!(text, "use crate::m{parent}::M{parent};");
            format!("#[foreign_key(M{parent})] #[backref(m{at}_list)]")
        }
        None => String::new(),
    };
    if let Some(child) = child {
        let _ = writeln!(text, "use crate::m{child}::M{child};");
    }
    let _ = write!(
        text,
        "
#[derive(Model, Debug)]
pub struct M{at} {{
    #[primary_key]
    pub id: i64,
    {parent_key}
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

pub async fn by_key(db: &Db, id: i64) -> Result<M{at}> {{
    M{at}::find(id).one(db).await
}}

pub async fn search(db: &Db, least: i32, part: &str) -> Result<Vec<M{at}>> {{
    M{at}::filter(M{at}::AGE.ge(least) & M{at}::NAME.contains(part))
        .order_by(M{at}::SCORE.desc())
        .limit(20)
        .all(db)
        .await
}}

pub async fn add(db: &Db, name: &str, age: i32) -> Result<M{at}> {{
    M{at}::create()
        .name(name)
        .email(\"\")
        .age(age)
        .score(0.5)
        .active(true)
        .visits(0)
        .insert(db)
        .await
}}

pub async fn rename(db: &Db, mut record: M{at}, name: &str) -> Result<M{at}> {{
    record.update().set(M{at}::NAME, name).run(db).await?;
    Ok(record)
}}
"
    );
    match child {
        Some(child) => {
            let _ = write!(
                text,
                "
pub async fn with_children(db: &Db, least: i32) -> Result<Vec<(M{at}, Vec<M{child}>)>> {{
    M{at}::filter(M{at}::AGE.ge(least)).with(M{at}::M{child}_LIST).all(db).await
}}
"
            );
        }
        None => {
            text.push_str("pub async fn with_children(_: &Db, _: i32) -> Result<()> { Ok(()) }\n")
        }
    }
    text.push_str(&run(at, "Db"));
    text
}

pub(crate) fn main(models: usize) -> String {
    let mut text = String::from("#![allow(unused)]\nuse model_runtime::prelude::*;\n");
    for at in 0..models {
        let _ = writeln!(text, "mod m{at};");
    }
    run_type(&mut text, "Result<()>");
    text.push_str("const SCHEMA: Schema = schema![\n");
    for at in 0..models {
        let _ = writeln!(text, "    m{at}::M{at},");
    }
    text.push_str(
        "];
#[tokio::main(flavor = \"current_thread\")]
async fn main() -> Result<()> {
    let db = Db::connect(\"sqlite::memory:\").await?;
    db.create_all(&SCHEMA).await?;
",
    );
    calls(&mut text, models, "Db");
    text.push_str("    Ok(())\n}\n");
    text
}

/// Writes the function of a module that calls the others, so that nothing is left out of the program.
pub(crate) fn run(at: usize, database: &str) -> String {
    format!(
        "
pub fn run(db: &{database}) -> crate::Run<'_> {{
    Box::pin(async move {{
        let record = add(db, \"a\", 1).await?;
        let record = rename(db, record, \"b\").await?;
        println!(\"m{at} {{:?}}\", by_key(db, record.id).await?);
        println!(\"{{:?}}\", search(db, 1, \"b\").await?);
        println!(\"{{:?}}\", with_children(db, 1).await?);
        Ok(())
    }})
}}
"
    )
}

/// Writes the type of those functions.
pub(crate) fn run_type(text: &mut String, result: &str) {
    let _ = writeln!(
        text,
        "pub type Run<'a> = std::pin::Pin<Box<dyn Future<Output = {result}> + 'a>>;"
    );
}

/// Calls them.
pub(crate) fn calls(text: &mut String, models: usize, database: &str) {
    let _ = writeln!(text, "    let all: [fn(&{database}) -> Run<'_>; {models}] = [");
    for at in 0..models {
        let _ = writeln!(text, "        m{at}::run,");
    }
    text.push_str("    ];\n    for run in all {\n        run(&db).await?;\n    }\n");
}
