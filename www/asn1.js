// The bytes of a certificate: its ASN.1 elements beside a hex view, each leading to the other.

import { el } from "./dom.js";
import { bytes } from "./format.js";
import { clip } from "./text.js";
import { count } from "./words.js";

const ROW = 16; // bytes in a line
const MOST = 32_768; // bytes that are drawn; a page cannot show megabytes as spans
const FIRST = 400; // elements drawn at once

/** What the parts of TBSCertificate are, in order (RFC 5280 section 4.1); the first is left out in version 1. */
const FIELDS = ["version", "serialNumber", "signature", "issuer", "validity", "subject", "subjectPublicKeyInfo"];

/**
 * Draws `certificate`'s view into a node; `ask` reaches the engine. `{ node, goTo(offset), field(name) }`: `goTo` selects
 * the innermost element at a byte, `field` the one of TBSCertificate by its name.
 */
export function drawBytes(certificate, { ask }) {
  const node = el("div", { class: "asn1", "data-testid": "asn1" }, el("p", { class: "hint" }, "Reading…"));
  const ready = load();
  return {
    node,
    goTo: async (offset) => (await ready)?.goTo(offset, true),
    field: async (name) => (await ready)?.field(name),
  };

  async function load() {
    const der = bytes(certificate.der);
    const answer = await ask("asn1", { der });
    if (!answer?.view) {
      node.replaceChildren(el("p", {}, "The bytes could not be read."));
      return null;
    }
    return draw(node, answer.view, der, certificate.findings);
  }
}

function draw(node, { elements, faults, cut }, der, findings) {
  const named = nameFields(elements);
  const marked = faultPlaces(faults, findings);
  const shown = der.subarray(0, MOST);
  const cells = [];
  const hex = el("div", {
    class: "hex-view", role: "group", tabindex: "0", "aria-label": "Bytes in hexadecimal. The list of elements leads to them.",
    onclick: (event) => {
      const offset = event.target.dataset?.offset;
      if (offset !== undefined) goTo(Number(offset), false);
    },
  });
  for (let start = 0; start < shown.length; start += ROW) {
    const line = el("div", { class: "hex-line" }, el("span", { class: "at" }, start.toString(16).padStart(4, "0")));
    for (let at = start; at < Math.min(start + ROW, shown.length); at++) {
      const cell = el("span", { "data-offset": at, class: marked.has(at) ? "fault" : null }, shown[at].toString(16).padStart(2, "0"));
      cells.push(cell);
      line.append(cell);
    }
    hex.append(line);
  }
  const list = el("ol", { class: "elements", "aria-label": "Elements. The arrow keys move among them.", onkeydown: walk });
  const buttons = [];
  const more = el("button", { type: "button", class: "small", onclick: () => grow(Infinity) });
  const said = el("p", { class: "hint", role: "status" });
  let selected = null;

  function grow(limit) {
    const end = Math.min(elements.length, limit);
    for (let index = buttons.length; index < end; index++) buttons.push(drawElement(index));
    list.append(...buttons.slice(list.childElementCount).map(({ item }) => item));
    more.hidden = buttons.length === elements.length;
    more.textContent = `Show all ${elements.length.toLocaleString("en")} elements`;
  }

  function drawElement(index) {
    const { offset, header, length, depth, tag, value, wrapped } = elements[index];
    const fault = marked.get(offset) ?? marked.get(offset + header);
    const button = el("button", {
      type: "button", class: "element", tabindex: index === 0 ? 0 : -1, "data-index": index, onclick: () => select(index, true, false),
    },
    named.has(index) ? el("span", { class: "field" }, named.get(index)) : null,
    el("span", { class: "type" }, wrapped ? `↳ ${tag}` : tag),
    el("bdi", { class: "value" }, clip(value, 140)),
    fault ? el("span", { class: "tag bad" }, clip(fault, 120)) : null,
    el("span", { class: "at" }, `byte ${offset}, ${count(header + length, "byte")}`));
    const item = el("li", { class: `depth-${Math.min(depth, 12)}` }, button);
    return { item, button };
  }

  /** One tab stop for the whole list. */
  function walk(event) {
    const here = Number(event.target.dataset.index);
    const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined || !buttons[next]) return;
    event.preventDefault();
    select(next, true, true);
  }

  function select(index, showBytes, focus) {
    if (index >= buttons.length) grow(Infinity);
    const { offset, header, length, tag } = elements[index];
    for (const cell of hex.querySelectorAll(".chosen, .head")) cell.classList.remove("chosen", "head");
    for (let at = offset; at < Math.min(offset + header + length, cells.length); at++) {
      cells[at].classList.add(at < offset + header ? "head" : "chosen");
    }
    if (selected !== null) buttons[selected].button.removeAttribute("aria-current");
    buttons[selected ?? 0].button.tabIndex = -1;
    buttons[index].button.tabIndex = 0;
    selected = index;
    const { button } = buttons[index];
    button.setAttribute("aria-current", "true");
    said.textContent = `${named.get(index) ?? tag}: bytes ${offset} to ${offset + header + length - 1}.`;
    const place = showBytes ? cells[offset] : button;
    if (place) scrollInside(place.closest(".hex-view, .elements"), place);
    if (focus) button.focus();
  }

  function goTo(offset, focus) {
    let best = 0;
    elements.forEach((element, index) => {
      if (element.offset <= offset && offset < element.offset + element.header + element.length) best = index;
    });
    select(best, focus, focus);
    if (focus) scrollInside(list, buttons[best].button);
  }

  grow(FIRST);
  node.replaceChildren(
    faults.length === 0 ? "" : el("p", {}, `Not DER in ${count(faults.length, "place")}: `,
      faults.slice(0, 20).map(({ offset, problem }) => [el("button", {
        type: "button", class: "link", onclick: () => goTo(offset, true),
      }, `byte ${offset}`), ` (${clip(problem, 100)}) `])),
    el("div", { class: "panes" }, list, hex),
    more, said,
    cut ? el("p", { class: "hint" }, "There are more elements than are shown.") : "",
    der.length > MOST ? el("p", { class: "hint" }, `Only the first ${count(MOST, "byte")} are drawn.`) : "");
  return {
    goTo,
    field: (name) => {
      const found = [...named].find(([, other]) => other === name);
      if (found) {
        select(found[0], true, true);
        scrollInside(list, buttons[found[0]].button);
      }
    },
  };
}

/** Names the fields of TBSCertificate, the first element inside the outermost. */
function nameFields(elements) {
  const named = new Map([[0, "Certificate"]]);
  const tbs = elements.findIndex(({ depth }) => depth === 1);
  if (tbs < 0) return named;
  named.set(tbs, "tbsCertificate");
  const outer = elements.map(({ depth }, index) => [depth, index]).filter(([depth, index]) => depth === 1 && index !== tbs);
  for (const [place, name] of ["signatureAlgorithm", "signatureValue"].entries()) {
    if (outer[place]) named.set(outer[place][1], name);
  }
  let field = 0;
  for (let index = tbs + 1; index < elements.length && elements[index].depth > 1; index++) {
    if (elements[index].depth !== 2) continue;
    const { tag } = elements[index];
    if (field === 0 && tag !== "[0]") field = 1;
    if (field < FIELDS.length) named.set(index, FIELDS[field]);
    else if (tag === "[3]") named.set(index, "extensions");
    field += 1;
  }
  return named;
}

/** Bytes at which something is wrong: faults of encoding, and findings that say where. */
function faultPlaces(faults, findings) {
  const places = new Map(faults.map(({ offset, problem }) => [offset, problem]));
  for (const { details, title } of findings) {
    if (Number.isInteger(details.offset) && !places.has(details.offset)) places.set(details.offset, title);
  }
  return places;
}

/** Scrolls the pane, and only it, so that `node` is seen. */
function scrollInside(pane, node) {
  const { top, bottom } = node.getBoundingClientRect();
  const frame = pane.getBoundingClientRect();
  if (top < frame.top || bottom > frame.bottom) pane.scrollTop += top - frame.top - pane.clientHeight / 3;
}
