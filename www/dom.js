// The only place that makes elements. Text becomes text nodes, never markup.

/**
 * Makes an element. A function in `props` becomes a listener (`onclick`), `true` an empty attribute, anything else an
 * attribute; null, undefined and false are left out, as they are among the children.
 */
export function el(tag, props = {}, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** The same for SVG. */
export function svg(tag, props = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), props, children);
}

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** The page's own element of that id. */
export const byId = (id) => document.getElementById(id);

const SHAPES = {
  good: "m7 12.5 3.5 3.5 6.5-7.5",
  bad: "m8 8 8 8m0-8-8 8",
  warn: "M12 6.5v7m0 3.4v.1",
  note: "M12 11v6.5m0-10.4v-.1",
  unknown: "M9.2 9.4c.2-1.6 1.4-2.6 2.9-2.6 1.7 0 2.9 1.1 2.9 2.6 0 2.2-3 2.3-3 4.6m0 3v.1",
};

/** A round sign for `tone`: good, bad, warn, note or unknown. Decoration: the words beside it say the same. */
export function icon(tone) {
  return svg("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" },
    svg("circle", { cx: "12", cy: "12", r: "11" }),
    svg("path", { d: SHAPES[tone] }));
}

/** Something that opens; `content()`, a node or a list of them, is made the first time it does. */
export function disclosure(summary, content, props = {}) {
  const node = el("details", props, el("summary", {}, summary));
  const open = () => {
    if (node.open && node.childElementCount === 1) fill(node, {}, [content()]);
  };
  node.addEventListener("toggle", open);
  open();
  return node;
}

/** Brings `node` into view unless its top is there already; gently, unless the reader wants no motion. */
export function reveal(node) {
  const { top } = node.getBoundingClientRect();
  if (top < 0 || top >= innerHeight / 2) glideTo(node);
}

function glideTo(node) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  node.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
}

/** On a link to a part of this page: moves there, and leaves the address alone, which may carry a link's contents. */
export function jump(event) {
  event.preventDefault();
  const target = byId(event.currentTarget.getAttribute("href").slice(1));
  target.tabIndex = -1;
  glideTo(target);
  target.focus({ preventScroll: true });
}
