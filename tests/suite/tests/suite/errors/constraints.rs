//! What constraints refuse: kind, model, fields and name of the constraint.

use model_runtime::{ErrorKind, prelude::*};

use super::{Owner, Pet, SCHEMA, owner};
use crate::each::{each, each_with};

#[tokio::test]
async fn duplicate_is_a_unique_violation_of_its_field() {
    each(SCHEMA, async |db| {
        owner(&db).await;
        let error = Owner::create().email("fred@example.org").insert(&db).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unique);
        assert!(error.is_unique_violation() && !error.is_retryable());
        assert_eq!((error.model(), error.fields()), (Some("Owner"), &["email"][..]), "{error:?}");
        assert_eq!(error.constraint(), Some("uq_owners_e_mail"));
        assert!(error.violates(Owner::EMAIL) && !error.violates(Owner::ID));
        assert!(!error.violates(Pet::OWNER_ID) && !error.violates(Pet::OWNER));
        let said = "value is not unique: `Owner.email` (constraint `uq_owners_e_mail`)";
        assert!(error.to_string().starts_with(said), "{error}");
    })
    .await;
}

#[tokio::test]
async fn duplicate_of_several_columns_names_them_all() {
    each(SCHEMA, async |db| {
        let owner = owner(&db).await;
        let pet = |name: &str| Pet::create().name(name).age(1).owner(&owner);
        let first = pet("rex").chip(1).insert(&db).await.unwrap();
        let error = pet("rex").chip(2).insert(&db).await.unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::Unique, Some("Pet")));
        assert_eq!(error.fields(), ["owner_id", "name"]);
        assert_eq!(error.constraint(), Some("uq_pets_owner_id_name"));
        assert!(error.violates(Pet::NAME) && error.violates(Pet::OWNER_ID), "{error:?}");
        assert!(!error.violates(Pet::CHIP));
        let error = pet("bello").chip(1).insert(&db).await.unwrap_err();
        assert_eq!(error.fields(), ["chip"]);
        assert_eq!(error.constraint(), Some("ix_pets_chip"));
        let error = pet("bello").id(first.id).insert(&db).await.unwrap_err();
        assert!(error.violates(Pet::ID), "{error:?}");
        assert_eq!(error.constraint(), Some("pk_pets"));
        // NULL is equal to nothing.
        pet("a").chip(None).insert(&db).await.unwrap();
        pet("b").chip(None).insert(&db).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn updates_tell_the_same_as_inserts() {
    each(SCHEMA, async |db| {
        let fred = owner(&db).await;
        let mut anna = Owner::create().email("anna@example.org").insert(&db).await.unwrap();
        let update = anna.update().set(Owner::EMAIL, &fred.email).run(&db).await.unwrap_err();
        anna.email = fred.email.clone();
        let save = anna.save(&db).await.unwrap_err();
        let rows = [Owner::create().email("x"), Owner::create().email("fred@example.org")];
        let many = Owner::insert_all(&db, rows).await.unwrap_err();
        let bulk =
            Owner::query().everything().update().set(Owner::EMAIL, "x").run(&db).await.unwrap_err();
        for error in [update, save, many, bulk] {
            assert!(error.violates(Owner::EMAIL), "{error:?}");
            assert_eq!(error.constraint(), Some("uq_owners_e_mail"));
        }
        assert_eq!(Owner::query().count(&db).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn missing_parent_is_a_foreign_key_violation() {
    each_with(SCHEMA, async |database, db| {
        let owner = owner(&db).await;
        let pet = || Pet::create().name("rex").age(1);
        let error = pet().owner_id(owner.id + 1).insert(&db).await.unwrap_err();
        assert!(error.is_foreign_key_violation() && !error.is_unique_violation());
        assert_eq!(
            (error.kind(), error.model()),
            (ErrorKind::ForeignKey, Some("Pet")),
            "{error:?}"
        );
        let sitter = pet().owner(&owner).sitter_id(owner.id + 1).insert(&db).await.unwrap_err();
        assert_eq!((sitter.kind(), sitter.model()), (ErrorKind::ForeignKey, Some("Pet")));
        if database.is_sqlite() {
            // SQLite does not say which foreign key it was, and there are two: nothing is made up.
            assert_eq!((error.fields(), error.constraint()), (&[][..], None));
        } else {
            assert!(error.violates(Pet::OWNER) && error.violates(Pet::OWNER_ID), "{error:?}");
            assert_eq!(error.constraint(), Some("fk_pets_owner_id_owners"));
            assert!(sitter.violates(Pet::SITTER) && !sitter.violates(Pet::OWNER), "{sitter:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn delete_of_a_parent_with_children_is_a_foreign_key_violation() {
    each(SCHEMA, async |db| {
        let owner = owner(&db).await;
        Pet::create().name("rex").age(1).owner(&owner).insert(&db).await.unwrap();
        for error in [
            owner.delete(&db).await.unwrap_err(),
            Owner::filter(Owner::ID.eq(owner.id)).delete(&db).await.unwrap_err(),
        ] {
            assert!(error.is_foreign_key_violation(), "{error:?}");
            assert_eq!(error.model(), Some("Owner"));
            // The key that stands in the way is not one of this model's.
            assert!(error.fields().is_empty(), "{error:?}");
            assert!(!error.violates(Owner::ID) && error.violates(Pet::OWNER));
        }
        assert_eq!(Owner::query().count(&db).await.unwrap(), 1);
    })
    .await;
}

/// Has one foreign key and is referred to by another table: its own key is not to blame for that.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "toys")]
struct Toy {
    #[primary_key]
    id: i64,
    #[foreign_key(Pet, on_update = cascade)]
    pet_id: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "parts")]
struct Part {
    #[primary_key]
    id: i64,
    #[foreign_key(Toy)]
    toy_id: i64,
    #[foreign_key(Toy, on_delete = no_action, on_update = no_action, name = spare)]
    spare_id: Option<i64>,
}

#[tokio::test]
async fn own_key_is_not_to_blame_for_children() {
    const TOYS: Schema = schema![Owner, Pet, Toy, Part];
    each(TOYS, async |db| {
        let owner = owner(&db).await;
        let pet = Pet::create().name("rex").age(1).owner(&owner).insert(&db).await.unwrap();
        let toys = Toy::insert_all(&db, [1, 2].map(|_| Toy::create().pet(&pet))).await.unwrap();
        Part::create().toy(&toys[0]).spare(&toys[1]).insert(&db).await.unwrap();
        for error in [
            toys[0].delete(&db).await.unwrap_err(),
            toys[1].delete(&db).await.unwrap_err(),
            Toy::query().everything().delete(&db).await.unwrap_err(),
            toys[0].update().set(Toy::ID, 70).run(&db).await.unwrap_err(),
        ] {
            assert_eq!((error.kind(), error.model()), (ErrorKind::ForeignKey, Some("Toy")));
            assert!(error.fields().is_empty() && !error.violates(Toy::PET), "{error:?}");
        }
        let error = toys[0].update().set(Toy::PET_ID, 70).run(&db).await.unwrap_err();
        assert!(error.violates(Toy::PET), "{error:?}");
    })
    .await;
}

#[tokio::test]
async fn failed_check_names_its_constraint() {
    each(SCHEMA, async |db| {
        let owner = owner(&db).await;
        let pet = Pet::create().name("rex").age(1).owner(&owner).insert(&db).await.unwrap();
        for error in [
            Pet::create().name("bello").age(-1).owner(&owner).insert(&db).await.unwrap_err(),
            pet.update().set(Pet::AGE, -1).run(&db).await.unwrap_err(),
        ] {
            assert!(error.is_check_violation(), "{error:?}");
            assert_eq!((error.kind(), error.model()), (ErrorKind::Check, Some("Pet")));
            assert_eq!(error.constraint(), Some("ck_pets_age"));
        }
        assert_eq!(Pet::query().one(&db).await.unwrap(), pet);
    })
    .await;
}

/// The same table for a program that has not heard of a required column.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "owners")]
struct Lax {
    #[primary_key]
    id: i64,
    #[column(name = "e_mail")]
    address: Option<String>,
}

#[tokio::test]
async fn null_in_a_required_column_is_a_not_null_violation() {
    each(SCHEMA, async |db| {
        let owner = owner(&db).await;
        let lax = Lax::find(owner.id).one(&db).await.unwrap();
        for error in [
            Lax::create().address(None).insert(&db).await.unwrap_err(),
            Lax::create().insert(&db).await.unwrap_err(),
            lax.update().set(Lax::ADDRESS, None).run(&db).await.unwrap_err(),
            Lax { address: None, ..lax.clone() }.save(&db).await.unwrap_err(),
        ] {
            assert!(error.is_not_null_violation(), "{error:?}");
            assert_eq!((error.kind(), error.model()), (ErrorKind::NotNull, Some("Lax")));
            assert_eq!(error.fields(), ["address"]);
            assert!(error.violates(Lax::ADDRESS) && !error.violates(Lax::ID));
        }
        assert_eq!(Owner::query().all(&db).await.unwrap(), [owner]);
    })
    .await;
}

#[tokio::test]
async fn not_found_and_too_many_are_told_apart() {
    each(SCHEMA, async |db| {
        owner(&db).await;
        Owner::create().email("anna@example.org").insert(&db).await.unwrap();
        let none = Owner::find_by_email("nobody").one(&db).await.unwrap_err();
        assert!(none.is_not_found() && none.kind() == ErrorKind::NotFound);
        assert_eq!((none.model(), none.fields().len()), (Some("Owner"), 0));
        let many = Owner::query().one(&db).await.unwrap_err();
        assert!(many.is_too_many_rows() && many.kind() == ErrorKind::TooManyRows);
        assert_eq!(many.model(), Some("Owner"));
        for error in [none, many] {
            assert!(!error.is_retryable() && !error.is_timeout() && !error.is_connection_lost());
            assert_eq!(error.server_detail(), None);
        }
    })
    .await;
}
