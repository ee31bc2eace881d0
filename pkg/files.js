/**
 * Where the engine and the stores lie: beside this file. The URLs are written out so that bundlers find the files. Apart from the entry,
 * which starts workers: a worker that could start itself would be a circle, which not every bundler comes out of.
 */
export const source = () => new URL("./dist/certlens_bg.wasm", import.meta.url);

export const data = {
  chrome: new URL("./stores/chrome.roots", import.meta.url),
  mozilla: new URL("./stores/mozilla.roots", import.meta.url),
  "public-suffix-list": new URL("./stores/public-suffixes.psl", import.meta.url),
  "ct-logs": new URL("./stores/ct-logs.data", import.meta.url),
  onecrl: new URL("./stores/onecrl.data", import.meta.url),
  "firefox-intermediates": new URL("./stores/firefox-intermediates.data", import.meta.url),
};
