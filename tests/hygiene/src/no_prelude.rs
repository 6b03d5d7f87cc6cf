//! A module without the standard prelude.
#![no_implicit_prelude]

/// A parent.
#[::std::prelude::v1::derive(::orm::Model, ::std::fmt::Debug)]
#[model(crate = ::orm)]
pub struct Parent {
    /// A key.
    #[primary_key]
    pub id: i64,
    /// A name.
    #[unique]
    #[column(length = 10)]
    pub name: ::std::string::String,
    /// Perhaps an age.
    #[default(18)]
    pub age: ::std::option::Option<i32>,
    /// Not stored.
    #[skip]
    pub cache: ::std::vec::Vec<u8>,
}

/// A child.
#[::std::prelude::v1::derive(::orm::Model, ::std::fmt::Debug)]
#[model(crate = ::orm, unique(parent_id, number))]
pub struct Child {
    /// A key.
    #[primary_key]
    pub id: i64,
    /// A number.
    pub number: i32,
    /// A parent.
    #[foreign_key(Parent, on_delete = set_null)]
    #[backref(children, order_by(number))]
    pub parent_id: ::std::option::Option<i64>,
}

/// Both.
pub const SCHEMA: ::orm::Schema = ::orm::schema![Parent, Child];
