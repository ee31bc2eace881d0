//! Which paths there are, and which of several counts.

use mint::{
    Builder, Criticality, Hash, Issued, Key, Name, Scheme, der,
    extension::{BasicConstraints, KeyUsage},
    oid,
};

use super::Cases;
use crate::recipe::{Made, Recipe, expired, not_yet_valid, recipe, wide};

pub(super) fn cases(cases: &mut Cases) {
    sent(cases);
    depth(cases);
    anchors(cases);
    twins(cases);
    self_signed(cases);
    cross_signs(cases);
    loops(cases);
}

type Change = fn(Builder) -> Builder;

/// What the server sends: all, too little, too much, in another order.
fn sent(cases: &mut Cases) {
    const FOUND: &[&str] = &["chrome/candidates", "firefox/PB-8", "firefox/PB-9"];
    let mut add = |name: &str, good: bool, finish: fn(&mut Made)| {
        let recipe = recipe(format!("sent/{name}"))
            .intermediates(2)
            .finish(finish);
        cases.add(if good {
            recipe.misses(FOUND)
        } else {
            recipe.fires(FOUND)
        });
    };
    add("all", true, |_| {});
    add("nothing-but-leaf", false, |m| m.chain.truncate(1));
    add("upper-intermediate-missing", false, |m| m.chain.truncate(2));
    add("lower-intermediate-missing", false, |m| {
        m.chain.remove(1);
    });
    add("misordered", true, |m| m.chain.swap(1, 2));
    add("root-too", true, |m| m.chain.push(m.root.der.clone()));
    add("root-first-after-leaf", true, |m| {
        m.chain.insert(1, m.root.der.clone())
    });
    add("leaf-twice", true, |m| {
        m.chain.insert(1, m.chain[0].clone())
    });
    add("intermediate-twice", true, |m| {
        m.chain.push(m.chain[1].clone())
    });
    add("unrelated-too", true, |m| {
        let other = m.other_root("Unrelated").issue();
        m.chain.insert(1, other.der);
    });
    add("unrelated-only", false, |m| {
        let other = m.other_root("Unrelated").issue();
        m.chain = vec![m.chain[0].clone(), other.der];
    });
    add("another-leaf-too", true, |m| {
        let other = wide(m.issuer().leaf(&["another.parity.example"])).issue();
        m.chain.insert(1, other.der);
    });
    add("untrusted", false, |m| m.anchors.clear());
    add("untrusted-root-too", false, |m| {
        m.anchors.clear();
        m.chain.push(m.root.der.clone());
    });
    add("untrusted-expired-root-too", false, |m| {
        m.anchors.clear();
        let root = expired(mint::ca(m.root.subject.clone())).issue();
        m.chain.push(root.der);
    });
    add("other-root-trusted", false, |m| {
        m.anchors = vec![m.other_root("Unrelated").issue().der];
    });
    // The same name as the root, another key.
    add("namesake-trusted", false, |m| {
        let namesake = mint::ca(m.root.subject.clone()).key(Key::p256("a namesake"));
        m.anchors = vec![wide(namesake).issue().der];
    });
    add("namesake-trusted-too", true, |m| {
        let namesake = mint::ca(m.root.subject.clone()).key(Key::p256("a namesake"));
        m.anchors.push(wide(namesake).issue().der);
    });
}

fn depth(cases: &mut Cases) {
    for count in [3, 5, 6, 7, 8, 12] {
        let recipe = recipe(format!("depth/{count}-intermediates"))
            .intermediates(count)
            .misses(&["chrome/limits"]);
        let rows: &[&str] = &["firefox/PB-4"];
        cases.add(if count > 6 {
            recipe.fires(rows)
        } else {
            recipe.misses(rows)
        });
    }
    cases.add(
        recipe("depth/25-intermediates")
            .intermediates(25)
            .fires(&["chrome/limits", "firefox/PB-4"]),
    );
    cases.add(
        recipe("depth/18-intermediates")
            .intermediates(18)
            .misses(&["chrome/limits"])
            .fires(&["firefox/PB-4"]),
    );
    // The limit is met where the uppermost's issuer is asked for: what was built so far tells.
    for (count, is_met) in [(19, false), (20, true)] {
        type Change = fn(Builder) -> Builder;
        const OF_LEAF: &[(&str, Change)] = &[
            ("unknown-algorithm", |b| {
                b.algorithm(der::sequence(&[der::oid("1.2.3.4")]))
            }),
            ("no-signing", |b| b.key_usage(&[KeyUsage::KeyEncipherment])),
            ("unreadable", |b| {
                b.extension(oid::KEY_USAGE, Criticality::NotCritical, der::null())
            }),
        ];
        for (name, change) in OF_LEAF {
            let recipe = recipe(format!("depth/{count}-untrusted-and-{name}"))
                .intermediates(count)
                .leaf(change)
                .finish(|m| m.anchors.clear());
            cases.add(match is_met {
                true => recipe.fires(&["chrome/limits"]),
                false => recipe.misses(&["chrome/limits"]),
            });
        }
    }
    for count in [5, 19, 30] {
        cases.add(
            recipe(format!("depth/{count}-namesakes-before-the-issuer"))
                .fires(if count > 19 { &["chrome/limits"] } else { &[] })
                .misses(if count > 19 { &[] } else { &["chrome/limits"] })
                .leaf(|b| b.without(oid::AUTHORITY_KEY_IDENTIFIER))
                .finish(move |m| {
                    for n in 0..count {
                        let key = Key::p256(format!("namesake {n}"));
                        let namesake = m.root.ca(m.issuer().subject.clone()).key(key);
                        let namesake = namesake
                            .not_before("2024-01-01T00:00:00Z")
                            .not_after("2045-01-01T00:00:00Z");
                        m.chain.insert(1, namesake.issue().der);
                    }
                }),
        );
    }
}

/// Two trusted roots that are alike, one good for clients, the other with another key: the first that was added is tried first,
/// whichever the server sends.
fn twins(cases: &mut Cases) {
    for (order, is_turned) in [("client-first", false), ("other-key-first", true)] {
        for (sent, index) in [("none", 2), ("client", 0), ("other-key", 1)] {
            let recipe = recipe(format!("anchor/twins-{order}-{sent}-sent"))
                .fires(&["chrome/candidates", "firefox/PB-9"])
                .intermediates(0)
                .leaf(|b| b.without(oid::AUTHORITY_KEY_IDENTIFIER))
                .finish(move |m| {
                    let twin = || wide(mint::ca(m.root.subject.clone()));
                    let client = twin().key(m.root.key.clone());
                    let client = client.extended_key_usage(&[oid::CLIENT_AUTH]).issue().der;
                    let other = twin().key(Key::p256("a twin")).issue().der;
                    m.anchors = vec![client, other];
                    m.chain.extend(m.anchors.get(index).cloned());
                    if is_turned {
                        m.anchors.reverse();
                    }
                });
            cases.add(recipe);
        }
    }
}

/// What may be an anchor, and where a path ends.
fn anchors(cases: &mut Cases) {
    const STOP: &[&str] = &["chrome/stops-at-trusted", "firefox/PB-10"];
    let trust_intermediate = |m: &mut Made| m.anchors = vec![m.intermediates[0].der.clone()];
    cases.add(
        recipe("anchor/intermediate")
            .fires(STOP)
            .finish(trust_intermediate),
    );
    cases.add(
        recipe("anchor/intermediate-and-root")
            .fires(STOP)
            .finish(|m| m.anchors.push(m.intermediates[0].der.clone())),
    );
    cases.add(
        recipe("anchor/intermediate-and-expired-root")
            .fires(STOP)
            .root(expired)
            .finish(|m| m.anchors.push(m.intermediates[0].der.clone())),
    );
    cases.add(
        recipe("anchor/root-expired-intermediate-not-trusted")
            .misses(STOP)
            .root(expired),
    );
    cases.add(
        recipe("anchor/intermediate-expired-trusted-and-root")
            .fires(STOP)
            .intermediate(expired)
            .finish(|m| m.anchors.push(m.intermediates[0].der.clone())),
    );
    cases.add(
        recipe("anchor/intermediate-with-path-length-zero-trusted")
            .fires(STOP)
            .intermediate(|b| b.basic_constraints(BasicConstraints::CaWithPathLen(0)))
            .finish(trust_intermediate),
    );
    cases.add(
        recipe("anchor/intermediate-client-auth-only-trusted")
            .fires(STOP)
            .intermediate(|b| b.extended_key_usage(&[oid::CLIENT_AUTH]))
            .finish(trust_intermediate),
    );
    // The same name and key as the trusted root, issued anew.
    const BYTES: &[&str] = &["chrome/anchor-match"];
    let again = |m: &Made| {
        mint::ca(m.root.subject.clone())
            .not_before("2021-01-01T00:00:00Z")
            .not_after("2045-01-01T00:00:00Z")
            .issue()
    };
    cases.add(
        recipe("anchor/reissued-root-sent")
            .fires(BYTES)
            .fires(&["firefox/PB-7"])
            .finish(move |m| m.chain.push(again(m).der)),
    );
    cases.add(
        recipe("anchor/reissued-root-sent-original-not-trusted")
            .fires(BYTES)
            .fires(&["firefox/PB-7"])
            .finish(move |m| {
                m.anchors.clear();
                m.chain.push(again(m).der);
            }),
    );
    cases.add(
        recipe("anchor/reissued-root-trusted-original-sent")
            .fires(BYTES)
            .finish(move |m| {
                m.anchors = vec![again(m).der];
                m.chain.push(m.root.der.clone());
            }),
    );
    cases.add(
        recipe("anchor/root-itself-sent")
            .misses(BYTES)
            .misses(&["firefox/PB-7"])
            .finish(|m| m.chain.push(m.root.der.clone())),
    );
    cases.add(
        recipe("anchor/expired-and-reissued-both-trusted")
            .fires(&["chrome/cross-signs", "firefox/PB-8"])
            .root(expired)
            .finish(move |m| m.anchors.push(again(m).der)),
    );
    for (name, change) in [
        (
            "client-auth-only",
            (|b| b.extended_key_usage(&[oid::CLIENT_AUTH])) as Change,
        ),
        ("not-yet-valid", not_yet_valid),
        ("not-ca", |b| b.basic_constraints(BasicConstraints::NotCa)),
        ("unknown-critical", |b| {
            b.unknown_extension(Criticality::Critical)
        }),
        ("cert-sign-missing", |b| b.key_usage(&[])),
    ] {
        cases.add(
            recipe(format!("anchor/root-{name}"))
                .fires(&["firefox/PB-11"])
                .intermediates(0)
                .root(change),
        );
    }
}

/// Leaves that sign themselves, or are trusted as they are.
fn self_signed(cases: &mut Cases) {
    let plain: Change = |b| b;
    let changes: [(&str, Change); 8] = [
        ("plain", plain),
        ("not-ca", |b| b.basic_constraints(BasicConstraints::NotCa)),
        ("ca", |b| b.basic_constraints(BasicConstraints::Ca)),
        ("expired", expired),
        ("client-auth-only", |b| {
            b.extended_key_usage(&[oid::CLIENT_AUTH])
        }),
        ("no-key-usage", |b| b.without(oid::KEY_USAGE)),
        ("signature-wrong", |b| {
            b.signature(|s| *s.last_mut().expect("not empty") ^= 1)
        }),
        ("unknown-critical", |b| {
            b.unknown_extension(Criticality::Critical)
        }),
    ];
    for trusted in [false, true] {
        for (name, change) in changes {
            let how = if trusted { "trusted" } else { "untrusted" };
            let recipe = alone(format!("self-signed/{how}-{name}"), change, trusted);
            cases.add(match (trusted, name) {
                (true, "ca") => recipe
                    .fires(&["chrome/self-signed-ca-leaf"])
                    .fires(&["firefox/PB-12"])
                    .misses(&["firefox/PB-14", "chrome/no-anchor"]),
                (true, _) => recipe
                    .fires(&["chrome/self-signed-ca-leaf", "firefox/PB-12"])
                    .misses(&["firefox/PB-14", "chrome/no-anchor"]),
                (false, "signature-wrong") => recipe
                    .fires(&["chrome/no-anchor"])
                    .misses(&["firefox/PB-14", "firefox/PB-12"]),
                (false, _) => recipe
                    .fires(&["chrome/no-anchor", "firefox/PB-14"])
                    .misses(&["firefox/PB-12", "chrome/self-signed-ca-leaf"]),
            });
        }
        let how = if trusted { "trusted" } else { "untrusted" };
        cases.add(
            alone(format!("self-signed/{how}-wrong-host"), plain, trusted)
                .fires(if trusted {
                    &["firefox/PB-12"]
                } else {
                    &["firefox/PB-14"]
                })
                .host("other.self.example"),
        );
        cases.add(
            alone(
                format!("self-signed/{how}-cert-sign-and-no-basic-constraints"),
                |b| {
                    use mint::extension::KeyUsage;
                    b.key_usage(&[KeyUsage::DigitalSignature, KeyUsage::KeyCertSign])
                },
                trusted,
            )
            .fires(if trusted {
                &["firefox/PB-12"]
            } else {
                &["firefox/PB-14"]
            }),
        );
        cases.add(
            alone(
                format!("self-signed/{how}-sha1"),
                |b| b.key(Key::rsa(2048, 1)).scheme(Scheme::Pkcs1(Hash::Sha1)),
                trusted,
            )
            .fires(if trusted {
                &["firefox/PB-12"]
            } else {
                &["firefox/PB-14"]
            }),
        );
    }
    // Firefox tells a key usage that is not enough as that only where the leaf did not sign itself.
    let usage = |b: Builder| b.key_usage(&[mint::extension::KeyUsage::NonRepudiation]);
    cases.add(
        alone(
            "self-signed/trusted-non-repudiation".to_owned(),
            usage,
            true,
        )
        .fires(&["firefox/PB-12", "firefox/PB-14"]),
    );
    cases.add(
        alone(
            "self-signed/trusted-non-repudiation-signature-wrong".to_owned(),
            |b| {
                b.key_usage(&[mint::extension::KeyUsage::NonRepudiation])
                    .signature(|s| *s.last_mut().expect("not empty") ^= 1)
            },
            true,
        )
        .fires(&["firefox/PB-12"])
        .misses(&["firefox/PB-14"]),
    );
    cases.add(
        recipe("self-signed/leaf-of-a-ca-trusted")
            .fires(&["firefox/PB-12"])
            .finish(|m| {
                m.anchors = vec![m.leaf.der.clone()];
                m.chain.truncate(1);
            }),
    );
    cases.add(
        recipe("self-signed/leaf-of-a-ca-trusted-too")
            .fires(&["firefox/PB-12"])
            .finish(|m| m.anchors.push(m.leaf.der.clone())),
    );
}

/// A chain of one certificate that signs itself.
fn alone(id: String, change: Change, trusted: bool) -> Recipe {
    recipe(id).intermediates(0).finish(move |m| {
        let host = m.host.clone();
        let host = match host.ends_with(".parity.example") {
            true => host,
            false => "a.self.example".to_owned(),
        };
        let leaf = change(wide(mint::leaf(&[&host]))).issue();
        m.chain = vec![leaf.der.clone()];
        m.anchors = if trusted {
            vec![leaf.der.clone()]
        } else {
            Vec::new()
        };
        m.leaf = leaf;
    })
}

/// Two certificates of the issuing CA, same name and key: of the root, and of another.
fn cross_signs(cases: &mut Cases) {
    const CROSS: &[&str] = &["chrome/cross-signs", "firefox/PB-8"];
    let faults: [(&str, Change); 9] = [
        ("expired", expired),
        ("not-yet-valid", not_yet_valid),
        ("client-auth-only", |b| {
            b.extended_key_usage(&[oid::CLIENT_AUTH])
        }),
        ("not-ca", |b| b.basic_constraints(BasicConstraints::NotCa)),
        ("signature-wrong", |b| {
            b.signature(|s| *s.last_mut().expect("not empty") ^= 1)
        }),
        ("unknown-critical", |b| {
            b.unknown_extension(Criticality::Critical)
        }),
        ("elsewhere-constrained", |b| {
            b.name_constraints(&["other.example"], &[])
        }),
        ("lacks-cert-sign", |b| {
            b.key_usage(&[mint::extension::KeyUsage::CrlSign])
        }),
        ("plain", |b| b),
    ];
    for (name, change) in faults {
        for bad_first in [true, false] {
            let order = if bad_first { "before" } else { "after" };
            // One good path, one that fails by this fault.
            cases.add(
                recipe(format!("cross-sign/{name}-{order}-good"))
                    .fires(CROSS)
                    .finish(move |m| {
                        let other = m.other_root("Other Root").issue();
                        let bad = change(m.cross_sign(&other)).issue();
                        m.anchors.push(other.der);
                        m.chain.insert(if bad_first { 1 } else { 2 }, bad.der);
                    }),
            );
            // One path that ends at no anchor, one that fails by this fault.
            cases.add(
                recipe(format!("cross-sign/{name}-{order}-untrusted"))
                    .fires(&["chrome/best-failed-path", "firefox/PB-9"])
                    .finish(move |m| {
                        let other = m.other_root("Other Root").issue();
                        let bad = change(m.cross_sign(&other)).issue();
                        m.anchors = vec![other.der];
                        m.chain.insert(if bad_first { 1 } else { 2 }, bad.der);
                    }),
            );
        }
        // Both fail, in the same way.
        cases.add(
            recipe(format!("cross-sign/{name}-both"))
                .misses(CROSS)
                .misses(&["firefox/PB-9", "chrome/best-failed-path"])
                .intermediate(change)
                .finish(move |m| {
                    let other = m.other_root("Other Root").issue();
                    let bad = change(m.cross_sign(&other)).issue();
                    m.anchors.push(other.der);
                    m.chain.push(bad.der);
                }),
        );
        // Both fail, one of them because it has expired.
        for first in [true, false] {
            let order = if first { "before" } else { "after" };
            cases.add(
                recipe(format!("cross-sign/{name}-{order}-expired"))
                    .fires(&["firefox/PB-9", "chrome/best-failed-path"])
                    .intermediate(expired)
                    .finish(move |m| {
                        let other = m.other_root("Other Root").issue();
                        let bad = change(m.cross_sign(&other)).issue();
                        m.anchors.push(other.der);
                        m.chain.insert(if first { 1 } else { 2 }, bad.der);
                    }),
            );
        }
    }
    // A self-signed certificate of the intermediate, which nobody trusts.
    cases.add(
        recipe("cross-sign/useless-self-signed")
            .fires(&["firefox/PB-7"])
            .finish(|m| {
                let own = wide(mint::ca(m.issuer().subject.clone())).issue();
                m.chain.insert(1, own.der);
            }),
    );
    cases.add(
        recipe("cross-sign/useless-self-signed-and-expired")
            .fires(&["firefox/PB-7"])
            .misses(&["firefox/PB-9"])
            .intermediate(expired)
            .finish(|m| {
                let own = wide(mint::ca(m.issuer().subject.clone())).issue();
                m.chain.insert(1, own.der);
            }),
    );
    // Of one with SHA-1 Firefox looks whether it signed itself, too.
    let sha1_alone: [(&str, bool, Change); 3] = [
        ("sha1", true, |b| b),
        ("sha1-by-a-key-of-another-kind", false, |b| {
            let sha1_with_rsa = [der::oid("1.2.840.113549.1.1.5"), der::null()];
            b.algorithm(der::sequence(&sha1_with_rsa))
        }),
        ("sha1-and-no-signature", false, |b| b.signature(Vec::clear)),
    ];
    for (name, signs_itself, change) in sha1_alone {
        let recipe = recipe(format!("cross-sign/only-self-signed-{name}"));
        let recipe = match signs_itself {
            true => recipe.fires(&["firefox/PB-7"]),
            false => recipe.misses(&["firefox/PB-7"]),
        };
        cases.add(recipe.finish(move |m| {
            let own = wide(mint::ca(m.issuer().subject.clone()));
            m.chain[1] = change(own.scheme(Scheme::Ecdsa(Hash::Sha1))).issue().der;
        }));
    }
    // The newest of two equal issuers first: the order in which Chrome tries.
    for (name, first, second) in [
        (
            "newer-expired",
            expired as Change,
            (|b| b.extended_key_usage(&[oid::CLIENT_AUTH])) as Change,
        ),
        (
            "newer-client-auth",
            |b: Builder| {
                b.extended_key_usage(&[oid::CLIENT_AUTH])
                    .not_before("2023-01-01T00:00:00Z")
            },
            expired,
        ),
    ] {
        cases.add(
            recipe(format!("cross-sign/same-root-{name}"))
                .fires(&["firefox/PB-9", "chrome/best-failed-path"])
                .intermediate(first)
                .finish(move |m| {
                    let root = m.root.clone();
                    let bad = second(m.cross_sign(&root)).issue();
                    m.chain.push(bad.der);
                }),
        );
    }
}

/// CAs that issue each other.
fn loops(cases: &mut Cases) {
    const LOOP: &[&str] = &["chrome/loops", "firefox/PB-6"];
    let certify = |m: &Made, issuer: &Issued, subject: &Issued| {
        let _ = m;
        wide(issuer.ca(subject.subject.clone()))
            .key(subject.key.clone())
            .issue()
    };
    for trusted in [false, true] {
        let how = if trusted { "trusted" } else { "untrusted" };
        cases.add(
            recipe(format!("loop/of-two-{how}"))
                .fires(LOOP)
                .intermediates(2)
                .finish(move |m| {
                    let [upper, lower] = [m.intermediates[0].clone(), m.intermediates[1].clone()];
                    let back = certify(m, &lower, &upper);
                    m.chain.insert(1, back.der);
                    if !trusted {
                        m.chain.retain(|der| *der != upper.der);
                    }
                }),
        );
    }
    cases.add(
        recipe("loop/same-key-other-name")
            .misses(LOOP)
            .intermediates(2)
            .intermediate(|b| b.key(Key::p256("loop/same-key-other-name")))
            .intermediate_at(1, |b| b.key(Key::p256("loop/same-key-other-name"))),
    );
    // One name to Chrome, two to Firefox.
    const CAPITALS: &str = "loop/same-key-in-capitals";
    let capitals = format!("{CAPITALS} Intermediate 2").to_uppercase();
    cases.add(
        recipe(CAPITALS)
            .fires(&["chrome/loops"])
            .misses(&["firefox/PB-6"])
            .intermediates(2)
            .intermediate(move |b| {
                b.subject(Name::empty().o("Certlens Parity").cn(&capitals))
                    .key(Key::p256(CAPITALS))
            })
            .intermediate_at(1, |b| b.key(Key::p256(CAPITALS))),
    );
    cases.add(recipe("loop/same-name-other-key").misses(LOOP).finish(|m| {
        let old = m.intermediates[0].clone();
        let new = wide(old.ca(old.subject.clone()))
            .key(Key::p256("loop/same-name-other-key"))
            .issue();
        m.new_leaf(&new, |b| b);
        m.chain = vec![m.leaf.der.clone(), new.der, old.der];
    }));
    cases.add(
        recipe("loop/self-issued-same-key")
            .fires(LOOP)
            .finish(move |m| {
                let old = m.intermediates[0].clone();
                let again = certify(m, &old, &old);
                m.chain.insert(1, again.der);
            }),
    );
}
