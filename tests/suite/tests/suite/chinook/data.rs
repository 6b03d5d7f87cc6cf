//! Chinook's rows as records: read from a SQL file, stored through the library.

use std::collections::HashMap;
use std::fmt::Debug;
use std::path::PathBuf;

use chrono::{NaiveDate, NaiveDateTime};
use model_runtime::prelude::*;
use model_runtime::{Create, Table};

use super::models::*;
use super::sql::{Cell, Cells, rows};

/// A model that is read from the rows of a file.
trait Record: Model + Clone + PartialEq + Debug {
    fn read(cells: &Cells) -> Self;
    fn draft(self) -> impl Create<Model = Self>;
}

/// Reads a value as a field's type, if it is one.
trait Field: Sized {
    fn read(cell: &Cell) -> Option<Self>;
}

impl Field for i64 {
    fn read(cell: &Cell) -> Option<Self> {
        if let Cell::Number(number) = cell { number.parse().ok() } else { None }
    }
}

impl Field for i32 {
    fn read(cell: &Cell) -> Option<Self> {
        if let Cell::Number(number) = cell { number.parse().ok() } else { None }
    }
}

impl Field for String {
    fn read(cell: &Cell) -> Option<Self> {
        if let Cell::Text(text) = cell { Some(text.clone()) } else { None }
    }
}

impl Field for NaiveDateTime {
    /// Reads `2021-01-01 00:00:00`, and `2021/1/1` without a time.
    fn read(cell: &Cell) -> Option<Self> {
        let Cell::Text(text) = cell else { return None };
        let long = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S");
        let short = || NaiveDate::parse_from_str(text, "%Y/%m/%d").ok()?.and_hms_opt(0, 0, 0);
        long.ok().or_else(short)
    }
}

impl<T: Field> Field for Option<T> {
    fn read(cell: &Cell) -> Option<Self> {
        if *cell == Cell::Null { Some(None) } else { T::read(cell).map(Some) }
    }
}

fn field<T: Field>(cells: &Cells, name: &str) -> T {
    let cell = cells.get(name).unwrap_or_else(|| panic!("there is no column {name}"));
    T::read(cell).unwrap_or_else(|| panic!("{name} can not be {cell:?}"))
}

/// Reads `0.99` as 99.
fn cents(cells: &Cells, name: &str) -> i64 {
    let Some(Cell::Number(price)) = cells.get(name) else { panic!("{name} is no price") };
    let (whole, cents) = price.split_once('.').unwrap_or((price, "00"));
    assert_eq!(cents.len(), 2, "{name} has the price {price}");
    let parse = |digits: &str| digits.parse::<i64>().unwrap_or_else(|_| panic!("{price}"));
    parse(whole) * 100 + parse(cents)
}

/// Says which fields a model has, and which of them are prices.
macro_rules! records {
    ($($model:ident { $($field:ident)* $(; $($price:ident)*)? })*) => {$(
        impl Record for $model {
            fn read(cells: &Cells) -> Self {
                let record = Self {
                    $($field: field(cells, stringify!($field)),)*
                    $($($price: cents(cells, stringify!($price)),)*)?
                };
                let columns = <Self as Table>::COLUMNS.len();
                assert_eq!(cells.len(), columns, "columns of {}", <Self as Table>::NAME);
                record
            }

            fn draft(self) -> impl Create<Model = Self> {
                Self::create()$(.$field(self.$field))*$($(.$price(self.$price))*)?
            }
        }
    )*};
}

records! {
    Artist { artist_id name }
    Album { album_id title artist_id }
    Genre { genre_id name }
    MediaType { media_type_id name }
    Track {
        track_id name album_id media_type_id genre_id composer milliseconds bytes; unit_price
    }
    Playlist { playlist_id name }
    PlaylistTrack { playlist_id track_id }
    Employee {
        employee_id last_name first_name title reports_to birth_date hire_date address city state
        country postal_code phone fax email
    }
    Customer {
        customer_id first_name last_name company address city state country postal_code phone fax
        email support_rep_id
    }
    Invoice {
        invoice_id customer_id invoice_date billing_address billing_city billing_state
        billing_country billing_postal_code; total
    }
    InvoiceLine { invoice_line_id invoice_id track_id quantity; unit_price }
}

/// Gathers the records of all models, which are named parents first.
macro_rules! chinook {
    ($($field:ident: $model:ident,)*) => {
        #[derive(Debug, Clone, PartialEq)]
        pub(super) struct Chinook {
            $(pub(super) $field: Vec<$model>,)*
        }

        impl Chinook {
            /// Reads the INSERT statements of a SQL file.
            pub(super) fn read(sql: &str) -> Self {
                let mut tables = rows(sql);
                let chinook = Self { $($field: take(&mut tables),)* };
                assert!(tables.is_empty(), "tables without a model: {:?}", tables.keys());
                chinook
            }

            /// Returns how many records there are of each model.
            pub(super) fn counts(&self) -> Vec<(&'static str, usize)> {
                vec![$((<$model as Table>::NAME, self.$field.len()),)*]
            }

            /// Stores all records with their own keys; what comes back must be what was given.
            pub(super) async fn store(&self, db: &Db) -> Result<()> {
                $(
                    let drafts = self.$field.iter().cloned().map(Record::draft);
                    let stored = $model::insert_all(db, drafts).await?;
                    assert_same::<$model>("insert_all of", stored, self.$field.clone());
                )*
                Ok(())
            }

            /// Reads all records back: they must be what was stored.
            pub(super) async fn check(&self, db: &Db) -> Result<()> {
                $(
                    let stored = sorted($model::query().all(db).await?);
                    assert_same::<$model>("all of", stored, sorted(self.$field.clone()));
                )*
                Ok(())
            }
        }
    };
}

chinook! {
    genres: Genre,
    media_types: MediaType,
    artists: Artist,
    albums: Album,
    tracks: Track,
    employees: Employee,
    customers: Customer,
    invoices: Invoice,
    invoice_lines: InvoiceLine,
    playlists: Playlist,
    playlist_tracks: PlaylistTrack,
}

fn take<M: Record>(tables: &mut HashMap<String, Vec<Cells>>) -> Vec<M> {
    let rows = tables.remove(M::NAME);
    let rows = rows.unwrap_or_else(|| panic!("there are no rows of {}", M::NAME));
    rows.iter().map(M::read).collect()
}

fn sorted<M: Record>(mut records: Vec<M>) -> Vec<M> {
    records.sort_by_cached_key(|record| format!("{record:?}"));
    records
}

fn assert_same<M: Record>(what: &str, left: Vec<M>, right: Vec<M>) {
    assert_eq!(left.len(), right.len(), "records of {what} {}", M::NAME);
    for (left, right) in left.iter().zip(&right) {
        assert_eq!(left, right, "{what} {}", M::NAME);
    }
}

/// Returns the folder of the SQL files; says so loudly where there is none.
pub(super) fn folder() -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/chinook");
    let folder = std::env::var_os("CHINOOK_DIR").unwrap_or_else(|| beside.into());
    let folder = PathBuf::from(folder);
    if folder.is_dir() {
        return Some(folder);
    }
    let line = "=".repeat(80);
    eprintln!("{line}\nSKIPPED: Chinook is not at {}; set CHINOOK_DIR.\n{line}", folder.display());
    None
}

/// Reads the SQL file that was written for a database.
pub(super) fn of(folder: &std::path::Path, dialect: Dialect) -> Chinook {
    let name = match dialect {
        Dialect::Sqlite => "chinook-sqlite.sql",
        Dialect::Postgres => "chinook-postgres.sql",
        _ => "chinook-mysql.sql",
    };
    let path = folder.join(name);
    let sql = std::fs::read_to_string(&path);
    Chinook::read(&sql.unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}
