//! Is the signature value one that its algorithm and the issuer's key can give (RFC 5280 §4.1.1.3)? Whether it verifies is
//! asked elsewhere; here what is wrong with its form is named, which a failed verification cannot say.

use super::Path;
use crate::der::{Tree, tag};
use crate::finding::{Check, Fault, Records};
use crate::signature::{Curve, PublicKey, Scheme};
use crate::text::hex;

/// Asks about every certificate but the anchor, which the leaf may be itself: nobody uses its signature.
pub(super) fn check(path: &Path<'_>, records: &mut Records) {
    for link in path
        .links()
        .filter(|link| path.candidate.anchor != Some(link.index))
    {
        let (rule, index) = (Check::SignatureMalformed, Some(link.index));
        let Some((entry, scheme)) = path.pool.get(link.index).zip(link.contents.scheme.ok()) else {
            records.not_applicable(rule, index);
            continue;
        };
        let issuer = path.candidate.chain.get(link.place + 1);
        let key = issuer
            .and_then(|issuer| path.pool.contents(*issuer))
            .and_then(|contents| contents.public_key.ok());
        let range = &link.contents.signature;
        let bit_string = range.start.saturating_sub(1)..range.end;
        let found = problem(scheme, entry.certificate.bytes(&bit_string), key);
        let fault = found.map(|problem| Fault::SignatureMalformed {
            offset: range.start,
            algorithm: link.contents.outer_algorithm.oid.label(),
            problem,
        });
        records.judge(rule, index, fault);
    }
}

/// What is wrong with a signature, given as the content of its BIT STRING.
fn problem(scheme: Scheme, bit_string: &[u8], key: Option<PublicKey>) -> Option<&'static str> {
    let Some((0, signature)) = bit_string
        .split_first()
        .map(|(unused, rest)| (*unused, rest))
    else {
        return Some("it is not a whole number of bytes");
    };
    let has_size = |size: usize| {
        (signature.len() != size).then_some("it has not the size of its algorithm's signatures")
    };
    match scheme {
        Scheme::RsaPkcs1(_) | Scheme::RsaPss { .. } => match key {
            // RFC 8017 §8.1.2, §8.2.2: "If the length of the signature S is not k octets, output "invalid signature"".
            Some(PublicKey::Rsa { bits, .. } | PublicKey::RsaPss { bits, .. })
                if signature.len() != bits.div_ceil(8) as usize =>
            {
                Some("it has not the length of the issuer's RSA modulus")
            }
            _ => None,
        },
        Scheme::Ecdsa(_) => ecdsa_problem(signature, key.and_then(PublicKey::curve)),
        Scheme::Ed25519 => has_size(64),
        Scheme::MlDsa44 => has_size(2420),
        Scheme::MlDsa65 => has_size(3309),
        Scheme::MlDsa87 => has_size(4627),
    }
}

/// RFC 3279 §2.2.3: `Ecdsa-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }`, in DER; FIPS 186-5 §6.4.2: both "in the interval
/// [1, n-1]".
fn ecdsa_problem(signature: &[u8], curve: Option<Curve>) -> Option<&'static str> {
    const FORM: &str = "it is not a SEQUENCE of two INTEGERs in DER";
    let tree = Tree::read(signature, 0..signature.len());
    let Some(root) = tree
        .root()
        .filter(|root| tree.is_sound() && root.is(tag::SEQUENCE))
    else {
        return Some(FORM);
    };
    let mut fields = root.children();
    let numbers = [fields.take_if(tag::INTEGER), fields.take_if(tag::INTEGER)];
    let [Some(r), Some(s)] = numbers else {
        return Some(FORM);
    };
    if fields.next().is_some() {
        return Some(FORM);
    }
    let in_range = |number: &[u8]| {
        let digits = hex(number);
        let digits = digits.trim_start_matches('0');
        let order = curve.map(order);
        let is_positive = number.first().is_some_and(|first| *first < 0x80) && !digits.is_empty();
        is_positive && order.is_none_or(|n| (digits.len(), digits) < (n.len(), n))
    };
    (!in_range(r.content()) || !in_range(s.content()))
        .then_some("one of its numbers is not between 1 and the order of the curve")
}

/// The order n of the curve's base point, hexadecimal (SEC 2 §2.4.2, §2.5.1, §2.6.1).
fn order(curve: Curve) -> &'static str {
    match curve {
        Curve::P256 => "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        Curve::P384 => concat!(
            "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf",
            "581a0db248b0a77aecec196accc52973"
        ),
        Curve::P521 => concat!(
            "1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa",
            "51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signature::{Hash, PointForm};

    const P256: PublicKey = PublicKey::Ec {
        curve: Curve::P256,
        form: PointForm::Uncompressed,
    };
    const RSA: PublicKey = PublicKey::Rsa {
        bits: 2049,
        exponent: 65537,
    };

    /// r as given, s = 1.
    fn ecdsa(r: &[u8]) -> Vec<u8> {
        let length = r.len() as u8;
        [&[0, 0x30, length + 5, 2, length], r, &[2, 1, 1]].concat()
    }

    fn bytes(digits: &str) -> Vec<u8> {
        let pairs = (0..digits.len()).step_by(2);
        pairs
            .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
            .collect()
    }

    #[test]
    fn names_what_no_algorithm_gives() {
        let n = [vec![0], bytes(order(Curve::P256))].concat();
        let mut below = n.clone();
        *below.last_mut().unwrap() -= 1;
        let sha = Hash::Sha256;
        for (scheme, key, value, is_sound) in [
            (Scheme::Ecdsa(sha), P256, ecdsa(&[1]), true),
            (Scheme::Ecdsa(sha), P256, ecdsa(&[0]), false),
            (Scheme::Ecdsa(sha), P256, ecdsa(&[0xff]), false),
            (Scheme::Ecdsa(sha), P256, ecdsa(&[0, 1]), false),
            (Scheme::Ecdsa(sha), P256, ecdsa(&n), false),
            (Scheme::Ecdsa(sha), P256, ecdsa(&below), true),
            (Scheme::Ecdsa(sha), RSA, ecdsa(&n), true), // of another curve, as far as is known
            (
                Scheme::Ecdsa(sha),
                P256,
                [ecdsa(&[1]), vec![0]].concat(),
                false,
            ),
            (Scheme::Ecdsa(sha), P256, vec![0, 0x30, 3, 2, 1, 1], false),
            (Scheme::RsaPkcs1(sha), RSA, vec![0; 258], true),
            (Scheme::RsaPkcs1(sha), RSA, vec![0; 257], false),
            (Scheme::RsaPkcs1(sha), P256, vec![0; 257], true), // the wrong key is another rule's
            (Scheme::Ed25519, P256, vec![0; 65], true),
            (Scheme::Ed25519, P256, vec![0; 64], false),
            (
                Scheme::Ed25519,
                P256,
                [vec![1], vec![0; 64]].concat(),
                false,
            ),
            (Scheme::MlDsa44, P256, vec![0; 2421], true),
            (Scheme::MlDsa65, P256, vec![0; 2421], false),
            (Scheme::MlDsa87, P256, Vec::new(), false),
        ] {
            let found = problem(scheme, &value, Some(key));
            assert_eq!(
                found.is_none(),
                is_sound,
                "{scheme:?} {value:02x?}: {found:?}"
            );
        }
    }

    #[test]
    fn the_orders_have_the_sizes_of_their_curves() {
        for curve in [Curve::P256, Curve::P384, Curve::P521] {
            let digits = order(curve);
            let first = digits
                .chars()
                .next()
                .and_then(|digit| digit.to_digit(16))
                .unwrap();
            let bits = (digits.len() as u32 - 1) * 4 + (32 - first.leading_zeros());
            assert_eq!(bits, curve.bits(), "{curve:?}");
        }
    }
}
