// The browser's error page that was pasted: what it said, and whether we say the same.

import { el, icon } from "./dom.js";
import { causeOf } from "./cause.js";
import { isSameCode } from "./certlens/codes.js";
import { CLOCK, meaningsOf } from "./certlens/said.js";
import { SHELL_HOST, serverCommand } from "./certlens/server-command.js";
import { command } from "./copy.js";
import { day, time } from "./format.js";
import { portOf } from "./names.js";
import { breakable, clip } from "./text.js";
import { JUDGES } from "./words.js";

/**
 * A note above the report; null where no error page was pasted. `reports` is null where nothing was judged; `alone`: no certificates
 * came with it; `text` is all that was pasted.
 */
export function drawErrorPage(page, { reports = null, catalogue, alone = false, text: pasted = "" }) {
  if (page === null) return null;
  const facts = [
    page.host ? `for ${clip(page.host, 100)}` : null, page.time ? `on ${day(page.time)}` : null,
  ].filter(Boolean).join(", ");
  const isClocks = CLOCK.test(pasted);
  const { same, text } = reports ? compared(page, reports) : { same: false, text: isClocks ? "" : meaning(page, catalogue) };
  const judged = reports?.get(page.browser)?.report?.time;
  const moment = page.time && judged ? ` The page names a day and no time of it; certlens took ${time(judged)}.` : "";
  return el("section", {
    class: `card error-page ${same ? "good" : "note"}`, "data-testid": "error-page", "data-same": String(same),
    "aria-label": "The error page that you pasted",
  },
  icon(same ? "good" : "note"),
  el("div", {},
    el("p", {}, `You pasted ${JUDGES[page.browser]}'s error page${facts === "" ? "" : ` ${facts}`}. It showed `,
      el("code", {}, breakable(page.code)), ". ", text, moment),
    isClocks ? el("p", {}, el("strong", {}, "It says that the clock of its machine is wrong. "),
      "Set date, time and time zone there first: the certificate may be in order.") : null,
    alone ? drawWayToChain(page, pasted, isClocks) : null));
}

/** What the code is shown for, by what the engine knows of codes. */
function meaning({ browser, code }, catalogue) {
  const faults = [...catalogue].filter(([, { codes }]) => isSameCode(codes[browser], code));
  const isOfDates = faults.some(([id]) => id === "certificate-expired" || id === "certificate-not-yet-valid");
  const titles = faults.map(([, { title }]) => `“${title}”`).join(", ");
  return titles === "" ? "" : `${JUDGES[browser]} shows it for: ${titles}.${isOfDates ? " A wrong clock on that machine looks the same." : ""}`;
}

/** What the errors mean that programs tell in `text`, as a title and a message; `isElsewhere` as there. Null where none are known. */
export function meaningOf(text, catalogue) {
  const told = meaningsOf(text, catalogue, clip);
  if (told === null) return null;
  const { lines, isElsewhere, isOfKey } = told;
  if (isElsewhere && !isOfKey) return { isElsewhere, title: "There is no certificate to look at here", message: lines.join("\n") };
  return {
    isElsewhere, title: "This error came without its certificates",
    message: [...lines, isOfKey ? COMPARE_KEY : "Paste the certificates to learn more."].join("\n"),
  };
}

const COMPARE_KEY = "Paste the certificate's file and the key's, one after the other: whether they belong together is told here, and neither leaves "
  + "this machine.\nOr see whether these two print the same: “openssl x509 -in certificate.pem -noout -pubkey” and “openssl pkey -in key.pem -pubout”. "
  + "In a file of several certificates the first must be the server's own.";

/** Codes of a handshake that failed: their pages hold no certificates, as a clock's does not. */
const OF_HANDSHAKE = /^ERR_(BAD_)?SSL_|^SSL_ERROR_(?!BAD_CERT_DOMAIN)/;

/** How the certificates are had that the page is about. The host goes into a command only where a shell takes it as it is. */
const drawWayToChain = ({ browser, host, code }, pasted, isClocks) => [
  el("p", {}, `To ${isClocks ? "see whether" : "learn which"} it is, paste the certificates. `, isClocks || OF_HANDSHAKE.test(code) ? "This page does not show them." : browser === "chrome"
    ? "On the error page click the code, and copy the page again with the chain that appears."
    : "On the error page choose “Advanced”, click the error code, and copy the page again with the chain that appears."),
  SHELL_HOST.test(host ?? "") ? [
    el("p", {}, "Or paste all that this prints:"),
    command(serverCommand(host, portOf(pasted, host))),
  ] : null,
];

/** Whether a browser's code is one that it shows of chains that it trusts alone, and ours says that it does not trust this one. */
function isOfTrusted(browser, own, code) {
  const untrusted = { chrome: "ERR_CERT_AUTHORITY_INVALID", firefox: "SEC_ERROR_UNKNOWN_ISSUER" }[browser];
  return isSameCode(own, untrusted) && OF_TRUSTED.test(code);
}

/**
 * In Chromium of lower rank than AUTHORITY_INVALID (net/cert/cert_status_flags.cc, `MapCertStatusToNetError`); Firefox tells what it has
 * against a chain before it tells of a name.
 */
const OF_TRUSTED = /^(NET::)?ERR_CERT_(COMMON_NAME_INVALID|WEAK_SIGNATURE_ALGORITHM|WEAK_KEY|DATE_INVALID|VALIDITY_TOO_LONG|NAME_CONSTRAINT_VIOLATION)$|^(NET::)?ERR_CERTIFICATE_TRANSPARENCY_REQUIRED$|^SSL_ERROR_BAD_CERT_DOMAIN$/;

function compared({ browser, code }, reports) {
  const own = reports.get(browser)?.report;
  if (own) {
    if (isSameCode(own.code, code)) return { same: true, text: "certlens comes to the same code." };
    return {
      same: false,
      text: own.verdict === "trusted"
        ? "certlens differs: it finds nothing that this browser would refuse here. The server may have sent something else since, "
          + "the browser may have known something that is not in the page (a revocation, a proxy's or a company's own settings), or its clock was wrong."
        : `certlens differs: it comes to ${clip(own.code ?? "no code", 60)}. What is below explains that one.${isOfTrusted(browser, own.code, code)
          ? " A browser that trusts no such chain says so before all else: the one whose page this is must know a root that is not given here. "
            + "Add it as your own CA to see what that browser saw." : ""}`,
    };
  }
  const standard = [...reports.values()].at(-1)?.report;
  const cause = standard ? causeOf(standard) : null;
  if (cause && isSameCode(cause.codes[browser], code)) {
    return { same: true, text: "The fault that is found below is the one that this browser calls so." };
  }
  return { same: false, text: "What is found below is called otherwise, or is not called a fault." };
}
