/** The files that the command is given: never more of one than the engine takes. */
import { createReadStream, fstatSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { CertlensError, safe } from "./errors.js";
import { MAX_BYTES, tooLarge } from "./request.js";
import { serverCommand } from "./server-command.js";

/** How files of certificates are called; and others that are given, which is no site's name. */
const ENDINGS = /\.(pem|crt|cer|cert|der|p7b|p7c)$/i;
const OTHER_ENDINGS = /\.(key|csr|p12|pfx|jks|txt|log|json|ya?ml|conf|html?)$/i;

export function readAll(files) {
  return Promise.all(files.map(readOne));
}

/** A file's bytes; "-" is standard input. */
export function readOne(file) {
  if (file === "-") return read(standardInput(), "Standard input");
  if (isDirectory(file)) throw new CertlensError("request-invalid", `${file} is a directory: name its files (${join(file, "*.pem")}), or look through it with --inspect.`);
  return read(createReadStream(file), file);
}

/**
 * A directory's files that are called as certificates are, also in those below it, by path; and what cannot be read of it: [path, error].
 * Links to files count, to directories do not; pipes and devices, which may never end, neither.
 */
export function filesIn(directory) {
  const found = foundIn(directory).sort(([path], [other]) => (path < other ? -1 : 1));
  const none = `${safe(directory)} holds no file that is called .pem, .crt, .cer, .cert, .der, .p7b or .p7c: name the files themselves.`;
  return found.length > 0 ? found : [[directory, new CertlensError("no-certificate", none)]];
}

function foundIn(directory) {
  try {
    return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return foundIn(path);
      return ENDINGS.test(entry.name) && (kindOf(path)?.isFile() ?? true) ? [[path]] : [];
    });
  } catch (error) {
    return [[directory, unreadable(directory, error)]];
  }
}

export const isDirectory = (path) => kindOf(path)?.isDirectory() === true;

/** Of what cannot be looked at there is none: reading it will say why. */
function kindOf(path) {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** Node takes a directory for an empty input. */
export function standardInput() {
  if (fstatSync(0).isDirectory()) throw unreadable("Standard input", new Error("it is a directory"));
  return process.stdin;
}

/** Not more than the engine takes: a device has no end. */
async function read(stream, name) {
  const chunks = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_BYTES) throw tooLarge(safe(name), `more than ${MAX_BYTES} bytes`);
    }
  } catch (error) {
    if (error instanceof CertlensError) throw error;
    throw unreadable(name, error);
  }
  return Buffer.concat(chunks);
}

export function unreadable(name, cause) {
  return new CertlensError("request-invalid", `${safe(name)} cannot be read: ${safe(cause.message)}${whereItIsServed(name, cause)}`, { cause });
}

/** Where a site's address was given for a file: how what it sends is judged. */
function whereItIsServed(name, { code }) {
  const [, host, port] = /^(?:https:\/\/)?([a-z0-9](?:[a-z0-9-]*\.)+[a-z]{2,})(?::(\d{1,5}))?(?:\/.*)?$/i.exec(name) ?? [];
  if (code !== "ENOENT" || host === undefined || ENDINGS.test(host) || OTHER_ENDINGS.test(host)) return "";
  return `\nNothing is fetched here. To judge what a server sends: ${judgeServer(host, port)}`;
}

/** The command that judges what `host` sends, a host that a shell takes as it is. */
export const judgeServer = (host, port) => `${serverCommand(host, port)} | certlens --hostname ${host}`;
