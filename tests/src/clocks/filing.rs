//! One receipt, told day by day.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::days::{Days, Span, Time, day};

/// Delivered within ten working days of the decision (行政许可法 第四十四条).
const DELIVERY: Time = Time { days: 10, unit: "working" };

/// What the law asks of one receipt.
pub struct Terms<'a> {
    /// An item, or the program whose ticked items it is about.
    pub subject: &'a str,
    pub is_joint: bool,
    /// An authority's; else its silence accepts nothing and what it decides is not delivered under the licensing law.
    pub is_authority: bool,
    pub notice_days: u32,
    pub limit: Option<Limit<'a>>,
    /// What the place pledges; never extended.
    pub pledged: Option<Limit<'a>>,
    /// What the items' own laws leave out of the limit, besides the list of 行政许可法 第四十五条.
    pub left_out: Vec<&'a str>,
}

/// The closed list of 行政许可法 第四十五条.
const LISTED: [&str; 8] =
    ["hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal", "expert-review"];

/// How long the decision may take.
pub struct Limit<'a> {
    pub time: Time<'a>,
    pub from_receipt: bool,
    /// How much longer, once.
    pub extension: Option<Extension<'a>>,
}

/// How much longer, and by whose head's leave.
pub struct Extension<'a> {
    pub days: u32,
    pub head: &'a str,
}

/// A special procedure, or what somebody holds to be one.
struct Special {
    reason: Option<String>,
    /// Its days do not count.
    is_lawful: bool,
    opened: NaiveDate,
    closed: Option<NaiveDate>,
}

/// One receipt: what is asked of it, and what has happened.
pub struct Filing<'a> {
    pub terms: Terms<'a>,
    pub items: Vec<Item<'a>>,
    receipt: Option<NaiveDate>,
    noticed: Option<NaiveDate>,
    /// A notice came after silence had accepted.
    is_told_late: bool,
    accepted: Option<(NaiveDate, By)>,
    /// The authority has accepted itself.
    is_said: bool,
    special: Vec<Special>,
    is_extended: bool,
    kinds: Vec<String>,
}

/// One item of a receipt.
pub struct Item<'a> {
    pub id: &'a str,
    decided: Option<NaiveDate>,
    delivered: Option<NaiveDate>,
    /// `refused` or `withdrawn`.
    gone: Option<&'static str>,
}

impl<'a> Limit<'a> {
    fn time(&self, is_extended: bool) -> Time<'a> {
        let longer = self.extension.as_ref().filter(|_| is_extended).map_or(0, |extension| extension.days);
        Time { days: self.time.days + longer, unit: self.time.unit }
    }
}

/// How it came to be accepted.
#[derive(Clone, Copy, PartialEq)]
enum By {
    Authority,
    Correction,
    Silence,
}

impl<'a> Item<'a> {
    pub fn new(id: &'a str) -> Item<'a> {
        Item { id, decided: None, delivered: None, gone: None }
    }
}

/// What is told of an event that was taken, if anything is; or why it was left out.
type Taken = Result<Option<&'static str>, &'static str>;
const OUT_OF_ORDER: Taken = Err("event-out-of-order");

impl<'a> Filing<'a> {
    pub fn new(terms: Terms<'a>, items: Vec<Item<'a>>) -> Filing<'a> {
        Filing {
            terms,
            items,
            receipt: None,
            noticed: None,
            is_told_late: false,
            accepted: None,
            is_said: false,
            special: Vec::new(),
            is_extended: false,
            kinds: Vec::new(),
        }
    }

    /// A day begins. Silence past the day for the notice has accepted, as of receipt (行政许可法 第三十二条（四）).
    pub fn begin(&mut self, days: &Days, today: NaiveDate) -> Option<&'static str> {
        let receipt = self.receipt?;
        let is_silent = self.noticed.is_none() && self.accepted.is_none() && self.is_live();
        let is_past = days.due(receipt, self.notice_time(), &[]).is_some_and(|due| today > due);
        (self.terms.is_authority && is_silent && is_past).then(|| {
            self.accepted = Some((receipt, By::Silence));
            "deemed-accepted"
        })
    }

    /// Something happens, to the items of these numbers; or it cannot have.
    pub fn take(&mut self, days: &Days, event: &Value, about: &[usize]) -> Taken {
        let kind = event["type"].as_str().expect("an event has a type");
        let today = day(&event["on"]);
        let told = match kind {
            "received" => self.receive(today),
            "accepted" => self.accept(today),
            _ if self.receipt.is_none() => OUT_OF_ORDER,
            "noticed" => self.notice(today),
            "corrected" => self.correct(today),
            "refused" => self.refuse(about),
            "special-opened" => self.open(today, event["reason"].as_str()),
            "special-closed" => self.close(today, event["reason"].as_str()),
            "extended" => self.extend(days, today, event["by"].as_str()),
            "decided" => self.decide(today, about),
            "delivered" => self.deliver(today, about),
            "withdrawn" => self.end(about, "withdrawn"),
            other => panic!("{other} is no event"),
        }?;
        self.kinds.push(kind.to_owned());
        Ok(told)
    }

    pub fn has_taken(&self, event: &Value) -> bool {
        self.kinds.iter().any(|kind| event["type"] == kind.as_str())
    }

    /// Once refused or withdrawn, it may be filed anew.
    fn receive(&mut self, today: NaiveDate) -> Taken {
        if self.receipt.is_some() && !self.items.iter().all(|item| item.gone.is_some()) {
            return OUT_OF_ORDER;
        }
        for item in &mut self.items {
            *item = Item::new(item.id);
        }
        self.noticed = None;
        self.is_told_late = false;
        self.accepted = None;
        self.is_said = false;
        self.special.clear();
        self.is_extended = false;
        self.kinds.clear();
        self.receipt = Some(today);
        Ok(None)
    }

    /// Told once; after silence has accepted, too late.
    fn notice(&mut self, today: NaiveDate) -> Taken {
        match self.accepted {
            Some((_, By::Silence)) if self.is_open() => {
                self.is_told_late = true;
                Ok(Some("notice-late"))
            }
            None if self.noticed.is_none() && self.is_open() => {
                self.noticed = Some(today);
                Ok(None)
            }
            _ => OUT_OF_ORDER,
        }
    }

    /// All that the notice listed is in, so it must be accepted (第三十二条（五）), as of the day of the last paper: until
    /// the authority has said so, there may be a later one. After a notice that came too late, nothing is left to accept.
    fn correct(&mut self, today: NaiveDate) -> Taken {
        match self.accepted {
            _ if self.is_told_late && self.is_live() => Ok(None),
            None | Some((_, By::Correction)) if self.may_be_corrected() => {
                self.accepted = Some((today, By::Correction));
                Ok(None)
            }
            _ => OUT_OF_ORDER,
        }
    }

    fn may_be_corrected(&self) -> bool {
        let is_undecided = self.items.iter().all(|item| item.decided.is_none());
        self.noticed.is_some() && self.is_live() && is_undecided && !self.is_said
    }

    /// What is accepted has been received, at the latest that day.
    fn accept(&mut self, today: NaiveDate) -> Taken {
        if self.is_said || !self.is_live() {
            return OUT_OF_ORDER;
        }
        self.is_said = true;
        self.receipt = self.receipt.or(Some(today));
        let (_, by) = *self.accepted.get_or_insert((today, By::Authority));
        Ok((by == By::Silence).then_some("acceptance-too-late"))
    }

    /// What is accepted must be decided; it cannot be turned away any more.
    fn refuse(&mut self, about: &[usize]) -> Taken {
        match self.accepted {
            None => self.end(about, "refused"),
            Some((_, By::Silence)) if self.is_open() => Ok(Some("acceptance-too-late")),
            Some(_) => OUT_OF_ORDER,
        }
    }

    /// Turned away, or withdrawn: either before the decision.
    fn end(&mut self, about: &[usize], how: &'static str) -> Taken {
        let open = self.open_items(about);
        for n in &open {
            self.items[*n].gone = Some(how);
        }
        if open.is_empty() { OUT_OF_ORDER } else { Ok(None) }
    }

    /// What no law leaves out of the limit is told, and stops no clock (第四十五条).
    fn open(&mut self, today: NaiveDate, reason: Option<&str>) -> Taken {
        if self.accepted.is_none() || !self.is_open() {
            return OUT_OF_ORDER;
        }
        let is_lawful =
            reason.is_none_or(|reason| LISTED.contains(&reason) || self.terms.left_out.contains(&reason));
        self.special.push(Special {
            reason: reason.map(str::to_owned),
            is_lawful,
            opened: today,
            closed: None,
        });
        Ok((!is_lawful).then_some("pause-not-allowed"))
    }

    /// The one of that reason; where that leaves several, first of those that stop a clock, then as they were opened.
    fn close(&mut self, today: NaiveDate, reason: Option<&str>) -> Taken {
        let is_live = self.is_live();
        let is_meant = |special: &&mut Special| {
            let known = special.reason.as_deref();
            special.closed.is_none() && (reason.is_none() || known.is_none() || known == reason)
        };
        match self
            .special
            .iter_mut()
            .filter(is_meant)
            .min_by_key(|special| (!special.is_lawful, special.opened))
        {
            Some(special) if is_live => special.closed = Some(today),
            _ => return OUT_OF_ORDER,
        }
        Ok(None)
    }

    /// Once, by leave of the head that the law names, and before the limit has ended (第四十二条).
    fn extend(&mut self, days: &Days, today: NaiveDate, by: Option<&str>) -> Taken {
        let Some(limit) = self.terms.limit.as_ref().filter(|_| self.accepted.is_some() && self.is_open())
        else {
            return OUT_OF_ORDER;
        };
        match &limit.extension {
            Some(extension) if by.is_none_or(|by| by == extension.head) => {}
            _ => return OUT_OF_ORDER,
        }
        if self.is_extended {
            return Ok(Some("extended-twice"));
        }
        if self.due(days, limit, false, today).is_some_and(|due| today > due) {
            return OUT_OF_ORDER;
        }
        self.is_extended = true;
        Ok(None)
    }

    fn decide(&mut self, today: NaiveDate, about: &[usize]) -> Taken {
        let open = self.open_items(about);
        if self.accepted.is_none() || open.is_empty() {
            return OUT_OF_ORDER;
        }
        for n in open {
            self.items[n].decided = Some(today);
        }
        // With the last decision, what was still open has closed.
        if !self.is_open() {
            self.special.iter_mut().for_each(|special| special.closed = special.closed.or(Some(today)));
        }
        Ok(None)
    }

    fn deliver(&mut self, today: NaiveDate, about: &[usize]) -> Taken {
        let mut done = false;
        for n in about {
            let item = &mut self.items[*n];
            if item.decided.is_some() && item.delivered.is_none() {
                item.delivered = Some(today);
                done = true;
            }
        }
        if done { Ok(None) } else { OUT_OF_ORDER }
    }

    /// Of these items, those that are neither decided nor gone.
    fn open_items(&self, about: &[usize]) -> Vec<usize> {
        let is_open = |n: &usize| self.items[*n].decided.is_none() && self.items[*n].gone.is_none();
        about.iter().copied().filter(is_open).collect()
    }

    fn is_open(&self) -> bool {
        self.items.iter().any(|item| item.decided.is_none() && item.gone.is_none())
    }

    fn is_live(&self) -> bool {
        self.items.iter().any(|item| item.gone.is_none())
    }

    /// Nothing can happen any more, short of a new receipt.
    pub fn is_over(&self) -> bool {
        self.items.iter().all(|item| item.gone.is_some() || item.delivered.is_some())
    }

    pub fn live_items(&self) -> Vec<usize> {
        (0..self.items.len()).filter(|n| self.items[*n].gone.is_none()).collect()
    }

    fn notice_time(&self) -> Time<'a> {
        Time { days: self.terms.notice_days, unit: "working" }
    }

    /// The day that the limit runs from. While the applicant has to correct, no such clock runs; correcting puts a limit
    /// from receipt off (施工许可管理办法 第五条（三）).
    fn runs_from(&self, limit: &Limit) -> Option<NaiveDate> {
        match self.accepted {
            Some((_, By::Authority)) | None if limit.from_receipt && self.noticed.is_none() => self.receipt,
            Some((day, _)) => Some(day),
            None => None,
        }
    }

    /// What does not count, an open procedure as if it closed on `as_of`.
    fn paused(&self, as_of: NaiveDate) -> Vec<Span> {
        let lawful = self.special.iter().filter(|special| special.is_lawful && special.opened <= as_of);
        lawful.map(|special| (special.opened, special.closed.unwrap_or(as_of))).collect()
    }

    fn due(&self, days: &Days, limit: &Limit, is_extended: bool, as_of: NaiveDate) -> Option<NaiveDate> {
        days.due(self.runs_from(limit)?, limit.time(is_extended), &self.paused(as_of))
    }

    /// Where each item stands.
    pub fn standing(&self, days: &Days) -> Vec<Value> {
        let waits = if self.is_paused(days, self.terms.limit.as_ref(), self.is_extended) {
            "paused"
        } else {
            "accepted"
        };
        let before = match self.accepted {
            Some((_, By::Silence)) if waits == "accepted" => "deemed-accepted",
            Some(_) => waits,
            None if self.noticed.is_some() => "noticed",
            None if self.receipt.is_some() => "received",
            None => "not-filed",
        };
        let state = |item: &Item| match (item.gone, item.delivered, item.decided) {
            (Some(gone), ..) => gone,
            (_, Some(_), _) => "delivered",
            (_, _, Some(_)) => "decided",
            (None, None, None) => before,
        };
        let accepted = self.accepted.map(|(day, _)| day.to_string());
        let told = |item: &Item| json!({ "id": item.id, "state": state(item), "acceptedOn": accepted });
        self.items.iter().map(told).collect()
    }

    /// A procedure is open that did not come too late for the limit.
    fn is_paused(&self, days: &Days, limit: Option<&Limit>, is_extended: bool) -> bool {
        let open = self.special.iter().filter(|special| special.is_lawful && special.closed.is_none());
        open.map(|special| special.opened).min().is_some_and(|opened| {
            let due = limit.and_then(|limit| self.due(days, limit, is_extended, opened));
            due.is_none_or(|due| opened <= due)
        })
    }

    /// The duties that run, have run, or were done late.
    pub fn clocks(&self, days: &Days, bands: &[i64], on: NaiveDate) -> Vec<Value> {
        if !self.is_live() {
            return Vec::new();
        }
        let mut periods = Vec::new();
        if let Some(receipt) = self.receipt
            && self.terms.is_authority
            && self.noticed.is_none()
            && self.accepted.is_none()
        {
            periods.push(("notice", Period::new(receipt, self.notice_time(), None)));
        }
        let decided = self.all(|item| item.decided);
        let limits =
            [("statutory", &self.terms.limit, self.is_extended), ("pledged", &self.terms.pledged, false)];
        for (kind, limit, is_extended) in limits {
            if let Some(limit) = limit
                && let Some(from) = self.runs_from(limit)
            {
                let paused = self.paused(decided.unwrap_or(on));
                let is_paused = self.is_paused(days, Some(limit), is_extended);
                let period = Period::new(from, limit.time(is_extended), decided);
                periods.push((kind, Period { paused, is_paused, ..period }));
            }
        }
        if let Some(decided) = decided
            && self.terms.is_authority
        {
            periods.push(("delivery", Period::new(decided, DELIVERY, self.all(|item| item.delivered))));
        }
        let whose = if self.terms.is_joint { "program" } else { "item" };
        let told = |(kind, period): &(&str, Period)| {
            let mut clock = period.read(days, bands, on);
            clock["kind"] = json!(kind);
            clock[whose] = json!(self.terms.subject);
            clock
        };
        periods.iter().map(told).collect()
    }

    /// The last of these days, once every item that is still handled has its own.
    fn all(&self, when: impl Fn(&Item) -> Option<NaiveDate>) -> Option<NaiveDate> {
        let handled = self.items.iter().filter(|item| item.gone.is_none());
        handled.map(when).collect::<Option<Vec<_>>>()?.into_iter().max()
    }
}

/// A duty, and the day when it was done.
struct Period<'a> {
    from: NaiveDate,
    time: Time<'a>,
    paused: Vec<Span>,
    is_paused: bool,
    done: Option<NaiveDate>,
}

impl Period<'_> {
    fn new(from: NaiveDate, time: Time, done: Option<NaiveDate>) -> Period {
        Period { from, time, paused: Vec::new(), is_paused: false, done }
    }

    fn read(&self, days: &Days, bands: &[i64], on: NaiveDate) -> Value {
        let Time { days: allowed, unit } = self.time;
        let as_of = self.done.unwrap_or(on);
        let due = days.due(self.from, self.time, &self.paused);
        let late = due.filter(|due| *due < as_of).map(|due| days.counted(due, as_of, unit, &[]).max(1));
        let gone = days.counted(self.from, due.map_or(as_of, |due| due.min(as_of)), unit, &self.paused);
        // The days that a period runs over to its end on a working day are not used.
        let within = if unit == "months" { gone } else { gone.min(i64::from(allowed)) };
        let left = match (late, due) {
            (Some(late), _) => Some(-late),
            (None, _) if unit == "working" => Some(i64::from(allowed) - within),
            (None, due) => due.map(|due| (due - as_of).num_days()),
        };
        let band = bands.iter().filter(|band| left.is_some_and(|left| left <= **band)).min();
        let state = match self.done {
            _ if late.is_some() => "overdue",
            Some(_) => "met",
            None if self.is_paused => "paused",
            None if band.is_some() => "due-soon",
            None => "running",
        };
        let (from, due) = (self.from.to_string(), due.map(|due| due.to_string()));
        let used = within + late.unwrap_or(0);
        let mut clock = json!({ "from": from, "due": due, "used": used, "left": left, "state": state });
        if state == "due-soon" {
            clock["band"] = json!(band);
        }
        clock
    }
}
