// In Firefox's own context: what its verifier says of chains, without a server. Arguments: a list of
// {chain, anchors, host, time, client}, certificates in base64, then the function that takes the list of answers: null, a
// name of an error, or {unanswered}.
const [questions, done] = arguments;
const db = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
const errors = Cc["@mozilla.org/nss_errors_service;1"].getService(Ci.nsINSSErrorsService);

function nameOf(code) {
  try {
    return errors.getErrorName(errors.getXPCOMFromNSSError(code));
  } catch {
    // NSPR's own errors have no name there.
    return code === -5994 ? "PR_UNKNOWN_ERROR" : `NSPR_ERROR_${code}`;
  }
}

async function ask({ chain, anchors, host, time, client }) {
  const added = [];
  try {
    for (const anchor of anchors) {
      added.push(db.addCertFromBase64(anchor, "CTu,CTu,CTu"));
    }
  } catch (error) {
    remove(added);
    return { unanswered: `the anchor can't be added: ${error.name || error}` };
  }
  try {
    const leaf = db.constructX509FromBase64(chain[0]);
    const others = [];
    for (const certificate of chain.slice(1)) {
      try {
        others.push(db.constructX509FromBase64(certificate));
      } catch {
        // In a handshake Firefox drops what it can't read, too.
      }
    }
    const usage = client ? db.verifyUsageTLSClient : db.verifyUsageTLSServer;
    const code = await new Promise(resolve =>
      db.asyncVerifyCertAtTime(leaf, usage, db.FLAG_LOCAL_ONLY, host, time, others, {
        verifyCertFinished: code => resolve(code),
      })
    );
    return code === 0 ? null : nameOf(code);
  } catch (error) {
    return { unanswered: `the leaf can't be read: ${error.name || error}` };
  } finally {
    remove(added);
  }
}

function remove(certificates) {
  for (const certificate of certificates) {
    try {
      db.deleteCertificate(certificate);
    } catch {
      // It is another case's too, and gone.
    }
  }
}

(async () => {
  const answers = [];
  for (const question of questions) {
    answers.push(await ask(question));
  }
  done(answers);
})();
