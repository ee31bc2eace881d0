//! Signature algorithms and public keys: are they known, well-formed and strong enough to mean anything.

use super::{Link, Path};
use crate::certificate::Contents;
use crate::finding::{Check, Fault, Record, Records, Said};
use crate::oid::Oid;
use crate::signature::{KeyRefusal, SchemeRefusal};

/// RSA keys below this can be factored with means that many have.
const RSA_BROKEN_BELOW: u32 = 1024;
/// RSA keys below this are no longer issued (CA/Browser Forum Baseline Requirements §6.1.5; NIST SP 800-131A).
const RSA_SHORT_BELOW: u32 = 2048;

/// The rules about a key.
const RULES: &[Check] = &[
    Check::PublicKeyUnsupported,
    Check::PublicKeyMalformed,
    Check::PublicKeyTooSmall,
];

/// Asks about the algorithm that the certificate is signed with (not of an anchor, which the leaf may be itself: nobody verifies
/// that, RFC 5280 §6.1.1 (d)) and its own key.
pub(super) fn check(path: &Path<'_>, link: Link<'_>, records: &mut Records) {
    let index = Some(link.index);
    if path.candidate.anchor != index {
        signature_algorithm(link, records);
    }
    let contents = link.contents;
    let algorithm = contents.key_algorithm.label();
    match &contents.public_key {
        Err(refusal) => {
            // How large an RSA key is, and whether a key is well-formed, can't be asked of a kind that is not known.
            let said = match refusal {
                KeyRefusal::Unsupported { .. } => Said::NotApplicable,
                _ => Said::NotChecked,
            };
            let fault = key_fault(*refusal, algorithm);
            for check in RULES.iter().copied().filter(|rule| *rule != fault.check()) {
                records.0.push(Record {
                    check,
                    certificate: index,
                    said: said.clone(),
                });
            }
            records.broken(fault, index);
        }
        Ok(key) => {
            records.passed(Check::PublicKeyUnsupported, index);
            records.passed(Check::PublicKeyMalformed, index);
            let Some(bits) = key.bits().filter(|_| key.exponent().is_some()) else {
                records.not_applicable(Check::PublicKeyTooSmall, index);
                return;
            };
            let minimum = RSA_BROKEN_BELOW;
            let fault = (bits < minimum).then_some(Fault::PublicKeyTooSmall {
                algorithm,
                bits,
                minimum,
            });
            records.judge(Check::PublicKeyTooSmall, index, fault);
        }
    }
}

/// Is an RSA key that every profile takes shorter than is thought safe? It decides nowhere, and is asked whoever judges.
pub(super) fn short_key(index: usize, contents: &Contents, records: &mut Records) {
    let (rule, index) = (Check::PublicKeyShort, Some(index));
    match &contents.public_key {
        Ok(key) if key.exponent().is_some() => {
            let minimum = RSA_SHORT_BELOW;
            let is_short = |bits: &u32| (RSA_BROKEN_BELOW..minimum).contains(bits);
            let fault = key
                .bits()
                .filter(is_short)
                .map(|bits| Fault::PublicKeyShort {
                    algorithm: contents.key_algorithm.label(),
                    bits,
                    minimum,
                });
            records.judge(rule, index, fault);
        }
        Ok(_) | Err(KeyRefusal::Unsupported { .. }) => records.not_applicable(rule, index),
        Err(_) => records.not_checked(rule, index),
    }
}

fn signature_algorithm(link: Link<'_>, records: &mut Records) {
    let index = Some(link.index);
    let oid = || link.contents.outer_algorithm.oid.clone();
    let refusal = link.contents.scheme.err();
    let fault = refusal.map(|refusal| scheme_fault(refusal, oid()));
    let rules = [
        Check::SignatureAlgorithmWeak,
        Check::SignatureAlgorithmUnsupported,
    ];
    records.judge_all(&rules, index, fault);
}

/// Why signatures by this algorithm are not verified.
pub(crate) fn scheme_fault(refusal: SchemeRefusal, oid: Oid) -> Fault {
    match refusal {
        SchemeRefusal::Weak { name } => Fault::SignatureAlgorithmWeak { algorithm: name },
        SchemeRefusal::Unsupported { name } => Fault::SignatureAlgorithmUnsupported {
            oid,
            algorithm: name,
            problem: None,
        },
        SchemeRefusal::BadParameters { name, reason } => Fault::SignatureAlgorithmUnsupported {
            oid,
            algorithm: Some(name),
            problem: Some(reason),
        },
    }
}

/// Of keys that RFC 8017 §3.1 allows, and that are not computed with.
pub(crate) const MODULUS_TOO_LARGE: &str = "the RSA modulus has more than 16384 bits";
pub(crate) const EXPONENT_TOO_LARGE: &str = "the RSA exponent is too large";

/// Why this key is not used.
pub(crate) fn key_fault(refusal: KeyRefusal, algorithm: String) -> Fault {
    let malformed = |problem| Fault::PublicKeyMalformed {
        algorithm: algorithm.clone(),
        problem,
    };
    match refusal {
        KeyRefusal::Unsupported { name } => Fault::PublicKeyUnsupported {
            algorithm: name.map_or(algorithm, str::to_owned),
        },
        KeyRefusal::BadParameters { .. } => {
            malformed("the parameters beside its algorithm are not what the algorithm asks for")
        }
        KeyRefusal::Malformed { reason } => malformed(reason),
        KeyRefusal::PointNotOnCurve { .. } => malformed("the point is not on its curve"),
        KeyRefusal::PointOfSmallOrder { .. } => {
            malformed("the point has a small order: anybody can sign for it")
        }
        KeyRefusal::ModulusEven => malformed("the RSA modulus is even"),
        KeyRefusal::ModulusTooLarge { .. } => malformed(MODULUS_TOO_LARGE),
        KeyRefusal::ExponentTooSmall => malformed("the RSA exponent is less than 3"),
        KeyRefusal::ExponentEven => malformed("the RSA exponent is even"),
        KeyRefusal::ExponentTooLarge => malformed(EXPONENT_TOO_LARGE),
    }
}

#[cfg(test)]
mod tests {
    use mint::{Hash, Scheme};

    use crate::checks::testing::{errors, judge};

    #[test]
    fn who_is_trusted_as_it_is_may_be_signed_with_any_algorithm() {
        let home = mint::ca("Router").scheme(Scheme::Ecdsa(Hash::Sha1)).issue();
        assert!(errors(&judge(&[&home, &home], |_| {})).is_empty());
        // Not trusted itself.
        let other = mint::root("Other");
        let errors = errors(&judge(&[&home, &other], |_| {}));
        assert!(
            errors.contains(&("signature-algorithm-weak", Some(0))),
            "{errors:?}"
        );
    }
}
