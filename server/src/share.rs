//! The link that opens the same review in the page: the application in the fragment, which no server gets to see.

use std::borrow::Cow;
use std::io::Write;

use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use yushen::application::{Application, Paper};

/// A longer link gives a QR code that no telephone reads from paper.
const LONGEST: usize = 1800;

/// The link, without who applies, what stands on their papers and their files: `{base}/?place={rulebook}#/a/{data}`, where `data`
/// is the application's JSON in raw DEFLATE and base64url. Where that is too long, only the place.
pub fn url(base: &str, application: &Application) -> String {
    let place = format!("{base}/?place={}", application.rulebook);
    let shared = packed(application).map(|data| format!("{place}#/a/{data}"));
    shared.filter(|url| url.len() <= LONGEST).unwrap_or(place)
}

fn packed(application: &Application) -> Option<String> {
    let papers = application.materials.iter();
    let materials = papers
        .map(|paper| Paper { fields: Default::default(), files: Vec::new(), ..paper.clone() })
        .collect();
    let shared = Application { applicant: None, materials, ..application.clone() };
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(yushen::json::write(&shared).ok()?.as_bytes()).ok()?;
    Some(URL_SAFE_NO_PAD.encode(encoder.finish().ok()?))
}

/// Where the pages are: as the server was told, else as the client addressed it.
pub fn base<'a>(told: Option<&'a str>, headers: &HeaderMap) -> Option<Cow<'a, str>> {
    let host = || {
        let host = headers.get(header::HOST)?.to_str().ok()?;
        let named = |letter: char| letter.is_ascii_alphanumeric() || ".-:[]".contains(letter);
        let secure = headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https");
        let scheme = if secure { "https" } else { "http" };
        (!host.is_empty() && host.chars().all(named)).then(|| format!("{scheme}://{host}"))
    };
    told.map(Cow::Borrowed).or_else(|| host().map(Cow::Owned))
}

/// Reads an address of the pages, as the command line gives it.
pub fn read_base(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let plain = |rest: &str| {
        !rest.is_empty()
            && rest.chars().all(|letter| letter.is_ascii_graphic() && !"?#\"<>\\".contains(letter))
    };
    match rest.filter(|rest| plain(rest)) {
        Some(_) => Ok(text.trim_end_matches('/').to_owned()),
        None => Err("https://host, without ? and #".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use axum::http::HeaderValue;
    use flate2::read::DeflateDecoder;
    use yushen::application::{Applicant, Promise, Written};

    use super::*;

    fn application() -> Application {
        let fields = [("contract-name".to_owned(), Written::Text("某某公司".to_owned()))].into();
        let paper =
            Paper { id: "m-construction-contract".into(), copies: Some(2), fields, ..Paper::default() };
        Application {
            rulebook: "donghu".into(),
            materials: vec![paper],
            promises: vec![Promise { material: "m-x".into(), by: None }],
            applicant: Some(Applicant { contact: "张三".into(), ..Applicant::default() }),
            ..Application::default()
        }
    }

    fn unpacked(url: &str) -> String {
        let data = url.split_once("#/a/").unwrap().1;
        let mut text = String::new();
        DeflateDecoder::new(URL_SAFE_NO_PAD.decode(data).unwrap().as_slice())
            .read_to_string(&mut text)
            .unwrap();
        text
    }

    #[test]
    fn a_link_carries_the_application_and_nobody() {
        let url = url("https://yushen.example", &application());
        assert!(url.starts_with("https://yushen.example/?place=donghu#/a/"), "{url}");
        let expected = r#"{"rulebook":"donghu","facts":{},"materials":[{"id":"m-construction-contract","copies":2}],"promises":[{"material":"m-x"}]}"#;
        assert_eq!(unpacked(&url), expected);
    }

    #[test]
    fn what_is_too_long_for_a_code_opens_the_place() {
        let mut long = application();
        let hash = |n: u32| yushen::rulebook::hash(&n.to_string());
        long.materials = (0..100).map(|n| Paper { id: hash(n), ..Paper::default() }).collect();
        assert_eq!(url("http://localhost:8080", &long), "http://localhost:8080/?place=donghu");
    }

    #[test]
    fn the_base_is_as_told_else_the_host_if_it_is_one() {
        let mut headers = HeaderMap::new();
        assert_eq!(base(None, &headers), None);
        headers.insert(header::HOST, HeaderValue::from_static("127.0.0.1:8080"));
        assert_eq!(base(None, &headers).as_deref(), Some("http://127.0.0.1:8080"));
        assert_eq!(base(Some("https://a.example"), &headers).as_deref(), Some("https://a.example"));
        headers.insert("x-forwarded-proto", HeaderValue::from_static("https"));
        assert_eq!(base(None, &headers).as_deref(), Some("https://127.0.0.1:8080"));
        headers.insert(header::HOST, HeaderValue::from_static("a\"><script>"));
        assert_eq!(base(None, &headers), None);
    }

    #[test]
    fn an_address_that_is_none_is_refused() {
        assert_eq!(read_base("https://yushen.example/pre/"), Ok("https://yushen.example/pre".into()));
        for wrong in ["yushen.example", "https://", "javascript:alert(1)", "https://a/#b", "http://a b"] {
            assert!(read_base(wrong).is_err(), "{wrong}");
        }
    }
}
