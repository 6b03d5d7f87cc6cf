//! Models that know nothing of their children.

use model_runtime::prelude::*;

/// A shop.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(table = "shops")]
pub struct Shop {
    /// Generated.
    #[primary_key]
    pub id: i64,
    /// Unique.
    #[unique]
    #[column(length = 40)]
    pub name: String,
}

/// Models deeper in the crate.
pub mod goods {
    use model_runtime::prelude::*;

    /// A product, in a series.
    #[derive(Model, Debug, Clone, PartialEq)]
    #[model(table = "products")]
    pub struct Product {
        /// The series.
        #[primary_key]
        #[column(length = 10)]
        pub series: String,
        /// The number in its series.
        #[primary_key]
        pub number: i32,
    }
}
