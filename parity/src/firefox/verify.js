// In Firefox's own context: what its verifier says of chains, without a server. Arguments: a list of
// {chain, anchors, host, time, client, patience}, certificates in base64, host null where none is asked about, then the function that
// takes the list of answers: null, a name of an error, or {unanswered}.
const [questions, done] = arguments;
const db = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
const errors = Cc["@mozilla.org/nss_errors_service;1"].getService(Ci.nsINSSErrorsService);

const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");

function nameOf(code) {
  try {
    return errors.getErrorName(errors.getXPCOMFromNSSError(code));
  } catch {
    // NSPR's own errors have no name there.
    return code === -5994 ? "PR_UNKNOWN_ERROR" : `NSPR_ERROR_${code}`;
  }
}

async function ask({ chain, anchors, host, time, client, patience }) {
  const added = [];
  try {
    for (const anchor of anchors) {
      added.push(db.addCertFromBase64(anchor, "CTu,CTu,CTu"));
    }
  } catch (error) {
    remove(added);
    return { unanswered: `the anchor can't be added: ${reason(error)}` };
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
    const code = await new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`no answer in ${patience} ms`)), patience);
      db.asyncVerifyCertAtTime(leaf, usage, db.FLAG_LOCAL_ONLY, host, time, others, {
        verifyCertFinished: code => resolve(code),
      });
    });
    return code === 0 ? null : nameOf(code);
  } catch (error) {
    return { unanswered: error.result ? `the leaf can't be read: ${error.name}` : `${error.message}` };
  } finally {
    remove(added);
  }
}

// NSS's errors have no name among those of XPCOM.
function reason(error) {
  try {
    return errors.getErrorName(error.result);
  } catch {
    return error.name || `${error}`;
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
