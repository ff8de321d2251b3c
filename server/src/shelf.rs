//! The rulebooks and the calendar that this binary carries, and which of them an application is about.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::value::RawValue;
use yushen::application::Application;
use yushen::calendar::CalendarData;
use yushen::json::{InputError, InputErrors};
use yushen::progress::Case;
use yushen::review::CalendarVersion;
use yushen::rulebook::{Rulebook, RulebookError};
use yushen::sheet::Brief;
use yushen::text::Text;

use crate::rules::Written;
use crate::years;

/// A compiled text as it travels, plain and in brotli.
#[derive(Clone, Copy)]
pub struct Published {
    pub text: &'static str,
    /// Only of what the binary carries.
    pub brotli: Option<&'static [u8]>,
}

impl Published {
    /// Kept for as long as the process runs, like what the binary carries.
    fn kept(text: String) -> Published {
        Published { text: Box::leak(text.into_boxed_str()), brotli: None }
    }
}

/// What `build.rs` compiled from `core/rules`.
mod built {
    use super::Published;
    include!(concat!(env!("OUT_DIR"), "/shelf.rs"));
}

/// All rulebooks, read for use.
pub struct Shelf {
    pub volumes: Vec<Volume>,
    pub calendar: Published,
    pub calendar_version: CalendarVersion,
    pub calendar_data: CalendarData,
}

/// One rulebook, and the text that it was read from.
pub struct Volume {
    pub rulebook: Rulebook,
    pub published: Published,
}

/// What is on the shelf, as HTTP and the CLI list it.
#[derive(Serialize)]
pub struct Listing<'a> {
    pub rulebooks: Vec<Listed<'a>>,
    pub calendar: &'a CalendarVersion,
}

/// One rulebook of a [`Listing`].
#[derive(Serialize)]
pub struct Listed<'a> {
    pub id: &'a str,
    pub name: &'a Text,
    pub place: &'a Text,
    pub hash: &'a str,
}

impl<'a> Listed<'a> {
    fn of(volume: &'a Volume) -> Listed<'a> {
        let Rulebook { law, .. } = &volume.rulebook;
        Listed { id: &law.id, name: &law.name, place: &law.place, hash: &volume.rulebook.version().hash }
    }
}

impl Shelf {
    /// Reads a folder of rules, checked and not proven, or what the binary carries; with the years of these files in the
    /// calendar.
    pub fn of(rules: Option<&Path>, years: &[PathBuf]) -> Result<Shelf, Box<dyn Error>> {
        let Some(folder) = rules else { return Shelf::read(built::RULEBOOKS, built::CALENDAR, years) };
        let built = Written::read(Some(folder))?.check()?.built;
        let rulebooks: Vec<Published> =
            built.rulebooks.into_iter().map(|(_, text)| Published::kept(text)).collect();
        Shelf::read(&rulebooks, Published::kept(built.calendar), years)
    }

    fn read(
        rulebooks: &[Published],
        calendar: Published,
        years: &[PathBuf],
    ) -> Result<Shelf, Box<dyn Error>> {
        let calendar = match years {
            [] => calendar,
            years => Published::kept(years::added(calendar.text, years)?),
        };
        let read = |published: &Published| {
            let rulebook = Rulebook::read(published.text, calendar.text)?;
            Ok(Volume { rulebook, published: *published })
        };
        Ok(Shelf {
            volumes: rulebooks.iter().map(read).collect::<Result<_, RulebookError>>()?,
            calendar,
            calendar_version: CalendarVersion { hash: yushen::rulebook::hash(calendar.text) },
            calendar_data: CalendarData::read(calendar.text)?,
        })
    }

    pub fn listing(&self) -> Listing<'_> {
        Listing { rulebooks: self.volumes.iter().map(Listed::of).collect(), calendar: &self.calendar_version }
    }

    pub fn volume(&self, id: &str) -> Option<&Volume> {
        self.volumes.iter().find(|volume| volume.rulebook.law.id == id)
    }

    /// The rulebook of that id; the error stands at `pointer` and names those that exist.
    pub fn rulebook(&self, id: &str, pointer: &str) -> Result<&Rulebook, InputErrors> {
        self.volume(id).map(|volume| &volume.rulebook).ok_or_else(|| {
            let known = self.ids();
            let text = Text::new(
                format!("没有“{id}”这个规则包。现有：{known}。请改用其中一个。"),
                format!("There is no rulebook {id:?}. There are: {known}. Use one of them."),
            );
            InputError::new(pointer, "unknown-rulebook", text).into()
        })
    }

    /// An application, read against the chosen rulebook or the one that it names.
    pub fn application<'s>(
        &'s self,
        text: &str,
        chosen: Option<&'s Rulebook>,
    ) -> Result<(&'s Rulebook, Application), InputErrors> {
        let rulebook = chosen.map_or_else(|| self.named_in(text, ""), Ok)?;
        Ok((rulebook, Application::read(rulebook, text)?))
    }

    /// `{ application, events }`, read against the chosen rulebook or the one that the application names.
    pub fn case<'s>(
        &'s self,
        text: &str,
        chosen: Option<&'s Rulebook>,
    ) -> Result<(&'s Rulebook, Case), InputErrors> {
        let rulebook = self.of_member(text, chosen)?;
        Ok((rulebook, Case::read(rulebook, text)?))
    }

    /// `{ kind, application, earlier?, adds? }`, read against the chosen rulebook or the one that the application names.
    pub fn brief<'s>(
        &'s self,
        text: &str,
        chosen: Option<&'s Rulebook>,
    ) -> Result<(&'s Rulebook, Brief), InputErrors> {
        let rulebook = self.of_member(text, chosen)?;
        Ok((rulebook, Brief::read(rulebook, text)?))
    }

    /// The chosen rulebook, or the one that the member `application` names.
    fn of_member<'s>(
        &'s self,
        text: &str,
        chosen: Option<&'s Rulebook>,
    ) -> Result<&'s Rulebook, InputErrors> {
        match (chosen, members(text).get("application")) {
            (Some(rulebook), _) => Ok(rulebook),
            (None, Some(application)) => self.named_in(application.get(), "/application"),
            (None, None) => self.any(),
        }
    }

    /// The rulebook that an application names. One that is no object is left to the reader, which says so.
    fn named_in(&self, application: &str, at: &str) -> Result<&Rulebook, InputErrors> {
        if !application.trim_start().starts_with('{') {
            return self.any();
        }
        let pointer = format!("{at}/rulebook");
        match members(application).get("rulebook").map(|named| serde_json::from_str::<String>(named.get())) {
            Some(Ok(id)) => self.rulebook(&id, &pointer),
            // The type, or the whole text, is wrong: any reader says so.
            Some(Err(_)) => self.any(),
            None if serde_json::from_str::<&RawValue>(application).is_err() => self.any(),
            None => {
                let known = self.ids();
                let text = Text::new(
                    format!("请写明用哪个规则包（rulebook）。现有：{known}。"),
                    format!("Say which rulebook to use (rulebook). There are: {known}."),
                );
                Err(InputError::new(pointer, "missing", text).into())
            }
        }
    }

    /// The regions that have days off of their own, or a rulebook.
    pub fn regions(&self) -> Vec<&str> {
        let holidays = self.calendar_data.years.iter().flat_map(|year| &year.holidays);
        let regional = holidays.filter_map(|holiday| holiday.region.as_deref());
        let places = self.volumes.iter().map(|volume| volume.rulebook.law.region.as_str());
        let regions: BTreeSet<&str> = regional.chain(places).collect();
        regions.into_iter().collect()
    }

    /// Any rulebook, for a question that is about none.
    pub fn any(&self) -> Result<&Rulebook, InputErrors> {
        let first = self.volumes.first().map(|volume| &volume.rulebook);
        first.ok_or_else(|| {
            let text = Text::new(
                "这个程序里没有规则包。请换一个版本。",
                "This program carries no rulebook. Use another build.",
            );
            InputError::new("", "unknown-rulebook", text).into()
        })
    }

    /// The ids on the shelf, for a sentence that names them.
    pub fn ids(&self) -> String {
        let ids: Vec<&str> = self.volumes.iter().map(|volume| volume.rulebook.law.id.as_str()).collect();
        ids.join(", ")
    }
}

/// The members of an object, each as it was written; none where the text is no object.
pub fn members(text: &str) -> BTreeMap<String, &RawValue> {
    serde_json::from_str(text).unwrap_or_default()
}
