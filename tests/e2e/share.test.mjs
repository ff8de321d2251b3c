// A link holds the whole application and nobody's name: made by the page or by the command line, it opens the same review.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';

import { launch } from '../browser.mjs';
import { answer, binary, caseInput, openFile, openPage, reviewOn, serveProduct } from './product.mjs';

const application = caseInput('donghu/regular-name-agrees');
const personal = Object.values(application.applicant);
let product, browser;

before(async () => {
  product = await serveProduct();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await product?.end();
});

const clipboard = { viewport: { width: 1280, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'] };
const link = (data) => `${product.address}/?place=donghu#/a/${data}`;
const packed = (text) => deflateRawSync(text).toString('base64url');
const carried = (url) => inflateRawSync(Buffer.from(url.split('#/a/')[1], 'base64url')).toString();
const factsOn = (page) => page.evaluate(() => [...document.querySelector('yushen-app').view.draft.facts.keys()].sort());

async function openAt(url, options = clipboard) {
  const opened = await openPage(browser, options);
  await opened.page.goto(url);
  await opened.page.locator('yushen-check-page').waitFor();
  await opened.page.waitForFunction(() => !location.hash.startsWith('#/a/'));
  return opened;
}

/** The page, once it has answered to what it was opened with. */
async function answered(page) {
  await page.waitForFunction(() => document.querySelector('yushen-app').view.draft.facts.size > 0);
  return reviewOn(page);
}

const rest = ({ verdict, programs, items, materials, ask }) => ({ verdict, programs, items, materials, ask });

test('what is shared opens elsewhere: the same verdict, the same answers, and nobody in it', async () => {
  const first = await openAt(`${product.address}/?place=donghu`);
  await openFile(first.page, application);
  await first.page.getByTestId('share').click();
  await first.page.getByTestId('file-said').waitFor();
  const url = await first.page.evaluate(() => navigator.clipboard.readText());
  for (const each of personal) assert.ok(!carried(url).includes(each), each);
  const second = await openAt(url);
  assert.deepEqual(rest(await answered(second.page)), rest(await reviewOn(first.page)));
  assert.deepEqual(await factsOn(second.page), await factsOn(first.page));
  assert.match(second.page.url(), /place=donghu#\/$/, 'a reload does not undo what is answered since');
  assert.ok(second.requests.every(({ url, body }) => !url.includes('/a/') && !body), 'the server does not see it');
  assert.deepEqual([...first.complaints, ...second.complaints], []);
  await first.close();
  await second.close();
});

test('where nothing can be copied, the link is shown', async () => {
  const { page, close } = await openAt(`${product.address}/?place=donghu`);
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await answer(page, 'in_service_area', true);
  await page.getByTestId('share').click();
  assert.match(carried(await page.getByTestId('share-link').inputValue()), /"in_service_area":true/);
  await close();
});

test('the link on a paper of the command line opens in the page', async () => {
  const input = JSON.stringify(application);
  const asked = ['sheet', '--kind', 'checklist', '--format', 'html', '--url', product.address, '-'];
  const paper = execFileSync(binary, asked, { input, encoding: 'utf8' });
  const url = /href="([^"]*#\/a\/[^"]*)"/.exec(paper)[1];
  for (const each of personal) assert.ok(!carried(url).includes(each), each);
  const { page, close } = await openAt(url);
  assert.deepEqual(await answered(page).then(({ verdict }) => verdict), JSON.parse(execFileSync(binary, ['review', '-'], { input, encoding: 'utf8' })).verdict);
  assert.deepEqual(await factsOn(page), Object.keys(application.facts).sort());
  await close();
});

test('a link that holds no application is told in words, and changes nothing', async () => {
  const { page, complaints, close } = await openAt(`${product.address}/?place=donghu`);
  await answer(page, 'in_service_area', true);
  const cases = [
    ['x', /链接不完整/],
    ['%E4%B8%AD', /链接不完整/],
    [packed('no JSON'), /链接不完整/],
    [packed('{"rulebook":"zhuzhou"}'), /另一个规则包（zhuzhou）/],
    [packed('{"rulebook":"donghu","facts":{"nobody_asks":1}}'), /nobody_asks/],
    [packed(' '.repeat(1024 * 1024 + 1)), /超过 1 MB/],
  ];
  for (const [data, told] of cases) {
    await page.evaluate((hash) => (location.hash = hash), `#/a/${data}`);
    await page.waitForFunction(() => !location.hash.startsWith('#/a/'));
    const errors = page.getByTestId('link-errors');
    await errors.waitFor();
    assert.match(await errors.innerText(), told);
    await errors.getByRole('button').click();
  }
  assert.deepEqual(await factsOn(page), ['in_service_area']);
  assert.deepEqual(complaints, []);
  await close();
});

test('a link that unpacks to a gigabyte is refused', async () => {
  const megabyte = deflateRawSync(Buffer.alloc(1024 * 1024), { level: 9, finishFlush: constants.Z_SYNC_FLUSH });
  const bomb = Buffer.concat([...Array(1000).fill(megabyte), deflateRawSync('')]).toString('base64url');
  const { page, close } = await openAt(link(bomb));
  assert.match(await page.getByTestId('link-errors').innerText(), /超过 1 MB/);
  assert.deepEqual(await factsOn(page), []);
  await close();
});
