// Name, time, purpose, roots: what the certificate is judged for, and by whom.

import { OWN_STORES } from "./choice.js";
import { byId } from "./dom.js";
import { hostOf } from "./names.js";
import { clip } from "./text.js";

const TOLD = "Taken from the certificate. Change it to the name that you visit.";
const ASKED = "Taken from the text around the certificates. Change it to the name that you visit.";
const FROM_PAGE = "Taken from the error page that you pasted.";
const UNCHECKED = "The answer then holds for no particular name.";

/** Wires the options; `changed()` is called after each change by the reader. `anchors` is the box of own roots. */
export function createOptions(anchors, changed) {
  const hostname = byId("hostname");
  const unchecked = byId("hostname-unchecked");
  const hint = byId("hostname-hint");
  const at = radio("when", "at");
  const now = radio("when", "now");
  const client = radio("purpose", "client");
  const time = byId("time");
  const store = byId("store");
  const edition = byId("edition");
  const count = document.querySelector("#anchors .count");
  let filled = null; // what the controls held once an example or a link had filled them in
  let touched = false; // the reader, or an example, chose the name
  let timed = false; // the same of the time
  let seen = null; // the error page that was read last
  let leaf; // the certificate to judge, where the reader chose one

  const draw = () => {
    hostname.disabled = unchecked.checked;
    byId("time-row").hidden = !at.checked;
    if (unchecked.checked) hint.textContent = UNCHECKED;
    else if (hint.textContent === UNCHECKED) hint.textContent = "";
    const own = anchors.parts().names.length;
    count.textContent = own === 0 ? "(none)" : "(given)";
  };

  const setTime = (text) => {
    at.checked = text !== null;
    now.checked = text === null;
    time.value = text === null ? "" : text.replace(/(\.\d+)?Z$/, "");
  };

  hostname.addEventListener("input", () => {
    touched = true;
    const host = hostOf(hostname.value.trim());
    hint.textContent = host === null ? "" : `Judged for ${clip(host)}, the name in the address that you gave.`;
    changed();
  });
  hostname.addEventListener("change", () => { hostname.value = hostOf(hostname.value.trim()) ?? hostname.value; });
  unchecked.addEventListener("change", () => { draw(); changed(); });
  for (const choice of [at, now]) {
    choice.addEventListener("change", () => {
      timed = true;
      if (at.checked && time.value === "") setTime(new Date().toISOString());
      draw();
      changed();
    });
  }
  time.addEventListener("input", () => { timed = true; changed(); });
  for (const control of [store, edition, client, radio("purpose", "server")]) control.addEventListener("change", changed);
  draw();

  return {
    draw,
    /** What is chosen: the request for each judge, and what may be proposed. */
    read(certificates) {
      const name = hostname.value.trim();
      const request = {
        certificates,
        leaf,
        hostname: unchecked.checked ? null : touched && name !== "" ? hostOf(name) ?? name : undefined,
        time: at.checked ? instant(time.value) : new Date().toISOString(),
        purpose: client.checked ? "client" : "server",
      };
      const { contents, names } = anchors.parts();
      const judgeBy = (profile, list) => ({
        ...request, profile, trust: { store: store.value === "none" ? "none" : list, anchors: contents },
      });
      return {
        suggest: { name: !unchecked.checked && !touched, time: !timed && !at.checked, page: seen },
        store: store.value,
        edition: edition.value,
        ownNames: names,
        judges: [...Object.entries(OWN_STORES).map(([browser, list]) => judgeBy(browser, list)), judgeBy(edition.value, store.value)],
      };
    },
    /** Shows what was proposed: a name, and the time of an error page (null: the present; undefined: none). */
    suggest({ name, time: moment, page, isNews, isAsked }) {
      seen = page === null ? null : JSON.stringify(page);
      if (isNews && page.host) touched = unchecked.checked = false;
      if (moment !== undefined) {
        timed = false;
        setTime(moment);
        draw();
      }
      if (touched || unchecked.checked) return;
      hostname.value = name ?? "";
      hint.textContent = name === null ? "" : page?.host ? FROM_PAGE : isAsked ? ASKED : TOLD;
    },
    /** Says where the reader's own CA is given why it counts for nothing. */
    tellUnread(why) { count.textContent = why; },
    /** Other certificates are to be judged: what was not given may be proposed again. */
    renew() {
      leaf = undefined;
      if (hostname.value.trim() === "") touched = false;
      if (!timed && filled === null) setTime(null);
      draw();
    },
    /** Chooses "do not check the name" for the reader who asked for it. */
    uncheckName() {
      unchecked.checked = true;
      draw();
    },
    /** Chooses "a client" for the reader who asked for it. */
    chooseClient() { client.checked = true; },
    /** Judges another certificate of the input. */
    chooseLeaf(index) { leaf = index; },
    /** Judges these certificates at another moment. */
    chooseTime(text) {
      timed = false;
      setTime(text);
      if (filled) filled.time = time.value;
      draw();
    },
    /** Takes the choices of an example or a link. */
    fill(example) {
      unchecked.checked = example.hostname === null;
      hostname.value = example.hostname ?? "";
      touched = example.hostname !== null;
      hint.textContent = "";
      leaf = example.leaf;
      setTime(example.time);
      timed = example.time !== null;
      client.checked = example.purpose === "client";
      radio("purpose", "server").checked = !client.checked;
      store.value = example.store;
      edition.value = example.edition ?? "rfc5280";
      byId("more-options").open = edition.value !== "rfc5280";
      anchors.lend(`the ${example.title ? "example" : "link"}'s CA`, example.anchors);
      filled = {
        name: hostname.value, unchecked: unchecked.checked, time: time.value, client: client.checked, store: store.value,
        edition: edition.value,
      };
      draw();
    },
    /**
     * Takes back what an example or a link filled in and the reader has left as it was, and its roots in any case: other
     * certificates are to be judged.
     */
    forget() {
      if (hostname.value === filled.name && unchecked.checked === filled.unchecked) {
        hostname.value = "";
        touched = unchecked.checked = false;
      }
      if (at.checked && time.value === filled.time) {
        setTime(null);
        timed = false;
      }
      if (client.checked === filled.client) radio("purpose", "server").checked = true;
      if (store.value === filled.store) store.value = "chrome";
      if (edition.value === filled.edition) edition.value = "rfc5280";
      anchors.giveBack();
      filled = null;
      draw();
    },
    /** Chooses the name to judge for, for the reader who asked for it. */
    chooseName(name) {
      hostname.value = name;
      hint.textContent = "";
      touched = true;
    },
    focusName: () => hostname.focus(),
  };
}

const radio = (name, value) => document.querySelector(`input[name=${name}][value=${value}]`);

/** A datetime-local value, with or without seconds, as RFC 3339 in UTC; the engine says so where it is none. */
const instant = (value) => `${value}${/T\d\d:\d\d$/.test(value) ? ":00" : ""}Z`;
