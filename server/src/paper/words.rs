//! The renderers' own words, in both languages. What a sheet says itself is not said again here.

use chrono::Datelike;
use yushen::calendar::Day;
use yushen::rulebook::Standing;
use yushen::sheet::{Cited, Mark, Row, SheetKind, Since};
use yushen::text::Text;

use crate::cli::Lang;

/// The labels of one language.
pub struct Words {
    pub lang: Lang,
    /// BCP 47.
    pub tag: &'static str,
    pub unfit: &'static str,
    pub wanted: &'static str,
    pub example: &'static str,
    pub answer: &'static str,
    pub basis: &'static str,
    pub illustrative: &'static str,
    pub late: &'static str,
    pub none: &'static str,
    pub seal: &'static str,
    /// In place of the office's seal, on what the applicant gives.
    pub signature: &'static str,
    pub rulebook: &'static str,
    pub calendar: &'static str,
    pub day: &'static str,
    pub scan: &'static str,
    /// Around the number of the page, and the number of pages.
    pub page: [&'static str; 3],
    /// Between two that are listed.
    pub and: &'static str,
}

const ZH: Words = Words {
    lang: Lang::Zh,
    tag: "zh-CN",
    unfit: "按现在的情况，这份文书不能出具，不得盖章。",
    wanted: "要求",
    example: "例如",
    answer: "怎么办",
    basis: "依据",
    illustrative: "示例",
    late: "此前就能告知",
    none: "没有。",
    seal: "（盖章）",
    signature: "（申请人签字或者盖章）",
    rulebook: "规则包",
    calendar: "日历",
    day: "日期",
    scan: "扫码打开同一份预审",
    page: ["第 ", " 页 共 ", " 页"],
    and: "；",
};

const EN: Words = Words {
    lang: Lang::En,
    tag: "en",
    unfit: "As things stand this paper cannot be given; it must not be sealed.",
    wanted: "Wanted",
    example: "Example",
    answer: "What to do",
    basis: "Basis",
    illustrative: "illustrative",
    late: "could have been told before",
    none: "None.",
    seal: "(seal)",
    signature: "(signature or seal of the applicant)",
    rulebook: "Rulebook",
    calendar: "Calendar",
    day: "Day",
    scan: "Opens the same review",
    page: ["Page ", " of ", ""],
    and: "; ",
};

impl Words {
    pub fn of(lang: Lang) -> &'static Words {
        match lang {
            Lang::Zh => &ZH,
            Lang::En => &EN,
        }
    }

    pub fn say<'t>(&self, text: &'t Text) -> &'t str {
        match self.lang {
            Lang::Zh => &text.zh,
            Lang::En => &text.en,
        }
    }

    /// 2026年11月23日.
    pub fn day(&self, Day(day): Day) -> String {
        match self.lang {
            Lang::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            Lang::En => day.format("%-d %B %Y").to_string(),
        }
    }

    /// Who makes the paper good.
    pub fn seal(&self, kind: SheetKind) -> &'static str {
        if kind == SheetKind::Promise { self.signature } else { self.seal }
    }

    pub fn page(&self, number: usize, of: usize) -> String {
        let [before, between, after] = self.page;
        format!("{before}{number}{between}{of}{after}")
    }

    /// A sign and its word; never one without the other.
    pub fn mark(&self, mark: Mark) -> (Sign, &'static str) {
        let (sign, zh, en) = match mark {
            Mark::InHand => (Sign::Yes, "手里有", "in hand"),
            Mark::ExpiresSoon => (Sign::Part, "快到期", "expires soon"),
            Mark::Promised => (Sign::Part, "承诺后补", "to follow"),
            Mark::Committed => (Sign::Yes, "告知承诺", "by commitment"),
            Mark::Missing => (Sign::Lacking, "还缺", "missing"),
            Mark::Irregular => (Sign::Wrong, "要改正", "to correct"),
            Mark::Fetched => (Sign::Yes, "不用交", "not asked of you"),
            Mark::Open => (Sign::Open, "还不确定", "not known yet"),
        };
        (sign, if self.lang == Lang::Zh { zh } else { en })
    }

    /// How an entry stands to the earlier notices; `Late` is flagged apart.
    pub fn since(&self, since: Since) -> Option<&'static str> {
        let (zh, en) = match since {
            Since::First | Since::Late => return None,
            Since::Again => ("上次已告知", "told before"),
            Since::New => ("新情况", "new since"),
        };
        Some(if self.lang == Lang::Zh { zh } else { en })
    }

    /// What a row says under its name, each with its label.
    pub fn said<'t>(&self, row: &'t Row<'_>) -> Vec<(Option<&'static str>, &'t str)> {
        let each = [
            (None, &row.text),
            (Some(self.wanted), &row.wanted),
            (Some(self.example), &row.example),
            (Some(self.answer), &row.answer),
        ];
        each.into_iter().filter_map(|(label, text)| Some((label, self.say(text.as_ref()?)))).collect()
    }

    pub fn cited(&self, basis: &[Cited<'_>]) -> Option<String> {
        let each: Vec<&str> = basis.iter().map(|basis| self.say(&basis.cited)).collect();
        (!each.is_empty()).then(|| each.join(self.and))
    }
}

/// 示例: nothing but assumptions asks for it.
pub fn illustrative(basis: &[Cited<'_>]) -> bool {
    !basis.is_empty() && basis.iter().all(|basis| basis.basis.standing == Standing::Illustrative)
}

/// What a mark looks like; the PDF draws it, for its font has no such letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Yes,
    Part,
    Lacking,
    Wrong,
    Open,
}

impl Sign {
    pub fn letter(self) -> char {
        match self {
            Sign::Yes => '✓',
            Sign::Part => '◔',
            Sign::Lacking => '!',
            Sign::Wrong => '✕',
            Sign::Open => '?',
        }
    }
}
