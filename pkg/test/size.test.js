/** The engine's size is tracked: growth beyond the budget is a decision, made here. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { built } from "../testing/support.js";

/** In bytes, as a server sends it. The aim is 300,000; ARCHITECTURE.md ("Measured") says where the bytes are. */
const BUDGET = 358_000;

test("the engine stays within its budget", (context) => {
  const size = brotliCompressSync(readFileSync(built("dist/certlens_bg.wasm"))).length;
  context.diagnostic(`${size} bytes with brotli, of ${BUDGET}`);
  assert.ok(size <= BUDGET, `${size} bytes`);
});
