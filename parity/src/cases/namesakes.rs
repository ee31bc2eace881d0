//! Certificates that one takes for another: of one issuer and serial number, of one name and key; a leaf that is trusted beside
//! others of its name.

use mint::{
    Builder, Criticality, GeneralName, Hash, Issued, Key, Name, Pss, Scheme, der, extension,
    extension::BasicConstraints, oid,
};

use super::Cases;
use crate::recipe::{Made, Recipe, expired, recipe, wide};

const ONE: &[u8] = &[0x41, 1];
const ROWS: &[&str] = &["firefox/PB-8", "chrome/anchor-match", "chrome/candidates"];

pub(super) fn cases(cases: &mut Cases) {
    serial_numbers(cases);
    trusted_leaves(cases);
    reissued(cases);
    unknown_algorithms(cases);
}

/// An algorithm that Firefox does not know, though others verify it.
fn short_salt(b: Builder) -> Builder {
    b.scheme(Scheme::Pss(Pss {
        hash: Hash::Sha256,
        mgf_hash: Hash::Sha256,
        salt_len: 20,
        trailer: 1,
    }))
}

fn unknown_algorithms(cases: &mut Cases) {
    let rows = ["firefox/S-1", "firefox/PB-9", "firefox/PB-14"];
    let mut add = |name: &str, make: fn(&mut Made)| {
        cases.add(
            recipe(format!("unknown-algorithm/{name}"))
                .fires(&rows)
                .finish(make),
        );
    };
    add("leaf-of-its-issuers-name", |m| {
        let name = m.name("Intermediate 1");
        let issuer = wide(m.root.ca(name.clone())).key(Key::rsa(2048, 1)).issue();
        m.new_leaf(&issuer, |b| short_salt(b.subject(name)));
        m.chain = vec![m.leaf.der.clone(), issuer.der];
    });
    add("leaf-under-two-of-a-name", |m| {
        let name = m.name("Intermediate 1");
        let issuer = wide(m.root.ca(name.clone())).key(Key::rsa(2048, 1)).issue();
        let other = expired(m.root.ca(name)).issue();
        m.new_leaf(&issuer, short_salt);
        m.chain = vec![m.leaf.der.clone(), issuer.der, other.der];
    });
    add("self-signed-leaf", |m| {
        alone(m, |b| short_salt(b.key(Key::rsa(2048, 1))));
    });
    add("self-signed-leaf-md5", |m| {
        alone(m, |b| {
            b.key(Key::rsa(2048, 1)).scheme(Scheme::Pkcs1(Hash::Md5))
        });
    });
    add("self-signed-leaf-sha1", |m| {
        alone(m, |b| {
            b.key(Key::rsa(2048, 1)).scheme(Scheme::Pkcs1(Hash::Sha1))
        });
    });
    add("self-signed-leaf-unknown", |m| {
        alone(m, |b| b.algorithm(der::sequence(&[der::oid("1.2.3.4")])));
    });
    for (name, trusted) in [("untrusted-root-sent", false), ("root-sent", true)] {
        let recipe = recipe(format!("unknown-algorithm/{name}")).fires(&rows);
        let recipe = recipe.root(|b| short_salt(b.key(Key::rsa(2048, 1))));
        cases.add(recipe.finish(move |m| {
            m.chain.push(m.root.der.clone());
            if !trusted {
                m.anchors.clear();
            }
        }));
    }
    for (name, change) in [
        ("ed25519", (|b| b) as fn(Builder) -> Builder),
        ("ed25519-expired", expired),
        ("ed25519-not-ca", |b| {
            b.basic_constraints(BasicConstraints::NotCa)
        }),
    ] {
        let recipe = recipe(format!("unknown-algorithm/namesake-{name}")).fires(&rows);
        cases.add(recipe.finish(move |m| {
            let own = wide(mint::ca(m.name("Intermediate 1"))).key(Key::ed25519(m.host.as_bytes()));
            let own = change(own).issue();
            m.new_leaf(&own, |b| b);
            m.chain.push(own.der);
        }));
    }
}

/// A leaf that signs itself is all that is sent.
fn alone(m: &mut Made, change: impl FnOnce(Builder) -> Builder) {
    let leaf = change(wide(mint::leaf(&[&m.host]))).issue();
    m.chain = vec![leaf.der.clone()];
    m.leaf = leaf;
}

fn two_intermediates(m: &Made) -> [Issued; 2] {
    ["Intermediate 1", "Intermediate 2"]
        .map(|name| wide(m.root.ca(m.name(name))).serial(ONE).issue())
}

/// A root, and the same reissued.
fn two_roots(m: &Made) -> [Issued; 2] {
    let root = || wide(mint::ca(m.name("Root"))).serial(ONE);
    [
        root().issue(),
        root().not_before("2021-01-01T00:00:00Z").issue(),
    ]
}

/// An intermediate, and beside the root an older certificate of it that is trusted and has expired.
fn expired_and_trusted(m: &mut Made, serial: &[u8]) {
    let name = m.name("Intermediate 1");
    let older = expired(m.root.ca(name.clone())).serial(serial).issue();
    let newer = wide(m.root.ca(name)).serial(ONE).issue();
    m.new_leaf(&newer, |b| b);
    m.chain = vec![m.leaf.der.clone(), newer.der];
    m.anchors.push(older.der);
}

fn serial_numbers(cases: &mut Cases) {
    let mut add = |name: &str, make: fn(&mut Made)| {
        let recipe = recipe(format!("same-serial/{name}"));
        // It counts where both are known to NSS: the leaf, the roots that were added, and the CA that is asked.
        let recipe = match name.contains("root") || name.contains("trusted") {
            true => recipe.fires(&["firefox/P-2"]),
            false => recipe.misses(&["firefox/P-2"]),
        };
        cases.add(recipe.finish(make));
    };
    add("leaf-and-root", |m| {
        let root = wide(mint::ca(m.name("Root"))).serial(ONE).issue();
        m.new_leaf(&root, |b| b.serial(ONE));
        m.chain.truncate(1);
        m.anchors = vec![root.der];
    });
    add("leaf-and-root-sent", |m| {
        let root = wide(mint::ca(m.name("Root"))).serial(ONE).issue();
        m.new_leaf(&root, |b| b.serial(ONE));
        m.chain.truncate(1);
        m.chain.push(root.der.clone());
        m.anchors = vec![root.der];
    });
    add("leaf-and-untrusted-root-sent", |m| {
        let root = wide(mint::ca(m.name("Root"))).serial(ONE).issue();
        m.new_leaf(&root, |b| b.serial(ONE));
        m.chain = vec![m.leaf.der.clone(), root.der];
        m.anchors.clear();
    });
    add("intermediate-and-root", |m| {
        let root = wide(mint::ca(m.name("Root"))).serial(ONE).issue();
        let lower = wide(root.ca(m.name("Intermediate 1"))).serial(ONE).issue();
        m.new_leaf(&lower, |b| b);
        m.chain = vec![m.leaf.der.clone(), lower.der];
        m.anchors = vec![root.der];
    });
    add("intermediate-and-root-and-leaf", |m| {
        let root = wide(mint::ca(m.name("Root"))).serial(ONE).issue();
        let lower = wide(root.ca(m.name("Intermediate 1"))).serial(ONE).issue();
        m.new_leaf(&lower, |b| b.serial(ONE));
        m.chain = vec![m.leaf.der.clone(), lower.der];
        m.anchors = vec![root.der];
    });
    add("two-intermediates", |m| {
        let [first, second] = two_intermediates(m);
        m.new_leaf(&second, |b| b);
        m.chain = vec![m.leaf.der.clone(), first.der, second.der];
    });
    add("two-intermediates-other-order", |m| {
        let [first, second] = two_intermediates(m);
        m.new_leaf(&first, |b| b);
        m.chain = vec![m.leaf.der.clone(), first.der, second.der];
    });
    add("two-of-the-intermediate", |m| {
        let first = expired(m.root.ca(m.name("Intermediate 1")))
            .serial(ONE)
            .issue();
        let second = wide(m.root.ca(m.name("Intermediate 1")))
            .serial(ONE)
            .issue();
        m.new_leaf(&second, |b| b);
        m.chain = vec![m.leaf.der.clone(), first.der, second.der];
    });
    add("two-roots", |m| {
        let [first, second] = two_roots(m);
        m.new_leaf(&second, |b| b);
        m.chain.truncate(1);
        m.anchors = vec![first.der, second.der];
    });
    add("root-and-reissued-sent", |m| {
        let [first, second] = two_roots(m);
        m.new_leaf(&second, |b| b);
        m.chain = vec![m.leaf.der.clone(), second.der];
        m.anchors = vec![first.der];
    });
    // A CA reissued under its number, of which the old certificate is trusted beside the root.
    add("intermediate-and-trusted-one", |m| {
        expired_and_trusted(m, ONE)
    });
    add("intermediate-and-other-one", |m| {
        expired_and_trusted(m, &[2])
    });
    add("two-leaves", |m| {
        let issuer = m.issuer().clone();
        m.new_leaf(&issuer, |b| b.serial(ONE));
        let other = wide(issuer.leaf(&["other.example"])).serial(ONE).issue();
        m.chain.push(other.der);
    });
    add("leaf-and-unrelated-intermediate", |m| {
        let root = m.root.clone();
        m.new_leaf(&root, |b| b.serial(ONE));
        let other = wide(root.ca(m.name("Intermediate 2"))).serial(ONE).issue();
        m.chain = vec![m.leaf.der.clone(), other.der];
    });
    add("self-signed-leaf-and-root", |m| {
        let root = wide(mint::ca(m.name("Root"))).serial(ONE).issue();
        let name = m.name("Root");
        alone(m, |b| b.subject(name).serial(ONE));
        m.anchors = vec![root.der];
    });
}

/// A self-issued leaf, trusted, of the name of a root.
fn trusted(
    id: &str,
    leaf: fn(&Made, Builder) -> Builder,
    root: fn(Builder) -> Builder,
    is_root_trusted: bool,
) -> Recipe {
    recipe(format!("trusted-leaf/{id}"))
        .fires(ROWS)
        .root(root)
        .finish(move |m| {
            let host = m.host.clone();
            let own = wide(m.root.leaf(&[&host]))
                .subject(m.root.subject.clone())
                .key(m.root.key.clone());
            let own = leaf(m, own).issue();
            m.chain = vec![own.der.clone()];
            m.anchors = vec![own.der.clone()];
            if is_root_trusted {
                m.anchors.push(m.root.der.clone());
            } else {
                m.chain.push(m.root.der.clone());
            }
            m.leaf = own;
        })
}

fn trusted_leaves(cases: &mut Cases) {
    let older = |b: Builder| b.not_before("2019-01-01T00:00:00Z");
    let newer = |b: Builder| b.not_before("2021-01-01T00:00:00Z");
    cases.add(trusted("beside-older-root", |_, b| b, older, true));
    cases.add(trusted("beside-newer-root", |_, b| b, newer, true));
    cases.add(trusted("beside-older-root-sent", |_, b| b, older, false));
    cases.add(trusted(
        "beside-root-without-names",
        |_, b| b.without(oid::SUBJECT_ALT_NAME),
        newer,
        true,
    ));
    cases.add(trusted("beside-root-expired", |_, b| b, expired, true));
    cases.add(trusted(
        "expired-beside-root",
        |_, b| expired(b),
        older,
        true,
    ));
    cases.add(trusted(
        "not-ca-beside-newer-root",
        |_, b| b.basic_constraints(BasicConstraints::NotCa),
        newer,
        true,
    ));
    cases.add(trusted(
        "not-ca-beside-older-root",
        |_, b| b.basic_constraints(BasicConstraints::NotCa),
        older,
        true,
    ));
    cases.add(trusted(
        "of-another-key",
        |m, b| b.key(Key::p256(m.host.as_bytes())),
        newer,
        true,
    ));
    cases.add(trusted(
        "of-another-key-beside-older-root",
        |m, b| b.key(Key::p256(m.host.as_bytes())),
        older,
        true,
    ));
    cases.add(trusted(
        "of-another-key-root-sent",
        |m, b| b.key(Key::p256(m.host.as_bytes())),
        older,
        false,
    ));
    cases.add(trusted(
        "no-key-usage-beside-root",
        |_, b| b.without(oid::KEY_USAGE),
        older,
        true,
    ));
    cases.add(trusted(
        "other-key-id-beside-root",
        |_, b| b.authority_key_id(b"another"),
        older,
        true,
    ));
    cases.add(trusted(
        "client-beside-older-root",
        |_, b| b.extended_key_usage(&[oid::CLIENT_AUTH]),
        older,
        true,
    ));
    for (name, trusts_issuer) in [("issued", false), ("issued-beside-root", true)] {
        cases.add(
            recipe(format!("trusted-leaf/{name}"))
                .fires(ROWS)
                .finish(move |m| {
                    if !trusts_issuer {
                        m.anchors.clear();
                    }
                    m.anchors.push(m.leaf.der.clone());
                }),
        );
    }
    // The path through a CA of the leaf's own name may end at the leaf again.
    for (name, is_trusted) in [
        ("through-namesake", true),
        ("through-namesake-untrusted", false),
    ] {
        cases.add(
            recipe(format!("trusted-leaf/{name}"))
                .fires(ROWS)
                .finish(move |m| {
                    let name = m.name("Intermediate 1");
                    let namesake = m.other_root("Intermediate 1").issue();
                    m.new_leaf(&namesake, |b| b.subject(name));
                    m.chain = vec![m.leaf.der.clone(), namesake.der];
                    m.anchors.clear();
                    if is_trusted {
                        m.anchors.push(m.leaf.der.clone());
                    }
                }),
        );
    }
    // What Firefox asks of a leaf only once an issuer is found.
    for (name, oid, value) in [
        (
            "access-malformed",
            oid::AUTHORITY_INFORMATION_ACCESS,
            der::null(),
        ),
        (
            "access-list-malformed",
            oid::AUTHORITY_INFORMATION_ACCESS,
            der::sequence(&[der::null()]),
        ),
        (
            "time-stamps-malformed",
            "1.3.6.1.4.1.11129.2.4.2",
            der::null(),
        ),
        (
            "must-staple",
            oid::TLS_FEATURE,
            extension::tls_feature(&[5]),
        ),
    ] {
        for is_trusted in [true, false] {
            let trust = if is_trusted { "" } else { "-not-trusted" };
            let recipe = recipe(format!("trusted-leaf/{name}{trust}")).fires(ROWS);
            let value = value.clone();
            let recipe = recipe.leaf(move |b| b.extension(oid, Criticality::NotCritical, value));
            cases.add(recipe.finish(move |m| {
                if is_trusted {
                    m.anchors.push(m.leaf.der.clone());
                }
            }));
        }
    }
    // Each is the other's issuer.
    cases.add(
        recipe("trusted-leaf/issued-by-its-own")
            .fires(ROWS)
            .finish(|m| {
                let own = m.leaf.clone();
                let upper = wide(own.ca(m.name("Intermediate 1"))).issue();
                m.new_leaf(&upper, |b| {
                    b.subject(own.subject.clone()).key(own.key.clone())
                });
                m.chain = vec![m.leaf.der.clone(), upper.der];
                m.anchors = vec![m.leaf.der.clone()];
            }),
    );
}

/// The root reissued under the same key, sent and not trusted, so that a path may lead through it to the root.
fn reissue(
    id: &str,
    root: fn(Builder) -> Builder,
    again: fn(&Issued, Builder) -> Builder,
) -> Recipe {
    recipe(format!("reissued-root/{id}"))
        .fires(ROWS)
        .root(root)
        .finish(move |m| {
            let b = wide(mint::ca(m.root.subject.clone()))
                .key(m.root.key.clone())
                .not_before("2021-01-01T00:00:00Z");
            let again = again(&m.root, b).issue();
            m.chain.push(again.der);
        })
}

fn reissued(cases: &mut Cases) {
    let other_id: fn(Builder) -> Builder = |b| b.subject_key_id(b"another");
    let other_id_expired: fn(Builder) -> Builder = |b| expired(b).subject_key_id(b"another");
    // The intermediate names the key identifier that the root does not have.
    let wants = |recipe: Recipe| recipe.intermediate(|b| b.authority_key_id(b"wanted"));
    cases.add(wants(reissue("preferred", other_id, |_, b| {
        b.subject_key_id(b"wanted")
    })));
    cases.add(wants(reissue(
        "preferred-root-expired",
        other_id_expired,
        |_, b| b.subject_key_id(b"wanted"),
    )));
    cases.add(wants(reissue("preferred-not-ca", other_id, |_, b| {
        b.subject_key_id(b"wanted")
            .basic_constraints(BasicConstraints::NotCa)
    })));
    cases.add(wants(reissue(
        "preferred-not-ca-root-expired",
        other_id_expired,
        |_, b| {
            b.subject_key_id(b"wanted")
                .basic_constraints(BasicConstraints::NotCa)
        },
    )));
    cases.add(wants(reissue(
        "preferred-expired-root-client",
        |b| {
            b.subject_key_id(b"another")
                .extended_key_usage(&[oid::CLIENT_AUTH])
        },
        |_, b| expired(b).subject_key_id(b"wanted"),
    )));
    cases.add(wants(reissue(
        "preferred-unknown-critical-root-expired",
        other_id_expired,
        |_, b| {
            b.subject_key_id(b"wanted")
                .unknown_extension(Criticality::Critical)
        },
    )));
    cases.add(wants(reissue(
        "preferred-with-names-root-expired",
        other_id_expired,
        |_, b| {
            b.subject_key_id(b"wanted")
                .san([GeneralName::dns("a.example")])
                .basic_constraints(BasicConstraints::NotCa)
        },
    )));
    cases.add(wants(reissue(
        "preferred-path-length-root-expired",
        other_id_expired,
        |_, b| {
            b.subject_key_id(b"wanted")
                .basic_constraints(BasicConstraints::CaWithPathLen(0))
        },
    )));
    cases.add(wants(reissue(
        "preferred-constrained-root-expired",
        other_id_expired,
        |_, b| {
            b.subject_key_id(b"wanted")
                .name_constraints(&["other.example"], &[])
        },
    )));
    cases.add(reissue(
        "constrained-root-not",
        |b| b,
        |_, b| b.name_constraints(&["other.example"], &[]),
    ));
    // Issuer and serial number in the key identifier, of the one or the other.
    cases.add(
        reissue("named-by-serial-number", |b| b, |_, b| b.serial(ONE)).intermediate(|b| {
            let issuer = GeneralName::directory(Name::common("somebody else"));
            b.extension(
                oid::AUTHORITY_KEY_IDENTIFIER,
                Criticality::NotCritical,
                extension::authority_issuer_and_serial(issuer, ONE),
            )
        }),
    );
    cases.add(reissue(
        "root-without-key-id",
        |b| b.without(oid::SUBJECT_KEY_IDENTIFIER),
        |_, b| {
            b.extension(
                oid::SUBJECT_KEY_IDENTIFIER,
                Criticality::NotCritical,
                der::octet_string(b"x"),
            )
        },
    ));
}
