/** The board's page for those who hear it: what is found, which time is shown, what a draft is, what became of a move. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import type { PlannerPage } from './planner-page.ts';
import { PlanningFloor } from './planning-floor.ts';

describeInBrowser("the board's page by ear", () => {
  let browser: Browser;
  let floor: PlanningFloor;
  let planner: PlannerPage;
  let page: Page;

  beforeAll(async () => {
    browser = await startBrowser();
    floor = await PlanningFloor.open(browser);
    planner = await floor.opens('planner.one', ['planner'], `/board?${floor.window}`);
    page = planner.page;
    await planner.bar('101').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await floor?.close();
  });

  const statuses = () => page.locator('ls-board-page').getByRole('status').allTextContents();

  it('says how many orders a search has found', async () => {
    await page.getByLabel('Search').fill('Flu 10');
    await eventually(statuses).toContain('4 orders found');
    await page.getByLabel('Search').fill('Flu 101');
    await eventually(statuses).toContain('1 order found');
    await page.getByLabel('Search').fill('');
    await eventually(statuses).not.toContain('1 order found');
  });

  it('says which time is shown when a button shows another', async () => {
    await page.getByRole('button', { name: 'day', exact: true }).press('Enter');
    await eventually(() => planner.board.said()).toMatch(/^Shown: [A-Z][a-z]{2,} \d+, \d{4}$/);
    await planner.goes(`/board?${floor.window}`);
    await planner.bar('101').waitFor();
  });

  it('says that what needs a reason is where it was when nobody gives one, and keeps the focus on it', async () => {
    await planner.bar('101').focus();
    for (const key of ['Space', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    await page.locator('ls-plan-why').getByLabel('Reason').waitFor();
    await page.keyboard.press('Escape');
    await eventually(() => planner.board.said()).toBe('Flu 101 is back where it was.');
    await eventually(() => planner.board.focused()).toBe('o101.fill');
    expect((await floor.queue('line9'))[0]).toBe('101');
  });

  it('says that a draft is shown where it always says so', async () => {
    const places = await page.locator('ls-board-page').getByRole('status').count();
    await planner.press('What-if');
    await page.getByLabel('Name of a new draft').fill('Winter');
    await planner.presses('Begin');
    await eventually(statuses).toContain('You see the draft “Winter”: nobody else does');
    await eventually(() => page.locator('ls-board-page').getByRole('status').count()).toBe(places);
  });
});
