// Files are looked at in the browser before any upload, judged by the rules, and sent only with what is submitted.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch } from '../browser.mjs';
import { focusByKeyboard, openFile, openPage, pictures, serveProduct } from './product.mjs';
import { docx, jpegHead, lockedPdf, ofd, pdf, png } from './samples.mjs';

const info = 'm-project-basic-info';
const statement = 'm-industrial-policy-statement';
const filing = { rulebook: 'donghu', facts: { investment_kind: 'enterprise', in_approval_catalogue: false }, items: ['enterprise-filing'] };
const applicant = { unitName: '武汉示例精密制造有限公司', creditCode: '91350100M000100Y43', contact: '李工', phone: '13800138000' };
const wide = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
let product, browser;

before(async () => {
  product = await serveProduct();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await product?.end();
});

async function openAt(application, options = wide, language = 'zh') {
  const opened = await openPage(browser, options);
  const { page } = opened;
  await page.goto(`${product.address}/?place=donghu&lang=${language}`);
  await page.locator('yushen-check-page').waitFor();
  await openFile(page, application);
  if (options === phone) await page.getByTestId('open-answer').click();
  await page.getByTestId('tab-papers').click();
  return opened;
}

const line = (page, paper) => page.getByTestId(`paper-${paper}`);
const state = (page, paper) => line(page, paper).getAttribute('data-state');
const files = (page, paper) => line(page, paper).getByTestId('file');
const named = (name, buffer, mimeType = 'application/octet-stream') => ({ name, mimeType, buffer });

/** Adds files and waits until the page has looked at them. */
async function add(page, paper, ...added) {
  const before = await files(page, paper).count();
  await page.getByTestId(`file-of-${paper}`).setInputFiles(added);
  await page.waitForFunction(
    ([paper, count]) => document.querySelectorAll(`[data-testid="paper-${paper}"] [data-testid="file"]`).length >= count,
    [paper, before + added.length],
    { timeout: 15_000 },
  );
}

async function saved(page) {
  const download = page.waitForEvent('download');
  await page.getByTestId('save').click();
  return JSON.parse(readFileSync(await (await download).path(), 'utf8'));
}

test('files are looked at in the page, judged by the rules, and put right', async (walk) => {
  const { page, requests, complaints, close } = await openAt({ ...filing, materials: [{ id: statement }] });

  await walk.test('before a file is there, none of its words and no reader of PDF are loaded', () => {
    assert.ok(!requests.some(({ url }) => /filing|file-facts|pdf-worker|paper-files/.test(url)));
  });

  await walk.test('a PDF brings the paper in hand, with its pages', async () => {
    assert.equal(await state(page, info), 'missing');
    await add(page, info, named('基本信息.pdf', pdf(7)));
    assert.equal(await state(page, info), 'in-hand');
    assert.match(await files(page, info).innerText(), /基本信息\.pdf[^]*PDF · [\d.]+ KB · 7 页/);
    assert.equal(await files(page, info).getAttribute('data-judged'), 'right');
    assert.equal(await page.getByTestId('verdict').getAttribute('data-verdict'), 'acceptable');
    await page.screenshot({ path: join(pictures, 'files-1-right.png') });
  });

  await walk.test('what is wrong with each of several files is told at once, each beside its own', async () => {
    await add(
      page,
      info,
      named('说明.pdf', docx()),
      named('加密.pdf', lockedPdf()),
      named('半张.pdf', pdf(3).subarray(0, 40)),
      named('照片.png', png(500, 400)),
      named('版式.ofd', ofd()),
    );
    assert.equal(await state(page, info), 'irregular');
    const judged = await files(page, info).evaluateAll((all) => all.map((each) => each.dataset.judged));
    assert.deepEqual(judged, ['right', 'wrong', 'wrong', 'wrong', 'wrong', 'right']);
    const wrongs = await page.getByTestId(`wrongs-${info}`).innerText();
    assert.match(wrongs, /“说明\.pdf”不是 PDF \/ JPEG \/ PNG \/ OFD。请换成其中一种（示例，以窗口为准）。/);
    assert.match(wrongs, /“加密\.pdf”有密码/);
    assert.match(wrongs, /“半张\.pdf”打不开/);
    assert.match(wrongs, /“照片\.png”太小：短边 400 像素，至少要 600 像素/);
    assert.match(await files(page, info).nth(1).innerText(), /Word 文档/);
    assert.equal(await page.locator('[data-group="irregular"] .paper').count(), 1);
    await line(page, info).scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(pictures, 'files-2-wrong.png') });
  });

  await walk.test('the wrong ones are taken away, and the focus stays with the paper', async () => {
    for (const name of ['说明.pdf', '加密.pdf', '半张.pdf', '照片.png']) {
      await line(page, info).getByRole('button', { name: `删去文件“${name}”` }).click();
    }
    assert.equal(await files(page, info).count(), 2);
    assert.equal(await state(page, info), 'in-hand');
    assert.equal(await page.evaluate(() => document.activeElement.id), `add-file-${info}`);
  });

  await walk.test('a file is dropped on its line; one that misses does not replace the page', async () => {
    const drop = (selector, name) =>
      page.evaluate(
        ([selector, name, bytes]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
          const target = document.querySelector(selector);
          const over = new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true });
          target.dispatchEvent(over);
          const marked = target.hasAttribute('data-over');
          const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
          target.dispatchEvent(event);
          return { marked, ours: over.defaultPrevented && event.defaultPrevented };
        },
        [selector, name, [...png(800, 700)]],
      );
    assert.deepEqual(await drop(`[data-testid="paper-${info}"]`, '扫描.png'), { marked: true, ours: true });
    await files(page, info).nth(2).waitFor();
    assert.match(await files(page, info).nth(2).innerText(), /扫描\.png[^]*PNG · [\d.]+ KB · 800 × 700 像素/);
    assert.deepEqual(await drop('.papers h3', '错过.png'), { marked: false, ours: true });
    assert.equal(await files(page, info).count(), 3);
  });

  await walk.test('the same content counts once, and a bomb is measured and not unfolded', async () => {
    await page.getByTestId(`file-of-${info}`).setInputFiles([named('又一份.pdf', pdf(7)), named('炸弹.png', png(1, 1, [30_000, 30_000]))]);
    await files(page, info).nth(3).waitFor();
    assert.equal(await files(page, info).count(), 4);
    assert.match(await files(page, info).nth(3).innerText(), /30000 × 30000/);
    await line(page, info).getByRole('button', { name: '删去文件“炸弹.png”' }).click();
  });

  await walk.test('the details say what is asked, as an example', async () => {
    await page.locator(`#grounds-of-${info}`).click();
    assert.match(await page.getByTestId(`limits-of-${info}`).innerText(), /PDF、JPEG、PNG、OFD，每个不超过 20 MB，图片短边至少 600 像素 示例/);
    await page.locator(`#grounds-of-${info}`).click();
  });

  await walk.test('the saved application has what was found and not the files; opened again it says so', async () => {
    const file = await saved(page);
    const [first] = file.materials.find(({ id }) => id === info).files;
    assert.deepEqual(Object.keys(first).sort(), ['bytes', 'locked', 'name', 'pages', 'readable', 'sha256', 'type']);
    await page.reload();
    await page.locator('yushen-check-page').waitFor();
    await openFile(page, file);
    await page.getByTestId('tab-papers').click();
    await files(page, info).first().waitFor();
    assert.match(await files(page, info).first().innerText(), /7 页[^]*不在这个页面里/);
    assert.deepEqual(await saved(page), file);
    await page.getByTestId(`file-of-${info}`).setInputFiles([named('基本信息.pdf', pdf(7))]);
    await page.waitForFunction((paper) => !document.querySelector(`[data-testid="paper-${paper}"] [data-testid="file"]`).innerText.includes('不在'), info);
  });

  await walk.test('nothing has left the browser, and it had nothing to complain about', () => {
    assert.ok(requests.every(({ method, body }) => method === 'GET' && body === null));
    assert.deepEqual(complaints, []);
  });
  await close();
});

test('a reader of PDF that never ends is given up: the page goes on, and only the pages are not told', async () => {
  const { page, complaints, close } = await openAt({ ...filing, materials: [{ id: statement }] });
  await page.route('**/pdf-worker*', (route) => route.fulfill({ contentType: 'text/javascript', body: 'onmessage = () => { for (;;); }' }));
  await page.getByTestId(`file-of-${info}`).setInputFiles([named('无底洞.pdf', pdf(3))]);
  await page.getByText('正在读文件……').waitFor();
  await page.getByTestId('tab-days').click();
  await page.getByTestId('tab-papers').click();
  await files(page, info).waitFor({ timeout: 20_000 });
  assert.match(await files(page, info).innerText(), /无底洞\.pdf[^]*PDF · [\d.]+ KB · 页数没有读出/);
  assert.equal(await files(page, info).getAttribute('data-judged'), 'right', 'what was not found out is not judged');
  assert.deepEqual(complaints, []);
  await close();
});

test('a PDF whose tree of pages goes in a circle is looked at and does no harm', async () => {
  const { page, complaints, close } = await openAt({ ...filing, materials: [{ id: statement }] });
  const circle = Buffer.from(pdf(1).toString('latin1').replace('/Kids [3 0 R] /Count 1', '/Kids [2 0 R] /Count -'), 'latin1');
  await add(page, info, named('圈.pdf', circle));
  assert.match(await files(page, info).innerText(), /圈\.pdf/);
  assert.deepEqual(complaints, []);
  await close();
});

test('files go out with what is submitted, one after another, are stored, and come back as they were', async (walk) => {
  const { page, requests, complaints, close } = await openAt({ ...filing, materials: [{ id: statement }], applicant });
  const sent = pdf(7);
  await add(page, info, named('基本信息.pdf', sent), named('照片.png', png(900, 700)));
  await add(page, statement, named('同一份.pdf', sent));

  await walk.test('one of them fails, is told, and is sent again', async () => {
    let failures = 3;
    await page.route('**/files/*', (route) => (route.request().method() === 'PUT' && failures-- > 0 ? route.abort() : route.continue()));
    await page.getByTestId('submit').click();
    assert.ok(requests.every(({ method }) => method === 'GET'), 'nothing before the button is pressed');
    await page.getByTestId('send').click();
    await page.getByTestId('receipt').waitFor();
    await page.getByTestId('send-files-again').waitFor({ timeout: 15_000 });
    assert.match(await page.getByTestId('uploads-said').innerText(), /已存下 1 \/ 2 个文件/);
    await page.screenshot({ path: join(pictures, 'files-3-failed.png'), fullPage: true });
    await page.getByTestId('send-files-again').click();
    await page.getByText('2 个文件都已存下。').waitFor();
    await page.screenshot({ path: join(pictures, 'files-4-stored.png'), fullPage: true });
  });

  await walk.test('the case lists them, and gives them back', async () => {
    await page.getByTestId('to-case').click();
    const stored = page.getByTestId('stored-file');
    await stored.first().waitFor();
    assert.deepEqual(await stored.evaluateAll((all) => all.map((each) => each.dataset.stored)), ['true', 'true']);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载“照片.png”' }).click();
    const got = await download;
    assert.equal(got.suggestedFilename(), '照片.png');
    assert.deepEqual(readFileSync(await got.path()), png(900, 700));
    await page.screenshot({ path: join(pictures, 'files-5-case.png'), fullPage: true });
  });

  // The browser itself reports each request that was broken off.
  assert.deepEqual(complaints.filter((told) => !told.includes('ERR_FAILED')), []);
  await close();
});

test('on a phone, in both languages, a file is added with the keyboard and nothing is wider than the screen', async () => {
  for (const language of ['zh', 'en']) {
    const { page, complaints, close } = await openAt({ ...filing, materials: [{ id: statement }] }, phone, language);
    const chooser = page.waitForEvent('filechooser');
    await focusByKeyboard(page, `#add-file-${info}`);
    await page.keyboard.press('Enter');
    await (await chooser).setFiles([named('一份名字很长很长很长的项目基本情况说明（盖章扫描件）最终版.jpg', jpegHead(400, 300)), named('基本信息.pdf', pdf(2))]);
    await files(page, info).nth(1).waitFor();
    assert.equal(await state(page, info), 'irregular');
    const { wider, small } = await page.evaluate(() => ({
      wider: document.querySelector('dialog[open]').scrollWidth - innerWidth,
      small: [...document.querySelectorAll('.files button')].filter((each) => each.offsetParent && each.getBoundingClientRect().height < 43.9).map((each) => `${each.id} ${each.getBoundingClientRect().height}`),
    }));
    assert.ok(wider <= 0, `${language}: ${wider}`);
    assert.deepEqual(small, [], 'targets of 44 pixels');
    await line(page, info).scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(pictures, `files-6-phone-${language}.png`) });
    assert.deepEqual(complaints, []);
    await close();
  }
});
