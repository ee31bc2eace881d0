//! Chains of any shape with two to four things that are unusual, of some hundred, anywhere in them: what one says where another is
//! there too. CAs on up to three levels, each with up to three certificates, some of them from elsewhere; sent in any order. Drawn
//! with a fixed seed; none is dropped.

use mint::{
    Builder, Criticality, GeneralName, Hash, Issued, Key, Name, Pss, Scheme, der,
    extension::{self, BasicConstraints, KeyUsage},
    oid,
    random::Random,
    tree::Node,
};

use crate::cases::Cases;
use crate::recipe::{Made, Recipe, again, critical, expired, host_of, not_critical, recipe, wide};

const DRAWN: u64 = 300;
const SEED: u64 = 0x2026_1127_0010;
const ROWS: &[&str] = &[
    "chrome/rank",
    "chrome/cross-signs",
    "chrome/best-failed-path",
    "firefox/precedence",
    "firefox/PB-8",
    "firefox/PB-9",
];

/// Where a change is made.
struct Place<'a> {
    host: &'a str,
    /// The subject as it is without a change.
    subject: Name,
    /// The one who signs it.
    issuer: Option<&'a Issued>,
    is_leaf: bool,
}

type Change = fn(Builder, &Place<'_>, &mut Random) -> Builder;

pub(in crate::cases) fn cases(cases: &mut Cases) {
    for number in 0..DRAWN {
        cases.add(drawn_one(number, Random::nth(SEED, number)));
    }
}

fn drawn_one(number: u64, mut random: Random) -> Recipe {
    let id = format!("jumble/{number:03}");
    let own = host_of(&id);
    let host = match random.below(12) {
        0 => format!("w.{own}"),
        1 => "10.0.0.1".to_owned(),
        2 => format!("{own}."),
        3 => "other.jumble.example".to_owned(),
        _ => own.clone(),
    };
    recipe(id)
        .fires(ROWS)
        .intermediates(0)
        .host(host)
        .finish(move |m| make(m, &own, &mut random))
}

/// A CA: its name, its key, and how many certificates it has.
struct Authority {
    name: Name,
    key: Key,
    made: Vec<Issued>,
}

fn make(m: &mut Made, host: &str, random: &mut Random) {
    let levels = *random.choose(&[0, 1, 1, 1, 2, 2, 3]);
    // Else two of one issuer may have the same.
    let are_serials_own = !random.one_in(6);
    let serial = move |random: &mut Random| match are_serials_own {
        true => long_serial(random).to_vec(),
        false => vec![0x41, *random.choose(&[1, 2, 3])],
    };
    // Root, another root that may be trusted, the levels from above; at last the leaf.
    let mut authorities: Vec<Authority> = Vec::new();
    let roles = ["Root", "Other Root", "Upper", "Middle", "Lower"];
    for role in &roles[..2 + levels] {
        let name = m.name(role);
        let key = ca_key(&name, random);
        authorities.push(Authority {
            name,
            key,
            made: Vec::new(),
        });
    }
    let counts: Vec<usize> = (0..authorities.len())
        .map(|_| *random.choose(&[1, 1, 1, 1, 2, 2, 3]))
        .collect();
    let total: usize = counts.iter().sum::<usize>() + 1;
    // Which certificates are changed; the leaf is the last.
    let mut changed: Vec<usize> = Vec::new();
    for _ in 0..random.below(4) + 1 {
        changed.push(match random.below(3) {
            0 => total - 1,
            _ => random.below(total),
        });
    }
    let mut number = 0;
    for level in 0..authorities.len() {
        for _ in 0..counts[level] {
            let is_root = level < 2;
            let above: Vec<Issued> = match is_root {
                true => Vec::new(),
                false => {
                    let upper = if level == 2 { 0 } else { level - 1 };
                    let from = match random.below(6) {
                        0 => 1,
                        1 => 0,
                        _ => upper,
                    };
                    let list = &authorities[from].made;
                    vec![random.choose(list).clone()]
                }
            };
            let issuer = match above.first() {
                Some(_) if random.one_in(14) => None,
                first => first,
            };
            let authority = &authorities[level];
            let mut b = match issuer {
                Some(issuer) => issuer.ca(authority.name.clone()),
                None => mint::ca(authority.name.clone()),
            };
            b = wide(b).key(authority.key.clone()).serial(&serial(random));
            if random.one_in(20) {
                let other = Key::p256([host.as_bytes(), &long_serial(random)].concat());
                b = b.key(other);
            }
            let place = Place {
                host,
                subject: authority.name.clone(),
                issuer,
                is_leaf: false,
            };
            let issued = with_changes(b, &place, number, &changed, random).issue();
            number += 1;
            authorities[level].made.push(issued);
        }
    }
    let issuer = {
        let last = if levels == 0 { 0 } else { levels + 1 };
        random.choose(&authorities[last].made).clone()
    };
    let names = [host.to_owned(), format!("*.{host}"), "10.0.0.1".to_owned()];
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut b = wide(issuer.leaf(&names)).serial(&serial(random));
    b = match random.below(8) {
        0 => b.key(Key::rsa(2048, 2)),
        1 => b.key(Key::p384(host)),
        _ => b,
    };
    let place = Place {
        host,
        subject: Name::common(host),
        issuer: Some(&issuer),
        is_leaf: true,
    };
    let leaf = with_changes(b, &place, number, &changed, random).issue();
    send(m, &authorities, leaf, random);
}

fn ca_key(name: &Name, random: &mut Random) -> Key {
    match random.below(10) {
        0 => Key::rsa(2048, 1),
        1 => Key::rsa(3072, 1),
        2 => Key::p384(name.der()),
        3 if random.one_in(2) => Key::p521(name.der()),
        4 if random.one_in(2) => Key::rsa(1024, 1),
        _ => Key::p256(name.der()),
    }
}

fn long_serial(random: &mut Random) -> [u8; 8] {
    let [_, rest @ ..] = random.next().to_be_bytes();
    let [a, b, c, d, e, f, g] = rest;
    [0x41, a, b, c, d, e, f, g]
}

fn with_changes(
    mut b: Builder,
    place: &Place<'_>,
    number: usize,
    changed: &[usize],
    random: &mut Random,
) -> Builder {
    for _ in changed.iter().filter(|at| **at == number) {
        let change = match place.is_leaf {
            true if random.one_in(2) => *random.choose(OF_LEAF),
            false if random.one_in(3) => *random.choose(OF_CA),
            _ => *random.choose(OF_ANY),
        };
        b = change(b, place, random);
    }
    b
}

fn send(m: &mut Made, authorities: &[Authority], leaf: Issued, random: &mut Random) {
    let roots = &authorities[0].made;
    m.anchors = vec![random.choose(roots).der.clone()];
    for root in roots {
        if random.one_in(2) && !m.anchors.contains(&root.der) {
            m.anchors.push(root.der.clone());
        }
    }
    if random.one_in(3) {
        m.anchors
            .push(random.choose(&authorities[1].made).der.clone());
    }
    match random.below(16) {
        0 => m.anchors.clear(),
        1 => m.anchors.push(leaf.der.clone()),
        2 if authorities.len() > 2 => {
            let of = 2 + random.below(authorities.len() - 2);
            m.anchors
                .push(random.choose(&authorities[of].made).der.clone());
        }
        _ => {}
    }
    let mut sent: Vec<Vec<u8>> = Vec::new();
    for (level, authority) in authorities.iter().enumerate() {
        for issued in &authority.made {
            let is_left_out = match level {
                0 | 1 => !random.one_in(4),
                _ => random.one_in(16),
            };
            if !is_left_out {
                sent.push(issued.der.clone());
            }
        }
    }
    if random.one_in(2) {
        sent.reverse();
    }
    if random.one_in(2) {
        for end in (1..sent.len()).rev() {
            let with = random.below(end + 1);
            sent.swap(end, with);
        }
    }
    match random.below(12) {
        0 => sent.push(leaf.der.clone()),
        1 if !sent.is_empty() => {
            let twice = random.choose(&sent).clone();
            sent.push(twice);
        }
        2 => sent.insert(0, b"\x30\x03\x02\x01\x01".to_vec()),
        _ => {}
    }
    m.chain = vec![leaf.der.clone()];
    m.chain.extend(sent);
    m.leaf = leaf;
}

/// One of the lists of names that a certificate may have for this host.
fn alternative_names(host: &str, random: &mut Random) -> Vec<GeneralName> {
    let mut names = Vec::new();
    for _ in 0..1 + random.below(3) {
        let (label, domain) = host.split_once('.').expect("more than one label");
        names.push(match random.below(26) {
            0..=3 => GeneralName::dns(host),
            4 => GeneralName::dns(&format!("*.{domain}")),
            5 => GeneralName::dns(&host.to_ascii_uppercase()),
            6 => GeneralName::dns(&format!("{host}.")),
            7 => GeneralName::dns(""),
            8 => GeneralName::dns(&format!("{}*.{domain}", &label[..1])),
            9 => GeneralName::dns(&format!(".{host}")),
            10 => GeneralName::dns("*"),
            11 => GeneralName::dns(&format!("_a.{host}")),
            12 => GeneralName::ip(&[10, 0, 0, 1]),
            13 => GeneralName::ip(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 0, 0, 1]),
            14 => GeneralName::ip(&[10, 0, 0]),
            15 => GeneralName::email("user@example.com"),
            16 => GeneralName::email("b\u{fc}@example.com"),
            17 => GeneralName::uri("https://example.com/"),
            18 => GeneralName::directory(Name::common(host)),
            19 => GeneralName::registered_id("1.2.3"),
            20 => GeneralName::other("1.2.3", &der::utf8("x")),
            21 => GeneralName::from_der(der::tlv(0xa3, &der::sequence(&[]))),
            22 => GeneralName::from_der(der::tlv(0x89, b"x")),
            23 => GeneralName::from_der(der::tlv(0xa4, &der::null())),
            24 => GeneralName::dns(&format!("{}.{domain}", "a".repeat(64))),
            _ => GeneralName::dns(&format!("{host}\0.example")),
        });
    }
    names
}

fn bases(host: &str, random: &mut Random) -> Vec<GeneralName> {
    let mut names = Vec::new();
    for _ in 0..random.below(3) {
        let (_, domain) = host.split_once('.').expect("more than one label");
        names.push(match random.below(20) {
            0..=2 => GeneralName::dns(host),
            3 => GeneralName::dns(domain),
            4 => GeneralName::dns(&format!(".{domain}")),
            5 => GeneralName::dns(&format!(".{host}")),
            6 => GeneralName::dns(""),
            7 => GeneralName::dns("other.example"),
            8 => GeneralName::dns(&format!("{domain}.")),
            9 => GeneralName::ip_range("10.0.0.0/8"),
            10 => GeneralName::ip_range("11.0.0.0/8"),
            11 => GeneralName::ip_range("0.0.0.0/0"),
            12 => GeneralName::ip_range("::/0"),
            13 => GeneralName::ip(&[10, 0, 0, 0, 255, 0, 255, 0]),
            14 => GeneralName::directory(Name::empty().o("Certlens Parity")),
            15 => GeneralName::directory(Name::common(host)),
            16 => GeneralName::directory(Name::empty()),
            17 => GeneralName::email("example.com"),
            18 => GeneralName::uri("example.com"),
            _ => GeneralName::registered_id("1.2.3"),
        });
    }
    names
}

fn criticality(random: &mut Random) -> Criticality {
    match random.one_in(2) {
        true => Criticality::Critical,
        false => Criticality::NotCritical,
    }
}

/// Another way to write a name.
fn respelled(host: &str, name: &Name, random: &mut Random) -> Name {
    let text = format!("jumble {} of {host}", name.der().len());
    match random.below(8) {
        0 => Name::empty(),
        1 => Name::empty()
            .attribute(oid::ORGANIZATION, der::printable("Certlens Parity"))
            .attribute(oid::COMMON_NAME, der::teletex(text.as_bytes())),
        2 => Name::from_der(toggled(name.der(), 0x0c, 0x13)),
        3 => Name::from_der(toggled(name.der(), 0x0c, 0x16)),
        4 => Name::from_der(in_capitals(name.der())),
        5 => Name::empty().attribute(oid::EMAIL_ADDRESS, der::utf8(&format!("user@{host}"))),
        6 => Name::empty().rdn(&[
            (oid::ORGANIZATION, der::utf8("Certlens Parity")),
            (oid::COMMON_NAME, der::utf8(&text)),
        ]),
        _ => Name::empty().cn(&text).cn("10.0.0.1"),
    }
}

/// The same with the last letters in capitals, which are of a text.
fn in_capitals(name: &[u8]) -> Vec<u8> {
    let mut bytes = name.to_vec();
    let from = bytes.len().saturating_sub(4);
    bytes[from..].make_ascii_uppercase();
    bytes
}

/// Each value of one type of string as if it were of another.
fn toggled(name: &[u8], from: u8, to: u8) -> Vec<u8> {
    fn walk(node: &mut Node, from: u8, to: u8) {
        if node.tag == from {
            node.tag = to;
        }
        for child in node.children().into_iter().flatten() {
            walk(child, from, to);
        }
    }
    let Some(mut node) = Node::read(name) else {
        return name.to_vec();
    };
    walk(&mut node, from, to);
    node.write()
}

fn scheme_of(key: &Key, random: &mut Random) -> Option<Scheme> {
    let hash = *random.choose(&[Hash::Sha1, Hash::Sha384, Hash::Sha512, Hash::Sha1]);
    let length = key.public_key().len();
    match key.default_scheme() {
        // More than a digest of SHA-1 has no place in a short modulus.
        Scheme::Pkcs1(_) if length < 100 => Some(Scheme::Pkcs1(Hash::Sha1)),
        Scheme::Pkcs1(_) => Some(match random.below(7) {
            0 => Scheme::Pkcs1(Hash::Md5),
            1 => Scheme::pss(Hash::Sha256),
            2 if length > 200 => Scheme::pss(Hash::Sha512),
            3 => Scheme::Pss(Pss {
                hash: Hash::Sha256,
                mgf_hash: Hash::Sha256,
                salt_len: 20,
                trailer: 1,
            }),
            4 => Scheme::Pss(Pss {
                hash: Hash::Sha1,
                mgf_hash: Hash::Sha1,
                salt_len: 20,
                trailer: 1,
            }),
            _ => Scheme::Pkcs1(hash),
        }),
        Scheme::Ecdsa(_) => Some(Scheme::Ecdsa(hash)),
        _ => None,
    }
}

/// Of any certificate.
const OF_ANY: &[Change] = &[
    // Time.
    |b, _, _| expired(b),
    |b, _, _| b.not_before("2044-01-01T00:00:00Z"),
    |b, _, random| {
        let time: &[u8] = random.choose::<&[u8]>(&[
            b"19691231235959Z",
            b"00000101000000Z",
            b"20200101000000Z",
            b"20200101000060Z",
            b"20200101000000.5Z",
            b"20200229000000Z",
        ]);
        b.not_before_der(der::tlv(0x18, time))
    },
    |b, _, random| {
        let time: &[u8] = random.choose::<&[u8]>(&[
            b"99991231235959Z",
            b"20450101000000Z",
            b"20450229000000Z",
            b"20450101240000Z",
            b"204501010000Z",
        ]);
        b.not_after_der(der::tlv(0x18, time))
    },
    |b, _, random| {
        let time: &[u8] = random.choose::<&[u8]>(&[
            b"500101000000Z",
            b"491231235959Z",
            b"4501010000Z",
            b"450101000000+0000",
            b"450101000060Z",
        ]);
        b.not_after_der(der::tlv(0x17, time))
    },
    |b, _, _| b.not_before("2023-01-01T00:00:00Z"),
    |b, _, _| {
        b.not_before("2022-01-01T00:00:00Z")
            .not_after("2021-01-01T00:00:00Z")
    },
    // Serial number, version.
    |b, place, random| {
        let mut contents = random
            .choose::<&[u8]>(&[&[0x80], &[0], &[0, 0x41], &[0xff, 0xff], &[0x41; 24]])
            .to_vec();
        contents.extend(
            Hash::Sha256
                .digest(place.host.as_bytes())
                .into_iter()
                .take(3),
        );
        contents.extend(long_serial(random));
        b.serial(&contents)
    },
    |b, _, random| b.version(*random.choose(&[1, 2, 4])),
    |b, _, _| b.version(1).without_extensions(),
    |b, _, random| b.without_extensions().version(*random.choose(&[2, 3])),
    |b, _, _| b.extensions_field(der::constructed(3, &der::sequence(&[]))),
    |b, _, random| {
        let ids = [
            der::tlv(0x81, &[0, 1]),
            der::tlv(0x82, &[0, 1]),
            der::tlv(0xa1, &der::null()),
        ];
        b.after_key(random.choose(&ids).clone())
    },
    // Extensions.
    |b, _, random| {
        let value = *random.choose(&[
            BasicConstraints::Ca,
            BasicConstraints::NotCa,
            BasicConstraints::CaWithPathLen(0),
            BasicConstraints::CaWithPathLen(1),
            BasicConstraints::NotCaWithPathLen(0),
        ]);
        b.basic_constraints(value)
            .criticality(oid::BASIC_CONSTRAINTS, criticality(random))
    },
    |b, _, random| {
        let value = random
            .choose(&[
                der::sequence(&[der::boolean(true), der::integer(-1)]),
                der::sequence(&[der::boolean(true), der::integer(256)]),
                der::sequence(&[der::tlv(1, &[1])]),
                der::sequence(&[der::integer(0)]),
                der::sequence(&[der::boolean(true), der::integer(0), der::null()]),
                der::null(),
                Vec::new(),
            ])
            .clone();
        b.extension(oid::BASIC_CONSTRAINTS, criticality(random), value)
    },
    |b, _, _| b.without(oid::BASIC_CONSTRAINTS),
    |b, _, random| {
        let usages = random.choose::<&[KeyUsage]>(&[
            &[],
            &[KeyUsage::KeyCertSign],
            &[KeyUsage::CrlSign],
            &[KeyUsage::DigitalSignature],
            &[KeyUsage::KeyEncipherment],
            &[KeyUsage::KeyAgreement],
            &[KeyUsage::DecipherOnly],
            &[
                KeyUsage::DigitalSignature,
                KeyUsage::KeyCertSign,
                KeyUsage::DecipherOnly,
            ],
        ]);
        b.key_usage(usages)
            .criticality(oid::KEY_USAGE, criticality(random))
    },
    |b, _, random| {
        let value = random
            .choose(&[
                der::tlv(3, &[]),
                der::tlv(3, &[0]),
                der::tlv(3, &[8, 0x86]),
                der::tlv(3, &[1, 0x87]),
                der::tlv(3, &[0, 0x86]),
                der::octet_string(&[0x86]),
                [der::tlv(3, &[1, 0x86]), der::null()].concat(),
            ])
            .clone();
        b.extension(oid::KEY_USAGE, criticality(random), value)
    },
    |b, _, _| b.without(oid::KEY_USAGE),
    |b, _, random| {
        let purposes = random.choose::<&[&str]>(&[
            &[oid::SERVER_AUTH],
            &[oid::CLIENT_AUTH],
            &[oid::ANY_EXTENDED_KEY_USAGE],
            &[oid::ANY_EXTENDED_KEY_USAGE, oid::SERVER_AUTH],
            &[oid::OCSP_SIGNING, oid::SERVER_AUTH],
            &["2.16.840.1.113730.4.1"],
            &[oid::SERVER_AUTH, "1.2.3.4", oid::SERVER_AUTH],
            &[],
        ]);
        b.extended_key_usage(purposes)
            .criticality(oid::EXTENDED_KEY_USAGE, criticality(random))
    },
    |b, _, random| {
        let value = random
            .choose(&[
                der::sequence(&[der::tlv(6, &[])]),
                der::sequence(&[der::oid(oid::SERVER_AUTH), der::null()]),
                der::sequence(&[der::tlv(6, &[0x80, 1])]),
                [der::sequence(&[der::oid(oid::SERVER_AUTH)]), der::null()].concat(),
                der::oid(oid::SERVER_AUTH),
            ])
            .clone();
        b.extension(oid::EXTENDED_KEY_USAGE, criticality(random), value)
    },
    |b, place, random| {
        let (permitted, excluded) = (bases(place.host, random), bases(place.host, random));
        let value = extension::name_constraints(&permitted, &excluded);
        b.extension(oid::NAME_CONSTRAINTS, criticality(random), value)
    },
    |b, place, random| {
        let (permitted, excluded) = (bases(place.host, random), bases(place.host, random));
        let value = extension::name_constraints(&permitted, &excluded);
        b.extension(oid::NAME_CONSTRAINTS, criticality(random), value)
    },
    |b, place, random| {
        let names = alternative_names(place.host, random);
        b.san(names)
            .criticality(oid::SUBJECT_ALT_NAME, criticality(random))
    },
    |b, _, random| {
        let policies = random.choose::<&[&str]>(&[
            &["1.2.3"],
            &["1.2.4"],
            &[oid::ANY_POLICY],
            &["1.2.3", "1.2.3"],
            &[],
        ]);
        b.policies(policies)
            .criticality(oid::CERTIFICATE_POLICIES, criticality(random))
    },
    |b, _, random| {
        let policy = der::sequence(&[
            der::oid("1.2.3"),
            der::sequence(&[der::sequence(&[
                der::oid(random.choose::<&str>(&["1.3.6.1.5.5.7.2.1", "1.2.9"])),
                der::ia5("x"),
            ])]),
        ]);
        b.extension(
            oid::CERTIFICATE_POLICIES,
            criticality(random),
            der::sequence(&[policy]),
        )
    },
    |b, _, random| {
        let (explicit, mapping) = *random.choose(&[
            (Some(0), None),
            (Some(1), None),
            (Some(2), Some(0)),
            (None, Some(0)),
            (None, None),
            (Some(256), None),
            (Some(-1), None),
        ]);
        b.policy_constraints(explicit, mapping)
            .criticality(oid::POLICY_CONSTRAINTS, criticality(random))
    },
    |b, _, random| {
        let mappings = random.choose::<&[(&str, &str)]>(&[
            &[("1.2.3", "1.2.4")],
            &[("1.2.3", oid::ANY_POLICY)],
            &[],
            &[("1.2.3", "1.2.3")],
        ]);
        b.policy_mappings(mappings)
            .criticality(oid::POLICY_MAPPINGS, criticality(random))
    },
    |b, _, random| {
        let skip = *random.choose(&[0, 1, 255, 256, -1]);
        b.inhibit_any_policy(skip)
            .criticality(oid::INHIBIT_ANY_POLICY, criticality(random))
    },
    |b, place, random| {
        let id: &[u8] = random.choose::<&[u8]>(&[b"", b"another", &[7; 20]]);
        let issuer = place
            .issuer
            .map_or(&place.subject, |issuer| &issuer.subject);
        let key_id = der::primitive(0, id);
        let name = der::constructed(1, GeneralName::directory(issuer.clone()).der());
        let number = der::primitive(2, place.issuer.map_or(&[1][..], |issuer| &issuer.serial));
        let fields: &[Vec<u8>] = &[key_id, name, number];
        let value = match random.below(7) {
            0 => der::sequence(&fields[..1]),
            1 => der::sequence(fields),
            2 => der::sequence(&fields[1..]),
            3 => der::sequence(&fields[..2]),
            4 => der::sequence(&[]),
            5 => der::null(),
            _ => der::sequence(&fields[2..]),
        };
        b.extension(
            oid::AUTHORITY_KEY_IDENTIFIER,
            *random.choose(&[
                Criticality::NotCritical,
                Criticality::NotCritical,
                Criticality::Critical,
            ]),
            value,
        )
    },
    |b, _, _| b.without(oid::AUTHORITY_KEY_IDENTIFIER),
    |b, _, random| {
        let value = random
            .choose(&[
                der::octet_string(b""),
                der::octet_string(b"another"),
                der::octet_string(&[9; 64]),
                der::null(),
                Vec::new(),
                [der::octet_string(b"another"), der::null()].concat(),
            ])
            .clone();
        b.extension(
            oid::SUBJECT_KEY_IDENTIFIER,
            *random.choose(&[
                Criticality::NotCritical,
                Criticality::NotCritical,
                Criticality::Critical,
            ]),
            value,
        )
    },
    |b, _, _| b.without(oid::SUBJECT_KEY_IDENTIFIER),
    |b, _, random| {
        let value = random
            .choose(&[
                der::sequence(&[]),
                der::sequence(&[der::null()]),
                extension::authority_information_access(&[("1.2.3", GeneralName::dns("x"))]),
                extension::authority_information_access(&[(
                    "1.3.6.1.5.5.7.48.2",
                    GeneralName::uri("http://b\u{fc}.example/"),
                )]),
                extension::authority_information_access(&[(
                    "1.3.6.1.5.5.7.48.2",
                    GeneralName::directory(Name::common("x")),
                )]),
                der::null(),
                Vec::new(),
            ])
            .clone();
        b.extension(
            oid::AUTHORITY_INFORMATION_ACCESS,
            criticality(random),
            value,
        )
    },
    |b, _, random| {
        b.extension(
            oid::CRL_DISTRIBUTION_POINTS,
            *random.choose(&[
                Criticality::NotCritical,
                Criticality::NotCritical,
                Criticality::Critical,
            ]),
            random
                .choose(&[der::null(), der::sequence(&[]), Vec::new()])
                .clone(),
        )
    },
    |b, _, random| {
        b.extension(
            oid::ISSUER_ALT_NAME,
            criticality(random),
            random
                .choose(&[
                    der::null(),
                    der::sequence(&[]),
                    Vec::new(),
                    extension::general_names(&[GeneralName::dns("a.example")]),
                ])
                .clone(),
        )
    },
    |b, _, random| {
        let value = random
            .choose(&[
                extension::tls_feature(&[17]),
                extension::tls_feature(&[5, 17]),
                extension::tls_feature(&[]),
                der::null(),
                Vec::new(),
            ])
            .clone();
        b.extension(oid::TLS_FEATURE, criticality(random), value)
    },
    |b, _, random| {
        b.extension(
            "1.3.6.1.4.1.11129.2.4.2",
            criticality(random),
            random
                .choose(&[
                    der::null(),
                    der::octet_string(b""),
                    der::octet_string(&[0, 0]),
                    Vec::new(),
                    [der::octet_string(b""), der::null()].concat(),
                ])
                .clone(),
        )
    },
    |b, _, random| b.extension("1.3.6.1.4.1.11129.2.4.3", criticality(random), der::null()),
    |b, _, random| {
        b.extension(
            "1.3.6.1.5.5.7.1.3",
            criticality(random),
            random
                .choose(&[der::null(), der::sequence(&[]), Vec::new()])
                .clone(),
        )
    },
    |b, _, random| {
        b.extension(
            "1.3.6.1.5.5.7.48.1.5",
            criticality(random),
            random
                .choose(&[der::null(), Vec::new(), der::sequence(&[])])
                .clone(),
        )
    },
    |b, _, random| {
        b.extension(
            "2.16.840.1.113730.1.1",
            criticality(random),
            random
                .choose(&[der::tlv(3, &[6, 0x40]), der::null(), Vec::new()])
                .clone(),
        )
    },
    |b, _, random| {
        b.extension(
            "1.3.6.1.4.1.311.21.10",
            criticality(random),
            random
                .choose(&[
                    der::sequence(&[der::sequence(&[der::oid(oid::SERVER_AUTH)])]),
                    der::null(),
                    Vec::new(),
                ])
                .clone(),
        )
    },
    |b, _, random| b.unknown_extension(criticality(random)),
    |b, _, random| {
        let which = random.choose::<&str>(&[
            oid::BASIC_CONSTRAINTS,
            oid::KEY_USAGE,
            oid::SUBJECT_KEY_IDENTIFIER,
            oid::AUTHORITY_KEY_IDENTIFIER,
            oid::POLICY_CONSTRAINTS,
            oid::EXTENDED_KEY_USAGE,
            "1.2.3.4",
            "1.3.6.1.5.5.7.48.1.5",
        ]);
        let value = match *which {
            oid::BASIC_CONSTRAINTS => extension::basic_constraints(BasicConstraints::Ca),
            oid::KEY_USAGE => {
                extension::key_usage(&[KeyUsage::KeyCertSign, KeyUsage::DigitalSignature])
            }
            oid::POLICY_CONSTRAINTS => extension::policy_constraints(Some(1), None),
            oid::EXTENDED_KEY_USAGE => extension::extended_key_usage(&[oid::SERVER_AUTH]),
            _ => der::octet_string(b"more"),
        };
        let twice = random.one_in(2);
        let b = b.raw_extension(extension::extension(which, false, &value));
        match twice {
            true => b.raw_extension(extension::extension(which, false, &value)),
            false => b,
        }
    },
    // Order of the extensions.
    |b, _, _| {
        b.tbs(|tbs| {
            if let Some(mut tree) = Node::read(tbs)
                && let Some(list) = mint::mutate::extensions(&mut tree)
            {
                list.reverse();
                *tbs = tree.write();
            }
        })
    },
    // FALSE written out.
    |b, _, random| {
        let at = random.below(4);
        b.tbs(move |tbs| {
            if let Some(mut tree) = Node::read(tbs)
                && let Some(list) = mint::mutate::extensions(&mut tree)
                && let Some(parts) = list.get_mut(at).and_then(Node::children)
                && parts.len() == 2
            {
                parts.insert(1, Node::read(&der::boolean(false)).expect("BOOLEAN"));
                *tbs = tree.write();
            }
        })
    },
    // Names.
    |b, place, random| b.subject(respelled(place.host, &place.subject, random)),
    |b, place, random| match place.issuer {
        Some(issuer) => b.issuer(respelled(place.host, &issuer.subject, random)),
        None => b,
    },
    |b, place, random| {
        let value = random
            .choose(&[
                der::printable("a@b"),
                der::printable("a&b_c*"),
                der::tlv(0x1e, b"abc"),
                der::tlv(0x1e, &[0xd8, 0x00, 0xdc, 0x00]),
                der::tlv(0x1c, &[0, 0x11, 0, 0]),
                der::tlv(0x0c, &[0xff, 0xfe]),
                der::tlv(0x14, &[0xe4]),
                der::tlv(0x16, &[0xe4]),
                der::tlv(0x1a, &[0xe4]),
                der::tlv(0x12, b"12 a"),
                der::tlv(0x0c, &[]),
                der::tlv(0x13, &[b'x'; 200]),
                der::octet_string(b"x"),
                der::null(),
                der::sequence(&[]),
            ])
            .clone();
        let attribute = random.choose::<&str>(&[
            oid::COMMON_NAME,
            oid::COUNTRY,
            oid::ORGANIZATIONAL_UNIT,
            oid::EMAIL_ADDRESS,
            "2.5.4.46",
            oid::DOMAIN_COMPONENT,
        ]);
        let name = match place.is_leaf {
            true => Name::common(place.host),
            false => place.subject.clone(),
        };
        b.subject(name.attribute(attribute, value))
    },
    // Signatures.
    |b, place, random| match place.issuer {
        Some(issuer) => match scheme_of(&issuer.key, random) {
            Some(scheme) => b.scheme(scheme),
            None => b,
        },
        None => b,
    },
    |b, place, random| match place.issuer {
        Some(issuer) => match scheme_of(&issuer.key, random) {
            Some(scheme) => b.scheme(scheme),
            None => b,
        },
        None => b,
    },
    |b, _, _| b.signature(|s| *s.last_mut().expect("not empty") ^= 1),
    |b, _, random| {
        let bits = random.below(3);
        b.signature(move |s| match bits {
            0 => s.clear(),
            1 => s.push(0),
            _ => s.insert(0, 0),
        })
    },
    |b, _, random| {
        let algorithm = random
            .choose(&[
                der::sequence(&[der::oid("1.2.840.10045.4.3.2"), der::null()]),
                der::sequence(&[der::oid("1.2.840.10045.4.3.2")]),
                der::sequence(&[der::oid("1.2.840.113549.1.1.11")]),
                der::sequence(&[der::oid("1.2.840.113549.1.1.11"), der::null()]),
                der::sequence(&[der::oid("1.2.840.10045.4.3.2"), der::sequence(&[])]),
                der::sequence(&[der::oid("1.2.840.10045.4.1")]),
                der::sequence(&[der::oid(oid::ED25519)]),
                der::sequence(&[der::oid("1.2.3.4")]),
                der::sequence(&[der::oid(oid::RSASSA_PSS), der::null()]),
            ])
            .clone();
        match random.below(3) {
            0 => b.inner_algorithm(algorithm),
            1 => b.outer_algorithm(algorithm),
            _ => b.algorithm(algorithm),
        }
    },
    |b, place, _| match place.issuer.map(|issuer| issuer.key.default_scheme()) {
        None | Some(Scheme::Ecdsa(_)) => {
            b.signed_with(Key::p256(["an impostor", place.host].concat()))
        }
        Some(Scheme::Pkcs1(_)) => b.signed_with(Key::rsa(2048, 2)),
        Some(_) => b,
    },
];

/// Of CAs.
const OF_CA: &[Change] = &[
    |b, _, random| {
        b.key(Key::rsa(
            *random.choose(&[512, 768, 1016, 1017, 1023, 1024, 2041]),
            1,
        ))
    },
    |b, place, _| b.key(Key::ed25519(place.host)),
    |b, _, random| {
        let key = Key::rsa(2048, 1);
        let public = key.public_key();
        let spki = |parameters: &[u8]| {
            let algorithm = der::sequence(&[der::oid(oid::RSA_ENCRYPTION), parameters.to_vec()]);
            der::sequence(&[algorithm, der::bit_string(&public)])
        };
        let written = match random.below(3) {
            0 => spki(&[]),
            1 => spki(&der::sequence(&[])),
            _ => der::sequence(&[
                der::sequence(&[der::oid(oid::RSASSA_PSS)]),
                der::bit_string(&public),
            ]),
        };
        b.key(key).spki(written)
    },
    |b, place, random| {
        let key = Key::p256(place.subject.der());
        let point = key.public_key();
        let ec = |curve: &str, point: &[u8]| {
            let algorithm = der::sequence(&[der::oid(oid::EC_PUBLIC_KEY), der::oid(curve)]);
            der::sequence(&[algorithm, der::bit_string(point)])
        };
        let written = match random.below(4) {
            0 => ec(
                oid::SECP256R1,
                &[&[2 + (point[64] & 1)], &point[1..33]].concat(),
            ),
            1 => ec("1.3.132.0.33", &point),
            2 => ec(oid::SECP384R1, &point),
            _ => {
                let mut point = point.clone();
                point[64] ^= 1;
                ec(oid::SECP256R1, &point)
            }
        };
        b.key(key).spki(written)
    },
    |b, place, _| match place.issuer {
        Some(issuer) => b.subject(issuer.subject.clone()),
        None => b,
    },
    |b, place, _| b.san([GeneralName::dns(place.host)]),
    |b, _, _| critical(oid::TLS_FEATURE, extension::tls_feature(&[5]))(b),
    |b, _, _| not_critical(oid::TLS_FEATURE, extension::tls_feature(&[5]))(b),
    |b, _, _| again(oid::NAME_CONSTRAINTS, der::sequence(&[]))(b),
    |b, place, random| {
        let permitted = [GeneralName::dns(random.choose::<&str>(&[
            place.host,
            "example",
            "other.example",
        ]))];
        let value = extension::name_constraints(&permitted, &[]);
        b.extension(oid::NAME_CONSTRAINTS, Criticality::Critical, value)
    },
    |b, _, random| b.basic_constraints(BasicConstraints::CaWithPathLen(random.below(2) as i64)),
];

/// Of leaves.
const OF_LEAF: &[Change] = &[
    |b, _, random| b.key(Key::rsa(*random.choose(&[1016, 1017, 1024, 2041]), 1)),
    |b, place, _| b.key(Key::p521(place.host)),
    |b, place, _| b.key(Key::ed25519(place.host)),
    |b, place, random| {
        let names = alternative_names(place.host, random);
        b.san(names)
            .criticality(oid::SUBJECT_ALT_NAME, criticality(random))
    },
    |b, place, random| {
        let names = alternative_names(place.host, random);
        b.san(names)
            .criticality(oid::SUBJECT_ALT_NAME, criticality(random))
    },
    |b, place, random| {
        let names = alternative_names(place.host, random);
        b.subject(Name::empty())
            .san(names)
            .criticality(oid::SUBJECT_ALT_NAME, criticality(random))
    },
    |b, _, random| {
        let value = random
            .choose(&[
                der::sequence(&[]),
                der::null(),
                Vec::new(),
                der::sequence(&[der::ia5("x")]),
            ])
            .clone();
        b.extension(oid::SUBJECT_ALT_NAME, criticality(random), value)
    },
    |b, _, _| b.without(oid::SUBJECT_ALT_NAME),
    |b, _, _| b.subject(Name::empty()),
    |b, place, _| {
        b.subject(Name::common(place.host).cn("other.example"))
            .without(oid::SUBJECT_ALT_NAME)
    },
    |b, _, _| {
        b.subject(Name::empty().attribute(oid::EMAIL_ADDRESS, der::ia5("user@example.com")))
            .without(oid::SUBJECT_ALT_NAME)
    },
    |b, place, _| match place.issuer {
        Some(issuer) => b.subject(issuer.subject.clone()),
        None => b,
    },
    |b, place, _| match place.issuer {
        Some(issuer) => b.subject(issuer.subject.clone()).key(issuer.key.clone()),
        None => b,
    },
];
