// What a file is by its content, found out in the page: nothing is sent, nothing is judged. Loaded when a file is added.

import type { FileKind, PaperFile } from 'yushen';
import { pdfFacts } from './pdf-facts';

/** What was found out, and what the file is where no window takes its kind. */
export interface Looked {
  facts: PaperFile;
  other: OtherKind | null;
}

/** Kinds that people hand in and no window takes: told by name, so that they know what to change. */
export type OtherKind = 'docx' | 'xlsx' | 'pptx' | 'office' | 'zip' | 'rar' | '7z' | 'heic' | 'gif' | 'webp' | 'bmp' | 'tiff' | 'dwg' | 'exe' | 'unknown';

/** A browser holds a file whole while it hashes it: larger ones are not read. As large as any rule may allow. */
export const MOST_BYTES = 200 * 2 ** 20;
/** A small file can unfold to gigabytes of pixels: larger images are measured by their header and not opened. */
const MOST_PIXELS = 40_000_000;
/** A list of a zip's names that is longer than this is not read. */
const MOST_NAMES = 2 ** 20;
const HEAD = 2 ** 16;

/** Looks at a file; throws where it cannot be read from the disk at all. */
export async function lookAt(file: File): Promise<Looked> {
  const head = await bytesOf(file.slice(0, HEAD));
  const { kind, other } = await kindOf(file, head);
  const [sha256, more] = await Promise.all([hash(file), about(file, kind, head)]);
  return { facts: { name: [...file.name].slice(-255).join(''), type: kind, bytes: file.size, sha256, ...more }, other };
}

const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer());

async function hash(file: File): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

type About = Pick<PaperFile, 'pages' | 'width' | 'height' | 'locked' | 'readable'>;

async function about(file: File, kind: FileKind, head: Uint8Array): Promise<About> {
  switch (kind) {
    case 'pdf':
      return pdfFacts(file);
    case 'png':
      return image(file, pngSize(head));
    case 'jpeg':
      return image(file, await jpegSize(file, head));
    case 'ofd':
    case 'other':
      return {};
  }
}

// Which kind.

const MAGIC: readonly (readonly [FileKind | OtherKind, number, string])[] = [
  ['pdf', 0, '%PDF-'],
  ['jpeg', 0, '\xff\xd8\xff'],
  ['png', 0, '\x89PNG\r\n\x1a\n'],
  ['office', 0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['rar', 0, 'Rar!\x1a\x07'],
  ['7z', 0, '7z\xbc\xaf\x27\x1c'],
  ['heic', 4, 'ftyphei'],
  ['heic', 4, 'ftypmif1'],
  ['gif', 0, 'GIF8'],
  ['webp', 8, 'WEBP'],
  ['bmp', 0, 'BM'],
  ['tiff', 0, 'II*\0'],
  ['tiff', 0, 'MM\0*'],
  ['dwg', 0, 'AC10'],
  ['exe', 0, 'MZ'],
  ['exe', 0, '\x7fELF'],
];
const ZIP = 'PK\x03\x04';
/** The entry that tells what a zip is. */
const ENTRIES: readonly (readonly [FileKind | OtherKind, string])[] = [
  ['ofd', 'OFD.xml'],
  ['docx', 'word/'],
  ['xlsx', 'xl/'],
  ['pptx', 'ppt/'],
];
const TAKEN: ReadonlySet<string> = new Set(['pdf', 'jpeg', 'png', 'ofd'] satisfies FileKind[]);

async function kindOf(file: File, head: Uint8Array): Promise<{ kind: FileKind; other: OtherKind | null }> {
  const found = starts(head, 0, ZIP) ? await zipKind(file) : MAGIC.find(([, at, magic]) => starts(head, at, magic))?.[0];
  if (found && TAKEN.has(found)) return { kind: found as FileKind, other: null };
  return { kind: 'other', other: (found as OtherKind | undefined) ?? 'unknown' };
}

const starts = (bytes: Uint8Array, at: number, magic: string): boolean =>
  [...magic].every((letter, n) => bytes[at + n] === letter.charCodeAt(0));

/** By the names in the zip's own list, at its end; nothing is unpacked. */
async function zipKind(file: File): Promise<FileKind | OtherKind> {
  const tail = await bytesOf(file.slice(-HEAD));
  let end = tail.length - 22;
  while (end >= 0 && !starts(tail, end, 'PK\x05\x06')) end--;
  if (end < 0) return 'zip';
  const list = new DataView(tail.buffer, end);
  const [size, at] = [list.getUint32(12, true), list.getUint32(16, true)];
  if (size > MOST_NAMES) return 'zip';
  const names = zipNames(await bytesOf(file.slice(at, at + size)));
  return ENTRIES.find(([, entry]) => names.some((name) => (entry.endsWith('/') ? name.startsWith(entry) : name === entry)))?.[0] ?? 'zip';
}

function zipNames(list: Uint8Array): string[] {
  const view = new DataView(list.buffer);
  const names = [];
  for (let at = 0; at + 46 <= list.length && starts(list, at, 'PK\x01\x02'); ) {
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [number, number, number];
    names.push(String.fromCharCode(...list.subarray(at + 46, at + 46 + Math.min(name, 64))));
    at += 46 + name + extra + comment;
  }
  return names;
}

// How large an image is, by its header; and whether it opens, where that is safe to try.

interface Size {
  width: number;
  height: number;
}

async function image(file: File, size: Size | null): Promise<About> {
  if (!size || size.width === 0 || size.height === 0) return { readable: false };
  if (size.width * size.height > MOST_PIXELS || typeof createImageBitmap === 'undefined') return size;
  const readable = await createImageBitmap(file).then(
    (bitmap) => {
      bitmap.close();
      return true;
    },
    () => false,
  );
  return { ...size, readable };
}

function pngSize(head: Uint8Array): Size | null {
  if (head.length < 24 || !starts(head, 12, 'IHDR')) return null;
  const view = new DataView(head.buffer);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** Walks from segment to segment up to the frame; the segments before it hold no more than a few hundred kB each. */
async function jpegSize(file: File, head: Uint8Array): Promise<Size | null> {
  let at = 2;
  for (let n = 0; n < 1000 && at < file.size; n++) {
    const bytes = at + 9 <= head.length ? head.subarray(at, at + 9) : await bytesOf(file.slice(at, at + 9));
    if (bytes.length < 9 || bytes[0] !== 0xff) return null;
    const [, marker = 0] = bytes;
    // Filling bytes before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, 9);
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return { width: view.getUint16(7), height: view.getUint16(5) };
    const alone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += alone ? 2 : 2 + view.getUint16(2);
  }
  return null;
}
