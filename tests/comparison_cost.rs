//! What [`certlens::compare`] costs beside one verdict, counted in the signatures that are checked; no time is measured.

mod common;

use std::cell::Cell;

use certlens::signature::{Answer, Answered, Task, TaskId, verify};
use certlens::{Data, Part, Run, Standing, StoreChoice, Time, ValidationRequest, compare_by};
use mint::{Hash, Issued, Scheme};

const HOST: &str = "www.example.com";

const PROFILES: [&str; 3] = ["chrome", "firefox", "rfc5280"];

/// Signatures checked under each profile alone, and by the comparison of all.
fn counted(request: &ValidationRequest, data: &Data) -> ([usize; 3], usize) {
    let alone = PROFILES.map(|profile| {
        let mut request = request.clone();
        request.profile = Some(profile.to_owned());
        let run = Run::new(&request, data).expect("no misuse");
        let (checked, mut known) = (Cell::new(0), Answered::default());
        run.finish_by(|id, task| answer(&mut known, &checked, id, task));
        checked.get()
    });
    let (checked, mut known) = (Cell::new(0), Answered::default());
    compare_by(request, data, Some(&PROFILES), |id, task| {
        answer(&mut known, &checked, id, task)
    })
    .expect("no misuse");
    (alone, checked.get())
}

/// As [`Answered::answer`], which [`certlens::compare`] asks.
fn answer(known: &mut Answered, checked: &Cell<usize>, id: TaskId, task: &Task<'_>) -> Answer {
    known.get(id).unwrap_or_else(|| {
        checked.set(checked.get() + 1);
        let answer = verify(task);
        known.insert(id, answer);
        answer
    })
}

/// Chains that the profiles search differently.
fn minted() -> Vec<(&'static str, ValidationRequest)> {
    let root = mint::root("Root");
    let intermediate = root.ca("Intermediate").issue();
    let leaf = intermediate.leaf(&[HOST]).issue();
    let broken = |builder: mint::Builder| builder.signature(|s| *s.last_mut().expect("bytes") ^= 1);
    let forged = broken(intermediate.leaf(&[HOST])).issue();
    let cross_signed: Vec<Issued> = (0..6)
        .map(|number| {
            let other = mint::root(&format!("Other Root {number}"));
            let cross = other.ca("Intermediate").key(intermediate.key.clone());
            broken(cross).issue()
        })
        .collect();
    let in_another_case = root.ca("INTERMEDIATE").key(intermediate.key.clone());
    let sha1 = Scheme::Ecdsa(Hash::Sha1);
    vec![
        ("plain", vec![leaf.clone(), intermediate.clone()]),
        ("forged", vec![forged, intermediate.clone()]),
        (
            "cross-signed",
            [vec![leaf.clone()], cross_signed, vec![intermediate.clone()]].concat(),
        ),
        ("names in another case", vec![leaf, in_another_case.issue()]),
        ("self-signed", vec![mint::leaf(&[HOST]).issue()]),
        (
            "SHA-1",
            vec![
                intermediate.leaf(&[HOST]).scheme(sha1).issue(),
                intermediate,
            ],
        ),
    ]
    .into_iter()
    .map(|(name, chain)| {
        let pem: String = chain.iter().map(Issued::pem).collect();
        let time = Time::parse_rfc3339("2026-06-01T12:00:00Z").expect("RFC 3339");
        let mut request = ValidationRequest::new(pem, HOST, time);
        request.trust.anchors = vec![Part::Text(root.pem())];
        request.trust.anchors_as = Standing::BuiltIn;
        (name, request)
    })
    .collect()
}

/// For each request beside the profile that checks most; over all requests beside the default profile, too, which checks less
/// where its store holds an intermediate.
#[test]
fn a_comparison_checks_at_most_a_fifth_more_signatures_than_one_verdict() {
    let data = common::data();
    let real = common::real_chains().into_iter().map(|chain| {
        let mut request = common::request(&chain.certificates, &chain.host, chain.time, None);
        request.trust.store = StoreChoice::Profile;
        (chain.id, request)
    });
    let minted = minted()
        .into_iter()
        .map(|(name, request)| (name.to_owned(), request));
    let (mut apart, mut default, mut together) = (0, 0, 0);
    for (name, request) in real.chain(minted) {
        let (alone, all) = counted(&request, &data);
        println!("{name}: {alone:?} alone, {all} together");
        let dearest = alone.into_iter().max().expect("three");
        assert!(
            all * 5 <= dearest * 6,
            "{name}: {alone:?} alone, {all} together"
        );
        apart += alone.iter().sum::<usize>();
        default += alone[0];
        together += all;
    }
    assert!(
        together * 5 <= default * 6,
        "{default} alone, {together} together"
    );
    assert!(
        together * 3 < apart * 2,
        "nothing was shared: {apart} and {together}"
    );
}
