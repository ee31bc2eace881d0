//! What a request asks for counts under every profile: it is done, or the report says that it was not. Never is it passed over.

mod common;
#[path = "common/holds.rs"]
mod holds;

use certlens::{
    Data, Hostname, Outcome, Part, Purpose, Report, Revocation, Time, ValidationRequest, Verdict,
};
use mint::{Issued, Key, oid};

const PROFILES: [&str; 5] = ["chrome", "firefox", "webpki", "rfc5280", "rfc5280-strict"];

struct Chain {
    root: Issued,
    ca: Issued,
    leaf: Issued,
}

fn chain(leaf: impl FnOnce(&Issued) -> mint::Builder) -> Chain {
    let root = mint::root("Root");
    let ca = root
        .ca("CA")
        .extended_key_usage(&[oid::SERVER_AUTH, oid::CLIENT_AUTH])
        .issue();
    let leaf = leaf(&ca).issue();
    Chain { root, ca, leaf }
}

/// Asks every profile about the chain in June 2026.
fn each(chain: &Chain, data: &Data, change: impl Fn(&mut ValidationRequest)) -> Vec<Report> {
    let ask = |profile: &&str| {
        let time = Time::parse_rfc3339("2026-06-01T00:00:00Z").expect("RFC 3339");
        let sent = format!("{}{}", chain.leaf.pem(), chain.ca.pem());
        let mut request = ValidationRequest::new(sent, "example.com", time);
        request.profile = Some((*profile).to_owned());
        request.trust.anchors = vec![Part::Text(chain.root.pem())];
        change(&mut request);
        let report = holds::validate(&request, data).expect("no misuse");
        let is_trusted = report.verdict == Verdict::Trusted;
        let errors = report
            .findings
            .iter()
            .filter(|found| found.outcome == Outcome::Error);
        assert_eq!(is_trusted, errors.count() == 0, "{profile}: {report:?}");
        report
    };
    PROFILES.iter().map(ask).collect()
}

fn of_client(ca: &Issued) -> mint::Builder {
    ca.leaf(&["client.example"])
        .extended_key_usage(&[oid::CLIENT_AUTH])
}

#[test]
fn the_most_intermediates() {
    let (data, chain) = (common::data(), chain(|ca| ca.leaf(&["example.com"])));
    for (most, expected) in [(0, Verdict::Rejected), (1, Verdict::Trusted)] {
        for report in each(&chain, &data, |request| {
            request.max_intermediates = Some(most)
        }) {
            assert_eq!(report.verdict, expected, "{} {most}", report.profile);
            let first = report
                .findings
                .iter()
                .find(|found| found.outcome == Outcome::Error);
            let expected = (most == 0).then_some("path-too-long");
            assert_eq!(first.map(|found| found.id), expected, "{}", report.profile);
        }
    }
}

#[test]
fn the_name_of_a_client() {
    let (data, chain) = (common::data(), chain(of_client));
    let ask = |hostname: Hostname| {
        each(&chain, &data, move |request| {
            request.purpose = Purpose::Client;
            request.hostname = hostname.clone();
        })
    };
    for report in ask(Hostname::Name("client.example".to_owned())) {
        assert_eq!(report.verdict, Verdict::Trusted, "{report:?}");
        assert!(report.summary.starts_with("Trusted for client.example: "));
        assert!(!report.not_judged.contains(&"hostname-mismatch"));
    }
    for report in ask(Hostname::Name("other.example".to_owned())) {
        assert_eq!(report.verdict, Verdict::Rejected, "{}", report.profile);
        assert_eq!(
            report.findings[0].id, "hostname-mismatch",
            "{}",
            report.profile
        );
    }
    for report in ask(Hostname::Missing)
        .into_iter()
        .chain(ask(Hostname::Unchecked))
    {
        assert_eq!(report.verdict, Verdict::Trusted, "{report:?}");
        assert!(
            report.summary.contains("its name was not compared"),
            "{}",
            report.summary
        );
        assert!(
            report.not_judged.contains(&"hostname-mismatch"),
            "{}",
            report.profile
        );
        let said = report
            .findings
            .iter()
            .find(|found| found.id == "hostname-not-checked");
        assert!(
            said.expect("it is said")
                .explanation
                .starts_with("No name was compared.")
        );
    }
}

/// An e-mail address says who a client is; a public server's certificate may not have one.
#[test]
fn the_names_of_clients_are_not_those_of_servers() {
    let with_email = |ca: &Issued| of_client(ca).san([mint::GeneralName::email("a@example.com")]);
    let (data, chain) = (common::data(), chain(with_email));
    for report in each(&chain, &data, |request| {
        request.purpose = Purpose::Client;
        request.hostname = Hostname::Unchecked;
    }) {
        assert_eq!(report.verdict, Verdict::Trusted, "{report:?}");
    }
    // There is a list of names; it only holds none of a host.
    let of_server = |ca: &Issued| with_email(ca).extended_key_usage(&[oid::SERVER_AUTH]);
    for report in each(&self::chain(of_server), &data, |_| ()) {
        let ids: Vec<_> = report.findings.iter().map(|found| found.id).collect();
        assert!(
            ids.contains(&"hostname-mismatch"),
            "{} {ids:?}",
            report.profile
        );
        assert!(
            !ids.contains(&"subject-alternative-name-missing"),
            "{}",
            report.profile
        );
    }
}

/// Firefox knows no such demand: it says so.
#[test]
fn a_policy_that_must_be_there() {
    let (data, chain) = (common::data(), chain(|ca| ca.leaf(&["example.com"])));
    for report in each(&chain, &data, |request| {
        request.policy.require_explicit = true
    }) {
        let is_judged = !report.not_judged.contains(&"policy-required-not-found");
        assert_eq!(is_judged, report.profile != "firefox", "{}", report.profile);
        assert_eq!(
            is_judged,
            report.verdict == Verdict::Rejected,
            "{}",
            report.profile
        );
    }
    for report in each(&chain, &data, |_| ()) {
        assert!(
            !report.not_judged.contains(&"policy-required-not-found"),
            "{}",
            report.profile
        );
    }
}

/// Each kind of thing in each place: it is used there, or a finding names it and the place. Among `certificates`, where whole files are
/// pasted, what was not understood is a finding, and evidence that was not used; the rest is listed as input.
#[test]
fn what_is_given_in_the_wrong_place_is_told() {
    let (data, chain) = (common::data(), chain(|ca| ca.leaf(&["example.com"])));
    let crl = mint::pem("X509 CRL", &chain.root.crl().issue());
    let ocsp = mint::pem("OCSP RESPONSE", &chain.ca.ocsp(&chain.leaf).issue());
    let public_key = mint::pem("PUBLIC KEY", &chain.leaf.key.spki());
    let others = ["fetched", "anchors", "crls", "ocsp"];
    let (left_out, key) = ("input-not-understood", "private-key-matches");
    let cases = [
        (
            chain.root.pem(),
            [None, None, Some(left_out), Some(left_out)],
        ),
        (crl, [Some(left_out), Some(left_out), None, None]),
        (ocsp, [Some(left_out), Some(left_out), None, None]),
        (mint::csr(&["example.com"]).pem(), [Some(left_out); 4]),
        (public_key, [Some(left_out); 4]),
        (chain.leaf.key_pem(), [Some(key); 4]),
        ("-----BEGIN X-----".to_owned(), [Some(left_out); 4]),
    ];
    for (thing, told) in cases {
        for (place, expected) in others.into_iter().zip(told) {
            for report in each(&chain, &data, |request| {
                let parts = match place {
                    "fetched" => &mut request.fetched,
                    "anchors" => &mut request.trust.anchors,
                    "crls" => &mut request.crls,
                    _ => &mut request.ocsp,
                };
                parts.push(Part::Text(thing.clone()));
                request.revocation = Some(Revocation::Off);
            }) {
                let found = report
                    .findings
                    .iter()
                    .find(|found| [left_out, key].contains(&found.id));
                let id = found.map(|found| found.id);
                // Browsers read no CRLs, wherever they are given.
                let is_passed_over = place == "crls"
                    && thing.contains("X509 CRL")
                    && matches!(report.profile, "chrome" | "firefox");
                let expected = if is_passed_over {
                    Some(left_out)
                } else {
                    expected
                };
                assert_eq!(id, expected, "{place} {thing}");
                let named = format!("of `{place}`");
                assert!(
                    found.is_none_or(|found| found.explanation.contains(&named)),
                    "{found:?}"
                );
            }
        }
        for report in each(&chain, &data, |request| {
            request.certificates.push(Part::Text(thing.clone()));
        }) {
            let ids: Vec<_> = report.findings.iter().map(|found| found.id).collect();
            let is_told = ["X-", "X509 CRL", "OCSP"]
                .iter()
                .any(|label| thing.starts_with(&format!("-----BEGIN {label}")));
            assert_eq!(ids.contains(&left_out), is_told, "{thing}");
        }
    }
}

/// Where evidence stands among the certificates, it is said what would use it; not where nothing is asked of evidence.
#[test]
fn evidence_that_was_not_used_is_told_where_it_would_be() {
    let (data, chain) = (common::data(), chain(|ca| ca.leaf(&["example.com"])));
    let crl = mint::pem("X509 CRL", &chain.root.crl().issue());
    let response = mint::pem("OCSP RESPONSE", &chain.ca.ocsp(&chain.leaf).issue());
    for (evidence, of_browser, of_others) in [
        (&crl, "browsers read no CRLs", "evidence (`crls`)"),
        (
            &response,
            "that the server staples (`ocsp`)",
            "evidence (`ocsp`)",
        ),
    ] {
        for report in each(&chain, &data, |request| {
            request.certificates.push(Part::Text(evidence.clone()));
        }) {
            let found = report.findings.iter();
            let found = found.filter(|found| found.id == "input-not-understood");
            let words = match report.profile {
                "chrome" | "firefox" => of_browser,
                _ => of_others,
            };
            let told: Vec<_> = found.map(|found| found.explanation.as_str()).collect();
            assert!(
                matches!(told[..], [told] if told.contains(words)),
                "{told:?}"
            );
        }
    }
    for report in each(&chain, &data, |request| {
        request.certificates.push(Part::Text(crl.clone()));
        request.revocation = Some(Revocation::Off);
    }) {
        let is_told = report
            .findings
            .iter()
            .any(|found| found.id == "input-not-understood");
        let is_browser = matches!(report.profile, "chrome" | "firefox");
        assert_eq!(is_told, is_browser, "{}", report.profile);
    }
}

/// What stands among the certificates and is given as evidence too is read as both, and nothing of it is told twice.
#[test]
fn a_text_that_is_given_twice_is_told_once() {
    let (data, chain) = (common::data(), chain(|ca| ca.leaf(&["example.com"])));
    let crl = mint::pem(
        "X509 CRL",
        &chain
            .ca
            .crl()
            .revoke(&chain.leaf, "2026-05-01T00:00:00Z")
            .issue(),
    );
    for report in each(&chain, &data, |request| {
        let text = format!("{crl}{}", chain.leaf.key_pem());
        request.certificates.push(Part::Text(text));
        request.crls = request.certificates.clone();
        request.revocation = Some(Revocation::Evidence);
    }) {
        let ids: Vec<_> = report.findings.iter().map(|found| found.id).collect();
        let keys = ids.iter().filter(|id| id.starts_with("private-key"));
        assert_eq!(keys.count(), 1, "{ids:?}");
        let is_browser = matches!(report.profile, "chrome" | "firefox");
        let told = ids.iter().filter(|id| **id == "input-not-understood");
        assert_eq!(told.count(), usize::from(is_browser), "{ids:?}");
        assert_eq!(ids.contains(&"certificate-revoked"), !is_browser, "{ids:?}");
    }
}

/// Where CAs' certificates alone are given, that is said before what is wrong with the one that was judged; not of one that may be
/// a host's too.
#[test]
fn the_server_s_own_certificate_is_missing() {
    let (data, chain) = (common::data(), chain(|ca| ca.leaf(&["example.com"])));
    let ca = |name: &str| mint::ca(name).issue();
    let server = || mint::ca("Device").san(["example.com"]);
    let config_map =
        |pem: String| format!("data:\n  ca.crt: |\n    {}\n", pem.replace('\n', "\n    "));
    let kubernetes = || mint::ca("kubernetes").san(["kubernetes"]);
    let of = |purpose| mint::ca("alice").extended_key_usage(&[purpose]);
    let tutorial = mint::ca("nginxsvc").without(oid::KEY_USAGE).issue();
    let cases = [
        (chain.ca.pem(), true),
        (chain.root.pem() + &chain.ca.pem(), true),
        (ca("Other").pem(), true),
        (ca("example.com").pem(), false),
        (ca("b.example").pem(), false),
        (server().issue().pem(), false),
        (config_map(server().issue().pem()), true),
        (kubernetes().issue().pem(), true),
        (kubernetes().without(oid::KEY_USAGE).issue().pem(), false),
        (of(oid::CLIENT_AUTH).issue().pem(), false),
        (of(oid::SERVER_AUTH).issue().pem(), false),
        (chain.ca.leaf(&["b.example"]).issue().pem(), false),
        // As `openssl req -x509` makes it for a tutorial: with its key, out of s_client, or from an error page.
        (tutorial.pem() + &tutorial.key_pem(), false),
        (tutorial.pem() + &chain.leaf.key_pem(), true),
        (ca("Other").pem() + &ca("Other").key_pem(), true),
        (
            format!(
                "CONNECTED(00000003)\n---\nServer certificate\n{}",
                tutorial.pem()
            ),
            false,
        ),
        (
            format!(
                "NET::ERR_CERT_AUTHORITY_INVALID\n\nPEM encoded chain:\n{}",
                tutorial.pem()
            ),
            false,
        ),
        (tutorial.pem(), true),
    ];
    for (sent, is_missing) in cases {
        for report in each(&chain, &data, |request| {
            request.certificates = vec![Part::Text(sent.clone())];
        }) {
            let cause = &report.findings[0];
            let said = "Only CA certificates are in the input, and the server's own is missing: ";
            let summary = report.summary.strip_prefix("Rejected: ");
            let is_said = summary.is_some_and(|summary| summary.starts_with(said));
            assert_eq!(is_said, is_missing, "{}", report.summary);
            assert_eq!(cause.explanation.starts_with(said), is_missing);
            let fix = cause.fix.as_ref().map_or("", |fix| &fix.summary);
            assert_eq!(fix.contains("fullchain.pem"), is_missing, "{fix}");
            let steps = cause.fix.iter().flat_map(|fix| &fix.steps);
            let otherwise = "If this is the server's own all the same";
            let is_hedged =
                { steps }.any(|step| step.starts_with(otherwise) && step.ends_with('.'));
            assert_eq!(is_hedged, is_missing);
        }
        for report in each(&chain, &data, |request| {
            request.certificates = vec![Part::Text(sent.clone())];
            request.leaf = Some(0);
        }) {
            assert!(!report.summary.contains("Only CA"), "{}", report.summary);
        }
    }
}

/// What was wrong with the text of a certificate is told where it cannot be read, of the judged one and of another; not where it can.
#[test]
fn what_was_wrong_with_the_text_is_told() {
    let (data, chain) = (common::data(), chain(|ca| ca.leaf(&["example.com"])));
    let damaged = |pem: &str| pem.replacen('M', "(M", 8);
    let endless = |pem: &str| pem.replace("-----END CERTIFICATE-----", "");
    let told = |sent: String, id: Option<&str>, words: &str| {
        each(&chain, &data, |request| {
            request.certificates = vec![Part::Text(sent.clone())];
            request.hostname = Hostname::Name("b.example".to_owned());
        })
        .iter()
        .map(|report| {
            let mut found = report.findings.iter();
            let found = found.find(|found| id.is_none_or(|id| found.id == id));
            let found = found.unwrap_or_else(|| panic!("{id:?}: {report:?}"));
            found.explanation.contains(words)
        })
        .collect::<Vec<_>>()
    };
    let (leaf, ca) = (chain.leaf.pem(), chain.ca.pem());
    let words = "line 2 has a character that is not base64 ('(')";
    assert_eq!(told(damaged(&leaf), None, words), [true; 5]);
    let beside = format!("{leaf}{}", damaged(&ca));
    let line = leaf.lines().count() + 2;
    let words = format!("line {line} has a character that is not base64 ('(')");
    assert_eq!(
        told(beside, Some("certificate-unreadable"), &words),
        [true; 5]
    );
    let words = "When its text was read";
    assert_eq!(told(endless(&leaf), None, words), [false; 5]);
}

/// Of a certificate that is cut off a whole copy helps, whatever a browser says of it; of one with a byte too many none does.
#[test]
fn a_certificate_that_is_cut_off_is_to_be_copied_again() {
    let (data, chain) = (common::data(), chain(|ca| ca.leaf(&["example.com"])));
    let der = &chain.leaf.der;
    let cut = der.split_last().map_or(&[][..], |(_, cut)| cut).to_vec();
    let longer = [der, &[0][..]].concat();
    for (der, is_cut) in [(cut, true), (longer, false)] {
        for report in each(&chain, &data, |request| {
            request.certificates = vec![Part::Text(mint::pem("CERTIFICATE", &der))];
        }) {
            let fix = report.findings[0].fix.as_ref();
            let summary = fix.map_or("", |fix| &fix.summary);
            assert_eq!(summary.starts_with("Copy the whole"), is_cut, "{summary}");
        }
    }
}

/// A key of the input belongs to the leaf, to another certificate, or to none; of a request and a public key the note says so.
#[test]
fn whose_key_it_is() {
    let (data, chain) = (common::data(), chain(|ca| ca.leaf(&["example.com"])));
    let other = chain
        .ca
        .leaf(&["other.example"])
        .key(mint::Key::p256("other"))
        .issue();
    let cases = [
        (chain.leaf.key_pem(), "that was judged. certlens"),
        (chain.ca.key_pem(), "It is the key of the CA certificate"),
        (
            other.key_pem() + &other.pem(),
            "judged, but to “other.example”",
        ),
        (other.key_pem(), "judged. A server"),
    ];
    for (key, words) in cases {
        for report in each(&chain, &data, |request| {
            request.certificates.push(Part::Text(key.clone()));
        }) {
            let mut found = report.findings.iter();
            let found = found.find(|found| found.id.starts_with("private-key"));
            let told = found.map_or("", |found| &found.explanation);
            assert!(told.contains(words), "{told}");
        }
    }
    let public = |spki: Vec<u8>| mint::pem("PUBLIC KEY", &spki);
    let request = mint::csr(&["example.com"]);
    for (thing, is_others) in [
        (public(chain.leaf.key.spki()), false),
        (public(other.key.spki()), true),
        (request.key(chain.leaf.key.clone()).pem(), false),
        (
            mint::csr(&["example.com"]).key(other.key.clone()).pem(),
            true,
        ),
    ] {
        for report in each(&chain, &data, |request| {
            request.certificates.push(Part::Text(thing.clone()));
        }) {
            let noted = report.input.iter().any(|item| {
                item.note
                    .ends_with(" Its key is not that of the certificate that was judged.")
            });
            assert_eq!(noted, is_others, "{thing}");
        }
    }
}

/// Of two for the same name the one that a server would send is judged, and the other is told.
#[test]
fn an_old_and_a_renewed_certificate_in_one_file() {
    let data = common::data();
    let ends = |end: &'static str| {
        move |ca: &Issued| {
            let leaf = ca.leaf(&["example.com", "www.example.com"]);
            leaf.not_before("2026-04-01T00:00:00Z").not_after(end)
        }
    };
    let (old, new) = ("2026-06-20T00:00:00Z", "2026-06-25T00:00:00Z");
    for (first, second, relation) in [(old, new, "newer"), (new, old, "older")] {
        let chain = chain(ends(first));
        let other = ends(second)(&chain.ca).issue();
        let stranger = chain.ca.leaf(&["www.example.com"]).issue();
        for report in each(&chain, &data, |request| {
            let both = format!("{}{}", other.pem(), stranger.pem());
            request.certificates.push(Part::Text(both));
        }) {
            assert_eq!(report.leaf, Some(0));
            let unused = report.findings.iter();
            let unused = unused.filter(|found| found.id == "certificate-unused");
            let [same, another] = unused.collect::<Vec<_>>()[..] else {
                panic!("{report:?}");
            };
            let told = format!(
                "Number 3 of the certificates given, counted from one, is for the same name as the \
                                certificate that was judged, and {relation}."
            );
            assert!(same.explanation.starts_with(&told), "{}", same.explanation);
            assert!(another.explanation.contains("no part of the chain"));
        }
    }
}

/// What the reader needs is there: that is told with the cause, and what to do about it.
#[test]
fn the_right_certificate_stands_beside_the_wrong_one() {
    let data = common::data();
    let of = |(name, end): (&'static str, &'static str)| {
        move |ca: &Issued| {
            let leaf = ca.leaf(&[name]).not_before("2026-01-01T00:00:00Z");
            leaf.not_after(end)
        }
    };
    let (expired, good) = ("2026-03-01T00:00:00Z", "2026-06-21T00:00:00Z");
    let wanted = "is for the name that was visited";
    let newer = "is for the same name as the certificate that was judged, and newer";
    for (id, first, second, told) in [
        (
            "hostname-mismatch",
            ("other.example", good),
            ("example.com", good),
            Some(wanted),
        ),
        (
            "hostname-mismatch",
            ("other.example", good),
            ("third.example", good),
            None,
        ),
        (
            "certificate-expired",
            ("example.com", expired),
            ("example.com", good),
            Some(newer),
        ),
        (
            "certificate-expired",
            ("example.com", expired),
            ("example.com", "2026-04-01T00:00:00Z"),
            None,
        ),
    ] {
        let chain = chain(of(first));
        let second = of(second)(&chain.ca).issue();
        for report in each(&chain, &data, |request| {
            request.certificates.push(Part::Text(second.pem()));
        }) {
            let cause = &report.findings[0];
            assert_eq!((report.leaf, cause.id), (Some(0), id));
            let said = " Number 3 of the certificates given, counted from one, ";
            let is_as_told = match told {
                Some(told) => cause.explanation.contains(&format!("{said}{told}")),
                None => !cause.explanation.contains(said),
            };
            assert!(is_as_told, "{}", cause.explanation);
            let fix = &cause.fix.as_ref().expect("something to do").summary;
            let cures = ["Have the server use that one", "Keep only the newer"];
            let is_cure = cures.iter().any(|cure| fix.starts_with(cure));
            assert_eq!(is_cure, told.is_some(), "{fix}");
        }
    }
}

/// One with a key of another kind is no renewal: servers load both. Of two that end together neither is newer.
#[test]
fn two_certificates_for_two_kinds_of_keys_in_one_file() {
    let (data, chain) = (common::data(), chain(|ca| ca.leaf(&["example.com"])));
    let end = |leaf: mint::Builder| leaf.not_after("2026-06-21T00:00:00Z");
    let rsa = end(chain.ca.leaf(&["example.com"]).key(Key::rsa(2048, 1)));
    let same = chain.ca.leaf(&["example.com"]).serial(&[7]);
    for (other, told) in [
        (rsa, "is for the same name and another kind of key"),
        (same, "is no part of the chain"),
    ] {
        let other = other.issue().pem();
        for report in each(&chain, &data, |request| {
            request.certificates.push(Part::Text(other.clone()));
        }) {
            let mut unused = report.findings.iter();
            let unused = unused.find(|found| found.id == "certificate-unused");
            let said = &unused.expect("one is told").explanation;
            assert!(said.contains(told), "{said}");
        }
    }
}

/// A CA's certificate beside the chain is told as another key's where it has the name of one in it, not where it has its key too.
#[test]
fn a_certificate_with_the_name_of_a_ca() {
    let (data, chain) = (common::data(), chain(|ca| ca.leaf(&["example.com"])));
    let impostor = mint::root("Other").ca("CA").key(Key::p256("impostor"));
    let crossed = mint::root("Other").ca("CA");
    let stranger = mint::root("Other").ca("Other CA");
    for (beside, is_namesake) in [(impostor, true), (crossed, false), (stranger, false)] {
        let beside = beside.issue().pem();
        for report in each(&chain, &data, |request| {
            request.certificates.push(Part::Text(beside.clone()));
        }) {
            let mut unused = report.findings.iter();
            let unused = unused.find(|found| found.id == "certificate-unused");
            let told = &unused.expect("told").explanation;
            assert_eq!(told.contains("the name of a CA"), is_namesake, "{told}");
            assert_eq!(told.contains("carries it for nothing"), !is_namesake);
        }
    }
}

/// One that signed itself for clients alone is no server's, whatever it is asked for.
#[test]
fn a_client_s_own_certificate() {
    let (data, chain) = (common::data(), chain(of_client));
    for (purpose, is_client) in [(oid::CLIENT_AUTH, true), (oid::SERVER_AUTH, false)] {
        let own = mint::ca("alice").extended_key_usage(&[purpose]).issue();
        for report in each(&chain, &data, |request| {
            request.certificates = vec![Part::Text(own.pem())];
        }) {
            let mut findings = report.findings.iter();
            let cause = findings.find(|found| found.id == "self-signed-not-trusted");
            let cause = cause.expect("it signed itself");
            let fix = &cause.fix.as_ref().expect("it can be cured").summary;
            assert_eq!(fix.contains("for clients"), is_client, "{fix}");
        }
    }
}

/// What stands under the keys of a kubeconfig is told, and how to go on; its key is told and not shown.
#[test]
fn a_kubeconfig_is_told_apart() {
    use base64::Engine as _;
    let encode = |text: String| base64::engine::general_purpose::STANDARD.encode(text);
    let (data, chain) = (common::data(), chain(of_client));
    let config = format!(
        "apiVersion: v1\nclusters:\n- cluster:\n    certificate-authority-data: {}\n    server: https://192.0.2.1:6443\n  \
         name: c\nkind: Config\nusers:\n- name: u\n  user:\n    client-certificate-data: {}\n    client-key-data: {}\n",
        encode(chain.root.pem()),
        encode(chain.leaf.pem() + &chain.ca.pem()),
        encode(chain.leaf.key_pem())
    );
    for report in each(&chain, &data, |request| {
        request.certificates = vec![Part::Text(config.clone())];
        request.hostname = Hostname::Unchecked;
    }) {
        let notes: Vec<_> = report.input.iter().map(|item| item.note.as_str()).collect();
        let [ca, client, _, key, ..] = notes[..] else {
            panic!("{notes:?}");
        };
        assert!(ca.contains("where clients look for the CA"), "{ca}");
        assert!(client.contains("it is a client's"), "{client}");
        assert!(key.starts_with("A private key"), "{key}");
        let unsuitable = report.findings.iter();
        let mut unsuitable = unsuitable.filter(|found| found.id == "extended-key-usage-unsuitable");
        let fix = unsuitable.find_map(|found| found.fix.clone());
        let steps = fix.map(|fix| fix.steps.concat()).unwrap_or_default();
        assert!(
            steps.contains("judged for that purpose: client"),
            "{report:?}"
        );
        let matches = report.findings.iter();
        let mut matches = matches.filter(|found| found.id == "private-key-matches");
        assert!(matches.any(|found| found.explanation.contains("that certificate's owner")));
    }
}

/// What a Secret's ca.crt holds is not taken for sent: a corrected bundle puts it where a server sends it.
#[test]
fn an_intermediate_in_a_secret_s_ca_crt() {
    use base64::Engine as _;
    let encode = |text: String| base64::engine::general_purpose::STANDARD.encode(text);
    let (data, chain) = (common::data(), chain(|ca| ca.leaf(&["example.com"])));
    let (leaf, ca) = (chain.leaf.pem(), chain.ca.pem());
    let whole = format!("{leaf}{ca}");
    for (sent, added) in [(&leaf, true), (&whole, false)] {
        let secret = format!(
            "data:\n  ca.crt: {}\n  tls.crt: {}\nkind: Secret\n",
            encode(ca.clone()),
            encode(sent.clone())
        );
        let time = Time::parse_rfc3339("2026-06-01T00:00:00Z").expect("RFC 3339");
        let mut request = ValidationRequest::new(secret, "example.com", time);
        request.profile = Some("rfc5280".to_owned());
        request.trust.anchors = vec![Part::Text(chain.root.pem())];
        let bundle = certlens::bundle(&request, &data)
            .expect("no misuse")
            .expect("a cure");
        assert_eq!(bundle.pem, whole);
        let is_added = matches!(&bundle.changes[..], [change] if change.starts_with("Added “CA”, which stands where"));
        assert_eq!(is_added, added, "{:?}", bundle.changes);
        assert_eq!(bundle.changes.is_empty(), !added, "{:?}", bundle.changes);
    }
}
