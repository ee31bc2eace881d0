// The three parts of the page: judging, the lists of roots, and comparing two certificates. The latter two are drawn when
// first asked for.

import { byId, el, jump } from "./dom.js";
import { drawNotLoaded } from "./failure.js";
import { answerScript } from "./later.js";

const VIEWS = ["judge", "roots", "diff"];
const DRAWN_BY = { roots: "drawRoots", diff: "drawDiff" };

/** Wires the header's buttons. `context` has what the other parts need of the page. */
export function wireViews(context) {
  const skip = document.querySelector(".skip");
  skip.addEventListener("click", jump);
  const draw = async (name) => {
    const place = byId(`view-${name}`);
    place.replaceChildren(el("p", { class: "hint", role: "status" }, "Loading…"));
    const script = await answerScript();
    if (script === null) place.replaceChildren(el("div", { role: "alert" }, drawNotLoaded(() => draw(name))));
    else script[DRAWN_BY[name]](place, { ...context, show });
  };
  const show = (name) => {
    for (const view of VIEWS) byId(`view-${view}`).hidden = view !== name;
    skip.href = name === "judge" ? "#results" : `#view-${name}`;
    for (const button of document.querySelectorAll("[data-view]")) {
      if (button.dataset.view === name) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
    if (DRAWN_BY[name] && byId(`view-${name}`).childElementCount === 0) draw(name);
  };
  for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", () => show(button.dataset.view));
  return show;
}
