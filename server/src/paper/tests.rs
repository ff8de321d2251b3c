//! Hand-made sheets on paper: nothing is left out, nothing breaks the page, the same sheet gives the same bytes.

use std::borrow::Cow;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use chrono::NaiveDate;
use yushen::calendar::Day;
use yushen::review::{CalendarVersion, Verdict, Version};
use yushen::rulebook::{Basis, Standing};
use yushen::sheet::{Cited, Ground, Line, Mark, Part, Row, RowKind, Sheet, SheetKind, Since};
use yushen::text::Text;

use super::{Form, Wanted, html, pdf, qr, respond};
use crate::cli::Lang;

const LINK: &str = "https://yushen.example/?place=donghu#/a/q1YqKs1JVbJSSsnPy0gsLVLSUUpLTM5WsqpWSixKTlWyUsrMS8svyk0sycxLV6oFAA";

fn text(zh: &str, en: &str) -> Text {
    Text::new(zh, en)
}

fn cited(standing: Standing, article: &'static str) -> Cited<'static> {
    let basis = Basis { source: "XZXK".into(), article: article.into(), standing, words: None };
    let zh = format!("《中华人民共和国行政许可法》{article}");
    let en = format!("Administrative Licensing Law, {article}");
    Cited { basis: Cow::Owned(basis), cited: text(&zh, &en) }
}

fn ground(zh: &str, en: &str) -> Ground<'static> {
    Ground { text: text(zh, en), basis: Some(cited(Standing::Law, "第三十二条（四）")) }
}

const NAMES: [(&str, &str); 6] = [
    ("施工图设计文件审查合格书", "Construction drawing review certificate"),
    ("建设工程规划许可证", "Planning permit for the construction project"),
    ("建筑工程施工合同", "Construction contract"),
    ("国有建设用地使用权出让合同", "Contract granting the right to use state-owned land"),
    ("法定代表人授权委托书", "Power of attorney of the legal representative"),
    ("环境影响报告表", "Environmental impact report form"),
];
const MARKS: [Mark; 7] = [
    Mark::Missing,
    Mark::InHand,
    Mark::Promised,
    Mark::Irregular,
    Mark::ExpiresSoon,
    Mark::Fetched,
    Mark::Open,
];

fn row(no: u32, kind: RowKind) -> Row<'static> {
    let at = no as usize;
    let (zh, en) = NAMES[at % NAMES.len()];
    let standing = if at.is_multiple_of(4) { Standing::Illustrative } else { Standing::Law };
    Row {
        no,
        kind,
        subject: format!("m-{no}").into(),
        key: None,
        name: text(zh, en).into(),
        mark: Some(MARKS[at % MARKS.len()]),
        text: Some(text(
            &format!(
                "第{no}份：这份材料还没有交。申请表里写的建筑面积是 21000 平方米，合同里写的是 20850 平方米，两处不一致。"
            ),
            &format!(
                "No. {no}: this paper was not handed in. The form says a floor area of 21,000 m², the contract 20,850 m²."
            ),
        )),
        wanted: Some(text(
            "原件 1 份，由施工图审查机构出具（盖章），签发日期在 12 个月以内。",
            "One original, issued and sealed by the reviewing body, at most 12 months old.",
        )),
        example: at.is_multiple_of(3).then(|| {
            text(
                "武汉建科施工图审查有限公司出具的合格书，编号“鄂审〔2026〕0123 号”。",
                "A certificate of Wuhan Jianke Drawing Review Ltd, no. 0123.",
            )
        }),
        answer: Some(text(
            "向审图机构补办后，把原件交到综合窗口。",
            "Obtain it from the reviewing body and hand the original in at the window.",
        )),
        since: None,
        basis: vec![cited(standing, "第四条（五）")],
    }
}

fn sheet(kind: SheetKind, rows: u32, place: &Text) -> Sheet<'_> {
    let (zh, en) = match kind {
        SheetKind::Notice => ("行政许可申请材料补正一次性告知书", "One-time notice of what to correct"),
        SheetKind::Receipt => ("申请材料收件凭证", "Receipt of application papers"),
        SheetKind::Acceptance => ("行政许可申请受理通知书", "Notice of acceptance"),
        SheetKind::NonAcceptance => ("行政许可申请不予受理决定书", "Decision of non-acceptance"),
        SheetKind::Promise => ("容缺承诺书", "Promise to supply papers later"),
        SheetKind::Checklist => ("办事材料清单", "Checklist of papers"),
    };
    let row_kind = if kind == SheetKind::Notice { RowKind::MissingPaper } else { RowKind::Paper };
    let half = rows / 2;
    let line = |name: (&str, &str), value: (&str, &str)| Line {
        name: text(name.0, name.1),
        value: text(value.0, value.1).into(),
    };
    Sheet {
        kind,
        rulebook: Version {
            id: "donghu".into(),
            hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
        },
        calendar: CalendarVersion {
            hash: "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752".into(),
        },
        on: Day(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()),
        verdict: Verdict::Incomplete,
        fits: true,
        title: text(zh, en),
        place,
        lines: vec![
            line(
                ("申请人", "Applicant"),
                ("武汉光谷精密制造有限公司", "Wuhan Guanggu Precision Manufacturing Co., Ltd."),
            ),
            line(("统一社会信用代码", "Credit code"), ("91420100MA4KXXXX5Q", "91420100MA4KXXXX5Q")),
            line(
                ("项目名称", "Project"),
                (
                    "光谷精密制造二期厂房及配套研发楼建设项目（一标段）",
                    "Second factory building with laboratory, lot 1",
                ),
            ),
            line(("收件日期", "Received"), ("2026年11月18日", "18 November 2026")),
        ],
        opening: ground(
            "你单位提出的申请，经审查，申请材料不齐全或者不符合法定形式，现一次性告知需要补正的全部内容如下：",
            "Your application was examined. Its papers are incomplete or not in the form that the law asks for; everything that has to be corrected is told here at once:",
        ),
        parts: vec![
            Part {
                heading: text("需要补交的材料", "Papers to hand in").into(),
                rows: (1..=half).map(|no| row(no, row_kind)).collect(),
            },
            Part {
                heading: text("需要改正的材料", "Papers to put right").into(),
                rows: (half + 1..=rows).map(|no| row(no, row_kind)).collect(),
            },
        ],
        closing: vec![ground(
            "请在补正后重新递交。逾期不告知的，自收到申请材料之日起即为受理。",
            "Hand the papers in again when they are corrected. What is not told within five days counts as accepted on the day of receipt.",
        )],
        advice: text(
            "这是提交前的建议，不是行政决定。",
            "This is advice before filing, not an administrative decision.",
        ),
    }
}

fn place() -> Text {
    text("武汉东湖新技术开发区", "Wuhan East Lake High-tech Zone")
}

/// Every text of a sheet in a language.
fn texts(sheet: &Sheet<'_>, lang: Lang) -> Vec<String> {
    let mut texts = Vec::new();
    let value = serde_json::to_value(sheet).unwrap();
    fn walk(value: &serde_json::Value, key: &str, texts: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(map) => match map.get(key).filter(|_| map.contains_key("zh")) {
                Some(text) => texts.push(text.as_str().unwrap().to_owned()),
                None => map.values().for_each(|value| walk(value, key, texts)),
            },
            serde_json::Value::Array(values) => values.iter().for_each(|value| walk(value, key, texts)),
            _ => {}
        }
    }
    walk(&value, if lang == Lang::Zh { "zh" } else { "en" }, &mut texts);
    texts
}

#[test]
fn all_that_a_sheet_says_is_on_the_page() {
    let place = place();
    for (kind, lang) in
        [(SheetKind::Notice, Lang::Zh), (SheetKind::Receipt, Lang::En), (SheetKind::Checklist, Lang::Zh)]
    {
        let sheet = sheet(kind, 12, &place);
        let page = html(&sheet, lang, Some(LINK));
        for text in texts(&sheet, lang) {
            assert!(page.contains(&text), "{text}");
        }
        for hash in [&sheet.rulebook.hash, &sheet.calendar.hash] {
            assert!(page.contains(hash.as_str()));
        }
    }
}

#[test]
fn what_an_applicant_writes_stays_text() {
    let place = text("<script>alert(1)</script>\"\n}</style>", "x");
    let mut sheet = sheet(SheetKind::Notice, 2, &place);
    sheet.lines[0].value = text("<img src=x onerror=alert(1)> & \"'", "x").into();
    let page = html(&sheet, Lang::Zh, Some("https://example/?a=\"><script>"));
    assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
    assert_eq!(page.matches("</style>").count(), 1);
    assert!(page.contains("&lt;img src=x onerror=alert(1)&gt; &amp; "));
}

#[test]
fn a_paper_that_may_not_be_given_says_so_and_bears_no_seal() {
    let place = place();
    let mut sheet = sheet(SheetKind::Acceptance, 2, &place);
    let given = html(&sheet, Lang::Zh, None);
    assert!(
        given.contains("<div class=\"seal\"><p>（盖章）</p>")
            && given.contains("2026年11月23日")
            && !given.contains("不能出具")
    );
    sheet.kind = SheetKind::Promise;
    assert!(html(&sheet, Lang::Zh, None).contains("（申请人签字或者盖章）"));
    sheet.fits = false;
    let refused = html(&sheet, Lang::Zh, None);
    assert!(!refused.contains("class=\"seal\"") && refused.contains("不能出具"));
}

#[test]
fn marks_are_words_too_and_what_was_told_late_is_flagged() {
    let place = place();
    let mut sheet = sheet(SheetKind::Checklist, 8, &place);
    sheet.parts[0].rows[0].since = Some(Since::Late);
    let page = html(&sheet, Lang::Zh, None);
    for word in
        ["手里有", "快到期", "承诺后补", "还缺", "要改正", "不用交", "还不确定", "此前就能告知", "示例"]
    {
        assert!(page.contains(word), "{word}");
    }
    assert_eq!(page.matches("class=\"box\"").count(), 8);
    assert!(html(&sheet, Lang::En, None).contains("could have been told before"));
}

/// The text of a PDF, letter for letter.
fn read(bytes: &[u8]) -> (usize, String) {
    assert!(bytes.starts_with(b"%PDF"));
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).unwrap();
    (pages.len(), text.chars().filter(|letter| !letter.is_whitespace()).collect())
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

#[test]
fn the_pdf_can_be_read_and_is_the_same_twice() {
    let place = place();
    for (kind, lang) in [(SheetKind::Notice, Lang::Zh), (SheetKind::Receipt, Lang::En)] {
        let sheet = sheet(kind, 12, &place);
        let bytes = pdf(&sheet, lang, Some(LINK)).unwrap();
        assert_eq!(bytes, pdf(&sheet, lang, Some(LINK)).unwrap());
        let (_, read) = read(&bytes);
        for text in [&sheet.title, &sheet.opening.text, &sheet.advice, &sheet.lines[0].value] {
            let text = if lang == Lang::Zh { &text.zh } else { &text.en };
            assert!(read.contains(&squeezed(text)), "{text}\n{read}");
        }
    }
}

#[test]
fn many_rows_take_many_numbered_pages() {
    let place = place();
    let sheet = sheet(SheetKind::Notice, 200, &place);
    let (pages, read) = read(&pdf(&sheet, Lang::Zh, None).unwrap());
    assert!((15..60).contains(&pages), "{pages}");
    assert!(read.contains(&format!("第1页共{pages}页")) && read.contains(&format!("第{pages}页共{pages}页")));
    assert!(read.contains("第200份"));
}

#[test]
fn strange_letters_and_endless_names_do_not_break_the_pdf() {
    let place = place();
    let mut sheet = sheet(SheetKind::Notice, 2, &place);
    let odd = "甲\u{0}乙\u{feff}丙\u{e000}丁😀戊\u{10ffff}己\u{200d}庚ไทย\tعرب\r\n辛";
    sheet.title = text(odd, odd);
    sheet.lines[0].value = text(&"无空格的名字".repeat(60), &"Donaudampfschiff".repeat(60)).into();
    sheet.parts[0].rows[0].name = Cow::Owned(text(&"x".repeat(2000), ""));
    sheet.parts[0].rows[0].text = Some(text(&"很长的一行。".repeat(1000), ""));
    for lang in [Lang::Zh, Lang::En] {
        let (_, read) = read(&pdf(&sheet, lang, None).unwrap());
        assert!(read.contains("甲〓乙") && read.contains('辛'), "{read}");
    }
}

#[test]
fn the_code_reads_as_the_link() {
    for link in [LINK.to_owned(), format!("https://yushen.example/#/a/{}", "aB3-_".repeat(350))] {
        let code = qr::code(&link).unwrap();
        let mut dark = vec![false; code.side * code.side];
        for (x, y, length) in &code.bars {
            dark[y * code.side + x..][..*length].fill(true);
        }
        let grid = rqrr::SimpleGrid::from_func(code.side, |x, y| dark[y * code.side + x]);
        assert_eq!(rqrr::Grid::new(grid).decode().unwrap().1, link);
        assert!(qr::svg(&code, "x").starts_with("<svg"));
    }
    assert!(qr::code(&"x".repeat(3000)).is_none());
}

fn wanted(accept: &'static str, language: &'static str, query: &str) -> Result<(Form, Lang), StatusCode> {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
    headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(language));
    Wanted::read(&headers, query)
        .map(|wanted| (wanted.form, wanted.lang))
        .map_err(|problem| problem.into_response().status())
}

#[test]
fn what_is_asked_for_decides_the_form_and_the_language() {
    let cases = [
        ("*/*", "", "", Form::Json, Lang::Zh),
        (
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "en-GB,en;q=0.9,zh;q=0.5",
            "",
            Form::Html,
            Lang::En,
        ),
        ("application/pdf, */*", "fr, zh-TW;q=0.3, en;q=0.2", "", Form::Pdf, Lang::Zh),
        ("application/json;q=0.5, application/pdf;q=0.9", "en", "on=x&lang=zh", Form::Pdf, Lang::Zh),
        ("application/*", "fr", "lang=en", Form::Json, Lang::En),
        ("text/*;q=1.000, application/json;q=0.999", "en;q=0, *;q=0.1", "", Form::Html, Lang::Zh),
    ];
    for (accept, language, query, form, lang) in cases {
        assert_eq!(wanted(accept, language, query), Ok((form, lang)), "{accept} {language} {query}");
    }
    assert_eq!(wanted("image/png", "", ""), Err(StatusCode::NOT_ACCEPTABLE));
    assert_eq!(wanted("text/html;q=0", "", ""), Err(StatusCode::NOT_ACCEPTABLE));
    assert_eq!(wanted("*/*", "", "lang=fr"), Err(StatusCode::UNPROCESSABLE_ENTITY));
}

#[test]
fn each_form_says_what_it_is() {
    let place = place();
    let sheet = sheet(SheetKind::Notice, 2, &place);
    for (form, kind) in [
        (Form::Json, "application/json"),
        (Form::Html, "text/html; charset=utf-8"),
        (Form::Pdf, "application/pdf"),
    ] {
        let response = respond(Wanted { form, lang: Lang::Zh }, &sheet, Some(LINK)).unwrap();
        assert_eq!(response.headers()[header::CONTENT_TYPE], kind);
        if form == Form::Pdf {
            let name = response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap();
            assert!(
                name.starts_with("inline; filename=\"notice-donghu-2026-11-23.pdf\"; filename*=UTF-8''%E8"),
                "{name}"
            );
        }
    }
}
