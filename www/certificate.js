// Every field of every certificate.

import { drawBytes } from "./asn1.js";
import { copyButton, downloadButton } from "./copy.js";
import { disclosure, el, icon, reveal } from "./dom.js";
import { drawExtensions } from "./extensions.js";
import { findingList } from "./findings.js";
import { bytes, day, distance, localTime, pairs, pem, size, time } from "./format.js";
import { whereIs } from "./items.js";
import { say, sayAll } from "./text.js";
import { table } from "./values.js";
import { ATTRIBUTES, STORES, count, roleOf } from "./words.js";

const MANY = 20; // certificates listed at once

/** The section of all certificates, and `open(index, offset)` that shows one of them, and the bytes at an offset. */
export function drawCertificates(certificates, context) {
  const drawn = new Map();
  const list = el("div", { class: "certificates" });
  const more = el("button", { type: "button", onclick: () => grow(MANY) });
  const grow = (number) => {
    const next = certificates.slice(drawn.size, drawn.size + number);
    for (const certificate of next) drawn.set(certificate.index, drawCertificate(certificate, context));
    list.append(...next.map((certificate) => drawn.get(certificate.index).node));
    more.textContent = `Show more (${certificates.length - drawn.size} left)`;
    more.hidden = drawn.size === certificates.length;
  };
  grow(MANY);
  const section = el("section", { "aria-labelledby": "certificates-title", "data-testid": "certificates" },
    el("h2", { id: "certificates-title", "data-short": "Certificates" },
      certificates.length === 1 ? "The certificate in full" : "Every certificate in full"),
    list, more);
  const open = (index, offset = null) => {
    if (!drawn.has(index)) grow(index + 1 - drawn.size);
    const { node, goTo } = drawn.get(index);
    node.open = true;
    reveal(node);
    if (offset === null) node.querySelector("summary").focus({ preventScroll: true });
    else goTo(offset);
  };
  return { section, open };
}

function drawCertificate(certificate, context) {
  const { contents, findings, role } = certificate;
  const faults = findings.filter((finding) => finding.outcome === "error").length;
  const until = contents?.notAfter ? `until ${day(contents.notAfter)}` : contents ? "no readable end" : "not readable";
  let view = null; // the bytes, once they were asked for
  const place = el("div");
  const inner = el("details", { class: "bytes-view", "data-testid": "bytes" }, el("summary", {}, "Every byte: ASN.1 and hexadecimal"), place);
  const showBytes = () => {
    if (view === null) {
      view = drawBytes(certificate, context);
      place.append(view.node);
    }
    return view;
  };
  inner.addEventListener("toggle", () => { if (inner.open) showBytes(); });
  const goTo = (offset) => { inner.open = true; reveal(inner); showBytes().goTo(offset); };
  const goToField = (name) => { inner.open = true; reveal(inner); showBytes().field(name); };
  const node = disclosure(el("span", { class: "line" },
    el("span", { class: "role" }, roleOf(role, certificate)),
    el("strong", {}, say(certificate.label, 120)),
    el("span", { class: "hint" }, until),
    faults > 0 ? el("span", { class: "tag bad" }, icon("bad"), count(faults, "fault")) : null),
  () => el("div", { class: "inside" },
    drawActions(certificate, context),
    contents === null
      ? el("p", {}, "These bytes could not be decoded as a certificate. What is wrong, and where:")
      : [table(basics(contents, context, goToField)), drawExtensions(contents.extensions, goTo)],
    findings.length === 0 ? null : [el("h3", {}, "Found in this certificate itself"), findingList(findings, context)],
    el("h3", {}, "Fingerprints"),
    table(prints(certificate, context)),
    inner),
  {
    class: "card certificate", "data-testid": "certificate", "data-certificate": certificate.index,
    "data-readable": String(contents !== null),
  });
  return { node, goTo };
}

/** The fields outside of the extensions; `goToField` shows one's bytes, where there are any to show. */
export function basics(contents, { judgedAt }, goToField = null) {
  const { publicKey, signatureAlgorithm } = contents;
  const at = (name) => (goToField === null ? null : el("button", {
    type: "button", class: "link expert where", "aria-label": `bytes of ${name}`, onclick: () => goToField(name),
  }, "bytes"));
  return [
    ["Issued to", ...drawName("subject", contents.subject), at("subject")],
    contents.issuer ? ["Issued by", ...drawName("issuer", contents.issuer),
      contents.selfIssued ? el("p", { class: "hint" }, "The same name as its own: self-issued.") : null, at("issuer")] : null,
    contents.issuer ? ["Valid from", drawTime(contents.notBefore, judgedAt, "begin of validity")] : null,
    contents.issuer ? ["Valid until", drawTime(contents.notAfter, judgedAt, "end of validity"), at("validity")] : null,
    contents.serialNumber === undefined ? null : ["Serial number", ...hex("serial number", contents.serialNumber), at("serialNumber")],
    ["Public key", keyText(publicKey),
      publicKey.exponent === null ? null : el("p", { class: "hint expert" }, "Exponent ", say(publicKey.exponent, 60)),
      ...drawParameters(publicKey.algorithm), ...hex("public key", publicKey.key), at("subjectPublicKeyInfo")],
    signatureAlgorithm ? ["Signed with", say(signatureAlgorithm.name), el("span", { class: "hint expert" }, ` ${signatureAlgorithm.oid}`),
      ...drawParameters(signatureAlgorithm), ...hex("signature", contents.signature), at("signatureValue")] : null,
    contents.version === undefined ? null : ["Version", contents.version === Number.MAX_SAFE_INTEGER ? "not one byte long" : String(contents.version)],
  ];
}

const drawParameters = ({ parameters }) => (parameters === null ? []
  : [el("p", { class: "hint expert" }, "Parameters ", sayAll(parameters, 200))]);

function keyText({ algorithm, bits, curve }) {
  const strength = [curve, bits === null ? null : `${bits} bits`].filter((part) => part !== null).join(", ");
  return el("span", {}, say(algorithm.name), strength === "" ? "" : `, ${strength}`);
}

function drawName(what, { text, attributes }) {
  if (attributes.length === 0) return [text === "" ? "(empty)" : sayAll(text)];
  return [el("ul", { class: "name" }, attributes.map(({ name, value }) =>
    el("li", {}, el("span", { class: "hint" }, ATTRIBUTES[name] ?? say(name, 60)), " ", sayAll(value)))),
  copyButton(what, () => text)];
}

/** A moment in UTC, in the reader's own time zone, and from the time judged. */
function drawTime(text, judgedAt, what) {
  if (text === null) return "not readable as a time";
  const far = judgedAt === null ? null : el("span", { class: "hint" }, ` ${distance(text, judgedAt)} the time judged`);
  return el("span", {}, time(text), far, copyButton(what, () => text), el("br"),
    el("span", { class: "hint" }, `${localTime(text)} where you are`));
}

/** Hexadecimal: short as it is, long behind a disclosure; with a button to copy. */
export function hex(what, digits) {
  const isShort = digits.length <= 128;
  const shown = isShort ? pairs(digits).split(/(?<=:)/).map((pair) => [pair, el("wbr")]) : pairs(digits);
  const code = () => [el("code", { class: "hex" }, shown), copyButton(what, () => digits)];
  return isShort ? code() : [disclosure(`${digits.length / 2} bytes of ${what}`, code, { class: "bytes" })];
}

function prints(certificate, context) {
  const { fingerprints, position } = certificate;
  const print = (label, value) => (value === null ? null : [label, ...hex(label, value)]);
  return [
    print("SHA-256 fingerprint", fingerprints.sha256),
    print("SHA-1 fingerprint", fingerprints.sha1),
    print("SHA-256 of its public key", fingerprints.spkiSha256),
    ["In the root lists", drawListed(fingerprints.sha256, context)],
    ["Size", size(certificate.size)],
    position === null ? null : ["Found", whereIs(position, certificate.source, context.parts)],
  ];
}

/** Whether the certificate itself is in a browser's list; looked up when the certificate is opened. */
function drawListed(sha256, { ask }) {
  const node = el("span", { "data-testid": "listed" }, "…");
  Promise.all(["chrome", "mozilla"].map(async (name) => {
    const answer = await ask("store", { name });
    const listed = answer?.store?.anchors.some(({ terms }) => terms.sha256 === sha256);
    return answer?.store ? `${listed ? "In" : "Not in"} ${STORES[name]}` : `${STORES[name]} did not load`;
  })).then((said) => { node.textContent = `${said.join(". ")}.`; });
  return node;
}

function drawActions({ der, index, role, source }, { judgeLeaf, report }) {
  const name = `certificate-${index + 1}`;
  const canBeLeaf = judgeLeaf && role !== "leaf" && source === "certificates" && report.paths;
  return el("div", { class: "row export" },
    copyButton("PEM", () => pem(der), "Copy PEM"),
    downloadButton("Download PEM", `${name}.pem`, "application/x-pem-file", () => pem(der)),
    downloadButton("Download DER", `${name}.der`, "application/pkix-cert", () => bytes(der)),
    canBeLeaf ? el("button", { type: "button", class: "small", "data-testid": "judge-this", onclick: () => judgeLeaf(index) }, "Judge this one") : null);
}
