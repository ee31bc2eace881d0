//! The border to JavaScript: converts types and nothing else. Reports cross it as one JSON string.

use serde::de::Visitor;
use serde::{Deserialize, Deserializer};
use wasm_bindgen::prelude::*;

use crate::{
    Check, Data, Error, ErrorCode, Hostname, Part, Purpose, Revocation, StoreChoice, StoreName,
    Standing, Time, Tls, ValidationRequest, to_json,
};

/// The engine and the data that it was given.
#[wasm_bindgen]
#[derive(Default)]
pub struct Engine {
    data: Data,
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
        Ok(())
    }

    /// The report as canonical JSON.
    pub fn validate(&self, request: JsValue) -> Result<String, JsValue> {
        let request = request_from_js(request).map_err(to_js)?;
        crate::validate_json(&request, &self.data).map_err(to_js)
    }

    /// The inspection as JSON.
    pub fn inspect(&self, parts: JsValue) -> Result<String, JsValue> {
        let parts: Vec<WirePart> = from_js(parts).map_err(to_js)?;
        let inspection = crate::inspect(&to_parts(parts)).map_err(to_js)?;
        Ok(to_json(&inspection))
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

/// Text or bytes. By hand, because serde's untagged enums take bytes that are UTF-8 for text.
struct WirePart(Part);

impl<'de> Deserialize<'de> for WirePart {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PartVisitor;

        impl Visitor<'_> for PartVisitor {
            type Value = WirePart;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a string or a Uint8Array")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<WirePart, E> {
                Ok(WirePart(Part::Text(text.to_owned())))
            }

            fn visit_string<E: serde::de::Error>(self, text: String) -> Result<WirePart, E> {
                Ok(WirePart(Part::Text(text)))
            }

            fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<WirePart, E> {
                Ok(WirePart(Part::Bytes(bytes.to_vec())))
            }

            fn visit_byte_buf<E: serde::de::Error>(self, bytes: Vec<u8>) -> Result<WirePart, E> {
                Ok(WirePart(Part::Bytes(bytes)))
            }
        }

        deserializer.deserialize_any(PartVisitor)
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum WireTime {
    /// Milliseconds since 1970.
    Milliseconds(f64),
    Text(String),
}

/// The request as pkg/core.js hands it over.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireRequest {
    certificates: Vec<WirePart>,
    #[serde(default)]
    fetched: Vec<WirePart>,
    leaf: Option<u32>,
    #[serde(default, deserialize_with = "present")]
    hostname: Option<Option<String>>,
    time: WireTime,
    purpose: Option<String>,
    profile: Option<String>,
    #[serde(default)]
    trust: WireTrust,
    max_intermediates: Option<u32>,
    #[serde(default)]
    policy: crate::request::RequestPolicy,
    #[serde(default)]
    crls: Vec<WirePart>,
    #[serde(default)]
    ocsp: Vec<WirePart>,
    revocation: Option<String>,
    #[serde(default)]
    scts: Vec<WirePart>,
    tls: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
struct WireTrust {
    store: Option<String>,
    #[serde(default)]
    anchors: Vec<WirePart>,
    anchors_as: Option<String>,
}

/// Tells null from absent.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

fn from_js<T: serde::de::DeserializeOwned>(value: JsValue) -> Result<T, Error> {
    serde_wasm_bindgen::from_value(value).map_err(|error| {
        Error::new(
            ErrorCode::RequestInvalid,
            format!("The request is not as its type says: {error}."),
        )
    })
}

fn request_from_js(value: JsValue) -> Result<ValidationRequest, Error> {
    let wire: WireRequest = from_js(value)?;
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
        certificates: to_parts(wire.certificates),
        fetched: to_parts(wire.fetched),
        leaf: wire.leaf.map(|leaf| leaf as usize),
        hostname,
        time: time(wire.time)?,
        purpose,
        profile: wire.profile,
        trust: crate::Trust {
            store,
            anchors: to_parts(wire.trust.anchors),
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
        scts: wire
            .scts
            .into_iter()
            .map(|part| sct_list(part.0))
            .collect::<Result<_, _>>()?,
        tls: match wire.tls.as_deref() {
            None | Some("1.3") => Tls::V13,
            Some("1.2") => Tls::V12,
            Some(other) => return Err(not_one_of("tls", other, "\"1.2\" or \"1.3\"")),
        },
        max_intermediates: wire.max_intermediates.map(|most| most as usize),
        policy: wire.policy,
        crls: to_parts(wire.crls),
        ocsp: to_parts(wire.ocsp),
        revocation,
    })
}

fn time(wire: WireTime) -> Result<Time, Error> {
    let time = match &wire {
        WireTime::Milliseconds(milliseconds) => {
            let seconds = (milliseconds / 1000.0).floor();
            let time = Time::from_unix(seconds as i64);
            (time.unix() as f64 == seconds).then_some(time) // not beyond the years that there are
        }
        WireTime::Text(text) => Time::parse_rfc3339(text),
    };
    time.ok_or_else(|| {
        let message = "`time` must be a Date, milliseconds since 1970, or RFC 3339 text such as 2026-11-23T16:00:00Z.";
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
        let message =
            "`scts` must be the bytes of a SignedCertificateTimestampList, or base64 of them.";
        Error::new(ErrorCode::RequestInvalid, message)
    })
}

fn not_one_of(property: &str, found: &str, known: &str) -> Error {
    let found = crate::text::visible_short(found, 40);
    Error::new(
        ErrorCode::RequestInvalid,
        format!("`{property}` is \"{found}\"; it must be {known}."),
    )
}

fn to_parts(parts: Vec<WirePart>) -> Vec<Part> {
    parts.into_iter().map(|part| part.0).collect()
}

fn to_js(error: Error) -> JsValue {
    let js_error = js_sys::Error::new(&error.message);
    // Setting a property of a fresh object does not fail.
    let _ = js_sys::Reflect::set(&js_error, &"code".into(), &error.code.id().into());
    js_error.into()
}
