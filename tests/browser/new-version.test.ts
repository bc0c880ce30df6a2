import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build as buildApp } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AppData } from '../../pwa/data/line-data.ts';
import { parseConfig } from '../../gateway/config.ts';
import { startGateway, type Gateway } from '../../gateway/gateway.ts';
import { plantDirectory, type PlantDirectory } from '../system/packing-plant.ts';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { signedOn } from '../system/gateway-process.ts';
import { plantOfToday } from './plant-floor.ts';
import { Tablet } from './tablet.ts';

const PWA = fileURLToPath(new URL('../../pwa', import.meta.url));
const DIST = join(PWA, 'dist');
const NEXT = '99.0.0';

describeInBrowser('a new version of the app', () => {
  let plant: PlantDirectory;
  let pages: string;
  let browser: Browser;
  let gateway: Gateway;
  let said = '';

  beforeAll(async () => {
    browser = await startBrowser();
    plant = await plantDirectory(plantOfToday());
    pages = await mkdtemp(join(tmpdir(), 'lineside-pages-'));
    await cp(DIST, pages, { recursive: true });
    gateway = await start(0);
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
    await plant?.remove();
    await rm(pages, { recursive: true });
  });

  async function start(port: number): Promise<Gateway> {
    const env = { PORT: String(port), DATA_DIR: plant.dataDir, PLANT_FILE: plant.plantFile };
    const bug = (error: unknown) => expect.unreachable(String(error));
    const log = (message: string) => (said += `${message}\n`);
    const started = await startGateway({
      config: parseConfig(env, plant.path),
      pages,
      version: '0',
      pid: process.pid,
      now: Date.now,
      monotonic: () => performance.now(),
      random: Math.random,
      log,
      bug,
    });
    await started.ready;
    return started;
  }

  /** A real second build, of the same sources under another version. */
  async function putNewVersion(): Promise<void> {
    await rm(pages, { recursive: true });
    await buildApp({
      configFile: join(PWA, 'vite.config.ts'),
      logLevel: 'silent',
      build: { outDir: pages },
      define: { 'import.meta.env.APP_VERSION': JSON.stringify(NEXT) },
    });
  }

  const version = (page: Page) => page.locator('ls-sync-facts dd', { hasText: /^App / }).innerText();

  it('waits until a person wants it, and until nobody is in the middle of entering something', async () => {
    const tablet = await Tablet.fresh(browser);
    await tablet.becomes(await signedOn(gateway.address, () => said));
    const page = await tablet.newPage();
    const address = `${gateway.address}/account`;
    const offered = page.getByRole('button', { name: 'Use it now' });
    await page.goto(address);
    await page.getByText('ready for offline').waitFor();
    const other = await tablet.newPage();
    await other.goto(`${gateway.address}/sync`);
    await eventually(() => version(other)).not.toContain(NEXT);

    // Somebody has begun to type, and has not finished.
    await page
      .getByRole('button', { name: /^Change/ })
      .first()
      .click();
    const typed = page.locator('ls-account-page #current').first();
    await typed.fill('half');
    await gateway.stop();
    // Entered meanwhile, and out of reach.
    const from = Date.now() - 600_000;
    await other.evaluate(
      (input) => (document.querySelector('ls-app') as unknown as { data: AppData }).data.giveReason(input),
      { line: 'line9', from, to: from + 60_000, code: 'film-jam', name: 'Film jam', supersedes: null },
    );
    await putNewVersion();
    gateway = await start(Number(new URL(gateway.address).port));
    await other.getByRole('button', { name: 'Check for update' }).click();
    await other.getByRole('button', { name: 'Use it now' }).first().waitFor();
    await eventually(() => offered.count()).toBe(0);
    await page.evaluate(() => Object.assign(document, { begun: true }));

    // Taken over in the other window: this one waits for what is being typed.
    await other.getByRole('button', { name: 'Use it now' }).first().click();
    await eventually(() => version(other)).toContain(NEXT);
    await eventually(() => typed.inputValue()).toBe('half');
    await typed.fill('');
    // Its page is begun anew at the same place.
    await eventually(() => page.evaluate(() => 'begun' in document)).toBe(false);
    await page.getByText('ready for offline').waitFor();
    expect(page.url()).toBe(address);
    await eventually(async () => await other.locator('ls-sync-state .main').innerText()).toBe(
      'Everything is here and sent',
    );
    expect(tablet.pageErrors).toEqual([]);
  });
});
