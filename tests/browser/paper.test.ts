/** Planners pin the week on the wall: what is on paper is all of it, can be read, and says how far it can be trusted. */
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../system/gateway-process.ts';
import { BoardPage } from './board-page.ts';
import { launch, startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { onPaper, pagesOf, SHEET, shrunkTo } from './on-paper.ts';
import { PlanningFloor } from './planning-floor.ts';
import type { PlannerPage } from './planner-page.ts';

/** 8 pt. */
const READABLE_PX = 8 / 0.75;
const LOTS = ['101', '102', '103', '104', '201', '206', '301'];

/** Sizes of sheets, as the page asks for them. */
async function sheets(page: Page, format = 'A4'): Promise<string[]> {
  const pages = pagesOf(await page.pdf({ format, preferCSSPageSize: true }));
  return pages.map(({ width, height }) => (width > height ? 'lying' : 'standing'));
}

describeInBrowser('on paper', () => {
  let browser: Browser;
  let floor: PlanningFloor;
  let one: PlannerPage;
  const goes = async (path: string, ready: string) => {
    await one.goes(path);
    await one.page.getByText(ready).first().waitFor();
  };
  const board = async (more = '') => {
    await one.goes(`/board?${floor.window}${more}`);
    await one.bar('104').waitFor();
  };

  beforeAll(async () => {
    browser = await startBrowser();
    floor = await PlanningFloor.open(browser);
    one = await floor.opens('planner.one', ['planner'], `/board?${floor.window}`, { colorScheme: 'dark' });
    await one.bar('104').waitFor();
    await until(async () => (await one.connection()).includes('ready for offline'));
  });
  afterEach(() => expect(floor.misdeeds()).toEqual([]));
  afterAll(async () => {
    await browser?.close();
    await floor?.close();
  });

  describe.each([
    ['the board', () => board(), ['Plan · ', 'Line 9', 'frozen', 'Orders by line', 'Parking lot · 6']],
    ['orders', () => goes('/orders', '159104'), ['Orders · ', '13 orders', '159301']],
    ['an order', () => goes('/orders/o104', 'Pouching'), ['Flu 104 · ', 'History']],
    ['tasks', () => goes('/tasks', 'Film to the line'), ['Tasks · ', 'Flu 104']],
    ['the calendar', () => goes('/calendar', 'Effective dates'), ['Calendar · ', 'week ']],
    ['products', () => goes('/products', 'respiratory'), ['Products · ', 'Flu']],
  ])('%s', (_name, opens, told) => {
    it('is what is there, black on white, and who printed it when; nothing to press, nothing cut off or too small', async () => {
      await opens();
      const { text, texts, handles, ground } = await onPaper(one.page);
      for (const part of told) expect(text).toMatch(new RegExp(part));
      expect(text).toMatch(/Printed \w+, \w+ \d+, \d{4}, \d\d:\d\d by Test planner/);
      expect(handles).toEqual([]);
      expect(texts.filter(({ size }) => size < READABLE_PX - 0.01)).toEqual([]);
      expect(texts.filter(({ right }) => right > SHEET.width + 1)).toEqual([]);
      expect(ground).toBe('rgb(255, 255, 255)');
      expect(text).not.toMatch(/DRAFT|Only:|Sought:|out of reach|New row/);
    });
  });

  it('the board lies on its side, and no sheet after it is empty, on A4 and on Letter', async () => {
    await board();
    for (const format of ['A4', 'Letter']) await eventually(() => sheets(one.page, format)).toEqual(['lying', 'lying']);
  });

  it('the board is not shrunk by what is beyond the edge of its time', async () => {
    await board();
    expect(shrunkTo(await one.page.pdf({ format: 'A4', preferCSSPageSize: true }))).toBe(1);
  });

  it('every order of the board is told with its times in words, and every parked one', async () => {
    await board();
    const { text } = await onPaper(one.page);
    for (const lot of LOTS) expect(text).toContain(`Flu ${lot}`);
    expect(text).toMatch(/Line 9 Flu 101 159101 10,000 \w+, \w+ \d+, \d\d:\d\d \w+, \w+ \d+, \d\d:\d\d/);
  });

  it('says what was sought', async () => {
    await board('&find=101');
    const { text } = await onPaper(one.page);
    expect(text).toContain('Sought: “101”; all else is pale');
    expect(text).toContain('Only: “101”');
    await goes('/orders?find=301&line=line8', '159301');
    const list = await onPaper(one.page);
    expect(list.text).toContain('Only: Line 8, “301”');
    expect(list.text).not.toContain('159104');
  });

  it('orders go over as many sheets as they need, all of them, with the head of the table on each', async () => {
    await goes('/orders', '159104');
    const head = one.page.locator('ls-sheet .head');
    await one.page.emulateMedia({ media: 'print' });
    expect(await head.evaluate((element) => getComputedStyle(element).display)).toBe('table-header-group');
    await one.page.emulateMedia({ media: null });
    expect(await sheets(one.page)).toEqual(['lying']);
  });

  it('a draft says so on every sheet', async () => {
    await board();
    await one.press(/^What.if/);
    await one.dialog.getByLabel('Name of a new draft').fill('Rush "A"');
    await one.presses('Begin');
    await one.page.getByText('Rush "A"').first().waitFor();
    await one.page.keyboard.press('Escape');
    const { text } = await onPaper(one.page);
    expect(text).toContain('DRAFT “Rush "A"”: this is not the plan');
    const margins = await one.page.evaluate(() => {
      dispatchEvent(new Event('beforeprint'));
      const rules = document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText));
      dispatchEvent(new Event('afterprint'));
      return { rules, after: document.adoptedStyleSheets.length };
    });
    expect(margins.rules.some((rule) => rule.includes('@top-left') && rule.includes('DRAFT'))).toBe(true);
  });

  it('what is printed out of reach says as of when', async () => {
    await goes('/orders', '159104');
    await floor.plant.off();
    await eventually(async () => (await onPaper(one.page)).text).toMatch(
      /As of \w+, \w+ \d+, \d{4}, \d\d:\d\d: out of reach of the plant since then/,
    );
    await floor.plant.on();
    await eventually(async () => (await onPaper(one.page)).text).not.toContain('out of reach');
  });

  it('twenty lines go over as many sheets as they need, each with its head, and over no more', async () => {
    await floor.plant.off();
    const { plant } = floor.plant;
    const more = Array.from({ length: 18 }, (_, i) => ({
      ...plant.lines[1]!,
      id: `line${i + 10}`,
      name: `Line ${i + 10}`,
    }));
    await floor.plant.rewritePlantFile({ ...plant, lines: [...plant.lines, ...more] });
    await floor.plant.on();
    await board();
    await eventually(() => one.board.board.locator('.heads').getAttribute('aria-rowcount')).toBe('20');
    const { text } = await onPaper(one.page);
    for (const lines of ['1–8', '9–16', '17–20']) expect(text).toContain(`lines ${lines} of 20`);
    expect(await sheets(one.page)).toEqual(['lying', 'lying', 'lying', 'lying']);
  });
});

describeInBrowser('a large board on paper', () => {
  it('shows the time that it says, on the width of a sheet, and its words in full size', async () => {
    const browser = await chromium.launch(launch);
    try {
      const { page, board } = await BoardPage.open(browser, { viewport: { width: 1440, height: 900 } });
      const seen = await page.evaluate(() => {
        dispatchEvent(new Event('beforeprint'));
        const { rows, view, renderRoot } = window.board;
        const plot = (renderRoot as ShadowRoot).querySelector('.plot')!.clientWidth;
        const { from, to } = view.now;
        return {
          rows: rows.length,
          heads: renderRoot.querySelectorAll('.row').length,
          plot,
          ms: (to - from) / view.scale.msPerPx,
        };
      });
      expect(seen.heads, 'all lines').toBe(seen.rows);
      expect(seen.ms, 'the whole time, and no more').toBeCloseTo(seen.plot, 0);
      expect(seen.plot).toBeGreaterThan(800);
      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
      await eventually(() => board.evaluate((host) => host.getBoundingClientRect().width)).toBe(1440);
    } finally {
      await browser.close();
    }
  });
});
