// The link that opens the same review: the application in the fragment, in raw DEFLATE and base64url. No server sees it.

import { application, type Draft } from './draft';
import { writeJson } from './exact';

/** What a link may unpack to; a server takes no larger application either. */
const LIMIT = 1024 * 1024;
const PATH = '#/a/';

/** Why a link does not open. */
export type LinkFault = 'broken' | 'too-large';

/** A link to the draft, without who applies, what stands on their papers and their files. */
export async function shareLink(draft: Draft, rulebook: string): Promise<string> {
  const materials = new Map([...draft.materials].map(([id, { fields: _fields, files: _files, ...told }]) => [id, told]));
  const text = writeJson(application({ ...draft, materials, applicant: null }, rulebook));
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  return `${location.origin}${location.pathname}?place=${encodeURIComponent(rulebook)}${PATH}${base64url(bytes)}`;
}

/** What the link carries by which the page was opened; null where it carries nothing. */
export const carriedInAddress = (): string | null =>
  location.hash.startsWith(PATH) ? location.hash.slice(PATH.length) : null;

/** The address without what it carried, so that a reload does not undo what is answered since. */
export const forgetCarried = (): void => history.replaceState(history.state, '', '#/');

/** The text that a link carries, or why there is none. */
export async function unpack(carried: string): Promise<{ text: string } | { fault: LinkFault }> {
  try {
    const packed = new Blob([bytesOf(carried)]).stream();
    return await readSome(packed.pipeThrough(new DecompressionStream('deflate-raw')));
  } catch {
    return { fault: 'broken' };
  }
}

/** Stops reading once it is too much: a few bytes can unpack to gigabytes. */
async function readSome(stream: ReadableStream<Uint8Array>): Promise<{ text: string } | { fault: LinkFault }> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = stream.getReader();
  let text = '';
  let read = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode() };
    read += value.length;
    if (read > LIMIT) {
      await reader.cancel();
      return { fault: 'too-large' };
    }
    text += decoder.decode(value, { stream: true });
  }
}

function base64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
