//! Every fault is explained, with its values, in the house's form, and nothing hostile gets into a command.

mod reference;

use super::words::{
    JOIN_CHAIN, date, is_harmless, is_harmless_url, list, make_request, san_entry,
    see_what_is_served,
};
use super::*;
use crate::finding::Check;
use crate::oid::{Oid, known};
use crate::profile;
use crate::time::Time;

const ROLES: [Role; 4] = [Role::Leaf, Role::Intermediate, Role::Anchor, Role::None];

fn time(text: &str) -> Time {
    Time::parse_rfc3339(text).unwrap()
}

/// One fault of every kind, in the table's order, with `text` wherever a certificate could put its own words.
fn samples(text: &str) -> Vec<Fault> {
    let text = || text.to_owned();
    let oid = || Oid::from_content(known::KEY_USAGE);
    let (begin, end, now) = (
        time("2026-01-02T03:04:00Z"),
        time("2026-03-04T05:06:07Z"),
        time("2026-11-23T16:00:00Z"),
    );
    let problem = "it is wrong";
    vec![
        Fault::CertificateTooLarge {
            size: 5001,
            limit: 4001,
        },
        Fault::DerTruncated {
            offset: 71,
            element: Some(text()),
        },
        Fault::DerLengthInvalid {
            offset: 72,
            problem,
        },
        Fault::DerTagInvalid {
            offset: 73,
            problem,
        },
        Fault::DerValueInvalid {
            offset: 74,
            element: Some("INTEGER".to_owned()),
            problem,
        },
        Fault::DerSetUnordered { offset: 75 },
        Fault::DerTrailingData { offset: 76 },
        Fault::DerTooDeep { offset: 77 },
        Fault::CertificateStructureInvalid {
            offset: 78,
            field: "issuer",
            expected: text(),
            found: Some(text()),
        },
        Fault::DerDefaultEncoded {
            offset: 79,
            field: "version",
        },
        Fault::ChromeCannotRead {
            rule: problem,
            offset: 80,
            error: "NET::ERR_CERT_INVALID",
        },
        Fault::FirefoxCannotRead {
            rule: problem,
            offset: 81,
            error: "SEC_ERROR_BAD_DER",
        },
        Fault::SctListRefused { problem },
        Fault::VersionInvalid {
            version: 7,
            problem,
        },
        Fault::SerialNumberInvalid {
            serial_number: text(),
            problem,
        },
        Fault::IssuerNameEmpty {},
        Fault::ValidityTimeInvalid {
            offset: 80,
            field: "notAfter",
            found: text(),
            problem,
        },
        Fault::ValidityInverted {
            not_before: end,
            not_after: begin,
        },
        Fault::ExtensionDuplicate {
            oid: oid(),
            name: text(),
            offset: 81,
        },
        Fault::ExtensionMalformed {
            oid: oid(),
            name: text(),
            offset: 82,
            problem: text(),
        },
        Fault::CriticalExtensionUnknown {
            oid: oid(),
            name: text(),
            offset: 83,
        },
        Fault::SignatureAlgorithmMismatch {
            inner: text(),
            outer: "outer-algorithm".to_owned(),
        },
        Fault::SignatureAlgorithmWeak {
            algorithm: "md5WithRSAEncryption",
        },
        Fault::SignatureAlgorithmUnsupported {
            oid: oid(),
            algorithm: Some("some-algorithm"),
            problem: Some(problem),
        },
        Fault::PublicKeyMalformed {
            algorithm: text(),
            problem,
        },
        Fault::PublicKeyUnsupported { algorithm: text() },
        Fault::PublicKeyTooSmall {
            algorithm: text(),
            bits: 1023,
            minimum: 2047,
        },
        Fault::PublicKeyShort {
            algorithm: text(),
            bits: 1536,
            minimum: 2048,
        },
        Fault::SelfSignedNotTrusted { subject: text() },
        Fault::AnchorNameReused {
            subject: text(),
            presented_key: "a1".repeat(32),
            trusted_key: "b2".repeat(32),
        },
        Fault::RootNotTrusted {
            subject: text(),
            anchors: 141,
        },
        Fault::IssuerNotFound {
            issuer: text(),
            anchors: 142,
            ca_issuers: vec![text()],
            names_itself: false,
        },
        Fault::PathLoop { issuer: text() },
        Fault::PathTooLong {
            limit: 31,
            set_by: "request",
        },
        Fault::SignatureInvalid {
            issuer: text(),
            algorithm: text(),
            key_fits: true,
            key_identifiers_differ: false,
            signer_key: None,
        },
        Fault::SearchLimitReached {
            limit: "candidates",
            value: 3001,
        },
        Fault::BasicConstraintsMissing {},
        Fault::IssuerNotCa {},
        Fault::PathLengthExceeded { limit: 1, found: 2 },
        Fault::KeyUsageLacksCertSign {
            usages: vec!["cRLSign", "digitalSignature"],
        },
        Fault::KeyUsageUnsuitable {
            usages: vec!["cRLSign", "keyCertSign"],
        },
        Fault::TlsKeyNotOffered {
            algorithm: "Ed25519",
        },
        Fault::TlsFeatureMissing { demanded_by: None },
        Fault::ExtendedKeyUsageUnsuitable {
            purpose: "serverAuth",
            purposes: vec![text(), "codeSigning".to_owned()],
        },
        Fault::NameConstraintMalformed {
            form: Some("dNSName"),
            constraint: Some(text()),
            problem: "it begins with a dot",
        },
        Fault::NameConstraintsTooMany {
            names: 2001,
            constraints: 3001,
            limit: 1_048_576,
        },
        Fault::NameConstraintViolated {
            name: text(),
            form: "dNSName",
            constraints: vec![text()],
            constrainer: 3,
            excluded: false,
        },
        Fault::NameConstraintUnsupported {
            form: "registeredID",
            name: text(),
            constrainer: 3,
        },
        Fault::PolicyGraphTooLarge { limit: 4096 },
        Fault::PolicyMappingAnyPolicy {
            issuer_domain_policy: Oid::from_content(&[0x55, 0x1d, 32, 0]),
            subject_domain_policy: Oid::from_content(&[0x2a, 3]),
        },
        Fault::PolicyRequiredNotFound {
            demanded_by: Some(3),
            acceptable: vec![text()],
            valid: Vec::new(),
            stated: vec![text()],
        },
        Fault::CertificateExpired {
            not_after: end,
            time: now,
            days: 264,
        },
        Fault::CertificateNotYetValid {
            not_before: now,
            time: end,
            days: 1,
        },
        Fault::AnchorOutOfDate {
            not_before: begin,
            not_after: end,
            time: now,
        },
        Fault::SubjectAlternativeNameMissing {
            hostname: text(),
            common_name: Some(text()),
        },
        Fault::HostnameMismatch {
            hostname: text(),
            names: vec![format!("a.{}", text()), "b.example".to_owned()],
            more: 41,
        },
        Fault::SubjectAlternativeNameUnusable {
            entry: text(),
            problem,
        },
        Fault::HostnameNotChecked {},
        Fault::SignatureMalformed {
            offset: 84,
            algorithm: text(),
            problem,
        },
        Fault::ValidityTimeForm {
            offset: 85,
            field: "notBefore",
            found: text(),
        },
        Fault::CaSubjectEmpty {},
        Fault::SubjectEmptyWithoutCriticalNames { has_names: true },
        Fault::UniqueIdentifierPresent {
            offset: 86,
            field: "issuerUniqueID",
        },
        Fault::ExtensionCritical {
            oid: oid(),
            name: text(),
            offset: 87,
            section: "4.2.1.1",
        },
        Fault::ExtensionNotCritical {
            oid: oid(),
            name: text(),
            offset: 88,
            section: "4.2.1.9",
        },
        Fault::ExtensionCriticalityUnadvised {
            oid: oid(),
            name: text(),
            offset: 89,
            section: "4.2.1.3",
            critical: false,
        },
        Fault::SubjectAlternativeNameCritical { offset: 90 },
        Fault::NameConstraintsNotCritical { offset: 91 },
        Fault::ExtensionValueNotAllowed {
            oid: oid(),
            name: text(),
            offset: 92,
            section: "4.2.1.13",
            problem: text(),
        },
        Fault::AuthorityKeyIdentifierMissing {
            has_extension: false,
        },
        Fault::SubjectKeyIdentifierMissing {},
        Fault::CaKeyUsageMissing {},
        Fault::CertSignWithoutCa {
            usages: vec!["digitalSignature", "keyCertSign"],
        },
        Fault::NameAttributeMalformed {
            field: "subject",
            attribute: text(),
            problem,
        },
        Fault::AlternativeNameMalformed {
            extension: text(),
            form: "dNSName",
            entry: text(),
            offset: 93,
            problem,
        },
        Fault::PathLengthMeaningless { problem },
        Fault::NameConstraintsOutsideCa { offset: 94 },
        Fault::VersionNotThree { version: 1 },
        Fault::SerialNumberGuessable {
            serial_number: text(),
            bits: 33,
            minimum: 41,
        },
        Fault::PublicKeyNotPermitted {
            algorithm: text(),
            bits: Some(2052),
            problem,
        },
        Fault::SignatureAlgorithmNotPermitted {
            algorithm: text(),
            problem,
        },
        Fault::ValidityTooLong {
            not_before: begin,
            not_after: end,
            days: 399,
            limit: 398,
        },
        Fault::ExtendedKeyUsageMissing {},
        Fault::ExtendedKeyUsageAny {},
        Fault::ExtendedKeyUsageNotPermitted { purpose: text() },
        Fault::KeyUsageNotPermitted {
            algorithm: "RSA",
            usages: vec!["digitalSignature", "keyCertSign"],
        },
        Fault::ExtendedKeyUsageCritical { offset: 95 },
        Fault::RootExtendedKeyUsage { offset: 96 },
        Fault::IntermediateExtendedKeyUsageMissing {},
        Fault::AuthorityKeyIdentifierNotPlain {
            offset: 97,
            problem,
        },
        Fault::ServerNamesMissing {},
        Fault::ServerNameFormNotPermitted {
            form: "rfc822Name",
            entry: text(),
        },
        Fault::ServerNameInternal {
            entry: text(),
            problem,
        },
        Fault::CommonNameNotListed {
            common_name: text(),
        },
        Fault::CommonNameUnmatched {
            common_name: text(),
        },
        Fault::WildcardOnPublicSuffix {
            entry: text(),
            suffix: text(),
        },
        Fault::ServerExtensionMissing {
            name: "certificatePolicies",
            section: "7.1.2.7.9",
        },
        Fault::CertificateRevoked {
            serial_number: text(),
            revoked_at: begin,
            reason: "keyCompromise",
            invalidity_date: Some(end),
            source: "crl",
        },
        Fault::RevocationUnknown {
            serial_number: text(),
            issuer: text(),
            crls: 41,
            ocsp_responses: 42,
        },
        Fault::CrlUnusable {
            reason: "expired",
            issuer: Some(text()),
            this_update: Some(begin),
            next_update: Some(end),
            time: now,
            problem: Some(text()),
            offset: Some(43),
            part: 44,
            line: Some(45),
        },
        Fault::OcspStapleRefused {
            problem,
            error: "SEC_ERROR_OCSP_BAD_SIGNATURE",
        },
        Fault::OcspUnusable {
            reason: "not-successful",
            this_update: Some(begin),
            next_update: Some(end),
            time: now,
            problem: Some(text()),
            offset: Some(46),
            part: 47,
            line: Some(48),
        },
        Fault::CertificateTransparencyInsufficient {
            problem: "too-few-logs",
            scts: 61,
            logs: 62,
            needed: 63,
            operators: vec![text()],
        },
        Fault::SctUnusable {
            source: "tls",
            number: 64,
            reason: "undecodable",
            problem: Some("it is too short"),
            log: Some(text()),
            log_id: None,
            timestamp: Some(end),
        },
        Fault::TransparencyNotJudged {
            reason: "list-too-new",
            list_date: Some(now),
            unknown_logs: 65,
        },
        Fault::RootConstraintViolated {
            root: text(),
            sct_not_after: Some(begin),
            sct_all_after: Some(end),
            earliest_sct: Some(now),
            name: None,
            permitted_dns_names: vec![text()],
            min_version: Some("153.0.8010.0".to_owned()),
            max_version_exclusive: Some("154.1.2.3".to_owned()),
            version: "156.0.8078.79".to_owned(),
        },
        Fault::RootDistrustedAfter {
            root: text(),
            distrust_after: begin,
            not_before: end,
        },
        Fault::CertificateInOnecrl {
            serial_number: text(),
            by: "issuer and serial number",
            list_date: "2026-11-03".to_owned(),
        },
        Fault::ImposedNameConstraintViolated {
            name: text(),
            permitted: vec!["fr".to_owned()],
            constrainer: 7,
        },
        Fault::LocalNameOnPublicRoot {
            hostname: text(),
            problem,
        },
        Fault::PublicRootKeyTooSmall {
            algorithm: text(),
            bits: 1024,
            minimum: 2048,
        },
        Fault::IntermediatePreloaded {
            issuer: text(),
            is_sent: false,
        },
        Fault::AnchorIsIntermediate {
            subject: text(),
            store: Some("mozilla"),
        },
        Fault::LeafIsCa {},
        Fault::CertificateUnreadable { problem: text() },
        Fault::CertificateDuplicate { first: 51 },
        Fault::CertificateUnused { relation: "none" },
        Fault::CertificatesOutOfOrder {
            order: vec![4, 6, 5],
        },
        Fault::InputNotUnderstood {
            input: "fetched",
            part: 60,
            offset: 61,
            line: Some(62),
            problem: text(),
        },
        Fault::PemUnloadable {
            part: 69,
            line: 70,
            problem,
        },
        Fault::PrivateKeyMatches {
            input: "anchors",
            part: 63,
            line: Some(64),
        },
        Fault::PrivateKeyMismatch {
            input: "certificates",
            part: 65,
            line: Some(66),
            owner: Some(67),
            owner_is_ca: false,
            same_kind: true,
        },
        Fault::PrivateKeyPresent {
            input: "crls",
            part: 67,
            line: None,
            damaged: true,
            problem: "A private key, PEM; it is damaged".to_owned(),
        },
    ]
}

/// What the explanation of a sample must say. No catch-all: whoever adds a fault decides here what of it is shown.
fn values(fault: &Fault) -> Vec<String> {
    let byte = |offset: &usize| format!("byte {offset}");
    let all = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    match fault {
        Fault::CertificateTooLarge { .. } => all(&["5001 bytes", "4001"]),
        Fault::DerTruncated { offset, element } => vec![byte(offset), element.clone().unwrap()],
        Fault::DerLengthInvalid { offset, problem } | Fault::DerTagInvalid { offset, problem } => {
            vec![byte(offset), (*problem).to_owned()]
        }
        Fault::DerValueInvalid { offset, .. } => {
            [vec![byte(offset)], all(&["(INTEGER)", "it is wrong"])].concat()
        }
        Fault::DerSetUnordered { offset }
        | Fault::DerTrailingData { offset }
        | Fault::DerTooDeep { offset } => {
            vec![byte(offset)]
        }
        Fault::CertificateStructureInvalid {
            offset,
            field,
            expected,
            found,
        } => {
            vec![
                byte(offset),
                (*field).to_owned(),
                expected.clone(),
                found.clone().unwrap(),
            ]
        }
        Fault::DerDefaultEncoded { offset, field } => vec![byte(offset), (*field).to_owned()],
        Fault::VersionInvalid { problem, .. } => all(&["version 7", problem]),
        Fault::SerialNumberInvalid {
            serial_number,
            problem,
        } => all(&[serial_number, problem]),
        Fault::ValidityTimeInvalid {
            offset,
            field,
            found,
            problem,
        } => [vec![byte(offset)], all(&[field, found, problem])].concat(),
        Fault::ValidityInverted { .. } => {
            all(&["from 4 March 2026, 05:06:07 UTC to 2 January 2026, 03:04 UTC"])
        }
        Fault::ExtensionDuplicate { name, offset, .. }
        | Fault::CriticalExtensionUnknown { name, offset, .. } => {
            [vec![byte(offset)], all(&[name, "2.5.29.15"])].concat()
        }
        Fault::ExtensionMalformed {
            name,
            offset,
            problem,
            ..
        } => [vec![byte(offset)], all(&[name, problem, "2.5.29.15"])].concat(),
        Fault::SignatureAlgorithmMismatch { inner, outer } => all(&[inner, outer]),
        Fault::SignatureAlgorithmWeak { algorithm } => all(&[algorithm]),
        Fault::ExtendedKeyUsageNotPermitted { purpose } => all(&["certificate-9", purpose]),
        Fault::SignatureAlgorithmUnsupported { .. } => {
            all(&["some-algorithm", "2.5.29.15", "it is wrong"])
        }
        Fault::PublicKeyMalformed { algorithm, problem } => all(&[algorithm, problem]),
        Fault::PublicKeyUnsupported { algorithm } => all(&[algorithm]),
        Fault::PublicKeyTooSmall { algorithm, .. } => all(&[algorithm, "1023 bits", "2047"]),
        Fault::PublicKeyShort { algorithm, .. } => all(&[algorithm, "1536 bits", "2048"]),
        Fault::SelfSignedNotTrusted { subject } => {
            all(&[subject, "Anyone can make such a certificate for any name"])
        }
        Fault::AnchorNameReused { subject, .. } => {
            all(&[subject, "a1a1a1a1a1a1a1a1…", "b2b2b2b2b2b2b2b2…"])
        }
        Fault::RootNotTrusted { subject, .. } => all(&[subject, "141"]),
        Fault::IssuerNotFound {
            issuer, ca_issuers, ..
        } => [all(&[issuer, "142"]), ca_issuers.clone()].concat(),
        Fault::PathLoop { issuer } => all(&[issuer]),
        Fault::PathTooLong { .. } => all(&["31 intermediate certificates"]),
        Fault::SignatureInvalid {
            issuer, algorithm, ..
        } => all(&[issuer, algorithm]),
        Fault::SearchLimitReached { .. } => all(&["candidates", "3001"]),
        Fault::PathLengthExceeded { .. } => all(&["at most 1 further CA", "2 stand below"]),
        Fault::KeyUsageLacksCertSign { .. } => all(&["cRLSign and digitalSignature"]),
        Fault::KeyUsageUnsuitable { .. } => all(&["cRLSign and keyCertSign"]),
        Fault::ExtendedKeyUsageUnsuitable { purpose, purposes } => {
            [all(&[purpose]), purposes.clone()].concat()
        }
        Fault::NameConstraintViolated {
            name, constraints, ..
        } => [all(&[name, "certificate-3"]), constraints.clone()].concat(),
        Fault::NameConstraintUnsupported { form, name, .. } => all(&[form, name, "certificate-3"]),
        Fault::NameConstraintMalformed { problem, .. } => all(&[problem]),
        Fault::NameConstraintsTooMany { .. } => all(&["2001", "3001", "1048576"]),
        Fault::PolicyRequiredNotFound { acceptable, .. } => {
            [all(&["certificate-3", "none"]), acceptable.clone()].concat()
        }
        Fault::PolicyMappingAnyPolicy { .. } => all(&["anyPolicy", "1.2.3"]),
        Fault::PolicyGraphTooLarge { .. } => all(&["4096"]),
        Fault::CertificateExpired { .. } => all(&[
            "until 4 March 2026, 05:06:07 UTC",
            "23 November 2026, 16:00 UTC",
            "264 days ago",
        ]),
        Fault::CertificateNotYetValid { .. } => all(&[
            "from 23 November 2026, 16:00 UTC",
            "4 March 2026, 05:06:07 UTC",
            "1 day ahead",
        ]),
        Fault::AnchorOutOfDate { .. } => all(&[
            "until 4 March 2026, 05:06:07 UTC",
            "23 November 2026, 16:00 UTC",
        ]),
        Fault::SubjectAlternativeNameMissing {
            hostname,
            common_name,
        } => all(&[hostname, common_name.as_deref().unwrap()]),
        Fault::HostnameMismatch {
            hostname, names, ..
        } => [all(&[hostname, "41 more"]), names.clone()].concat(),
        Fault::SubjectAlternativeNameUnusable { entry, problem } => all(&[entry, problem]),
        Fault::SignatureMalformed {
            offset,
            algorithm,
            problem,
        } => [vec![byte(offset)], all(&[algorithm, problem])].concat(),
        Fault::ValidityTimeForm {
            offset,
            field,
            found,
        } => [vec![byte(offset)], all(&[field, found])].concat(),
        Fault::UniqueIdentifierPresent { offset, field } => {
            [vec![byte(offset)], all(&[field])].concat()
        }
        Fault::ExtensionCritical {
            name,
            offset,
            section,
            ..
        }
        | Fault::ExtensionNotCritical {
            name,
            offset,
            section,
            ..
        }
        | Fault::ExtensionCriticalityUnadvised {
            name,
            offset,
            section,
            ..
        } => [vec![byte(offset)], all(&[name, section, "2.5.29.15"])].concat(),
        Fault::SubjectAlternativeNameCritical { offset }
        | Fault::NameConstraintsNotCritical { offset }
        | Fault::NameConstraintsOutsideCa { offset }
        | Fault::ExtendedKeyUsageCritical { offset }
        | Fault::RootExtendedKeyUsage { offset } => vec![byte(offset)],
        Fault::ExtensionValueNotAllowed {
            name,
            offset,
            section,
            problem,
            ..
        } => [vec![byte(offset)], all(&[name, section, problem])].concat(),
        Fault::CertSignWithoutCa { .. } => all(&["digitalSignature and keyCertSign"]),
        Fault::KeyUsageNotPermitted { algorithm, .. } => {
            all(&[algorithm, "digitalSignature and keyCertSign"])
        }
        Fault::NameAttributeMalformed {
            field,
            attribute,
            problem,
        } => all(&[field, attribute, problem]),
        Fault::AlternativeNameMalformed {
            extension,
            form,
            entry,
            offset,
            problem,
        } => [vec![byte(offset)], all(&[extension, form, entry, problem])].concat(),
        Fault::PathLengthMeaningless { problem } => all(&[problem]),
        Fault::VersionNotThree { .. } => all(&["version 1"]),
        Fault::SerialNumberGuessable { serial_number, .. } => {
            all(&[serial_number, "33 bits", "41 bits"])
        }
        Fault::PublicKeyNotPermitted {
            algorithm, problem, ..
        } => all(&[algorithm, problem, "2052 bits"]),
        Fault::SignatureAlgorithmNotPermitted { algorithm, problem } => all(&[algorithm, problem]),
        Fault::ValidityTooLong { .. } => all(&[
            "from 2 January 2026, 03:04 UTC to 4 March 2026, 05:06:07 UTC",
            "399 days",
            "398 days",
        ]),
        Fault::AuthorityKeyIdentifierNotPlain { offset, problem } => {
            [vec![byte(offset)], all(&[problem])].concat()
        }
        Fault::ServerNameFormNotPermitted { form, entry } => all(&[form, entry]),
        Fault::ServerNameInternal { entry, problem } => all(&[entry, problem]),
        Fault::CommonNameNotListed { common_name } | Fault::CommonNameUnmatched { common_name } => {
            all(&[common_name])
        }
        Fault::WildcardOnPublicSuffix { entry, suffix } => all(&[entry, suffix]),
        Fault::ServerExtensionMissing { name, section } => all(&[name, section]),
        Fault::CertificateRevoked {
            serial_number,
            revoked_at,
            reason,
            ..
        } => all(&[serial_number, &date(*revoked_at), reason, "revocation list"]),
        Fault::TlsKeyNotOffered { algorithm } => all(&[algorithm]),
        Fault::ChromeCannotRead { rule, .. } => all(&[rule, "byte 80"]),
        Fault::FirefoxCannotRead { rule, error, .. } => all(&[rule, error, "byte 81"]),
        Fault::SctListRefused { problem } => all(&[problem]),
        Fault::OcspStapleRefused { problem, error } => all(&[problem, error]),
        Fault::TlsFeatureMissing { .. } => all(&["OCSP stapling"]),
        Fault::RevocationUnknown {
            serial_number,
            issuer,
            ..
        } => all(&[serial_number, issuer, "41 CRLs", "42 OCSP responses"]),
        Fault::CrlUnusable {
            issuer, problem, ..
        } => all(&[
            issuer.as_deref().unwrap(),
            problem.as_deref().unwrap(),
            "byte 43",
            "line 45 of part 45",
            "it had ended",
        ]),
        Fault::OcspUnusable { problem, .. } => all(&[
            problem.as_deref().unwrap(),
            "byte 46",
            "line 48 of part 48",
            "the responder gave no answer",
        ]),
        Fault::CertificateTransparencyInsufficient { operators, .. } => {
            all(&["61 SCTs", "62 logs", "63 different logs", &operators[0]])
        }
        Fault::SctUnusable { log, timestamp, .. } => all(&[
            "in the TLS handshake",
            "number 64",
            "cannot be read: it is too short",
            log.as_deref().unwrap(),
            &date(timestamp.unwrap()),
        ]),
        Fault::TransparencyNotJudged { list_date, .. } => {
            all(&[&date(list_date.unwrap()), "so much newer", "65 SCTs"])
        }
        Fault::RootConstraintViolated {
            root,
            sct_not_after,
            sct_all_after,
            earliest_sct,
            permitted_dns_names,
            ..
        } => all(&[
            root,
            &date(sct_not_after.unwrap()),
            &date(sct_all_after.unwrap()),
            &date(earliest_sct.unwrap()),
            &permitted_dns_names[0],
            "153.0.8010.0",
            "154.1.2.3",
            "156.0.8078.79",
        ]),
        Fault::RootDistrustedAfter {
            root,
            distrust_after,
            not_before,
        } => all(&[root, &date(*distrust_after), &date(*not_before)]),
        Fault::CertificateInOnecrl {
            serial_number,
            by,
            list_date,
        } => all(&[serial_number, by, list_date]),
        Fault::ImposedNameConstraintViolated { name, .. } => {
            all(&[name, "below fr", "certificate-7"])
        }
        Fault::LocalNameOnPublicRoot { hostname, problem } => all(&[hostname, problem]),
        Fault::PublicRootKeyTooSmall { algorithm, .. } => {
            all(&[algorithm, "1024 bits", "at least 2048"])
        }
        Fault::IntermediatePreloaded { issuer, .. } => all(&[issuer, "was not sent"]),
        Fault::AnchorIsIntermediate { subject, store } => {
            all(&[subject, store.unwrap_or_default()])
        }
        Fault::CertificateUnreadable { problem } => all(&[problem]),
        Fault::CertificateDuplicate { .. } => all(&["number 52"]),
        Fault::CertificatesOutOfOrder { .. } => {
            all(&["“certificate-4”, “certificate-6” and “certificate-5”"])
        }
        Fault::InputNotUnderstood { problem, .. } => {
            all(&["line 62 of part 61 of `fetched`", problem])
        }
        Fault::PemUnloadable { problem, .. } => all(&["Line 70 of part 70", problem]),
        Fault::PrivateKeyMatches { .. } => all(&["line 64 of part 64 of `anchors`"]),
        Fault::PrivateKeyMismatch { .. } => {
            all(&["line 66 of part 66.", "but to “certificate-67”"])
        }
        Fault::PrivateKeyPresent { .. } => all(&["part 68 of `crls`", "it is damaged"]),
        Fault::IssuerNameEmpty {}
        | Fault::CaSubjectEmpty {}
        | Fault::SubjectEmptyWithoutCriticalNames { .. }
        | Fault::AuthorityKeyIdentifierMissing { .. }
        | Fault::SubjectKeyIdentifierMissing {}
        | Fault::CaKeyUsageMissing {}
        | Fault::ExtendedKeyUsageMissing {}
        | Fault::ExtendedKeyUsageAny {}
        | Fault::IntermediateExtendedKeyUsageMissing {}
        | Fault::ServerNamesMissing {}
        | Fault::BasicConstraintsMissing {}
        | Fault::IssuerNotCa {}
        | Fault::HostnameNotChecked {}
        | Fault::LeafIsCa {}
        | Fault::CertificateUnused { .. } => all(&["certificate-9"]),
    }
}

fn explained(fault: &Fault, role: Role, hostname: Option<&str>) -> Prose {
    explained_by(("firefox", true), fault, role, hostname)
}

/// `by`: the profile, and whether the host is a public one.
fn explained_by(by: (&str, bool), fault: &Fault, role: Role, hostname: Option<&str>) -> Prose {
    let label = |index| format!("certificate-{index}");
    explain(
        fault,
        &Context {
            label: &label,
            certificate: Some(9),
            names: &|| &[],
            is_self_issued: false,
            role,
            hostname,
            is_client: false,
            profile: profile::by_id(by.0).unwrap(),
            is_public_host: by.1,
        },
    )
}

fn commands(prose: &Prose) -> Vec<String> {
    prose
        .fix
        .as_ref()
        .map(|fix| fix.commands.clone())
        .unwrap_or_default()
}

#[test]
fn the_samples_are_one_fault_of_every_kind() {
    let checks: Vec<Check> = samples("x").iter().map(Fault::check).collect();
    assert_eq!(checks, Check::ALL);
}

#[test]
fn every_explanation_shows_the_values_found() {
    for fault in samples("shop.example") {
        for role in ROLES {
            let prose = explained(&fault, role, None);
            for value in values(&fault) {
                assert!(
                    prose.explanation.contains(&value),
                    "{value:?} in {:?}",
                    prose.explanation
                );
            }
        }
    }
}

#[test]
fn every_text_is_whole_sentences_and_names_no_browser() {
    const NOTHING_TO_DO: [Check; 1] = [Check::AnchorIsIntermediate];
    let label = |_| "R".to_owned();
    for fault in samples("x") {
        for role in ROLES {
            for certificate in [None, Some(3)] {
                let context = Context {
                    label: &label,
                    certificate,
                    names: &|| &[],
                    is_self_issued: false,
                    role,
                    hostname: Some("example.com"),
                    is_client: false,
                    profile: profile::by_id("firefox").unwrap(),
                    is_public_host: true,
                };
                let prose = explain(&fault, &context);
                assert_eq!(
                    prose.fix.is_none(),
                    NOTHING_TO_DO.contains(&fault.check()),
                    "{fault:?}"
                );
                let sentences = prose.explanation.matches(". ").count() + 1;
                assert!((2..=6).contains(&sentences), "{}", prose.explanation);
                let fix = prose.fix.iter();
                let texts = fix.flat_map(|fix| fix.steps.iter().chain([&fix.summary]));
                for text in texts.chain([&prose.explanation]) {
                    assert!(text.ends_with('.') && !text.ends_with(".."), "{text}");
                    assert!(text.starts_with(char::is_uppercase), "{text}");
                    let mut before = text.rsplit(" The ").skip(1);
                    assert!(before.all(|before| before.ends_with('.')), "{text}");
                    let browsers = ["Chrome", "Firefox", "Safari", "Edge"];
                    let names = browsers
                        .iter()
                        .filter(|_| !fault.check().is_of_one_browser());
                    for wrong in ["  ", "TODO", "{", "}", " .", " ,"].iter().chain(names) {
                        assert!(!text.contains(*wrong), "{wrong:?} in {text}");
                    }
                }
                for command in commands(&prose) {
                    assert!(
                        !command.contains(['{', '}', '\n', '“', '”']) && !command.ends_with('.'),
                        "{command}"
                    );
                }
                assert!(prose.fix.is_none_or(|fix| !fix.steps.is_empty()));
            }
        }
    }
}

#[test]
fn nothing_hostile_gets_into_a_command() {
    for hostile in [
        "$(reboot)",
        "a'; reboot; '",
        "`reboot`",
        "a b",
        "-rf",
        "a\nreboot",
        "a|reboot",
        "a&b",
        "a\"b",
        "ä.example",
        "http://a/'$(reboot)",
        "http://a/b c",
        "http://a/-o",
        "file:///etc/passwd",
        "*.example.com",
        "",
    ] {
        for (bad, good) in samples(hostile).iter().zip(samples("example.com")) {
            for role in ROLES {
                assert_eq!(
                    commands(&explained(bad, role, Some(hostile))),
                    commands(&explained(&good, role, None)),
                    "{hostile:?} {role:?}"
                );
            }
        }
    }
    // The near miss: what is harmless gets there.
    let fault = Fault::HostnameMismatch {
        hostname: "shop.example".to_owned(),
        names: Vec::new(),
        more: 0,
    };
    let prose = explained(&fault, Role::Leaf, None);
    assert!(
        commands(&prose)
            .iter()
            .any(|command| command.contains("DNS:shop.example"))
    );
}

#[test]
fn each_reason_why_an_sct_does_not_count_has_words_of_its_own() {
    let reasons = super::transparency::SCT_REASONS;
    let mut words: Vec<&str> = reasons.map(super::transparency::sct_reason).to_vec();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), reasons.len());
}

#[test]
fn open_terms_of_a_root_are_not_told_as_open_transparency() {
    let told = |reason| {
        let fault = Fault::TransparencyNotJudged {
            reason,
            list_date: Some(time("2026-10-02T00:00:00Z")),
            unknown_logs: 1,
        };
        explained(&fault, Role::Leaf, None).explanation
    };
    assert!(told("root-terms-open").starts_with("The root of the certificate "));
    assert!(told("logs-may-be-missing").starts_with("Whether enough public logs"));
}

#[test]
fn long_texts_are_cut() {
    for fault in samples(&"a".repeat(100_000)) {
        let prose = explained(&fault, Role::Leaf, None);
        assert!(
            serde_json::to_string(&prose).unwrap().len() < 4000,
            "{:?}",
            fault.check()
        );
    }
    let names: Vec<String> = (0..1000).map(|n| format!("n{n}.example")).collect();
    let fault = Fault::HostnameMismatch {
        hostname: "x.example".to_owned(),
        names,
        more: 7,
    };
    let text = explained(&fault, Role::Leaf, None).explanation;
    assert!(text.contains("n7.example and 999 more"), "{text}");
}

#[test]
fn a_command_that_converts_what_was_left_out_is_not_cut() {
    let told = |length| {
        let fault = Fault::InputNotUnderstood {
            input: "certificates",
            part: 0,
            offset: 0,
            line: Some(1),
            problem: format!("{}openssl.", "convert it with ".repeat(length)),
        };
        explained(&fault, Role::None, None).explanation
    };
    assert!(told(20).contains("convert it with openssl. If"));
    assert!(!told(40).contains("openssl"));
}

#[test]
fn whose_key_it_is_is_told() {
    let told = |owner, owner_is_ca| {
        let fault = Fault::PrivateKeyMismatch {
            input: "certificates",
            part: 0,
            line: Some(1),
            owner,
            owner_is_ca,
            same_kind: true,
        };
        explained(&fault, Role::None, None).explanation
    };
    let of_ca = "It is the key of the CA certificate “certificate-1”: whoever has it can issue";
    assert!(told(Some(1), true).contains(of_ca));
    assert!(told(Some(1), false).contains("that was judged, but to “certificate-1”. A server"));
    assert!(told(None, false).contains("that was judged. A server"));
}

#[test]
fn a_new_certificate_is_asked_for_with_the_names_of_the_old() {
    let asked = |hostname, names: &[&str]| {
        let dns = |name: &&str| GeneralName::Dns(name.as_bytes().to_vec());
        let names: Vec<GeneralName> = names.iter().map(dns).collect();
        let names = || names.as_slice();
        let context = Context {
            label: &|_| String::new(),
            certificate: Some(0),
            names: &names,
            is_self_issued: false,
            role: Role::Leaf,
            hostname,
            is_client: false,
            profile: profile::by_id("firefox").unwrap(),
            is_public_host: true,
        };
        let command = make_request(hostname, &context);
        let (_, asked) = command.split_once("'subjectAltName=critical,").unwrap();
        asked.split_once('\'').unwrap().0.to_owned()
    };
    for (hostname, names, entries) in [
        (
            Some("api.b.example"),
            &["www.b.example", "*.c.example", "10.0.0.5", "API.b.example."][..],
            "DNS:api.b.example,DNS:www.b.example,DNS:*.c.example,IP:10.0.0.5",
        ),
        (None, &["b.example"], "DNS:b.example"),
        (
            Some("$(b)"),
            &[
                "a'; reboot; '",
                "$(b)",
                "*.$(b)",
                "a b",
                "a,b",
                "**",
                "*.10.0.0.5",
                "",
            ],
            "DNS:example.com",
        ),
        // No CA issues a wildcard for all of a top-level domain.
        (
            Some("b.com"),
            &["*.com", "*.b.com"],
            "DNS:b.com,DNS:*.b.com",
        ),
    ] {
        assert_eq!(asked(hostname, names), entries);
    }
}

#[test]
fn what_issued_itself_is_made_anew_without_a_ca() {
    let told = |is_self_issued| {
        let fault = Fault::SubjectAlternativeNameMissing {
            hostname: "b.example".to_owned(),
            common_name: None,
        };
        let context = Context {
            label: &|_| String::new(),
            certificate: Some(0),
            names: &|| &[],
            is_self_issued,
            role: Role::Leaf,
            hostname: Some("b.example"),
            is_client: false,
            profile: profile::by_id("firefox").unwrap(),
            is_public_host: true,
        };
        commands(&explain(&fault, &context)).pop().unwrap()
    };
    let usage = "-addext extendedKeyUsage=serverAuth";
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout new-key.pem -out";
    assert_eq!(
        told(true),
        format!(
            "openssl req -x509 -config /dev/null -days 199 {key} new-certificate.pem -subj /O=Own \
             -addext 'subjectAltName=DNS:b.example' {usage}"
        )
    );
    assert_eq!(
        told(false),
        format!(
            "openssl req -new {key} new-request.csr -subj / \
             -addext 'subjectAltName=critical,DNS:b.example' {usage}"
        )
    );
}

#[test]
fn a_missing_intermediate_is_fetched_from_where_its_ca_publishes_it() {
    for (address, command) in [
        (
            "http://r.example/r3.crt",
            Some(
                "curl -sSf 'http://r.example/r3.crt' | openssl x509 -inform DER -out \
                 intermediate.pem",
            ),
        ),
        (
            "http://r.example/r3.p7c",
            Some(
                "curl -sSf 'http://r.example/r3.p7c' | openssl pkcs7 -inform DER -print_certs \
                 -out intermediate.pem",
            ),
        ),
        ("ldap://r.example/r3", None),
        ("http://r.example/r3.crt?a=$(b)", None),
    ] {
        let fault = Fault::IssuerNotFound {
            issuer: "CN=R3".to_owned(),
            anchors: 1,
            ca_issuers: vec![address.to_owned()],
            names_itself: false,
        };
        let commands = commands(&explained(&fault, Role::Leaf, None));
        let fetch = commands.iter().find(|command| command.starts_with("curl"));
        assert_eq!(fetch.map(String::as_str), command, "{address}");
    }
}

#[test]
fn a_missing_issuer_of_a_ca_goes_after_the_chain_that_is_there() {
    let told = |role, address: &str| {
        let fault = Fault::IssuerNotFound {
            issuer: "CN=Root".to_owned(),
            anchors: 1,
            ca_issuers: vec![address.to_owned()],
            names_itself: false,
        };
        commands(&explained(&fault, role, None)).join("\n")
    };
    let (published, own) = ("http://r.example/root.crt", "");
    let joined = told(Role::Intermediate, published);
    assert!(joined.contains("-out issuer.pem\n"), "{joined}");
    assert!(joined.contains("(cat fullchain.pem; echo; cat issuer.pem) > new-chain.pem"));
    assert!(!joined.contains("certificate.pem"), "{joined}");
    let trusted = told(Role::Intermediate, own);
    assert!(trusted.contains("update-ca-certificates") && !trusted.contains("new-chain.pem"));
    for address in [published, own] {
        assert!(told(Role::Leaf, address).contains(JOIN_CHAIN));
    }
}

#[test]
fn who_judges_a_client_is_not_told_to_mend_a_server() {
    let faults = [
        Fault::IssuerNotFound {
            issuer: "CN=kubernetes".to_owned(),
            anchors: 1,
            ca_issuers: Vec::new(),
            names_itself: false,
        },
        Fault::RootNotTrusted {
            subject: "kubernetes".to_owned(),
            anchors: 1,
        },
        Fault::CertificateExpired {
            not_after: time("2026-03-04T05:06:07Z"),
            time: time("2026-03-05T05:06:07Z"),
            days: 1,
        },
    ];
    for fault in faults {
        for is_client in [true, false] {
            let context = Context {
                label: &|_| "alice".to_owned(),
                certificate: Some(0),
                names: &|| &[],
                is_self_issued: false,
                role: Role::Leaf,
                hostname: None,
                is_client,
                profile: profile::by_id("firefox").unwrap(),
                is_public_host: false,
            };
            let fix = explain(&fault, &context).fix.unwrap();
            let told = [fix.steps, fix.commands].concat().join(" ");
            let of_servers = ["s_client", "ssl_certificate", "nginx -s", "NODE_EXTRA"];
            let tells = of_servers.iter().any(|word| told.contains(word));
            assert_eq!(tells, !is_client, "{told}");
        }
    }
}

#[test]
fn an_intermediate_that_was_sent_is_not_told_to_be_missing() {
    let fault = Fault::IntermediatePreloaded {
        issuer: "CN=Sub".to_owned(),
        is_sent: true,
    };
    let told = explained(&fault, Role::Intermediate, None);
    assert!(
        told.explanation
            .contains("\u{201c}CN=Sub\u{201d}, for the same key, than the one that was sent"),
        "{}",
        told.explanation
    );
    assert!(!told.explanation.contains("not sent"));
    assert!(told.fix.unwrap().steps[1].contains("in place of the old one"));
}

#[test]
fn a_certificate_that_names_itself_is_not_told_that_its_issuer_is_missing() {
    let fault = Fault::IssuerNotFound {
        issuer: "CN=Home".to_owned(),
        anchors: 0,
        ca_issuers: Vec::new(),
        names_itself: true,
    };
    let text = explained(&fault, Role::Leaf, None).explanation;
    assert!(
        text.contains("its own key did not make its signature"),
        "{text}"
    );
    assert!(!text.contains("A link of the chain is missing"), "{text}");
}

/// A leaf that is trusted itself may be outside its own name constraints.
#[test]
fn whose_name_constraints_they_are() {
    for (constrainer, told) in [
        (9, "but it itself excludes"),
        (3, "“certificate-3” above it excludes"),
    ] {
        let fault = Fault::NameConstraintViolated {
            name: "a.example".to_owned(),
            form: "dNSName",
            constraints: vec!["example".to_owned()],
            constrainer,
            excluded: true,
        };
        let said = explained(&fault, Role::Leaf, None).explanation;
        assert!(said.contains(told), "{said}");
    }
}

#[test]
fn a_signature_by_another_key_of_that_name_is_told_apart_from_a_changed_certificate() {
    let invalid = |key_identifiers_differ| Fault::SignatureInvalid {
        issuer: "CN=Bank CA".to_owned(),
        algorithm: "ecdsa-with-SHA256".to_owned(),
        key_fits: true,
        key_identifiers_differ,
        signer_key: None,
    };
    let differ = explained(&invalid(true), Role::Leaf, None).explanation;
    let same = explained(&invalid(false), Role::Leaf, None).explanation;
    assert!(differ.contains("signed by somebody else with another key"));
    assert!(differ.ends_with("Or it was changed or damaged after it was signed."));
    assert!(same.contains("Either the certificate was changed or damaged"));
    // Without key identifiers nothing tells which of both it was.
    assert!(same.contains("an older one of the same CA"), "{same}");
}

#[test]
fn a_namesake_s_key_is_shown_where_it_made_the_signature() {
    let fault = Fault::SignatureInvalid {
        issuer: "CN=Bank CA".to_owned(),
        algorithm: "ecdsa-with-SHA256".to_owned(),
        key_fits: true,
        key_identifiers_differ: false,
        signer_key: Some("00112233445566778899aabbccddeeff".to_owned()),
    };
    let text = explained(&fault, Role::Leaf, None).explanation;
    assert!(
        text.contains("0011223344556677…") && text.contains("impostor"),
        "{text}"
    );
    assert!(!text.contains("damaged"), "{text}");
}

#[test]
fn names_that_nearly_match_get_a_hint() {
    for (hostname, names, hint) in [
        ("a.b.example", vec!["*.example"], "exactly one label"),
        ("b.example", vec!["*.B.example"], "exactly one label"),
        ("www.b.example", vec!["B.example"], "with “www.”"),
        (
            "b.example",
            vec!["x.example", "www.b.example"],
            "with “www.”",
        ),
        ("192.0.2.1", vec!["a.example"], "IP:192.0.2.1"),
        ("b.example", vec!["c.example", "*.c.example"], ""),
        ("xb.example", vec!["*.b.example"], ""),
        ("b.example", vec!["https://B.example"], "is no host name"),
        (
            "b.example",
            vec!["c.example", "b.example:8443"],
            "is no host name",
        ),
        (
            "b.example",
            vec!["b.example www.b.example"],
            "is no host name",
        ),
        ("b.example", vec!["*.*.b.example"], ""),
        ("b.example", vec!["xb.example", "b.example.c.example"], ""),
    ] {
        let names = names.into_iter().map(str::to_owned).collect();
        let fault = Fault::HostnameMismatch {
            hostname: hostname.to_owned(),
            names,
            more: 0,
        };
        let text = explained(&fault, Role::Leaf, None).explanation;
        let (_, after) = text.split_once("cannot be trusted.").unwrap();
        assert!(
            after.contains(hint) && after.is_empty() == hint.is_empty(),
            "{text}"
        );
    }
}

#[test]
fn the_owner_of_each_role_is_told_what_is_theirs_to_do() {
    let fault = Fault::CertificateExpired {
        not_after: time("2026-11-23T15:00:00Z"),
        time: time("2026-11-23T16:00:00Z"),
        days: 0,
    };
    let summary = |role| explained(&fault, role, None).fix.unwrap().summary;
    assert!(summary(Role::Leaf).contains("Renew the certificate"));
    assert!(summary(Role::Intermediate).contains("intermediate"));
    assert!(summary(Role::Anchor).contains("root"));
    let text = explained(&fault, Role::Intermediate, None).explanation;
    assert!(text.starts_with("The CA certificate “certificate-9” was valid until"));
    assert!(text.contains("less than a day ago"), "{text}");
}

#[test]
fn lists_and_dates_read_well() {
    for (members, more, text) in [
        (vec![], 0, "nothing"),
        (vec![], 2, "2 that are not shown"),
        (vec!["a"], 0, "a"),
        (vec!["a", ""], 0, "a and “”"),
        (vec!["a"], 1, "a and 1 more"),
        (vec!["a", "b"], 0, "a and b"),
        (vec!["a", "b", "c"], 0, "a, b and c"),
    ] {
        assert_eq!(list(&members, more), text);
    }
    assert_eq!(date(time("0000-01-01T00:00:00Z")), "1 January 0, 00:00 UTC");
    assert_eq!(
        date(time("9999-12-31T23:59:59Z")),
        "31 December 9999, 23:59:59 UTC"
    );
}

#[test]
fn commands_take_harmless_values_only() {
    for value in [
        "example.com",
        "_x.example",
        "2001:db8::1",
        "::1",
        "10.0.0.1",
    ] {
        assert!(is_harmless(value), "{value}");
    }
    for value in [
        "",
        "-a",
        "a b",
        "a'b",
        "a/b",
        "*.a",
        "a\n",
        "é",
        &"a".repeat(254),
    ] {
        assert!(!is_harmless(value), "{value}");
    }
    for url in [
        "http://a.example",
        "http://a.example:80/",
        "https://a/b/c.crt",
    ] {
        assert!(is_harmless_url(url), "{url}");
    }
    for url in [
        "a.example",
        "ftp://a/b",
        "http://a/b?c",
        "http://a/$b",
        "http://a/-b",
        "http://a/%27",
    ] {
        assert!(!is_harmless_url(url), "{url}");
    }
    for (host, entry, connect) in [
        (
            "a.example",
            "DNS:a.example",
            "-connect 'a.example:443' -servername 'a.example'",
        ),
        (
            "10.0.0.1",
            "IP:10.0.0.1",
            "-connect '10.0.0.1:443' -showcerts",
        ),
        ("::1", "IP:::1", "-connect '[::1]:443' -showcerts"),
    ] {
        assert_eq!(san_entry(host), entry);
        assert!(see_what_is_served(host).contains(connect), "{host}");
    }
}

#[test]
fn a_server_that_is_a_ca_is_not_told_to_give_up_its_handshakes() {
    let told = |role| {
        let fix = explained(&Fault::CaKeyUsageMissing {}, role, None).fix;
        fix.expect("it can be cured").steps.concat()
    };
    assert!(told(Role::Leaf).contains("keyUsage=critical,digitalSignature"));
    assert!(!told(Role::Intermediate).contains("digitalSignature"));
}

#[test]
fn a_use_of_older_handshakes_is_not_told_as_enough() {
    let fault = Fault::KeyUsageUnsuitable {
        usages: vec!["keyEncipherment"],
    };
    let told = explained(&fault, Role::Leaf, None).explanation;
    assert!(told.contains("with an RSA key, keyEncipherment is enough only where the server offers nothing newer than TLS 1.2"));
}

#[test]
fn any_purpose_that_is_not_enough_is_not_told_as_the_only_one() {
    let told = |purpose: &str| {
        let fault = Fault::ExtendedKeyUsageUnsuitable {
            purpose: "serverAuth",
            purposes: vec![purpose.to_owned()],
        };
        explained(&fault, Role::Leaf, None).explanation
    };
    assert!(told("codeSigning").contains("codeSigning only"));
    assert!(
        told("anyExtendedKeyUsage")
            .contains("anyExtendedKeyUsage, which the browser does not count")
    );
    // Firefox refuses one that lists OCSPSigning beside it.
    assert!(told("serverAuth").contains("serverAuth, which the browser does not take together"));
}

#[test]
fn any_policy_is_told_as_that() {
    let fault = Fault::PolicyRequiredNotFound {
        demanded_by: None,
        acceptable: vec!["2.5.29.32.0".to_owned()],
        valid: Vec::new(),
        stated: vec!["1.2.3".to_owned()],
    };
    let told = explained(&fault, Role::Leaf, None).explanation;
    assert!(told.contains("Acceptable: any. Valid for the whole chain: none."));
    assert!(told.ends_with("states: 1.2.3."));
}

#[test]
fn a_short_signature_is_not_told_as_the_certificates_own_key() {
    let told = |algorithm: &str| {
        let fault = Fault::PublicKeyTooSmall {
            algorithm: algorithm.to_owned(),
            bits: 768,
            minimum: 1024,
        };
        let prose = explained(&fault, Role::Leaf, None);
        (prose.explanation.clone(), commands(&prose))
    };
    let (signature, new_key) = told(crate::finding::SHORT_SIGNATURE);
    assert!(signature.starts_with("The key that signed the certificate") && new_key.is_empty());
    let (own, new_key) = told("RSA");
    assert!(own.starts_with("The public key in the certificate") && !new_key.is_empty());
}

#[test]
fn a_certificate_that_signs_itself_has_not_issued_another() {
    let usages = vec!["digitalSignature"];
    for fault in [
        Fault::IssuerNotCa {},
        Fault::KeyUsageLacksCertSign { usages },
    ] {
        let told = |role| explained(&fault, role, None).explanation;
        let (itself, another) = ("signs itself and is trusted", "issued another certificate");
        assert!(told(Role::Leaf).contains(itself) && !told(Role::Leaf).contains(another));
        for role in [Role::Intermediate, Role::Anchor] {
            assert!(told(role).contains(another) && !told(role).contains(itself));
        }
        let made = commands(&explained(&fault, Role::Leaf, Some("a.example")));
        let [ca, request, certificate] = &made[..] else {
            panic!("{made:?}");
        };
        assert!(ca.ends_with(" -out ca.pem") && certificate.contains(" -CA ca.pem "));
        assert!(request.contains("DNS:a.example") && request.contains("-out new-request.csr"));
        assert!(
            certificate.contains(" -in new-request.csr ")
                && certificate.contains(" -copy_extensions copy ")
        );
    }
}

/// Firefox compares it with what else it knows: a copy has it too.
#[test]
fn a_serial_number_that_was_given_twice_is_not_a_damaged_copy() {
    let refused = |error| Fault::FirefoxCannotRead {
        rule: "a serial number",
        offset: 0,
        error,
    };
    let fix = |error| explained(&refused(error), Role::Leaf, None).fix.unwrap();
    assert!(
        fix("SEC_ERROR_REUSED_ISSUER_AND_SERIAL")
            .summary
            .contains("serial number of its own")
    );
    assert!(fix("SEC_ERROR_BAD_DER").summary.contains("sound copy"));
}

/// It is for tests: nobody is to trust its root.
#[test]
fn what_lets_encrypt_issues_for_tests_is_known() {
    let root = |name: &str| Fault::RootNotTrusted {
        subject: name.to_owned(),
        anchors: 1,
    };
    let missing = |name: &str| Fault::IssuerNotFound {
        issuer: name.to_owned(),
        anchors: 1,
        ca_issuers: Vec::new(),
        names_itself: false,
    };
    const CLOUDFLARE: &str =
        "OU=CloudFlare Origin SSL ECC Certificate Authority,O=CloudFlare\\, Inc.,C=US";
    const MKCERT: &str = "CN=mkcert bob@laptop (Bob),OU=bob@laptop (Bob),O=mkcert development CA";
    let fix = |fault: Fault| explained(&fault, Role::Leaf, None).fix.unwrap().summary;
    for (name, is_staging) in [
        (
            "CN=(STAGING) Pretend Pear X1,O=(STAGING) Internet Security Research Group",
            true,
        ),
        ("CN=Staging CA,O=Home", false),
        ("CN=R13,O=Let's Encrypt", false),
        (CLOUDFLARE, false),
        (MKCERT, false),
    ] {
        for fault in [root(name), missing(name)] {
            let fix = fix(fault);
            assert_eq!(fix.contains("staging environment"), is_staging, "{name}");
            assert_eq!(fix.contains("through Cloudflare"), name == CLOUDFLARE);
            assert_eq!(fix.contains("trust mkcert's root"), name == MKCERT);
        }
    }
}

#[test]
fn only_what_a_browser_can_download_is_told_as_downloadable() {
    let told_by = |profile: &str, address: &str| {
        let fault = Fault::IssuerNotFound {
            issuer: "CN=CA".to_owned(),
            anchors: 1,
            ca_issuers: vec![address.to_owned()],
            names_itself: false,
        };
        explained_by((profile, true), &fault, Role::Leaf, None).explanation
    };
    let told = |address: &str| told_by("chrome", address);
    let (by_http, by_ldap) = (told("http://ca.example/i.cer"), told("ldap://ca.example/i"));
    assert!(by_http.contains("A browser that downloads what is missing"));
    assert!(by_ldap.contains("ldap://ca.example/i. Most other programs download nothing."));
    assert!(!by_ldap.contains("A browser that"));
    let by_firefox = told_by("firefox", "http://ca.example/i.cer");
    assert!(
        by_firefox.contains("Firefox does not go there.") && !by_firefox.contains("A browser that")
    );
}

#[test]
fn a_root_that_is_not_valid_yet_need_not_be_replaced() {
    let told = |now| {
        let fault = Fault::AnchorOutOfDate {
            not_before: time("2026-01-01T00:00:00Z"),
            not_after: time("2026-12-31T00:00:00Z"),
            time: time(now),
        };
        let prose = explained(&fault, Role::Anchor, None);
        prose.explanation + &prose.fix.expect("it can be cured").summary
    };
    assert!(told("2025-01-01T00:00:00Z").contains("wait until the root begins"));
    assert!(told("2027-01-01T00:00:00Z").contains("It ought to be replaced"));
}

#[test]
fn no_public_ca_is_asked_for_a_private_name() {
    let order = |host, is_public_host| {
        let fault = Fault::SelfSignedNotTrusted {
            subject: "x".to_owned(),
        };
        let context = Context {
            label: &|_| String::new(),
            certificate: Some(0),
            names: &|| &[],
            is_self_issued: false,
            role: Role::Leaf,
            hostname: Some(host),
            is_client: false,
            profile: profile::by_id("firefox").unwrap(),
            is_public_host,
        };
        let prose = explain(&fault, &context);
        commands(&prose).iter().any(|c| c.contains("certbot"))
    };
    assert!(order("www.example.com", true));
    assert!(!order("nas.local", false));
    for private in [
        "1.2.0.192.in-addr.arpa",
        "a.onion",
        "my_host.example.com",
        "com",
    ] {
        assert!(!order(private, true), "{private}");
    }
}

#[test]
fn what_a_secret_cannot_hold_is_no_file_of_openssl_s() {
    let told = |problem| {
        let fault = Fault::PemUnloadable {
            part: 0,
            line: 4,
            problem,
        };
        let prose = explained(&fault, Role::None, None);
        let run = commands(&prose).concat();
        (prose.explanation, run)
    };
    let (_, run) = told("is in UTF-16, two bytes a character");
    assert!(run.starts_with("iconv -f UTF-16"), "{run}");
    let (said, run) = told("is base64 of DER, where Kubernetes takes PEM");
    assert!(said.starts_with("Line 4 is base64 of DER, where"), "{said}");
    assert!(!said.contains("OpenSSL"), "{said}");
    assert!(run.starts_with("kubectl create secret tls"), "{run}");
    let (said, run) = told("is blank");
    assert!(said.contains("OpenSSL"), "{said}");
    assert!(run.starts_with("openssl storeutl"), "{run}");
}

/// For whom an ingress controller has no certificate does not need one of a CA: it is there, and not found.
#[test]
fn what_an_ingress_controller_makes_itself_is_known() {
    let fix = |subject: &str| {
        let subject = subject.to_owned();
        let fault = Fault::SelfSignedNotTrusted { subject };
        explained(&fault, Role::Leaf, Some("app.example.com"))
            .fix
            .unwrap()
    };
    for made in [
        "Kubernetes Ingress Controller Fake Certificate",
        "TRAEFIK DEFAULT CERT",
    ] {
        assert!(fix(made).steps[0].contains("secretName"), "{made}");
        assert_eq!(
            fix(made).commands,
            ["kubectl describe ingress --all-namespaces"]
        );
    }
    assert!(!fix("Kubernetes Ingress Controller").steps[0].contains("secretName"));
}

#[test]
fn scts_that_do_not_count_are_not_told_by_operators() {
    let said = |scts, logs| {
        let fault = Fault::CertificateTransparencyInsufficient {
            problem: "no-scts",
            scts,
            logs,
            needed: 2,
            operators: vec!["Google".to_owned(); logs],
        };
        explained(&fault, Role::Leaf, None).explanation
    };
    assert!(said(0, 0).contains("came with no SCT: there must be"));
    assert!(said(2, 0).contains("came with 2 SCTs, and none that is embedded counts: there"));
    assert!(said(2, 1).contains("embedded ones of 1 log count (operators: Google):"));
}

#[test]
fn a_name_in_another_form_is_told_as_that() {
    let told = |hostname: &str, name: &str| {
        let fault = Fault::HostnameMismatch {
            hostname: hostname.to_owned(),
            names: vec!["a.example".to_owned(), name.to_owned()],
            more: 0,
        };
        explained(&fault, Role::Leaf, None).explanation
    };
    for (hostname, name, words) in [
        ("10.0.0.5", "10.0.0.5", "“10.0.0.5” as a DNS name"),
        ("10.0.0.5", "10.0.0.6", "it is for a.example and 10.0.0.6"),
        (
            "b.example",
            "b.example.",
            "“b.example.” with a dot at its end",
        ),
        (
            "xn--bcher-kva.example",
            "bücher.example",
            "“bücher.example” in a form that is not compared",
        ),
        (
            "b.example",
            "b.example",
            "Firefox stops at an entry that is no host name",
        ),
        ("www.com", "*.com", "does not count directly below “com”"),
        ("com", "*.com", "stands for exactly one label"),
        ("a.b.com", "*.com", "stands for exactly one label"),
    ] {
        let told = told(hostname, name);
        assert!(told.contains(words), "{told}");
    }
}

#[test]
fn what_a_browser_does_instead_is_told_of_that_browser() {
    let mismatch = |hostname: &str, name: &str| Fault::HostnameMismatch {
        hostname: hostname.to_owned(),
        names: vec![name.to_owned()],
        more: 0,
    };
    let told = |profile: &str, fault: &Fault| {
        explained_by((profile, true), fault, Role::Leaf, None).explanation
    };
    let local = mismatch("nas.lan", "www.nas.lan");
    let told_of = |profile| explained_by((profile, false), &local, Role::Leaf, None).explanation;
    assert!(told_of("chrome").ends_with("it must list both."));
    assert!(told_of("firefox").contains("Firefox itself goes"));
    for (hostname, name) in [("b.com", "www.b.com"), ("www.b.com", "b.com")] {
        let fault = mismatch(hostname, name);
        assert!(
            told("chrome", &fault).contains("Chrome itself goes to the name that is listed, where")
        );
        assert!(
            told("firefox", &fault).contains("Firefox itself goes to the name that is listed.")
        );
        assert!(told("rfc5280", &fault).ends_with("it must list both."));
    }
    let other = told("chrome", &mismatch("b.com", "api.b.com"));
    assert!(!other.contains("goes to"), "{other}");
    for (profile, hostname, moves) in [
        ("firefox", "b.com", true),
        ("chrome", "b.com", false),
        ("firefox", "a.a.b.com", false),
    ] {
        let told = told(profile, &mismatch(hostname, "*.b.com"));
        assert_eq!(
            told.contains("goes to that name with “www.”"),
            moves,
            "{told}"
        );
    }

    let equal = mismatch("app.-b", "app.-b");
    assert!(told("chrome", &equal).contains("whose last label begins with “-” or “_”"));
    assert!(told("rfc5280", &equal).contains("is no DNS name"));

    let early = Fault::CertificateNotYetValid {
        not_before: time("2026-03-01T00:00:00Z"),
        time: time("2026-02-01T00:00:00Z"),
        days: 28,
    };
    assert!(told("chrome", &early).contains("offers no way on"));
    assert!(!told("webpki", &early).contains("offers no way on"));
}

#[test]
fn a_ca_with_another_name_or_key_is_another_ca() {
    let told = |fault: &Fault| {
        let fix = explained(fault, Role::Intermediate, None).fix;
        fix.expect("it can be cured").steps.concat()
    };
    let key = Fault::PublicKeyNotPermitted {
        algorithm: "rsaEncryption".to_owned(),
        bits: Some(1536),
        problem: "it has less than 2048 bits",
    };
    for changed in [key, Fault::CaSubjectEmpty {}] {
        assert!(!told(&changed).contains("same key"), "{changed:?}");
    }
    assert!(told(&Fault::CaKeyUsageMissing {}).contains("same key and name"));
}

/// What signed itself is told of as that: no CA is asked for another, and none of its name need have signed it.
#[test]
fn what_issued_itself_is_told_apart() {
    let told = |fault: &Fault, role, is_self_issued| {
        let label = |_| "Bank CA".to_owned();
        let context = Context {
            label: &label,
            certificate: Some(1),
            names: &|| &[],
            is_self_issued,
            role,
            hostname: Some("bank.example"),
            is_client: false,
            profile: profile::by_id("chrome").unwrap(),
            is_public_host: true,
        };
        let prose = explain(fault, &context);
        let fix = prose.fix.expect("something to do");
        format!("{} {} {:?}", prose.explanation, fix.summary, fix.commands)
    };
    let expired = Fault::CertificateExpired {
        not_after: time("2026-01-01T00:00:00Z"),
        time: time("2026-01-02T00:00:00Z"),
        days: 1,
    };
    let invalid = Fault::SignatureInvalid {
        issuer: "CN=Bank CA".to_owned(),
        algorithm: "ecdsa-with-SHA256".to_owned(),
        key_fits: true,
        key_identifiers_differ: true,
        signer_key: None,
    };
    for (fault, role, of_itself, of_another) in [
        (&expired, Role::Leaf, "openssl req -x509", "certbot renew"),
        (
            &expired,
            Role::Intermediate,
            "Replace the expired root",
            "Replace the CA's expired intermediate",
        ),
        (
            &invalid,
            Role::Intermediate,
            "with a key of its own",
            "signed by somebody else",
        ),
    ] {
        for (is_self_issued, said, unsaid) in [
            (true, of_itself, of_another),
            (false, of_another, of_itself),
        ] {
            let told = told(fault, role, is_self_issued);
            assert!(told.contains(said) && !told.contains(unsaid), "{told}");
        }
    }
}

#[test]
fn a_common_name_is_no_entry_of_the_list() {
    let told = |hostname: &str| {
        let fault = Fault::HostnameMismatch {
            hostname: hostname.to_owned(),
            names: vec!["old.example".to_owned()],
            more: 0,
        };
        explained(&fault, Role::Leaf, Some(hostname)).explanation
    };
    let said = "That it is called so (its “common name”) does not count";
    assert!(told("certificate-9").contains(said));
    assert!(!told("certificate-8").contains(said));
}
