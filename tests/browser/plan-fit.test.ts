/** The plan's pages under fingers: nothing beyond the edge, nothing too small to hit, and what ends a form always in sight. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { sideways, tooSmall } from './fitting.ts';
import type { PlannerPage } from './planner-page.ts';
import { PlanningFloor } from './planning-floor.ts';

const SCREENS = [
  ['a tablet', { viewport: { width: 1280, height: 800 }, hasTouch: true }],
  ['a phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
] as const;
/** Each with what shows that it is here, and where its own targets are. */
const PAGES = [
  ['/board', 'ls-plan-toolbar', 'ls-plan-toolbar, ls-plan-digest'],
  ['/orders/o101', 'ls-order-jobs article', 'ls-order-page main'],
  ['/tasks', 'ls-task-list li', 'ls-tasks-page main'],
  ['/calendar', 'ls-calendar-grid', 'ls-calendar-page main'],
] as const;

describeInBrowser('the pages of the plan', () => {
  let browser: Browser;
  let floor: PlanningFloor;
  beforeAll(async () => {
    browser = await startBrowser();
    floor = await PlanningFloor.open(browser);
  });
  afterAll(async () => {
    await browser?.close();
    await floor?.close();
  });

  describe.each(['en-US', 'de-DE'])('in %s', (locale) => {
    it.each(SCREENS)('fit on %s, and a finger hits everything on them', async (_screen, options) => {
      const planner = await floor.opens('planner.one', ['planner'], '/board', { ...options, locale });
      for (const [path, shown, targets] of PAGES) {
        await planner.goes(path);
        await planner.page.locator(shown).first().waitFor();
        await eventually(() => sideways(planner.page)).toBe(0);
        const own = planner.page.locator(targets).locator('a, button, input, select, summary');
        await eventually(() => tooSmall(own)).toEqual([]);
      }
      await planner.page.context().close();
    });
  });

  it.each(SCREENS)('show on %s how a long form ends while it is filled in', async (_screen, options) => {
    const planner = await floor.opens('planner.one', ['planner'], '/orders/o202', options);
    await planner.press('Change …');
    await eventually(() => isInSight(planner, 'Save')).toBe(true);
    // The last field, once it is reached, is above it.
    const notes = planner.dialog.getByLabel('Notes');
    await notes.focus();
    const [field, save] = [
      await notes.boundingBox(),
      await planner.dialog.getByRole('button', { name: 'Save' }).boundingBox(),
    ];
    expect(field!.y + field!.height).toBeLessThanOrEqual(save!.y);
    await planner.presses('Close');
    await planner.press('Move …');
    await planner.dialog.getByRole('radio', { name: 'At a given time' }).check();
    await eventually(() => isInSight(planner, 'Move')).toBe(true);
    await planner.page.context().close();
  });
});

/** All of a button of the dialog that is open. */
function isInSight({ dialog }: PlannerPage, name: string): Promise<boolean> {
  return dialog.getByRole('button', { name, exact: true }).evaluate((button) => {
    const { top, bottom } = button.getBoundingClientRect();

    return top >= 0 && bottom <= innerHeight;
  });
}
