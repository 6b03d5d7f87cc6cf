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

/// Writes a model of fragments of every kind.
macro_rules! fragments {
    ($vis:vis $name:ident, $table:literal, $parent:ty, $key:ty, $field:ident, $default:expr, $($doc:tt)+) => {
        #[doc = $($doc)+]
        #[derive(Model, Debug)]
        #[model(crate = ::orm, table = $table, unique($field, parent_id))]
        $vis struct $name {
            /// The key.
            #[primary_key]
            $vis id: $key,
            /// A number.
            #[default($default)]
            $vis $field: i32,
            /// Its parent.
            #[foreign_key($parent, on_delete = cascade)]
            #[backref(fragments, order_by(desc($field)))]
            $vis parent_id: $key,
        }
    };
}

fragments!(pub Fragments, "fragments", Parent, i64, amount, 7, "Made of fragments.");

/// A macro that a macro writes, which writes a model.
macro_rules! nested {
    ($name:ident) => {
        macro_rules! within {
            ($field:ident) => {
                /// Written by the inner one.
                #[derive(Model, Debug)]
                #[model(crate = ::orm)]
                pub struct $name {
                    /// The key.
                    #[primary_key]
                    pub id: i64,
                    /// A name of the inner one, beside one of the outer one.
                    #[unique]
                    pub $field: i32,
                }
            };
        }
        within!(number);
    };
}

nested!(Nested);

/// All of them.
pub const SCHEMA: Schema = schema![Parent, Child, Fixed, Note, Fragments, Nested];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_fragments_have_their_names() {
        let parent = Parent { id: 1, name: String::new(), maybe: None };
        let found = parent.fragments().filter(Fragments::AMOUNT.eq(7)).to_sql(Dialect::Sqlite);
        assert!(found.sql().ends_with("ORDER BY `amount` DESC"), "{found}");
        assert_eq!(Nested::find_by_number(1).to_sql(Dialect::Sqlite).binds().len(), 1);
        assert_eq!(
            Fragments::create().parent(&parent).amount(1).to_sql(Dialect::Sqlite).binds().len(),
            2
        );
    }
}
