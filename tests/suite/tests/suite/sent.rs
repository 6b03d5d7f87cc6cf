//! What is sent to the database, as the library's own log tells it.

use std::fmt::{Debug, Write as _};
use std::future::poll_fn;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// The lines of the log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

/// Runs something and returns what it logged besides what it answers.
pub(crate) async fn logged<T>(work: impl Future<Output = T>) -> (T, Vec<String>) {
    let log = Log::default();
    let mut work = Box::pin(work);
    let answer = poll_fn(|context| {
        tracing::subscriber::with_default(log.clone(), || work.as_mut().poll(context))
    })
    .await;
    let lines = std::mem::take(&mut *log.0.lock().unwrap());
    (answer, lines)
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, "{}={value:?} ", field.name()).unwrap();
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        write!(self.0, "{}={value} ", field.name()).unwrap();
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("model_runtime")
    }

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(String::new());
        event.record(&mut line);
        self.0.lock().unwrap().push(line.0);
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}
