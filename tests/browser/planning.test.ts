/** Planners, operators and other departments work on one plan, each in a browser of their own, over a real gateway. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../system/gateway-process.ts';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { localTime, PlanningFloor } from './planning-floor.ts';
import type { PlannerPage } from './planner-page.ts';

describeInBrowser('one plan for everybody', () => {
  let browser: Browser;
  let floor: PlanningFloor;
  let one: PlannerPage;
  let other: PlannerPage;
  const boardPath = () => `/board?${floor.window}`;

  beforeAll(async () => {
    browser = await startBrowser();
    floor = await PlanningFloor.open(browser);
    [one, other] = await Promise.all([
      floor.opens('planner.one', ['planner'], boardPath(), { hasTouch: true }),
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

  describe('on the board', () => {
    it('an order is dragged from the parking lot to a line, after a look at what would be, and another planner sees it', async () => {
      await one.carries(one.card('201'), '104', 0.9);
      await eventually(() => one.board.outcome()).toContain('Flu 201: Line 9');
      await one.drops();
      await other.bar('201').waitFor();
      await eventually(() => floor.queue('line9')).toEqual(['101', '102', '103', '104', '201']);
    });

    it('Escape leaves everything as it was', async () => {
      await one.carries(one.card('202'), '104', 0.9);
      await eventually(() => one.board.outcome()).toContain('Flu 202');
      await one.page.keyboard.press('Escape');
      await one.board.board.locator('.frame:not(.carrying)').waitFor();
      await one.drops();
      await one.card('202').waitFor();
      await eventually(() => floor.queue('line9')).not.toContain('202');
    });

    it('a move is taken back and done again', async () => {
      await one.press('Undo');
      await other.card('201').waitFor();
      await one.press('Redo');
      await other.bar('201').waitFor();
      await one.page.keyboard.press('Control+z');
      await other.card('201').waitFor();
      await one.page.keyboard.press('Control+y');
      await other.bar('201').waitFor();
    });

    it('by finger after a long press', async () => {
      const from = await one.board.middle(one.card('202'));
      const to = await one.board.at('o201.fill', 0.9);
      await one.board.fingers('touchStart', from);
      await one.board.board.locator('.frame.carrying').waitFor();
      await one.board.fingers('touchMove', { x: from.x - 40, y: from.y + 10 });
      await one.board.fingers('touchMove', to);
      await eventually(() => one.board.outcome()).toContain('Flu 202: Line 9');
      await one.board.fingers('touchEnd');
      await eventually(() => floor.queue('line9')).toEqual(['101', '102', '103', '104', '201', '202']);
    });

    it('by keys', async () => {
      const { keyboard } = one.page;
      await one.bar('202').focus();
      await keyboard.press('Space');
      await keyboard.press('ArrowLeft');
      await eventually(() => one.board.said()).toMatch(/Flu 201 ends 2 hours later/);
      await keyboard.press('Enter');
      await eventually(() => floor.queue('line9')).toEqual(['101', '102', '103', '104', '202', '201']);
    });

    it('is pinned where it is and let go again, from its menu', async () => {
      const isPinned = async () => (await floor.plan()).jobs.get('o104.fill')?.fields.place?.pinned ?? false;
      const before = await floor.queue('line9');
      for (const [choice, said, pinned] of [
        ['Pin at its time', 'Flu 104 is pinned', true],
        ['Unpin', 'Flu 104 follows what comes before it', false],
      ] as const) {
        await one.bar('104').click({ button: 'right' });
        await one.page.getByRole('menuitem', { name: choice }).click();
        await one.sees(said);
        await eventually(isPinned).toBe(pinned);
      }
      await eventually(() => floor.queue('line9')).toEqual(before);
    });

    it('leads to an order and its reasons, and back to what was seen', async () => {
      const { searchParams: seen } = new URL(one.page.url());
      await one.bar('104').click({ button: 'right' });
      await one.page.getByRole('menuitem', { name: /^Why/ }).click();
      await one.sees(/of working time/);
      await one.page.getByRole('link', { name: 'Board', exact: true }).click();
      await one.bar('104').waitFor();
      expect(new URL(one.page.url()).searchParams.get('from')).toBe(seen.get('from'));
      await one.page.goBack();
      await one.page.getByRole('link', { name: 'Show on the board' }).click();
      await eventually(() => one.bar('104').getAttribute('class')).toContain('selected');
      await one.goes(boardPath());
      await one.bar('104').waitFor();
    });

    it('what is next on a line is moved with a reason only, and people there read it', async () => {
      const tablet = await floor.opens('attendant', ['operator'], '/lines/line9');
      await one.carries(one.bar('103'), '101', 0.1);
      await eventually(() => one.board.outcome()).toContain('you will be asked why');
      await one.drops();
      await one.presses('Change it');
      await one.sees('Please say why.');
      await one.says('Film for 101 is late');
      await tablet.sees(/Next order changed by .+ at \d\d:\d\d: .* → .* · Film for 101 is late/);
      expect((await floor.queue('line9')).slice(0, 2)).toEqual(['103', '101']);
      await tablet.page.context().close();
    });

    it('its window, group and search are in its address', async () => {
      await one.page.getByLabel('Search').fill('Flu 10');
      await eventually(() => one.bar('301').getAttribute('class')).toContain('faint');
      await eventually(() => one.page.url()).toContain('find=Flu+10');
      const address = one.page.url();
      await one.page.reload();
      await one.bar('103').waitFor();
      await eventually(() => one.page.getByLabel('Search').inputValue()).toBe('Flu 10');
      await eventually(() => one.bar('301').getAttribute('class')).toContain('faint');
      expect(await one.bar('103').getAttribute('class')).not.toContain('faint');
      expect(one.page.url()).toBe(address);
      await eventually(() => one.page.title()).toBe('Board · Lineside');
      await one.page.getByLabel('Search').fill('');
      await eventually(() => one.bar('301').getAttribute('class')).not.toContain('faint');
    });
  });

  describe('at a line', () => {
    let tablet: PlannerPage;
    beforeAll(async () => {
      tablet = await floor.opens('keeper', ['operator'], '/lines/line9');
    });

    it('the next order is started, paused and started again', async () => {
      await tablet.press('Start');
      await tablet.sees('left of 10,000');
      await eventually(() => one.bar('103').getAttribute('class')).toContain('running');
      await tablet.press('Pause');
      // Within half a minute that was a slip of the hand.
      await tablet.press(/^(Start|Resume)$/);
      await eventually(() => one.bar('103').getAttribute('class')).toContain('running');
    });

    it('production that no order knows is shown, and given to its order', async () => {
      await one.press(/Line 8 runs lot 159070, no order has it/);
      await one.dialog.getByLabel('It belongs to').selectOption({ label: 'Flu 301' });
      await one.presses('Assign');
      await eventually(() => other.bar('301').getAttribute('class')).toContain('running');
      await other.page.getByText('All lots have their order').waitFor();
    });
  });

  describe('without dragging', () => {
    it.each([
      ['next available time', /^Next available/, '203', ['103', '101', '102', '104', '202', '201', '203']],
      ['expedite', /^Expedite/, '201', ['103', '201', '101', '102', '104', '202', '203']],
      ['before another one', /^Before another/, '203', ['103', '201', '101', '102', '203', '104', '202']],
      ['at a given time', /^At a given/, '204', ['103', '201', '101', '102', '203', '104', '202', '204']],
      ['to the parking lot', /^To the parking/, '204', ['103', '201', '101', '102', '203', '104', '202']],
      ['replace the running one', /^Replace/, '204', ['204', '201', '101', '102', '203', '104', '202']],
    ])('an order is moved by choosing: %s', async (_mode, choice, lot, queue) => {
      const isParked = (await one.card(lot).count()) > 0;
      await (isParked ? one.card(lot) : one.bar(lot)).focus();
      await one.page.keyboard.press('m');
      await one.dialog.getByRole('radio', { name: choice }).check();
      if (choice.source !== '^To the parking') await one.chooses('Line', 'Line 9');
      if (choice.source === '^Before another') await one.chooses('Before', 'Flu 104');
      if (choice.source === '^At a given') {
        const at = localTime(floor, Date.now() + 30 * 3_600_000);
        await one.dialog.getByLabel('Not before').fill(at);
      }
      await one.presses(choice.source === '^To the parking' ? 'To the parking lot' : 'Move');
      if (choice.source === '^Expedite' || choice.source === '^Replace') await one.says('Customer waits');
      await eventually(() => floor.queue('line9')).toEqual(queue);
    });
  });

  it('what there is to choose stays under the hand, however much more is asked', async () => {
    await one.card('205').focus();
    await one.page.keyboard.press('m');
    const place = () => one.dialog.getByRole('radio', { name: /^At a given/ }).boundingBox();
    const before = await place();
    await one.dialog.getByRole('radio', { name: /^At a given/ }).check();
    await one.dialog.getByLabel('Not before').waitFor();
    await eventually(() => place()).toEqual(before);
    await one.presses('Close');
  });

  it('what is made is completed by whoever runs the line', async () => {
    const tablet = await floor.opens('keeper', ['operator'], '/lines/line9');
    const next = tablet.page.getByRole('link', { name: 'Flu 204' });
    await next.waitFor();
    await tablet.press('Start');
    await tablet.sees('Started · Flu 204');
    await next.click();
    await tablet.press('Complete');
    await tablet.sees(/^Completed.* · Flu 204/);
    await eventually(() => one.bar('204').getAttribute('class')).toContain('ended');
  });
});
