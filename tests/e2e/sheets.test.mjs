// 文书与清单: each paper says what the rules say, can be reached and printed, and nothing is sent for it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch } from '../browser.mjs';
import { focusByKeyboard, openFile, openPage, pictures, serveProduct } from './product.mjs';

const KINDS = ['checklist', 'receipt', 'notice', 'acceptance', 'non-acceptance', 'promise'];
const applicant = { unitName: '武汉示例精密制造有限公司', creditCode: '91350100M000100Y43', contact: '李工', phone: '13800138000' };
const filing = { investment_kind: 'enterprise', in_approval_catalogue: false };
const info = { id: 'm-project-basic-info' };
const statement = { id: 'm-industrial-policy-statement' };
const drainage = { site_drainage_to_sewer: true, operational_sewage_to_sewer: false, key_discharger: false };
const drained = ['m-form-drainage', 'm-drainage-drawings', 'm-pretreatment'].map((id) => ({ id }));
const completion = 'm-drainage-completion';
const quality = 'm-water-quality';

const lacking = { rulebook: 'donghu', facts: { ...filing, construction_project: true }, items: ['enterprise-filing', 'construction-permit'], materials: [{ ...info, copies: 0 }, { id: 'm-construction-contract' }], applicant };
const complete = { rulebook: 'donghu', facts: filing, items: ['enterprise-filing'], materials: [info, statement], applicant };
const following = { rulebook: 'donghu', facts: drainage, items: ['drainage-permit'], materials: drained, promises: [{ material: completion, by: '2027-03-01' }], commitments: [{ material: quality }], applicant };
const refused = { rulebook: 'donghu', facts: { construction_project: false }, items: ['construction-permit'], applicant };

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

async function openAt(application, { options = wide, language = 'zh' } = {}) {
  const opened = await openPage(browser, options);
  await opened.page.goto(`${product.address}/?place=donghu&lang=${language}`);
  await opened.page.locator('yushen-check-page').waitFor();
  await openFile(opened.page, application);
  return opened;
}

/** Goes to a paper as a link does. */
async function goTo(page, kind) {
  await page.evaluate((kind) => { location.hash = `#/sheet/${kind}`; }, kind);
  await page.locator(`[data-testid="sheet"][data-kind="${kind}"]`).waitFor();
}

/** What the rules write, and what stands on the page. */
const asked = (page, kind, application) => page.evaluate(([kind, application]) => {
  const { view } = document.querySelector('yushen-app');
  return view.rulebook.sheet({ kind, application }, view.on);
}, [kind, application]);

const shown = (page) => page.getByTestId('sheet').evaluate((sheet) => {
  const words = (element) => element?.innerText.replace(/\s+/g, ' ').trim();
  return {
    title: words(sheet.querySelector('h1')),
    fits: sheet.dataset.fits === 'true',
    rows: [...sheet.querySelectorAll('.sheet-part ol > li')].map((row) => ({ no: Number(row.querySelector('.sheet-no').innerText), subject: row.dataset.subject, name: words(row.querySelector('b')), words: words(row) })),
    all: words(sheet),
  };
});

const wider = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
const plain = (text) => text.replace(/\s+/g, ' ').trim();

for (const [language, options, name] of [['zh', wide, '1280'], ['en', wide, '1280'], ['zh', phone, '390'], ['en', phone, '390']]) {
  test(`every paper says all that the rules say, ${language}, ${name} wide`, async () => {
    for (const [story, application, fit] of [
      ['lacking', lacking, ['checklist', 'receipt', 'notice']],
      ['complete', complete, ['checklist', 'receipt', 'acceptance']],
      ['following', following, ['checklist', 'receipt', 'acceptance', 'promise']],
      ['refused', refused, ['checklist', 'notice', 'non-acceptance']],
    ]) {
      const { page, requests, complaints, close } = await openAt(application, { options, language });
      for (const kind of KINDS) {
        await goTo(page, kind);
        const sheet = await asked(page, kind, application);
        const { title, fits, rows, all } = await shown(page);
        assert.equal(title, sheet.title[language]);
        assert.equal(fits, sheet.fits);
        assert.equal(fits, fit.includes(kind), `${story}: ${kind}`);
        assert.equal(await page.title(), `${title} · ${language === 'zh' ? '预审' : 'Yushen'}`);
        assert.equal(await page.getByTestId('unfit').count(), fits ? 0 : 1);
        assert.equal(await page.locator('.sheet-seal').count(), fits && kind !== 'checklist' ? 1 : 0);
        const entries = sheet.parts.flatMap((part) => part.rows);
        assert.deepEqual(rows.map(({ no, subject, name }) => [no, subject, name]), entries.map(({ no, subject, name }) => [no, subject, plain(name[language])]));
        for (const [place, { text, wanted, example, answer, basis }] of entries.entries()) {
          for (const said of [text, wanted, example, answer, ...basis.map(({ cited }) => cited)]) {
            if (said) assert.ok(rows[place].words.includes(plain(said[language])), `${kind} ${place + 1}: ${said[language]}`);
          }
        }
        const around = [sheet.place, sheet.advice, sheet.opening.text, ...sheet.closing.map(({ text }) => text), ...sheet.parts.map(({ heading }) => heading), ...sheet.lines.flatMap(({ name, value }) => [name, value])];
        for (const said of around) assert.ok(all.includes(plain(said[language])), `${kind}: ${said[language]}`);
        for (const hash of [sheet.rulebook.hash, sheet.calendar.hash]) assert.ok(all.includes(hash));
        assert.ok((await wider(page)) <= 0, `${kind} is wider than the screen`);
        if (story === 'lacking' && ['notice', 'checklist'].includes(kind)) {
          await page.screenshot({ path: join(pictures, `sheets-1-${kind}-${name}-${language}.png`), fullPage: true });
        }
      }
      assert.ok(requests.every(({ method, body }) => method === 'GET' && body === null));
      assert.deepEqual(complaints, []);
      await close();
    }
  });
}

test('a mark is a sign and a word, and the applicant is on every paper but the one that is shared', async () => {
  const { page, complaints, close } = await openAt(following);
  await goTo(page, 'promise');
  assert.match((await shown(page)).all, /武汉示例精密制造有限公司[^]*◔ ?承诺后补/);
  await goTo(page, 'checklist');
  const { all } = await shown(page);
  assert.ok(!all.includes(applicant.unitName));
  assert.match(all, /◔ ?告知承诺代替/);
  assert.match(all, /已承诺后补。请按承诺的日期补交/, 'what there is to know of each paper stands on the list');
  assert.deepEqual(complaints, []);
  await close();
});

test('with the keyboard alone: there, from paper to paper, and back; also without a network', async () => {
  const { page, requests, complaints, close } = await openAt(lacking);
  await page.waitForLoadState('networkidle');
  await page.context().setOffline(true);
  const before = requests.length;
  await focusByKeyboard(page, '[data-testid="sheets"]');
  await page.keyboard.press('Enter');
  await page.getByTestId('sheet').waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.innerText.trim());
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  assert.equal(await focused(), '办事清单');
  await focusByKeyboard(page, '[data-testid="sheet-notice"]');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1' && document.activeElement.innerText === '一次性告知书');
  assert.equal(await page.getByTestId('sheet-notice').getAttribute('aria-current'), 'page');
  await page.evaluate(() => { window.print = () => { document.body.dataset.printed = 'yes'; }; });
  await focusByKeyboard(page, '[data-testid="print-sheet"]');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.body.dataset.printed), 'yes');
  await focusByKeyboard(page, '.sheet-page a[href="#/"]');
  await page.keyboard.press('Enter');
  await page.locator('yushen-check-page').waitFor();
  assert.equal(await page.title(), '预审 Yushen · 提交前先看看能不能办、还缺什么');
  // The browser may want the page's icon again.
  const fetched = requests.slice(before).filter(({ url }) => !url.endsWith('/seal.svg'));
  assert.deepEqual(fetched, [], 'nothing is fetched for it');
  assert.deepEqual(complaints.filter((each) => !each.includes('ERR_INTERNET_DISCONNECTED')), []);
  await close();
});

test('where it could not be fetched that is said, and trying again helps', async () => {
  const { page, close } = await openPage(browser, wide);
  await page.route('**/sheet-page*.js', (route) => route.abort());
  await page.goto(`${product.address}/?place=donghu#/sheet/notice`);
  await page.getByRole('alert').waitFor();
  const turnTo = (route) => page.evaluate((hash) => { location.hash = hash; }, route);
  await turnTo('#/');
  await page.locator('yushen-check-page').waitFor();
  await turnTo('#/sheet/notice');
  await page.getByRole('alert').waitFor();
  await page.unroute('**/sheet-page*.js');
  await page.getByRole('alert').getByRole('button').click();
  await page.getByTestId('sheet').waitFor();
  await close();
});

test('on A4 there is the paper and nothing else', async () => {
  for (const language of ['zh', 'en']) {
    const { page, complaints, close } = await openAt(lacking, { options: { viewport: { width: 794, height: 1123 } }, language });
    const visible = (selector) => page.locator(selector).evaluateAll((all) => all.filter((each) => each.getClientRects().length > 0).length);
    await goTo(page, 'notice');
    await page.emulateMedia({ media: 'print' });
    for (const gone of ['.head', '.sheet-page aside', 'button']) assert.equal(await visible(gone), 0, gone);
    assert.equal(await visible('.sheet'), 1);
    const broken = await page.locator('.sheet-row').evaluateAll((rows) => rows.filter((row) => getComputedStyle(row).breakInside !== 'avoid').length);
    assert.equal(broken, 0);
    await page.screenshot({ path: join(pictures, `sheets-2-a4-${language}.png`), fullPage: true });
    await page.pdf({ path: join(pictures, `sheets-2-a4-${language}.pdf`), preferCSSPageSize: true });
    await page.emulateMedia({ media: null });

    // The page of the check prints its checklist, which is made for the printer alone.
    await page.evaluate(() => { location.hash = '#/'; });
    await page.locator('yushen-check-page').waitFor();
    assert.equal(await page.locator('.sheet').count(), 0);
    await page.evaluate(() => { window.print = () => {
      dispatchEvent(new Event('beforeprint'));
      document.body.dataset.printed = document.querySelector('.sheet').dataset.kind;
    }; });
    if (await page.getByTestId('open-answer').isVisible()) await page.getByTestId('open-answer').click();
    await page.getByTestId('print').click();
    assert.equal(await page.evaluate(() => document.body.dataset.printed), 'checklist');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await visible('.check, dialog, .foot-bar'), 0);
    const { all } = await shown(page);
    for (const said of await page.evaluate(() => [...document.querySelectorAll('[data-testid^="sentence-"] dd')].map((each) => [...each.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data).join('')))) {
      assert.ok(all.includes(plain(said)), said);
    }
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await page.waitForFunction(() => !document.querySelector('.sheet'));
    assert.deepEqual(complaints, []);
    await close();
  }
});

test('a commitment stands in for a paper, is told apart from a promise, and is kept', async () => {
  const application = { rulebook: 'donghu', facts: drainage, items: ['drainage-permit'], materials: drained };
  const { page, requests, complaints, close } = await openAt(application);
  const groupOf = (paper) => page.getByTestId(`paper-${paper}`).evaluate((element) => element.closest('.papers').dataset.group);
  await page.getByTestId('tab-papers').click();
  assert.equal(await groupOf(quality), 'missing');
  assert.equal(await page.getByTestId('commit-m-auto-monitor').count(), 0, 'only where the rules take one');
  await page.getByTestId(`promise-${completion}`).click();
  assert.equal(await groupOf(completion), 'promised');
  assert.match(await page.getByTestId(`wrongs-${completion}`).innerText(), /决定之前要补齐|工作日内要补齐/);
  await page.getByTestId(`commit-${quality}`).click();
  assert.equal(await groupOf(quality), 'committed');
  assert.equal(await page.evaluate(() => document.activeElement.id), `commit-${quality}`, 'the focus goes with it');
  assert.match(await page.getByTestId(`wrongs-${quality}`).innerText(), /写明条件已经满足/);
  assert.match(await page.getByTestId('sentence-missing').innerText(), /1 份承诺后补，1 份以告知承诺代替/);
  await page.locator(`#grounds-of-${quality}`).click();
  await page.screenshot({ path: join(pictures, 'sheets-3-commitment.png') });

  const download = page.waitForEvent('download');
  await page.getByTestId('save').click();
  const file = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  assert.deepEqual(file.commitments, [{ material: quality }]);
  assert.deepEqual(file.promises, [{ material: completion }]);
  await page.getByTestId('start-over').click();
  await openFile(page, file);
  assert.equal(await groupOf(quality), 'committed');

  // Committed instead of promised: one of the two, not both.
  await page.getByTestId(`promise-${completion}`).click();
  await page.getByTestId(`promise-${completion}`).click();
  await page.getByTestId(`commit-${completion}`).click();
  assert.equal(await page.getByTestId(`promise-${completion}`).count(), 0);
  await page.getByTestId(`hold-${completion}`).click();
  assert.equal(await groupOf(completion), 'hand');
  await page.getByTestId(`commit-${quality}`).click();
  assert.equal(await groupOf(quality), 'missing');
  assert.ok(requests.every(({ body }) => body === null));
  assert.deepEqual(complaints, []);
  await close();
});

test('where several papers will do, the least to get comes first; each use says how firmly it is asked', async () => {
  const { page, complaints, close } = await openAt({ rulebook: 'donghu', facts: { utilities_needed: ['power'], power_supply_kind: 'high-single' }, items: ['power-connection'] });
  await page.getByTestId('tab-papers').click();
  const { id, ways, level } = await page.evaluate(() => {
    const { review, index } = document.querySelector('yushen-app').view;
    const paper = review.materials.find((each) => each.state === 'missing' && each.need === 'needed' && each.ways?.length > 1);
    const { level } = review.items.find((item) => item.id === 'power-connection').materials.find((use) => use.id === paper.id);
    return { id: paper.id, level, ways: paper.ways.map((way) => way.papers.map((one) => index.materials.get(one).name.zh)) };
  });
  const listed = await page.getByTestId(`least-${id}`).locator('li').allInnerTexts();
  assert.equal(listed.length, ways.length);
  for (const [place, names] of ways.entries()) for (const name of names) assert.ok(listed[place].includes(name));
  await page.locator(`#grounds-of-${id}`).click();
  assert.equal(await page.locator(`#grounds-${id} [data-level="${level}"]`).count(), 1);
  await page.getByTestId(`least-${id}`).scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(pictures, 'sheets-4-ways.png') });
  assert.deepEqual(complaints, []);
  await close();
});

test('from the form and from the receipt of a submission, the receipt of papers is one step away', async () => {
  const { page, complaints, close } = await openAt(complete);
  await page.getByTestId('submit').click();
  await page.getByTestId('to-sheet').click();
  await page.locator('[data-testid="sheet"][data-kind="receipt"]').waitFor();
  await page.goBack();
  await page.getByTestId('send').click();
  await page.getByTestId('receipt').waitFor();
  await page.getByTestId('to-sheet').click();
  await page.locator('[data-testid="sheet"][data-kind="receipt"]').waitFor();
  assert.match((await shown(page)).all, /武汉示例精密制造有限公司/);
  assert.deepEqual(complaints, []);
  await close();
});
