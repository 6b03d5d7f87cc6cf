//! Fields whose names are taken elsewhere.

use orm::prelude::*;

/// Keywords.
#[derive(Model, Debug)]
#[model(crate = ::orm)]
pub struct Keywords {
    /// A keyword.
    #[primary_key]
    pub r#type: i64,
    /// A keyword.
    #[unique]
    pub r#match: i32,
    /// A keyword.
    #[index]
    #[column(length = 20)]
    pub r#fn: String,
    /// A keyword that is to come.
    #[unique]
    #[index]
    pub r#try: Option<i32>,
    /// A keyword of one edition.
    pub r#gen: i32,
    /// A keyword of one edition.
    pub r#async: bool,
    /// A weak keyword.
    pub union: i32,
    /// Nearly a keyword.
    pub self_: i32,
    /// A foreign key that is a keyword.
    #[foreign_key(Keywords, name = r#loop)]
    #[backref(r#while, order_by(r#match, desc(r#type)))]
    pub r#where: Option<i64>,
}

/// Names that the expansion and the runtime use themselves.
#[derive(Model, Debug)]
#[model(crate = ::orm, unique(row, value), index(ordinal, desc(key)))]
pub struct Taken {
    /// A key.
    #[primary_key]
    pub id: i64,
    /// A method of models.
    #[unique]
    pub query: i32,
    /// A method of models.
    pub filter: i32,
    /// A method of models.
    pub find: i32,
    /// A method of models.
    pub create: i32,
    /// A method of records.
    pub update: i32,
    /// A method of records.
    pub save: i32,
    /// A method of records.
    pub delete: i32,
    /// A usual constructor.
    pub new: i32,
    /// A trait's method.
    pub default: i32,
    /// A trait's method.
    pub clone: i32,
    /// A variable of the expansion.
    #[unique]
    pub row: i32,
    /// A variable of the expansion.
    #[unique]
    #[index]
    pub ordinal: i32,
    /// A variable of the expansion.
    #[unique]
    pub value: i32,
    /// A variable of the expansion.
    #[unique]
    pub executor: i32,
    /// A variable of the expansion.
    #[unique]
    pub dialect: i32,
    /// A variable of the expansion.
    #[unique]
    pub predicate: i32,
    /// A variable of the expansion.
    #[unique]
    pub key: i32,
    /// A variable of the expansion.
    pub parent: i32,
    /// A variable of the expansion.
    pub record: i32,
    /// A variable of the expansion.
    pub f: i32,
    /// A const of `Table`.
    pub name: i32,
    /// A const of `Table`.
    pub table: i32,
    /// A const of `Table`.
    pub model: i32,
    /// A const of `Table`.
    pub columns: i32,
    /// A const of `Table`.
    pub primary_key: i32,
    /// A const of `Table`.
    pub uniques: i32,
    /// A const of `Table`.
    pub indexes: i32,
    /// A const of `Table`.
    pub foreign_keys: i32,
    /// A const of `Table`.
    pub checks: i32,
    /// A method of `Model`.
    pub column: i32,
    /// A method of `Model`.
    pub decode: i32,
    /// A method of `Model`.
    pub ddl: i32,
    /// A method of drafts.
    pub generate: i32,
    /// A method of slots.
    pub bind: i32,
    /// A module's name.
    pub std: i32,
    /// A module's name.
    pub core: i32,
    /// A crate's name.
    pub orm: i32,
    /// A module's name.
    pub path: i32,
    /// A word of SQL.
    pub select: i32,
    /// A word of SQL.
    pub order: i32,
    /// A foreign key whose accessor is a variable of the expansion.
    #[foreign_key(Keywords, name = of)]
    #[backref(taken)]
    pub of_id: Option<i64>,
}

/// Fields that are called like types.
#[derive(Model, Debug)]
#[model(crate = ::orm)]
pub struct Primitives {
    /// A key.
    #[primary_key]
    pub i64: i64,
    /// Called like its type.
    pub bool: bool,
    /// Called like its type.
    pub f64: f64,
    /// Called like its type.
    #[unique]
    pub i32: i32,
    /// Called like another type.
    pub usize: i32,
    /// Called like another type.
    pub str: String,
    /// Called like another type.
    pub u8: Vec<u8>,
}

/// Names of the builder's methods are refused for fields, and left to their columns.
#[derive(Model, Debug)]
#[model(crate = ::orm)]
pub struct Reserved {
    /// A key.
    #[primary_key]
    pub id: i64,
    /// A method of builders.
    #[unique]
    #[column(name = "insert")]
    pub insert_: i32,
    /// A method of builders.
    #[column(name = "with")]
    pub with_: i32,
    /// A method of builders.
    #[column(name = "to_sql")]
    pub to_sql_: i32,
    /// A method of builders.
    #[column(name = "explain")]
    pub explain_: i32,
}

/// Names of the create builder's own parts, of methods of queries and of what every type has.
#[derive(Model, Debug)]
#[model(crate = ::orm)]
pub struct Methods {
    /// A key.
    #[primary_key]
    pub id: i64,
    /// A method of queries.
    pub all: i32,
    /// A method of queries.
    pub one: i32,
    /// A method of queries.
    pub order_by: i32,
    /// A method of queries.
    pub by: i32,
    /// A method of models.
    pub insert_all: i32,
    /// A method of drafts.
    pub nested: i32,
    /// A variable of the expansion.
    pub source: i32,
    /// A variable of the expansion.
    pub start: i32,
    /// A variable of the expansion.
    pub rows: i32,
    /// A variable of the expansion.
    pub relation: i32,
    /// A variable of the expansion.
    pub handle: i32,
    /// A variable of the expansion.
    pub predicate: i32,
    /// A method of everything.
    pub into: i32,
    /// A method of everything.
    pub borrow: i32,
    /// A method of everything.
    pub to_string: i32,
    /// A method of everything.
    pub fmt: i32,
    /// A variant's name in small letters.
    pub some: Option<i32>,
    /// A variant's name in small letters.
    pub none: Option<i32>,
    /// A variant's name in small letters.
    pub ok: bool,
    /// A variant's name in small letters.
    pub err: bool,
}

/// A model that is called like a keyword.
#[derive(Model, Debug)]
#[model(crate = ::orm)]
#[expect(non_camel_case_types, reason = "keywords are in small letters")]
pub struct r#struct {
    /// A key.
    #[primary_key]
    pub id: i64,
    /// A text.
    #[unique]
    pub name: String,
    /// A parent that is called so.
    #[foreign_key(r#struct)]
    #[backref(r#impl)]
    pub struct_id: Option<i64>,
}

/// One letter each.
#[derive(Model, Debug)]
#[model(crate = ::orm)]
pub struct S {
    /// A key.
    #[primary_key]
    pub s: i64,
    /// A letter.
    pub e: i32,
    /// A letter.
    pub v: i32,
    /// A letter.
    pub t: i32,
}

/// All of them.
pub const SCHEMA: Schema = schema![Keywords, Taken, Primitives, Reserved, Methods, r#struct, S];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_identifiers_name_plain_columns() {
        let statement = Keywords::filter(Keywords::TYPE.eq(1)).to_sql(Dialect::Postgres);
        assert!(statement.sql().contains(r#""type" = $1"#), "{statement}");
        assert!(!statement.sql().contains("r#"), "{statement}");
        let found = Keywords::find_by_match(1).to_sql(Dialect::Postgres);
        assert!(found.sql().contains(r#""match" = $1"#), "{found}");
    }

    #[test]
    fn accessors_of_raw_identifiers_are_raw() {
        let record = Keywords {
            r#type: 1,
            r#match: 2,
            r#fn: String::new(),
            r#try: None,
            r#gen: 0,
            r#async: false,
            union: 0,
            self_: 0,
            r#where: Some(3),
        };
        assert_eq!(record.r#loop().to_sql(Dialect::Postgres).binds().len(), 1);
        assert_eq!(record.r#while().to_sql(Dialect::Postgres).binds().len(), 1);
        let related = Keywords::filter(Keywords::LOOP.has(Keywords::GEN.eq(1)));
        assert_eq!(related.to_sql(Dialect::Sqlite).binds().len(), 1);
    }

    #[test]
    fn model_is_called_like_a_keyword() {
        let record = r#struct { id: 1, name: String::new(), struct_id: Some(1) };
        let children = record.r#impl().to_sql(Dialect::Postgres);
        assert!(children.sql().contains(r#"FROM "struct""#), "{children}");
        assert_eq!(record.r#struct().to_sql(Dialect::Postgres).binds().len(), 1);
        let create = structCreate::to_sql(&r#struct::create().name("x"), Dialect::Postgres);
        assert!(create.sql().starts_with(r#"INSERT INTO "struct""#), "{create}");
        assert_eq!(orm::query::Select::all(<r#struct as orm::Table>::TABLE).table.model, "struct");
    }

    #[test]
    fn setters_take_any_name() {
        let create = Taken::create().query(1).row(2).value(3).executor(4).ordinal(5).new(6).key(7);
        drop(create);
        let create = Primitives::create().bool(true).f64(1).i32(2).usize(3).str("x").u8(b"y");
        assert_eq!(create.to_sql(Dialect::MySql).binds().len(), 6);
    }
}
