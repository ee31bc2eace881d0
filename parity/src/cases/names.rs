//! Distinguished names: their forms, and how an issuer is found by its name.

use mint::{Builder, Criticality, GeneralName, Name, der, extension, oid};

use super::{Cases, Fault};
use crate::recipe::{ca_name, critical, not_critical, recipe};

pub(super) fn cases(cases: &mut Cases) {
    cases.everywhere("name-form", FORMS);
    cases.in_leaf("subject", SUBJECTS);
    cases.in_leaf("name-repeated", REPEATED);
    matching(cases);
    empty(cases);
}

/// One attribute twice: these two values.
fn twice(b: Builder, oid: &str, first: Vec<u8>, second: Vec<u8>) -> Builder {
    b.subject(Name::empty().attribute(oid, first).attribute(oid, second))
}

/// Of a type that no name is read of.
fn visible() -> Vec<u8> {
    der::visible("a")
}

const REPEATED: &[Fault] = &[
    ("common-name-second", &[], CHROME, |b| {
        twice(b, oid::COMMON_NAME, der::utf8("a"), visible())
    }),
    ("common-name-first", CHROME, &[], |b| {
        twice(b, oid::COMMON_NAME, visible(), der::utf8("a"))
    }),
    ("common-name-second-printable", &[], CHROME, |b| {
        twice(b, oid::COMMON_NAME, der::utf8("a"), der::printable("a@b"))
    }),
    ("common-name-after-an-empty-one", CHROME, &[], |b| {
        twice(b, oid::COMMON_NAME, der::utf8(""), visible())
    }),
    ("locality-second", &[], CHROME, |b| {
        twice(b, oid::LOCALITY, der::utf8("a"), visible())
    }),
    ("state-second", &[], CHROME, |b| {
        twice(b, oid::STATE, der::utf8("a"), visible())
    }),
    ("country-second", &[], CHROME, |b| {
        twice(b, oid::COUNTRY, der::printable("CH"), visible())
    }),
    ("organization-second", CHROME, &[], |b| {
        twice(b, oid::ORGANIZATION, der::utf8("a"), visible())
    }),
    ("unit-second", CHROME, &[], |b| {
        twice(b, oid::ORGANIZATIONAL_UNIT, der::utf8("a"), visible())
    }),
];

/// A subject with the certificate's own common name last, so that it stays unlike any other.
fn with(b: Builder, oid: &str, value: Vec<u8>) -> Builder {
    let name = Name::empty()
        .attribute(oid, value)
        .o("Certlens Parity name form");
    b.subject(name)
}

const CHROME: &[&str] = &["chrome/name-strings"];

const FORMS: &[Fault] = &[
    ("printable", &[], CHROME, |b| {
        with(b, oid::COMMON_NAME, der::printable("A b-c (1), +./:=?"))
    }),
    ("printable-at", CHROME, &[], |b| {
        with(b, oid::COMMON_NAME, der::printable("a@b"))
    }),
    ("printable-ampersand", CHROME, &[], |b| {
        with(b, oid::COMMON_NAME, der::printable("a&b"))
    }),
    ("printable-underscore", CHROME, &[], |b| {
        with(b, oid::COMMON_NAME, der::printable("a_b"))
    }),
    ("printable-asterisk", CHROME, &[], |b| {
        with(b, oid::COMMON_NAME, der::printable("*.b"))
    }),
    ("printable-at-in-serial-number", CHROME, &[], |b| {
        with(b, oid::SERIAL_NUMBER, der::printable("a@b"))
    }),
    ("ia5-not-ascii", CHROME, &[], |b| {
        with(b, oid::COMMON_NAME, der::tlv(0x16, &[0x61, 0xe9]))
    }),
    ("ia5", &[], CHROME, |b| {
        with(b, oid::COMMON_NAME, der::ia5("a@b"))
    }),
    ("bmp", &[], CHROME, |b| {
        with(b, oid::COMMON_NAME, der::bmp("aé"))
    }),
    ("bmp-odd", CHROME, &[], |b| {
        with(b, oid::COMMON_NAME, der::tlv(0x1e, &[0, 0x61, 0]))
    }),
    ("bmp-surrogate", CHROME, &[], |b| {
        with(b, oid::COMMON_NAME, der::tlv(0x1e, &[0xd8, 0]))
    }),
    ("universal", &[], CHROME, |b| {
        with(b, oid::COMMON_NAME, der::universal("aé"))
    }),
    ("universal-too-large", CHROME, &[], |b| {
        with(b, oid::COMMON_NAME, der::tlv(0x1c, &[0, 0x11, 0, 0]))
    }),
    // U+FFFE, the last of the code points that are no characters in the Arabic block, and what stands beside it.
    ("bmp-no-character", CHROME, &[], |b| {
        with(b, oid::COMMON_NAME, der::tlv(0x1e, &[0xff, 0xfe]))
    }),
    ("bmp-no-character-arabic", CHROME, &[], |b| {
        with(b, oid::SERIAL_NUMBER, der::tlv(0x1e, &[0xfd, 0xef]))
    }),
    ("bmp-before-no-character", &[], CHROME, |b| {
        with(b, oid::COMMON_NAME, der::tlv(0x1e, &[0xff, 0xfd]))
    }),
    ("bmp-after-no-character-arabic", &[], CHROME, |b| {
        with(b, oid::SERIAL_NUMBER, der::tlv(0x1e, &[0xfd, 0xf0]))
    }),
    ("universal-no-character", CHROME, &[], |b| {
        with(b, oid::COMMON_NAME, der::tlv(0x1c, &[0, 1, 0xff, 0xff]))
    }),
    ("universal-last-character", &[], CHROME, |b| {
        with(b, oid::COMMON_NAME, der::tlv(0x1c, &[0, 0x10, 0xff, 0xfd]))
    }),
    ("utf8-invalid", CHROME, &[], |b| {
        with(b, oid::COMMON_NAME, der::tlv(0x0c, &[0x61, 0xff]))
    }),
    ("teletex", &[], CHROME, |b| {
        with(b, oid::COMMON_NAME, der::teletex(&[0x61, 0xe9]))
    }),
    ("numeric", CHROME, &[], |b| {
        with(b, oid::COMMON_NAME, der::tlv(0x12, b"123"))
    }),
    ("visible", CHROME, &[], |b| {
        with(b, oid::COMMON_NAME, der::visible("abc"))
    }),
    ("value-is-a-sequence", CHROME, &[], |b| {
        with(b, oid::COMMON_NAME, der::sequence(&[der::utf8("a")]))
    }),
    ("empty-value", &[], CHROME, |b| {
        with(b, oid::COMMON_NAME, der::utf8(""))
    }),
    ("two-common-names", &[], CHROME, |b| {
        b.subject(Name::empty().cn("a").cn("b").o("Certlens Parity name form"))
    }),
    ("empty-set", &["chrome/set-of", "firefox/P-1"], &[], |b| {
        let attribute = elements_of(Name::empty().o("Certlens Parity name form"));
        b.subject(Name::from_der(der::sequence(&[der::set(&[]), attribute])))
    }),
    ("unordered-set", &["chrome/set-of"], &[], |b| {
        let attribute = |oid, text| der::sequence(&[der::oid(oid), der::utf8(text)]);
        let cn = attribute(oid::COMMON_NAME, "a");
        let o = attribute(oid::ORGANIZATION, "Certlens Parity name form");
        let set = der::tlv(0x31, &[o, cn].concat());
        b.subject(Name::from_der(der::sequence(&[set])))
    }),
    ("ordered-set", &[], &["chrome/set-of"], |b| {
        b.subject(Name::empty().rdn(&[
            (oid::COMMON_NAME, der::utf8("a")),
            (oid::ORGANIZATION, der::utf8("Certlens Parity name form")),
        ]))
    }),
    ("attribute-without-value", CHROME, &["firefox/P-1"], |b| {
        let attribute = der::sequence(&[der::oid(oid::COMMON_NAME)]);
        b.subject(Name::from_der(der::sequence(&[der::set(&[attribute])])))
    }),
    ("set-instead-of-sequence", CHROME, &["firefox/P-1"], |b| {
        b.subject(Name::from_der(der::set(&[])))
    }),
];

fn elements_of(name: Name) -> Vec<u8> {
    der::split(name.der()).1.to_vec()
}

const SUBJECTS: &[Fault] = &[
    (
        "empty-san-not-critical",
        &["chrome/empty-subject"],
        &["firefox/N-2"],
        |b| b.subject(Name::empty()),
    ),
    (
        "empty-san-critical",
        &["firefox/N-2"],
        &["chrome/empty-subject"],
        |b| {
            b.subject(Name::empty())
                .criticality(oid::SUBJECT_ALT_NAME, Criticality::Critical)
        },
    ),
    (
        "empty-without-san",
        &["firefox/N-2", "chrome/san-only"],
        &["chrome/empty-subject"],
        |b| b.subject(Name::empty()).without(oid::SUBJECT_ALT_NAME),
    ),
    (
        "common-name-not-in-san",
        &["chrome/not-checked"],
        &[],
        |b| b.subject("other.example"),
    ),
    ("same-as-a-host-twice", &["chrome/not-checked"], &[], |b| {
        b.subject(Name::empty().cn("a.example").cn("b.example"))
    }),
];

/// The intermediate's subject and the leaf's issuer, both of one common name.
type Pair = (&'static str, bool, bool, fn(&str) -> (Name, Name));

fn matching(cases: &mut Cases) {
    // Whether Chrome takes them for the same, whether Firefox does.
    let pairs: &[Pair] = &[
        ("identical", true, true, |t| {
            (Name::common(t), Name::common(t))
        }),
        ("letter-case", true, false, |t| {
            (Name::common(t), Name::common(&t.to_uppercase()))
        }),
        ("letter-case-not-ascii", false, false, |t| {
            (
                Name::common(&format!("{t} é")),
                Name::common(&format!("{t} É")),
            )
        }),
        ("printable-and-utf8", true, false, |t| {
            let t = t.replace('/', " ");
            let printable = Name::empty().attribute(oid::COMMON_NAME, der::printable(&t));
            (Name::common(&t), printable)
        }),
        ("ia5-and-utf8", true, false, |t| {
            let ia5 = Name::empty().attribute(oid::COMMON_NAME, der::ia5(t));
            (Name::common(t), ia5)
        }),
        ("bmp-and-utf8", true, false, |t| {
            let bmp = Name::empty().attribute(oid::COMMON_NAME, der::bmp(t));
            (Name::common(t), bmp)
        }),
        ("universal-and-utf8", true, false, |t| {
            let universal = Name::empty().attribute(oid::COMMON_NAME, der::universal(t));
            (Name::common(t), universal)
        }),
        ("teletex-and-utf8", false, false, |t| {
            let teletex = Name::empty().attribute(oid::COMMON_NAME, der::teletex(t.as_bytes()));
            (Name::common(t), teletex)
        }),
        ("teletex-letter-case", false, false, |t| {
            let teletex =
                |t: &str| Name::empty().attribute(oid::COMMON_NAME, der::teletex(t.as_bytes()));
            (teletex(t), teletex(&t.to_uppercase()))
        }),
        ("inner-spaces", true, false, |t| {
            (
                Name::common(&format!("{t} a")),
                Name::common(&format!("{t}   a")),
            )
        }),
        ("outer-spaces", true, false, |t| {
            (Name::common(t), Name::common(&format!("  {t} ")))
        }),
        ("tab-and-space", false, false, |t| {
            (
                Name::common(&format!("{t} a")),
                Name::common(&format!("{t}\ta")),
            )
        }),
        ("order-of-parts", false, false, |t| {
            (Name::common(t).o("a"), Name::empty().o("a").cn(t))
        }),
        ("order-in-a-part", true, false, |t| {
            let attribute = |oid, text: &str| der::sequence(&[der::oid(oid), der::utf8(text)]);
            let cn = attribute(oid::COMMON_NAME, t);
            let o = attribute(oid::ORGANIZATION, "a");
            let name = |parts: &[Vec<u8>]| {
                Name::from_der(der::sequence(&[der::tlv(0x31, &parts.concat())]))
            };
            (name(&[cn.clone(), o.clone()]), name(&[o, cn]))
        }),
        ("one-part-more", false, false, |t| {
            (Name::common(t), Name::common(t).o("a"))
        }),
        ("other-name", false, false, |t| {
            (Name::common(t), Name::common(&format!("{t} other")))
        }),
        ("country-case", true, false, |t| {
            (Name::common(t).c("DE"), Name::common(t).c("de"))
        }),
    ];
    for (name, chrome, firefox, make) in pairs {
        let id = format!("name-matching/{name}");
        let (subject, issuer) = make(&format!("Parity {name} CA"));
        let mut case = recipe(id)
            .intermediate(move |b| b.subject(subject))
            .leaf(move |b| b.issuer(issuer));
        case = match chrome {
            true => case.misses(&["chrome/name-matching"]),
            false => case.fires(&["chrome/name-matching"]),
        };
        case = match firefox {
            true => case.misses(&["firefox/N-3"]),
            false => case.fires(&["firefox/N-3"]),
        };
        cases.add(case);
    }
    cases.add(
        recipe("name-matching/key-ids-differ")
            .fires(&["firefox/N-4", "chrome/not-checked"])
            .leaf(|b| b.authority_key_id(b"another")),
    );
    cases.add(
        recipe("name-matching/no-authority-key-id")
            .misses(&["firefox/N-4", "chrome/not-checked"])
            .leaf(|b| b.without(oid::AUTHORITY_KEY_IDENTIFIER)),
    );
}

fn empty(cases: &mut Cases) {
    cases.add(
        recipe("empty-name/intermediate-and-issuer-of-leaf")
            .fires(&["firefox/N-1", "chrome/empty-issuer"])
            .intermediate(|b| b.subject(Name::empty())),
    );
    cases.add(
        recipe("empty-name/intermediate-with-critical-san")
            .fires(&["firefox/N-1", "chrome/empty-issuer"])
            .intermediate(|b| {
                let names = [GeneralName::directory("Somebody")];
                critical(oid::SUBJECT_ALT_NAME, extension::general_names(&names))(
                    b.subject(Name::empty()),
                )
            }),
    );
    cases.add(
        recipe("empty-name/root")
            .fires(&["firefox/N-1", "chrome/empty-issuer"])
            .root(|b| b.subject(Name::empty())),
    );
    cases.add(
        recipe("empty-name/issuer-of-root-only")
            .fires(&["firefox/N-1", "firefox/PB-11"])
            .misses(&["chrome/empty-issuer"])
            .root(|b| b.issuer(Name::empty())),
    );
    cases.add(
        recipe("empty-name/issuer-of-root-is-another")
            .misses(&["firefox/N-1", "firefox/PB-11"])
            .root(|b| b.issuer(ca_name("empty-name/issuer-of-root-is-another", "Other"))),
    );
    cases.add(
        recipe("empty-name/malformed-issuer-alternative-name-beside")
            .misses(&["chrome/empty-issuer"])
            .leaf(|b| not_critical(oid::ISSUER_ALT_NAME, der::sequence(&[]))(b)),
    );
}
