// Writes a `.br` beside every text and wasm file of a folder, at brotli's best, and prints what a first visit loads.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const compressible = new Set(['.html', '.js', '.css', '.wasm', '.svg', '.json', '.txt', '.webmanifest']);
const folder = process.argv[2] ?? 'dist';
let total = 0;

for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !compressible.has(extname(entry.name))) continue;
  const file = join(entry.parentPath, entry.name);
  const bytes = readFileSync(file);
  const packed = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  writeFileSync(`${file}.br`, packed);
  total += packed.length;
  console.log(`${String(packed.length).padStart(8)} of ${String(bytes.length).padStart(8)}  ${file}`);
}
console.log(`${String(total).padStart(8)} bytes in all, brotli`);
