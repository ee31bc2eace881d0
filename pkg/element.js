/**
 * `<certlens-verdict>`: the verdict on the certificate in its text, or in its property `request`. Draws in a shadow root,
 * with text only (a certificate's text is hostile) and without inline styles, which a Content-Security-Policy may forbid.
 */
import init, { validateAsync } from "./index.js";
import { readRequest } from "./request.js";

const STYLE = `
  :host { display: block; border: 1px solid; border-left-width: 0.5em; padding: 0.5em 1em; color: CanvasText; background: Canvas }
  :host([verdict="trusted"]) { border-color: #1a7f37 }
  :host([verdict="rejected"]) { border-color: #b3261e }
  strong { display: block }
  ul { margin: 0.5em 0 0; padding-left: 1.2em }
  slot { display: none }
`;

/** The findings that are shown of a report. */
const SHOWN = ["error", "warning"];

/** Where a page is made on a server there are no elements, and this module only has to be importable. */
const Base = globalThis.HTMLElement ?? class {};

export class CertlensVerdict extends Base {
  static observedAttributes = ["hostname", "profile", "store", "time"];

  #request = null;
  #report = null;
  #box = document.createElement("div");
  /** Counts questions, so that a late answer to an old one is not shown. */
  #asked = 0;
  #observer = new MutationObserver(() => this.#ask());

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    this.#box.setAttribute("role", "status");
    root.append(this.#box, document.createElement("slot"));
  }

  get request() {
    return this.#request;
  }

  set request(request) {
    this.#request = request ?? null;
    this.#ask();
  }

  get report() {
    return this.#report;
  }

  connectedCallback() {
    // Set before this class was there: it stands in the way of the accessor.
    if (Object.hasOwn(this, "request")) {
      const { request } = this;
      delete this.request;
      this.request = request;
    }
    this.#observer.observe(this, { childList: true, characterData: true, subtree: true });
    this.#ask();
  }

  disconnectedCallback() {
    this.#asked += 1; // an answer that is still on its way is nobody's
    this.#observer.disconnect();
  }

  attributeChangedCallback() {
    this.#ask();
  }

  async #ask() {
    if (!this.isConnected) return;
    this.#asked += 1;
    const question = this.#asked;
    await null; // several changes at once are one question
    if (question !== this.#asked) return;
    try {
      const request = this.#whatToAsk();
      if (request === null) return this.#draw(null, "");
      this.#draw(null, "…");
      await init();
      const report = await validateAsync(request);
      if (question !== this.#asked) return;
      this.#draw(report, report.summary);
      this.dispatchEvent(new CustomEvent("certlens-report", { detail: report, bubbles: true, composed: true }));
    } catch (error) {
      if (question !== this.#asked) return;
      this.#draw(null, error.message);
      this.dispatchEvent(new CustomEvent("certlens-error", { detail: error, bubbles: true, composed: true }));
    }
  }

  #whatToAsk() {
    const attribute = (name) => this.getAttribute(name) ?? undefined;
    const store = attribute("store");
    const request = {
      certificates: [this.textContent],
      hostname: attribute("hostname"),
      profile: attribute("profile"),
      time: attribute("time"),
      ...(store === undefined ? {} : { trust: { store } }),
      ...readRequest(this.#request ?? {}, "The request"),
    };
    const [first, ...others] = request.certificates;
    const isBlank = others.length === 0 && typeof first === "string" && first.trim() === "";
    return isBlank ? null : request;
  }

  #draw(report, text) {
    this.#report = report;
    if (report === null) this.removeAttribute("verdict");
    else this.setAttribute("verdict", report.verdict);
    const line = document.createElement("strong");
    line.textContent = text;
    this.#box.replaceChildren(line);
    const findings = (report?.findings ?? []).filter(({ outcome }) => SHOWN.includes(outcome));
    if (findings.length === 0) return;
    const list = document.createElement("ul");
    for (const { explanation, fix } of findings) {
      const item = document.createElement("li");
      item.textContent = fix === null ? explanation : `${explanation} ${fix.summary}`;
      list.append(item);
    }
    this.#box.append(list);
  }
}

// A second copy of the package on a page leaves the element to the first.
if (globalThis.customElements?.get("certlens-verdict") === undefined) globalThis.customElements?.define("certlens-verdict", CertlensVerdict);
