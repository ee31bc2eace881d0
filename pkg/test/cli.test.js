/** The command, as a shell runs it. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { X509Certificate, generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { inspect, validateJson } from "../node.js";
import { BUILT, PACKAGE, built, onlineChains } from "../testing/support.js";

BUILT.forEach(built);
const CLI = fileURLToPath(new URL("cli.js", PACKAGE));
const [{ certificates, hostname, time }] = onlineChains();
const directory = mkdtempSync(join(tmpdir(), "certlens-cli-"));
process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
const CHAIN = join(directory, "chain.pem");
writeFileSync(CHAIN, certificates.join("\n"));
const GOOD = ["--hostname", hostname, "--time", time, "--store", "mozilla", "--profile", "rfc5280"];

/** Those options, but for what `options` say otherwise. */
const good = (...options) => [...GOOD.filter((_, at) => !options.includes(GOOD[at - at % 2])), ...options];

function certlens(args, input = "") {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, ...args]);
    let [output, errors] = ["", ""];
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (errors += data));
    child.on("close", (status) => resolve({ status, output, errors }));
    child.stdin.end(input);
  });
}

test("trusted: 0, and in words without colours where nobody looks", async () => {
  const { status, output } = await certlens([...GOOD, CHAIN]);
  assert.equal(status, 0);
  assert.match(output, /^Trusted for .*\n\n.* until \S+Z, \d+ days left\n {2}└ /);
  assert.ok(!output.includes("\u001b"));
});

test("rejected: 1, with what to do", async () => {
  const { status, output } = await certlens(good("--hostname", "other.invalid", "--color", CHAIN));
  assert.equal(status, 1);
  assert.match(output, /Rejected: /);
  assert.match(output, /hostname-mismatch/);
  assert.ok(output.includes("\u001b[1;31m"));
});

test("what to do is told once, however many it is for", async () => {
  const { output } = await certlens([...GOOD, CHAIN, CHAIN]);
  const told = output.split("\n").filter((line) => line.startsWith("  Remove the second copy."));
  assert.deepEqual(told, ["  Remove the second copy.", ...certificates.slice(1).map(() => "  Remove the second copy. See above, at certificate-duplicate.")]);
});

test("at a terminal, what is waited for is told", { skip: process.platform !== "linux" }, async () => {
  const child = spawn("script", ["-qec", `'${process.execPath}' '${CLI}' --no-hostname`, "/dev/null"]);
  let output = "";
  child.stdout.on("data", (data) => {
    output += data;
    if (output.includes("Ctrl+D")) child.stdin.end("\u0004");
  });
  await new Promise((resolve) => child.on("close", resolve));
  assert.match(output, /^certlens: Reading standard input\..*\r\n[^]*The input is empty/);
});

test("standard input and JSON", async () => {
  const { status, output } = await certlens([...GOOD, "--json"], certificates.join("\n"));
  assert.equal(status, 0);
  assert.equal(JSON.parse(output).verdict, "trusted");
});

test("misuse: 2, and says what to do on standard error", async () => {
  for (const [args, message] of [
    [["--store", "mozilla", CHAIN], new RegExp(`none was given\\. Give --hostname <name>, or --no-hostname\\. The certificate lists .*${hostname}.*\\.$`, "m")],
    [[...GOOD, join(directory, "none.pem")], /none\.pem cannot be read: ENOENT[^\n]*\n$/],
    [["server.key"], /server\.key cannot be read: ENOENT[^\n]*\n$/],
    [[...GOOD, "chain.example.crt"], /chain\.example\.crt cannot be read: ENOENT[^\n]*\n$/],
    [["example.com"], /\nNothing is fetched here\..* -connect example\.com:443 -servername example\.com .* --hostname example\.com\n$/],
    [["https://example.com:8443/a;b"], / -connect example\.com:8443 -servername example\.com -showcerts <\/dev\/null \| certlens --hostname example\.com\n$/],
    [["--no-hostname", "--time", "now", CHAIN], /: --time takes RFC 3339, as 2027-01-31T00:00:00Z\.$/m],
    [[...GOOD, directory], /certlens-cli-\w+ is a directory: name its files \(\S+\*\.pem\), or look through it with --inspect/],
    [[...GOOD, join(CHAIN, "below")], /below cannot be read: ENOTDIR/],
    [[...GOOD, "/dev/zero"], /\/dev\/zero holds more than 33554432 bytes/],
    [[...GOOD, "--no-hostname", CHAIN], /--hostname and --no-hostname/],
    [[...GOOD, "--anchors", "-", "-"], /once only/],
    [[...GOOD, "--anchors", "-"], /once only/],
    [[...GOOD, "--color", "--no-color", CHAIN], /--color and --no-color/],
    [["--jsonl", CHAIN], /neither files nor --json/],
    [["--jsonl", "--json"], /neither files nor --json/],
    [[...GOOD, "--fields", "verdict", CHAIN], /--fields is for --json and --jsonl/],
    [[...GOOD, "--json", "--fields", "verdict,cod", CHAIN], /a report has no "cod"; it has verdict, code, summary, /],
    [[...GOOD, "--days", "3", CHAIN], /--days is for --inspect/],
    [["--inspect", "--profile", "chrome", CHAIN], /--inspect judges nothing; it takes no --profile/],
    [["--inspect", "--jsonl"], /--inspect judges nothing; it takes no --jsonl/],
    [["--inspect", "--days", "-1", CHAIN], /--days/],
    [["--inspect", "--days=x", CHAIN], /--days takes a whole number from 0/],
    [["--inspect", "--time", "soon", CHAIN], /--time takes RFC 3339/],
    [[...GOOD, "--frobnicate", CHAIN], /option '--frobnicate'\.\n[^]*certlens --help/],
    [[...GOOD, CHAIN, "--profile"], /--profile[^]*certlens --help/],
    [good("--profile", "netscape", CHAIN), /netscape/],
    [[...GOOD, "--profile", "rfc5280", CHAIN], /--profile may be given once only/],
    [[...GOOD, CHAIN, `--hostname=${hostname}`], /--hostname may be given once only/],
  ]) {
    const { status, output, errors } = await certlens(args);
    assert.equal(status, 2, errors);
    assert.equal(output, "");
    assert.match(errors, message);
  }
});

test("what else a request can ask is asked by options", async () => {
  const judged = async (...options) => {
    const { output, errors } = await certlens(good(...options, "--json", CHAIN));
    return output === "" ? errors : JSON.parse(output);
  };
  assert.equal((await judged()).verdict, "trusted");
  assert.equal((await judged("--leaf", "1")).leaf, 1);
  assert.equal((await judged("--max-intermediates", "0")).verdict, "rejected");
  assert.equal((await judged("--revocation", "hard")).code, "revocation-unknown");
  assert.equal((await judged("--profile", "firefox", "--tls", "1.2", "--anchors-as", "built-in", "--sct", CHAIN)).profile, "firefox");
  const DOMAIN_VALIDATED = "2.23.140.1.2.1";
  assert.deepEqual((await judged("--require-policy", "--policy", "1.2.3", "--policy", DOMAIN_VALIDATED)).paths[0].policies, [DOMAIN_VALIDATED]);
  assert.equal((await judged("--require-policy", "--policy", "1.2.3")).code, "policy-required-not-found");
  assert.equal((await judged("--policy", "1.2.3")).verdict, "trusted", "asked for, and not required");
  assert.equal((await judged("--no-color", "--no-color")).verdict, "trusted", "said twice, and it means the same");
});

test("what is wrong with an option is said in its name, and with a line's request in its property's", async () => {
  for (const [option, wrong] of [
    ["--policy", "anyPolicy"], ["--leaf", "4294967296"], ["--leaf", "one"], ["--leaf", String(certificates.length)],
    ["--max-intermediates", "1.5"], ["--max-intermediates", "4294967296"], ["--tls", "1.1"], ["--anchors-as", "roots"], ["--revocation", "soft"],
    ["--store", "system"], ["--purpose", "trust"],
  ]) {
    const { status, errors } = await certlens(good(option, wrong, CHAIN));
    assert.equal(status, 2, option);
    assert.ok(errors.startsWith(`certlens: ${option} `) && errors.includes(wrong), errors);
    assert.doesNotMatch(errors, /`/);
  }
  assert.match((await certlens(good("--leaf=-1", CHAIN))).errors, /^certlens: --leaf takes .* "-1"\.$/m);
  assert.match((await certlens(good("--hostname", "", CHAIN))).errors, /or --no-hostname to leave it unchecked/);
  assert.match((await certlens(good("--profile", "`leaf` or null", CHAIN))).errors, /"`leaf` or null"/);
  assert.match((await certlens(["--jsonl", "--store", "system"], "{}\n")).errors, /^certlens: --store is "system"/);
  const { output } = await certlens(["--jsonl", ...GOOD], `${JSON.stringify({ certificates, leaf: 9 })}\n`);
  assert.match(JSON.parse(output).error.message, /^`leaf` is 9/);
});

/** NIST's PKITS. */
function pkits() {
  const file = new URL("../../target/suites.json", import.meta.url); // missing: run `cargo test --test conformance`
  return JSON.parse(readFileSync(file, "utf8")).find(({ name }) => name === "NIST PKITS").cases;
}

test("a CRL among the files counts where the standard judges, and none is claimed to be all", async () => {
  const { request: { time, certificates, crls, trust } } = pkits().find(({ id }) => id === "pkits::4.4.3");
  const files = (parts, name) => parts.map(({ base64 }, index) => {
    const file = join(directory, `${name}-${index}`);
    writeFileSync(file, Buffer.from(base64, "base64"));
    return file;
  });
  const [chain, lists, [root]] = [files(certificates, "certificate"), files(crls, "crl"), files(trust.anchors, "root")];
  const asked = ["--no-hostname", "--time", time, "--anchors", root, "--json"];
  const judged = async (...given) => JSON.parse((await certlens([...asked, ...given])).output);
  const standard = ["--purpose", "any", "--profile", "rfc5280"];
  assert.equal((await judged(...standard, ...chain)).verdict, "trusted");
  assert.equal((await judged(...standard, ...chain, ...lists)).code, "certificate-revoked");
  assert.equal((await judged(...standard, ...lists, ...chain)).code, "certificate-revoked");
  const { output } = await certlens([...asked.slice(0, -1), ...standard, ...chain, lists.at(-1)]);
  assert.match(output, /\[certificate-revoked\][^]*\nNot judged: .*certificate-revoked for other certificates/);
  const elsewhere = await judged(...standard, ...chain, ...lists, "--revocation", "off");
  assert.equal(elsewhere.verdict, "trusted");
  const [ofLeaf] = lists.slice(-1);
  const { verdict, findings } = await judged(...standard, chain[0], ...chain.slice(1), lists.find((list) => list !== ofLeaf));
  assert.notEqual(verdict === "rejected" && findings[0].id, "revocation-unknown");
  const browser = await judged("--purpose", "server", "--profile", "chrome", "--store", "none", ...chain, ...lists);
  assert.ok(!browser.findings.some(({ id }) => id === "certificate-revoked"));
  assert.ok(browser.findings.some(({ explanation }) => explanation.includes("browsers read no CRLs")));
});

test("what was repaired or is of no use is told, with its place", async () => {
  const told = async (...files) => (await certlens([...GOOD, ...files])).output;
  const file = (name, text) => {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  };
  const [leaf, ...others] = certificates;
  const repaired = [leaf.trim().replace(/\n-----END CERTIFICATE-----$/, ""), ...others].join("\n");
  assert.match(await told(file("endless.pem", repaired)), /^line 1: A certificate, PEM; .*END line/m);
  const damaged = file("damaged.pem", others[0].replace(/M/, "(M"));
  assert.match(await told(CHAIN, damaged), /damaged\.pem, line 1: A certificate, PEM; line 2 has a character that is not base64/);
  assert.doesNotMatch(await told(CHAIN), /line 1: /);
  const empty = file("empty.pem", "");
  assert.match(await told(CHAIN, empty), /empty\.pem, line 1: Nothing: it is empty/);
  const noise = file("noise.txt", `${CHAIN}\n\nno certificate\n`);
  assert.match(await told(noise, CHAIN), /noise\.txt, line 1: Not understood: /);
});

test("the policy options are the inputs of RFC 5280, as NIST's PKITS asks with them", async () => {
  const cases = pkits();
  const pieces = (parts) => parts.map((part) => (typeof part === "string" ? part : part.base64));
  for (const [id, ...options] of [
    ["pkits::4.8.3#2", "--require-policy"],
    ["pkits::4.8.6#3", "--policy", "2.16.840.1.101.3.2.1.48.2"],
    ["pkits::4.10.1#3", "--inhibit-policy-mapping"],
    ["pkits::4.12.3#2", "--inhibit-any-policy"],
  ]) {
    const { request: { policy, trust, certificates, fetched, crls, ...request } } = cases.find((each) => each.id === id);
    const line = JSON.stringify({
      ...request, certificates: pieces(certificates), fetched: pieces(fetched), crls: pieces(crls), trust: { ...trust, anchors: pieces(trust.anchors) },
    });
    const isAsked = async (given) => {
      const { output } = await certlens(["--jsonl", ...given], `${line}\n`);
      const { paths: [{ policies }], verdict } = JSON.parse(output);
      return { policies, verdict };
    };
    const expected = JSON.parse(validateJson({ ...JSON.parse(line), policy }));
    assert.deepEqual(await isAsked(options), { policies: expected.paths[0].policies, verdict: expected.verdict }, id);
    assert.notDeepEqual(await isAsked([]), await isAsked(options), `${id}: the option decides`);
  }
});

test("--jsonl: a report or an error for each line, in order", async () => {
  const lines = [{ certificates, hostname }, { certificates: "" }, { certificates, hostname: "other.invalid" }].map((line) => JSON.stringify(line));
  const { status, output } = await certlens(["--jsonl", "--store", "mozilla", "--time", time, "--profile", "rfc5280"], `${lines.join("\n")}\n\nno JSON\n`);
  assert.equal(status, 2);
  const answers = output.trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(answers.map(({ verdict, error }) => verdict ?? error.code), ["trusted", "input-empty", "rejected", "request-invalid"]);
});

test("--jsonl: lines end as systems end them, after a byte order mark or not, and hold any character", async () => {
  const request = (note) => JSON.stringify({ certificates: [note, ...certificates], hostname });
  const lines = [request("\u2028\u2029"), request("\r"), request("é")];
  for (const input of [`\ufeff${lines.join("\r\n")}`, `${lines.join("\n")}\n`]) {
    const { status, output } = await certlens(["--jsonl", "--store", "mozilla", "--time", time, "--profile", "rfc5280"], input);
    assert.equal(status, 0, output);
    assert.equal(output.trim().split("\n").length, 3);
  }
  // Only the stream's first character is such a mark.
  const { output } = await certlens(["--jsonl"], "{}\n\ufeff{}\n");
  assert.deepEqual(output.trim().split("\n").map((line) => JSON.parse(line).error.message.slice(0, 15)), ["certificates is", "Line 2 is not J"]);
});

test("--jsonl: of what is no JSON the line is told, counted with empty ones, and why; of UTF-16 that it is", async () => {
  const { output } = await certlens(["--jsonl"], `\n\n{"certificates": "\u001b"}\n\u0085{}\n`);
  const messages = output.trim().split("\n").map((line) => JSON.parse(line).error.message);
  assert.match(messages[0], /^Line 3 is not JSON: Bad control character in string literal in JSON at position 18\.$/);
  assert.match(messages[1], /^Line 4 is not JSON: [^\u0085]*\ufffd[^\u0085]*\.$/);
  const line = Buffer.from('{"certificates": ""}\n', "utf16le");
  for (const utf16 of [Buffer.concat([Buffer.from([0xff, 0xfe]), line]), line, Buffer.from(line).swap16()]) {
    const { status, output, errors } = await certlens(["--jsonl"], utf16);
    assert.deepEqual([status, output, errors], [2, "", "certlens: Standard input cannot be read: it is UTF-16; what is read here is UTF-8\n"]);
  }
  assert.match((await certlens(["--jsonl"], Buffer.alloc(9))).output, /Line 1 is not JSON/, "zeros are not UTF-16");
});

test("--jsonl: a line without an end is refused, and the next one read", async () => {
  const { statuses, errors } = await shell(`{ head -c 135000000 /dev/zero | tr '\\0' x; echo; echo '{}'; } | "$NODE" "$CLI" --jsonl > ${join(directory, "answers")}`);
  assert.deepEqual([statuses, errors], ["0 2", ""]);
  const answers = readFileSync(join(directory, "answers"), "utf8").trim().split("\n").map((line) => JSON.parse(line).error);
  assert.deepEqual(answers.map(({ code }) => code), ["input-too-large", "request-invalid"]);
  assert.match(answers[0].message, /^Line 1 holds more than 134217728 characters/);
});

/** In a shell, whose pipes and devices these are about: the statuses of all that `line` runs, and what stood in standard error. */
function shell(line) {
  return new Promise((resolve) => {
    const child = spawn("bash", ["-c", `${line}; echo "\${PIPESTATUS[@]}"`], { env: { ...process.env, NODE: process.execPath, CLI } });
    let [output, errors] = ["", ""];
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (errors += data));
    child.on("close", () => resolve({ statuses: output.trim().split("\n").at(-1), errors }));
  });
}

test("a reader that has enough is no failure, a full disk is one", async () => {
  const request = JSON.stringify({ certificates, hostname, time, trust: { store: "mozilla" }, profile: "rfc5280" });
  writeFileSync(join(directory, "requests"), `${request}\n`.repeat(50));
  const lines = `"$NODE" "$CLI" --jsonl < ${join(directory, "requests")}`;
  assert.deepEqual(await shell(`${lines} | head -c 1 > /dev/null`), { statuses: "0 0", errors: "" });
  for (const line of [lines, `"$NODE" "$CLI" --version`, `"$NODE" "$CLI" ${GOOD.join(" ")} --json ${CHAIN}`]) {
    const { statuses, errors } = await shell(`${line} > /dev/full`);
    assert.equal(statuses, "2", line);
    assert.match(errors, /^certlens: The answer cannot be written: ENOSPC/);
  }
});

test("a reader that has enough ends it, though more could be read", async () => {
  const request = join(directory, "request");
  writeFileSync(request, JSON.stringify({ certificates, hostname, time, trust: { store: "mozilla" }, profile: "rfc5280" }));
  // `yes` is ended by the pipe that nobody reads any more: 128 and SIGPIPE.
  const { statuses } = await shell(`yes "$(cat ${request})" | "$NODE" "$CLI" --jsonl | head -c 1 > /dev/null`);
  assert.equal(statuses, "141 0 0");
});

test("a standard input that cannot be read is said to be so", async () => {
  writeFileSync(join(directory, "written"), "");
  for (const [input, why] of [[`< ${directory}`, "it is a directory"], [`0> ${join(directory, "written")}`, "EBADF"]]) {
    for (const options of ["--jsonl", "--no-hostname"]) {
      const { statuses, errors } = await shell(`"$NODE" "$CLI" ${options} ${input}`);
      assert.equal(statuses, "2", `${options} ${input}`);
      assert.match(errors, new RegExp(`^certlens: Standard input cannot be read: ${why}`));
    }
  }
});

test("--sct takes DER, and base64 of it", async () => {
  // An SCT of no log that there is: a list of one, which is read.
  const sct = Buffer.concat([Buffer.from([0]), Buffer.alloc(32, 7), Buffer.alloc(8), Buffer.from([0, 0, 4, 3, 0, 1, 0])]);
  const list = Buffer.concat([Buffer.from([0, sct.length + 2, 0, sct.length]), sct]);
  const said = async (content) => {
    writeFileSync(join(directory, "scts"), content);
    const { output } = await certlens(good("--profile", "chrome", "--store", "chrome", "--json", "--sct", join(directory, "scts"), CHAIN));
    const { findings } = JSON.parse(output);
    return findings.filter(({ id }) => id.includes("sct") || id.includes("transparency"));
  };
  const expected = await said(list);
  assert.deepEqual(await said(`${list.toString("base64")}\n`), expected);
  assert.notDeepEqual(await said("- no list -"), expected);
});

test("--jsonl: an id comes back with what its line is answered", async () => {
  const request = { certificates, hostname };
  const lines = [
    [{ id: "a", ...request }, "a", "trusted"], [{ ...request, id: 7 }, 7, "trusted"], [request, undefined, "trusted"], [{ id: 0, certificates: "" }, 0, "input-empty"],
    [{ id: 1, ...request, host: "a" }, 1, "request-invalid"], [{ id: null, ...request }, undefined, "request-invalid"],
    [{ id: 1e300, ...request }, undefined, "request-invalid"], [{ id: [1], ...request }, undefined, "request-invalid"], ["id", undefined, "request-invalid"],
  ];
  const { output } = await certlens(["--jsonl", "--store", "mozilla", "--time", time, "--profile", "rfc5280"], lines.map(([line]) => JSON.stringify(line)).join("\n"));
  const answers = output.trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(answers.map(({ id, verdict, error }) => [id, verdict ?? error.code]), lines.map(([, ...expected]) => expected));
  assert.match(answers[5].error.message, /^id must be a string, or a number/);
});

test("--fields: of a report those properties alone, in their order", async () => {
  const options = good("--fields", "code, verdict,summary");
  const line = JSON.stringify({ id: 1, certificates, hostname: "other.invalid" });
  const { output } = await certlens([...options, "--jsonl"], `${line}\n{"certificates":""}\n`);
  const [answer, error] = output.trim().split("\n");
  assert.match(answer, /^\{"id":1,"code":"hostname-mismatch","verdict":"rejected","summary":"[^"]+"\}$/);
  assert.equal(JSON.parse(error).error.code, "input-empty");
  const judged = await certlens([...options, "--json", CHAIN]);
  assert.equal(judged.status, 0);
  assert.match(judged.output, /^\{"code":null,"verdict":"trusted","summary":"[^"]+"\}\n$/);
});

/** A directory as a server's: a chain, its key, a request, and what is none of these. */
function directoryOf(name) {
  const at = join(directory, name);
  mkdirSync(join(at, "below"), { recursive: true });
  const key = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" });
  const files = { "chain.pem": certificates.join("\n"), "privkey.pem": key, "notes.txt": certificates[0], "below/ca.crt": certificates[1], "below/other.pem": "no certificate\n" };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(at, file), text);
  symlinkSync("../chain.pem", join(at, "below", "link.cer"));
  symlinkSync("..", join(at, "below", "up.pem"));
  return at;
}

test("--inspect: a line for each certificate of each file", async () => {
  const leaf = new X509Certificate(certificates[0]);
  const end = new Date(leaf.validTo);
  const now = new Date(end - 10.5 * 86_400_000).toISOString();
  const { status, output } = await certlens(["--inspect", "--time", now, CHAIN, "-"], certificates[1]);
  assert.equal(status, 0);
  const lines = output.trimEnd().split("\n");
  assert.equal(lines.length, certificates.length + 1);
  const [, subject, names, , from, until, left, , sha256] = /^(.*?); names (.*?); issuer (.*?); from (\S+) until (\S+); (.*?); (.*?); SHA-256 ([0-9a-f]{64})$/.exec(lines[0]);
  assert.equal(subject, `${CHAIN}: ${leaf.subject.split("\n").reverse().join(",")}`);
  assert.ok(names.includes(hostname));
  assert.deepEqual([Date.parse(from), Date.parse(until), left], [Date.parse(leaf.validFrom), end.getTime(), "10 days left"]);
  assert.equal(sha256, leaf.fingerprint256.replaceAll(":", "").toLowerCase());
  assert.match(lines.at(-1), /^-: /);
  const day = 86_400_000;
  for (const [moment, left] of [
    [end.getTime() - 1000, "less than a day left"],
    [end.getTime() + 1000, "expired less than a day ago"],
    [end.getTime() + 1.5 * day, "expired 1 day ago"],
    [Date.parse(from) - 2 * day, "not valid for another 2 days"],
  ]) {
    const { status, output } = await certlens(["--inspect", "--time", new Date(moment).toISOString(), CHAIN]);
    assert.deepEqual([status, output.split("\n")[0].split("; ").at(-3)], [0, left]);
  }
});

test("--inspect: with --days it fails where one ends until then", async () => {
  const end = Date.parse(new X509Certificate(certificates[0]).validTo);
  const asked = async (days, now) => (await certlens(["--inspect", "--days", days, "--time", new Date(now).toISOString().replace(".000", ""), CHAIN])).status;
  const day = 86_400_000;
  assert.deepEqual(
    [await asked("10", end - 10 * day), await asked("10", end - 10 * day + 1000), await asked("0", end), await asked("0", end + 1000)],
    [0, 1, 0, 1],
    "its last second is still within",
  );
  // One whose end cannot be read is not known to last.
  const broken = join(directory, "broken.der");
  writeFileSync(broken, Buffer.from(certificates[0].replace(/-----[A-Z ]+-----/g, ""), "base64").subarray(0, 300));
  const { status, output } = await certlens(["--inspect", "--days", "0", broken]);
  assert.equal(status, 1, output);
  assert.match(output, /a certificate that cannot be decoded; .*; SHA-256 /);
});

test("--inspect: a directory stands for its files of certificates", async () => {
  const at = directoryOf("server");
  const { status, output } = await certlens(["--inspect", at]);
  assert.equal(status, 0);
  const files = output.trimEnd().split("\n").map((line) => line.slice(at.length + 1, line.indexOf(":")));
  const perChain = (file) => Array(certificates.length).fill(file);
  assert.deepEqual(files, ["below/ca.crt", ...perChain("below/link.cer"), "below/other.pem", ...perChain("chain.pem")]);
  assert.match(output, /other\.pem: no certificate\. Not understood: /);
  const empty = join(directory, "nothing");
  mkdirSync(empty);
  const none = await certlens(["--inspect", empty, at]);
  assert.deepEqual([none.status, none.output], [2, output], "the others are told too");
  assert.match(none.errors, /^certlens: \S+nothing holds no file that is called \.pem, [^\n]*\n$/);
  const [{ file, error }] = JSON.parse((await certlens(["--inspect", "--json", empty])).output);
  assert.deepEqual([file, error.code], [empty, "no-certificate"]);
});

test("--inspect: below a directory, what cannot be read is told, and the rest listed", async (context) => {
  const at = directoryOf("deep");
  context.after(() => shell(`cd ${at} && rm -r below`)); // which Node cannot, by the whole path
  // Beyond the longest path that a system takes: not even root can read that.
  const { statuses } = await shell(`cd ${at}/below && for i in $(seq 17); do mkdir $(printf d%.0s {1..250}) && cd d*; done`);
  assert.equal(statuses, "0");
  const { status, output, errors } = await certlens(["--inspect", at]);
  assert.equal(status, 2);
  assert.equal(output.trimEnd().split("\n").length, 2 + 2 * certificates.length);
  assert.match(errors, /^certlens: \S+\/below\/d+\S+ cannot be read: ENAMETOOLONG[^\n]*\n$/);
  const listed = JSON.parse((await certlens(["--inspect", "--json", at])).output);
  assert.deepEqual(listed.map(({ error }) => error?.code), [undefined, "request-invalid", undefined, undefined, undefined]);
  assert.ok(errors.startsWith(`certlens: ${listed[1].file} cannot`));
});

test("--inspect: a pipe in a directory is passed over, one that is named is read, and a link that leads nowhere told", async () => {
  const at = directoryOf("pipes");
  assert.equal((await shell(`mkfifo ${at}/a.pem`)).statuses, "0");
  const { status, output, errors } = await certlens(["--inspect", at]);
  assert.deepEqual([status, errors], [0, ""]);
  assert.doesNotMatch(output, /a\.pem/);
  const { statuses } = await shell(`cat ${CHAIN} > ${at}/a.pem & "$NODE" "$CLI" --inspect ${at}/a.pem > ${at}/answer`);
  assert.equal(statuses, "0");
  assert.match(readFileSync(join(at, "answer"), "utf8"), /a\.pem: .*; SHA-256 /);
  symlinkSync("none.pem", join(at, "loose.pem"));
  const loose = await certlens(["--inspect", at]);
  assert.deepEqual([loose.status, loose.output], [2, output]);
  assert.match(loose.errors, /^certlens: \S+loose\.pem cannot be read: ENOENT[^\n]*\n$/);
});

test("--inspect: what was named and holds no certificate is told, and fails", async () => {
  const at = directoryOf("named");
  writeFileSync(join(at, "evil\u001b[31m.pem"), "");
  for (const [file, message] of [
    ["privkey.pem", /^certlens: \S+privkey\.pem: no certificate\. A private key/], ["none.pem", /^certlens: \S+none\.pem cannot be read: ENOENT/],
    ["evil\u001b[31m.pem", /^certlens: \S+evil\ufffd\[31m\.pem: The input is empty/], ["evil\u001b.der", /^certlens: \S+evil\ufffd\.der cannot be read: ENOENT/],
    ["../../../../../dev/zero", /^certlens: \S+dev\/zero holds more than 33554432 bytes/],
  ]) {
    const { status, output, errors } = await certlens(["--inspect", "--days", "0", join(at, file), CHAIN]);
    assert.equal(status, 2);
    assert.match(errors, message);
    assert.equal(output.trimEnd().split("\n").length, certificates.length, "the others are told too");
    assert.ok(!errors.includes("\u001b"));
  }
});

test("--inspect --json: all that is in them, file by file", async () => {
  const { status, output } = await certlens(["--inspect", "--json", "--days", "9999999", CHAIN, join(directory, "none.pem")]);
  assert.equal(status, 2);
  const [chain, missing] = JSON.parse(output);
  const { file, expiring, ...inspection } = chain;
  assert.deepEqual([file, expiring], [CHAIN, certificates.map((_, index) => index)]);
  assert.deepEqual(inspection, inspect(readFileSync(CHAIN)));
  assert.equal(missing.error.code, "request-invalid");
});

/** Chrome's error page as it is copied, with or without a chain. */
const errorPage = (chain) => `Attackers might be trying to steal your information from shop.example.com\nNET::ERR_CERT_COMMON_NAME_INVALID\n`
  + `Subject: ${hostname}\n\nIssuer: CA\n\nExpires on: Mar 5, 2027\n\nCurrent date: ${time.slice(0, 10)}\n\nPEM encoded chain:\n${chain}`;

test("a browser's error page among the certificates is told, and how it is judged as there", async () => {
  const page = errorPage(certificates.join("\n"));
  const asked = ["--no-color", "--time", time];
  const other = await certlens([...asked, "--no-hostname", "--profile", "firefox"], page);
  const said = `Chrome's error page in it is for shop.example.com and says NET::ERR_CERT_COMMON_NAME_INVALID, on ${time.slice(0, 10)}.`;
  assert.ok(other.output.includes(`\n\n${said} To judge what it is about: --profile chrome --hostname shop.example.com\n`), other.output);
  const later = await certlens(["--no-hostname", "--time", "2020-01-01T00:00:00Z"], page);
  assert.ok(later.output.includes(` --hostname shop.example.com --time ${time.slice(0, 10)}T12:00:00Z\n`), later.output);
  const same = await certlens([...asked, "--hostname", "shop.example.com"], page);
  assert.ok(same.output.includes(`${said} certlens comes to the same code.\n`), same.output);
  const expired = await certlens([...asked, "--hostname", "shop.example.com"], page.replace("COMMON_NAME", "DATE"));
  assert.match(expired.output, /certlens comes to another answer\.\n/);
  assert.match((await certlens(asked, page)).errors, /or --no-hostname\. Chrome's error page in it is for shop\.example\.com\.$/m);
  assert.ok(!(await certlens(good("--json"), page)).output.includes("error page"));
});

test("an error that came without certificates is put into words", async () => {
  for (const [text, message] of [
    ["curl: (60) SSL certificate problem: certificate has expired", /, but an error\.\n {2}“certificate has expired” means: “The certificate has expired”\.\n {2}Every certificate has a last day\..*\n.* -connect HOST:443 /],
    [errorPage(""), /“NET::ERR_CERT_COMMON_NAME_INVALID” means.*“The certificate is for other names”[^]* -connect shop\.example\.com:443 -servername shop\.example\.com .* --hostname shop\.example\.com$/m],
    ["https://192.0.2.7/\nSEC_ERROR_UNKNOWN_ISSUER", / -connect 192\.0\.2\.7:443 -showcerts /],
    ["SEC_ERROR_UNKNOWN_ISSUER of $(reboot).example.com;", / -connect example\.com:443 /],
    ["tls: private key does not match public key", /certlens --no-hostname certificate\.pem key\.pem$/m],
    ["connect: Connection refused", /“Connection refused” means: no program answers at that address and port\.\n$/],
    ["the certificate of \u001b[31m has expired", /“the certificate of \ufffd\[31m has expired” means/],
    ["is this a certificate?", /Not understood: this is text without a certificate/],
  ]) {
    const { status, output, errors } = await certlens([], text);
    assert.deepEqual([status, output], [2, ""]);
    assert.match(errors, message);
    assert.ok(!errors.includes("\u001b"));
  }
});

test("--help and --version", async () => {
  assert.match((await certlens(["--help"])).output, /^usage: certlens/);
  assert.match((await certlens(["--version"])).output, /^\d+\.\d+\.\d+\n$/);
});
