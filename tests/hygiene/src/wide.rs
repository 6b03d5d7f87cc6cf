//! Models with more columns than one group of states holds.

use orm::prelude::*;

/// 16 columns.
#[derive(Model, Debug)]
#[model(crate = ::orm)]
pub struct Sixteen {
    /// A key.
    #[primary_key]
    pub id: i64,
    /// A column.
    pub c1: String,
    /// A column.
    pub c2: Option<bool>,
    /// A column.
    pub c3: f64,
    /// A column.
    pub c4: Vec<u8>,
    /// A column.
    pub c5: i32,
    /// A column.
    pub c6: String,
    /// A column.
    pub c7: Option<bool>,
    /// A column.
    pub c8: f64,
    /// A column.
    pub c9: Vec<u8>,
    /// A column.
    pub c10: i32,
    /// A column.
    pub c11: String,
    /// A column.
    pub c12: Option<bool>,
    /// A column.
    pub c13: f64,
    /// A column.
    pub c14: Vec<u8>,
    /// A column.
    pub c15: i32,
}

/// 17 columns.
#[derive(Model, Debug)]
#[model(crate = ::orm)]
pub struct Seventeen {
    /// A key.
    #[primary_key]
    pub id: i64,
    /// A column.
    pub c1: String,
    /// A column.
    pub c2: Option<bool>,
    /// A column.
    pub c3: f64,
    /// A column.
    pub c4: Vec<u8>,
    /// A column.
    pub c5: i32,
    /// A column.
    pub c6: String,
    /// A column.
    pub c7: Option<bool>,
    /// A column.
    pub c8: f64,
    /// A column.
    pub c9: Vec<u8>,
    /// A column.
    pub c10: i32,
    /// A column.
    pub c11: String,
    /// A column.
    pub c12: Option<bool>,
    /// A column.
    pub c13: f64,
    /// A column.
    pub c14: Vec<u8>,
    /// A column.
    pub c15: i32,
    /// A column.
    pub c16: String,
}

/// 40 columns.
#[derive(Model, Debug)]
#[model(crate = ::orm)]
pub struct Forty {
    /// A key.
    #[primary_key]
    pub id: i64,
    /// A column.
    pub c1: String,
    /// A column.
    pub c2: Option<bool>,
    /// A column.
    pub c3: f64,
    /// A column.
    pub c4: Vec<u8>,
    /// A column.
    pub c5: i32,
    /// A column.
    pub c6: String,
    /// A column.
    pub c7: Option<bool>,
    /// A column.
    pub c8: f64,
    /// A column.
    pub c9: Vec<u8>,
    /// A column.
    pub c10: i32,
    /// A column.
    pub c11: String,
    /// A column.
    pub c12: Option<bool>,
    /// A column.
    pub c13: f64,
    /// A column.
    pub c14: Vec<u8>,
    /// A column.
    pub c15: i32,
    /// A column.
    pub c16: String,
    /// A column.
    pub c17: Option<bool>,
    /// A column.
    pub c18: f64,
    /// A column.
    pub c19: Vec<u8>,
    /// A column.
    pub c20: i32,
    /// A column.
    pub c21: String,
    /// A column.
    pub c22: Option<bool>,
    /// A column.
    pub c23: f64,
    /// A column.
    pub c24: Vec<u8>,
    /// A column.
    pub c25: i32,
    /// A column.
    pub c26: String,
    /// A column.
    pub c27: Option<bool>,
    /// A column.
    pub c28: f64,
    /// A column.
    pub c29: Vec<u8>,
    /// A column.
    pub c30: i32,
    /// A column.
    pub c31: String,
    /// A column.
    pub c32: Option<bool>,
    /// A column.
    pub c33: f64,
    /// A column.
    pub c34: Vec<u8>,
    /// A column.
    pub c35: i32,
    /// A column.
    pub c36: String,
    /// A column.
    pub c37: Option<bool>,
    /// A column.
    pub c38: f64,
    /// A column.
    pub c39: Vec<u8>,
}

/// All of them.
pub const SCHEMA: Schema = schema![Sixteen, Seventeen, Forty];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn column_beyond_the_first_group_is_set() {
        let create = Seventeen::create();
        let create = create
            .c1("x")
            .c3(1.0)
            .c4(b"x")
            .c5(1)
            .c6("x")
            .c8(1.0)
            .c9(b"x")
            .c10(1)
            .c11("x")
            .c13(1.0)
            .c14(b"x")
            .c15(1)
            .c16("x");
        assert_eq!(create.to_sql(Dialect::Sqlite).binds().len(), 13);
    }
}
