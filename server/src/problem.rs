//! A failure as a response (RFC 9457). There is no other way from a failure to a response.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use yushen::json::{InputError, InputErrors, Unwritable};
use yushen::text::Text;

use crate::paper::PdfError;
use crate::store::StoreError;

/// What went wrong, and what to do about it, in both languages.
#[derive(Debug)]
pub struct Problem(Box<Document>);

/// The body: the members of RFC 9457, and beside the plain strings the same in each language.
#[derive(Debug, Serialize)]
struct Document {
    #[serde(rename = "type")]
    kind: String,
    title: String,
    #[serde(serialize_with = "number")]
    status: StatusCode,
    detail: String,
    /// Permanent name of the kind of problem.
    code: &'static str,
    titles: Text,
    details: Text,
    errors: Vec<InputError>,
    /// The review that stands in the way of filing.
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<Box<RawValue>>,
}

fn number<S: Serializer>(status: &StatusCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u16(status.as_u16())
}

impl Problem {
    /// The input is no application, no case, no question.
    pub fn input(errors: InputErrors) -> Problem {
        let broken = errors.errors.iter().any(|error| error.code == "not-json");
        let (status, code, title) = if broken {
            (StatusCode::BAD_REQUEST, "not-json", Text::new("不是 JSON", "Not JSON"))
        } else {
            (StatusCode::UNPROCESSABLE_ENTITY, "input", Text::new("内容有误", "Something in it is wrong"))
        };
        Problem::new(status, code, title, CORRECT).with_errors(errors.errors)
    }

    pub fn not_utf8() -> Problem {
        let title = Text::new("不是 UTF-8 文字", "Not UTF-8 text");
        let detail = (
            "请求里的文字不是 UTF-8 编码。请用 UTF-8 保存后再提交一次。",
            "The text of the request is not UTF-8. Save it as UTF-8 and send it again.",
        );
        Problem::new(StatusCode::BAD_REQUEST, "not-utf8", title, detail)
    }

    pub fn cut_off() -> Problem {
        let title = Text::new("没有收全", "Cut off");
        let detail =
            ("请求没有传完就断了。请再提交一次。", "The request broke off before its end. Send it again.");
        Problem::new(StatusCode::BAD_REQUEST, "cut-off", title, detail)
    }

    pub fn too_slow() -> Problem {
        let title = Text::new("传得太慢", "Too slow");
        let detail = (
            "请求没有在限定时间内传完。请检查网络后再提交一次。",
            "The request did not arrive in time. Check the network and send it again.",
        );
        Problem::new(StatusCode::REQUEST_TIMEOUT, "too-slow", title, detail)
    }

    pub fn too_large() -> Problem {
        let title = Text::new("内容太大", "Too large");
        let detail = (
            "请求超过 1 MB。一份申请只有几十 KB，请检查数据是怎么生成的。",
            "The request is larger than 1 MB. An application has some tens of kB; check what produced it.",
        );
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", title, detail)
    }

    pub fn not_json_type() -> Problem {
        let title = Text::new("类型不对", "Wrong media type");
        let detail = (
            "这里只接收 JSON。请把 Content-Type 写成 application/json。",
            "Only JSON is taken here. Send it with Content-Type: application/json.",
        );
        Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-json-type", title, detail)
    }

    pub fn no_form() -> Problem {
        let title = Text::new("没有这种格式", "No such form");
        let detail = (
            "这里只有 application/json、text/html 和 application/pdf。请在 Accept 里写其中一种。",
            "This comes as application/json, text/html or application/pdf. Name one of them in Accept.",
        );
        Problem::new(StatusCode::NOT_ACCEPTABLE, "no-form", title, detail)
    }

    pub fn no_language() -> Problem {
        let text = Text::new("语言只有 zh 和 en。请改写 lang。", "The languages are zh and en. Change lang.");
        Problem::input(InputError::new("", "no-language", text).into())
    }

    /// The binary was built without the font.
    pub fn no_font() -> Problem {
        let title = Text::new("不能出 PDF", "No PDF");
        let detail = (
            "这个程序构建时没有字体，不能出 PDF。请在项目文件夹里运行 npm ci，再重新构建（make run）；或者改要 text/html。",
            "This program was built without the font that a PDF needs. Run `npm ci` in the project's folder and build again (make run), or ask for text/html.",
        );
        Problem::new(StatusCode::NOT_IMPLEMENTED, "no-font", title, detail)
    }

    pub fn no_page() -> Problem {
        let title = Text::new("没有这个地址", "Not found");
        let detail = ("这个地址下没有内容。请检查网址。", "There is nothing at this address. Check it.");
        Problem::new(StatusCode::NOT_FOUND, "not-found", title, detail)
    }

    pub fn no_rulebook(known: &str) -> Problem {
        let detail = (
            format!("没有这个规则包。现有：{known}。请改用其中一个。"),
            format!("There is no such rulebook. There are: {known}. Use one of them."),
        );
        let title = Text::new("没有这个规则包", "No such rulebook");
        Problem::new(StatusCode::NOT_FOUND, "unknown-rulebook", title, detail)
    }

    pub fn wrong_method() -> Problem {
        let title = Text::new("方法不对", "Method not allowed");
        let detail = (
            "这个地址不接受这种方法。可用的方法写在 Allow 里。",
            "This address does not take this method. Allow names those that it takes.",
        );
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, "wrong-method", title, detail)
    }

    pub fn no_key() -> Problem {
        let title = Text::new("缺少密钥", "The key is missing");
        let detail = (
            "请在请求头 Authorization 里写 Bearer 和提交时的密钥。",
            "Send the header Authorization: Bearer and the key of the submission.",
        );
        Problem::new(StatusCode::UNAUTHORIZED, "no-key", title, detail)
    }

    pub fn weak_key() -> Problem {
        let text = Text::new(
            "密钥太短或太长。请用至少 128 位的随机数，写成 22 到 512 个字符。",
            "The key is too short or too long. Use at least 128 random bits, written in 22 to 512 characters.",
        );
        Problem::input(InputError::new("", "weak-key", text).into())
    }

    pub fn no_uuid() -> Problem {
        let text = Text::new(
            "编号不是 UUID。请用 8-4-4-4-12 位十六进制的编号，例如 crypto.randomUUID() 给出的。",
            "The id is no UUID. Use one of 8-4-4-4-12 hexadecimal digits, as crypto.randomUUID() gives.",
        );
        Problem::input(InputError::new("", "no-uuid", text).into())
    }

    /// The same words for an unknown id and for a wrong key: nobody learns which ids exist.
    pub fn no_submission() -> Problem {
        let title = Text::new("没有找到", "Not found");
        let detail = (
            "没有这个编号的提交，或者密钥不对。请核对回执上的编号和密钥。",
            "There is no submission of this id, or the key is not its key. Compare both with the receipt.",
        );
        Problem::new(StatusCode::NOT_FOUND, "no-submission", title, detail)
    }

    pub fn other_body() -> Problem {
        let title = Text::new("编号已经用过", "The id is taken");
        let detail = (
            "这个编号已经用于另一份内容或另一个密钥，这次的内容没有保存。要改已经提交的，请用修改；新的提交请换一个编号。",
            "This id already stands for other content or another key; nothing was stored now. Amend what was submitted, or take a new id for a new submission.",
        );
        Problem::new(StatusCode::CONFLICT, "other-body", title, detail)
    }

    /// The application of the submission tells of no such file.
    pub fn not_told_of() -> Problem {
        let title = Text::new("申请里没有这个文件", "Not a file of the application");
        let detail = (
            "这份申请里没有这个 SHA-256 的文件。请先修改申请，写上这个文件，再传。",
            "The application tells of no file with this SHA-256. Amend it so that it tells of the file, then send it.",
        );
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "not-told-of", title, detail)
    }

    /// What was received is not what was told of, or not what is taken.
    pub fn file_refused(errors: Vec<InputError>) -> Problem {
        let title = Text::new("文件没有收下", "The file was not taken");
        let detail = (
            "收到的文件和申请里写的不一样，或者不符合要求，没有保存。请按 errors 里的说明改正。",
            "What was received is not as the application says, or not as it has to be; nothing was stored. Correct each point that errors names.",
        );
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "file-refused", title, detail).with_errors(errors)
    }

    pub fn file_too_large(most: u64) -> Problem {
        let detail = (
            format!("文件超过 {} MB，没有保存。请压缩，或分成几个文件。", most >> 20),
            format!(
                "More than {} MB; nothing was stored. Compress the file, or split it into several.",
                most >> 20
            ),
        );
        let title = Text::new("文件太大", "The file is too large");
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "file-too-large", title, detail)
    }

    pub fn no_file() -> Problem {
        let title = Text::new("没有这个文件", "No such file");
        let detail = (
            "这份提交里还没有存下这个文件。请先把它传上来。",
            "This submission has no such file stored. Send it first.",
        );
        Problem::new(StatusCode::NOT_FOUND, "no-file", title, detail)
    }

    /// The disk did not take a file, or does not give it back; sending it again is safe.
    #[allow(clippy::needless_pass_by_value, reason = "it stands where a result's error is turned")]
    pub fn not_kept(error: std::io::Error) -> Problem {
        eprintln!("yushen: a file cannot be kept or read: {error}");
        let title = Text::new("没有确认保存", "Not known to be stored");
        let detail = (
            "暂时不能读写文件。请稍后再传一次，不会重复。",
            "Files cannot be kept or read at the moment. Send it again later; it is stored once.",
        );
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "not-kept", title, detail)
    }

    pub fn already_withdrawn() -> Problem {
        let title = Text::new("已经撤回", "Already withdrawn");
        let detail = (
            "这份提交已经撤回，不能再改。需要时请重新提交一份。",
            "This submission was withdrawn and cannot be changed any more. Make a new one if you need it.",
        );
        Problem::new(StatusCode::CONFLICT, "already-withdrawn", title, detail)
    }

    pub fn not_yours() -> Problem {
        let title = Text::new("这一步不由您记录", "Not yours to record");
        let detail = (
            "申请人可以修改、撤回；告知、受理、不予受理由窗口用窗口的密钥记录。",
            "The applicant amends and withdraws; notices, acceptances and refusals are recorded by the office, with the office's key.",
        );
        Problem::new(StatusCode::FORBIDDEN, "not-yours", title, detail)
    }

    pub fn moved() -> Problem {
        let title = Text::new("刚刚有变化", "It has just changed");
        let detail = (
            "您看过以后，这份提交又有了变化，这一步没有记录。请重新看一遍再记录。",
            "The submission has changed since you looked, so nothing was recorded. Look at it again, then record.",
        );
        Problem::new(StatusCode::CONFLICT, "moved", title, detail)
    }

    pub fn nothing_to_correct() -> Problem {
        let title = Text::new("没有要告知的", "Nothing to tell");
        let detail = (
            "没有要补正的，应当受理（行政许可法第三十二条第一款第五项）。请记录 accepted。",
            "There is nothing to correct, so it has to be accepted (Administrative Licensing Law, article 32(5)). Record accepted.",
        );
        Problem::new(StatusCode::CONFLICT, "nothing-to-correct", title, detail)
    }

    /// A notice that tells what could have been told before.
    pub fn told_late(late: Vec<InputError>) -> Problem {
        let title = Text::new("此前就能告知", "Could have been told before");
        let detail = (
            "errors 里的各项在上次告知时就能看出来，补正只告知一次（行政许可法第三十二条第一款第四项）。请去掉它们；一定要告知的，请写明理由 reason，理由会存档。",
            "What errors lists could have been seen when the last notice was given, and corrections are told once (Administrative Licensing Law, article 32(4)). Leave it out; if it has to be told, give a reason, which is kept.",
        );
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "told-late", title, detail).with_errors(late)
    }

    /// An acceptance or a refusal that the rules do not bear out.
    pub fn unfounded(why: &Text) -> Problem {
        let title = Text::new("规则不支持", "Not borne out by the rules");
        let detail = (
            format!("{}一定要这样办的，请写明理由 reason，理由会存档。", why.zh),
            format!("{} If it has to be done, give a reason, which is kept.", why.en),
        );
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "unfounded", title, detail)
    }

    /// What the order of events makes impossible.
    pub fn out_of_order(why: &Text) -> Problem {
        let title = Text::new("与前面的记录对不上", "It does not follow from what is recorded");
        Problem::new(StatusCode::CONFLICT, "out-of-order", title, (why.zh.clone(), why.en.clone()))
    }

    pub fn ahead() -> Problem {
        let title = Text::new("还没有发生", "It has not happened yet");
        let detail = (
            "这一天还没有到，不能记录。请到那一天以后再记，或改日期。",
            "That day has not come yet, so it cannot be recorded. Record it when it has, or change the day.",
        );
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "ahead", title, detail)
    }

    /// Filed as it is, it would not be accepted, and the applicant has not said that they know.
    pub fn not_acknowledged(review: Box<RawValue>) -> Problem {
        let title = Text::new("还不齐", "Not complete yet");
        let detail = (
            "按现有资料还不能受理，原因见 review。请补齐后再提交；一定要现在提交的，请写上 \"acknowledged\": true，窗口会收下并一次性告知。",
            "As it stands it would not be accepted; review says why. Complete it, or send \"acknowledged\": true to file it as it is: the window takes it and tells everything to correct at once.",
        );
        let mut problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "not-acknowledged", title, detail);
        problem.0.review = Some(review);
        problem
    }

    pub fn not_ready(errors: Vec<InputError>) -> Problem {
        let title = Text::new("还不能服务", "Not ready");
        let detail = ("服务还没有准备好，原因见 errors。", "The service is not ready; errors says why.");
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "not-ready", title, detail).with_errors(errors)
    }

    /// A fault of ours. What it was is written to standard error, never to the response.
    pub fn fault(cause: &dyn std::fmt::Display) -> Problem {
        eprintln!("yushen: {cause}");
        let title = Text::new("程序出错", "Our fault");
        let detail = (
            "程序出错了，不是您的问题。请稍后再试；用同一个编号和密钥再提交，不会重复。",
            "Something broke on our side. Try again later; sending the same id and key again files nothing twice.",
        );
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "fault", title, detail)
    }

    fn new<T: Into<String>>(
        status: StatusCode,
        code: &'static str,
        titles: Text,
        (zh, en): (T, T),
    ) -> Problem {
        let details = Text::new(zh, en);
        Problem(Box::new(Document {
            kind: format!("urn:problem-type:yushen:{code}"),
            title: format!("{} {}", titles.zh, titles.en),
            status,
            detail: format!("{} {}", details.zh, details.en),
            code,
            titles,
            details,
            errors: Vec::new(),
            review: None,
        }))
    }

    fn with_errors(mut self, errors: Vec<InputError>) -> Problem {
        self.0.errors = errors;
        self
    }
}

const CORRECT: (&str, &str) = (
    "请按 errors 里的说明逐条改正，再提交一次。",
    "Correct each point that errors names, and send it again.",
);

impl From<InputErrors> for Problem {
    fn from(errors: InputErrors) -> Problem {
        Problem::input(errors)
    }
}

impl From<StoreError> for Problem {
    /// The applicant cannot know whether it was stored; sending it again is safe.
    fn from(error: StoreError) -> Problem {
        eprintln!("yushen: {error}");
        let title = Text::new("没有确认保存", "Not known to be stored");
        let detail = (
            "暂时不能读写数据库。请稍后用同一个编号和密钥再试，不会重复。",
            "The database cannot be used at the moment. Try again later with the same id and key; nothing is filed twice.",
        );
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "store", title, detail)
    }
}

impl From<PdfError> for Problem {
    fn from(error: PdfError) -> Problem {
        match error {
            PdfError::NoFont => Problem::no_font(),
            PdfError::Failed(_) => Problem::fault(&error),
        }
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Problem {
        Problem::fault(&error)
    }
}

impl From<Unwritable> for Problem {
    fn from(error: Unwritable) -> Problem {
        Problem::fault(&error)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.0.status;
        let body = serde_json::to_string(&self.0).unwrap_or_default();
        let kind = [(header::CONTENT_TYPE, "application/problem+json"), (header::CACHE_CONTROL, "no-store")];
        let mut response = (status, kind, body).into_response();
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
