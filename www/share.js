// A link that carries what is judged in its fragment, which browsers never send; and the report as a file. Public parts
// only: certificates, requests, CRLs and OCSP responses. A private key is never put into a link.

import { el } from "./dom.js";
import { downloadButton } from "./copy.js";
import { pem } from "./format.js";

// What is public besides certificates, which come from what was read, whatever form they were given in.
const PUBLIC = /^-----BEGIN ((?:NEW )?CERTIFICATE REQUEST|X509 CRL|OCSP RESPONSE)-----([\sA-Za-z0-9+/=]*)-----END \1-----$/;
const PUBLIC_KINDS = new Set(["certificate-request", "crl", "ocsp-response"]);
const LONGEST = 60_000; // characters; longer addresses are cut or refused by what they pass through

// On paper no button can be pressed: the rows that wait for one are shown first.
addEventListener("beforeprint", () => document.querySelectorAll(".on-paper:not([hidden])").forEach((button) => button.click()));

/** The buttons: link, report, print. `link` is what main.js gathered; `report` is shown as JSON. */
export function drawShare({ link, report, own }) {
  const read = report.input.filter(({ source }) => source === "certificates");
  const given = read.filter(({ kind }) => PUBLIC_KINDS.has(kind));
  const blocks = given.map((item) => publicBlock(item, link.certificates, read)).filter(Boolean);
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
        status.textContent = (location.protocol === "file:" ? "Copied. The link leads to this file on this computer, and carries the certificates and your choices, never a key."
          : "Copied. The link carries the certificates and your choices, never a key; whoever opens it judges on their own computer.")
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

/** The PEM block in which this item was read, where nothing else is in it; a label alone may be a private key's by mistake. */
function publicBlock({ position: { part, offset, length } }, parts, read) {
  const text = parts[part];
  if (typeof text !== "string" || read.some(({ kind, position }) => kind === "private-key" && position.part === part && position.offset === offset)) {
    return null;
  }
  const block = new TextDecoder().decode(new TextEncoder().encode(text).subarray(offset, offset + length)).trim();
  const body = block.match(PUBLIC)?.[2].replaceAll(/\s/g, "");
  return body !== undefined && isWholeDer(body) ? block : null;
}

/** Whether base64 holds one SEQUENCE as long as it says (X.690 section 8.1.3). */
function isWholeDer(base64) {
  let bytes;
  try {
    bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return false;
  }
  const digits = bytes[1] > 0x80 ? bytes[1] - 0x80 : 0;
  const size = digits === 0 ? bytes[1] : bytes.subarray(2, 2 + digits).reduce((sum, byte) => sum * 256 + byte, 0);
  return bytes[0] === 0x30 && bytes.length === 2 + digits + size;
}

async function linkTo({ input, anchors, leaf, hostname, time, purpose, edition, store }) {
  const fields = { c: input, a: anchors || undefined, l: leaf, h: hostname, t: time, p: purpose, e: edition, s: store };
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
