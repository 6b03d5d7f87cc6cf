//! What deleting a parent, or changing its key, does to its children.

use model_runtime::{ErrorKind, prelude::*};

use crate::each::each;

#[derive(Model, Debug, Clone, PartialEq)]
struct Parent {
    #[primary_key(manual)]
    id: i64,
    #[unique]
    #[column(length = 10)]
    code: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Restricted {
    #[primary_key]
    id: i64,
    #[foreign_key(Parent)]
    #[backref(restricted)]
    parent_id: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Cascading {
    #[primary_key]
    id: i64,
    #[foreign_key(Parent, references = CODE, name = parent, on_delete = cascade, on_update = cascade)]
    #[backref(cascading)]
    parent_code: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Grandchild {
    #[primary_key]
    id: i64,
    #[foreign_key(Cascading, on_delete = cascade)]
    cascading_id: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Orphaned {
    #[primary_key]
    id: i64,
    #[foreign_key(Parent, references = CODE, name = parent, on_delete = set_null, on_update = set_null)]
    #[backref(orphaned)]
    parent_code: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Passive {
    #[primary_key]
    id: i64,
    #[foreign_key(Parent, on_delete = no_action)]
    #[backref(passive)]
    parent_id: Option<i64>,
}

const SCHEMA: Schema = schema![Parent, Restricted, Cascading, Grandchild, Orphaned, Passive];

async fn parents(db: &Db) -> [Parent; 2] {
    let one = Parent::create().id(1).code("one").insert(db).await.unwrap();
    let two = Parent::create().id(2).code("two").insert(db).await.unwrap();
    [one, two]
}

#[tokio::test]
async fn parent_with_children_is_kept_by_default() {
    each(SCHEMA, async |db| {
        let [one, two] = parents(&db).await;
        let child = Restricted::create().parent(&one).insert(&db).await.unwrap();
        let error = one.delete(&db).await.unwrap_err();
        assert!(error.is_foreign_key_violation(), "{error:?}");
        let error = Parent::filter(Parent::ID.le(2)).delete(&db).await.unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::ForeignKey, Some("Parent")));
        assert_eq!(Parent::query().count(&db).await.unwrap(), 2, "all or nothing");
        two.delete(&db).await.unwrap();
        child.delete(&db).await.unwrap();
        one.delete(&db).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn parent_with_children_of_no_action_is_kept_as_well() {
    each(SCHEMA, async |db| {
        let [one, _] = parents(&db).await;
        Passive::create().parent(&one).insert(&db).await.unwrap();
        let error = one.delete(&db).await.unwrap_err();
        assert!(error.is_foreign_key_violation(), "{error:?}");
        assert_eq!(Parent::query().count(&db).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn cascade_deletes_children_and_theirs() {
    each(SCHEMA, async |db| {
        let [one, two] = parents(&db).await;
        let gone = Cascading::create().parent(&one).insert(&db).await.unwrap();
        let kept = Cascading::create().parent(&two).insert(&db).await.unwrap();
        Grandchild::create().cascading(&gone).insert(&db).await.unwrap();
        Grandchild::create().cascading(&kept).insert(&db).await.unwrap();
        one.delete(&db).await.unwrap();
        assert_eq!(Cascading::query().all(&db).await.unwrap(), std::slice::from_ref(&kept));
        let grandchild = Grandchild::query().one(&db).await.unwrap();
        assert_eq!(grandchild.cascading_id, kept.id);
    })
    .await;
}

#[tokio::test]
async fn set_null_keeps_children_without_a_parent() {
    each(SCHEMA, async |db| {
        let [one, two] = parents(&db).await;
        let lost = Orphaned::create().parent(&one).insert(&db).await.unwrap();
        let kept = Orphaned::create().parent(&two).insert(&db).await.unwrap();
        one.delete(&db).await.unwrap();
        let children = Orphaned::query().order_by(Orphaned::ID).all(&db).await.unwrap();
        assert_eq!(children, [Orphaned { parent_code: None, ..lost }, kept]);
        let with =
            Orphaned::query().order_by(Orphaned::ID).with(Orphaned::PARENT).all(&db).await.unwrap();
        assert_eq!(with[0].1, None);
        assert_eq!(with[1].1, Some(two));
    })
    .await;
}

#[tokio::test]
async fn change_of_the_key_follows_or_sets_null_or_is_refused() {
    each(SCHEMA, async |db| {
        let [one, two] = parents(&db).await;
        let follows = Cascading::create().parent(&one).insert(&db).await.unwrap();
        let orphan = Orphaned::create().parent(&one).insert(&db).await.unwrap();
        Restricted::create().parent(&two).insert(&db).await.unwrap();
        one.update().set(Parent::CODE, "new").run(&db).await.unwrap();
        let follows = Cascading::find(follows.id).one(&db).await.unwrap();
        assert_eq!(follows.parent_code, "new");
        let orphan = Orphaned::find(orphan.id).one(&db).await.unwrap();
        assert_eq!(orphan.parent_code, None);
        let error = two.update().set(Parent::ID, 20).run(&db).await.unwrap_err();
        assert!(error.is_foreign_key_violation(), "{error:?}");
        assert!(Parent::find(2).exists(&db).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn child_of_a_missing_parent_is_refused() {
    each(SCHEMA, async |db| {
        let error = Restricted::create().parent_id(9).insert(&db).await.unwrap_err();
        assert!(
            error.is_foreign_key_violation() && error.violates(Restricted::PARENT),
            "{error:?}"
        );
        let error = Cascading::create().parent_code("nine").insert(&db).await.unwrap_err();
        assert!(error.violates(Cascading::PARENT_CODE), "{error:?}");
        assert_eq!(Restricted::query().count(&db).await.unwrap(), 0);
    })
    .await;
}
