//! Random plans in each place: back from a wished day and forward again, own time against slack, later wishes.

use chrono::Days;
use serde_json::Value;
use yushen::application::Application;
use yushen::calendar::Day;
use yushen::plan::{Aim, AimDay, OpenCode, Own, Plan, plan};
use yushen::rulebook::{Rulebook, Unit};
use yushen_tests::counts::seed;
use yushen_tests::native;
use yushen_tests::random::Maker;

const PLANS: usize = 2_400;
const PLACES: [&str; 3] = ["donghu", "zhuzhou", "xiangxiang"];

/// An application to plan, on a day.
struct Asked {
    rulebook: &'static Rulebook,
    application: Application,
    text: String,
    on: Day,
    random: fastrand::Rng,
}

impl Asked {
    fn plan(&self, day: Option<AimDay>, own: &[Own]) -> Plan {
        plan(self.rulebook, &self.application, self.on, &Aim { day, own: own.to_vec() })
    }

    fn from(&self, day: Day, own: &[Own]) -> Plan {
        self.plan(Some(AimDay::From(day)), own)
    }
}

/// Half of them ask for a few items only, so that there are plans without a step that the law leaves open.
fn each(mut check: impl FnMut(&mut Asked)) {
    let seed = seed();
    for n in 0..PLANS {
        let rulebook = native::rulebook(PLACES[n % PLACES.len()]);
        let mut maker = Maker::new(&rulebook.law, seed.wrapping_add(n as u64));
        let on = Day(maker.day());
        let mut parts = if n % 2 == 0 { maker.application() } else { maker.answering(97) };
        if n % 2 == 1 {
            let items = &rulebook.on(on).law.items;
            parts.items = (0..6).map(|_| items[maker.random.usize(..items.len())].id.clone()).collect();
        }
        let text = parts.text();
        let application = Application::read(rulebook, &text).unwrap_or_else(|errors| panic!("{errors}"));
        check(&mut Asked { rulebook, application, text, on, random: maker.random });
    }
}

fn days_after(day: Day, days: u64) -> Day {
    Day(day.0 + Days::new(days))
}

/// The next day that certainly works.
fn next_working(rulebook: &Rulebook, day: Day) -> Option<Day> {
    rulebook.calendar.due_from(&yushen::calendar::Due::on(day), 1, Unit::Working).day
}

fn own_time(asked: &mut Asked, plan: &Plan) -> Vec<Own> {
    let mut own: Vec<Own> = Vec::new();
    for step in &plan.steps {
        if asked.random.u8(..4) == 0 {
            own.push(Own { item: step.item.clone(), days: asked.random.u32(..30) });
        }
    }
    own
}

#[test]
fn back_from_a_wished_day_and_forward_again_is_in_time_and_no_later_day_is() {
    let (mut met, mut exact, mut missed) = (0, 0, 0);
    each(|asked| {
        let own = own_time(asked, &asked.plan(None, &[]));
        let by = days_after(asked.on, asked.random.u64(..400));
        let back = asked.plan(Some(AimDay::By(by)), &own);
        let place = format!("on {} by {by}, {own:?}: {}", asked.on, asked.text);
        let is_whole = back.open.iter().all(|open| open.code != OpenCode::Circle);
        if !back.feasible {
            let earliest = back.earliest.unwrap_or_else(|| panic!("no earliest: {place}"));
            assert!(!is_whole || earliest.latest.is_none_or(|latest| latest > by), "{place}");
            assert_eq!(back.from, asked.on, "{place}");
            missed += 1;
            return;
        }
        met += 1;
        assert!(back.from >= asked.on && back.from <= by.max(asked.on), "{place}");
        let forward = asked.from(back.from, &own);
        assert!(forward.end.earliest.is_none_or(|earliest| earliest <= by), "{place}");
        let bounded = back.steps.iter().all(|step| step.days.is_some());
        assert!(!bounded || forward.end.latest.is_some_and(|latest| latest <= by), "{place}");
        for (last, first) in back.steps.iter().zip(&forward.steps) {
            assert_eq!(last.item, first.item, "{place}");
            let days = |due: yushen::calendar::Due| due.earliest.or(due.latest);
            assert!(days(first.start) <= days(last.start), "{} starts before it can: {place}", last.item);
        }
        let Some(later) = next_working(asked.rulebook, back.from) else { return };
        if bounded && !back.steps.is_empty() && !back.end.provisional {
            let later = asked.from(later, &own);
            assert!(
                later.end.latest.is_none_or(|latest| latest > by),
                "{} is not the last day: {place}",
                back.from
            );
            exact += 1;
        }
    });
    println!("{PLANS} wished days: {met} met, of these {exact} exactly; {missed} missed");
    assert!(exact > 100 && missed > 100, "{exact} exact, {missed} missed");
}

#[test]
fn a_later_wish_never_asks_for_an_earlier_start() {
    each(|asked| {
        let by = days_after(asked.on, 30 + asked.random.u64(..300));
        let [sooner, later] =
            [by, days_after(by, asked.random.u64(1..40))].map(|by| asked.plan(Some(AimDay::By(by)), &[]));
        let place = format!("on {} by {by}: {}", asked.on, asked.text);
        assert!(!sooner.feasible || later.feasible, "{place}");
        assert!(!sooner.feasible || sooner.from <= later.from, "{place}");
    });
}

#[test]
fn own_time_never_ends_sooner_and_slack_is_what_it_may_take() {
    let mut slipped = 0;
    each(|asked| {
        let plain = asked.plan(None, &[]);
        let place = format!("on {}: {}", asked.on, asked.text);
        let working = plain.steps.iter().all(|step| step.unit == Unit::Working);
        let building = plain.open.iter().any(|open| open.code == OpenCode::Building);
        if !plain.feasible || plain.steps.is_empty() {
            return;
        }
        let step = &plain.steps[asked.random.usize(..plain.steps.len())];
        let (some, further) = (asked.random.u32(..20), asked.random.u32(1..20));
        let with = |days: u32| asked.plan(None, &[Own { item: step.item.clone(), days }]);
        let few = with(some);
        let more = with(some + further);
        for (sooner, later) in [(&plain, &few), (&few, &more)] {
            assert!(sooner.total.days <= later.total.days, "{place}");
            assert!(
                later.end.earliest.is_none() || sooner.end.earliest <= later.end.earliest,
                "{} {place}",
                step.item
            );
        }
        assert_eq!(step.critical, step.slack == 0, "{place}");
        // Where a step's working days do not depend on when it is, it may slip by its slack and by no day more. What
        // comes after the works waits for building as a whole.
        if working && !building {
            assert_eq!(with(step.slack).total.days, plain.total.days, "{} {place}", step.item);
            assert_eq!(with(step.slack + 1).total.days, plain.total.days + 1, "{} {place}", step.item);
            slipped += 1;
        }
    });
    println!("{PLANS} plans, slack tried in {slipped}");
    assert!(slipped > 300, "{slipped}");
}

#[test]
fn whose_time_adds_up_and_what_is_saved_is_true() {
    let mut saved = 0;
    each(|asked| {
        let plain = asked.plan(None, &[]);
        let own = own_time(asked, &plain);
        let plan = asked.plan(None, &own);
        let total = &plan.total;
        let place = format!("on {} {own:?}: {}", asked.on, asked.text);
        assert_eq!(total.authorities + total.third_parties + total.own, total.days, "{place}");
        assert!(total.limits.iter().all(|limit| limit.counted <= total.days), "{place}");
        for save in &plan.saves {
            let later = plan.end.earliest.zip(save.end.earliest);
            assert!(save.days > 0 && later.is_some_and(|(now, then)| then < now), "{place}");
            saved += 1;
        }
        if let Some(start) = &plan.works_start {
            let gates = plan.steps.iter().filter(|step| start.gates.contains(&step.item));
            let ends: Vec<_> = gates.map(|step| step.end.earliest).collect();
            assert_eq!(ends.len(), start.gates.len(), "{place}");
            let known = start.day.earliest;
            assert!(ends.iter().all(|end| known.is_none() || *end <= known), "{place}");
        }
        assert!(serde_json::to_value(&plan).is_ok_and(|plan| plan["by"] == Value::Null), "{place}");
    });
    println!("{saved} savings");
}
