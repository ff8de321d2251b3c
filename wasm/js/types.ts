// Generated from the Rust types by `make bless`. Change those, not this.

/**
 * What the office has found on a paper that the rules cannot see.
 */
export type Addition = { material: string, 
/**
 * In the office's words.
 */
text: string, };

/**
 * 一致性: two things that have to agree. Where one of them is not told, nothing is said.
 */
export type Agreement = { id: string, 
/**
 * The paper that has to be put right where they do not agree, and the field on it.
 */
material: string, field: string, relation: Agrees, with: AgreesWith, text: Text, basis: Basis, };

/**
 * How a field has to agree.
 */
export type Agrees = "equal" | "not-above" | "not-before";

/**
 * What a field has to agree with.
 */
export type AgreesWith = { "fact": string } | { "applicant": ApplicantField } | { "paper": { material: string, field: string, } };

/**
 * Is there a total limit? Three answers, and "not yet".
 */
export type Allowance = "limited" | "none" | "undetermined" | "refer";

/**
 * How long a step may take.
 */
export type Allowed = { days: number, unit: Unit, };

/**
 * An answer to a question: null, a plain value, or `{ value, as }`.
 */
export type Answer = Plain | { value: Plain, as?: GivenAs };

/**
 * Who applies. Asked only when something is submitted; the review needs none of it.
 */
export type Applicant = { unitName: string, 
/**
 * 统一社会信用代码: 18 characters with a check character (GB 32100).
 */
creditCode: string, contact: string, phone: string, };

/**
 * A field of the applicant's form.
 */
export type ApplicantField = "unit-name" | "credit-code";

/**
 * An application, read against a rulebook: every id in it exists there, every answer has its question's type.
 */
export type Application = { rulebook: string, 
/**
 * Answers by fact id; absent or null: not sure.
 */
facts: { [key in string]: Answer }, 
/**
 * Programs wished for; absent: none, though all are reviewed.
 */
programs?: Array<string>, 
/**
 * Items wished for, à la carte; absent: all that are needed.
 */
items?: Array<string>, 
/**
 * Papers in hand.
 */
materials?: Array<Paper>, 
/**
 * 容缺承诺: papers that follow later.
 */
promises?: Array<Promise>, 
/**
 * 告知承诺: undertakings that a condition is met, each in place of a paper.
 */
commitments?: Array<Commitment>, applicant?: Applicant, };

/**
 * An open fact, and what it can still move.
 */
export type Ask = { fact: string, 
/**
 * Programs, items and papers that are undetermined and depend on it.
 */
moves: Array<string>, };

/**
 * 依据: the article that asks for something.
 */
export type Basis = { source: string, article: string, standing: Standing, 
/**
 * The words of the article, where they were read.
 */
words?: string, };

/**
 * What a paper is made from.
 */
export type Brief = { kind: SheetKind, application: Application, 
/**
 * What was handed in before, in its order; only a notice looks at it.
 */
earlier?: Array<HandIn>, 
/**
 * What the office has found itself, beyond the rules; only a notice takes it.
 */
adds?: Array<Addition>, };

/**
 * Days off and make-up working days as published, compiled: canonical JSON, whose SHA-256 is its version.
 */
export type CalendarData = { 
/**
 * Ascending, without a hole.
 */
years: Array<CalendarYear>, };

/**
 * The calendar has its own hash: next year's days change no rule.
 */
export type CalendarVersion = { hash: string, };

/**
 * One year's days, with the notices that publish them.
 */
export type CalendarYear = { year: number, 
/**
 * False: only the statutory days are known (全国年节及纪念日放假办法), the notice is not out.
 */
published: boolean, notices: Array<Notice>, holidays: Array<Holiday>, };

/**
 * An application and what has happened to it.
 */
export type Case = { application: Application, events: Array<Event>, 
/**
 * Asks what becomes of each limit if a special procedure were opened now, until and with this day.
 */
pauseUntil?: Day, };

/**
 * An answer to change.
 */
export type Change = { fact: string, 
/**
 * Null where it was not answered.
 */
from: Plain, to: Plain, };

/**
 * One of the answers one may choose.
 */
export type Choice = { id: string, text: Text, };

/**
 * A basis, and how it is cited: 《中华人民共和国行政许可法》第三十二条(四).
 */
export type Cited = { cited: Text, source: string, article: string, standing: Standing, 
/**
 * The words of the article, where they were read.
 */
words?: string, };

/**
 * A sentence of the press, with the figures that it claims.
 */
export type Claim = { id: string, text: Text, basis: Basis, 
/**
 * What it claims was saved.
 */
figures?: Array<Figure>, 
/**
 * Why our own count differs.
 */
differs?: Text, };

/**
 * One duty and its time.
 */
export type Clock = { kind: ClockKind, who: Who, 
/**
 * What has to be done, and by whom.
 */
duty: Text, 
/**
 * Absent for a joint clock.
 */
item?: string, 
/**
 * The program whose joint clock this is.
 */
program?: string, 
/**
 * The day that the time is counted from; of a duty that is counted back, after the due day.
 */
from: Day, due: Due, 
/**
 * Days used so far, in the limit's unit.
 */
used: number, 
/**
 * Days left; negative when overdue; null where the calendar leaves it open.
 */
left: number | null, state: ClockState, 
/**
 * The narrowest of the rulebook's bands that `left` is within.
 */
band?: number, 
/**
 * The days from the start to the due day that do not count, and why.
 */
skipped: Array<Skipped>, 
/**
 * How the due day was counted, where the law leaves it open; in words in the progress's `choices`.
 */
choices?: Array<CountingChoiceCode>, 
/**
 * The due day under the case's `pauseUntil`; of what such a pause can move.
 */
ifPaused?: Due, basis: Basis, 
/**
 * How the law was read where it can be read in more than one way.
 */
note?: Text, };

/**
 * The kinds of clocks.
 */
export type ClockKind = "statutory" | "pledged" | "total" | "notice" | "promise" | "agent" | "applicant" | "third-party";

/**
 * How a clock stands.
 */
export type ClockState = "running" | "paused" | "due-soon" | "overdue" | "met";

/**
 * 告知承诺: an undertaking in place of a paper.
 */
export type Commitment = { material: string, };

/**
 * A condition over facts, as the rulebook carries it. Authored in a subset of CEL (`authoring::cel`).
 */
export type Condition = { "constant": boolean } | { "all": Array<Condition> } | { "any": Array<Condition> } | { "not": Condition } | { "yes": string } | { "one-of": { fact: string, choices: Array<string>, } } | { "contains": { fact: string, choice: string, } } | { "defined": string } | { "compare": { fact: string, op: Relation, value: string, } };

/**
 * Whether answers can all be true of one project.
 */
export type Consistency = "agree" | "contradict";

/**
 * Answers that exclude each other.
 */
export type Constraint = { id: string, 
/**
 * Holds for no project.
 */
never: Condition, text: Text, basis: Basis, };

/**
 * A day of a period: its number if it counted, and why not, or why it is not the end.
 */
export type CountedDay = { day: Day, n?: number, why?: Text, };

/**
 * A choice that had a part in an answer. Its basis is the article that says so (`law`), or the one from which it is
 * taken over (`illustrative`).
 */
export type CountingChoice = { code: CountingChoiceCode, text: Text, basis: Basis, };

/**
 * The choices.
 */
export type CountingChoiceCode = "day-one" | "rest-day-start" | "on-the-spot" | "corresponding-day" | "month-end" | "paused-inclusive" | "pauses-joined" | "pause-after-end" | "rolled-over" | "hours" | "unpublished";

/**
 * A civil date, `YYYY-MM-DD` on every border.
 */
export type Day = string;

/**
 * Working days of the authorities: pledged ones where the place pledges, else the statutory. Alone, their sum;
 * together, along the longest chain, where all under one receipt takes its joint days once.
 */
export type DaysSaving = { alone: number, together: number, 
/**
 * Needed items without a limit in working days of an authority. They count as nothing, so where there are any
 * both numbers are lower bounds.
 */
open: Array<string>, };

/**
 * Why a paper may follow later, and with what standing.
 */
export type Deferral = { standing: Standing, why: Text, 
/**
 * At most so many working days after acceptance; absent: before the decision, for which it has to be there.
 */
within?: number, };

/**
 * A condition with a name: what the law means by a word.
 */
export type Definition = { id: string, when: Condition, text: Text, basis: Basis, 
/**
 * National law leaves it to the places.
 */
open?: Basis, };

/**
 * A day that is known, or the bounds of one that is not.
 *
 * `day` is null where the published calendar, a step without a limit, or an event without its time leaves more than one
 * possible day;
 * `latest` is null where nothing bounds it.
 */
export type Due = { day: Day | null, 
/**
 * Rests on days whose calendar is not published yet.
 */
provisional: boolean, earliest: Day | null, latest: Day | null, };

/**
 * The answer of [`due`](super::due).
 */
export type DueAnswer = { from: Day, days: number, unit: PeriodUnit, at?: Time, due: Due, 
/**
 * The time at which hours end, where the time of the event is known.
 */
until?: Time, 
/**
 * The days in between that did not count, and why.
 */
skipped: Array<Skipped>, 
/**
 * How it was counted where the law is silent, or where a reader might have counted otherwise.
 */
choices: Array<CountingChoice>, 
/**
 * Every day from the start to the end, where it was asked for; up to the last day whose calendar is published.
 */
list?: Array<CountedDay>, };

/**
 * Whose time a limit counts.
 */
export type Duration = "authority" | "third-party";

/**
 * What somebody has to do in time, besides deciding: the applicant, the government's people, an office.
 */
export type Duty = { id: string, who?: Who, name: Text, what: Text, days: number, unit: Unit, 
/**
 * The event that the period runs from, in words.
 */
after: Text, starts: Occasion, 
/**
 * What ends it.
 */
met: Occasion, 
/**
 * More time that the office may give.
 */
extends?: Prolongation, 
/**
 * It counts back from the event.
 */
before?: boolean, 
/**
 * The item that it belongs to.
 */
item?: string, extension?: Text, note?: Text, basis: Basis, };

/**
 * Three answers, and "not yet".
 */
export type Eligibility = "eligible" | "not-eligible" | "undetermined" | "refer";

/**
 * A date to take along.
 */
export type Entry = { 
/**
 * The same whenever the same thing is dated again.
 */
uid: string, 
/**
 * The day to write it on: the day itself, or of a day that is not known the earliest, which is safe, else the latest.
 */
on: Day, due: Due, title: Text, 
/**
 * What it is, how certain, and why.
 */
text: Text, basis: Basis | null, 
/**
 * So many days before it is time to be reminded: when as many working days are left as the rulebook's `bands` say.
 */
alarms: Array<number>, };

/**
 * Something that happened on a day, to some items or (where `items` is absent) to all of the case.
 */
export type Event = { type: EventType, on: Day, items?: Array<string>, 
/**
 * With `special-opened` and `special-closed`: which procedure; where absent, one that the law allows.
 */
reason?: SpecialKind, 
/**
 * With `special-opened`: the working days that the applicant was told it takes (行政许可法 第四十五条).
 */
days?: number, 
/**
 * With `extended`: who approved it; where absent, whoever may.
 */
by?: Head, };

/**
 * What can happen.
 */
export type EventType = "received" | "noticed" | "corrected" | "accepted" | "refused" | "special-opened" | "special-closed" | "extended" | "decided" | "delivered" | "withdrawn" | "hearing-told" | "hearing-requested" | "hearing-held" | "winner-chosen" | "tender-reported" | "awarded" | "contract-signed" | "works-started" | "start-extended" | "works-stopped" | "stop-reported" | "completion-passed" | "archive-handed-over" | "completion-papers-sent" | "expires" | "renewal-requested" | "instructed" | "arranged" | "answered" | "progressed";

/**
 * 延长: how much longer a limit may get, once, and who decides that.
 */
export type Extension = { days: number, by: Text, 
/**
 * Whose head that is; the agency's where absent.
 */
head?: Head, basis: Basis, };

/**
 * How far a service goes.
 */
export type Extent = "full" | "on-request" | "advice";

/**
 * A question about the project.
 */
export type Fact = { id: string, type: FactType, group: string, unit?: Text, min?: string, max?: string, question: Text, why: Text, basis: Basis, 
/**
 * What may be chosen (`choice`, `set`); empty for the other types.
 */
choices: Array<Choice>, 
/**
 * The applicant can decide to change it.
 */
changeable?: boolean, 
/**
 * Where the project stands: it settles which office is in charge (行政许可法 第三十二条（二）).
 */
decidesOffice?: boolean, };

/**
 * The type of a question's answer.
 */
export type FactType = "bool" | "choice" | "set" | "number" | "integer" | "date";

/**
 * What a field holds.
 */
export type FieldKind = "text" | "number" | "date";

/**
 * A saving that is claimed: so many before, so many after, or so many of a hundred less.
 */
export type Figure = { of: Measure, from?: number, to?: number, percent?: number, };

/**
 * What a file is by its content.
 */
export type FileKind = "pdf" | "jpeg" | "png" | "ofd" | "other";

/**
 * What a file that is handed in has to be like, whatever it is called.
 */
export type FileLimits = { 
/**
 * The kinds that are taken, the best first; never `other`.
 */
kinds: Array<FileKind>, maxBytes: number, 
/**
 * Of a file that has pages.
 */
maxPages?: number, 
/**
 * The shorter side of an image, at least.
 */
minPixels?: number, basis: Basis, };

/**
 * Something to know or to put right; all of them, at once.
 */
export type Finding = { code: FindingCode, level: Level, 
/**
 * The fact, item, paper, program or field that it is about.
 */
subject: string, 
/**
 * The SHA-256 of the one file of the paper that it is about.
 */
file?: string, reason: Reason, };

/**
 * The kinds of findings; permanent names.
 */
export type FindingCode = "paper-missing" | "paper-irregular" | "papers-disagree" | "paper-expires-soon" | "paper-promised" | "paper-committed" | "paper-recommended" | "paper-undetermined" | "promise-not-allowed" | "promise-late" | "commitment-not-allowed" | "paper-not-asked" | "program-not-eligible" | "program-undetermined" | "program-refer" | "item-not-needed" | "item-undetermined" | "confirm-in-person" | "number-not-readable" | "number-out-of-range" | "answers-contradict" | "applicant-field" | "notice-late" | "deemed-accepted" | "acceptance-too-late" | "event-out-of-order" | "event-in-future" | "unmarked-days" | "extended-twice" | "pause-not-allowed" | "pledge-overdue" | "promise-broken" | "not-in-case";

/**
 * An item that has to be decided before works start.
 */
export type Gate = { item: string, basis: Array<Basis>, };

/**
 * How an answer is meant.
 */
export type GivenAs = "given" | "presumed" | "promised";

/**
 * A sentence and what it rests on.
 */
export type Ground = { text: Text, basis: Cited | null, };

/**
 * A heading over questions.
 */
export type Group = { id: string, name: Text, };

/**
 * Something that was handed in earlier, and what was told then.
 */
export type HandIn = { on: Day, application: Application, 
/**
 * The keys of the notice's entries; absent where no notice was given.
 */
noticed?: Array<string>, };

/**
 * Whose head may extend a limit (行政许可法 第四十二条).
 */
export type Head = "agency-head" | "government-head";

/**
 * One holiday of one year: the days off and the weekend days worked for them.
 */
export type Holiday = { name: Text, notice: string, off: Array<Day>, work: Array<Day>, 
/**
 * Only in this region; everywhere where absent.
 */
region?: string, };

/**
 * What is wrong with an input that is no application, no case, no question.
 */
export type InputError = { 
/**
 * Where, as a JSON pointer (RFC 6901); empty for the whole input.
 */
pointer: string, code: string, zh: string, en: string, };

/**
 * All that is wrong with an input, at once.
 */
export type InputErrors = { errors: Array<InputError>, };

/**
 * 事项: one approval one may apply for.
 */
export type Item = { id: string, name: Text, kind: string, stage: string, agency: Text, neededWhen: Condition, neededText: Text, basis: Array<Basis>, 
/**
 * The paper that this item yields.
 */
outcome?: string, note?: Text, 
/**
 * Working days within which everything to correct must be told, once (行政许可法 第三十二条（四）: 5).
 */
noticeDays: number, 
/**
 * Whose time the limit counts.
 */
duration: Duration, 
/**
 * The statutory limit; none where the law sets none.
 */
limit?: Limit, 
/**
 * The limit that the place pledges, never longer than the statutory.
 */
pledged?: Limit, 
/**
 * National law allows no further papers.
 */
closed?: Basis, after: Array<Prerequisite>, materials: Array<Use>, 
/**
 * When it is in force.
 */
valid?: Valid, };

/**
 * Where an item stands.
 */
export type ItemProgress = { id: string, state: ItemState, 
/**
 * The day of acceptance; of *receipt* where silence accepted it (行政许可法 第三十二条（四）).
 */
acceptedOn: Day | null, };

/**
 * Must this item be applied for, and can it be already?
 */
export type ItemReview = { id: string, need: Need, 
/**
 * `later`: a binding prerequisite is not in hand yet.
 */
timing: Timing, wished: boolean, 
/**
 * Its outcome is in hand already.
 */
done: boolean, 
/**
 * It has to be decided before works start.
 */
gate: boolean, 
/**
 * When it is needed, and the answer that decided.
 */
reason: Reason | null, rests: Array<Rest>, materials: Array<UseReview>, };

/**
 * The states of an item.
 */
export type ItemState = "not-filed" | "received" | "noticed" | "accepted" | "deemed-accepted" | "paused" | "decided" | "delivered" | "refused" | "withdrawn";

/**
 * A limit over several items at once.
 */
export type JointLimit = { program: string, days: number, unit: Unit, basis: Basis, };

/**
 * The rulebook of one place, compiled: national law and what the place adds.
 */
export type Law = { id: string, name: Text, place: Text, 
/**
 * Whose regional days off count besides the national ones (`calendar/`), for example `hubei`.
 */
region: string, 
/**
 * Working days left at which a running clock is due soon; the widest first.
 */
bands: Array<number>, groups: Array<Group>, stages: Array<Stage>, facts: Array<Fact>, 
/**
 * Conditions with a name, each over facts and definitions before it.
 */
definitions: Array<Definition>, constraints: Array<Constraint>, programs: Array<Program>, totals: Array<TotalLimit>, items: Array<Item>, 
/**
 * What has to be in hand before works start.
 */
gates: Array<Gate>, 
/**
 * What somebody has to do in time, besides deciding.
 */
duties: Array<Duty>, materials: Array<Material>, 
/**
 * What a file has to be like where its paper says nothing else; nothing is judged where both are silent.
 */
files?: FileLimits, 
/**
 * 一致性: what on the papers has to agree.
 */
agreements?: Array<Agreement>, sources: Array<Source>, 
/**
 * What nobody could find; told to the user instead of guessed.
 */
gaps: Array<Saying>, 
/**
 * What documents and news claim; shown as press, never used as a rule.
 */
press: Array<Claim>, };

/**
 * How grave a finding is.
 */
export type Level = "error" | "warning" | "note";

/**
 * 时限: how long somebody has.
 */
export type Limit = { days: number, unit: Unit, 
/**
 * The text says only 日: shown as working days, and flagged (`deadlines.md` §2).
 */
unmarked: boolean, from: RunsFrom, basis: Basis, note?: Text, 
/**
 * Another number of days where a condition holds; the first that holds counts.
 */
variants: Array<LimitVariant>, extension?: Extension, 
/**
 * What its own law leaves out of it, besides 行政许可法 第四十五条.
 */
special?: Array<Special>, };

/**
 * Another number of days for a limit.
 */
export type LimitVariant = { when: Condition, days: number, };

/**
 * A line of the head.
 */
export type Line = { name: Text, value: Text, };

/**
 * Where a paper stands, as a list tells it.
 */
export type Mark = "in-hand" | "expires-soon" | "promised" | "committed" | "missing" | "irregular" | "fetched" | "open";

/**
 * 材料: a paper; the same id in two items is the same document, asked once.
 */
export type Material = { id: string, name: Text, source: MaterialSource, form: PaperForm, 
/**
 * Copies asked for.
 */
count: number, 
/**
 * 规范性: what makes it regular, beyond its form and its copies.
 */
regular?: Regular, 
/**
 * What stands on it that has to agree with something.
 */
fields?: Array<PaperField>, 
/**
 * What its files have to be like, where the law's own `files` do not fit it.
 */
files?: FileLimits, };

/**
 * A paper over the whole basket, asked once.
 */
export type MaterialReview = { id: string, need: Need, state: MaterialState, 
/**
 * The items of the basket that ask for it, or may; most often it is one.
 */
items: Array<string>, 
/**
 * Where it is lacking and something else will do: each way to settle it for all who ask, the cheapest first.
 */
ways?: Array<Way>, };

/**
 * Where a paper comes from.
 */
export type MaterialSource = "applicant" | "outcome" | "data-sharing" | "intermediary";

/**
 * Where a paper stands.
 */
export type MaterialState = "in-hand" | "promised" | "committed" | "missing" | "irregular" | "by-outcome" | "shared" | "waived";

/**
 * What the law means by a word, where that decided: a row of a table, for example.
 */
export type Meaning = { definition: string, text: Text, basis: Basis, };

/**
 * 四减: what is saved.
 */
export type Measure = "papers" | "steps" | "visits" | "days";

/**
 * Ids, in the order of the numbers that a session gives (see [`Session`]). The papers as items ask for them follow in
 * the order of the items.
 */
export type Names = { programs: Array<string>, totals: Array<string>, items: Array<string>, materials: Array<string>, facts: Array<string>, };

/**
 * Is something needed?
 */
export type Need = "needed" | "not-needed" | "undetermined";

/**
 * Advice beside an `eligible`.
 */
export type Note = { id: string, when: Condition, text: Text, basis: Basis, };

/**
 * The State Council's notice (or a province's) that publishes days off.
 */
export type Notice = { number: string, date: Day, };

/**
 * Something that happens to the project, or (with an item) to what was filed.
 */
export type Occasion = { event: EventType, item?: string, };

/**
 * What cannot be dated, and why.
 */
export type Open = { code: OpenCode, 
/**
 * The item or program.
 */
subject: string, text: Text, basis: Basis | null, };

/**
 * The kinds of what cannot be dated.
 */
export type OpenCode = "no-limit" | "undetermined" | "missing-prerequisite" | "inside-joint" | "circle" | "building" | "beyond-calendar";

/**
 * Where what is turned stands: a program's verdict, a paper's state, or whether the answers agree.
 */
export type Outcome = Eligibility | MaterialState | Consistency;

/**
 * A paper in hand, and what is told of it. What is not told is not judged: whoever marks it as in hand says that it is
 * as it is asked for.
 */
export type Paper = { id: string, copies?: number, form?: PaperForm, signed?: boolean, sealed?: boolean, issuedOn?: Day, 
/**
 * The last day on which it holds.
 */
validUntil?: Day, issuer?: string, 
/**
 * What stands on it, by the field's id.
 */
fields?: { [key in string]: Written }, 
/**
 * What was found in its files; the files themselves are not part of the application.
 */
files?: Array<PaperFile>, };

/**
 * A paper and the last day to hand it in.
 */
export type PaperDay = { id: string, last: Due, };

/**
 * Something that stands on a paper.
 */
export type PaperField = { id: string, name: Text, type: FieldKind, };

/**
 * A file of a paper, as its content shows. What was not found out is not told.
 */
export type PaperFile = { name: string, type: FileKind, bytes: number, 
/**
 * SHA-256 of the content, 64 hexadecimal digits in lower case.
 */
sha256: string, pages?: number, 
/**
 * In pixels.
 */
width?: number, height?: number, 
/**
 * Whether it opens only with a password.
 */
locked?: boolean, 
/**
 * Whether it is whole.
 */
readable?: boolean, };

/**
 * How a paper is handed in. An original serves where a copy is asked for.
 */
export type PaperForm = "original" | "copy" | "electronic" | "share";

/**
 * Rows under a heading.
 */
export type Part = { heading: Text, rows: Array<Row>, };

/**
 * What a period counts: what a [limit](Unit) can count, or hours, in which no law of ours sets a limit.
 */
export type PeriodUnit = "working" | "calendar" | "months" | "hours";

/**
 * The value of an answer.
 */
export type Plain = null | boolean | number | string | string[];

/**
 * The plan of a basket, forward from a day or backward from one.
 */
export type Plan = { rulebook: Version, calendar: CalendarVersion, on: Day, 
/**
 * The day on which the road begins: the first papers are handed in, or the applicant's own time before that begins.
 * Counted back from `by`, the last such day; where `open` names a step without a limit, it may have to be earlier.
 */
from: Day, 
/**
 * 倒排工期: the wished day. The steps and papers then have their last days.
 */
by?: Day, 
/**
 * False where the wished day cannot be met, or the prerequisites go round in a circle.
 */
feasible: boolean, 
/**
 * Where the wished day cannot be met: when all is decided that begins on the day of asking, as the steps then do.
 */
earliest?: Due, 
/**
 * Why not: the items of the longest chain, in order.
 */
because?: Array<string>, 
/**
 * How many working days are missing, where that is known.
 */
short?: number, 
/**
 * When the last step ends; a lower bound (`day` and `latest` null) where a step in `open` has no limit.
 */
end: Due, total: Total, 
/**
 * Null where no gate to starting works is in the plan.
 */
worksStart: WorksStart | null, 
/**
 * In an order in which they can be done.
 */
steps: Array<Step>, 
/**
 * Each paper to hand in, with the last day that does not delay the plan.
 */
papers: Array<PaperDay>, open: Array<Open>, 
/**
 * What the rulebook allows and would end sooner, against the plan forward from `from` (from `on` where counted back).
 */
saves: Array<Save>, };

/**
 * An item that has to be decided first: any one of `any` that the project needs.
 */
export type Prerequisite = { any: Array<string>, 
/**
 * Binds only where this holds.
 */
when: Condition, };

/**
 * Something one can be eligible for: 帮办代办, 开工一张证.
 */
export type Program = { id: string, name: Text, summary: Text, basis: Basis, 
/**
 * Unordered: rules that overlap agree, and together they cover every complete set of answers.
 */
rules: Array<Rule>, notes: Array<Note>, 
/**
 * The items one may tick à la carte; empty where the program is no bundle.
 */
items: Array<ProgramItem>, 
/**
 * Which set fact holds the ticks.
 */
ticks?: string, 
/**
 * What the service covers, and how far.
 */
scope?: Array<Scope>, 
/**
 * One receipt and one joint clock for all that is ticked.
 */
joint?: Limit, };

/**
 * An item that a program bundles.
 */
export type ProgramItem = { id: string, basis: Basis, 
/**
 * Closed loop: it is decided inside the zone, or it is not.
 */
inside?: boolean, text?: Text, };

/**
 * May the applicant have this service?
 */
export type ProgramReview = { id: string, wished: boolean, verdict: Eligibility, reasons: Array<Reason>, 
/**
 * The open facts that can still change this verdict, in the rulebook's order.
 */
ask: Array<string>, 
/**
 * What the service covers.
 */
scope: Array<ScopeReview>, 
/**
 * What the verdict rests on.
 */
rests: Array<Rest>, };

/**
 * Where every item of a case stands, and every clock.
 */
export type Progress = { rulebook: Version, calendar: CalendarVersion, on: Day, items: Array<ItemProgress>, clocks: Array<Clock>, 
/**
 * The ways of counting that the clocks name, each once.
 */
choices: Array<CountingChoice>, findings: Array<Finding>, };

/**
 * How often a duty may be put off, and by how much each time, in the duty's unit.
 */
export type Prolongation = { event: EventType, times: number, days: number, };

/**
 * 容缺承诺: a paper that follows later, by a day.
 */
export type Promise = { material: string, by?: Day, };

/**
 * Why: the rule, what was answered, what the rule asks, and the article.
 */
export type Reason = { rule: string, text: Text, 
/**
 * The facts that the rule looks at.
 */
about?: Array<string>, basis: Basis, given?: string, limit?: string, difference?: string, 
/**
 * The answers that decided: from the last on, each was left out without which the rest still decides.
 */
values?: Array<Value>, 
/**
 * The definitions of the law by which they decided.
 */
meanings?: Array<Meaning>, };

/**
 * 法定形式: what a paper has to be like.
 */
export type Regular = { signed?: boolean, sealed?: boolean, 
/**
 * Issued at most so many calendar days before the day of filing.
 */
within?: number, 
/**
 * Who may have issued it; empty: anybody.
 */
issuers?: Array<string>, basis: Basis, };

/**
 * How a number is compared with a threshold.
 */
export type Relation = "lt" | "le" | "eq" | "ge" | "gt";

/**
 * The ways out of one application, each verified by reviewing it again.
 */
export type Remedies = { rulebook: Version, calendar: CalendarVersion, on: Day, remedies: Array<Remedy>, };

/**
 * One way out: all of it together turns the verdict, and no part of it alone does.
 */
export type Remedy = { target: Target, from: Outcome, to: Outcome, 
/**
 * Answers to change, in the rulebook's order.
 */
changes: Array<Change>, 
/**
 * Papers to hand in.
 */
supply: Array<string>, 
/**
 * Papers to promise.
 */
promise: Array<string>, };

/**
 * An answer that is not plainly given, without which a verdict would be undetermined.
 */
export type Rest = { fact: string, as: GivenAs, };

/**
 * The answer for a whole application.
 */
export type Review = { rulebook: Version, calendar: CalendarVersion, on: Day, verdict: Verdict, programs: Array<ProgramReview>, totals: Array<TotalReview>, items: Array<ItemReview>, materials: Array<MaterialReview>, findings: Array<Finding>, ask: Array<Ask>, savings: Savings, };

/**
 * A numbered entry.
 */
export type Row = { 
/**
 * Through the whole paper, from 1.
 */
no: number, kind: RowKind, 
/**
 * The fact, item, paper, program or field that it is about.
 */
subject: string, 
/**
 * Names this entry in a later notice: the same defect has the same key.
 */
key?: string, name: Text, 
/**
 * Where the paper stands; absent where it is about no paper.
 */
mark?: Mark, 
/**
 * What is so.
 */
text?: Text, 
/**
 * What is wanted.
 */
wanted?: Text, example?: Text, 
/**
 * How to answer it.
 */
answer?: Text, 
/**
 * Against the earlier notices; only in a notice.
 */
since?: Since, basis: Array<Cited>, };

/**
 * What a row is.
 */
export type RowKind = "missing-paper" | "irregular-paper" | "form-error" | "unmet-condition" | "wrong-office" | "not-needed" | "unanswered" | "refer" | "paper" | "item";

/**
 * A row of a program's decision table.
 */
export type Rule = { id: string, when: Condition, verdict: RuleVerdict, text: Text, basis: Basis, 
/**
 * Other words for the same verdict where a condition holds.
 */
variants: Array<Variant>, 
/**
 * When it is in force.
 */
valid?: Valid, };

/**
 * What a rule decides.
 */
export type RuleVerdict = "eligible" | "not-eligible" | "refer";

/**
 * The event that a limit runs from.
 */
export type RunsFrom = "receipt" | "acceptance";

/**
 * What the rulebook allows and would end sooner.
 */
export type Save = { code: SaveCode, 
/**
 * The program, or the paper.
 */
subject: string, 
/**
 * By how many working days it would end sooner.
 */
days: number, end: Due, text: Text, basis: Basis | null, };

/**
 * The kinds of what would end sooner.
 */
export type SaveCode = "one-permit" | "deferral";

/**
 * How many alone, and how many together.
 */
export type Saving = { alone: number, together: number, };

/**
 * 四减: the basket done together, against each item alone, counted from the rulebook and not from the press.
 */
export type Savings = { 
/**
 * Alone, a paper counts once for every item that asks for it; together, once.
 */
papers: Saving, 
/**
 * Rounds of filing one after another. Alone, one per item; together, those of the longest chain of items that
 * wait for each other, where all under one receipt is one.
 */
steps: Saving, 
/**
 * Hand-ins. Alone, one per item; together, all under one receipt is one.
 */
visits: Saving, days: DaysSaving, };

/**
 * A sentence with its basis.
 */
export type Saying = { id: string, text: Text, basis: Basis, };

/**
 * A matter that a service covers.
 */
export type Scope = { id: string, 
/**
 * Where this is wanted.
 */
when: Condition, extent: Extent, text: Text, basis: Basis, };

/**
 * A matter that a service covers, and whether it is wanted.
 */
export type ScopeReview = { id: string, extent: Extent, 
/**
 * Null while the answers leave it open.
 */
wanted: boolean | null, };

/**
 * One paper.
 */
export type Sheet = { kind: SheetKind, rulebook: Version, calendar: CalendarVersion, on: Day, 
/**
 * Of the review that it rests on.
 */
verdict: Verdict, 
/**
 * Whether it may be given on these findings. Where not, `opening` says why, and what may be given instead.
 */
fits: boolean, title: Text, place: Text, 
/**
 * Its head: to whom, about what, since when.
 */
lines: Array<Line>, opening: Ground, parts: Array<Part>, 
/**
 * What follows from it, and by which article.
 */
closing: Array<Ground>, 
/**
 * What it is not.
 */
advice: Text, };

/**
 * The papers that can be made.
 */
export type SheetKind = "notice" | "receipt" | "acceptance" | "non-acceptance" | "promise" | "checklist";

/**
 * An entry against what was told before (行政许可法 第三十二条（四）: once).
 */
export type Since = "first" | "again" | "new" | "late";

/**
 * Days that did not count.
 */
export type Skipped = { from: Day, to: Day, why: Text, };

/**
 * A law, notice, policy or news page that a rule may cite.
 */
export type Source = { id: string, title: Text, number: string, version: string, standing: Standing, 
/**
 * How much of it was read.
 */
read: string, 
/**
 * When it is in force.
 */
valid?: Valid, };

/**
 * 特别程序 whose days a limit's own law does not count.
 */
export type Special = { kind: SpecialKind, 
/**
 * The working days that it may take; none where its law sets none.
 */
most?: number, basis: Basis, };

/**
 * Why a decision waits.
 */
export type SpecialKind = "hearing" | "tender" | "auction" | "inspection" | "testing" | "quarantine" | "appraisal" | "expert-review" | "technical-review" | "energy-review" | "commissioned-assessment" | "other-department" | "internal" | "system-failure" | "fees" | "other";

/**
 * A stage of the road from land to opening.
 */
export type Stage = { id: string, name: Text, 
/**
 * Its items can only be filed once the works are built (建设工程质量管理条例 第十六条).
 */
afterWorks?: boolean, basis: Basis, };

/**
 * How much weight a basis has.
 */
export type Standing = "law" | "policy" | "press" | "illustrative";

/**
 * One item in the plan.
 */
export type Step = { item: string, 
/**
 * The items of this plan that have to be decided before it starts.
 */
after: Array<string>, 
/**
 * Filed and accepted on this day; counted back, at the latest on it.
 */
start: Due, 
/**
 * Decided by this day at the latest.
 */
end: Due, 
/**
 * The limit in its own unit; null where the law sets none.
 */
days: number | null, unit: Unit, 
/**
 * The limit by law, whatever else the plan counts with.
 */
statutory: Allowed | null, 
/**
 * The limit that the place pledges.
 */
pledged: Allowed | null, 
/**
 * The applicant's own working days before it is filed, as given.
 */
own?: number, who: Text, 
/**
 * Working days by which the step may slip without moving the end.
 */
slack: number, critical: boolean, 
/**
 * The program under whose one receipt and one clock the step runs.
 */
joint?: string, basis: Basis | null, };

/**
 * What a remedy turns.
 */
export type Target = { "program": string } | { "material": string } | { "constraints": Array<string> };

/**
 * A text in Chinese and in English; neither is empty (authoring refuses that).
 */
export type Text = { zh: string, en: string, };

/**
 * A time of day to the minute, `HH:MM`.
 */
export type Time = string;

/**
 * Now, or after something else.
 */
export type Timing = "now" | "later";

/**
 * How long the whole takes, in working days along the longest chain, whose time that is, and what limits it.
 */
export type Total = { 
/**
 * Working days along the longest chain, of the three below; a lower bound where `open` is not empty.
 */
days: number, 
/**
 * Of these, the time of the authorities.
 */
authorities: number, 
/**
 * The time of third parties: tendering, drawing review, utilities.
 */
thirdParties: number, 
/**
 * The applicant's own time, as it is given; 0 where it is not.
 */
own: number, 
/**
 * The joint limit, where one certificate is handled as one.
 */
limit: JointLimit | null, 
/**
 * The place's total limits (总审批时限), each compared with the authorities' time.
 */
limits: Array<TotalCheck>, };

/**
 * A total limit of the place, and whether the plan keeps to it.
 */
export type TotalCheck = { id: string, verdict: Allowance, 
/**
 * With `limited`, in its unit.
 */
days: number | null, unit: Unit, 
/**
 * The authorities' working days, along the chain that has most of them, of the items that the limit is about.
 */
counted: number, 
/**
 * Null where there is no limit or not yet, or the count is not certain: a limit, an item or a condition is open.
 */
within: boolean | null, basis: Basis, 
/**
 * What the document does not say it counts.
 */
excludes: Text, };

/**
 * 总时限: the days that a place allows for all of a project's approvals.
 */
export type TotalLimit = { id: string, name: Text, basis: Basis, unit: Unit, 
/**
 * The items that it is about; all where it names none.
 */
items?: Array<string>, 
/**
 * What the document does not say it counts.
 */
excludes: Text, 
/**
 * Unordered, like a program's.
 */
rules: Array<TotalRule>, };

/**
 * 总时限: how many days the place allows for the whole project.
 */
export type TotalReview = { id: string, verdict: Allowance, 
/**
 * With `limited`, in the unit of the total limit.
 */
days?: number, reasons: Array<Reason>, 
/**
 * The open facts that can still change this verdict, in the rulebook's order.
 */
ask: Array<string>, rests: Array<Rest>, };

/**
 * A row of a total limit's decision table.
 */
export type TotalRule = { id: string, when: Condition, verdict: TotalVerdict, 
/**
 * With `limited`, and only with it.
 */
days?: number, 
/**
 * What it was before.
 */
before?: Text, text: Text, basis: Basis, variants: Array<Variant>, 
/**
 * When it is in force.
 */
valid?: Valid, };

/**
 * Whether there is a total limit.
 */
export type TotalVerdict = "limited" | "none" | "refer";

/**
 * 告知承诺: that an undertaking may stand in for a paper, and with what standing.
 */
export type Undertaking = { standing: Standing, why: Text, };

/**
 * What a limit's number counts.
 */
export type Unit = "working" | "calendar" | "months";

/**
 * A paper as one item asks for it. Whether it may be deferred belongs here, not to the paper.
 */
export type Use = { material: string, neededWhen: Condition, neededText: Text, basis: Array<Basis>, 
/**
 * What this item's rule calls the paper.
 */
called?: Text, 
/**
 * The items whose outcome this paper is.
 */
from: Array<string>, 
/**
 * What will do instead: any one of these groups, all papers of which have to be there.
 */
alternatives: Array<Array<string>>, 
/**
 * 容缺: may follow later on a written promise.
 */
deferrable?: Deferral, 
/**
 * 告知承诺: a written undertaking that the condition is met stands in for the paper. Never a promise of the paper.
 */
commitment?: Undertaking, 
/**
 * Advised, not asked for: going without it stands in nobody's way.
 */
recommended?: boolean, 
/**
 * The place asks for it; national law does not.
 */
added?: boolean, };

/**
 * How firmly a paper is asked for.
 */
export type UseLevel = "must" | "deferrable" | "recommended" | "waived";

/**
 * A paper as one item asks for it.
 */
export type UseReview = { id: string, need: Need, deferrable: boolean, level: UseLevel, };

/**
 * The days on which something is in force: from one day on, up to but not including another.
 */
export type Valid = { from?: Day, to?: Day, };

/**
 * An answer that decided.
 */
export type Value = { fact: string, 
/**
 * As it was given, as JSON text.
 */
value: string, as?: GivenAs, };

/**
 * Other words for a rule's verdict.
 */
export type Variant = { when: Condition, text: Text, basis?: Basis, };

/**
 * The worst finding on what was wished for, best first.
 */
export type Verdict = "acceptable" | "deferrable" | "undetermined" | "incomplete" | "not-acceptable";

/**
 * A rulebook is its hash.
 */
export type Version = { id: string, hash: string, };

/**
 * A way to settle a paper.
 */
export type Way = { 
/**
 * The papers that settle it together.
 */
papers: Array<string>, 
/**
 * Those of them that are still to be got.
 */
lacks: Array<string>, };

/**
 * Whose duty it is.
 */
export type Who = "applicant" | "authority" | "third-party" | "agent";

/**
 * 开工: when all gates to starting works that are in the plan are decided.
 */
export type WorksStart = { day: Due, gates: Array<string>, };

/**
 * What stands in a field of a paper.
 */
export type Written = number | string;
