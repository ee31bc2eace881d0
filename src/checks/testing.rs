//! What the rules' tests share: a chain of mint's judged under `rfc5280`, for any purpose and without a host name; and what one rule
//! records.

use mint::Issued;

use super::Link;
use crate::certificate::Certificate;
use crate::finding::{Check, Records, Said};
use crate::path::Role;
use crate::{Data, Hostname, Outcome, Part, Purpose, Report, Time, ValidationRequest, validate};

/// Judges `chain`, the leaf first and the trust anchor last, after `change` to the request.
pub(super) fn judge(chain: &[&Issued], change: impl FnOnce(&mut ValidationRequest)) -> Report {
    let part = |issued: &&Issued| Part::Bytes(issued.der.clone());
    let (anchor, sent) = chain.split_last().expect("a chain has an anchor");
    let time = Time::parse_rfc3339("2026-06-01T00:00:00Z").expect("RFC 3339");
    let mut request = ValidationRequest::new("", "", time);
    request.profile = Some("rfc5280".to_owned());
    request.certificates = sent.iter().map(part).collect();
    request.leaf = Some(0);
    request.trust.anchors = vec![part(anchor)];
    request.hostname = Hostname::Unchecked;
    request.purpose = Purpose::Any;
    change(&mut request);
    validate(&request, &Data::default()).expect("a well-formed request")
}

/// The errors of the best path: rule, and certificate by its place in the chain.
pub(super) fn errors(report: &Report) -> Vec<(&'static str, Option<usize>)> {
    let errors = report.paths[0].findings.iter();
    errors
        .filter(|finding| finding.outcome == Outcome::Error)
        .map(|finding| (finding.id, finding.certificate))
        .collect()
}

/// What a rule said first: broken, passed, not applicable or not checked.
pub(crate) fn word(ask: impl FnOnce(&mut Records), rule: Check) -> &'static str {
    let mut records = Records::default();
    ask(&mut records);
    let mut of_rule = records.0.iter().filter(|record| record.check == rule);
    match of_rule.next().map(|record| &record.said) {
        Some(Said::Broken(_)) => "broken",
        Some(Said::Passed) => "passed",
        Some(Said::NotApplicable) => "not applicable",
        Some(Said::NotChecked) => "not checked",
        None => "silent",
    }
}

/// As it is read.
pub(crate) fn read(issued: &Issued) -> Certificate {
    Certificate::read(issued.der.clone())
}

/// It at a place of a path.
pub(crate) fn link(certificate: &Certificate, place: usize) -> Link<'_> {
    let role = match place {
        0 => Role::Leaf,
        _ => Role::Intermediate,
    };
    let contents = certificate.contents.as_ref().unwrap();
    Link {
        place,
        index: place,
        role,
        is_self_issued: contents.is_self_issued(),
        contents,
    }
}
