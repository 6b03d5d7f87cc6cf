//! A bulk write without a filter has to say that it means everything.

use std::time::Duration;

use model_runtime::{ErrorKind, Predicate, prelude::*};

use super::{Player, SCHEMA, players, stored};
use crate::each::{each, each_with};

#[tokio::test]
async fn bulk_write_without_a_filter_is_refused() {
    each(SCHEMA, async |db| {
        let before = players(&db, 3).await;
        for error in [
            Player::query().delete(&db).await.unwrap_err(),
            Player::query().order_by(Player::AGE).delete(&db).await.unwrap_err(),
            Player::query().update().set(Player::AGE, 1).run(&db).await.unwrap_err(),
            Player::query().update().run(&db).await.unwrap_err(),
        ] {
            assert_eq!((error.kind(), error.model()), (ErrorKind::Unfiltered, Some("Player")));
            assert!(error.to_string().contains(".everything()"), "{error}");
        }
        assert_eq!(stored(&db).await, before);
    })
    .await;
}

#[tokio::test]
async fn bulk_write_whose_optional_filters_are_all_none_is_refused() {
    each(SCHEMA, async |db| {
        let before = players(&db, 3).await;
        let none: Option<Predicate<Player>> = None;
        let query = || Player::filter(none.clone()).filter(None);
        let error = query().delete(&db).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unfiltered);
        let error = query().update().set(Player::AGE, 1).run(&db).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unfiltered);
        assert_eq!(stored(&db).await, before);

        let some = query().filter(Some(Player::AGE.eq(0)));
        assert_eq!(some.delete(&db).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn everything_is_meant_where_it_is_said() {
    each(SCHEMA, async |db| {
        players(&db, 4).await;
        assert_eq!(
            Player::query().everything().update().set(Player::AGE, 7).run(&db).await.unwrap(),
            4
        );
        assert_eq!(
            Player::query().update().set(Player::AGE, 8).everything().run(&db).await.unwrap(),
            4
        );
        let none: Option<Predicate<Player>> = None;
        assert_eq!(Player::filter(none).everything().delete(&db).await.unwrap(), 4);
        assert_eq!(Player::query().everything().delete(&db).await.unwrap(), 0);
    })
    .await;
}

/// With the only connection taken, whatever needs one would wait and time out.
#[tokio::test]
async fn refusal_needs_no_connection() {
    each_with(SCHEMA, async |database, _| {
        let builder = Db::builder(database.url()).max_connections(1);
        let builder = builder.acquire_timeout(Duration::from_millis(100));
        let db = builder.connect().await.unwrap();
        let held = db.acquire().await.unwrap();
        let error = Player::query().count(&db).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PoolTimeout, "the test holds the connection");

        let error = Player::query().delete(&db).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unfiltered);
        let error = Player::query().update().set(Player::AGE, 1).run(&db).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unfiltered);
        let error = Player::filter(Player::AGE.eq(0)).limit(1).delete(&db).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        drop(held);
        assert_eq!(Player::query().count(&db).await.unwrap(), 0);
    })
    .await;
}
