//! Names of several attributes to an element, in any order, each value in any type of string, under constraints on directory names.
//! Drawn with a fixed seed; none is dropped. Then names that go on with bytes which no element can be read from.

use mint::{Builder, Criticality, GeneralName, Name, der, extension, oid, random::Random};

use crate::cases::Cases;
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

pub(in crate::cases) fn cases(cases: &mut Cases) {
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
    cut(cases);
}

/// One organization, and in one of its levels two octets that begin no element, or a length beyond its end.
fn cut_names(organization: &str) -> [(&'static str, Name); 5] {
    const REST: [u8; 2] = [0, 0];
    let parts = [der::oid(oid::ORGANIZATION), der::utf8(organization)].concat();
    let attribute = der::tlv(0x30, &parts);
    let set = der::tlv(0x31, &attribute);
    let longer = |element: &[u8]| {
        let mut element = element.to_vec();
        element[1] += 5;
        element
    };
    let with_rest = |tag, content: &[u8]| der::tlv(tag, &[content, &REST].concat());
    [
        ("name-and-rest", with_rest(0x30, &set)),
        (
            "element-and-rest",
            der::tlv(0x30, &with_rest(0x31, &attribute)),
        ),
        (
            "attribute-and-rest",
            der::tlv(0x30, &der::tlv(0x31, &with_rest(0x30, &parts))),
        ),
        ("element-cut", der::tlv(0x30, &longer(&set))),
        (
            "attribute-cut",
            der::tlv(0x30, &der::tlv(0x31, &longer(&attribute))),
        ),
    ]
    .map(|(what, name)| (what, Name::from_der(name)))
}

/// A constraint that is cut, and a name that is below one that is whole.
fn cut(cases: &mut Cases) {
    const ORGANIZATION: &str = "Example";
    let list = |permits, base: Name| match [GeneralName::directory(base)] {
        base if permits => extension::name_constraints(&base, &[]),
        base => extension::name_constraints(&[], &base),
    };
    for (what, cut) in cut_names(ORGANIZATION) {
        for (permits, effect) in [(true, "permitted"), (false, "excluded")] {
            let whole = || Name::empty().o(ORGANIZATION);
            let id = format!("directory-cut/base-{what}-{effect}");
            let value = list(permits, cut.clone());
            cases.add(
                recipe(id)
                    .fires(&["chrome/nc-types", "firefox/NC-3"])
                    .intermediate(|b| {
                        b.extension(oid::NAME_CONSTRAINTS, Criticality::Critical, value)
                    })
                    .leaf(move |b| b.subject(whole().cn("leaf"))),
            );
            let id = format!("directory-cut/name-{what}-{effect}");
            let host = host_of(&id);
            let (subject, value) = match permits {
                true => (whole().cn("leaf"), list(permits, whole())),
                false => (Name::common("leaf"), list(permits, whole())),
            };
            let name = cut.clone();
            cases.add(
                recipe(id)
                    .fires(&["chrome/nc-types", "firefox/NC-3"])
                    .intermediate(|b| {
                        b.extension(oid::NAME_CONSTRAINTS, Criticality::Critical, value)
                    })
                    .leaf(move |b| {
                        b.subject(subject)
                            .san([GeneralName::dns(&host), GeneralName::directory(name)])
                    }),
            );
        }
    }
}
