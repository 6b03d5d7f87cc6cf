//! Links are stored along with a new record: to new records, to stored ones and to those of a session.

use model_runtime::{ErrorKind, prelude::*};

use super::links::{Article, ArticleLabel, Follow, Label, Person, SCHEMA};
use crate::each::each;
use crate::sent::logged;

async fn labels_of(db: &Db, article: &Article) -> Vec<String> {
    let labels = article.labels().order_by(Label::NAME).all(db).await.unwrap();
    labels.into_iter().map(|label| label.name).collect()
}

#[tokio::test]
async fn new_records_and_their_links_are_stored_with_a_new_record() {
    each(SCHEMA, async |db| {
        let labels = |names: [&'static str; 2]| names.map(|name| Label::create().name(name));
        let one = Article::create().title("one").with(Article::LABELS, labels(["a", "b"]));
        let two = Article::create().title("two").with(Article::LABELS, labels(["c", "d"]));
        let (articles, log) = logged(Article::insert_all(&db, [one, two])).await;
        let articles = articles.unwrap();
        let inserts: Vec<_> = log.iter().filter(|line| line.contains("INSERT INTO")).collect();
        assert_eq!(inserts.len(), 3, "one of each table: {log:#?}");
        assert!(inserts[2].contains("article_labels"), "links come last: {log:#?}");
        assert_eq!(labels_of(&db, &articles[0]).await, ["a", "b"]);
        assert_eq!(labels_of(&db, &articles[1]).await, ["c", "d"]);
        let link = ArticleLabel::find((articles[0].id, "a")).one(&db).await.unwrap();
        assert_eq!(link.weight, 0, "the default of the other column");
    })
    .await;
}

#[tokio::test]
async fn stored_records_are_linked_to_a_new_one() {
    each(SCHEMA, async |db| {
        let names = ["a", "b"].map(|name| Label::create().name(name));
        let stored = Label::insert_all(&db, names).await.unwrap();
        let twice = stored.iter().chain(&stored);
        let article = Article::create().title("one").with(Article::LABELS, twice);
        let article = article.with(Article::LABELS, [Label::create().name("c")]);
        let (article, log) = logged(article.insert(&db)).await;
        let inserts = log.iter().filter(|line| line.contains("INSERT INTO")).count();
        assert_eq!(inserts, 3, "{log:#?}");
        assert_eq!(labels_of(&db, &article.unwrap()).await, ["a", "b", "c"]);
        assert_eq!(Label::query().count(&db).await.unwrap(), 3);
    })
    .await;
}

#[tokio::test]
async fn model_linked_to_itself_is_stored_to_any_depth() {
    each(SCHEMA, async |db| {
        let person = |name: &str| Person::create().name(name);
        let ann = person("Ann")
            .with(Person::FOLLOWING, [person("Ben").with(Person::FOLLOWING, [person("Cy")])])
            .with(Person::FOLLOWERS, [person("Di")]);
        let ann = ann.insert(&db).await.unwrap();
        let follows = Follow::query()
            .select((Follow::FOLLOWER.then(Person::NAME), Follow::FOLLOWED.then(Person::NAME)));
        let follows = follows.order_by(Follow::FOLLOWER.then(Person::NAME)).all(&db).await.unwrap();
        let follows: Vec<_> =
            follows.iter().map(|(who, whom)| (who.as_str(), whom.as_str())).collect();
        assert_eq!(follows, [("Ann", "Ben"), ("Ben", "Cy"), ("Di", "Ann")]);
        assert_eq!(ann.name, "Ann");
    })
    .await;
}

#[tokio::test]
async fn nothing_is_stored_if_a_link_or_what_it_leads_to_is_refused() {
    each(SCHEMA, async |db| {
        let gone = Label::create().name("gone").insert(&db).await.unwrap();
        gone.clone().delete(&db).await.unwrap();
        let article = Article::create().title("one").with(Article::LABELS, [&gone]);
        let error = article.insert(&db).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ForeignKey, "{error}");
        let twice = ["a", "a"].map(|name| Label::create().name(name));
        let article = Article::create().title("one").with(Article::LABELS, twice);
        let error = article.insert(&db).await.unwrap_err();
        assert!(error.violates(Label::NAME), "{error}");
        assert_eq!(Article::query().count(&db).await.unwrap(), 0);
        assert_eq!(Label::query().count(&db).await.unwrap(), 0);
        assert_eq!(ArticleLabel::query().count(&db).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn session_links_a_new_record_to_its_references() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let article = Article::create().title("one");
        let label = session.add(Label::create().name("a"));
        let article = session.add(article.with(Article::LABELS, [label, label]));
        session.commit(&db).await.unwrap();
        assert_eq!(labels_of(&db, &session[article]).await, ["a"]);
    })
    .await;
}

#[tokio::test]
async fn reference_without_its_session_is_refused_before_any_statement() {
    each(SCHEMA, async |db| {
        let label = Session::new().add(Label::create().name("a"));
        let article = Article::create().title("one").with(Article::LABELS, [label]);
        let (refused, log) = logged(article.insert(&db)).await;
        assert_eq!(refused.unwrap_err().kind(), ErrorKind::InvalidReference);
        assert!(log.is_empty(), "{log:#?}");
    })
    .await;
}
