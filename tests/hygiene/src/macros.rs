//! Models that macros write.

use orm::prelude::*;

/// Writes a model of names and types that it is given.
macro_rules! model {
    ($(#[$attr:meta])* $vis:vis $name:ident { $($(#[$of_field:meta])* $field:ident: $ty:ty),* $(,)? }) => {
        $(#[$attr])*
        #[derive(Model, Debug)]
        #[model(crate = ::orm)]
        $vis struct $name {
            /// The key.
            #[primary_key]
            $vis id: i64,
            $($(#[$of_field])* $vis $field: $ty,)*
        }
    };
}

model! {
    /// Written by a macro.
    pub Parent {
        /// A name.
        #[unique]
        name: String,
        /// A type in a group of its own.
        maybe: Option<i32>,
    }
}

model! {
    /// A child of what a macro wrote.
    pub Child {
        /// Its parent.
        #[foreign_key(Parent, on_delete = set_null)]
        #[backref(children)]
        parent_id: Option<i64>,
    }
}

/// Writes a model whose names are all the macro's own.
macro_rules! fixed {
    () => {
        /// All of it is the macro's.
        #[derive(Model, Debug)]
        #[model(crate = ::orm, table = "fixed")]
        pub struct Fixed {
            /// The key.
            #[primary_key]
            pub id: i64,
            /// Unique.
            #[unique]
            #[column(length = 10)]
            pub name: String,
            /// With a default.
            #[default(5)]
            pub number: i32,
            /// Its parent.
            #[foreign_key(Parent)]
            #[backref(fixed)]
            pub parent_id: i64,
        }
    };
}

fixed!();

/// Writes a relation of a model and a type that it is given.
macro_rules! relation {
    ($name:ident of $parent:path, $key:ty, $backref:ident, $length:literal) => {
        /// A relation.
        #[derive(Model, Debug)]
        #[model(crate = ::orm)]
        pub struct $name {
            /// The key.
            #[primary_key]
            pub id: $key,
            /// Its parent.
            #[foreign_key($parent)]
            #[backref($backref)]
            pub parent_id: $key,
            /// A text.
            #[column(length = $length)]
            pub text: String,
        }
    };
}

relation!(Note of Parent, i64, notes, 40);

/// All of them.
pub const SCHEMA: Schema = schema![Parent, Child, Fixed, Note];
