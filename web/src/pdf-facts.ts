// The pages of a PDF. A hostile one can keep any reader busy for ever: it is read in a thread of its own, which is ended
// when its time is up, and what could not be had is not told.

import type { PaperFile } from 'yushen';

export type PdfFacts = Pick<PaperFile, 'pages' | 'locked' | 'readable'>;

const PATIENCE = 10_000;
/** Larger ones are not opened. */
const MOST_BYTES = 100 * 2 ** 20;

export function pdfFacts(file: File): Promise<PdfFacts> {
  if (typeof Worker === 'undefined' || file.size > MOST_BYTES) return Promise.resolve({});
  return new Promise((tell) => {
    const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module' });
    const end = (facts: PdfFacts) => {
      clearTimeout(timer);
      worker.terminate();
      tell(facts);
    };
    const timer = setTimeout(() => end({}), PATIENCE);
    // pdf.js, in a thread, says a word of its own as well.
    worker.addEventListener('message', ({ data }: MessageEvent<{ facts?: PdfFacts }>) => data.facts && end(data.facts));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      end({});
    });
    worker.postMessage(file);
  });
}
