//! How many statements a load takes: one per level, and lazily one per record.

use model_runtime::prelude::*;

use crate::each::each;
use crate::sent::logged;

#[derive(Model, Debug, Clone, PartialEq)]
struct Role {
    #[primary_key]
    id: i64,
    #[unique]
    #[column(length = 40)]
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct User {
    #[primary_key]
    id: i64,
    name: String,
    #[foreign_key(Role)]
    #[backref(users, order_by(id))]
    role_id: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Tag {
    #[primary_key]
    id: i64,
    word: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(link(tags, users))]
struct UserTag {
    #[primary_key]
    #[foreign_key(User)]
    user_id: i64,
    #[primary_key]
    #[foreign_key(Tag)]
    tag_id: i64,
}

const SCHEMA: Schema = schema![Role, User, Tag, UserTag];

/// Five roles with three users each, who have two tags each.
async fn fill(db: &Db) {
    let roles = (0..5).map(|role| {
        let users = (0..3).map(move |user| {
            let tags = (0..2).map(move |tag| Tag::create().word(format!("{role} {user} {tag}")));
            User::create().name(format!("{role} {user}")).with(User::TAGS, tags)
        });
        Role::create().name(role.to_string()).with(Role::USERS, users)
    });
    Role::insert_all(db, roles).await.unwrap();
}

#[tokio::test]
async fn users_of_five_roles_take_six_statements_lazily() {
    each(SCHEMA, async |db| {
        fill(&db).await;
        let (users, log) = logged(async {
            let mut users = 0;
            for role in Role::query().all(&db).await.unwrap() {
                users += role.users().all(&db).await.unwrap().len();
            }
            users
        })
        .await;
        assert_eq!((users, log.len()), (15, 6), "{log:#?}");
    })
    .await;
}

#[tokio::test]
async fn users_of_five_roles_take_two_statements_eagerly() {
    each(SCHEMA, async |db| {
        fill(&db).await;
        let query = Role::query().order_by(Role::ID).with(Role::USERS);
        assert_eq!(query.statements(db.dialect()).len(), 2);
        let (roles, log) = logged(query.all(&db)).await;
        let roles = roles.unwrap();
        assert_eq!(log.len(), 2, "{log:#?}");
        assert_eq!(roles.len(), 5);
        for (role, users) in roles {
            let names = (0..3).map(|user| format!("{} {user}", role.name));
            assert!(
                users.iter().map(|user| &user.name).eq(&names.collect::<Vec<_>>()),
                "{users:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn users_with_their_role_take_two_statements() {
    each(SCHEMA, async |db| {
        fill(&db).await;
        let query = User::query().with(User::ROLE);
        assert_eq!(query.statements(db.dialect()).len(), 2);
        let (users, log) = logged(query.all(&db)).await;
        let users = users.unwrap();
        assert_eq!((users.len(), log.len()), (15, 2), "{log:#?}");
        assert!(users.iter().all(|(user, role)| user.name.starts_with(&role.name)), "{users:?}");
    })
    .await;
}

#[tokio::test]
async fn tags_of_the_users_of_roles_take_three_statements() {
    each(SCHEMA, async |db| {
        fill(&db).await;
        let query = Role::query().with(Role::USERS.with(User::TAGS));
        assert_eq!(query.statements(db.dialect()).len(), 3);
        let (roles, log) = logged(query.all(&db)).await;
        assert_eq!(log.len(), 3, "{log:#?}");
        let mut tags = 0;
        for (user, of_user) in roles.unwrap().into_iter().flat_map(|(_, users)| users) {
            assert!(of_user.iter().all(|tag| tag.word.starts_with(&user.name)), "{of_user:?}");
            tags += of_user.len();
        }
        assert_eq!(tags, 30);
    })
    .await;
}
