//! The bundle that a server should send, made from what it does send and what else was given. Makes something of reports;
//! knows no rule: whether a bundle is a cure is for the engine to say.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use crate::data::Data;
use crate::engine::Run;
use crate::input::{Kind, Part};
use crate::judgement::Verdict;
use crate::report::{CertificateInfo, PathReport, Report};
use crate::request::{Error, ValidationRequest};
use crate::signature::Answered;

/// A corrected bundle.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Bundle {
    /// The certificates that a server must send, the end-entity certificate first.
    pub pem: String,
    /// What was done to the input, a sentence each; empty where it was right already.
    pub changes: Vec<String>,
    /// What the request's profile makes of it, with nothing fetched from elsewhere.
    pub report: Report,
}

/// Paths that are tried. The best comes first and is nearly always the answer.
const MOST_TRIED: usize = 4;

/// The corrected bundle: in order, without duplicates, strangers or the root, with what was missing where `fetched` or the
/// store has it. It is validated again, alone; `None` where that is no cure.
///
/// An anchor that is no root (Chrome's store has some) stays in the bundle: other clients need it.
///
/// # Errors
/// As [`crate::validate`].
///
/// ```
/// use certlens::{Data, Part, Time, ValidationRequest, bundle};
///
/// # let root = mint::root("Example Root CA");
/// # let intermediate = root.ca("Example Intermediate CA").issue();
/// # let leaf = intermediate.leaf(&["example.com"]).issue();
/// # let (leaf_pem, intermediate_pem, root_pem) = (leaf.pem(), intermediate.pem(), root.pem());
/// let time = Time::parse_rfc3339("2026-06-01T12:00:00Z").expect("RFC 3339");
/// let sent = [root_pem.as_str(), &intermediate_pem, &leaf_pem].concat();
/// let mut request = ValidationRequest::new(sent, "example.com", time);
/// request.profile = Some("rfc5280".to_owned());
/// request.trust.anchors = vec![Part::Text(root_pem)];
///
/// let bundle = bundle(&request, &Data::default())?.expect("a cure");
/// assert_eq!(bundle.pem, [leaf_pem, intermediate_pem].concat());
/// assert_eq!(bundle.changes.len(), 2); // the order, and the root left out
/// # Ok::<(), certlens::Error>(())
/// ```
pub fn bundle(request: &ValidationRequest, data: &Data) -> Result<Option<Bundle>, Error> {
    let mut known = Answered::default();
    let report = Run::new(request, data)?.finish_with(&mut known);
    for path in report
        .paths
        .iter()
        .filter(|path| path.anchor.is_some())
        .take(MOST_TRIED)
    {
        let chain = chain(&report, path);
        let pem: String = chain.iter().map(|info| pem(&info.der)).collect();
        let alone = ValidationRequest {
            certificates: vec![Part::Text(pem.clone())],
            fetched: Vec::new(),
            leaf: Some(0),
            ..request.clone()
        };
        let proof = Run::new(&alone, data)?.finish_with(&mut known);
        if proof.verdict == Verdict::Trusted {
            return Ok(Some(Bundle {
                pem,
                changes: changes(&report, path, &chain),
                report: proof,
            }));
        }
    }
    Ok(None)
}

/// What of a path a server sends.
fn chain<'a>(report: &'a Report, path: &PathReport) -> Vec<&'a CertificateInfo> {
    let certificates = path.certificates.iter().enumerate();
    certificates
        .filter(|(place, index)| *place == 0 || !is_root(report, path, **index))
        .filter_map(|(_, index)| report.certificates.get(*index))
        .collect()
}

fn is_root(report: &Report, path: &PathReport, index: usize) -> bool {
    let contents = report
        .certificates
        .get(index)
        .and_then(|info| info.contents.as_ref());
    path.anchor == Some(index) && contents.is_some_and(|contents| contents.self_issued)
}

fn changes(report: &Report, path: &PathReport, chain: &[&CertificateInfo]) -> Vec<String> {
    let sent: Vec<&CertificateInfo> = report
        .certificates
        .iter()
        .filter(|info| info.sent == Some(info.index))
        .collect();
    let is_kept = |info: &&CertificateInfo| chain.iter().any(|kept| kept.sent == info.sent);
    let mut changes = Vec::new();
    let kept_of_sent = chain.iter().filter_map(|info| info.sent);
    if !kept_of_sent.is_sorted() {
        changes.push(
            "Put in order: the server's own certificate first, then each one's issuer.".to_owned(),
        );
    }
    for info in sent.iter().filter(|info| !is_kept(info)) {
        let (number, label) = (info.index + 1, &info.label);
        changes.push(match info.duplicate_of {
            Some(first) => format!(
                "Left out certificate {number}, “{label}”: it is the same as certificate {}.",
                first + 1
            ),
            None if path.anchor == Some(info.index) => format!(
                "Left out certificate {number}, “{label}”: it is the root, which clients have already."
            ),
            None => format!(
                "Left out certificate {number}, “{label}”: it is no part of the path to the root."
            ),
        });
    }
    for info in chain.iter().filter(|info| info.sent.is_none()) {
        let whence = match info.source {
            "certificates" => "which stands where no server sends it from",
            "fetched" => "which a client would have to fetch",
            _ => "which this browser has and others may not have",
        };
        changes.push(format!(
            "Added “{}”, {whence}: a server must send every certificate between its own and the root.",
            info.label
        ));
    }
    let beside = |kind: Kind| {
        let mut items = report.input.iter();
        items.any(|item| item.source == "certificates" && item.kind == kind)
    };
    if beside(Kind::PrivateKey) {
        changes.push(
            "Left out the private key: it belongs in a file of its own that only the server can read.".to_owned(),
        );
    }
    changes
}

fn pem(base64: &str) -> String {
    // Once more through bytes: what is written is what was judged, whatever the report's form.
    let der = STANDARD.decode(base64).unwrap_or_default();
    let text = STANDARD.encode(der);
    let mut pem = String::from("-----BEGIN CERTIFICATE-----\n");
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at_checked(64).unwrap_or((rest, ""));
        pem.push_str(line);
        pem.push('\n');
        rest = after;
    }
    pem.push_str("-----END CERTIFICATE-----\n");
    pem
}
