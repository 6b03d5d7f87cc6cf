//! The levels of a query, and how the records of one come to those of another.

use crate::error::Result;
use crate::model::load::found::{Found, Related, Share};
use crate::model::load::level::Level;
use crate::model::load::plan::Plan;
use crate::model::load::steps::Steps;

/// Levels as they are found: first that of the query's own records, each other after that of its owners.
pub(super) struct Levels {
    levels: Vec<Box<dyn Level>>,
    /// What hangs the levels after the first on others.
    ties: Vec<Tie>,
}

/// What hangs the records of a level on their owners.
struct Tie {
    /// The level of the owners.
    level: usize,
    /// For each record the position of its owner.
    owners: Vec<usize>,
    /// For each owner how many records it has.
    counts: Vec<usize>,
    /// Over which steps they were reached, if there are any.
    steps: Option<Steps>,
}

impl Levels {
    pub(super) fn new(records: Box<dyn Level>) -> Self {
        Self { levels: vec![records], ties: Vec::new() }
    }

    /// The records of a level, in the order in which they were found.
    pub(super) fn records(&self, level: usize) -> &dyn Level {
        &*self.levels[level]
    }

    /// Adds what was found for the records of a level, and answers which level it is.
    ///
    /// # Errors
    ///
    /// `NotFound` and `TooManyRows` where an owner has too few or too many; `TooLong` after too many steps.
    pub(super) fn add(&mut self, plan: &Plan, level: usize, related: Related) -> Result<usize> {
        let steps = plan.steps(self.records(level), &related)?;
        let Related { records, owners } = related;
        let mut counts = vec![0; self.records(level).count()];
        for &owner in &owners {
            counts[owner] += 1;
        }
        for &count in &counts {
            plan.bounds.check(count)?;
        }
        self.levels.push(records);
        self.ties.push(Tie { level, owners, counts, steps });
        Ok(self.ties.len())
    }

    /// Brings the records of each level into the order of their owners.
    ///
    /// Not before all are found: keys are best asked for in the order in which they came.
    pub(super) fn into_found(mut self) -> Found {
        let mut shares = Vec::with_capacity(self.ties.len());
        let mut places: Vec<Option<Vec<usize>>> = vec![None];
        for (mut tie, records) in self.ties.into_iter().zip(&mut self.levels[1..]) {
            if let Some(places) = &places[tie.level] {
                tie.follow(places);
            }
            let moved = tie.places();
            if let Some(places) = &moved {
                records.arrange(&mut places.clone());
            }
            places.push(moved);
            shares.push(Share { counts: tie.counts, steps: tie.steps.unwrap_or_default() });
        }
        Found::new(self.levels, shares)
    }
}

impl Tie {
    /// Follows the owners to their places.
    fn follow(&mut self, places: &[usize]) {
        if let Some(steps) = &mut self.steps {
            return steps.follow(places);
        }
        for owner in &mut self.owners {
            *owner = places[*owner];
        }
        let counts = std::mem::take(&mut self.counts);
        self.counts.resize(counts.len(), 0);
        for (count, &place) in counts.into_iter().zip(places) {
            self.counts[place] = count;
        }
    }

    /// Where each record belongs, if not all are there: after those of the owners before, and those of its
    /// owner that came before. What was reached over steps stays where it is, as the steps know.
    fn places(&self) -> Option<Vec<usize>> {
        if self.steps.is_some() || self.owners.is_sorted() {
            return None;
        }
        let mut before = 0;
        let mut next = Vec::with_capacity(self.counts.len());
        for count in &self.counts {
            next.push(before);
            before += count;
        }
        let place = |owner: &usize| {
            let place = next[*owner];
            next[*owner] += 1;
            place
        };
        Some(self.owners.iter().map(place).collect())
    }
}
