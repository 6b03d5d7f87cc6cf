//! Links are added, removed and set: only those that differ, whoever else does so at the same time.

use model_runtime::{Isolation, LinkChanges, TransactionOptions, prelude::*};
use uuid::Uuid;

use super::links::{Article, ArticleLabel, Follow, Label, Person, SCHEMA, World, world};
use crate::each::{each, each_with, skip};
use crate::sent::logged;

async fn labels_of(db: &Db, article: &Article) -> Vec<String> {
    let labels = article.labels().order_by(Label::NAME).all(db).await.unwrap();
    labels.into_iter().map(|label| label.name).collect()
}

#[tokio::test]
async fn link_is_added_once_and_removed_once() {
    each(SCHEMA, async |db| {
        let World { articles: [_, two, _], labels: [a, _, c], .. } = world(&db).await;
        let (added, log) = logged(two.labels().add(&db, &a)).await;
        assert!(added.unwrap() && log.len() == 2 && log[1].contains("INSERT"), "{log:#?}");
        let (added, log) = logged(two.labels().add(&db, &a)).await;
        assert!(!added.unwrap() && log.len() == 1 && log[0].contains("SELECT"), "{log:#?}");
        assert_eq!(labels_of(&db, &two).await, ["a", "b"]);
        let link = ArticleLabel::find((two.id, "a")).one(&db).await.unwrap();
        assert_eq!(link.weight, 0, "the default of the other column");
        let (removed, log) = logged(two.labels().remove(&db, &a)).await;
        assert!(removed.unwrap() && log.len() == 1 && log[0].contains("DELETE"), "{log:#?}");
        assert!(!two.labels().remove(&db, &a).await.unwrap());
        assert!(!two.labels().remove(&db, &c).await.unwrap());
        assert_eq!(labels_of(&db, &two).await, ["b"]);
        assert!(c.articles().add(&db, &two).await.unwrap(), "from the other side");
        assert_eq!(labels_of(&db, &two).await, ["b", "c"]);
        assert_eq!(Label::query().count(&db).await.unwrap(), 3, "what was linked stays");
    })
    .await;
}

#[tokio::test]
async fn several_links_are_added_by_one_statement() {
    each(SCHEMA, async |db| {
        let World { articles: [one, _, three], labels: [a, b, c], .. } = world(&db).await;
        let (added, log) = logged(three.labels().add_all(&db, [&c, &a, &c, &b])).await;
        assert!(added.unwrap() == 3 && log.len() == 2, "{log:#?}");
        assert_eq!(labels_of(&db, &three).await, ["a", "b", "c"]);
        assert_eq!(one.labels().add_all(&db, [&a, &b, &c]).await.unwrap(), 1);
        let (added, log) = logged(one.labels().add_all(&db, [&a, &b, &c])).await;
        assert!(added.unwrap() == 0 && log.len() == 1, "{log:#?}");
        let (added, log) = logged(one.labels().add_all(&db, [])).await;
        assert_eq!((added.unwrap(), log), (0, vec![]));
    })
    .await;
}

#[tokio::test]
async fn set_touches_only_what_differs() {
    each(SCHEMA, async |db| {
        let World { articles: [one, two, _], labels: [a, b, c], .. } = world(&db).await;
        let kept = ArticleLabel::find((one.id, "b")).one(&db).await.unwrap();
        let (changes, log) = logged(one.labels().set(&db, [&b, &c])).await;
        assert_eq!(changes.unwrap(), LinkChanges { added: 1, removed: 1 });
        assert!(
            log.len() == 3 && log[1].contains("DELETE") && log[2].contains("INSERT"),
            "{log:#?}"
        );
        assert_eq!(labels_of(&db, &one).await, ["b", "c"]);
        let found = ArticleLabel::find((one.id, "b")).one(&db).await.unwrap();
        assert_eq!((found.weight, found), (2, kept), "the link that stays keeps its columns");
        let (changes, log) = logged(one.labels().set(&db, [&c, &b])).await;
        assert_eq!((changes.unwrap(), log.len()), (LinkChanges::default(), 1), "{log:#?}");
        let (changes, log) = logged(one.labels().set(&db, [&a, &b, &c])).await;
        assert_eq!(changes.unwrap(), LinkChanges { added: 1, removed: 0 });
        assert_eq!(log.len(), 2, "{log:#?}");
        let (changes, log) = logged(one.labels().set(&db, [])).await;
        assert_eq!(changes.unwrap(), LinkChanges { added: 0, removed: 3 });
        assert_eq!(log.len(), 2, "{log:#?}");
        assert_eq!(labels_of(&db, &two).await, ["b"], "other records keep theirs");
    })
    .await;
}

#[tokio::test]
async fn clear_removes_all_links_of_one_record() {
    each(SCHEMA, async |db| {
        let World { articles: [one, two, three], .. } = world(&db).await;
        let (cleared, log) = logged(one.labels().clear(&db)).await;
        assert_eq!((cleared.unwrap(), log.len()), (2, 1), "{log:#?}");
        assert_eq!(three.labels().clear(&db).await.unwrap(), 0);
        assert_eq!(labels_of(&db, &one).await, [""; 0]);
        assert_eq!(labels_of(&db, &two).await, ["b"]);
    })
    .await;
}

#[tokio::test]
async fn key_of_the_link_is_made_and_each_direction_is_its_own() {
    each(SCHEMA, async |db| {
        let World { people: [ann, ben, cy], .. } = world(&db).await;
        assert_eq!(cy.following().add_all(&db, [&ann, &ben]).await.unwrap(), 2);
        assert!(!cy.following().add(&db, &ann).await.unwrap());
        assert!(!ann.followers().add(&db, &cy).await.unwrap(), "the same link");
        assert!(cy.following().add(&db, &cy).await.unwrap(), "oneself");
        let changes = ann.followers().set(&db, [&cy]).await.unwrap();
        assert_eq!(changes, LinkChanges { added: 0, removed: 1 });
        assert!(!ben.following().exists(&db).await.unwrap());
        let ids: Vec<Uuid> =
            Follow::query().all(&db).await.unwrap().into_iter().map(|link| link.id).collect();
        assert!(ids.iter().all(|id| !id.is_nil()), "{ids:?}");
    })
    .await;
}

/// Any number of links between the same two, each with a number of its own.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "visits", link(visited, visitors))]
struct Visit {
    #[primary_key]
    id: i64,
    #[foreign_key(Person)]
    visitor_id: Option<i64>,
    #[foreign_key(Person)]
    visited_id: i64,
    #[unique]
    ticket: Option<i32>,
    #[default(1)]
    #[unique]
    seat: i32,
}

const VISITS: Schema = schema![Person, Visit];

#[tokio::test]
async fn pair_that_is_not_unique_is_linked_once_and_removed_as_a_whole() {
    each(VISITS, async |db| {
        let people = ["a", "b"].map(|name| Person::create().name(name));
        let people = Person::insert_all(&db, people).await.unwrap();
        let [a, b] = &people[..] else { panic!("two") };
        let visit = |seat: i32| Visit::create().visitor(a).visited(b).seat(seat);
        Visit::insert_all(&db, [visit(2), visit(3)]).await.unwrap();
        assert!(!a.visited().add(&db, b).await.unwrap());
        assert_eq!(a.visited().all(&db).await.unwrap(), std::slice::from_ref(b), "once");
        let changes = a.visited().set(&db, [b, a]).await.unwrap();
        assert_eq!(changes, LinkChanges { added: 1, removed: 0 });
        assert!(a.visited().remove(&db, b).await.unwrap());
        assert_eq!(Visit::query().count(&db).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn other_errors_are_told_and_nothing_is_stored() {
    each(VISITS, async |db| {
        let people = ["a", "b", "c"].map(|name| Person::create().name(name));
        let people = Person::insert_all(&db, people).await.unwrap();
        let [a, b, c] = &people[..] else { panic!("three") };
        Visit::create().visitor(a).visited(a).insert(&db).await.unwrap();
        // The default of `seat` is taken: not the pair is there already, but another unique value.
        let error = a.visited().add(&db, b).await.unwrap_err();
        assert!(error.violates(Visit::SEAT), "{error:?}");
        let error = a.visited().set(&db, [b, c]).await.unwrap_err();
        assert!(error.violates(Visit::SEAT), "{error:?}");
        assert_eq!(a.visited().all(&db).await.unwrap(), std::slice::from_ref(a), "as it was");
        let stranger = Person { id: 99, name: String::new() };
        a.visited().clear(&db).await.unwrap();
        let error = a.visited().add_all(&db, [b, &stranger]).await.unwrap_err();
        assert!(error.is_unique_violation() || error.is_foreign_key_violation(), "{error:?}");
        let error = a.visited().add(&db, &stranger).await.unwrap_err();
        assert!(error.is_foreign_key_violation(), "{error:?}");
        assert_eq!(Visit::query().count(&db).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn transaction_goes_on_after_a_link_that_was_there() {
    each(SCHEMA, async |db| {
        let World { articles: [one, two, _], labels: [a, b, c], .. } = world(&db).await;
        let mut tx = db.begin().await.unwrap();
        assert!(!one.labels().add(&mut tx, &a).await.unwrap());
        assert!(one.labels().add(&mut tx, &c).await.unwrap());
        assert!(two.labels().remove(&mut tx, &b).await.unwrap());
        let changes = two.labels().set(&mut tx, [&a, &c]).await.unwrap();
        assert_eq!(changes, LinkChanges { added: 2, removed: 0 });
        tx.commit().await.unwrap();
        assert_eq!(labels_of(&db, &one).await, ["a", "b", "c"]);
        assert_eq!(labels_of(&db, &two).await, ["a", "c"]);
    })
    .await;
}

/// The transaction does not see the link that another has stored since; the unique key does.
#[tokio::test]
async fn link_that_a_transaction_can_not_see_is_no_error() {
    each_with(SCHEMA, async |database, db| {
        if db.dialect() == Dialect::Sqlite {
            return skip(database, "a transaction keeps others from writing");
        }
        let World { articles: [_, two, three], labels: [a, b, c], .. } = world(&db).await;
        let options = TransactionOptions::new().isolation(Isolation::RepeatableRead);
        let mut tx = db.begin_with(options).await.unwrap();
        assert_eq!(three.labels().count(&mut tx).await.unwrap(), 0);
        assert!(two.labels().add(&db, &a).await.unwrap());
        assert_eq!(three.labels().add_all(&db, [&a, &b]).await.unwrap(), 2);
        assert!(!two.labels().add(&mut tx, &a).await.unwrap());
        let changes = three.labels().set(&mut tx, [&a, &b, &c]).await.unwrap();
        assert_eq!(changes, LinkChanges { added: 1, removed: 0 });
        tx.commit().await.unwrap();
        assert_eq!(labels_of(&db, &three).await, ["a", "b", "c"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn same_links_are_added_by_many_at_once() {
    each(SCHEMA, async |db| {
        let World { articles: [_, _, three], labels, people, .. } = world(&db).await;
        Follow::query().everything().delete(&db).await.unwrap();
        let mut tasks = Vec::new();
        for at in 0..12 {
            let (db, three, mut labels) = (db.clone(), three.clone(), labels.clone());
            let mut people = people.clone();
            tasks.push(tokio::spawn(async move {
                labels.rotate_left(at % 3);
                people.rotate_left(at % 3);
                let one = u64::from(three.labels().add(&db, &labels[0]).await.unwrap());
                let rest = three.labels().add_all(&db, &labels).await.unwrap();
                let mut follows = 0;
                for who in &people {
                    follows += who.following().add_all(&db, &people).await.unwrap();
                }
                (one + rest, follows)
            }));
        }
        let mut added = (0, 0);
        for task in tasks {
            let (links, follows) = task.await.unwrap();
            added = (added.0 + links, added.1 + follows);
        }
        assert_eq!(added, (3, 9), "each link is added by one of them");
        assert_eq!(labels_of(&db, &three).await, ["a", "b", "c"]);
        assert_eq!(Follow::query().count(&db).await.unwrap(), 9);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn links_are_set_by_many_at_once() {
    each(SCHEMA, async |db| {
        let World { articles: [one, ..], labels, .. } = world(&db).await;
        let mut tasks = Vec::new();
        for at in 0..12 {
            let (db, one, labels) = (db.clone(), one.clone(), labels.clone());
            tasks.push(tokio::spawn(async move {
                let wanted = [&labels[at % 3], &labels[(at + 1) % 3]];
                one.labels().set(&db, wanted).await.map(drop)
            }));
        }
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        let left = labels_of(&db, &one).await;
        assert!(left.windows(2).all(|pair| pair[0] != pair[1]), "{left:?}");
        one.labels().set(&db, [&labels[0]]).await.unwrap();
        assert_eq!(labels_of(&db, &one).await, ["a"]);
    })
    .await;
}

#[tokio::test]
async fn many_links_take_few_statements() {
    each(SCHEMA, async |db| {
        let World { articles: [_, _, three], .. } = world(&db).await;
        let labels = (0..2_500).map(|at| Label::create().name(format!("label {at:04}")));
        let labels = Label::insert_all(&db, labels).await.unwrap();
        let (added, log) = logged(three.labels().add_all(&db, &labels)).await;
        assert_eq!(added.unwrap(), 2_500);
        assert!(log.len() <= 11, "one reads what is linked: {}", log.len());
        let (changes, log) = logged(three.labels().set(&db, &labels[..10])).await;
        assert_eq!(changes.unwrap(), LinkChanges { added: 0, removed: 2_490 });
        assert_eq!(log.len(), 2);
    })
    .await;
}

#[test]
fn writes_print() {
    let article = Article { id: 1, title: String::new() };
    let label = Label { id: Uuid::nil(), name: "a".to_owned() };
    let statements = article.labels().add_to_sql(Dialect::Postgres, &label);
    let [there, insert] = &statements[..] else { panic!("{statements:?}") };
    assert_eq!(
        there.sql(),
        "SELECT \"article_id\", \"label_name\", \"weight\" FROM \"article_labels\" WHERE \
         \"article_id\" = $1 AND \"label_name\" = $2",
    );
    assert_eq!(
        insert.sql(),
        "INSERT INTO \"article_labels\" (\"article_id\", \"label_name\") VALUES ($1, $2)",
    );
    assert_eq!(insert.binds().len(), 2);
    assert_eq!(
        article.labels().remove_to_sql(Dialect::Postgres, &label).sql(),
        "DELETE FROM \"article_labels\" WHERE \"article_id\" = $1 AND \"label_name\" = $2",
    );
    assert_eq!(
        article.labels().clear_to_sql(Dialect::MySql).sql(),
        "DELETE FROM `article_labels` WHERE `article_id` = ?",
    );
}
