//! Relations over keys of other types than numbers, and over the whole primary key.

use model_runtime::prelude::*;
use uuid::Uuid;

use crate::each::each;

#[derive(Model, Debug, Clone, PartialEq)]
struct Account {
    #[primary_key]
    id: Uuid,
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Login {
    #[primary_key]
    id: i64,
    #[foreign_key(Account)]
    #[backref(logins)]
    account_id: Uuid,
    #[foreign_key(Account, name = approver)]
    #[backref(approved)]
    approved_by: Option<Uuid>,
}

/// One row per account: its primary key is the foreign key.
#[derive(Model, Debug, Clone, PartialEq)]
struct Balance {
    #[primary_key(manual)]
    #[foreign_key(Account)]
    #[backref(balance)]
    account_id: Uuid,
    amount: i64,
}

/// Refers to the parent by text in which case and blanks count.
#[derive(Model, Debug, Clone, PartialEq)]
struct Tag {
    #[primary_key]
    #[column(length = 20)]
    name: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Use {
    #[primary_key]
    id: i64,
    #[foreign_key(Tag, name = tag)]
    #[backref(uses, order_by(id))]
    tag_name: String,
}

const SCHEMA: Schema = schema![Account, Login, Balance, Tag, Use];

#[tokio::test]
async fn uuid_keys_are_loaded_both_ways() {
    each(SCHEMA, async |db| {
        let accounts = ["a", "b"].map(|name| Account::create().name(name));
        let accounts = Account::insert_all(&db, accounts).await.unwrap();
        let login =
            Login::create().account(&accounts[0]).approver(&accounts[1]).insert(&db).await.unwrap();
        let other = Login::create().account(&accounts[0]).insert(&db).await.unwrap();
        let logins = Login::query().order_by(Login::ID).with(Login::ACCOUNT).with(Login::APPROVER);
        let expected = [
            (login.clone(), accounts[0].clone(), Some(accounts[1].clone())),
            (other.clone(), accounts[0].clone(), None),
        ];
        assert_eq!(logins.all(&db).await.unwrap(), expected);
        let query = Account::query().order_by(Account::NAME);
        let loaded =
            query.with(Account::LOGINS.order_by(Login::ID)).with(Account::APPROVED).all(&db);
        let loaded = loaded.await.unwrap();
        assert_eq!(loaded[0], (accounts[0].clone(), vec![login.clone(), other], vec![]));
        assert_eq!(loaded[1], (accounts[1].clone(), vec![], vec![login]));
    })
    .await;
}

#[tokio::test]
async fn primary_key_that_is_a_foreign_key_gives_at_most_one() {
    each(SCHEMA, async |db| {
        let accounts = ["a", "b"].map(|name| Account::create().name(name));
        let accounts = Account::insert_all(&db, accounts).await.unwrap();
        let balance = Balance::create().account(&accounts[1]).amount(5).insert(&db).await.unwrap();
        let loaded: Vec<(Account, Option<Balance>)> =
            Account::query().order_by(Account::NAME).with(Account::BALANCE).all(&db).await.unwrap();
        assert_eq!(
            loaded,
            [(accounts[0].clone(), None), (accounts[1].clone(), Some(balance.clone()))]
        );
        assert_eq!(accounts[1].balance().one_or_none(&db).await.unwrap(), Some(balance));
        let again =
            Balance::create().account(&accounts[1]).amount(6).insert(&db).await.unwrap_err();
        assert!(again.is_unique_violation() && again.violates(Balance::ACCOUNT), "{again:?}");
    })
    .await;
}

#[tokio::test]
async fn text_keys_differ_by_case_and_blanks() {
    each(SCHEMA, async |db| {
        for name in ["tag", "Tag", "tag ", "täg"] {
            let tag = Tag::create().name(name).insert(&db).await.unwrap();
            Use::create().tag(&tag).insert(&db).await.unwrap();
        }
        let tags = Tag::query().with(Tag::USES).all(&db).await.unwrap();
        assert_eq!(tags.len(), 4);
        for (tag, uses) in tags {
            assert_eq!(uses.len(), 1, "{tag:?}");
            assert_eq!(uses[0].tag_name, tag.name);
        }
        let error = Use::create().tag_name("TAG").insert(&db).await.unwrap_err();
        assert!(error.violates(Use::TAG), "{error:?}");
    })
    .await;
}
