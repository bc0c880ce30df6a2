import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seriousFindings } from './axe.ts';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { sideways, tooSmall } from './fitting.ts';
import { GatewaysFloor } from './gateways-floor.ts';
import { busyLine, busyPlant } from './gateways-shown.ts';
import { PHONE, TABLET, Tablet } from './tablet.ts';

const SCREENS = {
  'a phone in German': { ...PHONE, locale: 'de-DE' },
  'an upright tablet, dark': { ...TABLET, viewport: { width: 768, height: 1024 }, colorScheme: 'dark' },
  'a tablet': TABLET,
} as const;

describeInBrowser('the page about gateways', () => {
  let browser: Browser;
  let floor: GatewaysFloor;
  let tablet: Tablet;
  let page: Page;
  const dialog = () => page.locator('ls-dialog[open]');
  const press = (name: string | RegExp) => dialog().getByRole('button', { name }).click();
  const rowOf = (name: string) =>
    page
      .locator('ls-gateway-list')
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name }) });

  async function open(options: object = TABLET): Promise<void> {
    tablet = await Tablet.fresh(browser, options);
    page = await tablet.newPage();
    await page.goto(`${floor.address}/gateways`);
    await page.locator('ls-hold-list').waitFor();
  }

  beforeAll(async () => {
    browser = await startBrowser();
  });
  beforeEach(async () => {
    floor = await GatewaysFloor.open();
  });
  afterEach(async () => {
    expect(tablet.pageErrors).toEqual([]);
    // The browser says so itself when the gateway is away or fails.
    expect(tablet.consoleErrors.filter((text) => !/Failed to load resource/.test(text))).toEqual([]);
    await tablet.close();
    await floor.close();
  });
  afterAll(() => browser?.close());

  describe.each(Object.entries(SCREENS))('on %s', (_name, options) => {
    it.each([
      ['a plant', busyPlant],
      ['a line', busyLine],
    ])('is fit for all, at %s where much is wrong', async (_of, fill) => {
      fill(floor);
      await open(options);
      await isFit();
      if (fill !== busyPlant) return;
      await rowOf('Line 12').getByRole('button').click();
      await dialog().locator('ls-gateway-edit input[type=checkbox]').first().check();
      await isFit();
      await dialog().locator('ls-gateway-revoke button').click();
      await isFit();
    });
  });

  it('says before it is done that a line is taken from another gateway', async () => {
    busyPlant(floor);
    await open();
    await rowOf('Packaging hall north').getByText('1,204 rows were refused').waitFor();
    await rowOf('Packaging hall north').getByRole('button').click();
    await dialog()
      .getByRole('checkbox', { name: /Line 8/ })
      .check();
    await dialog().getByText('Line 8 will be taken from the gateway “Line 8”').waitFor();
    await press('Take and save');
    await dialog().waitFor({ state: 'detached' });
    expect(floor.told.map(({ id, change }) => [id, change.lines])).toEqual([['gw-3', ['line9', 'line8']]]);
    await rowOf('Line 8').getByText('no line yet').waitFor();
  });

  it('puts a new gateway in the place of a burnt one, in one go, and again when half of it failed', async () => {
    busyPlant(floor);
    await open();
    await rowOf('Line 13').getByRole('button').click();
    await press(/^Takes the place of/);
    await dialog()
      .getByRole('radio', { name: /^Line 12/ })
      .first()
      .check();
    await dialog().getByText('Then “Line 12” is revoked').waitFor();
    floor.fails = 'PUT /api/gateways/gw-4';
    await press('Take its place');
    await dialog().getByText('“Line 13” has the lines, but “Line 12” is not revoked yet').waitFor();
    floor.fails = null;
    await press('Take its place');
    await page.getByText('“Line 13” took the place of “Line 12”').waitFor();
    const [own, former] = ['gw-6', 'gw-4'].map((id) => floor.gateways.find((one) => one.id === id));
    expect(own).toMatchObject({ lines: ['line12'], replaces: ['gw-5', 'gw-4'] });
    expect(former).toMatchObject({ revoked: true });
  });

  it('revokes only who is named', async () => {
    busyPlant(floor);
    await open();
    await rowOf('Line 13').getByRole('button').click();
    await press('Revoke …');
    await dialog().getByLabel('To be sure').fill('Line 12');
    await eventually(() => dialog().getByRole('button', { name: 'Revoke for good' }).isDisabled()).toBe(true);
    await dialog().getByLabel('To be sure').fill('Line 13');
    await press('Revoke for good');
    await page.getByText('Line 13 is revoked').waitFor();
    expect(floor.told).toMatchObject([{ id: 'gw-6', change: { revoked: true, lines: [] } }]);
  });

  it('sends refused rows again, and says of each what came of it', async () => {
    busyLine(floor);
    const ids = floor.status.denied.map(({ id }) => id);
    floor.stillRefused.add(ids[1]!);
    await open();
    const rows = page.locator('ls-denied-rows').getByRole('listitem');
    await page.getByRole('checkbox', { name: 'All', exact: true }).check();
    await page.getByRole('button', { name: 'Send again (3)' }).click();
    await rows.filter({ hasText: ids[0]! }).getByText('The plant has it now').waitFor();
    await rows.filter({ hasText: ids[1]! }).getByText('Refused again').waitFor();
    await page.getByRole('heading', { name: /refused · 1/ }).waitFor();
  });

  it('holds months for a reason, and releases them for one', async () => {
    busyLine(floor);
    await open();
    await page.getByRole('button', { name: 'Hold months …' }).click();
    await dialog().getByLabel('Line').selectOption('Line 8');
    await dialog().getByLabel('From').fill('2026-02');
    await dialog().getByLabel('To, and').fill('2026-01');
    await dialog().getByLabel('Why').fill('Recall of the film');
    await press('Hold');
    await dialog().getByText('It ends before it begins.').waitFor();
    await dialog().getByLabel('To, and').fill('2026-04');
    await press('Hold');
    const held = page.locator('ls-hold-list').getByRole('listitem').filter({ hasText: 'Recall of the film' });
    await held.getByText('Line 8, February 2026 to April 2026').waitFor();

    await held.getByRole('button', { name: /^Release/ }).click();
    await held.getByRole('button', { name: 'Release', exact: true }).click();
    await held.getByText('Please give a reason.').waitFor();
    await held.getByLabel('Why may they go?').fill('Nobody needs them');
    await held.getByRole('button', { name: 'Release', exact: true }).click();
    await eventually(() => floor.holds.find(({ why }) => why === 'Recall of the film')?.released).toBe(true);
    await page.getByText('2 released').waitFor();
  });

  it('says how to join where nothing was joined, and shows what it had when the gateway is away', async () => {
    busyLine(floor);
    floor.status = { plant: null, databases: [], denied: [] };
    await open();
    await page.getByText('This gateway has joined no plant').waitFor();
    await page.getByText('npx lineside join').waitFor();
    await floor.close();
    await page.getByText('Nothing can be changed until the gateway is in reach again').first().waitFor();
    await eventually(() => page.getByRole('button', { name: 'Hold months …' }).isDisabled()).toBe(true);
  });

  it('shows who may not change anything what there is, and held months to those who answer for them', async () => {
    busyPlant(floor);
    floor.floor.signsOn('keeper.late', 'Keeper Late', ['supervisor']);
    tablet = await Tablet.fresh(browser, TABLET);
    page = await tablet.newPage();
    await page.goto(`${floor.address}/gateways`);
    await rowOf('Line 12').waitFor();
    await eventually(() => page.getByRole('button', { name: /^Change/ }).count()).toBe(0);
    await eventually(() => page.locator('ls-hold-list').count()).toBe(0);
  });

  async function isFit(): Promise<void> {
    await eventually(() => seriousFindings(page)).toEqual([]);
    await eventually(() => sideways(page)).toBe(0);
    const targets = page.locator('main').locator('button, summary, select, label.choice, a');
    await eventually(() => tooSmall(targets)).toEqual([]);
  }
});
