//! Each guided example of the page says what its recipe promises.

use certlens::{Data, Hostname, Outcome, Part, Purpose, Time, ValidationRequest};

mod common;
#[path = "common/holds.rs"]
mod holds;

#[test]
fn each_example_says_what_it_promises() {
    let data: Data = common::data();
    let examples = mint::examples::all();
    assert!(examples.len() > 15);
    for example in examples {
        let time = Time::parse_rfc3339(example.time).expect("RFC 3339");
        let name = example.hostname.unwrap_or_default();
        let mut request = ValidationRequest::new(example.input.clone(), name, time);
        request.profile = Some("rfc5280".to_owned());
        if example.hostname.is_none() {
            request.hostname = Hostname::Unchecked;
        }
        if example.purpose == Some("client") {
            request.purpose = Purpose::Client;
        }
        request.trust.store = [certlens::StoreName::Chrome, certlens::StoreName::Mozilla]
            .into_iter()
            .find(|store| store.id() == example.store)
            .into();
        request.trust.anchors = vec![Part::Text(example.anchors.clone())];
        let report = holds::validate(&request, &data)
            .unwrap_or_else(|error| panic!("{}: {error}", example.id));
        let found: Vec<_> = report
            .findings
            .iter()
            .filter(|f| f.outcome == Outcome::Error)
            .map(|f| (f.id, f.certificate))
            .collect();
        let verdict = serde_json::to_value(report.verdict).expect("serialises");
        let expected = serde_json::to_value(&example.expect).expect("serialises");
        assert_eq!(
            (&verdict, report.code),
            (&expected["verdict"], expected["id"].as_str()),
            "{}: {found:?}",
            example.id
        );
    }
}
