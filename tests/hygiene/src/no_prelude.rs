//! A module without the standard prelude declares models and uses them.
//!
//! What it has to import is `diagnostic`, which the compiler does not find there; see decision 0004.
#![no_implicit_prelude]

use ::orm::no_prelude::diagnostic;
use ::std::option::Option::{self, None};
use ::std::string::String;

use crate::relations::{Member, Person, Team};

/// A model with everything that is emitted in a way of its own.
#[derive(::orm::Model, Debug)]
#[model(crate = ::orm, table = "bare", index(name, desc(number)))]
pub struct Bare {
    /// Its key.
    #[primary_key]
    pub id: i64,
    /// A text.
    #[unique]
    #[column(length = 10)]
    pub name: String,
    /// A number.
    #[default(5)]
    pub number: i32,
    /// A parent.
    #[foreign_key(Self, on_delete = set_null)]
    #[backref(children, order_by(name), extension)]
    pub parent_id: Option<i64>,
    /// Not stored.
    #[skip]
    pub cache: i32,
}

/// A link of two.
#[derive(::orm::Model, Debug)]
#[model(crate = ::orm, table = "bare_link", link(liked, likers))]
pub struct Link {
    /// The one that likes.
    #[primary_key]
    #[foreign_key(Bare)]
    pub liker_id: i64,
    /// The one that is liked.
    #[primary_key]
    #[foreign_key(Bare)]
    pub liked_id: i64,
}

/// The models of this module and some of another one.
pub const SCHEMA: ::orm::Schema = ::orm::schema![Bare, Link, Person, Team, Member];

/// Returns statements of models.
#[must_use]
pub fn statements(dialect: ::orm::Dialect) -> [::orm::Statement; 5] {
    let person = Person { id: 1, mother_id: None, father_id: None };
    let bare = Bare { id: 1, name: String::new(), number: 5, parent_id: None, cache: 0 };
    [
        Person::filter(Person::MOTHER.is_null()).order_by(Person::ID).to_sql(dialect),
        Person::create().mother(&person).father_id(2).to_sql(dialect),
        person.children_of_mother().update().set(Person::FATHER, &person).to_sql(dialect),
        bare.children().filter(Bare::NAME.eq("x")).to_sql(dialect),
        Bare::create().name("x").parent(&bare).to_sql(dialect),
    ]
}

/// A module that is called like the compiler's own, beside a model.
pub mod beside {
    /// Called like the compiler's, which it hides.
    pub mod diagnostic {
        pub use ::orm::no_prelude::diagnostic::*;
    }

    /// Its neighbour.
    #[derive(::orm::Model, Debug)]
    #[model(crate = ::orm)]
    pub struct Neighbour {
        /// Its key.
        #[primary_key]
        pub id: i64,
    }
}

#[cfg(test)]
mod tests {
    use ::std::assert;
    use ::std::prelude::v1::test;

    #[test]
    fn models_without_a_prelude_work() {
        for statement in super::statements(::orm::Dialect::Sqlite) {
            assert!(statement.refusal().is_none(), "{statement}");
        }
    }
}
