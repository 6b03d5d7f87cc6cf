//! The table.

use model_runtime::prelude::*;

#[derive(Model)]
#[model(table = "model_bench_posts")]
pub struct Post {
    #[primary_key]
    pub id: i64,
    pub user_id: i64,
    #[column(length = 120)]
    pub title: String,
    pub body: Option<String>,
}
