// Proposes a name to judge for, when the reader has given none: the first one that the certificate itself carries, or that an error
// names; and what else a certificate says of itself.

/** The first name of the report's leaf as a host name, or null. A wildcard's place is taken by "www". */
export function firstName(report) {
  const contents = report.certificates[report.leaf ?? -1]?.contents;
  if (!contents) return null;
  const labelled = (label) => namesOf({ contents }, label);
  const common = contents.subject.attributes.filter((attribute) => attribute.oid === "2.5.4.3")
    .map((attribute) => attribute.value);
  const own = labelled(/dns/i);
  const hosts = [...own, ...common].filter((name) => HOST.test(name));
  const candidates = [
    ...hosts.filter((name) => !name.startsWith("*")), ...hosts, ...own.filter((name) => LABEL.test(name)), ...labelled(/\bip\b/i),
    ...common.filter((name) => HERE.test(name)),
  ];
  return candidates[0]?.replace(/^\*/, "www") ?? null;
}

const AT = String.raw`([a-z0-9][a-z0-9.-]*\.[a-z0-9-]+|localhost)`;
const ALONE = new RegExp(String.raw`^\s*(?:https?:\/\/)?${AT}(?::(\d{1,5}))?(?:[/?#]\S*)?\s*$`, "i");
// In an error: the address that was asked for, which is not where curl explains itself; or what a program calls the host.
const ADDRESS = new RegExp(String.raw`https:\/\/(?!curl\.)${AT}(?::(\d{1,5}))?(?![\w:@.-])`, "i");
const NAMED = new RegExp(String.raw`(?:\bhost(?: ?name)?[= ]|not valid for )['"‘“]${AT}['"’”](?:, port=(\d{1,5}))?`, "i");
const WANTED = new RegExp(String.raw`x509: certificate is (?:not )?valid for [^\n]{1,2000}, (?:not|but wanted to match) ${AT}`, "i");
// How Go, Java, Node, OkHttp, wget and Safari tell whom they asked for.
const TOLD = new RegExp(String.raw`(?:certificate for |names? matching (?:ip address )?|altnames: (?:host|ip): |cannot verify |hostname |to be “)`
  + String.raw`${AT}(?= because| found|\.? is not in|['’]s certificate| not verified|”)`, "i");
const VIA = String.raw` \([^\s)]{1,60}\)? port `; // as curl -v names what it connected to
const CURL = new RegExp(String.raw`\bconnect(?:ed|ion) to ${AT}${VIA}(\d{1,5})`, "i");
// An address, or localhost, may be but the way to a server that goes by another name.
const CONNECTED = /\bs_client\b[^\n]{0,300}? -connect[ =]([a-z0-9][a-z0-9.-]*\.[a-z][a-z0-9-]*):\d/i;
const SERVER_NAME = new RegExp(String.raw`\bs_client\b[^\n]{0,300}? -servername[ =]${AT}`, "i");

/** The name that was asked for, of what a program said or was told beside the certificates in `text`; null where none is. */
export function askedFor(text) {
  const start = text.slice(0, 100_000);
  for (const asked of [WANTED, NAMED, TOLD, SERVER_NAME, CONNECTED]) {
    const host = asked.exec(start)?.[1];
    if (host) return host;
  }
  return null;
}

/** The host that `text` is about, and its port: one that stands alone, as a name or in an address, or the first in an error. */
export function hostIn(text) {
  const start = text.slice(0, 100_000);
  const [, host, port] = [ALONE, ADDRESS, NAMED, WANTED, TOLD, CURL].reduce((found, asked) => found ?? asked.exec(start), null) ?? [];
  return host ? { host, port: port ?? portOf(start, host) } : null;
}

/** The port that `text` names with the host; undefined where it names none. */
export const portOf = (text, host) =>
  new RegExp(String.raw`(?<![\w.-])${host.replaceAll(".", "\\.")}(?::|${VIA})(\d{1,5})(?!\d)`, "i").exec(text)?.[1];

/** The host of an address that was pasted for a name, “https://host:8443/path” or “host:8443”; null where it is none. */
export function hostOf(address) {
  const host = /^(?:[a-z][a-z\d+.-]*:\/\/(?:[^\s\/?#@]*@)?)?(\[[\da-f:.]+\]|[^\s:/?#@[\]]+)(?::\d+)?(?:[/?#].*)?$/i.exec(address)?.[1];
  return !host || host === address ? null : host.replace(/^\[|\]$/g, "");
}

const HERE = /^(localhost|\d{1,3}(\.\d{1,3}){3})$/; // no common name looks so by chance
const HOST = /^(\*\.)?([a-z0-9_-]{1,63}\.)+[a-z0-9-]{2,63}\.?$/i;
// Of a machine in one's own network: a common name may look like one and be none.
export const LABEL = /^[a-z]([a-z0-9_-]{0,61}[a-z0-9])?$/i;

/** The fields of the extension of this name; undefined where there is none. */
export const fieldsOf = (certificate, name) => certificate?.contents?.extensions.find((extension) => extension.name === name)?.fields;

/** The names of servers that the certificate lists, of those forms whose `label` it is. */
export const namesOf = (certificate, label = /dns|\bip\b/i) =>
  fieldsOf(certificate, "subjectAltName")?.filter((field) => label.test(field.label)).flatMap(({ values }) => values) ?? [];

/** Whether the certificate says that it is a CA's. */
export const saysCa = (certificate) => fieldsOf(certificate, "basicConstraints")?.flatMap(({ values }) => values)[0] === "yes";
