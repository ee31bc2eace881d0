import type { PartialRequest, Profile, Report, StoreName } from "./index.js";

/**
 * `<certlens-verdict>`: shows the verdict on a certificate. Importing this module defines it, unless another copy has.
 *
 * Attributes: `hostname`, `profile`, `store`, `time`. The certificate is the element's text, or the property `request`, which
 * wins over the attributes. When it has judged, it fires `certlens-report` with the report as `detail`, or `certlens-error`.
 */
export class CertlensVerdict extends HTMLElement {
  request: PartialRequest | null;
  /** The last report; null before the first, and after an error. */
  readonly report: Report | null;
}

/** What JSX takes of it beside what all elements have; how to tell React's types is in README.md. */
export interface CertlensVerdictProps {
  hostname?: string | undefined;
  profile?: Profile | undefined;
  store?: StoreName | "none" | undefined;
  /** RFC 3339. */
  time?: string | undefined;
  /** Set as the property, where the framework does that for custom elements, as React does from version 19 on. */
  request?: PartialRequest | null | undefined;
}

declare global {
  interface HTMLElementTagNameMap { "certlens-verdict": CertlensVerdict }
  interface GlobalEventHandlersEventMap {
    "certlens-report": CustomEvent<Report>;
    "certlens-error": CustomEvent<Error>;
  }
}
