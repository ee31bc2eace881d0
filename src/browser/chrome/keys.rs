//! Keys and signature algorithms (b:`pki/signature_algorithm.cc`, `pki/verify_signed_data.cc`,
//! `pki/simple_path_builder_delegate.cc`). The same for public and local roots.

use super::reading;
use crate::certificate::{Algorithm, Contents};
use crate::checks::{Link, Path, algorithms};
use crate::der::{Tag, Tree};
use crate::finding::{Check, Fault, Records};
use crate::oid::known;
use crate::path::Role;
use crate::request::{Purpose, Terms, Tls};
use crate::signature::{Curve, KeyRefusal, PublicKey, Scheme};

/// `SimplePathBuilderDelegate::IsPublicKeyAcceptable`, with the minimum that cvpb sets.
const RSA_MINIMUM: u32 = 1024;
/// BoringSSL reads no shorter RSA key (crypto/fipsmodule/rsa).
const RSA_READABLE: u32 = 512;

/// BoringSSL reads no RSA key with an exponent of more than 33 bits.
pub(super) fn is_too_large(exponent: u64) -> bool {
    exponent >> 33 != 0
}

pub(super) fn check(path: &Path<'_>, link: Link<'_>, records: &mut Records) {
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
        let entry = path.pool.get(link.index);
        let identifiers = entry.and_then(|entry| reading::algorithms(&entry.certificate));
        // What Chrome cannot read at all is told as that.
        let fault = identifiers.and_then(|[inner, outer]| algorithms_differ(link, inner, outer));
        records.judge(Check::SignatureAlgorithmMismatch, index, fault);
        let is_readable = identifiers.is_none_or(|[_, outer]| reading::algorithm(outer).is_some());
        signature_algorithm(link, is_readable, records);
    }
    public_key(link, records);
}

/// Whether the inner and the outer algorithm are the same to Chrome: the same bytes, or the same algorithm once read
/// (b:`VerifySignatureAlgorithmsMatch`).
fn algorithms_differ(link: Link<'_>, inner: &[u8], outer: &[u8]) -> Option<Fault> {
    let read = |identifier| {
        let (oid, parameters) = reading::algorithm(identifier)?;
        Scheme::from_algorithm(oid, parameters).ok()
    };
    let is_same = inner == outer || read(inner).is_some() && read(inner) == read(outer);
    let Contents {
        inner_algorithm,
        outer_algorithm,
        ..
    } = link.contents;
    let has_one_name = inner_algorithm.oid == outer_algorithm.oid;
    let told = |identifier, algorithm: &Algorithm| match reading::algorithm(identifier) {
        None => "(not readable)".to_owned(),
        Some(_) if has_one_name => algorithm.described(),
        Some(_) => algorithm.label(),
    };
    (!is_same).then(|| Fault::SignatureAlgorithmMismatch {
        inner: told(inner, inner_algorithm),
        outer: told(outer, outer_algorithm),
    })
}

/// The leaf's key must be of a kind that Chrome offers in the handshake (net/socket/ssl_client_socket_impl.cc).
pub(super) fn offered(leaf: Link<'_>, spki: &[u8], terms: &Terms, records: &mut Records) {
    let fault = not_offered(leaf.contents, spki, terms.tls)
        .filter(|_| terms.purpose == Purpose::Server)
        .map(|algorithm| Fault::TlsKeyNotOffered { algorithm });
    records.judge(Check::TlsKeyNotOffered, Some(leaf.index), fault);
}

/// The kind of a key that Chrome does not offer to verify with.
pub(super) fn not_offered(contents: &Contents, spki: &[u8], tls: Tls) -> Option<&'static str> {
    match contents.public_key {
        Ok(PublicKey::Ec {
            curve: Curve::P521, ..
        }) => Some("P-521"),
        Ok(PublicKey::Ed25519) => Some("Ed25519"),
        Ok(PublicKey::RsaPss { .. }) => Some("RSASSA-PSS"),
        // Of TLS 1.3 alone (draft-ietf-tls-mldsa): under 1.2 a server with such a key has no cipher suite.
        Ok(PublicKey::MlDsa44 | PublicKey::MlDsa65 | PublicKey::MlDsa87) if tls == Tls::V12 => {
            Some("ML-DSA")
        }
        _ if is_dsa(contents, spki) => Some("DSA"),
        _ => None,
    }
}

/// A DSA key (RFC 3279 §2.3.2) of a size that somebody may have: its server has nothing to sign with that Chrome offers. A
/// shorter one, or one without parameters, may be sent by a server of another key, and then cannot be read.
fn is_dsa(contents: &Contents, spki: &[u8]) -> bool {
    const SHORTEST: usize = 512 / 8;
    let info = Tree::read(spki, 0..spki.len());
    let bits = info.root().and_then(|info| info.children().nth(1));
    let key = bits
        .and_then(|bits| bits.content().get(1..))
        .unwrap_or_default();
    let key = Tree::read(key, 0..key.len());
    let octets = key.root().map_or(0, |number| number.content().len());
    let algorithm = &contents.key_algorithm;
    algorithm.oid.content() == known::DSA && algorithm.parameters.is_some() && octets >= SHORTEST
}

/// RSA PKCS#1 v1.5 and ECDSA with SHA-256, SHA-384 or SHA-512; RSA-PSS with one hash throughout and a salt as long as it; ML-DSA
/// (Chromium 156 takes all three, asked). SHA-1 is refused for what it is; Ed25519 is not among them.
fn signature_algorithm(link: Link<'_>, is_readable: bool, records: &mut Records) {
    let index = Some(link.index);
    let algorithm = &link.contents.outer_algorithm;
    let unsupported = |problem| Fault::SignatureAlgorithmUnsupported {
        oid: algorithm.oid.clone(),
        algorithm: link.contents.scheme.ok().map(Scheme::name),
        problem,
    };
    let fault = match link.contents.scheme {
        Ok(_) if !is_readable => Some(unsupported(Some("it is no AlgorithmIdentifier in DER"))),
        Ok(Scheme::RsaPkcs1(_) | Scheme::Ecdsa(_)) => None,
        Ok(Scheme::RsaPss { hash, salt_length }) => {
            let problem = match (salt_length == hash.size(), has_trailer_field(algorithm)) {
                (true, false) => None,
                (false, _) => Some("Chrome takes only a salt as long as the hash"),
                (true, true) => Some("the trailer field is written out"),
            };
            problem.map(|problem| unsupported(Some(problem)))
        }
        Ok(Scheme::MlDsa44 | Scheme::MlDsa65 | Scheme::MlDsa87) => None,
        Ok(Scheme::Ed25519) => Some(unsupported(Some("Chrome takes no such signature"))),
        Err(_) if is_merkle_proof(algorithm) => None,
        Err(refusal) => Some(algorithms::scheme_fault(refusal, algorithm.oid.clone())),
    };
    let rules = [
        Check::SignatureAlgorithmWeak,
        Check::SignatureAlgorithmUnsupported,
    ];
    records.judge_all(&rules, index, fault);
}

/// id-alg-mtcProof, which is known (b:pki/signature_algorithm.cc) and verifies only below an anchor of its own kind.
pub(super) fn is_merkle_proof(algorithm: &Algorithm) -> bool {
    const MERKLE_PROOF: &[u8] = &[0x2b, 6, 1, 4, 1, 0x82, 0xda, 0x4b, 47, 0];
    algorithm.oid.content() == MERKLE_PROOF && algorithm.parameters.is_none()
}

/// RSASSA-PSS-params with trailerField, which DER forbids to write out where it has its default.
fn has_trailer_field(algorithm: &Algorithm) -> bool {
    let parameters = algorithm.parameters.as_deref().unwrap_or_default();
    let tree = Tree::read(parameters, 0..parameters.len());
    let fields = tree.root().map(|root| root.children());
    fields
        .into_iter()
        .flatten()
        .any(|field| field.is(Tag::context(3, true)))
}

/// RSA of 1024 to 16384 bits, ML-DSA, and P-256, P-384 and P-521 as named curves.
fn public_key(link: Link<'_>, records: &mut Records) {
    let index = Some(link.index);
    let algorithm = || link.contents.key_algorithm.label();
    let malformed = |problem| Fault::PublicKeyMalformed {
        algorithm: algorithm(),
        problem,
    };
    let fault = match link.contents.public_key {
        Ok(PublicKey::Rsa { exponent, .. }) if is_too_large(exponent) => Some(
            algorithms::key_fault(KeyRefusal::ExponentTooLarge, algorithm()),
        ),
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
            ..
        }) => None,
        Ok(PublicKey::MlDsa44 | PublicKey::MlDsa65 | PublicKey::MlDsa87) => None,
        Ok(other) => Some(Fault::PublicKeyUnsupported {
            algorithm: other.algorithm_name().to_owned(),
        }),
        Err(refusal) => Some(algorithms::key_fault(refusal, algorithm())),
    };
    let rules = [
        Check::PublicKeyMalformed,
        Check::PublicKeyUnsupported,
        Check::PublicKeyTooSmall,
    ];
    records.judge_all(&rules, index, fault);
}
