/**
 * The libraries that are compared: each takes a chain as PEM and a root, verifies both signatures and the dates, and throws
 * where anything is wrong. None of them does all that certlens does: host names, for one, are left to their users.
 */
import "reflect-metadata";
import { X509Certificate as NodeCertificate, webcrypto } from "node:crypto";
import { X509Certificate, X509ChainBuilder, cryptoProvider } from "@peculiar/x509";
import forge from "node-forge";
import jsrsasign from "jsrsasign";
import * as pkijs from "pkijs";

pkijs.setEngine("node", new pkijs.CryptoEngine({ name: "node", crypto: webcrypto }));
cryptoProvider.set(webcrypto);

const der = (pem) => Uint8Array.from(Buffer.from(pem.replace(/-----[A-Z ]+-----/g, ""), "base64")).buffer;

function must(isTrue) {
  if (!isTrue) throw new Error("not verified");
}

export const PEERS = {
  async "PKI.js"({ certificates, root }, time) {
    const [leaf, ...others] = certificates.map((pem) => pkijs.Certificate.fromBER(der(pem)));
    const engine = new pkijs.CertificateChainValidationEngine({
      trustedCerts: [pkijs.Certificate.fromBER(der(root))],
      certs: [...others, leaf],
      checkDate: time,
    });
    must((await engine.verify()).result);
  },
  async "@peculiar/x509"({ certificates, root }, time) {
    const [leaf, ...others] = certificates.map((pem) => new X509Certificate(pem));
    const chain = await new X509ChainBuilder({ certificates: [...others, new X509Certificate(root)] }).build(leaf);
    must(chain.length === certificates.length + 1);
    must(chain.every(({ notBefore, notAfter }) => notBefore <= time && time <= notAfter));
  },
  async "node-forge"({ certificates, root }, time) {
    const store = forge.pki.createCaStore([root]);
    const chain = certificates.map((pem) => forge.pki.certificateFromPem(pem));
    must(forge.pki.verifyCertificateChain(store, chain, { validityCheckDate: time }));
  },
  async jsrsasign({ certificates, root }) {
    const chain = [...certificates, root];
    certificates.forEach((pem, index) => {
      const certificate = new jsrsasign.X509(pem);
      must(certificate.verifySignature(jsrsasign.KEYUTIL.getKey(chain[index + 1])));
    });
  },
  async "node:crypto"({ certificates, root }, time) {
    const chain = [...certificates, root].map((pem) => new NodeCertificate(pem));
    for (const [index, certificate] of chain.slice(0, -1).entries()) {
      must(certificate.verify(chain[index + 1].publicKey));
      must(new Date(certificate.validFrom) <= time && time <= new Date(certificate.validTo));
    }
  },
};
