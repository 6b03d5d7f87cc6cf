//! What becomes of the records of a session: set along relations, deleted, replaced, forgotten.

use crate::error::{Error, ErrorKind};
use crate::model::graph::{Seed, seeds};
use crate::model::key::ordinal;
use crate::model::nest::Node;
use crate::model::parent::{Known, Parent};
use crate::model::session::Misuse;
use crate::model::session::entry::{Entry, Setting};
use crate::model::unit::Kind;
use crate::model::{Create, Model, Ref, Session};
use crate::schema::{ForeignKeyDef, TableDef};
use crate::value::Value;

impl Session {
    /// Keeps what a relation is set to, column by column.
    pub(crate) fn assign<C: Model>(
        &mut self,
        child: Ref<C>,
        key: &ForeignKeyDef,
        of: &TableDef,
        parent: &Parent<'_>,
    ) {
        let pairs = key.columns.iter().zip(key.references);
        let settings = pairs.map(|(column, reference)| {
            let at = ordinal(C::TABLE, column);
            let ty = C::TABLE.columns[at].ty;
            let value = parent.known(ordinal(of, reference), ty);
            (at, value.unwrap_or(Known::Value(Value::Null(ty))))
        });
        let settings: Vec<_> = settings.collect();
        let (set, record) = match self.entry_mut(child) {
            Some(Entry::New { set, .. }) => (set, None),
            Some(Entry::Stored(tracked)) => {
                tracked.keep_old();
                (&mut tracked.set, Some(&tracked.record))
            }
            _ => return self.misused(child, NOT_THERE),
        };
        for (column, value) in settings {
            let seen = record.and_then(|record| {
                Value::capture(|binder| record.field_at(column).bind(binder)).ok()
            });
            set.retain(|setting| setting.column != column);
            set.push(Setting { column, value, seen });
        }
    }

    /// Deletes a record with the next commit; one that is not stored yet is forgotten.
    ///
    /// From now on the session does not show it. A record that is not in the session makes the next commit
    /// answer `InvalidReference`, until it is [forgotten](Self::forget).
    pub fn delete<M: Model>(&mut self, record: Ref<M>) {
        match self.entry_mut(record) {
            Some(entry @ Entry::Stored(_)) => {
                if let Entry::Stored(tracked) = std::mem::replace(entry, Entry::Gone) {
                    *entry = Entry::Doomed(tracked);
                }
            }
            Some(Entry::New { .. }) => self.drop_new(record.entry(), true),
            Some(Entry::Doomed(_)) => {}
            Some(Entry::Gone) | None => self.misused(record, NOT_THERE),
        }
    }

    /// Puts the records of a builder in the place of one.
    pub(crate) fn put<C: Create>(&mut self, record: Ref<C::Model>, create: C) {
        let at = record.entry();
        if !matches!(self.entry(record), Some(Entry::New { .. })) {
            let there = matches!(self.entry(record), Some(Entry::Stored(_)));
            return self.misused(record, if there { IS_STORED } else { NOT_THERE });
        }
        self.drop_new(at, false);
        let next = self.entries.len();
        let mut seeds = seeds(Node::new::<C::Model>(create.into_draft()), next).into_iter();
        let (Some(first), Some(Entry::New { seed, set, .. })) =
            (seeds.next(), self.entries.get_mut(at))
        else {
            return;
        };
        let Seed { kind, draft, mut ties } = first;
        // It hangs where the old one hung, and on what is nested in the new one.
        ties.iter_mut().for_each(|(_, other)| *other = moved(*other, next, at));
        seed.ties
            .retain(|(tie, _)| !ties.iter().any(|(new, _)| new.foreign_key == tie.foreign_key));
        seed.ties.append(&mut ties);
        (seed.kind, seed.draft) = (kind, draft);
        set.clear();
        for mut seed in seeds {
            seed.ties.iter_mut().for_each(|(_, other)| *other = moved(*other, next, at));
            self.entries.push(Entry::New { seed, root: at, set: Vec::new() });
        }
    }

    /// Takes a record out of the session, changed or not; with one that is not stored yet goes what was
    /// nested in it. The database is not asked.
    pub fn forget<M: Model>(&mut self, record: Ref<M>) {
        let (session, entry) = (record.session(), record.entry());
        self.misuses.retain(|misuse| (misuse.session, misuse.entry) != (session, entry));
        match self.entry_mut(record) {
            Some(Entry::New { .. }) => self.drop_new(entry, true),
            Some(entry) => *entry = Entry::Gone,
            None => {}
        }
    }

    /// Drops what is nested in a record that is not stored yet, and with `itself` the record as well.
    fn drop_new(&mut self, at: usize, itself: bool) {
        if itself {
            self.entries[at] = Entry::Gone;
        }
        let mut dropped = vec![false; self.entries.len()];
        dropped[at] = true;
        // What hangs on a nested record stands behind it.
        for (other, entry) in self.entries.iter_mut().enumerate().skip(at + 1) {
            let Entry::New { seed, root, .. } = entry else { continue };
            let hangs = *root != other && seed.ties.iter().any(|(_, parent)| dropped[*parent]);
            if hangs || *root == at {
                dropped[other] = true;
                *entry = Entry::Gone;
            }
        }
    }

    fn misused<M: Model>(&mut self, record: Ref<M>, message: &'static str) {
        let (session, entry) = (record.session(), record.entry());
        let error = Error::new(ErrorKind::InvalidReference, message)
            .with_model(Kind::of::<M>().table.model);
        self.misuses.push(Misuse { session, entry, error });
    }
}

const NOT_THERE: &str = "the record is not in this session: it was deleted or forgotten, or belongs to \
                         another session; `forget` the reference to go on";
const IS_STORED: &str = "the record is stored already and can not be replaced; change its fields, and \
                         `forget` or attach it anew to go on";

/// The first seed takes the place of the old record; the others follow at the end.
fn moved(other: usize, next: usize, at: usize) -> usize {
    if other == next { at } else { other - 1 }
}
