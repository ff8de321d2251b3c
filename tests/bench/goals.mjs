// What we set out for, what was measured, and where others are better: all of it read off the figures of one run.

import { engines } from './peers/index.mjs';

const WHY_NOT = { session: 'this build has no session', dueDay: 'this build has no call for it', native: 'make time was not run before', numpy: 'python3 has no numpy here' };
/** Engines that one could pick instead; the JavaScript by hand stands for what is possible. */
const libraries = engines.filter(({ library }) => library).map(({ id }) => id);
const names = Object.fromEntries(engines.map(({ id, name }) => [id, name]));

/** `[{ what, goal, measured, met }]`; `met` is null, and `measured` a reason, for what could not be measured. */
export function goals({ contest, cold, bytes, dues, module, scale, native }) {
  const [small, large] = [contest.Chromium.small, contest.Chromium.large];
  const wasm = dues.Chromium;
  const best = (race, ours) => race.change && least(libraries.map((id) => race.times[ours]?.[id]));
  const numbers = wasm['Yushen, day numbers'];
  const isoOf = (host) => host['Yushen, ISO dates'] ?? host['Yushen, JSON'];
  const iso = isoOf(wasm);
  return [
    atMost('one answer changed, Chromium, small, µs', 2, small.change?.median, WHY_NOT.session),
    atLeast('… times faster than any engine’s full check', 3, best(small, 'change'), WHY_NOT.session),
    atMost('one answer changed, Chromium, large, µs', 10, large.change?.median, WHY_NOT.session),
    atLeast('… times faster than generated JavaScript’s full check', 40, large.times.change?.generated, WHY_NOT.session),
    atLeast('… times faster than the best engine’s', 150, best(large, 'change'), WHY_NOT.session),
    atMost('full re-evaluation, Chromium, large, µs', 120, large.evaluate?.median, WHY_NOT.session),
    atMost('whole review, text to text, Chromium, small, µs', 100, small.review.median),
    atMost('whole review, text to text, Chromium, large, µs', 5_000, large.review.median),
    atLeast('whole review against zen wasm’s bare check, Chromium, small', 3, small.times.review['zen-engine-wasm']),
    atLeast('… against regorus wasm’s', 6, small.times.review.regorus),
    atLeast('… against json-rules-engine’s', 40, small.times.review['json-rules-engine']),
    atMost('module, brotli, bytes', 110_000, module.brotli),
    atMost('engine, brotli, as a part of zen wasm’s', 1, bytes.yushen.engine.brotli / bytes['zen-engine-wasm'].engine.brotli),
    atMost('bytes to first verdict, small, as a multiple of an empty module', 1.6, cold.small.times.yushen),
    atMost('due date from day numbers, Chromium, ns', 10, numbers?.median, WHY_NOT.dueDay),
    atMost('due date from day numbers, native, ns', 5, native['due by numbers'], WHY_NOT.native),
    atMost('due date, ISO in and out, Chromium, ns', 200, iso.median),
    atLeast('… times faster than chinese-days', 500, wasm['chinese-days'].median / iso.median),
    atLeast('… times faster than numpy’s scalar call, Node', 15, dues.Node.numpy && dues.Node.numpy.median / isoOf(dues.Node).median, WHY_NOT.numpy),
    atMost('a district’s hall reviewed natively, all answers, µs', 5_000, scale.full.median),
    atMost('… half the answers, µs', 5_000, scale.half.median),
  ];
}

const atMost = (what, limit, measured, why) => ({ what, goal: `≤ ${limit.toLocaleString('en')}`, measured: measured ?? why, met: measured === undefined ? null : measured <= limit });
const atLeast = (what, limit, measured, why) => ({ what, goal: `≥ ${limit} ×`, measured: measured ?? why, met: measured === undefined ? null : measured >= limit });
const least = (some) => Math.min(...some);

/** Sentences that say where we lose, the worst of each first; none where we do not. */
export function losses({ contest, cold, bytes, memory }) {
  const sentences = [];
  const say = (what, ours, theirs) => {
    const ahead = Object.entries(theirs).filter(([id, value]) => id !== 'yushen' && value < ours).sort(([, a], [, b]) => a - b);
    const told = ahead.map(([id, value]) => `${names[id] ?? id} (${times(ours / value)})`);
    if (told.length > 0) sentences.push(`${what}: behind ${told.join(', ')}.`);
  };
  for (const [host, sizes] of Object.entries(contest)) {
    for (const [size, race] of Object.entries(sizes)) {
      const where = `${host}, ${size}`;
      for (const [row, words] of Object.entries({
        change: 'One answer changed in a session, against full checks',
        evaluate: 'Everything evaluated again in a session, against full checks',
        review: 'A whole review with reasons as text, against bare checks',
      })) {
        if (race[row]) say(`${words} (${where})`, 1, race.times[row]);
      }
    }
  }
  for (const [size, { pages }] of Object.entries(cold)) {
    say(`The first verdict in a cold page (${size})`, pages.yushen.median, medians(pages, engines.map(({ id }) => id)));
  }
  const of = (read) => Object.fromEntries(engines.map(({ id }) => [id, read(id)]));
  say('The engine’s download, brotli', bytes.yushen.engine.brotli, of((id) => bytes[id].engine.brotli));
  for (const size of Object.keys(memory)) {
    say(`The rules’ download, brotli (${size}; ours carry every text and article in two languages)`, bytes.yushen.rules[size].brotli, of((id) => bytes[id].rules[size].brotli));
    const total = ({ js, wasm }) => js + wasm;
    say(`Memory (${size})`, total(memory[size].yushen), of((id) => total(memory[size][id])));
  }
  return sentences;
}

const medians = (pages, ids) => Object.fromEntries(ids.map((id) => [id, pages[id].median]));
const times = (factor) => `${factor.toFixed(factor < 10 ? 1 : 0)} ×`;
