//! Runs cargo and measures it.

use std::fs;
use std::time::{Duration, Instant};

use benches::Failure;

use crate::app::Written;

/// What was measured of an application; times are the least of all rounds.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    /// The crate alone, from nothing.
    pub(crate) check: Option<Duration>,
    /// After a line of one function was changed.
    pub(crate) check_again: Option<Duration>,
    pub(crate) build: Option<Duration>,
    pub(crate) build_again: Option<Duration>,
    /// The lines of the crate with all macros expanded.
    pub(crate) expanded_lines: usize,
    /// The bytes of the stripped release program.
    pub(crate) program: u64,
}

impl Figures {
    /// Builds what the application depends on, which is not measured, and expands it.
    pub(crate) fn of(app: &Written) -> Result<Self, Failure> {
        cargo(app, &["check"])?;
        cargo(app, &["build"])?;
        let expanded = app.package.cargo(&["rustc", "--", "-Zunpretty=expanded"])?;
        let expanded = String::from_utf8_lossy(&expanded.stdout).lines().count();
        Ok(Self { expanded_lines: expanded, ..Self::default() })
    }

    /// Measures each step once more.
    pub(crate) fn measure(&mut self, app: &Written) -> Result<(), Failure> {
        forget(app)?;
        least(&mut self.check, cargo(app, &["check"])?);
        least(&mut self.build, cargo(app, &["build"])?);
        edit(app)?;
        least(&mut self.check_again, cargo(app, &["check"])?);
        least(&mut self.build_again, cargo(app, &["build"])?);
        Ok(())
    }

    /// Builds the stripped release program.
    pub(crate) fn weigh(&mut self, app: &Written) -> Result<(), Failure> {
        cargo(app, &["build", "--release"])?;
        self.program = fs::metadata(app.package.program())?.len();
        Ok(())
    }
}

fn least(kept: &mut Option<Duration>, taken: Duration) {
    *kept = Some(kept.map_or(taken, |kept| kept.min(taken)));
}

/// Runs cargo quietly and answers how long it took.
fn cargo(app: &Written, arguments: &[&str]) -> Result<Duration, Failure> {
    let start = Instant::now();
    app.package.cargo(arguments)?;
    Ok(start.elapsed())
}

/// Throws away what was compiled of the application, and of nothing else.
fn forget(app: &Written) -> Result<(), Failure> {
    cargo(app, &["clean", "-p", &app.package.name]).map(drop)
}

/// Changes a line of one function.
fn edit(app: &Written) -> Result<(), Failure> {
    let text = fs::read_to_string(&app.edited)?;
    let edited = match text.contains(".bind(0.5)") || text.contains(".score(0.5)") {
        true => text.replace("(0.5)", "(0.25)"),
        false => text.replace("(0.25)", "(0.5)"),
    };
    Ok(fs::write(&app.edited, edited)?)
}
