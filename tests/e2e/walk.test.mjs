// The whole walk: a small industrial plant in East Lake, from the first question to the withdrawal.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch } from '../browser.mjs';
import { answer, caseInput, focusByKeyboard, openFile, openPage, pictures, reviewOn, serveProduct } from './product.mjs';

const plant = caseInput('donghu/plant-nothing-in-hand');
const papers = caseInput('donghu/plant-all-papers').materials.map(({ id }) => id);
const applicant = { unitName: '武汉示例精密制造有限公司', creditCode: '91350100M000100Y43', contact: '李工', phone: '13800138000' };
let product, browser;

before(async () => {
  product = await serveProduct();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await product?.end();
});

test('from the first question to the withdrawal', async (walk) => {
  const { page, requests, complaints, close } = await openPage(browser, { viewport: { width: 1280, height: 800 } });
  const verdict = page.getByTestId('verdict');
  let receipt, submitted;

  await walk.test('the page opens and knows nothing yet', async () => {
    await page.goto(product.address);
    await verdict.waitFor();
    assert.equal(await verdict.getAttribute('data-verdict'), 'undetermined');
    await page.screenshot({ path: join(pictures, 'walk-1-open.png') });
  });

  await walk.test('the plant is described, question by question', async () => {
    for (const [fact, value] of Object.entries(plant.facts)) await answer(page, fact, value);
    assert.equal(await verdict.getAttribute('data-verdict'), 'incomplete');
  });

  await walk.test('it may have an agent, and why', async () => {
    const assist = page.getByTestId('program-assist');
    assert.equal(await assist.getAttribute('data-verdict'), 'eligible');
    assert.match(await assist.innerText(), /第三类服务对象/);
    await page.screenshot({ path: join(pictures, 'walk-2-answered.png') });
  });

  await walk.test('the approvals that it needs are on the map, and none that it does not', async () => {
    await page.getByTestId('tab-route').click();
    for (const item of ['enterprise-filing', 'land-use-planning-permit', 'construction-permit', 'land-title-registration']) {
      assert.ok(await page.getByTestId(`item-${item}`).isVisible(), item);
    }
    const { items } = await reviewOn(page);
    const needed = items.filter(({ need }) => need === 'needed');
    assert.equal(await page.locator('.station').count(), needed.length);
    assert.match(await page.getByTestId('tab-route').innerText(), new RegExp(`\\b${needed.length}$`));
    assert.equal(await page.locator('.station .gate').count(), needed.filter(({ gate }) => gate).length);
    await page.screenshot({ path: join(pictures, 'walk-3-route.png') });
  });

  await walk.test('all its papers are missing', async () => {
    await page.getByTestId('tab-papers').click();
    const missing = page.locator('[data-testid^="paper-"][data-state="missing"]');
    assert.equal(await missing.count(), papers.length);
    assert.equal(await page.getByTestId('paper-out-project-approval').getAttribute('data-state'), 'by-outcome');
    await page.screenshot({ path: join(pictures, 'walk-4-papers.png') });
  });

  await walk.test('the days are on a chart, and what has no limit says so', async () => {
    await page.getByTestId('tab-days').click();
    assert.ok(await page.getByTestId('step-construction-permit').isVisible());
    assert.ok(await page.getByTestId('open-design-scheme-review').isVisible());
    await page.screenshot({ path: join(pictures, 'walk-5-days.png') });
  });

  await walk.test('the papers come in, one by one', async () => {
    await page.getByTestId('tab-papers').click();
    for (const paper of papers.slice(0, -1)) await page.getByTestId(`hold-${paper}`).click();
    assert.equal(await verdict.getAttribute('data-verdict'), 'incomplete');
    await page.getByTestId(`hold-${papers.at(-1)}`).click();
    assert.equal(await verdict.getAttribute('data-verdict'), 'acceptable');
    await page.screenshot({ path: join(pictures, 'walk-6-acceptable.png') });
  });

  await walk.test('until now nothing has left the browser', () => {
    assert.ok(requests.length > 0);
    for (const { method, url, body } of requests) {
      assert.equal(method, 'GET', url);
      assert.equal(body, null, url);
      assert.match(new URL(url).pathname, /^\/($|assets\/|seal\.svg$|api\/v1\/(rulebooks(\/donghu)?|calendar)$)/, url);
      assert.equal(new URL(url).search, '', url);
    }
  });

  await walk.test('the form says what is wrong before anything is sent', async () => {
    await page.getByTestId('submit').click();
    for (const [field, text] of Object.entries(applicant)) await page.getByTestId(`applicant-${field}`).fill(text);
    await page.getByTestId('applicant-creditCode').fill('91350100M000100Y44');
    await page.getByTestId('send').click();
    assert.match(await page.getByTestId('fault-creditCode').innerText(), /校验码/);
    assert.ok(requests.every(({ method }) => method === 'GET'));
    await page.getByTestId('applicant-creditCode').fill(applicant.creditCode);
  });

  await walk.test('it is submitted: one request, a receipt with number and key', async () => {
    const answered = page.waitForResponse((response) => response.request().method() === 'PUT');
    await page.getByTestId('send').click();
    const response = await answered;
    assert.equal(response.status(), 201);
    submitted = { sent: JSON.parse(response.request().postData()), answered: await response.text() };
    await page.getByTestId('receipt').waitFor();
    receipt = { id: await page.getByTestId('receipt-id').innerText(), key: await page.getByTestId('receipt-key').innerText() };
    assert.match(receipt.id, /^[0-9a-f-]{36}$/);
    assert.ok(receipt.key.length >= 22, 'the key has at least 128 bits');
    assert.equal(await page.getByTestId('receipt-agreed').getAttribute('data-agreed'), 'true');
    await page.screenshot({ path: join(pictures, 'walk-7-receipt.png') });
  });

  await walk.test('the server’s review is the browser’s, byte for byte, and names the rulebook', async () => {
    const { application, review } = submitted.sent;
    const own = await page.evaluate(([application, on]) => {
      const { rulebook } = document.querySelector('yushen-app').view;
      return rulebook.reviewText(application, on);
    }, [application, review.on]);
    assert.ok(submitted.answered.includes(`"review":${own}`), 'the stored review is the browser’s text');
    assert.match(JSON.parse(own).rulebook.hash, /^[0-9a-f]{64}$/);
    assert.equal(JSON.parse(own).rulebook.hash, review.rulebook.hash);
  });

  await walk.test('the server is killed and started again: the submission is still there', async () => {
    await product.kill();
    await product.start();
    await page.goto('about:blank');
    await page.goto(`${product.address}/#/find`);
    await page.getByTestId('find-id').fill(receipt.id);
    await page.getByTestId('find-key').fill(receipt.key);
    await page.getByTestId('find').click();
    await page.getByTestId('case').waitFor();
    assert.match(await page.getByTestId('case-verdict').innerText(), /可/);
    const stored = await fetch(`${product.address}/api/v1/submissions/${receipt.id}`, { headers: { authorization: `Bearer ${receipt.key}` } });
    const review = /"review":(\{.*?\}),"agreed"/s.exec(submitted.answered)?.[1];
    assert.ok(review && (await stored.text()).includes(`"review":${review}`), 'the review is stored as it was given');
    await page.screenshot({ path: join(pictures, 'walk-8-found.png') });
  });

  await walk.test('it is amended: a paper has gone missing', async () => {
    await page.getByTestId('amend').click();
    await page.getByTestId('tab-papers').click();
    await page.getByTestId('hold-m-geotech-report').click();
    assert.equal(await verdict.getAttribute('data-verdict'), 'incomplete');
    await page.getByTestId('submit').click();
    await page.getByTestId('acknowledge').click();
    await page.getByTestId('send').click();
    await page.getByTestId('receipt').waitFor();
    await page.getByTestId('to-case').click();
    await page.getByTestId('case').waitFor();
    assert.equal(await page.getByTestId('events').locator('li').count(), 2);
  });

  await walk.test('it is withdrawn', async () => {
    await page.getByTestId('withdraw').click();
    await page.getByTestId('withdraw-yes').click();
    await page.locator('[data-testid="case-state"][data-state="withdrawn"]').waitFor();
    assert.equal(await page.getByTestId('withdraw').count(), 0);
    await page.screenshot({ path: join(pictures, 'walk-9-withdrawn.png') });
  });

  await walk.test('the browser had nothing to complain about', () => assert.deepEqual(complaints, []));
  await close();
});

test('on a phone, in English, by keyboard, with a file', async (walk) => {
  const { page, requests, complaints, close } = await openPage(browser, { viewport: { width: 390, height: 844 }, hasTouch: true });
  const openAnswer = page.getByTestId('open-answer');

  await walk.test('the language is switched and stays', async () => {
    await page.goto(product.address);
    await page.getByTestId('language-en').click();
    await page.reload();
    await openAnswer.waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.match(await page.locator('h1').first().innerText(), /before you file/);
  });

  await walk.test('nothing is wider than the screen', async () => {
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.screenshot({ path: join(pictures, 'phone-1-open.png') });
  });

  await walk.test('the first questions are answered with the keyboard alone', async () => {
    await focusByKeyboard(page, '#fact-in_service_area input');
    await page.keyboard.press('Space');
    assert.ok(await page.locator('#fact-in_service_area input[value=yes]').isChecked());
    await page.keyboard.press('ArrowDown');
    assert.ok(await page.locator('#fact-in_service_area input[value=no]').isChecked());
    await focusByKeyboard(page, '[data-testid="open-answer"]');
    await page.keyboard.press('Enter');
    await page.locator('dialog.answer-sheet[open]').waitFor();
    await focusByKeyboard(page, '[data-testid="tab-programs"]');
    assert.equal(await page.getByTestId('program-assist').getAttribute('data-verdict'), 'not-eligible');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.getByTestId('tab-route').getAttribute('aria-selected'), 'true');
    await page.keyboard.press('Escape');
    await page.locator('dialog.answer-sheet[open]').waitFor({ state: 'hidden' });
  });

  await walk.test('a file is opened, and saved again as it was', async () => {
    await openAnswer.click();
    await openFile(page, plant);
    await page.locator('[data-testid="verdict"][data-verdict="incomplete"]').waitFor();
    const saved = page.waitForEvent('download');
    await page.getByTestId('save').click();
    const text = readFileSync(await (await saved).path(), 'utf8');
    assert.deepEqual(JSON.parse(text), plant);
    await page.screenshot({ path: join(pictures, 'phone-2-answer.png') });
  });

  await walk.test('a file that is no application is told all that is wrong with it', async () => {
    await openFile(page, { rulebook: 'donghu', facts: { in_sevice_area: true, storeys: 'three' } });
    await page.getByTestId('file-errors').waitFor();
    assert.equal(await page.getByTestId('file-errors').locator('li').count(), 2);
  });

  await walk.test('nothing has left the browser, and nothing is wider than the screen', async () => {
    assert.ok(requests.every(({ method, body }) => method === 'GET' && body === null));
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });

  await walk.test('the browser had nothing to complain about', () => assert.deepEqual(complaints, []));
  await close();
});

test('another place has no rules, and the page says so', async () => {
  const { page, complaints, close } = await openPage(browser, { viewport: { width: 1280, height: 800 } });
  await page.goto(product.address);
  await page.getByTestId('verdict').waitFor();
  await page.getByTestId('place').selectOption('other');
  assert.ok(await page.getByTestId('no-rules').isVisible());
  assert.deepEqual(complaints, []);
  await close();
});
