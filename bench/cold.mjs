/** Import to first verdict, in a process of its own: prints milliseconds. */
import { readFileSync } from "node:fs";

const [who, file] = process.argv.slice(2);
const { ec, hostname, time } = JSON.parse(readFileSync(file, "utf8"));
const start = performance.now();
if (who === "certlens") {
  const { validate } = await import("../pkg/node.js");
  validate({ ...request(ec), hostname, time });
} else {
  const pkijs = await import("pkijs");
  const { webcrypto } = await import("node:crypto");
  pkijs.setEngine("node", new pkijs.CryptoEngine({ name: "node", crypto: webcrypto }));
  const read = (pem) => pkijs.Certificate.fromBER(Uint8Array.from(Buffer.from(pem.replace(/-----[A-Z ]+-----/g, ""), "base64")).buffer);
  const [leaf, ...others] = ec.certificates.map(read);
  const engine = new pkijs.CertificateChainValidationEngine({ trustedCerts: [read(ec.root)], certs: [...others, leaf], checkDate: new Date(time) });
  if (!(await engine.verify()).result) throw new Error("not verified");
}
console.log(performance.now() - start);

function request({ certificates, root }) {
  return { certificates, profile: "rfc5280", trust: { store: "none", anchors: root } };
}
