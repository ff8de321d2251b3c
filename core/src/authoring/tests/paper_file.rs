//! What the files of a paper have to be like.

use super::{BASIS, MATERIALS, changed, tells_in, told, town, whole_law, with};
use crate::rulebook::FileKind;

const ALL: &str = "national/files.toml";

/// The small law with files of its form.
fn files(limits: &str) -> super::Files {
    let limits = format!("count = 1\n\n  [material.files]\n  {limits}\n  {BASIS}\n");
    changed(MATERIALS, "count = 1\n", &limits)
}

#[test]
fn limits_stand_once_for_all_papers_and_otherwise_at_a_paper() {
    let all = format!("[files]\nkinds = [\"pdf\", \"png\"]\nmax_mb = 20\n{BASIS}\n");
    let own = files("kinds = [\"ofd\"]\nmax_mb = 1\nmax_pages = 3");
    let law = whole_law(&with(own, ALL, all.clone()));
    let (form, other) = (&law.materials[0], &law.materials[1]);
    let limits = law.file_limits(form).unwrap();
    assert_eq!(
        (&limits.kinds[..], limits.max_bytes, limits.max_pages),
        (&[FileKind::Ofd][..], 1 << 20, Some(3))
    );
    let limits = law.file_limits(other).unwrap();
    assert_eq!((&limits.kinds[..], limits.max_bytes), (&[FileKind::Pdf, FileKind::Png][..], 20 << 20));

    let twice = with(with(town::law(), ALL, all.clone()), "national/more.toml", all);
    let wrong = "`files` of all papers stands in two files. Delete one of them.";
    tells_in(&twice, "national/more.toml", "[files]", wrong);
    assert!(whole_law(&town::law()).files.is_none());
}

#[test]
fn limits_that_no_file_can_meet() {
    for (limits, at, wrong) in [
        (
            "kinds = [\"docx\"]\nmax_mb = 1",
            "\"docx\"",
            "`kinds` of the files of material `form` cannot be \"docx\". Write some of pdf, jpeg, png, ofd.",
        ),
        (
            "kinds = [\"other\"]\nmax_mb = 1",
            "\"other\"",
            "`kinds` of the files of material `form` cannot be \"other\". Write some of pdf, jpeg, png, ofd.",
        ),
        (
            "kinds = [\"pdf\", \"pdf\"]\nmax_mb = 1",
            "kinds",
            "the files of material `form` name `pdf` twice. Delete one of them.",
        ),
        (
            "kinds = [\"pdf\"]\nmax_mb = 0",
            "max_mb",
            "`max_mb` of the files of material `form` cannot be 0. Write a number from 1 to 200.",
        ),
        (
            "kinds = [\"pdf\"]\nmax_mb = 5000",
            "max_mb",
            "`max_mb` of the files of material `form` cannot be 5000. Write a number from 1 to 200.",
        ),
        (
            "kinds = [\"pdf\"]\nmax_mb = 1\nmax_pages = 0",
            "max_pages",
            "`max_pages` of the files of material `form` is 0. Write a number from 1, or leave it out.",
        ),
        (
            "kinds = [\"pdf\", \"ofd\"]\nmax_mb = 1\nmin_pixels = 600",
            "min_pixels",
            "`min_pixels` is asked of the files of material `form`, and `kinds` takes no image. Add `jpeg` or \
             `png` to `kinds`, or delete `min_pixels`.",
        ),
        (
            "kinds = [\"png\"]\nmax_mb = 1\nmax_pages = 2",
            "max_pages",
            "`max_pages` is asked of the files of material `form`, and `kinds` takes nothing with pages. Add `pdf` \
             or `ofd` to `kinds`, or delete `max_pages`.",
        ),
    ] {
        tells_in(&files(limits), MATERIALS, at, wrong);
    }
    let bare = told(&changed(MATERIALS, "count = 1\n", "count = 1\nfiles = { max_mb = 1 }\n"));
    assert_eq!(bare.len(), 2, "{bare:?}");
    assert!(bare[1].contains("the files of material `form` has no `kinds`"), "{bare:?}");
    assert!(bare[0].contains("the files of material `form` has no `basis`"), "{bare:?}");
}
