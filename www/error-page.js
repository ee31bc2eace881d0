// The browser's error page that was pasted: what it said, and whether we say the same.

import { el, icon } from "./dom.js";
import { causeOf } from "./cause.js";
import { chainCommand } from "./copy.js";
import { day } from "./format.js";
import { clip } from "./text.js";
import { JUDGES } from "./words.js";

/**
 * A note above the report; null where no error page was pasted. `reports` is null where nothing was judged; `alone`: no certificates
 * came with it.
 */
export function drawErrorPage(page, { reports = null, catalogue, alone = false }) {
  if (page === null) return null;
  const facts = [
    page.host ? `for ${clip(page.host, 100)}` : null, page.time ? `on ${day(page.time)}` : null,
  ].filter(Boolean).join(", ");
  const { same, text } = reports ? compared(page, reports) : { same: false, text: meaning(page, catalogue) };
  return el("section", {
    class: `card error-page ${same ? "good" : "note"}`, "data-testid": "error-page", "data-same": String(same),
    "aria-label": "The error page that you pasted",
  },
  icon(same ? "good" : "note"),
  el("div", {},
    el("p", {}, `You pasted ${JUDGES[page.browser]}'s error page${facts === "" ? "" : ` ${facts}`}. It showed `,
      el("code", {}, clip(page.code, 80)), ". ", text),
    alone ? drawWayToChain(page) : null));
}

/** What the code is shown for, by what the engine knows of codes. */
function meaning({ browser, code }, catalogue) {
  const titles = [...catalogue.values()].filter(({ codes }) => bare(codes[browser]) === bare(code)).map(({ title }) => `“${title}”`);
  return titles.length === 0 ? "" : `${JUDGES[browser]} shows it for: ${titles.join(", ")}.`;
}

/** What OpenSSL, and what goes by it, says in the place of a code; and Java, which tells no kinds of untrusted chains apart. */
const PHRASES = {
  X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY: /unable to (get local issuer certificate|verify the first certificate)|pkix path building failed/i,
  X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN: /self[- ]signed certificate in certificate chain|pkix path building failed/i,
  X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: /self[- ]signed certificate(?! in)|pkix path building failed/i,
  X509_V_ERR_CERT_HAS_EXPIRED: /certificate has expired(?! or)|CertificateExpiredException/i,
  X509_V_ERR_HOSTNAME_MISMATCH: /no alternative certificate subject name matches|hostname mismatch|no subject alternative (dns )?names? matching|no name matching/i,
};

/** What servers say that do not start. */
const KEY_MISMATCH = /key values mismatch|private key does not match/i;

/** What the errors mean that programs tell in `text`, by what the engine knows of their words; null where it knows none of them. */
export function meaningOf(text, catalogue) {
  const said = text.slice(0, 100_000).toUpperCase();
  const titles = new Map();
  for (const [id, { codes, title }] of catalogue) {
    const mismatch = id === "private-key-mismatch" && KEY_MISMATCH.exec(said);
    if (mismatch) titles.set(mismatch[0].toLowerCase(), [`“${title}”`]);
    for (const code of new Set(Object.values(codes))) {
      const isSaid = bare(code).split("…").every((part) => said.includes(part));
      const words = isSaid ? code : PHRASES[code]?.exec(said)?.[0].toLowerCase();
      if (words) titles.set(words, [...titles.get(words) ?? [], `“${title}”`]);
    }
  }
  return titles.size === 0 ? null : [...titles].slice(0, 3)
    .map(([words, all]) => `“${words}” means${all.length > 1 ? " one of these" : ""}: ${all.join(", ")}.`).join("\n");
}

/** How the certificates are had that the page is about. The host goes into a command only where a shell takes it as it is. */
const drawWayToChain = ({ browser, host }) => [
  el("p", {}, "To learn which it is, paste the certificates. ", browser === "chrome"
    ? "On the error page click the code, and copy the page again with the chain that appears."
    : "On the error page choose “Advanced”, “View Certificate” and “PEM (chain)”, and drop that file here."),
  /^[a-z0-9][a-z0-9.-]*$/i.test(host ?? "") ? [
    el("p", {}, "Or paste all that this prints:"),
    chainCommand(host),
  ] : null,
];

const bare = (name) => name?.replace(/^NET::/i, "").toUpperCase();

function compared({ browser, code }, reports) {
  const own = reports.get(browser)?.report;
  if (own) {
    if (bare(own.code) === bare(code)) return { same: true, text: "certlens comes to the same code." };
    return {
      same: false,
      text: own.verdict === "trusted"
        ? "certlens differs: it finds nothing that this browser would refuse here. The server may have sent something else since, "
          + "the browser may have known something that is not in the page (a revocation, a proxy's or a company's own settings), or its clock was wrong."
        : `certlens differs: it comes to ${clip(own.code ?? "no code", 60)}. What is below explains that one.`,
    };
  }
  const standard = [...reports.values()].at(-1)?.report;
  const cause = standard ? causeOf(standard) : null;
  if (cause && bare(cause.codes[browser]) === bare(code)) {
    return { same: true, text: "The fault that is found below is the one that this browser calls so." };
  }
  return { same: false, text: "What is found below is called otherwise, or is not called a fault." };
}
