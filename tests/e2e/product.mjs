// The product as it is given away: the binary, its data folder, and a browser in front of it.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const here = new URL('..', import.meta.url).pathname;
/** The program. */
export const binary = process.env.YUSHEN_BIN ?? join(here, '../target/release/yushen');

/** Where pictures of the walk go. */
export const pictures = join(here, 'results');
mkdirSync(pictures, { recursive: true });

/** `yushen serve` on a free port, with an empty data folder; with a key, there is an office. */
export async function serveProduct(officeKey) {
  if (!existsSync(binary)) throw new Error(`There is no ${binary}: run make native, or set YUSHEN_BIN`);
  const data = mkdtempSync(join(tmpdir(), 'yushen-walk-'));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  let child;
  const start = async () => {
    const office = officeKey ? { YUSHEN_OFFICE_KEY: officeKey } : {};
    const serve = ['serve', '--listen', `127.0.0.1:${port}`, '--data', data];
    child = spawn(binary, serve, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...office } });
    await until(async () => (await fetch(`${address}/readyz`)).ok);
  };
  /** As a power cut would: no word of warning. */
  const kill = () => new Promise((gone) => {
    child.once('exit', gone);
    child.kill('SIGKILL');
  });
  await start();
  return { address, start, kill, end: () => kill().then(() => rmSync(data, { recursive: true, force: true })) };
}

async function until(holds) {
  for (const deadline = Date.now() + 20_000; ; await new Promise((on) => setTimeout(on, 50))) {
    if (await holds().catch(() => false)) return;
    if (Date.now() > deadline) throw new Error('the server was not ready within 20 seconds');
  }
}

function freePort() {
  return new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

/** The application of a case. */
export function caseInput(name) {
  return JSON.parse(readFileSync(join(here, `cases/${name}.json`), 'utf8')).input;
}

/** A page that writes down all that it asks of the network, and everything that it complains about. */
export async function openPage(browser, options) {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true, ...options });
  const page = await context.newPage();
  const requests = [];
  const complaints = [];
  page.on('request', (request) => requests.push({ method: request.method(), url: request.url(), body: request.postData() }));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => dialog.accept());
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
  return { page, requests, complaints, close: () => context.close() };
}

/** Answers one question as a person does: unfold it where it is folded, then click, choose or write. */
export async function answer(page, fact, value) {
  const question = page.getByTestId(`fact-${fact}`);
  if (await question.evaluate((element) => element.tagName === 'BUTTON')) await question.click();
  const option = (of) => question.locator('label.option', { has: page.locator(`input[value="${of}"]`) });
  if (typeof value === 'boolean') await option(value ? 'yes' : 'no').click();
  else if (value === null) await option('unsure').click();
  else if (Array.isArray(value)) for (const each of value.length > 0 ? value : ['none']) await option(each).click();
  else if (typeof value === 'number') await question.locator('input.field').fill(String(value));
  else if ((await question.locator('select').count()) > 0) await question.locator('select').selectOption(value);
  else await option(value).click();
}

/** What the rules answer to the page's draft, as the page has it. */
export const reviewOn = (page) => page.evaluate(() => document.querySelector('yushen-app').view.review);

/** Presses Tab until the focus is where it should be. */
export async function focusByKeyboard(page, selector) {
  for (let n = 0; n < 600; n++) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} cannot be reached with the Tab key`);
}

/** Opens an application as a file, in place of what is answered, and waits until the page has answered to it. */
export async function openFile(page, application) {
  const buffer = Buffer.from(JSON.stringify(application));
  await page.getByTestId('file').setInputFiles({ name: 'application.json', mimeType: 'application/json', buffer });
  await page.waitForFunction(() => document.querySelector('[data-testid="file"]').value === '');
  await page.evaluate(() => document.querySelector('yushen-app').updateComplete);
}
