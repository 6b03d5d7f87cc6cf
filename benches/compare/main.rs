//! This library beside hand-written sqlx; see the README of this package.

mod data;
mod hand_written;
mod models;
mod mysql;
mod ours;
mod place;
mod postgres;
mod sqlite;

use std::process::ExitCode;

use benches::{Contest, Failure, Options, Report, peak};

use crate::place::Place;

/// The works whose memory is measured.
const LIST: &str = "list of 10 000 posts";
const NESTED: &str = "10 000 users with posts with comments";

/// What is asked for, and what came out so far.
struct Run {
    options: Options,
    report: Report,
}

impl Run {
    /// Holds a contest if it is asked for.
    async fn hold<T>(&mut self, contest: Contest<T>) -> Result<(), Failure>
    where
        T: PartialEq + std::fmt::Debug + 'static,
    {
        let name = contest.name();
        if self.options.wants(&name) {
            eprintln!("{name}");
            let outcome = contest.hold(self.options.pace, self.options.only.as_deref()).await;
            self.report.outcomes.extend(outcome.map_err(|error| format!("{name}: {error}"))?);
        }
        Ok(())
    }

    /// Measures the memory of some work, if that is asked for.
    fn weigh(
        &mut self,
        place: &Place,
        work: &'static str,
        of: &[&'static str],
    ) -> Result<(), Failure> {
        let name = format!("{}: peak memory, {work}", place.database);
        if self.options.pace.is_none() || !self.options.wants(&name) {
            return Ok(());
        }
        eprintln!("{name}");
        let mut competitors = Vec::new();
        for competitor in of {
            let arguments = [place.database, &place.url, work, competitor];
            competitors.push(((*competitor).to_owned(), peak::of_process(&arguments, 7)?));
        }
        self.report.peaks.push(peak::Peaks { database: place.database, work, competitors });
        Ok(())
    }
}

async fn run(options: Options) -> Result<Report, Failure> {
    let mut run = Run { options, report: Report::default() };
    for place in Place::all().await? {
        let db = place.fill().await?;
        match place.database {
            place::SQLITE => sqlite::contests(&mut run, &place, &db).await?,
            place::POSTGRES => postgres::contests(&mut run, &place, &db).await?,
            _ => mysql::contests(&mut run, &place, &db).await?,
        }
        run.weigh(&place, LIST, &hand_written::LISTS)?;
        run.weigh(&place, NESTED, &hand_written::NESTED)?;
    }
    Ok(run.report)
}

/// The process that measures one competitor's memory.
async fn peak_of(arguments: &[String]) -> Result<(), Failure> {
    let [database, url, work, competitor] = arguments else { return Err("four arguments".into()) };
    match (database.as_str(), work.as_str(), competitor.as_str()) {
        (_, NESTED, hand_written::OURS) => ours::peak_of_nested(url).await,
        (_, _, hand_written::OURS) => ours::peak_of_list(url).await,
        (place::SQLITE, NESTED, _) => sqlite::peak_of_nested(url).await,
        (place::SQLITE, ..) => sqlite::peak_of_list(url, competitor).await,
        (place::POSTGRES, NESTED, _) => postgres::peak_of_nested(url).await,
        (place::POSTGRES, ..) => postgres::peak_of_list(url, competitor).await,
        (_, NESTED, _) => mysql::peak_of_nested(url).await,
        _ => mysql::peak_of_list(url, competitor).await,
    }
}

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    // One thread of our own, as the machine may have few; SQLite's connections have theirs.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let result = runtime.map_err(Failure::from).and_then(|runtime| {
        if arguments.first().is_some_and(|argument| argument == peak::ARGUMENT) {
            return runtime.block_on(peak_of(&arguments.split_off(1)));
        }
        let report = runtime.block_on(run(Options::parse(arguments)?))?;
        println!("{report}");
        Ok(())
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}
