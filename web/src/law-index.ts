import type { Basis, Condition, Duty, Fact, Gate, Item, Law, Material, Program, Use } from 'yushen';

/** A law, notice, policy or news page that a rule may cite. */
export type Cited = Law['sources'][number];

/** A law as it is in force on a day, with its parts by id. */
export class LawIndex {
  readonly facts: ReadonlyMap<string, Fact>;
  readonly items: ReadonlyMap<string, Item>;
  readonly materials: ReadonlyMap<string, Material>;
  readonly programs: ReadonlyMap<string, Program>;
  readonly sources: ReadonlyMap<string, Cited>;

  constructor(
    readonly law: Law,
    readonly on: string,
  ) {
    const byId = <T extends { id: string }>(parts: T[]) => new Map(parts.map((part) => [part.id, part]));
    this.facts = byId(law.facts);
    this.items = byId(law.items);
    this.materials = byId(law.materials);
    this.programs = byId(law.programs);
    this.sources = byId(law.sources);
  }

  /** The program with ticks à la carte that bundles an item, and the fact that holds the ticks. */
  bundle(item: string): { program: Program; fact: string; basis: Basis } | null {
    for (const program of this.law.programs) {
      const part = program.items.find((each) => each.id === item);
      if (part && program.ticks) return { program, fact: program.ticks, basis: part.basis };
    }
    return null;
  }

  /** Why an item has to be in hand before works start, if it has to. */
  gate(item: string): Gate | null {
    return this.law.gates.find((gate) => gate.item === item) ?? null;
  }

  /** What the applicant has to do in time on account of an item; without one, what belongs to none. */
  duties(item?: string): Duty[] {
    return this.law.duties.filter((duty) => duty.item === item);
  }

  /** The questions that any of the conditions looks at, also through definitions, in the order of asking. */
  asked(conditions: Condition[]): Fact[] {
    const ids = new Set(conditions.flatMap((condition) => this.#facts(condition)));
    return this.law.facts.filter((fact) => ids.has(fact.id));
  }

  #facts(condition: Condition): string[] {
    if ('constant' in condition) return [];
    if ('all' in condition) return condition.all.flatMap((each) => this.#facts(each));
    if ('any' in condition) return condition.any.flatMap((each) => this.#facts(each));
    if ('not' in condition) return this.#facts(condition.not);
    if ('yes' in condition) return [condition.yes];
    if ('one-of' in condition) return [condition['one-of'].fact];
    if ('contains' in condition) return [condition.contains.fact];
    if ('compare' in condition) return [condition.compare.fact];
    const named = this.law.definitions.find((definition) => definition.id === condition.defined);
    return named ? this.#facts(named.when) : [];
  }

  /** A paper as an item asks for it. */
  use(item: string, material: string): Use | null {
    return this.items.get(item)?.materials.find((use) => use.material === material) ?? null;
  }
}
