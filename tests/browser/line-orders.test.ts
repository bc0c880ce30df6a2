/** What people at a line see of its orders, and what one tap does. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './axe.ts';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import type { PlannerPage } from './planner-page.ts';
import { PlanningFloor } from './planning-floor.ts';

const TABLET = { viewport: { width: 1280, height: 800 }, hasTouch: true };

describeInBrowser('the orders of a line', () => {
  let browser: Browser;
  let floor: PlanningFloor;
  let tablet: PlannerPage;
  const strip = () => tablet.page.locator('ls-line-order');
  const running = async (lot: string) => {
    const { jobs } = await floor.plan();
    return jobs.get(`o${lot}.fill`)?.executions.at(-1)?.verb;
  };

  beforeAll(async () => {
    browser = await startBrowser();
    floor = await PlanningFloor.open(browser);
    tablet = await floor.opens('keeper', ['operator'], '/lines/line9', TABLET);
    await strip().getByRole('link', { name: 'Flu 101' }).waitFor();
  });
  afterEach(() => expect(floor.misdeeds()).toEqual([]));
  afterAll(async () => {
    await browser?.close();
    await floor?.close();
  });

  it('say what comes next, how many, and when', async () => {
    await expect(strip().getByRole('region', { name: 'Next' }).innerText()).resolves.toMatch(
      /Flu 101[\s\S]*starts .*10,000 pieces/,
    );
    await strip().getByRole('region', { name: 'Then' }).getByRole('link', { name: 'Flu 102' }).waitFor();
  });

  it('begin with a tap; then how many are left is the largest figure', async () => {
    await tablet.press('Start');
    const now = strip().getByRole('region', { name: 'Now' });
    await now.getByText('left of 10,000').waitFor();
    await expect(now.locator('.figure strong').first().innerText()).resolves.toBe('10,000');
  });

  it('have buttons for gloves', async () => {
    for (const button of await strip().getByRole('button').all())
      expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(64);
  });

  it('go on when a pause was a slip of the hand', async () => {
    await tablet.press('Pause');
    await strip().getByRole('region', { name: 'Paused' }).waitFor();
    await tablet.press('Undo');
    await strip().getByRole('region', { name: 'Now' }).waitFor();
    expect(await running('101')).toBe('resume');
  });

  it('run again when completing was a slip of the hand', async () => {
    await tablet.press('Complete early');
    await tablet.sees('Completed, 10,000 not made · Flu 101');
    await tablet.press('Undo');
    await strip().getByRole('region', { name: 'Now' }).getByRole('link', { name: 'Flu 101' }).waitFor();
    await eventually(() => running('101')).toBe('resume');
  });

  it('are on the card of the line, too', async () => {
    const start = await floor.opens('keeper', ['operator'], '/', TABLET);
    await start.page.locator('ls-line-plan').getByText('10,000 left of 10,000').waitFor();
    expect(await seriousFindings(start.page)).toEqual([]);
  });

  it.each([
    ['en-US', 320, 640],
    ['de-DE', 390, 844],
    ['de-DE', 640, 400],
    ['de-DE', 1280, 800],
  ])('fit and shut nobody out, %s at %i × %i', async (locale, width, height) => {
    const other = await floor.opens('keeper', ['operator'], '/lines/line9', { locale, viewport: { width, height } });
    await other.page.locator('ls-line-order .now').waitFor();
    expect(await other.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const strips = other.page.locator('ls-line-order section');
    for (const section of await strips.all())
      expect(await section.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
    expect(await seriousFindings(other.page)).toEqual([]);
  });

  describe('out of reach', () => {
    it('say as of when they are, and take what is done', async () => {
      await floor.plant.off();
      await strip()
        .getByText(/as of \d\d:\d\d/)
        .waitFor({ timeout: 60_000 });
      await tablet.press('Pause');
      await strip().getByRole('region', { name: 'Paused' }).waitFor();
      await floor.plant.on();
      await eventually(() => running('101')).toBe('pause');
    });
  });
});
