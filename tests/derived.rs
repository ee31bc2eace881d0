//! What is made of reports: comparisons, timelines, bundles, differences; and validators that remember.

mod common;

use certlens::signature::verify;
use certlens::{
    Data, ErrorCode, Hostname, Part, Run, Step, StoreName, Time, TimeRange, ValidationRequest,
    Validator, Verdict, bundle, compare, diff, timeline, validate,
};
use mint::Issued;

fn time(text: &str) -> Time {
    Time::parse_rfc3339(text).expect("RFC 3339")
}

/// Asks about example.com in June 2026, with `root` as the only anchor.
fn request(certificates: &[&Issued], root: &Issued) -> ValidationRequest {
    let pem: String = certificates.iter().map(|issued| issued.pem()).collect();
    let mut request = ValidationRequest::new(pem, "example.com", time("2026-06-01T00:00:00Z"));
    request.profile = Some("rfc5280".to_owned());
    request.trust.anchors = vec![Part::Text(root.pem())];
    request
}

fn chain() -> (Issued, Issued, Issued) {
    let root = mint::root("Root");
    let ca = root.ca("Intermediate").issue();
    let leaf = ca.leaf(&["example.com"]).issue();
    (root, ca, leaf)
}

mod comparisons {
    use super::*;

    #[test]
    fn each_report_is_what_validate_says() {
        let (root, ca, leaf) = chain();
        let request = request(&[&leaf, &ca], &root);
        let data = common::data();
        let comparison = compare(&request, &data, None).expect("no misuse");
        assert!(comparison.reports.len() >= 3);
        for report in &comparison.reports {
            let mut alone = request.clone();
            alone.profile = Some(report.profile.to_owned());
            let alone = validate(&alone, &data).expect("no misuse");
            let json = |report| serde_json::to_string(report).expect("serialises");
            assert_eq!(json(report), json(&alone), "{}", report.profile);
        }
    }

    /// RFC 5280 §4.2.1.1: the keyIdentifier MUST be included in all certificates but self-signed ones: section 4, which only
    /// the strict profile holds a certificate to.
    #[test]
    fn profiles_part_at_the_rule_that_one_of_them_asks() {
        let root = mint::root("Root");
        let strict = ["rfc5280", "rfc5280-strict"];
        let without = root
            .leaf(&["example.com"])
            .without(mint::oid::AUTHORITY_KEY_IDENTIFIER)
            .issue();
        let comparison = compare(
            &request(&[&without], &root),
            &Data::default(),
            Some(&strict),
        );
        let partings = comparison.expect("no misuse").partings;
        assert_eq!(partings.len(), 1);
        assert_eq!(partings[0].profiles, strict);
        assert_eq!(partings[0].id, "authority-key-identifier-missing");
        assert_eq!(partings[0].certificate, Some(0));

        let with = root.leaf(&["example.com"]).issue();
        let comparison = compare(&request(&[&with], &root), &Data::default(), Some(&strict));
        assert_eq!(comparison.expect("no misuse").partings, []);
    }

    #[test]
    fn profiles_agree_where_both_reject_for_the_same() {
        let root = mint::root("Root");
        let leaf = root.leaf(&["example.org"]).issue();
        let request = request(&[&leaf], &root);
        let comparison = compare(
            &request,
            &Data::default(),
            Some(&["rfc5280", "rfc5280-strict"]),
        );
        let comparison = comparison.expect("no misuse");
        assert!(
            comparison
                .reports
                .iter()
                .all(|r| r.verdict == Verdict::Rejected)
        );
        assert_eq!(comparison.partings, []);
    }

    #[test]
    fn misuse_is_an_error() {
        let (root, ca, leaf) = chain();
        let request = request(&[&leaf, &ca], &root);
        for (profiles, code) in [
            (&["netscape"][..], ErrorCode::ProfileUnknown),
            (&[], ErrorCode::RequestInvalid),
        ] {
            let error = compare(&request, &Data::default(), Some(profiles)).expect_err("misuse");
            assert_eq!(error.code, code);
        }
    }
}

mod timelines {
    use super::*;

    fn codes(request: &ValidationRequest, range: TimeRange) -> Vec<(String, Option<&'static str>)> {
        let moments = timeline(request, &Data::default(), range).expect("no misuse");
        moments
            .into_iter()
            .map(|moment| (moment.time.to_string(), moment.code))
            .collect()
    }

    #[test]
    fn tells_when_a_chain_begins_and_ends() {
        let root = mint::root("Root");
        let ca = root
            .ca("Intermediate")
            .not_before("2025-01-01T00:00:00Z")
            .not_after("2026-07-01T00:00:00Z")
            .issue();
        let leaf = ca.leaf(&["example.com"]).issue(); // 2026-01-01 to 2027-01-01
        let told = codes(&request(&[&leaf, &ca], &root), TimeRange::default());
        let expected = [
            ("2019-12-31T23:59:59Z", Some("certificate-not-yet-valid")),
            ("2026-01-01T00:00:00Z", None),
            ("2026-07-01T00:00:01Z", Some("certificate-expired")),
        ];
        let expected = expected.map(|(time, code)| (time.to_owned(), code));
        assert_eq!(told, expected);
    }

    /// Another issuer of the same name and key takes over: the path changes, the answer does not.
    #[test]
    fn a_change_of_path_alone_is_none() {
        let root = mint::root("Root");
        let ca = |from: &str, to: &str| {
            root.ca("Intermediate")
                .not_before(from)
                .not_after(to)
                .issue()
        };
        let early = ca("2025-01-01T00:00:00Z", "2026-07-01T00:00:00Z");
        let late = ca("2026-06-01T00:00:00Z", "2028-01-01T00:00:00Z");
        let leaf = early.leaf(&["example.com"]).issue();
        let range = TimeRange {
            from: Some(time("2026-02-01T00:00:00Z")),
            to: Some(time("2026-12-01T00:00:00Z")),
        };
        let told = codes(&request(&[&leaf, &early, &late], &root), range);
        assert_eq!(told, [("2026-02-01T00:00:00Z".to_owned(), None)]);
    }

    /// The date is in none of the certificates.
    #[test]
    fn finds_changes_whose_date_it_does_not_know() {
        let root = mint::root("Root");
        let leaf = root.leaf(&["example.com"]).issue();
        let mut request = request(&[&leaf], &root);
        let crl = root.crl().this_update("2026-03-01T00:00:00Z");
        let crl = crl.next_update("2026-03-09T12:34:56Z").issue();
        request.crls = vec![Part::Bytes(crl)];
        request.time = time("2026-03-02T00:00:00Z");
        let range = TimeRange {
            from: Some(request.time),
            to: Some(time("2026-12-01T00:00:00Z")),
        };
        let told = codes(&request, range);
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(told[0].1, None);
        assert_eq!(told[1].0, "2026-03-09T12:34:57Z");
    }

    #[test]
    fn names_no_profile_means_all() {
        let (root, ca, leaf) = chain();
        let mut request = request(&[&leaf, &ca], &root);
        request.profile = None;
        let moments = timeline(&request, &common::data(), TimeRange::default()).expect("no misuse");
        let profiles: std::collections::BTreeSet<_> = moments.iter().map(|m| m.profile).collect();
        assert!(profiles.len() >= 3);
        assert!(moments.is_sorted_by_key(|moment| moment.time));
    }

    #[test]
    fn misuse_is_an_error() {
        let (root, ca, leaf) = chain();
        let request = request(&[&leaf, &ca], &root);
        let range = TimeRange {
            from: Some(time("2026-12-01T00:00:00Z")),
            to: Some(time("2026-02-01T00:00:00Z")),
        };
        let error = timeline(&request, &Data::default(), range).expect_err("misuse");
        assert_eq!(error.code, ErrorCode::RequestInvalid);
    }

    #[test]
    fn too_much_work_is_refused() {
        let root = mint::root("Root");
        let leaf = root.leaf(&["example.com"]).issue();
        let mut request = request(&[&leaf], &root);
        let stranger = mint::root("Stranger").pem();
        request
            .certificates
            .push(Part::Text(stranger.repeat(1_400)));
        let dated = |day: usize| {
            let end = format!("2030-{:02}-{:02}T00:00:00Z", 1 + day / 20, 1 + day % 20);
            root.ca("Root").not_after(&end).issue().pem()
        };
        let dated: String = (0..20).map(dated).collect();
        request.certificates.push(Part::Text(dated));
        let range = TimeRange::default();
        let error = timeline(&request, &Data::default(), range).expect_err("too much");
        assert_eq!(error.code, ErrorCode::InputTooLarge);
    }

    /// CAs that have certified each other make many paths of few certificates, and each is judged at each moment.
    #[test]
    fn many_paths_count_as_work() {
        let root = mint::root("Root");
        let moments = |count: usize| {
            let name = |number: usize| format!("CA {number}");
            let cas: Vec<Issued> = (0..count).map(|n| mint::root(&name(n))).collect();
            let mut crossed = vec![cas[0].leaf(&["example.com"]).issue()];
            for issuer in cas.iter().chain([&root]) {
                for (number, ca) in cas.iter().enumerate() {
                    let day = 1 + crossed.len() % 28;
                    let end = format!("2027-{:02}-{day:02}T00:00:00Z", 1 + crossed.len() / 28);
                    let crossed_ca = issuer.ca(name(number).as_str()).key(ca.key.clone());
                    crossed.push(crossed_ca.not_after(&end).issue());
                }
            }
            let all: Vec<&Issued> = crossed.iter().collect();
            let request = request(&all, &root);
            timeline(&request, &Data::default(), TimeRange::default())
        };
        assert!(moments(2).is_ok());
        let error = moments(6).expect_err("too much");
        assert_eq!(error.code, ErrorCode::InputTooLarge);
    }

    /// Lists of revoked certificates are read anew for each moment.
    #[test]
    fn large_evidence_counts_as_work() {
        let root = mint::root("Root");
        let leaf = root.leaf(&["example.com"]).issue();
        let mut request = request(&[&leaf], &root);
        request.revocation = Some(certlens::Revocation::Evidence);
        let list = |day: usize, entries: usize| {
            let end = format!("2026-{:02}-{:02}T00:00:00Z", 2 + day / 5, 1 + day % 5);
            let crl = root.crl().next_update(end.as_str());
            let crl = (0..entries).fold(crl, |crl, n| {
                let serial = [1, (n >> 8) as u8, n as u8];
                crl.revoke_serial(&serial, "2026-01-01T00:00:00Z", &[])
            });
            Part::Bytes(crl.issue())
        };
        let moments =
            |request: &ValidationRequest| timeline(request, &Data::default(), TimeRange::default());
        request.crls = (0..48).map(|day| list(day, 1)).collect();
        assert!(moments(&request).is_ok());
        request.crls = (0..48).map(|day| list(day, 2_500)).collect();
        let error = moments(&request).expect_err("too much");
        assert_eq!(error.code, ErrorCode::InputTooLarge);
    }
}

mod bundles {
    use super::*;

    fn cure(request: &ValidationRequest) -> Option<(String, Vec<String>)> {
        let cure = bundle(request, &Data::default()).expect("no misuse")?;
        assert_eq!(cure.report.verdict, Verdict::Trusted);
        Some((cure.pem, cure.changes))
    }

    #[test]
    fn what_is_right_stays_as_it_is() {
        let (root, ca, leaf) = chain();
        let cured = cure(&request(&[&leaf, &ca], &root));
        assert_eq!(cured, Some(([leaf.pem(), ca.pem()].concat(), Vec::new())));
    }

    #[test]
    fn puts_in_order_and_leaves_out() {
        let (root, ca, leaf) = chain();
        let stranger = mint::root("Stranger");
        let sent = [&root, &ca, &ca, &stranger, &leaf];
        let (pem, changes) = cure(&request(&sent, &root)).expect("a cure");
        assert_eq!(pem, [leaf.pem(), ca.pem()].concat());
        let found = |text: &str| {
            changes
                .iter()
                .filter(|change| change.contains(text))
                .count()
        };
        assert_eq!(found("Put in order"), 1);
        assert_eq!(found("certificate 1, “Root”: it is the root"), 1);
        assert_eq!(
            found("certificate 3, “Intermediate”: it is the same as certificate 2"),
            1
        );
        assert_eq!(found("certificate 4, “Stranger”: it is no part"), 1);
        assert_eq!(changes.len(), 4, "{changes:?}");
    }

    #[test]
    fn adds_what_was_fetched() {
        let (root, ca, leaf) = chain();
        let mut request = request(&[&leaf], &root);
        assert_eq!(cure(&request), None, "nothing has the intermediate");
        request.fetched = vec![Part::Text(ca.pem())];
        let (pem, changes) = cure(&request).expect("a cure");
        assert_eq!(pem, [leaf.pem(), ca.pem()].concat());
        assert_eq!(changes.len(), 1);
        assert!(
            changes[0].starts_with("Added “Intermediate”"),
            "{changes:?}"
        );
    }

    #[test]
    fn no_bundle_cures_another_fault() {
        let (root, ca, leaf) = chain();
        let mut request = request(&[&root, &leaf, &ca], &root);
        request.hostname = Hostname::Name("example.org".to_owned());
        assert_eq!(cure(&request), None);
    }

    #[test]
    fn a_private_key_never_stays() {
        let (root, ca, leaf) = chain();
        let mut request = request(&[&leaf, &ca], &root);
        request.certificates.push(Part::Text(leaf.key_pem()));
        let (pem, changes) = cure(&request).expect("a cure");
        assert!(!pem.contains("KEY"));
        assert_eq!(changes.len(), 1);
        assert!(changes[0].contains("private key"));
    }

    /// Real chains as their servers sent them are right, or become so.
    #[test]
    fn real_chains_have_a_bundle() {
        for chain in common::real_chains() {
            let mut request = ValidationRequest::new("", chain.host.as_str(), chain.time);
            request.profile = Some("rfc5280".to_owned());
            request.certificates = chain
                .certificates
                .iter()
                .cloned()
                .map(Part::Bytes)
                .collect();
            request.profile = Some("rfc5280".to_owned());
            request.trust.store = StoreName::Mozilla.into();
            let cure = bundle(&request, &common::data()).expect("no misuse");
            assert!(cure.is_some(), "{}", chain.id);
        }
    }
}

mod differences {
    use super::*;

    fn rows(a: &Issued, b: &Issued) -> Vec<(String, Option<String>, Option<String>)> {
        let part = |issued: &Issued| [Part::Text(issued.pem())];
        let rows = diff(&part(a), &part(b)).expect("no misuse");
        rows.into_iter()
            .map(|row| (row.field, row.a, row.b))
            .collect()
    }

    #[test]
    fn only_what_differs_is_told() {
        let root = mint::root("Root");
        let old = root.leaf(&["example.com", "a.example"]).issue();
        let renewed = root
            .leaf(&["example.com", "a.example"])
            .not_before("2026-02-01T00:00:00Z")
            .not_after("2027-02-01T00:00:00Z")
            .issue();
        let rows = rows(&old, &renewed);
        let fields: Vec<&str> = rows.iter().map(|(field, ..)| field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "Serial number",
                "Valid from",
                "Valid until",
                "Signature",
                "SHA-256 fingerprint"
            ]
        );
        assert_eq!(rows[1].1.as_deref(), Some("2026-01-01T00:00:00Z"));
        assert_eq!(rows[1].2.as_deref(), Some("2026-02-01T00:00:00Z"));
    }

    #[test]
    fn what_only_one_has_is_nothing_in_the_other() {
        let root = mint::root("Root");
        let with = root
            .leaf(&["example.com"])
            .policies(&["2.23.140.1.2.1"])
            .issue();
        let without = root.leaf(&["example.com"]).issue();
        let rows = rows(&with, &without);
        let row = rows
            .iter()
            .find(|(field, ..)| field == "certificatePolicies, critical");
        assert_eq!(
            row.map(|(_, a, b)| (a.as_deref(), b.as_deref())),
            Some((Some("no"), None))
        );
    }

    #[test]
    fn the_leaf_is_found_among_others() {
        let (root, ca, leaf) = chain();
        let many = [Part::Text([root.pem(), ca.pem(), leaf.pem()].concat())];
        let alone = [Part::Text(leaf.pem())];
        assert_eq!(diff(&many, &alone), Ok(Vec::new()));
    }

    #[test]
    fn without_a_certificate_it_is_misuse() {
        let (_, _, leaf) = chain();
        let good = [Part::Text(leaf.pem())];
        for (wrong, code) in [
            (String::new(), ErrorCode::InputEmpty),
            (leaf.key_pem(), ErrorCode::NoCertificate),
        ] {
            let error = diff(&good, &[Part::Text(wrong)]).expect_err("misuse");
            assert_eq!(error.code, code);
        }
    }
}

/// A cache changes how long it takes, never the report: also with a signature that is wrong, also in reverse.
#[test]
fn a_validator_says_what_validate_says() {
    let (root, ca, leaf) = chain();
    let forged = ca.leaf(&["example.com"]).signature(|bytes| {
        if let Some(last) = bytes.last_mut() {
            *last ^= 1;
        }
    });
    let forged = forged.issue();
    let mut validator = Validator::default();
    for leaf in [&leaf, &forged, &leaf, &forged] {
        for day in ["2026-05-01", "2028-05-01"] {
            let mut request = request(&[leaf, &ca], &root);
            request.time = time(&format!("{day}T00:00:00Z"));
            let json = |report| serde_json::to_string(&report).expect("serialises");
            let remembered = validator.validate(&request, &Data::default());
            let alone = validate(&request, &Data::default());
            assert_eq!(
                json(remembered.expect("no misuse")),
                json(alone.expect("no misuse"))
            );
        }
    }
}

/// Others may answer: whoever they are, the report is the same; and each signature is asked for once.
#[test]
fn answers_from_elsewhere_give_the_same_report() {
    let (root, ca, leaf) = chain();
    let request = request(&[&leaf, &ca], &root);
    let mut run = Run::new(&request, &Data::default()).expect("no misuse");
    let mut count = 0;
    let report = loop {
        match run.step() {
            Step::Done(report) => break report,
            Step::Need(ids) => assert_eq!(ids.len(), run.tasks().len()),
        }
        let answers: Vec<_> = run
            .tasks()
            .into_iter()
            .map(|(id, task)| (id, verify(&task)))
            .collect();
        count += answers.len();
        for (id, answer) in answers {
            run.answer(id, answer);
        }
    };
    assert_eq!(count, 2);
    assert_eq!(report.verdict, Verdict::Trusted);
}
