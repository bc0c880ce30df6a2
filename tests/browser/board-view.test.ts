/** What of the board is seen: time, rows, and how little of it is in the page. */
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousFindings } from './axe.ts';
import { BoardPage } from './board-page.ts';
import { launch } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';

const HOUR = 3_600_000;
type Seen = { from: number; to: number };

/** Of a bar. */
function title(board: BoardPage, id: string): Promise<string> {
  return board.page.evaluate((bar) => window.board.bars.find((one) => one.id === bar)!.title, id);
}

describeInBrowser('what the board shows', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch(launch);
  });
  afterAll(() => browser?.close());

  it('zooms at the pointer, pans and goes to now, by wheel and keys', async () => {
    const board = await BoardPage.open(browser);
    const last = async () => (await board.heard('window')).at(-1) as Seen;
    const told = async (change: () => Promise<void>): Promise<Seen> => {
      const count = (await board.heard('window')).length;
      await change();
      await eventually(async () => (await board.heard('window')).length).toBeGreaterThan(count);
      return last();
    };
    const { page } = board;
    const [x, y] = await board.point('d', 0.5);
    const before = await board.bar('d').boundingBox();
    await page.mouse.move(x, y);
    await page.keyboard.down('Control');
    await told(() => page.mouse.wheel(0, -300));
    await page.keyboard.up('Control');
    const after = (await board.bar('d').boundingBox())!;
    expect(after.width).toBeGreaterThan(before!.width * 1.3);
    expect(after.x + after.width / 2).toBeCloseTo(x, -1);
    await board.board.locator('.scroller').focus();
    const zoomed = await last();
    const later = await told(() => page.keyboard.press('ArrowRight'));
    expect(later.from).toBeGreaterThan(zoomed.from);
    for (let i = 0; i < 30; i++) await page.keyboard.press('+');
    const narrowest = await told(() => page.keyboard.press('Home'));
    expect(narrowest.to - narrowest.from).toBe(HOUR);
    const now = await page.evaluate(() => window.board.now);
    expect(narrowest.from < now && now < narrowest.to).toBe(true);
    await board.close();
  });

  it('keeps only what is seen of 10,000 bars in the page, while scrolling and panning', async () => {
    const board = await BoardPage.open(browser, {}, { many: 10_000, rows: 50 });
    const bars = board.board.locator('[data-bar]');
    await eventually(() => bars.count()).toBeLessThan(300);
    await board.board.locator('.scroller').evaluate((scroller) => (scroller.scrollTop = 2000));
    await board.board.locator('[data-row="r35"]').waitFor();
    await eventually(() => bars.count()).toBeLessThan(300);
    await board.board.locator('.scroller').focus();
    await board.page.keyboard.press('PageDown');
    await board.page.keyboard.press('PageDown');
    await eventually(() => bars.count()).toBeGreaterThan(50);
    await eventually(() => bars.count()).toBeLessThan(300);
    await board.close();
  });

  it('tells all of a bar that the mouse rests on, until Escape', async () => {
    const board = await BoardPage.open(browser);
    const { page } = board;
    const [x, y] = await board.point('d', 0.5);
    await page.mouse.move(x, y);
    await eventually(() => board.told()).toContain('slow');
    await eventually(() => seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await eventually(() => board.told()).toBe('');
    await board.close();
  });

  it('tells of each bar that the mouse goes to from the ground or from another one, and of none once it is off it', async () => {
    const board = await BoardPage.open(browser);
    const { page } = board;
    const slowly = { steps: 4 };
    const row = (await board.board.locator('[data-row="7"]').boundingBox())!;
    await page.mouse.move(row.x + row.width + 4, row.y + 3, slowly);
    await page.mouse.move(...(await board.point('d', 0.5)), slowly);
    await eventually(() => board.told()).toContain(await title(board, 'd'));
    await page.mouse.move(...(await board.point('e', 0.5)), slowly);
    await eventually(() => board.told()).toContain(await title(board, 'e'));
    const card = (await board.board.locator('ls-bar-card').boundingBox())!;
    await page.mouse.move(card.x + 20, card.y + 10, slowly);
    await page.mouse.move(card.x + 30, card.y + 14, slowly);
    await board.frames(20);
    expect(await board.told(), 'what is told can be pointed at').toContain(await title(board, 'e'));
    await page.mouse.move(row.x + row.width + 4, row.y + 3, slowly);
    await eventually(() => board.told()).toBe('');
    await page.mouse.move(...(await board.point('d', 0.5)), slowly);
    await eventually(() => board.told()).toContain(await title(board, 'd'));
    const parked = await board.middle(board.board.locator('[data-card]').first());
    await page.mouse.move(parked.x, parked.y, slowly);
    await eventually(() => board.told()).not.toContain(await title(board, 'd'));
    await board.close();
  });

  it('tells nothing of a bar that comes to lie under a mouse at rest', async () => {
    const board = await BoardPage.open(browser);
    const { page } = board;
    const [x, y] = await board.point('d', 0.5);
    // As a dialog lies over the board until somebody closes it.
    await page.evaluate(() => {
      const over = document.createElement('div');
      over.id = 'over';
      over.style.cssText = 'position:fixed;inset:0;z-index:99';
      document.body.append(over);
    });
    await page.mouse.move(x, y, { steps: 3 });
    await page.evaluate(() => {
      window.board.shadowRoot!.addEventListener('pointerover', () => (document.title = 'over a bar'));
      document.querySelector('#over')!.remove();
    });
    await eventually(() => page.title()).toBe('over a bar');
    await board.frames(30);
    expect(await board.told()).toBe('');
    await page.mouse.move(x + 2, y, { steps: 2 });
    await eventually(() => board.told()).toContain(await title(board, 'd'));
    await board.close();
  });

  it('shows what somebody seeks among the other bars, which stay where they are and can be reached', async () => {
    const board = await BoardPage.open(browser);
    const { page } = board;
    const faint = () => board.board.locator('.bar.faint').evaluateAll((bars) => bars.map(({ id }) => id));
    const all = await board.board.locator('[data-bar]').count();
    await page.evaluate(() => (window.board.found = (id) => id === 'd'));
    await eventually(async () => (await faint()).length).toBe(all - 1);
    expect(await faint()).not.toContain('bar-d');
    await board.bar('a').focus();
    await eventually(() => board.told()).toContain(await title(board, 'a'));
    await page.evaluate(() => (window.board.found = null));
    await eventually(faint).toEqual([]);
    await board.close();
  });

  it('writes what a stretch of rest is called where it can be read, though it began before the view', async () => {
    const board = await BoardPage.open(browser);
    const { page } = board;
    const { from } = await page.evaluate(() =>
      window.board.rows.flatMap(({ shades }) => shades).find(({ why }) => why === 'maintenance')!,
    );
    await page.evaluate((at) => (window.board.window = { from: at + 3_600_000, to: at + 25 * 3_600_000 }), from);
    const plot = (await board.board.locator('.plot').boundingBox())!;
    const label = board.board.locator('.shade.maintenance span');
    await eventually(async () => (await label.boundingBox())?.x ?? 0).toBeGreaterThanOrEqual(Math.floor(plot.x));
    await board.close();
  });

  it('tells all of a bar that keys have come to, until they go on', async () => {
    const board = await BoardPage.open(browser);
    const { page } = board;
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await eventually(() => board.focused()).toBe('a');
    await eventually(() => board.told()).toContain('SARS 135');
    await page.keyboard.press('ArrowRight');
    await eventually(() => board.told()).toContain('Flu 140');
    await page.keyboard.press('Tab');
    await eventually(() => board.told()).toContain('Strep IL 98');
    await page.keyboard.press('Tab');
    await eventually(() => board.told()).toBe('');
    await board.close();
  });

  it('draws what waits for what while one of the two is selected', async () => {
    const board = await BoardPage.open(browser);
    await board.bar('e').click();
    const picture = () => board.board.locator('.plot').screenshot({ animations: 'disabled' });
    const linked = await picture();
    await board.page.evaluate(() => (window.board.links = []));
    await board.frames(2);
    expect(linked.equals(await picture())).toBe(false);
    await board.close();
  });

  it('names every bar again after a look from near', async () => {
    const board = await BoardPage.open(browser);
    const label = board.bar('d').locator('.text b');
    const { width } = (await label.boundingBox())!;
    const { from, to } = await board.page.evaluate(() => window.board.window);
    const looks = (at: Seen) => board.page.evaluate((wanted) => (window.board.window = wanted), at);
    const inside = from + 3 * 24 * HOUR;
    await looks({ from: inside, to: inside + HOUR });
    await eventually(async () => (await label.boundingBox())!.x).toBeGreaterThan(0);
    await looks({ from, to });
    await eventually(async () => (await label.boundingBox())!.width).toBe(width);
    const bar = (await board.bar('d').boundingBox())!;
    const { x } = (await label.boundingBox())!;
    expect(bar.x < x && x < bar.x + bar.width / 2).toBe(true);
    await board.close();
  });

  it('is printed on sheets that lie on their side, with the bars of all its lines', async () => {
    const board = await BoardPage.open(browser);
    const { page } = board;
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const widths = () => board.board.evaluate((host) => host.getBoundingClientRect().width);
    await eventually(() => widths()).toBe(976);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await eventually(() => widths()).toBe(1280);
    await board.close();
  });

  it('is a list of lines on a phone, from which orders are opened by a tap and can still be dragged', async () => {
    const board = await BoardPage.open(browser, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await eventually(() => seriousFindings(board.page)).toEqual([]);
    const from = await board.middle(board.bar('m'));
    const to = await board.middle(board.bar('d'));
    await board.fingers('touchStart', from);
    await board.board.locator('.frame.carrying').waitFor();
    await board.fingers('touchMove', { x: from.x, y: from.y + 30 });
    await board.fingers('touchMove', { x: to.x, y: to.y - 20 });
    await eventually(() => board.outcome()).toContain('Line 7');
    await board.fingers('touchEnd');
    await eventually(() => board.heard('drop')).toEqual([
      { ids: ['m'], target: { kind: 'row', row: '7', before: 'd', at: null } },
    ]);
    expect(await board.heard('open')).toEqual([]);
    await board.bar('d').tap();
    await eventually(() => board.heard('open')).toEqual([{ id: 'd' }]);
    await board.close();
  });
});
