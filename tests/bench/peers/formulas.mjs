// What most of the engines share: the walk over a neutral condition, and a check that asks one formula at a time.

/** Every formula of a workload in an engine's own words: `write` has a way to put each kind of condition. */
export function translated({ facts, programs, items, papers }, write) {
  const formula = (condition) => fold(condition, facts, write);
  return {
    programs: programs.map(({ when }) => formula(when)),
    items: items.map(({ when }) => formula(when)),
    papers: papers.map(({ item, when }) => [item, when && formula(when)]),
  };
}

export function fold(condition, facts, write) {
  const inner = (part) => fold(part, facts, write);
  if (condition.all) return write.all(condition.all.map(inner));
  if (condition.any) return write.any(condition.any.map(inner));
  if (condition.not) return write.not(inner(condition.not));
  const { id } = facts[condition.fact];
  if (condition.is) return write.yes(id, condition.fact);
  if (condition.in) return write.in(id, condition.in, condition.fact);
  return write.compare(id, condition.op, condition.value, condition.fact);
}

/**
 * A check over formulas that `compile` makes into `(facts) => boolean`. It asks for no more than is needed: a paper only
 * where its item is needed and it is not in hand.
 */
export function checker(rules, compile) {
  const programs = rules.programs.map(compile);
  const items = rules.items.map(compile);
  const papers = grouped(rules).map((some) => some.map(([at, formula]) => [at, formula && compile(formula)]));
  return ({ facts, hand }) => {
    const verdicts = [];
    const needed = [];
    const missing = [];
    for (const holds of programs) verdicts.push(holds(facts));
    for (let item = 0; item < items.length; item++) {
      if (!items[item](facts)) continue;
      needed.push(item);
      for (const [at, holds] of papers[item]) {
        if (hand[at] === 0 && (holds === null || holds(facts))) missing.push(at);
      }
    }
    return { verdicts, needed, missing };
  };
}

/** The papers of each item, `[index, formula]`. */
export function grouped({ items, papers }) {
  const groups = items.map(() => []);
  papers.forEach(([item, formula], at) => groups[item].push([at, formula]));
  return groups;
}
