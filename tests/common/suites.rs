//! The public suites as data: each case's request in the form that the npm package takes, what the suite expects, and
//! whether a report agrees. tests/limbo.rs, tests/bettertls.rs and tests/pkits.rs judge them natively; tests/conformance.rs
//! counts, and writes the requests for pkg/test/suites.test.js, which judges them through WebAssembly.
#![allow(dead_code, unreachable_pub)] // each suite uses its part

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use certlens::{
    Data, Hostname, Part, Purpose, Report, RequestPolicy, Revocation, StoreChoice, Time,
    ValidationRequest, Verdict,
};
use serde::{Deserialize, Serialize};

use crate::common::{self, Limbo, LimboCase, conformance};

/// A request in the form that the npm package takes (`ValidationRequest` in pkg/index.d.ts).
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    pub certificates: Vec<Piece>,
    pub fetched: Vec<Piece>,
    pub crls: Vec<Piece>,
    pub leaf: usize,
    pub hostname: Option<String>,
    pub time: String,
    pub purpose: Purpose,
    pub profile: &'static str,
    pub trust: AskedTrust,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_intermediates: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<AskedPolicy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revocation: Option<&'static str>,
}

#[derive(Clone, Serialize)]
pub struct AskedTrust {
    pub store: &'static str,
    pub anchors: Vec<Piece>,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AskedPolicy {
    pub initial_policies: Vec<String>,
    pub require_explicit: bool,
    pub inhibit_mapping: bool,
    pub inhibit_any: bool,
}

/// A part of an input: text, or base64 of bytes, which the package gets as a Uint8Array.
#[derive(Clone, Serialize)]
#[serde(untagged)]
pub enum Piece {
    Text(String),
    Bytes { base64: String },
}

/// What a suite expects.
pub enum Expected {
    Trusted,
    /// Trusted, with this user-constrained policy set.
    TrustedFor(Vec<String>),
    Rejected,
    /// The suite wants success; the algorithm is left out on purpose, so the certificate must be refused by its name.
    RefusedAsDsa,
}

/// One case of a suite.
pub struct SuiteCase {
    pub id: String,
    pub asked: Asked,
    pub expected: Expected,
}

/// A suite, as the README's table names it.
pub struct Suite {
    pub name: &'static str,
    pub cases: Vec<SuiteCase>,
}

/// All suites of certificates.
pub fn all() -> Vec<Suite> {
    vec![limbo(), bettertls(), pkits()]
}

impl Asked {
    pub fn request(&self) -> ValidationRequest {
        let parts = |pieces: &[Piece]| -> Vec<Part> {
            let part = |piece: &Piece| match piece {
                Piece::Text(text) => Part::Text(text.clone()),
                Piece::Bytes { base64 } => Part::Bytes(STANDARD.decode(base64).expect("base64")),
            };
            pieces.iter().map(part).collect()
        };
        let time = Time::parse_rfc3339(&self.time).expect("RFC 3339");
        let mut request = ValidationRequest::new("", "", time);
        request.certificates = parts(&self.certificates);
        request.fetched = parts(&self.fetched);
        request.crls = parts(&self.crls);
        request.leaf = Some(self.leaf);
        request.hostname = self
            .hostname
            .clone()
            .map_or(Hostname::Unchecked, Hostname::Name);
        request.purpose = self.purpose;
        request.profile = Some(self.profile.to_owned());
        request.trust.store = StoreChoice::None;
        request.trust.anchors = parts(&self.trust.anchors);
        request.max_intermediates = self.max_intermediates;
        if let Some(policy) = self.policy.clone() {
            request.policy = RequestPolicy {
                initial_policies: Some(policy.initial_policies),
                require_explicit: policy.require_explicit,
                inhibit_mapping: policy.inhibit_mapping,
                inhibit_any: policy.inhibit_any,
            };
        }
        request.revocation = self.revocation.map(|wanted| match wanted {
            "hard" => Revocation::Hard,
            other => panic!("{other}"),
        });
        request
    }
}

impl SuiteCase {
    pub fn report(&self, data: &Data) -> Report {
        certlens::validate(&self.asked.request(), data).expect("a well-formed request")
    }

    /// Whether the engine says what the suite says.
    pub fn agrees(&self, report: &Report) -> bool {
        match &self.expected {
            Expected::Trusted => report.verdict == Verdict::Trusted,
            Expected::TrustedFor(policies) => {
                report.verdict == Verdict::Trusted
                    && report.paths[0].policies.as_ref() == Some(policies)
            }
            Expected::Rejected => report.verdict == Verdict::Rejected,
            Expected::RefusedAsDsa => false,
        }
    }

    /// Whether it is refused by the algorithm's name, where that is what is left out on purpose.
    pub fn is_refused_as_dsa(&self, report: &Report) -> bool {
        let details = report.findings.first().map(|finding| &finding.details);
        let details = serde_json::to_string(&details).expect("details serialise");
        matches!(self.expected, Expected::RefusedAsDsa)
            && report.verdict == Verdict::Rejected
            && details.to_lowercase().contains("dsa")
    }

    /// What the engine says, for a person who looks for the cause.
    pub fn told(&self, report: &Report) -> String {
        let found: Vec<&str> = report.findings.iter().map(|finding| finding.id).collect();
        let policies = report.paths.first().and_then(|path| path.policies.as_ref());
        let (id, summary) = (&self.id, &report.summary);
        format!("{id}: {summary} ({}; {policies:?})", found.join(", "))
    }
}

/// How many cases agree, how many are refused as DSA, and what the others say.
pub fn count(suite: &Suite, data: &Data) -> (usize, usize, Vec<String>) {
    let (mut agreed, mut refused, mut others) = (0, 0, Vec::new());
    for case in &suite.cases {
        let report = case.report(data);
        if case.agrees(&report) {
            agreed += 1;
        } else if case.is_refused_as_dsa(&report) {
            refused += 1;
        } else {
            others.push(case.told(&report));
        }
    }
    (agreed, refused, others)
}

/// C2SP x509-limbo's core. The profile follows from the namespace alone (conformance/README.md): `webpki::` and `online::` are
/// judged by the rules for public CAs, the others by the RFC with its section 4.
pub fn limbo() -> Suite {
    let profile = |id: &str| match id.split("::").next() {
        Some("webpki" | "online") => "webpki",
        _ => "rfc5280-strict",
    };
    let cases = common::limbo_core();
    Suite {
        name: "x509-limbo core",
        cases: cases
            .iter()
            .map(|case| limbo_case(case, profile(&case.id)))
            .collect(),
    }
}

/// BetterTLS: name constraints in every combination, and paths to be found among ones that fail, under `rfc5280`.
pub fn bettertls() -> Suite {
    let limbo: Limbo = serde_json::from_slice(&conformance("limbo-bettertls-sample.json.gz"))
        .expect("has limbo's form");
    let cases = limbo.testcases.iter();
    Suite {
        name: "BetterTLS sample",
        cases: cases.map(|case| limbo_case(case, "rfc5280")).collect(),
    }
}

fn limbo_case(case: &LimboCase, profile: &'static str) -> SuiteCase {
    // Cases without a time are judged as of now; the engine has no clock, a test may.
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .expect("after 1970");
    let now = || Time::from_unix(now.as_secs() as i64).to_string();
    let texts = |pems: &[String]| pems.iter().cloned().map(Piece::Text).collect();
    SuiteCase {
        id: case.id.clone(),
        asked: Asked {
            certificates: vec![Piece::Text(case.peer_certificate.clone())],
            fetched: texts(&case.untrusted_intermediates),
            crls: texts(&case.crls),
            leaf: 0,
            hostname: case
                .expected_peer_name
                .as_ref()
                .map(|name| name.value.clone()),
            time: case.validation_time.clone().unwrap_or_else(now),
            purpose: match case.validation_kind.as_str() {
                "SERVER" => Purpose::Server,
                "CLIENT" => Purpose::Client,
                other => panic!("{other}"),
            },
            profile,
            trust: AskedTrust {
                store: "none",
                anchors: texts(&case.trusted_certs),
            },
            max_intermediates: case.max_chain_depth,
            policy: None,
            revocation: None,
        },
        expected: match case.expected_result.as_str() {
            "SUCCESS" => Expected::Trusted,
            "FAILURE" => Expected::Rejected,
            other => panic!("{}: {other}", case.id),
        },
    }
}

#[derive(Deserialize)]
struct Pkits {
    validation_time: String,
    certificates: BTreeMap<String, String>,
    crls: BTreeMap<String, String>,
    tests: Vec<PkitsTest>,
}

#[derive(Deserialize)]
struct PkitsTest {
    id: String,
    title: String,
    trust_anchor: String,
    intermediates: Vec<String>,
    target: String,
    crls: Vec<String>,
    initial_policy_set: Vec<String>,
    initial_explicit_policy: bool,
    initial_policy_mapping_inhibit: bool,
    initial_inhibit_any_policy: bool,
    user_constrained_policy_set: Vec<String>,
    expected_result: String,
}

/// NIST PKITS under `rfc5280`, with each test's own policy inputs and CRLs, revocation being asked of every certificate; on
/// the tests that succeed, the user-constrained policy set is compared too.
pub fn pkits() -> Suite {
    let suite: Pkits =
        serde_json::from_slice(&conformance("pkits.json.gz")).expect("has the suite's form");
    let case = |test: &PkitsTest| {
        let certificate = |name: &String| Piece::Bytes {
            base64: suite.certificates[name].clone(),
        };
        let crl = |name: &String| Piece::Bytes {
            base64: suite.crls[name].clone(),
        };
        let target = std::iter::once(&test.target);
        SuiteCase {
            id: test.id.clone(),
            asked: Asked {
                certificates: target.chain(&test.intermediates).map(certificate).collect(),
                fetched: Vec::new(),
                crls: test.crls.iter().map(crl).collect(),
                leaf: 0,
                hostname: None,
                time: suite.validation_time.clone(),
                purpose: Purpose::Any,
                profile: "rfc5280",
                trust: AskedTrust {
                    store: "none",
                    anchors: vec![certificate(&test.trust_anchor)],
                },
                max_intermediates: None,
                policy: Some(AskedPolicy {
                    initial_policies: test.initial_policy_set.clone(),
                    require_explicit: test.initial_explicit_policy,
                    inhibit_mapping: test.initial_policy_mapping_inhibit,
                    inhibit_any: test.initial_inhibit_any_policy,
                }),
                revocation: Some("hard"),
            },
            // "4.1.4 and 4.1.5 use DSA": an algorithm that this engine leaves out on purpose.
            expected: match (test.expected_result.as_str(), test.title.contains("DSA")) {
                ("SUCCESS", true) => Expected::RefusedAsDsa,
                ("SUCCESS", false) => {
                    Expected::TrustedFor(test.user_constrained_policy_set.clone())
                }
                ("FAILURE", _) => Expected::Rejected,
                (other, _) => panic!("{}: {other}", test.id),
            },
        }
    };
    Suite {
        name: "NIST PKITS",
        cases: suite.tests.iter().map(case).collect(),
    }
}
