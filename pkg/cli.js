#!/usr/bin/env node
/** The command `certlens`: judges the certificates in files or standard input. Reads arguments and prints; judges nothing. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readAll, standardInput, unreadable } from "./cli-files.js";
import { safe } from "./errors.js";
import { secondOf } from "./kept.js";
import { CertlensError, Validator, inspect, validateAsync } from "./node.js";
import { MAX_BYTES, tooLarge } from "./request.js";

const USAGE = `usage: certlens [options] [file ...]
       certlens --inspect [--days <count>] [--time <moment>] [--json] [file or directory ...]

Would a browser trust this certificate, and exactly why or why not? Files hold PEM, DER, PKCS#7 or text around these;
without any, or for "-", standard input is read.

  --hostname <name>   the DNS name or IP address that is visited
  --no-hostname       do not compare names
  --profile <id>      chrome (the default), firefox, webpki, rfc5280 or rfc5280-strict
  --store <name>      chrome, mozilla or none; by default the profile's own; chrome and firefox take their own or none
  --anchors <file>    further roots to trust (may be repeated)
  --anchors-as <what> local (a user's own, the default) or built-in
  --fetched <file>    certificates that a client would have from elsewhere (may be repeated)
  --crl <file>        revocation lists (may be repeated); chrome and firefox read none. Without --crl and --ocsp those among the
                      files count too, under the other profiles
  --ocsp <file>, --sct <file>   further evidence (may be repeated)
  --revocation <how>  off, evidence or hard; by default hard with --crl or --ocsp, else evidence
  --purpose <use>     server (the default), client or any
  --tls <version>     of the handshake: 1.2 or 1.3 (the default)
  --leaf <index>      of the certificate to judge, counted from 0 as in a report; by default it is found
  --max-intermediates <count>   the most that a path may have
  --policy <oid>      a certificate policy that will do, as dotted numbers (may be repeated); by default any
  --require-policy    the path must be valid for one of them (firefox does not ask)
  --inhibit-policy-mapping, --inhibit-any-policy   as RFC 5280 section 6.1.1 has them
  --time <moment>     RFC 3339; by default now
  --json              print the report as JSON
  --jsonl             read a request as JSON from each line of standard input, in UTF-8, and print a report or error in a line each;
                      what a line says takes the place of the options, its policy as a whole; empty lines are passed over;
                      an "id" in a line, text or a number, stands in its answer too
  --fields <names>    with --json or --jsonl: only these properties of a report, as verdict,code,summary
  --inspect           judge nothing: a line for each certificate in each file, and in each directory's files that are called
                      .pem, .crt, .cer, .cert, .der, .p7b or .p7c, also below it; with --json all that is in them
  --days <count>      with --inspect: exit status 1 where a certificate ends within so many days
  --color, --no-color with or without colours; by default where standard output is a terminal
  --version, --help

Exit status: 0 trusted, 1 rejected, 2 the question could not be asked. With --jsonl: 0, or 2 where a line was no request. With --inspect:
0, 1 as --days says, or 2 where a file or directory cannot be read or what was named holds no certificate; standard error says which, or
with --json an element { file, error }, and the others are listed.`;

const OPTIONS = {
  hostname: { type: "string" },
  "no-hostname": { type: "boolean" },
  profile: { type: "string" },
  store: { type: "string" },
  anchors: { type: "string", multiple: true },
  fetched: { type: "string", multiple: true },
  crl: { type: "string", multiple: true },
  ocsp: { type: "string", multiple: true },
  sct: { type: "string", multiple: true },
  "anchors-as": { type: "string" },
  revocation: { type: "string" },
  tls: { type: "string" },
  leaf: { type: "string" },
  "max-intermediates": { type: "string" },
  policy: { type: "string", multiple: true },
  "require-policy": { type: "boolean" },
  "inhibit-policy-mapping": { type: "boolean" },
  "inhibit-any-policy": { type: "boolean" },
  purpose: { type: "string" },
  time: { type: "string" },
  json: { type: "boolean" },
  jsonl: { type: "boolean" },
  fields: { type: "string" },
  inspect: { type: "boolean" },
  days: { type: "string" },
  color: { type: "boolean" },
  "no-color": { type: "boolean" },
  version: { type: "boolean" },
  help: { type: "boolean", short: "h" },
};

/** What goes with --inspect. */
const OF_INSPECT = ["inspect", "days", "time", "json", "color", "no-color"];

const TRUSTED = 0;
const REJECTED = 1;
const MISUSE = 2;

const NO_TIME = "--time takes RFC 3339, as 2027-01-31T00:00:00Z.";

/** Characters of a parser's reason. */
const MOST_WHY = 200;

/** How UTF-16 begins, in hexadecimal: by its mark, or by characters of which half is 0, as no JSON does in UTF-8. */
const UTF_16 = /^(?:fffe|feff|(?:(?!00)..00){2}|(?:00(?!00)..){2})/;

/** Characters of a line of `--jsonl`: above all that the engine takes, as JSON writes it. */
const MAX_LINE = 4 * MAX_BYTES;

/** The first thing that went wrong with what is written, if anything did. */
let unwritten = null;
process.stdout.on("error", (error) => (unwritten ??= error));

process.exitCode = await main(process.argv.slice(2));

async function main(args) {
  try {
    const { values, positionals, tokens } = parseArgs({ args, options: OPTIONS, allowPositionals: true, tokens: true });
    if (values.help) return await say(USAGE, TRUSTED);
    if (values.version) return await say(readVersion(), TRUSTED);
    mustStandOnce(tokens);
    mustAgree(values, positionals);
    if (values.inspect) return await inspectAll(values, positionals);
    const shown = shownOf(values.fields);
    if (values.jsonl) return await judgeLines(await defaults(values), shown);
    return await judgeFiles(values, positionals, shown);
  } catch (error) {
    process.stdin.destroy(); // what it still holds is not waited for
    console.error(`certlens: ${explain(error)}`);
    return MISUSE;
  }
}

async function readSaid() {
  return import("./cli-said.js");
}

async function judgeFiles(values, files, shown) {
  const judged = files.length === 0 ? ["-"] : files;
  if (files.length === 0 && process.stdin.isTTY) {
    console.error("certlens: Reading standard input. Paste certificates, then press Ctrl+D (on Windows Ctrl+Z and Enter); --help tells of files.");
  }
  const certificates = await readAll(judged);
  const request = { ...(await defaults(values)), certificates };
  let report;
  try {
    report = await validateAsync({ ...request, ...evidenceAmong(request) });
  } catch (error) {
    throw (await readSaid()).explained(error, certificates);
  }
  const status = report.verdict === "trusted" ? TRUSTED : REJECTED;
  if (values.json) return say(JSON.stringify(shown(report)), status);
  const { endOf, pageAmong } = await readSaid();
  const ends = report.certificates.map((certificate) => endOf(certificate, report));
  return say(draw(report, judged, ends, pageAmong(certificates, report), painter(values)), status);
}

async function inspectAll(values, files) {
  const { inspectFiles } = await import("./cli-inspect.js");
  const now = values.time === undefined ? Date.now() : secondOf(values.time) * 1000;
  if (Number.isNaN(now)) throw new CertlensError("time-invalid", NO_TIME);
  const writeOn = async (text) => {
    await write(text);
    return unwritten === null;
  };
  const tell = (text) => console.error(`certlens: ${text}`);
  const options = { days: readCount(values, "days"), now, isJson: values.json, write: writeOn, tell, paint: painter(values) };
  return written(await inspectFiles(files.length === 0 ? ["-"] : files, options));
}

/** What colours text, where it is to be coloured. */
function painter(values) {
  const isColoured = values.color ?? (!values["no-color"] && process.stdout.isTTY === true && process.stdout.hasColors());
  return (code, text) => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : text);
}

/** What is shown of a report: those properties in their order, or all. */
function shownOf(fields) {
  if (fields === undefined) return (report) => report;
  const names = fields.split(",").map((name) => name.trim());
  const { properties } = JSON.parse(readFileSync(new URL("./report.schema.json", import.meta.url), "utf8"));
  const unknown = names.find((name) => !Object.hasOwn(properties, name));
  if (unknown !== undefined) throw new CertlensError("request-invalid", `--fields: a report has no "${unknown}"; it has ${Object.keys(properties).join(", ")}.`);
  return (report) => Object.fromEntries(names.map((name) => [name, report[name]]));
}

/**
 * CRLs and OCSP responses among the certificates count where none are given. The standard is judged by them; browsers fetch no CRL,
 * and a response that somebody has need not be what a server staples.
 */
function evidenceAmong({ profile, certificates, crls, ocsp, revocation = "evidence" }) {
  if (crls || ocsp || !/^(rfc5280|webpki)/.test(profile)) return {};
  const kinds = new Set(inspect(certificates).items.map(({ kind }) => kind));
  return {
    ...(kinds.has("crl") && { crls: certificates, revocation }),
    ...(kinds.has("ocsp-response") && { ocsp: certificates, revocation }),
  };
}

/** Of an option with one value a second is refused: neither is passed over. */
function mustStandOnce(tokens) {
  const given = new Set();
  for (const { kind, name } of tokens) {
    if (kind !== "option" || OPTIONS[name].type === "boolean" || OPTIONS[name].multiple) continue;
    if (given.has(name)) throw new CertlensError("request-invalid", `--${name} may be given once only.`);
    given.add(name);
  }
}

/** Options that contradict each other are refused: neither is passed over. */
function mustAgree(values, files) {
  const { jsonl, json, hostname, color, anchors = [], fetched = [], crl = [], ocsp = [], sct = [] } = values;
  const stranger = values.inspect && Object.keys(values).find((name) => !OF_INSPECT.includes(name));
  const judged = files.length === 0 && !jsonl ? ["-"] : files;
  const given = [...judged, ...anchors, ...fetched, ...crl, ...ocsp, ...sct];
  const problems = [
    [stranger, `--inspect judges nothing; it takes no --${stranger}.`],
    [values.days !== undefined && !values.inspect, "--days is for --inspect."],
    [values.fields !== undefined && !json && !jsonl, "--fields is for --json and --jsonl."],
    [color && values["no-color"], "--color and --no-color exclude each other."],
    [values["no-hostname"] && hostname !== undefined, "--hostname and --no-hostname exclude each other."],
    [jsonl && (json || files.length > 0), "--jsonl reads requests from standard input and writes JSON; it takes neither files nor --json."],
    [given.filter((file) => file === "-").length > (jsonl ? 0 : 1), "Standard input (-) can be read once only."],
  ];
  const found = problems.find(([isThere]) => isThere);
  if (found !== undefined) throw new CertlensError("request-invalid", found[1]);
}

/** The request that the options make. */
async function defaults(values) {
  const trust = {
    store: values.store,
    anchors: values.anchors && (await readAll(values.anchors)),
    anchorsAs: values["anchors-as"],
  };
  const policy = {
    initialPolicies: values.policy,
    requireExplicit: values["require-policy"],
    inhibitMapping: values["inhibit-policy-mapping"],
    inhibitAny: values["inhibit-any-policy"],
  };
  const { profile, purpose, time, revocation, tls } = values;
  return {
    hostname: values["no-hostname"] ? null : values.hostname,
    profile,
    purpose,
    time,
    revocation,
    tls,
    leaf: readCount(values, "leaf"),
    maxIntermediates: readCount(values, "max-intermediates"),
    trust,
    policy,
    fetched: values.fetched && (await readAll(values.fetched)),
    crls: values.crl && (await readAll(values.crl)),
    ocsp: values.ocsp && (await readAll(values.ocsp)),
    scts: values.sct && (await readAll(values.sct)).map(textIfBase64),
  };
}

function readCount(values, option) {
  const text = values[option];
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new CertlensError("request-invalid", `--${option} takes a whole number from 0; it is "${text}".`);
}

/**
 * A report or error for each line, in their order. At most a few lines are held at a time, however many there are; DER is
 * given in base64, which the engine reads as text.
 */
async function judgeLines(options, shown) {
  const validator = await validatorOf(options);
  let status = TRUSTED;
  let number = 0;
  for await (const line of readLines(standardInput(), "Standard input")) {
    number += 1;
    if (line.trim() === "") continue;
    const { text, isMisuse } = await judgeLine(validator, line, `Line ${number}`, shown);
    if (isMisuse) status = MISUSE;
    await write(text);
    if (unwritten !== null) break; // who writes there may go on for ever
  }
  validator.free();
  return written(status);
}

async function validatorOf(options) {
  try {
    return new Validator(options);
  } catch (error) {
    throw (await readSaid()).explained(error);
  }
}

/** A stream's lines, of one that is too long only as much as shows that it is. A byte order mark before the first is left out. */
async function* readLines(stream, name) {
  const decoder = new TextDecoder();
  let line = "";
  let isFirst = true;
  try {
    for await (const chunk of stream) {
      if (isFirst && UTF_16.test(chunk.toString("hex", 0, 4))) throw new Error("it is UTF-16; what is read here is UTF-8");
      isFirst = false;
      const [rest, ...lines] = decoder.decode(chunk, { stream: true }).split("\n");
      if (line.length <= MAX_LINE) line += rest;
      for (const next of lines) {
        yield line;
        line = next;
      }
    }
  } catch (error) {
    throw unreadable(name, error);
  }
  yield line + decoder.decode();
}

async function judgeLine(validator, line, name, shown) {
  let named = {};
  try {
    if (line.length > MAX_LINE) throw tooLarge(name, `more than ${MAX_LINE} characters`);
    const [id, request] = readLine(line, name);
    named = id;
    return { text: JSON.stringify({ ...named, ...shown(await validator.validateAsync(request)) }), isMisuse: false };
  } catch (error) {
    if (!(error instanceof CertlensError)) throw error;
    return { text: JSON.stringify({ ...named, error: { code: error.code, message: error.message } }), isMisuse: true };
  }
}

/** A line's `id`, if it has one, and its request. */
function readLine(line, name) {
  const whole = readJson(line, name);
  if (typeof whole !== "object" || whole === null || !Object.hasOwn(whole, "id")) return [{}, whole];
  const { id, ...request } = whole;
  // A larger number is another one by now.
  if (typeof id === "string" || (typeof id === "number" && Math.abs(id) <= Number.MAX_SAFE_INTEGER)) return [{ id }, request];
  throw new CertlensError("request-invalid", `id must be a string, or a number up to ${Number.MAX_SAFE_INTEGER}.`);
}

function readJson(line, name) {
  try {
    return JSON.parse(line);
  } catch ({ message }) {
    const why = safe(message.slice(0, MOST_WHY)).replace(/ \(line 1 column \d+\)$/, ""); // to Node it is all there is
    throw new CertlensError("request-invalid", `${name} is not JSON: ${why}.`);
  }
}

/** A file of SCTs is DER, or base64 of it, which the engine takes as a string only. */
function textIfBase64(bytes) {
  const text = bytes.toString("latin1");
  return /^[A-Za-z0-9+/=\s]+$/.test(text) ? text : bytes;
}

/** A report for people: `ends` of its certificates, `page` a line on an error page. All text of the report is made safe by the engine. */
function draw(report, files, ends, page, paint) {
  const mark = { error: paint(31, "✗ error"), warning: paint(33, "! warning"), info: "· info" };
  const lines = [paint(report.verdict === "trusted" ? "1;32" : "1;31", report.summary), ""];
  const [path] = report.paths;
  path?.certificates.forEach((index, place) => {
    const { label } = report.certificates[index];
    lines.push(`${"  ".repeat(place)}${place > 0 ? "└ " : ""}${label}${paint(2, ends[index])}`);
  });
  const told = new Map();
  for (const { id, outcome, explanation, fix, reference } of report.findings) {
    lines.push("", `${mark[outcome]} ${paint(2, `[${id}]`)}`, `  ${explanation}`);
    if (fix !== null) {
      const whole = JSON.stringify(fix);
      const above = told.get(whole);
      told.set(whole, above ?? id);
      lines.push(...(above === undefined
        ? [`  ${fix.summary}`, ...fix.steps.map((step) => `  - ${step}`), ...(fix.commands ?? []).map((command) => `    ${command}`)]
        : [`  ${fix.summary} See above, at ${above}.`]));
    }
    if (reference !== null) lines.push(paint(2, `  ${reference.document} section ${reference.section}, ${reference.url}`));
  }
  for (const { position, note } of report.input.filter((item) => isNoteworthy(item, files.length))) {
    const file = files.length > 1 ? `${files[position.part]}, ` : "";
    lines.push("", paint(2, `${file}${position.line === null ? `byte ${position.offset}` : `line ${position.line}`}: ${note}`));
  }
  lines.push(...page.flatMap((said) => ["", said]));
  const { profile, code, time } = report;
  // What is among the findings was judged of one certificate, and not of another.
  const notJudged = report.notJudged.map((id) => (report.findings.some((finding) => finding.id === id) ? `${id} for other certificates` : id));
  lines.push("", paint(2, `Judged by ${profile} as of ${time}${code === null ? "" : `; code ${code}`}.`));
  if (notJudged.length > 0) lines.push(paint(2, `Not judged: ${notJudged.join(", ")}.`));
  return lines.join("\n");
}

/** What was repaired or is damaged, and what is neither certificate nor evidence; of the rest findings tell, but not in which file. */
function isNoteworthy({ source, kind, note }, fileCount) {
  if (source !== "certificates") return false;
  if (kind === "private-key" || kind === "unknown") return fileCount > 1;
  return note.includes("; ") || kind === "certificate-request" || kind === "public-key";
}

/** What was wrong, and what to do; of what is no misuse where it happened. */
function explain(error) {
  // Of an unknown option Node also tells how a file of such a name would be given.
  if (/^ERR_PARSE_ARGS/.test(error?.code ?? "")) return `${error.message.replace(/\. To specify .*/s, ".")}\nAll options: certlens --help`;
  if (!(error instanceof CertlensError)) return error?.stack ?? error;
  if (error.code === "time-invalid") return NO_TIME;
  return error.message;
}

function readVersion() {
  return JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8")).version;
}

async function say(text, status) {
  await write(text);
  return written(status);
}

/** A line, and until it is gone: only then is known whether that failed. */
function write(text) {
  return new Promise((resolve) => process.stdout.write(`${text}\n`, () => resolve()));
}

/** The exit status, where all was written. A reader that wants no more is no failure. */
function written(status) {
  if (unwritten === null || unwritten.code === "EPIPE") return status;
  console.error(`certlens: The answer cannot be written: ${unwritten.message}`);
  return MISUSE;
}
