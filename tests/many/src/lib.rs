//! Two hundred models in a chain and two hundred in a ring: each is related to the next one and back.
//!
//! What must not depend on how far relations lead, as it does where types mention each other, is the depth
//! of the compiler's own recursion: no `recursion_limit` is raised here. That both are checked is the test;
//! `cargo check -p many-models` takes six seconds on one core.

use model_runtime::Result;

/// Records with the one before each and those behind that one.
pub type Loaded<M, P> = Result<Vec<(M, Option<(P, Vec<M>)>)>>;

/// Writes models that refer to another one each, with a function that loads those that refer to it.
macro_rules! models {
    ($($name:ident of $parent:ident),* $(,)?) => {$(
        /// One of many.
        #[derive(Model, Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            /// Its key.
            #[primary_key]
            pub id: i64,
            /// The one before.
            #[foreign_key($parent, name = previous)]
            #[backref(next)]
            pub previous_id: Option<i64>,
        }

        impl $name {
            /// Loads them in a future that can be sent.
            pub fn load(db: &Db) -> impl Future<Output = Loaded<Self, $parent>> + Send {
                Self::query().with(Self::PREVIOUS.with($parent::NEXT)).all(db)
            }
        }
    )*};
}

pub mod chain;
pub mod ring;
