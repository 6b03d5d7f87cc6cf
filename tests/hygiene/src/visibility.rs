//! Models that not everybody sees, with keys that even fewer see.

use orm::prelude::*;
use orm::schema::Generation;
use orm::value::{Binder, ColumnType, Source, SqlType};

/// A key of a type of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Code(i32);

impl ColumnType for Code {
    const SQL_TYPE: SqlType = SqlType::I32;

    fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        self.0.bind(binder)
    }

    fn read(source: &dyn Source, at: usize) -> Result<Option<Self>> {
        Ok(i32::read(source, at)?.map(Self))
    }
}

impl orm::KeyColumn for Code {
    const GENERATION: Generation = Generation::Manual;
}

/// A public model with a key that nobody else can name.
#[derive(Model, Debug)]
#[model(crate = ::orm)]
pub struct Public {
    #[primary_key]
    code: Code,
    /// A text.
    #[unique]
    pub text: String,
}

/// Seen within the crate.
#[derive(Model, Debug)]
#[model(crate = ::orm)]
pub(crate) struct Internal {
    #[primary_key]
    pub(crate) id: i64,
    #[foreign_key(Public, on_delete = set_null)]
    #[backref(internals)]
    code_id: Option<Code>,
    #[foreign_key(Private)]
    #[backref(internals)]
    private_id: i64,
}

/// Seen within this module.
#[derive(Model)]
#[model(crate = ::orm)]
struct Private {
    #[primary_key]
    id: i64,
    note: Option<String>,
    #[unique]
    #[foreign_key(Public)]
    #[backref(private)]
    code_id: Code,
}

mod inner {
    use orm::prelude::*;

    /// Seen one level up.
    #[derive(Model)]
    #[model(crate = ::orm)]
    pub(super) struct Nested {
        #[primary_key]
        pub(super) id: i64,
        #[foreign_key(super::Private)]
        #[backref(nested)]
        private_id: i64,
    }

    /// Seen on a path.
    #[derive(Model)]
    #[model(crate = ::orm)]
    pub(in crate::visibility) struct OnAPath {
        #[primary_key]
        id: i64,
        #[foreign_key(Nested)]
        #[backref(on_a_path)]
        nested_id: i64,
    }
}

/// Seen by everybody, though it links what is not, by a key that nobody else can name.
#[derive(Model, Debug)]
#[model(crate = ::orm, link(linked_privates, linked_publics))]
pub struct Linking {
    #[primary_key]
    code: Code,
    #[foreign_key(Public)]
    public_id: Code,
    #[foreign_key(Private)]
    #[backref(linkings)]
    private_id: i64,
}

/// All of them.
pub const SCHEMA: Schema =
    schema![Public, Internal, Private, inner::Nested, inner::OnAPath, Linking];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_keys_find_records() {
        let code = Code(7);
        let found = Public::find(code).to_sql(Dialect::Sqlite);
        assert_eq!(found.binds().len(), 1);
        let public = Public { code, text: String::new() };
        assert_eq!(public.private().to_sql(Dialect::Sqlite).binds().len(), 1);
        let begun = Public::PRIVATE.begin(&public).note(None).to_sql(Dialect::Sqlite);
        assert_eq!(begun.binds().len(), 2);
        let create = Internal::create().code(&public).private_id(1);
        assert_eq!(create.to_sql(Dialect::Sqlite).binds().len(), 2);
        let linked = public.linked_privates().clear_to_sql(Dialect::Sqlite);
        assert_eq!(linked.binds().len(), 1);
    }
}
