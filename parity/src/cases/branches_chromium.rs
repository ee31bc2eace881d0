//! Branches of Chromium's source that no other case takes: a response that says revoked and is written otherwise, hosts that may
//! not be names.

use mint::{GeneralName, Hash, der, extension, oid};

use super::status::{NEXT_UPDATE, THIS_UPDATE, response, revoked};
use super::{Cases, elements};
use crate::near::near;
use crate::recipe::{Made, Recipe, recipe, wide};

const STAPLE: &[&str] = &["chrome/staple"];

pub(super) fn cases(cases: &mut Cases) {
    for (name, counts, change) in SAID {
        cases.add(of(name, *counts, move |m| {
            let mut said = Said::new(m);
            change(m, &mut said);
            said.signed(m)
        }));
    }
    for (name, counts, change) in AROUND {
        cases.add(of(name, *counts, move |m| {
            let basic = Basic::read(&response(m).status(revoked()).issue());
            change(m, basic)
        }));
    }
    names(cases);
}

fn of(name: &str, counts: bool, staple: impl FnOnce(&Made) -> Vec<u8> + 'static) -> Recipe {
    let recipe = recipe(format!("written-staple/{name}"));
    let recipe = recipe.finish(|m| m.staple = Some(staple(m)));
    match counts {
        true => recipe.fires(STAPLE),
        false => recipe.misses(STAPLE),
    }
}

/// ResponseData in its parts.
struct Said {
    responder: Vec<u8>,
    produced: Vec<u8>,
    singles: Vec<Vec<u8>>,
    after: Vec<Vec<u8>>,
}

impl Said {
    fn new(m: &Made) -> Self {
        Self {
            responder: der::constructed(1, m.issuer().subject.der()),
            produced: der::time_generalized(&near(THIS_UPDATE)),
            singles: vec![Single::new(m).der()],
            after: Vec::new(),
        }
    }

    fn signed(self, m: &Made) -> Vec<u8> {
        let mut parts = vec![self.responder, self.produced, der::sequence(&self.singles)];
        parts.extend(self.after);
        let data = der::sequence(&parts);
        let response = response(m);
        response.tbs(move |said| *said = data).issue()
    }
}

/// SingleResponse in its parts.
struct Single {
    algorithm: Vec<u8>,
    name: Vec<u8>,
    key: Vec<u8>,
    serial: Vec<u8>,
    status: Vec<u8>,
    this: Vec<u8>,
    next: Vec<Vec<u8>>,
}

impl Single {
    fn new(m: &Made) -> Self {
        let hash = Hash::Sha1;
        Self {
            algorithm: hash.algorithm(),
            name: der::octet_string(&hash.digest(m.issuer().subject.der())),
            key: der::octet_string(&hash.digest(&m.issuer().key.public_key())),
            serial: der::tlv(2, &m.leaf.serial),
            status: der::constructed(1, &der::time_generalized("2026-06-01T00:00:00Z")),
            this: der::time_generalized(&near(THIS_UPDATE)),
            next: vec![der::constructed(
                0,
                &der::time_generalized(&near(NEXT_UPDATE)),
            )],
        }
    }

    /// Of another certificate.
    fn other(m: &Made) -> Self {
        let mut other = Self::new(m);
        other.serial = der::tlv(2, &[7, 7, 7]);
        other
    }

    fn status(mut self, status: Vec<u8>) -> Self {
        self.status = status;
        self
    }

    fn der(self) -> Vec<u8> {
        let id = [self.algorithm, self.name, self.key, self.serial];
        let mut parts = vec![der::sequence(&id), self.status, self.this];
        parts.extend(self.next);
        der::sequence(&parts)
    }
}

fn good() -> Vec<u8> {
    der::primitive(0, &[])
}

fn unknown() -> Vec<u8> {
    der::primitive(2, &[])
}

fn extensions(list: &[Vec<u8>]) -> Vec<u8> {
    der::constructed(1, &der::sequence(list))
}

fn one(is_critical: bool) -> Vec<u8> {
    extension::extension("1.2.3.4", is_critical, &der::null())
}

type Change = fn(&Made, &mut Said);

const SAID: &[(&str, bool, Change)] = &[
    ("responder-name-and-more", true, |m, s| {
        let name = m.issuer().subject.der();
        s.responder = der::constructed(1, &[name, &der::null()].concat());
    }),
    ("produced-as-the-leaf-ends", true, |_, s| {
        s.produced = der::time_generalized("2045-01-01T00:00:00Z");
    }),
    ("produced-after-the-leaf-ends", false, |_, s| {
        s.produced = der::time_generalized("2045-01-01T00:00:01Z");
    }),
    ("good-and-revoked", true, |m, s| {
        s.singles.insert(0, Single::new(m).status(good()).der());
    }),
    ("unknown-and-revoked", true, |m, s| {
        s.singles.insert(0, Single::new(m).status(unknown()).der());
    }),
    ("other-by-md5-and-revoked", false, |m, s| {
        let mut other = Single::other(m);
        other.algorithm = Hash::Md5.algorithm();
        s.singles.insert(0, other.der());
    }),
    ("other-and-revoked", true, |m, s| {
        s.singles.insert(0, Single::other(m).der());
    }),
    ("extension", true, |_, s| {
        s.after = vec![extensions(&[one(false)])]
    }),
    ("extensions-and-more", false, |_, s| {
        let list = der::sequence(&[one(false)]);
        s.after = vec![der::constructed(1, &[list, der::null()].concat())];
    }),
    ("single-timestamps-critical", true, |m, s| {
        let mut single = Single::new(m);
        let scts = extension::extension("1.3.6.1.4.1.11129.2.4.5", true, &der::null());
        single.next.push(extensions(&[scts]));
        s.singles = vec![single.der()];
    }),
];

/// An OCSPResponse in its parts.
struct Basic {
    data: Vec<u8>,
    algorithm: Vec<u8>,
    signature: Vec<u8>,
    after: Vec<Vec<u8>>,
}

impl Basic {
    fn read(response: &[u8]) -> Self {
        let bytes = elements(response).remove(1);
        let bytes = elements(&elements(&bytes).remove(0)).remove(1);
        let mut parts = elements(der::split(&bytes).1).into_iter();
        let mut next = || parts.next().expect("a part");
        Self {
            data: next(),
            algorithm: next(),
            signature: next(),
            after: parts.collect(),
        }
    }

    fn der(self) -> Vec<u8> {
        let mut parts = vec![self.data, self.algorithm, self.signature];
        parts.extend(self.after);
        let response = der::octet_string(&der::sequence(&parts));
        let bytes = der::sequence(&[der::oid(oid::OCSP_BASIC), response]);
        der::sequence(&[der::tlv(0x0a, &[0]), der::constructed(0, &bytes)])
    }
}

fn certificates(list: &[Vec<u8>]) -> Vec<Vec<u8>> {
    vec![der::constructed(0, &der::sequence(list))]
}

fn by_responder(m: &Made) -> (Basic, Vec<u8>) {
    let responder = wide(m.issuer().leaf(&["responder.example"]))
        .extended_key_usage(&[oid::OCSP_SIGNING])
        .issue();
    let response = response(m).status(revoked());
    let basic = Basic::read(&response.responder(&responder).issue());
    (basic, responder.der)
}

type Around = fn(&Made, Basic) -> Vec<u8>;

const AROUND: &[(&str, bool, Around)] = &[
    ("certificates-none", true, |_, mut b| {
        b.after = certificates(&[]);
        b.der()
    }),
    ("certificates-and-more", false, |_, mut b| {
        b.after = vec![der::constructed(
            0,
            &[der::sequence(&[]), der::null()].concat(),
        )];
        b.der()
    }),
    ("null-before-the-responder", true, |m, _| {
        let (mut b, responder) = by_responder(m);
        b.after = certificates(&[der::null(), responder]);
        b.der()
    }),
];

/// Hosts that are no names, and names in the certificate that nobody matches.
fn names(cases: &mut Cases) {
    const SYNTAX: &[&str] = &["chrome/host-syntax"];
    for (name, host, is_one) in [
        ("last-label-underscore-first", "a._branch", false),
        ("last-label-hyphen-first", "a.-branch", false),
        ("last-label-underscore-last", "a.branch_", true),
        ("last-label-hyphen-last", "a.branch-", true),
        ("last-label-digit-first", "a.1branch", true),
        ("single-underscore-first", "_branch", false),
        ("single-hyphen-first", "-branch", false),
        ("middle-underscore-first", "a._b.branch", true),
    ] {
        let recipe = recipe(format!("host-syntax/{name}"))
            .host(host)
            .leaf(move |b| b.san([host]));
        cases.add(match is_one {
            true => recipe.misses(SYNTAX),
            false => recipe.fires(SYNTAX),
        });
    }
    for (name, host) in [
        ("private-address", "192.168.7.7"),
        ("dot-local", "printer.local"),
    ] {
        cases.add(
            recipe(format!("local-network/{name}"))
                .misses(&["chrome/san-only"])
                .intermediates(0)
                .host(host)
                .finish(move |m| {
                    let names = match host.starts_with('1') {
                        true => GeneralName::ip(&[192, 168, 7, 7]),
                        false => GeneralName::dns(host),
                    };
                    let leaf = wide(mint::leaf(&[host])).san([names]).issue();
                    m.chain = vec![leaf.der.clone()];
                    m.leaf = leaf;
                }),
        );
    }
}
