//! What is asked for on the command line.

use std::time::Duration;

/// How much is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// How often each competitor has its turn.
    pub rounds: usize,
    /// How long a turn takes at least.
    pub turn: Duration,
    /// How often the work is done in a turn, if that is told instead of a time.
    pub calls: Option<u32>,
}

/// The command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// How much is measured; `None` only checks that all competitors answer the same.
    pub pace: Option<Pace>,
    /// Parts of names; a contest is held if its name has one of them, or if there are none.
    pub filters: Vec<String>,
    /// A part of a name; only competitors whose name has it take part.
    pub only: Option<String>,
}

/// How the bench target is used.
const USAGE: &str = "\
cargo bench -p benches -- [--quick] [--rounds N] [--calls N] [--only NAME] [FILTER]…

  --quick     few and short rounds: to see that it works, not to quote
  --rounds N  how often each competitor has its turn (31)
  --calls N   how often the work is done in a turn, for a profiler (as often as takes 5 ms)
  --only NAME measures only the competitors whose name has it, for a profiler
  FILTER      holds only the contests whose name has it, such as `postgres` or `insert`";

impl Options {
    /// Reads the arguments after the program's name.
    ///
    /// `cargo bench` passes `--bench`; without it, as `cargo test --benches` runs us, answers are
    /// checked and nothing is measured.
    ///
    /// # Errors
    ///
    /// What is wrong, and how it is used.
    pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut measured = false;
        let mut pace = Pace { rounds: 31, turn: Duration::from_millis(5), calls: None };
        let mut filters = Vec::new();
        let mut only = None;
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--bench" => measured = true,
                "--quick" => pace = Pace { rounds: 5, turn: Duration::from_millis(1), ..pace },
                "--rounds" => pace.rounds = count(arguments.next())? as usize,
                "--calls" => pace.calls = Some(count(arguments.next())?),
                "--only" => only = Some(arguments.next().ok_or(USAGE)?),
                flag if flag.starts_with('-') => return Err(USAGE.to_owned()),
                _ => filters.push(argument),
            }
        }
        Ok(Self { pace: measured.then_some(pace), filters, only })
    }

    /// Tells whether a name is asked for.
    #[must_use]
    pub fn wants(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        self.filters.is_empty()
            || self.filters.iter().any(|filter| name.contains(&filter.to_lowercase()))
    }
}

fn count(argument: Option<String>) -> Result<u32, String> {
    let count = argument.and_then(|count| count.parse().ok());
    Ok(count.filter(|count| *count > 0).ok_or(USAGE)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Options, String> {
        Options::parse(arguments.iter().map(|argument| (*argument).to_owned()))
    }

    #[test]
    fn nothing_is_measured_unless_cargo_bench_asks() {
        assert_eq!(parse(&[]).unwrap().pace, None);
        assert_eq!(parse(&["--bench"]).unwrap().pace.unwrap().rounds, 31);
        assert_eq!(parse(&["--rounds", "3", "--bench"]).unwrap().pace.unwrap().rounds, 3);
        assert_eq!(parse(&["--calls", "3", "--bench"]).unwrap().pace.unwrap().calls, Some(3));
    }

    #[test]
    fn unknown_flags_are_refused_with_the_usage() {
        for arguments in
            [&["--fast"][..], &["--calls"], &["--rounds"], &["--rounds", "0"], &["--rounds", "x"]]
        {
            assert_eq!(parse(arguments).unwrap_err(), USAGE);
        }
    }

    #[test]
    fn filters_choose_by_any_part_of_a_name() {
        let options = parse(&["postgres", "Insert"]).unwrap();
        assert!(options.wants("PostgreSQL: one row by key"));
        assert!(options.wants("SQLite: insert 100 rows"));
        assert!(!options.wants("SQLite: one row by key"));
        assert!(parse(&[]).unwrap().wants("anything"));
    }
}
