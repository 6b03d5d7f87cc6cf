//! Records that refer to each other, or to themselves.

use model_runtime::{ErrorKind, prelude::*};

use super::{Egg, Hen, Member, Place, SCHEMA, Team, of};
use crate::each::each;
use crate::sent::logged;

#[tokio::test]
async fn circle_through_a_nullable_key_is_stored() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let mut pairs = Vec::new();
        for at in 0..50 {
            let team = session.add(Team::create().name(format!("team {at}")));
            let captain = session.add(Member::create().name(format!("captain {at}")).team(team));
            session.set(team, Team::CAPTAIN, captain);
            pairs.push((team, captain));
        }
        let (done, log) = logged(session.commit(&db)).await;
        let done = done.unwrap();
        assert_eq!((done.inserted, done.updated), (100, 0));
        assert_eq!(of(&log, "INSERT INTO").len(), 2, "{log:#?}");
        assert_eq!(of(&log, "UPDATE").len(), 50, "{log:#?}");
        for (team, captain) in &pairs {
            let stored = Team::find(session[*team].id).one(&db).await.unwrap();
            assert_eq!(stored.captain_id, Some(session[*captain].id));
            assert_eq!(session[*team].captain_id, stored.captain_id);
            assert_eq!(session[*captain].team_id, stored.id);
        }
        let (done, log) = logged(session.commit(&db)).await;
        assert_eq!((done.unwrap().updated, log), (0, vec![]));
        for (team, captain) in &pairs {
            session.delete(*team);
            session.delete(*captain);
        }
        let (done, log) = logged(session.commit(&db)).await;
        assert_eq!(done.unwrap().deleted, 100);
        assert_eq!(of(&log, "DELETE").len(), 2, "{log:#?}");
        assert_eq!(Member::query().count(&db).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn circle_of_required_keys_is_refused_before_anything_is_sent() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let hen = session.add(Hen::create().egg_id(0));
        let egg = session.add(Egg::create().hen(hen));
        session.replace(hen, Hen::create().egg(egg));
        let (error, log) = logged(session.commit(&db)).await;
        let error = error.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidReference, "{error}");
        let text = error.to_string();
        assert!(text.contains("Hen") && text.contains("Egg") && text.contains("Option"), "{text}");
        assert_eq!(log, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn record_can_refer_to_itself() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let place = session.add(Place::create().name("everywhere"));
        session.set(place, Place::WITHIN, place);
        session.commit(&db).await.unwrap();
        assert_eq!(session[place].within_id, Some(session[place].id));
        let stored = Place::query().one(&db).await.unwrap();
        assert_eq!(stored.within_id, Some(stored.id));
        session.delete(place);
        assert_eq!(session.commit(&db).await.unwrap().deleted, 1);
    })
    .await;
}

#[tokio::test]
async fn tree_is_stored_and_deleted_level_by_level() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let mut places = vec![session.add(Place::create().name("0"))];
        for at in 1..63 {
            let within = places[(at - 1) / 2];
            places.push(session.add(Place::create().name(at.to_string()).within(within)));
        }
        let (done, log) = logged(session.commit(&db)).await;
        done.unwrap();
        assert_eq!(of(&log, "INSERT INTO").len(), 6, "{log:#?}");
        for at in 1..63 {
            assert_eq!(session[places[at]].within_id, Some(session[places[(at - 1) / 2]].id));
        }
        places.iter().for_each(|place| session.delete(*place));
        let (done, log) = logged(session.commit(&db)).await;
        assert_eq!((done.unwrap().deleted, of(&log, "DELETE").len()), (63, 6), "{log:#?}");
    })
    .await;
}

#[tokio::test]
async fn rows_that_refer_to_each_other_are_deleted() {
    each(SCHEMA, async |db| {
        let mut session = Session::new();
        let a = session.add(Place::create().name("a"));
        let b = session.add(Place::create().name("b").within(a));
        session.set(a, Place::WITHIN, b);
        session.commit(&db).await.unwrap();
        assert_eq!(session[a].within_id, Some(session[b].id));
        session.delete(a);
        session.delete(b);
        assert_eq!(session.commit(&db).await.unwrap().deleted, 2);
        assert_eq!(Place::query().count(&db).await.unwrap(), 0);
    })
    .await;
}
