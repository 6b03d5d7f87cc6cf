//! Foreign keys of several columns, and of columns that are unique but not the primary key.

use model_runtime::{BelongsTo, ErrorKind, HasMany, prelude::*, value::Nullable};

use crate::each::each;
use crate::sent::logged;

#[derive(Model, Debug, Clone, PartialEq)]
struct Work {
    #[primary_key]
    id: i64,
    title: String,
}

/// Its key has two columns, one of which refers to its work.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "editions", unique(publisher, isbn))]
struct Edition {
    #[primary_key]
    #[foreign_key(Work)]
    #[backref(editions, order_by(number))]
    work_id: i64,
    #[primary_key]
    number: i32,
    #[column(length = 20)]
    publisher: String,
    #[column(length = 20)]
    isbn: String,
}

/// Has an edition.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(foreign_key(
    Edition,
    fields(work_id, number),
    on_delete = cascade,
    backref(reviews, order_by(desc(stars)))
))]
struct Review {
    #[primary_key]
    id: i64,
    stars: i32,
    work_id: i64,
    number: i32,
}

/// May have an edition, named in another order than that of the fields; and at most one each.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(foreign_key(Edition, fields(work, number), name = lent, on_delete = set_null, backref(loans)))]
#[model(foreign_key(
    Edition,
    fields(publisher, isbn),
    references(PUBLISHER, ISBN),
    name = promised,
    backref(promise)
))]
#[model(unique(isbn, publisher))]
struct Loan {
    #[primary_key]
    id: i64,
    number: Option<i32>,
    work: Option<i64>,
    #[column(length = 20)]
    isbn: Option<String>,
    #[column(length = 20)]
    publisher: Option<String>,
}

/// Links editions to their translations: two keys of two columns each.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(link(translations, translation_of))]
#[model(foreign_key(Edition, fields(from_work, from_number), name = from))]
#[model(foreign_key(Edition, fields(to_work, to_number), name = to))]
struct Translation {
    #[primary_key]
    from_work: i64,
    #[primary_key]
    from_number: i32,
    #[primary_key]
    to_work: i64,
    #[primary_key]
    to_number: i32,
    language: Option<String>,
}

/// Both of its keys have the language.
#[derive(Model, Debug, Clone, PartialEq)]
struct Word {
    #[primary_key]
    #[column(length = 2)]
    language: String,
    #[primary_key]
    word: i32,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(link(synonyms, synonym_of))]
#[model(foreign_key(Word, fields(language, one), name = first))]
#[model(foreign_key(Word, fields(language, other), name = second))]
struct Synonym {
    #[primary_key]
    #[column(length = 2)]
    language: String,
    #[primary_key]
    one: i32,
    #[primary_key]
    other: i32,
}

const WORDS: Schema = schema![Word, Synonym];

#[tokio::test]
async fn keys_of_a_link_that_share_a_column_agree_in_it() {
    each(WORDS, async |db| {
        let word = |language: &str, word: i32| Word::create().language(language).word(word);
        let words = [word("de", 1), word("de", 2), word("en", 2)];
        let words = Word::insert_all(&db, words).await.unwrap();
        let [one, two, other] = &words[..] else { panic!("three") };
        assert!(one.synonyms().add(&db, two).await.unwrap());
        assert!(!one.synonyms().add(&db, two).await.unwrap());
        let (answer, log) = logged(one.synonyms().add_all(&db, [two, other])).await;
        let error = answer.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidReference, "{error:?}");
        assert_eq!((error.model(), error.fields()), (Some("Synonym"), &["language"][..]));
        assert!(log.iter().all(|line| !line.contains("INSERT")), "{log:#?}");
        assert!(!one.synonyms().remove(&db, other).await.unwrap());
        assert_eq!(one.synonyms().all(&db).await.unwrap(), std::slice::from_ref(two));
        assert_eq!(two.synonym_of().count(&db).await.unwrap(), 1);
        assert_eq!(other.synonym_of().count(&db).await.unwrap(), 0);
    })
    .await;
}

const SCHEMA: Schema = schema![Work, Edition, Review, Loan, Translation];

/// Two works with two editions each.
async fn editions(db: &Db) -> Vec<Edition> {
    let works = ["one", "two"].map(|title| Work::create().title(title));
    let works = Work::insert_all(db, works).await.unwrap();
    let mut editions = Vec::new();
    for work in &works {
        for number in [1, 2] {
            let isbn = format!("{}-{number}", work.title);
            let edition = work.editions().create().number(number).publisher("p").isbn(isbn);
            editions.push(edition);
        }
    }
    Edition::insert_all(db, editions).await.unwrap()
}

#[test]
fn handles_have_the_types_of_their_keys() {
    let _: BelongsTo<Review, Edition> = Review::EDITION;
    let _: BelongsTo<Loan, Edition, Nullable> = Loan::LENT;
    let _: HasMany<Edition, Review> = Edition::REVIEWS;
    let sql = Review::ddl(Dialect::Postgres).to_string();
    assert!(
        sql.contains(
            "CONSTRAINT \"fk_review_work_id_number_editions\" FOREIGN KEY (\"work_id\", \
             \"number\") REFERENCES \"editions\" (\"work_id\", \"number\") ON DELETE CASCADE"
        ),
        "{sql}"
    );
}

#[tokio::test]
async fn both_columns_are_set_and_followed() {
    each(SCHEMA, async |db| {
        let editions = editions(&db).await;
        let review = Review::create().edition(&editions[1]).stars(3).insert(&db).await.unwrap();
        assert_eq!((review.work_id, review.number), (editions[1].work_id, 2));
        let other = editions[2].reviews().create().stars(4).insert(&db).await.unwrap();
        assert_eq!((other.work_id, other.number), (editions[2].work_id, 1));
        assert_eq!(review.edition().one(&db).await.unwrap(), editions[1]);
        assert_eq!(editions[1].reviews().all(&db).await.unwrap(), std::slice::from_ref(&review));
        assert!(!editions[0].reviews().exists(&db).await.unwrap(), "the same work");
        assert!(!editions[3].reviews().exists(&db).await.unwrap(), "the same number");
        let of_two = Review::filter(Review::EDITION.has(Edition::NUMBER.eq(2)));
        assert_eq!(of_two.one(&db).await.unwrap(), review);
        let same = Review::filter(Review::EDITION.eq(&editions[2])).one(&db).await.unwrap();
        assert_eq!(same, other);
        let reviewed = Edition::filter(Edition::REVIEWS.any(Review::STARS.gt(3)));
        assert_eq!(reviewed.one(&db).await.unwrap(), editions[2]);
        assert_eq!(Edition::filter(Edition::REVIEWS.none(None)).count(&db).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn loads_compare_all_columns() {
    each(SCHEMA, async |db| {
        let editions = editions(&db).await;
        let review =
            |edition: usize, stars: i32| Review::create().edition(&editions[edition]).stars(stars);
        let reviews = [review(0, 1), review(1, 2), review(1, 5), review(2, 3)];
        let reviews = Review::insert_all(&db, reviews).await.unwrap();
        let query = Edition::query().order_by((Edition::WORK_ID, Edition::NUMBER));
        let (loaded, log) = logged(query.with(Edition::REVIEWS).all(&db)).await;
        let loaded: Vec<(Edition, Vec<Review>)> = loaded.unwrap();
        let of = |positions: &[usize]| -> Vec<Review> {
            positions.iter().map(|&at| reviews[at].clone()).collect()
        };
        let expected = [of(&[0]), of(&[2, 1]), of(&[3]), of(&[])];
        assert_eq!(loaded, editions.iter().cloned().zip(expected).collect::<Vec<_>>());
        assert_eq!(log.len(), 2, "{log:#?}");
        let query = Review::query().order_by(Review::ID);
        let (loaded, log) = logged(query.with(Review::EDITION.with(Edition::WORK)).all(&db)).await;
        let found = loaded.unwrap().into_iter().map(|(_, (edition, work))| {
            assert_eq!(edition.work_id, work.id);
            edition
        });
        let expected = [0, 1, 1, 2].map(|at| editions[at].clone());
        assert_eq!(found.collect::<Vec<_>>(), expected);
        assert_eq!(log.len(), 3, "{log:#?}");
    })
    .await;
}

#[tokio::test]
async fn nullable_key_is_null_as_a_whole() {
    each(SCHEMA, async |db| {
        let editions = editions(&db).await;
        let lent = Loan::create().lent(&editions[3]).insert(&db).await.unwrap();
        assert_eq!((lent.work, lent.number), (Some(editions[3].work_id), Some(2)));
        let none = Loan::create().lent(None).insert(&db).await.unwrap();
        assert_eq!((none.work, none.number), (None, None));
        let loaded: Vec<(Loan, Option<Edition>)> =
            Loan::query().order_by(Loan::ID).with(Loan::LENT).all(&db).await.unwrap();
        assert_eq!(loaded, [(lent.clone(), Some(editions[3].clone())), (none.clone(), None)]);
        assert_eq!(Loan::filter(Loan::LENT.is_null()).one(&db).await.unwrap(), none);
        assert_eq!(Loan::filter(Loan::LENT.is_not_null()).one(&db).await.unwrap(), lent);
        assert!(editions[0].loans().add(&db, &none).await.unwrap());
        assert!(!editions[0].loans().add(&db, &none).await.unwrap());
        assert!(!editions[1].loans().remove(&db, &none).await.unwrap(), "the same work");
        assert!(editions[0].loans().remove(&db, &none).await.unwrap());
        assert_eq!(Loan::find(none.id).one(&db).await.unwrap(), none);
        none.update().set(Loan::LENT, &editions[1]).run(&db).await.unwrap();
        none.update().set(Loan::LENT, None).run(&db).await.unwrap();
        assert_eq!(Loan::find(none.id).one(&db).await.unwrap(), none);
        editions[3].delete(&db).await.unwrap();
        let lent = Loan::find(lent.id).one(&db).await.unwrap();
        assert_eq!((lent.work, lent.number), (None, None), "set to NULL by the database");
    })
    .await;
}

#[tokio::test]
async fn unique_columns_are_referred_to_by_at_most_one() {
    each(SCHEMA, async |db| {
        let editions = editions(&db).await;
        let loan = Loan::create().promised(&editions[1]).insert(&db).await.unwrap();
        assert_eq!((loan.publisher.as_deref(), loan.isbn.as_deref()), (Some("p"), Some("one-2")));
        assert_eq!(loan.promised().one(&db).await.unwrap(), editions[1]);
        assert_eq!(editions[1].promise().one(&db).await.unwrap(), loan);
        let loaded: Vec<(Edition, Option<Loan>)> = Edition::query()
            .order_by((Edition::WORK_ID, Edition::NUMBER))
            .with(Edition::PROMISE)
            .all(&db)
            .await
            .unwrap();
        let found: Vec<_> = loaded.into_iter().map(|(_, loan)| loan).collect();
        assert_eq!(found, [None, Some(loan.clone()), None, None]);
        let loaded = Loan::query().with(Loan::PROMISED).one(&db).await.unwrap();
        assert_eq!(loaded, (loan, Some(editions[1].clone())));
        let again = Loan::create().promised(&editions[1]).insert(&db).await.unwrap_err();
        assert!(again.is_unique_violation() && again.violates(Loan::PROMISED), "{again:?}");
    })
    .await;
}

#[tokio::test]
async fn parent_that_has_one_of_the_columns_is_missing() {
    each(SCHEMA, async |db| {
        let editions = editions(&db).await;
        let missing = Review::create().work_id(editions[0].work_id).number(3).stars(1);
        let error = missing.insert(&db).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ForeignKey, "{error:?}");
        assert!(error.violates(Review::EDITION), "{error:?}");
        Review::create().edition(&editions[0]).stars(1).insert(&db).await.unwrap();
        editions[0].delete(&db).await.unwrap();
        assert_eq!(Review::query().count(&db).await.unwrap(), 0, "it goes along");
    })
    .await;
}

#[tokio::test]
async fn models_with_keys_of_two_columns_are_linked() {
    each(SCHEMA, async |db| {
        let editions = editions(&db).await;
        let [a, b, c, d] = &editions[..] else { panic!("four") };
        let (added, log) = logged(a.translations().add_all(&db, [b, c, b])).await;
        assert!(added.unwrap() == 2 && log.len() == 2, "{log:#?}");
        assert!(!c.translation_of().add(&db, a).await.unwrap());
        let sorted = a.translations().order_by((Edition::WORK_ID, Edition::NUMBER));
        assert_eq!(sorted.all(&db).await.unwrap(), editions[1..3]);
        let (changes, log) = logged(a.translations().set(&db, [c, d])).await;
        let changes = changes.unwrap();
        assert_eq!((changes.added, changes.removed, log.len()), (1, 1, 3), "{log:#?}");
        assert!(a.translations().remove(&db, c).await.unwrap());
        assert!(!b.translations().remove(&db, c).await.unwrap());
        let from_d = Edition::filter(Edition::TRANSLATIONS.any(Edition::ISBN.eq("two-2")));
        assert_eq!(from_d.one(&db).await.unwrap(), *a);
        let none = Edition::filter(Edition::TRANSLATION_OF.none(None)).count(&db).await.unwrap();
        assert_eq!(none, 3);
        assert_eq!(a.translations().clear(&db).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn links_of_two_columns_are_loaded() {
    each(SCHEMA, async |db| {
        let editions = editions(&db).await;
        let [a, b, c, d] = &editions[..] else { panic!("four") };
        a.translations().add_all(&db, [b, c]).await.unwrap();
        d.translations().add(&db, c).await.unwrap();
        let order = (Edition::WORK_ID, Edition::NUMBER);
        let query = Edition::query().order_by(order).with(Edition::TRANSLATIONS.order_by(order));
        let (loaded, log) =
            logged(query.with(Edition::TRANSLATION_OF.order_by(order)).all(&db)).await;
        let expected = [
            (a.clone(), vec![b.clone(), c.clone()], vec![]),
            (b.clone(), vec![], vec![a.clone()]),
            (c.clone(), vec![], vec![a.clone(), d.clone()]),
            (d.clone(), vec![c.clone()], vec![]),
        ];
        assert_eq!(loaded.unwrap(), expected);
        assert_eq!(log.len(), 3, "{log:#?}");
    })
    .await;
}

#[tokio::test]
async fn graphs_fill_keys_of_several_columns() {
    each(SCHEMA, async |db| {
        let edition = |number: i32| {
            let edition = Edition::create().number(number).publisher("p").isbn(number.to_string());
            edition.with(Edition::REVIEWS, (0..number).map(|stars| Review::create().stars(stars)))
        };
        let old = Work::create().title("old").with(Work::EDITIONS, [edition(1)]);
        let old = old.insert(&db).await.unwrap();
        let old = old.editions().one(&db).await.unwrap();
        let translated = edition(2).with(Edition::TRANSLATIONS, [&old]);
        let new = Work::create().title("new").with(Work::EDITIONS, [translated, edition(3)]);
        let (new, log) = logged(new.insert(&db)).await;
        assert_eq!(log.iter().filter(|line| line.contains("INSERT INTO")).count(), 4, "{log:#?}");
        let editions = new.unwrap().editions().with(Edition::REVIEWS).all(&db).await.unwrap();
        for ((edition, reviews), number) in editions.iter().zip(2_i32..) {
            let keys = reviews.iter().map(|it| (it.work_id, it.number, it.stars));
            let expected = (0..number).rev().map(|stars| (edition.work_id, number, stars));
            assert!(keys.eq(expected), "{reviews:?}");
        }
        let translation = editions[0].0.translations().one(&db).await.unwrap();
        assert_eq!(translation, old);
    })
    .await;
}

#[tokio::test]
async fn paths_and_aggregates_follow_keys_of_several_columns() {
    each(SCHEMA, async |db| {
        let reviews = [3, 5].map(|stars| Review::create().stars(stars));
        let edition = Edition::create().number(1).publisher("p").isbn("1");
        let other = Edition::create().number(2).publisher("p").isbn("2");
        let editions = [edition.with(Edition::REVIEWS, reviews), other];
        Work::create().title("w").with(Work::EDITIONS, editions).insert(&db).await.unwrap();
        let counted = Edition::query()
            .select((
                Edition::NUMBER,
                Edition::REVIEWS.count(),
                Edition::REVIEWS.sum(Review::STARS),
            ))
            .order_by(Edition::NUMBER);
        assert_eq!(counted.all(&db).await.unwrap(), [(1, 2, Some(8)), (2, 0, None)]);
        assert_eq!(
            Edition::filter(Edition::TRANSLATIONS.count().eq(0)).count(&db).await.unwrap(),
            2
        );
        let title = Review::EDITION.then(Edition::WORK).then(Work::TITLE);
        assert_eq!(Review::filter(title.eq("w")).count(&db).await.unwrap(), 2);
    })
    .await;
}
