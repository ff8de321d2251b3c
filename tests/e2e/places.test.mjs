// Three places, one page: what differs between them, the ways out of a no, what is saved, and answers that clash.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch } from '../browser.mjs';
import { answer, caseInput, focusByKeyboard, openFile, openPage, pictures, reviewOn, serveProduct } from './product.mjs';

const plant = caseInput('donghu/plant-nothing-in-hand');
/** The plant in Xiangxiang, a small private building outside the economic zone: the sentence with two readings. */
const outside = { in_service_area: true, construction_project: true, project_type: 'industrial', investment_kind: 'enterprise', in_economic_zone: false, scale_class: 'small' };
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
const program = (page, id) => page.getByTestId(`program-${id}`);

async function openAt(place, options = wide) {
  const opened = await openPage(browser, options);
  await opened.page.goto(`${product.address}/?place=${place}`);
  await opened.page.getByTestId('place').waitFor();
  await opened.page.locator('yushen-check-page').waitFor();
  return opened;
}

async function moveTo(page, place) {
  await page.getByTestId('place').selectOption(place);
  await page.waitForFunction((place) => document.querySelector('yushen-app').view?.rulebook.id === place, place);
}

test('the place is changed: the address keeps it, and the answers that mean the same stay', async () => {
  const { page, requests, complaints, close } = await openAt('donghu');
  await answer(page, 'in_service_area', true);
  await answer(page, 'floor_area_m2', 12000);
  await moveTo(page, 'zhuzhou');
  assert.match(page.url(), /place=zhuzhou/);
  assert.match(await page.getByTestId('moved').innerText(), /株洲.*1 个回答照旧.*1 个问题/s);
  assert.equal(await page.locator('#fact-floor_area_m2 input.field').inputValue(), '12,000');
  assert.equal(await page.locator('#fact-in_service_area input:checked').count(), 0, 'another place is another question');
  assert.ok(requests.every(({ url }) => !url.includes('rulebooks/xiangxiang')), 'only what was chosen is fetched');
  await page.reload();
  await page.locator('yushen-check-page').waitFor();
  assert.equal(await page.getByTestId('place').inputValue(), 'zhuzhou');
  assert.ok(!(await page.locator('main').innerText()).includes('东湖'));
  assert.deepEqual(complaints, []);
  await close();
});

test('what did not fit another place is back when one comes back', async () => {
  const { page, close } = await openAt('donghu');
  await answer(page, 'in_service_area', true);
  await moveTo(page, 'xiangxiang');
  await moveTo(page, 'donghu');
  assert.ok(await page.locator('#fact-in_service_area input[value=yes]').isChecked());
  await close();
});

test('Zhuzhou: thirty working days in all, and three of four certificates inside the zone', async () => {
  const { page, complaints, close } = await openAt('zhuzhou');
  for (const [fact, value] of Object.entries({ ...outside, in_economic_zone: true, key_project_level: 'city' })) await answer(page, fact, value);
  assert.equal(await program(page, 'assist').getAttribute('data-verdict'), 'eligible');
  assert.equal(await program(page, 'closed-loop').getAttribute('data-verdict'), 'eligible');
  const loop = page.getByTestId('loop-closed-loop').locator('li');
  assert.deepEqual(await loop.evaluateAll((lines) => lines.map((line) => line.dataset.inside)), ['true', 'true', 'true', 'false']);
  assert.match(await page.getByTestId('sentence-when').innerText(), /30 个工作日/);
  await page.getByTestId('tab-route').click();
  assert.equal(await page.locator('[data-testid^="tick-"]').count(), 0, 'there is no one permit to tick items for');
  await page.getByTestId('tab-days').click();
  const total = page.getByTestId('total-project-approval');
  assert.equal(await total.getAttribute('data-verdict'), 'limited');
  assert.match(await total.innerText(), /30 个工作日[^]*没有写明/);
  await page.screenshot({ path: join(pictures, 'places-1-zhuzhou.png') });
  assert.deepEqual(complaints, []);
  await close();
});

test('Xiangxiang: the sentence with two readings goes to a person, with both readings', async () => {
  const { page, complaints, close } = await openAt('xiangxiang');
  for (const [fact, value] of Object.entries(outside)) await answer(page, fact, value);
  await page.getByTestId('tab-days').click();
  const total = page.getByTestId('total-project-approval');
  assert.equal(await total.getAttribute('data-verdict'), 'refer');
  assert.match(await total.innerText(), /28[^]*38|38[^]*28/);
  await answer(page, 'in_economic_zone', true);
  assert.equal(await total.getAttribute('data-verdict'), 'limited');
  assert.match(await total.innerText(), /28 个工作日/);
  assert.deepEqual(complaints, []);
  await close();
});

test('Xiangxiang: the green channel goes by two questions, and both are shown', async () => {
  const { page, close } = await openAt('xiangxiang');
  const channel = program(page, 'green-channel');
  for (const [fact, value] of Object.entries({ in_service_area: true, four_tens_list: 'none', case_marking: 'urgent' })) await answer(page, fact, value);
  assert.equal(await channel.getAttribute('data-verdict'), 'refer');
  await answer(page, 'case_marking', 'none');
  assert.equal(await channel.getAttribute('data-verdict'), 'not-eligible');
  await channel.getByText('个回答决定').click();
  assert.equal(await channel.locator('.looks-at li').count(), 3);
  await answer(page, 'four_tens_list', 'industry');
  assert.equal(await channel.getAttribute('data-verdict'), 'eligible');
  await close();
});

test('a no names what would turn it; it is tried, taken back, tried again and kept', async () => {
  const { page, requests, complaints, close } = await openAt('donghu');
  for (const [fact, value] of Object.entries({ ...plant.facts, service_requested: false })) await answer(page, fact, value);
  const assist = program(page, 'assist');
  assert.equal(await assist.getAttribute('data-verdict'), 'not-eligible');
  await focusByKeyboard(page, '[data-testid="program-assist"] [data-testid="ways-assist"]');
  await page.keyboard.press('Enter');
  const way = assist.getByTestId('way').first();
  assert.match(await way.innerText(), /是否需要帮办代办.*\s否.*是/s);
  await page.screenshot({ path: join(pictures, 'places-2-ways.png') });
  await way.getByTestId('try').click();
  assert.equal(await assist.getAttribute('data-verdict'), 'eligible');
  assert.ok(await page.evaluate(() => document.activeElement.dataset.testid === 'trial'), 'the focus is on what is tried');
  await page.getByTestId('undo').click();
  assert.equal(await assist.getAttribute('data-verdict'), 'not-eligible');
  assert.ok(await page.locator('#fact-service_requested input[value=no]').isChecked());
  await assist.getByTestId('try').first().click();
  await page.getByTestId('keep').click();
  assert.ok(await page.locator('#fact-service_requested input[value=yes]').isChecked());
  assert.equal(await page.getByTestId('trial').count(), 0);
  assert.ok(requests.every(({ method }) => method === 'GET'), 'nothing is sent');
  assert.deepEqual(complaints, []);
  await close();
});

test('missing papers: what may be promised is offered, the rest is named', async () => {
  const { page, complaints, close } = await openAt('donghu');
  await openFile(page, plant);
  await page.getByTestId('tab-papers').click();
  await page.locator('button[data-testid="ways-papers"]').click();
  const before = await page.locator('[data-testid^="paper-"][data-state="missing"]').count();
  await page.locator('[data-testid^="way-"] [data-testid="try"]').first().click();
  assert.ok((await page.locator('[data-testid^="paper-"][data-state="missing"]').count()) < before);
  await page.getByTestId('undo').click();
  assert.equal(await page.locator('[data-testid^="paper-"][data-state="missing"]').count(), before);
  assert.deepEqual(complaints, []);
  await close();
});

test('an estimate is told apart wherever a verdict rests on it', async () => {
  const { page, close } = await openAt('donghu');
  await openFile(page, plant);
  await page.getByTestId('estimate-commercial_real_estate').click();
  const rests = program(page, 'assist').getByTestId('rests');
  assert.match(await rests.innerText(), /经营性房地产[^]*估计/);
  assert.match(await page.getByTestId('sentence-may').innerText(), /估计/);
  await page.getByTestId('estimate-commercial_real_estate').click();
  assert.equal(await rests.count(), 0);
  await close();
});

test('the savings are counted, and the press stands apart', async () => {
  const { page, close } = await openAt('donghu');
  await openFile(page, plant);
  await page.getByTestId('tab-route').click();
  const { savings } = await reviewOn(page);
  for (const measure of ['papers', 'steps', 'visits', 'days']) {
    const row = await page.getByTestId(`saving-${measure}`).innerText();
    for (const n of Object.values(savings[measure]).filter(Number.isInteger)) assert.match(row, new RegExp(`\\b${n}\\b`), measure);
  }
  const claims = page.getByTestId('claims');
  assert.match(await claims.innerText(), /报道[^]*26 → 13[^]*不同/);
  assert.equal(await page.getByTestId('savings').locator('text=26 → 13').count(), 0);
  await claims.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(pictures, 'places-3-savings.png') });
  await close();
});

test('answers that exclude each other are told at each of them', async () => {
  const { page, complaints, close } = await openAt('donghu');
  await answer(page, 'civil_building', false);
  await answer(page, 'project_type', 'residential');
  assert.match(await page.getByTestId('sentence-missing').innerText(), /互相矛盾/);
  for (const fact of ['civil_building', 'project_type']) {
    assert.equal(await page.getByTestId(`fact-${fact}`).locator('.clash').count(), 1, fact);
  }
  await page.setViewportSize(phone.viewport);
  await page.getByTestId('language-en').click();
  assert.ok((await page.locator('.standing-bar').boundingBox()).height < 200, 'the bar stays a bar on a phone');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await page.setViewportSize(wide.viewport);
  await page.getByTestId('to-clash').click();
  await answer(page, 'civil_building', true);
  assert.equal(await page.locator('.clash').count(), 0);
  assert.deepEqual(complaints, []);
  await close();
});

test('the law of a past day is said to be that', async () => {
  const { page, close } = await openAt('donghu');
  await page.getByTestId('tab-days').click();
  await page.getByTestId('from').fill('2025-08-01');
  await page.getByTestId('from').blur();
  assert.match(await page.getByTestId('past').innerText(), /2025年8月1日/);
  assert.equal((await reviewOn(page)).on, '2025-08-01');
  await page.getByTestId('past').locator('button').click();
  assert.equal(await page.getByTestId('past').count(), 0);
  await close();
});

test('on a phone nothing is wider than the screen, in any place, in both languages', async () => {
  const { page, complaints, close } = await openPage(browser, phone);
  for (const place of ['donghu', 'zhuzhou', 'xiangxiang']) {
    for (const language of ['zh', 'en']) {
      await page.goto(`${product.address}/?place=${place}&lang=${language}`);
      await page.locator('yushen-check-page').waitFor();
      await openFile(page, { rulebook: place, facts: { in_service_area: { value: false, as: 'presumed' } } });
      await page.getByTestId('open-answer').click();
      for (const tab of ['programs', 'route', 'papers', 'days', 'notes']) {
        await page.getByTestId(`tab-${tab}`).click();
        const wider = await page.evaluate(() => document.querySelector('dialog[open]').scrollWidth - innerWidth);
        assert.ok(wider <= 0, `${place} ${language} ${tab}: ${wider}`);
      }
    }
  }
  assert.deepEqual(complaints, []);
  await close();
});
