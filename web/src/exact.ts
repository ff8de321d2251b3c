// Numbers as the reader typed them. The rules read decimal text; a binary double on the way could change it.

/** A number by its decimal text, written into JSON as it stands. */
export class Exact {
  constructor(readonly text: string) {}
}

/** JSON text of a value, with every {@link Exact} as the number that it spells. */
export function writeJson(value: unknown, indent = ''): string {
  const inner = indent && `${indent}  `;
  const list = (open: string, parts: string[], close: string) => {
    if (parts.length === 0) return open + close;
    return indent ? `${open}${inner}${parts.join(`,${inner}`)}${indent}${close}` : open + parts.join(',') + close;
  };
  if (value instanceof Exact) return value.text;
  if (Array.isArray(value)) return list('[', value.map((each) => writeJson(each, inner)), ']');
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, each]) => each !== undefined);
    const space = indent ? ' ' : '';
    return list('{', members.map(([key, each]) => `${JSON.stringify(key)}:${space}${writeJson(each, inner)}`), '}');
  }
  return JSON.stringify(value);
}

/** Reads JSON and keeps every number's text where the browser shows it to the reviver. */
export function readJson(text: string): unknown {
  const keep = (_key: string, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' ? new Exact(context?.source ?? String(value)) : value;
  return JSON.parse(text, keep);
}

const SHIFT: Record<string, number> = { 万: 4, 亿: 8 };
const SPACES = /[\s,，_'’]/g;

/**
 * Reads what a person types as a number: full-width digits, spaces, commas, 万 and 亿.
 * `2.1万` is `21000`; nothing where it is no number.
 */
export function readNumber(typed: string): string | null {
  const plain = typed.normalize('NFKC').replace(SPACES, '').replace('。', '.');
  const match = /^([+-]?)(\d*)(?:\.(\d*))?([万亿]?)$/.exec(plain);
  if (!match) return null;
  const [, sign = '', whole = '', fraction = '', unit = ''] = match;
  if (whole + fraction === '') return null;
  return (sign === '-' ? '-' : '') + shift(whole, fraction, SHIFT[unit] ?? 0);
}

/** Reads a number of copies: a whole one from 0. */
export function readCount(typed: string): string | null {
  const number = readNumber(typed);
  return number !== null && /^\d{1,9}$/.test(number) ? number : null;
}

/** Reads a number as the rules take it where they cannot find fault with it: core's `Decimal`. */
export function readDecimal(typed: string): string | null {
  const number = readNumber(typed);
  return number !== null && /^-?\d{1,14}(\.\d{1,4})?$/.test(number) ? number : null;
}

/** Moves the decimal point to the right. */
function shift(whole: string, fraction: string, places: number): string {
  const digits = whole + fraction.padEnd(places, '0').slice(0, places);
  const rest = fraction.slice(places).replace(/0+$/, '');
  return (digits.replace(/^0+(?=\d)/, '') || '0') + (rest && `.${rest}`);
}

/** `21000.5` as `21,000.5`. */
export function grouped(text: string): string {
  const [whole = '', fraction] = text.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction ? `.${fraction}` : '');
}

/** `21000` as `2.1万`, `8000000` as `800万`; nothing below ten thousand, where it says no more than the digits. */
export function inMyriads(text: string): string | null {
  const [whole = '', fraction = ''] = text.split('.');
  const places = whole.length > 8 ? 8 : 4;
  if (whole.length <= 4) return null;
  const rest = (whole.slice(-places) + fraction).replace(/0+$/, '');
  return whole.slice(0, -places) + (rest && `.${rest}`) + (places === 8 ? '亿' : '万');
}
