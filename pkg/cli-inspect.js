/** `certlens --inspect`: what is in each file by itself, and what ends soon. Judges nothing. */
import { filesIn, isDirectory, readOne } from "./cli-files.js";
import { CertlensError, safe } from "./errors.js";
import { inspect } from "./node.js";

const DAY = 86_400_000;
/** Names of a certificate that a line shows, and characters of a name. */
const MOST_NAMES = 8;
const LONGEST_NAME = 200;

/** What was found so far: the exit status. */
const NOTHING_ENDS = 0;
const ENDS = 1;
const NOT_KNOWN = 2;

/**
 * Writes what is in each file, and answers whether a certificate ends within `days` of `now` (milliseconds since 1970), if they are given:
 * one whose end cannot be read does. What cannot be read at all, and a file without certificates that was named, is not known.
 *
 * `write(text)` answers false where nobody reads on; `tell(text)` is for what is not known, unless in JSON; `paint(code, text)` colours.
 */
export async function inspectFiles(given, { days, now, isJson, write, tell, paint }) {
  let status = NOTHING_ENDS;
  let count = 0;
  for (const [file, isNamed, problem] of given.flatMap(listed)) {
    const found = await look(file, problem);
    const expiring = (found.certificates ?? []).flatMap((certificate, index) => (endsWithin(days, certificate, now) ? [index] : []));
    if (expiring.length > 0) status = Math.max(status, ENDS);
    const isKnown = found.error === undefined && !(isNamed && found.certificates.length === 0);
    if (!isKnown) status = NOT_KNOWN;
    if (!isNamed && isKnownAsOther(found)) continue;
    const text = isJson ? `${count === 0 ? "[" : ","}${JSON.stringify({ file, ...found, ...(days !== undefined && { expiring }) })}` : lines(file, found, { days, now, paint });
    count += 1;
    if (!isKnown && !isJson) tell(text);
    else if (!(await write(text))) return status;
  }
  if (isJson) await write(count === 0 ? "[]" : "]");
  return status;
}

/** The files that a name stands for, whether each was named itself or its directory was, and why one cannot be read, where that is known. */
function listed(name) {
  return name === "-" || !isDirectory(name) ? [[name, true]] : filesIn(name).map(([path, problem]) => [path, false, problem]);
}

async function look(file, problem) {
  try {
    if (problem !== undefined) throw problem;
    return inspect(await readOne(file));
  } catch (error) {
    if (!(error instanceof CertlensError)) throw error;
    return { error: { code: error.code, message: error.message } };
  }
}

/** A directory's file that holds no certificate but what lies beside one: a key, a request … */
function isKnownAsOther({ items = [], certificates = [] }) {
  return certificates.length === 0 && items.length > 0 && items.every(({ kind }) => kind !== "unknown");
}

function endsWithin(days, { contents }, now) {
  if (days === undefined) return false;
  const end = Date.parse(contents?.notAfter ?? "");
  return !(end >= now + days * DAY);
}

/** A line for each certificate, or one that says why there is none. All text of a certificate is made safe by the engine. */
function lines(file, { error, items, certificates }, { days, now, paint }) {
  const name = safe(file);
  if (error !== undefined) return error.message.startsWith(name) ? error.message : `${name}: ${error.message}`;
  if (certificates.length === 0) return `${name}: no certificate. ${items.map(({ note }) => note).join(" ")}`;
  return certificates.map((certificate) => `${name}: ${described(certificate, { days, now, paint })}`).join("\n");
}

function described(certificate, { days, now, paint }) {
  const { contents, fingerprints, findings } = certificate;
  const digest = `SHA-256 ${fingerprints.sha256}`;
  if (contents === null) return [paint(31, "a certificate that cannot be decoded"), ...findings.slice(0, 1).map(({ title }) => title), digest].join("; ");
  const { subject, issuer, notBefore, notAfter, publicKey } = contents;
  const names = namesOf(contents);
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  const left = leftOf(contents, now);
  return [
    short(subject.text || "no subject"),
    ...(names.length > 0 ? [`names ${names.slice(0, MOST_NAMES).map(short).join(", ")}${more}`] : []),
    `issuer ${short(issuer.text || "without a name")}`,
    `from ${notBefore ?? "a time that cannot be read"} until ${notAfter ?? "a time that cannot be read"}`,
    endsWithin(days ?? 0, certificate, now) ? paint(31, left) : left,
    keyOf(publicKey),
    digest,
  ].join("; ");
}

/** What a certificate's list of names holds. */
export const namesOf = ({ extensions }) => extensions.filter(({ name }) => name === "subjectAltName").flatMap(({ fields }) => fields.flatMap(({ values }) => values));

/** How many whole days a certificate has left of its period, from `now` (milliseconds since 1970). */
export function leftOf({ notBefore, notAfter }, now) {
  const ends = Date.parse(notAfter ?? "") - now;
  const begins = Date.parse(notBefore ?? "") - now;
  if (Number.isNaN(ends)) return "days left not known";
  if (ends < 0) return `expired ${daysOf(-ends)} ago`;
  return begins > 0 ? `not valid for another ${daysOf(begins)}` : `${daysOf(ends)} left`;
}

function daysOf(milliseconds) {
  const whole = Math.floor(milliseconds / DAY);
  return whole === 0 ? "less than a day" : `${whole} ${whole === 1 ? "day" : "days"}`;
}

function keyOf({ algorithm, bits, curve }) {
  const name = { rsaEncryption: "RSA", "id-ecPublicKey": "EC" }[algorithm.name] ?? algorithm.name;
  return `${name}${curve !== null ? ` ${curve}` : bits !== null ? ` ${bits} bits` : ""}`;
}

function short(text) {
  const characters = [...text];
  return characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME).join("")}…` : text;
}
