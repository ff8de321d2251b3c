// The language of the page: Chinese unless the address says `?lang=en`.

import type { Text } from 'yushen';
import { en } from './strings/en';
import { zh, type Strings } from './strings/zh';

export type Language = 'zh' | 'en';

const STRINGS: Record<Language, Strings> = { zh, en };

let current: Language = new URL(location.href).searchParams.get('lang') === 'en' ? 'en' : 'zh';

/** Fires `change` when the reader chooses the other language. */
export const languageChanges = new EventTarget();

export const language = (): Language => current;

/** The page's own words in the current language. */
export const t = (): Strings => STRINGS[current];

/** Words of the page in both languages, where one error is told in both. */
export const inBoth = (words: (strings: Strings) => string): Text => ({ zh: words(zh), en: words(en) });

/** A text of the rulebook in the current language. */
export const say = (text: Text): string => text[current];

/** Changes the language, and remembers it in the address so that a reload or a shared link keeps it. */
export function setLanguage(to: Language): void {
  current = to;
  const url = new URL(location.href);
  if (to === 'en') url.searchParams.set('lang', 'en');
  else url.searchParams.delete('lang');
  history.replaceState(history.state, '', url);
  markDocument();
  languageChanges.dispatchEvent(new Event('change'));
}

/** Tells browser and screen reader which language the page speaks. */
export function markDocument(): void {
  document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
  document.title = t().title;
}
