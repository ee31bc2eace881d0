//! CAs as operators have them after some years: two roots, each with up to two keys and links between them, up to three levels of
//! issuing CAs with renewals under old and new keys, each certificate from any CA above it or from itself; constraints of names, depth
//! and policies at several of them together; trusted is some of it, sent is most. Drawn with a fixed seed; none is dropped.

use mint::{
    Builder, Criticality, GeneralName, Hash, Issued, Key, Name, Pss, Scheme, der,
    extension::{self, BasicConstraints, KeyUsage},
    oid,
    random::Random,
};

use crate::cases::Cases;
use crate::recipe::{Made, Recipe, expired, host_of, not_yet_valid, recipe, wide};

const ROWS: &[&str] = &[
    "chrome/rank",
    "chrome/cross-signs",
    "chrome/best-failed-path",
    "firefox/precedence",
    "firefox/PB-8",
    "firefox/PB-9",
];

const DRAWN: u64 = 120;
const SEED: u64 = 0x2026_1127_0011;

pub(in crate::cases) fn cases(cases: &mut Cases) {
    for number in 0..DRAWN {
        cases.add(drawn(number, Random::nth(SEED, number)));
    }
}

fn drawn(number: u64, mut random: Random) -> Recipe {
    let id = format!("estate/{number:03}");
    let own = host_of(&id);
    let host = match random.below(12) {
        0 => format!("w.{own}"),
        1 => "10.0.0.1".to_owned(),
        2 => "other.estate.example".to_owned(),
        _ => own.clone(),
    };
    recipe(id)
        .fires(ROWS)
        .intermediates(0)
        .host(host)
        .finish(move |m| make(m, &own, &mut random))
}

/// A CA.
struct Entity {
    name: Name,
    keys: Vec<Key>,
    made: Vec<Issued>,
}

impl Entity {
    /// One more certificate, for one of its keys, by `issuer` or by itself.
    fn certify(
        &mut self,
        key: usize,
        issuer: Option<&Issued>,
        host: &str,
        random: &mut Random,
    ) -> Issued {
        let name = self.name.clone();
        let builder =
            issuer.map_or_else(|| mint::ca(name.clone()), |issuer| issuer.ca(name.clone()));
        let builder = builder.key(self.keys[key].clone());
        let made = certify(builder, host, issuer, &name, random);
        self.made.push(made.clone());
        made
    }
}

/// Any kind of key, most often P-256.
fn key(seed: &[u8], random: &mut Random) -> Key {
    match random.below(24) {
        0 | 1 => Key::rsa(2048, 1),
        2 => Key::rsa(3072, 1),
        3 | 4 => Key::p384(seed),
        5 => Key::p521(seed),
        6 => Key::rsa(1024, 1),
        7 => match random.below(6) {
            0 => Key::rsa(768, 1),
            1 => Key::rsa(8192, 1),
            2 => Key::ed25519(seed),
            3 => Key::rsa(1016, 1),
            4 => Key::ml_dsa_44(seed),
            _ => Key::rsa_with_exponent_of(*random.choose(&[2, 33, 34, 64, 81])),
        },
        _ => Key::p256(seed),
    }
}

/// Another way to write a name that is the same to some.
pub(super) fn spelled(name: &Name, random: &mut Random) -> Name {
    let mut bytes = name.der().to_vec();
    match random.below(4) {
        0 => {
            let at = bytes.len() - 3;
            bytes[at..].make_ascii_uppercase();
        }
        1 | 2 => {
            let to = *random.choose(&[0x13, 0x14, 0x16]);
            let at = (0..bytes.len() - 2).rev().find(|at| {
                bytes[*at] == 0x0c && usize::from(bytes[at + 1]) + at + 2 == bytes.len()
            });
            if let Some(at) = at {
                bytes[at] = to;
            }
        }
        _ => {
            let at = bytes.iter().rposition(|b| *b == b' ').expect("a space");
            bytes[at] = b'_';
        }
    }
    Name::from_der(bytes)
}

fn criticality(random: &mut Random) -> Criticality {
    match random.one_in(2) {
        true => Criticality::Critical,
        false => Criticality::NotCritical,
    }
}

/// A base of name constraints.
fn base(host: &str, random: &mut Random) -> GeneralName {
    let (_, domain) = host.split_once('.').expect("labels");
    match random.below(18) {
        0..=3 => GeneralName::dns(host),
        4 | 5 => GeneralName::dns(domain),
        6 => GeneralName::dns(&format!(".{domain}")),
        7 => GeneralName::dns(&format!("w.{host}")),
        8 => GeneralName::dns("other.example"),
        9 => GeneralName::ip_range("10.0.0.0/8"),
        10 => GeneralName::ip_range("0.0.0.0/0"),
        11 => GeneralName::ip_range("::/0"),
        12 => GeneralName::directory(Name::empty().o("Certlens Parity")),
        13 => GeneralName::directory(
            Name::empty().attribute(oid::ORGANIZATION, der::printable("Certlens Parity")),
        ),
        14 => GeneralName::directory(Name::empty().o("Other")),
        15 => GeneralName::email("example.com"),
        16 => GeneralName::uri(".example.com"),
        _ => GeneralName::dns(""),
    }
}

fn constrained(b: Builder, host: &str, random: &mut Random) -> Builder {
    let mut list = |most: usize| -> Vec<GeneralName> {
        let n = random.below(most + 1);
        (0..n).map(|_| base(host, random)).collect()
    };
    let (mut permitted, excluded) = (list(3), list(1));
    if permitted.is_empty() && excluded.is_empty() {
        permitted.push(GeneralName::dns(host));
    }
    let value = extension::name_constraints(&permitted, &excluded);
    b.extension(oid::NAME_CONSTRAINTS, criticality(random), value)
}

const POLICIES: &[&[&str]] = &[
    &["1.2.3"],
    &["1.2.3"],
    &["1.2.3", "1.2.4"],
    &[oid::ANY_POLICY],
    &[oid::ANY_POLICY, "1.2.4"],
    &["1.2.4"],
    &["2.23.140.1.2.1"],
    &["2.23.140.1.1", "1.2.3"],
];

/// With policies, and what a CA says of them.
fn policed(mut b: Builder, random: &mut Random, is_ca: bool) -> Builder {
    if !random.one_in(4) {
        b = b
            .policies(random.choose::<&[&str]>(POLICIES))
            .criticality(oid::CERTIFICATE_POLICIES, criticality(random));
    }
    if !is_ca {
        return b;
    }
    if random.one_in(2) {
        let (explicit, mapping) = *random.choose(&[
            (Some(0), None),
            (Some(1), None),
            (Some(2), None),
            (Some(3), Some(1)),
            (Some(0), Some(0)),
            (None, Some(0)),
            (None, Some(1)),
        ]);
        b = b
            .policy_constraints(explicit, mapping)
            .criticality(oid::POLICY_CONSTRAINTS, criticality(random));
    }
    if random.one_in(4) {
        b = b
            .inhibit_any_policy(*random.choose(&[0, 1, 2]))
            .criticality(oid::INHIBIT_ANY_POLICY, criticality(random));
    }
    if random.one_in(4) {
        b = b
            .policy_mappings(random.choose::<&[(&str, &str)]>(&[
                &[("1.2.3", "1.2.4")],
                &[("1.2.4", "1.2.3")],
                &[("1.2.3", "1.2.5"), ("1.2.3", "1.2.3")],
                &[("1.2.9", "1.2.3")],
            ]))
            .criticality(
                oid::POLICY_MAPPINGS,
                if random.one_in(6) {
                    Criticality::Critical
                } else {
                    Criticality::NotCritical
                },
            );
    }
    b
}

/// With other key identifiers.
fn identified(b: Builder, issuer: Option<&Issued>, random: &mut Random) -> Builder {
    let id: &[u8] = random.choose::<&[u8]>(&[b"another", &[7; 20]]);
    match random.below(6) {
        0 => b.without(oid::AUTHORITY_KEY_IDENTIFIER),
        1 => b.without(oid::SUBJECT_KEY_IDENTIFIER),
        2 => b.authority_key_id(id),
        3 => b.subject_key_id(id),
        _ => match issuer {
            Some(issuer) => {
                let key_id = der::primitive(0, &issuer.key.id());
                let name =
                    der::constructed(1, GeneralName::directory(issuer.subject.clone()).der());
                let number = der::primitive(2, &issuer.serial);
                let fields = [key_id, name, number];
                let from = random.below(2);
                b.extension(
                    oid::AUTHORITY_KEY_IDENTIFIER,
                    Criticality::NotCritical,
                    der::sequence(&fields[from..]),
                )
            }
            None => b,
        },
    }
}

fn ca_change(b: Builder, host: &str, issuer: Option<&Issued>, random: &mut Random) -> Builder {
    match random.below(34) {
        0..=3 => constrained(b, host, random),
        4..=7 => policed(b, random, true),
        8..=11 => b.basic_constraints(BasicConstraints::CaWithPathLen(random.below(3) as i64)),
        12..=14 => identified(b, issuer, random),
        15 => expired(b),
        16 => not_yet_valid(b),
        17 => b.not_before(random.choose::<&str>(&[
            "2021-01-01T00:00:00Z",
            "2022-01-01T00:00:00Z",
            "2025-01-01T00:00:00Z",
        ])),
        18 => b.not_after(random.choose::<&str>(&[
            "2030-01-01T00:00:00Z",
            "2049-12-31T23:59:59Z",
            "9999-12-31T23:59:59Z",
        ])),
        19 | 20 => b
            .extended_key_usage(random.choose::<&[&str]>(&[
                &[oid::SERVER_AUTH],
                &[oid::SERVER_AUTH, oid::CLIENT_AUTH, oid::OCSP_SIGNING],
                &[oid::CLIENT_AUTH],
                &[oid::ANY_EXTENDED_KEY_USAGE],
                &[oid::EMAIL_PROTECTION, oid::CODE_SIGNING],
            ]))
            .criticality(oid::EXTENDED_KEY_USAGE, criticality(random)),
        21 => b.key_usage(random.choose::<&[KeyUsage]>(&[
            &[KeyUsage::CrlSign],
            &[KeyUsage::DigitalSignature],
            &[KeyUsage::KeyCertSign],
            &[KeyUsage::DigitalSignature, KeyUsage::KeyCertSign],
        ])),
        22 => b.without(oid::KEY_USAGE),
        23 => b.without(oid::BASIC_CONSTRAINTS),
        24 => b.basic_constraints(BasicConstraints::NotCa),
        25 => b.version(1).without_extensions(),
        26 => b.unknown_extension(Criticality::Critical),
        27 => scheme(b, issuer, random),
        28 => b.signature(|s| *s.last_mut().expect("not empty") ^= 1),
        29 => b.san([GeneralName::dns(host), GeneralName::email("ca@example.com")]),
        30 => b.san([
            GeneralName::dns("ca.other.example"),
            GeneralName::ip(&[11, 0, 0, 1]),
        ]),
        31 => b.extension(
            oid::TLS_FEATURE,
            Criticality::NotCritical,
            extension::tls_feature(&[5]),
        ),
        32 => b.serial(&[0x41, 7, random.below(3) as u8]),
        _ => b.extension(
            "2.16.840.1.113730.1.1",
            criticality(random),
            der::tlv(3, &[0, 7]),
        ),
    }
}

fn scheme(b: Builder, issuer: Option<&Issued>, random: &mut Random) -> Builder {
    let Some(issuer) = issuer else { return b };
    let hash = *random.choose(&[Hash::Sha1, Hash::Sha384, Hash::Sha512]);
    let length = issuer.key.public_key().len();
    match issuer.key.default_scheme() {
        Scheme::Ecdsa(_) => b.scheme(Scheme::Ecdsa(hash)),
        Scheme::Pkcs1(_) if length > 200 => match random.below(5) {
            0 => b.scheme(Scheme::Pkcs1(Hash::Md5)),
            1 => b.scheme(Scheme::pss(Hash::Sha256)),
            2 => b.scheme(Scheme::pss(hash)),
            3 => b.scheme(Scheme::Pss(Pss {
                hash: Hash::Sha256,
                mgf_hash: Hash::Sha256,
                salt_len: 20,
                trailer: 1,
            })),
            _ => b.scheme(Scheme::Pkcs1(hash)),
        },
        _ => b,
    }
}

fn leaf_change(b: Builder, host: &str, issuer: &Issued, random: &mut Random) -> Builder {
    match random.below(24) {
        0..=2 => {
            let names = names(host, random);
            b.san(names)
                .criticality(oid::SUBJECT_ALT_NAME, criticality(random))
        }
        3 => {
            let names = names(host, random);
            b.subject(Name::empty())
                .san(names)
                .criticality(oid::SUBJECT_ALT_NAME, criticality(random))
        }
        4 | 5 => policed(b, random, false),
        6 | 7 => identified(b, Some(issuer), random),
        8 => expired(b),
        9 => not_yet_valid(b),
        10 => b.key_usage(random.choose::<&[KeyUsage]>(&[
            &[KeyUsage::KeyEncipherment],
            &[KeyUsage::KeyAgreement],
            &[KeyUsage::KeyCertSign],
            &[KeyUsage::NonRepudiation],
            &[KeyUsage::DigitalSignature, KeyUsage::KeyCertSign],
        ])),
        11 => b.without(oid::KEY_USAGE),
        12 => b.without(oid::EXTENDED_KEY_USAGE),
        13 => b.extended_key_usage(random.choose::<&[&str]>(&[
            &[oid::CLIENT_AUTH],
            &[oid::ANY_EXTENDED_KEY_USAGE],
            &[oid::SERVER_AUTH, oid::OCSP_SIGNING],
            &[oid::SERVER_AUTH],
        ])),
        14 => b.basic_constraints(*random.choose(&[
            BasicConstraints::Ca,
            BasicConstraints::NotCa,
            BasicConstraints::CaWithPathLen(0),
        ])),
        15 | 16 => b.key(key(host.as_bytes(), random)),
        17 => scheme(b, Some(issuer), random),
        18 => b.signature(|s| *s.last_mut().expect("not empty") ^= 1),
        19 => b.version(1).without_extensions(),
        20 => b.unknown_extension(Criticality::Critical),
        21 => b.subject(issuer.subject.clone()),
        22 => b.without(oid::SUBJECT_ALT_NAME),
        _ => constrained(b, host, random),
    }
}

fn names(host: &str, random: &mut Random) -> Vec<GeneralName> {
    let (_, domain) = host.split_once('.').expect("labels");
    let mut list = Vec::new();
    for _ in 0..1 + random.below(3) {
        list.push(match random.below(13) {
            0..=3 => GeneralName::dns(host),
            4 => GeneralName::dns(&format!("*.{domain}")),
            5 => GeneralName::dns(&host.to_ascii_uppercase()),
            6 => GeneralName::dns(&format!("{host}.")),
            7 => GeneralName::ip(&[10, 0, 0, 1]),
            8 => GeneralName::email("user@example.com"),
            9 => GeneralName::email("user@other.example"),
            10 => GeneralName::uri("https://www.example.com/"),
            11 => GeneralName::directory(Name::empty().o("Certlens Parity").cn("x")),
            _ => GeneralName::dns("other.example"),
        });
    }
    list
}

/// A CA's certificate, changed or not.
fn certify(
    b: Builder,
    host: &str,
    issuer: Option<&Issued>,
    name: &Name,
    random: &mut Random,
) -> Issued {
    let mut b = wide(b);
    if random.one_in(10) {
        b = b.subject(spelled(name, random));
    }
    if let Some(issuer) = issuer
        && random.one_in(12)
    {
        b = b.issuer(spelled(&issuer.subject, random));
    }
    for _ in 0..*random.choose(&[0, 0, 0, 1, 1, 2]) {
        b = ca_change(b, host, issuer, random);
    }
    b.issue()
}

/// The certificates of the first two: by themselves, by each other's keys, and of the second by the first.
fn roots(entities: &mut [Entity], host: &str, random: &mut Random) {
    for at in 0..2 {
        let root = &mut entities[at];
        let first = root.certify(0, None, host, random);
        if random.one_in(3) {
            root.certify(0, None, host, random);
        }
        if random.one_in(2) {
            let second = root.certify(1, None, host, random);
            if random.one_in(2) {
                root.certify(1, Some(&first), host, random);
            }
            if random.one_in(2) {
                root.certify(0, Some(&second), host, random);
            }
        }
        if at == 1 && random.one_in(2) {
            let issuer = random.choose(&entities[0].made).clone();
            entities[at].certify(0, Some(&issuer), host, random);
        }
    }
}

fn make(m: &mut Made, host: &str, random: &mut Random) {
    let levels = *random.choose(&[1, 1, 2, 2, 3]);
    let roles = ["Root A", "Root B", "Issuing 1", "Issuing 2", "Issuing 3"];
    let mut entities: Vec<Entity> = Vec::new();
    for role in &roles[..2 + levels] {
        let name = m.name(role);
        let keys = (0..2)
            .map(|n| key(&[name.der(), &[n]].concat(), random))
            .collect();
        entities.push(Entity {
            name,
            keys,
            made: Vec::new(),
        });
    }
    roots(&mut entities, host, random);
    for at in 2..entities.len() {
        let (name, keys) = (entities[at].name.clone(), entities[at].keys.clone());
        for _ in 0..*random.choose(&[1, 1, 2, 2, 3, 4]) {
            let from = match random.below(8) {
                0 => 0,
                1 => 1,
                2 | 3 if !entities[at].made.is_empty() => at,
                _ if at == 2 => random.below(2),
                _ => at - 1,
            };
            let issuer = random.choose(&entities[from].made).clone();
            let k = if random.one_in(3) { 1 } else { 0 };
            let mut b = issuer.ca(name.clone()).key(keys[k].clone());
            if random.one_in(24) && matches!(issuer.key.default_scheme(), Scheme::Ecdsa(_)) {
                b = b.signed_with(Key::p256("an impostor"));
            }
            let made = certify(b, host, Some(&issuer), &name, random);
            entities[at].made.push(made);
        }
    }
    let last = entities.len() - 1;
    let from = if random.one_in(10) {
        random.below(last + 1)
    } else {
        last
    };
    let issuer = random.choose(&entities[from].made).clone();
    let subject_names = [host.to_owned(), format!("*.{host}"), "10.0.0.1".to_owned()];
    let subject_names: Vec<&str> = subject_names.iter().map(String::as_str).collect();
    let mut b = wide(issuer.leaf(&subject_names));
    if random.one_in(6) {
        b = b.key(key(host.as_bytes(), random));
    }
    for _ in 0..*random.choose(&[0, 0, 1, 1, 1, 2, 2, 3]) {
        b = leaf_change(b, host, &issuer, random);
    }
    let leaf = b.issue();
    send(m, &entities, leaf, random);
}

fn send(m: &mut Made, entities: &[Entity], leaf: Issued, random: &mut Random) {
    m.anchors.clear();
    for entity in &entities[..2] {
        for made in &entity.made {
            if random.one_in(3) {
                m.anchors.push(made.der.clone());
            }
        }
    }
    if m.anchors.is_empty() {
        m.anchors.push(entities[0].made[0].der.clone());
    }
    match random.below(14) {
        0 => m.anchors.push(leaf.der.clone()),
        1 | 2 => {
            let entity = 2 + random.below(entities.len() - 2);
            m.anchors
                .push(random.choose(&entities[entity].made).der.clone());
        }
        3 => {
            let entity = 2 + random.below(entities.len() - 2);
            m.anchors = vec![random.choose(&entities[entity].made).der.clone()];
        }
        _ => {}
    }
    let mut sent: Vec<Vec<u8>> = Vec::new();
    for (level, entity) in entities.iter().enumerate() {
        for made in &entity.made {
            let is_left_out = match level {
                0 | 1 => random.one_in(2),
                _ => random.one_in(12),
            };
            if !is_left_out && !sent.contains(&made.der) {
                sent.push(made.der.clone());
            }
        }
    }
    match random.below(3) {
        0 => sent.reverse(),
        1 => {}
        _ => {
            for end in (1..sent.len()).rev() {
                let with = random.below(end + 1);
                sent.swap(end, with);
            }
        }
    }
    m.chain = vec![leaf.der.clone()];
    m.chain.extend(sent);
    m.anchors.dedup();
    m.leaf = leaf;
}
