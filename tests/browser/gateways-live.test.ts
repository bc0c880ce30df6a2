import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allSent, JoinedPlant } from '../system/joined-plant.ts';
import { startGatewayProcess, type GatewayProcess } from '../system/gateway-process.ts';
import { dayOfRows, plantDirectory, type PlantDirectory } from '../system/packing-plant.ts';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { SignOnPage } from './sign-on-page.ts';
import { Tablet } from './tablet.ts';

/** Until a gateway that says something every 5 s is called silent, and then some. */
const SILENT_MS = 60_000;

describeInBrowser('a plant and its line, each on its own page', () => {
  let browser: Browser;
  let plant: JoinedPlant;
  let directory: PlantDirectory;
  let line: GatewayProcess | null = null;
  const tablets: Tablet[] = [];

  async function pageOf(address: string): Promise<Page> {
    const tablet = await Tablet.fresh(browser);
    tablets.push(tablet);
    const opened = new SignOnPage(await tablet.newPage());
    await opened.page.goto(`${address}/gateways`);
    await opened.password('admin');
    return opened.page;
  }

  beforeAll(async () => {
    browser = await startBrowser();
    plant = await JoinedPlant.open();
    directory = await plantDirectory();
    const { file, rows } = dayOfRows(Date.now() - 24 * 3_600_000, 2_000);
    await writeFile(join(directory.camera, file), rows.join(''));
    await plant.join(directory);
    line = await startGatewayProcess(directory);
    await allSent(line);
  }, 120_000);
  afterAll(async () => {
    for (const tablet of tablets) await tablet.close();
    await browser?.close();
    await line?.stop();
    await plant?.close();
    await directory?.remove();
  });

  it('the plant sees its line, takes the line from it and gives it back, and sees it go silent', async () => {
    const page = await pageOf(plant.gateway.address);
    const row = page.locator('ls-gateway-list').getByRole('listitem').filter({ hasText: 'Last heard' });
    await row.getByText(/\d\ss ago/).waitFor();
    const [known] = await plant.gateways();
    const { id, name, origin, lines } = known!;
    expect(lines).toEqual(['line8']);
    await eventually(() => row.getByRole('link').getAttribute('href')).toBe(`${origin}/gateways`);

    await row.getByRole('button', { name: `Change ${name}` }).click();
    const dialog = page.locator('ls-dialog[open]');
    await dialog.getByLabel('Name', { exact: true }).fill('Packing hall');
    await dialog.getByRole('checkbox', { name: /Line 8/ }).uncheck();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await row.getByText('no line yet').waitFor();
    await row.getByText('It says that it reads Line 8, which is bound to no gateway.').waitFor();

    await row.getByRole('button', { name: 'Change Packing hall' }).click();
    await dialog.getByRole('checkbox', { name: /Line 8/ }).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await eventually(async () => (await plant.gateways()).find((one) => one.id === id)).toMatchObject({
      ...{ name: 'Packing hall', lines: ['line8'], refusedLines: [] },
    });
    await expect.poll(() => row.getByText('It says that it reads').count()).toBe(0);

    await line!.stop();
    line = null;
    await row.getByText(/▲ silent since/).waitFor({ timeout: SILENT_MS });
  }, 120_000);

  it('the line says what is sent, and that the plant is away when it is', async () => {
    line ??= await startGatewayProcess(directory);
    await allSent(line);
    const page = await pageOf(line.address);
    await page.getByRole('status').filter({ hasText: 'Reached since' }).waitFor();
    const copies = page.locator('ls-copy-list').getByRole('listitem');
    await copies
      .filter({ hasText: /Facts of Line 8,[^]*all sent/ })
      .first()
      .waitFor();
    await copies.filter({ hasText: /Settings, people and devices \(from Whole plant\)/ }).waitFor();

    await plant.gateway.stop();
    await page.getByRole('status').filter({ hasText: 'Away since' }).waitFor();
    await plant.start();
    await page.getByRole('status').filter({ hasText: 'Reached since' }).waitFor({ timeout: SILENT_MS });
    expect(tablets.flatMap(({ pageErrors }) => pageErrors)).toEqual([]);
  }, 120_000);
});
