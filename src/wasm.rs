//! The border to JavaScript: converts types and nothing else. Requests cross it as one JSON text with the parts of their
//! inputs beside it, answers as one JSON text: both measure faster and smaller than values converted one by one.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

use crate::signature::{Answered, Task, TaskId, for_platform, verify};
use crate::text::to_json;
use crate::{
    Check, Data, Error, ErrorCode, Hostname, Part, Purpose, Revocation, Run, Span, Standing, Step,
    StoreChoice, StoreName, Time, TimeRange, Tls, ValidationRequest,
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

    /// Takes in a data file; `name` is what it must hold: a store's name, or `public-suffix-list`.
    pub fn load(&mut self, name: &str, bytes: &[u8]) -> Result<(), JsValue> {
        let wrong = |problem: String| {
            let message =
                format!("The data given for the store \"{name}\" cannot be used: {problem}.");
            to_js(Error::new(ErrorCode::DataNotLoaded, message))
        };
        let mut loaded = Data::default();
        let found = loaded.load(bytes).map_err(wrong)?;
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

    /// The report as canonical JSON; signatures that `memory` holds are not verified again.
    pub fn validate(
        &self,
        request: &str,
        parts: Vec<JsValue>,
        memory: &mut Memory,
    ) -> Result<String, JsValue> {
        let run = self.run(request, parts)?;
        let report = run.finish_with(&mut memory.answered);
        memory.holds = Some(report.holds);
        Ok(to_json(&report))
    }

    /// A validation whose signatures others verify.
    pub fn start(&self, request: &str, parts: Vec<JsValue>) -> Result<Job, JsValue> {
        Ok(Job {
            run: self.run(request, parts)?,
            offered: Vec::new(),
            report: String::new(),
            holds: None,
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
            .map(|comparison| to_json(&comparison))
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
            .map(|moments| to_json(&moments))
            .map_err(to_js)
    }

    /// The corrected bundle as JSON, or `null`.
    pub fn bundle(&self, request: &str, parts: Vec<JsValue>) -> Result<String, JsValue> {
        let request = read_request(request, parts).map_err(to_js)?;
        crate::bundle(&request, &self.data)
            .map(|bundle| to_json(&bundle))
            .map_err(to_js)
    }

    /// The differences as JSON.
    pub fn diff(&self, a: Vec<JsValue>, b: Vec<JsValue>) -> Result<String, JsValue> {
        let (a, b) = (read_parts(a), read_parts(b));
        crate::diff(&a.map_err(to_js)?, &b.map_err(to_js)?)
            .map(|differences| to_json(&differences))
            .map_err(to_js)
    }

    /// The inspection as JSON.
    pub fn inspect(&self, parts: Vec<JsValue>) -> Result<String, JsValue> {
        let parts = read_parts(parts).map_err(to_js)?;
        crate::inspect(&parts)
            .map(|inspection| to_json(&inspection))
            .map_err(to_js)
    }

    /// A check's description as JSON.
    pub fn describe(&self, id: &str) -> Result<String, JsValue> {
        crate::describe(id)
            .map(|description| to_json(&description))
            .map_err(to_js)
    }

    /// All checks' ids as a JSON array.
    #[wasm_bindgen(js_name = checkIds)]
    pub fn check_ids(&self) -> String {
        to_json(
            &Check::ALL
                .iter()
                .map(|check| check.id())
                .collect::<Vec<_>>(),
        )
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
    holds: Option<Span>,
}

#[wasm_bindgen]
impl Memory {
    /// Remembers at most `size` signatures; by default, as many as [`Answered`] does.
    #[wasm_bindgen(constructor)]
    pub fn new(size: Option<u32>) -> Self {
        Self {
            answered: size
                .map_or_else(Answered::default, |size| Answered::with_size(size as usize)),
            holds: None,
        }
    }

    /// The first second at which the last report holds, since 1970; see [`crate::Report`].
    #[wasm_bindgen(getter)]
    pub fn from(&self) -> f64 {
        seconds(self.holds.map(|span| span.from))
    }

    /// The last.
    #[wasm_bindgen(getter)]
    pub fn to(&self) -> f64 {
        seconds(self.holds.map(|span| span.to))
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
    run: Run,
    /// What the platform was asked last.
    offered: Vec<TaskId>,
    report: String,
    holds: Option<Span>,
}

#[wasm_bindgen]
impl Job {
    /// Goes on as far as it can by itself, and answers the tasks that the platform is to do: each an array of algorithm,
    /// curve, hash, salt length, key, message and signature. None: it is done.
    pub fn step(&mut self, memory: &mut Memory) -> Vec<JsValue> {
        loop {
            let mut own = Vec::new();
            let mut offers = Vec::new();
            self.offered.clear();
            match self.run.step() {
                Step::Done(report) => {
                    self.report = to_json(&report);
                    self.holds = Some(report.holds);
                    return Vec::new();
                }
                Step::Need(_) => {}
            }
            for (id, task) in self.run.tasks() {
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

    /// The report as canonical JSON, once there are no more tasks.
    pub fn report(&mut self) -> String {
        std::mem::take(&mut self.report)
    }

    /// As [`Memory::from`], of this report.
    #[wasm_bindgen(getter)]
    pub fn from(&self) -> f64 {
        seconds(self.holds.map(|span| span.from))
    }

    /// As [`Memory::to`], of this report.
    #[wasm_bindgen(getter)]
    pub fn to(&self) -> f64 {
        seconds(self.holds.map(|span| span.to))
    }
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

/// The request as pkg/request.js writes it: of each input, how many of the parts are its own. They come in this order:
/// certificates, fetched, anchors, CRLs, OCSP responses, SCT lists.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireRequest {
    certificates: usize,
    #[serde(default)]
    fetched: usize,
    leaf: Option<u32>,
    #[serde(default, deserialize_with = "present")]
    hostname: Option<Option<String>>,
    /// RFC 3339.
    time: Option<String>,
    /// Since 1970.
    milliseconds: Option<f64>,
    purpose: Option<String>,
    profile: Option<String>,
    #[serde(default)]
    trust: WireTrust,
    max_intermediates: Option<u32>,
    #[serde(default)]
    policy: crate::request::RequestPolicy,
    #[serde(default)]
    crls: usize,
    #[serde(default)]
    ocsp: usize,
    revocation: Option<String>,
    #[serde(default)]
    scts: usize,
    tls: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
struct WireTrust {
    store: Option<String>,
    #[serde(default)]
    anchors: usize,
    anchors_as: Option<String>,
}

/// Either end as text or in milliseconds.
#[derive(Deserialize)]
struct WireRange {
    from: Option<WireTime>,
    to: Option<WireTime>,
}

#[derive(Deserialize)]
struct WireTime {
    time: Option<String>,
    milliseconds: Option<f64>,
}

/// Tells null from absent.
fn present<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

fn invalid(message: String) -> Error {
    Error::new(ErrorCode::RequestInvalid, message)
}

fn read_json<T: DeserializeOwned>(json: &str) -> Result<T, Error> {
    serde_json::from_slice(json.as_bytes()) // as data files are read: one reader is enough
        .map_err(|error| invalid(format!("The request is not as its type says: {error}.")))
}

fn read_request(json: &str, parts: Vec<JsValue>) -> Result<ValidationRequest, Error> {
    let wire: WireRequest = read_json(json)?;
    let mut parts = read_parts(parts)?.into_iter();
    let mut take = |count: usize| parts.by_ref().take(count).collect::<Vec<Part>>();
    let purpose = match wire.purpose.as_deref() {
        None | Some("server") => Purpose::Server,
        Some("client") => Purpose::Client,
        Some("any") => Purpose::Any,
        Some(other) => {
            return Err(not_one_of(
                "purpose",
                other,
                "\"server\", \"client\" or \"any\"",
            ));
        }
    };
    let store = match wire.trust.store.as_deref() {
        None => StoreChoice::Profile,
        Some("none") => StoreChoice::None,
        Some("chrome") => StoreName::Chrome.into(),
        Some("mozilla") => StoreName::Mozilla.into(),
        Some(other) => {
            return Err(not_one_of(
                "trust.store",
                other,
                "\"chrome\", \"mozilla\" or \"none\"",
            ));
        }
    };
    let revocation = match wire.revocation.as_deref() {
        None => None,
        Some("off") => Some(Revocation::Off),
        Some("evidence") => Some(Revocation::Evidence),
        Some("hard") => Some(Revocation::Hard),
        Some(other) => {
            return Err(not_one_of(
                "revocation",
                other,
                "\"off\", \"evidence\" or \"hard\"",
            ));
        }
    };
    let hostname = match wire.hostname {
        None => Hostname::Missing,
        Some(None) => Hostname::Unchecked,
        Some(Some(name)) => Hostname::Name(name),
    };
    Ok(ValidationRequest {
        certificates: take(wire.certificates),
        fetched: take(wire.fetched),
        leaf: wire.leaf.map(|leaf| leaf as usize),
        hostname,
        time: time(wire.time.as_deref(), wire.milliseconds, "time")?,
        purpose,
        profile: wire.profile,
        trust: crate::Trust {
            store,
            anchors: take(wire.trust.anchors),
            anchors_as: match wire.trust.anchors_as.as_deref() {
                None | Some("local") => Standing::Local,
                Some("built-in") => Standing::BuiltIn,
                Some(other) => {
                    return Err(not_one_of(
                        "trust.anchorsAs",
                        other,
                        "\"local\" or \"built-in\"",
                    ));
                }
            },
        },
        max_intermediates: wire.max_intermediates.map(|most| most as usize),
        policy: wire.policy,
        crls: take(wire.crls),
        ocsp: take(wire.ocsp),
        revocation,
        scts: take(wire.scts)
            .into_iter()
            .map(sct_list)
            .collect::<Result<_, _>>()?,
        tls: match wire.tls.as_deref() {
            None | Some("1.3") => Tls::V13,
            Some("1.2") => Tls::V12,
            Some(other) => return Err(not_one_of("tls", other, "\"1.2\" or \"1.3\"")),
        },
    })
}

fn read_range(json: &str) -> Result<TimeRange, Error> {
    let wire: WireRange = read_json(json)?;
    let end = |wire: Option<WireTime>, name| {
        wire.map(|wire| time(wire.time.as_deref(), wire.milliseconds, name))
            .transpose()
    };
    Ok(TimeRange {
        from: end(wire.from, "from")?,
        to: end(wire.to, "to")?,
    })
}

fn time(text: Option<&str>, milliseconds: Option<f64>, name: &str) -> Result<Time, Error> {
    let time = match (text, milliseconds) {
        (Some(text), _) => Time::parse_rfc3339(text),
        (None, Some(milliseconds)) => {
            let seconds = (milliseconds / 1000.0).floor();
            let time = Time::from_unix(seconds as i64);
            (time.unix() as f64 == seconds).then_some(time) // not beyond the years that there are
        }
        (None, None) => None,
    };
    time.ok_or_else(|| {
        let message = format!(
            "`{name}` must be a Date, milliseconds since 1970, or RFC 3339 text such as 2026-11-23T16:00:00Z."
        );
        Error::new(ErrorCode::TimeInvalid, message)
    })
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

fn not_one_of(property: &str, found: &str, known: &str) -> Error {
    let found = crate::text::visible_short(found, 40);
    invalid(format!("`{property}` is \"{found}\"; it must be {known}."))
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
