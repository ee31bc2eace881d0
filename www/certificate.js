// Every field of every certificate.

import { disclosure, el, icon, reveal } from "./dom.js";
import { copyButton, downloadButton } from "./copy.js";
import { findingList } from "./findings.js";
import { bytes, day, distance, pairs, pem, size, time } from "./format.js";
import { whereIs } from "./items.js";
import { say, sayAll } from "./text.js";
import { table, values } from "./values.js";
import { ATTRIBUTES, EXTENSIONS, ROLES, count } from "./words.js";

const MANY = 20; // certificates listed at once

/** The section of all certificates, and `open(index)` that shows one of them. */
export function drawCertificates(certificates, context) {
  const drawn = new Map();
  const list = el("div", { class: "certificates" });
  const more = el("button", { type: "button", onclick: () => grow(MANY) });
  const grow = (number) => {
    const next = certificates.slice(drawn.size, drawn.size + number);
    for (const certificate of next) drawn.set(certificate.index, drawCertificate(certificate, context));
    list.append(...next.map((certificate) => drawn.get(certificate.index)));
    more.textContent = `Show more (${certificates.length - drawn.size} left)`;
    more.hidden = drawn.size === certificates.length;
  };
  grow(MANY);
  const section = el("section", { "aria-labelledby": "certificates-title" },
    el("h2", { id: "certificates-title" },
      certificates.length === 1 ? "The certificate in full" : "Every certificate in full"),
    list, more);
  const open = (index) => {
    if (!drawn.has(index)) grow(index + 1 - drawn.size);
    const node = drawn.get(index);
    node.open = true;
    reveal(node);
    node.querySelector("summary").focus({ preventScroll: true });
  };
  return { section, open };
}

function drawCertificate(certificate, context) {
  const { contents, findings, role } = certificate;
  const faults = findings.filter((finding) => finding.outcome === "error").length;
  const until = contents?.notAfter ? `until ${day(contents.notAfter)}` : contents ? "no readable end" : "not readable";
  return disclosure(el("span", { class: "line" },
    el("span", { class: "role" }, ROLES[role] ?? ROLES.none),
    el("strong", {}, say(certificate.label, 120)),
    el("span", { class: "hint" }, until),
    faults > 0 ? el("span", { class: "tag bad" }, icon("bad"), count(faults, "fault")) : null),
  () => el("div", { class: "inside" },
    contents === null
      ? el("p", {}, "These bytes could not be decoded as a certificate. What is wrong, and where:")
      : [table(basics(contents, context)), drawExtensions(contents.extensions)],
    findings.length === 0 ? null : [el("h3", {}, "Found in this certificate itself"), findingList(findings, context)],
    el("h3", {}, "Bytes and fingerprints"),
    table(prints(certificate, context)),
    drawExport(certificate)),
  {
    class: "card certificate", "data-testid": "certificate", "data-certificate": certificate.index,
    "data-readable": String(contents !== null),
  });
}

function basics(contents, { judgedAt }) {
  const { publicKey, signatureAlgorithm } = contents;
  return [
    ["Issued to", ...drawName(contents.subject)],
    ["Issued by", ...drawName(contents.issuer),
      contents.selfIssued ? el("p", { class: "hint" }, "The same name as its own: self-issued.") : null],
    ["Valid from", drawTime(contents.notBefore, judgedAt)],
    ["Valid until", drawTime(contents.notAfter, judgedAt)],
    ["Serial number", ...hex("serial number", contents.serialNumber)],
    ["Public key", keyText(publicKey),
      publicKey.exponent === null ? null : el("p", { class: "hint" }, "Exponent ", say(publicKey.exponent, 60)),
      ...drawParameters(publicKey.algorithm), ...hex("public key", publicKey.key)],
    ["Signed with", say(signatureAlgorithm.name), el("span", { class: "hint" }, ` ${signatureAlgorithm.oid}`),
      ...drawParameters(signatureAlgorithm), ...hex("signature", contents.signature)],
    ["Version", String(contents.version)],
  ];
}

const drawParameters = ({ parameters }) => (parameters === null ? []
  : [el("p", { class: "hint" }, "Parameters ", sayAll(parameters, 200))]);

function keyText({ algorithm, bits, curve }) {
  const strength = [curve, bits === null ? null : `${bits} bits`].filter((part) => part !== null).join(", ");
  return el("span", {}, say(algorithm.name), strength === "" ? "" : `, ${strength}`);
}

function drawName({ text, attributes }) {
  if (attributes.length === 0) return [text === "" ? "(empty)" : sayAll(text)];
  return [el("ul", { class: "name" }, attributes.map(({ name, value }) =>
    el("li", {}, el("span", { class: "hint" }, ATTRIBUTES[name] ?? say(name, 60)), " ", sayAll(value))))];
}

function drawTime(text, judgedAt) {
  if (text === null) return "not readable as a time";
  const far = judgedAt === null ? null : el("span", { class: "hint" }, ` ${distance(text, judgedAt)} the time judged`);
  return el("span", {}, time(text), far);
}

/** Hexadecimal: short as it is, long behind a disclosure; with a button to copy. */
function hex(what, digits) {
  const code = () => [el("code", { class: "hex" }, pairs(digits)), copyButton(what, () => digits)];
  return digits.length <= 128 ? code() : [disclosure(`${digits.length / 2} bytes of ${what}`, code, { class: "bytes" })];
}

function drawExtensions(extensions) {
  if (extensions.length === 0) return el("p", { class: "hint" }, "No extensions.");
  return [el("h3", {}, "Extensions"), el("div", { class: "extensions" }, extensions.slice(0, 500).map(drawExtension)),
    extensions.length > 500 ? el("p", { class: "hint" }, `and ${extensions.length - 500} more`) : null];
}

function drawExtension({ oid, name, critical, offset, value, fields }) {
  return el("section", { class: "extension" },
    el("h4", {}, EXTENSIONS[name] ?? say(name, 80), critical ? el("span", { class: "tag warn" }, "critical") : null),
    el("p", { class: "hint" }, name in EXTENSIONS ? el("span", {}, say(name), ", ") : null, `${oid}, at byte ${offset}`),
    fields.length === 0 ? el("p", { class: "hint" }, "Its contents are not decoded.")
      : table(fields.map((field) => [say(field.label, 80), field.values.length === 0 ? "none" : values(field.values)])),
    disclosure("Bytes", () => [el("code", { class: "hex" }, pairs(value)), copyButton("the extension's bytes", () => value)],
      { class: "bytes" }));
}

function prints(certificate, context) {
  const { fingerprints, position } = certificate;
  const print = (label, value) => (value === null ? null : [label, ...hex(label, value)]);
  return [
    print("SHA-256 fingerprint", fingerprints.sha256),
    print("SHA-1 fingerprint", fingerprints.sha1),
    print("SHA-256 of its public key", fingerprints.spkiSha256),
    ["Size", size(certificate.size)],
    position === null ? null : ["Found", whereIs(position, certificate.source, context.parts)],
  ];
}

function drawExport({ der, index }) {
  const name = `certificate-${index + 1}`;
  return el("div", { class: "row export" },
    copyButton("PEM", () => pem(der), "Copy PEM"),
    downloadButton("Download PEM", `${name}.pem`, "application/x-pem-file", () => pem(der)),
    downloadButton("Download DER", `${name}.der`, "application/pkix-cert", () => bytes(der)));
}
