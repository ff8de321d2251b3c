//! Limits, dates and the coded values of the law, in words.

use super::{Lang, Words};
use crate::rulebook::{
    Extent, Limit, Material, MaterialSource, RuleVerdict, RunsFrom, Standing, TotalRule, TotalVerdict, Unit,
    Valid,
};

/// 7个工作日; none at all is 当场.
pub fn unit(days: u32, unit: Unit, lang: Lang) -> String {
    if days == 0 {
        return lang.pick(("当场", "at once")).to_owned();
    }
    let one = days == 1;
    match (lang, unit) {
        (Lang::Zh, Unit::Working) => format!("{days}个工作日"),
        (Lang::Zh, Unit::Calendar) => format!("{days}日（自然日）"),
        (Lang::Zh, Unit::Months) => format!("{days}个月"),
        (Lang::En, Unit::Working) => format!("{days} working day{}", if one { "" } else { "s" }),
        (Lang::En, Unit::Calendar) => format!("{days} calendar day{}", if one { "" } else { "s" }),
        (Lang::En, Unit::Months) => format!("{days} month{}", if one { "" } else { "s" }),
    }
}

/// 自受理之日起.
pub fn runs_from(from: RunsFrom, lang: Lang) -> &'static str {
    lang.pick(match from {
        RunsFrom::Receipt => ("自收件之日起", "from the day of receipt"),
        RunsFrom::Acceptance => ("自受理之日起", "from the day of acceptance"),
    })
}

/// A limit in one phrase, with the other numbers that it may have.
pub fn limit(limit: &Limit, lang: Lang) -> String {
    let main = unit(limit.days, limit.unit, lang);
    if limit.variants.is_empty() {
        return main;
    }
    let others: Vec<String> =
        limit.variants.iter().map(|variant| unit(variant.days, limit.unit, lang)).collect();
    match lang {
        Lang::Zh => format!("{main}（有的情形{}）", others.join("、")),
        Lang::En => format!("{main} (in some cases {})", others.join(", ")),
    }
}

/// 自2025-09-01起，至2026-01-01止（不含）.
pub fn valid(valid: Valid, lang: Lang) -> Option<String> {
    match (valid.from, valid.to, lang) {
        (None, None, _) => None,
        (Some(from), None, Lang::Zh) => Some(format!("自{from}起")),
        (None, Some(to), Lang::Zh) => Some(format!("到{to}前一日止")),
        (Some(from), Some(to), Lang::Zh) => Some(format!("自{from}起，到{to}前一日止")),
        (Some(from), None, Lang::En) => Some(format!("from {from}")),
        (None, Some(to), Lang::En) => Some(format!("until the day before {to}")),
        (Some(from), Some(to), Lang::En) => Some(format!("from {from} until the day before {to}")),
    }
}

pub fn standing(standing: Standing, lang: Lang) -> &'static str {
    lang.pick(match standing {
        Standing::Law => ("法律、法规、规章", "law"),
        Standing::Policy => ("政策文件", "policy"),
        Standing::Press => ("报道", "press"),
        Standing::Illustrative => ("示例", "illustrative"),
    })
}

pub fn verdict(verdict: RuleVerdict, lang: Lang) -> &'static str {
    lang.pick(match verdict {
        RuleVerdict::Eligible => ("✓ 符合", "✓ eligible"),
        RuleVerdict::NotEligible => ("✕ 不符合", "✕ not eligible"),
        RuleVerdict::Refer => ("? 人工确认", "? a person must decide"),
    })
}

/// What a row of a total limit decides.
pub fn total(rule: &TotalRule, counted: Unit, lang: Lang) -> String {
    match (rule.verdict, rule.days) {
        (TotalVerdict::Limited, Some(days)) => unit(days, counted, lang),
        (TotalVerdict::Refer, _) => lang.pick(("? 人工确认", "? a person must decide")).to_owned(),
        (TotalVerdict::None | TotalVerdict::Limited, _) => {
            lang.pick(("没有总时限", "no total limit")).to_owned()
        }
    }
}

pub fn extent(extent: Extent, lang: Lang) -> &'static str {
    lang.pick(match extent {
        Extent::Full => ("帮办代办", "handled for you"),
        Extent::OnRequest => ("按需要扩展", "on request"),
        Extent::Advice => ("只协助、指导", "advice only"),
    })
}

/// The kind of an item; one that this list does not know is shown as it is written.
pub fn kind(kind: &str, lang: Lang) -> &str {
    let known = match kind {
        "permit" => ("行政许可", "permit"),
        "approval" => ("审批", "approval"),
        "filing" => ("备案", "filing"),
        "registration" => ("登记", "registration"),
        "acceptance" => ("验收", "acceptance"),
        "technical-review" => ("技术审查", "technical review"),
        "contract" => ("签订合同", "contract"),
        "procedure" => ("程序", "procedure"),
        "bundle" => ("合并办理", "bundle"),
        "duty" => ("建设单位的义务", "duty of the owner"),
        "utility" => ("公用事业服务", "utility service"),
        other => (other, other),
    };
    lang.pick(known)
}

pub fn form(material: &Material, lang: Lang) -> String {
    let (form, count) = (lang.pick(material.form.words()), material.count);
    match lang {
        Lang::Zh => format!("{form}，{count}份"),
        Lang::En if count == 1 => format!("{form}, 1 copy"),
        Lang::En => format!("{form}, {count} copies"),
    }
}

/// Who supplies a paper.
pub fn supply(source: MaterialSource, lang: Lang) -> &'static str {
    lang.pick(match source {
        MaterialSource::Applicant => ("申请人", "the applicant"),
        MaterialSource::Outcome => ("其他事项的结果", "the outcome of another item"),
        MaterialSource::DataSharing => {
            ("数据共享，由窗口调取，不用交", "data sharing: fetched by the office, not asked of you")
        }
        MaterialSource::Intermediary => ("申请人自己选的机构", "a provider of the applicant's own choice"),
    })
}

/// Whose outcome a paper is.
pub fn outcome(words: Words<'_>, from: &[String]) -> String {
    let names = words.any_of(from.iter().map(|id| words.item(id)));
    match words.lang {
        Lang::Zh => format!("“{names}”的结果；同批办理的不用交"),
        Lang::En => format!("the outcome of {names}; not asked of you where both are in one basket"),
    }
}
