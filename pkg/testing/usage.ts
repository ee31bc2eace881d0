// Every type and function of the package as a user would meet them. It is compiled, never run: types.test.js.
import init, {
  CertlensError,
  Validator,
  bundle,
  checkIds,
  compare,
  describe,
  diff,
  initSync,
  inspect,
  loadStore,
  timeline,
  validate,
  validateAsync,
  validateEach,
  validateJson,
  validateMany,
  type AlgorithmInfo,
  type Bundle,
  type Bytes,
  type CertificateContents,
  type CertificateInfo,
  type CheckDescription,
  type Codes,
  type Difference,
  type ErrorCode,
  type ExtensionInfo,
  type Finding,
  type FindingId,
  type Input,
  type InputItem,
  type Inspection,
  type Moment,
  type NameInfo,
  type Outcome,
  type Parting,
  type PartialRequest,
  type Path,
  type Position,
  type Profile,
  type PublicKeyInfo,
  type Purpose,
  type Reference,
  type Report,
  type RequestProperties,
  type StoreName,
  type TimeRange,
  type ValidationRequest,
  type Verdict,
} from "certlens";
import initSlim, { validate as validateSlim } from "certlens/slim";
import initInline from "certlens/inline";
import { createWorker, type CertlensWorker } from "certlens/worker";
import { CertlensVerdict, type CertlensVerdictProps } from "certlens/element";
import engineModule from "certlens/dist/certlens_bg.wasm";
import roots from "certlens/stores/mozilla.roots";
import suffixes from "certlens/stores/public-suffixes.psl";

// What init and loadStore take.
const response = new Response();
const moduleSources: Parameters<typeof init>[0][] = [
  undefined, "engine.wasm", new URL("https://localhost/"), response, Promise.resolve(response), new ArrayBuffer(0),
  new Uint8Array(), new WebAssembly.Module(new Uint8Array()),
];
for (const source of moduleSources) await init(source);
const storeNames: StoreName[] = ["chrome", "mozilla"];
for (const name of storeNames) await loadStore(name);
for (const data of ["a.roots", new URL("https://localhost/"), response, new ArrayBuffer(0), new Uint8Array()]) await loadStore("chrome", data);
await loadStore("mozilla", { mozilla: "a.roots", "public-suffix-list": new URL("https://localhost/a.psl") });
initSync(new Uint8Array());
await initSlim(new WebAssembly.Module(new Uint8Array()));
await initInline();
initSync(engineModule);
await loadStore("mozilla", { mozilla: roots, "public-suffix-list": suffixes });
// @ts-expect-error: no such store
void loadStore("system");

// Input of every kind.
const bytes: Bytes[] = [new ArrayBuffer(1), new SharedArrayBuffer(1), new Uint8Array(1), new DataView(new ArrayBuffer(1))];
const frozen: readonly string[] = ["a", "b"];
const input: Input = ["text", ...bytes, { raw: new Uint8Array(1) }, { raw: new Uint8Array(1), issuerCertificate: { raw: new ArrayBuffer(1) } }, { rawData: new ArrayBuffer(1) }, frozen, ["a", ["b", [new Uint8Array(1)]]]];
// @ts-expect-error: a number is no input
void inspect(5);

// Requests.
const purposes: Purpose[] = ["server", "client", "any"];
const profiles: Profile[] = ["chrome", "firefox", "webpki", "rfc5280", "rfc5280-strict"];
const times: NonNullable<ValidationRequest["time"]>[] = [new Date(), "2026-01-01T00:00:00Z", 0];
const least: ValidationRequest = { certificates: "", hostname: null };
const request: ValidationRequest = {
  certificates: input,
  leaf: 0,
  hostname: "example.com",
  time: times[0],
  purpose: purposes[0],
  profile: profiles[3],
  trust: { store: "none", anchors: input },
  fetched: input,
  maxIntermediates: 8,
};
// @ts-expect-error: certificates must be given
void validate({ hostname: null });
// @ts-expect-error: no property of a request
void validate({ ...least, host: "" });

// A server's certificate is judged for a host, or for null. Nobody forgets it.
declare const maybe: string | undefined;
// @ts-expect-error: hostname must be given
void validate({ certificates: "x" });
// @ts-expect-error: if as undefined it is not
void validate({ certificates: "x", hostname: maybe });
// @ts-expect-error: that purpose asks for it
void worker.validate({ certificates: "x", purpose: "server" });
// @ts-expect-error: so may this one
void validateAsync({ certificates: "x", purpose: purposes[0] });
void [validate({ certificates: "x", hostname: maybe ?? null, purpose: purposes[0] }), validate({ certificates: "x", purpose: "client", hostname: maybe })];
const often = { profile: "firefox", hostname: "example.com" } as const;
const again = (asked: ValidationRequest, time: Date): Report => validate({ ...asked, time });
void [validate({ ...often, certificates: "x" }), again(least, new Date())];
interface NamedRequest extends RequestProperties {
  hostname: string;
}
declare const named: NamedRequest;
void validate(named);
const held: RequestProperties["hostname"] = least.hostname;

// What is undefined is absent, under exactOptionalPropertyTypes too.
const policy: ValidationRequest["policy"] = { initialPolicies: undefined, requireExplicit: undefined, inhibitMapping: undefined, inhibitAny: undefined };
const absent: ValidationRequest = {
  certificates: input,
  leaf: undefined,
  hostname: null,
  time: undefined,
  purpose: undefined,
  profile: undefined,
  trust: undefined,
  fetched: undefined,
  maxIntermediates: undefined,
  policy: undefined,
  crls: undefined,
  ocsp: undefined,
  revocation: undefined,
  scts: undefined,
  tls: undefined,
};
void [validate(absent), validate({ ...absent, policy, trust: { store: undefined, anchors: undefined, anchorsAs: undefined } })];
void [validateMany([absent], { workers: undefined, signal: undefined }), timeline(absent, { from: undefined, to: undefined })];
const range: TimeRange = {};
void validate({ ...absent, hostname: undefined, purpose: "any" });
const part: PartialRequest = { ...absent, certificates: undefined, hostname: undefined };
new Validator({ ...part, cacheSize: undefined }).validate(part);

// Answers.
const report: Report = validate(request);
const json: string = validateJson(least);
const verdict: Verdict = report.verdict;
const code: string | null = report.code;
const overridable: boolean | null = report.overridable;
if (report.verdict === "rejected") {
  const { code, validUntil }: { code: string; validUntil: null } = report;
  void [code, validUntil];
} else {
  const { code, overridable }: { code: null; overridable: null } = report;
  void [code, overridable];
}
const [path]: (Path | undefined)[] = report.paths;
const outcome: Outcome | undefined = path?.checks[0]?.outcome;
const [finding]: (Finding | undefined)[] = report.findings;
const steps: string[] | undefined = finding?.fix?.steps;
const reference: Reference | null | undefined = finding?.reference;
const codes: Codes | undefined = finding?.codes;
const [item]: (InputItem | undefined)[] = report.input;
const position: Position | undefined = item?.position;
const [certificate]: (CertificateInfo | undefined)[] = report.certificates;
const contents: CertificateContents | null | undefined = certificate?.contents;
const names: NameInfo[] = contents ? [contents.subject, contents.issuer] : [];
const key: PublicKeyInfo | undefined = contents?.publicKey;
const algorithms: (AlgorithmInfo | undefined)[] = [contents?.signatureAlgorithm, key?.algorithm];
const [extension]: (ExtensionInfo | undefined)[] = contents?.extensions ?? [];
const engine: string = report.versions.engine;
const inspection: Inspection = inspect(input);
const descriptions: CheckDescription[] = checkIds().map(describe);

// A finding's id tells what its details are.
if (finding?.id === "path-length-exceeded") {
  const limit: number = finding.details.limit;
  // @ts-expect-error: of another finding
  void [limit, finding.details.notAfter];
}
// @ts-expect-error: no such finding
const noFinding: boolean = finding?.id === "certificate-too-old";
const ids: FindingId[] = checkIds();
// A finding is an error, a warning or an information; a check may also have passed.
const marks: string | undefined = finding && { error: "✗", warning: "!", info: "·" }[finding.outcome];
// @ts-expect-error: no finding has
const hasPassed: boolean = finding?.outcome === "passed";
const checkPassed: boolean = path?.checks[0]?.outcome === "passed";

// Other ways to ask.
const later: Report = await validateAsync(request);
const many: (Report | CertlensError)[] = await validateMany(new Set([request]), { workers: 2, signal: new AbortController().signal });
async function* requestsLater(): AsyncGenerator<ValidationRequest> {
  yield request;
}
void [await validateMany(requestsLater()), await validateMany([request, least]), validateMany(new ReadableStream<ValidationRequest>() as unknown as AsyncIterable<ValidationRequest>)];
for await (const result of validateEach(requestsLater(), { workers: 1 })) void (result instanceof CertlensError ? result.code : result.verdict);
const { reports, partings }: { reports: Report[]; partings: Parting[] } = compare(request, ["chrome", "firefox"]);
const moments: Moment[] = timeline(request, { from: new Date(), to: "2030-01-01T00:00:00Z" });
const cure: Bundle | null = bundle(request);
const differences: Difference[] = diff(input, "text");
const worker: CertlensWorker = createWorker();
const fromWorker: Report = await worker.validate(request);
const manyFromWorker: (Report | CertlensError)[] = await worker.validateMany([request], { signal: new AbortController().signal });
for await (const result of worker.validateEach(requestsLater())) void (result instanceof CertlensError);
// @ts-expect-error: it is one
void worker.validateMany([request], { workers: 2 });
await worker.loadStore("mozilla");
await worker.loadStore("mozilla", new Uint8Array());
await worker.loadStore("mozilla", { mozilla: new ArrayBuffer(0) });
// @ts-expect-error: bytes alone go to a worker
void worker.loadStore("mozilla", "mozilla.roots");
await worker.terminate();
const verdictElement: CertlensVerdict = document.createElement("certlens-verdict");
verdictElement.request = { hostname: "example.com" };
verdictElement.request = { hostname: undefined };
const props: CertlensVerdictProps = { hostname: "example.com", profile: "firefox", store: "none", time: undefined, request: null };
verdictElement.addEventListener("certlens-report", ({ detail }) => void detail.verdict);
void [manyFromWorker, props, held, noFinding, ids, later, many, reports, partings, moments, cure?.changes, differences, fromWorker, validateSlim];

// Defaults.
const validator = new Validator({ hostname: "example.com", trust: { store: "chrome" }, cacheSize: 100 });
for await (const result of validator.validateEach([{ certificates: input }])) void (result instanceof CertlensError);
void [await validator.validateAsync({ certificates: input }), await validator.validateMany([{ certificates: input }])];
const withDefaults: Report = validator.validate({ certificates: input });
const jsonWithDefaults: string = validator.validateJson({ certificates: input, hostname: undefined });
validator.free();
void new Validator();

// Errors.
try {
  validate(least);
} catch (error) {
  if (!(error instanceof CertlensError)) throw error;
  const name: "CertlensError" = error.name;
  const code: ErrorCode = error.code;
  const early: boolean = code === "not-initialized";
  // @ts-expect-error: no such code
  const never: boolean = code === "certificate-expired";
  void [name, early, never];
}

void [json, verdict, code, overridable, outcome, steps, reference, codes, position, names, algorithms, extension];
void [marks, hasPassed, checkPassed, engine, range, inspection, descriptions, withDefaults, jsonWithDefaults];
