//! Stapled OCSP responses and the TLS feature that demands one.

use mint::extension::{BasicConstraints, KeyUsage};
use mint::{
    Builder, CertificateStatus, Criticality, Hash, Issued, Key, OcspBuilder, Scheme, extension, oid,
};

use super::Cases;
use crate::near::near;
use crate::recipe::{Made, Recipe, critical, expired, not_critical, not_yet_valid, recipe};

/// Fresh: Firefox takes no response older than ten days for one.
pub(super) const THIS_UPDATE: &str = "2026-11-19T00:00:00Z";
pub(super) const NEXT_UPDATE: &str = "2026-12-19T00:00:00Z";
/// Before [`THIS_UPDATE`].
pub(super) const DAY_BEFORE: &str = "2026-11-18T00:00:00Z";

pub(super) fn cases(cases: &mut Cases) {
    staples(cases);
    responders(cases);
    features(cases);
}

const STAPLE: &[&str] = &["chrome/staple", "firefox/R-3"];

pub(super) fn response(made: &Made) -> OcspBuilder {
    fresh(made.issuer().ocsp(&made.leaf))
}

pub(super) fn fresh(builder: OcspBuilder) -> OcspBuilder {
    builder
        .this_update(&near(THIS_UPDATE))
        .next_update(near(NEXT_UPDATE).as_str())
}

pub(super) fn revoked() -> CertificateStatus {
    CertificateStatus::Revoked("2026-06-01T00:00:00Z".to_owned())
}

fn stapled(name: &str, staple: impl FnOnce(&Made) -> Vec<u8> + 'static) -> Recipe {
    recipe(format!("staple/{name}")).finish(|made| made.staple = Some(staple(made)))
}

fn staples(cases: &mut Cases) {
    let old = |b: OcspBuilder| {
        b.this_update("2026-01-01T00:00:00Z")
            .next_update("2026-02-01T00:00:00Z")
    };
    let future = |b: OcspBuilder| {
        b.this_update("2044-01-01T00:00:00Z")
            .next_update("2044-02-01T00:00:00Z")
    };
    cases.add(
        recipe("staple/none")
            .misses(STAPLE)
            .misses(&["firefox/R-5"]),
    );
    cases.add(
        stapled("good", |m| response(m).issue())
            .misses(STAPLE)
            .misses(&["firefox/R-5", "firefox/R-9"]),
    );
    cases.add(stapled("revoked", |m| response(m).status(revoked()).issue()).fires(STAPLE));
    cases.add(
        stapled("unknown", |m| {
            response(m).status(CertificateStatus::Unknown).issue()
        })
        .fires(&["firefox/R-3"])
        .misses(&["chrome/staple"]),
    );
    cases.add(
        stapled("expired", move |m| old(response(m)).issue())
            .fires(&["firefox/R-5", "firefox/R-9"])
            .misses(STAPLE),
    );
    cases.add(
        stapled("revoked-expired", move |m| {
            old(response(m)).status(revoked()).issue()
        })
        .fires(&["firefox/R-5", "firefox/R-9"])
        .misses(STAPLE),
    );
    cases.add(
        stapled("future", move |m| future(response(m)).issue())
            .fires(&["firefox/R-3", "firefox/R-9"])
            .misses(&["chrome/staple"]),
    );
    cases.add(
        stapled("revoked-future", move |m| {
            future(response(m)).status(revoked()).issue()
        })
        .fires(&["firefox/R-3"])
        .misses(&["chrome/staple"]),
    );
    cases.add(
        stapled("old-but-not-ended", |m| {
            response(m).this_update("2026-06-01T00:00:00Z").issue()
        })
        .fires(&["firefox/R-9"])
        .misses(&["chrome/staple"]),
    );
    cases.add(
        stapled("revoked-old-but-not-ended", |m| {
            response(m)
                .this_update("2026-06-01T00:00:00Z")
                .status(revoked())
                .issue()
        })
        .fires(&["chrome/staple", "firefox/R-9"]),
    );
    for (name, status) in [("good", CertificateStatus::Good), ("revoked", revoked())] {
        let broken = status.clone();
        cases.add(
            stapled(&format!("{name}-bad-signature"), move |m| {
                response(m)
                    .status(broken)
                    .signature(|s| *s.last_mut().expect("not empty") ^= 1)
                    .issue()
            })
            .fires(&["firefox/R-3"])
            .misses(&["chrome/staple"]),
        );
        let weakly = status.clone();
        cases.add(
            stapled(&format!("{name}-signed-with-sha1"), move |m| {
                let response = response(m).status(weakly);
                response.scheme(Scheme::Ecdsa(Hash::Sha1)).issue()
            })
            .misses(STAPLE),
        );
        let by_another = status.clone();
        cases.add(
            stapled(&format!("{name}-signed-by-stranger"), move |m| {
                response(m)
                    .status(by_another)
                    .signed_with(Key::p256("a stranger's key"))
                    .issue()
            })
            .fires(&["firefox/R-3"])
            .misses(&["chrome/staple"]),
        );
        for (which, purposes) in [
            ("with-purpose", &[oid::OCSP_SIGNING][..]),
            ("without-purpose", &[oid::SERVER_AUTH][..]),
        ] {
            let status = status.clone();
            let recipe = stapled(&format!("{name}-by-responder-{which}"), move |m| {
                let responder = responder(m, purposes);
                response(m).status(status).responder(&responder).issue()
            });
            let fires = name == "revoked" && which == "with-purpose";
            cases.add(match fires {
                true => recipe.fires(STAPLE).misses(&["firefox/R-9"]),
                false if which == "without-purpose" => {
                    recipe.fires(&["firefox/R-9"]).misses(&["chrome/staple"])
                }
                false => recipe.misses(STAPLE),
            });
        }
    }
    cases.add(
        stapled("good-for-another-certificate", |m| {
            let other = crate::recipe::wide(m.issuer().leaf(&["other.example"])).issue();
            fresh(m.issuer().ocsp(&other)).issue()
        })
        .fires(&["firefox/R-5"])
        .misses(STAPLE),
    );
    cases.add(
        stapled("revoked-for-another-certificate", |m| {
            let other = crate::recipe::wide(m.issuer().leaf(&["other.example"])).issue();
            fresh(m.issuer().ocsp(&other)).status(revoked()).issue()
        })
        .fires(&["firefox/R-5"])
        .misses(STAPLE),
    );
    cases.add(
        stapled("garbage", |_| vec![0x30, 3, 1, 1, 0xff])
            .fires(&["firefox/R-3"])
            .misses(&["chrome/staple"]),
    );
    cases.add(
        // OCSPResponse with the status tryLater and nothing else.
        stapled("try-later", |_| vec![0x30, 3, 0x0a, 1, 3])
            .fires(&["firefox/R-5"])
            .misses(STAPLE),
    );
    for (name, status) in [
        ("malformed-request", 1),
        ("internal-error", 2),
        ("signature-required", 5),
        ("unauthorized", 6),
    ] {
        let response = mint::OcspBuilder::unsuccessful(status);
        cases.add(stapled(name, move |_| response).misses(STAPLE));
    }
    cases.add(
        stapled("ends-before-it-begins", |m| {
            response(m).next_update(near(DAY_BEFORE).as_str()).issue()
        })
        .misses(STAPLE),
    );
    cases.add(
        stapled("no-next-update", |m| response(m).next_update(None).issue())
            .fires(&["firefox/R-9"])
            .misses(&["chrome/staple"]),
    );
    cases.add(
        stapled("revoked-no-next-update", |m| {
            response(m).next_update(None).status(revoked()).issue()
        })
        .fires(&["chrome/staple", "firefox/R-9"]),
    );
    cases.add(
        stapled("revoked-and-expired-leaf", |m| {
            response(m).status(revoked()).issue()
        })
        .fires(&["firefox/R-7"])
        .leaf(expired),
    );
    cases.add(
        stapled("revoked-and-leaf-not-yet-valid", |m| {
            response(m).status(revoked()).issue()
        })
        .misses(&["firefox/R-7"])
        .leaf(not_yet_valid),
    );
    cases.add(
        stapled("revoked-and-wrong-host", |m| {
            response(m).status(revoked()).issue()
        })
        .fires(STAPLE)
        .host("other.staple.example"),
    );
    cases.add(
        stapled("revoked-and-client-auth-only", |m| {
            response(m).status(revoked()).issue()
        })
        .fires(STAPLE)
        .leaf(|b| b.extended_key_usage(&[oid::CLIENT_AUTH])),
    );
    cases.add(
        stapled("revoked-and-untrusted", |m| {
            response(m).status(revoked()).issue()
        })
        .misses(STAPLE)
        .finish(|m| m.anchors.clear()),
    );
    cases.add(
        stapled("expired-short-lived-leaf", move |m| {
            old(response(m)).issue()
        })
        .misses(&["firefox/R-5"])
        .leaf(|b| {
            b.not_before(&near(DAY_BEFORE))
                .not_after(&near("2026-11-27T12:00:00Z"))
        }),
    );
}

/// Of a responder's certificate, what a path of two is asked.
fn responders(cases: &mut Cases) {
    type Change = fn(Builder) -> Builder;
    const FAULTS: &[(&str, Change)] = &[
        ("sound", |b| b),
        ("expired", expired),
        ("not-yet-valid", not_yet_valid),
        ("expired-yesterday", |b| b.not_after(&near(DAY_BEFORE))),
        ("unknown-critical", |b| {
            b.unknown_extension(Criticality::Critical)
        }),
        ("key-encipherment", |b| {
            b.key_usage(&[KeyUsage::KeyEncipherment])
        }),
        ("ca", |b| b.basic_constraints(BasicConstraints::Ca)),
        ("rsa-1016", |b| b.key(Key::rsa(1016, 1))),
        ("rsa-2048", |b| b.key(Key::rsa(2048, 1))),
        ("any-purpose", |b| {
            b.extended_key_usage(&[oid::ANY_EXTENDED_KEY_USAGE])
        }),
        ("algorithms-differ", |b| {
            b.inner_algorithm(Scheme::Ecdsa(Hash::Sha512).algorithm())
        }),
        ("signature-wrong", |b| {
            b.signature(|s| *s.last_mut().expect("not empty") ^= 1)
        }),
        ("signed-by-stranger", |b| {
            b.signed_with(Key::p256("a stranger's key"))
        }),
        ("issuer-unlike", |b| b.issuer("somebody")),
        ("san-malformed", |b| {
            not_critical(oid::SUBJECT_ALT_NAME, mint::der::null())(b)
        }),
        ("name-constraints", |b| {
            b.name_constraints(&["responder.example"], &[])
        }),
        ("ed25519", |b| b.key(Key::ed25519("responder"))),
    ];
    for (name, change) in FAULTS {
        cases.add(
            stapled(&format!("revoked-by-responder-{name}"), |m| {
                let responder = responder_of(m, &[oid::OCSP_SIGNING], *change);
                response(m).status(revoked()).responder(&responder).issue()
            })
            .fires(STAPLE),
        );
    }
}

fn responder(made: &Made, purposes: &[&str]) -> Issued {
    responder_of(made, purposes, |b| b)
}

fn responder_of(made: &Made, purposes: &[&str], change: fn(Builder) -> Builder) -> Issued {
    let responder = crate::recipe::wide(made.issuer().leaf(&["responder.example"]));
    let responder = not_critical(oid::OCSP_NO_CHECK, mint::der::null())(responder);
    change(responder.extended_key_usage(purposes)).issue()
}

fn features(cases: &mut Cases) {
    const MUST: &[&str] = &["chrome/must-staple", "firefox/M-1"];
    let must = || extension::tls_feature(&[5]);
    cases.add(
        recipe("tls-feature/no-staple")
            .fires(MUST)
            .leaf(move |b| not_critical(oid::TLS_FEATURE, must())(b)),
    );
    cases.add(
        recipe("tls-feature/good-staple")
            .misses(MUST)
            .leaf(move |b| not_critical(oid::TLS_FEATURE, must())(b))
            .finish(|m| m.staple = Some(response(m).issue())),
    );
    cases.add(
        recipe("tls-feature/expired-staple")
            .fires(&["firefox/R-5"])
            .misses(&["chrome/must-staple"])
            .leaf(move |b| not_critical(oid::TLS_FEATURE, must())(b))
            .finish(|m| {
                m.staple = Some(
                    response(m)
                        .this_update("2026-01-01T00:00:00Z")
                        .next_update("2026-02-01T00:00:00Z")
                        .issue(),
                );
            }),
    );
    cases.add(
        recipe("tls-feature/revoked-staple")
            .fires(STAPLE)
            .leaf(move |b| not_critical(oid::TLS_FEATURE, must())(b))
            .finish(|m| m.staple = Some(response(m).status(revoked()).issue())),
    );
    cases.add(
        recipe("tls-feature/critical-no-staple")
            .fires(&["firefox/M-1", "chrome/critical"])
            .leaf(move |b| critical(oid::TLS_FEATURE, must())(b)),
    );
    cases.add(
        recipe("tls-feature/other-feature")
            .fires(&["firefox/M-1"])
            .misses(&["chrome/must-staple"])
            .leaf(|b| not_critical(oid::TLS_FEATURE, extension::tls_feature(&[17]))(b)),
    );
    cases.add(
        recipe("tls-feature/both-features-no-staple")
            .fires(&["firefox/M-1"])
            .leaf(|b| not_critical(oid::TLS_FEATURE, extension::tls_feature(&[5, 17]))(b)),
    );
    cases.add(
        recipe("tls-feature/no-staple-and-wrong-host")
            .fires(&["firefox/M-1"])
            .host("other.feature.example")
            .leaf(move |b| not_critical(oid::TLS_FEATURE, must())(b)),
    );
    // On a CA: what it demands of those below.
    const CA: &[&str] = &["firefox/M-2"];
    cases.add(
        recipe("tls-feature/on-intermediate-leaf-without")
            .fires(CA)
            .intermediate(move |b| not_critical(oid::TLS_FEATURE, must())(b)),
    );
    cases.add(
        recipe("tls-feature/on-intermediate-leaf-with")
            .misses(CA)
            .intermediate(move |b| not_critical(oid::TLS_FEATURE, must())(b))
            .leaf(move |b| not_critical(oid::TLS_FEATURE, must())(b))
            .finish(|m| m.staple = Some(response(m).issue())),
    );
    cases.add(
        recipe("tls-feature/on-intermediate-leaf-with-more")
            .fires(CA)
            .intermediate(move |b| not_critical(oid::TLS_FEATURE, must())(b))
            .leaf(|b| not_critical(oid::TLS_FEATURE, extension::tls_feature(&[5, 17]))(b))
            .finish(|m| m.staple = Some(response(m).issue())),
    );
    cases.add(
        recipe("tls-feature/on-root-intermediate-without")
            .fires(CA)
            .fires(&["firefox/PB-11"])
            .root(move |b| not_critical(oid::TLS_FEATURE, must())(b)),
    );
    cases.add(
        recipe("tls-feature/on-all")
            .misses(CA)
            .root(move |b| not_critical(oid::TLS_FEATURE, must())(b))
            .intermediate(move |b| not_critical(oid::TLS_FEATURE, must())(b))
            .leaf(move |b| not_critical(oid::TLS_FEATURE, must())(b))
            .finish(|m| m.staple = Some(response(m).issue())),
    );
}
