//! What a file is by its first bytes. Nothing is opened, unpacked or decoded: images are measured by their header, of a zip
//! only the list of names at its end is looked at.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use yushen::rulebook::FileKind;

/// What was found in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Content {
    pub kind: FileKind,
    /// Width and height in pixels.
    pub size: Option<(u32, u32)>,
}

impl Content {
    pub fn of(path: &Path) -> io::Result<Content> {
        let mut file = File::open(path)?;
        let mut head = Vec::new();
        Read::by_ref(&mut file).take(64).read_to_end(&mut head)?;
        let kind = if head.starts_with(b"%PDF-") {
            FileKind::Pdf
        } else if infer::image::is_jpeg(&head) {
            FileKind::Jpeg
        } else if infer::image::is_png(&head) {
            FileKind::Png
        } else if infer::archive::is_zip(&head) && is_ofd(&mut file)? {
            FileKind::Ofd
        } else {
            FileKind::Other
        };
        file.seek(SeekFrom::Start(0))?;
        let size = if kind.is_image() { imagesize::reader_size(BufReader::new(file)).ok() } else { None };
        let side = |pixels: usize| u32::try_from(pixels).ok();
        Ok(Content { kind, size: size.and_then(|size| side(size.width).zip(side(size.height))) })
    }
}

/// The end record of a zip, and the longest comment after it.
const END: u64 = 22 + 65_535;
/// A list of names that is longer is not read.
const LIST: u32 = 1 << 20;

/// Whether a zip's list of names has OFD.xml.
fn is_ofd(file: &mut File) -> io::Result<bool> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(END)))?;
    let mut tail = Vec::new();
    Read::by_ref(file).take(END).read_to_end(&mut tail)?;
    let end = tail.windows(22).rev().find(|window| window.starts_with(b"PK\x05\x06"));
    let Some((size, at)) = end.and_then(|end| number(end, 12).zip(number(end, 16))) else { return Ok(false) };
    if size > LIST {
        return Ok(false);
    }
    file.seek(SeekFrom::Start(u64::from(at)))?;
    let mut list = Vec::new();
    file.take(u64::from(size)).read_to_end(&mut list)?;
    Ok(has_name(&list, b"OFD.xml"))
}

fn has_name(mut list: &[u8], name: &[u8]) -> bool {
    while list.starts_with(b"PK\x01\x02") {
        let length = |at| number(list, at).map(|number| (number & 0xFFFF) as usize);
        let Some(((named, extra), comment)) = length(28).zip(length(30)).zip(length(32)) else {
            return false;
        };
        if list.get(46..46 + named) == Some(name) {
            return true;
        }
        list = list.get(46 + named + extra + comment..).unwrap_or_default();
    }
    false
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}
