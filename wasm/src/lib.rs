//! The wasm module: convert, call, convert back.
//!
//! Input comes as JSON text through core's own readers, and answers leave as the text that every surface gives. No
//! rule, message or default lives here.

use std::sync::Arc;

use serde::Serialize;
use wasm_bindgen::prelude::*;
use yushen::agenda;
use yushen::application::Application;
use yushen::calendar::{self, Day, Ends, Period};
use yushen::json::{self, InputErrors};
use yushen::plan::{self, Aim};
use yushen::progress::{self, Case};
use yushen::remedies;
use yushen::review;
use yushen::rulebook;
use yushen::session;
use yushen::sheet::{self, Brief};

/// A rulebook with its calendar, read for use.
#[wasm_bindgen]
pub struct Rulebook(Arc<rulebook::Rulebook>);

#[wasm_bindgen]
impl Rulebook {
    /// Reads a compiled rulebook and a compiled calendar; throws an `Error` where one is none.
    #[wasm_bindgen(constructor)]
    pub fn new(rulebook: &str, calendar: &str) -> Result<Rulebook, JsError> {
        Ok(Rulebook(Arc::new(rulebook::Rulebook::read(rulebook, calendar)?)))
    }

    /// The rulebook's id.
    #[wasm_bindgen(getter)]
    pub fn id(&self) -> String {
        self.0.law.id.clone()
    }

    /// The rulebook's SHA-256.
    #[wasm_bindgen(getter)]
    pub fn hash(&self) -> String {
        self.0.version().hash.clone()
    }

    /// The calendar's SHA-256.
    #[wasm_bindgen(getter, js_name = calendarHash)]
    pub fn calendar_hash(&self) -> String {
        self.0.calendar_version().hash.clone()
    }

    /// The review of an application on a day, as JSON.
    pub fn review(&self, application: &str, on: &str) -> Result<String, JsValue> {
        let application = Application::read(&self.0, application).map_err(thrown)?;
        let on = self.day(on, "on")?;
        answer(&review::review(&self.0, &application, on))
    }

    /// The smallest changes that would turn what an application is refused or lacks, as JSON.
    pub fn remedies(&self, application: &str, on: &str) -> Result<String, JsValue> {
        let application = Application::read(&self.0, application).map_err(thrown)?;
        let on = self.day(on, "on")?;
        answer(&remedies::remedies(&self.0, &application, on))
    }

    /// The law in force on a day, as JSON.
    #[wasm_bindgen(js_name = lawOn)]
    pub fn law_on(&self, on: &str) -> Result<String, JsValue> {
        let on = self.day(on, "on")?;
        Ok(self.0.law_on(on))
    }

    /// The plan of an application on a day, as JSON; `aim` is `{ from?, by?, own? }`.
    pub fn plan(&self, application: &str, on: &str, aim: &str) -> Result<String, JsValue> {
        answer(&self.planned(application, on, aim)?)
    }

    /// The progress of a case on a day, as JSON.
    pub fn progress(&self, case: &str, on: &str) -> Result<String, JsValue> {
        let case = Case::read(&self.0, case).map_err(thrown)?;
        let on = self.day(on, "on")?;
        answer(&progress::progress(&self.0, &case, on))
    }

    /// The dates of a plan to take along, as JSON.
    #[wasm_bindgen(js_name = planAgenda)]
    pub fn plan_agenda(&self, application: &str, on: &str, aim: &str) -> Result<String, JsValue> {
        answer(&agenda::of_plan(&self.0, &self.planned(application, on, aim)?))
    }

    /// The dates of a case to take along, as JSON.
    #[wasm_bindgen(js_name = progressAgenda)]
    pub fn progress_agenda(&self, case: &str, on: &str) -> Result<String, JsValue> {
        let case = Case::read(&self.0, case).map_err(thrown)?;
        let on = self.day(on, "on")?;
        answer(&agenda::of_progress(&self.0, &progress::progress(&self.0, &case, on)))
    }

    /// What goes onto paper, as JSON.
    pub fn sheet(&self, brief: &str, on: &str) -> Result<String, JsValue> {
        let brief = Brief::read(&self.0, brief).map_err(thrown)?;
        let on = self.day(on, "on")?;
        answer(&sheet::sheet(&self.0, &brief, on))
    }

    /// When a period ends, as JSON.
    pub fn due(&self, period: &str) -> Result<String, JsValue> {
        let period = Period::read(&self.0, period).map_err(thrown)?;
        answer(&calendar::due(&self.0.calendar, &period))
    }

    /// Where working days end from every published day on, to be looked up: the first day, how many days, where in the list
    /// no days end and after which place of it others count, both day by day, and the list of the days on which one can end.
    /// Days are counted from 1970-01-01.
    pub fn ends(&self) -> Vec<i32> {
        let Ends { first, none, some, days } = self.0.calendar.ends();
        let count = i32::try_from(none.len()).unwrap_or(0);
        [vec![first, count], none, some, days].concat()
    }

    fn planned(&self, application: &str, on: &str, aim: &str) -> Result<plan::Plan, JsValue> {
        let application = Application::read(&self.0, application).map_err(thrown)?;
        let on = self.day(on, "on")?;
        let aim = Aim::read(&self.0, aim).map_err(thrown)?;
        Ok(plan::plan(&self.0, &application, on, &aim))
    }

    fn day(&self, text: &str, member: &str) -> Result<Day, JsValue> {
        Day::asked(&self.0, text, member).map_err(thrown)
    }
}

/// An application that is kept here while it is filled in. Everything is named by its number; every change tells how many
/// subjects it changed, and `changesAt` where in memory they stand.
#[wasm_bindgen]
pub struct Session(session::Session);

#[wasm_bindgen]
impl Session {
    #[wasm_bindgen(constructor)]
    pub fn new(rulebook: &Rulebook, application: &str, on: &str) -> Result<Session, JsValue> {
        let application = Application::read(&rulebook.0, application).map_err(thrown)?;
        let on = rulebook.day(on, "on")?;
        Ok(Session(session::Session::new(Arc::clone(&rulebook.0), application, on)))
    }

    /// Ids of programs, total limits, items, papers and questions in the order of their numbers, as JSON.
    pub fn names(&self) -> Result<String, JsValue> {
        answer(&self.0.names())
    }

    pub fn choose(&mut self, fact: usize, choice: usize) -> usize {
        self.0.choose(fact, choice)
    }

    /// `scaled`: ten-thousandths, whole.
    pub fn number(&mut self, fact: usize, scaled: f64) -> usize {
        self.0.number(fact, scaled as i64)
    }

    pub fn open(&mut self, fact: usize) -> usize {
        self.0.answer(fact, None)
    }

    pub fn hold(&mut self, material: usize, in_hand: bool) -> usize {
        self.0.hold(material, in_hand)
    }

    pub fn wish(&mut self, item: usize, wished: bool) -> usize {
        self.0.wish(item, wished)
    }

    #[wasm_bindgen(js_name = wishProgram)]
    pub fn wish_program(&mut self, program: usize, wished: bool) -> usize {
        self.0.wish_program(program, wished)
    }

    /// Takes over what an application says of one question.
    #[wasm_bindgen(js_name = answerAs)]
    pub fn answer_as(&mut self, fact: usize, application: &str) -> Result<usize, JsValue> {
        Ok(self.0.answer_as(fact, self.read(application)?))
    }

    /// Takes over what an application says of one paper: whether it is in hand, promised, undertaken.
    #[wasm_bindgen(js_name = paperAs)]
    pub fn paper_as(&mut self, material: usize, application: &str) -> Result<usize, JsValue> {
        Ok(self.0.paper_as(material, self.read(application)?))
    }

    /// Takes over the applicant's form of an application.
    #[wasm_bindgen(js_name = applyAs)]
    pub fn apply_as(&mut self, application: &str) -> Result<usize, JsValue> {
        Ok(self.0.apply(self.read(application)?.applicant))
    }

    pub fn evaluate(&mut self) -> usize {
        self.0.evaluate()
    }

    /// Where the subjects that the last call changed stand: number and state in turn, 32 bits each.
    #[wasm_bindgen(js_name = changesAt)]
    pub fn changes_at(&self) -> *const u32 {
        self.0.changes().as_ptr()
    }

    /// Where the states of all subjects stand, 32 bits each.
    #[wasm_bindgen(js_name = statesAt)]
    pub fn states_at(&self) -> *const u32 {
        self.0.states().as_ptr()
    }

    /// What to ask next, as JSON.
    pub fn ask(&self) -> Result<String, JsValue> {
        answer(&self.0.ask())
    }

    /// The whole review, as JSON.
    pub fn review(&self) -> Result<String, JsValue> {
        answer(&self.0.review())
    }

    fn read(&self, application: &str) -> Result<Application, JsValue> {
        Application::read(self.0.rulebook(), application).map_err(thrown)
    }
}

/// The byte contract: an answer's own JSON, not sorted, not spaced.
fn answer(answer: &impl Serialize) -> Result<String, JsValue> {
    json::write(answer).map_err(|error| JsError::from(error).into())
}

/// `{ errors: [{ pointer, code, zh, en }] }`, as an object of the host.
fn thrown(errors: InputErrors) -> JsValue {
    errors.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or_else(JsValue::from)
}
