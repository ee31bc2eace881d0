/** How measurements are made: warmed up, the median of many, in milliseconds. */

export async function measure(work, { seconds = 1, least = 15 } = {}) {
  for (let count = 0; count < 5; count += 1) await work(count);
  const times = [];
  const end = performance.now() + seconds * 1000;
  for (let count = 0; times.length < least || performance.now() < end; count += 1) {
    const start = performance.now();
    await work(count);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { median: times[times.length >> 1], best: times[0] };
}
