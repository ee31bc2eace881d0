// Taking things out of the page: copy and download.

import { el } from "./dom.js";
import { visible } from "./text.js";

/** A button that copies what `text()` returns; `what` names it for those who do not see where it stands. */
export function copyButton(what, text, label = "Copy") {
  const button = el("button", { type: "button", class: "small copy", "aria-label": `Copy ${what}` }, label);
  const status = el("span", { class: "unseen", role: "status" });
  button.addEventListener("click", async () => {
    let word = "Copied";
    try {
      await navigator.clipboard.writeText(text());
    } catch {
      word = "Not allowed here";
    }
    button.textContent = word;
    status.textContent = word;
    setTimeout(() => { button.textContent = label; status.textContent = ""; }, 1500);
  });
  return el("span", { class: "copying" }, button, status);
}

/** A command as code, with a button to copy it: what is copied is what is seen. No line ends behind an option's hyphen. */
export function command(text) {
  const shown = text.split("\n").map(visible).join("\n");
  return el("div", { class: "command" },
    el("pre", {}, el("code", {}, shown.split(/(?<!\S)(-\S{1,16})/).map((part, place) => (place % 2 === 1 ? el("span", {}, part) : part)))),
    copyButton("the command", () => shown));
}

/**
 * The commands in a sentence of the engine's about a file that it does not read, one below the other. `names` are what the parts of the
 * input are called: where there is one alone, and a shell takes its name as it is, it stands in FILE's place.
 */
export function commandsIn(text, names = []) {
  const [name] = names.length === 1 && /^\w[\w.-]*$/.test(names[0] ?? "") ? names : ["FILE"];
  const [before, file] = text.includes("with base64 -d") ? [`base64 -d ${name} >decoded\n`, "decoded"] : ["", name];
  return (text.match(/\b(?:openssl|keytool) [^,;()]*\bFILE\b[^,;()]*/g) ?? []).map((found) => command(before + found.replaceAll("FILE", file)));
}

/** A button that saves what `content()` returns as a file. */
export function downloadButton(label, name, type, content) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([content()], { type }));
    el("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return el("button", { type: "button", class: "small", onclick: save }, label);
}
