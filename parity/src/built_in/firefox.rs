//! Of Firefox: it takes roots of ours for its own from a module, and knows logs of ours in a copy in which the keys of some of its logs
//! are replaced by theirs. Who operates them, of which kind they are and since when one is retired is as in Firefox.

mod drawn;
mod timestamps;

use mint::{
    Builder, CertificateStatus, CtLog, GeneralName, Hash, Issued, Key, OcspBuilder, Scheme, Sct,
    der, oid,
};

use super::{
    BEGIN, BuiltIn, Draft, EARLY, LATER, LOGGED, Listed, Log, Made, at, both, crossed,
    directly_below, draft, flip_last, fresh, of, old_by, revoked_by, then,
};
use crate::cases::imposed::kamu_sm;
use crate::near::{self, near};
use crate::recipe::{ca_name, expired, wide};

/// The logs that are known, and whose key of those that Firefox knows each has the place of.
pub fn logs() -> Vec<(Log, &'static str)> {
    let retired = Some(RETIRED.to_owned());
    vec![
        (("a", "Google", false, None), "Google 'Argon2026h2' log"),
        (("b", "TrustAsia", false, None), "TrustAsia 'log2026a'"),
        (("c", "DigiCert", false, None), "DigiCert 'Wyvern2026h2'"),
        (("e", "Google", false, None), "Google 'Xenon2026h2' log"),
        (("s", "TrustAsia", true, None), "TrustAsia Luoshu2027"),
        (("t", "Google", true, None), "Google 'ParcelYard2026h2' log"),
        (
            ("r", "Let's Encrypt", false, retired),
            "Let's Encrypt 'Oak2026h2'",
        ),
    ]
}

const RETIRED: &str = "2026-02-28T00:00:00Z";

/// Every case, in an order that does not change.
pub fn all() -> Vec<BuiltIn> {
    let mut drafts = both();
    drafts.extend(timestamps::drafts());
    drafts.extend(distrusted());
    drafts.extend(several_roots());
    drafts.extend(keys());
    drafts.extend(revoked());
    drafts.extend(staples());
    drafts.extend(others());
    drafts.extend(drawn::drafts());
    drafts.into_iter().map(Draft::make).collect()
}

/// Below a root that is distrusted from a date on.
fn distrusted() -> Vec<Draft> {
    let second_before = |time: &str| near::later(&near(time), -1);
    let after = |id: &str, date: &str| draft(format!("distrust-{id}")).distrust_after(date);
    let long_ago = "2025-04-15T23:59:59Z";
    let ago = |id: &str| after(id, long_ago);
    let milliseconds =
        |log: &str, more: u64| CtLog::new(log).sct(near::unix(LOGGED) as u64 * 1000 + more);
    let at_begin = || near(BEGIN);
    vec![
        after("at-notbefore", &at_begin()).scts(vec![at("a", BEGIN), at("b", BEGIN)]),
        after("a-second-before-notbefore", &second_before(BEGIN))
            .scts(vec![at("a", BEGIN), at("b", BEGIN)]),
        after(
            "a-second-before-notbefore-and-early-scts",
            &second_before(BEGIN),
        )
        .scts(["a", "b"].map(|log| then(log, EARLY)).into()),
        after("at-scts", &near(LOGGED)),
        after("a-second-before-scts", &second_before(LOGGED)),
        after("within-the-second-of-scts", &near(LOGGED))
            .scts(vec![milliseconds("a", 999), milliseconds("b", 1)]),
        after("a-second-later-sct", &near(LOGGED))
            .scts(vec![milliseconds("a", 999), milliseconds("b", 1000)]),
        after("before-one-of-three", &near(LOGGED)).scts(vec![
            at("a", LOGGED),
            at("b", LOGGED),
            at("c", LATER),
        ]),
        after("before-one-of-two", &near(LOGGED)).scts(vec![at("a", LOGGED), at("b", LATER)]),
        after("and-scts-in-a-response", &near(LOGGED))
            .scts(Vec::new())
            .staple(super::in_response),
        after("and-late-scts-in-a-response", &second_before(LOGGED))
            .scts(Vec::new())
            .staple(super::in_response),
        after("far-in-the-future", "2049-12-31T23:59:59Z"),
        ago("long-ago"),
        ago("and-added-too").local_too(),
        ago("and-no-scts").scts(Vec::new()),
        ago("and-wrong-host").host("other-distrust.built-in.example.com"),
        ago("and-expired").of_period("2026-01-01T00:00:00Z", "2026-05-01T00:00:00Z"),
        ago("and-expired-and-wrong-host")
            .of_period("2026-01-01T00:00:00Z", "2026-05-01T00:00:00Z")
            .host("third-distrust.built-in.example.com"),
        ago("and-leaf-before").of_period("2025-04-15T23:59:59Z", "2027-04-15T00:00:00Z"),
        ago("and-leaf-a-second-later").of_period("2025-04-16T00:00:00Z", "2027-04-15T00:00:00Z"),
        ago("and-leaf-before-with-early-scts")
            .of_period("2025-04-01T00:00:00Z", "2027-04-15T00:00:00Z")
            .scts(
                ["a", "b", "c"]
                    .map(|log| then(log, "2025-04-02T00:00:00Z"))
                    .into(),
            ),
        ago("and-expired-before")
            .of_period("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z")
            .scts(
                ["a", "b", "c"]
                    .map(|log| then(log, "2025-01-02T00:00:00Z"))
                    .into(),
            ),
        ago("and-rsa-1024").leaf(|b| b.key(Key::rsa(1024, 1))),
        ago("and-no-server").leaf(|b| b.extended_key_usage(&[oid::CLIENT_AUTH])),
        ago("and-intermediate-expired").intermediate(expired),
        ago("and-root-expired").root(expired),
        ago("and-signature-wrong").finish(|case, _| flip_last(&mut case.case.chain[0])),
        ago("and-intermediates-signature-wrong")
            .finish(|case, _| flip_last(&mut case.case.chain[1])),
        ago("and-listed").finish(|case, made| case.listed.push(by_serial(made, &made.leaf))),
        ago("and-must-staple").leaf(must_staple),
        ago("and-revoked").staple(revoked_by),
        ago("directly-below").finish(|case, made| directly_below(case, made, &of(&["a", "b"]))),
        ago("and-notbefore-unreadable").leaf(|b| b.not_before_der(der::tlv(0x17, b"261110"))),
        draft("notbefore-unreadable").leaf(|b| b.not_before_der(der::tlv(0x17, b"261110"))),
        draft("period-inverted").of_period("2027-02-08T00:00:00Z", "2026-11-10T00:00:00Z"),
        ago("and-a-year-of-four-digits").leaf(|b| {
            b.not_before_der(der::tlv(0x18, b"20250415235959Z"))
                .not_after("2027-04-15T00:00:00Z")
        }),
    ]
}

fn must_staple(builder: Builder) -> Builder {
    let features = der::sequence(&[der::integer(5)]);
    builder.extension(
        "1.3.6.1.5.5.7.1.24",
        mint::Criticality::NotCritical,
        features,
    )
}

/// Which of several roots counts.
fn several_roots() -> Vec<Draft> {
    let ago = "2025-04-15T23:59:59Z";
    let own = move |is_first: bool| {
        move |case: &mut BuiltIn, made: &Made| {
            let root = crossed(case, made, is_first);
            case.others.push(root.der);
        }
    };
    let unknown = move |is_first: bool| {
        move |case: &mut BuiltIn, made: &Made| drop(crossed(case, made, is_first))
    };
    // A root of the same name and key, or of the same name alone.
    let namesake = move |same_key: bool| {
        move |case: &mut BuiltIn, made: &Made| {
            let twin = wide(mint::ca(made.root.subject.clone())).not_before("2021-01-01T00:00:00Z");
            let twin = match same_key {
                true => twin.key(made.root.key.clone()).issue(),
                false => twin.key(Key::p256("another root's")).issue(),
            };
            case.others.push(twin.der);
        }
    };
    let before_scts = || near::later(&near(LOGGED), -1);
    vec![
        draft("two-roots-distrusted-first")
            .distrust_after(ago)
            .finish(own(false)),
        draft("two-roots-distrusted-last")
            .distrust_after(ago)
            .finish(own(true)),
        draft("two-roots-distrusted-and-unknown")
            .distrust_after(ago)
            .finish(unknown(false)),
        draft("two-roots-unknown-and-distrusted")
            .distrust_after(ago)
            .finish(unknown(true)),
        draft("two-roots-late-scts-first")
            .distrust_after(&before_scts())
            .finish(own(false)),
        draft("two-roots-late-scts-last")
            .distrust_after(&before_scts())
            .finish(own(true)),
        draft("two-roots-no-scts")
            .scts(Vec::new())
            .finish(own(false)),
        draft("two-roots-first-intermediate-expired")
            .intermediate(expired)
            .finish(own(false)),
        draft("two-roots-first-intermediates-signature-wrong").finish(move |case, made| {
            own(false)(case, made);
            flip_last(&mut case.case.chain[1]);
        }),
        draft("two-roots-distrusted-signature-wrong")
            .distrust_after(&before_scts())
            .finish(move |case, made| {
                own(false)(case, made);
                flip_last(&mut case.case.chain[1]);
            }),
        draft("two-roots-of-one-key-distrusted")
            .distrust_after(ago)
            .finish(namesake(true)),
        draft("two-roots-of-one-name-distrusted")
            .distrust_after(ago)
            .finish(namesake(false)),
        // The module's roots are none of Firefox's to it when it looks for issuers: what was added comes first where it is newer.
        draft("added-root-of-one-key-no-scts")
            .scts(Vec::new())
            .finish(move |case, made| {
                let twin = wide(mint::ca(made.root.subject.clone()));
                let twin = twin.key(made.root.key.clone());
                case.added
                    .push(twin.not_before("2019-01-01T00:00:00Z").issue().der);
            }),
        draft("added-root-crossed-first-no-scts")
            .scts(Vec::new())
            .finish(move |case, made| {
                let root = crossed(case, made, true);
                case.added.push(root.der);
            }),
        draft("added-root-crossed-last-no-scts")
            .scts(Vec::new())
            .finish(move |case, made| {
                let root = crossed(case, made, false);
                case.added.push(root.der);
            }),
        draft("added-root-crossed-last-distrusted")
            .distrust_after(ago)
            .finish(move |case, made| {
                let root = crossed(case, made, false);
                case.added.push(root.der);
            }),
        draft("root-sent-too").finish(|case, made| case.case.chain.push(made.root.der.clone())),
        draft("leaf-is-root").finish(|case, made| own_leaf(case, made, &[])),
        draft("leaf-is-root-with-scts").finish(|case, made| own_leaf(case, made, &of(&["a", "b"]))),
        draft("leaf-is-root-distrusted")
            .distrust_after(ago)
            .finish(|case, made| own_leaf(case, made, &[])),
        draft("directly-below").finish(|case, made| directly_below(case, made, &of(&["a", "b"]))),
        draft("directly-below-one-sct")
            .finish(|case, made| directly_below(case, made, &of(&["a"]))),
        draft("intermediate-missing").finish(|case, _| case.case.chain.truncate(1)),
        draft("intermediate-downloaded").finish(|case, made| {
            case.case.chain.truncate(1);
            case.downloaded.push(made.intermediate.der.clone());
        }),
        draft("intermediate-downloaded-no-scts")
            .scts(Vec::new())
            .finish(|case, made| {
                case.case.chain.truncate(1);
                case.downloaded.push(made.intermediate.der.clone());
            }),
        // What was sent has expired, and is not all that there is.
        draft("intermediate-expired-and-another-downloaded")
            .intermediate(expired)
            .finish(|case, made| {
                let current = wide(made.root.ca(made.intermediate.subject.clone()));
                let current = current.key(made.intermediate.key.clone());
                case.downloaded.push(current.issue().der);
            }),
        draft("another-intermediate-downloaded").finish(|case, made| {
            case.case.chain.truncate(1);
            let twin = wide(made.root.ca(made.intermediate.subject.clone()));
            case.downloaded
                .push(twin.key(Key::p256("another CA's")).issue().der);
        }),
        draft("leaf-of-a-root-that-is-not-its-own").finish(|case, _| {
            case.added = std::mem::take(&mut case.case.anchors);
            let root = wide(mint::ca(ca_name(&case.case.id, "Nobody's Root")));
            case.case.anchors.push(root.issue().der);
        }),
    ]
}

/// A leaf that signed itself and is a root of the browser's own.
fn own_leaf(case: &mut BuiltIn, _: &Made, scts: &[Sct]) {
    let name = ca_name(&case.case.id, "Leaf");
    let host = case.case.hostname.clone();
    let key = Key::p256(&case.case.id);
    let make = || {
        mint::leaf(&[&host])
            .subject(name.clone())
            .issuer(name.clone())
            .key(key.clone())
            .not_before(&near(BEGIN))
            .not_after(&near(super::END))
    };
    let leaf = match scts {
        [] => make().issue(),
        scts => {
            let issuer = make().issue();
            mint::with_scts(make, &issuer, scts)
        }
    };
    case.case.key = leaf.key.pkcs8();
    case.case.chain = vec![leaf.der.clone()];
    case.case.anchors = vec![leaf.der];
}

/// 2048 bits for every RSA key.
fn keys() -> Vec<Draft> {
    let rsa = |bits: u16| move |b: Builder| b.key(Key::rsa(bits, 1));
    let ended = |b: Builder| {
        b.not_before("2026-01-01T00:00:00Z")
            .not_after("2026-05-01T00:00:00Z")
    };
    let mut drafts: Vec<Draft> = [1016, 1024, 1025, 2041, 2047, 2048]
        .into_iter()
        .flat_map(|bits| {
            [
                draft(format!("rsa-{bits}-leaf")).leaf(rsa(bits)),
                draft(format!("rsa-{bits}-intermediate")).intermediate(rsa(bits)),
                draft(format!("rsa-{bits}-root")).root(rsa(bits)),
            ]
        })
        .collect();
    drafts.extend([
        draft("rsa-1024-and-no-scts")
            .leaf(rsa(1024))
            .scts(Vec::new()),
        draft("rsa-1024-and-wrong-host")
            .leaf(rsa(1024))
            .host("other-rsa.built-in.example.com"),
        draft("rsa-1024-and-expired").leaf(move |b| ended(rsa(1024)(b))),
        draft("rsa-1024-and-must-staple").leaf(move |b| must_staple(rsa(1024)(b))),
        draft("rsa-1024-and-added-too").leaf(rsa(1024)).local_too(),
        draft("rsa-1024-intermediate-and-another-path")
            .intermediate(rsa(1024))
            .finish(|case, made| {
                // The leaf is of the small key; no other path leads around it.
                let root = crossed(case, made, false);
                case.others.push(root.der);
            }),
        draft("rsa-1024-root-and-another-path")
            .root(rsa(1024))
            .finish(|case, made| {
                let root = crossed(case, made, false);
                case.others.push(root.der);
            }),
        draft("rsa-1024-root-and-added-path")
            .root(rsa(1024))
            .finish(|case, made| {
                let root = crossed(case, made, false);
                case.added.push(root.der);
            }),
    ]);
    drafts
}

fn by_serial(made: &Made, certificate: &Issued) -> Listed {
    let issuer = match certificate.der == made.leaf.der {
        true => &made.intermediate,
        false => &made.root,
    };
    Listed::Issued(issuer.subject.der().to_vec(), certificate.serial.clone())
}

fn by_key(certificate: &Issued) -> Listed {
    let key = Hash::Sha256.digest(&certificate.key.spki());
    Listed::Keyed(certificate.subject.der().to_vec(), key)
}

/// OneCRL.
fn revoked() -> Vec<Draft> {
    let listed = |id: &str, list: fn(&Made) -> Listed| {
        draft(format!("listed-{id}"))
            .finish(move |case: &mut BuiltIn, made: &Made| case.listed.push(list(made)))
    };
    vec![
        listed("leaf", |made| by_serial(made, &made.leaf)),
        listed("leaf-and-no-scts", |made| by_serial(made, &made.leaf)).scts(Vec::new()),
        listed("leaf-and-wrong-host", |made| by_serial(made, &made.leaf))
            .host("other-listed.built-in.example.com"),
        listed("leaf-and-expired", |made| by_serial(made, &made.leaf))
            .of_period("2026-01-01T00:00:00Z", "2026-05-01T00:00:00Z"),
        listed("leaf-and-rsa-1024", |made| by_serial(made, &made.leaf))
            .leaf(|b| b.key(Key::rsa(1024, 1))),
        listed("leaf-by-key", |made| by_key(&made.leaf)),
        listed("intermediate", |made| by_serial(made, &made.intermediate)),
        listed("intermediate-by-key", |made| by_key(&made.intermediate)),
        listed("intermediate-and-no-scts", |made| {
            by_serial(made, &made.intermediate)
        })
        .scts(Vec::new()),
        listed("root", |made| by_serial(made, &made.root)),
        listed("root-by-key", |made| by_key(&made.root)),
        listed("another-serial", |made| {
            let serial = [made.leaf.serial.as_slice(), &[1]].concat();
            Listed::Issued(made.intermediate.subject.der().to_vec(), serial)
        }),
        listed("another-issuer", |made| {
            Listed::Issued(made.root.subject.der().to_vec(), made.leaf.serial.clone())
        }),
        listed("another-key", |made| {
            let key = Hash::Sha256.digest(&made.root.key.spki());
            Listed::Keyed(made.intermediate.subject.der().to_vec(), key)
        }),
        listed("another-name-of-the-key", |made| {
            let key = Hash::Sha256.digest(&made.intermediate.key.spki());
            Listed::Keyed(made.root.subject.der().to_vec(), key)
        }),
        draft("listed-below-an-added-root").finish(|case, made| {
            case.listed.push(by_serial(made, &made.leaf));
            case.added = std::mem::take(&mut case.case.anchors);
            let root = wide(mint::ca(ca_name(&case.case.id, "Nobody's Root")));
            case.case.anchors.push(root.issue().der);
        }),
    ]
}

fn unknown_by(issuer: &Issued, leaf: &Issued) -> Vec<u8> {
    fresh(issuer, leaf)
        .status(CertificateStatus::Unknown)
        .issue()
}

fn good_by(issuer: &Issued, leaf: &Issued) -> Vec<u8> {
    fresh(issuer, leaf).issue()
}

fn of_another_by(issuer: &Issued, _: &Issued) -> Vec<u8> {
    fresh(issuer, issuer).issue()
}

/// Which stapled responses are passed over.
fn staples() -> Vec<Draft> {
    const OCSP: &str = "1.3.6.1.5.5.7.48.1";
    let with = |id: &str, staple: fn(&Issued, &Issued) -> Vec<u8>| {
        draft(format!("staple-{id}")).staple(staple)
    };
    let unsuccessful = |id: &str, status: fn(&Issued, &Issued) -> Vec<u8>| with(id, status);
    let asked = |b: Builder| b.authority_information_access(&[(OCSP, "http://ocsp.example/")]);
    let long = "http://ocsp.example/".to_owned() + &"a".repeat(1100);
    vec![
        with("good", good_by),
        with("revoked", revoked_by),
        with("revoked-and-no-scts", revoked_by).scts(Vec::new()),
        with("revoked-and-rsa-1024", revoked_by).leaf(|b| b.key(Key::rsa(1024, 1))),
        with("unknown", unknown_by),
        with("old", old_by),
        with("old-and-no-scts", old_by).scts(Vec::new()),
        with("old-and-must-staple", old_by).leaf(must_staple),
        with("for-another", of_another_by),
        with("signed-by-another", |issuer, leaf| {
            let other = issuer.ca(ca_name("built-in", "Nobody")).issue();
            fresh(issuer, leaf).responder(&other).issue()
        }),
        unsuccessful("try-later", |_, _| OcspBuilder::unsuccessful(3)),
        unsuccessful("unauthorized", |_, _| OcspBuilder::unsuccessful(6)),
        with("malformed", |_, _| vec![0x30, 3, 2, 1]),
        with("signature-wrong", |issuer, leaf| {
            let mut response = good_by(issuer, leaf);
            flip_last(&mut response);
            response
        }),
        draft("must-staple").leaf(must_staple),
        draft("must-staple-and-no-scts")
            .leaf(must_staple)
            .scts(Vec::new()),
        with("must-staple", good_by).leaf(must_staple),
        draft("responder-named").leaf(asked),
        draft("responders-address-too-long")
            .leaf(move |b| b.authority_information_access(&[(OCSP, &long)])),
        draft("access-malformed").leaf(|b| {
            let value = der::sequence(&[der::null()]);
            b.extension("1.3.6.1.5.5.7.1.1", mint::Criticality::NotCritical, value)
        }),
        draft("responder-named-serial-of-61-octets").leaf(move |b| asked(b).serial(&[1; 61])),
    ]
}

/// What is otherwise the same or different below roots that were added.
fn others() -> Vec<Draft> {
    let named = |id: &str, names: &[&str]| {
        let names: Vec<GeneralName> = names.iter().map(|name| GeneralName::dns(name)).collect();
        let host = format!("{id}.built-in.example.com");
        draft(format!("names-{id}")).host(&host).named(names)
    };
    let imposed = |id: &str, host: &'static str| {
        draft(format!("imposed-{id}"))
            .intermediate(|b| b.subject(kamu_sm()))
            .host(host)
            .named(vec![GeneralName::dns(host)])
    };
    vec![
        named(
            "malformed-before",
            &["a..b", "malformed-before.built-in.example.com"],
        ),
        named(
            "malformed-after",
            &["malformed-after.built-in.example.com", "a..b"],
        ),
        named(
            "wildcard-malformed-before",
            &["*.com", "wildcard-malformed-before.built-in.example.com"],
        ),
        named(
            "unicode-before",
            &["b\u{fc}cher.example", "unicode-before.built-in.example.com"],
        ),
        named(
            "underscore-before",
            &["a_b.example", "underscore-before.built-in.example.com"],
        ),
        named(
            "final-dot-before",
            &["a.example.", "final-dot-before.built-in.example.com"],
        ),
        named("empty-before", &["", "empty-before.built-in.example.com"]),
        draft("names-malformed-and-no-scts")
            .scts(Vec::new())
            .named(vec![GeneralName::dns("a..b")]),
        draft("address-after-malformed").host("8.8.8.8").named(vec![
            GeneralName::dns("a..b"),
            GeneralName::ip(&[8, 8, 8, 8]),
        ]),
        imposed("inside", "built-in.imposed.gov.tr"),
        imposed("outside", "built-in.imposed.example"),
        imposed("outside-and-no-scts", "built-in-2.imposed.example").scts(Vec::new()),
        draft("nine-hundred-days")
            .of_period("2026-01-01T00:00:00Z", "2028-06-19T00:00:00Z")
            .scts(of(&["a", "b", "c"])),
        draft("root-expired").root(expired),
        draft("root-constrained").root(|b| b.name_constraints(&["example.org"], &[])),
        draft("root-critical-unknown").root(|b| b.unknown_extension(mint::Criticality::Critical)),
        draft("critical-unknown").leaf(|b| b.unknown_extension(mint::Criticality::Critical)),
        draft("policy-of-extended-validation").leaf(|b| b.policies(&["2.23.140.1.1"])),
        draft("wrong-host").host("other.of.built-in.example.com"),
        draft("expired").of_period("2026-01-01T00:00:00Z", "2026-05-01T00:00:00Z"),
        draft("signed-with-sha1").leaf(|b| b.scheme(Scheme::Ecdsa(Hash::Sha1))),
        draft("signature-wrong").finish(|case, _| flip_last(&mut case.case.chain[0])),
        draft("leaf-with-key-agreement-alone-and-no-scts")
            .scts(Vec::new())
            .leaf(|b| b.key_usage(&[mint::extension::KeyUsage::KeyAgreement])),
        draft("leaf-with-key-agreement-alone")
            .leaf(|b| b.key_usage(&[mint::extension::KeyUsage::KeyAgreement])),
    ]
}
