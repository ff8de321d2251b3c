//! `/healthz`: the process lives. `/readyz`: it can do its work.

use axum::response::Response;
use chrono::Datelike;
use serde::Serialize;
use yushen::calendar::Day;
use yushen::json::InputError;
use yushen::text::Text;

use crate::house::{Shared, json};
use crate::problem::Problem;
use crate::shelf::Shelf;

/// What a ready server says.
#[derive(Serialize)]
struct Ready {
    ready: bool,
    on: Day,
}

pub async fn alive() -> &'static str {
    "ok\n"
}

/// A row is written to the disk, and this year's days off are published in our calendar.
pub async fn ready(house: Shared) -> Result<Response, Problem> {
    let now = house.clock.now();
    house.store.probe(&now.at).await?;
    if !covers(&house.shelf, now.on) {
        let text = Text::new(
            "规则里没有今年的放假安排，日期算不准。请更新程序。",
            "The rules lack this year's days off, so dates cannot be counted. Update the program.",
        );
        return Err(Problem::not_ready(vec![InputError::new("", "calendar-ends", text)]));
    }
    json(&Ready { ready: true, on: now.on })
}

fn covers(shelf: &Shelf, on: Day) -> bool {
    shelf.calendar_data.years.iter().any(|year| year.published && year.year == on.0.year())
}
