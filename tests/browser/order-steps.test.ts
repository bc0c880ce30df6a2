/** A planner changes what one order has to do: its operations one by one, by another product, and by a route that is copied. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { setting } from '../gateway/plan/said.ts';
import { seriousFindings } from './axe.ts';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { sideways } from './fitting.ts';
import { PlanningFloor } from './planning-floor.ts';
import type { PlannerPage } from './planner-page.ts';
import { PHONE } from './tablet.ts';

describeInBrowser('the operations of one order', () => {
  let browser: Browser;
  let floor: PlanningFloor;
  let one: PlannerPage;

  beforeAll(async () => {
    browser = await startBrowser();
    floor = await PlanningFloor.open(browser);
    const route = [
      { key: 'mix', operation: 'Mixing', factor: 2 },
      { key: 'fill', operation: 'Filling', after: [{ key: 'mix', waitMs: 3_600_000 }] },
    ];
    await floor.say(
      setting('product', 'cold', { name: 'Cold', shortName: 'Cold', route }),
      setting('product', 'cough', { name: 'Cough', shortName: 'Cough' }),
    );
    one = await floor.opens('planner.one', ['planner'], '/orders/o201');
    await one.page.locator('ls-order-jobs article').waitFor();
  });
  afterEach(() => expect(floor.misdeeds()).toEqual([]));
  afterAll(async () => {
    await browser?.close();
    await floor?.close();
  });

  const operations = () => one.page.locator('ls-order-jobs h3').allTextContents();
  const field = (name: string) => one.dialog.locator('label.field', { hasText: name }).locator('input');
  /** As the gateway has it. */
  const jobs = async (order: string) => {
    const plan = await floor.plan();
    return plan.orders.get(order)!.jobs.map((id) => plan.jobs.get(id)!.fields);
  };

  it('are those of its product, as soon as it has another one', async () => {
    await one.page.locator('ls-order-acts').getByRole('button', { name: 'Change …', exact: true }).click();
    await one.chooses('Product', 'Cold');
    await one.presses('Save');
    await eventually(operations).toEqual(['Mixing', 'Filling']);
    await one.page.getByText('after Mixing · 1 h later at the earliest').waitFor();
    await eventually(async () => (await jobs('o201')).map(({ operation }) => operation)).toEqual(['Mixing', 'Filling']);
  });

  it('are changed, added and left out one by one, and made anew from the route', async () => {
    await one.page.getByRole('button', { name: 'Change operation …' }).last().click();
    await field('Begins after so many pieces').fill('300');
    await one.presses('Save operation');
    await one.page.getByText('from 300 pieces on').first().waitFor();
    await one.press('+ Operation …');
    await field('Operation').fill('Inspection');
    await one.presses('Add operation');
    await eventually(operations).toEqual(['Mixing', 'Filling', 'Inspection']);
    await one.page.getByRole('button', { name: 'Change operation …' }).nth(1).click();
    await one.presses('Remove this step');
    await eventually(operations).toEqual(['Mixing', 'Inspection']);
    await one.page.locator('ls-job-facts summary', { hasText: 'after Mixing' }).waitFor();
    await one.press('Operations anew from the route');
    await eventually(operations).toEqual(['Mixing', 'Filling']);
    await one.page.getByRole('button', { name: 'Operations anew from the route' }).waitFor({ state: 'detached' });
  });

  it('fit a telephone with all that is said of them, for everybody', async () => {
    const phone = await floor.opens('planner.two', ['planner'], '/orders/o201', PHONE);
    const { page } = phone;
    await page.locator('ls-job-facts summary', { hasText: 'after Mixing' }).click();
    await page.getByText('Waits for', { exact: true }).waitFor();
    expect(await sideways(page)).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Change operation …' }).last().click();
    await phone.dialog.locator('ls-route-step').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.context().close();
  });

  it('come from a route that is copied from another product', async () => {
    await one.goes('/products');
    // Cold, Cough, Flu.
    await one.page.locator('ls-sheet .cell', { hasText: 'Flu' }).first().waitFor();
    await one.page.locator('ls-sheet .body input[type=checkbox]').nth(1).check();
    await one.press('Route …');
    await one.presses('Copy from …');
    await one.dialog.getByRole('searchbox').fill('col');
    await one.presses(/^Cold/);
    await eventually(() => one.dialog.locator('ls-route-step').count()).toBe(2);
    await one.presses('Save route');
    await eventually(async () => (await floor.plan()).products.get('cough')?.fields.route?.length).toBe(2);
  });
});
