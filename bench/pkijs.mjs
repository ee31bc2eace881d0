/** PKI.js, the peer that runs everywhere: verifies a chain's signatures and dates, and throws where anything is wrong. */
import * as pkijs from "pkijs";
import { der } from "./der.mjs";

pkijs.setEngine("platform", new pkijs.CryptoEngine({ name: "platform", crypto: globalThis.crypto }));

export async function verifyByPkijs({ certificates, root }, time) {
  const read = (pem) => pkijs.Certificate.fromBER(der(pem).buffer);
  const [leaf, ...others] = certificates.map(read);
  const engine = new pkijs.CertificateChainValidationEngine({ trustedCerts: [read(root)], certs: [...others, leaf], checkDate: time });
  const { result, resultMessage } = await engine.verify();
  if (!result) throw new Error(resultMessage);
}
