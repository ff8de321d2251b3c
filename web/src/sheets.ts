// 文书与清单 come as a part of their own: fetched once the first answer is there, so that they print offline too.

import { nothing, type TemplateResult } from 'lit';
import type { View } from './view';

let loaded: typeof import('./parts/sheet-page') | null = null;

export async function loadSheets(): Promise<void> {
  loaded ??= await import('./parts/sheet-page');
}

/** 办事清单, for the printer. */
export const checklist = (view: View): TemplateResult | typeof nothing => loaded?.checklist(view) ?? nothing;
