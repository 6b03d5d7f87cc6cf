//! The DDL that is printed is the DDL that is run.

use chrono::{DateTime, Utc};
use model_runtime::prelude::*;
use serde_json::Value as Json;
use test_support::{Kind, TestDb};
use uuid::Uuid;

use crate::each::connect;
use crate::raw;

#[derive(Model, Debug)]
#[model(
    table = "areas",
    unique(name, level),
    index(level, desc(name)),
    check(name = "level", sql = "level > 0")
)]
struct Area {
    #[primary_key]
    id: i64,
    #[column(length = 30)]
    name: String,
    #[default(1)]
    level: i16,
    #[foreign_key(Area, on_delete = cascade)]
    area_id: Option<i64>,
    #[foreign_key(Sensor, on_delete = set_null)]
    best_id: Option<Uuid>,
}

#[derive(Model, Debug)]
#[model(table = "sensors")]
struct Sensor {
    #[primary_key]
    id: Uuid,
    #[foreign_key(Area)]
    #[unique]
    area_id: i64,
    ratio: f32,
    #[default(now)]
    since: DateTime<Utc>,
    #[default("{}")]
    settings: Option<Json>,
    #[default(true)]
    on: bool,
}

const SCHEMA: Schema = schema![Sensor, Area];

/// What the database says of its tables, as lines.
async fn inspected(database: &TestDb) -> Vec<String> {
    let queries: &[&str] = match database.kind() {
        Kind::Sqlite => &[
            "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY 1",
        ],
        Kind::Postgres => &[
            "SELECT concat_ws(' ', table_name, ordinal_position, column_name, data_type, \
             character_maximum_length, collation_name, is_nullable, column_default, is_identity)::text \
             FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY 1",
            "SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(c.oid))::text \
             FROM pg_constraint c JOIN pg_namespace n ON n.oid = connamespace \
             WHERE nspname = current_schema() ORDER BY 1",
            "SELECT replace(indexdef, schemaname || '.', '')::text FROM pg_indexes \
             WHERE schemaname = current_schema() ORDER BY 1",
        ],
        Kind::MySql => &[
            "SELECT CAST(concat_ws(' ', table_name, ordinal_position, column_name, column_type, \
             collation_name, is_nullable, column_default, extra) AS CHAR) \
             FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY 1",
            "SELECT CAST(concat_ws(' ', table_name, index_name, seq_in_index, column_name, non_unique) AS CHAR) \
             FROM information_schema.statistics WHERE table_schema = DATABASE() ORDER BY 1",
            "SELECT CAST(concat_ws(' ', table_name, constraint_name, referenced_table_name, \
             delete_rule, update_rule) AS CHAR) FROM information_schema.referential_constraints \
             WHERE constraint_schema = DATABASE() ORDER BY 1",
            "SELECT CAST(concat_ws(' ', table_name, constraint_name, check_clause) AS CHAR) \
             FROM information_schema.check_constraints WHERE constraint_schema = DATABASE() ORDER BY 1",
        ],
    };
    let mut lines = Vec::new();
    for query in queries {
        lines.extend(raw::texts(database, query).await);
    }
    lines
}

#[tokio::test]
async fn printed_ddl_makes_what_create_all_makes() {
    test_support::each(async |database| {
        let db = connect(database).await;
        db.create_all(&SCHEMA).await.unwrap();
        let made = inspected(database).await;
        assert!(made.len() > 5, "{made:#?}");

        let other = TestDb::new(database.kind()).await.expect("it was there before");
        if other.is_sqlite() {
            // The library makes the file; the driver by itself does not.
            connect(&other).await;
        }
        let ddl = SCHEMA.ddl(db.dialect());
        for statement in ddl.iter() {
            raw::execute(&other, statement)
                .await
                .unwrap_or_else(|error| panic!("{statement}: {error}"));
        }
        assert_eq!(inspected(&other).await, made);
        if other.is_sqlite() {
            for statement in ddl.statements() {
                let statement = statement.replacen("IF NOT EXISTS ", "", 1);
                let kept = made.iter().any(|line| line.ends_with(&statement));
                assert!(kept, "{statement} is not in {made:#?}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn constraints_have_the_names_that_the_design_gives() {
    test_support::each(async |database| {
        connect(database).await.create_all(&SCHEMA).await.unwrap();
        let made = inspected(database).await.join("\n");
        for name in [
            "uq_areas_name_level",
            "ix_areas_level_name",
            "ck_areas_level",
            "fk_areas_area_id_areas",
            "fk_areas_best_id_sensors",
            "uq_sensors_area_id",
            "fk_sensors_area_id_areas",
        ] {
            assert!(made.contains(name), "{name} is not in {made}");
        }
        if database.is_postgres() {
            assert!(made.contains("pk_areas") && made.contains("pk_sensors"), "{made}");
        }
    })
    .await;
}
