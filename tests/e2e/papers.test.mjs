// A paper in hand is checked: what is told of it, what is wrong with it, and that nothing told is lost.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch } from '../browser.mjs';
import { answer, focusByKeyboard, openFile, openPage, pictures, serveProduct } from './product.mjs';

const filing = { investment_kind: 'enterprise', in_approval_catalogue: false };
const info = 'm-project-basic-info';
/** The office fetches it, unless it is handed in. */
const licence = 'm-unit-identity';
const permit = 'out-construction-planning-permit';
let product, browser;

before(async () => {
  product = await serveProduct();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await product?.end();
});

const wide = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };

async function openAt(options = wide, language = 'zh') {
  const opened = await openPage(browser, options);
  await opened.page.goto(`${product.address}/?place=donghu&lang=${language}`);
  await opened.page.locator('yushen-check-page').waitFor();
  return opened;
}

const line = (page, paper) => page.getByTestId(`paper-${paper}`);
const state = (page, paper) => line(page, paper).getAttribute('data-state');
const groupOf = (page, paper) => line(page, paper).evaluate((element) => element.closest('.papers').dataset.group);
const open = (page, paper) => page.locator(`#grounds-of-${paper}`).click();

/** Writes into a field and goes on, as a person does. */
async function write(page, field, text) {
  await page.getByTestId(field).fill(text);
  await page.getByTestId(field).press('Tab');
}

async function saved(page) {
  const download = page.waitForEvent('download');
  await page.getByTestId('save').click();
  return JSON.parse(readFileSync(await (await download).path(), 'utf8'));
}

test('a paper in hand is told about, is irregular, and is put right', async (walk) => {
  const { page, requests, complaints, close } = await openAt();
  const verdict = page.getByTestId('verdict');

  await walk.test('the filing is needed and picked, and its papers are in hand', async () => {
    for (const [fact, value] of Object.entries(filing)) await answer(page, fact, value);
    await page.getByTestId('tab-route').click();
    assert.notEqual(await page.getByTestId('item-enterprise-filing').getAttribute('data-state'), 'not-needed');
    await page.getByTestId('picking').click();
    await page.getByTestId('pick-enterprise-filing').click();
    await page.getByTestId('tab-papers').click();
    const missing = page.locator('[data-group="missing"] [data-testid^="hold-"]');
    while ((await missing.count()) > 0) await missing.first().click();
    await page.getByTestId(`hold-${licence}`).click();
    assert.equal(await state(page, info), 'in-hand');
    assert.equal(await verdict.getAttribute('data-verdict'), 'acceptable');
  });

  await walk.test('no copies: it says so with the sentence, and the verdict is incomplete', async () => {
    await open(page, info);
    assert.match(await page.getByTestId(`check-${info}`).innerText(), /要 1 份[^]*示例/);
    await page.getByTestId(`copies-of-${info}`).fill('0');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.dataset.testid), `form-of-${info}`, 'the focus goes on as it would');
    assert.equal(await state(page, info), 'irregular');
    assert.match(await page.getByTestId(`wrongs-${info}`).innerText(), /不合格式[^]*要 1 份，您写的是 0 份。[^]*示例/);
    assert.equal(await verdict.getAttribute('data-verdict'), 'incomplete');
    assert.match(await page.getByTestId('sentence-missing').innerText(), /有 1 份材料要改正。/);
  });

  await walk.test('it moves to what is to be put right once the reader goes on, and no press is lost', async () => {
    assert.equal(await groupOf(page, info), 'hand', 'it does not move under the reader’s hands');
    // Below the paper that is told about: were that to move at once, the press would miss.
    const below = page.getByTestId(`hold-${licence}`);
    await below.click();
    assert.ok(!(await below.isChecked()));
    await page.locator('[data-group="irregular"]').waitFor();
    assert.equal(await groupOf(page, info), 'irregular');
    await below.click();
    await line(page, info).scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(pictures, 'papers-1-irregular.png') });
  });

  await walk.test('a copy is there: it is in hand again', async () => {
    await write(page, `copies-of-${info}`, '1');
    assert.equal(await state(page, info), 'in-hand');
    assert.equal(await verdict.getAttribute('data-verdict'), 'acceptable');
    await page.getByTestId('tab-papers').focus();
    await page.waitForFunction(() => !document.querySelector('[data-group="irregular"]'));
    assert.equal(await groupOf(page, info), 'hand');
  });

  await walk.test('what is no number is not told, and says so', async () => {
    await write(page, `copies-of-${info}`, '一份半');
    assert.equal(await page.getByTestId(`copies-of-${info}`).getAttribute('aria-invalid'), 'true');
    assert.equal(await state(page, info), 'in-hand');
    assert.ok(!('copies' in (await saved(page)).materials.find(({ id }) => id === info)));
    await write(page, `copies-of-${info}`, '2');
    assert.equal(await page.getByTestId(`copies-of-${info}`).getAttribute('aria-invalid'), 'false');
  });

  await walk.test('the file keeps what is told, and a day that runs out is told early', async () => {
    const { on } = await page.evaluate(() => document.querySelector('yushen-app').view.review);
    await page.getByTestId(`form-of-${info}`).selectOption('electronic');
    await page.getByTestId(`validUntil-of-${info}`).fill(on);
    const soon = page.getByTestId(`wrongs-${info}`);
    assert.equal(await soon.locator('[data-code="paper-expires-soon"]').count(), 1);
    assert.equal(await state(page, info), 'in-hand');
    const file = await saved(page);
    const told = { id: info, copies: 2, form: 'electronic', validUntil: on };
    assert.deepEqual(file.materials.find(({ id }) => id === info), told);
    await page.reload();
    await page.locator('yushen-check-page').waitFor();
    await openFile(page, file);
    await page.getByTestId('tab-papers').click();
    await open(page, info);
    assert.equal(await page.getByTestId(`copies-of-${info}`).inputValue(), '2');
    assert.equal(await page.getByTestId(`form-of-${info}`).inputValue(), 'electronic');
    assert.equal(await page.getByTestId(`validUntil-of-${info}`).inputValue(), on);
    assert.deepEqual(await saved(page), file);
  });

  await walk.test('nothing has left the browser, and it had nothing to complain about', () => {
    assert.ok(requests.every(({ method, body }) => method === 'GET' && body === null));
    assert.deepEqual(complaints, []);
  });
  await close();
});

test('what stands on papers keeps its own text, and is told by its name', async () => {
  const { page, complaints, close } = await openAt();
  await openFile(page, { rulebook: 'donghu', facts: { construction_project: true }, items: ['construction-permit'], materials: [{ id: permit }, { id: 'm-form-construction-permit' }] });
  await page.getByTestId('tab-papers').click();
  await open(page, permit);
  await open(page, 'm-form-construction-permit');
  const above = `field-floor-area-of-m-form-construction-permit`;
  await write(page, `field-floor-area-of-${permit}`, '2.1万');
  assert.equal(await page.getByLabel('建筑面积（平方米）').first().count(), 1);
  await write(page, above, '21000.00001');
  assert.equal(await page.getByTestId(above).getAttribute('aria-invalid'), 'true');
  await write(page, above, '21000.5');
  const { materials } = await saved(page);
  assert.deepEqual(materials.map(({ fields }) => fields), [{ 'floor-area': 21000 }, { 'floor-area': 21000.5 }]);
  await write(page, above, '');
  assert.ok(!('fields' in (await saved(page)).materials[1]));
  assert.deepEqual(complaints, []);
  await close();
});

test('on a phone, in both languages, it is told with the keyboard and nothing is wider than the screen', async () => {
  for (const language of ['zh', 'en']) {
    const { page, complaints, close } = await openAt(phone, language);
    await openFile(page, { rulebook: 'donghu', facts: filing, items: ['enterprise-filing'], materials: [{ id: info, copies: 0, form: 'copy' }] });
    await page.getByTestId('open-answer').click();
    await page.getByTestId('tab-papers').click();
    assert.equal(await groupOf(page, info), 'irregular');
    await focusByKeyboard(page, `#grounds-of-${info}`);
    await page.keyboard.press('Enter');
    await focusByKeyboard(page, `#copies-of-${info}`);
    const wider = await page.evaluate(() => document.querySelector('dialog[open]').scrollWidth - innerWidth);
    assert.ok(wider <= 0, `${language}: ${wider}`);
    await page.screenshot({ path: join(pictures, `papers-2-phone-${language}.png`) });
    assert.deepEqual(complaints, []);
    await close();
  }
});

test('a paper that does not agree with the form is told before it is submitted', async () => {
  const { page, complaints, close } = await openAt();
  const applicant = { unitName: '武汉示例精密制造有限公司', creditCode: '91350100M000100Y43', contact: '李工', phone: '13800138000' };
  const materials = [{ id: info }, { id: 'm-industrial-policy-statement' }, { id: licence, fields: { 'unit-name': '另一家公司' } }];
  await openFile(page, { rulebook: 'donghu', facts: filing, items: ['enterprise-filing'], materials, applicant });
  assert.equal(await page.getByTestId('verdict').getAttribute('data-verdict'), 'acceptable', 'the form is judged when it is submitted');
  await page.getByTestId('submit').click();
  assert.equal(await page.getByTestId('submit-verdict').getAttribute('data-verdict'), 'incomplete');
  assert.match(await page.locator('.summary-box').innerText(), /“另一家公司”[^]*示例/);
  await page.getByTestId('acknowledge').check();
  await page.getByTestId('send').click();
  await page.getByTestId('receipt').waitFor();
  assert.equal(await page.getByTestId('receipt-agreed').getAttribute('data-agreed'), 'true');
  assert.deepEqual(complaints, []);
  await close();
});
