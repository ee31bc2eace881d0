//! What TLS asks of the leaf before its chain is judged.

use mint::{Key, extension::KeyUsage, oid};

use super::Cases;
use crate::recipe::{expired, recipe};

pub(super) fn cases(cases: &mut Cases) {
    const ROWS: &[&str] = &["chrome/tls-key-usage"];
    let usages: [(&str, &'static [KeyUsage], bool); 4] = [
        ("digital-signature", &[KeyUsage::DigitalSignature], false),
        ("key-encipherment", &[KeyUsage::KeyEncipherment], true),
        (
            "both",
            &[KeyUsage::DigitalSignature, KeyUsage::KeyEncipherment],
            false,
        ),
        ("data-encipherment", &[KeyUsage::DataEncipherment], true),
    ];
    for (name, usage, broken) in usages {
        let recipe = recipe(format!("tls/rsa-{name}"))
            .leaf(move |b| b.key(Key::rsa(2048, 1)).key_usage(usage));
        cases.add(if broken {
            recipe.fires(ROWS)
        } else {
            recipe.misses(ROWS)
        });
    }
    // It hides what the chain is worth.
    cases.add(
        recipe("tls/key-encipherment-and-untrusted")
            .fires(ROWS)
            .leaf(|b| b.key_usage(&[KeyUsage::KeyEncipherment]))
            .finish(|m| m.anchors.clear()),
    );
    cases.add(
        recipe("tls/key-encipherment-and-expired")
            .fires(ROWS)
            .leaf(|b| expired(b).key_usage(&[KeyUsage::KeyEncipherment])),
    );
    cases.add(
        recipe("tls/key-encipherment-and-wrong-host")
            .fires(ROWS)
            .host("other.tls.example")
            .leaf(|b| b.key_usage(&[KeyUsage::KeyEncipherment])),
    );
    cases.add(
        recipe("tls/p521-and-wrong-host")
            .fires(&["chrome/leaf-key-type"])
            .host("other.tls2.example")
            .leaf(|b| b.key(Key::p521("parity keys"))),
    );
    cases.add(
        recipe("tls/p384-client-auth-only")
            .misses(&["chrome/leaf-key-type"])
            .leaf(|b| {
                b.key(Key::p384("parity keys"))
                    .extended_key_usage(&[oid::CLIENT_AUTH])
            }),
    );
}
