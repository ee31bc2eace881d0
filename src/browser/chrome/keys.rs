//! Keys and signature algorithms (b:`pki/signature_algorithm.cc`, `pki/verify_signed_data.cc`,
//! `pki/simple_path_builder_delegate.cc`). The same for public and local roots.

use super::algorithms_differ;
use crate::checks::Link;
use crate::finding::{Check, Fault, Records};
use crate::profile::Role;
use crate::signature::{Curve, PointForm, PublicKey, Scheme, SchemeRefusal};

/// `SimplePathBuilderDelegate::IsPublicKeyAcceptable`, with the minimum that cvpb sets.
const RSA_MINIMUM: u32 = 1024;
/// BoringSSL reads no shorter RSA key (crypto/fipsmodule/rsa).
const RSA_READABLE: u32 = 512;

pub(super) fn check(link: Link<'_>, records: &mut Records) {
    let index = Some(link.index);
    if link.role == Role::Anchor {
        // "root's own signature is never verified" (b:verify_certificate_chain.cc).
        for rule in [
            Check::SignatureAlgorithmMismatch,
            Check::SignatureAlgorithmWeak,
            Check::SignatureAlgorithmUnsupported,
        ] {
            records.not_applicable(rule, index);
        }
    } else {
        let fault = algorithms_differ(link);
        records.judge(Check::SignatureAlgorithmMismatch, index, fault);
        signature_algorithm(link, records);
    }
    public_key(link, records);
}

pub(super) fn is_rsa(link: Link<'_>) -> bool {
    matches!(link.contents.public_key, Ok(PublicKey::Rsa { .. }))
}

/// RSA PKCS#1 v1.5 and ECDSA with SHA-256, SHA-384 or SHA-512; RSA-PSS with one hash throughout and a salt as long as it. SHA-1 is
/// refused for what it is; Ed25519 is not among them.
fn signature_algorithm(link: Link<'_>, records: &mut Records) {
    let index = Some(link.index);
    let algorithm = &link.contents.outer_algorithm;
    let unsupported = |problem| Fault::SignatureAlgorithmUnsupported {
        oid: algorithm.oid.clone(),
        algorithm: link.contents.scheme.ok().map(Scheme::name),
        problem,
    };
    let fault = match link.contents.scheme {
        Ok(Scheme::RsaPkcs1(_) | Scheme::Ecdsa(_)) => None,
        Ok(Scheme::RsaPss { hash, salt_length }) if salt_length == hash.size() => None,
        Ok(Scheme::RsaPss { .. }) => Some(unsupported(Some(
            "Chrome takes only a salt as long as the hash",
        ))),
        Ok(Scheme::MlDsa44 | Scheme::MlDsa65 | Scheme::MlDsa87) => {
            Some(unsupported(Some("Chrome takes no such signature")))
        }
        Ok(Scheme::Ed25519) => Some(unsupported(Some("Chrome takes no such signature"))),
        Err(SchemeRefusal::Weak { name }) => {
            Some(Fault::SignatureAlgorithmWeak { algorithm: name })
        }
        Err(SchemeRefusal::Unsupported { name }) => Some(Fault::SignatureAlgorithmUnsupported {
            oid: algorithm.oid.clone(),
            algorithm: name,
            problem: None,
        }),
        Err(SchemeRefusal::BadParameters { name, reason }) => {
            Some(Fault::SignatureAlgorithmUnsupported {
                oid: algorithm.oid.clone(),
                algorithm: Some(name),
                problem: Some(reason),
            })
        }
    };
    let broken = fault.as_ref().map(Fault::check);
    for rule in [
        Check::SignatureAlgorithmWeak,
        Check::SignatureAlgorithmUnsupported,
    ] {
        if Some(rule) != broken {
            records.passed(rule, index);
        }
    }
    if let Some(fault) = fault {
        records.broken(fault, index);
    }
}

/// RSA of 1024 to 16384 bits, and P-256, P-384 and P-521 as named curves.
fn public_key(link: Link<'_>, records: &mut Records) {
    let index = Some(link.index);
    let algorithm = || link.contents.key_algorithm.oid.label();
    let malformed = |problem| Fault::PublicKeyMalformed {
        algorithm: algorithm(),
        problem,
    };
    let fault = match link.contents.public_key {
        Ok(PublicKey::Rsa { bits, .. }) if bits < RSA_READABLE => {
            Some(malformed("Chrome reads no RSA key of less than 512 bits"))
        }
        Ok(PublicKey::Rsa { bits, .. }) if bits < RSA_MINIMUM => Some(Fault::PublicKeyTooSmall {
            algorithm: algorithm(),
            bits,
            minimum: RSA_MINIMUM,
        }),
        Ok(PublicKey::Rsa { .. }) => None,
        Ok(PublicKey::Ec {
            curve: Curve::P256 | Curve::P384 | Curve::P521,
            form: PointForm::Uncompressed,
        }) => None,
        Ok(PublicKey::Ec { .. }) => Some(malformed("Chrome reads uncompressed points only")),
        Ok(other) => Some(Fault::PublicKeyUnsupported {
            algorithm: other.algorithm_name().to_owned(),
            problem: None,
        }),
        Err(refusal) => Some(crate::checks::algorithms::key_fault(refusal, algorithm())),
    };
    let broken = fault.as_ref().map(Fault::check);
    for rule in [
        Check::PublicKeyMalformed,
        Check::PublicKeyUnsupported,
        Check::PublicKeyTooSmall,
    ] {
        if Some(rule) != broken {
            records.passed(rule, index);
        }
    }
    if let Some(fault) = fault {
        records.broken(fault, index);
    }
}
