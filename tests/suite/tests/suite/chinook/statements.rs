//! How many statements a load takes: one per level, whatever is loaded.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use model_runtime::prelude::*;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::exam::Exam;
use super::models::*;

pub(super) async fn ask(exam: &mut Exam, db: &Db) {
    let all = statements(Artist::query().all(db)).await;
    exam.holds("all takes one statement", all == Some(1));

    let tracks = Artist::ALBUMS.with(Album::TRACKS);
    let three = statements(Artist::query().with(tracks).all(db)).await;
    exam.holds("three levels take three statements", three == Some(3));

    let lines = Invoice::LINES.with(InvoiceLine::TRACK.with(Track::GENRE));
    let five = statements(Customer::query().with(Customer::INVOICES.with(lines)).all(db)).await;
    exam.holds("five levels take five statements", five == Some(5));

    let siblings = Track::query()
        .with(Track::ALBUM.with(Album::ARTIST))
        .with(Track::MEDIA_TYPE)
        .with(Track::GENRE)
        .with(Track::ENTRIES.with(PlaylistTrack::PLAYLIST));
    let seven = statements(siblings.all(db)).await;
    exam.holds("relations side by side take a statement each", seven == Some(7));

    let nothing = Customer::filter(Customer::COUNTRY.eq("Nowhere")).with(Customer::INVOICES);
    let one = statements(nothing.all(db)).await;
    exam.holds("what is related to nothing is not asked for", one == Some(1));
}

/// Counts the statements that the library logs meanwhile; `None` if it fails.
async fn statements<T>(asked: impl Future<Output = Result<T>>) -> Option<usize> {
    let count = Arc::new(AtomicUsize::new(0));
    let mut asked = Box::pin(asked);
    let counted = std::future::poll_fn(|context| {
        tracing::subscriber::with_default(Counter(Arc::clone(&count)), || {
            asked.as_mut().poll(context)
        })
    });
    counted.await.ok().map(|_| count.load(Ordering::Relaxed))
}

struct Counter(Arc<AtomicUsize>);

impl Subscriber for Counter {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "model_runtime::sql"
    }

    fn event(&self, _: &Event<'_>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}
