import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousFindings } from './axe.ts';
import { launch } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { sideways } from './fitting.ts';

const ROWS = [
  'Product\tShort Name\tLot ID\tLot Number\tQuantity\tDue',
  'Pouch A\tPA\t135\t159135\t219,000\t03/04/2027',
  'Pouch B\tPB\t136\t159136\t64,500\t03/05/2027',
  'Pouch Z\tPZ\t137\t159137\t10,000\t03/06/2027',
].join('\r\n');

function manyRows(count: number): string {
  const row = (i: number) =>
    `WO-${i}\tPouch A\t${100_000 + i}\t${1000 + i}\t2026-12-01\tnote ${i}\t${i % 2 ? 'Line 8' : ''}`;
  const rows = Array.from({ length: count }, (_, i) => row(i));
  return ['Work order\tProduct\tLot number\tQuantity\tDue\tNotes\tLine', ...rows].join('\r\n');
}

async function bundled(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'lineside-import-'));
  const entry = fileURLToPath(new URL('import-scene.ts', import.meta.url));
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: { outDir, target: 'es2023', minify: false, lib: { entry, formats: ['es'], fileName: () => 'scene.js' } },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const script = await readFile(join(outDir, 'scene.js'), 'utf8');
  await rm(outDir, { recursive: true });
  return script;
}

describeInBrowser('A table on its way into the plan', () => {
  let browser: Browser;
  let script: string;
  beforeAll(async () => {
    [browser, script] = await Promise.all([chromium.launch(launch), bundled()]);
  });
  afterAll(() => browser?.close());

  async function open(options: BrowserContextOptions = {}, reachable = true): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US', ...options });
    const page = await context.newPage();
    await page.setContent(
      '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>x</title><body></body></html>',
    );
    await page.addScriptTag({ content: script, type: 'module' });
    await page.waitForFunction(() => 'openImport' in window);
    await page.evaluate((answers) => window.openImport(answers), reachable);
    await page.getByRole('dialog').waitFor();
    return page;
  }
  const paste = (page: Page, text: string) => page.getByRole('textbox').fill(text);
  const rows = (page: Page) =>
    page
      .locator('ls-import-report tbody tr')
      .evaluateAll((all) => all.map((row) => row.textContent!.replace(/\s+/g, ' ').trim()));
  const file = (name: string, bytes: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer: bytes });

  it('is pasted, asks what it cannot know, shows what each row would do, and is entered', async () => {
    const page = await open();
    await paste(page, ROWS);
    await page.getByText('Pasted: 3 rows').waitFor();
    await page.getByText('2 new · 0 changed · 0 as they are · 1 cannot be taken').waitFor();
    const asked = page.getByLabel('How is “03/04/2027” to be read?');
    const answer = () => asked.evaluate((list) => (list as HTMLSelectElement).selectedOptions[0]!.text);
    await eventually(answer).toBe('Mar 4, 2027: the month comes first');
    await asked.selectOption('day');
    await eventually(answer).toBe('Apr 3, 2027: the day comes first');
    await asked.selectOption('month');
    await eventually(() => rows(page)).toEqual([
      '4 137 ▲ Product: there is no product “Pouch Z”; Short name: there is no product “PZ”',
      '2 PA 135 + new',
      '3 PB 136 + new',
    ]);
    await eventually(() => seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Enter 2 orders' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => window.ordersNow())).toEqual([
      ['159135', 219_000, 'pouch-a'],
      ['159136', 64_500, 'pouch-b'],
    ]);
    expect(await page.evaluate(() => window.told)).toEqual(['2 rows entered']);
    await page.context().close();
  });

  it('says of an order that runs what it was and what would become of it, and shows first what nobody reads', async () => {
    const page = await open();
    await page.evaluate(() => window.begin('641559', 67_000));
    await paste(page, 'Product\tLot\tLot number\tQuantity\tShade\nPouch A\t907\t641559\t60,000\tblue');
    await eventually(() => rows(page)).toEqual([
      '2 PA 641559 (running) ▲ Lot: 641559 → 907; Quantity: 67,000 → 60,000',
    ]);
    await page.getByText('▲ changes 1 order that has begun').waitFor();
    await page.getByText('4 columns are read, ▲ 1 is not: Shade').waitFor();
    await eventually(() => page.locator('ls-import-columns tbody tr').first().innerText()).toContain('▲ Shade');
    await eventually(() => seriousFindings(page)).toEqual([]);
    await page.context().close();
  });

  it('of twenty thousand rows never holds up the screen, shows how far it is, and can be cancelled', async () => {
    const page = await open();
    const text = manyRows(20_000);
    await page.evaluate(() => {
      window.longest = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
      }).observe({ type: 'longtask' });
    });
    const give = (rows: string) =>
      page.locator('ls-import-give textarea').evaluate((field, pasted) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', pasted);
        field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      }, rows);
    await give(text);
    await page.getByRole('progressbar').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('progressbar').waitFor({ state: 'detached' });
    const began = Date.now();
    await give(text);
    await page.getByText('20,000 new · 0 changed').waitFor({ timeout: 60_000 });
    const whole = Date.now() - began;
    const made = () => page.locator('ls-import-report tbody tr:not(.unseen)').count();
    await eventually(() => made()).toBeLessThan(300);
    const scroller = page.getByRole('region', { name: 'What the rows would do' });
    await scroller.evaluate((region) => region.scrollTo(0, region.scrollHeight));
    await page.getByRole('cell', { name: '20001', exact: true }).waitFor();
    await eventually(() => made()).toBeLessThan(300);
    const longest = await page.evaluate(() => window.longest);
    if (process.env.SHOTS) console.log(`longest task: ${longest} of ${whole} ms`);
    expect(longest).toBeLessThan(whole / 3);
    await page.context().close();
  });

  it('without headings waits until somebody says what its columns are', async () => {
    const page = await open();
    await paste(page, 'PA\t159135\t1000\nPB\t159136\t2000');
    await page.getByRole('alert').getByText('No column was found for: Lot number').waitFor();
    await eventually(() => page.getByRole('button', { name: 'Nothing to enter' }).isDisabled()).toBe(true);
    await page.getByLabel('Column 1: Is read as').selectOption('product');
    await page.getByLabel('Column 2: Is read as').selectOption('lotNumber');
    await page.getByLabel('Column 3: Is read as').selectOption('quantity');
    await page.getByRole('button', { name: 'Enter 2 orders' }).waitFor();
    await page.context().close();
  });

  it('may be a sheet of a workbook, which the gateway reads', async () => {
    const page = await open();
    await page.locator('input[type=file]').setInputFiles(file('plan.xlsx', Buffer.from('504b0304', 'hex')));
    await page.getByText('plan.xlsx: 1 row').waitFor();
    await page.getByRole('button', { name: 'Enter 1 order' }).waitFor();
    await page.getByLabel('What is in it').selectOption('products');
    await page.getByLabel('Sheet').selectOption('Products');
    await page.getByRole('button', { name: 'Enter 1 row' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('out of reach may be CSV, and says so of a workbook', async () => {
    const page = await open({}, false);
    await page.locator('input[type=file]').setInputFiles(file('plan.xlsx', Buffer.from('504b0304', 'hex')));
    await page.getByRole('alert').getByText('The gateway cannot be reached').waitFor();
    const csv = Buffer.from('Produkt;Losnummer;Menge\nPouch A;159135;1.000\nPouch B;159136;2.500\n', 'latin1');
    await page.locator('input[type=file]').setInputFiles(file('plan.csv', csv));
    await page.getByRole('button', { name: 'Enter 2 orders' }).waitFor();
    await page.context().close();
  });

  it.each([
    ['a phone, in German', { viewport: { width: 390, height: 844 }, locale: 'de-DE' }],
    ['a desktop, in the dark', { viewport: { width: 1920, height: 1080 }, colorScheme: 'dark' as const }],
  ])('fits on %s', async (name, options) => {
    const page = await open(options);
    await eventually(() => seriousFindings(page)).toEqual([]);
    await paste(page, ROWS);
    await page.locator('ls-import-report tbody tr').first().waitFor();
    await eventually(() => sideways(page)).toBe(0);
    const spilt = await page.locator('ls-import-columns').evaluate((columns) => {
      const { right } = columns.getBoundingClientRect();
      const fields = [...columns.shadowRoot!.querySelectorAll('select')];
      return fields.filter((field) => field.getBoundingClientRect().right > right).length;
    });
    expect(spilt).toBe(0);
    await eventually(() => seriousFindings(page)).toEqual([]);
    if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`) });
    await page.context().close();
  });
});
