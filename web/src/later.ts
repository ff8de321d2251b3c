// Parts that are fetched once the first answer is there, so that they are there without a network: 文书与清单, 时间.

import { nothing, type TemplateResult } from 'lit';
import type { View } from './view';

let sheets: typeof import('./parts/sheet-page') | null = null;

export async function loadLater(): Promise<void> {
  const [loaded] = await Promise.all([import('./parts/sheet-page'), import('./parts/days-page'), import('./calendar-file')]);
  sheets = loaded;
}

/** 办事清单, for the printer. */
export const checklist = (view: View): TemplateResult | typeof nothing => sheets?.checklist(view) ?? nothing;
