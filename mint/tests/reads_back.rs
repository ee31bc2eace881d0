//! What mint writes, read back by somebody else's parser and verified by RustCrypto.

use mint::{
    CertificateStatus, Criticality, GeneralName, Hash, Issued, Key, Name, csr, der,
    extension::{self, BasicConstraints},
    oid,
};
use p256::ecdsa::{Signature, VerifyingKey, signature::Verifier};
use x509_parser::{certification_request::X509CertificationRequest, prelude::*};

fn parse(issued: &Issued) -> X509Certificate<'_> {
    let (rest, certificate) = X509Certificate::from_der(&issued.der).unwrap();
    assert!(rest.is_empty());
    certificate
}

fn is_signed_by(issuer: &Key, signed: &[u8], signature: &[u8]) -> bool {
    let key = VerifyingKey::from_sec1_bytes(&issuer.public_key()).unwrap();
    let signature = Signature::from_der(signature).unwrap();
    key.verify(signed, &signature).is_ok()
}

#[test]
fn a_default_chain_is_as_documented() {
    let root = mint::root("Root");
    let intermediate = root.ca("Intermediate").issue();
    let leaf = intermediate.leaf(&["a.example", "10.0.0.1"]).issue();
    for (subject, issuer) in [
        (&root, &root),
        (&intermediate, &root),
        (&leaf, &intermediate),
    ] {
        let certificate = parse(subject);
        assert_eq!(certificate.version(), X509Version::V3);
        assert_eq!(certificate.issuer().as_raw(), issuer.subject.der());
        assert_eq!(certificate.subject().as_raw(), subject.subject.der());
        assert_eq!(certificate.raw_serial(), subject.serial);
        let signature = &certificate.signature_value.data;
        let signed = certificate.tbs_certificate.as_ref();
        assert!(is_signed_by(&issuer.key, signed, signature));
        assert!(!is_signed_by(&leaf.key, signed, signature));
    }

    let certificate = parse(&intermediate);
    assert!(certificate.is_ca());
    let usage = certificate.key_usage().unwrap().unwrap();
    assert!(usage.critical && usage.value.key_cert_sign() && usage.value.crl_sign());
    assert_eq!(certificate.validity().not_before.timestamp(), 1_577_836_800);
    assert_eq!(certificate.validity().not_after.timestamp(), 2_208_988_800);

    let certificate = parse(&leaf);
    assert_eq!(certificate.subject().to_string(), "CN=a.example");
    assert!(certificate.basic_constraints().unwrap().is_none());
    let usage = certificate.key_usage().unwrap().unwrap();
    assert!(usage.critical && usage.value.digital_signature() && !usage.value.key_cert_sign());
    let purposes = certificate.extended_key_usage().unwrap().unwrap().value;
    assert!(purposes.server_auth && purposes.client_auth && purposes.other.is_empty());
    let names = certificate.subject_alternative_name().unwrap().unwrap();
    assert_eq!(
        names.value.general_names,
        [
            x509_parser::extensions::GeneralName::DNSName("a.example"),
            x509_parser::extensions::GeneralName::IPAddress(&[10, 0, 0, 1]),
        ]
    );
    assert_eq!(certificate.validity().not_before.timestamp(), 1_767_225_600);
    assert_eq!(certificate.validity().not_after.timestamp(), 1_798_761_600);
}

#[test]
fn every_extension_is_understood() {
    let root = mint::root("Root");
    let ca = root
        .ca(Name::empty().c("NO").rdn(&[
            (oid::COMMON_NAME, der::bmp("x")),
            (oid::SERIAL_NUMBER, der::printable("1")),
        ]))
        .basic_constraints(BasicConstraints::CaWithPathLen(300))
        .name_constraints(&["example.com", "10.0.0.0/8"], &["bad.example.com"])
        .policies(&[oid::ANY_POLICY, oid::DOMAIN_VALIDATED])
        .policy_mappings(&[("1.2.3", "1.2.4")])
        .policy_constraints(Some(0), Some(200))
        .inhibit_any_policy(2)
        .authority_information_access(&[(oid::OCSP, "http://o.example")])
        .crl_distribution_points(&["http://c.example/1", "http://c.example/2"])
        .san([
            GeneralName::email("me@x.example"),
            GeneralName::uri("http://u.example"),
            GeneralName::directory("dir"),
            GeneralName::registered_id("1.2.3"),
            GeneralName::other("1.2.3.4", &der::utf8("o")),
        ])
        .issue();
    let certificate = parse(&ca);
    for extension in certificate.extensions() {
        let parsed = extension.parsed_extension();
        assert!(!parsed.unsupported(), "{}", extension.oid);
        assert!(parsed.error().is_none(), "{}: {parsed:?}", extension.oid);
    }
    let constraints = certificate.basic_constraints().unwrap().unwrap();
    assert_eq!(constraints.value.path_len_constraint, Some(300));
    let constraints = certificate.policy_constraints().unwrap().unwrap();
    assert_eq!(constraints.value.require_explicit_policy, Some(0));
    assert_eq!(constraints.value.inhibit_policy_mapping, Some(200));
    let constraints = certificate.name_constraints().unwrap().unwrap();
    assert_eq!(
        constraints.value.permitted_subtrees.as_ref().map(Vec::len),
        Some(2)
    );
    assert_eq!(
        constraints.value.excluded_subtrees.as_ref().map(Vec::len),
        Some(1)
    );
    let names = certificate.subject_alternative_name().unwrap().unwrap();
    assert_eq!(names.value.general_names.len(), 5);
}

#[test]
fn a_crl_lists_what_is_revoked() {
    let root = mint::root("Root");
    let leaf = root.leaf(&["a.example"]).issue();
    let reason = extension::extension(oid::REASON_CODE, false, &der::tlv(0x0a, &[1]));
    let bytes = root
        .crl()
        .this_update("2026-03-01T00:00:00Z")
        .next_update(None)
        .revoke(&leaf, "2026-02-01T00:00:00Z")
        .revoke_serial(&[5], "2026-02-02T00:00:00Z", &[reason])
        .extension(oid::CRL_NUMBER, Criticality::NotCritical, der::integer(7))
        .issue();
    let (_, crl) = CertificateRevocationList::from_der(&bytes).unwrap();
    assert_eq!(crl.issuer().as_raw(), root.subject.der());
    assert_eq!(crl.last_update().timestamp(), 1_772_323_200);
    assert!(crl.next_update().is_none());
    assert_eq!(crl.crl_number().unwrap().to_string(), "7");
    let revoked: Vec<_> = crl.iter_revoked_certificates().collect();
    assert_eq!(revoked.len(), 2);
    assert_eq!(revoked[0].raw_serial(), leaf.serial);
    assert!(revoked[0].reason_code().is_none());
    assert_eq!(
        revoked[1].reason_code().unwrap().1,
        ReasonCode::KeyCompromise
    );
    assert!(is_signed_by(
        &root.key,
        crl.tbs_cert_list.as_ref(),
        &crl.signature_value.data
    ));

    let empty = root.crl().issue();
    let (_, crl) = CertificateRevocationList::from_der(&empty).unwrap();
    assert_eq!(crl.iter_revoked_certificates().count(), 0);
    assert!(crl.next_update().is_some());
}

#[test]
fn a_request_asks_for_its_names() {
    let bytes = csr(&["a.example", "::1"]).issue();
    let (_, request) = X509CertificationRequest::from_der(&bytes).unwrap();
    let info = &request.certification_request_info;
    assert_eq!(info.subject.to_string(), "CN=a.example");
    assert_eq!(info.subject_pki.raw, Key::p256("a.example").spki());
    assert_eq!(request.requested_extensions().unwrap().count(), 1);
    let nameless = csr(&[]).issue();
    let (_, request) = X509CertificationRequest::from_der(&nameless).unwrap();
    assert!(request.requested_extensions().is_none());
}

#[test]
fn an_ocsp_response_says_what_it_was_told() {
    let root = mint::root("Root");
    let leaf = root.leaf(&["a.example"]).issue();
    let contains = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).any(|w| w == part);
    let revoked_at = der::constructed(1, &der::generalized_time("20260201000000Z"));
    let responder = root.leaf(&["ocsp.example"]).issue();

    let good = root.ocsp(&leaf).issue();
    assert!(contains(&good, &der::tlv(0x02, &leaf.serial)));
    assert!(contains(&good, &Hash::Sha1.digest(root.subject.der())));
    assert!(!contains(&good, &revoked_at));
    assert!(!contains(&good, &responder.der));

    let revoked = CertificateStatus::Revoked("2026-02-01T00:00:00Z".to_owned());
    let revoked = root.ocsp(&leaf).status(revoked).issue();
    assert!(contains(&revoked, &revoked_at));

    let delegated = root.ocsp(&leaf).responder(&responder).issue();
    assert!(contains(&delegated, &responder.der));
    assert!(contains(
        &delegated,
        &der::constructed(1, responder.subject.der())
    ));
}
