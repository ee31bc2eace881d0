/** Every finding's id, and the values that it carries. Written by tests/reference.rs from src/finding.rs. */
export interface FindingDetails {
  /** The certificate is larger than the engine reads. */
  "certificate-too-large": { size: number; limit: number };
  /** An element says that it is longer than what is left: the certificate was cut. */
  "der-truncated": { offset: number; element: string | null };
  /** X.690 §10.1: a length that is not definite and minimal. */
  "der-length-invalid": { offset: number; problem: string };
  /** X.690 §8.1.2: an identifier that DER does not allow. */
  "der-tag-invalid": { offset: number; problem: string };
  /** X.690 §8 and §11: a value that its type does not allow. */
  "der-value-invalid": { offset: number; element: string | null; problem: string };
  /** X.690 §11.6: the elements of a SET OF are not in order. */
  "der-set-unordered": { offset: number };
  /** Bytes after the end of the certificate, or of a structure inside it. */
  "der-trailing-data": { offset: number };
  /** Elements are nested deeper than the engine reads. */
  "der-too-deep": { offset: number };
  /** RFC 5280 §4.1: a field is missing or is of another type. */
  "certificate-structure-invalid": { offset: number; field: string; expected: string; found: string | null };
  /** X.690 §11.5: a default value is written out. */
  "der-default-encoded": { offset: number; field: string };
  /** Chrome (BoringSSL, `pki/parse_certificate.cc`) stops reading here. */
  "chrome-cannot-read": { rule: string; offset: number; error: string };
  /** Firefox (mozilla::pkix, NSS) stops reading here. */
  "firefox-cannot-read": { rule: string; offset: number; error: string };
  /** RFC 5280 §4.1.2.1: a version that does not exist, or that does not fit the fields present. */
  "version-invalid": { version: number; problem: string };
  /** RFC 5280 §4.1.2.2: a serial number that is not a positive integer of at most 20 octets. */
  "serial-number-invalid": { serialNumber: string; problem: string };
  /** RFC 5280 §4.1.2.4: the issuer field must contain a non-empty name. */
  "issuer-name-empty": Record<string, never>;
  /** RFC 5280 §4.1.2.5: a date that is not a UTCTime or GeneralizedTime of the one allowed form. */
  "validity-time-invalid": { offset: number; field: string; found: string; problem: string };
  /** The validity period ends before it begins. */
  "validity-inverted": { notBefore: string; notAfter: string };
  /** RFC 5280 §4.2: more than one instance of an extension. */
  "extension-duplicate": { oid: string; name: string; offset: number };
  /** RFC 5280 §4.2.1: an extension whose value is not what its definition says. */
  "extension-malformed": { oid: string; name: string; offset: number; problem: string };
  /** RFC 5280 §4.2: a critical extension that the engine does not process. */
  "critical-extension-unknown": { oid: string; name: string; offset: number };
  /** RFC 5280 §4.1.1.2: signatureAlgorithm and tbsCertificate.signature must be the same. */
  "signature-algorithm-mismatch": { inner: string; outer: string };
  /** A signature algorithm that is broken: MD2, MD4, MD5, SHA-1. */
  "signature-algorithm-weak": { algorithm: string };
  /** A signature algorithm that the engine does not verify. */
  "signature-algorithm-unsupported": { oid: string; algorithm: string | null; problem: string | null };
  /** RFC 3279, RFC 5480, RFC 8410: a public key that is not well-formed. */
  "public-key-malformed": { algorithm: string; problem: string };
  /** A public key of a kind that the engine does not know. */
  "public-key-unsupported": { algorithm: string };
  /** A key so short that it can be broken: RSA of less than 1024 bits. */
  "public-key-too-small": { algorithm: string; bits: number; minimum: number };
  /** A key shorter than is thought safe today: RSA of less than 2048 bits. */
  "public-key-short": { algorithm: string; bits: number; minimum: number };
  /** The leaf is self-signed and is not itself trusted. */
  "self-signed-not-trusted": { subject: string };
  /** A self-signed certificate has the name of a trust anchor but another key. */
  "anchor-name-reused": { subject: string; presentedKey: string; trustedKey: string };
  /** The path is complete but ends at a root that is not a trust anchor. */
  "root-not-trusted": { subject: string; anchors: number };
  /** No certificate with the issuer's name was found, neither in the input nor among the trust anchors; or only the certificate itself, whose key did not make its signature. */
  "issuer-not-found": { issuer: string; anchors: number; caIssuers: string[]; namesItself: boolean };
  /** The only issuers found are certificates that the path already holds. */
  "path-loop": { issuer: string };
  /** More intermediates than asked for or than the engine follows. */
  "path-too-long": { limit: number };
  /** RFC 5280 §6.1.3 (a)(1): the signature does not verify with the issuer's public key. `signer_key`: another certificate of the issuer's name was found whose key did make it; SHA-256 of its SubjectPublicKeyInfo in hexadecimal. `key_fits`: no key of the issuer's kind makes signatures of this algorithm where it is false. */
  "signature-invalid": { issuer: string; algorithm: string; keyFits: boolean; keyIdentifiersDiffer: boolean; signerKey: string | null };
  /** The search stopped at a limit of work; what was not reached was not judged. */
  "search-limit-reached": { limit: string; value: number };
  /** RFC 5280 §6.1.4 (k): an issuer without basicConstraints. */
  "basic-constraints-missing": Record<string, never>;
  /** RFC 5280 §6.1.4 (k): an issuer whose basicConstraints says that it is not a CA. */
  "issuer-not-a-ca": Record<string, never>;
  /** RFC 5280 §6.1.4 (l), (m): more intermediates below a CA than its pathLenConstraint allows. */
  "path-length-exceeded": { limit: number; found: number };
  /** RFC 5280 §6.1.4 (n): an issuer whose keyUsage lacks keyCertSign. */
  "key-usage-lacks-cert-sign": { usages: string[] };
  /** RFC 5280 §4.2.1.3: the leaf's keyUsage allows nothing that TLS needs. */
  "key-usage-unsuitable": { usages: string[] };
  /** A key of a kind that the browser does not offer to verify a TLS handshake with. */
  "tls-key-not-offered": { algorithm: string };
  /** RFC 7633 §4.2: the TLS feature extension demands what the handshake, or the certificate below, does not have. */
  "tls-feature-missing": { demandedBy: number | null };
  /** RFC 5280 §4.2.1.12: extKeyUsage without the purpose asked for. */
  "extended-key-usage-unsuitable": { purpose: string; purposes: string[] };
  /** A constraint that says nothing certain; without `form` and `constraint`: the extension as a whole. */
  "name-constraint-malformed": { form: string | null; constraint: string | null; problem: string };
  /** More comparisons of names with constraints than the engine makes for one request. */
  "name-constraints-too-many": { names: number; constraints: number; limit: number };
  /** §6.1.3 (b), (c): a name that a certificate above excludes, or does not permit. */
  "name-constraint-violated": { name: string; form: string; constraints: string[]; constrainer: number; excluded: boolean };
  /** A name of a form that a certificate above constrains and that is not compared. */
  "name-constraint-unsupported": { form: string; name: string; constrainer: number };
  /** The certificates' policies make more of a graph (RFC 9618) than the engine builds. */
  "policy-graph-too-large": { limit: number };
  /** §6.1.4 (a): anyPolicy must not be mapped. */
  "policy-mapping-any-policy": { issuerDomainPolicy: string; subjectDomainPolicy: string };
  /** §6.1.3 (f), §6.1.5 (g): a policy is demanded, and the path is valid for none that is acceptable. */
  "policy-required-not-found": { demandedBy: number | null; acceptable: string[]; valid: string[]; stated: string[] };
  /** notAfter is in the past. */
  "certificate-expired": { notAfter: string; time: string; days: number };
  /** notBefore is in the future. */
  "certificate-not-yet-valid": { notBefore: string; time: string; days: number };
  /** The trust anchor's own certificate is out of its validity period. */
  "anchor-out-of-date": { notBefore: string; notAfter: string; time: string };
  /** The certificate has no subjectAltName. */
  "subject-alternative-name-missing": { hostname: string; commonName: string | null };
  /** No name in subjectAltName matches. */
  "hostname-mismatch": { hostname: string; names: string[]; more: number };
  /** A subjectAltName entry that can't match anything. */
  "subject-alternative-name-unusable": { entry: string; problem: string };
  /** The caller asked not to compare the name. */
  "hostname-not-checked": Record<string, never>;
  /** RFC 5280 §4.1.1.3: a signature value that is none of its algorithm's, or is out of the range of the issuer's key. */
  "signature-malformed": { offset: number; algorithm: string; problem: string };
  /** RFC 5280 §4.1.2.5: a UTCTime where a GeneralizedTime must be, or the reverse. */
  "validity-time-form": { offset: number; field: string; found: string };
  /** RFC 5280 §4.1.2.6: a CA without a name. */
  "ca-subject-empty": Record<string, never>;
  /** RFC 5280 §4.1.2.6: neither a subject name nor a critical subjectAltName. */
  "subject-empty-without-critical-names": { hasNames: boolean };
  /** RFC 5280 §4.1.2.8: a unique identifier, which no CA may issue any more. */
  "unique-identifier-present": { offset: number; field: string };
  /** RFC 5280 §4.2.1: an extension is critical that must not be. */
  "extension-critical": { oid: string; name: string; offset: number; section: string };
  /** RFC 5280 §4.2.1: an extension is not critical that must be. */
  "extension-not-critical": { oid: string; name: string; offset: number; section: string };
  /** RFC 5280 §4.2.1: an extension is critical, or is not, against what the RFC advises. */
  "extension-criticality-unadvised": { oid: string; name: string; offset: number; section: string; critical: boolean };
  /** RFC 5280 §4.2.1.6: subjectAltName is critical beside a subject name. */
  "subject-alternative-name-critical": { offset: number };
  /** RFC 5280 §4.2.1.10: nameConstraints is not critical. */
  "name-constraints-not-critical": { offset: number };
  /** RFC 5280 §4.2: an extension that section 6 does not use says what its definition does not allow. */
  "extension-value-not-allowed": { oid: string; name: string; offset: number; section: string; problem: string };
  /** RFC 5280 §4.2.1.1: no authority key identifier. */
  "authority-key-identifier-missing": { hasExtension: boolean };
  /** RFC 5280 §4.2.1.2: a CA without a subject key identifier. */
  "subject-key-identifier-missing": Record<string, never>;
  /** RFC 5280 §4.2.1.3: a CA without keyUsage. */
  "ca-key-usage-missing": Record<string, never>;
  /** RFC 5280 §4.2.1.9: keyCertSign without cA. */
  "cert-sign-without-ca": { usages: string[] };
  /** RFC 5280 §4.1.2.4 and appendix A.1: an attribute of a distinguished name whose value is of another type. */
  "name-attribute-malformed": { field: string; attribute: string; problem: string };
  /** RFC 5280 §4.2.1.6: a name in an alternative name extension that is not of its form. */
  "alternative-name-malformed": { extension: string; form: string; entry: string; offset: number; problem: string };
  /** RFC 5280 §4.2.1.9: pathLenConstraint where it means nothing. */
  "path-length-meaningless": { problem: string };
  /** RFC 5280 §4.2.1.10: nameConstraints in a certificate that is no CA's. */
  "name-constraints-outside-ca": { offset: number };
  /** BR §7.1.1: a certificate that is not of version 3. */
  "version-not-three": { version: number };
  /** BR §7.1.2: a serial number too short to hold 64 random bits. */
  "serial-number-guessable": { serialNumber: string; bits: number; minimum: number };
  /** BR §6.1.5, §7.1.3.1: a public key of a kind or size that is not permitted. */
  "public-key-not-permitted": { algorithm: string; bits: number | null; problem: string };
  /** BR §7.1.3.2: a signature algorithm that is not permitted, or not with the issuer's key. */
  "signature-algorithm-not-permitted": { algorithm: string; problem: string };
  /** BR §6.3.2: a validity period longer than is allowed since notBefore. */
  "validity-too-long": { notBefore: string; notAfter: string; days: number; limit: number };
  /** BR §7.1.2.7.6: a server's certificate without extKeyUsage. */
  "extended-key-usage-missing": Record<string, never>;
  /** BR §7.1.2.7.10: anyExtendedKeyUsage in a server's certificate. */
  "extended-key-usage-any": Record<string, never>;
  /** BR §7.1.2.7.10: a purpose in a server's certificate that must not stand beside serverAuth. */
  "extended-key-usage-not-permitted": { purpose: string };
  /** BR §7.1.2.7.11: a use that a server's key of that kind must not have, or an EC key without the one that it must have. */
  "key-usage-not-permitted": { algorithm: string; usages: string[] };
  /** BR §7.1.2.7.6: a critical extKeyUsage in a server's certificate. */
  "extended-key-usage-critical": { offset: number };
  /** BR §7.1.2.1.2: extKeyUsage in a root. */
  "root-extended-key-usage": { offset: number };
  /** BR §7.1.2.10.6: an intermediate without extKeyUsage. */
  "intermediate-extended-key-usage-missing": Record<string, never>;
  /** BR §7.1.2.1.3, §7.1.2.11.1: an authority key identifier that is more or other than a key identifier. */
  "authority-key-identifier-not-plain": { offset: number; problem: string };
  /** BR §7.1.2.7.12: a server's certificate without subjectAltName. */
  "server-names-missing": Record<string, never>;
  /** BR §7.1.2.7.12: a name of a form other than dNSName and iPAddress. */
  "server-name-form-not-permitted": { form: string; entry: string };
  /** BR §4.2.2, §7.1.2.7.12: a name or address that is not unique on the Internet. */
  "server-name-internal": { entry: string; problem: string };
  /** BR §7.1.4.3: a common name that contradicts the names in subjectAltName. */
  "common-name-not-listed": { commonName: string };
  /** BR §7.1.4.3: a common name that is not literally in subjectAltName and contradicts nothing there. */
  "common-name-unmatched": { commonName: string };
  /** BR §3.2.2.6: the name that matches the host is a wildcard for all names under a public suffix. */
  "wildcard-on-public-suffix": { entry: string; suffix: string };
  /** BR §7.1.2.7.6: an extension is missing that a server's certificate must have. */
  "server-extension-missing": { name: string; section: string };
  /** RFC 5280 §6.1.3 (a)(3): the issuer has revoked the certificate. */
  "certificate-revoked": { serialNumber: string; revokedAt: string; reason: string; invalidityDate: string | null; source: string };
  /** RFC 5280 §6.3.3: good evidence was asked for, and what there is does not say whether the certificate is revoked. */
  "revocation-unknown": { serialNumber: string; issuer: string; crls: number; ocspResponses: number };
  /** RFC 5280 §5 and §6.3: a CRL that must not be used. */
  "crl-unusable": { reason: string; issuer: string | null; thisUpdate: string | null; nextUpdate: string | null; time: string; problem: string | null; offset: number | null; part: number; line: number | null };
  /** Firefox ends the connection because of what the stapled OCSP response says, or cannot say. */
  "ocsp-staple-refused": { problem: string; error: string };
  /** RFC 6960 §3.2: an OCSP response that must not be used. */
  "ocsp-unusable": { reason: string; thisUpdate: string | null; nextUpdate: string | null; time: string; problem: string | null; offset: number | null; part: number; line: number | null };
  /** A browser's Certificate Transparency policy is not met. */
  "certificate-transparency-insufficient": { problem: string; scts: number; logs: number; needed: number; operators: string[] };
  /** RFC 6962 §3.2: a signed certificate timestamp that does not count. */
  "sct-unusable": { source: string; number: number; reason: string; problem: string | null; log: string | null; logId: string | null; timestamp: string | null };
  /** Whether a browser's Certificate Transparency policy is met cannot be said for the time asked for. */
  "transparency-not-judged": { reason: string; listDate: string | null; unknownLogs: number };
  /** A root is trusted on conditions, and they do not hold. */
  "root-constraint-violated": { root: string; sctNotAfter: string | null; sctAllAfter: string | null; earliestSct: string | null; name: string | null; permittedDnsNames: string[]; minVersion: string | null; maxVersionExclusive: string | null; version: string };
  /** A root is trusted for certificates from before a date, and the leaf is from after it. */
  "root-distrusted-after": { root: string; distrustAfter: string; notBefore: string };
  /** The certificate is in Mozilla's OneCRL. */
  "certificate-in-onecrl": { serialNumber: string; by: string; listDate: string };
  /** A CA is confined to some names whatever its certificates say. */
  "imposed-name-constraint-violated": { name: string; permitted: string[]; constrainer: number };
  /** The host is no name or address that is unique on the Internet. */
  "local-name-on-public-root": { hostname: string; problem: string };
  /** An RSA key that is too short under a browser's own root. */
  "public-root-key-too-small": { algorithm: string; bits: number; minimum: number };
  /** The issuer that is missing is among the intermediates that a browser downloads in advance, or another certificate of it than the one that was sent. */
  "intermediate-preloaded": { issuer: string; isSent: boolean };
  /** The path ends at an intermediate that the trust store holds as an anchor. */
  "anchor-is-intermediate": { subject: string; store: string | null };
  /** A CA certificate is used as the end-entity certificate. */
  "leaf-is-ca": Record<string, never>;
  /** A certificate that could not be read stands beside the path. */
  "certificate-unreadable": { problem: string };
  /** The same certificate again. */
  "certificate-duplicate": { first: number };
  /** A certificate that is no part of the path; and what it is to that: "newer" or "older" where it is no CA's and for the leaf's name, "twin" where its key is then of another kind, "namesake" where it has the name of a CA of the path and another key, else "none". */
  "certificate-unused": { relation: string };
  /** The certificates are not in the order leaf, intermediate, intermediate … */
  "certificates-out-of-order": { order: number[] };
  /** A part of the input (a property of the request) was not understood, or is not what was asked for there. */
  "input-not-understood": { input: string; part: number; offset: number; line: number | null; problem: string };
  /** OpenSSL does not read this part of the certificates as it stands, and certlens does. */
  "pem-unloadable": { part: number; line: number; problem: string };
  /** A private key that belongs to the leaf was pasted. */
  "private-key-matches": { input: string; part: number; line: number | null };
  /** A private key that does not belong to the leaf was pasted: another certificate's that is there, or nobody's; and whether it is of the kind of the leaf's (RSA, elliptic curve, …). */
  "private-key-mismatch": { input: string; part: number; line: number | null; owner: number | null; ownerIsCa: boolean; sameKind: boolean };
  /** A private key was pasted that could not be compared. */
  "private-key-present": { input: string; part: number; line: number | null; damaged: boolean; problem: string };
}

/** Stable, in kebab-case; names the fault. */
export type FindingId = keyof FindingDetails;
