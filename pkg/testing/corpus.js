// The requests of target/corpus.json, made as tests/common/corpus.rs makes them, and their answers as it digests them.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const bytes = (base64) => Uint8Array.from(Buffer.from(base64, "base64"));

/** @returns {string | Uint8Array} the part of the input that `piece` describes */
function part(corpus, piece) {
  const [[kind, value]] = Object.entries(piece);
  switch (kind) {
    case "Text":
      return corpus.texts[value];
    case "Certificate":
      return bytes(corpus.certificates[value]);
    case "Cut":
      return bytes(corpus.certificates[value[0]]).subarray(0, value[1]);
    case "Flip": {
      const flipped = bytes(corpus.certificates[value[0]]);
      flipped[value[1]] ^= value[2];
      return flipped;
    }
    default:
      throw new Error(`an unknown piece: ${kind}`);
  }
}

/** The SHA-256 of what the package answers: the report's JSON, or the error's code and message. `judge` answers JSON or a promise of it. */
export async function answer(judge, corpus, testCase) {
  let text;
  try {
    text = await judge({
      certificates: testCase.input.map((piece) => part(corpus, piece)),
      hostname: testCase.hostname,
      time: testCase.time,
      profile: testCase.profile,
      trust: { store: testCase.store ?? "none", anchors: testCase.anchors.map((piece) => part(corpus, piece)) },
    });
  } catch (error) {
    text = `${error.code}: ${error.message}`;
  }
  return createHash("sha256").update(text).digest("hex");
}

/** What `validate` reports of each request that is no misuse. */
export async function reportsOfCorpus(validate) {
  const corpus = readCorpus();
  const reports = [];
  const judge = (request) => reports.push(validate(request)) && "";
  for (const each of corpus.cases) await answer(judge, corpus, each);
  return reports;
}

export function readCorpus() {
  const file = new URL("../../target/corpus.json", import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")); // missing: run `cargo test --test same_everywhere`
}
