//! Many-to-many: conditions and accessors through a model that links two others, or one to itself.

use model_runtime::{ManyToMany, Predicate, prelude::*};
use uuid::Uuid;

use crate::each::each;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "articles")]
pub(super) struct Article {
    #[primary_key]
    pub(super) id: i64,
    pub(super) title: String,
}

/// Is linked to by a column that is not its primary key.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "labels")]
pub(super) struct Label {
    #[primary_key]
    pub(super) id: Uuid,
    #[unique]
    #[column(length = 40)]
    pub(super) name: String,
}

/// Its key is the pair; it has a column besides, and back-references of its own.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "article_labels", link(labels, articles))]
pub(super) struct ArticleLabel {
    #[primary_key]
    #[foreign_key(Article, on_delete = cascade)]
    #[backref(labelling, order_by(desc(weight)))]
    pub(super) article_id: i64,
    #[primary_key]
    #[foreign_key(Label, references = NAME, name = label, on_update = cascade)]
    #[backref(uses)]
    #[column(length = 40)]
    pub(super) label_name: String,
    #[default(0)]
    pub(super) weight: i32,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "people")]
pub(super) struct Person {
    #[primary_key]
    pub(super) id: i64,
    pub(super) name: String,
}

/// Links a model to itself: who follows has those whom they are `following`.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "follows", link(following, followers), unique(follower_id, followed_id))]
pub(super) struct Follow {
    #[primary_key]
    pub(super) id: Uuid,
    #[foreign_key(Person)]
    pub(super) follower_id: i64,
    #[foreign_key(Person)]
    pub(super) followed_id: i64,
}

pub(super) const SCHEMA: Schema = schema![Article, Label, ArticleLabel, Person, Follow];

pub(super) struct World {
    /// Labelled a and b; b; not at all.
    pub(super) articles: [Article; 3],
    /// a, b, and c, which is not used.
    pub(super) labels: [Label; 3],
    /// Ann follows Ben and Cy, Ben follows Ann, Cy follows nobody.
    pub(super) people: [Person; 3],
}

pub(super) async fn world(db: &Db) -> World {
    let articles = ["one", "two", "three"].map(|title| Article::create().title(title));
    let articles: [_; 3] = Article::insert_all(db, articles).await.unwrap().try_into().unwrap();
    let labels = ["a", "b", "c"].map(|name| Label::create().name(name));
    let labels: [_; 3] = Label::insert_all(db, labels).await.unwrap().try_into().unwrap();
    let people = ["Ann", "Ben", "Cy"].map(|name| Person::create().name(name));
    let people: [_; 3] = Person::insert_all(db, people).await.unwrap().try_into().unwrap();
    let link = |article: usize, label: usize, weight: i32| {
        ArticleLabel::create().article(&articles[article]).label(&labels[label]).weight(weight)
    };
    ArticleLabel::insert_all(db, [link(0, 0, 1), link(0, 1, 2), link(1, 1, 3)]).await.unwrap();
    let follow =
        |who: usize, whom: usize| Follow::create().follower(&people[who]).followed(&people[whom]);
    Follow::insert_all(db, [follow(0, 1), follow(0, 2), follow(1, 0)]).await.unwrap();
    World { articles, labels, people }
}

async fn titles(db: &Db, predicate: Predicate<Article>) -> Vec<String> {
    let found = Article::filter(predicate).order_by(Article::ID).all(db).await.unwrap();
    found.into_iter().map(|article| article.title).collect()
}

async fn names(db: &Db, predicate: Predicate<Person>) -> Vec<String> {
    let found = Person::filter(predicate).order_by(Person::ID).all(db).await.unwrap();
    found.into_iter().map(|person| person.name).collect()
}

#[test]
fn handles_name_both_models_and_the_link() {
    let _: ManyToMany<Article, Label, ArticleLabel> = Article::LABELS;
    let _: ManyToMany<Label, Article, ArticleLabel> = Label::ARTICLES;
    let _: ManyToMany<Person, Person, Follow> = Person::FOLLOWERS;
    assert_eq!(
        format!("{:?}", Article::LABELS),
        "ManyToMany(\"fk_article_labels_article_id_articles\")"
    );
}

#[test]
fn link_lies_between_the_tables_of_a_condition_and_of_an_accessor() {
    let filter = Article::filter(Article::LABELS.any(Label::NAME.eq("a")));
    assert_eq!(
        filter.to_sql(Dialect::Postgres).sql(),
        "SELECT \"id\", \"title\" FROM \"articles\" WHERE EXISTS (SELECT 1 FROM \"article_labels\" \
         AS \"t1\" WHERE \"t1\".\"article_id\" = \"articles\".\"id\" AND EXISTS (SELECT 1 FROM \
         \"labels\" AS \"t2\" WHERE \"t2\".\"name\" = \"t1\".\"label_name\" AND \"t2\".\"name\" = $1))",
    );
    let person = Person { id: 5, name: "Eve".to_owned() };
    assert_eq!(
        person.followers().to_sql(Dialect::MySql).sql(),
        "SELECT `id`, `name` FROM `people` WHERE EXISTS (SELECT 1 FROM `follows` AS `t1` WHERE \
         `t1`.`follower_id` = `people`.`id` AND `t1`.`followed_id` = ?)",
    );
}

#[tokio::test]
async fn any_or_no_linked_record_meets_a_condition() {
    each(SCHEMA, async |db| {
        world(&db).await;
        let called = |name: &str| Label::NAME.eq(name);
        assert_eq!(titles(&db, Article::LABELS.any(called("a"))).await, ["one"]);
        assert_eq!(titles(&db, Article::LABELS.any(called("b"))).await, ["one", "two"]);
        assert_eq!(titles(&db, Article::LABELS.any(called("c"))).await, [""; 0]);
        assert_eq!(titles(&db, Article::LABELS.any(None)).await, ["one", "two"]);
        assert_eq!(titles(&db, Article::LABELS.none(None)).await, ["three"]);
        assert_eq!(titles(&db, Article::LABELS.none(called("a"))).await, ["two", "three"]);
        assert_eq!(titles(&db, !Article::LABELS.none(called("a"))).await, ["one"]);
        let unused = Label::filter(Label::ARTICLES.none(None)).one(&db).await.unwrap();
        assert_eq!(unused.name, "c");
        // There and back again.
        let beside_a = Article::LABELS.any(Label::ARTICLES.any(Article::LABELS.any(called("a"))));
        assert_eq!(titles(&db, beside_a).await, ["one", "two"]);
    })
    .await;
}

#[tokio::test]
async fn model_is_linked_to_itself_in_two_directions() {
    each(SCHEMA, async |db| {
        world(&db).await;
        let called = |name: &str| Person::NAME.eq(name);
        assert_eq!(names(&db, Person::FOLLOWING.any(called("Cy"))).await, ["Ann"]);
        assert_eq!(names(&db, Person::FOLLOWERS.any(called("Ann"))).await, ["Ben", "Cy"]);
        assert_eq!(names(&db, Person::FOLLOWING.none(None)).await, ["Cy"]);
        let of_followers = Person::FOLLOWERS.any(Person::FOLLOWERS.any(called("Ann")));
        assert_eq!(names(&db, of_followers).await, ["Ann"]);
    })
    .await;
}

#[tokio::test]
async fn accessor_gives_each_linked_record_once() {
    each(SCHEMA, async |db| {
        let World { articles, labels, people } = world(&db).await;
        let [one, two, three] = &articles;
        let [a, b, c] = &labels;
        let found = one.labels().order_by(Label::NAME.desc()).all(&db).await.unwrap();
        assert_eq!(found, [b.clone(), a.clone()]);
        assert_eq!(two.labels().one(&db).await.unwrap(), *b);
        assert_eq!(three.labels().count(&db).await.unwrap(), 0);
        assert_eq!(b.articles().order_by(Article::ID).all(&db).await.unwrap(), articles[..2]);
        assert!(!c.articles().exists(&db).await.unwrap());
        let found = one.labels().filter(Label::NAME.ne("a")).all(&db).await.unwrap();
        assert_eq!(found, std::slice::from_ref(b));
        let [ann, ben, cy] = &people;
        let following = ann.following().order_by(Person::ID).all(&db).await.unwrap();
        assert_eq!(following, [ben.clone(), cy.clone()]);
        assert_eq!(ann.followers().all(&db).await.unwrap(), std::slice::from_ref(ben));
        assert_eq!(cy.following().count(&db).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn link_is_a_model_like_others() {
    each(SCHEMA, async |db| {
        let World { articles: [one, ..], labels: [a, b, _], .. } = world(&db).await;
        let links = one.labelling().all(&db).await.unwrap();
        let weights: Vec<_> = links.iter().map(|link| link.weight).collect();
        assert_eq!(weights, [2, 1], "the order of the back-reference");
        let heavy = Article::LABELLING.any(ArticleLabel::WEIGHT.gt(2));
        assert_eq!(titles(&db, heavy).await, ["two"]);
        let loaded: Vec<(ArticleLabel, Label)> =
            one.labelling().with(ArticleLabel::LABEL).all(&db).await.unwrap();
        let found: Vec<_> = loaded.into_iter().map(|(_, label)| label).collect();
        assert_eq!(found, [b.clone(), a.clone()]);
        assert_eq!(b.uses().count(&db).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn linked_records_are_changed_and_deleted_as_a_query() {
    each(SCHEMA, async |db| {
        let World { articles: [one, ..], labels: [a, ..], people: [ann, ben, _] } =
            world(&db).await;
        let changed = a.articles().update().set(Article::TITLE, "new").run(&db).await.unwrap();
        assert_eq!(changed, 1);
        assert_eq!(Article::find(one.id).one(&db).await.unwrap().title, "new");
        Follow::filter(Follow::FOLLOWER.eq(&ben)).delete(&db).await.unwrap();
        let error = ann.following().delete(&db).await.unwrap_err();
        assert!(error.is_foreign_key_violation(), "{error:?}");
        assert_eq!(a.articles().delete(&db).await.unwrap(), 1, "its links go along");
        assert_eq!(ArticleLabel::query().count(&db).await.unwrap(), 1);
    })
    .await;
}
