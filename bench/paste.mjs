/**
 * Pastes `text` into certlens' page `times` times, and answers the milliseconds until the verdict was drawn and the longest
 * that the page stood still meanwhile, in the median and at worst. Sent to the page as its own source: it must need nothing else.
 */
export async function fromPaste(text, times) {
  const box = document.querySelector("#input-text");
  const results = document.querySelector("#results");
  const waited = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const judged = () => new Promise((resolve, reject) => {
    const observer = new MutationObserver(() => {
      if (results.dataset.state === "working") return;
      observer.disconnect();
      if (results.dataset.state !== "result") reject(new Error(`the page is in state ${results.dataset.state}`));
      else requestAnimationFrame(() => setTimeout(resolve)); // it is on the screen
    });
    observer.observe(results, { attributeFilter: ["data-state"] });
  });

  /** As a browser pastes: the page may take the text over, or it goes into the box. */
  function paste(pasted) {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    if (!box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))) return;
    box.value = pasted;
    box.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste", bubbles: true }));
  }

  const took = [];
  const still = [];
  for (let time = -2; time < times; time += 1) {
    document.querySelector(".clear").click();
    await waited(600); // until the empty page is drawn
    let last = performance.now();
    let longest = 0;
    const clock = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }, 4);
    const start = performance.now();
    const done = judged();
    paste(text + "\n".repeat(time + 2)); // not the same input again, whose report would be known
    await done;
    const end = performance.now();
    clearInterval(clock);
    if (time < 0) continue; // the engine and the lists were loaded
    took.push(end - start);
    still.push(Math.max(longest, end - last));
  }
  const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
  return { times, median: median(took), worst: Math.max(...took), still: median(still) };
}
