// What a shared link carries in its fragment, which browsers never send: reading it. `share.js` makes links.

/** What the address carries: `{ input, anchors, leaf, hostname, time, purpose, edition, store, judge }`, or null. `input` is null where it cannot be read. */
export async function readLink() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const judge = parameters.get("judge");
  if (!parameters.has("c")) return judge === null ? null : { judge };
  try {
    const { c, a, l, h, t, p, e, s } = JSON.parse(new TextDecoder().decode(await unpack(parameters.get("c"))));
    const oneOf = (value, known, other) => (known.includes(value) ? value : other);
    return {
      judge,
      input: String(c ?? ""), anchors: String(a ?? ""), leaf: Number.isInteger(l) ? l : undefined, hostname: h === null ? null : typeof h === "string" ? h : "",
      time: typeof t === "string" ? t : null, purpose: oneOf(p, ["server", "client"], "server"),
      edition: oneOf(e, ["rfc5280", "rfc5280-strict", "webpki"], "rfc5280"),
      store: oneOf(s, ["chrome", "mozilla", "none"], "chrome"),
    };
  } catch {
    return { judge, input: null };
  }
}

/** Takes what the address carries out of it. */
export function leaveLink() {
  if (/[#&]c=/.test(location.hash)) history.replaceState(null, "", location.pathname + location.search);
}

/** `read()` is called when another link of this page is opened in it. */
export const onLink = (read) => addEventListener("hashchange", read);

const MOST = 4_000_000; // bytes that a link may unpack to

async function unpack(text) {
  const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const parts = [];
  for (let size = 0; ;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > MOST) throw new Error("too much");
    parts.push(value);
  }
  return new Blob(parts).arrayBuffer();
}
