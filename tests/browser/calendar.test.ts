/** The week of a plant in hands: by mouse, finger and keys, and for who may only look. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WEEKDAYS } from '../../shared/orders/entities.ts';
import { setting } from '../gateway/plan/said.ts';
import { seriousFindings } from './axe.ts';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { sideways } from './fitting.ts';
import type { PlannerPage } from './planner-page.ts';
import { PlanningFloor } from './planning-floor.ts';

/** Monday of a week without any exception, in a year that is not over yet. */
const WEEK = '/calendar?week=2099-11-23';
const SHIFT = { name: 'Early', from: '06:00', to: '14:00' };

describeInBrowser('the calendar', () => {
  let browser: Browser;
  let floor: PlanningFloor;
  let planner: PlannerPage;
  let page: Page;
  const shift = (name: string | RegExp): Locator => page.locator('ls-calendar-grid').getByRole('button', { name });
  const quarters = async (count: number) => (await track(0)).width * (count / 96);
  const track = async (row: number) => (await page.locator(`.track[data-row='${row}']`).boundingBox())!;

  beforeAll(async () => {
    browser = await startBrowser();
    floor = await PlanningFloor.open(browser);
    const days = Object.fromEntries(WEEKDAYS.map((day) => [day, day === 'sun' ? [] : [SHIFT]]));
    await floor.say(setting('week', 'w1', { scope: 'plant', from: '2026-01-01', days }));
    planner = await floor.opens('planner.one', ['planner'], WEEK, { hasTouch: true });
    page = planner.page;
    await shift(/^Early 06:00–14:00, Monday/).waitFor();
  });
  afterEach(() => expect(floor.misdeeds()).toEqual([]));
  afterAll(async () => {
    await browser?.close();
    await floor?.close();
  });

  it('says on whose word each day is as it is, and how long is worked', async () => {
    await expect(page.locator('ls-calendar-grid .row').first().innerText()).resolves.toMatch(/default week[\s\S]*8\sh/);
    await planner.sees('works 48 h in this week');
    await planner.sees('decides all days');
  });

  it('carries a shift by mouse, with its length said meanwhile; Escape leaves it where it was', async () => {
    const box = (await shift(/Monday/).boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const by = await quarters(8);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + by, y, { steps: 4 });
    await planner.sees('Monday, 08:00 to 16:00');
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await shift(/^Early 06:00–14:00, Monday/).waitFor();
    await eventually(() => page.locator('ls-calendar-keep').count()).toBe(0);
  });

  it('keeps what is typed into the times of a day, whatever the plan does meanwhile', async () => {
    const fair = { scope: 'plant', kind: 'holiday', name: 'Fair', from: '2099-11-29T06:00', to: '2099-11-30T06:00' };
    await page.locator("ls-calendar-grid button.day[data-of='tue']").click();
    const until = planner.dialog.getByLabel('To').first();
    await until.fill('13:00');
    await planner.dialog.getByLabel('Friday').check();
    await floor.say(setting('exception', 'fair', fair));
    await page.locator('ls-calendar-grid .mark').filter({ hasText: 'Fair' }).waitFor();
    expect(await until.inputValue()).toBe('13:00');
    await planner.dialog.getByRole('button', { name: 'Apply' }).click();
    await shift(/^Early 06:00–13:00, Tuesday/).waitFor();
    await shift(/^Early 06:00–13:00, Friday/).waitFor();
    await planner.press('Undo last step');
    await page.locator('ls-calendar-keep').waitFor({ state: 'detached' });
    await floor.say(setting('exception', 'fair', { deleted: true }));
    await page.locator('ls-calendar-grid .mark').waitFor({ state: 'detached' });
  });

  it('is drawn, carried to another day and taken back step by step', async () => {
    const sunday = await track(6);
    const at = async (quarter: number) => sunday.x + (await quarters(quarter));
    await page.mouse.move(await at(32), sunday.y + 30);
    await page.mouse.down();
    await page.mouse.move(await at(48), sunday.y + 30, { steps: 4 });
    await page.mouse.up();
    await shift(/^08:00–12:00, Sunday/).waitFor();
    const box = (await shift(/Tuesday/).boundingBox())!;
    await page.mouse.move(box.x + 60, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + 70, box.y + 10);
    await page.mouse.move(box.x + 60 + (await quarters(36)), box.y - 60, { steps: 4 });
    await page.mouse.up();
    await shift(/^Early 15:00–23:00, Monday/).waitFor();
    await planner.press('Undo last step');
    await shift(/^Early 06:00–14:00, Tuesday/).waitFor();
    await planner.press('Undo last step');
    await page.locator('ls-calendar-keep').waitFor({ state: 'detached' });
    await eventually(() => shift(/Sunday/).count()).toBe(0);
  });

  it('is resized by a finger at an edge', async () => {
    const box = (await shift(/Wednesday/).boundingBox())!;
    const y = box.y + box.height / 2;
    const by = await quarters(4);
    await planner.board.fingers('touchStart', { x: box.x + box.width - 2, y });
    await planner.board.fingers('touchMove', { x: box.x + box.width - 2 + by / 2, y });
    await planner.board.fingers('touchMove', { x: box.x + box.width - 2 + by, y });
    await planner.board.fingers('touchEnd');
    await shift(/^Early 06:00–15:00, Wednesday/).waitFor();
    await planner.press('Discard');
    await shift(/^Early 06:00–14:00, Wednesday/).waitFor();
  });

  it('is resized at the edge that is pointed at, also where the next shift is near', async () => {
    const near = [SHIFT, { name: 'Late', from: '14:10', to: '22:00' }];
    const days = Object.fromEntries(WEEKDAYS.map((day) => [day, day === 'mon' ? near : []]));
    await floor.say(setting('week', 'w2', { scope: 'line:line8', from: '2099-12-07', to: '2099-12-14', days }));
    await planner.goes('/calendar?of=line:line8&week=2099-12-07');
    await shift(/^Late/).waitFor();
    const box = (await shift(/^Early/).boundingBox())!;
    const [x, y] = [box.x + box.width - 1, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - (await quarters(8)), y, { steps: 4 });
    await page.mouse.up();
    await shift(/^Early 06:00–12:00, Monday/).waitFor();
    await shift(/^Late 14:10–22:00, Monday/).waitFor();
  });

  it('asks before what was drawn is lost', async () => {
    await page.getByRole('link', { name: 'Orders', exact: true }).click();
    await planner.presses('Stay');
    await shift(/^Early 06:00–12:00, Monday/).waitFor();
    await page.getByRole('link', { name: 'Orders', exact: true }).click();
    await planner.presses('Leave without saving');
    await page.waitForURL(/\/orders$/);
    await planner.goes(WEEK);
    await shift(/^Early 06:00–14:00, Thursday/).waitFor();
  });

  it('shows name and times of a shift whole where there is little room', async () => {
    const wide = page.viewportSize()!;
    await page.setViewportSize({ width: 390, height: 844 });
    const cut = () =>
      page.locator('ls-calendar-grid').evaluate((grid) => {
        const words = [...grid.shadowRoot!.querySelectorAll<HTMLElement>('.shift .words')];
        const isCut = (one: HTMLElement) =>
          one.scrollWidth > one.clientWidth || one.offsetHeight > one.parentElement!.clientHeight;
        return { shifts: words.length > 0, cut: words.filter(isCut).length };
      });
    await eventually(cut).toEqual({ shifts: true, cut: 0 });
    await page.setViewportSize(wide);
  });

  it('tells exceptions apart where colours are forced', async () => {
    const holiday = { scope: 'plant', kind: 'holiday', from: '2099-12-22T00:00', to: '2099-12-23T00:00' };
    await floor.say(setting('exception', 'x1', holiday));
    await planner.goes('/calendar?week=2099-12-21');
    await page.emulateMedia({ forcedColors: 'active' });
    const mark = page.locator('ls-calendar-grid .mark.holiday');
    await mark.waitFor();
    expect(await mark.evaluate((one) => getComputedStyle(one).backgroundImage)).toContain('gradient');
    await page.emulateMedia({ forcedColors: null });
    await planner.goes(WEEK);
    await shift(/^Early 06:00–14:00, Thursday/).waitFor();
  });

  it('is changed by keys alone, saved for this week, and taken back', async () => {
    await shift(/Thursday/).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await shift(/^Early 06:15–14:30, Thursday/).waitFor();
    // The focus goes along to another day.
    await page.keyboard.press('ArrowUp');
    await eventually(() => page.evaluate(focused)).toBe('Early 14:00–22:15, Wednesday');
    await planner.press('Undo last step');
    await planner.press('Save');
    await planner.sees(/Shifts of .* saved/);
    await planner.sees('this week only');
    await planner.press('Undo');
    await shift(/^Early 06:00–14:00, Thursday/).waitFor();
  });

  it('says where a shift is when keys find no room for it, and once where it has gone', async () => {
    await planner.goes('/calendar?of=line:line8&week=2099-12-07');
    const said = page.locator('ls-calendar-grid').getByRole('status');
    await shift(/^Early 06:00–14:00/).focus();
    await page.keyboard.press('ArrowRight');
    await eventually(() => said.textContent()).toBe('Monday, 06:10 to 14:10');
    await page.keyboard.press('ArrowRight');
    await eventually(() => said.textContent()).toBe('Early 06:10–14:10, Monday');
    await page.keyboard.press('ArrowRight');
    await eventually(() => said.textContent()).toBe('Early 06:10–14:10, Monday\u00a0');
    await page.keyboard.press('ArrowDown');
    await eventually(() => page.evaluate(focused)).toBe('Early 06:10–14:10, Tuesday');
    await eventually(() => said.textContent()).toBe('');
    await planner.press('Discard');
    await planner.goes(WEEK);
    await shift(/^Early 06:00–14:00, Thursday/).waitFor();
  });

  describe('for who may not plan', () => {
    it('is to be read, and nothing of it can be changed', async () => {
      const keeper = await floor.opens('keeper', ['operator'], WEEK);
      await keeper.sees('You can look at the calendar. Changing it is for planners.');
      await keeper.page.getByRole('img', { name: /^Early 06:00–14:00, Monday/ }).waitFor();
      await eventually(() => keeper.page.getByRole('button', { name: /Remove|Change|Add/ }).count()).toBe(0);
      await eventually(() => keeper.page.locator('ls-calendar-grid').getByRole('button').count()).toBe(0);
    });
  });

  it.each([
    ['en-US', 320, 640],
    ['de-DE', 320, 640],
    ['de-DE', 640, 400],
    ['de-DE', 1280, 800],
  ])('fits and shuts nobody out, %s at %i × %i', async (locale, width, height) => {
    const other = await floor.opens('planner.one', ['planner'], WEEK, { locale, viewport: { width, height } });
    await other.page.locator('ls-calendar-grid button.shift').first().waitFor();
    await eventually(() => sideways(other.page)).toBe(0);
    await other.page.locator('ls-calendar-grid button.day').first().click();
    await other.dialog.getByRole('textbox').first().waitFor();
    const spilt = await other.page.locator('ls-calendar-day').evaluate((day) => day.scrollWidth - day.clientWidth);
    expect(spilt).toBeLessThanOrEqual(0);
    await eventually(() => seriousFindings(other.page)).toEqual([]);
  });
});

/** Name of what has the focus, through all shadows. */
function focused(): string | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element?.getAttribute('aria-label') ?? null;
}
