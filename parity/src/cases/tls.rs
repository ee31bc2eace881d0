//! What TLS asks of the leaf before its chain is judged.

use mint::{Key, der, extension::KeyUsage, oid};

use super::Cases;
use crate::recipe::{expired, not_critical, recipe};

pub(super) fn cases(cases: &mut Cases) {
    const ROWS: &[&str] = &["chrome/tls-key-usage"];
    const NONE: &[&str] = &[];
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
    // But for keys that are too short for TLS 1.3.
    for (bits, fires, misses) in [(512, NONE, ROWS), (768, ROWS, NONE)] {
        cases.add(
            recipe(format!("tls/rsa-{bits}-cert-sign"))
                .fires(fires)
                .misses(misses)
                .leaf(move |b| b.key(Key::rsa(bits, 1)).key_usage(&[KeyUsage::KeyCertSign])),
        );
    }
    // Chrome takes no more than 100 KiB of certificates, Firefox no more than 128.
    for kib in [96, 100, 129] {
        cases.add(
            recipe(format!("tls/message-of-{kib}-kib")).finish(move |m| {
                let filling = der::octet_string(&vec![0; kib * 1024 / 3]);
                for number in 0..3 {
                    let more = m.root.ca(m.name(&format!("Filling {number}")));
                    let more = not_critical("1.2.3.4", filling.clone())(more).issue();
                    m.chain.push(more.der);
                }
            }),
        );
    }
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
