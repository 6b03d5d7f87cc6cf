//! Text and bytes, UUIDs and JSON.

use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{cells, order_of_cells};

cells!(strings: String, Ord::cmp, texts(), ordered);

/// Texts in the order of their bytes, which is the order of their characters' code points.
fn texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "",
        " ",
        "  ",
        "\t",
        "\n",
        "\r\n",
        "\u{1}",
        "\u{7f}",
        "\u{80}",
        "'",
        "''",
        "\"",
        "\\",
        "\\\\",
        "\\'",
        "`",
        "$1",
        "?",
        "?1",
        "%",
        "%%",
        "_",
        "!",
        "*",
        "[",
        "]",
        "{}",
        "--",
        "/* */",
        ";",
        "';DROP TABLE cell;--",
        "a",
        "a ",
        "a  ",
        "a\t",
        "A",
        "AA",
        "aA",
        "aa",
        "b",
        "B",
        "z",
        "Z",
        "0",
        "00",
        "1",
        "10",
        "9",
        "NULL",
        "null",
        "true",
        "1e5",
        "0x1",
        "ä",
        "a\u{308}",
        "Ä",
        "ß",
        "ss",
        "é",
        "e\u{301}",
        "É",
        "œ",
        "ı",
        "İ",
        "i",
        "I",
        "日本語",
        "\u{ffff}",
        "\u{fffd}",
        "\u{feff}",
        "\u{200b}",
        "\u{202e}",
        "\u{e000}",
        "😀",
        "😀😀",
        "👨\u{200d}👩",
        "\u{10ffff}",
        "\u{10000}",
    ]
    .map(str::to_owned)
    .into();
    texts.sort();
    texts
}

cells!(bytes: Vec<u8>, Ord::cmp, vec![
    vec![],
    vec![0],
    vec![0, 0],
    vec![0, 255],
    b" ".to_vec(),
    b"'\"\\`".to_vec(),
    b"A".to_vec(),
    b"a".to_vec(),
    b"a\0b".to_vec(),
    b"a ".to_vec(),
    vec![127],
    vec![128],
    vec![195, 40],
    vec![255],
    vec![255, 0],
    vec![255, 255],
], ordered);

cells!(uuids: Uuid, Ord::cmp, vec![
    Uuid::nil(),
    Uuid::from_u128(1),
    Uuid::from_u128(0x0100_0000_0000_0000_0000_0000_0000_0000),
    Uuid::from_u128(0x0192_3456_789a_7bcd_8ef0_1234_5678_9abc),
    Uuid::from_u128(0x7fff_ffff_ffff_ffff_ffff_ffff_ffff_ffff),
    Uuid::from_u128(0x8000_0000_0000_0000_0000_0000_0000_0000),
    Uuid::max(),
], ordered);

fn documents(left: &Json, right: &Json) -> std::cmp::Ordering {
    left.to_string().cmp(&right.to_string())
}

cells!(jsons: Json, documents, vec![
    json!(null),
    json!(true),
    json!(false),
    json!(0),
    json!(-1),
    json!(i64::MIN),
    json!(i64::MAX),
    json!(u64::MAX),
    json!(0.1),
    json!(1.5e300),
    json!(5e-324),
    json!(""),
    json!("null"),
    json!("it's \"quoted\" \\ / `\u{1}\t\n\u{7f}\u{2028}"),
    json!("日本語 ä e\u{301} \u{1F600}"),
    json!([]),
    json!([[], {}, [null], "a", 1]),
    json!({}),
    json!({ "": 1, "a": null, "A": [], " a ": {} }),
    json!({ "b": { "c": [1, 2, { "d": "😀" }] }, "k'\"\\": "v" }),
    (0..31).fold(json!("deep"), |inner, level| if level % 2 == 0 { json!([inner]) } else { json!({ "in": inner }) }),
]);

#[tokio::test]
async fn null_of_json_is_a_document_and_not_null() {
    use model_runtime::prelude::*;

    #[derive(Model, Debug)]
    struct Note {
        #[primary_key]
        id: i64,
        body: Option<Json>,
    }

    const SCHEMA: Schema = schema![Note];

    crate::each::each(SCHEMA, async |db| {
        let document = Note::create().body(json!(null)).insert(&db).await.unwrap();
        let nothing = Note::create().body(None).insert(&db).await.unwrap();
        let unset = Note::create().insert(&db).await.unwrap();
        assert_eq!(document.body, Some(json!(null)));
        assert_eq!((&nothing.body, &unset.body), (&None, &None));
        assert_eq!(Note::filter(Note::BODY.is_null()).count(&db).await.unwrap(), 2);
        let found = Note::filter(Note::BODY.is_not_null()).one(&db).await.unwrap();
        assert_eq!((found.id, found.body), (document.id, Some(json!(null))));
        assert!(nothing.id != unset.id);
    })
    .await;
}
