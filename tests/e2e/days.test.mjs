// 时间: the plan as a picture that is a table, on a screen, on paper, in a calendar; and the clocks of a stored case.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import ICAL from 'ical.js';

import { launch } from '../browser.mjs';
import { caseInput, focusByKeyboard, openFile, openPage, pictures, serveProduct } from './product.mjs';

const { application: plant } = caseInput('donghu/plan-plant');
const wide = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
/** In the published calendar, across a festival and the long holiday. */
const FROM = '2026-08-31';
const newKey = () => Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
const officeKey = newKey();
let product, browser;

before(async () => {
  product = await serveProduct(officeKey);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await product?.end();
});

async function openDays({ options = wide, language = 'zh', from = FROM, page: whole = true } = {}) {
  const opened = await openPage(browser, options);
  const { page } = opened;
  await page.goto(`${product.address}/?place=donghu&lang=${language}`);
  await page.locator('yushen-check-page').waitFor();
  await openFile(page, plant);
  await page.evaluate((from) => document.querySelector('yushen-app').view.reschedule({ from }), from);
  if (whole) await page.evaluate(() => { location.hash = '#/days'; });
  else {
    if (options === phone) await page.getByTestId('open-answer').click();
    await page.getByTestId('tab-days').click();
  }
  await page.getByTestId('plan').waitFor();
  return opened;
}

const planOn = (page) => page.evaluate(() => document.querySelector('yushen-app').view.plan);
const wider = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
const words = (text) => text.replace(/\s+/g, ' ').trim();

const HEADS = {
  zh: ['事项', '办理机关', '先办', '开始', '最晚办结', '期限', '可以晚（工作日）', '图'],
  en: ['Step', 'Office', 'Waits for', 'From', 'To, at the latest', 'Days', 'May slip (working days)', 'Picture'],
};
const NAMES = { zh: '时间安排', en: 'Timetable' };
const CRITICAL = { zh: '关键', en: 'critical' };
const PROVISIONAL = { zh: '暂定', en: 'provisional' };

for (const [language, options, whole, name] of [
  ['zh', wide, true, 'page-1280'],
  ['zh', wide, false, 'tab-1280'],
  ['en', wide, true, 'page-1280'],
  ['zh', phone, true, 'page-390'],
  ['zh', phone, false, 'tab-390'],
  ['en', phone, true, 'page-390'],
]) {
  test(`a table for whoever cannot see the picture: ${name}, ${language}`, async () => {
    const { page, requests, complaints, close } = await openDays({ options, language, page: whole });
    const { steps } = await planOn(page);
    const table = page.getByRole('table', { name: NAMES[language] });
    const heads = table.getByRole('columnheader');
    assert.equal(await heads.count(), HEADS[language].length);
    for (const [place, head] of HEADS[language].entries()) assert.equal(await heads.nth(place).getAttribute('aria-label') ?? words(await heads.nth(place).innerText()), head);
    const stages = await page.evaluate(() => {
      const { index, plan } = document.querySelector('yushen-app').view;
      return new Set(plan.steps.map((step) => index.items.get(step.item).stage)).size;
    });
    assert.equal(await table.getByRole('rowheader').count(), steps.length + stages);
    assert.equal(await table.getByRole('row').count(), 1 + steps.length + stages);
    for (const step of steps) {
      const row = table.getByTestId(`step-${step.item}`);
      const cells = row.getByRole('cell');
      assert.equal(await cells.count(), 6, `${step.item}: office, waits for, from, to, days, slack`);
      const [office, waits, , to, , slack] = (await cells.allTextContents()).map(words);
      assert.equal(office, step.who[language]);
      assert.equal(waits === (language === 'zh' ? '无' : 'none'), step.after.length === 0);
      assert.match(slack, new RegExp(`^${step.slack}\\b`));
      assert.equal(await row.getByText(`◆ ${CRITICAL[language]}`).isVisible(), step.critical, step.item);
      assert.equal(to.includes(PROVISIONAL[language]), step.end.day === null, step.item);
    }
    const order = await table.locator('tbody > tr > th').allInnerTexts();
    const laws = await page.evaluate((language) => document.querySelector('yushen-app').view.index.law.stages.map((stage) => stage.name[language]), language);
    const seen = laws.filter((stage) => order.some((head) => words(head) === stage));
    assert.deepEqual(order.map(words).filter((head) => seen.includes(head)), seen, 'the stages stand in their order');
    assert.ok((await wider(page)) <= 0, 'nothing is wider than the screen');
    await page.screenshot({ path: join(pictures, `days-1-${name}-${language}.png`), fullPage: whole });
    assert.ok(requests.every(({ method, body }) => method === 'GET' && body === null));
    assert.deepEqual(complaints, []);
    await close();
  });
}

test('by night', async () => {
  for (const [options, name] of [[wide, '1280'], [phone, '390']]) {
    const { page, complaints, close } = await openDays({ options: { ...options, colorScheme: 'dark' } });
    await page.screenshot({ path: join(pictures, `days-2-dark-${name}.png`), fullPage: true });
    assert.deepEqual(complaints, []);
    await close();
  }
});

test('the picture: as wide as the working days, holidays by name, what is not certain is hatched, what is critical hangs together', async () => {
  const { page, complaints, close } = await openDays();
  const { steps } = await planOn(page);
  const bar = (item, kind = '') => page.getByTestId(`step-${item}`).locator(`.bar${kind}`);
  const width = async (item) => (await bar(item).first().boundingBox()).width;
  // 15, 20 and 30 working days from one day on, across 8 days of festivals that take hardly any room.
  const [fifteen, twenty, thirty] = [await width('drainage-permit'), await width('construction-waste'), await width('eia-approval')];
  assert.ok(Math.abs(twenty / fifteen - 21 / 16) < 0.12, `${twenty} to ${fifteen}`);
  assert.ok(Math.abs(thirty / fifteen - 31 / 16) < 0.2, `${thirty} to ${fifteen}`);

  for (const step of steps.filter(({ start, days }) => days !== null && start.day === null)) {
    assert.match(await bar(step.item, '.hatched').first().evaluate((each) => getComputedStyle(each).backgroundImage), /repeating-linear-gradient/);
  }
  const endless = steps.filter(({ days }) => days === null);
  assert.ok(endless.length > 0);
  for (const { item } of endless) assert.equal(await bar(item, '.endless').count(), 1, item);
  assert.match(await page.locator('.plan-notes').innerText(), /中秋节 9月25日–9月27日、国庆节 10月1日–10月7日.*暂定：/s);

  const later = steps.filter((step) => step.critical && step.after.some((before) => steps.find((each) => each.item === before)?.critical));
  assert.ok(later.length > 0);
  for (const { item } of later) assert.ok((await page.getByTestId(`step-${item}`).locator('.chain[data-run^="from-"]').count()) > 0, item);
  for (const { item } of steps.filter((step) => !step.critical)) assert.equal(await page.getByTestId(`step-${item}`).locator('.chain[data-run^="from-"]').count(), 0);
  assert.ok((await page.locator('.line[data-line=today]').count()) > 0);
  assert.ok((await page.locator('.months i').count()) >= 4);
  assert.ok((await page.locator('.weeks i:visible').count()) >= 6);
  assert.deepEqual(complaints, []);
  await close();
});

test('with the keyboard alone', async () => {
  const { page, complaints, close } = await openDays({ page: false });
  await focusByKeyboard(page, '[data-testid="rest"]');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), '中秋节 9月25日–9月27日');
  assert.ok(await page.locator('.off-mark:focus > i').isVisible(), 'its name shows');
  await focusByKeyboard(page, '[data-testid="step-construction-permit"] button');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="item-sheet"][open]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[data-testid="item-sheet"][open]').waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.closest('tr')?.dataset.testid === 'step-construction-permit');
  await focusByKeyboard(page, '[data-testid="days-page"]');
  await page.keyboard.press('Enter');
  await page.locator('.days-page').waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  assert.match(await page.title(), /^时间安排/);
  assert.deepEqual(complaints, []);
  await close();
});

test('on A4 across, on two pages at most, the head of the table on each', async () => {
  for (const language of ['zh', 'en']) {
    const { page, complaints, close } = await openDays({ language });
    const pdf = (await page.pdf({ path: join(pictures, `days-3-a4-${language}.pdf`), preferCSSPageSize: true, printBackground: false })).toString('latin1');
    const boxes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map(([, width, height]) => [Math.round(Number(width)), Math.round(Number(height))]);
    assert.ok(boxes.length >= 1 && boxes.length <= 2, `${boxes.length} pages`);
    for (const box of boxes) assert.deepEqual(box, [842, 595]);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 1047, height: 726 });
    assert.equal(await page.locator('.plan > thead').evaluate((head) => getComputedStyle(head).display), 'table-header-group');
    assert.equal(await page.locator('.bar.hatched').first().evaluate((bar) => getComputedStyle(bar).printColorAdjust), 'exact');
    assert.equal(await page.getByTestId('print-days').isVisible(), false);
    await page.screenshot({ path: join(pictures, `days-3-print-${language}.png`), fullPage: true });
    assert.deepEqual(complaints, []);
    await close();
  }
});

test('taken along without a network: the file has every due day, and says which are provisional', async () => {
  for (const language of ['zh', 'en']) {
    const { page, complaints, close } = await openDays({ language });
    // All that is fetched for later is there.
    await page.waitForFunction(() => ['sheet-page', 'calendar-file'].every((part) => performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.includes(part) && responseEnd > 0)));
    await page.waitForLoadState('networkidle');
    await page.context().setOffline(true);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('calendar').click()]);
    assert.match(download.suggestedFilename(), /\.ics$/);
    await page.getByTestId('calendar-said').filter({ hasText: /./ }).waitFor();
    const calendar = new ICAL.Component(ICAL.parse(readFileSync(await download.path(), 'utf8')));
    const events = calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
    const { steps, papers } = await planOn(page);
    const first = (due) => due.day ?? due.earliest;
    const known = steps.flatMap(({ start, end }) => [start, end]).concat(papers.map(({ last }) => last)).flatMap((due) => first(due) ?? []);
    const days = (list) => [...new Set(list)].sort();
    assert.deepEqual(days(events.map((event) => event.startDate.toString())), days(known));
    assert.ok(events.every((event) => event.startDate.isDate), 'whole days');
    assert.equal(new Set(events.map(({ uid }) => uid)).size, events.length);
    for (const event of events) {
      const alarms = event.component.getAllSubcomponents('valarm').map((alarm) => alarm.getFirstPropertyValue('trigger').toSeconds() / -86_400);
      assert.ok(alarms.length > 0 && alarms.every((before) => Number.isInteger(before) && before > 0), `${event.summary}: ${alarms}`);
    }
    const provisional = (due) => due.day === null || due.provisional;
    const marked = ({ summary }) => summary.endsWith(language === 'zh' ? '（暂定）' : ' (provisional)');
    for (const { item, start, end } of steps) {
      for (const [what, due] of [['file', start], ['decided', end]]) {
        const event = events.find(({ uid }) => uid === `donghu.${what}.${item}@yushen`);
        assert.equal(event.startDate.toString(), first(due), item);
        assert.equal(marked(event), provisional(due), event.summary);
      }
    }
    // The papers of one day are one entry, which lists each of them.
    const ofPapers = events.filter(({ uid }) => uid.startsWith('donghu.paper.'));
    assert.equal(ofPapers.length, new Set(papers.map(({ last }) => [last.day, last.earliest, last.latest].join())).size);
    const names = await page.evaluate((language) => Object.fromEntries([...document.querySelector('yushen-app').view.index.materials].map(([id, { name }]) => [id, name[language]])), language);
    for (const { id, last } of papers) {
      const event = ofPapers.find((each) => `${each.summary}\n${each.description}`.includes(names[id]));
      assert.equal(event.startDate.toString(), first(last), id);
      assert.equal(marked(event), provisional(last), event.summary);
    }
    assert.deepEqual(complaints, []);
    await close();
  }
});

test('the last day for each paper, the first day first', async () => {
  const { page, complaints, close } = await openDays();
  const { papers } = await planOn(page);
  const shown = await page.locator('[data-testid^="paper-day-"]').evaluateAll((all) => all.map((each) => each.dataset.testid.slice('paper-day-'.length)));
  assert.deepEqual([...shown].sort(), papers.map(({ id }) => id).sort());
  const first = (id) => { const { last } = papers.find((paper) => paper.id === id); return last.day ?? last.earliest; };
  assert.deepEqual(shown.map(first), shown.map(first).sort());
  assert.deepEqual(complaints, []);
  await close();
});

test('whose deadlines: one’s own, what others owe one, and what the departments have set themselves', async () => {
  const { page, complaints, close } = await openDays();
  const duties = (whose) => page.getByTestId(`duties-${whose}`).locator('[data-testid^="duty-"]').evaluateAll((all) => all.map((each) => each.dataset.testid.slice('duty-'.length)));
  const [own, owed] = [await duties('own'), await duties('owed')];
  assert.ok(own.includes('hearing-request') && !own.includes('hearing-held'));
  assert.deepEqual(owed, ['hearing-held']);
  assert.equal(await page.getByTestId('duties-agent').count(), 0, 'East Lake has none of these');
  await page.goto(`${product.address}/?place=xiangxiang&lang=en#/days`);
  await page.getByTestId('duties-agent').waitFor();
  assert.ok((await page.getByTestId('open').locator('details li').count()) > 5, 'what may or may not be needed is counted, and unfolds');
  assert.deepEqual(await duties('agent'), ['agent-arranged', 'agent-answered', 'agent-progressed']);
  assert.equal(await page.getByTestId('duties-agent').locator('h3 [data-standing=press]').count(), 1);
  assert.deepEqual(complaints, []);
  await close();
});

test('back from a wished day', async () => {
  const { page, complaints, close } = await openDays({ page: false });
  const by = async (day) => {
    await page.getByTestId('by').fill(day);
    await page.getByTestId('by').dispatchEvent('change');
    return planOn(page);
  };
  await page.getByTestId('mode-by').check();
  const missed = await by('2026-12-01');
  assert.equal(missed.feasible, false);
  assert.equal(await page.getByTestId('wish').getAttribute('data-tone'), 'no');
  assert.equal(await page.getByTestId('because').locator('li').count(), missed.because.length);
  assert.match(await page.getByTestId('sentence-when').innerText(), /赶不上/);
  await page.screenshot({ path: join(pictures, 'days-4-missed.png') });
  const met = await by('2028-06-30');
  assert.equal(met.feasible, true);
  assert.doesNotMatch(await page.getByTestId('plan').innerText(), /定不了/, 'a day that is only bounded from above is told');
  assert.equal(await page.getByTestId('wish').getAttribute('data-tone'), 'yes');
  await page.locator('.own-days > summary').click();
  const field = page.getByTestId('own-construction-permit');
  await field.fill('10');
  await field.dispatchEvent('change');
  assert.equal((await planOn(page)).total.own, 10);
  await page.screenshot({ path: join(pictures, 'days-4-met.png') });
  await page.getByTestId('mode-from').check();
  assert.equal((await planOn(page)).from, FROM);
  assert.deepEqual(complaints, []);
  await close();
});

/** Files the plant; gives its number and key, and how the office tells of it. */
async function fileCase() {
  const [id, key] = [crypto.randomUUID(), newKey()];
  const applicant = { unitName: '武汉示例精密制造有限公司', creditCode: '91350100M000100Y43', contact: '李工', phone: '13800138000' };
  const send = async (method, path, by, body) => {
    const headers = { authorization: `Bearer ${by}`, 'content-type': 'application/json' };
    const answer = await fetch(`${product.address}/api/v1/submissions/${id}${path}`, { method, headers, body: JSON.stringify(body) });
    assert.equal(answer.status, 201, await answer.text());
  };
  await send('PUT', '', key, { intent: 'file', acknowledged: true, application: { ...plant, applicant } });
  return { id, key, tell: (event) => send('POST', '/events', officeKey, { id: crypto.randomUUID(), ...event }) };
}

test('the clocks of a case: whose, since when, what is left, what did not count; what is late comes first', async () => {
  for (const [language, options] of [['zh', wide], ['en', phone]]) {
    const { page, complaints, close } = await openPage(browser, options);
    const { id, key } = await fileCase();
    await page.goto(`${product.address}/?lang=${language}#/find/${id}`);
    await page.getByTestId('find-key').fill(key);
    await page.getByTestId('find').click();
    const clocks = page.getByTestId('clock');
    await clocks.first().waitFor();
    await page.screenshot({ path: join(pictures, `days-5-case-${language}.png`), fullPage: true });
    // Clocks in every state, as later rules tell them.
    await page.evaluate(() => {
      const due = (day) => ({ day, provisional: false, earliest: day, latest: day });
      const basis = { source: 'R-XKF', article: '第四十二条', standing: 'law' };
      const clock = (state, kind, who, used, left, more = {}) => ({
        kind, who, state, used, left, duty: { zh: `${kind}：作出决定`, en: `${kind}: decide` }, item: kind, from: '2026-09-21', due: due('2026-10-30'), band: null, skipped: [], basis, ...more,
      });
      document.querySelector('yushen-clocks').clocks = [
        clock('met', 'notice', 'authority', 3, 2),
        clock('paused', 'pledged', 'authority', 4, 6, { ifPaused: due('2026-11-12') }),
        clock('running', 'third-party', 'third-party', 2, null, { due: { day: null, provisional: true, earliest: '2027-01-04', latest: '2027-01-07' } }),
        clock('due-soon', 'agent', 'agent', 9, 1, { band: 1 }),
        clock('overdue', 'statutory', 'authority', 22, -2, { skipped: [{ from: '2026-10-01', to: '2026-10-07', why: { zh: '国庆节', en: 'National Day' } }] }),
      ];
    });
    assert.equal(await clocks.count(), 5);
    assert.deepEqual(await clocks.evaluateAll((all) => all.map((each) => each.dataset.state)), ['overdue', 'due-soon', 'running', 'paused', 'met']);
    const late = clocks.first();
    assert.match(await late.innerText(), language === 'zh' ? /法定.*机关.*✕\s*超时.*10月30日.*超 2 天.*自 9月21日.*已用 22 天/s : /statutory.*authority.*✕\s*overdue.*30 Oct.*2 days over.*since .*21 Sep.*22 days used/s);
    await late.getByTestId('not-counted').locator('summary').press('Enter');
    assert.match(await late.getByTestId('not-counted').innerText(), language === 'zh' ? /10月1日–10月7日：国庆节/ : /1 Oct–7 Oct.*National Day/);
    assert.ok((await wider(page)) <= 0);
    await page.screenshot({ path: join(pictures, `days-6-clocks-${language}.png`), fullPage: true });
    assert.deepEqual(complaints, []);
    await close();
  }
});

test('a special procedure from today on: the rules in the page say which days it moves, and how they were counted', async () => {
  for (const [language, options] of [['zh', wide], ['en', phone]]) {
    const { page, requests, complaints, close } = await openPage(browser, options);
    const { id, key, tell } = await fileCase();
    await tell({ type: 'accepted', reason: '示例' });
    await page.goto(`${product.address}/?place=donghu&lang=${language}`);
    await page.locator('yushen-check-page').waitFor();
    await page.evaluate((id) => { location.hash = `#/find/${id}`; }, id);
    await page.getByTestId('find-key').fill(key);
    await page.getByTestId('find').click();
    await page.getByTestId('clock').first().waitFor();
    const { progress } = await page.evaluate(() => document.querySelector('yushen-case-view').stored);
    assert.equal(await page.getByTestId('if-paused').count(), 0);
    const sent = requests.length;
    const until = page.getByTestId('pause-until');
    const far = new Date(Date.parse(`${progress.on}T00:00Z`) + 30 * 86_400_000).toISOString().slice(0, 10);
    await until.fill(far);
    await until.dispatchEvent('change');
    await page.getByTestId('if-paused').first().waitFor();
    // Every running decision counts again, with the thirty days left out; nothing was sent for it.
    const events = ['received', 'accepted'].map((type) => ({ type, on: progress.on }));
    const asked = await fetch(`${product.address}/api/v1/progress`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ application: plant, events, pauseUntil: far, on: progress.on }),
    });
    const told = (await asked.json()).clocks.filter((clock) => clock.ifPaused);
    assert.ok(told.length > 0 && told.every(({ due, ifPaused }) => ifPaused.latest > due.latest));
    const shown = await page.evaluate(() => [...document.querySelectorAll('[data-testid=clock]')].filter((clock) => clock.querySelector('[data-testid=if-paused]')).flatMap((clock) => [...clock.querySelectorAll('[data-duty]')].map((duty) => duty.dataset.duty)));
    assert.deepEqual(shown.sort(), told.map(({ item }) => item).sort());
    assert.equal(requests.length, sent);
    await page.getByTestId('how-counted').locator('summary').press('Enter');
    assert.equal(await page.getByTestId('how-counted').locator('li').count(), progress.choices.length);
    assert.ok((await wider(page)) <= 0);
    await page.screenshot({ path: join(pictures, `days-7-paused-${language}.png`), fullPage: true });
    await until.fill('');
    await until.dispatchEvent('change');
    await page.getByTestId('if-paused').first().waitFor({ state: 'detached' });
    // What the page would count otherwise than the server is not asked of it.
    await page.evaluate(() => {
      const view = document.querySelector('yushen-case-view');
      view.stored = { ...view.stored, events: [] };
    });
    await until.waitFor({ state: 'detached' });
    assert.deepEqual(complaints, []);
    await close();
  }
});
