//! Where mutation starts: valid chains of many shapes, made by `mint` with their keys, so that what is changed can be signed
//! again.

use mint::extension::{BasicConstraints, KeyUsage};
use mint::{Criticality, Issued, Key, Scheme, oid};

/// A chain and the name asked for.
#[derive(Clone)]
pub(crate) struct Chain {
    /// The leaf first, the anchor last.
    pub(crate) certificates: Vec<Made>,
    pub(crate) host: String,
}

/// A certificate and the key of its subject.
#[derive(Clone)]
pub(crate) struct Made {
    pub(crate) der: Vec<u8>,
    pub(crate) key: Key,
    /// How what it issues is signed.
    pub(crate) scheme: Scheme,
}

impl Made {
    fn of(issued: &Issued) -> Self {
        Self {
            der: issued.der.clone(),
            key: issued.key.clone(),
            scheme: issued.key.default_scheme(),
        }
    }
}

fn chain(issued: &[&Issued], host: &str) -> Chain {
    Chain {
        certificates: issued.iter().map(|one| Made::of(one)).collect(),
        host: host.to_owned(),
    }
}

/// All base chains.
pub(crate) fn all() -> Vec<Chain> {
    let mut all = Vec::new();
    let keys: [(&str, Key); 5] = [
        ("P-256", Key::p256("root")),
        ("P-384", Key::p384("root")),
        ("Ed25519", Key::ed25519("root")),
        ("RSA 2048", Key::rsa(2048, 1)),
        ("RSA 3072", Key::rsa(3072, 1)),
    ];
    for (name, key) in &keys {
        let root = mint::ca(format!("{name} Root").as_str())
            .key(key.clone())
            .issue();
        let leaf = root.leaf(&["example.com", "www.example.com"]).issue();
        all.push(chain(&[&leaf, &root], "example.com"));
        let below = root.ca("Intermediate").issue();
        let leaf = below.leaf(&["*.example.com"]).issue();
        all.push(chain(&[&leaf, &below, &root], "www.example.com"));
    }
    let pss = mint::ca("PSS Root").key(Key::rsa(2048, 2)).issue();
    let leaf = pss
        .leaf(&["example.com"])
        .scheme(Scheme::pss(mint::Hash::Sha256))
        .issue();
    let mut with_pss = chain(&[&leaf, &pss], "example.com");
    with_pss.certificates[1].scheme = Scheme::pss(mint::Hash::Sha256);
    all.push(with_pss);

    let root = mint::root("Root");
    let first = root
        .ca("First")
        .basic_constraints(BasicConstraints::CaWithPathLen(2))
        .issue();
    let second = first
        .ca("Second")
        .basic_constraints(BasicConstraints::CaWithPathLen(1))
        .issue();
    let third = second
        .ca("Third")
        .basic_constraints(BasicConstraints::CaWithPathLen(0))
        .issue();
    let leaf = third.leaf(&["example.com"]).issue();
    all.push(chain(
        &[&leaf, &third, &second, &first, &root],
        "example.com",
    ));
    let leaf = second.leaf(&["example.com"]).issue();
    all.push(chain(&[&leaf, &second, &first, &root], "example.com"));

    for (permitted, excluded, names, host) in [
        (
            &["example.com"][..],
            &[][..],
            &["www.example.com"][..],
            "www.example.com",
        ),
        (
            &[],
            &["bad.example.com"],
            &["good.example.com"],
            "good.example.com",
        ),
        (&["10.0.0.0/8"], &["10.1.0.0/16"], &["10.2.0.1"], "10.2.0.1"),
        (&["2001:db8::/32"], &[], &["2001:db8::1"], "2001:db8::1"),
        (
            &["example.com", "10.0.0.0/8"],
            &["192.168.0.0/16"],
            &["example.com", "10.0.0.1"],
            "example.com",
        ),
    ] {
        let below = root
            .ca("Constrained")
            .name_constraints(permitted, excluded)
            .issue();
        let leaf = below.leaf(names).issue();
        all.push(chain(&[&leaf, &below, &root], host));
        let deeper = below.ca("Below").issue();
        let leaf = deeper.leaf(names).issue();
        all.push(chain(&[&leaf, &deeper, &below, &root], host));
    }

    let below = root
        .ca("Policies")
        .policies(&["1.2.3.4", "1.2.3.5"])
        .policy_constraints(Some(0), None)
        .issue();
    let leaf = below.leaf(&["example.com"]).policies(&["1.2.3.4"]).issue();
    all.push(chain(&[&leaf, &below, &root], "example.com"));
    let mapped = root
        .ca("Mapped")
        .policies(&["1.2.3.4"])
        .policy_mappings(&[("1.2.3.4", "1.2.3.6")])
        .policy_constraints(Some(0), None)
        .issue();
    let leaf = mapped.leaf(&["example.com"]).policies(&["1.2.3.6"]).issue();
    all.push(chain(&[&leaf, &mapped, &root], "example.com"));
    let any = root
        .ca("Any")
        .policies(&["2.5.29.32.0"])
        .inhibit_any_policy(0)
        .issue();
    let leaf = any.leaf(&["example.com"]).policies(&["1.2.3.4"]).issue();
    all.push(chain(&[&leaf, &any, &root], "example.com"));

    let named = root
        .ca(mint::Name::common("Named").o("Example").c("DE"))
        .extended_key_usage(&[oid::SERVER_AUTH])
        .issue();
    let leaf = named
        .leaf(&["xn--bcher-kva.example", "example.com", "192.0.2.1"])
        .subject(mint::Name::empty())
        .criticality(oid::SUBJECT_ALT_NAME, Criticality::Critical)
        .authority_information_access(&[("1.3.6.1.5.5.7.48.1", "http://ocsp.example.com/")])
        .crl_distribution_points(&["http://crl.example.com/1"])
        .issue();
    all.push(chain(&[&leaf, &named, &root], "xn--bcher-kva.example"));
    all.push(chain(&[&leaf, &named, &root], "192.0.2.1"));
    // An intermediate as the anchor; and no key identifiers anywhere.
    all.push(chain(&[&leaf, &named], "example.com"));
    let home = mint::ca("Home")
        .without(oid::SUBJECT_KEY_IDENTIFIER)
        .without(oid::KEY_USAGE)
        .issue();
    let leaf = home
        .leaf(&["nas.home.arpa"])
        .without(oid::SUBJECT_KEY_IDENTIFIER)
        .without(oid::EXTENDED_KEY_USAGE)
        .key_usage(&[KeyUsage::DigitalSignature, KeyUsage::KeyEncipherment])
        .issue();
    all.push(chain(&[&leaf, &home], "nas.home.arpa"));
    all
}
