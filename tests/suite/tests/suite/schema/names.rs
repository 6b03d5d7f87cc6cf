//! Names: long ones are shortened, reserved words are names like others.

use model_runtime::{ErrorKind, Table, prelude::*};

use crate::each::{each, each_with};
use crate::raw;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "a_table_whose_name_has_as_many_bytes_as_a_name_is_allowed_12345")]
struct Long {
    #[primary_key]
    id: i64,
    #[unique]
    #[column(length = 10)]
    a_column_whose_name_has_as_many_bytes_as_a_name_is_allowed_1234: String,
    #[unique]
    #[index]
    another_column_whose_name_is_nearly_as_long_as_the_one_before: Option<i64>,
    #[foreign_key(Long, name = itself)]
    #[backref(others)]
    a_third_column_that_is_long_and_refers_to_the_table_it_is_in_1: Option<i64>,
}

const LONG: Schema = schema![Long];

#[tokio::test]
async fn names_of_constraints_are_shortened_to_what_databases_keep() {
    let names = [Long::UNIQUES[0].name, Long::INDEXES[0].name, Long::FOREIGN_KEYS[0].name];
    for name in names {
        assert_eq!(name.as_str().len(), 63, "{name}");
    }
    each_with(LONG, async |database, db| {
        let long = |text: &str| Long::create().a_column_whose_name_has_as_many_bytes_as_a_name_is_allowed_1234(text);
        let first = long("a").insert(&db).await.unwrap();
        let error = long("a").insert(&db).await.unwrap_err();
        assert!(error.violates(Long::A_COLUMN_WHOSE_NAME_HAS_AS_MANY_BYTES_AS_A_NAME_IS_ALLOWED_1234), "{error:?}");
        assert_eq!(error.constraint(), Some(names[0].as_str()));
        let error = long("b").itself(&Long { id: 99, ..first.clone() }).insert(&db).await.unwrap_err();
        assert!(error.violates(Long::ITSELF), "{error:?}");
        assert_eq!(error.constraint(), Some(names[2].as_str()));
        let child = long("b").itself(&first).insert(&db).await.unwrap();
        assert_eq!(first.others().all(&db).await.unwrap(), [child]);

        if database.is_postgres() {
            let sql = "SELECT conname::text FROM pg_constraint c JOIN pg_namespace n ON n.oid = connamespace \
                       WHERE nspname = current_schema() ORDER BY 1";
            let kept = raw::texts(database, sql).await;
            assert!(kept.contains(&names[0].to_string()) && kept.contains(&names[2].to_string()), "{kept:?}");
        }
        db.create_all(&LONG).await.unwrap();
        db.drop_all(&LONG).await.unwrap();
    })
    .await;
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "select", index(order, desc(group)), check(name = "where", sql = "1 = 1"))]
struct Reserved {
    #[primary_key]
    id: i64,
    order: i32,
    group: Option<i32>,
    from: String,
    user: String,
    r#type: bool,
    key: Option<String>,
    value: i64,
    index: i64,
    #[column(name = "Primary")]
    primary: i64,
    #[foreign_key(Reserved, name = parent)]
    #[backref(children)]
    references: Option<i64>,
}

const RESERVED: Schema = schema![Reserved];

#[tokio::test]
async fn reserved_words_are_names_like_others() {
    each(RESERVED, async |db| {
        let create = || {
            let reserved = Reserved::create().order(1).group(2).from("f").user("u").r#type(true);
            reserved.key("k").value(3).index(4).primary(5)
        };
        let first = create().insert(&db).await.unwrap();
        let rows = [create().parent(&first), create().parent(None)];
        let rows = Reserved::insert_all(&db, rows).await.unwrap();
        assert_eq!(first.children().all(&db).await.unwrap(), rows[..1]);
        let filter = Reserved::ORDER.eq(1) & Reserved::FROM.contains("f") & Reserved::TYPE.eq(true);
        let query = Reserved::filter(filter).order_by((Reserved::GROUP, Reserved::ID.desc()));
        assert_eq!(query.clone().count(&db).await.unwrap(), 3);
        let loaded = query.with(Reserved::PARENT).with(Reserved::CHILDREN).all(&db).await.unwrap();
        assert_eq!(loaded[1].1.as_ref(), Some(&first));
        let update = Reserved::filter(Reserved::KEY.eq("k"))
            .update()
            .set(Reserved::VALUE, Reserved::INDEX + Reserved::PRIMARY);
        assert_eq!(update.run(&db).await.unwrap(), 3);
        assert_eq!(Reserved::find(first.id).one(&db).await.unwrap().value, 9);
        let none = Reserved::CHILDREN.none(Reserved::ORDER.gt(0));
        assert_eq!(Reserved::filter(none).delete(&db).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn text_that_is_a_name_is_still_data() {
    each(RESERVED, async |db| {
        let create = Reserved::create().order(1).from("from").user("`user`").r#type(false);
        let row = create.value(0).index(0).primary(0).insert(&db).await.unwrap();
        assert_eq!(Reserved::filter(Reserved::USER.eq("user")).count(&db).await.unwrap(), 0);
        let error = Reserved::filter(Reserved::USER.eq("user")).one(&db).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
        assert_eq!(Reserved::filter(Reserved::FROM.eq("from")).one(&db).await.unwrap(), row);
    })
    .await;
}
