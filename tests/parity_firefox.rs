//! Every chain of our own that the real Firefox was asked about, judged under `firefox`: the same verdict and the same code.
//! The verdicts are recorded in `parity/verdicts/firefox.json`, with the version of the browser; `cargo xtask parity` records
//! them anew.

#[path = "common/asked.rs"]
mod asked;
mod common;
#[path = "common/holds.rs"]
mod holds;

use certlens::{Data, Hostname, Part, StoreChoice, Time, ValidationRequest, Verdict};
use parity::case::Case;
use rayon::prelude::*;

/// What is known to differ, and why.
const DIFFERENT: &[(&str, &str)] = &[
    ("tangled/107-sha1", SHA1),
    ("tangled/264-sha1", SHA1),
    ("envelope/018-leaf", NO_CERTIFICATE),
    ("tls/message-of-129-kib", TOO_LONG),
    ("staple/good-signed-with-sha1", SHA1_STAPLE),
    ("staple/revoked-signed-with-sha1", SHA1_STAPLE),
];

const SHA1_STAPLE: &str = "Firefox verifies SHA-1 under a response, though Mozilla's policy forbids it since 2022; here it is not \
    verified, so that the response is refused, and told as one that is not verified here";

const TOO_LONG: &str = "Firefox takes no more than 128 KiB of certificates; here they are judged, as more may be given than a server \
    sends";

const NO_CERTIFICATE: &str = "the algorithm stands before the signed part, as in a key; a server sends that as its certificate, but \
    bytes without a label are told as no certificate here, and the next certificate counts as the leaf";

const SHA1: &str = "Firefox verifies the leaf's SHA-1 signature with each key of its issuer's name, and some of these did not \
    make it; here SHA-1 is refused without being verified, so only its first word, that the algorithm is disabled, is known";

/// Of limbo's cases, each of which has a Firefox of its own.
///
/// All of limbo's roots and many of its intermediates have the same names, and a Firefox that was asked of one case before still
/// knows those of it: it then answers SEC_ERROR_UNKNOWN_ISSUER, as several candidates fail differently, or finds a missing
/// intermediate.
const LIMBO_DIFFERENT: &[(&str, &str)] = &[];

/// Of the real chains.
const REAL_DIFFERENT: &[(&str, &str)] = &[];

/// The code that is shown; `trusted` where the page loads.
fn judged(request: &ValidationRequest, data: &Data) -> String {
    match holds::validate(request, data) {
        Ok(report) => match report.verdict {
            Verdict::Trusted => "trusted".to_owned(),
            Verdict::Rejected => report.code.unwrap_or("no code").to_owned(),
        },
        Err(error) => format!("{error}"),
    }
}

/// How many agree, and which do not.
#[derive(Default)]
struct Comparison {
    cases: usize,
    verdicts: usize,
    codes: usize,
    different: Vec<(String, String)>,
}

impl Comparison {
    fn compare(&mut self, id: &str, recorded: &str, judged: &str) {
        let is_same_verdict = (judged == "trusted") == (recorded == "trusted");
        self.cases += 1;
        self.verdicts += usize::from(is_same_verdict);
        self.codes += usize::from(judged == recorded);
        if judged != recorded {
            let mark = if is_same_verdict { " " } else { "!" };
            let text = format!("{mark} {id}: Firefox {recorded}, here {judged}");
            self.different.push((id.to_owned(), text));
        }
    }

    /// Nothing differs but what is known to, and all of that does.
    fn end(self, what: &str, known: &[(&str, &str)]) {
        let Self {
            cases,
            verdicts,
            codes,
            different,
        } = self;
        eprintln!("{what}: {cases} cases, {verdicts} verdicts and {codes} codes agree");
        let is_known = |id: &str| known.iter().any(|(known, _)| *known == id);
        let unknown: Vec<&str> = different
            .iter()
            .filter(|(id, _)| !is_known(id))
            .map(|(_, text)| text.as_str())
            .collect();
        assert!(
            unknown.is_empty(),
            "{} of {cases} differ:\n{}",
            unknown.len(),
            unknown.join("\n")
        );
        let is_different = |id: &str| different.iter().any(|(different, _)| different == id);
        let stale: Vec<&str> = known
            .iter()
            .map(|(id, _)| *id)
            .filter(|id| !is_different(id))
            .collect();
        assert!(stale.is_empty(), "no longer different: {stale:?}");
    }
}

#[test]
fn every_recorded_case_is_judged_as_firefox_judged_it() {
    let record = parity::record::read("firefox").expect("the record");
    let data = common::data(); // Firefox knows logs below any root
    let mut comparison = Comparison::default();
    let judge = |case: &'static Case| {
        let line = record.verdicts.get(&case.id)?;
        if line.unanswered.is_some() || line.question != parity::record::digest(case) {
            return None;
        }
        // A server of the harness refuses some host names; then Firefox's verifier was asked directly.
        let recorded = match (line.code.as_deref(), line.verifier.as_deref()) {
            (Some("SSL_ERROR_ILLEGAL_PARAMETER_ALERT"), Some(verifier)) => verifier,
            (code, _) => code.unwrap_or("trusted"),
        };
        let judged = judged(&asked::request(case, "firefox"), &data);
        Some((&case.id, recorded, judged))
    };
    let cases = parity::cases::recorded().par_iter();
    let answers: Vec<_> = cases.filter_map(judge).collect();
    for (id, recorded, judged) in answers {
        comparison.compare(id, recorded, &judged);
    }
    comparison.end("our own", DIFFERENT);
}

/// One chain of each code, and chains with certificates of which the page can tell nothing.
#[test]
fn one_may_go_on_where_firefox_lets_one() {
    let record = parity::record::read("firefox-pages").expect("the record");
    let data = common::data();
    let mut compared = 0;
    for case in parity::cases::recorded() {
        let Some(line) = record.verdicts.get(&case.id) else {
            continue;
        };
        compared += 1;
        assert_eq!(line.question, parity::record::digest(case), "{}", case.id);
        let report = holds::validate(&asked::request(case, "firefox"), &data);
        let report = report.expect("a well-formed request");
        // One that Firefox refuses for its size is judged here.
        if report.code.is_some() {
            assert_eq!(report.overridable, line.proceed, "{}", case.id);
        }
    }
    assert_eq!(compared, record.verdicts.len(), "cases are gone");
}

/// Limbo's core, asked of Firefox's verifier alone; where TLS would not use the leaf's key, what TLS says counts. No handshake
/// brings the intermediates: Firefox holds them itself, as it does those that it has fetched.
#[test]
fn limbo_is_judged_as_firefox_judges_it() {
    let record = parity::record::read("firefox-limbo").expect("the record");
    let data = common::data();
    let mut comparison = Comparison::default();
    for case in common::limbo_core() {
        let Some(line) = record.verdicts.get(&case.id) else {
            continue;
        };
        if line.unanswered.is_some() {
            continue;
        }
        let time = match &case.validation_time {
            Some(time) => Time::parse_rfc3339(time).expect("RFC 3339"),
            None => Time::parse_rfc3339(&format!("{}T12:00:00Z", record.date)).expect("a date"),
        };
        let mut request = ValidationRequest::new("", "", time);
        request.certificates = vec![Part::Text(case.peer_certificate)];
        let intermediates = case.untrusted_intermediates.into_iter();
        request.fetched = intermediates.map(Part::Text).collect();
        request.leaf = Some(0);
        request.trust.anchors = case.trusted_certs.iter().cloned().map(Part::Text).collect();
        request.trust.store = StoreChoice::None;
        request.hostname = match case.expected_peer_name {
            Some(name) => Hostname::Name(name.value),
            None => Hostname::Unchecked,
        };
        if case.validation_kind == "CLIENT" {
            request.purpose = certlens::Purpose::Client;
        }
        request.profile = Some("firefox".to_owned());
        let recorded = line.code.as_deref().unwrap_or("trusted");
        comparison.compare(&case.id, recorded, &judged(&request, &data));
    }
    assert_eq!(comparison.cases, 208);
    comparison.end("limbo", LIMBO_DIFFERENT);
}

/// The chains of real servers, with the roots that Firefox has; Certificate Transparency switched off.
#[test]
fn real_chains_are_judged_as_firefox_judges_them() {
    let record = parity::record::read("firefox-real").expect("the record");
    let data = common::data();
    let mut comparison = Comparison::default();
    for chain in common::real_chains() {
        let line = record.verdicts.get(&chain.id).expect("asked");
        let mut request = common::request(
            &chain.certificates,
            &chain.host,
            chain.time,
            Some(certlens::StoreName::Mozilla),
        );
        request.profile = Some("firefox".to_owned());
        let recorded = line.code.as_deref().unwrap_or("trusted");
        comparison.compare(&chain.id, recorded, &judged(&request, &data));
    }
    comparison.end("real chains", REAL_DIFFERENT);
}
