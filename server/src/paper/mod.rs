//! 文书 on paper: a sheet as JSON, as HTML and as PDF.

mod words;
mod qr;
mod html;
mod pdf;
#[cfg(test)]
mod tests;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use yushen::sheet::{RowKind, Sheet, SheetKind};

use crate::cli::Lang;
use crate::problem::Problem;

pub use html::html;
pub use pdf::{PdfError, pdf};

/// In what form a sheet is wanted: the `Accept` of a request, and its `?lang=`, else its `Accept-Language`.
#[derive(Clone, Copy)]
pub struct Wanted {
    pub form: Form,
    pub lang: Lang,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Json,
    Html,
    Pdf,
}

impl<S: Send + Sync> FromRequestParts<S> for Wanted {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Wanted, Problem> {
        Wanted::read(&parts.headers, parts.uri.query().unwrap_or_default())
    }
}

impl Wanted {
    fn read(headers: &HeaderMap, query: &str) -> Result<Wanted, Problem> {
        let lang = language(headers, query)?;
        Ok(Wanted { form: form(headers).ok_or_else(Problem::no_form)?, lang })
    }
}

/// `?lang=`, else `Accept-Language`.
pub fn language(headers: &HeaderMap, query: &str) -> Result<Lang, Problem> {
    match query.split('&').find_map(|pair| pair.strip_prefix("lang=")) {
        Some("zh") => Ok(Lang::Zh),
        Some("en") => Ok(Lang::En),
        Some(_) => Err(Problem::no_language()),
        None => Ok(spoken(headers)),
    }
}

/// The form that is liked best; of two liked as well, the one that is named; JSON where all are the same.
fn form(headers: &HeaderMap) -> Option<Form> {
    let forms = [
        (Form::Json, "application/json", "application/*"),
        (Form::Html, "text/html", "text/*"),
        (Form::Pdf, "application/pdf", "application/*"),
    ];
    let asked = ranked(headers, header::ACCEPT);
    if asked.is_empty() {
        return Some(Form::Json);
    }
    let best = forms.into_iter().rev().filter_map(|(form, name, kind)| {
        let named = [name, kind, "*/*"].into_iter().zip([3, 2, 1]);
        let mut found = named.filter_map(|(range, exact)| {
            asked.iter().find(|(asked, _)| asked.eq_ignore_ascii_case(range)).map(|(_, q)| (*q, exact))
        });
        found.next().filter(|(q, _)| *q > 0).map(|rank| (rank, form))
    });
    best.max_by_key(|(rank, _)| *rank).map(|(_, form)| form)
}

fn spoken(headers: &HeaderMap) -> Lang {
    let asked = ranked(headers, header::ACCEPT_LANGUAGE);
    let best = asked.iter().rev().filter(|(_, q)| *q > 0).filter_map(|(tag, q)| {
        match tag.split('-').next().unwrap_or_default() {
            "zh" | "*" => Some((*q, Lang::Zh)),
            "en" => Some((*q, Lang::En)),
            _ => None,
        }
    });
    best.max_by_key(|(q, _)| *q).map_or(Lang::Zh, |(_, lang)| lang)
}

/// What a header lists, each with its quality in thousandths (RFC 9110, 12.4.2).
pub fn ranked(headers: &HeaderMap, name: HeaderName) -> Vec<(&str, u16)> {
    let values = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    let each = values.flat_map(|value| value.split(',')).map(str::trim).filter(|each| !each.is_empty());
    each.map(|each| {
        let mut parts = each.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let quality = parts.find_map(|part| part.strip_prefix("q="));
        (name, quality.map_or(1000, thousandths))
    })
    .collect()
}

fn thousandths(quality: &str) -> u16 {
    match quality.split_once('.') {
        Some(("0", digits)) => {
            format!("{digits:0<3}").get(..3).and_then(|digits| digits.parse().ok()).unwrap_or(0)
        }
        Some(("1", _)) | None if quality.starts_with('1') => 1000,
        _ => 0,
    }
}

/// The sheet in the form that is wanted. `link` is what its QR code opens.
pub fn respond(wanted: Wanted, sheet: &Sheet<'_>, link: Option<&str>) -> Result<Response, Problem> {
    let mut response = match wanted.form {
        Form::Json => crate::house::json(sheet)?,
        Form::Html => page(sheet, wanted.lang, link)?,
        Form::Pdf => file(sheet, wanted.lang, link)?,
    };
    let varies = HeaderValue::from_static("accept, accept-language");
    response.headers_mut().insert(header::VARY, varies);
    Ok(response)
}

/// The page may use its own style, which its policy names by hash, and nothing else.
fn page(sheet: &Sheet<'_>, lang: Lang, link: Option<&str>) -> Result<Response, Problem> {
    let hash = STANDARD.encode(Sha256::digest(html::style(sheet, lang)));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::CONTENT_SECURITY_POLICY, policy),
    ];
    Ok((headers, html(sheet, lang, link)).into_response())
}

fn file(sheet: &Sheet<'_>, lang: Lang, link: Option<&str>) -> Result<Response, Problem> {
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::CONTENT_DISPOSITION, disposition(sheet, lang)),
    ];
    Ok((headers, pdf(sheet, lang, link)?).into_response())
}

/// `notice-donghu-2026-11-23.pdf`, and its title in the language asked for where the client reads RFC 8187.
fn disposition(sheet: &Sheet<'_>, lang: Lang) -> String {
    let plain = file_name(sheet);
    let title = words::Words::of(lang).say(&sheet.title);
    let name: String = format!("{title}-{plain}").bytes().map(percent).collect();
    format!("inline; filename=\"{plain}.pdf\"; filename*=UTF-8''{name}.pdf")
}

fn percent(byte: u8) -> String {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    }
}

/// The kind, the place and the day, in ASCII, without an extension.
fn file_name(sheet: &Sheet<'_>) -> String {
    format!("{}-{}-{}", sheet.kind.name(), sheet.rulebook.id, sheet.on)
}

/// Whether it has a place for a seal: a paper that is given, and may be.
fn sealed(sheet: &Sheet<'_>) -> bool {
    sheet.fits && sheet.kind != SheetKind::Checklist
}

/// Whether a row has a box to tick: a paper on a checklist.
fn ticked(kind: SheetKind, row: RowKind) -> bool {
    let paper = matches!(row, RowKind::Paper | RowKind::MissingPaper | RowKind::IrregularPaper);
    kind == SheetKind::Checklist && paper
}
