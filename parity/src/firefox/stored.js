// In Firefox's own context: gives it what it would have downloaded, entries of OneCRL and intermediates. Arguments: a list of one
// {revoked, intermediates}, in base64, then the function that takes a list of one answer: null, or {unanswered}.
const [[{ revoked, intermediates }], done] = arguments;
const storage = Cc["@mozilla.org/security/certstorage;1"].getService(Ci.nsICertStorage);

const entries = revoked.map(({ issuer, serial, subject, key }) =>
  issuer
    ? {
        QueryInterface: ChromeUtils.generateQI(["nsIIssuerAndSerialRevocationState"]),
        issuer,
        serial,
        state: Ci.nsICertStorage.STATE_ENFORCE,
      }
    : {
        QueryInterface: ChromeUtils.generateQI(["nsISubjectAndPubKeyRevocationState"]),
        subject,
        pubKey: key,
        state: Ci.nsICertStorage.STATE_ENFORCE,
      },
);
const certificates = intermediates.map(({ cert, subject }) => ({
  QueryInterface: ChromeUtils.generateQI(["nsICertInfo"]),
  cert,
  subject,
  trust: Ci.nsICertStorage.TRUST_INHERIT,
}));

function taken(give) {
  return new Promise((resolve, reject) =>
    give(status => (Components.isSuccessCode(status) ? resolve() : reject(new Error(`0x${status.toString(16)}`)))),
  );
}

(async () => {
  try {
    await taken(callback => storage.setRevocations(entries, callback));
    await taken(callback => storage.addCerts(certificates, callback));
    done([null]);
  } catch (error) {
    done([{ unanswered: `${error}` }]);
  }
})();
