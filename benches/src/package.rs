//! Packages that are written and built for a measurement, apart from the workspace.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::Failure;

/// The repository's folder.
const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A package that is written. It has the workspace's `Cargo.lock`, and shares its target folder with those
/// that are written beneath the same folder, so that dependencies are built once.
#[derive(Debug)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// The folder of its sources.
    pub source: PathBuf,
    /// The folder of its manifest.
    folder: PathBuf,
    /// Where its artefacts go.
    target: PathBuf,
}

impl Package {
    /// Writes the manifest beneath a folder of the workspace's target folder; `$ROOT` in it is the repository.
    ///
    /// # Errors
    ///
    /// If a file can not be written.
    pub fn write(beneath: &str, name: String, manifest: &str) -> Result<Self, Failure> {
        let root = Path::new(REPOSITORY).join("target").join(beneath);
        let folder = root.join(&name);
        let source = folder.join("src");
        fs::create_dir_all(&source)?;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[workspace]\n\n{}",
            manifest.replace("$ROOT", REPOSITORY)
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::copy(Path::new(REPOSITORY).join("Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(Self { name, source, folder, target: root.join("target") })
    }

    /// Writes a source file and returns its path.
    ///
    /// # Errors
    ///
    /// If it can not be written.
    pub fn put(&self, name: &str, text: &str) -> Result<PathBuf, Failure> {
        let path = self.source.join(name);
        fs::write(&path, text)?;
        Ok(path)
    }

    /// Runs cargo quietly.
    ///
    /// # Errors
    ///
    /// What cargo says in the end.
    pub fn cargo(&self, arguments: &[&str]) -> Result<Output, Failure> {
        let mut cargo = Command::new("cargo");
        cargo.args(arguments).current_dir(&self.folder).env("CARGO_TARGET_DIR", &self.target);
        // For `-Zunpretty`; set for all, as it is part of what cargo compares to see what is to be built anew.
        run(cargo.env("RUSTC_BOOTSTRAP", "1"))
    }

    /// Where its release program is, once it is built.
    #[must_use]
    pub fn program(&self) -> PathBuf {
        self.target.join("release").join(&self.name)
    }
}

/// Runs a command to its end.
///
/// # Errors
///
/// What it says in the end; not its arguments, of which one may be a URL with a password.
pub fn run(command: &mut Command) -> Result<Output, Failure> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = said.lines().collect();
    let last = lines[lines.len().saturating_sub(40)..].join("\n");
    Err(format!("{}:\n{last}", command.get_program().display()).into())
}
