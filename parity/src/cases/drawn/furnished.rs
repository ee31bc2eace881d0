//! Chains of which each certificate has several extensions in all their parts (policies with qualifiers, names of every form,
//! identifiers by issuer and serial number), and one was changed in a part of one of them before it was signed. Drawn with a fixed
//! seed; none is dropped.

use mint::{
    Builder, Criticality, GeneralName, Hash, Issued, Key, Name, Scheme, der, extension, mutate,
    oid,
    random::Random,
    tree::{Body, Node},
};

use crate::cases::Cases;
use crate::recipe::{Recipe, host_of, recipe, wide};

const DRAWN: u64 = 60;
const SEED: u64 = 0x2026_1127_0012;
const ROWS: &[&str] = &[
    "chrome/rank",
    "chrome/authority-information",
    "chrome/policies-form",
    "chrome/san-form",
    "firefox/precedence",
    "firefox/R-6",
];

pub(in crate::cases) fn cases(cases: &mut Cases) {
    for number in 0..DRAWN {
        cases.add(drawn(number, Random::nth(SEED, number)));
    }
}

fn qualifier(id: &str, value: Vec<u8>) -> Vec<u8> {
    der::sequence(&[der::oid(id), value])
}

fn policies(random: &mut Random) -> Vec<u8> {
    let text: Vec<Vec<u8>> = vec![
        der::utf8("text"),
        der::visible("text"),
        der::bmp("text"),
        der::ia5("text"),
    ];
    let reference = der::sequence(&[
        der::utf8("Organization"),
        der::sequence(&[der::integer(1), der::integer(2)]),
    ]);
    let notice = match random.below(4) {
        0 => der::sequence(&[]),
        1 => der::sequence(&[reference]),
        2 => der::sequence(&[random.choose(&text).clone()]),
        _ => der::sequence(&[reference, random.choose(&text).clone()]),
    };
    let mut qualifiers = vec![qualifier(
        "1.3.6.1.5.5.7.2.1",
        der::ia5("http://a.example/cps"),
    )];
    if random.one_in(2) {
        qualifiers.push(qualifier("1.3.6.1.5.5.7.2.2", notice));
    }
    if random.one_in(6) {
        qualifiers.push(qualifier("1.2.3.9", der::null()));
    }
    der::sequence(&[
        der::sequence(&[der::oid("1.2.3"), der::sequence(&qualifiers)]),
        der::sequence(&[der::oid(if random.one_in(3) {
            oid::ANY_POLICY
        } else {
            "1.2.4"
        })]),
    ])
}

fn names(host: &str, random: &mut Random) -> Vec<GeneralName> {
    let mut list = vec![
        GeneralName::dns(host),
        GeneralName::ip(&[10, 0, 0, 1]),
        GeneralName::email("user@example.com"),
        GeneralName::uri("https://www.example.com/"),
        GeneralName::directory(name(random)),
        GeneralName::registered_id("1.2.3"),
        GeneralName::other("1.2.3", &der::utf8("x")),
        GeneralName::from_der(der::tlv(
            0xa5,
            &[
                der::constructed(0, &der::utf8("x")),
                der::constructed(1, &der::utf8("y")),
            ]
            .concat(),
        )),
        GeneralName::from_der(der::tlv(0xa3, &der::sequence(&[]))),
    ];
    while list.len() > 3 {
        if random.one_in(4) {
            break;
        }
        list.remove(1 + random.below(list.len() - 1));
    }
    list
}

fn name(random: &mut Random) -> Name {
    let mut name = Name::empty();
    for _ in 0..1 + random.below(3) {
        let value = random
            .choose(&[
                der::printable("Rich"),
                der::utf8("R\u{ef}ch"),
                der::teletex(b"R\xefch"),
                der::bmp("R\u{ef}ch"),
                der::universal("R\u{ef}ch"),
                der::ia5("rich"),
                der::printable("DE"),
            ])
            .clone();
        let attribute = random.choose::<&str>(&[
            oid::COMMON_NAME,
            oid::COUNTRY,
            oid::ORGANIZATION,
            oid::ORGANIZATIONAL_UNIT,
            oid::LOCALITY,
            oid::STATE,
            oid::SERIAL_NUMBER,
            oid::DOMAIN_COMPONENT,
            "2.5.4.97",
        ]);
        name = match random.below(4) {
            0 => name.rdn(&[
                (attribute, value.clone()),
                (oid::EMAIL_ADDRESS, der::ia5("a@example.com")),
            ]),
            _ => name.attribute(attribute, value),
        };
    }
    name
}

fn furnished(
    mut b: Builder,
    host: &str,
    issuer: Option<&Issued>,
    is_ca: bool,
    random: &mut Random,
) -> Builder {
    let c = |random: &mut Random| match random.one_in(3) {
        true => Criticality::Critical,
        false => Criticality::NotCritical,
    };
    for _ in 0..1 + random.below(4) {
        b = match random.below(if is_ca { 16 } else { 11 }) {
            0 | 1 => {
                let value = policies(random);
                b.extension(oid::CERTIFICATE_POLICIES, c(random), value)
            }
            2 => b
                .san(names(host, random))
                .criticality(oid::SUBJECT_ALT_NAME, c(random)),
            3 => b.extension(
                oid::AUTHORITY_INFORMATION_ACCESS,
                Criticality::NotCritical,
                extension::authority_information_access(&[
                    (oid::OCSP, GeneralName::uri("http://ocsp.invalid/")),
                    (oid::CA_ISSUERS, GeneralName::directory(name(random))),
                    ("1.2.3", GeneralName::dns("x.example")),
                ]),
            ),
            4 => {
                let name = issuer.map_or_else(|| Name::common("x"), |i| i.subject.clone());
                let serial = issuer.map_or_else(|| vec![1], |i| i.serial.clone());
                let id = issuer.map_or_else(|| vec![1], |i| i.key.id());
                b.extension(
                    oid::AUTHORITY_KEY_IDENTIFIER,
                    Criticality::NotCritical,
                    der::sequence(&[
                        der::primitive(0, &id),
                        der::constructed(1, GeneralName::directory(name).der()),
                        der::primitive(2, &serial),
                    ]),
                )
            }
            5 => b.crl_distribution_points(&["http://a.example/ca.crl", "ldap://x"]),
            6 => b.extension(
                oid::ISSUER_ALT_NAME,
                Criticality::NotCritical,
                extension::general_names(&names(host, random)),
            ),
            7 => b.extension(
                "1.3.6.1.5.5.7.1.3",
                c(random),
                der::sequence(&[
                    der::sequence(&[der::oid("0.4.0.1862.1.1")]),
                    der::sequence(&[der::oid("0.4.0.1862.1.3"), der::integer(10)]),
                ]),
            ),
            8 => b.extension(
                "1.3.6.1.4.1.311.21.10",
                c(random),
                der::sequence(&[der::sequence(&[der::oid(oid::SERVER_AUTH)])]),
            ),
            9 => b
                .extended_key_usage(&[
                    oid::SERVER_AUTH,
                    oid::CLIENT_AUTH,
                    oid::ANY_EXTENDED_KEY_USAGE,
                ])
                .criticality(oid::EXTENDED_KEY_USAGE, c(random)),
            10 => b.extension(
                "2.16.840.1.113730.1.1",
                Criticality::NotCritical,
                der::tlv(3, &[6, 0x40]),
            ),
            11 | 12 => {
                let (mut permitted, mut excluded) = (vec![GeneralName::dns(host)], Vec::new());
                for _ in 0..random.below(4) {
                    permitted.push(match random.below(8) {
                        0 => GeneralName::ip_range("10.0.0.0/8"),
                        1 => GeneralName::email("example.com"),
                        2 => GeneralName::uri(".example.com"),
                        3 => GeneralName::directory(name(random)),
                        4 => GeneralName::directory(Name::empty()),
                        5 => GeneralName::registered_id("1.2.3"),
                        6 => GeneralName::other("1.2.3", &der::utf8("x")),
                        _ => GeneralName::ip_range("::/0"),
                    });
                }
                if random.one_in(3) {
                    excluded.push(
                        random
                            .choose(&[
                                GeneralName::dns("bad.example"),
                                GeneralName::ip_range("11.0.0.0/8"),
                                GeneralName::email("x@bad.example"),
                            ])
                            .clone(),
                    );
                }
                b.extension(
                    oid::NAME_CONSTRAINTS,
                    c(random),
                    extension::name_constraints(&permitted, &excluded),
                )
            }
            13 => b.policy_mappings(&[("1.2.3", "1.2.4"), ("1.2.4", "1.2.3")]),
            14 => b
                .policy_constraints(Some(3), Some(2))
                .criticality(oid::POLICY_CONSTRAINTS, c(random)),
            _ => b
                .inhibit_any_policy(1)
                .criticality(oid::INHIBIT_ANY_POLICY, c(random)),
        };
    }
    if !is_ca && random.one_in(3) {
        b = b.subject(name(random));
    }
    if let Some(issuer) = issuer
        && random.one_in(3)
        && let Scheme::Pkcs1(_) = issuer.key.default_scheme()
    {
        b = b.scheme(Scheme::pss(*random.choose(&[
            Hash::Sha256,
            Hash::Sha384,
            Hash::Sha512,
        ])));
    }
    b
}

fn edit(tree: &mut Node, random: &mut Random) {
    if random.one_in(2) {
        return mutate::edit(tree, random);
    }
    let count = tree.count();
    let Some(node) = tree.at(random.below(count)) else {
        return;
    };
    match (random.below(6), &mut node.body) {
        (0 | 1, _) => {
            node.tag = *random.choose(&[
                0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x12, 0x13, 0x14, 0x16, 0x1a, 0x1c,
                0x1e, 0x30, 0x31, 0x80, 0x81, 0x82, 0x83, 0x84, 0x86, 0x87, 0x88, 0x89, 0xa0, 0xa1,
                0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa9,
            ]);
        }
        (2, Body::Bytes(bytes)) => {
            *bytes = random
                .choose::<&[u8]>(&[
                    &[],
                    &[0],
                    &[0xff],
                    &[0x80],
                    &[0, 0],
                    &[0, 0xff],
                    &[1, 0],
                    &[0x2a],
                    &[0x80, 1],
                    &[0x2a, 0x80],
                    &[0xc3, 0x28],
                    &[0; 4],
                    &[0; 8],
                    &[0; 16],
                    &[0xff; 32],
                ])
                .to_vec();
        }
        (3, Body::Bytes(bytes)) => {
            let extra: &[u8] =
                random.choose::<&[u8]>(&[b"\0", b" ", b".", b"@", b"_", b"\xe4", b"*"]);
            let at = random.below(bytes.len() + 1);
            bytes.splice(at..at, extra.iter().copied());
        }
        (_, Body::Elements(elements)) => {
            let new = random
                .choose(&[
                    der::null(),
                    der::sequence(&[]),
                    der::tlv(0x80, b""),
                    der::tlv(0x80, &[1]),
                    der::tlv(0x81, b"x"),
                    der::tlv(0xa0, b""),
                    der::tlv(0xa1, &der::null()),
                    der::boolean(false),
                    der::boolean(true),
                    der::integer(0),
                    der::oid("1.2.3"),
                    der::ia5("x"),
                    der::tlv(0x1f, &[1, 0]),
                ])
                .clone();
            if let Some(new) = Node::read(&new) {
                let at = random.below(elements.len() + 1);
                elements.insert(at, new);
            }
        }
        (_, Body::Bytes(bytes)) => bytes.clear(),
    }
}

fn edited(tbs: &[u8], random: &mut Random) -> Vec<u8> {
    let mut tree = Node::read(tbs).expect("not changed yet");
    let Body::Elements(fields) = &mut tree.body else {
        unreachable!()
    };
    let count = fields.len();
    // signature, issuer, subject or (most often) extensions.
    let at = match random.below(12) {
        0 => 2,
        1 => 3,
        2 => 5,
        3 => 4,
        _ => count - 1,
    };
    let edits = *random.choose(&[1, 1, 1, 2]);
    for _ in 0..edits {
        if at == count - 1 {
            if let Some(list) = mutate::extensions(&mut tree)
                && !list.is_empty()
            {
                let which = random.below(list.len());
                if let Some(parts) = list[which].children() {
                    if random.one_in(8) {
                        edit(&mut list[which], random);
                    } else if let Some(value) = parts.last_mut() {
                        if let Some(inner) = value.children()
                            && let Some(first) = inner.first_mut()
                        {
                            edit(first, random);
                        } else {
                            edit(value, random);
                        }
                    }
                }
            }
        } else if let Body::Elements(fields) = &mut tree.body {
            edit(&mut fields[at], random);
        }
    }
    tree.write()
}

fn drawn(number: u64, mut random: Random) -> Recipe {
    let at = *random.choose(&["leaf", "leaf", "intermediate", "intermediate", "root"]);
    let id = format!("furnished/{number:03}-{at}");
    let host = host_of(&id);
    recipe(id).fires(ROWS).intermediates(0).finish(move |m| {
        let r = &mut random;
        let rsa = r.one_in(3);
        let mut b = wide(mint::ca(m.name("Root")));
        if rsa {
            b = b.key(Key::rsa(2048, 1));
        }
        if at == "root" || r.one_in(3) {
            b = furnished(b, &host, None, true, r);
        }
        let change = |b: Builder, r: &mut Random| {
            let mut own = Random::new(r.next());
            b.tbs(move |tbs| *tbs = edited(tbs, &mut own))
        };
        if at == "root" {
            b = change(b, r);
        }
        let root = b.issue();
        let mut b = wide(root.ca(m.name("Intermediate")));
        b = furnished(b, &host, Some(&root), true, r);
        if at == "intermediate" {
            b = change(b, r);
        }
        let intermediate = b.issue();
        let mut b = wide(intermediate.leaf(&[&host]));
        b = furnished(b, &host, Some(&intermediate), false, r);
        if at == "leaf" {
            b = change(b, r);
        }
        let leaf = b.issue();
        m.chain = vec![leaf.der.clone(), intermediate.der];
        m.anchors = vec![root.der];
        m.leaf = leaf;
    })
}
