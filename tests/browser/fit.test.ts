import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { sideways } from './fitting.ts';
import { LinePage } from './line-page.ts';
import { PlantFloor } from './plant-floor.ts';

const SCREENS = [
  ['a tablet', { viewport: { width: 1280, height: 800 } }],
  ['a phone', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
  ['an older tablet', { viewport: { width: 1024, height: 768 } }],
  ['a kiosk', { viewport: { width: 1920, height: 1080 } }],
  ['a tablet at 200 %', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
] as const;

describeInBrowser('everything fits', () => {
  let floor: PlantFloor;
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
    floor = await PlantFloor.open();
  });
  afterAll(async () => {
    await browser?.close();
    await floor?.close();
  });

  describe.each(['en-US', 'de-DE'])('in %s', (locale) => {
    it.each(SCREENS)('on %s, with nothing beyond its edge or under something else', async (_screen, options) => {
      const tablet = await floor.tablet(browser, { ...options, locale });
      const line = await LinePage.open(tablet, floor.address);
      await eventually(() => line.produced()).toBe(floor.camera.parts);
      await eventually(() => sideways(line.page)).toBe(0);
      await eventually(() => spilt(line.page)).toEqual([]);
      await eventually(() => outOfReach(line.page.locator('ls-line-page').locator('a, button'))).toEqual([]);
      await line.page.goto(floor.address);
      await line.page.getByRole('link', { name: 'Line 8' }).waitFor();
      await eventually(() => sideways(line.page)).toBe(0);
      await tablet.close();
    });

    it.each([
      ['a tablet', 1280, 800, true],
      ['an older tablet', 1024, 768, true],
      ['a phone', 390, 844, false],
    ])('on %s: what is below the head stays where it is, whatever the line does', async (_, width, height, noted) => {
      const tablet = await floor.tablet(browser, { viewport: { width, height }, locale });
      const line = await LinePage.open(tablet, floor.address);
      await eventually(() => line.produced()).toBe(floor.camera.parts);
      await eventually(() => growth(line.page.locator('ls-line-page .top'), noted)).toBe(0);
      await tablet.close();
    });
  });
});

/** By how much the head is higher with the longest state than with the shortest, and with rows that nobody can read (px). */
function growth(head: Locator, noted: boolean): Promise<number> {
  return head.evaluate(async (top, isNoted) => {
    const state = top.querySelector('ls-now-state')!;
    const { state: wasState, since, reachable } = state;
    const show = async (part: Partial<typeof state>): Promise<number> => {
      await Object.assign(state, { reachable: true, ...part }).updateComplete;
      return top.getBoundingClientRect().height;
    };
    const low = await show({ state: 'running', since: state.now() });
    const note = Object.assign(document.createElement('ls-rejected-note'), { count: 12 });
    if (isNoted) {
      state.after(note);
      await note.updateComplete;
    }
    const high = await show({ state: 'break', since: state.now() - 27 * 60_000 - 48_000 });
    note.remove();
    await show({ state: wasState, since, reachable });
    return high - low;
  }, noted);
}

/** Texts that reach over the edge of the panel that they are in. */
function spilt(page: Page): Promise<string[]> {
  const panels = page.locator('ls-figure, ls-oee, ls-running, ls-stop-list, ls-reason-picker');
  return panels.evaluateAll((all) => {
    const range = document.createRange();
    return all.flatMap((panel) => {
      const edge = panel.getBoundingClientRect().right;
      const found: string[] = [];
      const look = (node: Node): void => {
        if (node instanceof Element && node.shadowRoot) look(node.shadowRoot);
        // What only a screen reader reads is one pixel wide.
        if (node instanceof Text && node.data.trim() !== '' && node.parentElement?.clientWidth !== 1) {
          range.selectNodeContents(node);
          if (range.getBoundingClientRect().right > edge) found.push(node.data.trim());
        }
        if (!(node instanceof HTMLStyleElement)) node.childNodes.forEach(look);
      };
      look(panel);
      return found;
    });
  });
}

/** Names of links and buttons that a finger does not get to: they have no room, or something else lies over them. */
async function outOfReach(targets: Locator): Promise<string[]> {
  const found: string[] = [];
  for (const target of await targets.all()) {
    if (!(await target.isVisible())) continue;
    const reached = target.click({ trial: true, timeout: 2_000 });
    await reached.catch(async () => found.push(await target.innerText()));
  }
  return found;
}
