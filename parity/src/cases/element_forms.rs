//! Element by element, what a reader meets where it expects another type, more, or less: each sentence with which certlens
//! says why a browser cannot read a certificate has a browser's answer behind it.

use mint::tree::Node;
use mint::{Builder, Criticality, Name, der, mutate, oid};

use super::{Cases, Fault, elements};
use crate::recipe::{not_critical, recipe};

pub(super) fn cases(cases: &mut Cases) {
    cases.in_leaf("element-form", FIELDS);
    cases.everywhere("element-form", INNER);
    cases.in_leaf("element-form", SUBJECTS);
    cases.in_leaf("element-form", EXTENSIONS);
    cases.in_cas("element-form", CA_EXTENSIONS);
    outer(cases);
    constrained(cases);
    directories(cases);
}

const DER: &[&str] = &["chrome/der", "firefox/P-4"];

/// The field with this number of tbsCertificate, counted with the version.
fn field(b: Builder, at: usize, to: &'static [u8]) -> Builder {
    b.tbs(move |tbs| {
        let mut fields = elements(tbs);
        fields[at] = to.to_vec();
        *tbs = der::sequence(&fields);
    })
}

const NULL: &[u8] = &[5, 0];

const FIELDS: &[Fault] = &[
    ("version-of-another-type", DER, &[], |b| {
        field(b, 0, &[0xa0, 3, 4, 1, 2])
    }),
    ("version-and-more", DER, &[], |b| {
        field(b, 0, &[0xa0, 5, 2, 1, 2, 5, 0])
    }),
    ("signed-part-of-another-type", DER, &[], |b| {
        b.tbs(|tbs| tbs[0] = 0x31)
    }),
    ("date-without-content", DER, &[], |b| {
        b.not_before_der(der::tlv(0x17, &[]))
    }),
    ("serial-of-another-type", DER, &[], |b| {
        field(b, 1, &[4, 2, 0x41, 7])
    }),
    ("serial-of-no-type", DER, &[], |b| {
        field(b, 1, &[0, 2, 0x41, 7])
    }),
    ("serial-with-long-tag", DER, &[], |b| {
        field(b, 1, &[0x5f, 0x1e, 2, 0x41, 7])
    }),
    ("algorithm-of-another-type", DER, &[], |b| field(b, 2, NULL)),
    ("issuer-of-another-type", DER, &[], |b| field(b, 3, NULL)),
    ("validity-of-another-type", DER, &[], |b| field(b, 4, NULL)),
    ("subject-of-another-type", DER, &[], |b| field(b, 5, NULL)),
    ("key-of-another-type", DER, &[], |b| field(b, 6, NULL)),
    ("extensions-of-another-type", DER, &[], |b| {
        field(b, 7, &[0xa3, 2, 5, 0])
    }),
    ("extensions-and-more", DER, &[], |b| {
        b.tbs(|tbs| {
            let mut fields = elements(tbs);
            let list = der::split(&fields[7]).1.to_vec();
            fields[7] = der::constructed(3, &[list, der::null()].concat());
            *tbs = der::sequence(&fields);
        })
    }),
    ("extension-of-another-type", DER, &[], |b| {
        field(b, 7, &[0xa3, 4, 0x30, 2, 5, 0])
    }),
    ("extension-without-name", DER, &[], |b| {
        field(b, 7, &[0xa3, 6, 0x30, 4, 0x30, 2, 4, 0])
    }),
];

/// An algorithm, or a key's, whose name has these octets for its encoding.
fn named(name: &[u8]) -> Vec<u8> {
    der::sequence(&[name.to_vec(), der::null()])
}

/// subjectPublicKeyInfo's two parts, each changed.
fn key(b: Builder, change: fn(&mut [Vec<u8>])) -> Builder {
    b.tbs(move |tbs| {
        let mut fields = elements(tbs);
        let mut parts = elements(&fields[6]);
        change(&mut parts);
        fields[6] = der::sequence(&parts);
        *tbs = der::sequence(&fields);
    })
}

fn issued_by(b: Builder, attribute: &[u8]) -> Builder {
    let attribute = der::sequence(&[der::tlv(6, attribute), der::utf8("a")]);
    b.issuer(Name::from_der(der::sequence(&[der::set(&[attribute])])))
}

/// Within fields that browsers step over until they need them, and in an anchor never do.
const INNER: &[Fault] = &[
    ("algorithm-name-with-long-length", DER, &[], |b| {
        b.inner_algorithm(der::sequence(&[vec![
            6, 0x81, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2,
        ]]))
    }),
    ("algorithm-name-of-another-type", DER, &[], |b| {
        b.inner_algorithm(named(&[4, 2, 1, 2]))
    }),
    ("algorithm-name-empty", DER, &[], |b| {
        b.inner_algorithm(named(&[6, 0]))
    }),
    ("algorithm-without-name", DER, &[], |b| {
        b.inner_algorithm(der::sequence(&[]))
    }),
    ("algorithm-null-with-content", DER, &[], |b| {
        let name = der::oid("1.2.840.10045.4.3.2");
        b.inner_algorithm(der::sequence(&[name, vec![5, 1, 0]]))
    }),
    ("key-algorithm-without-name", DER, &[], |b| {
        key(b, |parts| parts[0] = der::sequence(&[]))
    }),
    ("key-algorithm-of-another-type", DER, &[], |b| {
        key(b, |parts| parts[0] = der::null())
    }),
    ("key-bits-of-another-type", DER, &[], |b| {
        key(b, |parts| parts[1][0] = 4)
    }),
    ("extension-name-empty", DER, &[], |b| {
        b.raw_extension(der::sequence(&[vec![6, 0], der::octet_string(&[5, 0])]))
    }),
    ("extension-critical-empty", DER, &[], |b| {
        let name = der::oid(oid::EXAMPLE_EXTENSION);
        b.raw_extension(der::sequence(&[
            name,
            vec![1, 0],
            der::octet_string(&[5, 0]),
        ]))
    }),
    ("issuer-attribute-without-content", DER, &[], |b| {
        issued_by(b, &[])
    }),
    ("issuer-attribute-of-one-octet", DER, &[], |b| {
        issued_by(b, &[0x55])
    }),
    ("issuer-attribute-of-two-octets", DER, &[], |b| {
        issued_by(b, &[0x55, 4])
    }),
    ("issuer-attribute-not-ended", DER, &[], |b| {
        issued_by(b, &[0x55, 4, 0x83])
    }),
    ("issuer-attribute-of-another-type", DER, &[], |b| {
        let set = der::set(&[der::tlv(0x34, &[])]);
        b.issuer(Name::from_der(der::sequence(&[set])))
    }),
];

fn subject(b: Builder, parts: &[Vec<u8>]) -> Builder {
    b.subject(Name::from_der(der::sequence(parts)))
}

fn valued(b: Builder, value: &[u8]) -> Builder {
    let attribute = [der::oid(oid::COMMON_NAME), value.to_vec()];
    subject(b, &[der::set(&[der::sequence(&attribute)])])
}

const SUBJECTS: &[Fault] = &[
    ("name-part-no-set", DER, &[], |b| {
        subject(b, &[der::sequence(&[])])
    }),
    ("name-attribute-of-another-type", DER, &[], |b| {
        subject(b, &[der::set(&[der::null()])])
    }),
    ("name-attribute-without-type", DER, &[], |b| {
        subject(
            b,
            &[der::set(&[der::sequence(&[der::null(), der::utf8("a")])])],
        )
    }),
    ("name-value-of-no-type", DER, &[], |b| {
        valued(b, &[0, 1, 0x61])
    }),
    ("name-value-with-long-tag", DER, &[], |b| {
        valued(b, &[0x5f, 0x1e, 1, 0x61])
    }),
    ("name-attribute-and-more", DER, &[], |b| {
        let attribute = [der::oid(oid::COMMON_NAME), der::utf8("a"), der::null()];
        subject(b, &[der::set(&[der::sequence(&attribute)])])
    }),
];

fn with(b: Builder, oid: &'static str, value: Vec<u8>) -> Builder {
    not_critical(oid, value)(b)
}

/// A directoryName of these octets after the names that are in subjectAltName already.
fn beside_a_name(b: Builder, directory: &[u8]) -> Builder {
    let name = Node::read(&der::constructed(4, directory)).expect("a GeneralName");
    b.tbs(move |tbs| {
        let mut tree = Node::read(tbs).expect("not changed yet");
        let list = mutate::extensions(&mut tree).expect("a leaf has extensions");
        let names = list.iter_mut().find_map(|extension| {
            let is_it =
                Node::write(extension.children()?.first()?) == der::oid(oid::SUBJECT_ALT_NAME);
            let value = extension.children()?.last_mut().filter(|_| is_it)?;
            value.children()?.first_mut()?.children()
        });
        names.expect("a leaf has names").push(name);
        *tbs = tree.write();
    })
}

/// A SEQUENCE in a SEQUENCE.
fn one(parts: &[Vec<u8>]) -> Vec<u8> {
    der::sequence(&[der::sequence(parts)])
}

fn policy(parts: &[Vec<u8>]) -> Vec<u8> {
    let policy = der::oid("1.2.3.4");
    one(&[vec![policy], parts.to_vec()].concat())
}

fn qualifier(parts: &[Vec<u8>]) -> Vec<u8> {
    policy(&[one(parts)])
}

const POLICIES: &[&str] = &["chrome/policies-form"];
const ACCESS: &[&str] = &["chrome/authority-information"];
const KEY_IDENTIFIERS: &[&str] = &["chrome/key-identifiers"];
const UNREAD: &[&str] = &["firefox/PO-1"];

const EXTENSIONS: &[Fault] = &[
    ("directory-name-and-more", &["chrome/san-form"], &[], |b| {
        let name = der::constructed(4, &[der::sequence(&[]), der::null()].concat());
        with(b, oid::SUBJECT_ALT_NAME, der::sequence(&[name]))
    }),
    ("directory-name-no-set", &[], &["chrome/san-form"], |b| {
        beside_a_name(b, &der::sequence(&[der::null()]))
    }),
    ("directory-name-cut", &[], &["chrome/san-form"], |b| {
        beside_a_name(b, &der::sequence(&[vec![0x31, 9]]))
    }),
    ("access-of-another-type", ACCESS, &["firefox/R-6"], |b| {
        with(
            b,
            oid::AUTHORITY_INFORMATION_ACCESS,
            der::sequence(&[der::null()]),
        )
    }),
    ("access-without-method", ACCESS, &["firefox/R-6"], |b| {
        with(b, oid::AUTHORITY_INFORMATION_ACCESS, one(&[der::null()]))
    }),
    ("access-and-more", ACCESS, &["firefox/R-6"], |b| {
        let location = der::primitive(6, b"http://a.example/");
        let parts = [der::oid("1.3.6.1.5.5.7.48.2"), location, der::null()];
        with(b, oid::AUTHORITY_INFORMATION_ACCESS, one(&parts))
    }),
    ("policy-of-another-type", POLICIES, UNREAD, |b| {
        with(b, oid::CERTIFICATE_POLICIES, der::sequence(&[der::null()]))
    }),
    ("policy-without-name", POLICIES, UNREAD, |b| {
        with(b, oid::CERTIFICATE_POLICIES, one(&[der::null()]))
    }),
    ("policy-qualifiers-of-another-type", POLICIES, UNREAD, |b| {
        with(b, oid::CERTIFICATE_POLICIES, policy(&[der::null()]))
    }),
    ("policy-and-more", POLICIES, UNREAD, |b| {
        let qualifiers = one(&[der::oid("1.3.6.1.5.5.7.2.1"), der::ia5("http://a.example/")]);
        with(
            b,
            oid::CERTIFICATE_POLICIES,
            policy(&[qualifiers, der::null()]),
        )
    }),
    ("policy-qualifier-of-another-type", POLICIES, UNREAD, |b| {
        with(
            b,
            oid::CERTIFICATE_POLICIES,
            policy(&[der::sequence(&[der::null()])]),
        )
    }),
    ("policy-qualifier-without-name", POLICIES, UNREAD, |b| {
        with(b, oid::CERTIFICATE_POLICIES, qualifier(&[der::null()]))
    }),
    ("policy-qualifier-and-more", POLICIES, UNREAD, |b| {
        let parts = [
            der::oid("1.3.6.1.5.5.7.2.1"),
            der::ia5("http://a.example/"),
            der::null(),
        ];
        with(b, oid::CERTIFICATE_POLICIES, qualifier(&parts))
    }),
    (
        "key-identifier-of-another-type",
        KEY_IDENTIFIERS,
        &["firefox/N-4"],
        |b| with(b, oid::AUTHORITY_KEY_IDENTIFIER, der::null()),
    ),
    (
        "key-identifier-and-more",
        KEY_IDENTIFIERS,
        &["firefox/N-4"],
        |b| {
            with(
                b,
                oid::AUTHORITY_KEY_IDENTIFIER,
                der::sequence(&[der::null()]),
            )
        },
    ),
    ("value-with-long-length", DER, &[], |b| {
        with(b, oid::BASIC_CONSTRAINTS, vec![0x30, 0x81, 0])
    }),
    (
        "features-none",
        &["firefox/M-1"],
        &["chrome/must-staple"],
        |b| with(b, oid::TLS_FEATURE, der::sequence(&[])),
    ),
    ("ocsp-address-with-nul", &["firefox/R-6"], ACCESS, |b| {
        let location = der::primitive(6, b"http://a.example/\0");
        with(
            b,
            oid::AUTHORITY_INFORMATION_ACCESS,
            one(&[der::oid("1.3.6.1.5.5.7.48.1"), location]),
        )
    }),
];

const NAME_CONSTRAINTS: &[&str] = &["chrome/nc-form", "firefox/NC-2"];
const MAPPINGS: &[&str] = &["chrome/policy-constraints-form"];

const CA_EXTENSIONS: &[Fault] = &[
    ("constraints-of-another-type", NAME_CONSTRAINTS, &[], |b| {
        with(b, oid::NAME_CONSTRAINTS, der::null())
    }),
    ("constraints-and-more", NAME_CONSTRAINTS, &[], |b| {
        let subtree = one(&[der::primitive(2, b"example")]);
        let permitted = der::constructed(0, der::split(&subtree).1);
        with(
            b,
            oid::NAME_CONSTRAINTS,
            der::sequence(&[permitted, der::null()]),
        )
    }),
    ("constraint-of-another-type", NAME_CONSTRAINTS, &[], |b| {
        with(
            b,
            oid::NAME_CONSTRAINTS,
            der::sequence(&[der::constructed(0, &der::null())]),
        )
    }),
    ("policy-constraints-and-more", MAPPINGS, &[], |b| {
        let value = der::sequence(&[der::primitive(0, &[5]), der::null()]);
        with(b, oid::POLICY_CONSTRAINTS, value)
    }),
    ("mapping-of-another-type", MAPPINGS, &[], |b| {
        with(b, oid::POLICY_MAPPINGS, der::sequence(&[der::null()]))
    }),
    ("mapping-no-pair", MAPPINGS, &[], |b| {
        with(b, oid::POLICY_MAPPINGS, one(&[der::oid("1.2.3.4")]))
    }),
    ("mapping-and-more", MAPPINGS, &[], |b| {
        let (from, to) = (der::oid("1.2.3.4"), der::oid("1.2.3.5"));
        with(b, oid::POLICY_MAPPINGS, one(&[from, to, der::null()]))
    }),
    (
        "inhibit-any-of-another-type",
        &["chrome/small-integers"],
        &[],
        |b| with(b, oid::INHIBIT_ANY_POLICY, der::null()),
    ),
];

/// Around tbsCertificate.
fn outer(cases: &mut Cases) {
    type Change = fn(&[u8]) -> Vec<u8>;
    fn part(certificate: &[u8], at: usize, to: Vec<u8>) -> Vec<u8> {
        let mut parts = elements(certificate);
        parts[at] = to;
        der::sequence(&parts)
    }
    let changes: [(&str, Change); 2] = [
        ("signature-algorithm", |c| part(c, 1, der::null())),
        ("signature-value", |c| {
            part(c, 2, der::octet_string(&[0, 1]))
        }),
    ];
    for (name, change) in changes {
        let id = format!("element-form/{name}-of-another-type");
        let changed = move |made: &mut crate::recipe::Made| made.chain[0] = change(&made.chain[0]);
        cases.add(
            recipe(id)
                .fires(DER)
                .fires(&["firefox/P-1"])
                .finish(changed),
        );
    }
}

/// Constraints on directory names, where name or base is no Name; and beside one that is no otherName.
fn directories(cases: &mut Cases) {
    let organization = || {
        let attribute = der::sequence(&[der::oid("2.5.4.10"), der::utf8("a")]);
        der::set(&[attribute])
    };
    let whole = der::sequence(&[organization()]);
    let cut = der::sequence(&[organization(), der::null()]);
    let no_set = der::sequence(&[der::null()]);
    let empty_set = der::sequence(&[der::set(&[])]);
    let all = der::sequence(&[]);
    let other = der::constructed(0, &der::null());
    let directory = |name: &[u8]| der::constructed(4, name);
    const PERMITTED: u8 = 0;
    const EXCLUDED: u8 = 1;
    for (name, alternative, kind, base) in [
        ("whole-excluded", &whole, EXCLUDED, directory(&whole)),
        ("cut-excluded", &cut, EXCLUDED, directory(&whole)),
        ("cut-permitted", &cut, PERMITTED, directory(&whole)),
        ("no-set-excluded", &no_set, EXCLUDED, directory(&whole)),
        ("cut-below-all", &cut, EXCLUDED, directory(&all)),
        (
            "empty-set-permitted",
            &empty_set,
            PERMITTED,
            directory(&empty_set),
        ),
        (
            "empty-set-excluded",
            &empty_set,
            EXCLUDED,
            directory(&empty_set),
        ),
        ("base-cut-permitted", &whole, PERMITTED, directory(&cut)),
        ("base-cut-excluded", &whole, EXCLUDED, directory(&cut)),
        ("beside-no-other-name", &whole, EXCLUDED, other.clone()),
    ] {
        let id = format!("directory-form/{name}");
        let host = crate::recipe::host_of(&id);
        let names = [der::primitive(2, host.as_bytes()), directory(alternative)];
        let mut subtrees = vec![der::sequence(&[base])];
        if name == "beside-no-other-name" {
            subtrees.push(der::sequence(&[der::primitive(2, host.as_bytes())]));
        }
        let constraints = der::sequence(&[der::constructed(kind, &subtrees.concat())]);
        let case = recipe(id).fires(&["chrome/nc-form"]).leaf(move |b| {
            let names = der::sequence(&names);
            b.subject(Name::empty())
                .extension(oid::SUBJECT_ALT_NAME, Criticality::Critical, names)
        });
        cases.add(case.intermediate(move |b| with(b, oid::NAME_CONSTRAINTS, constraints)));
    }
}

/// Names and constraints of a form that has its own grammar.
fn constrained(cases: &mut Cases) {
    type Form = (
        &'static str,
        &'static [&'static str],
        u8,
        &'static [u8],
        &'static [u8],
    );
    const FORMS: &[Form] = &[
        (
            "address-too-long",
            &["chrome/san-form", "firefox/NC-14"],
            7,
            &[10, 0, 0, 1, 0],
            &[10, 0, 0, 0, 255, 0, 0, 0],
        ),
        (
            "address-range-too-short",
            &["chrome/nc-form", "firefox/NC-10"],
            7,
            &[10, 0, 0, 1],
            &[10, 0, 0, 255, 0, 0, 0],
        ),
        (
            "mail-without-host",
            &["firefox/NC-14"],
            1,
            b"nobody",
            b"a.example",
        ),
        (
            "mail-constraint-twice-at",
            &["firefox/NC-11"],
            1,
            b"a@a.example",
            b"a@a@a.example",
        ),
    ];
    for (name, rows, tag, value, constraint) in FORMS {
        let id = format!("element-form/{name}");
        let host = crate::recipe::host_of(&id);
        let names = [
            der::primitive(2, host.as_bytes()),
            der::primitive(*tag, value),
        ];
        let subtree = one(&[der::primitive(*tag, constraint)]);
        let permitted = der::constructed(0, der::split(&subtree).1);
        let case = recipe(id).fires(rows);
        let case = case.leaf(move |b| with(b, oid::SUBJECT_ALT_NAME, der::sequence(&names)));
        cases.add(
            case.intermediate(move |b| with(b, oid::NAME_CONSTRAINTS, der::sequence(&[permitted]))),
        );
    }
}
