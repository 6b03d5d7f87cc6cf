//! Making and dropping: again, at once, and only what is missing.

use model_runtime::{ErrorKind, prelude::*};

use crate::each::{connect, each_url};

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "towns")]
struct Town {
    #[primary_key]
    id: i64,
    #[unique]
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "streets", index(name))]
struct Street {
    #[primary_key]
    id: i64,
    #[column(length = 50)]
    name: String,
    #[foreign_key(Town)]
    #[backref(streets)]
    town_id: i64,
}

const TOWNS: Schema = schema![Town];
const SCHEMA: Schema = schema![Street, Town];

#[tokio::test]
async fn four_tasks_make_the_same_tables_at_once() {
    each_url(async |url| {
        let tasks = (0..4).map(|_| {
            let url = url.to_owned();
            tokio::spawn(async move {
                let db = Db::builder(&url).max_connections(2).connect().await?;
                for _ in 0..3 {
                    db.create_all(&SCHEMA).await?;
                }
                Ok::<_, Error>(db)
            })
        });
        let tasks: Vec<_> = tasks.collect();
        for (at, task) in tasks.into_iter().enumerate() {
            let db = task.await.unwrap().unwrap();
            let town = Town::create().name(format!("town {at}")).insert(&db).await.unwrap();
            Street::create().name("Main").town(&town).insert(&db).await.unwrap();
        }
        let db = Db::connect(url).await.unwrap();
        assert_eq!(Street::query().with(Street::TOWN).all(&db).await.unwrap().len(), 4);
        let error = Street::create().name("x").town_id(99).insert(&db).await.unwrap_err();
        assert!(error.is_foreign_key_violation());
    })
    .await;
}

#[tokio::test]
async fn missing_tables_are_added_to_those_that_are_there() {
    test_support::each(async |database| {
        let db = connect(database).await;
        db.create_all(&TOWNS).await.unwrap();
        let town = Town::create().name("a").insert(&db).await.unwrap();
        let error = Street::query().count(&db).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::SchemaMismatch);
        db.create_all(&SCHEMA).await.unwrap();
        Street::create().name("Main").town(&town).insert(&db).await.unwrap();
        assert_eq!(town.streets().count(&db).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn dropping_some_tables_leaves_the_others() {
    test_support::each(async |database| {
        const STREETS_OF: Schema = schema![Town, Street];
        let db = connect(database).await;
        db.create_all(&STREETS_OF).await.unwrap();
        db.drop_all(&SCHEMA).await.unwrap();
        db.create_all(&TOWNS).await.unwrap();
        db.drop_all(&SCHEMA).await.unwrap();
        let error = Town::query().count(&db).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::SchemaMismatch);
    })
    .await;
}

/// The table stands in the way of its parent; whichever answer, nothing is half done.
#[tokio::test]
async fn dropping_a_parent_alone_keeps_its_children_s_rows() {
    test_support::each(async |database| {
        let db = connect(database).await;
        db.create_all(&SCHEMA).await.unwrap();
        let town = Town::create().name("a").insert(&db).await.unwrap();
        let street = Street::create().name("Main").town(&town).insert(&db).await.unwrap();
        let _ = db.drop_all(&TOWNS).await;
        assert_eq!(Street::query().one(&db).await.unwrap(), street);
    })
    .await;
}

#[tokio::test]
async fn empty_schema_makes_and_drops_nothing() {
    test_support::each(async |database| {
        const NOTHING: Schema = schema![];
        let db = connect(database).await;
        db.create_all(&NOTHING).await.unwrap();
        db.drop_all(&NOTHING).await.unwrap();
        assert_eq!(NOTHING.ddl(db.dialect()).to_string(), "");
    })
    .await;
}
