/**
 * The libraries that are compared: each takes a chain as PEM and a root, verifies both signatures and the dates, and throws
 * where anything is wrong. None of them does all that certlens does: host names, for one, are left to their users.
 */
import "reflect-metadata";
import { X509Certificate as NodeCertificate, webcrypto } from "node:crypto";
import { X509Certificate, X509ChainBuilder, cryptoProvider } from "@peculiar/x509";
import forge from "node-forge";
import jsrsasign from "jsrsasign";
import { verifyByPkijs } from "./pkijs.mjs";

cryptoProvider.set(webcrypto);

/** What node-forge cannot read. */
export const NOT_EC = ["node-forge"];

export const PEERS = {
  "PKI.js": verifyByPkijs,
  async "@peculiar/x509"({ certificates, root }, time) {
    const [leaf, ...others] = certificates.map((pem) => new X509Certificate(pem));
    const chain = await new X509ChainBuilder({ certificates: [...others, new X509Certificate(root)] }).build(leaf);
    must(chain.length === certificates.length + 1);
    must(chain.every(({ notBefore, notAfter }) => notBefore <= time && time <= notAfter));
  },
  "node-forge"({ certificates, root }, time) {
    const store = forge.pki.createCaStore([root]);
    const chain = certificates.map((pem) => forge.pki.certificateFromPem(pem));
    must(forge.pki.verifyCertificateChain(store, chain, { validityCheckDate: time }));
  },
  jsrsasign({ certificates, root }, time) {
    const chain = [...certificates, root].map((pem) => new jsrsasign.X509(pem));
    certificates.forEach((_, index) => {
      must(chain[index].verifySignature(chain[index + 1].getPublicKey()));
    });
    const date = (text) => jsrsasign.zulutodate(text);
    must(chain.every((certificate) => date(certificate.getNotBefore()) <= time && time <= date(certificate.getNotAfter())));
  },
  "node:crypto"({ certificates, root }, time) {
    const chain = [...certificates, root].map((pem) => new NodeCertificate(pem));
    for (const [index, certificate] of chain.slice(0, -1).entries()) {
      must(certificate.checkIssued(chain[index + 1]) && certificate.verify(chain[index + 1].publicKey));
    }
    must(chain.every(({ validFrom, validTo }) => new Date(validFrom) <= time && time <= new Date(validTo)));
  },
};

function must(isTrue) {
  if (!isTrue) throw new Error("not verified");
}
