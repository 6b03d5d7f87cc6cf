//! Values of a megabyte, and texts at the limit of their column.

use model_runtime::{ErrorKind, prelude::*};
use serde_json::{Value as Json, json};

use crate::each::each;

#[derive(Model, Debug, Clone, PartialEq)]
struct Document {
    #[primary_key]
    id: i64,
    text: String,
    bytes: Vec<u8>,
    json: Option<Json>,
}

const SCHEMA: Schema = schema![Document];

const MEGABYTE: usize = 1 << 20;

#[tokio::test]
async fn megabyte_is_stored_found_and_changed() {
    each(SCHEMA, async |db| {
        let text = "€😀ä'\\\"%".repeat(MEGABYTE / 13 + 1);
        assert!(text.len() > MEGABYTE);
        let bytes: Vec<u8> = (0..=255).cycle().take(MEGABYTE).collect();
        let json = json!({ "text": text, "list": vec![1.5; 10_000] });
        let create = Document::create().text(&text).bytes(bytes.clone()).json(json.clone());
        let mut document = create.insert(&db).await.unwrap();
        assert!(document.text == text && document.bytes == bytes);
        assert!(document.json.as_ref() == Some(&json));
        assert!(Document::find(document.id).one(&db).await.unwrap() == document);

        assert!(Document::filter(Document::TEXT.eq(&text)).exists(&db).await.unwrap());
        assert!(Document::filter(Document::BYTES.eq(bytes)).exists(&db).await.unwrap());
        let other = format!("{text}.");
        assert!(!Document::filter(Document::TEXT.eq(&other)).exists(&db).await.unwrap());

        document.update().set(Document::TEXT, &other).run(&db).await.unwrap();
        assert!(Document::find(document.id).one(&db).await.unwrap().text == other);
        document.text = text;
        document.save(&db).await.unwrap();
        assert!(Document::find(document.id).one(&db).await.unwrap() == document);
    })
    .await;
}

#[tokio::test]
async fn many_large_rows_are_stored_at_once() {
    each(SCHEMA, async |db| {
        let rows: Vec<_> = (0..24_u8).map(|row| vec![row; MEGABYTE]).collect();
        let creates = rows.iter().map(|bytes| Document::create().text("x").bytes(bytes.clone()));
        let stored = Document::insert_all(&db, creates).await.unwrap();
        assert!(stored.iter().map(|document| &document.bytes).eq(&rows));
        let found = Document::query().order_by(Document::ID).all(&db).await.unwrap();
        assert!(found == stored);
    })
    .await;
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Label {
    #[primary_key]
    id: i64,
    #[column(length = 4)]
    text: String,
    #[column(length = 70000)]
    long: Option<String>,
}

const LABELS: Schema = schema![Label];

#[tokio::test]
async fn length_counts_characters_and_not_bytes() {
    each(LABELS, async |db| {
        for text in ["", "four", "äöüß", "😀😀😀😀", "日本語€", "    "] {
            let label = Label::create().text(text).insert(&db).await.unwrap();
            assert_eq!(label.text, text);
            assert_eq!(Label::find(label.id).one(&db).await.unwrap(), label);
        }
        for text in ["fives", "äöüßé", "😀😀😀😀😀", "     ", "four "] {
            let error = Label::create().text(text).insert(&db).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::TooLong, "{text}");
            assert_eq!((error.model(), error.fields()), (Some("Label"), &["text"][..]));
        }
        assert_eq!(Label::query().count(&db).await.unwrap(), 6);
    })
    .await;
}

#[tokio::test]
async fn column_with_a_great_length_takes_that_many_characters() {
    each(LABELS, async |db| {
        let long = "😀".repeat(70_000);
        let label = Label::create().text("").long(&long).insert(&db).await.unwrap();
        assert!(label.long.as_ref() == Some(&long));
        let error = Label::create().text("").long(long + "!").insert(&db).await.unwrap_err();
        assert_eq!((error.kind(), error.fields()), (ErrorKind::TooLong, &["long"][..]));
    })
    .await;
}
