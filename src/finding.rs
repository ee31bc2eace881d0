//! Every fault that certlens can name. One row makes a [`Check`] (the rule), its id, and a [`Fault`] (the rule broken,
//! with the values found). Knows nothing else of the engine: it is the vocabulary that all other modules share.
//!
//! The order of the rows is the order in which causes are named when several faults hold at once: what makes the rest
//! meaningless comes first. Nothing else rests on it: what a rule is about is its [`Family`].

#[cfg(test)]
pub(crate) mod reference;
mod values;

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::oid::Oid;
use crate::time::Time;
use values::value;

/// The algorithm of a [`Fault::PublicKeyTooSmall`] that is seen by the signature: it is as long as the key that made it.
pub(crate) const SHORT_SIGNATURE: &str = "RSA signature";

macro_rules! checks {
    ($( [$family:ident: $about:literal]
        $( $(#[doc = $doc:literal])* $variant:ident { $($field:ident : $type:ty),* $(,)? } = $id:literal; )*
    )*) => {
        /// What rules have in common.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Family { $( #[doc = $about] $family, )* }

        /// A rule, named by the fault that it finds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Check { $( $( $(#[doc = $doc])* $variant, )* )* }

        impl Check {
            /// All of them, in the table's order.
            pub const ALL: &'static [Check] = &[ $( $( Check::$variant, )* )* ];

            /// The stable id: kebab-case, names the fault.
            pub fn id(self) -> &'static str {
                match self { $( $( Check::$variant => $id, )* )* }
            }

            /// The family that it is of.
            pub fn family(self) -> Family {
                match self { $( $( Check::$variant )|* => Family::$family, )* }
            }
        }

        /// A rule that was broken, with the values found. Serialises to `Finding.details`: the fields alone, in
        /// camelCase. Whoever says it too shares it ([`Arc`]): to copy so many variants would be 1,300 bytes of the engine.
        #[derive(Debug, PartialEq, Eq, Serialize)]
        #[serde(untagged, rename_all_fields = "camelCase")]
        #[non_exhaustive]
        pub enum Fault { $( $( $(#[doc = $doc])* $variant { $( #[doc = value!($variant $field)] $field: $type ),* }, )* )* }

        impl Fault {
            /// The rule that was broken.
            pub fn check(&self) -> Check {
                match self { $( $( Fault::$variant { .. } => Check::$variant, )* )* }
            }
        }

        /// The table itself, for what is written from it.
        #[cfg(test)]
        const ROWS: &[reference::Row] = &[ $( $( reference::Row {
            id: $id,
            documentation: &[ $( $doc ),* ],
            values: &[ $( (stringify!($field), stringify!($type), value!($variant $field)) ),* ],
        }, )* )* ];
    };
}

checks! {
    [Encoding: "What was read is not DER, or not a Certificate (X.690; RFC 5280 §4.1)."]

    /// The certificate is larger than the engine reads.
    CertificateTooLarge { size: usize, limit: usize } = "certificate-too-large";
    /// An element says that it is longer than what is left: the certificate was cut.
    DerTruncated { offset: usize, element: Option<String> } = "der-truncated";
    /// X.690 §10.1: a length that is not definite and minimal.
    DerLengthInvalid { offset: usize, problem: &'static str } = "der-length-invalid";
    /// X.690 §8.1.2: an identifier that DER does not allow.
    DerTagInvalid { offset: usize, problem: &'static str } = "der-tag-invalid";
    /// X.690 §8 and §11: a value that its type does not allow.
    DerValueInvalid { offset: usize, element: Option<String>, problem: &'static str } = "der-value-invalid";
    /// X.690 §11.6: the elements of a SET OF are not in order.
    DerSetUnordered { offset: usize } = "der-set-unordered";
    /// Bytes after the end of the certificate, or of a structure inside it.
    DerTrailingData { offset: usize } = "der-trailing-data";
    /// Elements are nested deeper than the engine reads.
    DerTooDeep { offset: usize } = "der-too-deep";
    /// RFC 5280 §4.1: a field is missing or is of another type.
    CertificateStructureInvalid { offset: usize, field: &'static str, expected: String, found: Option<String> } = "certificate-structure-invalid";
    /// X.690 §11.5: a default value is written out.
    DerDefaultEncoded { offset: usize, field: &'static str } = "der-default-encoded";

    [BrowserReading: "What a browser's own parser makes of the bytes."]

    /// Chrome (BoringSSL, `pki/parse_certificate.cc`) stops reading here.
    ChromeCannotRead { rule: &'static str, offset: usize, error: &'static str } = "chrome-cannot-read";
    /// Firefox (mozilla::pkix, NSS) stops reading here.
    FirefoxCannotRead { rule: &'static str, offset: usize, error: &'static str } = "firefox-cannot-read";
    /// Chrome (BoringSSL, `ssl_is_sct_list_valid`) ends the handshake over the list of SCTs that came with it.
    SctListRefused { problem: &'static str } = "sct-list-refused";

    [Certificate: "What must be right in one certificate for it to be read at all (RFC 5280 §4.1, §4.2)."]

    /// RFC 5280 §4.1.2.1: a version that does not exist, or that does not fit the fields present.
    VersionInvalid { version: i64, problem: &'static str } = "version-invalid";
    /// RFC 5280 §4.1.2.2: a serial number that is not a positive integer of at most 20 octets.
    SerialNumberInvalid { serial_number: String, problem: &'static str } = "serial-number-invalid";
    /// RFC 5280 §4.1.2.4: the issuer field must contain a non-empty name.
    IssuerNameEmpty {} = "issuer-name-empty";
    /// RFC 5280 §4.1.2.5: a date that is not a UTCTime or GeneralizedTime of the one allowed form.
    ValidityTimeInvalid { offset: usize, field: &'static str, found: String, problem: &'static str } = "validity-time-invalid";
    /// The validity period ends before it begins.
    ValidityInverted { not_before: Time, not_after: Time } = "validity-inverted";
    /// RFC 5280 §4.2: more than one instance of an extension.
    ExtensionDuplicate { oid: Oid, name: String, offset: usize } = "extension-duplicate";
    /// RFC 5280 §4.2.1: an extension whose value is not what its definition says.
    ExtensionMalformed { oid: Oid, name: String, offset: usize, problem: String } = "extension-malformed";
    /// RFC 5280 §4.2: a critical extension that the engine does not process.
    CriticalExtensionUnknown { oid: Oid, name: String, offset: usize } = "critical-extension-unknown";

    [Algorithms: "Algorithms and keys."]

    /// RFC 5280 §4.1.1.2: signatureAlgorithm and tbsCertificate.signature must be the same.
    SignatureAlgorithmMismatch { inner: String, outer: String } = "signature-algorithm-mismatch";
    /// A signature algorithm that is broken: MD2, MD4, MD5, SHA-1.
    SignatureAlgorithmWeak { algorithm: &'static str } = "signature-algorithm-weak";
    /// A signature algorithm that the engine does not verify.
    SignatureAlgorithmUnsupported { oid: Oid, algorithm: Option<&'static str>, problem: Option<&'static str> } = "signature-algorithm-unsupported";
    /// RFC 3279, RFC 5480, RFC 8410: a public key that is not well-formed.
    PublicKeyMalformed { algorithm: String, problem: &'static str } = "public-key-malformed";
    /// A public key of a kind that the engine does not know.
    PublicKeyUnsupported { algorithm: String } = "public-key-unsupported";
    /// A key so short that it can be broken: RSA of less than 1024 bits.
    PublicKeyTooSmall { algorithm: String, bits: u32, minimum: u32 } = "public-key-too-small";

    /// A key shorter than is thought safe today: RSA of less than 2048 bits.
    PublicKeyShort { algorithm: String, bits: u32, minimum: u32 } = "public-key-short";

    [Path: "The path to a trust anchor (RFC 5280 §6.1)."]

    /// The leaf is self-signed and is not itself trusted.
    SelfSignedNotTrusted { subject: String } = "self-signed-not-trusted";
    /// A self-signed certificate has the name of a trust anchor but another key.
    AnchorNameReused { subject: String, presented_key: String, trusted_key: String } = "anchor-name-reused";
    /// The path is complete but ends at a root that is not a trust anchor.
    RootNotTrusted { subject: String, anchors: usize } = "root-not-trusted";
    /// No certificate with the issuer's name was found, neither in the input nor among the trust anchors; or only the
    /// certificate itself, whose key did not make its signature.
    IssuerNotFound { issuer: String, anchors: usize, ca_issuers: Vec<String>, names_itself: bool } = "issuer-not-found";
    /// The only issuers found are certificates that the path already holds.
    PathLoop { issuer: String } = "path-loop";
    /// More intermediates than asked for or than the engine follows.
    PathTooLong { limit: usize, set_by: &'static str } = "path-too-long";
    /// RFC 5280 §6.1.3 (a)(1): the signature does not verify with the issuer's public key. `signer_key`: another certificate of the
    /// issuer's name was found whose key did make it; SHA-256 of its SubjectPublicKeyInfo in hexadecimal. `key_fits`: no key of
    /// the issuer's kind makes signatures of this algorithm where it is false.
    SignatureInvalid { issuer: String, algorithm: String, key_fits: bool, key_identifiers_differ: bool, signer_key: Option<String> } = "signature-invalid";
    /// The search stopped at a limit of work; what was not reached was not judged.
    SearchLimitReached { limit: &'static str, value: usize } = "search-limit-reached";

    [Roles: "Roles of the certificates in the path (RFC 5280 §6.1.4, §4.2.1)."]

    /// RFC 5280 §6.1.4 (k): an issuer without basicConstraints.
    BasicConstraintsMissing {} = "basic-constraints-missing";
    /// RFC 5280 §6.1.4 (k): an issuer whose basicConstraints says that it is not a CA.
    IssuerNotCa {} = "issuer-not-a-ca";
    /// RFC 5280 §6.1.4 (l), (m): more intermediates below a CA than its pathLenConstraint allows.
    PathLengthExceeded { limit: u64, found: usize } = "path-length-exceeded";
    /// RFC 5280 §6.1.4 (n): an issuer whose keyUsage lacks keyCertSign.
    KeyUsageLacksCertSign { usages: Vec<&'static str> } = "key-usage-lacks-cert-sign";
    /// RFC 5280 §4.2.1.3: the leaf's keyUsage allows nothing that TLS needs.
    KeyUsageUnsuitable { usages: Vec<&'static str> } = "key-usage-unsuitable";
    /// A key of a kind that the browser does not offer to verify a TLS handshake with.
    TlsKeyNotOffered { algorithm: &'static str } = "tls-key-not-offered";
    /// RFC 7633 §4.2: the TLS feature extension demands what the handshake, or the certificate below, does not have.
    TlsFeatureMissing { demanded_by: Option<usize> } = "tls-feature-missing";
    /// RFC 5280 §4.2.1.12: extKeyUsage without the purpose asked for.
    ExtendedKeyUsageUnsuitable { purpose: &'static str, purposes: Vec<String> } = "extended-key-usage-unsuitable";

    [Constraints: "Name constraints (RFC 5280 §4.2.1.10) and policies (§6.1.3 (d) to (f), §6.1.5)."]

    /// A constraint that says nothing certain; without `form` and `constraint`: the extension as a whole.
    NameConstraintMalformed { form: Option<&'static str>, constraint: Option<String>, problem: &'static str } = "name-constraint-malformed";
    /// More comparisons of names with constraints than the engine makes for one request.
    NameConstraintsTooMany { names: usize, constraints: usize, limit: usize } = "name-constraints-too-many";
    /// §6.1.3 (b), (c): a name that a certificate above excludes, or does not permit.
    NameConstraintViolated { name: String, form: &'static str, constraints: Vec<String>, constrainer: usize, excluded: bool } = "name-constraint-violated";
    /// A name of a form that a certificate above constrains and that is not compared.
    NameConstraintUnsupported { form: &'static str, name: String, constrainer: usize } = "name-constraint-unsupported";
    /// The certificates' policies make more of a graph (RFC 9618) than the engine builds.
    PolicyGraphTooLarge { limit: usize } = "policy-graph-too-large";
    /// §6.1.4 (a): anyPolicy must not be mapped.
    PolicyMappingAnyPolicy { issuer_domain_policy: Oid, subject_domain_policy: Oid } = "policy-mapping-any-policy";
    /// §6.1.3 (f), §6.1.5 (g): a policy is demanded, and the path is valid for none that is acceptable.
    PolicyRequiredNotFound { demanded_by: Option<usize>, acceptable: Vec<String>, valid: Vec<String>, stated: Vec<String> } = "policy-required-not-found";

    [Validity: "The time (RFC 5280 §6.1.3 (a)(2))."]

    /// notAfter is in the past.
    CertificateExpired { not_after: Time, time: Time, days: i64 } = "certificate-expired";
    /// notBefore is in the future.
    CertificateNotYetValid { not_before: Time, time: Time, days: i64 } = "certificate-not-yet-valid";
    /// The trust anchor's own certificate is out of its validity period.
    AnchorOutOfDate { not_before: Time, not_after: Time, time: Time } = "anchor-out-of-date";

    [HostName: "The name that was visited (RFC 9525; RFC 5280 §4.2.1.6)."]

    /// The certificate has no subjectAltName.
    SubjectAlternativeNameMissing { hostname: String, common_name: Option<String> } = "subject-alternative-name-missing";
    /// No name in subjectAltName matches.
    HostnameMismatch { hostname: String, names: Vec<String>, more: usize } = "hostname-mismatch";
    /// A subjectAltName entry that can't match anything.
    SubjectAlternativeNameUnusable { entry: String, problem: &'static str } = "subject-alternative-name-unusable";
    /// The caller asked not to compare the name.
    HostnameNotChecked {} = "hostname-not-checked";

    [Conformance: "The profile of one certificate in RFC 5280 §4, beyond [`Family::Certificate`]."]

    /// RFC 5280 §4.1.1.3: a signature value that is none of its algorithm's, or is out of the range of the issuer's key.
    SignatureMalformed { offset: usize, algorithm: String, problem: &'static str } = "signature-malformed";
    /// RFC 5280 §4.1.2.5: a UTCTime where a GeneralizedTime must be, or the reverse.
    ValidityTimeForm { offset: usize, field: &'static str, found: String } = "validity-time-form";
    /// RFC 5280 §4.1.2.6: a CA without a name.
    CaSubjectEmpty {} = "ca-subject-empty";
    /// RFC 5280 §4.1.2.6: neither a subject name nor a critical subjectAltName.
    SubjectEmptyWithoutCriticalNames { has_names: bool } = "subject-empty-without-critical-names";
    /// RFC 5280 §4.1.2.8: a unique identifier, which no CA may issue any more.
    UniqueIdentifierPresent { offset: usize, field: &'static str } = "unique-identifier-present";
    /// RFC 5280 §4.2.1: an extension is critical that must not be.
    ExtensionCritical { oid: Oid, name: String, offset: usize, section: &'static str } = "extension-critical";
    /// RFC 5280 §4.2.1: an extension is not critical that must be.
    ExtensionNotCritical { oid: Oid, name: String, offset: usize, section: &'static str } = "extension-not-critical";
    /// RFC 5280 §4.2.1: an extension is critical, or is not, against what the RFC advises.
    ExtensionCriticalityUnadvised { oid: Oid, name: String, offset: usize, section: &'static str, critical: bool } = "extension-criticality-unadvised";
    /// RFC 5280 §4.2.1.6: subjectAltName is critical beside a subject name.
    SubjectAlternativeNameCritical { offset: usize } = "subject-alternative-name-critical";
    /// RFC 5280 §4.2.1.10: nameConstraints is not critical.
    NameConstraintsNotCritical { offset: usize } = "name-constraints-not-critical";
    /// RFC 5280 §4.2: an extension that section 6 does not use says what its definition does not allow.
    ExtensionValueNotAllowed { oid: Oid, name: String, offset: usize, section: &'static str, problem: String } = "extension-value-not-allowed";
    /// RFC 5280 §4.2.1.1: no authority key identifier.
    AuthorityKeyIdentifierMissing { has_extension: bool } = "authority-key-identifier-missing";
    /// RFC 5280 §4.2.1.2: a CA without a subject key identifier.
    SubjectKeyIdentifierMissing {} = "subject-key-identifier-missing";
    /// RFC 5280 §4.2.1.3: a CA without keyUsage.
    CaKeyUsageMissing {} = "ca-key-usage-missing";
    /// RFC 5280 §4.2.1.9: keyCertSign without cA.
    CertSignWithoutCa { usages: Vec<&'static str> } = "cert-sign-without-ca";
    /// RFC 5280 §4.1.2.4 and appendix A.1: an attribute of a distinguished name whose value is of another type.
    NameAttributeMalformed { field: &'static str, attribute: String, problem: &'static str } = "name-attribute-malformed";
    /// RFC 5280 §4.2.1.6: a name in an alternative name extension that is not of its form.
    AlternativeNameMalformed { extension: String, form: &'static str, entry: String, offset: usize, problem: &'static str } = "alternative-name-malformed";
    /// RFC 5280 §4.2.1.9: pathLenConstraint where it means nothing.
    PathLengthMeaningless { problem: &'static str } = "path-length-meaningless";
    /// RFC 5280 §4.2.1.10: nameConstraints in a certificate that is no CA's.
    NameConstraintsOutsideCa { offset: usize } = "name-constraints-outside-ca";

    [BaselineRequirements: "The CA/Browser Forum's Baseline Requirements for TLS server certificates, as a verifier sees them."]

    /// BR §7.1.1: a certificate that is not of version 3.
    VersionNotThree { version: i64 } = "version-not-three";
    /// BR §7.1.2: a serial number too short to hold 64 random bits.
    SerialNumberGuessable { serial_number: String, bits: usize, minimum: usize } = "serial-number-guessable";
    /// BR §6.1.5, §7.1.3.1: a public key of a kind or size that is not permitted.
    PublicKeyNotPermitted { algorithm: String, bits: Option<u32>, problem: &'static str } = "public-key-not-permitted";
    /// BR §7.1.3.2: a signature algorithm that is not permitted, or not with the issuer's key.
    SignatureAlgorithmNotPermitted { algorithm: String, problem: &'static str } = "signature-algorithm-not-permitted";
    /// BR §6.3.2: a validity period longer than is allowed since notBefore.
    ValidityTooLong { not_before: Time, not_after: Time, days: i64, limit: i64 } = "validity-too-long";
    /// BR §7.1.2.7.6: a server's certificate without extKeyUsage.
    ExtendedKeyUsageMissing {} = "extended-key-usage-missing";
    /// BR §7.1.2.7.10: anyExtendedKeyUsage in a server's certificate.
    ExtendedKeyUsageAny {} = "extended-key-usage-any";
    /// BR §7.1.2.7.10: a purpose in a server's certificate that must not stand beside serverAuth.
    ExtendedKeyUsageNotPermitted { purpose: String } = "extended-key-usage-not-permitted";
    /// BR §7.1.2.7.11: a use that a server's key of that kind must not have, or an EC key without the one that it must have.
    KeyUsageNotPermitted { algorithm: &'static str, usages: Vec<&'static str> } = "key-usage-not-permitted";
    /// BR §7.1.2.7.6: a critical extKeyUsage in a server's certificate.
    ExtendedKeyUsageCritical { offset: usize } = "extended-key-usage-critical";
    /// BR §7.1.2.1.2: extKeyUsage in a root.
    RootExtendedKeyUsage { offset: usize } = "root-extended-key-usage";
    /// BR §7.1.2.10.6: an intermediate without extKeyUsage.
    IntermediateExtendedKeyUsageMissing {} = "intermediate-extended-key-usage-missing";
    /// BR §7.1.2.1.3, §7.1.2.11.1: an authority key identifier that is more or other than a key identifier.
    AuthorityKeyIdentifierNotPlain { offset: usize, problem: &'static str } = "authority-key-identifier-not-plain";
    /// BR §7.1.2.7.12: a server's certificate without subjectAltName.
    ServerNamesMissing {} = "server-names-missing";
    /// BR §7.1.2.7.12: a name of a form other than dNSName and iPAddress.
    ServerNameFormNotPermitted { form: &'static str, entry: String } = "server-name-form-not-permitted";
    /// BR §4.2.2, §7.1.2.7.12: a name or address that is not unique on the Internet.
    ServerNameInternal { entry: String, problem: &'static str } = "server-name-internal";
    /// BR §7.1.4.3: a common name that contradicts the names in subjectAltName.
    CommonNameNotListed { common_name: String } = "common-name-not-listed";
    /// BR §7.1.4.3: a common name that is not literally in subjectAltName and contradicts nothing there.
    CommonNameUnmatched { common_name: String } = "common-name-unmatched";
    /// BR §3.2.2.6: the name that matches the host is a wildcard for all names under a public suffix.
    WildcardOnPublicSuffix { entry: String, suffix: String } = "wildcard-on-public-suffix";
    /// BR §7.1.2.7.6: an extension is missing that a server's certificate must have.
    ServerExtensionMissing { name: &'static str, section: &'static str } = "server-extension-missing";

    [Evidence: "What evidence of revocation says."]

    /// RFC 5280 §6.1.3 (a)(3): the issuer has revoked the certificate.
    CertificateRevoked { serial_number: String, revoked_at: Time, reason: &'static str, invalidity_date: Option<Time>, source: &'static str } = "certificate-revoked";
    /// RFC 5280 §6.3.3: good evidence was asked for, and what there is does not say whether the certificate is revoked.
    RevocationUnknown { serial_number: String, issuer: String, crls: usize, ocsp_responses: usize } = "revocation-unknown";
    /// RFC 5280 §5 and §6.3: a CRL that must not be used.
    CrlUnusable { reason: &'static str, issuer: Option<String>, this_update: Option<Time>, next_update: Option<Time>, time: Time, problem: Option<String>, offset: Option<usize>, part: usize, line: Option<usize> } = "crl-unusable";
    /// Firefox ends the connection because of what the stapled OCSP response says, or cannot say.
    OcspStapleRefused { problem: &'static str, error: &'static str } = "ocsp-staple-refused";
    /// RFC 6960 §3.2: an OCSP response that must not be used.
    OcspUnusable { reason: &'static str, this_update: Option<Time>, next_update: Option<Time>, time: Time, problem: Option<String>, offset: Option<usize>, part: usize, line: Option<usize> } = "ocsp-unusable";

    [RootProgramme: "What browsers ask under the roots that they bring along."]

    /// A browser's Certificate Transparency policy is not met.
    CertificateTransparencyInsufficient { problem: &'static str, scts: usize, logs: usize, needed: usize, operators: Vec<String> } = "certificate-transparency-insufficient";
    /// RFC 6962 §3.2: a signed certificate timestamp that does not count.
    SctUnusable { source: &'static str, number: usize, reason: &'static str, problem: Option<&'static str>, log: Option<String>, log_id: Option<String>, timestamp: Option<Time> } = "sct-unusable";
    /// Whether a browser's Certificate Transparency policy is met cannot be said for the time asked for.
    TransparencyNotJudged { reason: &'static str, list_date: Option<Time>, unknown_logs: usize } = "transparency-not-judged";
    /// A root is trusted on conditions, and they do not hold.
    RootConstraintViolated { root: String, sct_not_after: Option<Time>, sct_all_after: Option<Time>, earliest_sct: Option<Time>, name: Option<String>, permitted_dns_names: Vec<String>, min_version: Option<String>, max_version_exclusive: Option<String>, version: String } = "root-constraint-violated";
    /// A root is trusted for certificates from before a date, and the leaf is from after it.
    RootDistrustedAfter { root: String, distrust_after: Time, not_before: Time } = "root-distrusted-after";
    /// The certificate is in Mozilla's OneCRL.
    CertificateInOnecrl { serial_number: String, by: &'static str, list_date: String } = "certificate-in-onecrl";
    /// A CA is confined to some names whatever its certificates say.
    ImposedNameConstraintViolated { name: String, permitted: Vec<String>, constrainer: usize } = "imposed-name-constraint-violated";
    /// The host is no name or address that is unique on the Internet.
    LocalNameOnPublicRoot { hostname: String, problem: &'static str } = "local-name-on-public-root";
    /// An RSA key that is too short under a browser's own root.
    PublicRootKeyTooSmall { algorithm: String, bits: u32, minimum: u32 } = "public-root-key-too-small";
    /// The issuer that is missing is among the intermediates that a browser downloads in advance, or another certificate of it than the
    /// one that was sent.
    IntermediatePreloaded { issuer: String, is_sent: bool } = "intermediate-preloaded";

    [Beside: "Beside the path, or worth knowing; most never decide."]

    /// The path ends at an intermediate that the trust store holds as an anchor.
    AnchorIsIntermediate { subject: String, store: Option<&'static str> } = "anchor-is-intermediate";
    /// A CA certificate is used as the end-entity certificate.
    LeafIsCa {} = "leaf-is-ca";
    /// A certificate that could not be read stands beside the path.
    CertificateUnreadable { problem: String } = "certificate-unreadable";
    /// The same certificate again.
    CertificateDuplicate { first: usize } = "certificate-duplicate";
    /// A certificate that is no part of the path; and what it is to that: "newer" or "older" where it is no CA's and for the leaf's
    /// name, "twin" where its key is then of another kind, "wanted" where it is for the name that was visited and the leaf is not, "namesake" where it has the name of a CA of the path and another key, else "none".
    CertificateUnused { relation: &'static str } = "certificate-unused";
    /// The certificates are not in the order leaf, intermediate, intermediate …
    CertificatesOutOfOrder { order: Vec<usize> } = "certificates-out-of-order";
    /// A part of the input (a property of the request) was not understood, or is not what was asked for there.
    InputNotUnderstood { input: &'static str, part: usize, offset: usize, line: Option<usize>, problem: String } = "input-not-understood";
    /// OpenSSL does not read this part of the certificates as it stands, and certlens does.
    PemUnloadable { part: usize, line: usize, problem: &'static str } = "pem-unloadable";
    /// A private key that belongs to the leaf was pasted.
    PrivateKeyMatches { input: &'static str, part: usize, line: Option<usize> } = "private-key-matches";
    /// A private key that does not belong to the leaf was pasted: another certificate's that is there, or nobody's; and whether it is of the
    /// kind of the leaf's (RSA, elliptic curve, …).
    PrivateKeyMismatch { input: &'static str, part: usize, line: Option<usize>, owner: Option<usize>, owner_is_ca: bool, same_kind: bool } = "private-key-mismatch";
    /// A private key was pasted that could not be compared.
    PrivateKeyPresent { input: &'static str, part: usize, line: Option<usize>, damaged: bool, problem: String } = "private-key-present";
}

impl Check {
    /// Whether only one browser asks it, so that its words name that browser.
    pub fn is_of_one_browser(self) -> bool {
        matches!(
            self,
            Self::ChromeCannotRead
                | Self::FirefoxCannotRead
                | Self::SctListRefused
                | Self::OcspStapleRefused
        )
    }

    /// Whether what the browser of a profile makes of it was read and not asked. What binds its own roots only was asked of each with
    /// roots and logs of ours (`parity/src/built_in.rs`), but not what it does by a list of logs of another time.
    pub fn rests_on_source(self, profile: &str) -> bool {
        self == Self::TransparencyNotJudged && matches!(profile, "chrome" | "firefox")
    }

    /// The check with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|check| check.id() == id)
    }
}

/// As its id.
/// [`Check::id`].
impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

impl PartialEq<str> for Check {
    fn eq(&self, id: &str) -> bool {
        self.id() == id
    }
}

impl PartialEq<&str> for Check {
    fn eq(&self, id: &&str) -> bool {
        self.id() == *id
    }
}

impl Serialize for Check {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// What a rule said of one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It holds.
    Passed,
    /// It is broken. How much that weighs is the profile's to say. Shared with the report, and with other paths.
    Broken(Arc<Fault>),
    /// There was nothing to look at.
    NotApplicable,
    /// It could not be looked at; this is never as good as passed.
    NotChecked,
}

/// One rule, asked once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The rule.
    pub check: Check,
    /// Which certificate, by its index among all certificates seen; `None`: the path as a whole.
    pub certificate: Option<usize>,
    /// The answer.
    pub said: Said,
}

impl Record {
    /// The fault, where the rule is broken.
    pub fn fault(&self) -> Option<&Fault> {
        match &self.said {
            Said::Broken(fault) => Some(fault),
            _ => None,
        }
    }
}

/// What rules said, in the order they were asked.
#[derive(Clone, Debug, Default)]
pub struct Records(pub Vec<Record>);

impl Records {
    /// The rule holds.
    pub fn passed(&mut self, check: Check, certificate: Option<usize>) {
        self.0.push(Record {
            check,
            certificate,
            said: Said::Passed,
        });
    }

    /// The rule is broken.
    pub fn broken(&mut self, fault: impl Into<Arc<Fault>>, certificate: Option<usize>) {
        let fault = fault.into();
        self.0.push(Record {
            check: fault.check(),
            certificate,
            said: Said::Broken(fault),
        });
    }

    /// The rule is broken after all, where it was said to hold.
    pub fn overrule(&mut self, fault: Fault, certificate: Option<usize>) {
        let check = fault.check();
        let mut records = self
            .0
            .iter_mut()
            .filter(|record| (record.check, record.certificate) == (check, certificate));
        match records.find(|record| matches!(record.said, Said::Passed)) {
            Some(record) => record.said = Said::Broken(Arc::new(fault)),
            None => self.broken(fault, certificate),
        }
    }

    /// There was nothing to look at.
    pub fn not_applicable(&mut self, check: Check, certificate: Option<usize>) {
        self.0.push(Record {
            check,
            certificate,
            said: Said::NotApplicable,
        });
    }

    /// It could not be looked at.
    pub fn not_checked(&mut self, check: Check, certificate: Option<usize>) {
        self.0.push(Record {
            check,
            certificate,
            said: Said::NotChecked,
        });
    }

    /// Broken with `fault`, or passed where there is none.
    pub fn judge(
        &mut self,
        check: Check,
        certificate: Option<usize>,
        fault: Option<impl Into<Arc<Fault>>>,
    ) {
        match fault {
            Some(fault) => self.broken(fault, certificate),
            None => self.passed(check, certificate),
        }
    }

    /// Broken with each fault, but at most five: thousands of the same would hide the others. Passed where there are none.
    pub fn judge_each(
        &mut self,
        check: Check,
        certificate: Option<usize>,
        faults: impl Iterator<Item: Into<Arc<Fault>>>,
    ) {
        let before = self.0.len();
        faults
            .take(5)
            .for_each(|fault| self.broken(fault, certificate));
        if self.0.len() == before {
            self.passed(check, certificate);
        }
    }

    /// Of several checks that one look answers at once: broken with `fault` the one that it is of, and the others passed.
    pub fn judge_all(
        &mut self,
        checks: &[Check],
        certificate: Option<usize>,
        fault: Option<Fault>,
    ) {
        let broken = fault.as_ref().map(Fault::check);
        for check in checks.iter().filter(|check| Some(**check) != broken) {
            self.passed(*check, certificate);
        }
        if let Some(fault) = fault {
            self.broken(fault, certificate);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_kebab_case_and_found_again() {
        for check in Check::ALL {
            assert!(
                check
                    .id()
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b == b'-'),
                "{}",
                check.id()
            );
            assert_eq!(Check::from_id(check.id()), Some(*check));
        }
        assert_eq!(Check::from_id("no-such-check"), None);
    }

    #[test]
    fn details_are_the_fields_alone() {
        let fault = Fault::PathLengthExceeded { limit: 0, found: 1 };
        assert_eq!(
            serde_json::to_string(&fault).unwrap(),
            r#"{"limit":0,"found":1}"#
        );
        assert_eq!(serde_json::to_string(&Fault::LeafIsCa {}).unwrap(), "{}");
    }
}
