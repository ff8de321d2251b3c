//! The command line. What a command prints for any answer is JSON and exit 0; for input that is none, exit 2.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use yushen::calendar::PeriodUnit;
use yushen::sheet::SheetKind;

use crate::share::read_base;

/// 预审：能不能办、缺什么、什么时候办结，依据哪一条。
/// Yushen: may I have this, what is missing, by when — and which article says so.
#[derive(Parser)]
#[command(name = "yushen", version, verbatim_doc_comment)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// 启动网页和接口 · Serve the pages and the API
    Serve(Serve),
    /// 预审一份申请 · Review an application
    Review(Ask),
    /// 怎么改才能办：最少的改动 · The smallest changes that would turn what is refused or lacking
    Remedies(Ask),
    /// 排出办理计划 · Plan the road ahead
    Plan(Plan),
    /// 看办到哪一步、谁的期限 · Tell where a case stands and which clocks run
    Progress(Progress),
    /// 写出文书和清单 · Write a notice, a receipt, an acceptance, a refusal or a checklist
    Sheet(Sheet),
    /// 从某天起若干天，哪天到期 · Count days to a due day
    Due(Due),
    /// 规则包 · The rulebooks
    #[command(subcommand)]
    Rules(Rules),
}

#[derive(Args)]
pub struct Serve {
    /// 监听地址 · Address and port; port 0 takes a free one
    #[arg(long, env = "YUSHEN_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDR:PORT")]
    pub listen: String,
    /// 数据文件夹 · Folder of the database
    #[arg(long, env = "YUSHEN_DATA", default_value = "./data", value_name = "DIR")]
    pub data: PathBuf,
    /// 对外的网址，写进文书的二维码；不写就用请求里的 Host · Where people reach the pages, for the QR codes; where
    /// absent, the Host of the request
    #[arg(long, env = "YUSHEN_PUBLIC_URL", value_name = "URL", value_parser = read_base)]
    pub public_url: Option<String>,
    /// 窗口的密钥，用来记录告知、受理、不予受理；不写就没有窗口 · The office's key, which records notices, acceptances and
    /// refusals; where absent there is no office
    #[arg(long, env = "YUSHEN_OFFICE_KEY", hide_env_values = true, value_name = "KEY")]
    pub office_key: Option<String>,
    #[command(flatten)]
    pub years: Years,
    /// 演示和测试用：把“今天”固定在这一天 · For demonstrations and tests: pin today to this day
    #[arg(long, hide = true, value_name = "DATE")]
    pub today: Option<String>,
}

#[derive(Args)]
pub struct Ask {
    /// 用哪个规则包，不写就用申请里写的 · Rulebook; where absent, the one that the application names
    #[arg(long, value_name = "ID")]
    pub rulebook: Option<String>,
    /// 用这个文件夹里的规则（检查过，没有证明），不写就用程序里的 · The rules of this folder (checked, not proven);
    /// where absent, the rules inside this program
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    #[command(flatten)]
    pub years: Years,
    /// 按哪一天，不写就是北京的今天 · On which day; where absent, today in Beijing
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// JSON 文件，- 是标准输入 · A JSON file; - is standard input
    pub file: PathBuf,
    #[command(flatten)]
    pub form: Form,
}

#[derive(Args)]
pub struct Plan {
    #[command(flatten)]
    pub ask: Ask,
    /// 从哪天开始；不写就从今天 · The day on which the road begins; where absent, the day of asking
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// 倒排：要在哪天前办结 · Count back from the day by which everything is to be decided
    #[arg(long, value_name = "DATE")]
    pub by: Option<String>,
    /// 递交这个事项前自己要多少个工作日（竣工后的第一个事项：工期），可写多次 · Your own working days before filing an item
    /// (before the first after the works: to build); may be given again
    #[arg(long, value_name = "ITEM=DAYS")]
    pub own: Vec<String>,
    /// 写成 iCalendar，放进日历 · As iCalendar, to take along in a calendar
    #[arg(long, conflicts_with = "text")]
    pub ics: bool,
}

#[derive(Args)]
pub struct Progress {
    #[command(flatten)]
    pub ask: Ask,
    /// 写成 iCalendar，放进日历 · As iCalendar, to take along in a calendar
    #[arg(long, conflicts_with = "text")]
    pub ics: bool,
}

#[derive(Args)]
pub struct Sheet {
    #[command(flatten)]
    pub ask: Ask,
    /// 哪一种；不写就用文件里的 kind，那时文件是 { kind, application, … } · Which paper; where absent, FILE names it:
    /// { kind, application, earlier?, adds? }. Where given, FILE may be an application alone
    #[arg(long, value_enum)]
    pub kind: Option<Kind>,
    /// 可以打印的网页或 PDF，不写就是 JSON · A page that prints, or a PDF; where absent JSON
    #[arg(long, value_enum, conflicts_with = "text")]
    pub format: Option<Printed>,
    /// 网页的网址，写进二维码；不写就没有二维码 · Where the pages are, for the QR code; where absent there is none
    #[arg(long, value_name = "URL", requires = "format", value_parser = read_base)]
    pub url: Option<String>,
    /// 写到哪个文件 · Into which file
    #[arg(long, value_name = "FILE", requires = "format")]
    pub out: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Printed {
    Html,
    Pdf,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Kind {
    Notice,
    Receipt,
    Acceptance,
    NonAcceptance,
    Promise,
    Checklist,
}

#[derive(Args)]
pub struct Due {
    /// 事情发生的那天，不计入 · The day of the event; it does not count
    #[arg(long, value_name = "DATE")]
    pub from: String,
    /// 多少天 · How many
    #[arg(long, value_name = "N")]
    pub days: u32,
    /// 不计入的时段，含两端，可写多次 · A span that does not count, both ends included; may be given again
    #[arg(long, value_name = "A..B")]
    pub paused: Vec<String>,
    /// 工作日、自然日、月或小时 · What N counts
    #[arg(long, value_enum, default_value = "working")]
    pub unit: CountedIn,
    /// 按小时计算时，事情发生的时刻 · Where N counts hours, the time of the event
    #[arg(long, value_name = "HH:MM")]
    pub at: Option<String>,
    /// 逐日列出：第几日，或为什么不计入 · List every day, with its number or why it does not count
    #[arg(long)]
    pub list: bool,
    /// 哪里的放假安排，不写就是全国的 · Whose regional days off; where absent, only the national ones
    #[arg(long, value_name = "REGION", conflicts_with = "rulebook")]
    pub region: Option<String>,
    /// 用这个规则包所在地的放假安排 · The days off of this rulebook's place
    #[arg(long, value_name = "ID")]
    pub rulebook: Option<String>,
    #[command(flatten)]
    pub years: Years,
    #[command(flatten)]
    pub form: Form,
}

/// Years of the calendar, beside those that this program carries.
#[derive(Args)]
pub struct Years {
    /// 加上或换掉某一年的放假安排：<年>.toml，或放着这些文件的文件夹；可写多次 · Add a year to the calendar, or put it in
    /// the place of its own: <year>.toml, or a folder of such files; may be given again
    #[arg(long = "calendar", env = "YUSHEN_CALENDAR", value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

#[derive(Subcommand)]
pub enum Rules {
    /// 检查规则写得对不对、全不全 · Check that the rules are written right and whole
    Check(Law),
    /// 证明规则对所有回答都成立 · Prove what has to hold of the rules for all answers
    Prove(Prove),
    /// 跑案例，并说出还没有案例的规则和界限 · Run the cases, and tell which rules and thresholds no case reaches
    Test(Test),
    /// 两套规则差在哪里、对谁有变化 · What changes from one law to another, and for whom
    Diff(Diff),
    /// 办事指南：每个地方、服务和事项 · A guide to each place, program and item
    Guide(Guide),
    /// 写出规则包和日历 · Write the compiled rulebooks and the calendar
    Build {
        /// 写到哪个文件夹 · Into which folder
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// 加上或换掉某一年的放假安排，可写多次 · Add or replace a year of the calendar; may be given again
        #[arg(long, value_name = "FILE")]
        calendar: Vec<PathBuf>,
        #[command(flatten)]
        form: Form,
    },
}

#[derive(Args)]
pub struct Prove {
    /// 规则包，不写就是全部 · Rulebooks; all where none is named
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    /// 每一条最多用多少节点 · How many nodes each obligation may take
    #[arg(long, value_name = "NODES")]
    pub budget: Option<usize>,
    /// 把反例写到哪个文件夹 · Write the witnesses, as cases, into this folder
    #[arg(long, value_name = "DIR")]
    pub witnesses: Option<PathBuf>,
    #[command(flatten)]
    pub law: Law,
}

/// The law that a command is about.
#[derive(Args)]
pub struct Law {
    /// 规则文件夹，不写就用程序里的 · A folder of rules; where absent, the rules inside this program
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    /// 用 JSON，不用文字 · In JSON instead of words
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Test {
    /// 规则包，不写就是全部 · Rulebooks; where absent, all
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    #[command(flatten)]
    pub law: Law,
    /// 案例文件夹，不写就用 tests/cases · A folder of cases; where absent, tests/cases
    #[arg(long, value_name = "DIR")]
    pub cases: Option<PathBuf>,
    /// 把缺的案例写到这里，请人确认 · Write the missing cases here, for a person to confirm
    #[arg(long, value_name = "DIR")]
    pub rows: Option<PathBuf>,
    /// 有规则没有案例也算不通过 · Fail also where something is not reached
    #[arg(long)]
    pub strict: bool,
}

#[derive(Args)]
pub struct Diff {
    /// 原来的规则文件夹，- 是程序里的；只写一个时是新的那个 · The folder of rules before; - for the rules inside this
    /// program. A single folder is the one after
    #[arg(value_name = "A")]
    pub before: String,
    /// 现在的规则文件夹 · The folder of rules after
    #[arg(value_name = "B")]
    pub after: Option<String>,
    /// 案例文件夹，不写就用 tests/cases（有的话）· A folder of cases; where absent, tests/cases if it is there
    #[arg(long, value_name = "DIR")]
    pub cases: Option<PathBuf>,
    /// 服务的数据文件夹，只读 · The data folder of a server; only read
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// 存下的申请按哪一天，不写就是北京的今天 · On which day for stored applications; where absent, today in Beijing
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// 用 JSON，不用文字 · In JSON instead of words
    #[arg(long)]
    pub json: bool,
    /// 文字用哪种语言，不写就两种 · The language of the words; where absent, both
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
}

#[derive(Args)]
pub struct Guide {
    /// 规则包、服务或事项，不写就是全部 · Rulebooks, programs or items; where absent, all
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    /// 规则文件夹，不写就用程序里的 · A folder of rules; where absent, the rules inside this program
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    /// 哪一天有效的规定，不写就是各个时期的都写 · The law in force on this day; where absent, all its versions
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// 写成文件，放到这里 · Write files, into this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// 不写就是 Markdown；写成文件时两种都写 · Where absent Markdown; into files, both
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// 不写就是中文；写成文件时两种都写 · Where absent Chinese; into files, both
    #[arg(long, value_enum)]
    pub lang: Option<Lang>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Md,
    Html,
}

/// JSON, or words.
#[derive(Args, Clone, Copy)]
pub struct Form {
    /// 用文字，不用 JSON · In words instead of JSON
    #[arg(long)]
    pub text: bool,
    /// 文字用哪种语言 · The language of the words
    #[arg(long, value_enum, default_value = "zh")]
    pub lang: Lang,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    Zh,
    En,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum CountedIn {
    Working,
    Calendar,
    Months,
    Hours,
}

impl From<Lang> for yushen::authoring::words::Lang {
    fn from(lang: Lang) -> yushen::authoring::words::Lang {
        match lang {
            Lang::Zh => yushen::authoring::words::Lang::Zh,
            Lang::En => yushen::authoring::words::Lang::En,
        }
    }
}

impl From<Kind> for SheetKind {
    fn from(kind: Kind) -> SheetKind {
        match kind {
            Kind::Notice => SheetKind::Notice,
            Kind::Receipt => SheetKind::Receipt,
            Kind::Acceptance => SheetKind::Acceptance,
            Kind::NonAcceptance => SheetKind::NonAcceptance,
            Kind::Promise => SheetKind::Promise,
            Kind::Checklist => SheetKind::Checklist,
        }
    }
}

impl From<CountedIn> for PeriodUnit {
    fn from(counted: CountedIn) -> PeriodUnit {
        match counted {
            CountedIn::Working => PeriodUnit::Working,
            CountedIn::Calendar => PeriodUnit::Calendar,
            CountedIn::Months => PeriodUnit::Months,
            CountedIn::Hours => PeriodUnit::Hours,
        }
    }
}
