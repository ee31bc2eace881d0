/**
 * certlens: would a browser trust this certificate, and exactly why or why not?
 *
 * These types are the package's contract. They mirror the engine's Rust types (src/report/shape.rs, src/finding.rs).
 */

import type { FindingDetails, FindingId } from "./findings.js";

export type { FindingDetails, FindingId };

/** Whose judgement is asked for. */
export type Profile = "chrome" | "firefox" | "webpki" | "rfc5280" | "rfc5280-strict";
/** A built-in list of trust anchors. */
export type StoreName = "chrome" | "mozilla";
export type Revocation = "off" | "evidence" | "hard";
export type Purpose = "server" | "client" | "any";
export type Verdict = "trusted" | "rejected";
export type Outcome = "passed" | "error" | "warning" | "info" | "not-applicable" | "not-checked";

/** A buffer or a view of one: of a view, only the bytes that it shows. Shared memory is copied before it is read. */
export type Bytes = ArrayBuffer | SharedArrayBuffer | ArrayBufferView;

/**
 * Text in which PEM or base64 is to be found, or bytes (DER, PKCS#7, or the bytes of such a text), or an object that
 * carries its DER in `raw` (as Node's X509Certificate does) or `rawData` (@peculiar/x509's), or a list of any of these.
 * Where an object leads to its issuer by `issuerCertificate`, as those of a TLS socket in Node do, that one and its issuers are read
 * after it, each a part of its own; of an anchor the object alone.
 * Lists may hold lists, 16 deep; their elements in order are the parts that `Position.part` counts. At most 32 MiB and 100,000 elements
 * in all, lists and issuers among them (`input-too-large`).
 */
export type Input = string | Bytes | NodeCertificate | { readonly rawData: Bytes } | readonly Input[];

/** A certificate as Node has it: an X509Certificate, or what a TLS socket gives. */
export interface NodeCertificate {
  readonly raw: Bytes;
  readonly issuerCertificate?: NodeCertificate | null | undefined;
}

/**
 * What is asked. A property that is undefined is absent; one that is not named here is refused (`request-invalid`), never
 * ignored. A server's certificate is judged for a host: where no `purpose` says otherwise, `hostname` must be there, if as null.
 */
export type ValidationRequest = RequestProperties & ({ purpose: "client" | "any" } | { hostname: string | null });

/** The properties of a request, for an interface that extends it. */
export interface RequestProperties {
  /** What to judge. The end-entity certificate is found by itself; the first wins a tie. */
  certificates: Input;
  /** Index among the certificates found, to choose the end-entity certificate by hand; one that is not there is `request-invalid`. */
  leaf?: number | undefined;
  /** DNS name, internationalised name or IP address. For purpose "server" it must be given; null: deliberately unchecked. */
  hostname?: string | null | undefined;
  /** RFC 3339 text, a Date, or milliseconds since 1970; absent: now. Whole seconds count. */
  time?: Date | string | number | undefined;
  /**
   * Default "server". "any" asks for no extended key usage; with "chrome" and "firefox" it is refused (`combination-invalid`). "client": for
   * a server that asks for certificates (mTLS) take "rfc5280" or "webpki". No browser judges a client's certificate at an https: address;
   * "chrome" and "firefox" say of one what that browser's verifier says.
   */
  purpose?: Purpose | undefined;
  /** Default "chrome". */
  profile?: Profile | undefined;
  trust?: {
    /**
     * Default: the profile's own; "none" for "rfc5280" and "rfc5280-strict". "chrome" and "firefox" take their own or "none", no other
     * (`combination-invalid`).
     */
    store?: StoreName | "none" | undefined;
    /** Added roots, on top of the store. */
    anchors?: Input | undefined;
    /**
     * How a browser's profile judges them: as roots of one's own ("local", the default), trusted as CAs as an administrator's policy
     * adds them, or as those of its own programme.
     */
    anchorsAs?: "local" | "built-in" | undefined;
  } | undefined;
  /** Certificates that the client would have from elsewhere (AIA, preloaded intermediates). */
  fetched?: Input | undefined;
  /** The most intermediates that a path may have, self-issued ones not counted; default: the profile's own limit. */
  maxIntermediates?: number | undefined;
  /** Which certificate policies are asked for (RFC 5280 section 6.1.1); by default any will do, and none is needed. "firefox" asks about none
   * (`notJudged` says so). */
  policy?: {
    /** The acceptable policies, as dotted numbers; absent: all. */
    initialPolicies?: readonly string[] | undefined;
    /** The path must be valid for one of them. */
    requireExplicit?: boolean | undefined;
    /** No certificate may map policies. */
    inhibitMapping?: boolean | undefined;
    /** anyPolicy in a certificate counts for nothing. */
    inhibitAny?: boolean | undefined;
  } | undefined;
  /** Evidence: certificate revocation lists. "chrome" and "firefox" leave them out (`notJudged`), as browsers fetch none. */
  crls?: Input | undefined;
  /** Evidence: OCSP responses, as a TLS server staples them. To "chrome" and "firefox" they are the leaf's staple. */
  ocsp?: Input | undefined;
  /**
   * What is asked of that evidence. "off": nothing. "evidence": what it says counts, and what it does not speak of is not
   * judged (`notJudged`). "hard": it must say of each certificate below the trust anchor that it is good, but for those of which
   * none is told (noRevAvail, RFC 9608; id-pkix-ocsp-nocheck). Default: "hard"
   * where `crls` or `ocsp` is given, unless as an empty list, else "evidence". "chrome" and "firefox" do with revocation what
   * the browser does, whatever is said here.
   */
  revocation?: Revocation | undefined;
  /**
   * Evidence: SignedCertificateTimestampLists (RFC 6962 section 3.3) from the TLS handshake: each as its bytes, or as a string of
   * base64. Unlike elsewhere, bytes are not read as text.
   */
  scts?: Input | undefined;
  /** The TLS version of the handshake; default "1.3". Chrome tests the leaf's key usage in 1.3 before the chain and in 1.2 after it, where it takes no ML-DSA key; to Firefox both are the same. */
  tls?: "1.2" | "1.3" | undefined;
}

/** A part of a request: what a `Validator` holds for all, or what one leaves to it. */
export type PartialRequest = { [Name in keyof RequestProperties]?: RequestProperties[Name] | undefined };

/** What is said of a request: comparing `verdict` narrows `code`, `overridable` and `validUntil`. */
export type Report = TrustedReport | RejectedReport;

export interface TrustedReport extends ReportBody {
  verdict: "trusted";
  code: null;
  overridable: null;
  /** RFC 3339; when this verdict ends by itself. null where the dates of what is trusted cannot be read. */
  validUntil: string | null;
}

export interface RejectedReport extends ReportBody {
  verdict: "rejected";
  /**
   * What the profile's browser shows at an https: address (of a client's certificate, which it shows nowhere: what its verifier says); for
   * other profiles the deciding finding's id. From an address that a browser raised from http: by itself, it may go back to http:
   * instead, or warn of that. Firefox shows no page at all where this is "PR_UNKNOWN_ERROR".
   */
  code: string;
  /**
   * Does that browser offer to proceed? null where the profile is no browser. Neither does where a host is under HSTS or its keys are
   * pinned. That is not known here, but for top-level domains that the browser has on its HSTS list as a whole. Of a client's
   * certificate there is no page that could offer it.
   */
  overridable: boolean | null;
  validUntil: null;
}

/** What each report has. */
export interface ReportBody {
  /** One plain sentence. */
  summary: string;
  profile: Profile;
  purpose: Purpose;
  /** As it was compared: lower case, A-labels. */
  hostname: string | null;
  /** RFC 3339, UTC, to the second. */
  time: string;
  /** Index into `certificates`. */
  leaf: number | null;
  /** All certificates seen, in input order, then the anchors that were used. */
  certificates: CertificateInfo[];
  /** What matters, of the best path and of the input: errors, warnings, infos, in that order. */
  findings: Finding[];
  /**
   * Ids of the checks that were not judged: evidence or data is wanting, or the browser stops before it comes to them. One may be among
   * the findings too: that finding is about another certificate.
   */
  notJudged: FindingId[];
  /** Candidates, best first, at most 32. */
  paths: Path[];
  pathsOmitted: number;
  /** What was found in the input and where; what was not understood. */
  input: InputItem[];
  versions: { engine: string; profile: string; browser?: string; data: { name: string; date: string }[] };
  /** Data sets that were older than 90 days at `time`. */
  staleData: string[];
}

export interface Path {
  /** Indices into `Report.certificates`, from the leaf to the anchor. */
  certificates: number[];
  /** Index into `Report.certificates`; the last of `certificates` where the path reached an anchor. */
  anchor: number | null;
  verdict: Verdict;
  /** The user-constrained policy set as OIDs; null: policies were not evaluated. */
  policies: string[] | null;
  /** Every check, compact: `describe(id)` tells what it is. */
  checks: { id: FindingId; certificate: number | null; outcome: Outcome }[];
  findings: Finding[];
}

/** A broken rule. `details` are those of its `id`: comparing that narrows their type. */
export type Finding = { [Id in FindingId]: FindingOf<Id> }[FindingId];

export interface FindingOf<Id extends FindingId> {
  /** Stable; names the fault. */
  id: Id;
  outcome: "error" | "warning" | "info";
  /** Index into `Report.certificates`; null: about the path or the input as a whole. */
  certificate: number | null;
  title: string;
  /** For a person, with the values found. */
  explanation: string;
  /** The values compared. */
  details: FindingDetails[Id];
  fix: { summary: string; steps: string[]; commands?: string[] } | null;
  reference: Reference | null;
  codes: Codes;
}

export interface Reference { document: string; section: string; url: string }

/** What other programs call this fault. */
export interface Codes { chrome?: string; firefox?: string; openssl?: string; node?: string; go?: string }

export interface CertificateInfo {
  /** Its index in `Report.certificates`. */
  index: number;
  /** What it was in the best path. "root": it ends it, issued itself and is not trusted; "none": not part of it. */
  role: "leaf" | "intermediate" | "root" | "anchor" | "none";
  /** Where it came from. */
  source: "certificates" | "fetched" | "anchors" | "store";
  /** The index of an earlier certificate with the same bytes. */
  duplicateOf: number | null;
  /** A short name for people: the subject's common name, or what else identifies it. Safe to show. */
  label: string;
  /** Where in the input it was found; null for a store's anchor. */
  position: Position | null;
  /** Base64 of the bytes as they were given. */
  der: string;
  /** In bytes. */
  size: number;
  /** null: the bytes could not be decoded as a certificate; `findings` says why and where. */
  contents: CertificateContents | null;
  /** Hexadecimal, lower case, without separators: of the certificate, and of its SubjectPublicKeyInfo (null: not readable). */
  fingerprints: { sha256: string; sha1: string; spkiSha256: string | null };
  /** What this certificate's own bytes give rise to, whatever the path. */
  findings: Finding[];
}

export interface CertificateContents {
  /** 1, 2 or 3 for the versions that exist; otherwise the encoded number plus one, or 9007199254740991 where that is not written in one octet. */
  version: number;
  /** Hexadecimal, lower case, as encoded (two's complement), without separators. */
  serialNumber: string;
  signatureAlgorithm: AlgorithmInfo;
  issuer: NameInfo;
  /** RFC 3339; null: not readable as a time. */
  notBefore: string | null;
  notAfter: string | null;
  subject: NameInfo;
  publicKey: PublicKeyInfo;
  /** Subject and issuer are the same name. */
  selfIssued: boolean;
  /** In encoded order, at most 100. */
  extensions: ExtensionInfo[];
  /** How many more there are. */
  extensionsOmitted: number;
  /** The signed certificate timestamps in it, in encoded order; what they say, not whether it is true. */
  scts: SctInfo[];
  /** Hexadecimal. */
  signature: string;
}

/** A Certificate Transparency log's promise to publish the certificate (RFC 6962). */
export interface SctInfo {
  /** SHA-256 of the log's key, hexadecimal; null where the SCT cannot be read. */
  logId: string | null;
  /** The log's name and operator; null where the log is not in the list that was loaded. */
  log: string | null;
  operator: string | null;
  /** When the log took the certificate, RFC 3339. */
  loggedAt: string | null;
  /** Why the SCT cannot be read; null where it can. */
  problem: string | null;
}

/** `parameters`: their DER, hexadecimal; null: there are none. */
export interface AlgorithmInfo { oid: string; name: string; parameters: string | null }

export interface NameInfo {
  /** RFC 4514 form, most specific part first; control and bidirectional characters made visible. Empty for an empty name; `(not readable)` stands for what could not be read of it. */
  text: string;
  /** In encoded order, at most 100; text and values of more than 16,384 characters are cut, with "…". `value` has control and bidirectional characters made visible. */
  attributes: { oid: string; name: string; value: string }[];
}

export interface PublicKeyInfo {
  algorithm: AlgorithmInfo;
  /** Size in bits of modulus or curve; null where not known. */
  bits: number | null;
  curve: string | null;
  /** RSA's public exponent, decimal. */
  exponent: string | null;
  /** The subjectPublicKey's bytes, hexadecimal. */
  key: string;
}

export interface ExtensionInfo {
  oid: string;
  /** The name in its standard ("subjectAltName"), or the OID where there is none known. */
  name: string;
  critical: boolean;
  /** Byte offset of the Extension in the certificate. */
  offset: number;
  /** The extnValue's contents, hexadecimal; of more than 16,384 octets the first, then "…". */
  value: string;
  /** What it says, ready to show: label and values, in order; after 1,000 values the last says
   *  how many more there are. Empty where it could not be decoded. */
  fields: { label: string; values: string[] }[];
}

/** A thing that was found, or not understood, in the input. */
export interface InputItem {
  kind:
    | "certificate" | "certificate-request" | "crl" | "ocsp-response" | "pkcs7"
    | "private-key" | "public-key" | "signed-certificate-timestamps" | "unknown";
  /** Which part of the request it was in. */
  source: "certificates" | "fetched" | "anchors" | "crls" | "ocsp";
  position: Position;
  /** Index into `Report.certificates` or `Inspection.certificates`; null for what is no certificate, and for an added root (those that
   * were used are in `certificates`, with their `position`). */
  certificate: number | null;
  /** A sentence that says what it is, what was repaired in reading it, or why it was not understood. */
  note: string;
}

export interface Position {
  /** Index of the part of the request's input, nested lists laid flat (0 where it was no list). */
  part: number;
  /** In bytes of that part (UTF-8 for text). */
  offset: number;
  length: number;
  /** From 1; null where the part is binary. */
  line: number | null;
}

export interface Inspection {
  items: InputItem[];
  certificates: CertificateInfo[];
  /** What a browser's error page says besides its certificates, where one was copied whole; otherwise null. */
  page: {
    /** The host that was visited. */
    host: string | null;
    /** RFC 3339; the page names a day: noon UTC of it stands for that. */
    time: string | null;
    /** As the browser writes it. */
    code: string;
    /** All browsers that are made from Chromium are "chrome" here. */
    browser: "chrome" | "firefox";
  } | null;
}

/** What a check is; the same for every report. */
export interface CheckDescription {
  id: FindingId;
  title: string;
  explanation: string;
  reference: Reference | null;
  codes: Codes;
}

export type ErrorCode =
  | "input-empty" | "input-not-understood" | "no-certificate" | "input-too-large"
  | "hostname-missing" | "hostname-invalid" | "time-invalid" | "profile-unknown" | "combination-invalid"
  | "data-not-loaded" | "request-invalid" | "check-unknown" | "not-initialized";

/** Thrown for misuse only: a bad certificate, even an unreadable one, is a report. */
export class CertlensError extends Error {
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown });
  readonly name: "CertlensError";
  readonly code: ErrorCode;
}

declare global {
  namespace WebAssembly {
    /** As in TypeScript's own "dom" library, which a project for Node alone does not load. */
    interface Module {}
  }
}

/**
 * Makes the engine ready: needed once in a browser or worker; the entry `certlens` in Node has nothing to do. Idempotent: calls
 * after the first share its promise, unless it failed, when the next tries again. Without `module` the package's own file is
 * fetched.
 *
 * @throws {CertlensError} `not-initialized`, as a rejection, with the reason as its `cause`
 */
export default function init(module?: URL | string | Response | Promise<Response> | Bytes | WebAssembly.Module): Promise<void>;

/**
 * As `init`, at once, with the engine at hand: where a runtime gives the module, or nothing may be awaited. Does nothing
 * where the engine is ready, as it always is with the entry `certlens` in Node.
 *
 * @throws {CertlensError} `not-initialized`, with the reason as its `cause`
 */
export function initSync(module: Bytes | WebAssembly.Module): void;

/** A data file, or where it lies. */
export type DataSource = URL | string | Response | Bytes;

/**
 * Loads the named store's data, with all that the profiles need that trust it. In a browser or worker, after `init` was
 * called and before the synchronous requests that rest on the store; the asynchronous functions, and all of the entry `certlens`
 * in Node, load by themselves. Idempotent; with `data` (a .roots file, its URL, with the entry `certlens` in Node also its path or
 * file: URL; or all files by name, as `{ mozilla: …, "public-suffix-list": … }`) that replaces what was loaded.
 *
 * @throws {CertlensError} `data-not-loaded`, as a rejection, with the error behind it, if any, as its `cause`; `not-initialized`
 */
export function loadStore(name: StoreName, data?: DataSource | Record<string, DataSource>): Promise<void>;

/**
 * Judges, with signatures by the engine; with the entry `certlens` in Node by node:crypto, but for those that platforms judge
 * differently.
 *
 * @throws {CertlensError} on misuse only.
 */
export function validate(request: ValidationRequest): Report;

/** The report as canonical JSON: the same UTF-8 wherever the same engine, data and `time` are used. */
export function validateJson(request: ValidationRequest): string;

/**
 * Judges with signatures by the platform, several at a time (WebCrypto; with the entry `certlens` in Node, node:crypto, those that
 * take long in threads); those that platforms judge differently are still verified by the engine. The report is the same as
 * `validate`'s.
 */
export function validateAsync(request: ValidationRequest): Promise<Report>;

export interface ManyOptions {
  /** Workers that share the work, at most 256; 0, the default: none. They judge by the data that `loadStore` was given. */
  workers?: number | undefined;
  /** Ends it early: the promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/**
 * Judges many requests, as `validateAsync`, and answers in their order. `requests` is read as the work goes on. Up to 2048
 * signatures are remembered, by each worker for itself, and not verified again. A request that is misuse has its error for a result.
 */
export function validateMany(requests: Requests<ValidationRequest>, options?: ManyOptions): Promise<(Report | CertlensError)[]>;

/**
 * As `validateMany`, each result as soon as it and those before it are there: `for await (const result of validateEach(requests))`.
 * Only a few requests and results are held at a time, however many there are. To leave the loop early ends the work.
 */
export function validateEach(requests: Requests<ValidationRequest>, options?: ManyOptions): AsyncGenerator<Report | CertlensError, void, undefined>;

/** A list of requests, a generator of them, a stream … */
export type Requests<Request> = Iterable<Request> | AsyncIterable<Request>;

/** Two profiles that do not agree. */
export interface Parting {
  /** In the order of the reports. */
  profiles: [Profile, Profile];
  /** The first rule, in the order of `checkIds`, that one of them counts as an error and the other does not. */
  id: FindingId;
  /** What it is about: index into the `certificates` of the report that counts it as an error (of the first, where both do, for
   * different certificates). */
  certificate: number | null;
}

/**
 * One request under several profiles; each signature is verified once. Without `profiles`: under all that it can be put to
 * (a browser's profile judges by its own store only). The request's own profile has no say in it.
 *
 * @throws {CertlensError} as `validate`; `request-invalid` where `profiles` is empty
 */
export function compare(request: ValidationRequest, profiles?: readonly Profile[]): { reports: Report[]; partings: Parting[] };

/** From when a profile gives which answer, until its next moment. */
export interface Moment {
  /** RFC 3339; its first second. */
  time: string;
  profile: Profile;
  verdict: Verdict;
  code: string | null;
  summary: string;
}

/**
 * From when until when, as a request's `time` is written; by default from the second before the certificates' first date to the second
 * after their last.
 */
export interface TimeRange {
  from?: Date | string | number | undefined;
  to?: Date | string | number | undefined;
}

/**
 * Where the answer changes, in the order of time: under the request's profile, or where it names none under all that it can
 * be put to. The first moment of each is the beginning of the range, which by default spans the certificates' dates. The
 * request's own time has no say in it.
 *
 * @throws {CertlensError} as `validate`; `request-invalid` where the range ends before it begins, `input-too-large` where there are so
 * many certificates and dates that it would take too long
 */
export function timeline(request: ValidationRequest, range?: TimeRange): Moment[];

/** A corrected bundle. */
export interface Bundle {
  /** The certificates that a server must send, the end-entity certificate first. */
  pem: string;
  /** What was done to the input, a sentence each; empty where it was right already. */
  changes: string[];
  /** What the request's profile makes of it, with nothing fetched from elsewhere. Always trusted. */
  report: Report;
}

/**
 * What a server should send: in order, without duplicates, strangers or the root, with what was missing where `fetched` or
 * the store has it. It is validated again, alone; null where that is no cure.
 */
export function bundle(request: ValidationRequest): Bundle | null;

/** A field that is not the same in two certificates. null: it has none. */
export interface Difference { field: string; a: string | null; b: string | null }

/**
 * In what the end-entity certificates of two inputs differ; a list of values is compared value by value.
 *
 * @throws {CertlensError} `input-empty`, `input-not-understood`, `no-certificate`, `input-too-large`
 */
export function diff(a: Input, b: Input): Difference[];

/** What is in the input, without judging it. @throws {CertlensError} `input-empty`, `input-too-large` */
export function inspect(input: Input): Inspection;

/** Describes any check by its id. @throws {CertlensError} `check-unknown` */
export function describe(id: string): CheckDescription;

/** The ids of all checks, in the table's order. */
export function checkIds(): FindingId[];

/**
 * Holds defaults for many requests, and remembers the signatures that it verified and the reports that it made. A request's
 * own properties win, those of `trust` one by one. The defaults are copied when it is made.
 *
 * A report is the same, its `time` apart, until some date makes a difference: a certificate ends, a revocation list begins.
 * Within that span a request that differs from an earlier one in `time` alone gets the earlier report again, to the byte
 * as if it were judged anew, and as an object of the caller's own. A report that shows the time asked about, as an expired
 * certificate's does, is made anew each time; so is every report after `loadStore`.
 */
export class Validator {
  /**
   * `cacheSize`: how many signatures it remembers; by default 2048, in under 200 kilobytes. And how many reports, up to 64, which with
   * their requests have at most two million characters and bytes (some five megabytes of memory, report objects included).
   * 0: it remembers nothing.
   */
  constructor(defaults?: PartialRequest & { cacheSize?: number | undefined });
  validate(request: PartialRequest): Report;
  validateJson(request: PartialRequest): string;
  validateAsync(request: PartialRequest): Promise<Report>;
  validateMany(requests: Requests<PartialRequest>, options?: ManyOptions): Promise<(Report | CertlensError)[]>;
  validateEach(requests: Requests<PartialRequest>, options?: ManyOptions): AsyncGenerator<Report | CertlensError, void, undefined>;
  /** Gives back what it holds, once calls under way have ended; it must not be used after it. Idempotent. */
  free(): void;
}
