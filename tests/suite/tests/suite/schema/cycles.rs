//! Tables that refer to each other, and to themselves.

use model_runtime::{ErrorKind, prelude::*};

use crate::each::{connect, each};

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "departments")]
struct Department {
    #[primary_key]
    id: i64,
    name: String,
    #[foreign_key(Employee, on_delete = set_null)]
    #[backref(heads)]
    head_id: Option<i64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "employees")]
struct Employee {
    #[primary_key]
    id: i64,
    name: String,
    #[foreign_key(Department)]
    #[backref(employees)]
    department_id: i64,
    #[foreign_key(Employee)]
    #[backref(team)]
    boss_id: Option<i64>,
    #[foreign_key(Desk, on_delete = set_null)]
    desk_id: Option<i64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "desks")]
struct Desk {
    #[primary_key]
    id: i64,
    #[foreign_key(Department, on_delete = cascade)]
    department_id: i64,
}

/// In an order in which no table has its parents before it.
const SCHEMA: Schema = schema![Employee, Desk, Department];

#[tokio::test]
async fn cycle_of_tables_is_made_used_and_dropped() {
    each(SCHEMA, async |db| {
        let sales = Department::create().name("sales").insert(&db).await.unwrap();
        let desk = Desk::create().department(&sales).insert(&db).await.unwrap();
        let employee = |name: &str| Employee::create().name(name).department(&sales);
        let ann = employee("Ann").desk_id(desk.id).insert(&db).await.unwrap();
        let ben = employee("Ben").boss(&ann).insert(&db).await.unwrap();
        sales.update().set(Department::HEAD, &ann).run(&db).await.unwrap();

        let loaded = Department::query()
            .with(Department::HEAD)
            .with(Department::EMPLOYEES.order_by(Employee::ID));
        let (department, head, employees) = loaded.one(&db).await.unwrap();
        assert_eq!((department.head_id, head), (Some(ann.id), Some(ann.clone())));
        assert_eq!(employees, [ann.clone(), ben.clone()]);

        for error in [
            employee("x").department_id(sales.id + 1_000).insert(&db).await.unwrap_err(),
            sales.update().set(Department::HEAD_ID, ben.id + 1_000).run(&db).await.unwrap_err(),
            employee("x").boss_id(ben.id + 1_000).insert(&db).await.unwrap_err(),
            ann.delete(&db).await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::ForeignKey, "{error:?}");
        }
        ben.delete(&db).await.unwrap();
        ann.delete(&db).await.unwrap();
        assert_eq!(Department::query().one(&db).await.unwrap().head_id, None);

        db.drop_all(&SCHEMA).await.unwrap();
        for table in ["departments", "employees", "desks"] {
            let exists = match table {
                "departments" => Department::query().count(&db).await,
                "employees" => Employee::query().count(&db).await,
                _ => Desk::query().count(&db).await,
            };
            assert_eq!(exists.unwrap_err().kind(), ErrorKind::SchemaMismatch, "{table}");
        }
        db.drop_all(&SCHEMA).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn cycle_is_made_again_over_what_is_there() {
    each(SCHEMA, async |db| {
        let sales = Department::create().name("sales").insert(&db).await.unwrap();
        db.create_all(&SCHEMA).await.unwrap();
        db.create_all(&SCHEMA).await.unwrap();
        assert_eq!(Department::query().one(&db).await.unwrap(), sales);
        let error = sales.update().set(Department::HEAD_ID, 77).run(&db).await.unwrap_err();
        assert!(error.is_foreign_key_violation(), "{error:?}");
    })
    .await;
}

#[tokio::test]
async fn cycle_with_rows_is_dropped() {
    test_support::each(async |database| {
        let db = connect(database).await;
        db.create_all(&SCHEMA).await.unwrap();
        let sales = Department::create().name("sales").insert(&db).await.unwrap();
        let ann = Employee::create().name("Ann").department(&sales).insert(&db).await.unwrap();
        ann.update().set(Employee::BOSS, &ann).run(&db).await.unwrap();
        sales.update().set(Department::HEAD, &ann).run(&db).await.unwrap();
        db.drop_all(&SCHEMA).await.unwrap();
        db.create_all(&SCHEMA).await.unwrap();
        assert_eq!(Employee::query().count(&db).await.unwrap(), 0);
        // Foreign keys are watched as before.
        let error = Desk::create().department_id(1).insert(&db).await.unwrap_err();
        assert!(error.is_foreign_key_violation(), "{error:?}");
    })
    .await;
}
