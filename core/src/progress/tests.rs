//! Stories: what happened, and what the clocks then say.

use serde_json::{Value, json};

use super::*;
use crate::calendar::tests::day;
use crate::plan::tests::{asks, item, limit, rulebook, rulebook_with, with};
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
        assert_eq!(progress.findings[1].reason.grounds.difference.as_deref(), Some("1"));
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
    assert_eq!((received.clocks[0].program, received.clocks[0].item), (Some("one-permit"), None));
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

/// `a` takes 20 working days, pledged in 10; its law leaves out a technical review of 30 days; the head of the
/// government extends it.
fn pledging() -> &'static Rulebook {
    let basis = json!({ "source": "L-XKF", "article": "第四十五条", "standing": "law" });
    let mut statutory = limit(20, "working");
    statutory["special"] = json!([{ "kind": "technical-review", "most": 30, "basis": basis }]);
    statutory["extension"]["head"] = json!("government-head");
    let mut pledged = limit(10, "working");
    pledged["extension"] = Value::Null;
    Box::leak(Box::new(rulebook(&[with(
        item("a", 20, &[]),
        json!({ "limit": statutory, "pledged": pledged }),
    )])))
}

fn pledged(events: &[Value], on: &str) -> Progress<'static> {
    follow_in(pledging(), json!({ "items": ["a"] }), events, on)
}

fn dues(progress: &Progress) -> Vec<(ClockKind, String)> {
    clocks(progress).into_iter().map(|(kind, _, due, ..)| (kind, due)).collect()
}

fn opened(reason: &str) -> [Value; 2] {
    [
        json!({ "type": "accepted", "on": "2026-03-02" }),
        json!({ "type": "special-opened", "on": "2026-03-09", "reason": reason }),
    ]
}

#[test]
fn only_what_the_law_lists_stops_the_clock() {
    let running = |reason: &str, on: &str| {
        let progress = pledged(&opened(reason), on);
        (progress.items[0].state, progress.clocks[0].due.day.unwrap().to_string(), codes(&progress))
    };
    // 行政许可法 第四十五条, and the item's own law.
    for lawful in ["hearing", "expert-review", "appraisal", "technical-review"] {
        assert_eq!(
            running(lawful, "2026-03-11"),
            (ItemState::Paused, "2026-04-02".to_owned(), vec![]),
            "{lawful}"
        );
    }
    for other in ["other-department", "internal", "system-failure", "fees", "other", "energy-review"] {
        let (state, due, codes) = running(other, "2026-03-11");
        assert_eq!((state, due.as_str()), (ItemState::Accepted, "2026-03-30"), "{other}");
        assert_eq!(codes, [FindingCode::PauseNotAllowed], "{other}");
    }
}

#[test]
fn a_pledge_has_a_clock_of_its_own_that_is_not_extended() {
    let story = [
        json!({ "type": "accepted", "on": "2026-03-02" }),
        json!({ "type": "extended", "on": "2026-03-10", "by": "government-head" }),
    ];
    let progress = pledged(&story, "2026-03-11");
    let expected = [(ClockKind::Statutory, "2026-04-14"), (ClockKind::Pledged, "2026-03-16")];
    assert_eq!(dues(&progress), expected.map(|(kind, due)| (kind, due.to_owned())));
    assert_eq!(progress.clocks[1].band, Some(3), "3 days left");
    let late = pledged(&story, "2026-03-17");
    assert_eq!(codes(&late), [FindingCode::PledgeOverdue]);
    assert_eq!((late.clocks[0].state, late.clocks[1].state), (ClockState::Running, ClockState::Overdue));
}

#[test]
fn another_head_extends_nothing() {
    let story = [
        json!({ "type": "accepted", "on": "2026-03-02" }),
        json!({ "type": "extended", "on": "2026-03-10", "by": "agency-head" }),
    ];
    let progress = pledged(&story, "2026-03-11");
    assert_eq!(dues(&progress)[0].1, "2026-03-30");
    assert_eq!(codes(&progress), [FindingCode::EventOutOfOrder]);
}

#[test]
fn a_third_partys_review_has_a_clock_of_its_own() {
    let review = |told: Value, on: &str| {
        let [accepted, opened] = opened("technical-review");
        let progress = pledged(&[accepted, with(opened, json!({ "days": told }))], on);
        let clock = progress.clocks.iter().find(|clock| clock.kind == ClockKind::ThirdParty).unwrap();
        (clock.who, clock.due.day.unwrap().to_string(), clock.state)
    };
    // At most 30 working days; as many as were told, where they are fewer.
    assert_eq!(
        review(Value::Null, "2026-03-10"),
        (Who::ThirdParty, "2026-04-21".to_owned(), ClockState::Running)
    );
    assert_eq!(review(json!(40), "2026-03-10").1, "2026-04-21");
    assert_eq!(
        review(json!(5), "2026-03-17"),
        (Who::ThirdParty, "2026-03-16".to_owned(), ClockState::Overdue)
    );
}

#[test]
fn what_if_a_pause_were_opened_now() {
    let case = |until: &str| {
        let story = json!([{ "type": "accepted", "on": "2026-03-02" }]);
        let application = json!({ "rulebook": "test", "facts": {}, "items": ["a"] });
        let case = json!({ "application": application, "events": story, "pauseUntil": until }).to_string();
        let case = Case::read(pledging(), &case).unwrap();
        let progress = progress(pledging(), &case, day("2026-03-09"));
        progress.clocks.iter().map(|clock| clock.if_paused.and_then(|due| due.day)).collect::<Vec<_>>()
    };
    // Expert review from 9 to 20 March (deadlines.md, worked example): 14 April; the pledge moves by as much.
    assert_eq!(case("2026-03-20"), [Some(day("2026-04-14")), Some(day("2026-03-30"))]);
    assert_eq!(case("2026-03-08"), [Some(day("2026-03-30")), Some(day("2026-03-16"))]);
}

#[test]
fn the_days_that_do_not_count_are_told() {
    let progress = follow(&[("accepted", "2026-04-28")], "2026-04-29");
    let skipped: Vec<(String, String)> = progress.clocks[0]
        .skipped
        .iter()
        .map(|skipped| (skipped.from.to_string(), skipped.to.to_string()))
        .collect();
    assert!(skipped.contains(&on_days("2026-05-01", "2026-05-05")), "{skipped:?}");
    assert!(!skipped.contains(&on_days("2026-05-09", "2026-05-10")), "9 May is a make-up day");
}

fn on_days(from: &str, to: &str) -> (String, String) {
    (from.to_owned(), to.to_owned())
}

/// Duties of the applicant and of the government, after events of the project and of item `a`.
fn duties() -> &'static Rulebook {
    let text = json!({ "zh": "文", "en": "text" });
    let basis = json!({ "source": "L-XKF", "article": "第五十条", "standing": "law" });
    let duty = |id: &str, days: u32, unit: &str, starts: Value, met: &str| {
        json!({
            "id": id, "name": text, "what": text, "days": days, "unit": unit, "after": text, "basis": basis,
            "starts": starts, "met": { "event": met },
        })
    };
    let event = |event: &str| json!({ "event": event });
    let delivered = json!({ "event": "delivered", "item": "a" });
    let start = with(
        duty("start", 3, "months", delivered, "works-started"),
        json!({ "extends": { "event": "start-extended", "times": 2, "days": 3 } }),
    );
    let duties = json!([
        start,
        duty("filing", 15, "calendar", event("completion-passed"), "completion-papers-sent"),
        with(duty("arrange", 1, "working", event("instructed"), "arranged"), json!({ "who": "agent" })),
        with(
            duty("renewal", 30, "working", event("expires"), "renewal-requested"),
            json!({ "before": true })
        ),
    ]);
    Box::leak(Box::new(rulebook_with(&[item("a", 20, &[])], json!({ "duties": duties }))))
}

fn duty_clocks(events: &[(&str, &str)], on: &str) -> Vec<(ClockKind, String, String, ClockState)> {
    let progress = follow_in(duties(), json!({ "items": ["a"] }), &happened(events), on);
    let own = clocks(&progress).into_iter().filter(|clock| clock.0 != ClockKind::Statutory);
    own.map(|(kind, from, due, _, _, state)| (kind, from, due, state)).collect()
}

fn own(kind: ClockKind, from: &str, due: &str, state: ClockState) -> (ClockKind, String, String, ClockState) {
    (kind, from.to_owned(), due.to_owned(), state)
}

#[test]
fn the_applicant_has_to_start_works_in_time_and_may_be_given_more_twice() {
    let mut story = vec![("accepted", "2026-01-05"), ("decided", "2026-01-20"), ("delivered", "2026-01-22")];
    let due = |story: &[(&str, &str)], on: &str| duty_clocks(story, on);
    // 22 January + 3 months.
    let running = own(ClockKind::Applicant, "2026-01-22", "2026-04-22", ClockState::Running);
    assert_eq!(due(&story, "2026-02-02"), [running]);
    for (given, until) in
        [("2026-04-01", "2026-07-22"), ("2026-07-01", "2026-10-22"), ("2026-10-08", "2026-10-22")]
    {
        story.push(("start-extended", given));
        assert_eq!(due(&story, "2026-10-09")[0].2, until);
    }
    let progress = follow_in(duties(), json!({ "items": ["a"] }), &happened(&story), "2026-10-09");
    assert_eq!(codes(&progress), [FindingCode::ExtendedTwice]);
    story.push(("works-started", "2026-10-12"));
    assert_eq!(due(&story, "2026-11-02")[0].3, ClockState::Met);
}

#[test]
fn duties_follow_the_events_of_the_project() {
    // deadlines.md, worked example: 15 calendar days roll over the May holiday.
    let filing = duty_clocks(&[("completion-passed", "2026-04-20")], "2026-04-21");
    assert_eq!(filing, [own(ClockKind::Applicant, "2026-04-20", "2026-05-06", ClockState::Running)]);
    let agent = duty_clocks(&[("instructed", "2026-04-30")], "2026-05-06");
    assert_eq!(agent, [own(ClockKind::Agent, "2026-04-30", "2026-05-06", ClockState::DueSoon)]);
    let met = duty_clocks(&[("instructed", "2026-04-30"), ("arranged", "2026-05-06")], "2026-05-08");
    assert_eq!(met[0].3, ClockState::Met);
}

#[test]
fn a_renewal_is_counted_back_from_the_end_of_the_permit() {
    // From 30 June to 10 August 2026 there are 4 + 5 · 5 + 1 working days.
    let ahead = duty_clocks(&[("expires", "2026-08-10")], "2026-06-01");
    assert_eq!(ahead, [own(ClockKind::Applicant, "2026-08-10", "2026-06-29", ClockState::Running)]);
    let late = duty_clocks(&[("expires", "2026-08-10")], "2026-06-30");
    assert_eq!(late[0].3, ClockState::Overdue);
    let asked = duty_clocks(&[("expires", "2026-08-10"), ("renewal-requested", "2026-06-29")], "2026-07-20");
    assert_eq!(asked[0].3, ClockState::Met);
}

#[test]
fn an_event_that_no_duty_turns_on_is_told() {
    let progress = follow(&[("works-started", "2026-03-02")], "2026-03-02");
    assert_eq!(codes(&progress), [FindingCode::NotInCase]);
}
