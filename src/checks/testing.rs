//! What the rules' tests share: a chain of mint's judged under `rfc5280`, for any purpose and without a host name.

use mint::Issued;

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
