//! Timestamps: of a log that is retired, in lists and responses that are written otherwise.

use mint::extension::extension;
use mint::{CertificateStatus, Hash, Issued, OcspBuilder, Sct, der, oid, sct_list};

use super::super::{BuiltIn, Draft, EARLY, Made, delivered, draft, of, then};
use super::{RETIRED, flip_last, fresh, revoked_by};
use crate::near::near;
use crate::recipe::{ca_name, wide};

pub(super) fn drafts() -> Vec<Draft> {
    let mut drafts = retired();
    drafts.extend(lists());
    drafts.extend(responses());
    drafts
}

fn retired() -> Vec<Draft> {
    let draft = |id: &str, scts: Vec<Sct>| {
        let id = format!("retired-{id}");
        draft(id)
            .of_period(EARLY, "2027-02-20T00:00:00Z")
            .scts(scts)
    };
    let of = |a: &str, c: &str, r: &str| vec![then("a", a), then("c", c), then("r", r)];
    let last = "2026-02-27T23:59:59Z";
    vec![
        draft("later", of(EARLY, EARLY, EARLY)),
        draft("a-second-later", of(EARLY, EARLY, last)),
        draft("as-it-was-made", of(EARLY, EARLY, RETIRED)),
        draft("before", of(EARLY, EARLY, "2026-03-01T00:00:00Z")),
        draft("a-second-after-it-was-issued", of(last, RETIRED, EARLY)),
        draft("as-it-was-issued", of(RETIRED, RETIRED, EARLY)),
        draft("alone", [EARLY, last].map(|time| then("r", time)).into()),
        draft("as-operator", {
            let mut scts = of(EARLY, EARLY, EARLY);
            scts[1] = then("e", EARLY);
            scts
        }),
        draft("before-as-operator", {
            let mut scts = of(EARLY, EARLY, RETIRED);
            scts[1] = then("e", EARLY);
            [scts, vec![then("t", EARLY).leaf_index(1)]].concat()
        }),
    ]
}

/// How the list of timestamps is written.
fn lists() -> Vec<Draft> {
    /// A list's octets, and what stands around them.
    fn raw(octets: &[u8]) -> Vec<u8> {
        der::octet_string(octets)
    }
    fn sized(entries: &[u8]) -> Vec<u8> {
        let length = u16::try_from(entries.len()).expect("16 bits");
        [&length.to_be_bytes(), entries].concat()
    }
    fn entries(scts: &[Vec<u8>]) -> Vec<u8> {
        scts.iter().flat_map(|sct| sized(sct)).collect()
    }
    fn changed(scts: &[Vec<u8>], at: usize, change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
        let mut scts = scts.to_vec();
        change(&mut scts[at]);
        raw(&sct_list(&scts))
    }
    type List = fn(&[Vec<u8>]) -> Vec<u8>;
    let lists: [(&str, List); 22] = [
        ("none", |_| raw(&[])),
        ("empty", |_| raw(&[0, 0])),
        ("octet-string-twice", |scts| raw(&raw(&sct_list(scts)))),
        ("octet-after-list", |scts| {
            raw(&[sct_list(scts), vec![0]].concat())
        }),
        ("octets-after-list", |scts| {
            raw(&[sct_list(scts), vec![0, 1, 0]].concat())
        }),
        ("list-after-list", |scts| {
            raw(&[sct_list(&scts[..1]), sct_list(&scts[1..])].concat())
        }),
        ("longer-than-there-is", |scts| {
            let mut list = sct_list(scts);
            list[1] = list[1].wrapping_add(1);
            raw(&list)
        }),
        ("shorter-than-there-is", |scts| {
            let mut list = sct_list(scts);
            list[1] = list[1].wrapping_sub(1);
            raw(&list)
        }),
        ("empty-entry-before", |scts| {
            raw(&sized(&[&[0, 0], entries(scts).as_slice()].concat()))
        }),
        ("empty-entry-between", |scts| {
            raw(&sized(
                &[entries(&scts[..1]), vec![0, 0], entries(&scts[1..])].concat(),
            ))
        }),
        ("empty-entry-after", |scts| {
            raw(&sized(&[entries(scts), vec![0, 0]].concat()))
        }),
        ("octet-in-list-after", |scts| {
            raw(&sized(&[entries(scts), vec![0]].concat()))
        }),
        ("cut-entry-after", |scts| {
            raw(&sized(&[entries(scts), vec![0, 9, 0, 1]].concat()))
        }),
        ("short-entry-before", |scts| {
            raw(&sized(&[&[0, 2, 0, 1], entries(scts).as_slice()].concat()))
        }),
        ("short-entry-between", |scts| {
            raw(&sized(
                &[entries(&scts[..1]), vec![0, 2, 0, 1], entries(&scts[1..])].concat(),
            ))
        }),
        ("short-entry-after", |scts| {
            raw(&sized(&[entries(scts), vec![0, 2, 0, 1]].concat()))
        }),
        ("octet-after-signature", |scts| {
            changed(scts, 0, |sct| sct.push(0))
        }),
        ("signature-cut", |scts| {
            changed(scts, 1, |sct| sct.truncate(sct.len() - 1))
        }),
        ("another-version-after", |scts| {
            let mut other = scts[0].clone();
            other[0] = 1;
            raw(&sct_list(&[scts, &[other]].concat()))
        }),
        ("unknown-log-without-signature-after", |scts| {
            let mut other = scts[0].clone();
            other[1] ^= 1;
            other.truncate(45);
            other.extend([0, 0]);
            raw(&sct_list(&[scts, &[other]].concat()))
        }),
        ("known-log-without-signature-after", |scts| {
            let mut other = scts[0].clone();
            other.truncate(45);
            other.extend([0, 0]);
            raw(&sct_list(&[scts, &[other]].concat()))
        }),
        ("twenty", |scts| {
            raw(&sct_list(&vec![scts.to_vec(); 10].concat()))
        }),
    ];
    let lists = lists.map(|(id, list)| draft(format!("list-{id}")).list(list));
    let mut drafts = Vec::from(lists);
    drafts.extend([
        draft("list-in-no-octet-string").list(sct_list),
        draft("list-in-two-octet-strings").list(|scts| [raw(&sct_list(scts)), raw(&[])].concat()),
        draft("list-in-a-bit-string").list(|scts| der::tlv(3, &sct_list(scts))),
    ]);
    drafts
}

/// Responses whose timestamps would be enough, of a leaf that has none.
fn responses() -> Vec<Draft> {
    const SCTS: &str = "1.3.6.1.4.1.11129.2.4.5";
    type Change = fn(OcspBuilder, Vec<u8>, &Issued, &Issued) -> Vec<u8>;
    fn list_of(leaf: &Issued) -> Vec<u8> {
        der::octet_string(&delivered(&of(&["a", "b"]), leaf))
    }
    fn enclosed(list: &[u8]) -> Vec<u8> {
        extension(SCTS, false, list)
    }
    fn revoked() -> CertificateStatus {
        CertificateStatus::Revoked("2026-06-01T00:00:00Z".to_owned())
    }
    let changes: [(&str, Change); 22] = [
        ("good", |it, list, _, _| {
            it.single_extension(enclosed(&list)).issue()
        }),
        ("revoked", |it, list, _, _| {
            it.single_extension(enclosed(&list))
                .status(revoked())
                .issue()
        }),
        ("unknown", |it, list, _, _| {
            let it = it.single_extension(enclosed(&list));
            it.status(CertificateStatus::Unknown).issue()
        }),
        ("old", |it, list, _, _| {
            let it = it.single_extension(enclosed(&list));
            let it = it.this_update("2026-05-01T00:00:00Z");
            it.next_update("2026-05-08T00:00:00Z").issue()
        }),
        ("old-and-not-ended", |it, list, _, _| {
            let it = it.single_extension(enclosed(&list));
            let it = it.this_update(&near("2026-11-11T00:00:00Z"));
            it.next_update(near("2026-12-20T00:00:00Z").as_str())
                .issue()
        }),
        ("of-the-future", |it, list, _, _| {
            let it = it.single_extension(enclosed(&list));
            let it = it.this_update("2044-05-01T00:00:00Z");
            it.next_update("2044-05-08T00:00:00Z").issue()
        }),
        ("by-another", |it, list, issuer, _| {
            let other = issuer.ca(ca_name("built-in", "Nobody")).issue();
            it.single_extension(enclosed(&list))
                .responder(&other)
                .issue()
        }),
        ("by-a-responder", |it, list, issuer, _| {
            let responder = wide(issuer.leaf(&["responder.example"]));
            let responder = responder.extended_key_usage(&[oid::OCSP_SIGNING]).issue();
            it.single_extension(enclosed(&list))
                .responder(&responder)
                .issue()
        }),
        ("signature-wrong", |it, list, _, _| {
            let mut response = it.single_extension(enclosed(&list)).issue();
            flip_last(&mut response);
            response
        }),
        ("by-sha256", |it, list, _, _| {
            let it = it.single_extension(enclosed(&list));
            it.certificate_id_hash(Hash::Sha256).issue()
        }),
        ("of-the-response", |it, list, _, _| {
            it.response_extension(enclosed(&list)).issue()
        }),
        ("of-both", |it, list, _, _| {
            let it = it.single_extension(enclosed(&list));
            it.response_extension(enclosed(&list)).issue()
        }),
        ("critical", |it, list, _, _| {
            it.single_extension(extension(SCTS, true, &list)).issue()
        }),
        ("twice", |it, list, _, _| {
            let it = it.single_extension(enclosed(&list));
            it.single_extension(enclosed(&list)).issue()
        }),
        ("beside-unknown", |it, list, _, _| {
            let it = it.single_extension(extension("1.2.3.4", false, &[5, 0]));
            it.single_extension(enclosed(&list)).issue()
        }),
        ("beside-unknown-critical", |it, list, _, _| {
            let it = it.single_extension(enclosed(&list));
            it.single_extension(extension("1.2.3.4", true, &[5, 0]))
                .issue()
        }),
        ("about-another-after", |it, list, issuer, _| {
            it.single_extension(enclosed(&list))
                .also(fresh(issuer, issuer))
                .issue()
        }),
        ("about-another-before", |it, list, issuer, _| {
            fresh(issuer, issuer)
                .also(it.single_extension(enclosed(&list)))
                .issue()
        }),
        ("of-another", |it, list, issuer, _| {
            it.also(fresh(issuer, issuer).single_extension(enclosed(&list)))
                .issue()
        }),
        ("twice-first-without", |it, list, issuer, leaf| {
            it.also(fresh(issuer, leaf).single_extension(enclosed(&list)))
                .issue()
        }),
        ("of-the-issuer", |it, _, issuer, _| {
            it.single_extension(enclosed(&list_of(issuer))).issue()
        }),
        ("octet-after-list", |it, _, _, leaf| {
            let list = [delivered(&of(&["a", "b"]), leaf), vec![0]].concat();
            it.single_extension(enclosed(&der::octet_string(&list)))
                .issue()
        }),
    ];
    let changes = changes.map(|(id, change)| {
        draft(format!("scts-in-response-{id}"))
            .scts(Vec::new())
            .finish(move |case: &mut BuiltIn, made: &Made| {
                let (issuer, leaf) = (&made.intermediate, &made.leaf);
                let response = change(fresh(issuer, leaf), list_of(leaf), issuer, leaf);
                case.case.staple = Some(response);
            })
    });
    let draft = |id: &str, embedded: &[&str]| draft(format!("scts-in-{id}")).scts(of(embedded));
    let mut drafts = Vec::from(changes);
    drafts.extend([
        draft("handshake-with-octet-after-list", &[]).finish(|case, made| {
            case.scts = Some([delivered(&of(&["a", "b"]), &made.leaf), vec![0]].concat());
        }),
        draft("handshake-with-empty-entry", &[]).finish(|case, made| {
            let mut list = delivered(&of(&["a", "b"]), &made.leaf);
            list[1] += 2;
            case.scts = Some([list, vec![0, 0]].concat());
        }),
        draft("handshake-beside-broken-list", &["a", "b"])
            .list(|_| der::octet_string(&[0, 0]))
            .finish(|case, made| case.scts = Some(delivered(&of(&["a", "b"]), &made.leaf))),
        draft("handshake-and-revoked", &[])
            .staple(revoked_by)
            .finish(|case, made| {
                case.scts = Some(delivered(&of(&["a", "b"]), &made.leaf));
            }),
    ]);
    drafts
}
