//! Prints what the installed Chromium says of a few chains.

use anyhow::Result;
use parity::case::Case;
use parity::chromium;

fn main() -> Result<()> {
    println!("Chromium {}", chromium::version()?);
    let root = mint::root("Ask Chromium Root");
    let case = |id: &str, leaf: mint::Issued, hostname: &str| Case {
        id: id.to_owned(),
        rows: Vec::new(),
        fires: Vec::new(),
        chain: vec![leaf.der],
        key: leaf.key.pkcs8(),
        anchors: vec![root.der.clone()],
        hostname: hostname.to_owned(),
        staple: None,
    };
    let other = mint::root("Ask Chromium Other");
    let mut cases = vec![
        case("valid", root.leaf(&["example.com"]).issue(), "example.com"),
        case(
            "wrong-host",
            root.leaf(&["example.com"]).issue(),
            "www.example.org",
        ),
        case("ipv4", root.leaf(&["10.0.0.1"]).issue(), "10.0.0.1"),
        case("ipv6", root.leaf(&["2001:db8::1"]).issue(), "2001:db8::1"),
        case(
            "expired",
            root.leaf(&["example.com"])
                .not_after("2026-02-01T00:00:00Z")
                .issue(),
            "example.com",
        ),
        case(
            "client-only",
            root.leaf(&["example.com"])
                .extended_key_usage(&[mint::oid::CLIENT_AUTH])
                .issue(),
            "example.com",
        ),
        case(
            "unknown-ca",
            other.leaf(&["example.com"]).issue(),
            "example.com",
        ),
    ];
    for (name, key) in [
        ("p256", mint::Key::p256("k")),
        ("p384", mint::Key::p384("k")),
        ("p521", mint::Key::p521("k")),
        ("ed25519", mint::Key::ed25519("k")),
        ("ml-dsa-44", mint::Key::ml_dsa_44("k")),
        ("ml-dsa-65", mint::Key::ml_dsa_65("k")),
        ("ml-dsa-87", mint::Key::ml_dsa_87("k")),
        ("rsa-1024", mint::Key::rsa(1024, 1)),
        ("rsa-2048", mint::Key::rsa(2048, 1)),
    ] {
        cases.push(case(
            name,
            root.leaf(&["example.com"]).key(key).issue(),
            "example.com",
        ));
    }
    for answer in chromium::answers(&cases)? {
        println!(
            "{:40} {:?} overridable: {:?}",
            answer.id, answer.verdict, answer.overridable
        );
    }
    Ok(())
}
