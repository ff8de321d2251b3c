//! The files of the law, and which of them is what.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use toml::de::DeTable;

use super::fault::{Faults, LawErrors, Spot};
use super::table::Table;

/// Path below the rules folder, with `/` → text. The order of the paths is the order in which files are read.
pub type Files = BTreeMap<String, String>;

/// Reads every `.toml` file below a folder.
pub fn read(rules: &Path) -> Result<Files, LawErrors> {
    let mut files = Files::new();
    read_folder(rules, "", &mut files)?;
    Ok(files)
}

fn read_folder(folder: &Path, below: &str, files: &mut Files) -> Result<(), LawErrors> {
    let unreadable = |error: std::io::Error| {
        let place = folder.display().to_string();
        LawErrors::one(
            &place,
            format!("this cannot be read: {error}"),
            "Name a folder of rules that you may read",
        )
    };
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            read_folder(&path, &format!("{below}{name}/"), files)?;
        } else if name.ends_with(".toml") {
            files.insert(format!("{below}{name}"), fs::read_to_string(&path).map_err(unreadable)?);
        }
    }
    Ok(())
}

/// A file's TOML, with where everything stands.
pub(super) struct Document<'a> {
    pub path: &'a str,
    file: usize,
    root: DeTable<'a>,
}

impl Document<'_> {
    /// Reads the file through a [`Table`], which reports every key that `read` did not ask for.
    pub fn read<T>(&self, faults: &Faults<'_>, read: impl FnOnce(&mut Table<'_>) -> T) -> T {
        Table::read(&self.root, self.start(), "the file", faults, read)
    }

    /// Reads some of the file's keys, and leaves the others.
    pub fn read_part<T>(&self, faults: &Faults<'_>, read: impl FnOnce(&mut Table<'_>) -> T) -> T {
        Table::read_part(&self.root, self.start(), faults, read)
    }

    pub fn start(&self) -> Spot {
        Spot { file: self.file, at: 0 }
    }

    /// The file's name without folder and ending.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit(['/', '\\']).next().unwrap_or_default();
        name.strip_suffix(".toml").unwrap_or(name)
    }

    /// The folder right below the rules.
    pub fn folder(&self) -> Option<&str> {
        self.path.split_once('/').map(|(folder, _)| folder)
    }

    fn role(&self) -> Option<Role> {
        match (self.path, self.folder()) {
            ("sources.toml", _) => Some(Role::Sources),
            ("facts.toml", _) => Some(Role::Facts),
            (_, Some("calendar")) => Some(Role::Calendar),
            (_, Some("national")) => Some(Role::National),
            (path, Some(folder)) if path.strip_prefix(folder) == Some("/rulebook.toml") => Some(Role::Place),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Sources,
    Facts,
    Calendar,
    National,
    Place,
}

/// All files, in the order of their paths.
pub(super) struct Documents<'a>(Vec<Document<'a>>);

impl<'a> Documents<'a> {
    pub fn sources(&self) -> Option<&Document<'a>> {
        self.of(Role::Sources).next()
    }

    pub fn facts(&self) -> Option<&Document<'a>> {
        self.of(Role::Facts).next()
    }

    pub fn calendar(&self) -> impl Iterator<Item = &Document<'a>> {
        self.of(Role::Calendar)
    }

    pub fn national(&self) -> impl Iterator<Item = &Document<'a>> {
        self.of(Role::National)
    }

    pub fn places(&self) -> impl Iterator<Item = &Document<'a>> {
        self.of(Role::Place)
    }

    fn of(&self, role: Role) -> impl Iterator<Item = &Document<'a>> {
        self.0.iter().filter(move |document| document.role() == Some(role))
    }
}

/// Parses every file.
pub(super) fn parse_each<'a>(faults: &Faults<'a>) -> Vec<Document<'a>> {
    let documents = faults.files().iter().enumerate().map(|(file, (path, text))| {
        let (root, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let at = error.span().map_or(0, |span| span.start);
            let wrong = format!("this is no toml: {}", error.message());
            faults.add(Spot { file, at }, wrong, "Correct the brackets, quotes or keys here");
        }
        Document { path, file, root: root.into_inner() }
    });
    documents.collect()
}

/// Parses every file and sees that none is missing and none is left over.
pub(super) fn parse<'a>(faults: &Faults<'a>) -> Documents<'a> {
    let documents = Documents(parse_each(faults));
    for name in ["sources.toml", "facts.toml"] {
        if !faults.files().iter().any(|(path, _)| *path == name) {
            faults.add_file(
                name,
                "this file is missing",
                "Add it: every rulebook needs sources and questions",
            );
        }
    }
    if documents.places().next().is_none() {
        let remedy = "Add a folder with a rulebook.toml, for example donghu/rulebook.toml";
        faults.add_file("rules", "there is no place's rulebook", remedy);
    }
    for document in documents.0.iter().filter(|document| document.role().is_none()) {
        let remedy = "Move it below national/ or calendar/, name it rulebook.toml, or delete it";
        faults.add(document.start(), "nothing reads this file", remedy);
    }
    documents
}
