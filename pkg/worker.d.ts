import type {
  Bundle, Bytes, CertlensError, CheckDescription, Difference, FindingId, Input, Inspection, ManyOptions, Moment, Parting, Profile, Report, Requests,
  StoreName, TimeRange, ValidationRequest,
} from "./index.js";

/**
 * certlens in a worker of its own: the package's functions, as promises. It has an engine of its own, with the package's
 * stores, which are loaded by themselves: what the page's or the process's own `loadStore` was given is not there.
 */
export interface CertlensWorker {
  validate(request: ValidationRequest): Promise<Report>;
  validateJson(request: ValidationRequest): Promise<string>;
  /** Remembers signatures and reports, as a `Validator` does. */
  validateAsync(request: ValidationRequest): Promise<Report>;
  /** As the package's; `requests` is read on this side. */
  validateMany(requests: Requests<ValidationRequest>, options?: Omit<ManyOptions, "workers">): Promise<(Report | CertlensError)[]>;
  validateEach(requests: Requests<ValidationRequest>, options?: Omit<ManyOptions, "workers">): AsyncGenerator<Report | CertlensError, void, undefined>;
  compare(request: ValidationRequest, profiles?: readonly Profile[]): Promise<{ reports: Report[]; partings: Parting[] }>;
  timeline(request: ValidationRequest, range?: TimeRange): Promise<Moment[]>;
  bundle(request: ValidationRequest): Promise<Bundle | null>;
  diff(a: Input, b: Input): Promise<Difference[]>;
  inspect(input: Input): Promise<Inspection>;
  describe(id: string): Promise<CheckDescription>;
  checkIds(): Promise<FindingId[]>;
  /** As the package's `loadStore`, for this worker; `data` is bytes: a .roots file's, or those of all files by name. */
  loadStore(name: StoreName, data?: Bytes | Record<string, Bytes>): Promise<void>;
  /** Ends it. Calls under way and later ones are rejected, with an Error that is no CertlensError: no request was misuse. */
  terminate(): Promise<void>;
}

/** Starts a worker (in Node, a worker thread, which keeps no process alive while it is idle). */
export function createWorker(): CertlensWorker;
