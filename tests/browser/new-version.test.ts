import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseConfig } from '../../gateway/config.ts';
import { startGateway, type Gateway } from '../../gateway/gateway.ts';
import { plantDirectory, type PlantDirectory } from '../system/packing-plant.ts';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { signedOn } from '../system/gateway-process.ts';
import { plantOfToday } from './plant-floor.ts';
import { Tablet } from './tablet.ts';

const DIST = fileURLToPath(new URL('../../pwa/dist', import.meta.url));

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
      log,
      bug,
    });
    await started.ready;
    return started;
  }

  /** As a build does it: another page, and a service worker that knows it by another hash. */
  async function putNewVersion(): Promise<void> {
    await change('index.html', (page) => page.replace('</head>', '<meta name="edition" content="next" /></head>'));
    const revision = /(?<="revision":")\w+(?=","url":"index\.html")/;
    await change('service-worker.js', (worker) => worker.replace(revision, 'next'));
  }
  async function change(file: string, edit: (text: string) => string): Promise<void> {
    const before = await readFile(join(pages, file), 'utf8');
    const after = edit(before);
    expect(after).not.toBe(before);
    await writeFile(join(pages, file), after);
    for (const packed of ['gz', 'br']) await rm(join(pages, `${file}.${packed}`), { force: true });
  }

  it('waits until a person wants it, then comes without losing the place', async () => {
    const tablet = await Tablet.fresh(browser);
    await tablet.becomes(await signedOn(gateway.address, () => said));
    const page = await tablet.newPage();
    const address = `${gateway.address}/lines/line9`;
    const offered = page.getByRole('button', { name: 'Use it now' });
    const edition = () => page.locator('meta[name=edition]').count();
    await page.goto(address);
    await page.getByText('ready for offline').waitFor();

    await gateway.stop();
    await putNewVersion();
    gateway = await start(Number(new URL(gateway.address).port));
    await page.reload();
    await offered.waitFor();
    expect(await edition()).toBe(0);

    await offered.click();
    await eventually(edition).toBe(1);
    await page.getByText('ready for offline').waitFor();
    expect(page.url()).toBe(address);
    expect(await offered.count()).toBe(0);
    expect(tablet.pageErrors).toEqual([]);
  });
});
