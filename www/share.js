// A link that carries what is judged in its fragment, which browsers never send; and the report as a file. Public parts
// only: certificates, requests, CRLs and OCSP responses. A private key is never put into a link.

import { el } from "./dom.js";
import { downloadButton } from "./copy.js";
import { pem } from "./format.js";

// What is public besides certificates, which come from what was read, whatever form they were given in.
const PUBLIC = /-----BEGIN ((?:NEW )?CERTIFICATE REQUEST|X509 CRL|OCSP RESPONSE)-----[^-]*-----END \1-----/g;
const PUBLIC_KINDS = new Set(["certificate-request", "crl", "ocsp-response"]);
const LONGEST = 60_000; // characters; longer addresses are cut or refused by what they pass through

/** The buttons: link, report, print. `link` is what main.js gathered; `report` is shown as JSON. */
export function drawShare({ link, report, own }) {
  const blocks = link.certificates.flatMap((part) => (typeof part === "string" ? part.match(PUBLIC) ?? [] : []));
  const given = report.input.filter(({ source, kind }) => source === "certificates" && PUBLIC_KINDS.has(kind));
  const input = [...report.certificates.filter(({ source }) => source === "certificates").map(({ der }) => pem(der)), ...blocks].join("\n");
  const status = el("p", { class: "hint", role: "status", "data-testid": "link-status" });
  const copy = el("button", {
    type: "button", class: "small", "data-testid": "copy-link",
    onclick: async () => {
      const text = await linkTo({ ...link, input, anchors: own.ders.map(pem).join("") });
      if (text.length > LONGEST) {
        status.textContent = "Too much for a link: send the certificates themselves.";
        return;
      }
      copy.dataset.link = text;
      try {
        await navigator.clipboard.writeText(text);
        status.textContent = "Copied. The link carries the certificates and your choices, never a key; whoever opens it judges on their own computer."
          + (given.length > blocks.length ? " Not in it: requests, CRLs and OCSP responses that are not in PEM." : "");
      } catch {
        status.replaceChildren("This browser does not let the page copy. The link: ", el("a", { href: text }, "open or copy it from here"));
      }
    },
  }, "Copy a link to this");
  return el("section", { class: "share", "aria-labelledby": "share-title", "data-testid": "share" },
    el("h2", { id: "share-title" }, "Take it along"),
    el("div", { class: "row" },
      copy,
      downloadButton("Report as JSON", "certlens-report.json", "application/json", () => `${JSON.stringify(report, null, 2)}\n`),
      el("button", { type: "button", class: "small", "data-testid": "print", onclick: () => print() }, "Print")),
    status);
}

async function linkTo({ input, anchors, hostname, time, purpose, edition, store }) {
  const fields = { c: input, a: anchors || undefined, h: hostname, t: time, p: purpose, e: edition, s: store };
  const packed = await pack(new TextEncoder().encode(JSON.stringify(fields)));
  return new URL(`#c=${packed}`, location.href).href;
}

async function pack(bytes) {
  const packed = new Uint8Array(await new Response(
    new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer());
  let text = "";
  for (const byte of packed) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
