import type { Fact } from 'yushen';
import type { Answered } from './draft';
import { Exact, grouped } from './exact';
import { say, t } from './language';

/** An answer in words: `是`, `出让`, `21,000 平方米`. */
export function answerText(fact: Fact, answered: Answered | undefined): string {
  if (answered === undefined) return t().unanswered;
  const { value } = answered;
  const choice = (id: string) => {
    const known = fact.choices.find((each) => each.id === id);
    return known ? say(known.text) : id;
  };
  if (value === null) return t().unsure;
  if (typeof value === 'boolean') return value ? t().yes : t().no;
  if (typeof value === 'string') return choice(value);
  if (value instanceof Exact) return [grouped(value.text), fact.unit && say(fact.unit)].filter(Boolean).join(' ');
  return value.length > 0 ? value.map(choice).join(t().listGap) : t().noneOfThese;
}
