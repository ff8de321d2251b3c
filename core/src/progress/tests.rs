//! Stories: what happened, and what the clocks then say.

use serde_json::{Value, json};

use super::*;
use crate::calendar::tests::day;
use crate::plan::tests::{asks, item, limit, rulebook, with};
use crate::review::FindingCode;

/// `a` takes 20 working days from acceptance; `b` takes 7 unmarked days from receipt.
fn book() -> &'static Rulebook {
    let mut from_receipt = limit(7, "working");
    from_receipt["from"] = json!("receipt");
    from_receipt["unmarked"] = json!(true);
    from_receipt["extension"] = Value::Null;
    Box::leak(Box::new(rulebook(&[
        item("a", 20, &[]),
        with(item("b", 7, &[]), json!({ "limit": from_receipt })),
    ])))
}

fn follow_in<'r>(rulebook: &'r Rulebook, application: Value, events: &[Value], on: &str) -> Progress<'r> {
    let application = with(json!({ "rulebook": "test", "facts": {} }), application);
    let case = json!({ "application": application, "events": events });
    let case = Box::leak(Box::new(Case::read(rulebook, &case.to_string()).unwrap()));
    progress(rulebook, case, day(on))
}

/// The story of item `a` alone.
fn follow(events: &[(&str, &str)], on: &str) -> Progress<'static> {
    follow_in(book(), json!({ "items": ["a"] }), &happened(events), on)
}

fn happened(events: &[(&str, &str)]) -> Vec<Value> {
    events.iter().map(|(kind, on)| json!({ "type": kind, "on": on })).collect()
}

fn state(progress: &Progress) -> (ItemState, Option<String>) {
    (progress.items[0].state, progress.items[0].accepted_on.map(|day| day.to_string()))
}

fn on(day: &str) -> Option<String> {
    Some(day.to_owned())
}

/// Kind, start, end, used, left and state of each clock.
fn clocks(progress: &Progress) -> Vec<(ClockKind, String, String, u32, Option<i32>, ClockState)> {
    let due = |clock: &Clock| clock.due.day.map_or("?".to_owned(), |day| day.to_string());
    let clocks = progress.clocks.iter();
    clocks.map(|c| (c.kind, c.from.to_string(), due(c), c.used, c.left, c.state)).collect()
}

fn clock(
    kind: ClockKind,
    from: &str,
    due: &str,
    used: u32,
    left: i32,
    state: ClockState,
) -> (ClockKind, String, String, u32, Option<i32>, ClockState) {
    (kind, from.to_owned(), due.to_owned(), used, Some(left), state)
}

fn codes(progress: &Progress) -> Vec<FindingCode> {
    progress.findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn nothing_filed_nothing_runs() {
    let progress = follow(&[], "2026-03-02");
    assert_eq!(state(&progress), (ItemState::NotFiled, None));
    assert!(progress.clocks.is_empty() && progress.findings.is_empty());
}

#[test]
fn after_receipt_the_notice_is_due_in_five_working_days() {
    let progress = follow(&[("received", "2026-02-12")], "2026-02-12");
    assert_eq!(state(&progress), (ItemState::Received, None));
    let notice = clock(ClockKind::Notice, "2026-02-12", "2026-02-26", 0, 5, ClockState::Running);
    assert_eq!(clocks(&progress), [notice]);
    let last_day = follow(&[("received", "2026-02-12")], "2026-02-26");
    let notice = clock(ClockKind::Notice, "2026-02-12", "2026-02-26", 5, 0, ClockState::DueSoon);
    assert_eq!((state(&last_day), clocks(&last_day)), ((ItemState::Received, None), vec![notice]));
}

#[test]
fn silence_accepts_as_of_receipt() {
    let progress = follow(&[("received", "2026-02-12")], "2026-02-27");
    assert_eq!(state(&progress), (ItemState::DeemedAccepted, on("2026-02-12")));
    assert_eq!(codes(&progress), [FindingCode::DeemedAccepted]);
    assert_eq!(
        clocks(&progress),
        [clock(ClockKind::Statutory, "2026-02-12", "2026-03-18", 6, 14, ClockState::Running)]
    );
}

#[test]
fn the_silence_of_a_company_accepts_nothing() {
    let third_party = rulebook(&[with(item("a", 15, &[]), json!({ "duration": "third-party" }))]);
    let progress = follow_in(&third_party, json!({}), &happened(&[("received", "2026-02-12")]), "2026-06-01");
    assert_eq!(state(&progress), (ItemState::Received, None));
    assert!(progress.clocks.is_empty() && progress.findings.is_empty());
}

#[test]
fn what_comes_after_silence_changes_nothing() {
    for (kind, code) in [
        ("noticed", FindingCode::NoticeLate),
        ("accepted", FindingCode::AcceptanceTooLate),
        ("refused", FindingCode::AcceptanceTooLate),
    ] {
        let progress = follow(&[("received", "2026-02-12"), (kind, "2026-02-27")], "2026-03-02");
        assert_eq!(state(&progress), (ItemState::DeemedAccepted, on("2026-02-12")), "{kind}");
        assert_eq!(codes(&progress), [FindingCode::DeemedAccepted, code], "{kind}");
        assert_eq!(progress.findings[1].reason.difference.as_deref(), Some("1"));
    }
    let late = [("received", "2026-02-12"), ("noticed", "2026-02-27"), ("corrected", "2026-03-03")];
    let progress = follow(&late, "2026-03-04");
    assert_eq!(state(&progress), (ItemState::DeemedAccepted, on("2026-02-12")));
    assert_eq!(codes(&progress), [FindingCode::DeemedAccepted, FindingCode::NoticeLate]);
}

#[test]
fn a_notice_in_time_hands_the_turn_to_the_applicant() {
    let progress = follow(&[("received", "2026-02-12"), ("noticed", "2026-02-26")], "2026-05-29");
    assert_eq!(state(&progress), (ItemState::Noticed, None));
    assert!(progress.clocks.is_empty() && progress.findings.is_empty());
}

#[test]
fn what_is_corrected_is_accepted_that_day() {
    let story = [
        ("received", "2026-02-12"),
        ("noticed", "2026-02-25"),
        ("corrected", "2026-03-02"),
        ("corrected", "2026-03-04"),
        ("accepted", "2026-03-06"),
    ];
    let progress = follow(&story, "2026-03-06");
    assert_eq!(state(&progress), (ItemState::Accepted, on("2026-03-04")));
    assert_eq!(
        clocks(&progress),
        [clock(ClockKind::Statutory, "2026-03-04", "2026-04-01", 2, 18, ClockState::Running)]
    );
    assert!(progress.findings.is_empty());
    let refused = follow(&[story[0], story[1], story[2], ("refused", "2026-03-03")], "2026-03-06");
    assert_eq!(state(&refused), (ItemState::Accepted, on("2026-03-02")));
    assert_eq!(codes(&refused), [FindingCode::EventOutOfOrder]);
}

#[test]
fn acceptance_alone_is_receipt_too() {
    let progress = follow(&[("accepted", "2026-03-02")], "2026-03-02");
    assert_eq!(state(&progress), (ItemState::Accepted, on("2026-03-02")));
    assert_eq!(
        clocks(&progress),
        [clock(ClockKind::Statutory, "2026-03-02", "2026-03-30", 0, 20, ClockState::Running)]
    );
}

#[test]
fn a_clock_is_due_soon_then_overdue() {
    let accepted = [("accepted", "2026-03-02")];
    let at = |day: &str| clocks(&follow(&accepted, day)).remove(0);
    let reading = |day: &str| (at(day).3, at(day).4, at(day).5);
    assert_eq!(reading("2026-03-24"), (16, Some(4), ClockState::Running));
    assert_eq!(reading("2026-03-25"), (17, Some(3), ClockState::DueSoon));
    assert_eq!(reading("2026-03-30"), (20, Some(0), ClockState::DueSoon));
    assert_eq!(reading("2026-03-31"), (21, Some(-1), ClockState::Overdue));
    assert_eq!(reading("2026-04-08"), (26, Some(-6), ClockState::Overdue));
}

#[test]
fn over_on_a_rest_day_is_over() {
    let progress = follow(&[("accepted", "2026-03-06")], "2026-04-04");
    assert_eq!(clocks(&progress)[0].2, "2026-04-03");
    assert_eq!((clocks(&progress)[0].4, clocks(&progress)[0].5), (Some(-1), ClockState::Overdue));
}

#[test]
fn a_refusal_ends_all_clocks_until_it_is_filed_anew() {
    let refused = [("received", "2026-03-02"), ("refused", "2026-03-04")];
    let progress = follow(&refused, "2026-03-20");
    assert_eq!((state(&progress), progress.clocks.len()), ((ItemState::Refused, None), 0));
    let anew = follow(&[refused[0], refused[1], ("received", "2026-03-20")], "2026-03-20");
    assert_eq!((state(&anew), anew.clocks.len()), ((ItemState::Received, None), 1));
    assert!(anew.findings.is_empty());
}

#[test]
fn special_procedures_do_not_count() {
    let story =
        [("accepted", "2026-03-02"), ("special-opened", "2026-03-09"), ("special-closed", "2026-03-20")];
    let open = follow(&story[..2], "2026-03-11");
    assert_eq!(state(&open).0, ItemState::Paused);
    assert_eq!(
        clocks(&open),
        [clock(ClockKind::Statutory, "2026-03-02", "2026-04-02", 4, 16, ClockState::Paused)]
    );
    let closed = follow(&story, "2026-03-23");
    assert_eq!(state(&closed).0, ItemState::Accepted);
    assert_eq!(
        clocks(&closed),
        [clock(ClockKind::Statutory, "2026-03-02", "2026-04-14", 5, 15, ClockState::Running)]
    );
}

#[test]
fn overlapping_procedures_count_once_and_a_late_one_revives_nothing() {
    let story = [
        ("accepted", "2026-03-02"),
        ("special-opened", "2026-03-09"),
        ("special-opened", "2026-03-11"),
        ("special-closed", "2026-03-13"),
        ("special-closed", "2026-03-20"),
    ];
    assert_eq!(clocks(&follow(&story, "2026-03-23"))[0].2, "2026-04-14");
    let late = follow(&[("accepted", "2026-03-02"), ("special-opened", "2026-03-31")], "2026-04-01");
    assert_eq!(state(&late).0, ItemState::Accepted);
    assert_eq!((clocks(&late)[0].4, clocks(&late)[0].5), (Some(-2), ClockState::Overdue));
}

#[test]
fn a_limit_is_extended_once_and_in_time() {
    let story = [("accepted", "2026-03-02"), ("extended", "2026-03-30"), ("extended", "2026-03-31")];
    let once = follow(&story[..2], "2026-03-31");
    assert_eq!(
        clocks(&once),
        [clock(ClockKind::Statutory, "2026-03-02", "2026-04-14", 21, 9, ClockState::Running)]
    );
    let twice = follow(&story, "2026-03-31");
    assert_eq!((clocks(&twice), codes(&twice)), (clocks(&once), vec![FindingCode::ExtendedTwice]));
    let late = follow(&[story[0], story[2]], "2026-04-01");
    assert_eq!(codes(&late), [FindingCode::EventOutOfOrder]);
    assert_eq!(clocks(&late)[0].5, ClockState::Overdue);
}

#[test]
fn a_decision_stops_the_clock_and_starts_the_delivery() {
    let story = [("accepted", "2026-03-02"), ("decided", "2026-03-16"), ("delivered", "2026-03-18")];
    let decided = follow(&story[..2], "2026-03-17");
    assert_eq!(state(&decided), (ItemState::Decided, on("2026-03-02")));
    assert_eq!(
        clocks(&decided),
        [
            clock(ClockKind::Statutory, "2026-03-02", "2026-03-30", 10, 10, ClockState::Met),
            clock(ClockKind::Statutory, "2026-03-16", "2026-03-30", 1, 9, ClockState::Running),
        ]
    );
    let delivered = follow(&story, "2026-06-01");
    assert_eq!(state(&delivered).0, ItemState::Delivered);
    assert_eq!(clocks(&delivered)[1].5, ClockState::Met);
    let late = follow(&[story[0], ("decided", "2026-04-01")], "2026-06-01");
    assert_eq!(
        clocks(&late),
        [
            clock(ClockKind::Statutory, "2026-03-02", "2026-03-30", 22, -2, ClockState::Overdue),
            clock(ClockKind::Statutory, "2026-04-01", "2026-04-16", 40, -30, ClockState::Overdue),
        ]
    );
}

#[test]
fn a_withdrawal_ends_all_clocks() {
    let progress = follow(&[("accepted", "2026-03-02"), ("withdrawn", "2026-03-03")], "2026-04-30");
    assert_eq!((state(&progress).0, progress.clocks.len()), (ItemState::Withdrawn, 0));
    assert!(progress.findings.is_empty());
}

#[test]
fn a_limit_from_receipt_runs_from_receipt_unless_corrected() {
    let follow = |events: &[(&str, &str)]| {
        follow_in(book(), json!({ "items": ["b"] }), &happened(events), "2026-03-11")
    };
    let accepted = follow(&[("received", "2026-03-02"), ("accepted", "2026-03-05")]);
    assert_eq!(state(&accepted), (ItemState::Accepted, on("2026-03-05")));
    assert_eq!(
        clocks(&accepted),
        [clock(ClockKind::Statutory, "2026-03-02", "2026-03-11", 7, 0, ClockState::DueSoon)]
    );
    assert_eq!(codes(&accepted), [FindingCode::UnmarkedDays]);
    let corrected =
        follow(&[("received", "2026-03-02"), ("noticed", "2026-03-03"), ("corrected", "2026-03-09")]);
    assert_eq!(clocks(&corrected)[0].1, "2026-03-09");
}

#[test]
fn a_register_that_says_nothing_on_the_spot_has_accepted() {
    let rulebook = rulebook(&[with(item("a", 30, &[]), json!({ "noticeDays": 0 }))]);
    let follow = |day: &str| follow_in(&rulebook, json!({}), &happened(&[("received", "2026-03-02")]), day);
    assert_eq!(state(&follow("2026-03-02")), (ItemState::Received, None));
    assert_eq!(follow("2026-03-02").clocks[0].basis.source, "L-BDC");
    assert_eq!(state(&follow("2026-03-03")), (ItemState::DeemedAccepted, on("2026-03-02")));
}

#[test]
fn events_name_their_items() {
    let events = [
        json!({ "type": "received", "on": "2026-03-02" }),
        json!({ "type": "accepted", "on": "2026-03-03", "items": ["b"] }),
        json!({ "type": "accepted", "on": "2026-03-05" }),
    ];
    let progress = follow_in(book(), json!({}), &events, "2026-03-05");
    let accepted: Vec<Option<String>> =
        progress.items.iter().map(|item| item.accepted_on.map(|day| day.to_string())).collect();
    assert_eq!(accepted, [on("2026-03-05"), on("2026-03-03")]);
    assert_eq!(codes(&progress), [FindingCode::UnmarkedDays]);
}

#[test]
fn what_makes_no_sense_is_told_and_left_out() {
    let out_of_order = |events: &[(&str, &str)], expected: ItemState| {
        let progress = follow(events, "2026-03-06");
        assert_eq!(codes(&progress), [FindingCode::EventOutOfOrder], "{events:?}");
        assert_eq!(state(&progress).0, expected, "{events:?}");
    };
    for kind in [
        "decided",
        "corrected",
        "special-closed",
        "special-opened",
        "extended",
        "delivered",
        "noticed",
        "withdrawn",
        "refused",
    ] {
        out_of_order(&[(kind, "2026-03-02")], ItemState::NotFiled);
    }
    out_of_order(&[("received", "2026-03-02"), ("decided", "2026-03-03")], ItemState::Received);
    out_of_order(&[("received", "2026-03-02"), ("received", "2026-03-03")], ItemState::Received);
    out_of_order(&[("accepted", "2026-03-02"), ("accepted", "2026-03-03")], ItemState::Accepted);
    out_of_order(&[("accepted", "2026-03-02"), ("delivered", "2026-03-03")], ItemState::Accepted);
    let future = follow(&[("received", "2026-03-02"), ("accepted", "2026-03-09")], "2026-03-06");
    assert_eq!((codes(&future), state(&future).0), (vec![FindingCode::EventInFuture], ItemState::Received));
    let elsewhere = [json!({ "type": "received", "on": "2026-03-02", "items": ["b"] })];
    let progress = follow_in(book(), json!({ "items": ["a"] }), &elsewhere, "2026-03-03");
    assert_eq!((codes(&progress), state(&progress).0), (vec![FindingCode::NotInCase], ItemState::NotFiled));
}

#[test]
fn events_are_taken_by_day() {
    let story = [("decided", "2026-03-06"), ("accepted", "2026-03-04"), ("received", "2026-03-02")];
    let progress = follow(&story, "2026-03-06");
    assert_eq!(state(&progress), (ItemState::Decided, on("2026-03-04")));
    assert!(progress.findings.is_empty());
}

#[test]
fn an_item_whose_outcome_is_in_hand_stays_in_its_case() {
    let events = [json!({ "type": "accepted", "on": "2026-03-02", "items": ["a"] })];
    let progress = follow_in(book(), json!({ "materials": [{ "id": "out-a" }] }), &events, "2026-03-03");
    assert_eq!(state(&progress).0, ItemState::Accepted);
}

#[test]
fn a_promised_paper_has_its_own_clock() {
    let may_follow = json!({ "deferrable": { "standing": "law", "why": { "zh": "可", "en": "may" } } });
    let rulebook = rulebook(&[with(item("a", 20, &[]), json!({ "materials": [asks("p", may_follow)] }))]);
    let promised = json!({ "promises": [{ "material": "p", "by": "2026-03-20" }] });
    let at = |application: &Value, day: &str| {
        let progress =
            follow_in(&rulebook, application.clone(), &happened(&[("accepted", "2026-03-02")]), day);
        clocks(&progress).into_iter().find(|clock| clock.0 == ClockKind::Promise).unwrap()
    };
    let due = |used, left, state| clock(ClockKind::Promise, "2026-03-02", "2026-03-20", used, left, state);
    assert_eq!(at(&promised, "2026-03-06"), due(4, 14, ClockState::Running));
    assert_eq!(at(&promised, "2026-03-23"), due(21, -3, ClockState::Overdue));
    let handed_in = with(promised, json!({ "materials": [{ "id": "p" }] }));
    assert_eq!(at(&handed_in, "2026-03-23").5, ClockState::Met);
    let received = follow_in(&rulebook, handed_in, &happened(&[("received", "2026-03-02")]), "2026-03-03");
    assert!(received.clocks.iter().all(|clock| clock.kind != ClockKind::Promise));
}

#[test]
fn one_permit_has_one_receipt_and_one_clock() {
    let wish = json!({ "programs": ["one-permit"], "facts": { "b": false, "ticks": ["a", "b"] } });
    let follow = |events: &[Value], day: &str| follow_in(book(), wish.clone(), events, day);
    let received = follow(&happened(&[("received", "2026-02-04")]), "2026-02-05");
    assert_eq!(received.clocks.len(), 1);
    assert_eq!(
        (received.clocks[0].program.as_deref(), received.clocks[0].item.as_deref()),
        (Some("one-permit"), None)
    );
    let mut events = happened(&[("received", "2026-02-04"), ("accepted", "2026-02-05")]);
    let accepted = follow(&events, "2026-02-05");
    assert_eq!(
        clocks(&accepted),
        [clock(ClockKind::Statutory, "2026-02-05", "2026-04-16", 0, 45, ClockState::Running)]
    );
    assert!(accepted.items.iter().all(|item| item.accepted_on == Some(day("2026-02-05"))));
    events.push(json!({ "type": "decided", "on": "2026-03-02", "items": ["a"] }));
    let half = follow(&events, "2026-03-03");
    let states: Vec<ItemState> = half.items.iter().map(|item| item.state).collect();
    assert_eq!(states, [ItemState::Decided, ItemState::Accepted]);
    assert_eq!(clocks(&half)[0].5, ClockState::Running);
    events.push(json!({ "type": "decided", "on": "2026-03-04" }));
    let whole = follow(&events, "2026-03-04");
    let states: Vec<ClockState> = whole.clocks.iter().map(|clock| clock.state).collect();
    assert_eq!((states, codes(&whole)), (vec![ClockState::Met, ClockState::Running], vec![]));
}

#[test]
fn past_the_published_calendar_clocks_say_so() {
    let progress = follow(&[("accepted", "2026-12-07")], "2026-12-09");
    let clock = &progress.clocks[0];
    assert!(clock.due.provisional && clock.due.day.is_none());
    assert_eq!((clock.used, clock.left, clock.state), (2, Some(18), ClockState::Running));
    let late = follow(&[("accepted", "2026-12-07")], "2027-03-01");
    assert_eq!((late.clocks[0].state, late.clocks[0].left), (ClockState::Overdue, None));
    let unknown = follow(&[("received", "2030-01-01")], "2030-12-31");
    assert_eq!((state(&unknown).0, unknown.clocks[0].left), (ItemState::Received, None));
}

/// Whatever is told in whatever order, the answer holds together.
#[test]
fn no_story_breaks_the_clocks() {
    let kinds: Vec<&str> = EventType::ALL.iter().map(|kind| kind.name()).collect();
    let book = book();
    let mut seed = 1u32;
    let mut next = |below: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) % below
    };
    for _ in 0..2_000 {
        let start = day("2026-02-02").number();
        let mut on = start;
        let mut events = Vec::new();
        for _ in 0..next(12) {
            on += next(9) as i32;
            let mut event = json!({ "type": kinds[next(11) as usize], "on": Day::of_number(on).unwrap() });
            if next(3) == 0 {
                let named = ["a", "b"][next(2) as usize];
                event["items"] = json!([named]);
            }
            events.push(event);
        }
        let ticks = if next(2) == 0 { json!(["a", "b"]) } else { json!([]) };
        let application = json!({ "programs": ["one-permit"], "facts": { "b": false, "ticks": ticks } });
        let until = Day::of_number(on + next(40) as i32).unwrap();
        let progress = follow_in(book, application, &events, &until.to_string());
        for clock in &progress.clocks {
            assert!(clock.from <= until, "{events:?}");
            assert_eq!(
                clock.state == ClockState::Overdue,
                clock.left.is_some_and(|left| left < 0),
                "{clock:?}"
            );
            assert!(clock.due.day.is_some_and(|due| due >= clock.from), "{clock:?}");
        }
        for item in &progress.items {
            let accepted = matches!(
                item.state,
                ItemState::Accepted
                    | ItemState::DeemedAccepted
                    | ItemState::Paused
                    | ItemState::Decided
                    | ItemState::Delivered
            );
            assert!(!accepted || item.accepted_on.is_some(), "{events:?}");
        }
    }
}
