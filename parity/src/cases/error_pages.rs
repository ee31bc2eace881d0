//! Errors that one may go past, beside certificates of which Firefox's error page can tell nothing: those that NSS does not take in.

use mint::{Builder, der};

use super::Cases;
use crate::recipe::{recipe, wide};

const SERIAL: &[u8] = &[0x55, 0x55];

type Change = fn(Builder) -> Builder;

/// What is sent beside a chain for another host.
const BESIDE: &[(&str, Change)] = &[
    ("another-ca", |b| b),
    ("an-unreadable-date", |b| {
        b.not_after_der(der::tlv(0x17, b"x"))
    }),
    ("one-more-element", |b| {
        b.tbs(|tbs| *tbs = der::tlv(0x30, &[der::split(tbs).1, &der::null()].concat()))
    }),
    ("the-serial-of-the-intermediate", |b| b.serial(SERIAL)),
];

pub(super) fn cases(cases: &mut Cases) {
    for (name, change) in BESIDE {
        cases.add(
            recipe(format!("page/wrong-host-and-{name}"))
                .host(format!("{name}.page.example"))
                .intermediate(|b| b.serial(SERIAL))
                .finish(|m| {
                    let more = change(wide(m.root.ca(m.name("More")))).issue();
                    m.chain.push(more.der);
                }),
        );
    }
    cases.add(recipe("page/untrusted-alone").finish(|m| m.anchors.clear()));
}
