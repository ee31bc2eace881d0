//! Names of several attributes to an element, in any order, each value in any type of string, under constraints on directory names.
//! Drawn with a fixed seed; none is dropped.

use mint::{Builder, Criticality, GeneralName, Name, der, extension, oid, random::Random};

use super::Cases;
use crate::recipe::{host_of, recipe};

const DRAWN: u64 = 30;
const SEED: u64 = 0x2026_1127_0014;
const ROWS: &[&str] = &[
    "chrome/nc-types",
    "chrome/name-matching",
    "firefox/NC-3",
    "firefox/NC-4",
    "firefox/NC-5",
];

fn dn(random: &mut Random) -> Name {
    let mut name = Name::empty();
    for _ in 0..random.below(4) {
        let mut pairs: Vec<(&str, Vec<u8>)> = Vec::new();
        for _ in 0..*random.choose(&[1, 1, 1, 2, 2, 3]) {
            let attribute = *random.choose(&[
                oid::ORGANIZATION,
                oid::ORGANIZATION,
                oid::ORGANIZATIONAL_UNIT,
                oid::COUNTRY,
            ]);
            let text = *random.choose(&[
                "Org",
                "Org",
                "ORG",
                " Org ",
                "O rg",
                "O  rg",
                "",
                "Other",
                "\u{c9}t\u{e9}",
            ]);
            let value = match random.below(7) {
                0 | 1 if text.is_ascii() => der::printable(text),
                2 => der::bmp(text),
                3 => der::universal(text),
                4 if text.is_ascii() => der::ia5(text),
                5 => der::teletex(text.as_bytes()),
                _ => der::utf8(text),
            };
            pairs.push((attribute, value));
        }
        name = if pairs.len() > 1 && random.one_in(3) {
            // In the order in which they were drawn.
            let set: Vec<u8> = pairs
                .iter()
                .flat_map(|(o, v)| der::sequence(&[der::oid(o), v.clone()]))
                .collect();
            let mut contents = der::split(name.der()).1.to_vec();
            contents.extend(der::tlv(0x31, &set));
            Name::from_der(der::tlv(0x30, &contents))
        } else {
            name.rdn(&pairs)
        };
    }
    name
}

pub(super) fn cases(cases: &mut Cases) {
    for number in 0..DRAWN {
        let mut random = Random::nth(SEED, number);
        let id = format!("directory-name/{number:03}");
        let host = host_of(&id);
        let shared = dn(&mut random);
        let other = |random: &mut Random| match random.below(3) {
            0 => dn(random),
            1 => shared.clone(),
            _ => {
                // With more behind it.
                let mut contents = der::split(shared.der()).1.to_vec();
                contents.extend_from_slice(der::split(dn(random).der()).1);
                Name::from_der(der::tlv(0x30, &contents))
            }
        };
        let base = if random.one_in(2) {
            shared.clone()
        } else {
            dn(&mut random)
        };
        let more = random.one_in(3).then(|| dn(&mut random));
        let mut bases = vec![GeneralName::directory(base)];
        bases.extend(more.map(GeneralName::directory));
        let permits = !random.one_in(4);
        let subject = other(&mut random);
        let san = random.one_in(3).then(|| other(&mut random));
        let ca_too = random.one_in(4);
        let place = random.below(3);
        let value = match permits {
            true => extension::name_constraints(&bases, &[]),
            false => extension::name_constraints(&[], &bases),
        };
        let mut recipe = recipe(id).fires(ROWS).intermediates(2);
        let constrain =
            move |b: Builder| b.extension(oid::NAME_CONSTRAINTS, Criticality::Critical, value);
        recipe = match place {
            0 => recipe.root(constrain),
            1 => recipe.intermediate_at(0, constrain),
            _ => recipe.intermediate_at(1, constrain),
        };
        if ca_too {
            let name = subject.clone();
            recipe = recipe.intermediate_at(1, |b| b.subject(name));
        }
        cases.add(recipe.leaf(move |b| {
            let mut names = vec![GeneralName::dns(&host)];
            names.extend(san.map(GeneralName::directory));
            b.subject(subject)
                .san(names)
                .criticality(oid::SUBJECT_ALT_NAME, Criticality::Critical)
        }));
    }
}
