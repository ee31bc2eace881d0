//! The TLS feature extension (RFC 7633): what a leaf demands of the handshake, and what a CA demands of its certificates
//! (`pkixcheck.cpp`, `TLSFeaturesSatisfiedInternal`, `CheckTLSFeatures`).

use super::Code;
use super::back_cert::BackCert;
use super::reader::{Refusal, bad_der, tag};

/// status_request (RFC 6066 §8): "must-staple".
const STATUS_REQUEST: &[u8] = &[5];

/// Why the handshake does not have what the leaf demands. Any stapled response satisfies it; what it says is another rule's.
pub(crate) fn unsatisfied(leaf: &BackCert<'_>, is_stapled: bool) -> Option<Refusal> {
    let extension = leaf.extensions.tls_feature?;
    let missing = Refusal {
        code: Code::RequiredTlsFeatureMissing,
        rule: "a TLS feature that the handshake lacks",
        offset: extension.offset,
    };
    let mut outer = extension.reader();
    let features = match outer.expect(tag::SEQUENCE) {
        Ok(features) => features,
        Err(refusal) => return Some(refusal),
    };
    let mut list = features.reader();
    if list.is_at_end() {
        return Some(bad_der(
            "a list of TLS features without any",
            features.offset,
        ));
    }
    while !list.is_at_end() {
        match list.expect(tag::INTEGER) {
            Ok(feature) if feature.bytes == STATUS_REQUEST && is_stapled => {}
            Ok(_) => return Some(missing),
            Err(refusal) => return Some(refusal),
        }
    }
    outer.end().err()
}

/// Whether a certificate has its issuer's extension, where the issuer has one, byte for byte.
pub(crate) fn is_inherited(subject: &BackCert<'_>, issuer: &BackCert<'_>) -> bool {
    let own = subject.extensions.tls_feature.map(|value| value.bytes);
    issuer
        .extensions
        .tls_feature
        .is_none_or(|demanded| own == Some(demanded.bytes))
}

#[cfg(test)]
mod tests {
    use super::super::reader::Input;
    use super::*;
    use mint::der;

    fn with(value: &[u8]) -> BackCert<'_> {
        let mut certificate = BackCert::default();
        certificate.extensions.tls_feature = Some(Input::whole(value));
        certificate
    }

    #[test]
    fn a_leaf_demands_a_staple() {
        let (missing, malformed) = (Some(Code::RequiredTlsFeatureMissing), Some(Code::BadDer));
        let list = |features: &[u8]| {
            let features: Vec<Vec<u8>> = features
                .iter()
                .map(|feature| der::tlv(2, &[*feature]))
                .collect();
            der::sequence(&features)
        };
        for (value, without, with_staple) in [
            (list(&[5]), missing, None),
            (list(&[5, 5]), missing, None),
            (list(&[17]), missing, missing),
            (list(&[5, 17]), missing, missing),
            (list(&[]), malformed, malformed),
            (der::sequence(&[der::null()]), malformed, malformed),
            (der::null(), malformed, malformed),
        ] {
            let found = [false, true]
                .map(|stapled| unsatisfied(&with(&value), stapled).map(|refusal| refusal.code));
            assert_eq!(found, [without, with_staple], "{value:02x?}");
        }
        assert_eq!(unsatisfied(&BackCert::default(), false), None);
    }

    #[test]
    fn a_ca_demands_the_same_extension_below() {
        let (one, other) = (
            der::sequence(&[der::tlv(2, &[5])]),
            der::sequence(&[der::tlv(2, &[17])]),
        );
        let none = BackCert::default();
        assert!(is_inherited(&with(&one), &with(&one)));
        assert!(is_inherited(&with(&one), &none));
        assert!(is_inherited(&none, &none));
        assert!(!is_inherited(&with(&other), &with(&one)));
        assert!(!is_inherited(&none, &with(&one)));
    }
}
