//! The applications: a crate each, with a module for each model.

use std::path::PathBuf;

use benches::{Failure, Package};

use crate::{hand_written, ours};

/// How an application is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// With this library.
    Ours,
    /// With sqlx's `FromRow` and `query_as`.
    HandWritten,
}

/// How the models refer to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Each to the one before, the first one to the last.
    Ring,
    /// Each to the one before, the first one to none.
    Chain,
}

/// An application to be written.
pub(crate) struct App {
    pub(crate) kind: Kind,
    pub(crate) models: usize,
    pub(crate) shape: Shape,
}

/// An application that is written.
pub(crate) struct Written {
    pub(crate) package: Package,
    /// A source file in which one function is edited.
    pub(crate) edited: PathBuf,
}

/// The model that a model refers to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Model {
    pub(crate) at: usize,
    /// The number of its parent.
    pub(crate) parent: Option<usize>,
    /// The number of the model that refers to it.
    pub(crate) child: Option<usize>,
}

impl App {
    fn model(&self, at: usize) -> Model {
        let ring = self.shape == Shape::Ring;
        let before = at.checked_sub(1).or(ring.then_some(self.models - 1));
        let after = Some(at + 1).filter(|next| *next < self.models).or(ring.then_some(0));
        Model { at, parent: before, child: after }
    }

    /// Writes the crate.
    pub(crate) fn write(&self) -> Result<Written, Failure> {
        let (label, library, module, main): (_, _, fn(Model) -> String, _) = match self.kind {
            Kind::Ours => ("ours", ours::DEPENDENCIES, ours::module, ours::main(self.models)),
            Kind::HandWritten => (
                "sqlx",
                hand_written::DEPENDENCIES,
                hand_written::module,
                hand_written::main(self.models),
            ),
        };
        let shape = if self.shape == Shape::Ring { "ring" } else { "chain" };
        let name = format!("{label}_{shape}_{}", self.models);
        let manifest = format!("[profile.release]\nstrip = true\n\n[dependencies]\n{library}");
        let package = Package::write("compile", name, &manifest)?;
        package.put("main.rs", &main)?;
        for at in 0..self.models {
            package.put(&format!("m{at}.rs"), &module(self.model(at)))?;
        }
        let edited = package.source.join(format!("m{}.rs", self.models / 2));
        Ok(Written { package, edited })
    }
}
