//! The tables, as Markdown.

use std::fmt;

use crate::figures::Outcome;
use crate::peak::Peaks;

/// All that was measured in one run.
#[derive(Debug, Default)]
pub struct Report {
    /// The contests.
    pub outcomes: Vec<Outcome>,
    /// The memory.
    pub peaks: Vec<Peaks>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.summary(f)?;
        self.memory(f)?;
        self.outcomes.iter().try_for_each(|outcome| details(f, outcome))
    }
}

impl Report {
    fn summary(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.outcomes.is_empty() {
            return Ok(());
        }
        writeln!(
            f,
            "| database | work | ours, µs | best sqlx, µs | which | ratio | of the best rounds | of processor time | goal | |"
        )?;
        writeln!(f, "|---|---|---:|---:|---|---:|---:|---:|---:|---|")?;
        for outcome in &self.outcomes {
            let (Some(ours), Some(best)) = (outcome.ours(), outcome.best_other()) else { continue };
            let (ratio, min_ratio) = (ours.ratio(best), ours.min_ratio(best));
            let cpu_ratio = ours.cpu_ratio(best);
            writeln!(
                f,
                "| {} | {} | {} | {} | {} | {ratio:.2} | {min_ratio:.2} | {cpu_ratio:.2} | {} | {} |",
                outcome.database,
                outcome.work,
                micros(ours.median()),
                micros(best.median()),
                best.name,
                goal(outcome.goal),
                verdict(outcome.goal, ratio),
            )?;
        }
        writeln!(f)
    }

    fn memory(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.peaks.is_empty() {
            return Ok(());
        }
        writeln!(f, "| database | work | competitor | peak, MB | of which for the work, MB |")?;
        writeln!(f, "|---|---|---|---:|---:|")?;
        for peaks in &self.peaks {
            for (name, peak) in &peaks.competitors {
                let (all, list) = (peak.kilobytes / 1024.0, peak.grown_kilobytes / 1024.0);
                writeln!(
                    f,
                    "| {} | {} | {name} | {all:.1} | {list:.1} |",
                    peaks.database, peaks.work
                )?;
            }
        }
        writeln!(f)
    }
}

fn details(f: &mut fmt::Formatter<'_>, outcome: &Outcome) -> fmt::Result {
    let Some(ours) = outcome.ours() else { return Ok(()) };
    writeln!(f, "**{}: {}**\n", outcome.database, outcome.work)?;
    writeln!(
        f,
        "| competitor | median, µs | best round, µs | ours to it | of the best rounds | of processor time |"
    )?;
    writeln!(f, "|---|---:|---:|---:|---:|---:|")?;
    for figures in &outcome.figures {
        writeln!(
            f,
            "| {} | {} | {} | {:.2} | {:.2} | {:.2} |",
            figures.name,
            micros(figures.median()),
            micros(figures.min()),
            ours.ratio(figures),
            ours.min_ratio(figures),
            ours.cpu_ratio(figures),
        )?;
    }
    writeln!(f)
}

fn micros(seconds: f64) -> String {
    let micros = seconds * 1e6;
    if micros < 100.0 { format!("{micros:.1}") } else { format!("{micros:.0}") }
}

fn goal(goal: Option<f64>) -> String {
    goal.map_or_else(|| "–".to_owned(), |goal| format!("{goal:.2}"))
}

fn verdict(goal: Option<f64>, ratio: f64) -> &'static str {
    match goal {
        Some(goal) if ratio <= goal => "reached",
        Some(_) => "**missed**",
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contest::Side;
    use crate::figures::Figures;

    #[test]
    fn summary_compares_with_the_best_other() {
        let figures = |name: &str, side, micros: f64| Figures {
            name: name.to_owned(),
            side,
            rounds: vec![micros / 1e6],
            cpu: vec![micros / 1e6],
        };
        let outcome = Outcome {
            database: "SQLite",
            work: "one row".to_owned(),
            goal: Some(1.05),
            figures: vec![
                figures("this library", Side::Ours, 11.0),
                figures("slow", Side::Other, 220.0),
                figures("fast", Side::Other, 10.0),
            ],
        };
        let report = Report { outcomes: vec![outcome], peaks: Vec::new() }.to_string();
        assert!(report.contains(
            "| SQLite | one row | 11.0 | 10.0 | fast | 1.10 | 1.10 | 1.10 | 1.05 | **missed** |"
        ));
        assert!(report.contains("| slow | 220 | 220 | 0.05 | 0.05 | 0.05 |"));
    }
}
