//! The web application that is served with and without triggerkit.

use axum::extract::{Path, Query};
use axum::routing::post;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

/// An order of a shop.
#[derive(Deserialize, Serialize)]
#[allow(missing_docs)]
pub struct Order {
    pub article: String,
    pub count: u32,
    pub note: Option<String>,
}

/// What the application answers.
#[derive(Serialize)]
#[allow(missing_docs)]
pub struct Receipt {
    pub greeting: String,
    pub order: Order,
    pub price: u64,
}

/// The options of a request.
#[derive(Deserialize)]
#[allow(missing_docs)]
pub struct Options {
    pub currency: String,
}

async fn order(Path(shop): Path<String>, Query(options): Query<Options>, Json(order): Json<Order>) -> Json<Receipt> {
    let price = u64::from(order.count) * 250;
    Json(Receipt { greeting: format!("hello from {shop}, in {}", options.currency), order, price })
}

/// Returns the application.
pub fn app() -> Router {
    Router::new().route("/shops/{shop}/orders", post(order))
}
