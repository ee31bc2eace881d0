import type {
  Bundle, CheckDescription, Difference, FindingId, Input, Inspection, Moment, Parting, Profile, Report, ValidationRequest,
} from "./index.js";

/** certlens in a worker of its own: the package's functions, as promises. Stores are loaded by themselves. */
export interface CertlensWorker {
  validate(request: ValidationRequest): Promise<Report>;
  validateJson(request: ValidationRequest): Promise<string>;
  validateAsync(request: ValidationRequest): Promise<Report>;
  compare(request: ValidationRequest, profiles?: readonly Profile[]): Promise<{ reports: Report[]; partings: Parting[] }>;
  timeline(request: ValidationRequest, range?: { from?: Date | string | number; to?: Date | string | number }): Promise<Moment[]>;
  bundle(request: ValidationRequest): Promise<Bundle | null>;
  diff(a: Input, b: Input): Promise<Difference[]>;
  inspect(input: Input): Promise<Inspection>;
  describe(id: string): Promise<CheckDescription>;
  checkIds(): Promise<FindingId[]>;
  /** Ends it; calls under way are rejected. */
  terminate(): Promise<void>;
}

/** Starts a worker (in Node, a worker thread, which keeps no process alive while it is idle). */
export function createWorker(): CertlensWorker;
