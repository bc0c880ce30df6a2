import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seriousFindings } from './axe.ts';
import { startBrowser } from './chromium.ts';
import { DeafPlant } from './deaf-plant.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { sideways } from './fitting.ts';
import { afternoonZone } from './plant-floor.ts';
import { PHONE, TABLET, Tablet } from './tablet.ts';

describeInBrowser('a line whose camera is out of reach', () => {
  let browser: Browser;
  let plant: DeafPlant;
  let tablet: Tablet;
  let page: Page;
  let card: Locator;

  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    plant = await new DeafPlant(afternoonZone(Date.now())).open();
    tablet = await Tablet.fresh(browser);
    page = await tablet.newPage();
    await page.goto(`${plant.address}/lines/line8`);
    card = page.locator('ls-by-hand');
    await card.waitFor();
  });
  afterEach(async () => {
    await tablet?.close();
    await plant?.close();
  });

  const state = () => page.locator('ls-line-page ls-now-state [aria-hidden]').last().innerText();
  const produced = async () =>
    Number((await page.locator('ls-figure .value').first().innerText()).replaceAll(/\D/g, ''));
  /** What the machine made; the card may be there before its hours are. */
  const known = async () => {
    await eventually(produced).toBe(plant.parts);
    return plant.parts;
  };
  const clockOf = (at: number) =>
    new Intl.DateTimeFormat('en', {
      timeZone: plant.plant.timezone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(at);
  /** What stands under a figure. */
  const age = (figure: string) =>
    page
      .locator(`${figure} ls-age`)
      .first()
      .evaluate((element) => element.shadowRoot!.textContent.replaceAll(/\s+/g, ' ').trim());
  const sent = () => [...plant.gateway.facts.values()];
  const toast = () => page.locator('ls-reason-set');

  it('says since when, and offers to keep the line by hand', async () => {
    await eventually(() => card.getByRole('heading').innerText()).toBe(
      `No signal from “vision” since ${clockOf(plant.lostAt)}`,
    );
    await eventually(state).toBe('State unknown');
    await card.getByRole('button', { name: `Running since ${clockOf(plant.lostAt)}` }).waitFor();
    await page.locator('ls-timeline-legend').getByText('nothing known').waitFor();
  });

  it('runs as soon as somebody says so, and every figure says by whom', async () => {
    await card.getByRole('button', { name: 'Running' }).click();
    await eventually(state).toMatch(/^Running · by hand · 20\smin/);
    await eventually(() => age('ls-figure')).toMatch(/ · by hand$/);
    await eventually(() => age('ls-oee')).toMatch(/ · by hand$/);
    await page.locator('ls-timeline-legend').getByText('entered by hand').waitFor();
    await eventually(() => sent().map(({ type }) => type)).toEqual(['manual-state']);
    expect(sent()[0]).toMatchObject({ state: 'Execute', from: plant.lostAt, reason: null, supersedes: null });
  });

  it('stands with its reason, as any stop', async () => {
    await card.getByRole('button', { name: 'Stopped' }).click();
    await card.getByRole('button', { name: 'Film jam' }).click();
    await eventually(state).toMatch(/^Stopped · by hand/);
    await page.locator('ls-stop-list').getByText('Film jam').waitFor();
  });

  it('takes a count of parts at once, and gives it back by undo', async () => {
    const before = await known();
    await card.getByRole('textbox', { name: `Parts made since ${clockOf(plant.lostAt)}` }).fill('1,200');
    await card.getByRole('button', { name: 'Enter' }).click();
    await eventually(produced).toBe(before + 1_200);
    await card.getByText(/Last entered: 1,200 parts/).waitFor();
    await toast().getByRole('button', { name: 'Undo' }).click();
    await eventually(produced).toBe(before);
    await eventually(() => sent().length).toBe(2);
    expect(sent()[1]).toMatchObject({ supersedes: sent()[0]!._id, withdrawn: true });
  });

  it('says what is wrong with a number, and keeps it', async () => {
    const field = card.getByRole('textbox').first();
    await field.fill('12.5');
    await card.getByRole('button', { name: 'Enter' }).click();
    await eventually(() => card.getByRole('alert').innerText()).toBe('■ Please enter a whole number.');
    await eventually(() => field.inputValue()).toBe('12.5');
    await field.fill('10');
    await card.getByText('Not all good?').click();
    await card.getByRole('textbox', { name: 'of these scrap' }).fill('11');
    await card.getByRole('button', { name: 'Enter' }).click();
    await eventually(() => card.getByRole('alert').innerText()).toMatch(/more than all parts/);
    expect(sent()).toEqual([]);
  });

  it('shows what was entered while out of reach, and what was refused comes back in words', async () => {
    const before = await known();
    await plant.gateway.stop();
    await card.getByRole('textbox').first().fill('50');
    await card.getByRole('button', { name: 'Enter' }).click();
    await eventually(produced).toBe(before + 50);
    await card.getByText(/not yet sent/).waitFor();
    plant.gateway.answer = (fact) => ({ id: fact._id, status: 'rejected', code: 'window', reason: 'ahead' });
    await plant.gateway.start();
    const refused = page.getByRole('region', { name: 'Needs you' });
    await refused.waitFor({ timeout: 70_000 });
    await refused.getByText(/“50 parts” from .* was not accepted/).waitFor();
    await eventually(produced).toBe(before);
  }, 90_000);

  it('gives way to the machine when its rows arrive after all', async () => {
    const before = await known();
    await card.getByRole('button', { name: 'Running' }).click();
    await card.getByRole('textbox').first().fill('77');
    await card.getByRole('button', { name: 'Enter' }).click();
    await eventually(produced).toBe(before + 77);
    await plant.comesBack();
    await eventually(() => card.count()).toBe(0);
    await eventually(produced).toBeGreaterThan(before + 2_000);
    await eventually(() => age('ls-figure')).not.toContain('by hand');
  });

  it('asks again when what was said has expired', async () => {
    await page.clock.install();
    await page.reload();
    await card.getByRole('button', { name: 'Running' }).click();
    await eventually(state).toMatch(/^Running · by hand/);
    plant.lastsUntil(Date.now() + 31 * 60_000);
    await page.clock.fastForward(31 * 60_000);
    await card.getByText('▲ Still running?').waitFor();
    await card.getByRole('button', { name: /Yes, running since/ }).waitFor();
  });

  it('lets earlier time be filled in, from the menu', async () => {
    await page.getByText('More …').first().click();
    await page.getByRole('button', { name: 'Keep by hand …' }).click();
    await page.getByRole('button', { name: new RegExp(`^${clockOf(plant.lostAt)} to`) }).click();
    await card.getByRole('button', { name: /^. It ran/ }).click();
    await eventually(() => sent().map((fact) => fact.type === 'manual-state' && fact.state)).toEqual(['Execute']);
    await page.getByRole('button', { name: 'Close' }).click();
    await eventually(() => card.getByRole('heading').innerText()).toMatch(/^No signal/);
  });

  describe.each([
    ['tablet', TABLET],
    ['phone', PHONE],
  ])('on a %s', (_device, device) => {
    it.each(['light', 'dark'] as const)(
      'shuts nobody out in %s colours, and has room for gloves',
      async (colorScheme) => {
        await page.setViewportSize(device.viewport!);
        await page.emulateMedia({ colorScheme });
        await card.getByRole('button', { name: 'Running' }).click();
        await toast().waitFor();
        await eventually(() => seriousFindings(page)).toEqual([]);
        await card.getByRole('button', { name: 'Stopped' }).click();
        for (const target of await card.locator('.grid button').all())
          expect((await target.boundingBox())!.height).toBeGreaterThanOrEqual(63.5);
        await eventually(() => seriousFindings(page)).toEqual([]);
        await eventually(() => sideways(page)).toBe(0);
      },
    );
  });
});
