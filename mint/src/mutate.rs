//! Changes to a certificate that nobody would write down: any element of DER, or an extension that it may or may not have.

use crate::extension::{self, BasicConstraints, KeyUsage};
use crate::name::{GeneralName, Name};
use crate::random::Random;
use crate::tree::{Body, Length, Node};
use crate::{der, oid};

/// Changes any element: its tag, its length, its contents, or its place among its siblings.
pub fn edit(tree: &mut Node, random: &mut Random) {
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

/// The list of extensions of a TBSCertificate.
pub fn extensions(tbs: &mut Node) -> Option<&mut Vec<Node>> {
    let fields = tbs.children()?;
    let field = fields.iter_mut().find(|field| field.tag == 0xa3)?;
    field.children()?.first_mut()?.children()
}

/// Takes an extension out, adds a copy of one, or changes whether one is critical; else what `other` makes replaces the one of its
/// type, or is added. `other` gets what was drawn: 3, 4 or 5, or less where the list is empty.
pub fn change_list(
    list: &mut Vec<Node>,
    random: &mut Random,
    other: impl FnOnce(usize, &mut Random) -> Option<Node>,
) {
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
        drawn => {
            if let Some(new) = other(drawn, random) {
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

/// Writes down that it is critical, or no longer does.
fn flip_criticality(node: &mut Node) {
    let Some(parts) = node.children() else { return };
    if parts.get(1).is_some_and(|part| part.tag == 0x01) {
        parts.remove(1);
    } else if !parts.is_empty() {
        parts.insert(1, Node::read(&der::boolean(true)).expect("BOOLEAN"));
    }
}

/// An extension that a certificate for `host` may or may not have; wildcards are of `domain`.
pub fn extension_for(host: &str, domain: &str, random: &mut Random) -> Vec<u8> {
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
            let [wildcard, partial] = [format!("*.{domain}"), format!("e*.{domain}")];
            let [dotted, odd] = [format!("{host}."), format!("under_score.{host}")];
            let sets: [&[&str]; 9] = [
                &[host],
                &[&wildcard],
                &["10.0.0.1", "2001:db8::1"],
                &["*.com", &partial],
                &[&dotted, &odd],
                &[" ", host],
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
            let below = format!("www.{host}");
            let sets: [(&[&str], &[&str]); 9] = [
                (&[host], &[]),
                (&["example.org"], &[]),
                (&[], &[host]),
                (&[], &[&below]),
                (&["10.0.0.0/8"], &[]),
                (&[], &["0.0.0.0/0"]),
                (&[host], &[host]),
                (&[], &[]),
                (&["user@example.com"], &["other@example.com"]),
            ];
            let (permitted, excluded) = random.choose(&sets);
            let (mut permitted, mut excluded) = (constraints(permitted), constraints(excluded));
            match random.below(8) {
                0 => permitted.push(GeneralName::directory(Name::common("Somebody"))),
                1 => excluded.push(GeneralName::directory(Name::common("Somebody"))),
                2 => permitted.push(GeneralName::uri("example.com")),
                3 => permitted.push(GeneralName::dns(&format!(".{host}"))),
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
    extension::extension(oid, critical, &value)
}

fn constraints(names: &[&str]) -> Vec<GeneralName> {
    let constraint = |name: &&str| match name.contains('/') {
        true => GeneralName::ip_range(name),
        false => GeneralName::from(*name),
    };
    names.iter().map(constraint).collect()
}
