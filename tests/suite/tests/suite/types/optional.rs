//! What setters take for a nullable column, and for one that other types convert into.

use std::borrow::Cow;

use model_runtime::prelude::*;

use crate::each::each;

#[derive(Model, Debug, Clone, PartialEq)]
struct Thing {
    #[primary_key]
    id: i64,
    name: String,
    nick: Option<String>,
    size: Option<i64>,
    weight: Option<f64>,
    data: Option<Vec<u8>>,
}

const SCHEMA: Schema = schema![Thing];

#[tokio::test]
async fn setter_takes_the_value_an_option_of_it_and_what_converts_into_it() {
    each(SCHEMA, async |db| {
        let owned = String::from("owned");
        let mut names = Vec::new();
        for create in [
            Thing::create().name("literal").nick("literal"),
            Thing::create().name(&owned).nick(&owned),
            Thing::create().name(owned.clone()).nick(Some(owned.clone())),
            Thing::create().name(Cow::Borrowed("cow")).nick(Cow::Borrowed("cow")),
            Thing::create().name('c').nick('c'),
            Thing::create().name("none").nick(None),
        ] {
            let thing = create.insert(&db).await.unwrap();
            names.push((thing.name, thing.nick));
        }
        let both = |text: &str| (text.to_owned(), Some(text.to_owned()));
        let expected = [both("literal"), both("owned"), both("owned"), both("cow"), both("c")];
        assert_eq!(names[..5], expected);
        assert_eq!(names[5], ("none".to_owned(), None));
    })
    .await;
}

#[tokio::test]
async fn smaller_numbers_convert_into_larger_columns() {
    each(SCHEMA, async |db| {
        let create = Thing::create().name("n").size(7_u32).weight(1.5_f32).data(b"\x00\xff");
        let thing = create.insert(&db).await.unwrap();
        assert_eq!((thing.size, thing.weight), (Some(7), Some(1.5)));
        assert_eq!(thing.data.as_deref(), Some(&b"\x00\xff"[..]));
        thing.update().set(Thing::SIZE, -5_i8).set(Thing::WEIGHT, 3).run(&db).await.unwrap();
        let thing = Thing::filter(Thing::SIZE.eq(-5)).one(&db).await.unwrap();
        assert_eq!((thing.size, thing.weight), (Some(-5), Some(3.0)));
    })
    .await;
}
