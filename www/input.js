// A box for certificates: typed or pasted text, and files. The page has two, one of them for the reader's own roots.

import { el } from "./dom.js";
import { size } from "./format.js";
import { clip } from "./text.js";

const SHOWN = 1_000_000; // characters that the text area takes; more goes into a chip

/**
 * Wires the box `root`: a textarea, a list of chips, a file picker and a button that clears. `changed()` is called after
 * each change by the reader, `changed(true)` where it is complete: pasted, dropped, chosen.
 */
export function createBox(root, changed) {
  const area = root.querySelector("textarea");
  const chips = root.querySelector(".chips");
  const picker = root.querySelector("input[type=file]");
  let files = []; // { name, content: string | Uint8Array; null where it cannot be read; isPassing: not the reader's own }
  let fresh = false; // the contents are an example's: what is dropped or pasted next takes their place
  let aside = { text: "", files: [] }; // the reader's own, while an example's or a link's are there

  const own = () => [...aside.files, ...files.filter(({ isPassing }) => !isPassing)];

  const drawChips = () => {
    chips.hidden = files.length === 0;
    chips.replaceChildren(...files.map((file, index) => el("li", {},
      el("bdi", {}, `${clip(file.name, 60)}, ${file.content === null ? "cannot be read (is it a folder?)" : size(file.content.length)} `),
      el("button", {
        type: "button", "aria-label": `Remove ${clip(file.name, 60)}`,
        onclick: () => {
          files = files.filter((other) => other !== file);
          drawChips();
          ((chips.children[index] ?? chips.lastChild)?.lastChild ?? picker).focus();
          changed();
        },
      }, "×"))));
  };

  const add = (name, content) => {
    if (typeof content === "string" && area.value.length + content.length < SHOWN) {
      const gap = area.value === "" || area.value.endsWith("\n") ? "" : "\n";
      area.value += gap + content;
    } else {
      files.push({ name, content });
    }
  };

  const box = {
    /** Sets the text and forgets the files, without a `changed()`. */
    fill(text) {
      area.value = text;
      files = [];
      fresh = text !== "";
      drawChips();
    },
    /** Sets the text alone, without a `changed()`. */
    put(text) { area.value = text; },
    /** Shows what an example or a link brings in the place of the reader's own, without a `changed()`. */
    lend(name, content) {
      box.giveBack();
      aside = { text: area.value, files };
      area.value = "";
      files = content === "" ? [] : [{ name, content, isPassing: true }];
      drawChips();
    },
    /** Ends that: the reader's own is back, with what they have added since. */
    giveBack() {
      const added = area.value;
      files = own();
      area.value = aside.text;
      aside = { text: "", files: [] };
      if (added !== "") add("pasted text", added);
      drawChips();
    },
    /** The contents that are the reader's own, there or not. */
    own: () => [aside.text, area.value, ...own().map(({ content }) => content ?? "")],
    /** Takes in what another part of the page gives; `isPassing`: until the page is left, or shows an example. */
    addFile(name, content, isPassing) {
      root.open = true; // where it can be folded up
      files.push({ name, content, isPassing });
      drawChips();
      changed(true);
    },
    /** Takes files in, as text where they are text. */
    async addFiles(list) {
      const taken = await Promise.all([...list].map(async (file) => [file.name, await read(file).catch(() => null)]));
      if (fresh) box.fill("");
      fresh = false;
      for (const [name, content] of taken) add(name, content);
      drawChips();
      changed(true);
    },
    /** Takes dropped or pasted text in. */
    addText(text) {
      if (fresh) box.fill("");
      fresh = false;
      add("pasted text", text);
      drawChips();
      changed(true);
    },
    /** The contents as the engine takes them, and what each part is called. */
    parts() {
      const typed = area.value.trim() === "" ? [] : [{ name: null, content: area.value }];
      const all = [...typed, ...files];
      return { contents: all.map((part) => part.content ?? ""), names: all.map((part) => part.name) };
    },
    text: () => area.value,
    isEmpty: () => area.value.trim() === "" && files.length === 0,
    focus: () => area.focus(),
    contains: (node) => root.contains(node),
  };

  area.addEventListener("input", (event) => {
    fresh = false;
    changed(["insertFromPaste", "insertFromDrop"].includes(event.inputType));
  });
  area.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (event.clipboardData?.files.length > 0 && text === "") {
      event.preventDefault();
      box.addFiles(event.clipboardData.files);
    } else if (text.length >= SHOWN) {
      event.preventDefault();
      box.addText(text);
    } else if (fresh) area.select();
  });
  picker.addEventListener("change", async () => {
    await box.addFiles(picker.files);
    picker.value = ""; // so that the same file can be chosen again
  });
  root.querySelector(".clear").addEventListener("click", () => { box.fill(""); changed(); box.focus(); });
  return box;
}

/** A file's contents: text where it is UTF-8 without control characters, otherwise bytes. */
export async function read(file) {
  const content = new Uint8Array(await file.arrayBuffer());
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(content);
    return /[\u0000-\u0008\u000e-\u001f]/.test(text) ? content : text;
  } catch {
    return content;
  }
}

/** Lets files and text be dropped anywhere; `boxFor(target)` says which box takes them. `hint` is shown meanwhile. */
export function acceptDrops(boxFor, hint) {
  let depth = 0;
  const show = (change) => { depth = Math.max(0, depth + change); hint.hidden = depth === 0; };
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragenter", (event) => { if (carriesFiles(event)) show(1); });
  addEventListener("dragleave", (event) => { if (carriesFiles(event)) show(-1); });
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    show(-depth);
    if (event.defaultPrevented) return; // another part of the page has taken it
    const { files } = event.dataTransfer;
    const text = event.dataTransfer.getData("text/plain");
    if (files.length === 0 && event.target instanceof HTMLTextAreaElement) return; // the browser inserts the text
    event.preventDefault();
    if (files.length > 0) boxFor(event.target).addFiles(files);
    else if (text !== "") boxFor(event.target).addText(text);
  });
}
