// Sessions in the npm package: after every change they stand where a review of the whole stands, and tell no more and no
// less than what moved. The same steps, many more of them, are asked natively (tests/session.rs).

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { InputError, load } from 'yushen';

import { generator } from '../generator.mjs';

const read = (name) => readFileSync(new URL(`../../wasm/pkg/rulebooks/${name}.json`, import.meta.url), 'utf8');
const on = '2026-11-23';
const places = ['donghu', 'zhuzhou', 'xiangxiang'];

/** What a review says of everything that a session tells of. */
function standing(review, { facts }) {
  const moves = new Map(review.ask.map((ask) => [ask.fact, ask.moves.length]));
  return [
    { kind: 'whole', verdict: review.verdict },
    ...review.programs.map(({ id, verdict, wished }) => ({ kind: 'program', id, verdict, wished })),
    ...review.totals.map(({ id, verdict, days }) => ({ kind: 'total', id, verdict, ...(days === undefined ? {} : { days }) })),
    ...review.items.map(({ id, need, timing, wished, done }) => ({ kind: 'item', id, need, timing, wished, done })),
    ...review.materials.map(({ id, need, state }) => ({ kind: 'paper', id, need, state })),
    ...facts.map((id) => ({ kind: 'fact', id, moves: moves.get(id) ?? 0 })),
  ];
}

/** A random change of an application, by what the page's own calls take. */
function change(random, law, draft, session) {
  const pick = (list) => list[random(list.length)];
  const toggled = (list, id) => (list.includes(id) ? list.filter((each) => each !== id) : [...list, id]);
  switch (random(8)) {
    case 0: {
      const { id } = pick(law.items);
      draft.items = toggled(draft.items, id);
      return session.wish(id, draft.items.includes(id));
    }
    case 1: {
      const { id } = pick(law.programs);
      draft.programs = toggled(draft.programs, id);
      return session.wishProgram(id, draft.programs.includes(id));
    }
    case 2:
    case 3: {
      const { id } = pick(law.materials);
      const said = pick([{}, { inHand: true }, { inHand: { copies: 0 } }, { promised: true }, { promised: { by: '2026-12-01' } }, { committed: true }]);
      draft.materials.delete(id);
      draft.promises.delete(id);
      draft.commitments.delete(id);
      if (said.inHand) draft.materials.set(id, said.inHand === true ? {} : said.inHand);
      if (said.promised) draft.promises.set(id, said.promised === true ? {} : said.promised);
      if (said.committed) draft.commitments.add(id);
      return session.paper(id, said);
    }
    default: {
      const fact = pick(law.facts);
      const values = {
        bool: () => random(2) === 1,
        choice: () => pick(fact.choices).id,
        set: () => fact.choices.filter(() => random(2)).map(({ id }) => id),
        number: () => pick([0, 1.5, 299, 300, 5000, 100000]),
        integer: () => pick([0, 1, 9, 33, 2.5]),
        date: () => '2026-05-01',
      };
      const value = pick([values[fact.type](), values[fact.type](), { value: values[fact.type](), as: 'presumed' }, null, undefined]);
      if (value === undefined) draft.facts.delete(fact.id);
      else draft.facts.set(fact.id, value);
      return session.answer(fact.id, value);
    }
  }
}

const written = (draft) => ({
  facts: Object.fromEntries(draft.facts),
  items: draft.items,
  programs: draft.programs,
  materials: [...draft.materials].map(([id, told]) => ({ id, ...told })),
  promises: [...draft.promises].map(([material, promise]) => ({ material, ...promise })),
  commitments: [...draft.commitments].map((material) => ({ material })),
});

for (const place of places) {
  test(`${place}: after every change a session stands where a review does, and has told what moved`, async () => {
    const rulebook = await load({ rulebook: read(place), calendar: read('calendar') });
    const law = rulebook.lawOn(on);
    const random = generator(places.indexOf(place) + 1);
    const draft = { facts: new Map(), items: [], programs: [], materials: new Map(), promises: new Map(), commitments: new Set() };
    const session = rulebook.session({}, on);
    let moved = 0;
    let before = session.standing();
    for (let step = 0; step < 150; step++) {
      const count = change(random, law, draft, session);
      const review = rulebook.review(written(draft), on);
      const now = session.standing();
      assert.deepEqual(now, standing(review, session.names), `step ${step}: ${JSON.stringify(written(draft))}`);
      assert.deepEqual(session.ask(), review.ask);
      assert.equal(session.verdict, review.verdict);
      const told = session.changes();
      assert.equal(told.length, count);
      const differing = now.filter((state, n) => JSON.stringify(state) !== JSON.stringify(before[n]));
      const subjects = (states) => states.filter(({ kind }) => kind !== 'use').map((state) => JSON.stringify(state)).sort();
      assert.deepEqual(subjects(told), subjects(differing));
      before = now;
      moved += differing.length;
    }
    assert.deepEqual(session.review(), rulebook.review(written(draft), on));
    assert.ok(moved > 150, `150 changes moved only ${moved} subjects`);
    session.free();
  });
}

test('by number and by id, a change is the same', async () => {
  const rulebook = await load({ rulebook: read('donghu'), calendar: read('calendar') });
  const [byNumber, byId] = [rulebook.session({}, on), rulebook.session({}, on)];
  const { facts } = rulebook.lawOn(on);
  for (const [n, fact] of facts.entries()) {
    if (fact.type === 'bool') assert.equal(byNumber.choose(n, 1), byId.answer(fact.id, true));
    if (fact.type === 'choice') assert.equal(byNumber.choose(n, 1), byId.answer(fact.id, fact.choices[1].id));
    if (fact.type === 'number') assert.equal(byNumber.number(n, 5_000_000), byId.answer(fact.id, 500));
    assert.deepEqual(byNumber.changes(), byId.changes());
  }
  const papers = byNumber.names.materials;
  for (const [n, id] of papers.entries()) assert.equal(byNumber.hold(n, true), byId.paper(id, { inHand: true }));
  assert.deepEqual(byNumber.standing(), byId.standing());
  assert.equal(byNumber.evaluate(), 0, 'nothing changes by looking again');
});

test('a session refuses what an application may not hold, and stays as it was', async () => {
  const rulebook = await load({ rulebook: read('donghu'), calendar: read('calendar') });
  const session = rulebook.session({ facts: { in_service_area: true } }, on);
  const before = session.standing();
  const [fact] = rulebook.lawOn(on).facts.filter(({ type }) => type === 'bool');
  assert.throws(() => session.answer(fact.id, 'maybe'), (error) => error instanceof InputError && error.errors[0].pointer === `/facts/${fact.id}`);
  assert.throws(() => session.answer('no-such-fact', true), RangeError);
  assert.throws(() => session.wish('no-such-item', true), RangeError);
  assert.throws(() => session.paper('no-such-paper', { inHand: true }), RangeError);
  assert.throws(() => rulebook.session({ facts: { 'no-such-fact': true } }, on), InputError);
  for (const number of [9_999, -1, 1.5, NaN]) {
    session.choose(number, 1);
    session.hold(number, true);
  }
  session.choose(0, 99);
  assert.equal(session.standing().length, before.length);
  assert.equal(session.evaluate(), 0);
});

test('what a session tells is right after memory has grown', async () => {
  const rulebook = await load({ rulebook: read('donghu'), calendar: read('calendar') });
  const session = rulebook.session({}, on);
  const more = Array.from({ length: 60 }, () => rulebook.session({}, on));
  const n = rulebook.lawOn(on).facts.findIndex(({ id }) => id === 'in_service_area');
  const [here, there] = [session.choose(n, 0), more[59].choose(n, 0)];
  assert.equal(here, there);
  assert.deepEqual(session.changes(), more[59].changes());
  assert.ok(session.changes().length > 0);
});
