/** What is told beside a report: days left, a browser's error page; and errors of other programs in the place of one. Judges nothing. */
import { judgeServer } from "./cli-files.js";
import { leftOf, namesOf } from "./cli-inspect.js";
import { isSameCode } from "./codes.js";
import { CertlensError, safe } from "./errors.js";
import { checkIds, describe, inspect } from "./node.js";
import { meaningsOf } from "./said.js";
import { SHELL_HOST } from "./server-command.js";

const BROWSERS = { chrome: "Chrome", firefox: "Firefox" };
/** Names that are told, and characters of what a program said. */
const MOST_NAMES = 5;
const LONGEST = 160;

/** In each browser's code: what holds none is not read a second time. */
const ERROR = /ERR(OR)?_/;

/** What messages of the package name of a request, and what it is here: of a property the option that makes it. */
const WORDS = new Map(Object.entries({
  "trust.store": "--store", "trust.anchors": "--anchors", "trust.anchorsAs": "--anchors-as", fetched: "--fetched", crls: "--crl", ocsp: "--ocsp",
  scts: "--sct", revocation: "--revocation", purpose: "--purpose", tls: "--tls", leaf: "--leaf", maxIntermediates: "--max-intermediates",
  "policy.initialPolicies": "--policy", certificates: "the input", "or null": "or --no-hostname",
}));

/** The same misuse of options, or of `certificates`, files' bytes, with what is known of them and what to do. */
export function explained(error, certificates) {
  if (!(error instanceof CertlensError)) return error;
  if (error.code === "hostname-missing") {
    const { page, certificates: found } = inspect(certificates);
    const said = "A server's certificate is judged for a host name, and none was given. Give --hostname <name>, or --no-hostname.";
    return new CertlensError(error.code, said + (page?.host ? ` ${pageOf(page)} is for ${safe(page.host)}.` : listed(found)));
  }
  if (error.code !== "input-not-understood") return new CertlensError(error.code, inWords(error.message));
  const text = Buffer.concat(certificates).toString();
  const told = meaningsOf(text, new Map(checkIds().map((id) => [id, describe(id)])), (words) => safe(words.slice(0, LONGEST)));
  if (told === null) return error;
  const host = inspect(certificates).page?.host;
  return new CertlensError(error.code, [
    "No certificate was found in the input, but an error.", ...told.lines, ...wayOn(told, SHELL_HOST.test(host ?? "") ? host : "HOST"),
  ].join("\n  "));
}

/** A message in the command's words. What is quoted is somebody else's. */
const inWords = (message) => message.replace(/"[^"]*"|^[\w.]+|`[\w.]+`|or null/g, (found) => WORDS.get(found.replaceAll("`", "")) ?? found);

function wayOn({ isElsewhere, isOfKey }, host) {
  if (isOfKey) return ["Give both files: certlens --no-hostname certificate.pem key.pem"];
  if (isElsewhere) return [];
  return [`To learn more, judge what the server sends: ${judgeServer(host)}`];
}

/** The names of the one certificate that has any: of several it is not known here which is judged. */
function listed(certificates) {
  const [names, ...others] = certificates.map(({ contents }) => (contents === null ? [] : namesOf(contents))).filter(({ length }) => length > 0);
  if (names === undefined || others.length > 0) return "";
  return ` The certificate lists ${names.slice(0, MOST_NAMES).map(safe).join(", ")}${names.length > MOST_NAMES ? " and others" : ""}.`;
}

/** The end of a report's certificate, and how far off it is; empty where it cannot be read. */
export function endOf({ contents }, { time }) {
  return contents?.notAfter ? ` until ${contents.notAfter}, ${leftOf(contents, Date.parse(time))}` : "";
}

/** A line on the error page among `certificates`: what it said, and how it is judged as that browser did. None where there is none. */
export function pageAmong(certificates, report) {
  const mayHold = certificates.some((file) => ERROR.test(file.toString("latin1")));
  const page = mayHold ? inspect(certificates).page : null;
  if (page === null) return [];
  const { host, time, code, browser } = page;
  const day = time?.slice(0, 10);
  const said = `${pageOf(page)}${host ? ` is for ${safe(host)} and` : ""} says ${code}${day ? `, on ${day}` : ""}.`;
  const missing = [
    report.profile !== browser && `--profile ${browser}`,
    host && SHELL_HOST.test(host) && report.hostname !== host && `--hostname ${host}`,
    day && report.time.slice(0, 10) !== day && `--time ${time}`,
  ].filter(Boolean);
  if (missing.length > 0) return [`${said} To judge what it is about: ${missing.join(" ")}`];
  return [said + (isSameCode(report.code, code) ? " certlens comes to the same code." : " certlens comes to another answer.")];
}

const pageOf = ({ browser }) => `${BROWSERS[browser]}'s error page in it`;
