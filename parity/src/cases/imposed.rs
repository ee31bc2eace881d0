//! A CA whose names Firefox confines whatever its certificates say, known by its subject alone.

use mint::{Name, der, oid};

use super::Cases;
use crate::recipe::recipe;

const ROWS: &[&str] = &["firefox/D-3"];

pub(super) fn cases(cases: &mut Cases) {
    for (name, host) in [
        ("inside", "site.imposed.gov.tr"),
        ("top-level-domain-itself", "tr"),
        ("outside", "site.imposed.example"),
        ("outside-by-its-end", "site.imposedtr"),
    ] {
        let recipe = recipe(format!("imposed-constraints/{name}"))
            .intermediate(|b| b.subject(kamu_sm()))
            .leaf(move |b| b.san([host]))
            .host(host);
        cases.add(match name {
            "inside" => recipe.misses(ROWS),
            _ => recipe.fires(ROWS),
        });
    }
    // The same in another type of string is another name.
    cases.add(
        recipe("imposed-constraints/another-name")
            .intermediate(|b| b.subject(in_strings(der::utf8)))
            .misses(ROWS),
    );
}

/// As NSS writes it (`lib/certdb/genname.c`).
pub(crate) fn kamu_sm() -> Name {
    in_strings(der::printable)
}

fn in_strings(string: fn(&str) -> Vec<u8>) -> Name {
    Name::empty()
        .c("TR")
        .attribute(oid::LOCALITY, string("Gebze - Kocaeli"))
        .attribute(
            oid::ORGANIZATION,
            string("Turkiye Bilimsel ve Teknolojik Arastirma Kurumu - TUBITAK"),
        )
        .attribute(
            oid::ORGANIZATIONAL_UNIT,
            string("Kamu Sertifikasyon Merkezi - Kamu SM"),
        )
        .attribute(
            oid::COMMON_NAME,
            string("TUBITAK Kamu SM SSL Kok Sertifikasi - Surum 1"),
        )
}
