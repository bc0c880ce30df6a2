/** Products typed into the sheet by a quick hand: what is typed stays in the row in which it was begun. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { startGatewayProcess, type GatewayProcess } from '../system/gateway-process.ts';
import { plantDirectory } from '../system/packing-plant.ts';
import { plantOfToday } from './plant-floor.ts';
import { Tablet } from './tablet.ts';

describeInBrowser('the list of products', () => {
  let directory: Awaited<ReturnType<typeof plantDirectory>>;
  let gateway: GatewayProcess;
  let browser: Browser;
  let page: Page;
  let other: Page;

  beforeAll(async () => {
    directory = await plantDirectory(plantOfToday());
    [browser, gateway] = await Promise.all([startBrowser(), startGatewayProcess(directory)]);
    [page, other] = await Promise.all([opened(), opened()]);
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
    await directory?.remove();
  });

  const opened = async () => {
    const fresh = await Tablet.fresh(browser);
    const tablet = await fresh.becomes(await gateway.elsewhere());
    const one = await tablet.newPage();
    await one.goto(`${gateway.address}/products`);
    await one.getByRole('grid').waitFor();
    return one;
  };
  const cell = (row: number, column: number, on = page): Locator =>
    on.locator(`ls-sheet [data-row="${row}"][data-column="${column}"]`);
  const text = async (row: number, column: number, on = page) =>
    (await cell(row, column, on).locator('.text').textContent())?.trim();
  /** Names, short names and item numbers. */
  const rows = async (on = page) => {
    const all = [];
    const count = await on.locator('ls-sheet .body .line').count();
    for (let row = 0; row < count - 1; row++)
      all.push([await text(row, 0, on), await text(row, 1, on), await text(row, 2, on)].join(' '));
    return all;
  };
  const type = async (...keys: string[]) => {
    for (const key of keys)
      await (key.length > 3 || key === 'Tab' ? page.keyboard.press(key) : page.keyboard.type(key));
  };
  /** Row, column and key of what has the focus. */
  const at = (on = page) =>
    on.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      const place = element?.closest<HTMLElement>('[data-row]');
      return place ? `${place.dataset.row},${place.dataset.column}` : (element?.className ?? '');
    });

  it('takes three products as fast as a hand types them', async () => {
    await page.getByText('No products yet').waitFor();
    await cell(0, 0).click();
    // Enter returns to the column in which a row was begun.
    await type('Zn', 'Tab', 'Z', 'Tab', '1', 'Enter');
    await type('Sn', 'Tab', 'S', 'Tab', '2', 'Enter', 'Au', 'Tab', 'A', 'Tab', '3', 'Enter');
    await eventually(() => rows()).toEqual(['Zn Z 1', 'Sn S 2', 'Au A 3']);
    await eventually(() => at()).toBe('3,0');
    await type('ArrowRight', 'Tab', 'ArrowUp', '5', 'Enter');
    await eventually(() => at()).toBe('3,2');
    await eventually(() => rows()).toEqual(['Zn Z 1', 'Sn S 2', 'Au A 5']);
  });

  it('is scrolled when its handle is held at the edge', async () => {
    const size = page.viewportSize()!;
    await page.setViewportSize({ ...size, height: 300 });
    // Beside what is told of the changes before.
    await cell(0, 1).click();
    const scroller = page.locator('ls-sheet .scroller');
    const end = async () => {
      const { y, height } = (await scroller.boundingBox())!;
      return y + height;
    };
    await eventually(end).toBeLessThan(300);
    const { x, y, width, height } = (await page.locator('ls-sheet .handle').boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, (await end()) - 2, { steps: 4 });
    await eventually(() => scroller.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
    await eventually(() => page.locator('ls-sheet .filling').count()).toBe(2);
    await page.mouse.up();
    await page.setViewportSize(size);
    await eventually(() => rows()).toEqual(['Zn Z 1', 'Sn Z 2', 'Au Z 5']);
    await type('Control+z');
    await eventually(() => rows()).toEqual(['Zn Z 1', 'Sn S 2', 'Au A 5']);
  });

  it('has headings that are whole, none of them empty, and those of numbers over their numbers', async () => {
    const looked = () =>
      page.locator('ls-sheet').evaluate((sheet) => {
        const all = (what: string) => [...sheet.shadowRoot!.querySelectorAll<HTMLElement>(what)];
        const cut = all('.head .title').filter((title) => title.scrollWidth > title.clientWidth);
        const empty = all('[role=columnheader], [role=rowheader]').filter((one) => !one.textContent?.trim());
        const numbers = all('.head > .number').map((one) => getComputedStyle(one).justifyContent);
        const ticked = empty.filter((one) => one.querySelector('input') !== null);
        return { cut: cut.length, empty: empty.length - ticked.length, numbers: [...new Set(numbers)] };
      });
    for (const tab of ['Rates', 'Settings', 'Products']) {
      await page.getByRole('button', { name: tab, exact: true }).click();
      await page.getByRole('grid', { name: tab }).waitFor();
      await eventually(looked).toEqual({ cut: 0, empty: 0, numbers: ['flex-end'] });
    }
  });

  it('keeps a new one in its row while others come, and stands in its place when looked at again', async () => {
    await page.reload();
    await eventually(() => rows()).toEqual(['Au A 5', 'Sn S 2', 'Zn Z 1']);
    await cell(3, 0).click();
    await type('Cu', 'Tab', 'C', 'Tab');
    await other.locator('ls-sheet .body [data-column="0"]').last().click();
    await other.keyboard.type('Ag');
    await other.keyboard.press('Enter');
    await eventually(async () => (await rows()).length).toBe(5);
    await type('4', 'Enter');
    await eventually(() => rows()).toContain('Cu C 4');
    expect((await rows()).filter((row) => !row.startsWith('Ag'))).toEqual(['Au A 5', 'Sn S 2', 'Zn Z 1', 'Cu C 4']);
  });

  it('drops what is typed into one that somebody takes away, and touches no other', async () => {
    await other.reload();
    await eventually(async () => (await rows(other))[2]).toBe('Cu C 4');
    const before = await rows();
    const row = before.indexOf('Sn S 2');
    await cell(row, 1).click();
    await type('X', 'X');
    await other.getByLabel('Tick Sn').check();
    await other.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('The row is not here any more: “XX” was not entered.').waitFor();
    await type('Y', 'Enter', 'Delete');
    await eventually(() => rows()).toEqual(before.filter((each) => each !== 'Sn S 2'));
    await type('ArrowDown');
    await eventually(() => at()).toMatch(/^\d,1$/);
  });

  it('is offered without what is not valid any more, but for orders that were due before', async () => {
    await page.goto(`${gateway.address}/products?find=Zn`);
    await eventually(() => rows()).toEqual(['Zn Z 1']);
    await cell(0, 8).click();
    await page.keyboard.type('2026-01-31');
    await type('Enter');
    await eventually(() => text(0, 8)).toBe('2026-01-31');
    await page.goto(`${gateway.address}/orders`);
    await page.getByRole('button', { name: '+ Order' }).click();
    const form = page.locator('ls-order-form');
    const product = form.getByRole('combobox', { name: 'Product' });
    const offered = () => product.locator('option').allTextContents();
    await eventually(async () => (await offered()).join()).toMatch(/Au.*Cu/);
    await eventually(() => offered()).not.toContain('Zn');
    await form.getByLabel('Due').fill('2026-01-30T06:00');
    await eventually(() => offered()).toContain('Zn');
    await product.selectOption('Zn');
    await form.getByLabel('Due').fill('');
    await eventually(() => offered()).toContain('Zn (no longer valid)');
  });
});
