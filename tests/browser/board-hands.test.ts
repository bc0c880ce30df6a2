/** Every way of moving an order on the board, with real pointers, fingers and keys. */
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { seriousFindings } from './axe.ts';
import { BoardPage } from './board-page.ts';
import { launch } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';

type Drop = { ids: string[]; target: { kind: string; row?: string; before?: string | null; at?: number | null } };

describeInBrowser('moving orders on the board', () => {
  let browser: Browser;
  let board: BoardPage;

  beforeAll(async () => {
    browser = await chromium.launch(launch);
    board = await BoardPage.open(browser, { hasTouch: true });
  });
  beforeEach(() => board.again());
  afterAll(() => browser?.close());

  const drops = () => board.heard('drop') as Promise<Drop[]>;
  const dropped = async (): Promise<Drop> => {
    await eventually(async () => (await drops()).length).toBe(1);
    return (await drops())[0]!;
  };

  it('drags a bar to another line by mouse, shows what would be, and drops it before another', async () => {
    await board.drag(board.bar('m'), await board.at('h', 0.2));
    await eventually(() => board.outcome()).toContain('Line 9, after Strep IL 180');
    await eventually(() => board.bar('h').getAttribute('class')).toContain('moved');
    await board.page.mouse.up();
    await eventually(() => dropped()).toEqual({ ids: ['m'], target: { kind: 'row', row: '9', before: 'h', at: null } });
  });

  it('asks for a preview only for another target', async () => {
    // Where it stands now: the preview moves it.
    const beside = await board.point('h', 0.25);
    await board.drag(board.bar('m'), await board.at('h', 0.2));
    await eventually(() => board.outcome()).toContain('Line 9, after Strep IL 180');
    await eventually(() => board.bar('h').getAttribute('class')).toContain('moved');
    await board.frames(2);
    const asked = await board.asked();
    await board.page.mouse.move(...beside, { steps: 8 });
    await board.frames(2);
    expect(await board.asked()).toBe(asked);
    await board.page.mouse.up();
  });

  it('drags from the parking lot to a line and back from a line to the parking lot', async () => {
    await board.drag(board.card('p1'), await board.at('d', 0.9));
    await board.page.mouse.up();
    await eventually(() => dropped()).toEqual({
      ids: ['p1'],
      target: { kind: 'row', row: '7', before: null, at: null },
    });
    await board.again();
    await board.drag(board.bar('d'), await board.middle(board.card('p3')));
    await board.page.mouse.up();
    expect((await dropped()).target).toEqual({ kind: 'parking' });
    await board.card('d').waitFor();
  });

  it('moves along at an edge only for a hand that has been inside, and goes back on Escape', async () => {
    const { mouse, keyboard } = board.page;
    const plot = (await board.board.locator('.plot').boundingBox())!;
    const edge = { x: plot.x + plot.width - 8, y: plot.y + plot.height / 2 };
    await board.drag(board.card('p1'), edge);
    await board.frames(90);
    expect(await board.heard('window')).toEqual([]);
    const before = await board.page.evaluate(() => window.board.view.now);
    await mouse.move(plot.x + plot.width / 2, edge.y, { steps: 2 });
    await board.frames(2);
    await mouse.move(edge.x, edge.y);
    await eventually(async () => (await board.heard('window')).length).toBeGreaterThan(0);
    await keyboard.press('Escape');
    await mouse.up();
    await eventually(async () => (await board.heard('window')).at(-1)).toEqual(before);
  });

  it('means a time with Shift and in the lower third of a row', async () => {
    await board.drag(board.bar('m'), await board.at('d', 0.5));
    await eventually(() => board.outcome()).toContain('Line 7');
    await board.page.keyboard.down('Shift');
    await board.board.locator('.overlay .at').waitFor();
    await board.page.keyboard.up('Shift');
    await board.board.locator('.overlay .gap').waitFor();
    const { x, y } = await board.at('d', 0.5);
    await board.page.mouse.move(x, y + 40);
    await board.page.mouse.up();
    const { target } = await dropped();
    expect(target.at! % 3_600_000).toBe(0);
  });

  it('refuses to drop where it cannot be, and says why', async () => {
    const [x] = await board.point('d', 0.5);
    const { y } = await board.middle(board.board.locator('[data-row="11"]'));
    await board.drag(board.bar('m'), { x, y: y - 20 });
    await eventually(() => board.outcome()).toContain('Line 11 is in maintenance');
    await board.page.mouse.up();
    await eventually(() => board.said()).toContain('Cannot be dropped');
    await eventually(() => drops()).toEqual([]);
  });

  it.each([
    ['Escape', () => board.page.keyboard.press('Escape')],
    ['losing the bar to somebody else', () => board.page.evaluate(() => window.vanish('m'))],
  ])('puts back what is dragged on %s', async (_, cancel) => {
    await board.drag(board.bar('m'), await board.at('h', 0.2));
    await eventually(() => board.outcome()).toContain('Line 9');
    await cancel();
    await board.board.locator('.frame:not(.carrying)').waitFor();
    await board.page.mouse.up();
    await eventually(() => drops()).toEqual([]);
    await eventually(() => board.bar('h').getAttribute('class')).not.toContain('moved');
  });

  it('drags all that is selected', async () => {
    await board.bar('d').click();
    await board.bar('f').click({ modifiers: ['Control'] });
    expect((await board.heard('select')).at(-1)).toEqual({ ids: ['d', 'f'] });
    await board.drag(board.bar('d'), await board.at('k', 0.2));
    await board.page.mouse.up();
    expect((await dropped()).ids).toEqual(['d', 'f']);
  });

  it('selects with a rubber band, opens with a double click, and asks what to do with the right button', async () => {
    const [x1, y1] = await board.point('d', -0.1);
    const [x2, y2] = await board.point('f', 0.5);
    await board.page.keyboard.down('Shift');
    await board.page.mouse.move(x1, y1 - 36);
    await board.page.mouse.down();
    await board.page.mouse.move(x2, y2, { steps: 3 });
    await board.page.mouse.up();
    await board.page.keyboard.up('Shift');
    expect((await board.heard('select')).at(-1)).toEqual({ ids: expect.arrayContaining(['d', 'f']) as string[] });
    await board.bar('k').dblclick();
    expect(await board.heard('open')).toEqual([{ id: 'k' }]);
    await board.bar('b').click({ button: 'right' });
    await board.page.getByRole('menuitem', { name: 'Move …' }).click();
    expect(await board.heard('move-asked')).toEqual([{ ids: ['b'] }]);
    await board.bar('b').click({ button: 'right' });
    await board.page.getByRole('menuitem', { name: 'Pin here' }).click();
    expect(await board.heard('chosen')).toEqual([{ id: 'b', key: 'pin' }]);
  });

  it('drags with a finger after a long press, and pans without one', async () => {
    const from = await board.middle(board.bar('m'));
    const to = await board.at('h', 0.2);
    await board.fingers('touchStart', from);
    await board.fingers('touchMove', { ...from, x: from.x + 60 });
    await board.fingers('touchEnd');
    await eventually(async () => (await board.heard('window')).length).toBeGreaterThan(0);
    await eventually(() => drops()).toEqual([]);
    await board.again();
    await board.fingers('touchStart', from);
    await board.board.locator('.frame.carrying').waitFor();
    await board.fingers('touchMove', { x: from.x + 20, y: from.y + 40 });
    await board.fingers('touchMove', to);
    await eventually(() => board.outcome()).toContain('Line 9');
    await board.fingers('touchEnd');
    expect((await dropped()).target).toMatchObject({ row: '9', before: 'h' });
  });

  it('puts back what a finger drags when a second one comes or the browser takes it away, and asks what to do when it stays', async () => {
    const from = await board.middle(board.bar('m'));
    const to = await board.at('h', 0.2);
    await board.fingers('touchStart', from);
    await board.board.locator('.frame.carrying').waitFor();
    await board.fingers('touchMove', to);
    await board.fingers('touchStart', to, { x: 300, y: 300 });
    await board.board.locator('.frame:not(.carrying)').waitFor();
    await board.fingers('touchEnd');
    await board.fingers('touchStart', from);
    await board.board.locator('.frame.carrying').waitFor();
    await board.fingers('touchMove', to);
    await board.fingers('touchCancel');
    await board.board.locator('.frame:not(.carrying)').waitFor();
    await eventually(() => drops()).toEqual([]);
    await board.fingers('touchStart', from);
    await board.board.locator('.frame.carrying').waitFor();
    await board.fingers('touchEnd');
    await board.page.getByRole('menuitem', { name: 'Park' }).click();
    expect((await dropped()).target).toEqual({ kind: 'parking' });
  });

  it('says what can be done with what a finger taps, and does it', async () => {
    const { x, y } = await board.middle(board.bar('b'));
    await board.fingers('touchStart', { x, y });
    await board.fingers('touchEnd');
    await eventually(() => board.told()).toContain('slow');
    await eventually(() => seriousFindings(board.page)).toEqual([]);
    await board.page.getByRole('button', { name: 'Move …' }).tap();
    expect(await board.heard('move-asked')).toEqual([{ ids: ['b'] }]);
    await eventually(() => board.told()).toBe('');
  });

  it('changes nothing that keys only pick up and put down', async () => {
    const { keyboard } = board.page;
    await board.bar('d').focus();
    await keyboard.press('Space');
    await eventually(() => board.said()).toContain('ABC 132 picked up');
    await keyboard.press('Enter');
    await eventually(() => board.said()).toContain('is back where it was');
    await eventually(() => drops()).toEqual([]);
  });

  it('carries by keys, says each step, and keeps the focus', async () => {
    const { keyboard } = board.page;
    await board.bar('m').focus();
    await keyboard.press('Space');
    await eventually(() => board.said()).toContain('Flu 140 picked up');
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown']) await keyboard.press(key);
    await eventually(() => board.said()).toContain('Line 9');
    await keyboard.press('ArrowRight');
    await keyboard.press('Shift+ArrowRight');
    await board.board.locator('.overlay .at').waitFor();
    await keyboard.press('ArrowLeft');
    await keyboard.press('Enter');
    expect((await dropped()).target).toMatchObject({ kind: 'row', row: '9', at: null });
    await eventually(() => board.focused()).toBe('m');
    await keyboard.press('Space');
    await keyboard.press('Escape');
    await eventually(() => board.said()).toContain('is back where it was');
    await eventually(() => drops()).toHaveLength(1);
  });

  it('goes from bar to bar by keys, opens one and asks to move it', async () => {
    const { keyboard } = board.page;
    await board.bar('m').focus();
    await keyboard.press('ArrowRight');
    await eventually(() => board.focused()).toBe('b');
    await keyboard.press('ArrowDown');
    await eventually(() => board.focused()).toBe('d');
    await keyboard.press('Enter');
    await keyboard.press('m');
    expect(await board.heard('open')).toEqual([{ id: 'd' }]);
    expect(await board.heard('move-asked')).toEqual([{ ids: ['d'] }]);
    await keyboard.press('Control+a');
    expect((await board.heard('select')).at(-1)).toEqual({ ids: ['c', 'd'] });
  });

  it('is fit for people who see, hear or move differently, also while something is carried', async () => {
    await eventually(() => seriousFindings(board.page)).toEqual([]);
    await board.bar('m').focus();
    await board.page.keyboard.press('Space');
    await board.page.keyboard.press('ArrowDown');
    await eventually(() => seriousFindings(board.page)).toEqual([]);
    await board.page.keyboard.press('Escape');
  });
});
