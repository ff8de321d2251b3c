// One size of the workload, all engines: their answers compared, then timed. The same in Node and in a page.

import { applications, changes, workload } from './workload.mjs';
import { race } from './race.mjs';

const COMPARED = { small: 32, large: 6 };
/** ms before the clock counts: a compiler that works while the code runs needs them longer where there is more of it. */
const WARM = { small: 500, large: 2_000 };

/**
 * `entries` is `[{ id, own?, later?, load }]`, where `load` gives an engine that is ready: `{ check, review?, session? }`. Gives
 * `ready`, the ms that each took to be so, `samples`, the µs of each batch, and `moved`, how many subjects a changed answer moves.
 */
export async function contest(size, entries) {
  const field = await agree(size, entries);
  return { ready: field.ready, moved: field.moved, samples: await race(runners(field), { warm: WARM[size] }) };
}

/** Every engine made ready, its answers compared with the others', and the session's at every step of a road. */
export async function agree(size, entries) {
  const work = workload(size);
  const states = applications(work, COMPARED[size]).map((state) => answers(work, state));
  const road = changes(work, states[0], 32);
  const engines = [];
  const ready = {};
  for (const { load, ...entry } of entries) {
    const start = performance.now();
    const engine = await load();
    ready[entry.id] = performance.now() - start;
    engines.push({ ...entry, ...engine });
  }
  await compareChecks(engines, states);
  const moved = engines.filter(({ session }) => session).map((engine) => walk(engine, engines, states[0], road));
  return { engines, states, road, ready, moved: moved[0] };
}

function runners({ engines, states, road }) {
  return engines.flatMap((engine) => {
    const { own, review, session } = engine;
    if (!own) return fullCheck(engine, states[0], road);
    const reviews = [{ name: 'review', step: inTurn(states, review) }, ...floor(states.map(review))];
    if (!session) return reviews;
    const [one, other] = [session(states[0]), session(states[0])];
    return [{ name: 'change', step: inTurn(road.map(one.worded), one.change) }, { name: 'evaluate', step: () => other.evaluate() }, ...reviews];
  });
}

/** What the host alone takes to write our answers, and to make text of their bytes. */
function floor(texts) {
  const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
  const write = inTurn(texts.map((text) => JSON.parse(text)), (answer) => JSON.stringify(answer));
  const decode = inTurn(texts.map((text) => encoder.encode(text)), (bytes) => decoder.decode(bytes));
  return [{ name: 'write', step: write }, { name: 'decode', step: decode }];
}

/** An application as the engines take it; `facts` is made by JSON's reader, which lays it out best. */
function answers({ facts }, { values, hand }) {
  const named = JSON.parse(JSON.stringify(Object.fromEntries(facts.map(({ id }, n) => [id, values[n]]))));
  return { facts: named, names: facts.map(({ id }) => id), values: [...values], hand };
}

function tell({ facts, names, values }, { fact, value }) {
  facts[names[fact]] = value;
  values[fact] = value;
}

async function compareChecks(engines, states) {
  for (const [n, state] of states.entries()) {
    const [first, ...others] = engines;
    const expected = JSON.stringify(await first.check(state));
    for (const { id, check } of others) {
      const given = JSON.stringify(await check(state));
      if (given !== expected) throw new Error(`application ${n}: ${first.id} says ${expected}\n${id} says ${given}`);
    }
  }
}

/** One answer changed, and everything asked again: the engines keep nothing. */
function fullCheck({ id, check, later }, state, road) {
  const own = copy(state);
  let seen = 0;
  let at = 0;
  const next = () => tell(own, road[at++ % road.length]);
  const look = ({ verdicts, needed, missing }) => (seen += verdicts.length + needed.length + missing.length);
  const step = () => (next(), look(check(own)));
  return { name: id, later, step: later ? async () => (next(), look(await check(own))) : step };
}

/** A session walks the road, and has to agree with another engine at each step; gives how many subjects a step changed. */
function walk({ session, review }, engines, state, road) {
  const other = engines.find(({ own }) => !own);
  const walked = copy(state);
  const kept = session(state);
  let before = kept.lists();
  let moves = 0;
  for (const change of road) {
    tell(walked, change);
    const changed = new Set(kept.changed(kept.change(kept.worded(change))));
    const after = kept.lists();
    if (JSON.stringify(after) !== JSON.stringify(other.check(walked))) throw new Error(`the session differs from ${other.id} at ${JSON.stringify(change)}`);
    const told = moved(before, after).every(([kind, index]) => changed.has(kept.subject(kind, index)));
    if (!told) throw new Error(`the session did not tell all that ${JSON.stringify(change)} changed`);
    moves += changed.size;
    before = after;
  }
  if (kept.text() !== review(walked)) throw new Error('the session and a fresh review differ at the end of the road');
  return moves / road.length;
}

/** What two answers differ in, as a kind of subject and its index. */
function moved(before, after) {
  const either = (a, b) => [...without(a, b), ...without(b, a)];
  return [
    ...before.verdicts.flatMap((verdict, n) => (verdict === after.verdicts[n] ? [] : [['program', n]])),
    ...either(before.needed, after.needed).map((n) => ['item', n]),
    ...either(before.missing, after.missing).map((n) => ['paper', n]),
  ];
}

function without(list, others) {
  const known = new Set(others);
  return list.filter((entry) => !known.has(entry));
}

function inTurn(list, step) {
  let at = 0;
  return () => step(list[at++ % list.length]);
}

function copy({ facts, names, values, hand }) {
  return { facts: JSON.parse(JSON.stringify(facts)), names, values: [...values], hand };
}
