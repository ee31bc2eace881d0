//! The border to JavaScript: converts types and nothing else. Requests cross it as one JSON text with the parts of their
//! inputs beside it, answers as one JSON text, of a report with the checks of its paths beside it: all that measures faster and
//! smaller than values converted one by one.

use wasm_bindgen::prelude::*;

use crate::json::{Json, Object};
use crate::signature::{Answered, Task, TaskId, for_platform, verify};
use crate::text::{to_ascii_json, to_json};
use crate::{
    Check, Data, Error, ErrorCode, Hostname, Outcome, Part, Purpose, Report, RequestPolicy,
    Revocation, Run, Span, Standing, StoreChoice, StoreName, Time, TimeRange, Tls,
    ValidationRequest,
};

/// The engine and the data that it was given.
#[wasm_bindgen]
#[derive(Default)]
pub struct Engine {
    data: Data,
    loads: u32,
}

#[wasm_bindgen]
impl Engine {
    /// An engine without data.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in a data file; `name` is what it must hold, as [`crate::data::DataName::id`] has it: a store's name, `public-suffix-list`, `ct-logs`, `onecrl`
    /// or `firefox-intermediates`.
    pub fn load(&mut self, name: &str, bytes: &[u8]) -> Result<(), JsValue> {
        let wrong = |problem: String| {
            let message =
                format!("The data given for the store \"{name}\" cannot be used: {problem}.");
            to_js(Error::new(ErrorCode::DataNotLoaded, message))
        };
        let mut loaded = Data::default();
        let found = loaded.take_in(bytes).map_err(wrong)?;
        if found.id() != name {
            return Err(wrong(format!("it is \"{}\"", found.id())));
        }
        self.data.merge(loaded);
        self.loads = self.loads.wrapping_add(1);
        Ok(())
    }

    /// Another number after each [`Engine::load`]: reports from before it may be others now.
    #[wasm_bindgen(getter)]
    pub fn loads(&self) -> u32 {
        self.loads
    }

    /// The report, canonical or for objects (with [`Memory::checks`]); signatures that `memory` holds are not verified again.
    pub fn validate(
        &self,
        request: &str,
        parts: Vec<JsValue>,
        memory: &mut Memory,
        canonical: bool,
    ) -> Result<String, JsValue> {
        let run = self.run(request, parts)?;
        let report = run.finish_with(&mut memory.answered);
        let (text, last) = tell(report, canonical);
        memory.last = last;
        Ok(text)
    }

    /// A validation whose signatures others verify; its report will be as that of [`Engine::validate`].
    pub fn start(
        &self,
        request: &str,
        parts: Vec<JsValue>,
        canonical: bool,
    ) -> Result<Job, JsValue> {
        Ok(Job {
            canonical,
            run: self.run(request, parts)?,
            offered: Vec::new(),
            is_assumed: false,
            text: None,
            last: Told::default(),
        })
    }

    /// The comparison as JSON; without `profiles`, of all.
    pub fn compare(
        &self,
        request: &str,
        parts: Vec<JsValue>,
        profiles: Option<Vec<String>>,
    ) -> Result<String, JsValue> {
        let request = read_request(request, parts).map_err(to_js)?;
        let profiles: Option<Vec<&str>> = profiles
            .as_ref()
            .map(|profiles| profiles.iter().map(String::as_str).collect());
        crate::compare(&request, &self.data, profiles.as_deref())
            .map(|comparison| to_ascii_json(&comparison))
            .map_err(to_js)
    }

    /// The timeline as JSON.
    pub fn timeline(
        &self,
        request: &str,
        parts: Vec<JsValue>,
        range: &str,
    ) -> Result<String, JsValue> {
        let request = read_request(request, parts).map_err(to_js)?;
        let range = read_range(range).map_err(to_js)?;
        crate::timeline(&request, &self.data, range)
            .map(|moments| to_ascii_json(&moments))
            .map_err(to_js)
    }

    /// The corrected bundle as JSON, or `null`.
    pub fn bundle(&self, request: &str, parts: Vec<JsValue>) -> Result<String, JsValue> {
        let request = read_request(request, parts).map_err(to_js)?;
        crate::bundle(&request, &self.data)
            .map(|bundle| to_ascii_json(&bundle))
            .map_err(to_js)
    }

    /// The differences as JSON.
    pub fn diff(&self, a: Vec<JsValue>, b: Vec<JsValue>) -> Result<String, JsValue> {
        let (a, b) = (read_parts(a), read_parts(b));
        crate::diff(&a.map_err(to_js)?, &b.map_err(to_js)?)
            .map(|differences| to_ascii_json(&differences))
            .map_err(to_js)
    }

    /// The inspection as JSON.
    pub fn inspect(&self, parts: Vec<JsValue>) -> Result<String, JsValue> {
        let parts = read_parts(parts).map_err(to_js)?;
        crate::inspect(&parts)
            .map(|inspection| to_ascii_json(&inspection))
            .map_err(to_js)
    }

    /// A check's description as JSON.
    pub fn describe(&self, id: &str) -> Result<String, JsValue> {
        crate::describe(id)
            .map(|description| to_ascii_json(&description))
            .map_err(to_js)
    }

    /// What numbers of checks stand for, as JSON: the checks' ids, and the outcomes.
    pub fn words(&self) -> String {
        to_ascii_json(&(Check::ALL, Outcome::ALL))
    }

    /// All checks' ids as a JSON array.
    #[wasm_bindgen(js_name = checkIds)]
    pub fn check_ids(&self) -> String {
        to_ascii_json(&Check::ALL)
    }
}

impl Engine {
    fn run(&self, request: &str, parts: Vec<JsValue>) -> Result<Run, JsValue> {
        read_request(request, parts)
            .and_then(|request| Run::new(&request, &self.data))
            .map_err(to_js)
    }
}

/// Signatures verified before.
#[wasm_bindgen]
pub struct Memory {
    answered: Answered,
    /// Of the last report that [`Engine::validate`] made with it.
    last: Told,
}

#[wasm_bindgen]
impl Memory {
    /// Remembers at most `size` signatures; by default, as many as [`Answered`] does.
    #[wasm_bindgen(constructor)]
    pub fn new(size: Option<u32>) -> Self {
        Self {
            answered: size
                .map_or_else(Answered::default, |size| Answered::with_size(size as usize)),
            last: Told::default(),
        }
    }

    /// The first second at which the last report holds, since 1970; see [`crate::Report`].
    #[wasm_bindgen(getter)]
    pub fn from(&self) -> f64 {
        seconds(self.last.holds.map(|span| span.from))
    }

    /// The last.
    #[wasm_bindgen(getter)]
    pub fn to(&self) -> f64 {
        seconds(self.last.holds.map(|span| span.to))
    }

    /// The checks of the last report, once; see [`Told`].
    pub fn checks(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.last.checks)
    }

    /// How many it remembers.
    #[wasm_bindgen(getter)]
    pub fn size(&self) -> usize {
        self.answered.len()
    }
}

/// A validation under way.
#[wasm_bindgen]
pub struct Job {
    canonical: bool,
    run: Run,
    /// What the platform was asked last.
    offered: Vec<TaskId>,
    /// A report was made for the likeliest answers to that.
    is_assumed: bool,
    /// The report, until it is given out.
    text: Option<String>,
    /// Of the last report.
    last: Told,
}

#[wasm_bindgen]
impl Job {
    /// Goes on as far as it can by itself, and answers the tasks that the platform is to do: each an array of algorithm,
    /// curve, hash, salt length, key, message and signature. None: it is done.
    pub fn step(&mut self, memory: &mut Memory) -> Vec<JsValue> {
        loop {
            let mut own = Vec::new();
            let mut offers = Vec::new();
            let is_so = self.offered.iter().all(|id| self.run.is_valid(*id));
            self.offered.clear();
            if std::mem::take(&mut self.is_assumed) && is_so {
                return Vec::new();
            }
            let tasks = match self.run.go_on() {
                Ok(report) => {
                    let (text, last) = tell(report, self.canonical);
                    (self.text, self.last) = (Some(text), last);
                    return Vec::new();
                }
                Err(tasks) => tasks,
            };
            for (id, task) in tasks {
                if let Some(answer) = memory.answered.get(id) {
                    own.push((id, answer));
                } else if let Some(offer) = offer(&task) {
                    self.offered.push(id);
                    offers.push(offer);
                } else {
                    own.push((id, memory.answered.answer(id, &task)));
                }
            }
            for (id, answer) in own {
                self.run.answer(id, answer);
            }
            if !offers.is_empty() {
                return offers;
            }
        }
    }

    /// The report that it comes to if the tasks of the last step are all valid, made while the platform looks
    /// whether they are; `undefined` where more will be asked then. It must not be given out before [`Job::report`] says so.
    pub fn assume(&mut self) -> Option<String> {
        let report = self.run.assume(&self.offered)?;
        self.is_assumed = true;
        let (text, last) = tell(report, self.canonical);
        self.last = last;
        Some(text)
    }

    /// The platform's answer to a task of the last step; `undefined`: it could not, and it is verified here.
    pub fn answer(&mut self, index: usize, is_valid: Option<bool>, memory: &mut Memory) {
        let Some(&id) = self.offered.get(index) else {
            return;
        };
        let answer = match is_valid {
            Some(true) => crate::signature::Answer::Valid,
            Some(false) => crate::signature::Answer::Invalid,
            None => {
                let tasks = self.run.tasks();
                let Some((_, task)) = tasks.iter().find(|(other, _)| *other == id) else {
                    return;
                };
                verify(task)
            }
        };
        memory.answered.insert(id, answer);
        self.run.answer(id, answer);
    }

    /// The report, once there are no more tasks; `undefined` where it is the one that was assumed last.
    pub fn report(&mut self) -> Option<String> {
        self.text.take()
    }

    /// As [`Memory::checks`], of the last report.
    pub fn checks(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.last.checks)
    }

    /// As [`Memory::from`], of this report.
    #[wasm_bindgen(getter)]
    pub fn from(&self) -> f64 {
        seconds(self.last.holds.map(|span| span.from))
    }

    /// As [`Memory::to`], of this report.
    #[wasm_bindgen(getter)]
    pub fn to(&self) -> f64 {
        seconds(self.last.holds.map(|span| span.to))
    }
}

/// What goes to JavaScript beside a report's text.
#[derive(Default)]
struct Told {
    /// In which span of time it holds.
    holds: Option<Span>,
    /// Where objects are made of it (pkg/report.js): the checks of its paths, which would be half of the text. For each path
    /// their count, then of each check its place in [`Engine::words`], its certificate counted from 1 (0: none) and its outcome.
    checks: Vec<u32>,
}

/// A report's text, canonical or for objects: then in ASCII, which takes JavaScript half the memory and time.
fn tell(mut report: Report, canonical: bool) -> (String, Told) {
    let holds = Some(report.holds);
    let checks = match canonical {
        true => Vec::new(),
        false => take_checks(&mut report),
    };
    let write = if canonical { to_json } else { to_ascii_json };
    (write(&report), Told { holds, checks })
}

/// The numbers of [`Told::checks`], which are taken out of the report.
fn take_checks(report: &mut Report) -> Vec<u32> {
    let mut numbers = Vec::new();
    for path in &mut report.paths {
        let checks = std::mem::take(&mut path.checks);
        numbers.push(checks.len() as u32);
        numbers.extend(checks.into_iter().flat_map(|said| {
            let certificate = said.certificate.map_or(0, |index| index as u32 + 1);
            [said.id as u32, certificate, said.outcome as u32]
        }));
    }
    numbers
}

/// Since 1970, as JavaScript counts; NaN where nothing was judged yet.
fn seconds(time: Option<Time>) -> f64 {
    time.map_or(f64::NAN, |time| time.unix() as f64)
}

/// A task in the platform's terms, where it may do it.
fn offer(task: &Task<'_>) -> Option<JsValue> {
    let offer = for_platform(task)?;
    let bytes = |bytes: &[u8]| JsValue::from(js_sys::Uint8Array::from(bytes));
    let fields = [
        offer.algorithm.into(),
        offer.curve.into(),
        offer.hash.into(),
        offer.salt_length.into(),
        bytes(task.spki),
        bytes(task.message),
        bytes(&offer.signature),
    ];
    Some(js_sys::Array::from_iter(fields).into())
}

fn invalid(message: String) -> Error {
    Error::new(ErrorCode::RequestInvalid, message)
}

/// A JSON object of pkg/request.js, of which `read` takes the fields; all of them.
fn read_object<T>(
    json: &str,
    read: impl FnOnce(&mut Object) -> Result<T, Refused>,
) -> Result<T, Error> {
    let all = |json: &str| {
        let mut fields = Object::read(json.as_bytes())?;
        let read = read(&mut fields)?;
        fields.finish()?;
        Ok(read)
    };
    all(json).map_err(|refused| match refused {
        Refused::Form(problem) => {
            invalid(format!("The request is not as its type says: {problem}."))
        }
        Refused::Value(error) => error,
    })
}

/// Why a request is none.
enum Refused {
    /// The JSON is not of the form that it must have; a part of a sentence.
    Form(String),
    /// A field's value means nothing.
    Value(Error),
}

impl From<String> for Refused {
    fn from(problem: String) -> Self {
        Self::Form(problem)
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Value(error)
    }
}

/// The request as pkg/request.js writes it: of each input, how many of the parts are its own. They come in this order:
/// certificates, fetched, anchors, CRLs, OCSP responses, SCT lists.
fn read_request(json: &str, parts: Vec<JsValue>) -> Result<ValidationRequest, Error> {
    let mut parts = read_parts(parts)?.into_iter();
    read_object(json, |fields| {
        let mut take = |fields: &mut Object, input: &str| {
            let count = fields.optional_count(input)?;
            let parts = parts.by_ref().take(count.unwrap_or_default());
            Ok::<Vec<Part>, String>(parts.collect())
        };
        let certificates = take(fields, "certificates")?;
        let fetched = take(fields, "fetched")?;
        let mut trust = fields.optional_object("trust")?.unwrap_or_default();
        let anchors = take(&mut trust, "anchors")?;
        let request = ValidationRequest {
            certificates,
            fetched,
            leaf: fields.optional_count("leaf")?,
            hostname: match fields.take("hostname")? {
                None => Hostname::Missing,
                Some(Json::Text(name)) => Hostname::Name(name),
                Some(Json::Null) => Hostname::Unchecked,
                Some(_) => return Err("`hostname` is neither text nor null".to_owned().into()),
            },
            time: read_time(fields, "time")?,
            purpose: one_of(fields, "", "purpose", PURPOSES)?.unwrap_or_default(),
            profile: fields.optional_text("profile")?,
            trust: crate::Trust {
                store: one_of(&mut trust, "trust.", "store", STORES)?
                    .unwrap_or(StoreChoice::Profile),
                anchors,
                anchors_as: one_of(&mut trust, "trust.", "anchorsAs", STANDINGS)?
                    .unwrap_or(Standing::Local),
            },
            max_intermediates: fields.optional_count("maxIntermediates")?,
            policy: read_policy(fields)?,
            crls: take(fields, "crls")?,
            ocsp: take(fields, "ocsp")?,
            revocation: one_of(fields, "", "revocation", REVOCATIONS)?,
            scts: take(fields, "scts")?
                .into_iter()
                .map(sct_list)
                .collect::<Result<_, _>>()?,
            tls: one_of(fields, "", "tls", TLS_VERSIONS)?.unwrap_or(Tls::V13),
        };
        trust.finish()?;
        Ok(request)
    })
}

fn read_policy(fields: &mut Object) -> Result<RequestPolicy, String> {
    let mut fields = fields.optional_object("policy")?.unwrap_or_default();
    let policy = RequestPolicy {
        initial_policies: fields.optional_texts("initialPolicies")?,
        require_explicit: fields.flag("requireExplicit")?,
        inhibit_mapping: fields.flag("inhibitMapping")?,
        inhibit_any: fields.flag("inhibitAny")?,
    };
    fields.finish()?;
    Ok(policy)
}

fn read_range(json: &str) -> Result<TimeRange, Error> {
    read_object(json, |fields| {
        let mut end = |name| {
            let end = fields.optional_object(name)?;
            let time = end.map(|mut end| read_time(&mut end, name));
            time.transpose()
        };
        Ok(TimeRange {
            from: end("from")?,
            to: end("to")?,
        })
    })
}

/// `time` as RFC 3339, or `milliseconds` since 1970; `name` is what the caller knows it as.
fn read_time(fields: &mut Object, name: &str) -> Result<Time, Refused> {
    let text = fields.optional_text("time")?;
    let milliseconds = fields.optional_whole("milliseconds")?;
    let time = match (text, milliseconds) {
        (Some(text), _) => Time::parse_rfc3339(&text),
        (None, Some(milliseconds)) => {
            let seconds = milliseconds.div_euclid(1000);
            let time = Time::from_unix(seconds);
            (time.unix() == seconds).then_some(time) // not beyond the years that there are
        }
        (None, None) => None,
    };
    time.ok_or_else(|| {
        let must = if milliseconds.is_some() {
            "lie in the years 0 to 9999"
        } else {
            "be a Date, milliseconds since 1970, or RFC 3339 text such as 2026-11-23T16:00:00Z, \
             in the years 0 to 9999"
        };
        Error::new(ErrorCode::TimeInvalid, format!("`{name}` must {must}.")).into()
    })
}

const PURPOSES: &[(&str, Purpose)] = &[
    ("server", Purpose::Server),
    ("client", Purpose::Client),
    ("any", Purpose::Any),
];

const STORES: &[(&str, StoreChoice)] = &[
    ("chrome", StoreChoice::Named(StoreName::Chrome)),
    ("mozilla", StoreChoice::Named(StoreName::Mozilla)),
    ("none", StoreChoice::None),
];

const STANDINGS: &[(&str, Standing)] =
    &[("local", Standing::Local), ("built-in", Standing::BuiltIn)];

const REVOCATIONS: &[(&str, Revocation)] = &[
    ("off", Revocation::Off),
    ("evidence", Revocation::Evidence),
    ("hard", Revocation::Hard),
];

const TLS_VERSIONS: &[(&str, Tls)] = &[("1.2", Tls::V12), ("1.3", Tls::V13)];

/// The choice that a field names, if it is there; `within` stands before the field's name in a message.
fn one_of<T: Copy>(
    fields: &mut Object,
    within: &str,
    name: &str,
    choices: &[(&str, T)],
) -> Result<Option<T>, Refused> {
    let Some(found) = fields.optional_text(name)? else {
        return Ok(None);
    };
    if let Some((_, choice)) = choices.iter().find(|(choice, _)| *choice == found) {
        return Ok(Some(*choice));
    }
    let found = crate::text::visible_short(&found, 40);
    let known: Vec<String> = choices
        .iter()
        .map(|(choice, _)| format!("\"{choice}\""))
        .collect();
    let known = known.join(" or ");
    Err(invalid(format!(
        "`{within}{name}` is \"{found}\"; it must be {known}."
    ))
    .into())
}

/// A SignedCertificateTimestampList: its bytes, or base64 of them.
fn sct_list(part: Part) -> Result<Vec<u8>, Error> {
    let text = match part {
        Part::Bytes(bytes) => return Ok(bytes),
        Part::Text(text) => text,
    };
    let text: String = text.split_ascii_whitespace().collect();
    base64::Engine::decode(&base64::prelude::BASE64_STANDARD, text).map_err(|_| {
        invalid(
            "`scts` must be the bytes of a SignedCertificateTimestampList, or base64 of them."
                .to_owned(),
        )
    })
}

/// Texts and Uint8Arrays.
fn read_parts(parts: Vec<JsValue>) -> Result<Vec<Part>, Error> {
    let read = |part: JsValue| match part.as_string() {
        Some(text) => Ok(Part::Text(text)),
        None => part
            .dyn_ref::<js_sys::Uint8Array>()
            .map(|bytes| Part::Bytes(bytes.to_vec()))
            .ok_or_else(|| invalid("A part is neither text nor a Uint8Array.".to_owned())),
    };
    parts.into_iter().map(read).collect()
}

fn to_js(error: Error) -> JsValue {
    let js_error = js_sys::Error::new(&error.message);
    // Setting a property of a fresh object does not fail.
    let _ = js_sys::Reflect::set(&js_error, &"code".into(), &error.code.id().into());
    js_error.into()
}
