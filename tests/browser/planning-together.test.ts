/** What people do to one plan who do not see each other, and what becomes of it, over a real gateway. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../system/gateway-process.ts';
import { seriousFindings } from './axe.ts';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { localTime, PlanningFloor } from './planning-floor.ts';
import type { PlannerPage } from './planner-page.ts';
import { setting } from '../gateway/plan/said.ts';

const isFocused = (element: Element) => (element.getRootNode() as ShadowRoot).activeElement === element;

describeInBrowser('one plan of many people', () => {
  let browser: Browser;
  let floor: PlanningFloor;
  let one: PlannerPage;
  let other: PlannerPage;
  const boardPath = () => `/board?${floor.window}`;

  beforeAll(async () => {
    browser = await startBrowser();
    floor = await PlanningFloor.open(browser);
    [one, other] = await Promise.all([
      floor.opens('planner.one', ['planner'], boardPath()),
      floor.opens('planner.two', ['planner'], boardPath()),
    ]);
    await Promise.all([one, other].map((each) => each.bar('104').waitFor()));
    for (const each of [one, other]) await until(async () => (await each.connection()).includes('ready for offline'));
  });
  afterEach(() => expect(floor.misdeeds()).toEqual([]));
  afterAll(async () => {
    await browser?.close();
    await floor?.close();
  });

  describe('with one planner out of reach', () => {
    async function changes(planner: PlannerPage, lot: string, field: string, value: string): Promise<void> {
      await planner.card(lot).focus();
      await planner.page.keyboard.press('Enter');
      await planner.press('Change …');
      await planner.dialog.getByLabel(field, { exact: true }).fill(value);
      await planner.presses('Save');
      await planner.dialog.waitFor({ state: 'detached' });
      await planner.page.goBack();
      await planner.card(lot).waitFor();
    }
    it('changes of different fields meet', async () => {
      await other.page.context().setOffline(true);
      await changes(one, '205', 'Quantity', '8000');
      await changes(other, '205', 'Notes', 'With the new film');
      await eventually(() => other.connection()).toContain('1 not yet sent');
      await other.page.context().setOffline(false);
      await eventually(async () => (await floor.plan()).orders.get('o205')?.fields).toMatchObject({
        quantity: 8_000,
        notes: 'With the new film',
      });
    });

    it('changes of the same field stand side by side on both boards until one is chosen', async () => {
      await floor.plant.off();
      await changes(one, '206', 'Quantity', '7000');
      await changes(other, '206', 'Quantity', '6000');
      await floor.plant.on();
      for (const planner of [one, other]) await planner.sees(/Flu 206 · Quantity: .*7,000/);
      await one.press(/Flu 206 · Quantity/);
      await one.presses(/^6,000/);
      await one.dialog.getByText('Nobody disagrees').waitFor();
      await one.presses('Close');
      await eventually(async () => (await floor.plan()).orders.get('o206')?.fields.quantity).toBe(6_000);
      await other.sees('Nobody disagrees');
    });

    it('what somebody else changed since is taken back only after a look at who made it what', async () => {
      const quantity = async () => (await floor.plan()).orders.get('o205')?.fields.quantity;
      await changes(one, '205', 'Quantity', '8100');
      await eventually(() => other.card('205').innerText()).toContain('8,100');
      await changes(other, '205', 'Quantity', '8200');
      await eventually(() => one.card('205').innerText()).toContain('8,200');
      await one.press('Undo');
      await one.dialog.getByText(/Quantity: 8,100 → 8,200/).waitFor();
      await eventually(() => seriousFindings(one.page)).toEqual([]);
      await one.presses('Keep it so');
      await eventually(() => one.dialog.count()).toBe(0);
      expect(await quantity()).toBe(8_200);
      await one.press('Undo');
      await one.presses('Undo anyway');
      await eventually(quantity).toBe(8_000);
    });
  });

  it('what if: a draft is made, looked at and kept without the gateway, and published as one change', async () => {
    await floor.plant.off();
    await eventually(() => one.connection()).toContain('Out of reach');
    await one.press('What-if');
    await one.dialog.getByLabel('Name of a new draft').fill('Rush');
    await one.presses('Begin');
    await one.sees('You see the draft “Rush”');
    await eventually(() => one.dialog.count()).toBe(0);
    await one.press('Compare, publish …');
    const publish = one.dialog.getByRole('button', { name: 'Publish as one change' });
    await eventually(() => publish.isDisabled()).toBe(true);
    await one.presses('Close');
    for (const lot of ['205', '206']) {
      await one.carries(one.card(lot), '104', 0.9);
      await one.drops();
      await one.bar(lot).waitFor();
    }
    await one.page.reload();
    await one.sees('You see the draft “Rush”');
    await one.bar('205').waitFor();
    await floor.plant.on();
    await eventually(() => one.connection()).toMatch(/^live/);
    await eventually(() => other.bar('205').count()).toBe(0);
    await one.press('Compare, publish …');
    await one.dialog.getByRole('row', { name: /Flu 206 not planned/ }).waitFor();
    await one.dialog.getByLabel('Why (everybody reads it)').fill('Two customers wait');
    await one.presses('Publish as one change');
    await other.bar('205').waitFor();
    await other.bar('206').waitFor();
    const { jobs } = await floor.plan();
    const [first, second] = ['205', '206'].map((lot) => jobs.get(`o${lot}.fill`)?.said?.['place']);
    expect(first).toMatchObject({ why: 'Two customers wait' });
    expect(second?.id).toBe(first?.id);
  });

  it('what if that takes away what comes next: nobody is asked why while it is tried, but when it is published', async () => {
    await one.press('What-if');
    await one.dialog.getByLabel('Name of a new draft').fill('No film');
    await one.presses('Begin');
    await one.sees('You see the draft “No film”');
    await one.bar('101').focus();
    await one.page.keyboard.press('m');
    await one.dialog.getByRole('radio', { name: /^To the parking/ }).check();
    await one.presses('To the parking lot');
    await one.card('101').waitFor();
    await one.press('Compare, publish …');
    await one.presses('Publish as one change');
    await one.says('The film comes tomorrow');
    await other.card('101').waitFor();
    await eventually(async () => (await floor.plan()).jobs.get('o101.fill')?.said?.['place']).toMatchObject({
      why: 'The film comes tomorrow',
      draft: 'No film',
    });
  });

  it('what if: what others changed is shown before it is published, and stands aside then', async () => {
    await one.press('What-if');
    await one.dialog.getByLabel('Name of a new draft').fill('Third');
    await one.presses('Begin');
    await one.sees('You see the draft “Third”');
    await one.carries(one.card('203'), '104', 0.9);
    await one.drops();
    await one.bar('203').waitFor();
    await floor.say(setting('job', 'o203.fill', { place: { line: 'line8', key: 'z9.x' } }));
    await other.bar('203').waitFor();
    await one.press('Compare, publish …');
    await one.dialog.getByText(/Flu 203 · Place: was parking lot, is Line 8, last now/).waitFor();
    await eventually(() => one.page.getByRole('heading', { name: 'Draft “Third”' }).evaluate(isFocused)).toBe(true);
    await eventually(() => seriousFindings(one.page)).toEqual([]);
    await one.page.keyboard.press('Enter');
    expect(await one.dialog.getByRole('button', { name: 'Publish as one change' }).count()).toBe(1);
    await one.presses('Publish as one change');
    await eventually(async () => (await floor.plan()).jobs.get('o203.fill')?.fields.place?.line).toBe('line9');
    expect((await floor.plan()).jobs.get('o203.fill')?.conflicts).toEqual([]);
  });

  it('an arrangement is tried as a draft first, which nobody else sees', async () => {
    await one.press('Auto-arrange');
    await one.dialog.getByText('Lines: All').waitFor();
    await one.dialog.getByLabel('Load the parking lot, too').check();
    await one.presses('Try as a draft');
    await one.sees(/You see the draft “Auto-arrange/);
    await one.bar('101').waitFor();
    expect(await other.card('101').count()).toBe(1);
    await one.press('Compare, publish …');
    await one.presses('Discard');
    await one.presses('Discard for good');
    await one.presses('Close');
    await one.card('101').waitFor();
  });

  it('the next order of a line is cancelled with a reason only', async () => {
    const page = await floor.opens('planner.two', ['planner'], '/orders/o301');
    await page.press('Cancel order');
    await page.presses('Change it');
    await page.sees('Please say why.');
    await page.says('The customer wants none');
    await page.sees('Flu 301 cancelled');
    await eventually(async () => (await floor.plan()).jobs.get('o301.fill')?.executions.at(-1)).toMatchObject({
      verb: 'abort',
      why: 'The customer wants none',
    });
    await page.page.context().close();
  });

  it('a task is claimed by one and seen as done by others', async () => {
    const store = await floor.opens('warehouse', ['operator'], '/tasks?department=Warehouse');
    await store.press('Claim');
    await store.sees(/claimed by you/);
    await store.page.locator('ls-task-list').getByRole('button', { name: 'Done' }).click();
    await store.sees('Nothing to do: no task is open.');
    const tasks = await floor.opens('planner.one', ['planner'], '/tasks?which=done');
    await tasks.sees(/Film to the line/);
    await tasks.sees(/claimed by Test warehouse/);
  });

  it('a holiday moves what it falls on', async () => {
    const before = await other.bar('104').innerText();
    const calendar = await floor.opens('planner.one', ['planner'], '/calendar');
    await calendar.press('Add …');
    await calendar.dialog.getByRole('radio', { name: 'Holiday' }).check();
    await calendar.dialog.getByLabel('Name', { exact: true }).fill('Founding day');
    const [from, to] = [-1, 47].map((hours) => localTime(floor, Date.now() + hours * 3_600_000));
    await calendar.dialog.getByLabel('From').fill(from!);
    await calendar.dialog.getByLabel('To', { exact: true }).fill(to!);
    await calendar.presses('Add');
    await calendar.sees('Holiday: Founding day');
    await eventually(() =>
      other
        .bar('104')
        .count()
        .then((count) => (count === 0 ? '' : other.bar('104').innerText())),
    ).not.toBe(before);
  });

  describe('the page of an order', () => {
    let page: PlannerPage;
    beforeAll(async () => {
      page = await floor.opens('planner.two', ['planner'], '/orders/o102');
    });

    it('explains its end minute by minute, and says who changed what', async () => {
      await page.press('Explain');
      await page.page
        .getByRole('cell', { name: /Founding day/ })
        .first()
        .waitFor();
      await page.page
        .getByRole('cell', { name: /counted: the line works on it/ })
        .first()
        .waitFor();
      await page.page.locator('ls-order-history').getByText('Lot number: 159102').waitFor();
      await page.sees(/· Test office$/);
    });

    it('splits a lot', async () => {
      await page.press('Split a lot …');
      await page.dialog.getByLabel('Quantity').fill('4000');
      await page.dialog.getByLabel('Lot', { exact: true }).fill('102b');
      await page.presses('Split a lot');
      await page.sees('A new order of Flu 102 is in the parking lot');
      await eventually(
        async () => [...(await floor.plan()).orders.values()].find(({ fields }) => fields.lot === '102b')?.quantity,
      ).toBe(4_000);
      expect((await floor.plan()).orders.get('o102')?.quantity).toBe(6_000);
    });

    it('deletes what never ran, when the word is typed', async () => {
      await page.goes('/orders/o303');
      await page.press('Delete …');
      const deleting = page.dialog.getByRole('button', { name: 'Delete', exact: true });
      await eventually(() => deleting.isDisabled()).toBe(true);
      await page.dialog.getByLabel(/Type “delete”/).fill('delete');
      await deleting.click();
      await page.sees('This order is not here');
      await eventually(async () => (await floor.plan()).orders.has('o303')).toBe(false);
    });
  });

  it('a new order whose lot number somebody else took meanwhile gets another one, and is what it was', async () => {
    await Promise.all([one, other].map((each) => each.goes('/orders')));
    const orders = async (lot: string) =>
      [...(await floor.plan()).orders.values()].filter(({ fields }) => fields.lot === lot).map(({ fields }) => fields);
    const makes = async (planner: PlannerPage, lot: string) => {
      await planner.press('+ Order');
      await planner.dialog.getByLabel('Lot', { exact: true }).fill(lot);
      await planner.dialog.getByLabel('Lot number', { exact: true }).fill('159700');
      await planner.dialog.getByLabel('Quantity', { exact: true }).fill('62000');
      await planner.presses('Create');
      await planner.dialog.waitFor({ state: 'detached' });
    };
    await other.page.context().setOffline(true);
    await makes(other, '701');
    await eventually(() => other.connection()).toContain('1 not yet sent');
    await makes(one, '700');
    await eventually(async () => (await orders('700')).length).toBe(1);
    await other.page.context().setOffline(false);
    await eventually(() => other.connection()).toContain('1 needs you');
    await other.sees(/^700$/);
    await other.goes('/sync');
    const refused = other.page.locator('ls-sync-refused');
    for (const text of ['New order 701', 'Another order has this lot number', '62,000'])
      await refused.getByText(text).waitFor();
    await other.press(/^Correct/);
    const number = other.page.getByLabel('Another lot number for 701');
    await other.press('Send again');
    await refused.getByText('700 has this one.').waitFor();
    await eventually(() => seriousFindings(other.page)).toEqual([]);
    await number.fill('159701');
    await other.press('Send again');
    await other.sees('Everything is here and sent');
    await eventually(() => orders('701')).toMatchObject([{ lot: '701', lotNumber: '159701', quantity: 62_000 }]);
  });

  describe('shuts nobody out', () => {
    it.each([
      ['/board', 'Parking lot'],
      ['/orders/o104', 'Show on the board'],
      ['/tasks?which=done', /Film to the line/],
      ['/calendar', 'Holiday: Founding day'],
    ])('on %s', async (path, text) => {
      await other.goes(path);
      await other.sees(text);
      await eventually(() => other.page.getByRole('main').count()).toBe(1);
      for (const colorScheme of ['light', 'dark'] as const) {
        await other.page.emulateMedia({ colorScheme });
        await eventually(() => seriousFindings(other.page)).toEqual([]);
      }
    });
  });
});
