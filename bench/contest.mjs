/** What is measured everywhere, in Node and in the browsers: the same chains, given to the package and to its peers in turn. */
import { signatures } from "./der.mjs";
import { race } from "./measure.mjs";

/** `chain` as certlens is asked about it. */
export const request = ({ certificates, root }, { hostname, time }) => ({
  certificates, hostname, time, profile: "rfc5280", trust: { store: "none", anchors: root },
});

export function must({ verdict, summary }) {
  if (verdict !== "trusted") throw new Error(summary);
}

/**
 * Median milliseconds by what is measured and by contestant. `verifyBare(signatures)` are the platform's own calls, `peers`
 * functions of a chain and a time by name, of which those in `notEc` read RSA only; `slice` as for `race`. `alone` is the package
 * without the platform's cryptography, where that is another.
 */
export async function contest({ certlens, alone, data, verifyBare, peers, notEc = [], slice }) {
  const time = new Date(data.time);
  const pkijs = peers["PKI.js"];
  const fresh = (count) => data.fresh[count % data.fresh.length];
  const rsa = () => data.rsa;
  const names = () => data.names;
  const leaf = (count) => data.many.leaves[count % data.many.leaves.length];
  const chainOf = ({ leaf, intermediate }) => ({ certificates: [leaf, data.many.intermediates[intermediate]], root: data.many.root });

  /** Every signature is verified anew. */
  const cold = (chain, left = []) => race({
    certlens: (count) => must(certlens.validate(request(chain(count), data))),
    ...(alone === undefined ? {} : { alone: (count) => must(alone.validate(request(chain(count), data))) }),
    ...Object.fromEntries(Object.entries(peers).filter(([name]) => !left.includes(name)).map(([name, verify]) => [name, (count) => verify(chain(count), time)])),
  }, { slice });

  /** The platform verifies. What the bare calls take is prepared before. */
  function byPlatform(chain) {
    const tasks = new Map();
    const prepared = (found) => tasks.get(found) ?? tasks.set(found, signatures(found)).get(found);
    for (const found of new Set([...data.fresh, data.rsa])) prepared(found);
    return race({
      certlens: async (count) => must(await certlens.validateAsync(request(chain(count), data))),
      bare: (count) => verifyBare(prepared(chain(count))),
      "PKI.js": (count) => pkijs(chain(count), time),
    }, { slice });
  }

  /** A new leaf each time, below an intermediate and an anchor that were seen before. */
  function known() {
    // It remembers the intermediates' signatures, and forgets a leaf's long before that leaf comes again.
    const validator = new certlens.Validator({ cacheSize: 128 });
    return race({
      certlens: async (count) => must(await validator.validateAsync({ ...request(chainOf(leaf(count)), data), hostname: leaf(count).hostname })),
      "PKI.js": (count) => pkijs(chainOf(leaf(count)), time),
    }, { slice });
  }

  /** The same chain each time, at another moment. */
  function again() {
    const validator = new certlens.Validator(request(data.ec, data));
    return race({
      certlens: (count) => must(validator.validate({ time: time.getTime() + count * 1000 })),
      "PKI.js": (count) => pkijs(data.ec, new Date(time.getTime() + count * 1000)),
    }, { slice });
  }

  return {
    cold: { ec: await cold(fresh, notEc), rsa: await cold(rsa), names: await cold(names, notEc) },
    platform: { ec: await byPlatform(fresh), rsa: await byPlatform(rsa) },
    known: await known(),
    again: await again(),
  };
}
