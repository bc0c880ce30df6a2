/** Menus, ways and notes of the plan's pages: what hangs over a page gives it back, and nothing moves under the hand. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import { seriousFindings } from './axe.ts';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import type { PlannerPage } from './planner-page.ts';
import { PlanningFloor } from './planning-floor.ts';

const PAGES = ['board', 'orders', 'tasks', 'calendar', 'products'];
const SCREENS = [
  ['a tablet', { width: 1280, height: 800 }],
  ['a phone', { width: 390, height: 844 }],
  ['a small phone', { width: 320, height: 640 }],
] as const;

describeInBrowser('what hangs over the pages of the plan', () => {
  let browser: Browser;
  let floor: PlanningFloor;
  let planner: PlannerPage;
  let page: Page;

  beforeAll(async () => {
    browser = await startBrowser();
    floor = await PlanningFloor.open(browser);
    planner = await floor.opens('planner.one', ['planner'], '/board');
    page = planner.page;
    await page.setViewportSize({ width: 1280, height: 800 });
    await planner.card('201').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await floor?.close();
  });

  const more = () => page.getByRole('button', { name: 'More', exact: true });
  const person = () => page.locator('ls-person ls-menu').getByRole('button').first();
  const open = () => page.locator('ls-menu').getByRole('button', { expanded: true }).count();

  it('closes on Escape, and gives the focus back to its button', async () => {
    await more().click();
    await page.getByRole('button', { name: 'Print' }).waitFor();
    await eventually(() => seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await eventually(open).toBe(0);
    await eventually(() => more().evaluate((button) => button.matches(':focus'))).toBe(true);
  });

  it('is gone through with arrow keys', async () => {
    await more().press('ArrowDown');
    const focused = () => page.locator('ls-menu :focus').innerText();
    await eventually(focused).toMatch(/^Import orders/);
    await page.keyboard.press('ArrowUp');
    await eventually(focused).toBe('Print');
    await page.keyboard.press('Home');
    await eventually(focused).toMatch(/^Import orders/);
    await page.keyboard.press('Escape');
    await eventually(open).toBe(0);
  });

  it('closes on a tap beside it, which opens nothing of what lies there', async () => {
    const { x, y } = await planner.board.middle(planner.card('204'));
    await more().click();
    await eventually(open).toBe(1);
    await page.mouse.click(x, y);
    await eventually(open).toBe(0);
    await eventually(() => new URL(page.url()).searchParams.has('job')).toBe(false);
    await page.mouse.click(x, y);
    await eventually(() => new URL(page.url()).searchParams.has('job')).toBe(true);
  });

  it('makes room for another, and for what is chosen in it', async () => {
    await more().click();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await eventually(open).toBe(0);
    await person().click();
    await eventually(open).toBe(1);
    await page.keyboard.press('Escape');
    await more().click();
    await page.getByRole('button', { name: 'Save this view …' }).click();
    await page.getByRole('dialog').waitFor();
    await eventually(open).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await eventually(() => more().evaluate((button) => button.matches(':focus'))).toBe(true);
  });

  it('gives the focus back when what was chosen in it is done', async () => {
    const whatIf = page.getByRole('button', { name: 'What-if', exact: true });
    await whatIf.press('Enter');
    await page.getByLabel('Name of a new draft').fill('Winter');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await eventually(() => whatIf.evaluate((button) => button.matches(':focus'))).toBe(true);
    await whatIf.press('Enter');
    await planner.presses('Discard');
    await planner.presses('Discard for good');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it.each(SCREENS)('is on the screen as a whole on %s', async (_screen, size) => {
    await page.setViewportSize(size);
    await planner.goes('/orders');
    for (const button of [more(), person()]) {
      await button.click();
      const menu = page.locator('ls-menu .over:popover-open .menu');
      await eventually(async () => {
        const { x, y, width, height } = (await menu.boundingBox())!;
        return x >= 0 && y >= 0 && x + width <= size.width && y + height <= size.height;
      }).toBe(true);
      await page.keyboard.press('Escape');
      await eventually(open).toBe(0);
    }
  });

  it.each(SCREENS)(
    'leaves the ways between the pages where they are, with the one in sight where one is, on %s',
    async (_screen, size) => {
      await page.setViewportSize(size);
      const ways = page.getByRole('navigation', { name: 'Pages of the plan' });
      for (const path of PAGES) {
        await planner.goes(`/${path}`);
        await eventually(async () => (await ways.boundingBox())!.x).toBe(size.width < 480 ? 0 : 4);
        const here = ways.locator('[aria-current=page]');
        await eventually(async () => {
          const { x, width } = (await here.boundingBox())!;
          return x >= 0 && x + width <= size.width;
        }).toBe(true);
      }
    },
  );

  it('says of what was taken back what it was, above what lies along the bottom', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await planner.goes('/orders');
    await page.locator('ls-sheet .body input[type=checkbox]').first().check();
    await page.getByRole('button', { name: 'Duplicate' }).click();
    await planner.sees('1 order duplicated');
    await planner.press('Undo');
    await planner.sees('Undone: 1 order duplicated');
    await page.locator('ls-sheet .body input[type=checkbox]').first().check();
    const bulk = page.locator('ls-sheet-bulk');
    await bulk.waitFor();
    await eventually(async () => {
      const note = (await page.locator('ls-reason-set').boundingBox())!;
      return note.y + note.height <= (await bulk.boundingBox())!.y;
    }).toBe(true);
    await planner.press('Redo');
    await planner.sees('Redone: 1 order duplicated');
  });
});
