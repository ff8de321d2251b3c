import type { ItemReview } from 'yushen';
import { t } from './language';
import type { Tone } from './sentences';
import type { View } from './view';

/** Where an item stands, as a word, a mark and a tone. */
export interface ItemStanding {
  id: 'done' | 'now' | 'later' | 'unknown' | 'outside' | 'not-needed';
  mark: string;
  word: string;
  tone: Tone;
}

export function itemStanding(view: View, item: ItemReview): ItemStanding {
  if (item.done) return { id: 'done', mark: '✓', word: t().stateDone, tone: 'yes' };
  if (item.need === 'not-needed') return { id: 'not-needed', mark: '–', word: t().stateNotNeeded, tone: 'open' };
  if (item.need === 'undetermined') return { id: 'unknown', mark: '?', word: t().stateUnknown, tone: 'open' };
  if (view.draft.items.length > 0 && !item.wished)
    return { id: 'outside', mark: '–', word: t().stateOutside, tone: 'open' };
  return item.timing === 'now'
    ? { id: 'now', mark: '●', word: t().stateNow, tone: 'yes' }
    : { id: 'later', mark: '◔', word: t().stateLater, tone: 'may' };
}
