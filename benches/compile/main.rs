//! How long the compiler takes for an application of many models, beside the same one on sqlx.
//!
//! ```text
//! app (writes crates) ──▶ cargo (runs and times it) ──▶ table (Markdown)
//!  ├ ours
//!  └ hand_written
//! ```

mod app;
mod cargo;
mod hand_written;
mod ours;
mod table;

use std::process::ExitCode;

use benches::Failure;

use crate::app::{App, Kind, Shape};
use crate::cargo::Figures;

const USAGE: &str = "\
cargo run -p benches --bin compile -- [--models N]… [--rounds N] [--shape ring|chain]

  --models N     so many models (10, 50 and 200)
  --rounds N     how often each step is measured (3); the least time counts
  --shape SHAPE  how the models are related: in a ring, or in a chain (ring)";

struct Options {
    models: Vec<usize>,
    rounds: usize,
    shape: Shape,
}

fn main() -> ExitCode {
    let options = options(std::env::args().skip(1)).map_err(Failure::from);
    match options.and_then(|options| run(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options { models: Vec::new(), rounds: 3, shape: Shape::Ring };
    while let Some(argument) = arguments.next() {
        let value = arguments.next().unwrap_or_default();
        match (argument.as_str(), value.as_str()) {
            ("--models", value) => options.models.push(count(value)?),
            ("--rounds", value) => options.rounds = count(value)?,
            ("--shape", "ring") => options.shape = Shape::Ring,
            ("--shape", "chain") => options.shape = Shape::Chain,
            _ => return Err(USAGE.to_owned()),
        }
    }
    if options.models.is_empty() {
        options.models = vec![10, 50, 200];
    }
    Ok(options)
}

fn count(value: &str) -> Result<usize, String> {
    let count = value.parse().ok();
    Ok(count.filter(|count| *count > 0).ok_or(USAGE)?)
}

fn run(options: &Options) -> Result<(), Failure> {
    for &models in &options.models {
        let apps = [Kind::Ours, Kind::HandWritten].map(|kind| {
            let app = App { kind, models, shape: options.shape };
            app.write()
        });
        let [ours, by_hand] = apps;
        let (ours, by_hand) = (ours?, by_hand?);
        let mut figures = [Figures::of(&ours)?, Figures::of(&by_hand)?];
        for _ in 0..options.rounds {
            figures[0].measure(&ours)?;
            figures[1].measure(&by_hand)?;
        }
        figures[0].weigh(&ours)?;
        figures[1].weigh(&by_hand)?;
        print!("{}", table::rows(models, &figures[0], &figures[1]));
    }
    Ok(())
}
