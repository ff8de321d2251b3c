// The workload as a law: everything that a compiled rulebook has to have, with words as long as East Lake's.

import { fold } from './peers/formulas.mjs';

const relations = { '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' };
const write = {
  all: (parts) => ({ all: parts }),
  any: (parts) => ({ any: parts }),
  not: (part) => ({ not: part }),
  yes: (id) => ({ yes: id }),
  in: (id, choices) => ({ 'one-of': { fact: id, choices } }),
  compare: (id, op, value) => ({ compare: { fact: id, op: relations[op], value: `${value}` } }),
};

/** The compiled rulebook, as canonical JSON. */
export function law({ size, facts, programs, items, papers }) {
  const condition = (when) => (when ? fold(when, facts, write) : { constant: true });
  const uses = items.map(() => []);
  papers.forEach(({ id, item, when }, n) => uses[item].push(use(id, condition(when), n)));
  return canonical({
    id: size,
    name: words(size, 4, 12),
    place: words(size, 4, 12),
    region: size,
    bands: [3, 1],
    groups: [{ id: 'all', name: words('all', 6, 16) }],
    stages: [{ id: 'works', name: words('works', 8, 30), basis: basis(0) }],
    facts: facts.map(question),
    definitions: [],
    constraints: [],
    programs: programs.map(({ id, when }, n) => program(id, condition(when), n)),
    totals: [],
    items: items.map(({ id, when }, n) => item(id, condition(when), uses[n], n)),
    gates: [],
    duties: [],
    materials: papers.map(({ id }) => ({ id, name: words(id, 12, 48), source: 'applicant', form: 'original', count: 1 })),
    sources: [{ id: 'ACT', title: words('ACT', 14, 40), number: '1', version: '2026-01-01', standing: 'law', read: 'full text read' }],
    gaps: [],
    press: [],
  });
}

function question({ id, kind, choices = [] }, n) {
  return {
    id,
    type: kind,
    group: 'all',
    question: words(id, 17, 59),
    why: words(id, 25, 80),
    basis: basis(n),
    choices: choices.map((choice) => ({ id: choice, text: words(choice, 10, 30) })),
  };
}

/** Two rows, the condition and its opposite: a table has to cover every set of answers. */
function program(id, when, n) {
  const rule = (verdict, when) => ({ id: `${id}-${verdict}`, when, verdict, text: words(id, 69, 206), basis: basis(n), variants: [] });
  const rules = [rule('eligible', when), rule('not-eligible', { not: when })];
  return { id, name: words(id, 6, 24), summary: words(id, 30, 90), basis: basis(n), rules, notes: [], items: [] };
}

function item(id, neededWhen, materials, n) {
  return {
    id,
    name: words(id, 13, 43),
    kind: 'permit',
    stage: 'works',
    agency: words(id, 9, 30),
    neededWhen,
    neededText: words(id, 19, 68),
    basis: [basis(n)],
    noticeDays: 5,
    duration: 'authority',
    limit: { days: 20, unit: 'working', unmarked: false, from: 'acceptance', basis: basis(n), variants: [] },
    after: [],
    materials,
  };
}

function use(material, neededWhen, n) {
  return { material, neededWhen, neededText: words(material, 4, 15), basis: [basis(n)], from: [], alternatives: [] };
}

const basis = (n) => ({ source: 'ACT', article: `第${1 + (n % 99)}条`, standing: 'law' });

const zh = ['建设单位', '施工许可', '依法办理', '有关部门', '审批事项', '工程项目', '设计文件', '用地规划'];
const en = ['the owner', 'a building permit', 'under the law', 'the office in charge', 'an approval', 'the project', 'the drawings', 'land use'];

/** Words of about these lengths, beginning with a name, so that no two are alike. */
function words(name, zhLength, enLength) {
  const first = [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 8;
  const filled = (list, joint, length) => {
    let text = name;
    for (let n = first; text.length < length; n++) text += joint + list[n % list.length];
    return text;
  };
  return { zh: filled(zh, '', zhLength), en: filled(en, ' ', enLength) };
}

function canonical(value) {
  return JSON.stringify(value, (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
