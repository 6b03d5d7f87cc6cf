//! A parent that children refer to: the refused delete tells which foreign key it was.

use model_runtime::{Error, ErrorKind, prelude::*};

use super::{Owner, Pet, SCHEMA, owner};
use crate::each::{each, each_with};
use crate::raw::execute;
use crate::sent::logged;

/// An owner of one pet and the sitter of it.
async fn owner_and_sitter(db: &Db) -> (Owner, Owner) {
    let fred = owner(db).await;
    let anna = Owner::create().email("anna@example.org").insert(db).await.unwrap();
    let pet = Pet::create().name("rex").age(1).owner(&fred).sitter(&anna);
    pet.insert(db).await.unwrap();
    (fred, anna)
}

fn is_the_owners(error: &Error) {
    assert_eq!((error.kind(), error.model()), (ErrorKind::ForeignKey, Some("Owner")), "{error:?}");
    assert_eq!(error.constraint(), Some("fk_pets_owner_id_owners"), "{error:?}");
    assert!(error.violates(Pet::OWNER_ID) && error.violates(Pet::OWNER), "{error:?}");
    assert!(error.violates(Owner::PETS));
    assert!(!error.violates(Pet::SITTER) && !error.violates(Pet::SITTER_ID));
    assert!(!error.violates(Pet::ID) && !error.violates(Owner::ID));
    assert!(error.fields().is_empty());
    let said = "foreign key violation: `Owner` (constraint `fk_pets_owner_id_owners`)";
    assert_eq!(error.to_string(), said);
}

#[tokio::test]
async fn refused_delete_names_the_childs_key() {
    each(SCHEMA, async |db| {
        let (fred, anna) = owner_and_sitter(&db).await;
        is_the_owners(&fred.delete(&db).await.unwrap_err());
        let freds = || Owner::find_by_email("fred@example.org");
        is_the_owners(&freds().delete(&db).await.unwrap_err());
        let with_pets = Owner::filter(Owner::PETS.any(Pet::AGE.lt(9)));
        is_the_owners(&with_pets.delete(&db).await.unwrap_err());
        for error in [
            anna.delete(&db).await.unwrap_err(),
            Owner::filter(Owner::ID.in_list([anna.id, 999])).delete(&db).await.unwrap_err(),
        ] {
            assert!(error.violates(Pet::SITTER) && error.violates(Pet::SITTER_ID), "{error:?}");
            assert_eq!(error.constraint(), Some("fk_pets_sitter_id_owners"));
            assert!(!error.violates(Pet::OWNER) && !error.violates(Owner::PETS));
        }
        assert_eq!(Owner::query().count(&db).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn key_is_named_within_a_transaction_which_stays_ended() {
    each(SCHEMA, async |db| {
        let (fred, anna) = owner_and_sitter(&db).await;
        let mut tx = db.begin().await.unwrap();
        anna.update().set(Owner::EMAIL, "x").run(&mut tx).await.unwrap();
        is_the_owners(&fred.delete(&mut tx).await.unwrap_err());
        let ended = Owner::query().count(&mut tx).await.unwrap_err();
        assert_eq!(ended.kind(), ErrorKind::TxAborted, "{ended:?}");
        let cause = std::error::Error::source(&ended).unwrap().to_string();
        assert!(cause.starts_with("foreign key violation"), "{cause}");
        assert_eq!(tx.commit().await.unwrap_err().kind(), ErrorKind::TxAborted);
        let owners = Owner::query().order_by(Owner::ID).all(&db).await.unwrap();
        assert_eq!(owners, [fred, anna]);
    })
    .await;
}

#[tokio::test]
async fn savepoint_of_a_refused_delete_spares_the_transaction() {
    each(SCHEMA, async |db| {
        let (fred, anna) = owner_and_sitter(&db).await;
        let mut tx = db.begin().await.unwrap();
        anna.update().set(Owner::EMAIL, "x").run(&mut tx).await.unwrap();
        let mut savepoint = tx.begin().await.unwrap();
        // The pet is seen as the transaction sees it.
        let late = Owner::create().email("late").insert(&mut savepoint).await.unwrap();
        let cat = Pet::create().name("cat").age(1).owner(&late).insert(&mut savepoint).await;
        cat.unwrap();
        is_the_owners(&late.delete(&mut savepoint).await.unwrap_err());
        savepoint.rollback().await.unwrap();
        tx.commit().await.unwrap();
        let emails: Vec<_> = Owner::query().order_by(Owner::ID).all(&db).await.unwrap();
        let emails: Vec<_> = emails.iter().map(|owner| owner.email.as_str()).collect();
        assert_eq!(emails, [fred.email.as_str(), "x"]);
    })
    .await;
}

#[tokio::test]
async fn only_a_refused_delete_is_looked_into() {
    each_with(SCHEMA, async |database, db| {
        let (fred, _) = owner_and_sitter(&db).await;
        let (done, log) = logged(fred.delete(&db)).await;
        done.unwrap_err();
        // The keys of the database, and for each of two whether it has rows, until one has.
        assert_eq!(log.len(), if database.is_sqlite() { 3 } else { 1 }, "{log:#?}");
        let other = Owner::create().email("other").insert(&db).await.unwrap();
        let (done, log) = logged(other.delete(&db)).await;
        done.unwrap();
        assert_eq!(log.len(), 1, "{log:#?}");
    })
    .await;
}

/// A tree whose branches go with their tree, unless a fruit hangs on one.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "trees")]
struct Tree {
    #[primary_key]
    id: i64,
    #[foreign_key(Tree, on_delete = no_action, name = seedling_of)]
    seed: Option<i64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "branches")]
struct Branch {
    #[primary_key]
    id: i64,
    #[foreign_key(Tree, on_delete = cascade)]
    #[backref(branches)]
    tree_id: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "fruits")]
struct Fruit {
    #[primary_key]
    id: i64,
    #[foreign_key(Branch)]
    #[backref(fruits)]
    branch_id: i64,
}

/// At most one on a tree.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "nests")]
struct Nest {
    #[primary_key]
    id: i64,
    #[unique]
    #[foreign_key(Tree, on_delete = no_action)]
    #[backref(nest)]
    tree_id: Option<i64>,
}

const TREES: Schema = schema![Tree, Branch, Fruit, Nest];

#[tokio::test]
async fn key_of_what_would_be_deleted_along_is_named() {
    each(TREES, async |db| {
        let tree = async || Tree::create().insert(&db).await.unwrap();
        let (fruitful, nested, parent) = (tree().await, tree().await, tree().await);
        let branch = Branch::create().tree(&fruitful).insert(&db).await.unwrap();
        Fruit::create().branch(&branch).insert(&db).await.unwrap();
        Nest::create().tree(&nested).insert(&db).await.unwrap();
        Tree::create().seedling_of(&parent).insert(&db).await.unwrap();

        let error = fruitful.delete(&db).await.unwrap_err();
        assert!(error.violates(Fruit::BRANCH) && error.violates(Branch::FRUITS), "{error:?}");
        assert!(!error.violates(Branch::TREE) && !error.violates(Tree::NEST));
        assert_eq!(error.constraint(), Some("fk_fruits_branch_id_branches"));
        let error = nested.delete(&db).await.unwrap_err();
        assert!(error.violates(Nest::TREE) && error.violates(Tree::NEST), "{error:?}");
        assert!(!error.violates(Fruit::BRANCH) && !error.violates(Tree::SEEDLING_OF));
        let error = parent.delete(&db).await.unwrap_err();
        assert!(error.violates(Tree::SEED) && error.violates(Tree::SEEDLING_OF), "{error:?}");
        assert_eq!((error.model(), error.fields()), (Some("Tree"), &[][..]));
        assert_eq!(error.constraint(), Some("fk_trees_seed_trees"));
        assert_eq!(Tree::query().count(&db).await.unwrap(), 4);
    })
    .await;
}

#[tokio::test]
async fn rows_that_go_together_are_not_what_restricts() {
    each(TREES, async |db| {
        let parent = Tree::create().insert(&db).await.unwrap();
        let child = Tree::create().seedling_of(&parent).insert(&db).await.unwrap();
        Nest::create().tree(&child).insert(&db).await.unwrap();
        let error = Tree::query().everything().delete(&db).await.unwrap_err();
        // MySQL looks at each row by itself, and so may meet the other key before.
        let by_row = db.dialect() == Dialect::MySql;
        let other = by_row && error.violates(Tree::SEEDLING_OF);
        assert!(error.violates(Nest::TREE) || other, "{error:?}");
        Nest::query().everything().delete(&db).await.unwrap();
        match Tree::query().everything().delete(&db).await {
            Ok(deleted) => assert_eq!(deleted, 2),
            Err(error) => assert!(by_row && error.violates(Tree::SEEDLING_OF), "{error:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn key_of_a_table_made_by_hand_is_told_as_far_as_it_is_known() {
    /// The same columns as [`Nest`], whose foreign key has another name or none.
    const BY_HAND: &str = "CREATE TABLE nests (id BIGINT PRIMARY KEY, tree_id BIGINT, \
                           FOREIGN KEY (tree_id) REFERENCES trees (id))";
    each_with(schema![Tree], async |database, db| {
        let made = if database.is_sqlite() {
            // The referenced column may be left out as well.
            BY_HAND.replace(" (id))", ")")
        } else {
            BY_HAND.to_owned()
        };
        execute(database, &made).await.unwrap();
        let tree = Tree::create().insert(&db).await.unwrap();
        execute(database, &format!("INSERT INTO nests VALUES (1, {})", tree.id)).await.unwrap();
        let error = tree.delete(&db).await.unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::ForeignKey, Some("Tree")));
        assert!(!error.violates(Tree::SEEDLING_OF), "{error:?}");
        // PostgreSQL tells a name of its own and no columns; the others tell the columns.
        assert_eq!(error.violates(Nest::TREE), !database.is_postgres(), "{error:?}");
        assert_eq!(error.constraint().is_none(), database.is_sqlite(), "{error:?}");
    })
    .await;
}
