/** The package's types: as a strict TypeScript user meets them, and held against what the engine really answers. */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { reportsOfCorpus } from "../testing/corpus.js";
import { PACKAGE, freshProject, importBuilt, onlineChains, run } from "../testing/support.js";

let project;
let tsc;

before(async () => {
  project = await freshProject();
  tsc = await findTsc();
});

/** TypeScript's `bin/tsc` that CERTLENS_TSC names, else the one among the build's tools, else one installed into the project. */
async function findTsc() {
  const given = process.env.CERTLENS_TSC;
  if (given !== undefined) return given;
  const tool = fileURLToPath(new URL("../xtask/tools/node_modules/typescript/bin/tsc", PACKAGE));
  if (existsSync(tool)) return tool;
  await run(project, "npm", "install", "--silent", "--no-audit", "--no-fund", "typescript");
  return join(project, "node_modules", "typescript", "bin", "tsc");
}

async function compile(file, options, ...others) {
  const compilerOptions = { strict: true, noEmit: true, target: "es2022", lib: ["es2022", "dom"], types: [], skipLibCheck: false, ...options };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [file, ...others] }));
  await run(project, process.execPath, tsc, "--project", project);
}

for (const [module, moduleResolution] of [["nodenext", "nodenext"], ["esnext", "bundler"]]) {
  test(`every type is usable under --strict, module resolution ${moduleResolution}`, () => {
    copyFileSync(new URL("testing/usage.ts", PACKAGE), join(project, "usage.mts"));
    return compile("usage.mts", { module, moduleResolution, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true });
  });
}

for (const path of ["README.md", "../README.md"]) {
  test(`the example for Node in ${path} is TypeScript too`, () => {
    const [, example] = /```js\n([^]*?)```/.exec(readFileSync(new URL(path, PACKAGE), "utf8"));
    writeFileSync(join(project, "example.mts"), example);
    writeFileSync(join(project, "node.d.ts"), 'declare module "node:fs" { export function readFileSync(path: string): Uint8Array; }\n');
    return compile("example.mts", { module: "nodenext" }, "node.d.ts");
  });
}

/** What the examples take of others, as those declare it. */
const OTHERS = `
declare module "node:tls" {
  class X509Certificate { readonly raw: Uint8Array; readonly issuerCertificate: X509Certificate | undefined }
  interface DetailedPeerCertificate { raw: Uint8Array; issuerCertificate: DetailedPeerCertificate }
  interface TLSSocket { getPeerX509Certificate(): X509Certificate | undefined; getPeerCertificate(detailed: true): DetailedPeerCertificate; end(): this }
  export function connect(options: { host: string; port: number; servername: string; rejectUnauthorized: boolean }, onSecure: () => void): TLSSocket;
}
declare module "react" {
  export interface HTMLAttributes<Element> { id?: string | undefined; onClick?: ((element: Element) => void) | undefined }
  export type DetailedHTMLProps<Props, Element> = Props & { ref?: { current: Element | null } };
  export namespace JSX { interface IntrinsicElements {} }
}
declare module "react/jsx-runtime" {
  export { JSX } from "react";
}
`;

test("the examples in TypeScript are strict TypeScript, and React's JSX knows the element by one of them", async () => {
  const examples = [...readFileSync(new URL("README.md", PACKAGE), "utf8").matchAll(/```ts\n([^]*?)```/g)].map(([, example]) => example);
  const names = examples.map((example, index) => {
    writeFileSync(join(project, `example-${index}.mts`), example);
    return `example-${index}.mts`;
  });
  writeFileSync(join(project, "others.d.ts"), OTHERS);
  writeFileSync(join(project, "use.tsx"), `
    import { connect } from "node:tls";
    import { validate } from "certlens";
    const socket = connect({ host: "a", port: 1, servername: "a", rejectUnauthorized: true }, () => {});
    validate({ certificates: socket.getPeerCertificate(true), hostname: "a" });
    export const element = <certlens-verdict hostname="example.com" profile="firefox" request={{ hostname: null }} id="verdict" />;
    // @ts-expect-error: no such profile
    export const wrong = <certlens-verdict profile="netscape" />;
  `);
  await compile("use.tsx", { module: "preserve", jsx: "react-jsx" }, ...names, "others.d.ts");
});

for (const [module, options] of [["nodenext", {}], ["preserve", { moduleResolution: "bundler" }]]) {
  test(`a CommonJS module may import the package, module ${module}`, () => {
    writeFileSync(join(project, "script.cts"), 'import { validate, type Report } from "certlens";\nexport const report: Report = validate({ certificates: "", hostname: null });\n');
    return compile("script.cts", { module, ...options });
  });
}

/** Of each id at most thirty findings that differ. */
async function findingsOfCorpus(validate) {
  const found = {};
  for (const finding of (await reportsOfCorpus(validate)).flatMap(({ paths }) => paths.flatMap(({ findings }) => findings))) {
    const { id, details } = finding;
    const known = (found[id] ??= new Map());
    if (known.size < 30) known.set(JSON.stringify(details), finding);
  }
  return Object.values(found).flatMap((known) => [...known.values()]);
}

test("what the engine answers is what the types say, no property more or less", async () => {
  const { checkIds, describe, inspect, validate } = await importBuilt("node.js");
  const request = { ...onlineChains()[0], trust: { store: "chrome" } };
  const broken = Buffer.from(request.certificates[0].replace(/-----[A-Z ]+-----/g, ""), "base64").subarray(0, 500);
  const reports = [
    request,
    { ...request, hostname: null, fetched: request.certificates, trust: { anchors: request.certificates } },
    { ...request, hostname: "other.invalid", time: "2099-01-01T00:00:00Z", certificates: [request.certificates, "noise"] },
    { ...request, certificates: broken },
  ].map(validate);
  // As literals: only in these does the compiler refuse properties that the type has not.
  const literals = {
    "Report[]": reports, "Finding[]": await findingsOfCorpus(validate),
    Inspection: inspect([request.certificates, "noise"]), "CheckDescription[]": checkIds().map(describe),
  };
  const declarations = Object.entries(literals).map(([type, value], index) => `export const value${index}: ${type} = ${JSON.stringify(value)};`);
  writeFileSync(join(project, "answers.mts"), `import type { CheckDescription, Finding, Inspection, Report } from "certlens";\n${declarations.join("\n")}\n`);
  await compile("answers.mts", { module: "nodenext" });
});
