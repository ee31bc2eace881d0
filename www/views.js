// The three parts of the page: judging, the lists of roots, and comparing two certificates. The latter two are loaded when
// first asked for.

import { byId, jump } from "./dom.js";

const VIEWS = ["judge", "roots", "diff"];
const LOADERS = {
  roots: async (place, context) => (await import("./roots.js")).drawRoots(place, context),
  diff: async (place, context) => (await import("./diff.js")).drawDiff(place, context),
};

/** Wires the header's buttons. `context` has what the other parts need of the page. */
export function wireViews(context) {
  const drawn = new Set();
  const skip = document.querySelector(".skip");
  skip.addEventListener("click", jump);
  const show = (name) => {
    for (const view of VIEWS) byId(`view-${view}`).hidden = view !== name;
    skip.href = name === "judge" ? "#results" : `#view-${name}`;
    for (const button of document.querySelectorAll("[data-view]")) {
      if (button.dataset.view === name) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
    if (LOADERS[name] && !drawn.has(name)) {
      drawn.add(name);
      LOADERS[name](byId(`view-${name}`), { ...context, show });
    }
  };
  for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", () => show(button.dataset.view));
  return show;
}
