//! Leaves with every kind of key, self-signed or issued, trusted or not, together with what their key may be used for and a fault:
//! what TLS says of it, and what it says first. Drawn with a fixed seed; none is dropped.

use mint::{
    Criticality, Key, Name, der,
    extension::{BasicConstraints, KeyUsage},
    oid,
    random::Random,
};

use crate::cases::Cases;
use crate::recipe::{expired, host_of, recipe, wide};

const DRAWN: u64 = 60;
const SEED: u64 = 0x2026_1127_0015;
const ROWS: &[&str] = &[
    "chrome/tls-key-usage",
    "chrome/leaf-key-type",
    "firefox/K-7",
    "firefox/PB-12",
    "firefox/PB-14",
];

pub(in crate::cases) fn cases(cases: &mut Cases) {
    for number in 0..DRAWN {
        let mut random = Random::nth(SEED, number);
        let id = format!("leaf-key/{number:03}");
        let host = host_of(&id);
        let r = &mut random;
        let key = match r.below(14) {
            0 => Key::p384(&host),
            1 => Key::p521(&host),
            2 => Key::ed25519(&host),
            3 => Key::rsa(*r.choose(&[512, 768]), 1),
            4 => Key::rsa(*r.choose(&[1016, 1017, 1023]), 1),
            5 => Key::rsa(*r.choose(&[1024, 1025]), 1),
            6 => Key::rsa(*r.choose(&[2041, 2047, 2049]), 1),
            7 => Key::rsa(8192, 1),
            8 => Key::rsa_with_exponent_of(*r.choose(&[2, 33, 34, 64, 81])),
            9 => match r.below(3) {
                0 => Key::ml_dsa_44(&host),
                1 => Key::ml_dsa_65(&host),
                _ => Key::ml_dsa_87(&host),
            },
            10 => Key::p256(&host),
            _ => Key::rsa(2048, 1),
        };
        let self_signed = r.one_in(4);
        let trusted = !r.one_in(4);
        let usage = r.below(9);
        let eku = r.below(6);
        let fault = r.below(8);
        let version = r.below(10);
        let recipe = recipe(id).fires(ROWS);
        let recipe = if fault == 0 {
            recipe.host("other.leaf-key.example")
        } else {
            recipe
        };
        cases.add(
            recipe
                .intermediates(usize::from(!self_signed))
                .finish(move |m| {
                    let issuer = m.issuer().clone();
                    let mut b = match self_signed {
                        true => wide(mint::leaf(&[&host])),
                        false => wide(issuer.leaf(&[&host])),
                    };
                    b = b.key(key.clone());
                    b = match usage {
                        0 => b.without(oid::KEY_USAGE),
                        1 => b.key_usage(&[KeyUsage::KeyEncipherment]),
                        2 => b.key_usage(&[KeyUsage::KeyAgreement]),
                        3 => b.key_usage(&[KeyUsage::NonRepudiation]),
                        4 => b.key_usage(&[KeyUsage::KeyCertSign]),
                        5 => b.key_usage(&[KeyUsage::DigitalSignature, KeyUsage::KeyEncipherment]),
                        6 => b.extension(oid::KEY_USAGE, Criticality::Critical, der::tlv(3, &[0])),
                        _ => b,
                    };
                    b = match eku {
                        0 => b.without(oid::EXTENDED_KEY_USAGE),
                        1 => b.extended_key_usage(&[oid::CLIENT_AUTH]),
                        2 => b.extended_key_usage(&[oid::ANY_EXTENDED_KEY_USAGE]),
                        _ => b,
                    };
                    b = match fault {
                        1 => expired(b),
                        2 => b.basic_constraints(BasicConstraints::Ca),
                        3 => b.unknown_extension(Criticality::Critical),
                        4 => b.signature(|s| *s.last_mut().expect("not empty") ^= 1),
                        5 if !self_signed => b.subject(Name::empty()),
                        _ => b,
                    };
                    b = match version {
                        0 => b.version(1).without_extensions(),
                        1 => b.version(2),
                        _ => b,
                    };
                    let leaf = b.issue();
                    m.chain[0] = leaf.der.clone();
                    if self_signed {
                        m.anchors = if trusted {
                            vec![leaf.der.clone()]
                        } else {
                            Vec::new()
                        };
                    } else if !trusted {
                        m.anchors.clear();
                    }
                    m.leaf = leaf;
                }),
        );
    }
}
