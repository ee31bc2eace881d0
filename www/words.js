// The page's own words for what the report says in codes.

/** Outcome of a check or finding: the word and the tone it is shown in. */
export const OUTCOMES = {
  passed: { word: "Passed", tone: "good" },
  error: { word: "Failed", tone: "bad" },
  warning: { word: "Warning", tone: "warn" },
  info: { word: "Note", tone: "note" },
  "not-applicable": { word: "Not applicable", tone: "unknown" },
  "not-checked": { word: "Not checked", tone: "unknown" },
};

/** The outcome's words; one that this page does not know is never shown as passed. */
export const outcomeOf = (outcome) => OUTCOMES[outcome] ?? { word: "Not checked", tone: "unknown" };

/** Who judges, by profile; `standard` is whichever edition of it was chosen. */
export const JUDGES = { chrome: "Chrome", firefox: "Firefox", standard: "The standard" };

export const EDITIONS = {
  rfc5280: "RFC 5280", "rfc5280-strict": "RFC 5280, exact form", webpki: "Baseline Requirements",
};

export const judgeOf = (profile) => JUDGES[profile] ?? JUDGES.standard;

/** The same, and which edition of the standard. */
export const judgeInFull = (profile) => JUDGES[profile] ?? `${JUDGES.standard} (${EDITIONS[profile] ?? profile})`;

export const ROLES = {
  leaf: "Certificate judged",
  intermediate: "Intermediate",
  root: "Root, not trusted",
  anchor: "Trusted root",
  none: "Not used",
};

/** What a certificate is in a path; a list of roots can hold an intermediate too. */
export const roleOf = (role, { contents }) =>
  (role === "anchor" && contents?.selfIssued === false ? "Trusted intermediate" : ROLES[role] ?? ROLES.none);

export const STORES = {
  chrome: "Chrome's list of roots",
  mozilla: "Mozilla's list of roots",
  none: "no list",
};

/** What the engine judges by, by its name there. */
export const DATA = {
  ...STORES,
  "public-suffix-list": "the Public Suffix List",
  "ct-logs": "the list of public logs",
  onecrl: "Mozilla's list of revoked certificates (OneCRL)",
  "firefox-intermediates": "the list of intermediates that Firefox has",
};

export const KINDS = {
  certificate: "Certificate",
  "certificate-request": "Certificate request (CSR)",
  crl: "Revocation list (CRL)",
  "ocsp-response": "OCSP response",
  pkcs7: "PKCS#7 bundle",
  "private-key": "Private key",
  "public-key": "Public key",
  "signed-certificate-timestamps": "Certificate timestamps (SCT)",
  unknown: "Not understood",
};

export const PROGRAMS = { chrome: "Chrome", firefox: "Firefox", openssl: "OpenSSL", node: "Node.js", go: "Go" };

/** What an extension is about, by its name in the standard. */
export const EXTENSIONS = {
  subjectAltName: "Names it is for",
  issuerAltName: "Other names of the issuer",
  basicConstraints: "Is it an authority (CA)?",
  keyUsage: "What its key may do",
  extKeyUsage: "What it may be used for",
  authorityKeyIdentifier: "Which key signed it",
  subjectKeyIdentifier: "Identifier of its key",
  certificatePolicies: "Policies it was issued under",
  policyMappings: "Policies taken as equal",
  policyConstraints: "Demands on policies",
  inhibitAnyPolicy: "Limit on “any policy”",
  nameConstraints: "Names it may issue for",
  cRLDistributionPoints: "Where revocations are listed",
  freshestCRL: "Where newer revocations are listed",
  signedCertificateTimestampList: "Entries in public logs (Certificate Transparency)",
  ctPoison: "A draft for the public logs, not to be used",
  tlsFeature: "What its server must offer",
  qcStatements: "Statements of a qualified certificate",
  authorityInfoAccess: "Where to find its issuer and status",
  subjectInfoAccess: "Where to find what it offers",
};

/** What an extension's codes mean, in words. */
export const MEANINGS = {
  digitalSignature: "sign connections (TLS)",
  nonRepudiation: "sign documents, with commitment",
  contentCommitment: "sign documents, with commitment",
  keyEncipherment: "receive encrypted keys (old RSA handshakes)",
  dataEncipherment: "receive encrypted data",
  keyAgreement: "agree on keys",
  keyCertSign: "sign certificates (a CA)",
  cRLSign: "sign revocation lists (a CA)",
  encipherOnly: "only encrypt, when agreeing on keys",
  decipherOnly: "only decrypt, when agreeing on keys",
  serverAuth: "be a server (a website)",
  clientAuth: "be a client (mutual TLS)",
  codeSigning: "sign programs",
  emailProtection: "sign and encrypt e-mail",
  timeStamping: "sign time stamps",
  OCSPSigning: "sign answers about revocation (OCSP)",
  anyExtendedKeyUsage: "any purpose",
};

/** What a part of a name is, by its short form. */
export const ATTRIBUTES = {
  CN: "common name", O: "organisation", OU: "organisational unit", C: "country", L: "place", ST: "state",
  DC: "domain component", SN: "surname", UID: "user ID", emailAddress: "e-mail address", serialNumber: "serial number",
  givenName: "given name", street: "street", postalCode: "postal code", businessCategory: "business category",
  organizationIdentifier: "organisation identifier",
};

/** Headings for misuse, by CertlensError's code. */
export const MISUSE = {
  "input-empty": "There is nothing to judge yet",
  "input-not-understood": "This cannot be judged",
  "no-certificate": "There is no certificate in this",
  "input-too-large": "This is too much at once",
  "hostname-missing": "Which name should it be judged for?",
  "hostname-invalid": "This is not a valid host name",
  "time-invalid": "This is not a time",
  "combination-invalid": "These choices do not go together",
  "data-not-loaded": "The list of roots did not load",
  "took-too-long": "This takes too long",
  "engine-failure": "The engine stumbled",
};

/** "notAfter" as "Not after". */
export function plain(key) {
  const words = key.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replaceAll("-", " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A title inside a sentence. */
export const lower = (title) => (/^(A |(?!Chrome|Firefox)[A-Z][a-z])/.test(title) ? title[0].toLowerCase() + title.slice(1) : title);

/** "1 certificate", "3 certificates". */
export const count = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
