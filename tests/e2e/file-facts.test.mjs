// What a file is by its content, as the page finds it out: by its bytes, whatever it is called, and however hostile.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, test } from 'node:test';

import { build } from 'vite';

import { docx, jpegHead, lockedPdf, ofd, pdf, png, zip } from './samples.mjs';

let lookAt;

before(async () => {
  const entry = new URL('../../web/src/file-facts.ts', import.meta.url).pathname;
  const options = { configFile: false, logLevel: 'silent', build: { write: false, target: 'es2022', lib: { entry, formats: ['es'] } } };
  const [{ output }] = await build(options);
  const { code } = output.find((chunk) => chunk.isEntry);
  ({ lookAt } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`));
});

const look = (bytes, name = 'a.pdf') => lookAt(new File([bytes], name));

test('the kind is told by content and not by name, and what no window takes by its own name', async () => {
  const kinds = [
    [pdf(), 'pdf', null],
    [png(2, 2), 'png', null],
    [jpegHead(3, 4), 'jpeg', null],
    [ofd(), 'ofd', null],
    [docx(), 'other', 'docx'],
    [zip({ 'xl/workbook.xml': '' }), 'other', 'xlsx'],
    [zip({ 'notes/OFD.xml': '' }), 'other', 'zip'],
    [Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....', 'latin1'), 'other', 'office'],
    [Buffer.from('\0\0\0\x18ftypheic', 'latin1'), 'other', 'heic'],
    [Buffer.from('GIF89a'), 'other', 'gif'],
    [Buffer.from('RIFF....WEBPVP8 '), 'other', 'webp'],
    [Buffer.from('MZ\x90\0', 'latin1'), 'other', 'exe'],
    [Buffer.from('你好'), 'other', 'unknown'],
    [Buffer.from(' %PDF-1.4'), 'other', 'unknown'],
    [Buffer.alloc(0), 'other', 'unknown'],
  ];
  for (const [bytes, type, other] of kinds) {
    const looked = await look(bytes);
    assert.deepEqual([looked.facts.type, looked.other], [type, other], bytes.subarray(0, 16).toString('latin1'));
  }
});

test('size and hash are those of the content, and a name is cut where no application may be longer', async () => {
  const bytes = pdf(3);
  const { facts } = await look(bytes, `${'长'.repeat(300)}.pdf`);
  assert.equal(facts.bytes, bytes.length);
  assert.equal(facts.sha256, createHash('sha256').update(bytes).digest('hex'));
  assert.equal([...facts.name].length, 255);
  assert.ok(facts.name.endsWith('.pdf'));
});

test('an image is measured by its header, wherever that stands, and never unfolded to be measured', async () => {
  const size = async (bytes) => {
    const { width, height, readable } = (await look(bytes)).facts;
    return { width, height, readable };
  };
  const measured = (width, height) => ({ width, height, readable: undefined });
  assert.deepEqual(await size(png(640, 480)), measured(640, 480));
  assert.deepEqual(await size(png(1, 1, [30_000, 30_000])), measured(30_000, 30_000));
  assert.deepEqual(await size(jpegHead(1200, 900)), measured(1200, 900));
  assert.deepEqual(await size(jpegHead(1200, 900, 300_000)), measured(1200, 900), 'beyond 300 kB of notes');
  const nothing = { width: undefined, height: undefined, readable: false };
  assert.deepEqual(await size(png(1, 1).subarray(0, 20)), nothing);
  assert.deepEqual(await size(jpegHead(1200, 900).subarray(0, 10)), nothing);
  assert.deepEqual(await size(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0])), nothing, 'segments that go nowhere');
  assert.deepEqual(await size(png(0, 5)), nothing);
});

test('a zip whose list lies is a zip', async () => {
  const lies = ofd();
  lies.writeUInt32LE(0xffffffff, lies.length - 10);
  assert.equal((await look(lies)).other, 'zip');
  const elsewhere = ofd();
  elsewhere.writeUInt32LE(0xfffffff0, elsewhere.length - 6);
  assert.equal((await look(elsewhere)).other, 'zip');
  assert.equal((await look(ofd().subarray(0, 60))).other, 'zip', 'cut off before its list');
});

test('where there are no threads, the pages of a PDF are not told', async () => {
  for (const bytes of [pdf(7), lockedPdf()]) {
    const { pages, locked, readable } = (await look(bytes)).facts;
    assert.deepEqual([pages, locked, readable], [undefined, undefined, undefined]);
  }
});
