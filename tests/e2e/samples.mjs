// Small real files, made here: what a test hands in is what it says.

import { deflateSync } from 'node:zlib';

const text = (letters) => Buffer.from(letters, 'latin1');

/** A PDF with so many empty pages and a table of where everything stands. */
export function pdf(pages = 1, more = '') {
  const kids = Array.from({ length: pages }, (_, n) => `${n + 3} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`,
    ...Array.from({ length: pages }, () => '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>'),
  ];
  let body = '%PDF-1.4\n';
  const places = objects.map((object, n) => {
    const at = body.length;
    body += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const rows = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  return text(`${body}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${more}>>\nstartxref\n${body.length}\n%%EOF\n`);
}

/** A PDF that opens only with a password: its keys fit none that anybody knows. */
export function lockedPdf() {
  const key = '28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A';
  const encrypt = `/Encrypt << /Filter /Standard /V 1 /R 2 /O <${key}> /U <${'AB'.repeat(32)}> /P -4 >> /ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>] `;
  return pdf(2, encrypt);
}

const CRC = Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});
const crc = (bytes) => (bytes.reduce((sum, byte) => CRC[(sum ^ byte) & 0xff] ^ (sum >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

function chunk(name, data) {
  const body = Buffer.concat([text(name), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, sum]);
}

/** A grey PNG; with `claims`, one whose header says another size than it has. */
export function png(width, height, claims = [width, height]) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(claims[0], 0);
  header.writeUInt32BE(claims[1], 4);
  header[8] = 8;
  const rows = Buffer.alloc((width + 1) * height, 0x80);
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = 0;
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([text('\x89PNG\r\n\x1a\n'), ...parts]);
}

/** The segments of a JPEG up to its frame, with so many bytes of notes before it: enough to be measured, not to be opened. */
export function jpegHead(width, height, notes = 0) {
  const segment = (marker, data) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(data.length + 2);
    return Buffer.concat([Buffer.from([0xff, marker]), length, data]);
  };
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  const parts = [];
  for (let left = notes; left > 0; left -= 60_000) parts.push(segment(0xe1, Buffer.alloc(Math.min(left, 60_000))));
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...parts, segment(0xc0, frame), Buffer.from([0xff, 0xd9])]);
}

/** A zip with these entries, stored as they are. */
export function zip(entries) {
  const [files, list] = [[], []];
  let at = 0;
  for (const [name, content] of Object.entries(entries)) {
    const [bytes, named] = [Buffer.from(content), Buffer.from(name)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(named.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    const file = Buffer.concat([text('PK\x03\x04'), common, named, bytes]);
    list.push(Buffer.concat([text('PK\x01\x02'), Buffer.from([20, 0]), common, place, named]));
    files.push(file);
    at += file.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(list.length, 4);
  end.writeUInt16LE(list.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...files, directory, text('PK\x05\x06'), end]);
}

export const ofd = () => zip({ 'OFD.xml': '<OFD/>', 'Doc_0/Document.xml': '<Document/>' });
export const docx = () => zip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<document/>' });
