//! Loading relations along: the shape of the result says what was loaded.

use model_runtime::prelude::*;

use super::{Author, Comment, Country, Post, Profile, SCHEMA, world};
use crate::each::each;

#[tokio::test]
async fn parents_come_as_one_or_as_an_option() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let posts: Vec<(Post, Author, Option<Author>)> = Post::query()
            .order_by(Post::ID)
            .with(Post::AUTHOR)
            .with(Post::EDITOR)
            .all(&db)
            .await
            .unwrap();
        let expected = [
            (world.first, world.ann.clone(), Some(world.ben.clone())),
            (world.second, world.ann, None),
            (world.third, world.ben, None),
        ];
        assert_eq!(posts, expected);
    })
    .await;
}

#[tokio::test]
async fn children_come_as_a_list_or_as_an_option() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let authors: Vec<(Author, Vec<Post>, Option<Profile>)> = Author::query()
            .order_by(Author::ID)
            .with(Author::POSTS)
            .with(Author::PROFILE)
            .all(&db)
            .await
            .unwrap();
        let expected = [
            (world.ann, vec![world.second, world.first], Some(world.profile)),
            (world.ben, vec![world.third], None),
            (world.cy, vec![], None),
            (world.di, vec![], None),
        ];
        assert_eq!(authors, expected);
    })
    .await;
}

#[tokio::test]
async fn own_table_and_unique_columns_are_loaded_too() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let query = Author::query().order_by(Author::ID);
        let students = Author::STUDENTS.order_by(Author::NAME.desc());
        type Row = (Author, Option<Author>, Vec<Author>, Option<Country>);
        let authors: Vec<Row> =
            query.with(Author::MENTOR).with(students).with(Author::COUNTRY).all(&db).await.unwrap();
        let ann = world.ann.clone();
        let expected = [
            (ann.clone(), None, vec![world.cy.clone(), world.ben.clone()], Some(world.norway)),
            (world.ben, Some(ann.clone()), vec![], None),
            (world.cy, Some(ann), vec![], None),
            (world.di, None, vec![], None),
        ];
        assert_eq!(authors, expected);
        let countries: Vec<(Country, Vec<Author>)> =
            Country::query().order_by(Country::CODE).with(Country::AUTHORS).all(&db).await.unwrap();
        let names: Vec<Vec<_>> = countries
            .iter()
            .map(|(_, authors)| authors.iter().map(|author| author.name.as_str()).collect())
            .collect();
        assert_eq!(names, [vec!["Ann"], vec![]]);
    })
    .await;
}

type Tree = Vec<(Country, Vec<(Author, Vec<(Post, Vec<(Comment, Option<Author>)>)>)>)>;

#[tokio::test]
async fn loads_nest_four_levels_down() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let comments = Post::COMMENTS.with(Comment::AUTHOR);
        let authors = Country::AUTHORS.with(Author::POSTS.with(comments));
        let tree: Tree =
            Country::query().order_by(Country::CODE).with(authors).all(&db).await.unwrap();
        let [a, b, _] = world.comments;
        let posts =
            vec![(world.second, vec![]), (world.first, vec![(a, Some(world.cy)), (b, None)])];
        assert_eq!(tree[0], (world.norway, vec![(world.ann, posts)]));
        assert_eq!(tree[1].1, []);
        assert_eq!(tree.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn loads_nest_towards_parents() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let author = Post::AUTHOR.with(Author::MENTOR).with(Author::COUNTRY);
        type Row = (Comment, (Post, (Author, Option<Author>, Option<Country>)));
        let comments: Vec<Row> = Comment::query()
            .order_by(Comment::ID)
            .with(Comment::POST.with(author))
            .all(&db)
            .await
            .unwrap();
        let [a, b, c] = world.comments;
        let ann = || (world.ann.clone(), None, Some(world.norway.clone()));
        let expected = [
            (a, (world.first.clone(), ann())),
            (b, (world.first.clone(), ann())),
            (c, (world.third.clone(), (world.ben.clone(), Some(world.ann.clone()), None))),
        ];
        assert_eq!(comments, expected);
    })
    .await;
}

#[tokio::test]
async fn siblings_lie_flat_in_the_order_of_the_calls() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let query = Author::filter(Author::NAME.in_list(["Ann", "Ben"])).order_by(Author::ID);
        let query = query.with(Author::PROFILE).with(Author::EDITED).with(Author::MENTOR);
        let query = query.with(Author::POSTS.with(Post::COMMENTS));
        type Row = (Author, Option<Profile>, Vec<Post>, Option<Author>, Vec<(Post, Vec<Comment>)>);
        let rows: Vec<Row> = query.all(&db).await.unwrap();
        let [a, b, c] = world.comments;
        let of_ann = vec![(world.second, vec![]), (world.first.clone(), vec![a, b])];
        assert_eq!(rows[0], (world.ann.clone(), Some(world.profile), vec![], None, of_ann));
        let of_ben = vec![(world.third, vec![c])];
        assert_eq!(rows[1], (world.ben, None, vec![world.first], Some(world.ann), of_ben));
    })
    .await;
}

#[tokio::test]
async fn load_is_filtered_and_sorted_by_itself() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let good = Author::POSTS.filter(Post::RATING.gt(3));
        let authors = Author::query().order_by(Author::ID).with(good).all(&db).await.unwrap();
        let titles: Vec<Vec<_>> = authors
            .iter()
            .map(|(_, posts)| posts.iter().map(|post| post.title.as_str()).collect())
            .collect();
        assert_eq!(titles, [vec!["second"], vec!["third"], vec![], vec![]], "all authors come");

        let editor = Post::EDITOR.filter(Author::NAME.eq("nobody"));
        let posts: Vec<(Post, Option<Author>)> = Post::query().with(editor).all(&db).await.unwrap();
        assert!(posts.iter().all(|(_, editor)| editor.is_none()) && posts.len() == 3);

        let by_title = Author::POSTS.filter(None).order_by(Post::TITLE);
        let (_, posts) = Author::find(world.ann.id).with(by_title).one(&db).await.unwrap();
        assert_eq!(posts, [world.first, world.second]);
    })
    .await;
}

#[tokio::test]
async fn terminals_load_what_they_answer() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let query = || Author::query().order_by(Author::ID).with(Author::PROFILE);
        let first = query().first(&db).await.unwrap();
        assert_eq!(first, Some((world.ann.clone(), Some(world.profile.clone()))));
        let one = query().filter(Author::NAME.eq("Di")).one(&db).await.unwrap();
        assert_eq!(one, (world.di, None));
        let none = query().filter(Author::NAME.eq("Eve")).one_or_none(&db).await.unwrap();
        assert_eq!(none, None);
        assert!(query().one(&db).await.unwrap_err().is_too_many_rows());
        let page = query().limit(2).offset(1).all(&db).await.unwrap();
        assert_eq!(page, [(world.ben, None), (world.cy, None)]);
        assert_eq!(query().count(&db).await.unwrap(), 4);
        assert!(query().exists(&db).await.unwrap());
        let empty =
            Author::filter(Author::NAME.eq("Eve")).with(Author::POSTS).all(&db).await.unwrap();
        assert_eq!(empty, []);
    })
    .await;
}

#[tokio::test]
async fn accessor_loads_along() {
    each(SCHEMA, async |db| {
        let world = world(&db).await;
        let posts = world.ann.posts().with(Post::EDITOR).all(&db).await.unwrap();
        assert_eq!(posts, [(world.second, None), (world.first, Some(world.ben))]);
    })
    .await;
}

#[tokio::test]
async fn loads_of_many_parents_are_complete() {
    each(SCHEMA, async |db| {
        let authors = (0..3_000).map(|at| Author::create().name(format!("a{at}")));
        let authors = Author::insert_all(&db, authors).await.unwrap();
        let editor = &authors[0];
        let posts = authors.iter().flat_map(|author| {
            let post = move |rating: i32| Post::create().title("t").rating(rating).author(author);
            (0..2).map(move |rating| post(rating).editor(editor))
        });
        let posts: Vec<_> = posts.collect();
        assert_eq!(Post::insert_all(&db, posts).await.unwrap().len(), 6_000);
        let loaded =
            Author::query().order_by(Author::ID).with(Author::POSTS).all(&db).await.unwrap();
        assert_eq!(loaded.len(), 3_000);
        for ((author, posts), expected) in loaded.iter().zip(&authors) {
            assert_eq!(author, expected);
            assert_eq!(posts.iter().map(|post| post.rating).collect::<Vec<_>>(), [1, 0]);
            assert!(posts.iter().all(|post| post.author_id == author.id));
        }
        let shared = Post::query().with(Post::EDITOR).all(&db).await.unwrap();
        assert!(shared.iter().all(|(_, editor)| editor.as_ref() == Some(&authors[0])));
    })
    .await;
}

#[derive(Model, Debug)]
struct Shelf {
    #[primary_key]
    id: i64,
    name: String,
}

#[derive(Model, Debug)]
struct Book {
    #[primary_key]
    id: i64,
    title: String,
    #[foreign_key(Shelf)]
    #[backref(books, order_by(id))]
    shelf_id: i64,
}

const LIBRARY: Schema = schema![Shelf, Book];

#[tokio::test]
async fn models_without_clone_load_and_share_parents() {
    each(LIBRARY, async |db| {
        let shelf = Shelf::create().name("s").insert(&db).await.unwrap();
        let rows = ["a", "b"].map(|title| Book::create().title(title).shelf(&shelf));
        let stored = Book::insert_all(&db, rows).await.unwrap();
        let books = Book::query().order_by(Book::ID).with(Book::SHELF).all(&db).await.unwrap();
        for ((book, shelf), expected) in books.iter().zip(&stored) {
            assert_eq!((book.id, book.title.as_str()), (expected.id, expected.title.as_str()));
            assert_eq!((book.shelf_id, shelf.name.as_str()), (shelf.id, "s"));
        }
        assert_eq!(books.len(), 2);
        let shelves = Shelf::query().with(Shelf::BOOKS.with(Book::SHELF)).all(&db).await.unwrap();
        let titles: Vec<_> = shelves[0].1.iter().map(|(book, _)| book.title.as_str()).collect();
        assert_eq!(titles, ["a", "b"]);
    })
    .await;
}
