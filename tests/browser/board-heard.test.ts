/** The board for those who hear it, and for those who have only keys: where the focus is, and what is read there. */
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { seriousFindings } from './axe.ts';
import { BoardPage } from './board-page.ts';
import { launch } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';

describeInBrowser('the board by ear', () => {
  let browser: Browser;
  let board: BoardPage;

  beforeAll(async () => {
    browser = await chromium.launch(launch);
    board = await BoardPage.open(browser);
  });
  beforeEach(() => board.again());
  afterAll(() => browser?.close());

  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await board.page.keyboard.press(key);
  };
  const cardInFocus = () =>
    board.board.evaluate((host) => (host.shadowRoot!.activeElement as HTMLElement | null)?.dataset.card);

  it('tells each bar as a cell of its line, in whole words, and how keys are used once for all', async () => {
    const grid = board.page.getByRole('grid', { name: 'Schedule board' });
    await eventually(() => grid.getAttribute('aria-multiselectable')).toBe('true');
    await expect(grid.getAttribute('aria-describedby')).resolves.toBe('bar-keys');
    const cell = board.page.getByRole('gridcell', {
      name: /^ABC 136, line 9, \p{L}+day \d\d:\d\d to \p{L}+day \d\d:\d\d$/u,
    });
    await eventually(() => cell.getAttribute('data-bar')).toBe('h');
    await expect(cell.getAttribute('aria-describedby')).resolves.toBeNull();
    const places = await board.page.evaluate(() =>
      window.board.layout.rows.map(({ bars }) => bars.map(({ id }) => id)),
    );
    for (const row of places)
      for (const [i, id] of row.entries())
        if ((await board.bar(id).count()) > 0)
          await eventually(() => board.bar(id).getAttribute('aria-colindex')).toBe(String(i + 2));
  });

  it('keeps the focus on what keys park', async () => {
    await board.bar('d').focus();
    await press('Space', 'p', 'Enter');
    await eventually(() => board.heard('drop')).toEqual([{ ids: ['d'], target: { kind: 'parking' } }]);
    await eventually(cardInFocus).toBe('d');
    await press('Space', 'ArrowDown', 'Enter');
    await eventually(() => board.focused()).toBe('d');
  });

  it('keeps the focus on what somebody else parks', async () => {
    await board.bar('m').focus();
    await board.page.evaluate(() => {
      const card = { id: 'm', title: 'Flu 140', note: '', colour: '#c98a84', marks: [], rows: null, label: 'Flu 140' };
      window.vanish('m');
      window.board.parked = [...window.board.parked, card];
    });
    await eventually(cardInFocus).toBe('m');
  });

  it('gives the focus to the neighbour of what somebody else takes away', async () => {
    await board.bar('d').focus();
    await board.page.evaluate(() => window.vanish('d'));
    await eventually(() => board.focused()).toBe('c');
    await board.page.evaluate(() => (window.board.bars = []));
    await eventually(() => board.board.evaluate((host) => host.shadowRoot!.activeElement?.className)).toBe('scroller');
  });

  it('says it again when a key leads nowhere', async () => {
    const said = () => board.board.locator('.speech').evaluate((speech) => speech.textContent);
    await board.bar('d').focus();
    await press('Space', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight');
    await eventually(said).toMatch(/^Line 7, after/);
    const last = await said();
    await press('ArrowRight');
    await eventually(said).not.toBe(last);
    expect((await said()).trim()).toBe(last.trim());
    await press('Escape');
  });

  it('says which time is shown when keys move it', async () => {
    await board.board.locator('.scroller').focus();
    await press('ArrowRight');
    await eventually(() => board.said()).toMatch(/^Shown: Monday, October 10, .* to Monday, October 17, 2022/);
  });

  it('goes by keys from one that is found to the next', async () => {
    await board.page.evaluate(() => (window.board.found = (id) => ['a', 'b', 'k'].includes(id)));
    await board.board.locator('.scroller').focus();
    await press('Tab');
    await eventually(() => board.focused()).toBe('a');
    await press('ArrowRight');
    await eventually(() => board.focused()).toBe('b');
    await press('ArrowDown');
    await eventually(() => board.focused()).toBe('k');
  });

  it('offers by keys what the right button offers, and gives the focus back', async () => {
    await board.bar('b').focus();
    await press('Control+Space');
    const chosen = { ids: ['b'] };
    await eventually(async () => (await board.heard('select')).at(-1)).toEqual(chosen);
    await press('ContextMenu');
    const menu = board.page.getByRole('menu', { name: 'What to do with RSV 127' });
    await menu.waitFor();
    await eventually(() =>
      board.page.getByRole('menuitem', { name: 'Open' }).evaluate((item) => item.matches(':focus')),
    ).toBe(true);
    await eventually(() => seriousFindings(board.page)).toEqual([]);
    await press('End');
    await eventually(() =>
      board.page.getByRole('menuitem', { name: 'Pin here' }).evaluate((item) => item.matches(':focus')),
    ).toBe(true);
    await press('Escape');
    await eventually(() => board.focused()).toBe('b');
    expect((await board.heard('select')).at(-1), 'Escape was for the menu').toEqual(chosen);
    await press('ContextMenu');
    await menu.waitFor();
    await board.page.mouse.click(4, 4);
    await menu.waitFor({ state: 'hidden' });
    await eventually(() => board.focused()).toBe('b');
  });

  it('can be read whatever is carried or sought', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await board.page.emulateMedia({ colorScheme });
      // Of some lines only.
      await board.card('p1').focus();
      await press('Space', 'ArrowDown');
      await board.board.locator('.row.barred').first().waitFor();
      await eventually(() => seriousFindings(board.page)).toEqual([]);
      await press('Escape');
      await board.page.evaluate(() => (window.board.found = (id) => id === 'd'));
      await board.board.locator('.bar.faint').first().waitFor();
      await eventually(() => seriousFindings(board.page)).toEqual([]);
      await board.page.evaluate(() => (window.board.found = null));
    }
    await board.page.emulateMedia({ colorScheme: null });
  });

  it('shows where something would fall where colours are forced', async () => {
    await board.page.emulateMedia({ forcedColors: 'active' });
    await board.bar('m').focus();
    await press('Space', 'ArrowDown');
    const gap = board.board.locator('.overlay .gap');
    await gap.waitFor({ state: 'attached' });
    const colours = () =>
      gap.evaluate((mark) => {
        const ground = getComputedStyle(document.body).backgroundColor;
        return getComputedStyle(mark).backgroundColor === ground;
      });
    await eventually(colours).toBe(false);
    await press('Escape');
    await board.page.emulateMedia({ forcedColors: null });
  });
});
