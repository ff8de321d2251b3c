// The figures of one run as text.

import { engines } from './peers/index.mjs';
import { SIZES } from './workload.mjs';

const OURS = {
  change: 'Yushen, a session: all that one answer changed',
  evaluate: 'Yushen, a session: everything evaluated again',
  review: 'Yushen, whole review, every reason, as text',
};
/** What the host takes for a part of our review. */
const FLOOR = {
  write: '  JSON.stringify of the same answer, alone',
  decode: '  TextDecoder over its bytes, alone',
};
const rivals = engines.filter(({ own }) => !own);

export function table(result) {
  const { machine } = result;
  return [
    `${machine.cpu}, ${machine.cores} cores, Chromium ${machine.chromium}, Node ${machine.node}; load ${machine.load.toFixed(1)} before the run`,
    ...eastLake(result),
    '',
    `Beside us: ${rivals.filter(({ library }) => library).map(({ version }) => version).join(', ')}.`,
    ...Object.keys(SIZES).flatMap((size) => contest(result, size)),
    '× change, × review: how many times as long as our session and as our whole review, round by round. The others keep nothing: for',
    'them one answer changed is a full check, without reasons, texts or open answers. p95 is of batches of four milliseconds or more.',
    ...dues(result),
    ...cold(result),
    ...bytes(result),
    ...goals(result),
    ...losses(result),
  ].join('\n');
}

function eastLake({ reviews, load, module, rules, scale, visit }) {
  return [
    ...head('one review of a full East Lake application', 'median µs', 'p95 µs', 'runs'),
    ...Object.entries(reviews).map(([name, { median, p95, runs }]) => row(name, median.toFixed(1), p95.toFixed(1), runs)),
    ...Object.entries(load).map(([name, value]) => row(name, value.toFixed(1))),
    ...head(`a district's hall: ${scale.items} items, ${whole(scale.materials)} papers, ${scale.facts} facts`),
    ...Object.entries(scale.ms).map(([name, ms]) => row(`  ${name} the rules, ms`, ms.toFixed(0))),
    row('  written and compiled, bytes', whole(scale.bytes.written), whole(scale.bytes.compiled)),
    row('  native review of all answers', scale.full.median.toFixed(1), scale.full.p95.toFixed(1), scale.full.runs),
    row('  native review of half the answers', scale.half.median.toFixed(1), scale.half.p95.toFixed(1), scale.half.runs),
    row(`a plan of ${scale.road.items} items, ${whole(scale.road.edges)} prerequisites: forward`, scale.plan.median.toFixed(1), scale.plan.p95.toFixed(1), scale.plan.runs),
    row('  back from a wished day', scale.back.median.toFixed(1), scale.back.p95.toFixed(1), scale.back.runs),
    ...head('bytes', 'raw', 'gzip', 'brotli'),
    row('module', whole(module.raw), whole(module.gzip), whole(module.brotli)),
    row('rulebook and calendar', '', '', whole(rules.brotli)),
    ...head('first visit, bytes over the wire'),
    ...Object.entries(visit.kinds).map(([kind, n]) => row(`  ${kind}`, whole(n))),
    row('  HTML, JS, CSS and wasm', whole(visit.page)),
    row('  with everything else', whole(visit.all)),
  ];
}

function contest({ contest, strict }, size) {
  const { facts, programs, items, papers } = SIZES[size];
  const hosts = Object.values(contest).map((sizes) => sizes[size]);
  const titles = Object.keys(contest).flatMap((host) => [`${host} µs`, 'p95', '× change', '× review']);
  const cells = (read) => hosts.flatMap(read);
  const need = ({ id, builds }) => (strict[id] ? '' : builds ? ' (needs eval, or a build)' : ' (needs eval)');
  const ours = Object.entries(OURS).filter(([id]) => hosts[0][id]);
  return [
    ...head(`${size}: ${facts} questions, ${programs} programs, ${whole(items)} items, ${whole(papers)} papers`, ...titles),
    ...[...ours, ...Object.entries(FLOOR)].map(([id, name]) => row(name, ...cells((race) => [few(race[id].median), few(race[id].p95), '', '']))),
    ...rivals.map(({ id, name, builds }) =>
      row(`${name}${need({ id, builds })}`, ...cells(({ [id]: own, times }) => [few(own.median), few(own.p95), few(times.change?.[id]), few(times.review[id])])),
    ),
    ...(hosts[0].moved ? [`One answer changes ${few(hosts[0].moved)} verdicts, needs, states and questions on average.`] : []),
  ];
}

function dues({ dues }) {
  const names = [...new Set(Object.values(dues).flatMap(Object.keys))];
  return [
    ...head('one due date, ns', ...Object.keys(dues).flatMap((host) => [host, 'p95'])),
    ...names.map((name) => row(name, ...Object.values(dues).flatMap((host) => [few(host[name]?.median), few(host[name]?.p95)]))),
  ];
}

function cold({ cold, strict }) {
  const sizes = Object.values(cold);
  const named = Object.fromEntries(engines.map(({ id, name }) => [id, name]));
  return [
    ...head('a cold page on localhost to its first verdict, ms', ...Object.keys(cold).flatMap((size) => [size, 'p95', '× module']), 'strict page'),
    ...Object.keys(sizes[0].pages).map((id) =>
      row(named[id] ?? id, ...sizes.flatMap(({ pages, times }) => [few(pages[id].median), few(pages[id].p95), few(times[id])]), id in strict ? (strict[id] ? 'yes' : 'no') : ''),
    ),
    '× module: as a multiple of an empty page with an empty wasm module. A strict page allows wasm and no eval.',
  ];
}

function bytes({ bytes, memory }) {
  const sizes = Object.keys(memory);
  const kilo = (n) => whole(n / 1000);
  return [
    ...head('download and memory', 'raw', 'gzip', 'brotli', ...sizes.flatMap((size) => [`${size} rules`, 'heap, kB', 'wasm, kB'])),
    ...engines.map(({ id, name }) => {
      const { engine, rules } = bytes[id];
      return row(name, whole(engine.raw), whole(engine.gzip), whole(engine.brotli), ...sizes.flatMap((size) => [whole(rules[size].brotli), kilo(memory[size][id].js), kilo(memory[size][id].wasm)]));
    }),
    'Rules: brotli. Memory: what a page with a ready engine holds more than an empty one.',
  ];
}

function goals({ goals }) {
  const verdict = (met) => (met === null ? 'not measured' : met ? 'met' : 'NOT MET');
  return [
    ...head('goal', 'goal', 'measured', ''),
    ...goals.map(({ what, goal, measured, met }) => row(what, goal, met === null ? '' : few(measured), verdict(met)) + (met === null ? `: ${measured}` : '')),
  ];
}

function losses({ losses }) {
  return ['', losses.length > 0 ? 'Where we lose, and how many times theirs:' : 'We lose nowhere.', ...losses.map((sentence) => `- ${sentence}`)];
}

const row = (name, ...cells) => `${name}`.padEnd(66) + cells.map((cell) => `${cell ?? ''}`.padStart(13)).join('');
const head = (...cells) => ['', row(...cells)];
const whole = (n) => Math.round(n).toLocaleString('en');

/** Three figures, and never less than whole ones. */
function few(n) {
  if (n === undefined) return '';
  return n >= 100 ? whole(n) : n.toPrecision(n >= 1 ? 3 : 2);
}
