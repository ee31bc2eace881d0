#!/usr/bin/env node
/** The command `certlens`: judges the certificates in files or standard input. Reads arguments and prints; judges nothing. */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { CertlensError, Validator, validateAsync } from "./node.js";

const USAGE = `usage: certlens [options] [file ...]

Would a browser trust this certificate, and exactly why or why not? Files hold PEM, DER, PKCS#7 or text around these;
without any, or for "-", standard input is read.

  --hostname <name>   the DNS name or IP address that is visited
  --no-hostname       do not compare names
  --profile <id>      chrome, firefox, webpki, rfc5280 or rfc5280-strict
  --store <name>      chrome, mozilla or none; by default the profile's own
  --anchors <file>    further roots to trust (may be repeated)
  --fetched <file>    certificates that a client would have from elsewhere (may be repeated)
  --crl <file>, --ocsp <file>   evidence of revocation (may be repeated)
  --purpose <use>     server, client or any
  --time <moment>     RFC 3339; by default now
  --json              print the report as JSON
  --jsonl             read a request as JSON from each line of standard input, and print a report or error in a line each
  --color, --no-color with or without colours; by default where standard output is a terminal
  --version, --help

Exit status: 0 trusted, 1 rejected, 2 the question could not be asked. With --jsonl: 0, or 2 where a line was no request.`;

const OPTIONS = {
  hostname: { type: "string" },
  "no-hostname": { type: "boolean" },
  profile: { type: "string" },
  store: { type: "string" },
  anchors: { type: "string", multiple: true },
  fetched: { type: "string", multiple: true },
  crl: { type: "string", multiple: true },
  ocsp: { type: "string", multiple: true },
  purpose: { type: "string" },
  time: { type: "string" },
  json: { type: "boolean" },
  jsonl: { type: "boolean" },
  color: { type: "boolean" },
  "no-color": { type: "boolean" },
  version: { type: "boolean" },
  help: { type: "boolean", short: "h" },
};

const TRUSTED = 0;
const REJECTED = 1;
const MISUSE = 2;

process.exitCode = await main(process.argv.slice(2));

async function main(args) {
  try {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    if (values.help) return say(USAGE, TRUSTED);
    if (values.version) return say(readVersion(), TRUSTED);
    if (values.jsonl) return await judgeLines(await defaults(values));
    return await judgeFiles(values, positionals);
  } catch (error) {
    const isMisuse = error instanceof CertlensError || /^ERR_PARSE_ARGS|^E[A-Z]+$/.test(error?.code ?? "");
    console.error(`certlens: ${isMisuse ? hint(error) : (error?.stack ?? error)}`);
    return MISUSE;
  }
}

async function judgeFiles(values, files) {
  const certificates = await readAll(files.length === 0 ? ["-"] : files);
  const report = await validateAsync({ ...(await defaults(values)), certificates });
  if (values.json) console.log(JSON.stringify(report));
  else console.log(draw(report, values.color ?? (!values["no-color"] && process.stdout.hasColors?.() === true)));
  return report.verdict === "trusted" ? TRUSTED : REJECTED;
}

/** The request that the options make. */
async function defaults(values) {
  const trust = {
    ...(values.store === undefined ? {} : { store: values.store }),
    ...(values.anchors === undefined ? {} : { anchors: await readAll(values.anchors) }),
  };
  const { profile, purpose, time } = values;
  return {
    hostname: values["no-hostname"] ? null : values.hostname,
    profile,
    purpose,
    time,
    trust,
    fetched: values.fetched && (await readAll(values.fetched)),
    crls: values.crl && (await readAll(values.crl)),
    ocsp: values.ocsp && (await readAll(values.ocsp)),
  };
}

/**
 * A report or error for each line, in their order. At most a few lines are held at a time, however many there are; DER is
 * given in base64, which the engine reads as text.
 */
async function judgeLines(options) {
  const validator = new Validator(options);
  let status = TRUSTED;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line.trim() === "") continue;
    const { text, isMisuse } = await judgeLine(validator, line);
    if (isMisuse) status = MISUSE;
    if (!process.stdout.write(`${text}\n`)) await new Promise((resolve) => process.stdout.once("drain", resolve));
  }
  validator.free();
  return status;
}

async function judgeLine(validator, line) {
  try {
    return { text: JSON.stringify(await validator.validateAsync(readJson(line))), isMisuse: false };
  } catch (error) {
    if (!(error instanceof CertlensError)) throw error;
    return { text: JSON.stringify({ error: { code: error.code, message: error.message } }), isMisuse: true };
  }
}

function readJson(line) {
  try {
    return JSON.parse(line);
  } catch {
    throw new CertlensError("request-invalid", "The line is not JSON.");
  }
}

function readAll(files) {
  return Promise.all(files.map((file) => (file === "-" ? readStandardInput() : readFile(file))));
}

async function readStandardInput() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A report for people. All text in it is made safe by the engine. */
function draw(report, isColoured) {
  const paint = (code, text) => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : text);
  const mark = { error: paint(31, "✗ error"), warning: paint(33, "! warning"), info: "· info" };
  const lines = [paint(report.verdict === "trusted" ? "1;32" : "1;31", report.summary), ""];
  const [path] = report.paths;
  path?.certificates.forEach((index, place) => {
    const { label, contents } = report.certificates[index];
    lines.push(`${"  ".repeat(place)}${place > 0 ? "└ " : ""}${label}${contents?.notAfter ? paint(2, ` until ${contents.notAfter}`) : ""}`);
  });
  for (const { id, outcome, explanation, fix, reference } of report.findings) {
    lines.push("", `${mark[outcome]} ${paint(2, `[${id}]`)}`, `  ${explanation}`);
    if (fix !== null) {
      lines.push(`  ${fix.summary}`, ...fix.steps.map((step) => `  - ${step}`), ...(fix.commands ?? []).map((command) => `    ${command}`));
    }
    if (reference !== null) lines.push(paint(2, `  ${reference.document} section ${reference.section}, ${reference.url}`));
  }
  const { profile, code, time, notJudged } = report;
  lines.push("", paint(2, `Judged by ${profile} as of ${time}${code === null ? "" : `; code ${code}`}.`));
  if (notJudged.length > 0) lines.push(paint(2, `Not judged: ${notJudged.join(", ")}.`));
  return lines.join("\n");
}

function hint(error) {
  const advice = {
    "hostname-missing": " Give --hostname <name>, or --no-hostname.",
  };
  return `${error.message}${advice[error.code] ?? ""}`;
}

function readVersion() {
  return JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8")).version;
}

function say(text, status) {
  console.log(text);
  return status;
}
