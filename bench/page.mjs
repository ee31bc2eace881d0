/** The page that measures in a browser: `measured()` answers the figures. `cargo xtask bench` bundles it with PKI.js. */
import * as certlens from "./certlens/index.js";
import { contest } from "./contest.mjs";
import { verifyBare } from "./der.mjs";
import { verifyByPkijs } from "./pkijs.mjs";

/** Milliseconds that a measurement takes at least: Firefox's clock goes by whole ones. */
const SLICE = 40;

globalThis.measured = async () => {
  await certlens.default();
  const data = await (await fetch("./chains.json")).json();
  return contest({ certlens, data, verifyBare, peers: { "PKI.js": verifyByPkijs }, slice: SLICE });
};
