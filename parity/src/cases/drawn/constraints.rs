//! Name constraints and names drawn at random from what is written rightly, oddly and wrongly: which of them meet, in which
//! certificate, and what a browser calls it. Drawn with a fixed seed; none is dropped.

use mint::{Builder, GeneralName, Name, der, oid, random::Random};

use crate::cases::Cases;
use crate::recipe::{Recipe, critical, not_critical, recipe};

const DRAWN: u64 = 500;
const SEED: u64 = 0x2026_1127_0002;
const ROWS: &[&str] = &[
    "chrome/nc-dns",
    "chrome/nc-ip",
    "chrome/nc-types",
    "firefox/NC-6",
    "firefox/NC-10",
    "firefox/NC-11",
];

const HOST: &str = "h.drawn.example";

/// What is written rightly as a name or as a base, and what is not or is doubtful.
type Words<T> = (&'static [T], &'static [T]);

const DNS: Words<&str> = (
    &[
        HOST,
        "drawn.example",
        "*.drawn.example",
        "example",
        "H.Drawn.EXAMPLE",
        "other.example",
        "x.h.drawn.example",
        "n.example",
        "*.h.drawn.example",
        "xn--bcher-kva.example",
        "",
    ],
    &[
        ".drawn.example",
        "h.drawn.example.",
        ".h.drawn.example",
        "h*.drawn.example",
        ".",
        "*",
        "a..example",
        "-h.drawn.example",
        "h_.drawn.example",
        "b\u{fc}cher.example",
        "10.0.0.1",
    ],
);
const MAIL: Words<&str> = (
    &[
        "user@drawn.example",
        "USER@drawn.example",
        "user@Drawn.EXAMPLE",
        "user@x.drawn.example",
        "drawn.example",
        ".drawn.example",
    ],
    &[
        "@drawn.example",
        "user@",
        "\"user\"@drawn.example",
        "a@b@drawn.example",
        "",
    ],
);
const URI: Words<&str> = (
    &[
        "http://drawn.example/",
        "http://h.drawn.example/a",
        "drawn.example",
        ".drawn.example",
    ],
    &["http://10.0.0.1/", "urn:a:b", ""],
);
const ADDRESS: Words<&[u8]> = (
    &[&[10, 0, 0, 1], &[10, 0, 0, 2], &[0; 16]],
    &[&[10, 0, 0], &[]],
);
const RANGE: Words<&[u8]> = (
    &[
        &[10, 0, 0, 0, 255, 0, 0, 0],
        &[10, 0, 0, 1, 255, 255, 255, 255],
        &[11, 0, 0, 0, 255, 0, 0, 0],
        &[10, 0, 0, 1, 255, 0, 0, 0],
        &[0; 8],
        &[0; 32],
    ],
    &[&[10, 0, 0, 0, 255, 0, 255, 0], &[10, 0, 0, 1], &[]],
);

/// Lists of names and of bases are mostly right, so that more than one counts.
fn word<T: Copy>((right, odd): Words<T>, random: &mut Random) -> T {
    let list = if random.one_in(16) { odd } else { right };
    *random.choose(list)
}

fn directory(random: &mut Random) -> Name {
    let text = |random: &mut Random| {
        let value: &str = random.choose::<&str>(&["Drawn", "drawn", " Drawn  ", "Other", ""]);
        match random.below(3) {
            0 => der::printable(value),
            1 => der::utf8(value),
            _ => der::teletex(value.as_bytes()),
        }
    };
    let mut name = Name::empty();
    for oid in [oid::COUNTRY, oid::ORGANIZATION, oid::COMMON_NAME] {
        if random.one_in(2) {
            let value = text(random);
            name = name.attribute(oid, value);
        }
    }
    name
}

fn general_name(addresses: Words<&[u8]>, random: &mut Random) -> GeneralName {
    match random.below(12) {
        0..=4 => GeneralName::dns(word(DNS, random)),
        5 | 6 => GeneralName::ip(word(addresses, random)),
        7 | 8 => GeneralName::email(word(MAIL, random)),
        9 => GeneralName::uri(word(URI, random)),
        10 => GeneralName::directory(directory(random)),
        _ => match random.below(3) {
            0 => GeneralName::registered_id("1.2.3"),
            1 => GeneralName::other("1.2.3", &der::utf8("x")),
            _ => GeneralName::from_der(der::tlv(0xa3, &[])), // x400Address
        },
    }
}

/// GeneralSubtree, now and then with a distance.
fn subtree(random: &mut Random) -> Vec<u8> {
    let base = general_name(RANGE, random).der().to_vec();
    let distance = match random.below(60) {
        0 => der::tlv(0x80, &[0]),
        1 => der::tlv(0x80, &[1]),
        2 => der::tlv(0x81, &[0]),
        _ => Vec::new(),
    };
    der::sequence(&[base, distance])
}

fn constraints(random: &mut Random) -> Vec<u8> {
    let mut list = |tag: u8, most: usize| {
        let count = random.below(most + 1);
        let subtrees: Vec<Vec<u8>> = (0..count).map(|_| subtree(random)).collect();
        match subtrees.is_empty() {
            true => Vec::new(),
            false => der::tlv(tag, &subtrees.concat()),
        }
    };
    let (permitted, excluded) = (list(0xa0, 3), list(0xa1, 1));
    der::sequence(&[permitted, excluded])
}

fn constrain(mut random: Random) -> impl FnOnce(Builder) -> Builder {
    move |b| {
        let value = constraints(&mut random);
        match random.one_in(2) {
            true => critical(oid::NAME_CONSTRAINTS, value)(b),
            false => not_critical(oid::NAME_CONSTRAINTS, value)(b),
        }
    }
}

fn name_leaf(mut random: Random, host: String) -> impl FnOnce(Builder) -> Builder {
    move |mut b| {
        if random.one_in(3) {
            b = b.subject(directory(&mut random));
        } else if random.one_in(8) {
            let mail = der::ia5(word(MAIL, &mut random));
            b = b.subject(Name::empty().attribute(oid::EMAIL_ADDRESS, mail));
        }
        let mut names = Vec::new();
        if !random.one_in(8) {
            names.push(GeneralName::dns(&host));
        }
        for _ in 0..random.below(3) {
            names.push(general_name(ADDRESS, &mut random));
        }
        match names.is_empty() {
            true => b.without(oid::SUBJECT_ALT_NAME),
            false => b.san(names),
        }
    }
}

pub(in crate::cases) fn cases(cases: &mut Cases) {
    for number in 0..DRAWN {
        cases.add(drawn(number, Random::nth(SEED, number)));
    }
}

fn drawn(number: u64, mut random: Random) -> Recipe {
    let host = match random.below(6) {
        0 => "10.0.0.1",
        _ => HOST,
    };
    let mut part = || Random::new(random.next());
    let (leaf, upper, lower, root) = (part(), part(), part(), part());
    let mut recipe = recipe(format!("drawn-constraints/{number:03}"))
        .fires(ROWS)
        .host(host)
        .intermediates(2)
        .leaf(name_leaf(leaf, host.to_owned()))
        .intermediate_at(0, constrain(upper));
    if random.one_in(3) {
        recipe = recipe.intermediate_at(1, constrain(lower));
    }
    if random.one_in(6) {
        recipe = recipe.root(constrain(root));
    }
    recipe
}
