// The element, as its page would use it: what it says of the chain in its text, of one set before the element was defined, and of
// what is no request; properties may be a class's.
const request = await (await fetch("/request.json")).json();

async function answers(element, change) {
  const answer = new Promise((resolve) => {
    for (const name of ["certlens-report", "certlens-error"]) {
      element.addEventListener(name, ({ detail }) => resolve(detail.verdict ?? detail.code), { once: true });
    }
  });
  change(element);
  return answer;
}

async function judge() {
  const early = document.createElement("certlens-verdict");
  early.request = request;
  const module = "certlens/element";
  await import(module);
  const said = [await answers(early, () => document.body.append(early)), early.getAttribute("verdict"), early.report.verdict];

  const written = document.createElement("certlens-verdict");
  const { hostname, time, profile, trust: { store } } = request;
  for (const [name, value] of Object.entries({ hostname, time, profile, store })) written.setAttribute(name, value);
  written.append([request.certificates].flat().join("\n"));
  document.body.append(written);
  said.push(await answers(written, () => {}));
  said.push(await answers(written, () => written.setAttribute("hostname", "other.invalid")));
  said.push(await answers(written, () => (written.request = { hostname: undefined, profile: "netscape" })));
  said.push(await answers(written, () => (written.request = 5)));
  class Netscape {
    get profile() {
      return "netscape";
    }
  }
  said.push(await answers(written, () => (written.request = new Netscape())));

  // A second copy of the package, of another bundle on the page say, leaves the element to the first.
  const { CertlensVerdict } = await import(`${module}?again`);
  said.push(written instanceof CertlensVerdict, document.createElement("certlens-verdict").constructor === written.constructor);
  return said.join(" ");
}

const result = await judge().catch((error) => `${error.stack}`);
await fetch("/result", { method: "POST", body: result });
