//! Creating one record: unset, NULL and default are three things.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use model_runtime::{ErrorKind, prelude::*};

use super::{Player, SCHEMA, Team};
use crate::each::each;

#[derive(Model, Debug, Clone, PartialEq)]
struct Setting {
    #[primary_key]
    id: i64,
    #[default(true)]
    on: bool,
    #[default(-7)]
    number: i32,
    #[default(0.5)]
    ratio: f64,
    #[default("it's \"a\" \\ default")]
    text: String,
    #[default("none")]
    maybe: Option<String>,
    #[default(9)]
    count: Option<u8>,
    #[default(sql = "(40 + 2)")]
    computed: i64,
    plain: Option<i32>,
}

#[derive(Model, Debug, Clone, PartialEq)]
struct Stamp {
    #[primary_key]
    id: i64,
    #[default(now)]
    instant: DateTime<Utc>,
    #[default(now)]
    local: NaiveDateTime,
    #[default(now)]
    day: NaiveDate,
    #[default(now)]
    clock: NaiveTime,
}

const DEFAULTS: Schema = schema![Setting, Stamp];

fn of_defaults(id: i64) -> Setting {
    Setting {
        id,
        on: true,
        number: -7,
        ratio: 0.5,
        text: "it's \"a\" \\ default".into(),
        maybe: Some("none".into()),
        count: Some(9),
        computed: 42,
        plain: None,
    }
}

#[tokio::test]
async fn column_left_out_has_its_default() {
    each(DEFAULTS, async |db| {
        let setting = Setting::create().insert(&db).await.unwrap();
        assert_eq!(setting, of_defaults(setting.id));
        assert_eq!(Setting::find(setting.id).one(&db).await.unwrap(), setting);
    })
    .await;
}

#[tokio::test]
async fn column_set_to_none_is_null_in_spite_of_its_default() {
    each(DEFAULTS, async |db| {
        let setting =
            Setting::create().maybe(None).count(None).plain(None).insert(&db).await.unwrap();
        assert_eq!(setting, Setting { maybe: None, count: None, ..of_defaults(setting.id) });
        assert_eq!(Setting::find(setting.id).one(&db).await.unwrap(), setting);
    })
    .await;
}

#[tokio::test]
async fn column_that_is_set_overrides_its_default() {
    each(DEFAULTS, async |db| {
        let create = Setting::create().on(false).number(1).ratio(2.0).text("").maybe("m").count(0);
        let setting = create.computed(-1).plain(5).insert(&db).await.unwrap();
        let expected = Setting {
            id: setting.id,
            on: false,
            number: 1,
            ratio: 2.0,
            text: String::new(),
            maybe: Some("m".into()),
            count: Some(0),
            computed: -1,
            plain: Some(5),
        };
        assert_eq!(setting, expected);
        // The last of two calls stands.
        let twice = Setting::create().number(1).number(2).insert(&db).await.unwrap();
        assert_eq!(twice.number, 2);
    })
    .await;
}

#[tokio::test]
async fn now_is_the_time_of_the_insert_in_utc() {
    each(DEFAULTS, async |db| {
        let before = Utc::now() - TimeDelta::seconds(2);
        let stamp = Stamp::create().insert(&db).await.unwrap();
        let after = Utc::now() + TimeDelta::seconds(2);
        let about_now = |instant: DateTime<Utc>| before <= instant && instant <= after;
        assert!(about_now(stamp.instant), "{stamp:?}");
        assert!(about_now(stamp.local.and_utc()), "{stamp:?}");
        assert!(about_now(stamp.day.and_time(stamp.local.time()).and_utc()), "{stamp:?}");
        assert!((stamp.clock - stamp.local.time()).abs() < TimeDelta::seconds(2), "{stamp:?}");
        assert_eq!(Stamp::find(stamp.id).one(&db).await.unwrap(), stamp);
        let recent = Stamp::filter(Stamp::INSTANT.ge(before) & Stamp::LOCAL.le(after.naive_utc()));
        assert_eq!(recent.one(&db).await.unwrap(), stamp);
        let same = Stamp::filter(Stamp::INSTANT.eq(stamp.instant) & Stamp::CLOCK.eq(stamp.clock));
        assert_eq!(same.one(&db).await.unwrap(), stamp);
    })
    .await;
}

#[tokio::test]
async fn parent_is_set_by_reference_by_option_or_by_key() {
    each(SCHEMA, async |db| {
        let team = Team::create().name("reds").insert(&db).await.unwrap();
        let player = |name: &str| Player::create().name(name).age(1);
        let by_reference = player("a").team(&team).insert(&db).await.unwrap();
        let by_option = player("b").team(Some(&team)).insert(&db).await.unwrap();
        let by_key = player("c").team_id(team.id).insert(&db).await.unwrap();
        let by_optional_key = player("d").team_id(Some(team.id)).insert(&db).await.unwrap();
        for player in [&by_reference, &by_option, &by_key, &by_optional_key] {
            assert_eq!(player.team_id, Some(team.id));
        }
        let no_team = player("e").team(None).insert(&db).await.unwrap();
        assert_eq!(no_team.team_id, None);
        let taken_back = player("f").team(&team).team(None).insert(&db).await.unwrap();
        assert_eq!(taken_back.team_id, None);
        assert_eq!(team.players().count(&db).await.unwrap(), 4);
    })
    .await;
}

#[tokio::test]
async fn insert_that_fails_stores_nothing_and_the_next_one_works() {
    each(SCHEMA, async |db| {
        let ok = Player::create().name("a").age(1).insert(&db).await.unwrap();
        let error = Player::create().name("a").age(2).insert(&db).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unique);
        let error = Player::create().name("b").age(-1).insert(&db).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Check);
        assert_eq!(super::stored(&db).await, std::slice::from_ref(&ok));
        let next = Player::create().name("b").age(2).insert(&db).await.unwrap();
        assert!(next.id > ok.id);
        assert_eq!(super::stored(&db).await, [ok, next]);
    })
    .await;
}
