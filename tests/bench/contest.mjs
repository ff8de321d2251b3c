// One size of the workload, all engines: their answers compared, then timed. The same in Node and in a page.

import { applications, changes, workload } from './workload.mjs';
import { race } from './race.mjs';

const COMPARED = { small: 32, large: 6 };

/**
 * `entries` is `[{ id, own?, later?, load }]`, where `load` gives an engine that is ready: `{ check, review?, session? }`. Gives
 * `{ ready, samples }`: ms that each took to be ready, and µs of each batch.
 */
export async function contest(size, entries) {
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
  const runners = [];
  for (const engine of engines) {
    if (engine.review) runners.push({ name: 'review', step: inTurn(states, engine.review) });
    if (engine.session) runners.push(...(await sessions(engine, engines, states[0], road)));
    if (!engine.own) runners.push(fullCheck(engine, states[0], road));
  }
  return { ready, samples: await race(runners) };
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

/** One answer changed in a session, and its full evaluation; first it walks the road, and has to agree at each step. */
async function sessions({ session }, engines, state, road) {
  const other = engines.find(({ own }) => !own);
  const walked = copy(state);
  const kept = session(state);
  let before = kept.lists();
  for (const change of road) {
    tell(walked, change);
    const changed = new Set(kept.changed(kept.change(change)));
    const after = kept.lists();
    const expected = other.check(walked);
    if (JSON.stringify(after) !== JSON.stringify(expected)) throw new Error(`the session differs from ${other.id} at ${JSON.stringify(change)}`);
    const told = moved(before, after).every(([kind, index]) => changed.has(kept.subject(kind, index)));
    if (!told) throw new Error(`the session did not tell all that ${JSON.stringify(change)} changed`);
    before = after;
  }
  return [
    { name: 'change', step: inTurn(road, kept.change) },
    { name: 'evaluate', step: () => kept.evaluate() },
  ];
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
