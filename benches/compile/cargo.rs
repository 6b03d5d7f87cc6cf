//! Runs cargo and measures it.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

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
    pub(crate) fn of(app: &Written) -> Result<Self, String> {
        cargo(app, &["check"])?;
        cargo(app, &["build"])?;
        let expanded = run(app, &["rustc", "--", "-Zunpretty=expanded"])?;
        let expanded = String::from_utf8_lossy(&expanded.stdout).lines().count();
        Ok(Self { expanded_lines: expanded, ..Self::default() })
    }

    /// Measures each step once more.
    pub(crate) fn measure(&mut self, app: &Written) -> Result<(), String> {
        forget(app)?;
        least(&mut self.check, cargo(app, &["check"])?);
        least(&mut self.build, cargo(app, &["build"])?);
        edit(app)?;
        least(&mut self.check_again, cargo(app, &["check"])?);
        least(&mut self.build_again, cargo(app, &["build"])?);
        Ok(())
    }

    /// Builds the stripped release program.
    pub(crate) fn weigh(&mut self, app: &Written) -> Result<(), String> {
        cargo(app, &["build", "--release"])?;
        let program = app.target.join("release").join(&app.name);
        self.program = fs::metadata(program).map_err(|error| error.to_string())?.len();
        Ok(())
    }
}

fn least(kept: &mut Option<Duration>, taken: Duration) {
    *kept = Some(kept.map_or(taken, |kept| kept.min(taken)));
}

/// Runs cargo quietly and answers how long it took.
fn cargo(app: &Written, arguments: &[&str]) -> Result<Duration, String> {
    let start = Instant::now();
    run(app, arguments)?;
    Ok(start.elapsed())
}

fn run(app: &Written, arguments: &[&str]) -> Result<Output, String> {
    let output = Command::new("cargo")
        .args(arguments)
        .current_dir(&app.folder)
        .env("CARGO_TARGET_DIR", &app.target)
        .env("RUSTC_BOOTSTRAP", "1")
        .output()
        .map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last: Vec<&str> = said.lines().rev().take(40).collect();
    let last: Vec<&str> = last.into_iter().rev().collect();
    Err(format!("cargo {} in {}:\n{}", arguments.join(" "), app.folder.display(), last.join("\n")))
}

/// Throws away what was compiled of the application, and of nothing else.
fn forget(app: &Written) -> Result<(), String> {
    cargo(app, &["clean", "-p", &app.name]).map(drop)
}

/// Changes a line of one function.
fn edit(app: &Written) -> Result<(), String> {
    let path: &PathBuf = &app.edited;
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let edited = match text.contains(".bind(0.5)") || text.contains(".score(0.5)") {
        true => text.replace("(0.5)", "(0.25)"),
        false => text.replace("(0.25)", "(0.5)"),
    };
    fs::write(path, edited).map_err(|error| error.to_string())
}
