//! Of Chromium: its root store and its list of logs are ours.

mod drawn;

use mint::{Builder, Criticality, GeneralName, Key, Sct, der, extension::KeyUsage};

use super::{BEGIN, BuiltIn, Draft, LATER, LOGGED, Log, at, both, delivered, draft, of};
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
    drafts.extend(lists_in_handshakes());
    drafts.extend(intermediates());
    drafts.extend(hsts());
    drafts.extend(drawn::drafts());
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
        // Of TLS 1.3 alone.
        draft("ml-dsa-44").leaf(|b| b.key(Key::ml_dsa_44("parity keys"))),
        draft("ml-dsa-65-and-expired").leaf(move |b| ended(b.key(Key::ml_dsa_65("parity keys")))),
        draft("ml-dsa-87-cert-sign").leaf(|b| {
            let b = b.key(Key::ml_dsa_87("parity keys"));
            b.key_usage(&[KeyUsage::KeyCertSign])
        }),
        super::draft("tls-13-ml-dsa-44").leaf(|b| b.key(Key::ml_dsa_44("parity keys"))),
        draft("key-usage-unreadable").leaf(|b| {
            b.extension(
                mint::oid::KEY_USAGE,
                Criticality::Critical,
                der::tlv(3, &[9]),
            )
        }),
    ]
}

/// Lists of timestamps in the handshake with a fault of their own, which ends it. All leaves have enough timestamps of their own.
fn lists_in_handshakes() -> Vec<Draft> {
    type Change = fn(Vec<u8>) -> Vec<u8>;
    let list = |id: &str, change: Change| {
        draft(format!("handshake-list-{id}")).finish(move |case, made| {
            case.scts = Some(change(delivered(&of(&["c"]), &made.leaf)));
        })
    };
    let empty = |id: &str| list(&format!("empty-{id}"), |_| vec![0, 0]);
    let rsa = |b: Builder| b.key(Key::rsa(2048, 1));
    vec![
        list("one", |list| list),
        list("empty", |_| vec![0, 0]),
        list("of-one-octet", |_| vec![0]),
        list("empty-entry", |list| list_of(&[&list[2..], &[0, 0]])),
        list("empty-entry-first", |list| list_of(&[&[0, 0], &list[2..]])),
        list("entry-cut", |list| list_of(&[&list[2..], &[0, 9, 0]])),
        list("entry-length-cut", |list| list_of(&[&list[2..], &[0]])),
        list("and-more", |list| [&list[..], &[0]].concat()),
        list("longer-than-all", |list| [&[9, 9], &list[2..]].concat()),
        // An entry that is no timestamp only does not count.
        list("entry-of-one-octet", |_| list_of(&[&[0, 1, 9]])),
        empty("and-added-too").local_too(),
        empty("and-wrong-host").host("other-list.built-in.example.com"),
        empty("and-expired").of_period("2026-01-01T00:00:00Z", "2026-05-01T00:00:00Z"),
        empty("and-cert-sign").leaf(|b| b.key_usage(&[KeyUsage::KeyCertSign])),
        Draft {
            is_tls12: true,
            ..empty("tls-12").leaf(rsa)
        },
        Draft {
            is_tls12: true,
            ..empty("tls-12-and-expired").leaf(move |b| {
                rsa(b)
                    .not_before("2026-01-01T00:00:00Z")
                    .not_after("2026-05-01T00:00:00Z")
            })
        },
    ]
}

/// Entries, each after its length, as a list after its own.
fn list_of(entries: &[&[u8]]) -> Vec<u8> {
    let entries = entries.concat();
    let length = u16::try_from(entries.len()).expect("16 bits");
    [&length.to_be_bytes()[..], &entries].concat()
}

/// An intermediate as a root of the browser's own, and what keyUsage says beside missing timestamps in TLS 1.2 and 1.3.
fn intermediates() -> Vec<Draft> {
    let of_ca = |b: Builder| b.key(Key::rsa(2048, 1)).key_usage(&[KeyUsage::KeyCertSign]);
    let root = |id: &str| {
        draft(format!("intermediate-as-root-{id}"))
            .finish(|case, made| case.case.anchors = vec![made.intermediate.der.clone()])
    };
    let sent = |draft: Draft, logs: &'static [&str]| {
        draft.scts(Vec::new()).finish(move |case, made| {
            case.scts = Some(delivered(&of(logs), &made.leaf));
        })
    };
    let over_tls12 = |draft: Draft| Draft {
        is_tls12: true,
        ..draft
    };
    let added = |draft: Draft| {
        draft.finish(|case, made| {
            case.added.push(made.root.der.clone());
            case.case.chain.push(made.root.der.clone());
        })
    };
    vec![
        root("two-logs"),
        root("one-sct").scts(of(&["a"])),
        added(root("and-its-root-added")),
        added(root("one-sct-and-its-root-added")).scts(of(&["a"])),
        root("constrained")
            .scts(of(&["a", "b"]))
            .constraints(r#"{"minVersion":"157"}"#),
        added(root("constrained-and-its-root-added")).constraints(r#"{"minVersion":"157"}"#),
        over_tls12(root("tls-12-cert-sign").leaf(of_ca)),
        over_tls12(root("tls-12-cert-sign-no-scts").leaf(of_ca)).scts(Vec::new()),
        over_tls12(sent(
            root("tls-12-cert-sign-one-sct-sent").leaf(of_ca),
            &["a"],
        )),
        over_tls12(sent(
            root("tls-12-cert-sign-two-scts-sent").leaf(of_ca),
            &["a", "b"],
        )),
        sent(root("cert-sign-one-sct-sent").leaf(of_ca), &["a"]),
        over_tls12(sent(
            draft("tls-12-cert-sign-one-sct-sent").leaf(of_ca),
            &["a"],
        )),
        draft("root-and-its-intermediate-added")
            .scts(of(&["a"]))
            .finish(|case, made| case.added.push(made.intermediate.der.clone())),
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
