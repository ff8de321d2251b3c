// The thread that opens a PDF with pdf.js and says how many pages it has, or that it opens only with a password.

import { getDocument, VerbosityLevel } from 'unpdf/pdfjs';
import type { PdfFacts } from './pdf-facts';

addEventListener('message', ({ data }: MessageEvent<File>) => {
  void read(data).then((facts) => postMessage({ facts }));
});

async function read(file: File): Promise<PdfFacts> {
  const data = new Uint8Array(await file.arrayBuffer());
  try {
    const { numPages } = await getDocument({ data, verbosity: VerbosityLevel.ERRORS }).promise;
    return numPages > 0 ? { pages: numPages, locked: false, readable: true } : { readable: false };
  } catch (error) {
    const { name } = error as Error;
    if (name === 'PasswordException') return { locked: true };
    return name === 'InvalidPDFException' ? { readable: false } : {};
  }
}
