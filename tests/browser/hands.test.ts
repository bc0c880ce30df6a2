import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../system/gateway-process.ts';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { tooSmall } from './fitting.ts';
import { LinePage } from './line-page.ts';
import { PlantFloor } from './plant-floor.ts';
import { PHONE, TABLET, type Tablet } from './tablet.ts';

/** Smallest target that a gloved finger hits, and that of what is tapped most, CSS px. */
const TARGET_PX = 48;
const REASON_PX = 64;

describeInBrowser('a line page in hands', () => {
  let floor: PlantFloor;
  let browser: Browser;
  let tablet: Tablet;
  const opened = async (options: object): Promise<LinePage> => {
    tablet = await floor.tablet(browser, options);
    const page = await LinePage.open(tablet, floor.address);
    await until(async () => (await page.produced()) === floor.camera.parts);
    return page;
  };

  beforeAll(async () => {
    browser = await startBrowser();
    floor = await PlantFloor.open();
  });
  afterEach(() => tablet.close());
  afterAll(async () => {
    await browser?.close();
    await floor?.close();
  });

  describe('that touch', () => {
    it('takes a reason in two taps', async () => {
      const page = await opened(PHONE);
      const stop = floor.stops[0]!;
      await page.stop(stop).getByRole('button').tap();
      await page.picker.getByRole('button', { name: 'Film jam' }).tap();
      await eventually(() => page.reasonOf(stop)).toBe('Film jam');
    });

    it.each([
      ['phone', PHONE],
      ['tablet', { ...TABLET, hasTouch: true }],
    ])('has no target too small for a finger on a %s', async (_device, options) => {
      const page = await opened(options);
      await eventually(() => tooSmall(page.page.locator('ls-line-page').locator('button, a'), TARGET_PX)).toEqual([]);
      await page.ask(floor.stops[1]!);
      await eventually(() => tooSmall(page.picker.locator('button'), REASON_PX)).toEqual([]);
    });
  });

  describe('that type', () => {
    it('takes a reason by keys alone, and shows at each step where one is', async () => {
      const line = await opened(TABLET);
      const stop = floor.stops[2]!;
      await tabTo(line.page, `Set reason for the stop at ${stop.clock}`);
      await line.page.keyboard.press('Enter');
      await line.picker.getByRole('button', { name: 'Cancel' }).waitFor();
      await tabTo(line.page, 'Cleaning');
      await line.page.keyboard.press('Enter');
      await eventually(() => line.reasonOf(stop)).toBe('Cleaning');
    });

    it('moves along the timeline, and comes back to now', async () => {
      const line = await opened(TABLET);
      const shown = () => line.timeline.getByRole('img').getAttribute('aria-label');
      await tabTo(line.page, 'Yield, rate and stops');
      const first = await shown();
      // From 13:00 on, and an hour may begin while these tests run.
      expect(first).toMatch(/^From 06:00 to 1[34]:\d\d: [\d,]+ produced, 4 stops above the limit/);
      await line.page.keyboard.press('+');
      await line.page.keyboard.press('ArrowLeft');
      await eventually(shown).not.toBe(first);
      const moved = await shown();
      await line.page.keyboard.press('ArrowLeft');
      await eventually(shown).not.toBe(moved);
      await line.page.keyboard.press('0');
      await eventually(shown).toMatch(/^From 06:00 to 1[34]:/);
    });

    it('shows the timeline as a table by one key, and as a chart by the same', async () => {
      const line = await opened(TABLET);
      await tabTo(line.page, 'Yield, rate and stops');
      await line.page.keyboard.press('t');
      await line.timeline.getByRole('table').waitFor();
      const rows = await line.timeline.getByRole('row').allInnerTexts();
      expect(rows[0]).toContain('Produced');
      expect(rows.length).toBeGreaterThan(2);
      expect(rows[1]).toMatch(/^1[34]:00\t[\d,]+\t/);
      await line.page.keyboard.press('t');
      await line.timeline.getByRole('img').waitFor();
    });
  });
});

/** Presses Tab until something of this name has the focus; rejects when it does not get there or when the focus cannot be seen. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      if (!element || element === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const label = element.getAttribute('aria-label') ?? element.textContent.trim();
      return { label, seen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 };
    });
    if (focus && !focus.seen) throw new Error(`one cannot see that "${focus.label}" has the focus`);
    if (focus?.label.startsWith(name)) return;
  }
  throw new Error(`Tab does not lead to "${name}"`);
}
