/** The pages of sources before a real gateway that follows a camera's file: what its rows, its mistakes and its old files become. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { LinePage } from './line-page.ts';
import { PlantFloor } from './plant-floor.ts';
import type { Tablet } from './tablet.ts';

const VISION = '/sources/line8/vision';

describeInBrowser('a source that is looked after', () => {
  let floor: PlantFloor;
  let browser: Browser;
  let tablet: Tablet;
  let page: Page;
  const rows = () => page.locator('ls-source-rows tbody tr');

  beforeAll(async () => {
    browser = await startBrowser();
    floor = await PlantFloor.open();
    tablet = await floor.tablet(browser);
    page = await tablet.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await floor?.close();
  });

  it('is live and read to its end', async () => {
    await page.goto(`${floor.address}/sources`);
    await page.getByText('The source is live').waitFor();
    await page.getByRole('link', { name: 'vision' }).click();
    await page.getByText('still to read: nothing').waitFor();
    await page.getByRole('link', { name: 'Files and outages' }).click();
    await page.getByRole('row', { name: /^PR1\.txt .* to its end/ }).waitFor();
  });

  it('shows a part within two seconds after the camera saw it, as read and as decoded', async () => {
    await page.goto(floor.address + VISION);
    await rows().first().waitFor();
    const before = await rows().first().innerText();
    await floor.camera.seesPart();
    await eventually(() => rows().first().innerText(), 2_000).not.toBe(before);
    const [, raw, , item] = (await rows().first().innerText()).split('\t').map((cell) => cell.trim());
    expect(raw).toMatch(/^1440700,159070,\d+,1,/);
    expect(item).toBe('1440700');
  });

  it('shows a row that cannot be read, with its reason and its bytes, reached from the line’s page', async () => {
    await floor.camera.writes('1440700,159070,oops\n');
    const line = await LinePage.open(tablet, floor.address);
    await line.page.getByRole('button', { name: '1 row not readable' }).click();
    await line.page.getByRole('link', { name: 'More about this source' }).click();
    await line.page.getByText('expected 5 fields, got 3').waitFor();
    await line.page.getByRole('button', { name: /^Show the bytes of PR1\.txt/ }).click();
    await eventually(() => line.page.getByRole('dialog').locator('mark').allInnerTexts()).toEqual([
      '1440700,159070,oops',
    ]);
    await line.page.close();
  });

  it('reads an old file that is given, once, whatever it is called', async () => {
    await page.goto(`${floor.address}${VISION}/import`);
    const day = '10/10/22';
    const text = Array.from(
      { length: 100 },
      (_, i) => `1,2,${i},1,${day} 08:00:${String(10 + (i % 50))}.${100 + i}\n`,
    ).join('');
    const give = (name: string) =>
      page
        .locator('ls-source-imports input')
        .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
    const item = (name: string) => page.locator('ls-source-imports').getByRole('listitem').filter({ hasText: name });
    await give('PR20221010.txt');
    await item('PR20221010.txt').getByText('100 rows in').waitFor();
    await give('Copy of it.txt');
    await item('Copy of it.txt').getByText('nothing new in it').waitFor();
  });

  it('is shown as it was when the gateway is out of reach, and lives on when it is back', async () => {
    await page.goto(floor.address + VISION);
    await rows().first().waitFor();
    await floor.off();
    await page.getByText(/^▲ Out of reach since/).waitFor();
    await eventually(() => rows().count()).toBeGreaterThan(0);
    await floor.on();
    await eventually(() => page.locator('ls-connection-bar').getByRole('status').innerText()).toMatch(/^live/);
    await page.getByText('still to read: nothing').waitFor();
    expect(tablet.pageErrors).toEqual([]);
  });
});
