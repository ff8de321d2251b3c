//! `/submissions/{id}/files/{sha256}`: the files that an application tells of. What was told of a file is checked again on
//! what is stored.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use serde::Serialize;
use tokio_util::io::ReaderStream;
use yushen::application::{Application, PaperFile};
use yushen::json::InputError;
use yushen::review::wrong_files;
use yushen::rulebook::{FileKind, Law};
use yushen::text::Text;

use crate::content::Content;
use crate::drawer::Part;
use crate::house::{House, Shared, json};
use crate::problem::Problem;
use crate::request::Key;
use crate::store::{StoredFile, Submission};
use crate::submissions::{Holder, opened};

/// The largest file where no rule says how large one may be.
const LARGEST: u64 = 200 << 20;
/// All files of one submission together.
const TOGETHER: u64 = 1 << 30;
/// A file that takes longer is cut off, however steadily it dribbles.
const WHOLE: Duration = Duration::from_secs(15 * 60);
/// So much is read and thrown away, so that whoever sends what is not taken can still read why.
const DRAINED: usize = 16 << 20;

/// `PUT …/files/{sha256}`: 201 when it is stored, 200 when the very same was stored before. The answer is sent when the
/// file and its row are on the disk.
pub async fn put(
    house: Shared,
    Path((id, sha256)): Path<(String, String)>,
    key: Key,
    request: Request,
) -> Result<Response, Problem> {
    let mut body = request.into_body();
    let taken = take_in(&house, &id, &sha256, &key, &mut body).await;
    if taken.is_err() {
        drain(&mut body).await;
    }
    let (status, stored) = taken?;
    Ok((status, json(&Stored::of(&stored))?).into_response())
}

/// `GET …/files/{sha256}`: the very bytes, to be saved and not shown.
pub async fn get(
    house: Shared,
    Path((id, sha256)): Path<(String, String)>,
    key: Key,
) -> Result<Response, Problem> {
    let (standing, _) = opened(&house, &id, &key).await?;
    let files = house.store.files(&standing.id).await?;
    let stored = files.into_iter().find(|file| file.sha256 == sha256).ok_or_else(Problem::no_file)?;
    let file = house.drawer.read(&standing.id, &stored.sha256).await.map_err(Problem::not_kept)?;
    let headers = [
        (header::CONTENT_TYPE, media_type(&stored.kind).to_owned()),
        (header::CONTENT_LENGTH, stored.bytes.to_string()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{sha256}.{}\"", stored.kind)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(ReaderStream::new(file))).into_response())
}

async fn take_in(
    house: &House,
    id: &str,
    sha256: &str,
    key: &Key,
    body: &mut Body,
) -> Result<(StatusCode, StoredFile), Problem> {
    let (standing, holder) = opened(house, id, key).await?;
    if holder != Holder::Applicant {
        return Err(Problem::not_yours());
    }
    if standing.state == "withdrawn" {
        return Err(Problem::already_withdrawn());
    }
    let told = Told::of(house, &standing, sha256).ok_or_else(Problem::not_told_of)?;
    let before: i64 = house.store.files(&standing.id).await?.iter().map(|file| file.bytes).sum();
    if u64::try_from(before).unwrap_or_default() + told.file.bytes > TOGETHER {
        return Err(Problem::file_too_large(TOGETHER));
    }
    let received = tokio::time::timeout(WHOLE, house.drawer.receive(body, told.most())).await;
    let part = received.map_err(|_| Problem::too_slow())??;
    let path = part.path().to_owned();
    let content = tokio::task::spawn_blocking(move || Content::of(&path)).await;
    let content = content.map_err(|error| Problem::fault(&error))?.map_err(Problem::not_kept)?;
    told.agrees(sha256, &part, content)?;
    house.drawer.keep(&part, &standing.id).await.map_err(Problem::not_kept)?;
    let stored = StoredFile {
        submission: standing.id,
        sha256: sha256.to_owned(),
        kind: content.kind.name().to_owned(),
        bytes: i64::try_from(part.bytes).unwrap_or(i64::MAX),
        width: content.size.map(|(width, _)| width),
        height: content.size.map(|(_, height)| height),
        stored_at: house.clock.now().at,
    };
    let (new, stored) = house.store.add_file(&stored).await?;
    Ok((if new { StatusCode::CREATED } else { StatusCode::OK }, stored))
}

/// What the application tells of a file, and which papers it is a file of.
struct Told<'a> {
    law: &'a Law,
    papers: Vec<String>,
    file: PaperFile,
}

impl<'a> Told<'a> {
    fn of(house: &'a House, standing: &Submission, sha256: &str) -> Option<Told<'a>> {
        let rulebook = &house.shelf.volume(&standing.rulebook)?.rulebook;
        let application = Application::read(rulebook, &standing.application).ok()?;
        let papers = application.materials.into_iter().flat_map(|paper| {
            let files = paper.files.into_iter().filter(|file| file.sha256 == sha256);
            files.map(move |file| (paper.id.clone(), file))
        });
        let (papers, mut files): (Vec<String>, Vec<PaperFile>) = papers.unzip();
        Some(Told { law: &rulebook.on(house.clock.now().on).law, papers, file: files.pop()? })
    }

    /// The most that any paper lets it have.
    fn most(&self) -> u64 {
        let materials = self.law.materials.iter().filter(|material| self.papers.contains(&material.id));
        let limits = materials.map(|material| self.law.file_limits(material));
        let most = limits.map(|limits| limits.map_or(LARGEST, |limits| u64::from(limits.max_bytes)));
        most.max().unwrap_or(LARGEST)
    }

    /// What was received is what was told of, and is as one of its papers takes it.
    fn agrees(&self, sha256: &str, part: &Part, content: Content) -> Result<(), Problem> {
        let mut errors = Vec::new();
        let mut differs = |member: &str, zh: &str, en: &str, told: String, found: String| {
            if told != found {
                let text = Text::new(
                    format!(
                        "{zh}对不上：说的是 {told}，收到的是 {found}。请重新添加这个文件，修改申请后再传。"
                    ),
                    format!(
                        "The {en} differs: told {told}, received {found}. Add the file anew, amend the application, and send it again."
                    ),
                );
                errors.push(InputError::new(format!("/{member}"), "file-differs", text));
            }
        };
        let Told { file, .. } = self;
        differs("sha256", "SHA-256", "SHA-256", sha256.to_owned(), part.sha256.clone());
        differs("bytes", "大小", "size", file.bytes.to_string(), part.bytes.to_string());
        differs("type", "类型", "type", file.kind.name().to_owned(), content.kind.name().to_owned());
        let pixels = |(width, height): (u32, u32)| format!("{width} × {height}");
        if let (Some(told), Some(found)) = (file.width.zip(file.height), content.size) {
            differs("width", "像素", "number of pixels", pixels(told), pixels(found));
        }
        if errors.is_empty() {
            errors = self.irregular(part, content);
        }
        if errors.is_empty() { Ok(()) } else { Err(Problem::file_refused(errors)) }
    }

    /// What core says of the file as it was received; nothing where one of its papers takes it.
    fn irregular(&self, part: &Part, content: Content) -> Vec<InputError> {
        // Pages, passwords and whether it opens are not looked at here: that takes a reader of PDF.
        let found = PaperFile {
            kind: content.kind,
            bytes: part.bytes,
            width: content.size.map(|(width, _)| width),
            height: content.size.map(|(_, height)| height),
            pages: None,
            locked: None,
            readable: None,
            ..self.file.clone()
        };
        let materials = self.law.materials.iter().filter(|material| self.papers.contains(&material.id));
        let wrong = materials.map(|material| wrong_files(self.law, material, std::slice::from_ref(&found)));
        let fewest = wrong.min_by_key(Vec::len).unwrap_or_default();
        let told = fewest.into_iter().map(|finding| finding.reason.text.into_owned());
        let mut errors: Vec<_> = told.map(|text| InputError::new("", "file-irregular", text)).collect();
        if errors.is_empty() && content.kind == FileKind::Other {
            let text = Text::new(
                "只收 PDF、JPEG、PNG 和 OFD 文件。请换成其中一种。",
                "Only PDF, JPEG, PNG and OFD files are taken. Replace it by one of these.",
            );
            errors.push(InputError::new("/type", "file-irregular", text));
        }
        errors
    }
}

async fn drain(body: &mut Body) {
    let all = async {
        let mut seen = 0;
        while let Some(Ok(frame)) = body.frame().await {
            seen += frame.data_ref().map_or(0, |data| data.len());
            if seen > DRAINED {
                break;
            }
        }
    };
    let _ = tokio::time::timeout(Duration::from_secs(15), all).await;
}

fn media_type(kind: &str) -> &'static str {
    match kind {
        "pdf" => "application/pdf",
        "jpeg" => "image/jpeg",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}

/// A stored file as it is told.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stored {
    sha256: String,
    #[serde(rename = "type")]
    kind: String,
    bytes: i64,
    stored_at: String,
}

impl Stored {
    pub fn of(file: &StoredFile) -> Stored {
        let StoredFile { sha256, kind, bytes, stored_at, .. } = file.clone();
        Stored { sha256, kind, bytes, stored_at }
    }
}
