//! Of Chromium: its root store and its list of logs are ours.

use mint::{Builder, Criticality, GeneralName, Key, Sct, der, extension::KeyUsage};

use super::{BEGIN, BuiltIn, Draft, LATER, LOGGED, Log, at, both, draft, of};
use crate::near::near;

/// The logs that are known.
pub fn logs() -> Vec<Log> {
    vec![
        ("a", "A", false, None),
        ("b", "B", false, None),
        ("c", "C", false, None),
        ("e", "A", false, None),
        ("s", "B", true, None),
        ("t", "A", true, None),
        ("r", "B", false, Some(near(RETIRED))),
    ]
}

/// An anchor of which all counts that it says.
const ENFORCED: &str = r#""kind":"additional","enforceExpiry":true,"enforceConstraints":true"#;

const RETIRED: &str = "2026-11-16T00:00:00Z";
/// Every case, in an order that does not change.
pub fn all() -> Vec<BuiltIn> {
    let mut drafts = both();
    drafts.extend(retired());
    drafts.extend(terms());
    drafts.extend(tls12());
    drafts.extend(hsts());
    drafts.into_iter().map(Draft::make).collect()
}

fn retired() -> Vec<Draft> {
    let retired = |a: &str, r: &str| vec![at("a", a), at("r", r)];
    vec![
        draft("retired-later").scts(retired(LOGGED, LOGGED)),
        draft("retired-as-it-was-made").scts(retired(LOGGED, RETIRED)),
        draft("retired-before").scts(retired(LOGGED, LATER)),
        draft("retired-before-it-was-issued").scts(retired(LATER, LOGGED)),
        draft("retired-alone").scts(vec![at("r", LOGGED), at("r", BEGIN)]),
        draft("retired-before-as-operator").scts(vec![
            at("a", LOGGED),
            at("e", LOGGED),
            at("r", LATER),
        ]),
    ]
}

fn terms() -> Vec<Draft> {
    let time = |name: &str, time: &str| format!(r#"{{"{name}":"{}"}}"#, near(time));
    let not_after = |t: &str| time("sctNotAfter", t);
    let all_after = |t: &str| time("sctAllAfter", t);
    let version = |name: &str, version: &str| format!(r#"{{"{name}":"{version}"}}"#);
    let dns = |names: &str| format!(r#"{{"permittedDnsNames":[{names}]}}"#);
    let two = |a: &str, b: &str| vec![at("a", a), at("b", b)];
    let late = |log: Sct| vec![log, at("a", LATER), at("b", LATER)];
    let before = "2026-11-10T00:59:59Z";
    let named = |id: &str, permitted: &str, host: &str, names: &[&str]| {
        let names = names.iter().map(|name| GeneralName::dns(name)).collect();
        draft(format!("dns-{id}"))
            .host(host)
            .named(names)
            .constraints(&dns(permitted))
    };
    let ended = |b: Builder| {
        b.not_before("2015-01-01T00:00:00Z")
            .not_after("2020-06-01T00:00:00Z")
    };
    let mut drafts = vec![
        draft("sct-not-after").constraints(&not_after(LOGGED)),
        draft("sct-not-after-a-second").constraints(&not_after(before)),
        draft("sct-not-after-one")
            .scts(two(LOGGED, LATER))
            .constraints(&not_after(LOGGED)),
        draft("sct-not-after-retired")
            .scts(late(at("r", LOGGED)))
            .constraints(&not_after(LOGGED)),
        draft("sct-not-after-no-index")
            .scts(late(at("s", LOGGED)))
            .constraints(&not_after(LOGGED)),
        draft("sct-all-after").constraints(&all_after(LOGGED)),
        draft("sct-all-after-a-second").constraints(&all_after(before)),
        draft("sct-all-after-one")
            .scts(two(LOGGED, LATER))
            .constraints(&all_after(LOGGED)),
        draft("sct-all-after-retired")
            .scts(late(at("r", LOGGED)))
            .constraints(&all_after(LOGGED)),
        draft("version-156").constraints(&version("minVersion", "156")),
        draft("version-157").constraints(&version("minVersion", "157")),
        draft("version-below-157").constraints(&version("maxVersionExclusive", "157")),
        draft("version-below-156").constraints(&version("maxVersionExclusive", "156")),
        draft("one-set-of-two").constraints(&format!(
            "{},{}",
            version("minVersion", "157"),
            version("maxVersionExclusive", "157")
        )),
        draft("no-set-of-two").constraints(&format!(
            "{},{}",
            version("minVersion", "157"),
            version("maxVersionExclusive", "156")
        )),
        draft("terms-and-added-too")
            .constraints(&version("minVersion", "157"))
            .local_too(),
        draft("terms-and-no-scts")
            .scts(of(&["a"]))
            .constraints(&version("minVersion", "157")),
        draft("terms-and-expired")
            .of_period("2026-01-01T00:00:00Z", "2026-05-01T00:00:00Z")
            .constraints(&version("minVersion", "157")),
        draft("root-expired").root(ended),
        draft("root-expired-and-added-too").root(ended).local_too(),
        draft("root-expired-enforced").root(ended).terms(ENFORCED),
        draft("root-constrained").root(|b| b.name_constraints(&["example.org"], &[])),
        draft("root-constrained-enforced")
            .root(|b| b.name_constraints(&["example.org"], &[]))
            .terms(ENFORCED),
        draft("root-constrained-and-added-too")
            .root(|b| b.name_constraints(&["example.org"], &[]))
            .local_too(),
        draft("dns-address")
            .host("8.8.4.4")
            .named(vec![GeneralName::ip(&[8, 8, 4, 4])])
            .constraints(&dns(r#""example.com""#)),
    ];
    drafts.extend([
        named(
            "inside",
            r#""example.com""#,
            "a.example.com",
            &["a.example.com"],
        ),
        named(
            "itself",
            r#""b.example.com""#,
            "b.example.com",
            &["b.example.com"],
        ),
        named(
            "outside",
            r#""example.org""#,
            "c.example.com",
            &["c.example.com"],
        ),
        named(
            "dot",
            r#"".example.com""#,
            "d.example.com",
            &["d.example.com"],
        ),
        named(
            "dot-itself",
            r#"".e.example.com""#,
            "e.example.com",
            &["e.example.com"],
        ),
        named(
            "capitals",
            r#""EXAMPLE.com""#,
            "f.example.com",
            &["f.Example.COM"],
        ),
        named(
            "wildcard",
            r#""g.example.com""#,
            "x.g.example.com",
            &["*.g.example.com"],
        ),
        named(
            "wildcard-above",
            r#""x.h.example.com""#,
            "x.h.example.com",
            &["*.h.example.com"],
        ),
        named(
            "second-outside",
            r#""example.com""#,
            "i.example.com",
            &["i.example.com", "i.example.org"],
        ),
        named(
            "two",
            r#""example.org","example.com""#,
            "j.example.com",
            &["j.example.com"],
        ),
        named(
            "part-of-a-label",
            r#""ample.com""#,
            "k.example.com",
            &["k.example.com"],
        ),
        named(
            "final-dot",
            r#""example.com""#,
            "l.example.com",
            &["l.example.com."],
        ),
    ]);
    drafts
}

/// What TLS 1.2 asks of keyUsage, after the chain is judged.
fn tls12() -> Vec<Draft> {
    let draft = |id: &str| Draft {
        is_tls12: true,
        ..draft(format!("tls-12-{id}"))
    };
    let rsa = |usage: KeyUsage| move |b: Builder| b.key(Key::rsa(2048, 1)).key_usage(&[usage]);
    let ended = |b: Builder| {
        b.not_before("2026-01-01T00:00:00Z")
            .not_after("2026-05-01T00:00:00Z")
    };
    let of_ca = rsa(KeyUsage::KeyCertSign);
    vec![
        draft("p-256"),
        draft("p-384").leaf(|b| b.key(Key::p384("parity keys"))),
        draft("p-521").leaf(|b| b.key(Key::p521("parity keys"))),
        draft("rsa-digital-signature").leaf(rsa(KeyUsage::DigitalSignature)),
        // Where a server has ECDHE too, as nearly all have.
        draft("rsa-key-encipherment").leaf(rsa(KeyUsage::KeyEncipherment)),
        draft("rsa-cert-sign").leaf(of_ca),
        draft("rsa-cert-sign-and-expired").leaf(move |b| ended(of_ca(b))),
        draft("rsa-cert-sign-and-wrong-host")
            .leaf(of_ca)
            .host("other-tls.built-in.example.com"),
        draft("p-256-key-encipherment").leaf(|b| b.key_usage(&[KeyUsage::KeyEncipherment])),
        draft("p-256-key-encipherment-and-expired")
            .leaf(move |b| ended(b.key_usage(&[KeyUsage::KeyEncipherment]))),
        draft("key-usage-unreadable").leaf(|b| {
            b.extension(
                mint::oid::KEY_USAGE,
                Criticality::Critical,
                der::tlv(3, &[9]),
            )
        }),
    ]
}

/// Of an expired leaf: whether one may go on, where a whole top-level domain is under HSTS.
fn hsts() -> Vec<Draft> {
    let ended = |domain: &str| {
        let host = format!("certlens-parity.{domain}");
        let draft = draft(format!("hsts-{domain}")).host(&host);
        draft.leaf(move |b| {
            b.san([GeneralName::dns(&host)])
                .not_before("2026-01-01T00:00:00Z")
                .not_after("2026-05-01T00:00:00Z")
        })
    };
    // The last are under it in part at most.
    let domains = "amazon android app audible azure bank bing boo channel chrome dad day dev eat esq fire fly foo fujitsu gle \
                   gmail google hangout hotmail imdb ing insurance kindle meet meme microsoft mov new nexus office page phd play \
                   prime prof rsvp search silk skype windows xbox xn--cckwcxetd xn--jlq480n2rg youtube zappos zip \
                   blog shop gov edu here gov.uk";
    domains.split(' ').map(ended).collect()
}
