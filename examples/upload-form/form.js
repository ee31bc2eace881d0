// The file field is invalid until its certificate is trusted for the host, so the browser does not send the form. The server
// must check again: what a page says of itself proves nothing.
import init, { bundle, validateAsync } from "certlens";

const { hostname, bundle: file } = document.querySelector("form").elements;
const output = document.querySelector("output");

async function check() {
  file.setCustomValidity("The certificate is being checked.");
  if (file.files.length === 0 || hostname.value === "") return;
  const problem = await problemOf({ certificates: await file.files[0].arrayBuffer(), hostname: hostname.value, profile: "webpki" });
  file.setCustomValidity(problem ?? "");
  output.textContent = problem ?? "This certificate will be trusted.";
}

async function problemOf(request) {
  try {
    await init();
    const { verdict, summary } = await validateAsync(request);
    if (verdict === "rejected") return summary;
    const { changes } = bundle(request) ?? { changes: [] };
    return changes.length === 0 ? null : changes.join(" ");
  } catch (error) {
    return error.message;
  }
}

hostname.addEventListener("change", check);
file.addEventListener("change", check);
