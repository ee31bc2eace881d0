//! What is changed, and how: mostly one field of a certificate, which is then signed again by its issuer, so that what is
//! wrong is that field and not the signature.

use mint::extension::{self, BasicConstraints, KeyUsage, extension};
use mint::{GeneralName, Name, der, oid};

use crate::chains::{Chain, Made};
use crate::der::{Body, Length, Node};
use crate::random::Random;

/// A changed copy of one of the chains, and what was done.
pub(crate) fn mutated(bases: &[Chain], random: &mut Random) -> (Chain, &'static str) {
    let mut chain = random.choose(bases).clone();
    let mut what = one_change(&mut chain, bases, random);
    if random.one_in(4) {
        what = one_change(&mut chain, bases, random);
    }
    (chain, what)
}

fn one_change(chain: &mut Chain, bases: &[Chain], random: &mut Random) -> &'static str {
    let count = chain.certificates.len();
    let index = random.below(count);
    match random.below(100) {
        0..8 => {
            let certificate = &mut chain.certificates[index].der;
            let at = random.below(certificate.len());
            certificate[at] ^= 1 << random.below(8);
            "a bit, not signed again"
        }
        8..20 => {
            change_tbs(chain, index, |tbs| {
                let at = random.below(tbs.len());
                tbs[at] ^= 1 << random.below(8);
            });
            "a bit, signed again"
        }
        20..48 => {
            change_tree(chain, index, |tree| edit(tree, random));
            "an element of DER"
        }
        48..80 => {
            let donor = &random.choose(bases).certificates;
            let donor = random.choose(donor).clone();
            change_extensions(chain, index, |list| change_list(list, &donor, random));
            "an extension"
        }
        80..86 => {
            let validity = validity(random);
            change_field(chain, index, FromSerial::Validity, validity);
            "validity"
        }
        86..90 => {
            let (field, value) = match random.below(3) {
                0 => (FromSerial::Issuer, name(random)),
                1 => (FromSerial::Subject, name(random)),
                _ => (FromSerial::Serial, serial(random)),
            };
            change_field(chain, index, field, value);
            "a name or serial number"
        }
        90..93 => {
            change_tree(chain, index, |tree| {
                let version = tree
                    .children()
                    .and_then(|fields| fields.first_mut())
                    .filter(|field| field.tag == 0xa0);
                if let Some(version) = version {
                    version.body = Body::Bytes(der::integer(*random.choose(&[-1, 0, 1, 3, 300])));
                }
            });
            "version"
        }
        93..96 => {
            let hosts = [
                "example.com",
                "EXAMPLE.com",
                "example.org",
                "a.b.example.com",
                "com",
                "10.0.0.1",
                "2001:db8::1",
                "www.example.com",
                "xn--bcher-kva.example",
            ];
            chain.host = (*random.choose(&hosts)).to_owned();
            "host name"
        }
        96..98 => {
            if count > 2 {
                chain.certificates.remove(1 + random.below(count - 2));
            }
            "an intermediate left out"
        }
        _ => {
            let other = random.choose(bases);
            let at = random.below(other.certificates.len());
            chain.certificates[index] = other.certificates[at].clone();
            "a certificate of another chain"
        }
    }
}

/// TBSCertificate, signatureAlgorithm and signature, each whole.
fn parts(certificate: &[u8]) -> Option<[Vec<u8>; 3]> {
    let node = Node::read(certificate)?;
    let Body::Elements(parts) = node.body else {
        return None;
    };
    let parts: Vec<Vec<u8>> = parts.iter().map(Node::write).collect();
    parts.try_into().ok()
}

fn change_tbs(chain: &mut Chain, index: usize, change: impl FnOnce(&mut Vec<u8>)) {
    let issuer = chain
        .certificates
        .get(index + 1)
        .unwrap_or(&chain.certificates[index]);
    let (key, scheme) = (issuer.key.clone(), issuer.scheme);
    let Some([mut tbs, algorithm, _]) = parts(&chain.certificates[index].der) else {
        return;
    };
    change(&mut tbs);
    let signature = der::bit_string(&key.sign(scheme, &tbs));
    chain.certificates[index].der = der::sequence(&[tbs, algorithm, signature]);
}

fn change_tree(chain: &mut Chain, index: usize, change: impl FnOnce(&mut Node)) {
    change_tbs(chain, index, |tbs| {
        if let Some(mut tree) = Node::read(tbs) {
            change(&mut tree);
            *tbs = tree.write();
        }
    });
}

/// A field of TBSCertificate, by its distance from serialNumber.
#[derive(Clone, Copy)]
enum FromSerial {
    Serial = 0,
    Issuer = 2,
    Validity = 3,
    Subject = 4,
}

fn change_field(chain: &mut Chain, index: usize, field: FromSerial, value: Vec<u8>) {
    change_tree(chain, index, |tree| {
        let Some(fields) = tree.children() else {
            return;
        };
        let serial = usize::from(fields.first().is_some_and(|field| field.tag == 0xa0));
        if let (Some(old), Some(new)) =
            (fields.get_mut(serial + field as usize), Node::read(&value))
        {
            *old = new;
        }
    });
}

/// Changes any element: its tag, its length, its contents, or its place among its siblings.
fn edit(tree: &mut Node, random: &mut Random) {
    let count = tree.count();
    let Some(node) = tree.at(random.below(count)) else {
        return;
    };
    match (random.below(10), &mut node.body) {
        (0, _) => node.tag ^= 1 << random.below(8),
        (1, _) => node.length = Length::Long,
        (2, _) => node.length = Length::Indefinite,
        (3, _) => node.length = Length::Off(*random.choose(&[-1, 1, 2])),
        (4, Body::Elements(elements)) if !elements.is_empty() => {
            elements.remove(random.below(elements.len()));
        }
        (5, Body::Elements(elements)) if !elements.is_empty() => {
            let copy = random.choose(elements).clone();
            elements.push(copy);
        }
        (6, Body::Elements(elements)) if elements.len() > 1 => {
            let (a, b) = (random.below(elements.len()), random.below(elements.len()));
            elements.swap(a, b);
        }
        (7, Body::Elements(elements)) => elements.clear(),
        (8, Body::Elements(elements)) => elements.push(Node::read(&der::null()).expect("NULL")),
        (_, Body::Elements(_)) => node.length = Length::Long,
        (4, Body::Bytes(bytes)) => bytes.truncate(bytes.len() / 2),
        (5, Body::Bytes(bytes)) => bytes.push(random.next() as u8),
        (6, Body::Bytes(bytes)) => bytes.insert(0, *random.choose(&[0, 0x80, 0xff])),
        (7, Body::Bytes(bytes)) => bytes.clear(),
        (_, Body::Bytes(bytes)) => {
            if !bytes.is_empty() {
                let at = random.below(bytes.len());
                bytes[at] = random.next() as u8;
            }
        }
    }
}

fn change_extensions(chain: &mut Chain, index: usize, change: impl FnOnce(&mut Vec<Node>)) {
    change_tree(chain, index, |tree| {
        let field = tree
            .children()
            .and_then(|fields| fields.iter_mut().find(|field| field.tag == 0xa3));
        let list = field.and_then(|field| field.children()?.first_mut()?.children());
        if let Some(list) = list {
            change(list);
        }
    });
}

fn change_list(list: &mut Vec<Node>, donor: &Made, random: &mut Random) {
    match random.below(6) {
        0 if !list.is_empty() => {
            list.remove(random.below(list.len()));
        }
        1 if !list.is_empty() => {
            let copy = random.choose(list).clone();
            list.push(copy);
        }
        2 if !list.is_empty() => {
            let at = random.below(list.len());
            flip_criticality(&mut list[at]);
        }
        3 => {
            let Some(other) = extensions_of(&donor.der).filter(|other| !other.is_empty()) else {
                return;
            };
            put(list, random.choose(&other).clone());
        }
        _ => {
            if let Some(new) = Node::read(&made(random)) {
                put(list, new);
            }
        }
    }
}

/// Replaces the extension of the same type, or adds one.
fn put(list: &mut Vec<Node>, mut new: Node) {
    let oid = |node: &mut Node| {
        node.children()
            .and_then(|parts| parts.first())
            .map(Node::write)
    };
    let wanted = oid(&mut new);
    match list.iter_mut().position(|old| oid(old) == wanted) {
        Some(at) => list[at] = new,
        None => list.push(new),
    }
}

fn flip_criticality(node: &mut Node) {
    let Some(parts) = node.children() else { return };
    if parts.get(1).is_some_and(|part| part.tag == 0x01) {
        parts.remove(1);
    } else if !parts.is_empty() {
        parts.insert(1, Node::read(&der::boolean(true)).expect("BOOLEAN"));
    }
}

fn extensions_of(certificate: &[u8]) -> Option<Vec<Node>> {
    let [tbs, ..] = parts(certificate)?;
    let mut tree = Node::read(&tbs)?;
    let field = tree
        .children()?
        .iter_mut()
        .find(|field| field.tag == 0xa3)?;
    field.children()?.first_mut()?.children().cloned()
}

/// An extension that a certificate may or may not have.
fn made(random: &mut Random) -> Vec<u8> {
    let critical = random.one_in(2);
    let names = |names: &[&str]| -> Vec<GeneralName> {
        names.iter().map(|name| GeneralName::from(*name)).collect()
    };
    let (oid, value) = match random.below(14) {
        0 => (
            oid::BASIC_CONSTRAINTS,
            extension::basic_constraints(*random.choose(&[
                BasicConstraints::Ca,
                BasicConstraints::NotCa,
                BasicConstraints::CaWithPathLen(0),
                BasicConstraints::CaWithPathLen(1),
                BasicConstraints::NotCaWithPathLen(0),
            ])),
        ),
        1 => (
            oid::KEY_USAGE,
            extension::key_usage(random.choose::<&[KeyUsage]>(&[
                &[][..],
                &[KeyUsage::DigitalSignature],
                &[KeyUsage::KeyCertSign],
                &[KeyUsage::CrlSign],
                &[KeyUsage::KeyEncipherment],
                &[KeyUsage::DigitalSignature, KeyUsage::KeyCertSign],
            ])),
        ),
        2 => (
            oid::EXTENDED_KEY_USAGE,
            extension::extended_key_usage(random.choose::<&[&str]>(&[
                &[][..],
                &[oid::SERVER_AUTH],
                &[oid::CLIENT_AUTH],
                &["2.5.29.37.0"],
                &["1.3.6.1.5.5.7.3.9"],
            ])),
        ),
        3 | 4 => {
            let sets: [&[&str]; 9] = [
                &["example.com"],
                &["*.example.com"],
                &["10.0.0.1", "2001:db8::1"],
                &["*.com", "e*.example.com"],
                &["example.com.", "under_score.example.com"],
                &[" ", "example.com"],
                &["user@example.com"],
                &["http://example.com/"],
                &["*"],
            ];
            let mut list = names(random.choose::<&[&str]>(&sets));
            if random.one_in(5) {
                list.push(GeneralName::directory(Name::common("Somebody")));
            }
            if random.one_in(6) {
                list.push(GeneralName::dns("ex\u{e4}mple.com"));
            }
            if random.one_in(6) {
                list.push(GeneralName::ip(&[10, 0, 0]));
            }
            if random.one_in(8) {
                list.push(GeneralName::registered_id("1.2.3"));
            }
            (oid::SUBJECT_ALT_NAME, extension::general_names(&list))
        }
        5..=7 => {
            let sets: [(&[&str], &[&str]); 9] = [
                (&["example.com"], &[]),
                (&["example.org"], &[]),
                (&[], &["example.com"]),
                (&[], &["www.example.com"]),
                (&["10.0.0.0/8"], &[]),
                (&[], &["0.0.0.0/0"]),
                (&["example.com"], &["example.com"]),
                (&[], &[]),
                (&["user@example.com"], &["other@example.com"]),
            ];
            let (permitted, excluded) = random.choose(&sets);
            let (mut permitted, mut excluded) = (constraints(permitted), constraints(excluded));
            match random.below(8) {
                0 => permitted.push(GeneralName::directory(Name::common("Somebody"))),
                1 => excluded.push(GeneralName::directory(Name::common("Somebody"))),
                2 => permitted.push(GeneralName::uri("example.com")),
                3 => permitted.push(GeneralName::dns(".example.com")),
                4 => excluded.push(GeneralName::other("1.2.3", &der::null())),
                _ => {}
            }
            (
                oid::NAME_CONSTRAINTS,
                extension::name_constraints(&permitted, &excluded),
            )
        }
        8 => (
            oid::CERTIFICATE_POLICIES,
            extension::certificate_policies(random.choose::<&[&str]>(&[
                &["1.2.3.4"][..],
                &["1.2.3.9"],
                &["2.5.29.32.0"],
                &["1.2.3.4", "1.2.3.4"],
                &[],
            ])),
        ),
        9 => {
            let (explicit, mapping) = *random.choose(&[
                (Some(0), None),
                (Some(1), Some(0)),
                (None, Some(0)),
                (None, None),
            ]);
            (
                oid::POLICY_CONSTRAINTS,
                extension::policy_constraints(explicit, mapping),
            )
        }
        10 => (
            oid::POLICY_MAPPINGS,
            extension::policy_mappings(random.choose::<&[(&str, &str)]>(&[
                &[("1.2.3.4", "1.2.3.5")][..],
                &[("2.5.29.32.0", "1.2.3.5")],
                &[],
            ])),
        ),
        11 => (
            oid::INHIBIT_ANY_POLICY,
            extension::inhibit_any_policy(*random.choose(&[0, 1, -1])),
        ),
        12 => {
            let (oid, value) = extension::unknown();
            (oid, value)
        }
        _ => (
            oid::AUTHORITY_KEY_IDENTIFIER,
            extension::authority_key_identifier(&[7; 20]),
        ),
    };
    extension(oid, critical, &value)
}

fn constraints(names: &[&str]) -> Vec<GeneralName> {
    let constraint = |name: &&str| match name.contains('/') {
        true => GeneralName::ip_range(name),
        false => GeneralName::from(*name),
    };
    names.iter().map(constraint).collect()
}

fn validity(random: &mut Random) -> Vec<u8> {
    let time = |random: &mut Random| match random.below(10) {
        0 => der::utc_time("2601010000Z"),
        1 => der::generalized_time("20260101000000Z"),
        2 => der::generalized_time("20260101000000.5Z"),
        3 => der::utc_time("260101000000+0100"),
        4 => der::generalized_time("99991231235959Z"),
        5 => der::utc_time("261301000000Z"),
        6 => der::time("2026-06-01T12:00:00Z"),
        7 => der::time("2026-06-01T12:00:01Z"),
        8 => der::time("2026-06-01T11:59:59Z"),
        _ => der::time("2030-01-01T00:00:00Z"),
    };
    let early = der::time("2026-01-01T00:00:00Z");
    let late = der::time("2027-01-01T00:00:00Z");
    match random.below(4) {
        0 => der::sequence(&[time(random), late]),
        1 => der::sequence(&[early, time(random)]),
        2 => der::sequence(&[late, early]),
        _ => der::sequence(&[time(random), time(random)]),
    }
}

fn name(random: &mut Random) -> Vec<u8> {
    let names = [
        Name::common("Root"),
        Name::common("ROOT"),
        Name::common(" root "),
        Name::common("Intermediate"),
        Name::common("intermediate"),
        Name::empty(),
        Name::empty().attribute("2.5.4.3", der::printable("Root")),
        Name::empty().attribute("2.5.4.3", der::bmp("Root")),
        Name::empty().attribute("2.5.4.3", der::teletex(b"Root")),
        Name::empty().attribute("1.2.840.113549.1.9.1", der::ia5("user@example.com")),
    ];
    random.choose(&names).der().to_vec()
}

fn serial(random: &mut Random) -> Vec<u8> {
    let contents: [&[u8]; 7] = [
        &[0],
        &[0x80],
        &[0, 1],
        &[0xff, 0xff],
        &[1; 20],
        &[1; 21],
        &[],
    ];
    der::tlv(0x02, random.choose::<&[u8]>(&contents))
}
