import type { PartialRequest, Report } from "./index.js";

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

declare global {
  interface HTMLElementTagNameMap { "certlens-verdict": CertlensVerdict }
  interface GlobalEventHandlersEventMap {
    "certlens-report": CustomEvent<Report>;
    "certlens-error": CustomEvent<Error>;
  }
}
