// Name, time and roots: what the certificate is judged for.

import { byId } from "./dom.js";

const TOLD = "Taken from the certificate. Change it to the name that you visit.";
const UNCHECKED = "The answer then holds for no particular name.";

/** Wires the options; `changed()` is called after each change by the reader. `anchors` is the box of own roots. */
export function createOptions(anchors, changed) {
  const hostname = byId("hostname");
  const unchecked = byId("hostname-unchecked");
  const hint = byId("hostname-hint");
  const at = document.querySelector("input[name=when][value=at]");
  const now = document.querySelector("input[name=when][value=now]");
  const time = byId("time");
  const store = byId("store");
  let filled = null; // time and roots as the controls hold them after an example filled them in
  let touched = false; // the reader, or an example, chose the name

  const draw = () => {
    hostname.disabled = unchecked.checked;
    byId("time-row").hidden = !at.checked;
    if (unchecked.checked) hint.textContent = UNCHECKED;
    else if (hint.textContent === UNCHECKED) hint.textContent = "";
    const own = anchors.parts().names.length;
    document.querySelector("#anchors .count").textContent = own === 0 ? "(none)" : "(given)";
  };

  const setTime = (text) => {
    at.checked = text !== null;
    now.checked = text === null;
    time.value = text === null ? "" : text.replace(/(\.\d+)?Z$/, "");
  };

  hostname.addEventListener("input", () => {
    touched = true;
    hint.textContent = "";
    changed();
  });
  unchecked.addEventListener("change", () => { draw(); changed(); });
  for (const choice of [at, now]) {
    choice.addEventListener("change", () => {
      if (at.checked && time.value === "") setTime(new Date().toISOString());
      draw();
      changed();
    });
  }
  time.addEventListener("input", changed);
  store.addEventListener("change", changed);
  draw();

  return {
    draw,
    /** The request's part that is chosen here, and whether a name may be proposed. */
    read() {
      const name = hostname.value.trim();
      return {
        suggestName: !unchecked.checked && !touched,
        store: store.value,
        request: {
          hostname: unchecked.checked ? null : touched && name !== "" ? name : undefined,
          time: at.checked ? instant(time.value) : undefined,
          profile: "rfc5280",
          trust: { store: store.value, anchors: anchors.parts().contents },
        },
      };
    },
    /** Shows the name that was proposed for this certificate, or none. */
    suggest(name) {
      if (touched || unchecked.checked) return;
      hostname.value = name ?? "";
      hint.textContent = name === null ? "" : TOLD;
    },
    /** Other certificates are to be judged: where no name is given, one may be proposed again. */
    renew() {
      if (hostname.value.trim() === "") touched = false;
    },
    /** Chooses "do not check the name" for the reader who asked for it. */
    uncheckName() {
      unchecked.checked = true;
      draw();
    },
    /** Takes an example's choices. */
    fill(example) {
      unchecked.checked = example.hostname === null;
      hostname.value = example.hostname ?? "";
      touched = example.hostname !== null;
      hint.textContent = "";
      setTime(example.time);
      store.value = example.store;
      anchors.fill(example.anchors);
      filled = { time: time.value, anchors: anchors.text() };
      draw();
    },
    /** Takes back what `example` chose and the reader has left as it was: other certificates are to be judged. */
    forget(example) {
      if (hostname.value === (example.hostname ?? "") && unchecked.checked === (example.hostname === null)) {
        hostname.value = "";
        touched = unchecked.checked = false;
      }
      if (at.checked && time.value === filled.time) setTime(null);
      if (store.value === example.store) store.value = "chrome";
      if (anchors.text() === filled.anchors) anchors.fill("");
      draw();
    },
    focusName: () => hostname.focus(),
  };
}

/** A datetime-local value, with or without seconds, as RFC 3339 in UTC; the engine says so where it is none. */
const instant = (value) => `${value}${/T\d\d:\d\d$/.test(value) ? ":00" : ""}Z`;
