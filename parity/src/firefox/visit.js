// In Firefox's own context: what a visit ends with. Arguments: a list of {anchors, url}, certificates in base64, then the
// function that takes the list of answers: null, a name of an error, or {unanswered}.
const [visits, done] = arguments;
const db = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
const errors = Cc["@mozilla.org/nss_errors_service;1"].getService(Ci.nsINSSErrorsService);
const { NetUtil } = ChromeUtils.importESModule("resource://gre/modules/NetUtil.sys.mjs");

function visit(url) {
  return new Promise(resolve => {
    const channel = NetUtil.newChannel({ uri: url, loadUsingSystemPrincipal: true });
    channel.loadFlags |=
      Ci.nsIRequest.LOAD_BYPASS_CACHE | Ci.nsIRequest.INHIBIT_CACHING | Ci.nsIRequest.LOAD_ANONYMOUS;
    channel.asyncOpen({
      onStartRequest() {},
      onDataAvailable(request, stream, offset, count) {
        NetUtil.readInputStreamToString(stream, count);
      },
      onStopRequest(request, status) {
        if (Components.isSuccessCode(status)) {
          resolve(null);
          return;
        }
        const info = channel.securityInfo;
        if (info?.errorCodeString) {
          resolve(info.errorCodeString);
          return;
        }
        try {
          resolve(errors.getErrorName(status));
        } catch {
          const known = Object.keys(Cr).find(name => Cr[name] === status);
          resolve({ unanswered: known || `0x${(status >>> 0).toString(16)}` });
        }
      },
    });
  });
}

async function ask({ anchors, url }) {
  const added = [];
  try {
    for (const anchor of anchors) {
      added.push(db.addCertFromBase64(anchor, "CTu,CTu,CTu"));
    }
    return await visit(url);
  } catch (error) {
    let reason = error.name || `${error}`;
    try {
      reason = errors.getErrorName(error.result);
    } catch {
      // It is no error of NSS's.
    }
    return { unanswered: `the anchor can't be added: ${reason}` };
  } finally {
    for (const certificate of added) {
      try {
        db.deleteCertificate(certificate);
      } catch {
        // It is another case's too, and gone.
      }
    }
  }
}

(async () => {
  const answers = [];
  for (const one of visits) {
    answers.push(await ask(one));
  }
  done(answers);
})();
