//! Loads through a model that links two others: one statement per level, as of every relation.

use model_runtime::{ErrorKind, prelude::*};

use super::links::{Article, ArticleLabel, Follow, Label, Person, SCHEMA, World, world};
use crate::each::each;
use crate::sent::logged;

fn labels()
-> impl model_runtime::Relation<Article, Load: model_runtime::Loader<Article, Out = Vec<Label>>> {
    Article::LABELS.order_by(Label::NAME)
}

#[tokio::test]
async fn linked_records_come_as_a_list_in_two_statements() {
    each(SCHEMA, async |db| {
        let World { articles: [one, two, three], labels: [a, b, c], .. } = world(&db).await;
        let query = Article::query().order_by(Article::ID).with(labels());
        let (loaded, log) = logged(query.all(&db)).await;
        let loaded: Vec<(Article, Vec<Label>)> = loaded.unwrap();
        let expected = [
            (one.clone(), vec![a.clone(), b.clone()]),
            (two.clone(), vec![b.clone()]),
            (three.clone(), vec![]),
        ];
        assert_eq!(loaded, expected);
        assert_eq!(log.len(), 2, "{log:#?}");
        let query = Label::query().order_by(Label::NAME);
        let loaded = query.with(Label::ARTICLES.order_by(Article::ID)).all(&db).await.unwrap();
        let expected = [(a, vec![one.clone()]), (b, vec![one.clone(), two.clone()]), (c, vec![])];
        assert_eq!(loaded, expected);
        let (_, found) = Article::find(one.id).with(labels()).one(&db).await.unwrap();
        assert_eq!(found.len(), 2);
        let none = Article::filter(Article::ID.lt(0)).with(labels()).all(&db).await.unwrap();
        assert_eq!(none, []);
    })
    .await;
}

#[tokio::test]
async fn linked_records_are_filtered_sorted_and_load_along() {
    each(SCHEMA, async |db| {
        let World { articles: [one, two, three], labels: [a, b, _], .. } = world(&db).await;
        let others = Article::LABELS.filter(Label::NAME.ne("a"));
        let query = Article::query().order_by(Article::ID);
        let loaded = query.clone().with(others).all(&db).await.unwrap();
        let only_b = vec![b.clone()];
        assert_eq!(
            loaded,
            [(one.clone(), only_b.clone()), (two.clone(), only_b), (three.clone(), vec![])]
        );
        let sorted = Article::LABELS.order_by(Label::NAME.desc());
        let loaded = query.clone().with(sorted).first(&db).await.unwrap();
        assert_eq!(loaded, Some((one.clone(), vec![b.clone(), a.clone()])));
        // There and back: three levels, three statements.
        let back = Article::LABELS
            .order_by(Label::NAME)
            .with(Label::ARTICLES.order_by(Article::ID.desc()));
        let (loaded, log) = logged(query.limit(1).with(back).all(&db)).await;
        let expected = vec![(a, vec![one.clone()]), (b, vec![two, one.clone()])];
        assert_eq!(loaded.unwrap(), [(one, expected)]);
        assert_eq!(log.len(), 3, "{log:#?}");
    })
    .await;
}

#[tokio::test]
async fn model_that_is_linked_to_itself_loads_both_directions() {
    each(SCHEMA, async |db| {
        let World { people: [ann, ben, cy], .. } = world(&db).await;
        let query = Person::query().order_by(Person::ID);
        let query = query.with(Person::FOLLOWING.order_by(Person::ID)).with(Person::FOLLOWERS);
        let (loaded, log) = logged(query.all(&db)).await;
        let expected = [
            (ann.clone(), vec![ben.clone(), cy.clone()], vec![ben.clone()]),
            (ben.clone(), vec![ann.clone()], vec![ann.clone()]),
            (cy, vec![], vec![ann.clone()]),
        ];
        assert_eq!(loaded.unwrap(), expected);
        assert_eq!(log.len(), 3, "{log:#?}");
        let followers = Person::FOLLOWING.order_by(Person::ID).with(Person::FOLLOWING);
        let (_, following) = Person::find(ann.id).with(followers).one(&db).await.unwrap();
        assert_eq!(following[0], (ben, vec![ann]));
    })
    .await;
}

#[tokio::test]
async fn links_and_what_they_link_are_loaded_side_by_side() {
    each(SCHEMA, async |db| {
        let World { articles: [one, ..], labels: [a, b, _], people: [ann, ..] } = world(&db).await;
        let query =
            Article::find(one.id).with(labels()).with(Article::LABELLING.with(ArticleLabel::LABEL));
        let (_, found, links) = query.one(&db).await.unwrap();
        assert_eq!(found, [a.clone(), b.clone()]);
        let linked: Vec<Label> = links.into_iter().map(|(_, label)| label).collect();
        assert_eq!(linked, [b, a], "in the order of the back-reference");
        let loaded = ann.following().order_by(Person::ID).with(Person::FOLLOWERS).all(&db);
        assert!(loaded.await.unwrap().iter().all(|(_, by)| by.contains(&ann)));
        let links = Follow::filter(Follow::FOLLOWER.eq(&ann)).with(Follow::FOLLOWED).all(&db);
        assert_eq!(links.await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn many_records_with_many_links_are_complete() {
    each(SCHEMA, async |db| {
        let articles = (0..300).map(|at| Article::create().title(format!("{at}")));
        let articles = Article::insert_all(&db, articles).await.unwrap();
        let labels = (0..20).map(|at| Label::create().name(format!("{at:02}")));
        let labels = Label::insert_all(&db, labels).await.unwrap();
        let wanted = |at: usize| (0..at % 20).map(|label| &labels[label]);
        let links = articles.iter().enumerate().flat_map(|(at, article)| {
            wanted(at).map(move |label| ArticleLabel::create().article(article).label(label))
        });
        ArticleLabel::insert_all(&db, links).await.unwrap();
        let query =
            Article::query().order_by(Article::ID).with(Article::LABELS.order_by(Label::NAME));
        let (loaded, log) = logged(query.all(&db)).await;
        for (at, (article, found)) in loaded.unwrap().iter().enumerate() {
            assert_eq!(*article, articles[at]);
            assert!(found.iter().eq(wanted(at)), "{at}");
        }
        assert_eq!(log.len(), 2, "{log:#?}");
    })
    .await;
}

#[tokio::test]
async fn tree_of_links_is_refused() {
    each(SCHEMA, async |db| {
        world(&db).await;
        let tree = Person::query().with(Person::FOLLOWING.order_by(Person::ID).tree());
        let (refused, log) = logged(tree.all(&db)).await;
        let error = refused.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
        assert!(error.to_string().contains("not links"), "{error}");
        assert_eq!(log.len(), 1, "the people alone: {log:#?}");
    })
    .await;
}

/// Nothing keeps two records from being linked twice.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "looks", link(lookers, looked_at))]
struct Look {
    #[primary_key]
    id: i64,
    #[foreign_key(Article)]
    article_id: i64,
    #[foreign_key(Person)]
    person_id: i64,
}

#[tokio::test]
async fn record_that_is_linked_twice_comes_once() {
    each(schema![Article, Person, Look], async |db| {
        let article = Article::create().title("one").insert(&db).await.unwrap();
        let people = ["Ann", "Ben"].map(|name| Person::create().name(name));
        let people = Person::insert_all(&db, people).await.unwrap();
        let visit = |person: &Person| Look::create().article(&article).person(person);
        let visits = [visit(&people[0]), visit(&people[1]), visit(&people[0])];
        Look::insert_all(&db, visits).await.unwrap();
        let lazily = article.lookers().order_by(Person::ID).all(&db).await.unwrap();
        assert_eq!(lazily, people);
        let visitors = Article::LOOKERS.order_by(Person::ID);
        let (_, loaded) = Article::query().with(visitors.clone()).one(&db).await.unwrap();
        assert_eq!(loaded, people);
        let (_, first) = Article::query().with(visitors.limit(1)).one(&db).await.unwrap();
        assert_eq!(first, people[..1]);
        assert_eq!(article.lookers().count(&db).await.unwrap(), 2);
    })
    .await;
}
