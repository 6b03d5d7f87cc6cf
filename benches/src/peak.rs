//! The most memory that an operation needs, measured in a process of its own.

use std::fs;
use std::hint::black_box;
use std::process::Command;

use crate::contest::Failure;
use crate::figures::median;

/// The argument by which the bench target asks itself to measure one competitor.
pub const ARGUMENT: &str = "--peak-of";

/// What a process held at most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Peak {
    /// In all.
    pub kilobytes: f64,
    /// More than before the operation.
    pub grown_kilobytes: f64,
}

/// The peaks of competitors that did the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Peaks {
    /// The database.
    pub database: &'static str,
    /// What was done.
    pub work: &'static str,
    /// The competitors, ours first.
    pub competitors: Vec<(String, Peak)>,
}

/// Runs this program for one competitor, in some processes; the medians of what they held.
///
/// # Errors
///
/// If the program could not measure.
pub fn of_process(arguments: &[&str], processes: usize) -> Result<Peak, Failure> {
    let mut all = Vec::new();
    let mut grown = Vec::new();
    for _ in 0..processes {
        let output =
            Command::new(std::env::current_exe()?).arg(ARGUMENT).args(arguments).output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        let mut words = text.split_whitespace().map(str::parse);
        let (Some(Ok(peak)), Some(Ok(more))) = (words.next(), words.next()) else {
            return Err(
                format!("{arguments:?}: {}", String::from_utf8_lossy(&output.stderr)).into()
            );
        };
        all.push(peak);
        grown.push(more);
    }
    Ok(Peak { kilobytes: median(all), grown_kilobytes: median(grown) })
}

/// Does something once and prints what [`of_process`] reads.
///
/// # Errors
///
/// What the operation reports; or that the system does not tell.
pub async fn print<T>(operation: impl AsyncFnOnce() -> Result<T, Failure>) -> Result<(), Failure> {
    // The peak so far, of connecting and of a first small answer, is forgotten.
    fs::write("/proc/self/clear_refs", "5")?;
    let before = kilobytes("VmRSS:")?;
    black_box(operation().await?);
    let peak = kilobytes("VmHWM:")?;
    println!("{peak} {}", peak - before);
    Ok(())
}

fn kilobytes(key: &str) -> Result<f64, Failure> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(key));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number.ok_or("the system does not tell how much memory is in use")?.parse()?)
}
