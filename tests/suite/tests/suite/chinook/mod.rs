//! Real data: Chinook's eleven tables as models, its rows stored through the library, and the same
//! questions asked through the library and in SQL written by hand.
//!
//! The rows come from the SQL file that Chinook has for each database. They stay where they are:
//! `../shared/data/chinook` beside the project, or the folder that `CHINOOK_DIR` names.

mod aggregates;
mod data;
mod exam;
mod filters;
mod hand;
mod loads;
mod models;
mod relations;
mod sql;
mod statements;
mod terminals;

use std::time::Instant;

use model_runtime::prelude::*;
use test_support::{Kind, TestDb};

use self::data::Chinook;
use self::exam::{Exam, difference};
use self::hand::Hand;
use self::models::SCHEMA;

const DIALECTS: [Dialect; 3] = [Dialect::Sqlite, Dialect::Postgres, Dialect::MySql];

fn dialect(db: &TestDb) -> Dialect {
    match db.kind() {
        Kind::Sqlite => Dialect::Sqlite,
        Kind::Postgres => Dialect::Postgres,
        Kind::MySql => Dialect::MySql,
    }
}

#[test]
fn the_files_of_all_databases_hold_the_same_rows() {
    let Some(folder) = data::folder() else { return };
    let [sqlite, postgres, mysql] = DIALECTS.map(|dialect| data::of(&folder, dialect));
    let rows: usize = sqlite.counts().iter().map(|(_, count)| count).sum();
    assert_eq!(rows, 15_607);
    assert!(sqlite == postgres, "PostgreSQL's file differs");
    assert!(sqlite == mysql, "MySQL's file differs");
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_are_answered_as_by_hand_and_alike_on_every_database() {
    let Some(folder) = data::folder() else { return };
    let databases = test_support::databases();
    let mut exams = Vec::new();
    for test_db in &databases {
        let chinook = data::of(&folder, dialect(test_db));
        let exam = examine(test_db, &chinook).await;
        exams.push(exam.unwrap_or_else(|error| panic!("{test_db}: {error:?}")));
    }
    let mut failures: Vec<_> = exams.iter().flat_map(|exam| exam.failures.clone()).collect();
    if let Some((first, others)) = exams.split_first() {
        failures.extend(others.iter().flat_map(|other| differences(first, other)));
    }
    let count = failures.len();
    assert!(failures.is_empty(), "{count} answers are wrong:\n\n{}\n", failures.join("\n\n"));
}

/// Stores Chinook in a database and asks everything about it.
async fn examine(test_db: &TestDb, chinook: &Chinook) -> Result<Exam> {
    let start = Instant::now();
    let db = Db::connect(test_db.url()).await?;
    db.create_all(&SCHEMA).await?;
    chinook.store(&db).await?;
    let stored = start.elapsed();
    chinook.check(&db).await?;

    let hand = Hand::connect(dialect(test_db), test_db.url()).await;
    let mut exam = Exam::new(dialect(test_db), hand.expect("a connection of sqlx"));
    for (table, count) in chinook.counts() {
        exam.table(table, count).await;
    }
    Box::pin(filters::ask(&mut exam, &db)).await;
    Box::pin(relations::ask(&mut exam, &db)).await;
    Box::pin(aggregates::ask(&mut exam, &db)).await;
    Box::pin(loads::ask(&mut exam, &db)).await;
    Box::pin(statements::ask(&mut exam, &db)).await;
    Box::pin(terminals::ask(&mut exam, &db)).await;
    let asked = exam.answers.len();
    eprintln!(
        "{test_db}: stored in {stored:?}, {asked} questions in {:?}",
        start.elapsed() - stored
    );
    Ok(exam)
}

/// Says where two databases answer a question differently.
fn differences(one: &Exam, other: &Exam) -> Vec<String> {
    let dialects = (one.words.0, other.words.0);
    // What one of them could not answer is a failure already.
    let differences = one.answers.iter().filter_map(|(question, answer)| {
        let difference = difference(other.answers.get(question)?, answer)?;
        Some(format!("{:?} as {:?}, {question}: {difference}", dialects.1, dialects.0))
    });
    differences.collect()
}
