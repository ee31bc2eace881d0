//! Stapled responses drawn at random, most of them changed in one place before or after they were signed. Drawn with a fixed seed;
//! none is dropped.

use mint::random::Random;
use mint::tree::Node;
use mint::{CertificateStatus, Hash, Issued, Key, OcspBuilder, extension, mutate, oid};

use crate::cases::Cases;
use crate::cases::status::{DAY_BEFORE, NEXT_UPDATE, THIS_UPDATE};
use crate::near::near;
use crate::recipe::{Made, expired, not_critical, recipe, wide};

const DRAWN: u64 = 400;
const SEED: u64 = 0x2026_1127_0007;
const ROWS: &[&str] = &["chrome/staple", "firefox/R-3", "firefox/R-5", "firefox/R-9"];

pub(in crate::cases) fn cases(cases: &mut Cases) {
    for number in 0..DRAWN {
        let mut random = Random::nth(SEED, number);
        let mut recipe = recipe(format!("drawn-staple/{number:03}")).fires(ROWS);
        if random.one_in(6) {
            recipe =
                recipe.leaf(|b| not_critical(oid::TLS_FEATURE, extension::tls_feature(&[5]))(b));
        }
        cases.add(recipe.finish(move |made| made.staple = Some(staple(made, &mut random))));
    }
}

fn staple(made: &Made, random: &mut Random) -> Vec<u8> {
    let issuer = match random.below(16) {
        0 => &made.root,
        1 => &made.leaf,
        _ => made.issuer(),
    };
    let mut response = said_of(issuer.ocsp(&made.leaf), random);
    if random.one_in(8) {
        let other = wide(made.issuer().leaf(&["other.example"])).issue();
        let other = said_of(made.issuer().ocsp(&other), random);
        response = match random.one_in(2) {
            true => response.also(other),
            false => other.also(response),
        };
    }
    if random.one_in(4) {
        response = response.responder(&responder(made, random));
    }
    if random.one_in(3) {
        response = response.by_key();
    }
    if random.one_in(24) {
        response = response.signed_with(Key::p256("a stranger's key"));
    }
    for _ in 0..2 {
        if random.one_in(12) {
            let (oid, value) = *random.choose(&[
                ("1.3.6.1.5.5.7.48.1.2", &[4, 1, 7][..]), // nonce
                ("1.3.6.1.5.5.7.48.1.9", &[5, 0]),
                (oid::REASON_CODE, &[0x0a, 1, 1]),
                ("1.2.3.4", &[5, 0]),
            ]);
            let extension = extension::extension(oid, random.one_in(2), value);
            response = match random.one_in(2) {
                true => response.single_extension(extension),
                false => response.response_extension(extension),
            };
        }
    }
    let (is_changed, mut draws) = (random.one_in(2), Random::new(random.next()));
    if is_changed {
        response = response.tbs(move |data| {
            let mut tree = Node::read(data).expect("not changed yet");
            mutate::edit(&mut tree, &mut draws);
            *data = tree.write();
        });
    }
    let mut response = response.issue();
    if random.one_in(5) {
        let mut tree = Node::read(&response).expect("not changed yet");
        mutate::edit(&mut tree, random);
        response = tree.write();
    }
    response
}

fn said_of(response: OcspBuilder, random: &mut Random) -> OcspBuilder {
    let revoked = || "2026-06-01T00:00:00Z".to_owned();
    let status = match random.below(8) {
        0..3 => CertificateStatus::Good,
        3 => CertificateStatus::Unknown,
        4 => CertificateStatus::RevokedFor(revoked(), random.below(12) as u8),
        5 => CertificateStatus::Revoked("2044-01-01T00:00:00Z".to_owned()),
        _ => CertificateStatus::Revoked(revoked()),
    };
    let (this, next) = match random.below(12) {
        0 => (THIS_UPDATE, None),
        1 => ("2026-11-01T00:00:00Z", Some(NEXT_UPDATE)),
        2 => ("2026-10-01T00:00:00Z", Some("2026-10-08T00:00:00Z")),
        3 => ("2044-01-01T00:00:00Z", Some("2044-02-01T00:00:00Z")),
        4 => (THIS_UPDATE, Some(DAY_BEFORE)),
        5 => (THIS_UPDATE, Some("2044-01-01T00:00:00Z")),
        _ => (THIS_UPDATE, Some(NEXT_UPDATE)),
    };
    let response = response
        .status(status)
        .this_update(&near(this))
        .next_update(next.map(near).as_deref());
    match random.one_in(6) {
        true => response.certificate_id_hash(*random.choose(&[Hash::Sha256, Hash::Sha384])),
        false => response,
    }
}

fn responder(made: &Made, random: &mut Random) -> Issued {
    let issuer = match random.below(8) {
        0 => &made.root,
        _ => made.issuer(),
    };
    let purposes: &[&str] = match random.below(8) {
        0 => &[oid::SERVER_AUTH],
        1 => &[oid::ANY_EXTENDED_KEY_USAGE],
        2 => &[oid::SERVER_AUTH, oid::OCSP_SIGNING],
        _ => &[oid::OCSP_SIGNING],
    };
    let builder = wide(issuer.leaf(&["responder.example"])).extended_key_usage(purposes);
    match random.below(16) {
        0 => expired(builder),
        1 => builder.key_usage(&[extension::KeyUsage::KeyEncipherment]),
        2 => builder.signed_with(Key::p256("a stranger's key")),
        3 => builder.key(Key::rsa(1016, 1)),
        4 => builder.key(Key::rsa(2048, 1)),
        5 => builder.without(oid::EXTENDED_KEY_USAGE),
        6 => builder.unknown_extension(mint::Criticality::Critical),
        _ => builder,
    }
    .issue()
}
