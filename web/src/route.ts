// Where in the page the reader is: `#/`, `#/submit`, `#/receipt`, `#/sheet/<kind>`, `#/days`, `#/find`, `#/find/<id>`.
// `#/a/<application>` opens what it carries (share.ts).

import type { SheetKind } from 'yushen';

/** The papers that can be printed, in the order in which they are offered. */
export const SHEET_KINDS = [
  'checklist',
  'receipt',
  'notice',
  'acceptance',
  'non-acceptance',
  'promise',
] as const satisfies SheetKind[];

export type Route =
  | { page: 'check' }
  | { page: 'submit' }
  | { page: 'receipt' }
  | { page: 'days' }
  | { page: 'sheet'; kind: SheetKind }
  | { page: 'find'; id: string };

export function readRoute(): Route {
  const [page = '', id = ''] = location.hash.replace(/^#\/?/, '').split('/');
  switch (page) {
    case 'submit':
    case 'receipt':
    case 'days':
      return { page };
    case 'sheet':
      return { page, kind: SHEET_KINDS.find((kind) => kind === id) ?? 'checklist' };
    case 'find':
      return { page, id: decodeURIComponent(id) };
    default:
      return { page: 'check' };
  }
}

/** Goes to another page of the page. */
export function go(to: '/' | '/submit' | '/receipt' | '/sheet/checklist' | `/find${string}`): void {
  location.hash = to;
}
