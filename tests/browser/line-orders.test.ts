/** What people at a line see of its orders, and what one tap does. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './axe.ts';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { sideways } from './fitting.ts';
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

  describe('when a planner changes what comes next', () => {
    let planner: PlannerPage;
    const news = () => strip().getByText(/Next order changed by .+ at /);

    beforeAll(async () => {
      planner = await floor.opens('planner.one', ['planner'], '/orders/o101');
    });

    const moves = async (how: RegExp, button: string, why: string) => {
      await planner.press('Move …');
      await planner.dialog.getByRole('radio', { name: how }).check();
      // From the parking lot it could go to any.
      if (button === 'Move') await planner.chooses('Line', 'Line 9');
      await planner.presses(button);
      await planner.says(why);
      await news().filter({ hasText: why }).waitFor();
    };

    it('say who took it away, when, for what and why, also after a reload, until somebody has read it', async () => {
      await moves(/To the parking lot/, 'To the parking lot', 'Film is missing');
      await news().filter({ hasText: 'Flu 101 → Flu 102' }).waitFor();
      await strip().getByRole('region', { name: 'Next' }).getByRole('link', { name: 'Flu 102' }).waitFor();
      await tablet.page.reload();
      await news().waitFor();
      await tablet.press('Got it');
      await news().waitFor({ state: 'detached' });
    });

    it('say when another one comes before it', async () => {
      await moves(/^Expedite/, 'Move', 'Film is here');
      await strip().getByRole('region', { name: 'Next' }).getByRole('link', { name: 'Flu 101' }).waitFor();
      expect(
        await strip()
          .getByText(/Next order changed/)
          .count(),
      ).toBe(1);
      await tablet.press('Got it');
      await news().waitFor({ state: 'detached' });
    });

    it('are in the history of the order, with what was before and why', async () => {
      const history = planner.page.locator('ls-order-history');
      await history.getByText('Line 9 → parking lot').waitFor();
      await history.getByText('because: Film is missing').waitFor();
      await history.getByText('parking lot → Line 9').waitFor();
    });
  });

  it('begin with a tap; then how many are left is the largest figure', async () => {
    await tablet.press('Start');
    const now = strip().getByRole('region', { name: 'Now' });
    await now.getByText('left of 10,000').waitFor();
    await expect(now.locator('.figure strong').first().innerText()).resolves.toBe('10,000');
  });

  it('are next again when a start was a slip of the hand', async () => {
    await tablet.sees('Started · Flu 101');
    await tablet.press('Undo');
    await tablet.sees('Start taken back · Flu 101');
    const next = strip().getByRole('region', { name: 'Next' });
    await next.getByRole('link', { name: 'Flu 101' }).waitFor();
    await eventually(() => running('101')).toBe('pause');
    await next.getByRole('button', { name: 'Start' }).click();
    await strip().getByRole('region', { name: 'Now' }).waitFor();
  });

  it('have buttons for gloves', async () => {
    for (const button of await strip().getByRole('button').all())
      expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(64);
  });

  it('run again when completing was a slip of the hand', async () => {
    await tablet.press('Complete early');
    await tablet.sees('Completed, 10,000 not made · Flu 101');
    await tablet.press('Undo');
    await strip().getByRole('region', { name: 'Now' }).getByRole('link', { name: 'Flu 101' }).waitFor();
    await eventually(() => running('101')).toBe('resume');
  });

  it('go on when a pause was a slip of the hand', async () => {
    await tablet.press('Pause');
    await strip().getByRole('region', { name: 'Paused' }).getByRole('button', { name: 'Resume' }).waitFor();
    await tablet.sees('Paused · Flu 101');
    await tablet.press('Undo');
    await strip().getByRole('region', { name: 'Now' }).waitFor();
    await eventually(() => running('101')).toBe('resume');
  });

  it('are on the card of the line, too', async () => {
    const start = await floor.opens('keeper', ['operator'], '/', TABLET);
    await start.page.locator('ls-line-plan').getByText('10,000 left of 10,000').waitFor();
    await eventually(() => seriousFindings(start.page)).toEqual([]);
  });

  describe('on the page of an order', () => {
    const comments = (page: PlannerPage) => page.page.locator('ls-order-comments');
    const item = (page: PlannerPage, text: string) => comments(page).getByRole('listitem').filter({ hasText: text });
    let planner: PlannerPage;

    const adds = async (page: PlannerPage, text: string) => {
      await comments(page).getByLabel('Comment').fill(text);
      await comments(page).getByRole('button', { name: 'Add' }).click();
      await item(page, text).waitFor();
    };

    it('a comment is changed and removed by its author, and by who plans', async () => {
      planner = await floor.opens('planner.one', ['planner'], '/orders/o104');
      const keeper = await floor.opens('keeper', ['operator'], '/orders/o104');
      await adds(planner, 'Film comes at noon');
      await adds(keeper, 'Film is hear');
      await item(keeper, 'Film comes at noon').waitFor();
      await eventually(() => item(keeper, 'Film comes at noon').getByRole('button').count()).toBe(0);
      await item(keeper, 'Film is hear').getByRole('button', { name: 'Change' }).click();
      await comments(keeper).getByLabel('Comment').first().fill('Film is here');
      await comments(keeper).getByRole('button', { name: 'Save' }).click();
      await item(planner, 'Film is here').getByRole('button', { name: 'Remove' }).click();
      await item(keeper, 'Film is here').waitFor({ state: 'detached' });
    });

    it('what is split off can be opened, and comes back', async () => {
      await planner.goes('/orders/o103');
      await planner.press('Split a lot …');
      await planner.dialog.getByLabel('Quantity').fill('4000');
      await planner.dialog.getByLabel('Lot', { exact: true }).fill('103b');
      await planner.presses('Split a lot');
      await planner.page.getByRole('link', { name: 'Flu 103b is in the parking lot' }).waitFor();
      const quantity = async () => (await floor.plan()).orders.get('o103')?.quantity;
      await eventually(quantity).toBe(6_000);
      await planner.press('Undo');
      await eventually(quantity).toBe(10_000);
    });

    it('nothing can be reworked of which nothing was made', async () => {
      await planner.press('Rework order …');
      await planner.dialog.getByText('Nothing of it was made yet').waitFor();
    });
  });

  it.each([
    ['en-US', 320, 640],
    ['de-DE', 390, 844],
    ['de-DE', 640, 400],
    ['de-DE', 1280, 800],
  ])('fit and shut nobody out, %s at %i × %i', async (locale, width, height) => {
    const other = await floor.opens('keeper', ['operator'], '/lines/line9', { locale, viewport: { width, height } });
    await other.page.locator('ls-line-order .now').waitFor();
    await eventually(() => sideways(other.page)).toBe(0);
    const strips = other.page.locator('ls-line-order section');
    for (const section of await strips.all())
      await eventually(() => section.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
    await eventually(() => seriousFindings(other.page)).toEqual([]);
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
