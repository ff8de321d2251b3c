//! A review in words: the sentence first, then the grounds.

use yushen::review::{
    Allowance, Eligibility, FindingCode, Level, MaterialReview, MaterialState, Need, Reason, Review, Timing,
    Verdict,
};
use yushen::rulebook::Law;

use super::Page;
use super::dates::unit;
use crate::cli::Lang;

/// A review in words.
pub fn review(law: &Law, review: &Review, lang: Lang) -> String {
    let mut page = Page::new(law, lang);
    let verdict = page.pick(verdict(review.verdict)).to_owned();
    page.line(verdict);
    let (place, on, hash) = (page.say(&law.name), review.on, short(&review.rulebook.hash));
    let stamp = match lang {
        Lang::Zh => format!("{place}，按 {on} 核对，规则包 {} {hash}", review.rulebook.id),
        Lang::En => format!("{place}, as of {on}, rulebook {} {hash}", review.rulebook.id),
    };
    page.line(stamp);
    programs(&mut page, review);
    totals(&mut page, review);
    items(&mut page, review);
    materials(&mut page, review);
    questions(&mut page, review);
    findings(&mut page, review);
    page.end()
}

fn verdict(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Acceptable => ("按现有资料，可以提交。", "As things stand, this can be filed."),
        Verdict::Deferrable => (
            "可以提交；承诺后补的材料，请按期交齐。",
            "This can be filed; hand in the promised papers by their day.",
        ),
        Verdict::Undetermined => {
            ("还不能确定。请先回答下面的问题。", "Not certain yet. Please answer the questions below first.")
        }
        Verdict::Incomplete => (
            "还不齐。请先补上下面缺的材料或内容。",
            "Not complete yet. Please add what is missing below first.",
        ),
        Verdict::NotAcceptable => (
            "按现有资料，所选的服务或事项不能办理。请看下面的原因，调整后再核对。",
            "As things stand, what was chosen cannot be had. See why below, adjust, and check again.",
        ),
    }
}

/// Enough of a hash to tell two apart.
fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}

fn programs(page: &mut Page<'_>, review: &Review) {
    page.heading(("服务", "Services"));
    for program in &review.programs {
        let (mark, words) = match program.verdict {
            Eligibility::Eligible => ("✓", ("符合", "eligible")),
            Eligibility::NotEligible => ("✕", ("不符合", "not eligible")),
            Eligibility::Undetermined => ("?", ("还不能确定", "not certain yet")),
            Eligibility::Refer => ("?", ("需要人工确认", "a person must decide")),
        };
        let line = format!("  {mark} {} — {}", page.program(program.id), page.pick(words));
        page.line(line);
        reasons(page, &program.reasons);
    }
}

fn reasons(page: &mut Page<'_>, reasons: &[Reason<'_>]) {
    for reason in reasons {
        let lines = format!("      {}\n      {}", page.say(&reason.text), page.basis(reason.basis));
        page.line(lines);
    }
}

fn totals(page: &mut Page<'_>, review: &Review<'_>) {
    if !review.totals.is_empty() {
        page.heading(("总时限", "Total limits"));
    }
    for total in &review.totals {
        let Some(law) = page.law.totals.iter().find(|law| law.id == total.id) else { continue };
        let (mark, words) = match total.verdict {
            Allowance::Limited => ("✓", ("有", "limited")),
            Allowance::None => ("·", ("没有", "none")),
            Allowance::Undetermined => ("?", ("还不能确定", "not certain yet")),
            Allowance::Refer => ("?", ("需要人工确认", "a person must decide")),
        };
        let words = match total.days {
            Some(days) => format!("{days} {}", unit(law.unit, page.lang)),
            None => page.pick(words).to_owned(),
        };
        page.line(format!("  {mark} {} — {words}", page.say(&law.name)));
        reasons(page, &total.reasons);
        if total.verdict == Allowance::Limited {
            page.line(format!("      {}", page.say(&law.excludes)));
        }
    }
}

fn items(page: &mut Page<'_>, review: &Review) {
    page.heading(("事项", "Approvals"));
    let shown = review.items.iter().filter(|item| item.need != Need::NotNeeded || item.wished);
    for item in shown {
        let (mark, words) = match (item.need, item.done, item.timing) {
            (_, true, _) => ("✓", ("已经办好", "done")),
            (Need::Needed, false, Timing::Now) => {
                ("!", ("需要，现在可以办", "needed, can be applied for now"))
            }
            (Need::Needed, false, Timing::Later) => {
                ("!", ("需要，等前面的办好", "needed, after what it waits for"))
            }
            (Need::NotNeeded, false, _) => ("✕", ("不需要", "not needed")),
            (Need::Undetermined, false, _) => ("?", ("还不能确定", "not certain yet")),
        };
        let line = format!("  {mark} {} — {}", page.item(item.id), page.pick(words));
        page.line(line);
    }
}

/// By what to do next.
const STATES: [(MaterialState, &str, (&str, &str)); 7] = [
    (MaterialState::Missing, "!", ("还缺的材料", "Papers missing")),
    (MaterialState::Irregular, "!", ("要改正的材料", "Papers to put right")),
    (MaterialState::Promised, "◔", ("承诺后补的材料", "Papers promised for later")),
    (MaterialState::Committed, "✓", ("以告知承诺代替的材料", "Papers replaced by a commitment")),
    (MaterialState::InHand, "✓", ("手里有的材料", "Papers in hand")),
    (
        MaterialState::ByOutcome,
        "✓",
        ("由同批事项产生，不用您交", "Outcomes of items in the same basket; not asked of you"),
    ),
    (MaterialState::Shared, "✓", ("由窗口调取，不用您交", "Fetched by the office; not asked of you")),
];

fn materials(page: &mut Page<'_>, review: &Review) {
    let open =
        |paper: &&MaterialReview| paper.need == Need::Undetermined && paper.state != MaterialState::InHand;
    for (state, mark, title) in STATES {
        let papers = review.materials.iter().filter(|paper| paper.state == state && !open(paper));
        group(page, title, mark, papers);
    }
    let title =
        ("可能要的材料，要看还没答的问题", "Papers that may be needed: it depends on the open questions");
    group(page, title, "?", review.materials.iter().filter(open));
}

fn group<'r, 'a: 'r>(
    page: &mut Page<'_>,
    title: (&str, &str),
    mark: &str,
    papers: impl Iterator<Item = &'r MaterialReview<'a>>,
) {
    let mut papers = papers.peekable();
    if papers.peek().is_some() {
        page.heading(title);
    }
    for paper in papers {
        let name = page.material(paper.id);
        page.line(format!("  {mark} {name}"));
    }
}

fn questions(page: &mut Page<'_>, review: &Review) {
    if review.ask.is_empty() {
        return;
    }
    page.heading(("还会影响结果的问题", "Questions that can still change the answer"));
    for ask in &review.ask {
        let line = format!("  ? {} [{}]", page.question(ask.fact), ask.fact);
        page.line(line);
    }
}

/// What was not said above already: neither a missing paper nor an open question.
fn findings(page: &mut Page<'_>, review: &Review) {
    let told = |code| {
        matches!(
            code,
            FindingCode::ProgramNotEligible | FindingCode::ProgramRefer | FindingCode::ProgramUndetermined
        )
    };
    let rest: Vec<_> = review.findings.iter().filter(|finding| !told(finding.code)).collect();
    if rest.is_empty() {
        return;
    }
    page.heading(("提示", "To know"));
    for finding in rest {
        let mark = match finding.level {
            Level::Error => "!",
            Level::Warning => "◔",
            Level::Note => "·",
        };
        let lines = format!(
            "  {mark} {}\n      {}",
            page.say(&finding.reason.text),
            page.basis(finding.reason.basis)
        );
        page.line(lines);
    }
}
