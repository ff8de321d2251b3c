// Where everything stands, followed from draft to draft: only what differs goes to the rules, and nothing is told twice.

import type { Answer, PaperSaid, Rulebook, Session, SubjectState, Verdict } from 'yushen';
import { type Answered, type Draft, EMPTY } from './draft';
import { rulesInput } from './rules-input';

type Of<Kind extends SubjectState['kind']> = Extract<SubjectState, { kind: Kind }>;

/** What a draft comes to, without the reasons. */
export interface Standings {
  readonly verdict: Verdict;
  /** The questions whose answer can still change something, the best first. */
  readonly ask: readonly Of<'fact'>[];
  readonly programs: readonly Of<'program'>[];
  readonly items: readonly Of<'item'>[];
  readonly papers: readonly Of<'paper'>[];
}

/** One draft after another, on one day in one place. */
export class Following {
  readonly rulebook: Rulebook;
  readonly on: string;
  readonly #session: Session;
  #draft: Draft = EMPTY;

  constructor(rulebook: Rulebook, on: string) {
    this.rulebook = rulebook;
    this.on = on;
    this.#session = rulebook.session({}, on);
  }

  /** Brings the rules to a draft. The applicant's form stays out of it. */
  to(draft: Draft): Standings {
    const [before, session] = [this.#draft, this.#session];
    const { names } = session;
    for (const id of differing(before.facts, draft.facts)) session.answer(id, answerOf(draft.facts.get(id)));
    for (const id of exchanged(before.programs, draft.programs)) session.wishProgram(id, draft.programs.includes(id));
    // What is not in force on that day can be wished for, and changes nothing.
    const items = exchanged(before.items, draft.items).filter((id) => names.items.includes(id));
    for (const id of items) session.wish(id, draft.items.includes(id));
    const papers = new Set([
      ...differing(before.materials, draft.materials),
      ...differing(promised(before), promised(draft)),
      ...exchanged(before.commitments, draft.commitments),
    ]);
    for (const id of papers) session.paper(id, saidOf(draft, id));
    this.#draft = draft;
    return standings(session);
  }
}

function standings(session: Session): Standings {
  const all = session.standing();
  const of = <Kind extends SubjectState['kind']>(kind: Kind) => all.filter((each): each is Of<Kind> => each.kind === kind);
  const ask = of('fact').filter(({ moves }) => moves > 0);
  // Equal ones stay in the rulebook's order.
  ask.sort((one, other) => other.moves - one.moves);
  return { verdict: session.verdict, ask, programs: of('program'), items: of('item'), papers: of('paper') };
}

const answerOf = (given: Answered | undefined): Answer | undefined =>
  given && (rulesInput(given.as ? { value: given.value, as: given.as } : given.value) as Answer);

function saidOf(draft: Draft, id: string): PaperSaid {
  const told = draft.materials.get(id);
  const promise = draft.promises.find(({ material }) => material === id);
  return {
    ...(told ? { inHand: rulesInput(told) as object } : {}),
    ...(promise ? { promised: promise.by ? { by: promise.by } : {} } : {}),
    committed: draft.commitments.includes(id),
  };
}

const promised = ({ promises }: Draft) => new Map(promises.map((promise) => [promise.material, promise]));

/** The keys of which two maps do not hold the same. */
const differing = (before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): string[] =>
  before === after ? [] : [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key));

/** What is in one list, and not in the other. */
const exchanged = (before: readonly string[], after: readonly string[]): string[] =>
  before === after ? [] : [...before.filter((id) => !after.includes(id)), ...after.filter((id) => !before.includes(id))];
