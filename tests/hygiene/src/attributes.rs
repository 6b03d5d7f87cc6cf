//! Every attribute.

use orm::prelude::*;

/// A country, whose key is given.
#[derive(Model, Debug, Clone, PartialEq, Eq)]
#[model(crate = ::orm, table = "countries")]
pub struct Country {
    /// Its code.
    #[primary_key]
    #[column(length = 2)]
    pub code: String,
    /// Its name.
    #[unique]
    #[column(name = "full_name", length = 80)]
    pub name: String,
}

/// A city.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(crate = ::orm, table = "cities")]
#[model(unique(name, country_code), index(name, desc(population)))]
#[model(check(name = "population", sql = "population >= 0"))]
pub struct City {
    /// Its key, never given twice.
    #[primary_key(never_reuse)]
    pub id: i64,
    /// Its name.
    #[index]
    #[column(length = 120)]
    pub name: String,
    /// How many live there.
    #[default(0)]
    pub population: i64,
    /// Whether it has an airport.
    #[default(false)]
    pub airport: bool,
    /// How high it lies.
    #[default(-1.5)]
    pub height: f64,
    /// What it says of itself.
    #[default("none")]
    pub motto: String,
    /// A random number.
    #[default(sql = "(1 + 1)")]
    pub seed: i32,
    /// Its country.
    #[foreign_key(Country, on_delete = cascade, on_update = cascade, name = country)]
    #[backref(cities, order_by(name, desc(population)))]
    pub country_code: String,
    /// The country it belonged to, by its name.
    #[foreign_key(Country, references = NAME, name = former, on_delete = set_null)]
    #[backref(lost_cities)]
    pub former_country: Option<String>,
    /// Not stored.
    #[skip]
    pub visited: bool,
}

/// A capital: at most one of a country.
#[derive(Model, Debug, Clone, PartialEq, Eq)]
#[model(crate = ::orm, table = "capitals")]
pub struct Capital {
    /// Its key, which is given.
    #[primary_key(manual)]
    pub id: i64,
    /// Its country.
    #[unique]
    #[foreign_key(Country, name = country)]
    #[backref(capital)]
    pub country_code: String,
}

/// Which cities are twins, and since when.
#[derive(Model, Debug, Clone, PartialEq, Eq)]
#[model(crate = ::orm, table = "twins")]
pub struct Twin {
    /// One of them.
    #[primary_key]
    #[foreign_key(City, name = one)]
    #[backref(twins)]
    pub one_id: i64,
    /// The other.
    #[primary_key]
    #[foreign_key(City, name = other)]
    #[backref(twin_of)]
    pub other_id: i64,
    /// Since when.
    pub year: Option<i32>,
}

/// All of them.
pub const SCHEMA: Schema = schema![Country, City, Capital, Twin];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expansion_renders_in_all_dialects() {
        for dialect in Dialect::ALL {
            assert!(SCHEMA.ddl(dialect).refusal().is_none(), "{dialect:?}");
            let twin = Twin::find((1, 2)).to_sql(dialect);
            assert_eq!(twin.binds().len(), 2);
            let city = City::find_by_name_and_country_code("Bern", "ch").to_sql(dialect);
            assert_eq!(city.binds().len(), 2);
            let create = City::create().name("Bern").country_code("ch").visited_not_asked();
            assert_eq!(create.to_sql(dialect).binds().len(), 2);
        }
    }

    trait VisitedNotAsked: Sized {
        /// A field that is skipped has no setter, so this name is free.
        fn visited_not_asked(self) -> Self {
            self
        }
    }

    impl<S> VisitedNotAsked for CityCreate<S> {}
}
