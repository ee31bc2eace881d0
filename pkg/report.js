/**
 * Makes objects of a report that the engine gives for that: beside its JSON come the checks of its paths, as numbers (`Told` in
 * src/wasm.rs). They would be half of what JSON.parse has to read.
 */

/** `words()`: what the numbers stand for (`Engine.words`). */
export function reportReader(words) {
  let known = null;
  return (json, numbers) => {
    const [ids, outcomes] = (known ??= JSON.parse(words()));
    const report = JSON.parse(json);
    let at = 0;
    for (const { checks } of report.paths) {
      const end = at + 1 + 3 * numbers[at];
      for (at += 1; at < end; at += 3) {
        const certificate = numbers[at + 1];
        checks.push({ id: ids[numbers[at]], certificate: certificate === 0 ? null : certificate - 1, outcome: outcomes[numbers[at + 2]] });
      }
    }
    return report;
  };
}
