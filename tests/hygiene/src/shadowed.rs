//! User types with the names of the standard library and of the runtime.

/// Not the one of the standard library.
#[derive(Debug)]
pub struct Option;

/// Not the one of the standard library.
#[derive(Debug)]
pub struct Result;

/// Not the one of the standard library.
#[derive(Debug)]
pub struct String;

/// Not the one of the standard library.
#[derive(Debug)]
pub struct Vec;

/// Not the one of the standard library.
#[derive(Debug)]
pub struct Box;

/// Not the ones of the standard library.
#[expect(non_snake_case, reason = "it is called like the variant")]
pub const fn Some() {}

/// Not the one of the standard library.
#[derive(Debug)]
pub struct None;

/// Not the one of the standard library.
#[derive(Debug)]
pub struct Ok;

/// Not the one of the standard library.
#[derive(Debug)]
pub struct Err;

/// Not the one of the runtime.
#[derive(Debug)]
pub struct Column;

/// Not the one of the runtime.
#[derive(Debug)]
pub struct Query;

/// Not the one of the runtime.
#[derive(Debug)]
pub struct Table;

/// Not the one of the runtime.
#[derive(Debug)]
pub struct Missing;

/// Traits that are called like those of the standard library, and lack their methods.
pub trait Default {}
/// As above.
pub trait Clone {}
/// As above.
pub trait Send {}
/// As above.
pub trait Sized {}
/// As above.
pub trait Iterator {}
/// As above.
pub trait Sync {}
/// As above.
pub trait Fn {}
/// As above.
pub trait Into {}
/// As above.
pub trait From {}

/// Methods of everything, with the names of the runtime's.
pub trait Everything {
    /// Not the runtime's.
    fn get(&self) {}
    /// Not the runtime's.
    fn bind(&self) {}
    /// Not the runtime's.
    fn set(&self) {}
    /// Not the runtime's.
    fn of(&self) {}
    /// Not the runtime's.
    fn by(&self) {}
    /// Not the runtime's.
    fn name(&self) {}
    /// Not the runtime's.
    fn into_key(self)
    where
        Self: ::std::marker::Sized,
    {
    }
    /// Not the runtime's.
    fn into_value(self)
    where
        Self: ::std::marker::Sized,
    {
    }
}

impl<T: ?::std::marker::Sized> Everything for T {}

/// A module that is called like a type.
pub mod i64 {}
/// A module that is called like a type.
pub mod usize {}
/// A module that is called like a type.
pub use ::std::str;

/// Not the one of the standard library.
#[macro_export]
#[doc(hidden)]
macro_rules! assert {
    () => {};
}
/// Not the one of the standard library.
#[macro_export]
#[doc(hidden)]
macro_rules! panic {
    () => {};
}

/// Not the crate.
pub mod std {}
/// Not the crate.
pub mod core {}
/// Not the crate.
pub mod orm {}
/// Not the crate.
pub mod model_runtime {}

/// A parent.
#[derive(::orm::Model, Debug)]
#[model(crate = ::orm)]
pub struct Parent {
    /// A key.
    #[primary_key]
    pub id: i64,
    /// A name.
    #[unique]
    #[column(length = 10)]
    pub name: ::std::string::String,
    /// Bytes.
    pub bytes: ::std::option::Option<::std::vec::Vec<u8>>,
    /// Not stored.
    #[skip]
    pub skipped: ::std::vec::Vec<i32>,
}

/// A child.
#[derive(::orm::Model, Debug)]
#[model(crate = ::orm, unique(name, parent_id))]
pub struct Child {
    /// A key.
    #[primary_key]
    #[column(length = 10)]
    pub name: ::std::string::String,
    /// A number.
    #[primary_key]
    pub number: i32,
    /// A parent.
    #[foreign_key(Parent, on_delete = set_null, on_update = set_null)]
    #[backref(children)]
    pub parent_id: ::std::option::Option<i64>,
}

/// A link of both, whose names come by traits.
#[derive(::orm::Model, Debug)]
#[model(crate = ::orm, link(linked_children, linked_parents, extension))]
#[model(foreign_key(Child, fields(name, number), backref(links, extension)))]
pub struct Link {
    /// A key.
    #[primary_key]
    pub id: i64,
    /// A name.
    #[column(length = 10)]
    pub name: ::std::string::String,
    /// A number.
    pub number: i32,
    /// A parent.
    #[foreign_key(Parent)]
    #[backref(links, extension, order_by(desc(name)))]
    pub parent_id: i64,
}

/// All of them.
pub const SCHEMA: ::orm::Schema = ::orm::schema![Parent, Child, Link];
