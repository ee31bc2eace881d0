/**
 * What programs say of certificates in their errors, and what it means; for the command and the page. In words where they have no code:
 * OpenSSL and what goes by it, GnuTLS, mbedTLS, BearSSL, Windows, Java, Rust, and what their callers add. Knows no values: a phrase is the
 * part of a message that stays the same.
 */
import { bareCode } from "./codes.js";

/** Said of every chain that ends at nothing trusted, whichever certificate is the reason. */
const UNTRUSTED = new RegExp([
  "pkix path building failed", "unable to find valid certification path", "path does not chain with any of the trust anchors",
  "trust anchor for certification path not found", // Java, Android
  "certificate issuer is unknown", "doesn['’]t have a known issuer", "certificate signer not trusted", // GnuTLS
  "badcert_not_trusted", "not correctly signed by the trusted ca", "chain could not be linked to a trust anchor", // mbedTLS, BearSSL
  "sec_e_untrusted_root", "issued by an authority that is not trusted", // Windows
  "\\bunknownissuer", "[”\"] certificate is not trusted", "server certificate not trusted", // Rust, Go on macOS, Postfix
].join("|"), "i");

/** Said of every chain that ends at a root that is not trusted, though it be the certificate itself. */
const UNTRUSTED_ROOT = /self-signed certificate encountered|cert_trust_is_untrusted_root|cert_e_untrustedroot|\buntrustedroot/i;

const either = (own, ...others) => new RegExp([own, ...others].map(({ source }) => source).join("|"), "i");

/** By check: how its fault is called. */
const PHRASES = {
  "issuer-not-found": either(/unable to (get (local )?issuer certificate|verify the first certificate|locally verify the issuer)/,
    /unable_to_get_issuer_cert(_locally)?|cert_trust_is_partial_chain|\bpartialchain/, UNTRUSTED),
  "root-not-trusted": either(/self[- ]signed certificate in certificate chain/, UNTRUSTED, UNTRUSTED_ROOT),
  "self-signed-not-trusted": either(/self[- ]signed certificate(?! in| encountered)/, UNTRUSTED, UNTRUSTED_ROOT),
  "certificate-expired": either(/certificate (has |is )?expired(?! or)|certificateexpiredexception|peer certificate: expired/,
    /the certificate of .{1,260} has expired|uses expired certificate|badcert_expired|certificate validity has expired/,
    /sec_e_cert_expired|\bnottimevalid|certificate is expired or not yet valid|certpath.{0,40}: validity check failed/,
    /current time [\w:+-]{1,40} is after [\w:+-]{1,40}/),
  "certificate-not-yet-valid": either(/certificate (is )?not yet valid|certificatenotyetvalidexception|peer certificate: notvalidyet/,
    /uses not yet valid certificate|badcert_future|certificate validity starts in the future|\bnottimevalid/,
    /certificate is expired or not yet valid|certpath.{0,40}: validity check failed|current time [\w:+-]{1,40} is before [\w:+-]{1,40}/),
  "hostname-mismatch": either(/hostname mismatch|hostname \S{1,260} not verified|hostname verification failed|ip address mismatch/,
    /no alternative certificate subject name matches/,
    /no certificate subject alternative name matches|no subject alternative (dns )?names? matching|no name matching/,
    /certificate (common|subject) name .{1,260} does(n['’]t| not) match|server certificate for .{1,300} does not match host name/,
    /hostname .{1,260} (doesn['’]t match|does not match the server certificate)|does(n['’]t| not) match certificate's altnames/,
    /doesn['’]t match any of the subject alternative names|did not match expected cn|certificate name does not match input/,
    /name in the certificate does not match the expected|certificate['’]s owner does not match|badcert_cn_mismatch/,
    /common name \(cn\) does not match with the expected|expected server name was not found in the chain/,
    /sec_e_wrong_principal|target principal name is incorrect|remotecertificatenamemismatch/,
    /peer certificate: (notvalidforname|certificate not valid for name)|because it doesn't contain any ip sans/,
    /upstream ssl certificate does not match|does not include an id which matches the server name|verify cert failed: verify san/),
  "subject-alternative-name-missing": either(/no subject alternative names present|certificate is not valid for any names/,
    /because it doesn't contain any ip sans|unable to obtain common name from peer certificate/),
  "private-key-mismatch": either(/key.values.mismatch|private key (type )?does not match|inconsistencies between private key and certificate/,
    /certificate and private key .{1,300} do not match/), // Apache
  "signature-invalid": /certificate signature failure|peer certificate: badsignature|certpath.{0,40}: signature check failed/i,
  "signature-algorithm-weak": either(/ca (md|signature digest algorithm) too weak|uses insecure algorithm|hasweaksignature/,
    /constraints check failed on signature algorithm/),
  "public-key-too-small": /(ee|ca) certificate key too weak|constraints check failed on keysize|x509_v_err_ca_key_too_small/i,
  "issuer-not-a-ca": either(/invalid ca certificate|certificate is not a ca\b|this is not a ca certificate/),
  "leaf-is-ca": /causedasendentity|server certificate is a ca certificate/i,
  "path-length-exceeded": /path length constraint exceeded|pathlenconstraint violated/i,
  "path-too-long": /certificate chain too long/i,
  "key-usage-lacks-cert-sign": /key usage does not include certificate signing|keycertsign bit is not set/i,
  "extended-key-usage-unsuitable": either(/(unsuitable|unsupported) certificate purpose|extended key usage does not permit use for/),
  "critical-extension-unknown": /unhandled critical extension/i,
  "name-constraint-violated": /(permitted|excluded) subtree violation/i,
  "policy-required-not-found": /no explicit policy/i,
  "certificate-revoked": /certificate revoked|certificate has been revoked|certificate chain is revoked|badcert_revoked/i,
  "revocation-unknown": /unable to get certificate crl|crypt_e_(no_revocation_check|revocation_offline)|\brevocationstatusunknown/i,
  "authority-key-identifier-missing": /missing authority key identifier/i,
  "subject-key-identifier-missing": /missing subject key identifier/i,
  "ca-key-usage-missing": /ca cert does not include key usage extension/i,
  "extension-not-critical": /basic constraints of ca cert not marked critical/i,
};

/** Go's words for either, where it goes on to say which of the two it is (crypto/x509, `CertificateInvalidError.Error`). */
const EXACT_DATE = /certificate has expired or is not yet valid(?=: current time \S+ is (after|before))/gi;

/**
 * On the page that browsers show in the place of a certificate's dates, expired or to come, where they know better what time it is
 * (Chrome: ssl_error_handler.cc, `HandleCertDateInvalidError`; Firefox: aboutNetError.mjs, `clockSkewError`).
 */
export const CLOCK = /your (computer\S* )?clock is (ahead|behind|wrong)|date and time \([^)]{1,80}\) are incorrect/i;

/** Said where there is no certificate to be had, and what it means. */
const ELSEWHERE = [
  [/no.start.line|failed to find any pem data|unable to load (ssl private key|certificate chain) from|error decoding certificate pem block/i,
    "what was looked for in that file is not there as PEM. The file may be empty or DER, or hold the key where the certificate should be. "
      + "Give the file itself to see which."],
  [new RegExp([
    "wrong.version.number", "first record does not look like a tls handshake", "http response to https client", "unrecognized ssl message",
    "packet length too long", "plain http request was sent to https port",
  ].join("|"), "i"), "no TLS was spoken: the port is another service's, or “http” and “https” were taken for each other."],
  [/some challenges have failed|failed to perform self check/i,
    "whether the name leads to the server was not seen, and no certificate was issued. What stands beside it says why: often DNS, or port 80 is closed."],
  [/no peer certificate available/i,
    "the server sent no certificate. Many send none until they are told which site is meant: openssl s_client does that with “-servername”."],
  [/connection refused|econnrefused/i, "no program answers at that address and port."],
  [/urn:ietf:params:acme:error:\w+/i, "the ACME server refused a step on the way to a certificate, and issued none. What follows it says why."],
  [/order is in "?(invalid|errored)"? state|certificate request has failed|failed to (create|finalize) order/i,
    "cert-manager tried to have the certificate issued, and that failed. “kubectl describe certificaterequest,order,challenge” says why."],
  [/issuing certificate as secret does not exist|waiting for certificaterequest/i,
    "cert-manager has issued no certificate yet. “kubectl describe certificaterequest,order,challenge” says what it waits for."],
];

/** Said of what is no fault of the certificate that a server sends, or need not be; and what it means. */
const REMARKS = [
  [/no ocsp response received/i,
    "curl was told to ask for a stapled OCSP response (--cert-status), and the server sends none. Few do; it is no fault of the certificate's."],
  [/(remote error: tls:|received fatal alert:|\balert) (bad.certificate|unknown.?ca|certificate.required|(certificate.unknown|unknown certificate)( authority)?)\b/i,
    "the other side refuses the certificate that it was sent. If it is a server, that is the client's, or the client sent none; if it is a "
      + "client, the server's. Have that certificate judged, with the CA that the other side trusts as your own CA."],
  [/using default certificate|kubernetes ingress controller fake certificate|traefik default cert/i,
    "the ingress controller has no certificate for the name that was visited, and sends its own. The Secret that “tls” of the Ingress names "
      + "must be there, in the namespace of the Ingress, and list that name."],
  [/no required ssl certificate was sent|400 the ssl certificate error/i,
    "the server asks its clients for a certificate, and was sent none, or one that it does not trust."],
  [/error setting certificate verify locations|trustanchors parameter must be non-empty|no roots provided|root certificate file .{1,260} does not exist/i,
    "the program found no list of roots where it looked, and so trusts nothing. The server's certificate may be in order."],
];

/** Said of any fault. */
const REFUSED = new RegExp([
  "certificate.verif(y|ication).failed", "certificate validation failure", "validation of ssl server certificate failed",
  "remote certificate (is invalid|was rejected)", "could not establish trust relationship", // .NET
  "this connection is not private", "pretending to be", // Safari
].join("|"), "i");

/**
 * What the errors mean that programs tell in `text`, by `catalogue` (of each check's id, what `describe` answers): `lines` of a sentence or
 * two. `isElsewhere`: no certificate is to be had, or none would help; `isOfKey`: it is about a private key, which no server sends. `quote`
 * makes words of the text fit to be shown. Null where none of the words are known.
 */
export function meaningsOf(text, catalogue, quote) {
  const said = text.slice(0, 100_000);
  const capitals = said.replace(EXACT_DATE, "").toUpperCase();
  const titles = new Map();
  const ids = new Set();
  for (const [id, { codes, title }] of catalogue) {
    const told = [...new Set(Object.values(codes))].filter((code) => bareCode(code).split("…").every((part) => capitals.includes(part)));
    const phrase = PHRASES[id]?.exec(said)?.[0];
    if (phrase && !told.some((code) => bareCode(code).includes(phrase.toUpperCase()))) told.push(phrase);
    for (const words of told) titles.set(words, [...titles.get(words) ?? [], `“${title}”`]);
    if (told.length > 0) ids.add(id);
  }
  const lines = [...titles].map(([words, all]) => `“${quote(words)}” means${all.length > 1 ? " one of these" : ""}: ${all.join(", ")}.`);
  for (const [words, remark] of REMARKS) {
    const found = words.exec(said);
    if (found) lines.push(`“${quote(found[0])}” means: ${remark}`);
  }
  for (const [words, remark] of lines.length === 0 ? ELSEWHERE : []) {
    const found = words.exec(said);
    if (found) return { lines: [`“${quote(found[0])}” means: ${remark}`], isElsewhere: true, isOfKey: false };
  }
  const refused = lines.length === 0 ? REFUSED.exec(said) : null;
  if (refused) lines.push(`“${quote(refused[0])}” does not say what is wrong. The certificates do.`);
  if (lines.length === 0) return null;
  const [id, ...others] = ids;
  const isOfKey = id === "private-key-mismatch" && others.length === 0;
  const explanations = id && others.length === 0 && !isOfKey ? [catalogue.get(id).explanation] : [];
  return { lines: [...lines.slice(0, 3), ...explanations], isElsewhere: isOfKey, isOfKey };
}
