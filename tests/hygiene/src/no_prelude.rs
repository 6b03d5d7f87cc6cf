//! A module without the standard prelude uses models.
//!
//! It can not declare them: messages about missing columns need `#[diagnostic::on_unimplemented]`,
//! and without a prelude the compiler does not find `diagnostic`; see decision 0004.
#![no_implicit_prelude]

use crate::relations::{Member, Person, Team};

/// Some of the models of another module.
pub const SCHEMA: ::orm::Schema = ::orm::schema![Person, Team, Member];

/// Returns statements of a model.
#[must_use]
pub fn statements(dialect: ::orm::Dialect) -> [::orm::Statement; 3] {
    let person = Person {
        id: 1,
        mother_id: ::std::option::Option::None,
        father_id: ::std::option::Option::None,
    };
    [
        Person::filter(Person::MOTHER.is_null()).order_by(Person::ID).to_sql(dialect),
        Person::create().mother(&person).father_id(2).to_sql(dialect),
        person.children_of_mother().update().set(Person::FATHER, &person).to_sql(dialect),
    ]
}
