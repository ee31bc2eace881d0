// In the context of what is shown: whether an error page lets one go on. Argument: the function that takes the answer, null where
// there is no such page.
const [done] = arguments;

// What `found` finds as soon as it does; nothing after a while.
async function wait(found) {
  for (let turn = 0; turn < 50; turn += 1) {
    const something = found();
    if (something) {
      return something;
    }
    await new Promise(go => setTimeout(go, 100));
  }
  return null;
}

// Of the newer page (net-error-card.mjs) or of the older one (aboutNetError.mjs), which it shows of codes that the newer does not know.
function find(selector) {
  return document.querySelector("net-error-card")?.shadowRoot?.querySelector(selector) ?? document.querySelector(selector);
}

(async () => {
  if (!/^about:(neterror|certerror)/.test(document.documentURI)) {
    done(null);
    return;
  }
  // The button is in a part that opens when one asks for it.
  (await wait(() => find("#advanced-button, #advancedButton")))?.click();
  const button = await wait(() => {
    const button = find("#exception-button, #exceptionDialogButton");
    return button?.getClientRects().length > 0;
  });
  done(!!button);
})();
