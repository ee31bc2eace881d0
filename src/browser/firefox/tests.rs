//! What is said of a broken rule has the values that broke it.

use mint::{Builder, Criticality, GeneralName, Issued, extension, oid};
use serde_json::{Value, json};

use crate::request::{StoreChoice, ValidationRequest};
use crate::{Data, Part, Time, validate};

type Change = fn(Builder) -> Builder;

/// Id and details of what Firefox finds about a leaf below a CA.
fn findings(ca: Change, leaf: Change) -> Vec<(&'static str, Value)> {
    let root = mint::root("Root");
    let ca = ca(root.ca("CA")).issue();
    let leaf = leaf(ca.leaf(&["a.example"])).issue();
    let part = |issued: &Issued| Part::Bytes(issued.der.clone());
    let time = Time::parse_rfc3339("2026-06-01T00:00:00Z").expect("RFC 3339");
    let mut request = ValidationRequest::new("", "a.example", time);
    request.profile = Some("firefox".to_owned());
    request.certificates = vec![part(&leaf), part(&ca)];
    request.trust.store = StoreChoice::None;
    request.trust.anchors = vec![part(&root)];
    let report = validate(&request, &Data::default()).expect("a well-formed request");
    let found = report.findings.iter();
    found
        .map(|f| (f.id, serde_json::to_value(&f.details).expect("plain data")))
        .collect()
}

fn details(findings: &[(&str, Value)], id: &str) -> Value {
    let found = findings.iter().find(|finding| finding.0 == id);
    found.expect("it is broken").1.clone()
}

fn excluding(ca: Builder, name: GeneralName) -> Builder {
    let value = extension::name_constraints(&[], &[name]);
    ca.extension(oid::NAME_CONSTRAINTS, Criticality::Critical, value)
}

#[test]
fn what_excludes_a_name_is_told() {
    let found = findings(|ca| excluding(ca, "example".into()), |leaf| leaf);
    let told = details(&found, "name-constraint-violated");
    assert_eq!(told["constraints"], json!(["example"]));
    assert_eq!(told["name"], "a.example");
    let found = findings(|ca| excluding(ca, "b.example".into()), |leaf| leaf);
    assert_eq!(found, []);
}

/// A directory name that is excluded excludes every name, and a URI that is limited every URI.
#[test]
fn what_is_not_compared_is_told_by_its_name() {
    const ID: &str = "name-constraint-unsupported";
    let evil = |ca| excluding(ca, GeneralName::directory("Evil"));
    let told = details(&findings(evil, |leaf| leaf), ID);
    assert_eq!(
        (&told["form"], &told["name"]),
        (&json!("directoryName"), &json!("CN=a.example"))
    );
    let uri: Change = |ca| excluding(ca, GeneralName::uri("b.example"));
    let found = findings(uri, |leaf| {
        leaf.san([
            GeneralName::from("a.example"),
            GeneralName::uri("https://a.example/"),
        ])
    });
    assert_eq!(details(&found, ID)["name"], "https://a.example/");
    assert_eq!(findings(uri, |leaf| leaf), []);
}

/// An OCSP server is asked about the leaf, and a longer number does not fit in the question.
#[test]
fn a_serial_number_that_no_question_has_room_for_is_told_as_unreadable() {
    const ID: &str = "firefox-cannot-read";
    let asked: Change = |leaf| {
        leaf.authority_information_access(&[(oid::OCSP, "http://a.example/")])
            .serial(&[1; 61])
    };
    let told = details(&findings(|ca| ca, asked), ID);
    assert_eq!(told["error"], "SEC_ERROR_BAD_DER");
    let shorter = findings(
        |ca| ca,
        |leaf| {
            leaf.authority_information_access(&[(oid::OCSP, "http://a.example/")])
                .serial(&[1; 60])
        },
    );
    let elsewhere = findings(|ca| ca, |leaf| leaf.serial(&[1; 61]));
    for found in [shorter, elsewhere] {
        assert!(found.iter().all(|finding| finding.0 != ID));
    }
}

#[test]
fn dates_that_cannot_be_read_are_told_once() {
    let found = findings(|ca| ca, |leaf| leaf.not_after("2025-12-31T00:00:00Z"));
    let unread = found
        .iter()
        .filter(|finding| finding.0 == "firefox-cannot-read");
    assert_eq!(unread.count(), 1);
    let expired = |leaf: Builder| {
        leaf.not_before("2025-01-01T00:00:00Z")
            .not_after("2026-01-01T00:00:00Z")
    };
    let found = findings(|ca| ca, expired);
    let ids: Vec<_> = found.iter().map(|finding| finding.0).collect();
    assert_eq!(ids, ["certificate-expired"]);
}
