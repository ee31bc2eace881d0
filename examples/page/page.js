import init, { validateAsync } from "certlens";

const form = document.querySelector("form");
const output = document.querySelector("output");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { hostname, certificates } = Object.fromEntries(new FormData(form));
  try {
    await init();
    const report = await validateAsync({ certificates, hostname, profile: "webpki" });
    output.textContent = report.summary; // as text: a certificate's names are its maker's
  } catch (error) {
    output.textContent = error.message; // no certificate, no host name: says what to do
  }
});
