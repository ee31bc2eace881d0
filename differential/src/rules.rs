//! Why certlens and a peer may disagree. Where certlens rejects, its deciding finding is the reason, and the rule says why
//! that is right or a matter of choice. Where it accepts, the peer's error and what certlens told without rejecting decide
//! together, and the rule names the section that permits acceptance.

/// Who is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Peer {
    OpenSsl,
    OpenSslStrict,
    Webpki,
}

impl Peer {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::OpenSsl => "OpenSSL",
            Self::OpenSslStrict => "OpenSSL, strict",
            Self::Webpki => "rustls-webpki",
        }
    }
}

/// Who accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    WeReject,
    WeAccept,
}

/// Why a disagreement is none of certlens' faults.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    pub(crate) name: &'static str,
    pub(crate) section: &'static str,
    pub(crate) why: &'static str,
}

/// The rule for a disagreement: `reason` is our deciding finding's id, or the peer's error; `told` what we found without
/// rejecting for it, and facts about the chain.
pub(crate) fn find(side: Side, peer: Peer, reason: &str, told: &[String]) -> Option<&'static Rule> {
    let is_told =
        |ids: &[&str]| ids.is_empty() || told.iter().any(|told| ids.contains(&told.as_str()));
    match side {
        Side::WeReject => {
            let row = REJECTED
                .iter()
                .find(|row| row.reasons.contains(&reason) && is_told(row.told));
            row.map(|row| &row.rule)
        }
        Side::WeAccept if reason.starts_with("anchor: ") => Some(&ANCHOR),
        Side::WeAccept => {
            let row = ACCEPTED.iter().find(|row| {
                row.peers.contains(&peer) && row.reasons.contains(&reason) && is_told(row.told)
            });
            row.map(|row| &row.rule)
        }
    }
}

struct Row {
    peers: &'static [Peer],
    reasons: &'static [&'static str],
    /// One of these must have been told or be true; empty: none is needed.
    told: &'static [&'static str],
    rule: Rule,
}

const BOTH: &[Peer] = &[Peer::OpenSsl, Peer::OpenSslStrict];
const STRICT: &[Peer] = &[Peer::OpenSslStrict];
const WEBPKI: &[Peer] = &[Peer::Webpki];
const ANY: &[Peer] = &[Peer::OpenSsl, Peer::OpenSslStrict, Peer::Webpki];

const fn row(
    peers: &'static [Peer],
    reasons: &'static [&'static str],
    told: &'static [&'static str],
    [name, section, why]: [&'static str; 3],
) -> Row {
    Row {
        peers,
        reasons,
        told,
        rule: Rule { name, section, why },
    }
}

const ANCHOR: Rule = Rule {
    name: "a fault of the anchor's own certificate",
    section: "RFC 5280 §6.1.1 (d)",
    why: "a trust anchor is a name and a key; its certificate's dates, signature, encoding and extensions are no input to §6.1. certlens warns of them, and refuses under `rfc5280-strict`",
};

const REJECTED: &[Row] = &[
    row(
        ANY,
        &[
            "der-length-invalid",
            "der-tag-invalid",
            "der-value-invalid",
            "der-truncated",
            "der-trailing-data",
            "der-too-deep",
            "certificate-structure-invalid",
        ],
        &[],
        [
            "not DER, or not a Certificate",
            "RFC 5280 §4.1, X.690 §8, §10, §11",
            "certificates are DER; what has two readings is judged by none. The peer reads past the fault, or keeps to other fields",
        ],
    ),
    row(
        ANY,
        &["extension-malformed"],
        &[],
        [
            "an extension is not what its definition says",
            "RFC 5280 §4.2, §4.2.1",
            "an extension that is recognised must be understood; the peer does not read that one, or reads less of it",
        ],
    ),
    row(
        ANY,
        &["extension-duplicate"],
        &[],
        [
            "the same extension twice",
            "RFC 5280 §4.2: \"MUST NOT include more than one instance\"",
            "which of the two counts is not said; the peer looks at those it knows only",
        ],
    ),
    row(
        ANY,
        &["version-invalid"],
        &[],
        [
            "version and contents do not fit",
            "RFC 5280 §4.1.2.1",
            "extensions need version 3, and there are three versions only; the peer does not compare the two",
        ],
    ),
    row(
        ANY,
        &["critical-extension-unknown"],
        &[],
        [
            "a critical extension that is not processed",
            "RFC 5280 §4.2, §6.1.4 (o), §6.1.5 (f)",
            "the peer processes it, or passes over it as known",
        ],
    ),
    row(
        ANY,
        &["validity-time-invalid", "validity-inverted"],
        &[],
        [
            "a date that is none",
            "RFC 5280 §4.1.2.5",
            "the peer reads forms that the RFC excludes",
        ],
    ),
    row(
        ANY,
        &["issuer-not-found"],
        &[
            "input-not-understood",
            "certificate-unreadable",
            "fact: equal names in other bytes",
        ],
        [
            "an issuer that cannot be read",
            "RFC 5280 §4.1, §6.1.3 (a) (4)",
            "the issuer is not DER, or its name is not, so that certlens does not know whose it is",
        ],
    ),
    row(
        ANY,
        &["path-loop"],
        &["certificate-unreadable"],
        [
            "an issuer that cannot be read",
            "RFC 5280 §4.1, §6.1.3 (a) (4)",
            "the issuer is not DER, or its name is not, so that certlens does not know whose it is",
        ],
    ),
    row(
        ANY,
        &[
            "public-key-malformed",
            "public-key-unsupported",
            "public-key-too-small",
        ],
        &[],
        [
            "a key that is none",
            "RFC 5280 §4.1.2.7, RFC 5480 §2.1, RFC 3279 §2.3.1",
            "of the leaf too; peers do not read the leaf's own key while they verify the path",
        ],
    ),
    row(
        ANY,
        &["key-usage-lacks-cert-sign", "key-usage-unsuitable"],
        &[],
        [
            "key usage",
            "RFC 5280 §4.2.1.3, §6.1.4 (n)",
            "rustls-webpki does not look at key usage, on purpose",
        ],
    ),
    row(
        ANY,
        &["name-constraint-malformed", "name-constraint-unsupported"],
        &[],
        [
            "a constraint that means nothing certain",
            "RFC 5280 §4.2.1.10",
            "certlens fails closed; the peer does not read a constraint for whose form the certificate has no name",
        ],
    ),
    row(
        ANY,
        &["name-constraint-violated"],
        &[],
        [
            "a name that only in part lies in an excluded subtree, or the subject's own",
            "RFC 5280 §4.2.1.10",
            "a wildcard stands for names of an excluded subtree, and is refused for it; directory names and the subject are compared too, which rustls-webpki leaves out",
        ],
    ),
    row(
        ANY,
        &["policy-mapping-any-policy"],
        &[],
        [
            "a mapping to or from anyPolicy",
            "RFC 5280 §6.1.4 (a)",
            "the step asks it whether policies matter in the end or not",
        ],
    ),
    row(
        ANY,
        &["policy-required-not-found"],
        &[],
        [
            "no policy is left",
            "RFC 5280 §6.1.5 (g), RFC 5937 §3.2",
            "the anchor's own certificate asks for one (OpenSSL does not count it), or rustls-webpki, which processes no policies, passed over it",
        ],
    ),
    row(
        ANY,
        &["path-length-exceeded"],
        &[],
        [
            "more intermediates than allowed",
            "RFC 5280 §6.1.4 (l), RFC 5937 §3.2",
            "self-issued certificates are not counted, all others are; the anchor's own limit binds",
        ],
    ),
    row(
        ANY,
        &[
            "basic-constraints-missing",
            "issuer-not-a-ca",
            "extended-key-usage-unsuitable",
            "signature-malformed",
            "signature-invalid",
            "signature-algorithm-mismatch",
            "signature-algorithm-unsupported",
        ],
        &[],
        [
            "what an issuer may, or how it signed",
            "RFC 5280 §6.1.3 (a) (1), §6.1.4 (k), §4.1.1.2",
            "the peer reads the same bytes with less care",
        ],
    ),
];

const ACCEPTED: &[Row] = &[
    row(
        BOTH,
        &["unable to get local issuer certificate"],
        &["fact: key identifiers differ"],
        [
            "key identifiers that do not fit",
            "RFC 5280 §4.2.1.1, §6.1",
            "they help to find a path (\"to facilitate certification path construction\"); no step of §6.1 compares them",
        ],
    ),
    row(
        BOTH,
        &["unable to get local issuer certificate"],
        &[
            "anchor: extension-duplicate",
            "anchor: extension-malformed",
            "anchor: key-usage-lacks-cert-sign",
            "anchor: der-value-invalid",
            "anchor: der-length-invalid",
            "anchor: der-tag-invalid",
            "anchor: version-invalid",
            "anchor: validity-time-invalid",
        ],
        [ANCHOR.name, ANCHOR.section, ANCHOR.why],
    ),
    row(
        WEBPKI,
        &["BadDer"],
        &["anchor: der-length-invalid"],
        [ANCHOR.name, ANCHOR.section, ANCHOR.why],
    ),
    row(
        BOTH,
        &["unable to get local issuer certificate"],
        &["fact: a control character in a name"],
        [
            "names that are equal but for a control character",
            "RFC 5280 §7.1, RFC 4518 §2.2",
            "control characters \"are mapped to nothing\" before names are compared; OpenSSL leaves them in",
        ],
    ),
    row(
        BOTH,
        &["unable to get local issuer certificate"],
        &[
            "extension-value-not-allowed",
            "anchor: extension-value-not-allowed",
        ],
        [
            "an extension that §6.1 does not read is not what its definition says",
            "RFC 5280 §4.2.1.13, §6.1",
            "an empty list of distribution points, a name that is none, lengths that are BER: a warning, an error under `rfc5280-strict`",
        ],
    ),
    row(
        WEBPKI,
        &["BadDer", "leaf: BadDer"],
        &["extension-value-not-allowed"],
        [
            "an extension that §6.1 does not read is not what its definition says",
            "RFC 5280 §4.2.1.13, §6.1",
            "an empty list of distribution points, a name that is none, lengths that are BER: a warning, an error under `rfc5280-strict`",
        ],
    ),
    row(
        ANY,
        &[
            "format error in certificate's notBefore field",
            "BadDerTime",
        ],
        &["fact: the leaf is the anchor"],
        [
            "the leaf is itself the anchor",
            "RFC 5280 §6.1",
            "nothing stands between the two; the peer goes through a certificate that it was given beside them",
        ],
    ),
    row(
        ANY,
        &["not parsed", "BadDer"],
        &["fact: what OpenSSL cannot read is no part of the path"],
        [
            "a certificate beside the path",
            "RFC 5280 §6.1",
            "the inputs are the certificates of one path; what lies beside it, and could not have been used, is not judged. The peer reads all it is given",
        ],
    ),
    row(
        BOTH,
        // The latter where it is in a name within an extension.
        &["leaf: not parsed", "unable to get local issuer certificate"],
        &["fact: an attribute of no string type in the leaf"],
        [
            "an attribute's value of no string type, in the leaf's subject",
            "RFC 5280 §4.1.2.4, §6.1",
            "AttributeValue is \"ANY -- DEFINED BY AttributeType\", so it is a Name; §6.1 compares names, and nothing is compared with this one. OpenSSL reads string types only",
        ],
    ),
    row(
        WEBPKI,
        &["BadDer"],
        &["fact: a path length above 255"],
        [
            "a path length above 255",
            "RFC 5280 §4.2.1.9",
            "pathLenConstraint is \"INTEGER (0..MAX)\"; rustls-webpki reads one octet",
        ],
    ),
    row(
        BOTH,
        &["invalid or inconsistent certificate policy extension"],
        &["fact: policy mappings in the leaf"],
        [
            "policy mappings in the leaf",
            "RFC 5280 §6.1.4 (a)",
            "mappings are looked at while the next certificate is prepared for, and the leaf is the last",
        ],
    ),
    row(
        BOTH,
        &[
            "unsuitable certificate purpose",
            "leaf: unsuitable certificate purpose",
        ],
        &["fact: anyExtendedKeyUsage"],
        [
            "anyExtendedKeyUsage in a CA certificate",
            "RFC 5280 §4.2.1.12",
            "\"If a CA includes extended key usages to satisfy such applications, but does not wish to restrict usages of the key, the CA can include the special KeyPurposeId anyExtendedKeyUsage\"",
        ],
    ),
    row(
        BOTH,
        &["leaf: unsuitable certificate purpose"],
        &["leaf-is-ca"],
        [
            "a CA certificate as the leaf",
            "RFC 5280 §6.1",
            "no step forbids it; certlens warns",
        ],
    ),
    row(
        WEBPKI,
        &["RequiredEkuNotFoundContext"],
        &["fact: anyExtendedKeyUsage"],
        [
            "anyExtendedKeyUsage in a CA certificate",
            "RFC 5280 §4.2.1.12",
            "\"If a CA includes extended key usages to satisfy such applications, but does not wish to restrict usages of the key, the CA can include the special KeyPurposeId anyExtendedKeyUsage\"",
        ],
    ),
    row(
        BOTH,
        &["certificate has expired"],
        &["fact: ends at this second"],
        [
            "asked for in the last second",
            "RFC 5280 §4.1.2.5",
            "\"the period of time from notBefore through notAfter, inclusive\"",
        ],
    ),
    row(
        BOTH,
        &[
            "it failed otherwise",
            "unspecified certificate verification error",
        ],
        &["public-key-unsupported"],
        [
            "the leaf's own key is of a kind that is not known",
            "RFC 5280 §6.1",
            "no step uses the leaf's key; certlens warns",
        ],
    ),
    row(
        STRICT,
        &[
            "Missing Authority Key Identifier",
            "Missing Subject Key Identifier",
        ],
        &[
            "authority-key-identifier-missing",
            "subject-key-identifier-missing",
        ],
        [
            "no key identifiers",
            "RFC 5280 §4.2.1.1, §4.2.1.2",
            "what §4 asks of CAs and §6.1 does not look at: a warning, an error under `rfc5280-strict`",
        ],
    ),
    row(
        STRICT,
        &[
            "Basic Constraints of CA cert not marked critical",
            "CA cert does not include key usage extension",
            "Path length given without key usage keyCertSign",
            "Path length invalid for non-CA cert",
            "Subject empty and Subject Alt Name extension not critical",
            "Subject name empty",
            "Issuer name empty",
            "Authority Key Identifier marked critical",
            "Subject Key Identifier marked critical",
            "Empty Subject Alternative Name extension",
            "invalid CA certificate",
        ],
        &[
            "cert-sign-without-ca",
            "extension-not-critical",
            "extension-critical",
            "ca-key-usage-missing",
            "path-length-meaningless",
            "subject-empty-without-critical-names",
            "ca-subject-empty",
            "issuer-name-empty",
            "leaf-is-ca",
        ],
        [
            "what §4 asks of CAs",
            "RFC 5280 §4.1.2.4, §4.1.2.6, §4.2.1.3, §4.2.1.6, §4.2.1.9",
            "conformance that §6.1 does not look at: a warning, an error under `rfc5280-strict`",
        ],
    ),
    row(
        ANY,
        &["hostname mismatch", "CertNotValidForName"],
        &["fact: a wildcard below a top-level domain"],
        [
            "a wildcard below a top-level domain",
            "RFC 9525 §6.3",
            "the RFC sets no least number of labels; `webpki` refuses it by the Public Suffix List",
        ],
    ),
    row(
        WEBPKI,
        &["BadDerTime"],
        &["fact: a date before 1970"],
        [
            "a date before 1970",
            "RFC 5280 §4.1.2.5.1",
            "a UTCTime's year from 50 on is 19YY; rustls-webpki's dates begin with 1970",
        ],
    ),
    row(
        WEBPKI,
        &["CaUsedAsEndEntity"],
        &["leaf-is-ca"],
        [
            "a CA certificate as the leaf",
            "RFC 5280 §6.1",
            "no step forbids it; certlens warns",
        ],
    ),
    row(
        WEBPKI,
        &[
            "UnsupportedCriticalExtension",
            "leaf: UnsupportedCriticalExtension",
        ],
        &[
            "fact: critical extension about policies",
            "extension-critical",
            "extension-criticality-unadvised",
        ],
        [
            "a critical extension that rustls-webpki does not process",
            "RFC 5280 §4.2",
            "policies and the like, which certlens processes",
        ],
    ),
    row(
        WEBPKI,
        &["NameConstraintViolation"],
        &["fact: constraint on or name of the form directoryName"],
        [
            "constraints on directory names",
            "RFC 5280 §4.2.1.10",
            "rustls-webpki compares none and refuses; certlens compares them, and none is broken",
        ],
    ),
    row(
        WEBPKI,
        &["UnknownIssuer"],
        &[
            "fact: equal names in other bytes",
            "anchor: der-length-invalid",
        ],
        [
            "names that are equal in other bytes",
            "RFC 5280 §7.1",
            "case, white space and string type do not count; rustls-webpki compares bytes",
        ],
    ),
];
