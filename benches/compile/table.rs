//! The table, as Markdown.

use std::fmt::Write as _;
use std::time::Duration;

use crate::cargo::Figures;

/// Writes the rows of one number of models.
pub(crate) fn rows(models: usize, ours: &Figures, by_hand: &Figures) -> String {
    let mut text = String::new();
    for (step, ours, by_hand, goal) in [
        ("`cargo check`, from nothing, s", ours.check, by_hand.check, 1.3),
        ("`cargo check` after an edit, s", ours.check_again, by_hand.check_again, 1.3),
        ("`cargo build`, from nothing, s", ours.build, by_hand.build, 1.3),
        ("`cargo build` after an edit, s", ours.build_again, by_hand.build_again, 1.3),
    ] {
        let seconds = |time: Option<Duration>| time.unwrap_or_default().as_secs_f64();
        row(&mut text, models, step, [seconds(ours), seconds(by_hand)], Some(goal));
    }
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    let programs = [megabytes(ours.program), megabytes(by_hand.program)];
    row(&mut text, models, "stripped release program, MB", programs, Some(1.15));
    let lines = |figures: &Figures| figures.expanded_lines as f64 / models as f64;
    row(&mut text, models, "expanded lines per model", [lines(ours), lines(by_hand)], None);
    text
}

fn row(text: &mut String, models: usize, what: &str, [ours, by_hand]: [f64; 2], goal: Option<f64>) {
    let ratio = ours / by_hand;
    let (goal, verdict) = match goal {
        Some(goal) if ratio <= goal => (format!("{goal}"), "reached"),
        Some(goal) => (format!("{goal}"), "**missed**"),
        None => ("–".to_owned(), ""),
    };
    let _ = writeln!(
        text,
        "| {models} | {what} | {ours:.2} | {by_hand:.2} | {ratio:.2} | {goal} | {verdict} |"
    );
}
