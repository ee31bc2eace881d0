//! The cases as a whole: as many as promised, each unlike the others, the same each time, and no row of the tables without
//! one that meets its condition and one that just does not.

use std::collections::{BTreeMap, BTreeSet};

use parity::{cases, rows};

#[test]
fn as_many_as_promised() {
    let cases = cases::recorded();
    let family = |name: &str| cases.iter().filter(|c| c.id.starts_with(name)).count();
    let (pairs, triples) = (family("pair/"), family("triple/"));
    assert!(pairs >= 200, "{pairs} pairs");
    assert!(triples >= 50, "{triples} triples");
    let others = cases.len() - pairs - triples;
    assert!(others >= 450, "{others} others");
}

#[test]
fn ids_are_unique_and_usable() {
    let mut seen = BTreeSet::new();
    for case in cases::recorded() {
        let usual = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-/+".contains(c);
        assert!(case.id.chars().all(usual), "{}", case.id);
        assert!(seen.insert(case.id.clone()), "{} twice", case.id);
    }
}

#[test]
fn the_same_each_time() {
    for (a, b) in cases::recorded().iter().zip(cases::all()) {
        assert_eq!((&a.id, &a.chain, &a.anchors), (&b.id, &b.chain, &b.anchors));
        assert_eq!((&a.key, &a.staple), (&b.key, &b.staple), "{}", a.id);
    }
}

/// A browser that has seen one certificate may refuse another with the same issuer and serial number.
#[test]
fn no_issuer_and_serial_number_in_two_cases() {
    let mut owner: BTreeMap<Vec<u8>, (String, Vec<u8>)> = BTreeMap::new();
    for case in cases::recorded() {
        for der in case.chain.iter().chain(&case.anchors) {
            let Some(name) = issuer_and_serial(der) else {
                continue;
            };
            let (id, first) = owner
                .entry(name)
                .or_insert_with(|| (case.id.clone(), der.clone()));
            // One of a case's own certificates may be taken for another: `same-serial/`.
            assert!(
                first == der || *id == case.id,
                "{} and {id}: two certificates of one issuer and serial number",
                case.id
            );
        }
    }
}

/// Serial number and issuer, where the certificate can be read so far.
fn issuer_and_serial(der: &[u8]) -> Option<Vec<u8>> {
    use x509_parser::{certificate::X509CertificateParser, nom::Parser};
    let mut parser = X509CertificateParser::new().with_deep_parse_extensions(false);
    let (_, certificate) = parser.parse(der).ok()?;
    Some(
        [
            certificate.raw_serial(),
            certificate.tbs_certificate.issuer.as_raw(),
        ]
        .concat(),
    )
}

#[test]
fn each_row_is_met_and_just_missed() {
    let known: BTreeSet<&str> = rows::ALL.iter().map(|(row, _)| *row).collect();
    assert_eq!(known.len(), rows::ALL.len(), "a row is listed twice");
    let (mut fired, mut missed) = (BTreeSet::new(), BTreeSet::new());
    for case in cases::recorded() {
        for row in &case.rows {
            assert!(known.contains(row), "{}: no row {row}", case.id);
            match case.fires.contains(row) {
                true => fired.insert(*row),
                false => missed.insert(*row),
            };
        }
    }
    let lacking = |set: &BTreeSet<&str>| {
        known
            .iter()
            .filter(|row| !set.contains(*row))
            .copied()
            .collect::<Vec<_>>()
    };
    assert_eq!(lacking(&fired), [] as [&str; 0], "no case fires these");
    assert_eq!(lacking(&missed), [] as [&str; 0], "no near miss of these");
}
