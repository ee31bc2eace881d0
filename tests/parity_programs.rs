//! What a finding says that OpenSSL, Node and Go call its fault is what they called it: their clients visited the chains of
//! `parity/verdicts/openssl.json`, `node.json` and `go.json`, and each chain that has one error here is compared. `cargo xtask
//! parity record go` asks anew.

#[path = "common/asked.rs"]
mod asked;
mod common;

use certlens::{Check, Codes, Finding, Outcome, describe, validate};
use parity::case::Case;
use parity::record::{self, Line};
use rayon::prelude::*;

/// A program's record, and what a finding says of that program.
type Program = (&'static str, fn(&Codes) -> Option<&'static str>);

const PROGRAMS: [Program; 3] = [
    ("openssl", |codes| codes.openssl),
    ("node", |codes| codes.node),
    ("go", |codes| codes.go),
];

/// What no case has alone as an error, by program: their codes were seen by hand. It is no error here, is no matter of chains, or
/// needs lists of revoked certificates or a limit that the caller brings.
const UNSEEN: [(&str, &[&str]); 3] = [
    (
        "openssl",
        &[
            "path-too-long",
            "certificate-revoked",
            "revocation-unknown",
            "anchor-is-intermediate",
            "private-key-mismatch",
        ],
    ),
    (
        "node",
        &[
            "certificate-revoked",
            "revocation-unknown",
            "anchor-is-intermediate",
            "private-key-mismatch",
        ],
    ),
    ("go", &["anchor-out-of-date", "private-key-mismatch"]),
];

/// Cases in which a program says something else, and why.
const DIFFERENT: &[(&str, &[&str], &str)] = &[
    (
        "openssl node",
        &[
            "der/intermediate-tbs-indefinite-length",
            "der/root-tbs-indefinite-length",
        ],
        "OpenSSL reads lengths that are not DER's",
    ),
    (
        "openssl node",
        &[
            "basic-constraints-form/root-path-length-negative",
            "basic-constraints-form/root-path-length-superfluous-zero",
            "basic-constraints-form/root-trailing-element",
            "basic-constraints-form/root-not-a-sequence",
        ],
        "OpenSSL takes a root for none whose basicConstraints it cannot read",
    ),
    (
        "openssl node",
        &["ml-dsa/signature-wrong"],
        "OpenSSL 3.0 knows no ML-DSA, and takes the key for another's",
    ),
    (
        "openssl",
        &[
            "element-form/root-policy-constraints-and-more",
            "extension-form/root-duplicate-policy-constraints",
            "policies-form/root-constraints-empty",
            "policies/any-inhibited-by-root",
            "policies/mapped-and-inhibited-by-root",
            "policies/mapped-by-root",
            "policies/mapping-inhibited-by-root",
            "policies/required-by-root-intermediate-without",
            "policies/required-by-root-none",
        ],
        "OpenSSL does not count what the root's certificate says of policies",
    ),
    (
        "openssl",
        &["trusted-leaf/expired-beside-root"],
        "OpenSSL does not take the leaf itself for the root that it is beside",
    ),
    (
        "openssl go",
        &["host/both-with-dot"],
        "both take a name with a dot at its end where the certificate has the dot too",
    ),
    (
        "go",
        &[
            "basic-constraints/intermediate-v1-and-root-v1",
            "version/intermediate-v1",
            "version/intermediate-v2-unique-identifiers",
        ],
        "Go has another text where the certificate's version is not 3",
    ),
    (
        "go",
        &["host/ipv6-mapped-san-ipv4"],
        "Go takes an IPv4 address and its form of IPv6 for the same",
    ),
    (
        "go",
        &["san-form/ip-as-dns"],
        "Go lists an address that is written as a DNS name",
    ),
    (
        "go",
        &["basic-constraints-form/root-trailing-element"],
        "Go reads no further than the path length",
    ),
    (
        "go",
        &["branch/rsa-key-of-2048-octets"],
        "Go takes no RSA key of more than 8192 bits in a handshake",
    ),
];

/// What is asked of OpenSSL and Node only where the caller brings lists of revoked certificates; a stapled response they leave aside.
const NEEDS_EVIDENCE: [&str; 2] = ["certificate-revoked", "revocation-unknown"];

/// How a program says that it did not come to judge: it could not read a certificate that is read here, or the server of the harness
/// refused the host's name.
const NOT_JUDGED: &[&str] = &[
    "tls: failed to parse certificate from server",
    "remote error: tls: illegal parameter",
    "ERR_SSL_",
];

/// What a program says of a case, where it came to judge it, or says what is claimed without.
fn said<'a>(line: &'a Line, claim: &str) -> Option<&'a str> {
    let said = line.code.as_deref().unwrap_or("accepted");
    let is_judged = !NOT_JUDGED.iter().any(|start| said.starts_with(start));
    (line.unanswered.is_none() && (is_judged || is_said(claim, said))).then_some(said)
}

/// What a finding says of a program, and what that program said.
#[derive(Debug)]
struct Told {
    case: String,
    #[allow(dead_code)] // shown where it is not known
    finding: &'static str,
    #[allow(dead_code)]
    claim: &'static str,
    #[allow(dead_code)]
    said: String,
    same: bool,
}

/// `…` stands for what is another text each time.
fn is_said(claim: &str, said: &str) -> bool {
    claim.split('…').all(|part| said.contains(part))
}

/// A few cases asked anew of another version would make the whole record one of that version.
#[test]
fn each_record_is_of_the_version_that_is_told() {
    let told = std::fs::read_to_string("pkg/REFERENCE.md").expect("the document");
    for (program, title, version) in [
        ("openssl", "OpenSSL 3.0", "OpenSSL 3.0."),
        ("node", "Node 20", "v20."),
        ("go", "Go 1.27", "go version go1.27."),
    ] {
        let record = record::read(program).expect("the record");
        assert!(record.version.starts_with(version), "{}", record.version);
        assert!(told.contains(title), "{title}");
    }
}

#[test]
fn a_fault_is_called_as_each_program_called_it() {
    let data = common::data();
    for (program, code) in PROGRAMS {
        let record = record::read(program).expect("the record");
        let compare = |case: &'static Case| {
            let line = record.verdicts.get(&case.id)?;
            assert_eq!(line.question, record::digest(case), "{}", case.id);
            let report = validate(&asked::request(case, "rfc5280"), &data).expect("a request");
            let is_error = |finding: &&Finding| finding.outcome == Outcome::Error;
            let errors: Vec<_> = report.findings.iter().filter(is_error).collect();
            let [finding] = errors[..] else { return None };
            if NEEDS_EVIDENCE.contains(&finding.id) {
                return None;
            }
            let claim = code(&finding.codes)?;
            let said = said(line, claim)?;
            Some(Told {
                case: case.id.clone(),
                finding: finding.id,
                claim,
                said: said.to_owned(),
                same: is_said(claim, said),
            })
        };
        let cases = parity::cases::recorded().par_iter();
        let compared: Vec<_> = cases.filter_map(compare).collect();
        let (same, different): (Vec<_>, Vec<_>) = compared.into_iter().partition(|told| told.same);
        let is_unseen = |check: &&Check| {
            let description = describe(check.id()).expect("its id");
            let is_claimed = code(&description.codes).is_some();
            is_claimed && !same.iter().any(|told| told.finding == check.id())
        };
        let unseen = Check::ALL.iter().filter(is_unseen);
        let unseen: Vec<&str> = unseen.map(|check| check.id()).collect();
        assert!(
            UNSEEN.contains(&(program, &unseen)),
            "{program}: {unseen:?}"
        );
        let known = DIFFERENT.iter().filter(|(of, ..)| of.contains(program));
        let known: Vec<&str> = known.flat_map(|(_, cases, _)| *cases).copied().collect();
        let is_known = |told: &&Told| known.contains(&told.case.as_str());
        let unknown: Vec<_> = different.iter().filter(|told| !is_known(told)).collect();
        assert!(unknown.is_empty(), "{program}: {unknown:#?}");
        let is_different = |case: &&str| different.iter().any(|told| told.case == **case);
        let stale: Vec<_> = known.iter().filter(|case| !is_different(case)).collect();
        assert!(
            stale.is_empty(),
            "{program}: no longer different: {stale:?}"
        );
    }
}
