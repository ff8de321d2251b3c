//! Questions on the command line: read the file, ask core, print the answer.

use std::error::Error;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use clap::Parser;
use clap::error::ErrorKind;
use serde::Serialize;
use serde_json::{Value, json};
use yushen::agenda;
use yushen::calendar::{Calendar, Day, Period, PeriodUnit, due};
use yushen::json::{InputError, InputErrors};
use yushen::plan::{Aim, plan};
use yushen::progress::progress;
use yushen::remedies::remedies;
use yushen::review::review;
use yushen::rulebook::Rulebook;
use yushen::sheet::{SheetKind, sheet};
use yushen::text::Text;

use crate::body::no_day;
use crate::cli::{Cli, Command, Due, Form, Plan, Printed, Progress, Rules, Serve, Sheet};
use crate::request::KEY_LENGTH;
use crate::serve::serve;
use crate::shelf::{Shelf, members};
use crate::today::Clock;
use crate::{ics, paper, readable, rules, share};

/// Exit 0 for any answer, 2 for input that is none (with the errors as JSON), 1 where the machine fails or the law
/// does.
pub fn main() -> ExitCode {
    let asked = match Cli::try_parse() {
        Ok(cli) => answer(cli.command),
        Err(usage) if matches!(usage.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            let _ = usage.print();
            return ExitCode::SUCCESS;
        }
        Err(usage) => {
            let _ = usage.print();
            Err(wrong_usage(&usage).into())
        }
    };
    let error = match asked {
        Ok(code) => return code,
        Err(error) => error,
    };
    match error.downcast::<InputErrors>() {
        Ok(errors) => {
            let _ = print(&errors);
            ExitCode::from(2)
        }
        Err(error) => {
            eprintln!("yushen: {error}");
            ExitCode::FAILURE
        }
    }
}

fn answer(command: Command) -> Result<ExitCode, Box<dyn Error>> {
    match command {
        Command::Rules(asked) => return rules(asked),
        Command::Serve(asked) => start(&asked),
        Command::Review(asked) => {
            let shelf = Shelf::of(asked.rules.as_deref(), &asked.years.files)?;
            let on = on(asked.on.as_deref())?;
            let chosen = chosen(&shelf, asked.rulebook.as_deref())?;
            let (rulebook, application) = shelf.application(&read(&asked.file)?, chosen)?;
            let answer = review(rulebook, &application, on);
            tell(asked.form, &answer, |lang| readable::review(&rulebook.law, &answer, lang))
        }
        Command::Remedies(asked) => {
            let shelf = Shelf::of(asked.rules.as_deref(), &asked.years.files)?;
            let on = on(asked.on.as_deref())?;
            let chosen = chosen(&shelf, asked.rulebook.as_deref())?;
            let (rulebook, application) = shelf.application(&read(&asked.file)?, chosen)?;
            let answer = remedies(rulebook, &application, on);
            tell(asked.form, &answer, |lang| readable::remedies(&rulebook.law, &answer, lang))
        }
        Command::Plan(asked) => road(&asked),
        Command::Progress(asked) => stand(&asked),
        Command::Sheet(asked) => put_on_paper(&asked),
        Command::Due(asked) => count(&asked),
    }?;
    Ok(ExitCode::SUCCESS)
}

fn rules(asked: Rules) -> Result<ExitCode, Box<dyn Error>> {
    match asked {
        Rules::Check(law) => rules::check::check(&law),
        Rules::Prove(asked) => rules::prove::prove(&asked),
        Rules::Test(asked) => rules::test::test(&asked),
        Rules::Diff(asked) => rules::diff::diff(&asked),
        Rules::Guide(asked) => rules::guide::guide(&asked),
        Rules::Build { out, calendar, form } => {
            write_rules(&out, &calendar, form).map(|()| ExitCode::SUCCESS)
        }
    }
}

fn start(asked: &Serve) -> Result<(), Box<dyn Error>> {
    let pinned = asked.today.as_deref().map(|today| day("--today", today)).transpose()?;
    let office = asked.office_key.as_deref().map(office_key).transpose()?;
    let shelf = Shelf::of(None, &asked.years.files)?;
    serve(&asked.listen, &asked.data, shelf, Clock { pinned }, asked.public_url.clone(), office)
}

/// Only its hash is kept in memory.
fn office_key(key: &str) -> Result<String, InputErrors> {
    if KEY_LENGTH.contains(&key.len()) {
        return Ok(yushen::rulebook::hash(key));
    }
    let zh = "--office-key 太短或太长。请用至少 128 位的随机数，写成 22 到 512 个字符。";
    let en = "--office-key is too short or too long. Use at least 128 random bits, written in 22 to 512 characters.";
    Err(wrong("weak-key", zh.to_owned(), en.to_owned()))
}

fn road(wanted: &Plan) -> Result<(), Box<dyn Error>> {
    let asked = &wanted.ask;
    let shelf = Shelf::of(asked.rules.as_deref(), &asked.years.files)?;
    let on = on(asked.on.as_deref())?;
    let chosen = chosen(&shelf, asked.rulebook.as_deref())?;
    let (rulebook, application) = shelf.application(&read(&asked.file)?, chosen)?;
    let aim = Aim::read(rulebook, &aim(wanted)?)?;
    let answer = plan(rulebook, &application, on, &aim);
    if wanted.ics {
        let entries = agenda::of_plan(rulebook, &answer);
        return written(&ics::text(&entries, on, asked.form.lang));
    }
    let columns = readable::columns(env::var("COLUMNS").ok().as_deref());
    tell(asked.form, &answer, |lang| readable::plan(&rulebook.law, &answer, lang, columns))
}

/// What is asked beside the application, as the other surfaces send it.
fn aim(wanted: &Plan) -> Result<String, Box<dyn Error>> {
    let from = wanted.from.as_deref().map(|from| day("--from", from)).transpose()?;
    let by = wanted.by.as_deref().map(|by| day("--by", by)).transpose()?;
    let own: Vec<serde_json::Value> = wanted.own.iter().map(|own| own_time(own)).collect::<Result<_, _>>()?;
    Ok(serde_json::json!({ "from": from, "by": by, "own": own }).to_string())
}

fn own_time(own: &str) -> Result<serde_json::Value, InputErrors> {
    let read = own.split_once('=').and_then(|(item, days)| Some((item, days.parse::<u32>().ok()?)));
    let (item, days) = read.ok_or_else(|| {
        let zh = format!("--own {own}：要写成 事项=工作日数，例如 construction-planning-permit=30。");
        let en = format!("--own {own}: write ITEM=DAYS, for example construction-planning-permit=30.");
        wrong("no-own-time", zh, en)
    })?;
    Ok(serde_json::json!({ "item": item, "days": days }))
}

fn stand(Progress { ask: asked, ics }: &Progress) -> Result<(), Box<dyn Error>> {
    let shelf = Shelf::of(asked.rules.as_deref(), &asked.years.files)?;
    let on = on(asked.on.as_deref())?;
    let chosen = chosen(&shelf, asked.rulebook.as_deref())?;
    let (rulebook, case) = shelf.case(&read(&asked.file)?, chosen)?;
    let answer = progress(rulebook, &case, on);
    if *ics {
        let entries = agenda::of_progress(rulebook, &answer);
        return written(&ics::text(&entries, on, asked.form.lang));
    }
    tell(asked.form, &answer, |lang| readable::progress(&rulebook.law, &answer, lang))
}

fn put_on_paper(wanted: &Sheet) -> Result<(), Box<dyn Error>> {
    let Sheet { ask: asked, kind, .. } = wanted;
    let shelf = Shelf::of(asked.rules.as_deref(), &asked.years.files)?;
    let on = on(asked.on.as_deref())?;
    let chosen = chosen(&shelf, asked.rulebook.as_deref())?;
    let text = read(&asked.file)?;
    let text = kind.map_or(Ok(text.clone()), |kind| brief(&text, kind.into()))?;
    let (rulebook, brief) = shelf.brief(&text, chosen)?;
    let answer = sheet(rulebook, &brief, on);
    if let Some(printed) = wanted.format {
        let link = wanted.url.as_deref().map(|base| share::url(base, &brief.application));
        return print_sheet(wanted, &answer, printed, link.as_deref());
    }
    tell(asked.form, &answer, |lang| readable::sheet(&answer, lang))
}

/// To the file that is named, else to standard output.
fn print_sheet(
    wanted: &Sheet,
    answer: &yushen::sheet::Sheet<'_>,
    printed: Printed,
    link: Option<&str>,
) -> Result<(), Box<dyn Error>> {
    let lang = wanted.ask.form.lang;
    let bytes = match printed {
        Printed::Html => paper::html(answer, lang, link).into_bytes(),
        Printed::Pdf => paper::pdf(answer, lang, link)?,
    };
    match &wanted.out {
        Some(out) => fs::write(out, bytes)?,
        None => io::stdout().write_all(&bytes)?,
    }
    Ok(())
}

/// The brief for a paper of this kind; what has no member `application` is the application itself.
fn brief(text: &str, kind: SheetKind) -> Result<String, Box<dyn Error>> {
    let kind = serde_json::to_string(&kind)?;
    let inner = text.trim().strip_prefix('{').filter(|_| members(text).contains_key("application"));
    Ok(match inner {
        Some(inner) => format!(r#"{{"kind":{kind},{inner}"#),
        None => format!(r#"{{"kind":{kind},"application":{text}}}"#),
    })
}

fn count(asked: &Due) -> Result<(), Box<dyn Error>> {
    let shelf = Shelf::of(None, &asked.years.files)?;
    let region = region(&shelf, asked)?;
    let rulebook = chosen(&shelf, asked.rulebook.as_deref())?.map_or_else(|| shelf.any(), Ok)?;
    let period = Period::read(rulebook, &period(asked).to_string())?;
    let answer = due(&Calendar::new(&shelf.calendar_data, &region), &period);
    tell(asked.form, &answer, |lang| readable::due(&rulebook.law, &answer, lang))
}

/// The question as the other surfaces are asked it, so that one reader reads it.
fn period(asked: &Due) -> Value {
    let span = |span: &String| {
        let (from, to) = span.split_once("..").unwrap_or((span, span));
        json!({ "from": from, "to": to })
    };
    let paused: Vec<Value> = asked.paused.iter().map(span).collect();
    let unit: PeriodUnit = asked.unit.into();
    let mut period =
        json!({ "from": asked.from, "days": asked.days, "unit": unit, "paused": paused, "list": asked.list });
    if let (Some(at), Some(members)) = (&asked.at, period.as_object_mut()) {
        members.insert("at".to_owned(), json!(at));
    }
    period
}

/// Whose days off count; an empty name stands for the nation's alone.
fn region(shelf: &Shelf, asked: &Due) -> Result<String, InputErrors> {
    if let Some(id) = &asked.rulebook {
        return Ok(shelf.rulebook(id, "")?.law.region.clone());
    }
    let Some(region) = &asked.region else { return Ok(String::new()) };
    let known = shelf.regions();
    if known.contains(&region.as_str()) {
        return Ok(region.clone());
    }
    let known = known.join(", ");
    let zh = format!("没有“{region}”的放假安排。现有：{known}；不写就是全国的。");
    let en = format!(
        "No days off are known for {region:?}. There are: {known}; without --region the national ones."
    );
    Err(wrong("unknown-region", zh, en))
}

/// What `rules build` wrote.
#[derive(Serialize)]
struct Written<'a> {
    rulebooks: Vec<WrittenFile<'a>>,
    calendar: WrittenFile<'a>,
}

#[derive(Serialize)]
struct WrittenFile<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    hash: &'a str,
    file: String,
}

fn write_rules(out: &Path, years: &[PathBuf], form: Form) -> Result<(), Box<dyn Error>> {
    let shelf = Shelf::of(None, years)?;
    fs::create_dir_all(out)?;
    let mut rulebooks = Vec::new();
    for volume in &shelf.volumes {
        let version = &volume.rulebook.version();
        let file = format!("{}.json", version.id);
        fs::write(out.join(&file), volume.published.text)?;
        rulebooks.push(WrittenFile { id: Some(&version.id), hash: &version.hash, file });
    }
    let file = "calendar.json".to_owned();
    fs::write(out.join(&file), shelf.calendar.text)?;
    let calendar = WrittenFile { id: None, hash: &shelf.calendar_version.hash, file };
    let written = Written { rulebooks, calendar };
    tell(form, &written, |_| {
        let files = written.rulebooks.iter().chain([&written.calendar]);
        files.map(|file| format!("{}  {}\n", file.hash, file.file)).collect()
    })
}

fn chosen<'s>(shelf: &'s Shelf, id: Option<&str>) -> Result<Option<&'s Rulebook>, InputErrors> {
    id.map(|id| shelf.rulebook(id, "")).transpose()
}

pub fn on(given: Option<&str>) -> Result<Day, InputErrors> {
    given.map_or_else(|| Ok(Clock::default().now().on), |text| day("--on", text))
}

pub fn day(option: &str, text: &str) -> Result<Day, InputErrors> {
    Day::read(text).ok_or_else(|| {
        let InputError { zh, en, code, .. } = no_day("");
        wrong(&code, format!("{option} {text}：{zh}"), format!("{option} {text}: {en}"))
    })
}

fn read(file: &Path) -> Result<String, InputErrors> {
    let bytes = if file == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(file)
    };
    let name = file.display();
    let bytes = bytes.map_err(|error| {
        let zh = format!("打不开文件 {name}。请检查路径和权限。");
        wrong(
            "unreadable-file",
            zh,
            format!("The file {name} cannot be read ({error}). Check the path and its permissions."),
        )
    })?;
    let text = String::from_utf8(bytes).map_err(|_| {
        let zh = format!("文件 {name} 不是 UTF-8 编码。请用 UTF-8 保存后再试。");
        wrong("not-utf8", zh, format!("The file {name} is not UTF-8. Save it as UTF-8 and try again."))
    })?;
    // Editors on Windows put a mark of three bytes before UTF-8.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn wrong_usage(usage: &clap::Error) -> InputErrors {
    let asked: Vec<String> = env::args().skip(1).collect();
    let first = usage.to_string();
    let first = first.lines().next().unwrap_or_default().trim_start_matches("error: ");
    wrong(
        "usage",
        format!("命令写得不对：yushen {}。请看 yushen --help。", asked.join(" ")),
        format!("The command is not right: {first}. See yushen --help."),
    )
}

pub fn wrong(code: &str, zh: String, en: String) -> InputErrors {
    InputError::new("", code, Text::new(zh, en)).into()
}

fn tell(
    form: Form,
    answer: &impl Serialize,
    words: impl FnOnce(crate::cli::Lang) -> String,
) -> Result<(), Box<dyn Error>> {
    if form.text { written(&words(form.lang)) } else { print(answer) }
}

pub fn print(answer: &impl Serialize) -> Result<(), Box<dyn Error>> {
    written(&(yushen::json::write(answer)? + "\n"))
}

/// Prints a text. A reader that has seen enough (`| head`) is no error.
pub fn written(text: &str) -> Result<(), Box<dyn Error>> {
    match io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}
