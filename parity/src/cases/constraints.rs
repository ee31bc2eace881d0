//! Name constraints.

use mint::{Builder, Criticality, GeneralName, Name, der, extension, oid};

use super::{At, Cases, Fault};
use crate::recipe::{critical, host_of, not_critical, recipe};

pub(super) fn cases(cases: &mut Cases) {
    names(cases);
    cases.in_cas("name-constraints-form", FORMS);
    cases.in_leaf("name-constraints-form", FORMS);
    subjects(cases);
    values(cases);
    matrices(cases);
    subject_mails(cases);
    others(cases);
}

const DNS: &[&str] = &["chrome/nc-dns", "firefox/NC-6"];
const WILD: &[&str] = &["chrome/nc-wildcard", "firefox/NC-9"];
const IP: &[&str] = &["chrome/nc-ip", "firefox/NC-10"];
const MAIL: &[&str] = &["chrome/nc-types", "firefox/NC-11"];

/// Name, permitted, excluded, further names in subjectAltName besides the host, rows, whether a row is broken.
type Row = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    &'static [&'static str],
    &'static [&'static str],
    bool,
);

/// The host is `h.nc.example`.
const NAMES: &[Row] = &[
    (
        "dns-permitted-parent",
        &["nc.example"],
        &[],
        &[],
        DNS,
        false,
    ),
    (
        "dns-permitted-itself",
        &["h.nc.example"],
        &[],
        &[],
        DNS,
        false,
    ),
    (
        "dns-permitted-other",
        &["other.example"],
        &[],
        &[],
        DNS,
        true,
    ),
    (
        "dns-permitted-child",
        &["x.h.nc.example"],
        &[],
        &[],
        DNS,
        true,
    ),
    (
        "dns-permitted-tail-of-label",
        &["c.example"],
        &[],
        &[],
        DNS,
        true,
    ),
    (
        "dns-permitted-upper-case",
        &["NC.Example"],
        &[],
        &[],
        DNS,
        false,
    ),
    ("dns-permitted-empty", &[""], &[], &[], DNS, false),
    (
        "dns-permitted-leading-dot",
        &[".nc.example"],
        &[],
        &[],
        DNS,
        false,
    ),
    (
        "dns-permitted-leading-dot-itself",
        &[".h.nc.example"],
        &[],
        &[],
        DNS,
        true,
    ),
    (
        "dns-permitted-trailing-dot",
        &["nc.example."],
        &[],
        &[],
        DNS,
        true,
    ),
    ("dns-permitted-dot", &["."], &[], &[], DNS, true),
    (
        "dns-permitted-wildcard",
        &["*.nc.example"],
        &[],
        &[],
        DNS,
        true,
    ),
    (
        "dns-permitted-two",
        &["other.example", "nc.example"],
        &[],
        &[],
        &["firefox/NC-13", "chrome/nc-dns"],
        false,
    ),
    (
        "dns-permitted-two-neither",
        &["other.example", "another.example"],
        &[],
        &[],
        &["firefox/NC-13", "chrome/nc-dns"],
        true,
    ),
    (
        "dns-permitted-underscore",
        &["a_b.nc.example", "nc.example"],
        &[],
        &[],
        DNS,
        false,
    ),
    ("dns-excluded-parent", &[], &["nc.example"], &[], DNS, true),
    (
        "dns-excluded-itself",
        &[],
        &["h.nc.example"],
        &[],
        DNS,
        true,
    ),
    (
        "dns-excluded-child",
        &[],
        &["x.h.nc.example"],
        &[],
        DNS,
        false,
    ),
    (
        "dns-excluded-other",
        &[],
        &["other.example"],
        &[],
        DNS,
        false,
    ),
    ("dns-excluded-empty", &[], &[""], &[], DNS, true),
    (
        "dns-excluded-leading-dot",
        &[],
        &[".nc.example"],
        &[],
        DNS,
        true,
    ),
    (
        "dns-excluded-leading-dot-itself",
        &[],
        &[".h.nc.example"],
        &[],
        DNS,
        false,
    ),
    (
        "dns-excluded-trailing-dot",
        &[],
        &["other.example."],
        &[],
        DNS,
        true,
    ),
    (
        "dns-permitted-and-excluded",
        &["nc.example"],
        &["h.nc.example"],
        &[],
        DNS,
        true,
    ),
    (
        "dns-one-of-two-outside",
        &["nc.example"],
        &[],
        &["a.other.example"],
        &["chrome/nc-one-bad-san"],
        true,
    ),
    (
        "dns-both-inside",
        &["nc.example"],
        &[],
        &["a.nc.example"],
        &["chrome/nc-one-bad-san"],
        false,
    ),
    (
        "wildcard-inside",
        &["nc.example"],
        &[],
        &["*.nc.example"],
        WILD,
        false,
    ),
    (
        "wildcard-at-leading-dot",
        &[".nc.example"],
        &[],
        &["*.nc.example"],
        WILD,
        false,
    ),
    (
        "wildcard-could-be-inside",
        &["h.nc.example"],
        &[],
        &["*.nc.example"],
        WILD,
        true,
    ),
    (
        "wildcard-could-be-excluded",
        &[],
        &["x.nc.example"],
        &["*.nc.example"],
        WILD,
        true,
    ),
    (
        "wildcard-could-be-below-excluded",
        &[],
        &["y.x.nc.example"],
        &["*.nc.example"],
        WILD,
        false,
    ),
    (
        "wildcard-excluded-leading-dot",
        &[],
        &[".x.nc.example"],
        &["*.nc.example"],
        WILD,
        false,
    ),
    (
        "wildcard-excluded-parent",
        &[],
        &["wc.example"],
        &["*.wc.example"],
        WILD,
        true,
    ),
    (
        "ip-unconstrained",
        &["nc.example"],
        &[],
        &["192.0.2.1"],
        IP,
        false,
    ),
    (
        "ip-permitted",
        &["192.0.2.0/24"],
        &[],
        &["192.0.2.1"],
        IP,
        false,
    ),
    (
        "ip-permitted-outside",
        &["192.0.2.0/24"],
        &[],
        &["198.51.100.1"],
        IP,
        true,
    ),
    (
        "ip-permitted-v4-name-v6",
        &["192.0.2.0/24"],
        &[],
        &["2001:db8::1"],
        IP,
        true,
    ),
    (
        "ip-permitted-v6",
        &["2001:db8::/32"],
        &[],
        &["2001:db8::1"],
        IP,
        false,
    ),
    (
        "ip-permitted-v6-name-v4",
        &["2001:db8::/32"],
        &[],
        &["192.0.2.1"],
        IP,
        true,
    ),
    (
        "ip-permitted-both",
        &["192.0.2.0/24", "2001:db8::/32"],
        &[],
        &["192.0.2.1", "2001:db8::1"],
        IP,
        false,
    ),
    (
        "ip-permitted-host-bits",
        &["192.0.2.99/24"],
        &[],
        &["192.0.2.1"],
        IP,
        false,
    ),
    (
        "ip-excluded",
        &[],
        &["192.0.2.0/24"],
        &["192.0.2.1"],
        IP,
        true,
    ),
    (
        "ip-excluded-outside",
        &[],
        &["192.0.2.0/24"],
        &["198.51.100.1"],
        IP,
        false,
    ),
    (
        "ip-excluded-all-v4",
        &[],
        &["0.0.0.0/0"],
        &["2001:db8::1"],
        IP,
        false,
    ),
    ("ip-permitted-no-ip", &["192.0.2.0/24"], &[], &[], IP, false),
    (
        "mail-permitted",
        &["a@nc.example"],
        &[],
        &["a@nc.example"],
        MAIL,
        false,
    ),
    (
        "mail-permitted-other",
        &["a@nc.example"],
        &[],
        &["b@nc.example"],
        MAIL,
        true,
    ),
    (
        "mail-permitted-case",
        &["a@nc.example"],
        &[],
        &["A@NC.example"],
        MAIL,
        true,
    ),
    (
        "mail-permitted-no-mail",
        &["a@nc.example"],
        &[],
        &[],
        MAIL,
        false,
    ),
    (
        "mail-excluded",
        &[],
        &["a@nc.example"],
        &["a@nc.example"],
        MAIL,
        true,
    ),
    (
        "mail-excluded-other",
        &[],
        &["a@nc.example"],
        &["b@nc.example"],
        MAIL,
        false,
    ),
];

fn names(cases: &mut Cases) {
    for (name, permitted, excluded, further, rows, broken) in NAMES {
        let id = format!("name-constraints/{name}");
        let recipe = recipe(id)
            .host("h.nc.example")
            .intermediate(|b| b.name_constraints(permitted, excluded))
            .leaf(|b| {
                let mut names = vec!["h.nc.example"];
                names.extend(*further);
                b.san(names)
            });
        cases.add(match broken {
            true => recipe.fires(rows),
            false => recipe.misses(rows),
        });
    }
    for (name, base, broken) in [
        ("host", "nc.example", false),
        ("host-of-another", "other.example", true),
        ("domain", ".example", false),
        ("domain-itself", ".nc.example", true),
    ] {
        let recipe = recipe(format!("name-constraints/mail-permitted-by-{name}"))
            .host("h.nc.example")
            .intermediate(move |b| {
                let value = extension::name_constraints(&[GeneralName::email(base)], &[]);
                critical(oid::NAME_CONSTRAINTS, value)(b)
            })
            .leaf(|b| b.san(["h.nc.example", "a@nc.example"]));
        cases.add(if broken {
            recipe.fires(MAIL)
        } else {
            recipe.misses(MAIL)
        });
    }
}

fn raw(b: Builder, value: Vec<u8>) -> Builder {
    critical(oid::NAME_CONSTRAINTS, value)(b)
}

/// One permitted subtree, whose contents these are.
fn permitted(subtree: &[Vec<u8>]) -> Vec<u8> {
    der::sequence(&[der::constructed(0, &der::sequence(subtree))])
}

/// All hosts of cases lie in it.
fn inside() -> Vec<u8> {
    GeneralName::dns("parity.example").der().to_vec()
}

const FORM: &[&str] = &["chrome/nc-form", "firefox/NC-2"];

const FORMS: &[Fault] = &[
    ("empty", FORM, &[], |b| raw(b, der::sequence(&[]))),
    ("permitted-empty", FORM, &[], |b| {
        raw(b, der::sequence(&[der::constructed(0, &[])]))
    }),
    ("plain", &[], FORM, |b| raw(b, permitted(&[inside()]))),
    ("not-critical", &[], FORM, |b| {
        not_critical(oid::NAME_CONSTRAINTS, permitted(&[inside()]))(b)
    }),
    ("minimum-zero", FORM, &[], |b| {
        raw(b, permitted(&[inside(), der::primitive(0, &[0])]))
    }),
    ("minimum-one", FORM, &[], |b| {
        raw(b, permitted(&[inside(), der::primitive(0, &[1])]))
    }),
    ("maximum", FORM, &[], |b| {
        raw(b, permitted(&[inside(), der::primitive(1, &[9])]))
    }),
    ("unknown-tag", FORM, &[], |b| {
        raw(b, permitted(&[der::primitive(9, b"x")]))
    }),
    ("trailing-element", FORM, &[], |b| {
        raw(b, [permitted(&[inside()]), der::null()].concat())
    }),
    (
        "ip-of-four-octets",
        &["chrome/nc-form"],
        &["firefox/NC-2"],
        |b| raw(b, permitted(&[der::primitive(7, &[192, 0, 2, 1])])),
    ),
    (
        "ip-mask-with-a-hole",
        &["chrome/nc-form"],
        &["firefox/NC-10"],
        |b| {
            raw(
                b,
                permitted(&[der::primitive(7, &[192, 0, 2, 0, 255, 0, 255, 0])]),
            )
        },
    ),
    (
        "dns-not-ascii",
        &["chrome/nc-form", "firefox/NC-6"],
        &[],
        |b| raw(b, permitted(&[der::primitive(2, "ü.example".as_bytes())])),
    ),
    ("excluded-other", &[], FORM, |b| {
        b.name_constraints(&[], &["other.example"])
    }),
];

/// One value of a name as somebody may write it: what it is called here, and its DER.
type Value = (&'static str, fn() -> Vec<u8>);

const VALUES: &[Value] = &[
    ("utf8", || der::utf8("Dr\u{e4}wn Co")),
    ("utf8-upper", || der::utf8("DR\u{c4}WN CO")),
    ("utf8-decomposed", || der::utf8("Dra\u{308}wn Co")),
    ("utf8-ill-formed", || der::tlv(12, b"Dr\xe4wn Co")),
    ("bmp", || der::bmp("Dr\u{e4}wn Co")),
    ("teletex", || der::teletex(b"Dr\xe4wn Co")),
    ("ascii-utf8", || der::utf8("Drawn Co")),
    ("ascii-printable", || der::printable(" drawn  CO ")),
    ("ascii-ia5", || der::ia5("DRAWN CO")),
    ("ascii-teletex", || der::teletex(b"Drawn Co")),
    ("ascii-universal", || der::universal("Drawn Co")),
    ("ascii-visible", || der::visible("Drawn Co")),
    ("at-printable", || der::printable("Drawn@Co")),
];

/// E-mail addresses and what constrains them, written rightly and not.
const MAILS: &[&str] = &[
    "user@mail.example",
    "User@mail.example",
    "user@Mail.EXAMPLE",
    "user@x.mail.example",
    "mail.example",
    "MAIL.example",
    ".mail.example",
    "@mail.example",
    "user@",
    "\"user\"@mail.example",
    "a@b@mail.example",
    "example",
    "",
];

/// Host names and what constrains them.
const HOSTS: &[&str] = &[
    "hosts.example",
    "a.hosts.example",
    "A.Hosts.EXAMPLE",
    "*.hosts.example",
    "*.a.hosts.example",
    "xhosts.example",
    ".hosts.example",
    "hosts.example.",
    "a_b.hosts.example",
    "xn--bcher-kva.hosts.example",
    "example",
    "*",
    "",
];

/// Each as constraint, and as name beside the host's.
fn matrices(cases: &mut Cases) {
    const ROWS: &[&str] = &["chrome/nc-types", "firefox/NC-11"];
    for (family, form, texts) in [
        (
            "mails",
            GeneralName::email as fn(&str) -> GeneralName,
            MAILS,
        ),
        ("nc-hosts", GeneralName::dns, HOSTS),
    ] {
        let pairs = texts
            .iter()
            .flat_map(|base| texts.iter().map(move |name| (base, name)));
        for (number, (base, name)) in pairs.enumerate() {
            for (which, is_permitted) in SIDES {
                let id = format!("{family}/{which}-{number:03}");
                let host = host_of(&id);
                cases.add(
                    recipe(id)
                        .fires(ROWS)
                        .intermediate(move |b| constrain(b, is_permitted, form(base)))
                        .leaf(move |b| b.san([GeneralName::dns(&host), form(name)])),
                );
            }
        }
    }
}

/// The addresses of a subject without subjectAltName, of which no browser takes the host's name.
fn subject_mails(cases: &mut Cases) {
    const ROWS: &[&str] = &["chrome/nc-types", "firefox/NC-8"];
    type Mail = (&'static str, &'static str, fn() -> Vec<u8>);
    let mails: [Mail; 14] = [
        ("same", "user@mail.example", || {
            der::ia5("user@mail.example")
        }),
        ("local-case", "user@mail.example", || {
            der::ia5("USER@mail.example")
        }),
        ("domain-case", "user@mail.example", || {
            der::ia5("user@MAIL.example")
        }),
        ("host", "mail.example", || der::ia5("user@mail.example")),
        ("other", "other.example", || der::ia5("user@mail.example")),
        ("unreadable", "mail.example", || der::ia5("user")),
        ("upper", "User@mail.example", || {
            der::ia5("User@mail.example")
        }),
        ("base-case", "User@mail.example", || {
            der::ia5("user@mail.example")
        }),
        ("spaces", "user@mail.example", || {
            der::ia5(" user@mail.example ")
        }),
        ("utf8", "user@mail.example", || {
            der::utf8("USER@mail.example")
        }),
        ("teletex", "user@mail.example", || {
            der::teletex(b"USER@mail.example")
        }),
        ("visible", "user@mail.example", || {
            der::visible("user@mail.example")
        }),
        ("teletex-other", "other.example", || {
            der::teletex(b"user@mail.example")
        }),
        ("visible-other", "other.example", || {
            der::visible("user@mail.example")
        }),
    ];
    for (is, base, address) in mails {
        for (which, is_permitted) in SIDES {
            cases.add(
                recipe(format!("subject-mails/{which}-{is}"))
                    .fires(ROWS)
                    .intermediate(move |b| constrain(b, is_permitted, GeneralName::email(base)))
                    .leaf(move |b| {
                        b.subject(Name::empty().attribute(oid::EMAIL_ADDRESS, address()))
                            .without(oid::SUBJECT_ALT_NAME)
                    }),
            );
        }
    }
}

/// On which side a constraint stands, and whether that permits.
const SIDES: [(&str, bool); 2] = [("permitted", true), ("excluded", false)];

/// One name permitted, or excluded.
fn constrain(b: Builder, is_permitted: bool, base: GeneralName) -> Builder {
    let base = [base];
    let (permitted, excluded): (&[_], &[_]) = if is_permitted {
        (&base, &[])
    } else {
        (&[], &base)
    };
    raw(b, extension::name_constraints(permitted, excluded))
}

/// Each value as constraint and as subject.
fn values(cases: &mut Cases) {
    const ROWS: &[&str] = &["chrome/nc-types", "firefox/NC-3"];
    for (base_is, base) in VALUES {
        for (subject_is, subject) in VALUES {
            for (which, is_permitted) in SIDES {
                let constraint = || Name::empty().attribute(oid::ORGANIZATION, base());
                let subject = || {
                    Name::empty()
                        .attribute(oid::ORGANIZATION, subject())
                        .cn("leaf")
                };
                cases.add(
                    recipe(format!(
                        "directory-values/{which}-{base_is}-subject-{subject_is}"
                    ))
                    .fires(ROWS)
                    .intermediate(move |b| {
                        constrain(b, is_permitted, GeneralName::directory(constraint()))
                    })
                    .leaf(move |b| b.subject(subject())),
                );
            }
        }
    }
}

/// The subject's own name under constraints on directory names and others.
fn subjects(cases: &mut Cases) {
    const DIRECTORY: &[&str] = &["chrome/nc-types", "firefox/NC-3", "firefox/NC-4"];
    type Directory = (&'static str, fn() -> Name, fn() -> Name, bool);
    let org = || Name::empty().o("Certlens Parity");
    let directories: [Directory; 10] = [
        (
            "prefix",
            org,
            || Name::empty().o("Certlens Parity").cn("leaf"),
            false,
        ),
        (
            "other",
            || Name::empty().o("Other"),
            || Name::empty().o("Certlens Parity").cn("leaf"),
            true,
        ),
        (
            "case",
            || Name::empty().o("CERTLENS parity"),
            || Name::empty().o("Certlens Parity").cn("leaf"),
            true,
        ),
        (
            "printable",
            || Name::empty().attribute(oid::ORGANIZATION, der::printable("Certlens Parity")),
            || Name::empty().o("Certlens Parity").cn("leaf"),
            false,
        ),
        (
            "ia5",
            || Name::empty().attribute(oid::ORGANIZATION, der::ia5("Certlens Parity")),
            || Name::empty().o("Certlens Parity").cn("leaf"),
            true,
        ),
        (
            "order",
            org,
            || Name::empty().cn("leaf").o("Certlens Parity"),
            true,
        ),
        (
            "longer-than-subject",
            || Name::empty().o("Certlens Parity").ou("a"),
            org,
            true,
        ),
        ("whole-subject", org, org, false),
        ("empty-subject", org, Name::empty, true),
        (
            "empty-constraint",
            Name::empty,
            || Name::empty().o("Certlens Parity").cn("leaf"),
            false,
        ),
    ];
    for (name, base, subject, broken) in directories {
        let permitted = recipe(format!("name-constraints/directory-permitted-{name}"))
            .misses(&["firefox/NC-5"])
            .intermediate(move |b| {
                raw(
                    b,
                    extension::name_constraints(&[GeneralName::directory(base())], &[]),
                )
            })
            .leaf(move |b| {
                b.subject(subject())
                    .criticality(oid::SUBJECT_ALT_NAME, Criticality::Critical)
            });
        cases.add(if broken {
            permitted.fires(DIRECTORY)
        } else {
            permitted.misses(DIRECTORY)
        });
        let excluded = recipe(format!("name-constraints/directory-excluded-{name}"))
            .fires(&["firefox/NC-5"])
            .intermediate(move |b| {
                raw(
                    b,
                    extension::name_constraints(&[], &[GeneralName::directory(base())]),
                )
            })
            .leaf(move |b| {
                b.subject(subject())
                    .criticality(oid::SUBJECT_ALT_NAME, Criticality::Critical)
            });
        let rows: &[&str] = &["chrome/nc-types"];
        cases.add(if broken {
            excluded.misses(rows)
        } else {
            excluded.fires(rows)
        });
    }
    cases.add(
        recipe("name-constraints/directory-san-outside")
            .fires(&["chrome/nc-types", "firefox/NC-4"])
            .intermediate(|b| {
                let base = GeneralName::directory(Name::empty().o("Certlens Parity"));
                raw(b, extension::name_constraints(&[base], &[]))
            })
            .leaf(|b| {
                let host = host_of("name-constraints/directory-san-outside");
                b.subject(Name::empty().o("Certlens Parity").cn("leaf"))
                    .san([GeneralName::dns(&host), GeneralName::directory("Other")])
            }),
    );

    // A common name, with and without a subjectAltName.
    const CN: &[&str] = &["chrome/nc-cn", "firefox/NC-7"];
    cases.add(
        recipe("name-constraints/common-name-outside-with-san")
            .misses(CN)
            .intermediate(|b| b.name_constraints(&["parity.example"], &[]))
            .leaf(|b| b.subject("www.other.example")),
    );
    for (name, subject, fires) in [
        ("outside", "www.other.example", true),
        ("inside", "www.parity.example", false),
        ("not-a-host", "Somebody & Co", false),
        ("ip", "192.0.2.1", true),
    ] {
        let rows: &[&str] = &["firefox/NC-7"];
        let recipe = recipe(format!("name-constraints/common-name-{name}-without-san"))
            .intermediate(|b| b.name_constraints(&["parity.example", "198.51.100.0/24"], &[]))
            .leaf(move |b| b.subject(subject).without(oid::SUBJECT_ALT_NAME));
        cases.add(if fires {
            recipe.fires(rows)
        } else {
            recipe.misses(rows)
        });
    }
    cases.add(
        recipe("name-constraints/common-name-outside-san-of-mail")
            .fires(&["firefox/NC-7"])
            .intermediate(|b| b.name_constraints(&["parity.example"], &[]))
            .leaf(|b| b.subject("www.other.example").san(["a@b.example"])),
    );
    cases.add(
        recipe("name-constraints/common-name-outside-excluded-dns")
            .fires(CN)
            .intermediate(|b| b.name_constraints(&[], &["other.example"]))
            .leaf(|b| {
                b.subject("www.other.example")
                    .without(oid::SUBJECT_ALT_NAME)
            }),
    );

    // emailAddress in the subject.
    const MAIL: &[&str] = &["firefox/NC-8", "chrome/nc-cn"];
    for (name, san, value, fires) in [
        ("with-san", true, der::ia5("a@other.example"), false),
        ("without-san", false, der::ia5("a@other.example"), true),
        ("inside-without-san", false, der::ia5("a@nc.example"), false),
        ("utf8-without-san", false, der::utf8("a@nc.example"), true),
    ] {
        let recipe = recipe(format!("name-constraints/email-in-subject-{name}"))
            .intermediate(|b| {
                let base = GeneralName::email("nc.example");
                raw(b, extension::name_constraints(&[base], &[]))
            })
            .leaf(move |b| {
                let b = b.subject(Name::empty().attribute(oid::EMAIL_ADDRESS, value));
                if san {
                    b
                } else {
                    b.without(oid::SUBJECT_ALT_NAME)
                }
            });
        cases.add(if fires {
            recipe.fires(MAIL)
        } else {
            recipe.misses(MAIL)
        });
    }
}

/// Other kinds of names, who is constrained, and malformed names under constraints.
fn others(cases: &mut Cases) {
    const OTHER: &[&str] = &["chrome/nc-types", "firefox/NC-12"];
    type Made = fn() -> GeneralName;
    let kinds: [(&str, Made, Made); 4] = [
        (
            "uri",
            || GeneralName::from_der(der::primitive(6, b"nc.example")),
            || GeneralName::uri("https://nc.example/"),
        ),
        (
            "registered-id",
            || GeneralName::registered_id("1.2.3"),
            || GeneralName::registered_id("1.2.3"),
        ),
        (
            "other-name",
            || GeneralName::other("1.2.3", &der::null()),
            || GeneralName::other("1.2.3", &der::null()),
        ),
        (
            "x400",
            || GeneralName::from_der(der::constructed(3, &[])),
            || GeneralName::from_der(der::constructed(3, &[])),
        ),
    ];
    for (kind, base, name) in kinds {
        for (which, is_permitted) in [("permitted", true), ("excluded", false)] {
            for (how, is_critical, present) in [
                ("present", true, true),
                ("absent", true, false),
                ("present-not-critical", false, true),
            ] {
                let id = format!("name-constraints/{kind}-{which}-{how}");
                let host = host_of(&id);
                let recipe = recipe(id)
                    .intermediate(move |b| {
                        let bases = [base()];
                        let value = match is_permitted {
                            true => extension::name_constraints(&bases, &[]),
                            false => extension::name_constraints(&[], &bases),
                        };
                        match is_critical {
                            true => critical(oid::NAME_CONSTRAINTS, value)(b),
                            false => not_critical(oid::NAME_CONSTRAINTS, value)(b),
                        }
                    })
                    .leaf(move |b| {
                        let mut names = vec![GeneralName::dns(&host)];
                        names.extend(present.then(name));
                        b.san(names)
                    });
                cases.add(match (present, is_critical) {
                    (true, true) => recipe.fires(OTHER),
                    (true, false) => recipe
                        .fires(&["firefox/NC-12"])
                        .misses(&["chrome/nc-types"]),
                    _ => recipe.misses(OTHER),
                });
            }
        }
    }

    // Who constrains whom.
    const WHO: &[&str] = &["chrome/nc-who", "firefox/NC-1"];
    for at in [At::Root, At::Intermediate] {
        let recipe = recipe(format!("name-constraints/by-{at}-leaf-outside")).fires(WHO);
        cases.add(at.change(recipe, |b| b.name_constraints(&["other.example"], &[])));
    }
    cases.add(
        recipe("name-constraints/by-leaf-itself")
            .misses(WHO)
            .leaf(|b| b.name_constraints(&["other.example"], &[])),
    );
    cases.add(
        recipe("name-constraints/not-critical-leaf-outside")
            .fires(WHO)
            .intermediate(|b| {
                b.name_constraints(&["other.example"], &[])
                    .criticality(oid::NAME_CONSTRAINTS, Criticality::NotCritical)
            }),
    );
    for (name, san, broken) in [
        ("outside", "ca.other.example", true),
        ("inside", "ca.parity.example", false),
    ] {
        let recipe = recipe(format!("name-constraints/intermediate-{name}"))
            .root(|b| b.name_constraints(&["parity.example"], &[]))
            .intermediate(move |b| b.san([san]));
        cases.add(if broken {
            recipe.fires(WHO)
        } else {
            recipe.misses(WHO)
        });
    }
    cases.add(
        recipe("name-constraints/intermediate-subject-outside")
            .fires(WHO)
            .root(|b| {
                let base = GeneralName::directory(Name::empty().o("Other"));
                raw(b, extension::name_constraints(&[base], &[]))
            })
            .leaf(|b| b.subject(Name::empty().o("Other"))),
    );
    cases.add(
        recipe("name-constraints/self-issued-outside")
            .fires(&["firefox/NC-1"])
            .misses(&["chrome/nc-who"])
            .intermediate(|b| b.name_constraints(&["parity.example"], &[]))
            .finish(|made| {
                let old = made.intermediates[0].clone();
                let new = crate::recipe::wide(old.ca(old.subject.clone()))
                    .key(mint::Key::p256(
                        "the new key of name-constraints/self-issued-outside",
                    ))
                    .san(["ca.other.example"])
                    .issue();
                made.new_leaf(&new, |b| b);
                made.chain = vec![made.leaf.der.clone(), new.der.clone(), old.der.clone()];
            }),
    );

    // Names that cannot be read, under constraints.
    const MALFORMED: &[&str] = &["firefox/NC-14"];
    let entries: [(&str, Made, bool); 5] = [
        ("dns", || GeneralName::dns("bad entry"), true),
        ("mail", || GeneralName::email("no at sign"), false),
        ("ip", || GeneralName::ip(&[1, 2, 3, 4, 5]), false),
        (
            "tag",
            || GeneralName::from_der(der::primitive(9, b"x")),
            true,
        ),
        (
            "trailing-dot",
            || GeneralName::dns("a.parity.example."),
            true,
        ),
    ];
    for (name, entry, broken) in entries {
        let id = format!("name-constraints/malformed-{name}-beside");
        let host = host_of(&id);
        let recipe = recipe(id)
            .intermediate(|b| b.name_constraints(&["parity.example"], &[]))
            .leaf(move |b| b.san([GeneralName::dns(&host), entry()]));
        cases.add(if broken {
            recipe.fires(MALFORMED)
        } else {
            recipe.misses(MALFORMED)
        });
    }
    // More comparisons than Chrome makes: over 2^20.
    for (name, count, broken) in [("many", 1100_u32, true), ("fewer", 900, false)] {
        let id = format!("name-constraints/too-{name}");
        let host = host_of(&id);
        let recipe = recipe(id)
            .intermediate(move |b| {
                let bases: Vec<_> = (0..count)
                    .map(|n| GeneralName::dns(&format!("n{n}.x.example")))
                    .collect();
                raw(b, extension::name_constraints(&[], &bases))
            })
            .leaf(move |b| {
                let mut names = vec![GeneralName::dns(&host)];
                names.extend((0..count).map(|n| GeneralName::dns(&format!("m{n}.y.example"))));
                b.san(names)
            });
        let rows: &[&str] = &["chrome/nc-work-limit"];
        cases.add(if broken {
            recipe.fires(rows)
        } else {
            recipe.misses(rows)
        });
    }
    // Without subjectAltName each octet of the subject counts as a name.
    for (name, count, is_of_leaf, broken) in [
        ("long", 360_u32, false, true),
        ("shorter", 340, false, false),
        ("long-beside-alternative-names", 360, true, false),
    ] {
        let id = format!("name-constraints/subject-too-{name}");
        let host = host_of(&id);
        let subject = Name::common(&"a".repeat(3000));
        let recipe = recipe(id).root(move |b| {
            let base = |n| GeneralName::directory(Name::empty().o(&format!("Other {n}")));
            let bases: Vec<_> = (0..count).map(base).collect();
            raw(b, extension::name_constraints(&[], &bases))
        });
        let recipe = match is_of_leaf {
            true => recipe.leaf(move |b| b.subject(subject).san([host.as_str()])),
            false => recipe.intermediate(move |b| b.subject(subject)),
        };
        let rows: &[&str] = &["chrome/nc-work-limit"];
        cases.add(if broken {
            recipe.fires(rows)
        } else {
            recipe.misses(rows)
        });
    }
}
