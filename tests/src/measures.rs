//! What is measured natively: its time (`benches`), and its instructions (`make counts`). One list for both.

use std::hint::black_box;

use serde::{Deserialize, Serialize};
use serde_json::json;
use yushen::application::Application;
use yushen::authoring;
use yushen::calendar::{self, Day, Period};
use yushen::json::write;
use yushen::plan::{Aim, plan};
use yushen::progress::{Case, progress};
use yushen::review::review;
use yushen::rulebook::Rulebook;

use crate::native::{self, day};
use crate::random::Maker;
use crate::scale;

/// One thing that is done again and again. Nothing of what it is made from counts.
pub type Work = Box<dyn Fn()>;

/// Something worth measuring.
pub struct Measure {
    pub name: &'static str,
    /// How many answers one run gives.
    pub answers: u32,
    pub prepare: fn(&Texts) -> Work,
}

/// In the order in which they are told.
pub const MEASURES: [Measure; 11] = [
    Measure { name: "read the rulebook", answers: 1, prepare: read },
    Measure { name: "review, text to text", answers: 1, prepare: review_text },
    Measure { name: "review alone", answers: 1, prepare: review_alone },
    Measure { name: "plan", answers: 1, prepare: |texts| planned(texts, Aim::default()) },
    Measure { name: "plan back", answers: 1, prepare: |texts| planned(texts, Aim::by(day("2028-06-30"))) },
    Measure { name: "progress", answers: 1, prepare: progressed },
    Measure { name: "due, text to text", answers: 1, prepare: due_text },
    Measure { name: "due by dates", answers: STARTS, prepare: due_dates },
    Measure { name: "due by numbers", answers: STARTS, prepare: due_numbers },
    Measure { name: "hall: review of all answers", answers: 1, prepare: |texts| hall(texts, &texts.all) },
    Measure { name: "hall: review of half of them", answers: 1, prepare: |texts| hall(texts, &texts.half) },
];

/// How many due days one run asks for.
const STARTS: u32 = 1_000;
const ON: &str = "2026-11-23";

/// What the measures read: East Lake's compiled rulebook with a full application, and a whole district's hall, made up.
#[derive(Serialize, Deserialize)]
pub struct Texts {
    law: String,
    calendar: String,
    application: String,
    hall: String,
    hall_calendar: String,
    /// Answers to all of the hall's questions, and to half of them.
    all: String,
    half: String,
}

impl Texts {
    pub fn build() -> Texts {
        let built = native::built();
        let law = built.rulebooks.iter().find(|(id, _)| *id == "donghu").map(|(_, law)| law.clone());
        let hall = authoring::build_files(&scale::folder()).expect("the hall builds");
        let (_, hall_law) = hall.rulebooks.first().expect("the hall has a rulebook");
        let hall_book = rulebook(hall_law, &hall.calendar);
        let mut maker = Maker::new(&hall_book.law, 7);
        Texts {
            law: law.expect("East Lake has a rulebook"),
            calendar: built.calendar.clone(),
            application: include_str!("../bench/application.json").to_owned(),
            all: maker.answering(100).text(),
            half: maker.answering(50).text(),
            hall: hall_law.clone(),
            hall_calendar: hall.calendar.clone(),
        }
    }

    fn donghu(&self) -> Rulebook {
        rulebook(&self.law, &self.calendar)
    }
}

fn rulebook(law: &str, calendar: &str) -> Rulebook {
    Rulebook::read(law, calendar).expect("what was built can be read")
}

fn application(rulebook: &Rulebook, text: &str) -> Application {
    Application::read(rulebook, text).expect("an application")
}

fn read(texts: &Texts) -> Work {
    let (law, calendar) = (texts.law.clone(), texts.calendar.clone());
    Box::new(move || drop(black_box(rulebook(black_box(&law), &calendar))))
}

fn review_text(texts: &Texts) -> Work {
    let (rulebook, text) = (texts.donghu(), texts.application.clone());
    Box::new(move || {
        let application = application(&rulebook, black_box(&text));
        drop(black_box(write(&review(&rulebook, &application, day(ON)))));
    })
}

fn review_alone(texts: &Texts) -> Work {
    reviewed(texts.donghu(), &texts.application)
}

fn hall(texts: &Texts, answers: &str) -> Work {
    reviewed(rulebook(&texts.hall, &texts.hall_calendar), answers)
}

fn reviewed(rulebook: Rulebook, text: &str) -> Work {
    let application = application(&rulebook, text);
    Box::new(move || drop(black_box(review(&rulebook, black_box(&application), day(ON)))))
}

fn planned(texts: &Texts, aim: Aim) -> Work {
    let rulebook = texts.donghu();
    let application = application(&rulebook, &texts.application);
    Box::new(move || drop(black_box(plan(&rulebook, black_box(&application), day(ON), &aim))))
}

/// Half a year of a building permit: corrected, accepted, stopped once.
fn progressed(texts: &Texts) -> Work {
    let rulebook = texts.donghu();
    let application: serde_json::Value = serde_json::from_str(&texts.application).expect("JSON");
    let event = |kind: &str, on: &str| json!({ "type": kind, "on": on });
    let case = json!({ "application": application, "events": [
        event("received", "2026-06-01"),
        event("noticed", "2026-06-03"),
        event("corrected", "2026-06-15"),
        event("accepted", "2026-06-16"),
    ] });
    let case = Case::read(&rulebook, &case.to_string()).expect("a case");
    Box::new(move || drop(black_box(progress(&rulebook, black_box(&case), day(ON)))))
}

fn due_text(texts: &Texts) -> Work {
    let (rulebook, text) = (texts.donghu(), r#"{"from":"2026-04-28","days":20}"#);
    Box::new(move || {
        let period = Period::read(&rulebook, black_box(text)).expect("a period");
        drop(black_box(write(&calendar::due(&rulebook.calendar, &period))));
    })
}

/// Days of 2019 to 2026, each with a number of working days.
fn starts() -> impl Iterator<Item = (i32, u32)> {
    let mut random = fastrand::Rng::with_seed(2_019);
    (0..STARTS).map(move |_| (random.i32(17_897..20_600), random.u32(1..=90)))
}

fn due_numbers(texts: &Texts) -> Work {
    let (calendar, starts) = (texts.donghu().calendar, starts().collect::<Vec<_>>());
    Box::new(move || {
        for (from, days) in &starts {
            black_box(calendar.due_day(*from, *days));
        }
    })
}

fn due_dates(texts: &Texts) -> Work {
    let calendar = texts.donghu().calendar;
    let first = day("2019-01-01");
    let date = |number: i32| Day(first.0 + chrono::Days::new(number.unsigned_abs().into()));
    let starts: Vec<(String, u32)> =
        starts().map(|(from, days)| (date(from - 17_897).to_string(), days)).collect();
    Box::new(move || {
        for (from, days) in &starts {
            let due = Day::read(black_box(from)).and_then(|from| calendar.due_date(from, *days));
            black_box(due.map(|due| due.to_string()));
        }
    })
}
