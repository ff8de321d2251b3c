// Timing, the same in Node and in a page: one batch of each runner after the other, round after round, so that what else the
// machine does hits all alike.

/** Milliseconds: long enough that neither a page's clock, which counts in steps of 5 µs, nor what the runner before has put out of the processor's caches counts. */
const BATCH = 4;

/**
 * `runners` is `[{ name, step, later? }]`; `later` says that a step is a promise. Gives by name the µs of one step in each
 * batch, in the order of the rounds; one that has used up its `budget` of ms sits out the rounds that are left.
 */
export async function race(runners, { warm = 500, budget = 2_000, rounds = 100, least = 4 } = {}) {
  const lanes = [];
  for (const runner of runners) lanes.push({ ...runner, batch: await warmed(runner, warm), spent: 0, samples: [] });
  for (let round = 0; round < rounds; round++) {
    for (const lane of lanes) {
      if (lane.spent > budget && lane.samples.length >= least) continue;
      const took = lane.later ? await laterBatch(lane.step, lane.batch) : batch(lane.step, lane.batch);
      lane.spent += took;
      lane.samples.push((1000 * took) / lane.batch);
    }
  }
  return Object.fromEntries(lanes.map(({ name, samples }) => [name, samples]));
}

/** Steps for so many ms, so that the engine's compiler has done its work; gives the steps that make a batch. */
async function warmed({ step, later }, ms) {
  let size = 1;
  const end = performance.now() + ms;
  for (;;) {
    const took = later ? await laterBatch(step, size) : batch(step, size);
    if (performance.now() >= end) return Math.max(1, Math.ceil((size * BATCH) / took));
    if (took < BATCH) size *= 2;
  }
}

function batch(step, size) {
  const start = performance.now();
  for (let n = 0; n < size; n++) step();
  return performance.now() - start;
}

async function laterBatch(step, size) {
  const start = performance.now();
  for (let n = 0; n < size; n++) await step();
  return performance.now() - start;
}

export function spread(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { runs: sorted.length, median: at(0.5), p95: at(0.95) };
}

/** How many times as long `a` took as `b`: the median over the rounds that both ran. */
export function ratio(a, b) {
  const both = Math.min(a.length, b.length);
  return spread(Array.from({ length: both }, (_, n) => a[n] / b[n])).median;
}
