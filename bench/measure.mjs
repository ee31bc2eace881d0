/** How measurements are made, in Node and in browsers: contestants in turn, so that what else the machine does meets all. */

/** Milliseconds that a contestant runs before anything is measured: engines compile what runs often once more. */
const WARM = 300;

/**
 * The median milliseconds of a call, by contestant. `contestants` are functions of a count of their own calls, by name; each
 * round calls each of them, for at least `slice` milliseconds (browsers' clocks are coarse). At least 25 rounds and four seconds.
 */
export async function race(contestants, { slice = 0 } = {}) {
  const runners = [];
  for (const [name, work] of Object.entries(contestants)) {
    const start = performance.now();
    let count = 0;
    while (count < 3 || performance.now() - start < WARM) await work(count++);
    const each = (performance.now() - start) / count;
    runners.push({ name, work, count, calls: Math.max(1, Math.ceil(slice / each)), times: [] });
  }
  const end = performance.now() + 4_000;
  for (let round = 0; round < 25 || performance.now() < end; round += 1) {
    for (const runner of runners) {
      const start = performance.now();
      for (let call = 0; call < runner.calls; call += 1) await runner.work(runner.count++);
      runner.times.push((performance.now() - start) / runner.calls);
    }
  }
  return Object.fromEntries(runners.map(({ name, times }) => [name, median(times)]));
}

export function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
