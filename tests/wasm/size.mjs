// How large the module is as it is shipped, what was kept of that, and what the CHANGELOG says. `node tests/wasm/size.mjs`
// prints the rows that `make bytes` keeps.

import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const root = new URL('../../', import.meta.url);
const text = (path) => readFileSync(new URL(path, root), 'utf8');
/** By how much the module may grow without a word: 3 %. */
const ALLOWANCE = 1.03;
const number = (digits) => Number(digits.replaceAll(',', ''));

/** Bytes of the module in `wasm/pkg`. */
export function shipped() {
  const module = readFileSync(new URL('wasm/pkg/yushen_bg.wasm', root));
  return { raw: module.length, gzip: gzipSync(module, { level: 9 }).length, brotli: brotliCompressSync(module).length };
}

/** Bytes after brotli that `wasm/bytes.txt` keeps. */
export function kept(table = text('wasm/bytes.txt')) {
  return number(/^brotli +([\d,]+)$/mu.exec(table)?.[1] ?? 'none');
}

/** Bytes after brotli that the CHANGELOG's unreleased section announces: its lines `Module: 123,456 bytes`, the largest. */
export function announced(changelog = text('CHANGELOG.md')) {
  const unreleased = changelog.split(/^## /mu).find((section) => section.startsWith('Unreleased')) ?? '';
  return Math.max(0, ...[...unreleased.matchAll(/Module: ([\d,]*\d) bytes/gu)].map(([, bytes]) => number(bytes)));
}

/** What to do where the module is larger than what is kept or announced allows; nothing where it is not. */
export function overBudget({ brotli }, known = kept(), said = announced()) {
  if (brotli <= ALLOWANCE * Math.max(known, said)) return undefined;
  return `The module has ${brotli} bytes after brotli; ${known} are kept in wasm/bytes.txt. Make it smaller, or say what the bytes are\n`
    + `for in a line with "Module: ${brotli.toLocaleString('en')} bytes" under Unreleased in CHANGELOG.md; then make bytes.`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const sizes = shipped();
  const refusal = overBudget(sizes);
  if (refusal) throw new Error(refusal);
  for (const [name, bytes] of Object.entries(sizes)) console.log(`${name.padEnd(44)}${`${bytes}`.padStart(12)}`);
}
