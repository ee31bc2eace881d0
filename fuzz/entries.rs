//! Every entry of the engine that takes bytes or text, as a function of bytes that must return. Beyond that nothing panics,
//! each asserts what must hold of any answer. Shared by the fuzz targets and by tests/fuzz_corpus.rs, which replays on the
//! stable toolchain what they found.

#![allow(unreachable_pub)] // a module of several programs

use std::sync::OnceLock;

use certlens::certificate::{Certificate, subject_key};
use certlens::der::Tree;
use certlens::name::constraint::{Extent, Form, Name, Subtree, subject_names};
use certlens::name::{DistinguishedName, DnsPattern, GeneralName, Host};
use certlens::public_suffix::PublicSuffixes;
use certlens::signature::{Answer, Scheme, Task, parse_public_key, verify};
use certlens::{
    Data, Hostname, Outcome, Part, Purpose, RequestPolicy, Revocation, Standing, StoreChoice, Time,
    ValidationRequest, Verdict,
};

/// An entry: its name, and how to call it.
pub type Entry = (&'static str, fn(&[u8]));

/// All of them.
pub const ALL: &[Entry] = &[
    ("inspect", inspect),
    ("certificate", certificate),
    ("validate", validate),
    ("names", names),
    ("time", time),
    ("data", data),
    ("signature", signature),
    ("evidence", evidence),
    ("transparency", transparency),
];

/// A small Public Suffix List, in the form of its data file.
pub const SUFFIXES: &str = "{\"format\":1,\"data\":\"public-suffix-list\",\"source\":\"by hand\",\"date\":\"2026-01-01\",\"dateBasis\":\"\",\"licence\":\"\",\"count\":5,\"icann\":5}\n!www.ck\n*.ck\nco.uk\ncom\nuk\n";

/// Whatever somebody pastes or drops: as text and as bytes.
pub fn inspect(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    for part in [Part::Text(text), Part::Bytes(bytes.to_vec())] {
        let parts = [part];
        match certlens::inspect(&parts) {
            Ok(inspection) => {
                for item in &inspection.items {
                    let index = item.certificate;
                    assert!(index.is_none_or(|index| index < inspection.certificates.len()));
                }
            }
            Err(error) => assert!(!error.message.is_empty()),
        }
    }
}

/// One certificate's DER: the tree, the model, and the subject's key, which must be the model's.
pub fn certificate(bytes: &[u8]) {
    let tree = Tree::read(bytes, 0..bytes.len());
    for (_, element) in tree.walk() {
        assert!(element.range().end <= bytes.len());
        assert!(element.content_range().end <= element.range().end);
    }
    let read = Certificate::read(bytes.to_vec());
    let _ = read.label();
    match &read.contents {
        Some(contents) => {
            let own = subject_key(bytes);
            assert_eq!(own.as_deref(), Some(contents.subject.key()));
            for name in contents.subject_alt_names().unwrap_or_default() {
                let _ = name.shown();
            }
        }
        None => assert!(!read.faults.is_empty(), "unread, and without a fault"),
    }
}

/// A whole request under each profile: the first byte chooses the terms, then come pieces with two bytes of length each: the
/// host's name, certificates, and last the anchor.
pub fn validate(bytes: &[u8]) {
    let Some((&terms, rest)) = bytes.split_first() else {
        return;
    };
    let mut pieces = pieces(rest);
    if pieces.len() < 3 {
        return;
    }
    let anchor = pieces.pop().unwrap_or_default();
    let host = String::from_utf8_lossy(pieces.remove(0)).into_owned();
    let time = Time::parse_rfc3339("2026-06-01T12:00:00Z").expect("RFC 3339");
    let mut request = ValidationRequest::new("", "", time);
    request.certificates = pieces
        .iter()
        .map(|piece| Part::Bytes(piece.to_vec()))
        .collect();
    request.trust.anchors = vec![Part::Bytes(anchor.to_vec())];
    request.trust.store = StoreChoice::None;
    request.purpose = match terms & 3 {
        0 | 1 => Purpose::Server,
        2 => Purpose::Client,
        _ => Purpose::Any,
    };
    request.hostname = match terms & 4 {
        0 => Hostname::Name(host),
        _ => Hostname::Unchecked,
    };
    request.policy = RequestPolicy {
        initial_policies: (terms & 8 != 0).then(|| vec!["1.2.3.4".to_owned()]),
        require_explicit: terms & 16 != 0,
        inhibit_mapping: terms & 32 != 0,
        inhibit_any: terms & 64 != 0,
    };
    for profile in ["rfc5280", "rfc5280-strict", "webpki", "chrome", "firefox"] {
        request.profile = Some(profile.to_owned());
        let Ok(report) = certlens::validate(&request, small_data()) else {
            continue;
        };
        let errors = || {
            report
                .findings
                .iter()
                .filter(|f| f.outcome == Outcome::Error)
        };
        match report.verdict {
            Verdict::Trusted => {
                assert_eq!(errors().count(), 0);
                assert_eq!(report.code, None);
                let best = report.paths.first().expect("a path is trusted");
                assert!(best.anchor.is_some() && best.verdict == Verdict::Trusted);
            }
            Verdict::Rejected => {
                assert!(
                    report
                        .paths
                        .iter()
                        .all(|path| path.verdict == Verdict::Rejected)
                );
                assert!(
                    report.code.is_some(),
                    "rejected without a cause: {}",
                    report.summary
                );
            }
        }
        assert!(!report.summary.is_empty());
        let json = certlens::validate_json(&request, small_data()).expect("as before");
        assert_eq!(
            json,
            certlens::validate_json(&request, small_data()).expect("as before")
        );
    }
}

/// Names: of a host as somebody types it, and as certificates hold them, compared with each other and with constraints; and
/// the object identifiers of a request.
pub fn names(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (first, second) = text.split_once('\n').unwrap_or((&text, ""));
    let host = Host::parse(first);
    if let Ok(pattern) = DnsPattern::parse(second.as_bytes()) {
        if let Ok(Host::Dns(host)) = &host {
            let _ = pattern.matches(host);
        }
        let _ = public_suffixes().is_public_suffix(second);
        let _ = public_suffixes().has_top_level_domain(second);
    }
    if let Ok(host) = &host {
        // Said again, it is the same host.
        assert_eq!(
            Host::parse(&host.to_string()).as_ref(),
            Ok(host),
            "{first:?}"
        );
    }
    let mut read = Vec::new();
    let middle = bytes
        .iter()
        .position(|byte| *byte == b'\n')
        .unwrap_or(bytes.len());
    let (left, right) = bytes.split_at(middle);
    let right = right.get(1..).unwrap_or_default();
    for text in [left, right] {
        read.extend([
            GeneralName::Dns(text.to_vec()),
            GeneralName::Email(text.to_vec()),
            GeneralName::Uri(text.to_vec()),
            GeneralName::Ip(text.to_vec()),
        ]);
    }
    let tree = Tree::read(bytes, 0..bytes.len());
    if let Some(root) = tree.root() {
        if let Ok(name) = GeneralName::read_leniently(root) {
            read.push(name);
        }
        let name = DistinguishedName::read_leniently(root);
        assert_eq!(
            DistinguishedName::read(root).is_ok(),
            name.problem().is_none()
        );
        assert!(!name.is_empty() || name.is_whole() && name.attributes().next().is_none());
        let _ = (name.text(), name.label(), name.common_name());
        read.extend(subject_names(&name, &[]));
        read.push(GeneralName::Directory(name));
    }
    for name in &read {
        let _ = (name.form(), name.shown());
    }
    for base in &read {
        let Ok(subtree) = Subtree::read(base) else {
            continue;
        };
        for name in &read {
            let name = Name::read(name, Form::of(name));
            let whole = subtree.covers(&name, Extent::Whole);
            let part = subtree.covers(&name, Extent::Part);
            assert!(
                part || !whole,
                "covered whole, but not in part: {base:?}, {name:?}"
            );
        }
    }
    let policy = |text: &str| {
        let time = Time::from_unix(0);
        let mut request = ValidationRequest::new("none", "", time);
        request.profile = Some("rfc5280".to_owned());
        request.policy.initial_policies = Some(vec![text.to_owned()]);
        request.hostname = Hostname::Name(text.to_owned());
        request
    };
    let _ = certlens::validate(&policy(first), small_data());
}

/// A moment, as requests say it. What is read reads the same when it is written again.
pub fn time(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(time) = Time::parse_rfc3339(&text) {
        assert_eq!(Time::parse_rfc3339(&time.to_string()), Some(time));
        assert_eq!(Time::from_unix(time.unix()), time);
    }
    if let Ok(eight) = <[u8; 8]>::try_from(bytes) {
        let time = Time::from_unix(i64::from_le_bytes(eight));
        let _ = (time.to_string(), time.days_since(Time::from_unix(0)));
    }
}

/// A data file: a store of roots or a Public Suffix List, which a caller loads.
pub fn data(bytes: &[u8]) {
    let mut data = Data::default();
    if let Err(problem) = data.load(bytes) {
        assert!(!problem.to_string().is_empty());
    }
    if let Ok(list) = PublicSuffixes::read(bytes) {
        let _ = list.is_public_suffix("a.b.example");
    }
}

/// A signature: AlgorithmIdentifier's OID and parameters, key, message and signature, each with two bytes of length. Nobody
/// here can sign, so none but a seed's own may be valid.
pub fn signature(bytes: &[u8]) {
    let pieces = pieces(bytes);
    let [oid, parameters, spki, message, signature] = pieces.as_slice() else {
        return;
    };
    let _ = parse_public_key(spki);
    let parameters = Some(*parameters).filter(|parameters| !parameters.is_empty());
    let Ok(scheme) = Scheme::from_algorithm(oid, parameters) else {
        return;
    };
    let task = Task {
        scheme,
        spki,
        message,
        signature,
    };
    let answer = verify(&task);
    assert_eq!(answer, verify(&task));
    if answer == Answer::Valid {
        assert!(parse_public_key(spki).is_ok_and(|key| key.fits(scheme)));
    }
}

/// Evidence about revocation, beside a chain that needs it: pieces with two bytes of length each, leaf, anchor, CRL and OCSP
/// response. Whatever the evidence says, a certificate that is rejected without any is not trusted with it.
pub fn evidence(bytes: &[u8]) {
    let pieces = pieces(bytes);
    let [leaf, anchor, crl, ocsp] = pieces.as_slice() else {
        return;
    };
    let time = Time::parse_rfc3339("2026-06-01T12:00:00Z").expect("RFC 3339");
    let mut request = ValidationRequest::new("", "example.com", time);
    request.certificates = vec![Part::Bytes(leaf.to_vec())];
    request.trust.anchors = vec![Part::Bytes(anchor.to_vec())];
    request.trust.store = StoreChoice::None;
    request.profile = Some("rfc5280".to_owned());
    let verdict = |request: &ValidationRequest| {
        let report = certlens::validate(request, small_data()).ok()?;
        Some(report.verdict)
    };
    request.revocation = Some(Revocation::Off);
    let without = verdict(&request);
    request.crls = vec![Part::Bytes(crl.to_vec())];
    request.ocsp = vec![Part::Bytes(ocsp.to_vec())];
    for wanted in [Revocation::Evidence, Revocation::Hard] {
        request.revocation = Some(wanted);
        if verdict(&request) == Some(Verdict::Trusted) {
            assert_eq!(without, Some(Verdict::Trusted));
        }
    } // As a staple, which each browser reads by rules of its own.
    request.crls.clear();
    request.revocation = None;
    for profile in ["chrome", "firefox"] {
        request.profile = Some(profile.to_owned());
        let stapled = verdict(&request);
        let ocsp = std::mem::take(&mut request.ocsp);
        let bare = verdict(&request);
        request.ocsp = ocsp;
        // To Firefox it may be what the leaf's TLS feature asks for.
        if profile == "chrome" && stapled == Some(Verdict::Trusted) {
            assert_eq!(bare, Some(Verdict::Trusted));
        }
    }
}

/// Certificate Transparency, as both browsers ask for it of public CAs: pieces with two bytes of length each, leaf, anchor, list of SCTs
/// from TLS, and a list of logs. What the server adds can only help.
pub fn transparency(bytes: &[u8]) {
    let pieces = pieces(bytes);
    let [leaf, anchor, scts, logs] = pieces.as_slice() else {
        return;
    };
    let mut data = with_suffixes();
    let _ = data.load(logs);
    let time = Time::parse_rfc3339("2026-06-01T12:00:00Z").expect("RFC 3339");
    let mut request = ValidationRequest::new("", "example.com", time);
    request.certificates = vec![Part::Bytes(leaf.to_vec())];
    request.trust.anchors = vec![Part::Bytes(anchor.to_vec())];
    request.trust.anchors_as = Standing::BuiltIn;
    request.trust.store = StoreChoice::None;
    for profile in ["chrome", "firefox"] {
        request.profile = Some(profile.to_owned());
        let ask = |scts: Vec<Vec<u8>>| {
            let mut request = request.clone();
            request.scts = scts;
            let report = certlens::validate(&request, &data).ok()?;
            // A list that is none ends Chrome's handshake.
            let is_ended = profile == "chrome" && report.code == Some("ERR_SSL_PROTOCOL_ERROR");
            Some((report.verdict, is_ended))
        };
        let (without, with) = (ask(Vec::new()), ask(vec![scts.to_vec()]));
        if without == Some((Verdict::Trusted, false)) {
            assert!(with == without || with == Some((Verdict::Rejected, true)));
        }
    }
}

/// Splits into pieces with two bytes of length each; the last has what is left.
fn pieces(mut bytes: &[u8]) -> Vec<&[u8]> {
    let mut pieces = Vec::new();
    while let [high, low, rest @ ..] = bytes {
        let length = usize::from(u16::from_be_bytes([*high, *low])).min(rest.len());
        let (piece, left) = rest.split_at(length);
        pieces.push(piece);
        bytes = left;
    }
    pieces
}

fn small_data() -> &'static Data {
    static DATA: OnceLock<Data> = OnceLock::new();
    DATA.get_or_init(with_suffixes)
}

fn with_suffixes() -> Data {
    let mut data = Data::default();
    data.load(SUFFIXES.as_bytes()).expect("is a data file");
    data
}

fn public_suffixes() -> &'static PublicSuffixes {
    static LIST: OnceLock<PublicSuffixes> = OnceLock::new();
    LIST.get_or_init(|| PublicSuffixes::read(SUFFIXES.as_bytes()).expect("is a list"))
}
