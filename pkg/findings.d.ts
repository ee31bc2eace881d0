/** Every finding's id, and the values that it carries. Written by src/finding/reference.rs from src/finding.rs. A time is RFC 3339; "none" is null. */
export interface FindingDetails {
  /** The certificate is larger than the engine reads. */
  "certificate-too-large": {
    /** Its length in bytes. */
    size: number;
    /** The most that is read, in bytes. */
    limit: number;
  };
  /** An element says that it is longer than what is left: the certificate was cut. */
  "der-truncated": {
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
    /** The type of the element; none where the bytes end before it is known. */
    element: string | null;
  };
  /** X.690 §10.1: a length that is not definite and minimal. */
  "der-length-invalid": {
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
    /** What is wrong, in words. */
    problem: string;
  };
  /** X.690 §8.1.2: an identifier that DER does not allow. */
  "der-tag-invalid": {
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
    /** What is wrong, in words. */
    problem: string;
  };
  /** X.690 §8 and §11: a value that its type does not allow. */
  "der-value-invalid": {
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
    /** The type of the element; none where it is not known. */
    element: string | null;
    /** What is wrong, in words. */
    problem: string;
  };
  /** X.690 §11.6: the elements of a SET OF are not in order. */
  "der-set-unordered": {
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
  };
  /** Bytes after the end of the certificate, or of a structure inside it. */
  "der-trailing-data": {
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
  };
  /** Elements are nested deeper than the engine reads. */
  "der-too-deep": {
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
  };
  /** RFC 5280 §4.1: a field is missing or is of another type. */
  "certificate-structure-invalid": {
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
    /** The field, as RFC 5280 calls it. */
    field: string;
    /** What must be there, in words. */
    expected: string;
    /** The type that is there; none where nothing is. */
    found: string | null;
  };
  /** X.690 §11.5: a default value is written out. */
  "der-default-encoded": {
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
    /** The field, as RFC 5280 calls it. */
    field: string;
  };
  /** Chrome (BoringSSL, `pki/parse_certificate.cc`) stops reading here. */
  "chrome-cannot-read": {
    /** The rule that is broken, in words. */
    rule: string;
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
    /** What the browser says: `ERR_SSL_SERVER_CERT_BAD_FORMAT` and its like. */
    error: string;
  };
  /** Firefox (mozilla::pkix, NSS) stops reading here. */
  "firefox-cannot-read": {
    /** The rule that is broken, in words. */
    rule: string;
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
    /** What the browser says: `SEC_ERROR_BAD_DER` and its like. */
    error: string;
  };
  /** Chrome (BoringSSL, `ssl_is_sct_list_valid`) ends the handshake over the list of SCTs that came with it. */
  "sct-list-refused": {
    /** What is wrong, in words. */
    problem: string;
  };
  /** RFC 5280 §4.1.2.1: a version that does not exist, or that does not fit the fields present. */
  "version-invalid": {
    /** The version, from 1; below 1 or above 3 there is none. */
    version: number;
    /** What is wrong, in words. */
    problem: string;
  };
  /** RFC 5280 §4.1.2.2: a serial number that is not a positive integer of at most 20 octets. */
  "serial-number-invalid": {
    /** The serial number in hexadecimal. */
    serialNumber: string;
    /** What is wrong, in words. */
    problem: string;
  };
  /** RFC 5280 §4.1.2.4: the issuer field must contain a non-empty name. */
  "issuer-name-empty": Record<string, never>;
  /** RFC 5280 §4.1.2.5: a date that is not a UTCTime or GeneralizedTime of the one allowed form. */
  "validity-time-invalid": {
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
    field: "notBefore" | "notAfter";
    /** The text of the date, cut after 40 characters. */
    found: string;
    /** What is wrong, in words. */
    problem: string;
  };
  /** The validity period ends before it begins. */
  "validity-inverted": {
    /** The first second of the certificate's period. */
    notBefore: string;
    /** The last second of the certificate's period. */
    notAfter: string;
  };
  /** RFC 5280 §4.2: more than one instance of an extension. */
  "extension-duplicate": {
    /** The identifier, as dotted numbers. */
    oid: string;
    /** The name of the extension, or the dotted numbers of its identifier. */
    name: string;
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
  };
  /** RFC 5280 §4.2.1: an extension whose value is not what its definition says. */
  "extension-malformed": {
    /** The identifier, as dotted numbers. */
    oid: string;
    /** The name of the extension, or the dotted numbers of its identifier. */
    name: string;
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
    /** What is wrong, in words. */
    problem: string;
  };
  /** RFC 5280 §4.2: a critical extension that the engine does not process. */
  "critical-extension-unknown": {
    /** The identifier, as dotted numbers. */
    oid: string;
    /** The name of the extension, or the dotted numbers of its identifier. */
    name: string;
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
  };
  /** RFC 5280 §4.1.1.2: signatureAlgorithm and tbsCertificate.signature must be the same. */
  "signature-algorithm-mismatch": {
    /** The algorithm of tbsCertificate.signature, a name or dotted numbers; where its parameters are compared, with them in hexadecimal. */
    inner: string;
    /** The algorithm of signatureAlgorithm, in the same way. */
    outer: string;
  };
  /** A signature algorithm that is broken: MD2, MD4, MD5, SHA-1. */
  "signature-algorithm-weak": {
    /** The name of the algorithm, or of its hash. */
    algorithm: string;
  };
  /** A signature algorithm that the engine does not verify. */
  "signature-algorithm-unsupported": {
    /** The identifier, as dotted numbers. */
    oid: string;
    /** The name of the algorithm; none where it is not known. */
    algorithm: string | null;
    /** What is wrong with it, in words; none where it is not known at all. */
    problem: string | null;
  };
  /** RFC 3279, RFC 5480, RFC 8410: a public key that is not well-formed. */
  "public-key-malformed": {
    /** The algorithm of the key and its curve: names, or the dotted numbers of identifiers. */
    algorithm: string;
    /** What is wrong with it, in words. */
    problem: string;
  };
  /** A public key of a kind that the engine does not know. */
  "public-key-unsupported": {
    /** The kind of the key, or its algorithm and curve: names, or the dotted numbers of identifiers. */
    algorithm: string;
  };
  /** A key so short that it can be broken: RSA of less than 1024 bits. */
  "public-key-too-small": {
    /** The name of the key's algorithm; `RSA signature` where the length is the signature's, which is the key's too. */
    algorithm: string;
    /** The length of the key or the signature in bits. */
    bits: number;
    /** The least that is allowed, in bits. */
    minimum: number;
  };
  /** A key shorter than is thought safe today: RSA of less than 2048 bits. */
  "public-key-short": {
    /** The name of the algorithm, or the dotted numbers of its identifier; `(not readable)` where it cannot be read. */
    algorithm: string;
    /** The length of the key in bits. */
    bits: number;
    /** The least that is allowed, in bits. */
    minimum: number;
  };
  /** The leaf is self-signed and is not itself trusted. */
  "self-signed-not-trusted": {
    /** What the certificate is called. */
    subject: string;
  };
  /** A self-signed certificate has the name of a trust anchor but another key. */
  "anchor-name-reused": {
    /** What the certificate is called. */
    subject: string;
    /** SHA-256 of its SubjectPublicKeyInfo, in hexadecimal. */
    presentedKey: string;
    /** The same of the anchor's. */
    trustedKey: string;
  };
  /** The path is complete but ends at a root that is not a trust anchor. */
  "root-not-trusted": {
    /** What the certificate is called. */
    subject: string;
    /** How many anchors were trusted. */
    anchors: number;
  };
  /** No certificate with the issuer's name was found, neither in the input nor among the trust anchors; or only the certificate itself, whose key did not make its signature. */
  "issuer-not-found": {
    /** The name that no certificate has, as in RFC 4514. */
    issuer: string;
    /** How many anchors were trusted. */
    anchors: number;
    /** Where the certificate says that its issuer's is to be had: at most four addresses. */
    caIssuers: string[];
    /** Whether it is the certificate's own name. */
    namesItself: boolean;
  };
  /** The only issuers found are certificates that the path already holds. */
  "path-loop": {
    /** The name of the issuer, as in RFC 4514. */
    issuer: string;
  };
  /** More intermediates than asked for or than the engine follows. */
  "path-too-long": {
    /** The most intermediate certificates that a path may have; where the request says so, those that issued themselves are not counted. */
    limit: number;
    /** Whose limit it is. */
    setBy: "profile" | "request";
  };
  /** RFC 5280 §6.1.3 (a)(1): the signature does not verify with the issuer's public key. `signer_key`: another certificate of the issuer's name was found whose key did make it; SHA-256 of its SubjectPublicKeyInfo in hexadecimal. `key_fits`: no key of the issuer's kind makes signatures of this algorithm where it is false. */
  "signature-invalid": {
    /** What the certificate is called whose key did not make the signature. */
    issuer: string;
    /** The name of the algorithm, or the dotted numbers of its identifier; `(not readable)` where it cannot be read. */
    algorithm: string;
    /** Whether keys of the issuer's kind make signatures of this algorithm. */
    keyFits: boolean;
    /** Whether the certificate asks for another key identifier than the issuer's. */
    keyIdentifiersDiffer: boolean;
    /** Of another certificate of the issuer's name, whose key did make it: SHA-256 of its SubjectPublicKeyInfo, in hexadecimal; none where there is none. */
    signerKey: string | null;
  };
  /** The search stopped at a limit of work; what was not reached was not judged. */
  "search-limit-reached": {
    /** What ran out. */
    limit: "candidates" | "certificates judged" | "iterations" | "signatures" | "steps";
    /** How many of these are allowed. */
    value: number;
  };
  /** RFC 5280 §6.1.4 (k): an issuer without basicConstraints. */
  "basic-constraints-missing": Record<string, never>;
  /** RFC 5280 §6.1.4 (k): an issuer whose basicConstraints says that it is not a CA. */
  "issuer-not-a-ca": Record<string, never>;
  /** RFC 5280 §6.1.4 (l), (m): more intermediates below a CA than its pathLenConstraint allows. */
  "path-length-exceeded": {
    /** What pathLenConstraint allows. */
    limit: number;
    /** How many intermediates are below. */
    found: number;
  };
  /** RFC 5280 §6.1.4 (n): an issuer whose keyUsage lacks keyCertSign. */
  "key-usage-lacks-cert-sign": {
    /** What its keyUsage allows. */
    usages: ("digitalSignature" | "nonRepudiation" | "keyEncipherment" | "dataEncipherment" | "keyAgreement" | "keyCertSign" | "cRLSign" | "encipherOnly" | "decipherOnly")[];
  };
  /** RFC 5280 §4.2.1.3: the leaf's keyUsage allows nothing that TLS needs. */
  "key-usage-unsuitable": {
    /** What its keyUsage allows. */
    usages: ("digitalSignature" | "nonRepudiation" | "keyEncipherment" | "dataEncipherment" | "keyAgreement" | "keyCertSign" | "cRLSign" | "encipherOnly" | "decipherOnly")[];
  };
  /** A key of a kind that the browser does not offer to verify a TLS handshake with. */
  "tls-key-not-offered": {
    /** The kind of the key. */
    algorithm: string;
  };
  /** RFC 7633 §4.2: the TLS feature extension demands what the handshake, or the certificate below, does not have. */
  "tls-feature-missing": {
    /** Index of the certificate that demands it of the one below; none where the handshake lacks it. */
    demandedBy: number | null;
  };
  /** RFC 5280 §4.2.1.12: extKeyUsage without the purpose asked for. */
  "extended-key-usage-unsuitable": {
    /** What it is wanted for. */
    purpose: "serverAuth" | "clientAuth";
    /** What it is for: names, or the dotted numbers of identifiers; at most twenty. */
    purposes: string[];
  };
  /** A constraint that says nothing certain; without `form` and `constraint`: the extension as a whole. */
  "name-constraint-malformed": {
    /** The form of the name, as RFC 5280 calls it; none where the whole extension is meant. */
    form: string | null;
    /** The constraint; none where the whole extension is meant. */
    constraint: string | null;
    /** What is wrong, in words. */
    problem: string;
  };
  /** More comparisons of names with constraints than the engine makes for one request. */
  "name-constraints-too-many": {
    /** How many names there are to compare. */
    names: number;
    /** How many constraints there are to compare them with. */
    constraints: number;
    /** The most comparisons that are made. */
    limit: number;
  };
  /** §6.1.3 (b), (c): a name that a certificate above excludes, or does not permit. */
  "name-constraint-violated": {
    /** The name that is not allowed. */
    name: string;
    /** The form of the name, as RFC 5280 calls it. */
    form: "otherName" | "rfc822Name" | "dNSName" | "x400Address" | "directoryName" | "ediPartyName" | "uniformResourceIdentifier" | "iPAddress" | "registeredID";
    /** The one that excludes the name, or those of which none permits it, those beyond the first left out. */
    constraints: string[];
    /** Index of the certificate above that has the constraint. */
    constrainer: number;
    /** Whether a constraint excludes it; else none permits it. */
    excluded: boolean;
  };
  /** A name of a form that a certificate above constrains and that is not compared. */
  "name-constraint-unsupported": {
    /** The form of the name, as RFC 5280 calls it. */
    form: "otherName" | "rfc822Name" | "dNSName" | "x400Address" | "directoryName" | "ediPartyName" | "uniformResourceIdentifier" | "iPAddress" | "registeredID";
    /** The first name of that form. */
    name: string;
    /** Index of the certificate above that has the constraint. */
    constrainer: number;
  };
  /** The certificates' policies make more of a graph (RFC 9618) than the engine builds. */
  "policy-graph-too-large": {
    /** The most nodes that are made. */
    limit: number;
  };
  /** §6.1.4 (a): anyPolicy must not be mapped. */
  "policy-mapping-any-policy": {
    /** The policy that is mapped. */
    issuerDomainPolicy: string;
    /** The policy that it is mapped to. */
    subjectDomainPolicy: string;
  };
  /** §6.1.3 (f), §6.1.5 (g): a policy is demanded, and the path is valid for none that is acceptable. */
  "policy-required-not-found": {
    /** Index of the certificate that demands a policy; none where the request does. */
    demandedBy: number | null;
    /** The policies that will do, as dotted numbers; `2.5.29.32.0`: any. */
    acceptable: string[];
    /** The policies that the path is valid for, as dotted numbers. */
    valid: string[];
    /** The policies that the certificate itself states, as dotted numbers. */
    stated: string[];
  };
  /** notAfter is in the past. */
  "certificate-expired": {
    /** The last second of the certificate's period. */
    notAfter: string;
    /** The time that is asked about. */
    time: string;
    /** Whole days from `notAfter` to `time`. */
    days: number;
  };
  /** notBefore is in the future. */
  "certificate-not-yet-valid": {
    /** The first second of the certificate's period. */
    notBefore: string;
    /** The time that is asked about. */
    time: string;
    /** Whole days from `time` to `notBefore`. */
    days: number;
  };
  /** The trust anchor's own certificate is out of its validity period. */
  "anchor-out-of-date": {
    /** The first second of the certificate's period. */
    notBefore: string;
    /** The last second of the certificate's period. */
    notAfter: string;
    /** The time that is asked about. */
    time: string;
  };
  /** The certificate has no subjectAltName. */
  "subject-alternative-name-missing": {
    /** The host that was asked about. */
    hostname: string;
    /** The common name, which is not looked at; none where there is none. */
    commonName: string | null;
  };
  /** No name in subjectAltName matches. */
  "hostname-mismatch": {
    /** The host that was asked about. */
    hostname: string;
    /** The DNS names and IP addresses in subjectAltName, those beyond the first left out. */
    names: string[];
    /** How many names were left out. */
    more: number;
  };
  /** A subjectAltName entry that can't match anything. */
  "subject-alternative-name-unusable": {
    /** The name. */
    entry: string;
    /** What is wrong, in words. */
    problem: string;
  };
  /** The caller asked not to compare the name. */
  "hostname-not-checked": Record<string, never>;
  /** RFC 5280 §4.1.1.3: a signature value that is none of its algorithm's, or is out of the range of the issuer's key. */
  "signature-malformed": {
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
    /** The name of the algorithm, or the dotted numbers of its identifier; `(not readable)` where it cannot be read. */
    algorithm: string;
    /** What is wrong, in words. */
    problem: string;
  };
  /** RFC 5280 §4.1.2.5: a UTCTime where a GeneralizedTime must be, or the reverse. */
  "validity-time-form": {
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
    field: "notBefore" | "notAfter";
    /** The text of the date, cut after 40 characters. */
    found: string;
  };
  /** RFC 5280 §4.1.2.6: a CA without a name. */
  "ca-subject-empty": Record<string, never>;
  /** RFC 5280 §4.1.2.6: neither a subject name nor a critical subjectAltName. */
  "subject-empty-without-critical-names": {
    /** Whether it has a subjectAltName, one that is not critical. */
    hasNames: boolean;
  };
  /** RFC 5280 §4.1.2.8: a unique identifier, which no CA may issue any more. */
  "unique-identifier-present": {
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
    field: "issuerUniqueID" | "subjectUniqueID";
  };
  /** RFC 5280 §4.2.1: an extension is critical that must not be. */
  "extension-critical": {
    /** The identifier, as dotted numbers. */
    oid: string;
    /** The name of the extension, or the dotted numbers of its identifier. */
    name: string;
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
    /** The section that says so. */
    section: string;
  };
  /** RFC 5280 §4.2.1: an extension is not critical that must be. */
  "extension-not-critical": {
    /** The identifier, as dotted numbers. */
    oid: string;
    /** The name of the extension, or the dotted numbers of its identifier. */
    name: string;
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
    /** The section that says so. */
    section: string;
  };
  /** RFC 5280 §4.2.1: an extension is critical, or is not, against what the RFC advises. */
  "extension-criticality-unadvised": {
    /** The identifier, as dotted numbers. */
    oid: string;
    /** The name of the extension, or the dotted numbers of its identifier. */
    name: string;
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
    /** The section that says so. */
    section: string;
    /** Whether it is critical. */
    critical: boolean;
  };
  /** RFC 5280 §4.2.1.6: subjectAltName is critical beside a subject name. */
  "subject-alternative-name-critical": {
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
  };
  /** RFC 5280 §4.2.1.10: nameConstraints is not critical. */
  "name-constraints-not-critical": {
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
  };
  /** RFC 5280 §4.2: an extension that section 6 does not use says what its definition does not allow. */
  "extension-value-not-allowed": {
    /** The identifier, as dotted numbers. */
    oid: string;
    /** The name of the extension, or the dotted numbers of its identifier. */
    name: string;
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
    /** The section that says so. */
    section: string;
    /** What is wrong, in words. */
    problem: string;
  };
  /** RFC 5280 §4.2.1.1: no authority key identifier. */
  "authority-key-identifier-missing": {
    /** Whether the extension is there, without a key identifier. */
    hasExtension: boolean;
  };
  /** RFC 5280 §4.2.1.2: a CA without a subject key identifier. */
  "subject-key-identifier-missing": Record<string, never>;
  /** RFC 5280 §4.2.1.3: a CA without keyUsage. */
  "ca-key-usage-missing": Record<string, never>;
  /** RFC 5280 §4.2.1.9: keyCertSign without cA. */
  "cert-sign-without-ca": {
    /** What its keyUsage allows. */
    usages: ("digitalSignature" | "nonRepudiation" | "keyEncipherment" | "dataEncipherment" | "keyAgreement" | "keyCertSign" | "cRLSign" | "encipherOnly" | "decipherOnly")[];
  };
  /** RFC 5280 §4.1.2.4 and appendix A.1: an attribute of a distinguished name whose value is of another type. */
  "name-attribute-malformed": {
    /** Where the name is. */
    field: "issuer" | "issuerAltName" | "subject" | "subjectAltName";
    /** The type of the attribute: a name, or the dotted numbers of its identifier. */
    attribute: string;
    /** What is wrong, in words. */
    problem: string;
  };
  /** RFC 5280 §4.2.1.6: a name in an alternative name extension that is not of its form. */
  "alternative-name-malformed": {
    /** The name of the extension. */
    extension: string;
    /** The form of the name, as RFC 5280 calls it. */
    form: "otherName" | "rfc822Name" | "dNSName" | "x400Address" | "directoryName" | "ediPartyName" | "uniformResourceIdentifier" | "iPAddress" | "registeredID";
    /** The name. */
    entry: string;
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
    /** What is wrong, in words. */
    problem: string;
  };
  /** RFC 5280 §4.2.1.9: pathLenConstraint where it means nothing. */
  "path-length-meaningless": {
    /** What is wrong, in words. */
    problem: string;
  };
  /** RFC 5280 §4.2.1.10: nameConstraints in a certificate that is no CA's. */
  "name-constraints-outside-ca": {
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
  };
  /** BR §7.1.1: a certificate that is not of version 3. */
  "version-not-three": {
    /** The version, from 1. */
    version: number;
  };
  /** BR §7.1.2: a serial number too short to hold 64 random bits. */
  "serial-number-guessable": {
    /** The serial number in hexadecimal. */
    serialNumber: string;
    /** The length of the number in bits, zeros in front left out. */
    bits: number;
    /** The bits from which a number may have been drawn at random. */
    minimum: number;
  };
  /** BR §6.1.5, §7.1.3.1: a public key of a kind or size that is not permitted. */
  "public-key-not-permitted": {
    /** The name of the algorithm, or the dotted numbers of its identifier; `(not readable)` where it cannot be read. */
    algorithm: string;
    /** The length of the key in bits; none where its kind has but one. */
    bits: number | null;
    /** What is wrong, in words. */
    problem: string;
  };
  /** BR §7.1.3.2: a signature algorithm that is not permitted, or not with the issuer's key. */
  "signature-algorithm-not-permitted": {
    /** The name of the algorithm, or the dotted numbers of its identifier; `(not readable)` where it cannot be read. */
    algorithm: string;
    /** What is wrong, in words. */
    problem: string;
  };
  /** BR §6.3.2: a validity period longer than is allowed since notBefore. */
  "validity-too-long": {
    /** The first second of the certificate's period. */
    notBefore: string;
    /** The last second of the certificate's period. */
    notAfter: string;
    /** The length of the period in days; a part of a day counts as one. */
    days: number;
    /** The most days that are allowed. */
    limit: number;
  };
  /** BR §7.1.2.7.6: a server's certificate without extKeyUsage. */
  "extended-key-usage-missing": Record<string, never>;
  /** BR §7.1.2.7.10: anyExtendedKeyUsage in a server's certificate. */
  "extended-key-usage-any": Record<string, never>;
  /** BR §7.1.2.7.10: a purpose in a server's certificate that must not stand beside serverAuth. */
  "extended-key-usage-not-permitted": {
    /** What it is for: a name, or the dotted numbers of its identifier. */
    purpose: string;
  };
  /** BR §7.1.2.7.11: a use that a server's key of that kind must not have, or an EC key without the one that it must have. */
  "key-usage-not-permitted": {
    /** The kind of the key. */
    algorithm: string;
    /** What its keyUsage allows. */
    usages: ("digitalSignature" | "nonRepudiation" | "keyEncipherment" | "dataEncipherment" | "keyAgreement" | "keyCertSign" | "cRLSign" | "encipherOnly" | "decipherOnly")[];
  };
  /** BR §7.1.2.7.6: a critical extKeyUsage in a server's certificate. */
  "extended-key-usage-critical": {
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
  };
  /** BR §7.1.2.1.2: extKeyUsage in a root. */
  "root-extended-key-usage": {
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
  };
  /** BR §7.1.2.10.6: an intermediate without extKeyUsage. */
  "intermediate-extended-key-usage-missing": Record<string, never>;
  /** BR §7.1.2.1.3, §7.1.2.11.1: an authority key identifier that is more or other than a key identifier. */
  "authority-key-identifier-not-plain": {
    /** Where it is, in bytes from the certificate's first. */
    offset: number;
    /** What is wrong, in words. */
    problem: string;
  };
  /** BR §7.1.2.7.12: a server's certificate without subjectAltName. */
  "server-names-missing": Record<string, never>;
  /** BR §7.1.2.7.12: a name of a form other than dNSName and iPAddress. */
  "server-name-form-not-permitted": {
    /** The form of the name, as RFC 5280 calls it. */
    form: "otherName" | "rfc822Name" | "dNSName" | "x400Address" | "directoryName" | "ediPartyName" | "uniformResourceIdentifier" | "iPAddress" | "registeredID";
    /** The name. */
    entry: string;
  };
  /** BR §4.2.2, §7.1.2.7.12: a name or address that is not unique on the Internet. */
  "server-name-internal": {
    /** The name. */
    entry: string;
    /** What is wrong, in words. */
    problem: string;
  };
  /** BR §7.1.4.3: a common name that contradicts the names in subjectAltName. */
  "common-name-not-listed": {
    /** The common name. */
    commonName: string;
  };
  /** BR §7.1.4.3: a common name that is not literally in subjectAltName and contradicts nothing there. */
  "common-name-unmatched": {
    /** The common name. */
    commonName: string;
  };
  /** BR §3.2.2.6: the name that matches the host is a wildcard for all names under a public suffix. */
  "wildcard-on-public-suffix": {
    /** The wildcard. */
    entry: string;
    /** The public suffix. */
    suffix: string;
  };
  /** BR §7.1.2.7.6: an extension is missing that a server's certificate must have. */
  "server-extension-missing": {
    /** The name of the extension, or the dotted numbers of its identifier. */
    name: string;
    /** The section that says so. */
    section: string;
  };
  /** RFC 5280 §6.1.3 (a)(3): the issuer has revoked the certificate. */
  "certificate-revoked": {
    /** The serial number in hexadecimal. */
    serialNumber: string;
    /** From when on it is revoked. */
    revokedAt: string;
    /** As the CRL or response has it (RFC 5280 §5.3.1). */
    reason: "unspecified" | "keyCompromise" | "cACompromise" | "affiliationChanged" | "superseded" | "cessationOfOperation" | "certificateHold" | "removeFromCRL" | "privilegeWithdrawn" | "aACompromise";
    /** From when on the key may have been in other hands, as the issuer says (RFC 5280 §5.3.2). */
    invalidityDate: string | null;
    /** What says so. */
    source: "crl" | "ocsp";
  };
  /** RFC 5280 §6.3.3: good evidence was asked for, and what there is does not say whether the certificate is revoked. */
  "revocation-unknown": {
    /** The serial number in hexadecimal. */
    serialNumber: string;
    /** The name of the issuer, as in RFC 4514. */
    issuer: string;
    /** How many CRLs there were. */
    crls: number;
    /** How many OCSP responses there were. */
    ocspResponses: number;
  };
  /** RFC 5280 §5 and §6.3: a CRL that must not be used. */
  "crl-unusable": {
    reason: "wrong-issuer" | "out-of-scope" | "delta-without-base" | "signer-not-found" | "signature-invalid" | "signature-not-checked" | "signer-not-trusted" | "signer-may-not-sign" | "algorithm-refused" | "not-yet-valid" | "expired" | "next-update-missing" | "crl-number-missing" | "crl-number-critical" | "critical-extension" | "not-successful" | "unknown-to-responder" | "malformed";
    /** The name of the issuer, as in RFC 4514; none where the CRL cannot be read. */
    issuer: string | null;
    /** From when on it is good; none where it cannot be read. */
    thisUpdate: string | null;
    /** Until when it is good; none where it does not say, or cannot be read. */
    nextUpdate: string | null;
    /** The time that is asked about. */
    time: string;
    /** What exactly is wrong, in words; none where `reason` says all. */
    problem: string | null;
    /** Where in the CRL, in bytes from its first; none where it is about the whole. */
    offset: number | null;
    /** Which part of the property, from 0, nested lists laid flat. */
    part: number;
    /** Which line of the part, from 1; none where the part is binary. */
    line: number | null;
  };
  /** Firefox ends the connection because of what the stapled OCSP response says, or cannot say. */
  "ocsp-staple-refused": {
    /** What is wrong, in words. */
    problem: string;
    /** What the browser says: `SEC_ERROR_OCSP_OLD_RESPONSE` and its like. */
    error: string;
  };
  /** RFC 6960 §3.2: an OCSP response that must not be used. */
  "ocsp-unusable": {
    reason: "wrong-issuer" | "out-of-scope" | "delta-without-base" | "signer-not-found" | "signature-invalid" | "signature-not-checked" | "signer-not-trusted" | "signer-may-not-sign" | "algorithm-refused" | "not-yet-valid" | "expired" | "next-update-missing" | "crl-number-missing" | "crl-number-critical" | "critical-extension" | "not-successful" | "unknown-to-responder" | "malformed";
    /** From when on it is good; none where it cannot be read. */
    thisUpdate: string | null;
    /** Until when it is good; none where it does not say, or cannot be read. */
    nextUpdate: string | null;
    /** The time that is asked about. */
    time: string;
    /** What exactly is wrong, in words; none where `reason` says all. */
    problem: string | null;
    /** Where in the response, in bytes from its first; none where it is about the whole. */
    offset: number | null;
    /** Which part of the property, from 0, nested lists laid flat. */
    part: number;
    /** Which line of the part, from 1; none where the part is binary. */
    line: number | null;
  };
  /** A browser's Certificate Transparency policy is not met. */
  "certificate-transparency-insufficient": {
    /** What is wanting. */
    problem: "none" | "no-current-log" | "too-few-logs" | "too-few-operators";
    /** How many timestamps there are. */
    scts: number;
    /** How many logs count. */
    logs: number;
    /** How many logs must count. */
    needed: number;
    /** Who runs the logs that count: at most eight. */
    operators: string[];
  };
  /** RFC 6962 §3.2: a signed certificate timestamp that does not count. */
  "sct-unusable": {
    /** How it came. */
    source: "embedded" | "tls" | "ocsp";
    /** Which of those that came so, from 1. */
    number: number;
    reason: "undecodable" | "unknown-log" | "signature-invalid" | "from-the-future" | "not-checked" | "log-retired" | "ocsp-not-taken" | "leaf-index-missing" | "after-distrust" | "response-not-good";
    /** What exactly is wrong, in words; none where `reason` says all. */
    problem: string | null;
    /** The name of the log; none where it is not known. */
    log: string | null;
    /** The log's id in hexadecimal; none where the timestamp cannot be read. */
    logId: string | null;
    /** When it was made; none where it cannot be read. */
    timestamp: string | null;
  };
  /** Whether a browser's Certificate Transparency policy is met cannot be said for the time asked for. */
  "transparency-not-judged": {
    reason: "no-list" | "list-too-new" | "list-too-old" | "logs-may-be-missing" | "dates-unreadable" | "root-terms-open";
    /** When the list of logs is of; none where there is no list. */
    listDate: string | null;
    /** How many timestamps are by logs that the list does not have. */
    unknownLogs: number;
  };
  /** A root is trusted on conditions, and they do not hold. */
  "root-constraint-violated": {
    /** What the root is called. */
    root: string;
    /** The last moment that one of the timestamps must be of; none where any will do. */
    sctNotAfter: string | null;
    /** The moment that all timestamps must be later than; none where any will do. */
    sctAllAfter: string | null;
    /** When the earliest timestamp that counts is of; none where there is none. */
    earliestSct: string | null;
    /** The first name of the certificate that the root is not trusted for; none where that is not what is wrong. */
    name: string | null;
    /** The names that the root is trusted for; empty: any. */
    permittedDnsNames: string[];
    /** The version of the browser from which on these terms hold; none where it does not matter. */
    minVersion: string | null;
    /** The version of the browser before which these terms hold; none where it does not matter. */
    maxVersionExclusive: string | null;
    /** The version of the browser that is asked about. */
    version: string;
  };
  /** A root is trusted for certificates from before a date, and the leaf is from after it. */
  "root-distrusted-after": {
    /** What the root is called. */
    root: string;
    /** The date. */
    distrustAfter: string;
    /** The first second of the certificate's period. */
    notBefore: string;
  };
  /** The certificate is in Mozilla's OneCRL. */
  "certificate-in-onecrl": {
    /** The serial number in hexadecimal. */
    serialNumber: string;
    /** By what it is listed. */
    by: "issuer and serial number" | "subject and public key";
    /** When the list is of, as it says itself. */
    listDate: string;
  };
  /** A CA is confined to some names whatever its certificates say. */
  "imposed-name-constraint-violated": {
    /** The name that is not allowed; empty where the names cannot be compared. */
    name: string;
    /** The names that are permitted. */
    permitted: string[];
    /** Index of the certificate above that has the constraint. */
    constrainer: number;
  };
  /** The host is no name or address that is unique on the Internet. */
  "local-name-on-public-root": {
    /** The host that was asked about. */
    hostname: string;
    /** What is wrong, in words. */
    problem: string;
  };
  /** An RSA key that is too short under a browser's own root. */
  "public-root-key-too-small": {
    /** The name of the algorithm, or the dotted numbers of its identifier; `(not readable)` where it cannot be read. */
    algorithm: string;
    /** The length of the key in bits. */
    bits: number;
    /** The least that is allowed, in bits. */
    minimum: number;
  };
  /** The issuer that is missing is among the intermediates that a browser downloads in advance, or another certificate of it than the one that was sent. */
  "intermediate-preloaded": {
    /** The name of the intermediate that is known, as in RFC 4514. */
    issuer: string;
    /** Whether another certificate of it was sent. */
    isSent: boolean;
  };
  /** The path ends at an intermediate that the trust store holds as an anchor. */
  "anchor-is-intermediate": {
    /** What the certificate is called. */
    subject: string;
    /** The name of the store; none where the anchor was added. */
    store: string | null;
  };
  /** A CA certificate is used as the end-entity certificate. */
  "leaf-is-ca": Record<string, never>;
  /** A certificate that could not be read stands beside the path. */
  "certificate-unreadable": {
    /** What is wrong with it: in words, or the id of the finding that it would be. */
    problem: string;
  };
  /** The same certificate again. */
  "certificate-duplicate": {
    /** Index of the certificate that it is a copy of. */
    first: number;
  };
  /** A certificate that is no part of the path; and what it is to that: "newer" or "older" where it is no CA's and for the leaf's name, "twin" where its key is then of another kind, "wanted" where it is for the name that was visited and the leaf is not, "namesake" where it has the name of a CA of the path and another key, else "none". */
  "certificate-unused": {
    relation: "newer" | "older" | "twin" | "wanted" | "namesake" | "none";
  };
  /** The certificates are not in the order leaf, intermediate, intermediate … */
  "certificates-out-of-order": {
    /** The path by where its certificates came, from 0: ascending where they are in order. */
    order: number[];
  };
  /** A part of the input (a property of the request) was not understood, or is not what was asked for there. */
  "input-not-understood": {
    /** The property of the request that it was in. */
    input: "certificates" | "fetched" | "anchors" | "crls" | "ocsp";
    /** Which part of the property, from 0, nested lists laid flat. */
    part: number;
    /** Where it begins, in bytes of the part; of text, as UTF-8. */
    offset: number;
    /** Which line of the part, from 1; none where the part is binary. */
    line: number | null;
    /** What is wrong, in words. */
    problem: string;
  };
  /** OpenSSL does not read this part of the certificates as it stands, and certlens does. */
  "pem-unloadable": {
    /** Which part of the property, from 0, nested lists laid flat. */
    part: number;
    /** The first line at fault, from 1. */
    line: number;
    /** What is wrong, in words. */
    problem: string;
  };
  /** A private key that belongs to the leaf was pasted. */
  "private-key-matches": {
    /** The property of the request that it was in. */
    input: "certificates" | "fetched" | "anchors" | "crls" | "ocsp";
    /** Which part of the property, from 0, nested lists laid flat. */
    part: number;
    /** Which line of the part, from 1; none where the part is binary. */
    line: number | null;
  };
  /** A private key that does not belong to the leaf was pasted: another certificate's that is there, or nobody's; and whether it is of the kind of the leaf's (RSA, elliptic curve, …). */
  "private-key-mismatch": {
    /** The property of the request that it was in. */
    input: "certificates" | "fetched" | "anchors" | "crls" | "ocsp";
    /** Which part of the property, from 0, nested lists laid flat. */
    part: number;
    /** Which line of the part, from 1; none where the part is binary. */
    line: number | null;
    /** Index of the certificate that it belongs to; none where none that is there. */
    owner: number | null;
    /** Whether that is a CA's. */
    ownerIsCa: boolean;
    /** Whether it is of the kind of the leaf's key. */
    sameKind: boolean;
  };
  /** A private key was pasted that could not be compared. */
  "private-key-present": {
    /** The property of the request that it was in. */
    input: "certificates" | "fetched" | "anchors" | "crls" | "ocsp";
    /** Which part of the property, from 0, nested lists laid flat. */
    part: number;
    /** Which line of the part, from 1; none where the part is binary. */
    line: number | null;
    /** Whether it is a private key that cannot be read. */
    damaged: boolean;
    /** What is wrong, in words. */
    problem: string;
  };
}

/** Stable, in kebab-case; names the fault. */
export type FindingId = keyof FindingDetails;
