//! Issuers and subjects that are alike: how each of two spellings of one CA's name finds the other, and what key identifiers and
//! serial numbers beside it change.

use mint::{Builder, GeneralName, Name, der, extension, oid, random::Random};

use crate::cases::{At, Cases};
use crate::recipe::{not_critical, recipe};

const ROWS: &[&str] = &["chrome/name-matching", "firefox/N-3", "firefox/N-4"];

pub(in crate::cases) fn cases(cases: &mut Cases) {
    spellings(cases);
    identifiers(cases);
}

/// A name that differs from the others in how it is written only, or hardly.
type Spelling = (&'static str, fn(&str) -> Name);

fn of(value: Vec<u8>) -> Name {
    Name::empty().c("DE").attribute(oid::COMMON_NAME, value)
}

const SPELLINGS: &[Spelling] = &[
    ("utf8", |t| of(der::utf8(t))),
    ("upper", |t| of(der::utf8(&t.to_uppercase()))),
    ("printable", |t| of(der::printable(t))),
    ("ia5", |t| of(der::ia5(t))),
    ("bmp", |t| of(der::bmp(t))),
    ("universal", |t| of(der::universal(t))),
    ("teletex", |t| of(der::teletex(t.as_bytes()))),
    ("teletex-upper", |t| {
        of(der::teletex(t.to_uppercase().as_bytes()))
    }),
    ("visible", |t| of(der::visible(t))),
    ("spaces", |t| of(der::utf8(&t.replace(' ', "   ")))),
    ("no-spaces", |t| of(der::utf8(&t.replace(' ', "")))),
    ("tab", |t| of(der::utf8(&t.replace(' ', "\t")))),
    ("nul", |t| of(der::utf8(&format!("{t}\0")))),
    ("accent", |t| of(der::utf8(&t.replace('a', "\u{e1}")))),
    ("accent-bmp", |t| of(der::bmp(&t.replace('a', "\u{e1}")))),
    ("accent-upper", |t| of(der::utf8(&t.replace('a', "\u{c1}")))),
    ("accent-apart", |t| {
        of(der::utf8(&t.replace('a', "a\u{301}")))
    }),
    ("printable-odd", |t| of(der::printable(&format!("{t}@")))),
    ("utf8-odd", |t| of(der::utf8(&format!("{t}@")))),
    ("utf8-broken", |t| {
        of(der::tlv(0x0c, &[t.as_bytes(), &[0xff]].concat()))
    }),
    ("bmp-broken", |_| of(der::tlv(0x1e, &[0, 0x61, 0]))),
    ("empty", |_| of(der::utf8(""))),
    ("country-utf8", |t| {
        Name::empty()
            .attribute(oid::COUNTRY, der::utf8("de"))
            .attribute(oid::COMMON_NAME, der::utf8(t))
    }),
    ("one-rdn", |t| {
        Name::empty().rdn(&[
            (oid::COUNTRY, der::printable("DE")),
            (oid::COMMON_NAME, der::utf8(t)),
        ])
    }),
    ("as-organization", |t| {
        Name::empty()
            .c("DE")
            .attribute(oid::ORGANIZATION, der::utf8(t))
    }),
    ("twice", |t| of(der::utf8(t)).cn(t)),
    ("other-order", |t| Name::common(t).c("DE")),
];

fn spellings(cases: &mut Cases) {
    for (number, (subject, of_subject)) in SPELLINGS.iter().enumerate() {
        for (other, (issuer, of_issuer)) in SPELLINGS.iter().enumerate() {
            let text = format!("Parity pair {number} {other} of names");
            let (subject_name, issuer_name) = (of_subject(&text), of_issuer(&text));
            let recipe = recipe(format!("spelling/{subject}-{issuer}"))
                .fires(ROWS)
                .intermediate(move |b| b.subject(subject_name))
                .leaf(move |b| b.issuer(issuer_name));
            cases.add(recipe);
        }
    }
}

const DRAWN: u64 = 150;
const SEED: u64 = 0x2026_1127_0006;

/// Subject and authority key identifiers in every form.
fn identifiers(cases: &mut Cases) {
    for number in 0..DRAWN {
        let mut random = Random::nth(SEED, number);
        let mut recipe = recipe(format!("key-identifiers/{number:03}")).fires(ROWS);
        for at in At::ALL {
            if random.one_in(2) {
                let (own, issuers) = (Random::new(random.next()), Random::new(random.next()));
                recipe = at.change(recipe, |b| authority(subject(b, own), issuers));
            }
        }
        cases.add(recipe);
    }
}

fn subject(b: Builder, mut random: Random) -> Builder {
    let b = b.without(oid::SUBJECT_KEY_IDENTIFIER);
    let value = match random.below(9) {
        0 => return b,
        1 => der::octet_string(&[]),
        2 => der::octet_string(&[7; 200]),
        3 => der::null(),
        4 => Vec::new(),
        5 => b"bare octets".to_vec(),
        6 => [der::octet_string(b"more"), der::null()].concat(),
        7 => der::with_long_length(&der::octet_string(b"long"), 1),
        _ => der::octet_string(b"another"),
    };
    not_critical(oid::SUBJECT_KEY_IDENTIFIER, value)(b)
}

fn authority(b: Builder, mut random: Random) -> Builder {
    let b = b.without(oid::AUTHORITY_KEY_IDENTIFIER);
    let id = || der::primitive(0, b"another");
    let names = |names: &[GeneralName]| {
        let names: Vec<u8> = names.iter().flat_map(|name| name.der().to_vec()).collect();
        der::constructed(1, &names)
    };
    let somebody = || names(&[GeneralName::directory("Somebody")]);
    let serial = || der::primitive(2, &[7]);
    let value = match random.below(14) {
        0 => return b,
        1 => der::sequence(&[]),
        2 => der::sequence(&[id()]),
        3 => der::sequence(&[id(), somebody(), serial()]),
        4 => der::sequence(&[somebody(), serial()]),
        5 => der::sequence(&[id(), serial()]),
        6 => der::sequence(&[id(), somebody()]),
        7 => der::sequence(&[somebody()]),
        8 => der::sequence(&[serial(), id()]),
        9 => der::sequence(&[id(), names(&[]), serial()]),
        10 => der::sequence(&[id(), somebody(), der::primitive(2, &[0, 0, 7])]),
        11 => der::sequence(&[id(), somebody(), der::primitive(2, &[])]),
        12 => der::octet_string(b"another"),
        _ => extension::authority_key_identifier(&[]),
    };
    not_critical(oid::AUTHORITY_KEY_IDENTIFIER, value)(b)
}
