//! Chinook's eleven tables as models, with the lengths of its SQL files.
//!
//! Prices are whole cents. The names that the finders look for are unique here and were not there.

use chrono::NaiveDateTime;
use model_runtime::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
pub(super) struct Artist {
    #[primary_key]
    pub(super) artist_id: i64,
    #[column(length = 120)]
    pub(super) name: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub(super) struct Album {
    #[primary_key]
    pub(super) album_id: i64,
    #[column(length = 160)]
    pub(super) title: String,
    #[foreign_key(Artist, on_delete = no_action, on_update = no_action)]
    #[backref(albums, order_by(title))]
    #[index]
    pub(super) artist_id: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub(super) struct Genre {
    #[primary_key]
    pub(super) genre_id: i64,
    #[unique]
    #[column(length = 120)]
    pub(super) name: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub(super) struct MediaType {
    #[primary_key]
    pub(super) media_type_id: i64,
    #[column(length = 120)]
    pub(super) name: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub(super) struct Track {
    #[primary_key]
    pub(super) track_id: i64,
    #[column(length = 200)]
    pub(super) name: String,
    #[foreign_key(Album)]
    #[backref(tracks, order_by(track_id))]
    #[index]
    pub(super) album_id: Option<i64>,
    #[foreign_key(MediaType)]
    #[backref(tracks)]
    #[index]
    pub(super) media_type_id: i64,
    #[foreign_key(Genre)]
    #[backref(tracks)]
    #[index]
    pub(super) genre_id: Option<i64>,
    #[column(length = 220)]
    pub(super) composer: Option<String>,
    pub(super) milliseconds: i32,
    pub(super) bytes: Option<i32>,
    pub(super) unit_price: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub(super) struct Playlist {
    #[primary_key]
    pub(super) playlist_id: i64,
    #[column(length = 120)]
    pub(super) name: Option<String>,
}

/// A track in a playlist: a primary key of two foreign keys.
#[derive(Model, Debug, Clone, PartialEq)]
pub(super) struct PlaylistTrack {
    #[primary_key]
    #[foreign_key(Playlist, on_delete = cascade)]
    #[backref(entries, order_by(track_id))]
    pub(super) playlist_id: i64,
    #[primary_key]
    #[foreign_key(Track)]
    #[backref(entries, order_by(playlist_id))]
    #[index]
    pub(super) track_id: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub(super) struct Employee {
    #[primary_key]
    pub(super) employee_id: i64,
    #[column(length = 20)]
    pub(super) last_name: String,
    #[column(length = 20)]
    pub(super) first_name: String,
    #[column(length = 30)]
    pub(super) title: Option<String>,
    #[foreign_key(Employee, name = manager)]
    #[backref(reports, order_by(employee_id))]
    #[index]
    pub(super) reports_to: Option<i64>,
    pub(super) birth_date: Option<NaiveDateTime>,
    pub(super) hire_date: Option<NaiveDateTime>,
    #[column(length = 70)]
    pub(super) address: Option<String>,
    #[column(length = 40)]
    pub(super) city: Option<String>,
    #[column(length = 40)]
    pub(super) state: Option<String>,
    #[column(length = 40)]
    pub(super) country: Option<String>,
    #[column(length = 10)]
    pub(super) postal_code: Option<String>,
    #[column(length = 24)]
    pub(super) phone: Option<String>,
    #[column(length = 24)]
    pub(super) fax: Option<String>,
    #[column(length = 60)]
    pub(super) email: Option<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub(super) struct Customer {
    #[primary_key]
    pub(super) customer_id: i64,
    #[column(length = 40)]
    pub(super) first_name: String,
    #[column(length = 20)]
    pub(super) last_name: String,
    #[column(length = 80)]
    pub(super) company: Option<String>,
    #[column(length = 70)]
    pub(super) address: Option<String>,
    #[column(length = 40)]
    pub(super) city: Option<String>,
    #[column(length = 40)]
    pub(super) state: Option<String>,
    #[column(length = 40)]
    pub(super) country: Option<String>,
    #[column(length = 10)]
    pub(super) postal_code: Option<String>,
    #[column(length = 24)]
    pub(super) phone: Option<String>,
    #[column(length = 24)]
    pub(super) fax: Option<String>,
    #[unique]
    #[index]
    #[column(length = 60)]
    pub(super) email: String,
    #[foreign_key(Employee, on_delete = set_null)]
    #[backref(customers)]
    #[index]
    pub(super) support_rep_id: Option<i64>,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub(super) struct Invoice {
    #[primary_key]
    pub(super) invoice_id: i64,
    #[foreign_key(Customer)]
    #[backref(invoices, order_by(desc(invoice_date), invoice_id))]
    #[index]
    pub(super) customer_id: i64,
    pub(super) invoice_date: NaiveDateTime,
    #[column(length = 70)]
    pub(super) billing_address: Option<String>,
    #[column(length = 40)]
    pub(super) billing_city: Option<String>,
    #[column(length = 40)]
    pub(super) billing_state: Option<String>,
    #[column(length = 40)]
    pub(super) billing_country: Option<String>,
    #[column(length = 10)]
    pub(super) billing_postal_code: Option<String>,
    pub(super) total: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
pub(super) struct InvoiceLine {
    #[primary_key]
    pub(super) invoice_line_id: i64,
    #[foreign_key(Invoice, on_delete = cascade)]
    #[backref(lines, order_by(invoice_line_id))]
    #[index]
    pub(super) invoice_id: i64,
    #[foreign_key(Track)]
    #[backref(lines)]
    #[index]
    pub(super) track_id: i64,
    pub(super) unit_price: i64,
    pub(super) quantity: i32,
}

/// Children stand before parents here and there: `create_all` finds the order.
pub(super) const SCHEMA: Schema = schema![
    PlaylistTrack,
    Album,
    Artist,
    Customer,
    Employee,
    Genre,
    InvoiceLine,
    Invoice,
    MediaType,
    Playlist,
    Track,
];
