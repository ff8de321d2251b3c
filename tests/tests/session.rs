//! Random changes to an application: after each, a session stands where a fresh review of the whole stands, and has
//! told exactly what changed.

use std::sync::Arc;

use chrono::NaiveDate;
use fastrand::Rng;
use yushen::application::Application;
use yushen::authoring;
use yushen::calendar::Day;
use yushen::review::{Review, review};
use yushen::rulebook::Rulebook;
use yushen::session::Session;
use yushen_tests::counts::{count, each, seed};
use yushen_tests::native;
use yushen_tests::random::{Maker, Parts};
use yushen_tests::{scale, small};

/// Changes in all.
const STEPS: usize = 20_000;
/// Changes to one application.
const AT_A_TIME: usize = 50;
const PLACES: [&str; 3] = ["donghu", "zhuzhou", "xiangxiang"];

#[test]
fn after_every_change_a_session_stands_where_a_fresh_review_does() {
    let steps = count("YUSHEN_STEPS", STEPS);
    let mut changed = 0;
    let done = each(seed(), steps.div_ceil(AT_A_TIME), one_session, |one: usize| changed += one);
    done.unwrap_or_else(|error| panic!("{error}"));
    println!("{steps} changes, which changed {changed} subjects");
    assert!(changed > steps, "{steps} changes moved only {changed} subjects, so that little was shown");
}

#[test]
fn a_hall_of_a_whole_district_is_followed_too() {
    let built = authoring::build_files(&scale::folder()).unwrap_or_else(|errors| panic!("{errors}"));
    let hall = Rulebook::read(&built.rulebooks[0].1, &built.calendar).expect("what was built can be read");
    let mut walk = Walk::new(Arc::new(hall), 7);
    for step in 0..8 {
        walk.step().unwrap_or_else(|error| panic!("change {step}: {error}"));
    }
}

/// A random application to a rulebook of ours or to a small random one, and changes to it.
fn one_session(seed: u64) -> Result<usize, String> {
    let mut random = Rng::with_seed(seed);
    let rulebook = match random.usize(..PLACES.len() + 3) {
        place if place < PLACES.len() => native::rulebook(PLACES[place]).clone(),
        _ => {
            let law = serde_json::to_string(&small::law(&mut random)).expect("a law can be written");
            Rulebook::read(&law, &native::built().calendar).map_err(|error| error.to_string())?
        }
    };
    let mut walk = Walk::new(Arc::new(rulebook), random.u64(..));
    let mut changed = 0;
    for step in 0..AT_A_TIME {
        changed += walk.step().map_err(|error| format!("{} change {step}: {error}", walk.parts.text()))?;
    }
    Ok(changed)
}

/// An application on its way.
struct Walk {
    rulebook: Arc<Rulebook>,
    on: NaiveDate,
    parts: Parts,
    session: Session,
    random: Rng,
}

impl Walk {
    fn new(rulebook: Arc<Rulebook>, seed: u64) -> Walk {
        let mut maker = Maker::new(&rulebook.law, seed);
        let on = maker.day();
        let mut parts = maker.application();
        maker.tell(&mut parts, on);
        tidy(&mut parts);
        let session = Session::new(Arc::clone(&rulebook), read(&rulebook, &parts), Day(on));
        Walk { rulebook, on, parts, session, random: Rng::with_seed(seed ^ 1) }
    }

    /// Changes something, and compares; how many subjects changed.
    fn step(&mut self) -> Result<usize, String> {
        let before = self.session.states().to_vec();
        let told = self.change();
        let application = read(&self.rulebook, &self.parts);
        let rulebook = self.rulebook.on(Day(self.on));
        let review = review(rulebook, &application, Day(self.on));
        let states = states(&review, rulebook);
        let after = self.session.states().to_vec();
        if let Some(n) = (0..states.len()).find(|n| states.get(*n) != after.get(*n)) {
            return Err(format!(
                "subject {n}: a review says {:?}, the session {:?}",
                states.get(n),
                after.get(n)
            ));
        }
        let mut changes: Vec<(u32, u32)> =
            self.session.changes().chunks(2).map(|pair| (pair[0], pair[1])).collect();
        changes.sort_unstable();
        let moved: Vec<(u32, u32)> = (0..)
            .zip(before.iter().zip(&after))
            .filter(|(_, (was, is))| was != is)
            .map(|(n, (_, is))| (n, *is))
            .collect();
        if changes != moved || told != moved.len() {
            return Err(format!("told {told} changes {changes:?}, where {moved:?} moved"));
        }
        let asked = self.session.ask();
        if review.ask != asked {
            return Err(format!("a review asks {:?}, the session {asked:?}", review.ask));
        }
        Ok(told)
    }

    fn change(&mut self) -> usize {
        let rulebook = Arc::clone(&self.rulebook);
        let law = &rulebook.on(Day(self.on)).law;
        let mut maker = Maker::new(law, self.random.u64(..));
        match self.random.u8(..20) {
            0..11 if !law.facts.is_empty() => {
                let n = self.random.usize(..law.facts.len());
                let fact = &law.facts[n];
                self.parts.facts.retain(|(id, _)| *id != fact.id);
                if self.random.u8(..4) == 0 {
                    return self.session.answer(n, None);
                }
                let value = match self.random.u8(..8) {
                    0 => "null".into(),
                    1 => format!(r#"{{"value":{},"as":"presumed"}}"#, maker.value(fact)),
                    _ => maker.value(fact),
                };
                self.parts.facts.push((fact.id.clone(), value));
                let answer = read(&self.rulebook, &self.parts).facts.remove(&fact.id);
                self.session.answer(n, answer)
            }
            11..15 if !law.materials.is_empty() => {
                let n = self.random.usize(..law.materials.len());
                let id = &law.materials[n].id;
                let held = self.parts.materials.contains(id);
                self.parts.materials.retain(|one| one != id);
                self.parts.told.remove(id);
                if !held || self.random.bool() {
                    self.parts.materials.push(id.clone());
                    let mut own =
                        Parts { rulebook: law.id.clone(), materials: vec![id.clone()], ..Parts::default() };
                    maker.tell(&mut own, self.on);
                    self.parts.told.extend(own.told);
                }
                self.session.paper_as(n, read(&self.rulebook, &self.parts))
            }
            15 if !law.materials.is_empty() => {
                let n = self.random.usize(..law.materials.len());
                let id = &law.materials[n].id;
                let promised = self.parts.promises.iter().any(|(one, _)| one == id);
                self.parts.promises.retain(|(one, _)| one != id);
                if !promised {
                    let by = self
                        .random
                        .bool()
                        .then(|| (self.on + chrono::Days::new(self.random.u64(..40))).to_string());
                    self.parts.promises.push((id.clone(), by));
                }
                self.session.paper_as(n, read(&self.rulebook, &self.parts))
            }
            16 if !law.materials.is_empty() => {
                let n = self.random.usize(..law.materials.len());
                toggle(&mut self.parts.commitments, &law.materials[n].id);
                self.session.paper_as(n, read(&self.rulebook, &self.parts))
            }
            // What is no longer in force cannot be wished for.
            17 if law.items.iter().any(|item| self.rulebook.item(&item.id).is_some()) => {
                let known = |n: &usize| self.rulebook.item(&law.items[*n].id).is_some();
                let known: Vec<usize> = (0..law.items.len()).filter(known).collect();
                let n = known[self.random.usize(..known.len())];
                let wished = toggle(&mut self.parts.items, &law.items[n].id);
                self.session.wish(n, wished)
            }
            18 if !law.programs.is_empty() => {
                let n = self.random.usize(..law.programs.len());
                let wished = toggle(&mut self.parts.programs, &law.programs[n].id);
                self.session.wish_program(n, wished)
            }
            19 => {
                self.parts.applicant = maker.application().applicant;
                self.session.apply(read(&self.rulebook, &self.parts).applicant)
            }
            _ => self.session.evaluate(),
        }
    }
}

/// In, or out if it was in; whether it is in now.
fn toggle(ids: &mut Vec<String>, id: &str) -> bool {
    let was = ids.iter().any(|one| one == id);
    ids.retain(|one| one != id);
    if !was {
        ids.push(id.to_owned());
    }
    !was
}

/// Each id once: what stands twice in a list is a matter of the whole application.
fn tidy(parts: &mut Parts) {
    for ids in [&mut parts.programs, &mut parts.items, &mut parts.materials, &mut parts.commitments] {
        ids.sort();
        ids.dedup();
    }
    parts.promises.sort();
    parts.promises.dedup_by(|one, other| one.0 == other.0);
}

fn read(rulebook: &Rulebook, parts: &Parts) -> Application {
    let text = parts.text();
    Application::read(rulebook, &text).unwrap_or_else(|errors| panic!("{text} is no application: {errors}"))
}

/// What a review says of every subject, as a session numbers and writes it.
fn states(review: &Review<'_>, rulebook: &Rulebook) -> Vec<u32> {
    let mut states = vec![review.verdict as u32];
    states.extend(review.programs.iter().map(|one| one.verdict as u32 + 4 * u32::from(one.wished)));
    states
        .extend(review.totals.iter().map(|one| one.verdict as u32 + 4 * one.days.map_or(0, |days| days + 1)));
    states.extend(review.items.iter().map(|one| {
        one.need as u32 + 4 * one.timing as u32 + 8 * u32::from(one.wished) + 16 * u32::from(one.done)
    }));
    states.extend(review.materials.iter().map(|one| one.need as u32 + 4 * one.state as u32));
    let moves =
        |id: &String| review.ask.iter().find(|ask| ask.fact == id).map_or(0, |ask| ask.moves.len() as u32);
    states.extend(rulebook.law.facts.iter().map(|fact| moves(&fact.id)));
    states.extend(review.items.iter().flat_map(|item| &item.materials).map(|one| one.need as u32));
    states
}
