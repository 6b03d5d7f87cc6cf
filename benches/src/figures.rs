//! What was measured, and what follows from it.

use crate::contest::Side;

/// What one competitor took in each round, in seconds per operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// The competitor.
    pub name: String,
    /// Whose it is.
    pub side: Side,
    /// The rounds, in their order.
    pub rounds: Vec<f64>,
    /// The processor time of this process in each of them.
    pub cpu: Vec<f64>,
}

/// A contest that was held.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The database.
    pub database: &'static str,
    /// The work.
    pub work: String,
    /// The highest ratio to the best of the others that we want to see.
    pub goal: Option<f64>,
    /// The competitors, in the order of entering.
    pub figures: Vec<Figures>,
}

/// The value in the middle; the mean of the two in the middle of an even number.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    match (values.get(half), values.len() % 2) {
        (None, _) => f64::NAN,
        (Some(middle), 1) => *middle,
        (Some(upper), _) => f64::midpoint(values[half - 1], *upper),
    }
}

fn ratio(own: &[f64], other: &[f64]) -> f64 {
    median(own.iter().zip(other).map(|(own, other)| own / other).collect())
}

impl Figures {
    /// The median of the rounds.
    #[must_use]
    pub fn median(&self) -> f64 {
        median(self.rounds.clone())
    }

    /// The best round.
    #[must_use]
    pub fn min(&self) -> f64 {
        self.rounds.iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// How much longer this took than another: the median of the rounds' ratios.
    ///
    /// Within a round both ran in the same weather, so this is steadier than a ratio of medians.
    #[must_use]
    pub fn ratio(&self, other: &Self) -> f64 {
        ratio(&self.rounds, &other.rounds)
    }

    /// How much longer this process worked: the median of the rounds' ratios.
    #[must_use]
    pub fn cpu_ratio(&self, other: &Self) -> f64 {
        ratio(&self.cpu, &other.cpu)
    }

    /// How much longer the best round took than another's.
    #[must_use]
    pub fn min_ratio(&self, other: &Self) -> f64 {
        self.min() / other.min()
    }
}

impl Outcome {
    /// Our figures.
    #[must_use]
    pub fn ours(&self) -> Option<&Figures> {
        self.figures.iter().find(|figures| figures.side == Side::Ours)
    }

    /// The others' figures with the lowest median.
    #[must_use]
    pub fn best_other(&self) -> Option<&Figures> {
        let others = self.figures.iter().filter(|figures| figures.side == Side::Other);
        others.min_by(|a, b| a.median().total_cmp(&b.median()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(side: Side, rounds: &[f64]) -> Figures {
        Figures { name: String::new(), side, rounds: rounds.to_vec(), cpu: rounds.to_vec() }
    }

    #[test]
    fn median_is_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
        assert!(median(Vec::new()).is_nan());
    }

    #[test]
    fn ratio_pairs_the_rounds() {
        // The second round ran in bad weather, for both.
        let ours = figures(Side::Ours, &[2.0, 20.0, 2.2]);
        let other = figures(Side::Other, &[1.0, 10.0, 1.0]);
        assert_eq!(ours.ratio(&other), 2.0);
        assert_eq!(ours.min_ratio(&other), 2.0);
    }

    #[test]
    fn best_other_has_the_lowest_median() {
        let outcome = Outcome {
            database: "",
            work: String::new(),
            goal: None,
            figures: vec![
                figures(Side::Ours, &[1.0]),
                figures(Side::Other, &[3.0]),
                figures(Side::Other, &[2.0]),
            ],
        };
        assert_eq!(outcome.best_other().unwrap().rounds, [2.0]);
        assert_eq!(outcome.ours().unwrap().rounds, [1.0]);
    }
}
