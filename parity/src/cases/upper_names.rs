//! Names of CAs whose strings are of any type, where the leaf does not show them: a browser that shows a leaf reads the strings of the
//! leaf alone.

use mint::{Name, der, oid};

use super::Cases;
use crate::recipe::recipe;

const FIRES: &[&str] = &["chrome/name-strings", "chrome/name-matching"];
const MISSES: &[&str] = &["firefox/N-3"];

type Make = fn(&str) -> Name;

fn of(value: Vec<u8>) -> Name {
    Name::empty().c("DE").attribute(oid::COMMON_NAME, value)
}

const NAMES: &[(&str, Make)] = &[
    ("visible", |t| of(der::visible(t))),
    ("numeric", |t| of(der::tlv(0x12, t.as_bytes()))),
    ("general", |t| of(der::tlv(0x1b, t.as_bytes()))),
    ("octets", |t| of(der::octet_string(t.as_bytes()))),
    ("bits", |t| of(der::bit_string(t.as_bytes()))),
    ("null", |t| of(der::null()).o(t)),
    ("sequence", |t| of(der::sequence(&[der::utf8(t)]))),
    ("of-the-context", |t| of(der::tlv(0x80, t.as_bytes()))),
    ("high-tag", |t| of(vec![0x1f, 0x21, 2, 0, 0]).o(t)),
    ("teletex", |t| of(der::teletex(t.as_bytes()))),
    ("bmp-broken", |t| of(der::tlv(0x1e, &[0, 0x61, 0])).o(t)),
    ("utf8-broken", |t| {
        of(der::tlv(0x0c, &[t.as_bytes(), &[0xff]].concat()))
    }),
    ("printable-odd", |t| of(der::printable(&format!("{t}@")))),
    ("organization", |t| {
        Name::empty().attribute(oid::ORGANIZATION, der::visible(t))
    }),
    ("country", |t| {
        Name::common(t).attribute(oid::COUNTRY, der::visible("DE"))
    }),
    ("street", |t| {
        Name::common(t).attribute("2.5.4.9", der::visible("DE"))
    }),
];

/// Tag numbers, in an intermediate that the leaf does not name.
const TAGS: &[(&str, Make)] = &[
    ("tag-of-29-bits", |t| {
        of(vec![0x1f, 0x81, 0xff, 0xff, 0xff, 0x7f, 0]).o(t)
    }),
    ("tag-of-30-bits", |t| {
        of(vec![0x1f, 0x82, 0x80, 0x80, 0x80, 0, 0]).o(t)
    }),
];

const PLACES: &[(&str, usize)] = &[("upper", 2), ("lowest", 1), ("root", 1)];

pub(super) fn cases(cases: &mut Cases) {
    for (names, places) in [(NAMES, PLACES), (TAGS, &PLACES[..1])] {
        add(cases, names, places);
    }
}

fn add(cases: &mut Cases, names: &[(&str, Make)], places: &[(&str, usize)]) {
    for (name, make) in names {
        for &(place, levels) in places {
            let id = format!("upper-name/{place}-{name}");
            let own = make(&format!("{id} of CAs"));
            let recipe = recipe(id).fires(FIRES).misses(MISSES).intermediates(levels);
            cases.add(match place {
                "root" => recipe.root(move |b| b.subject(own.clone()).issuer(own)),
                _ => recipe.intermediate(move |b| b.subject(own)),
            });
        }
    }
}
