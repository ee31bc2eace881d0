// "Which CAs does my browser trust?": both lists, searchable, with what each programme says of each of them.

import { drawCertificates } from "./certificate.js";
import { el } from "./dom.js";
import { day, pem } from "./format.js";
import { clip, say } from "./text.js";
import { plain, STORES } from "./words.js";
import { table } from "./values.js";

const FIRST = 40; // roots shown at once
const byName = new Intl.Collator("en", { numeric: true });

/** Draws the view into `place`. */
export function drawRoots(place, context) {
  const search = el("input", { type: "search", id: "roots-search", "data-testid": "roots-search", placeholder: "Name, country, fingerprint" });
  const status = el("p", { class: "hint", role: "status", "data-testid": "roots-status" }, "Loading…");
  const list = el("ol", { class: "roots", "data-testid": "roots-list" });
  const more = el("button", { type: "button", hidden: true, onclick: showAll }, "Show all");
  const about = el("p", { class: "quiet" });
  const choices = Object.keys(STORES).filter((name) => name !== "none").map((name, index) => el("label", {},
    el("input", { type: "radio", name: "list", value: name, checked: index === 0, "data-testid": `list-${name}`, onchange: () => load(name) }),
    el("span", {}, name === "chrome" ? "Chrome" : "Firefox (Mozilla)")));
  place.replaceChildren(
    el("section", { class: "roots-view", "aria-labelledby": "roots-title" },
      el("h2", { id: "roots-title" }, "Which CAs does my browser trust?"),
      el("p", { class: "lead" }, "A browser trusts a certificate because one of these vouches for it. Anybody on this list can vouch for any name, "
        + "so browsers choose with care, and attach conditions."),
      el("fieldset", { class: "segments" }, el("legend", { class: "unseen" }, "Whose list"), choices),
      about,
      el("div", { class: "row" }, el("label", { for: "roots-search" }, "Search"), search),
      status, list, more));
  let store = null;
  search.addEventListener("input", () => draw(FIRST));

  async function load(name) {
    const answer = await context.ask("store", { name });
    if (!answer?.store) {
      status.textContent = "The list could not be loaded. Check the connection and choose it again.";
      return;
    }
    store = answer.store;
    store.anchors.sort((a, b) => byName.compare(a.certificate.label, b.certificate.label));
    about.textContent = `${store.header.source}. Of ${day(store.header.date)}. Licence: ${store.header.licence}.`;
    draw(FIRST);
  }

  function draw(limit) {
    if (store === null) return;
    const wanted = search.value.trim().toLowerCase();
    const bare = wanted.replaceAll(/[\s:]/g, "");
    const found = store.anchors.filter(({ terms, certificate }) => wanted === "" || certificate.label.toLowerCase().includes(wanted)
      || certificate.contents?.subject.text.toLowerCase().includes(wanted) || (bare !== "" && terms.sha256?.startsWith(bare)));
    list.replaceChildren(...found.slice(0, limit).map((anchor) => drawAnchor(anchor, context)));
    status.textContent = `${Math.min(limit, found.length)} of ${found.length} shown, ${store.anchors.length} in the list`;
    more.hidden = found.length <= limit;
  }

  function showAll() {
    draw(Infinity);
    list.children[FIRST].querySelector("summary").focus();
  }

  load("chrome");
}

function drawAnchor({ terms, certificate }, context) {
  const conditions = Object.entries(terms).filter(([key]) => !["sha256", "name", "kind"].includes(key));
  const { contents } = certificate;
  const isIntermediate = contents?.selfIssued === false;
  const node = el("details", { class: "card root", "data-testid": "root" },
    el("summary", {}, el("span", { class: "line" },
      el("strong", {}, say(certificate.label, 120)),
      el("span", { class: "hint" }, contents?.notAfter ? `until ${day(contents.notAfter)}` : ""),
      conditions.some(([key]) => /constraint|distrust|nameConstraint/i.test(key)) ? el("span", { class: "tag warn" }, "with conditions") : null,
      isIntermediate ? el("span", { class: "tag note" }, "an intermediate") : null)));
  node.addEventListener("toggle", () => {
    if (!node.open || node.childElementCount > 1) return;
    const { section } = drawCertificates([{ ...certificate, index: 0, role: "anchor" }],
      { ...context, report: { certificates: [certificate] }, judgedAt: null, parts: {}, open: () => {} });
    node.append(el("div", { class: "inside" },
      conditions.length === 0 ? el("p", {}, "The list attaches no condition to it.")
        : [el("h3", {}, "What the list says of it"), table(conditions.map(([key, value]) => [plain(key), shown(value)]))],
      el("div", { class: "row" }, el("button", {
        type: "button", class: "small", onclick: () => {
          context.show("judge");
          context.trust(clip(certificate.label, 60), pem(certificate.der));
          document.querySelector("#anchors .chips li:last-child button").focus(); // which says whose root it is
        },
      }, "Trust it as my own CA")),
      section));
  });
  return el("li", {}, node);
}

/** A condition as it stands in the list. */
function shown(value) {
  if (Array.isArray(value)) return el("ul", { class: "values" }, value.map((part) => el("li", {}, shown(part))));
  if (value !== null && typeof value === "object") {
    return table(Object.entries(value).map(([key, inner]) => [plain(key), shown(inner)]));
  }
  return clip(String(value), 200);
}
