//! The program that the design begins with, on every database.

#![expect(unreachable_pub, reason = "the models are verbatim")]

use model_runtime::{ErrorKind, prelude::*};

use crate::each::each_url;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "roles")]
pub struct Role {
    #[primary_key]
    pub id: i64,
    #[unique]
    #[column(length = 64)]
    pub name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "users")]
pub struct User {
    #[primary_key]
    pub id: i64,
    #[unique]
    #[index]
    #[column(length = 64)]
    pub username: String,
    #[foreign_key(Role, on_delete = set_null)]
    #[backref(users)]
    pub role_id: Option<i64>,
}

pub const SCHEMA: Schema = schema![Role, User];

/// The program, verbatim but for the URL; what it made is returned.
async fn program(url: &str) -> Result<Made> {
    let db = Db::connect(url).await?;
    db.create_all(&SCHEMA).await?;

    let admin = Role::create().name("Administrator").insert(&db).await?;
    let fred = User::create().username("fred").role(&admin).insert(&db).await?;
    let anon = User::create().username("anon").insert(&db).await?;

    let role: Option<Role> = fred.role().one_or_none(&db).await?;
    let users_of = admin.users().order_by(User::USERNAME.asc()).limit(10).all(&db).await?;

    let roles: Vec<(Role, Vec<User>)> = Role::query().with(Role::USERS).all(&db).await?;
    let users: Vec<(User, Option<Role>)> = User::query().with(User::ROLE).all(&db).await?;

    let admins = User::filter(User::ROLE.has(Role::NAME.eq("Administrator"))).all(&db).await?;

    anon.update().set(User::ROLE, &admin).run(&db).await?;
    let printed = format!("{}", admin.users().to_sql(Dialect::Postgres));
    Ok(Made { db, admin, fred, anon, role, users_of, roles, users, admins, printed })
}

struct Made {
    db: Db,
    admin: Role,
    fred: User,
    anon: User,
    role: Option<Role>,
    users_of: Vec<User>,
    roles: Vec<(Role, Vec<User>)>,
    users: Vec<(User, Option<Role>)>,
    admins: Vec<User>,
    printed: String,
}

#[tokio::test]
async fn program_of_the_design_works_as_written() {
    each_url(async |url| {
        let made = program(url).await.unwrap();
        let Made { db, admin, fred, anon, mut users, .. } = made;

        assert_eq!(admin.name, "Administrator");
        assert_eq!((fred.username.as_str(), fred.role_id), ("fred", Some(admin.id)));
        assert_eq!((anon.username.as_str(), anon.role_id), ("anon", None));
        assert_ne!(fred.id, anon.id);

        assert_eq!(made.role.as_ref(), Some(&admin));
        assert_eq!(made.users_of, std::slice::from_ref(&fred));
        assert_eq!(made.roles, [(admin.clone(), vec![fred.clone()])]);
        assert_eq!(made.admins, std::slice::from_ref(&fred));
        users.sort_by_key(|(user, _)| user.id);
        let expected = [(fred.clone(), Some(admin.clone())), (anon.clone(), None)];
        assert_eq!(users, expected);

        let stored = User::find(anon.id).one(&db).await.unwrap();
        assert_eq!(stored, User { role_id: Some(admin.id), ..anon.clone() });
        assert_eq!(
            made.printed,
            r#"SELECT "id", "username", "role_id" FROM "users" WHERE "role_id" = $1"#
        );
    })
    .await;
}

#[tokio::test]
async fn program_runs_a_second_time_but_for_its_unique_names() {
    each_url(async |url| {
        program(url).await.unwrap();
        let Err(error) = program(url).await else { panic!("a second administrator was stored") };
        assert!(error.is_unique_violation() && error.violates(Role::NAME), "{error:?}");
    })
    .await;
}

#[tokio::test]
async fn creating_twice_keeps_what_is_stored() {
    each_url(async |url| {
        let Made { db, fred, .. } = program(url).await.unwrap();
        db.create_all(&SCHEMA).await.unwrap();
        assert_eq!(User::find_by_username("fred").one(&db).await.unwrap(), fred);
        assert_eq!(User::query().count(&db).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn dropping_removes_the_tables_and_is_no_error_where_nothing_is() {
    each_url(async |url| {
        let Made { db, .. } = program(url).await.unwrap();
        db.drop_all(&SCHEMA).await.unwrap();
        let error = User::query().all(&db).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::SchemaMismatch, "{error:?}");
        db.drop_all(&SCHEMA).await.unwrap();

        db.create_all(&SCHEMA).await.unwrap();
        assert_eq!(User::query().count(&db).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn dropping_in_an_empty_database_is_no_error() {
    each_url(async |url| {
        let db = Db::connect(url).await.unwrap();
        db.drop_all(&SCHEMA).await.unwrap();
    })
    .await;
}
