import type { Basis, Fact, Item, Law, Material, Program, Use } from 'yushen';

/** A law, notice, policy or news page that a rule may cite. */
export type Cited = Law['sources'][number];

/** A law with its parts by id. */
export class LawIndex {
  readonly facts: ReadonlyMap<string, Fact>;
  readonly items: ReadonlyMap<string, Item>;
  readonly materials: ReadonlyMap<string, Material>;
  readonly programs: ReadonlyMap<string, Program>;
  readonly sources: ReadonlyMap<string, Cited>;

  constructor(readonly law: Law) {
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

  /** A paper as an item asks for it. */
  use(item: string, material: string): Use | null {
    return this.items.get(item)?.materials.find((use) => use.material === material) ?? null;
  }
}
