// The requests of target/pathological.json, made as tests/pathological.rs makes them, which writes the file.
import { readFileSync } from "node:fs";

const bytes = (base64) => Uint8Array.from(Buffer.from(base64, "base64"));

/** @returns the cases: one a line */
export function cases() {
  const file = readFileSync(new URL("../../target/pathological.json", import.meta.url));
  const found = [];
  for (let start = 0; start < file.length;) {
    const end = file.indexOf("\n", start);
    const line = file.subarray(start, end < 0 ? file.length : end);
    found.push(JSON.parse(line.toString("utf8")));
    start += line.length + 1;
  }
  return found;
}

/** @returns the request that `each` describes */
export function request(each) {
  return {
    certificates: each.certificates.map(bytes),
    hostname: each.hostname,
    time: each.time,
    profile: "rfc5280",
    trust: { store: "none", anchors: each.anchors.map(bytes) },
  };
}
