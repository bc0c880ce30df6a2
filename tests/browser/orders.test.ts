/** The list of orders as a planner uses it: typed, filled down, pasted, changed together, refused; with keys alone, and on a telephone. */
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ORDER_COLUMNS, type OrderColumnKey } from '../../pwa/pages/orders-columns.ts';
import { seriousFindings } from './axe.ts';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { startGatewayProcess, type GatewayProcess } from '../system/gateway-process.ts';
import { plantDirectory } from '../system/packing-plant.ts';
import { sideways } from './fitting.ts';
import { plantOfToday } from './plant-floor.ts';
import { PHONE, Tablet } from './tablet.ts';

describeInBrowser('the list of orders', () => {
  let directory: Awaited<ReturnType<typeof plantDirectory>>;
  let gateway: GatewayProcess;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    directory = await plantDirectory(plantOfToday());
    [browser, gateway] = await Promise.all([startBrowser(), startGatewayProcess(directory)]);
    const tablet = await tabletOf();
    await tablet.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    page = await tablet.newPage();
    await page.goto(`${gateway.address}/orders`);
    await page.getByRole('grid').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
    await directory?.remove();
  });

  const tabletOf = async (options: BrowserContextOptions = {}) =>
    (await Tablet.fresh(browser, options)).becomes(await gateway.elsewhere());
  /** Of the order that stands there, counted from 0; the last is the empty one. */
  const cell = (row: number, column: OrderColumnKey, on = page): Locator =>
    on.locator(`ls-sheet [data-row="${row}"][data-column="${ORDER_COLUMNS.indexOf(column)}"]`);
  const text = async (row: number, column: OrderColumnKey, on = page) =>
    (await cell(row, column, on).locator('.text').textContent())?.trim();
  const handle = (on = page) => on.locator('ls-sheet .handle');
  const middle = async (of: Locator) => {
    const { x, y, width, height } = (await of.boundingBox())!;
    return { x: x + width / 2, y: y + height / 2 };
  };
  /** Held at the middle of a cell. */
  const drawTo = async (to: Locator) => {
    const [from, end] = [await middle(handle()), await middle(to)];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(end.x, end.y, { steps: 5 });
  };
  const select = async (from: Locator, to: Locator) => {
    await from.click();
    await to.click({ modifiers: ['Shift'] });
  };
  const paste = async (block: string) => {
    await page.evaluate((words) => navigator.clipboard.writeText(words), block);
    await page.keyboard.press('Control+v');
  };
  const tick = async (...rows: number[]) => {
    for (const row of rows) await page.locator('ls-sheet .body input[type=checkbox]').nth(row).check();
  };
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };

  it('begins empty, and takes a block from a spreadsheet in its empty row', async () => {
    await page.getByText('No orders yet').waitFor();
    await cell(0, 'lot').click();
    await paste('135\t159135\t158990\t219000\r\n136\t159136\t\t64,500\r\n137\t159137\t\t12000\r\n');
    await eventually(() => text(2, 'lotNumber')).toBe('159137');
    await eventually(() => text(1, 'quantity')).toBe('64,500');
    await page.getByText('3 orders changed').waitFor();
    // What was pasted is selected then.
    await eventually(() => page.locator('ls-sheet .cell.in').count()).toBe(12);
  });

  it('is typed into like a spreadsheet', async () => {
    await cell(0, 'quantity').click();
    await page.keyboard.type('220000');
    await press('Enter');
    await eventually(() => text(0, 'quantity')).toBe('220,000');
    await press('F2');
    await eventually(() => page.locator('.editor').inputValue()).toBe('64500');
    await page.keyboard.type('1');
    await press('Escape');
    await eventually(() => text(1, 'quantity')).toBe('64,500');
  });

  it('fills three orders down', async () => {
    await cell(0, 'priority').click();
    await page.keyboard.type('2');
    await press('Enter');
    await eventually(() => text(0, 'priority')).toBe('2');
    await cell(0, 'priority').click();
    await press('Shift+ArrowDown', 'Shift+ArrowDown', 'Control+d');
    await eventually(() => text(2, 'priority')).toBe('2');
    await eventually(() => text(1, 'priority')).toBe('2');
  });

  it('takes it all back as one step', async () => {
    await press('Control+z');
    await eventually(() => text(2, 'priority')).toBe('');
    await eventually(() => text(1, 'priority')).toBe('');
  });

  it('goes on with what is selected where its handle is drawn, as one step', async () => {
    await cell(1, 'upstreamLot').click();
    await page.keyboard.type('158992');
    await press('Enter');
    await eventually(() => text(1, 'upstreamLot')).toBe('158992');
    await select(cell(0, 'upstreamLot'), cell(1, 'upstreamLot'));
    await drawTo(cell(2, 'upstreamLot'));
    await eventually(() => page.locator('ls-sheet .filling').count()).toBe(1);
    await page.mouse.up();
    await eventually(() => text(2, 'upstreamLot')).toBe('158994');
    await eventually(() => page.locator('ls-sheet .filling').count()).toBe(0);
    await press('Control+z');
    await eventually(() => text(2, 'upstreamLot')).toBe('');
  });

  it('repeats what is selected with Ctrl, and nothing after Escape', async () => {
    await select(cell(0, 'upstreamLot'), cell(1, 'upstreamLot'));
    await drawTo(cell(2, 'upstreamLot'));
    await press('Escape');
    await eventually(() => page.locator('ls-sheet .filling').count()).toBe(0);
    await page.mouse.up();
    await drawTo(cell(2, 'upstreamLot'));
    await page.keyboard.down('Control');
    await page.mouse.up();
    await page.keyboard.up('Control');
    await eventually(() => text(2, 'upstreamLot')).toBe('158990');
    await press('Control+z');
    await eventually(() => text(2, 'upstreamLot')).toBe('');
  });

  it('fills down as far as the column beside is filled when its handle is clicked twice', async () => {
    await cell(0, 'due').click();
    await page.keyboard.type('2027-03-01 06:00');
    await press('Enter');
    await eventually(() => text(0, 'due')).toBe('Mar 1, 06:00');
    await cell(0, 'due').click();
    await handle().dblclick();
    await eventually(() => text(2, 'due')).toBe('Mar 1, 06:00');
    await eventually(() => text(1, 'due')).toBe('Mar 1, 06:00');
    await press('Control+z', 'Control+z');
    await eventually(() => text(0, 'due')).toBe('');
  });

  it('takes what is typed into all that is selected with Ctrl and Enter', async () => {
    await select(cell(0, 'priority'), cell(2, 'priority'));
    await page.keyboard.type('7');
    await press('Control+Enter');
    await eventually(() => text(0, 'priority')).toBe('7');
    await eventually(() => text(2, 'priority')).toBe('7');
    await press('Control+z');
    await eventually(() => text(1, 'priority')).toBe('');
  });

  it('shows at its cell why a lot number was refused, and keeps what was typed', async () => {
    await cell(1, 'lotNumber').click();
    await page.keyboard.type('159135');
    await press('Enter');
    await eventually(() => cell(1, 'lotNumber').getAttribute('aria-invalid')).toBe('true');
    await eventually(() => cell(1, 'lotNumber').textContent()).toContain('Another order has this lot number.');
    await page.getByText('Not taken in 1 row: Lot number: Another order has this lot number. It is 135.').waitFor();
    await eventually(() => text(1, 'lotNumber')).toBe('■ 159135');
    await eventually(() => seriousFindings(page)).toEqual([]);
    await cell(1, 'lotNumber').click();
    await page.keyboard.type('159138');
    await press('Enter');
    await eventually(() => text(1, 'lotNumber')).toBe('159138');
    await eventually(() => cell(1, 'lotNumber').getAttribute('aria-invalid')).toBe('false');
  });

  it('sets a column of all rows that are ticked', async () => {
    await page.getByLabel('Tick all rows').check();
    await page.getByLabel('Column to set').selectOption('due');
    await page.getByLabel('Set Due to').fill('2027-03-04T06:00');
    await page.getByRole('button', { name: 'Set', exact: true }).click();
    await eventually(() => text(2, 'due')).toBe('Mar 4, 06:00');
    await eventually(() => text(0, 'due')).toBe('Mar 4, 06:00');
    await page.getByRole('button', { name: 'Untick' }).click();
  });

  it('stays where it is when the first row is ticked, and loads, parks and cancels what is ticked', async () => {
    const top = async () => (await cell(1, 'lot').boundingBox())?.y;
    const before = await top();
    await tick(0);
    await page.getByText('1 row ticked').waitFor();
    await eventually(() => top()).toBe(before);
    await tick(1);
    await eventually(() => page.getByRole('button', { name: 'Park', exact: true }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Load or move …' }).click();
    await page.getByRole('radio', { name: 'Next available time' }).check();
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    await eventually(async () => [await text(0, 'state'), await text(1, 'state')]).toEqual(['Scheduled', 'Scheduled']);
    await eventually(() => seriousFindings(page)).toEqual([]);
    await tick(0, 1);
    await page.getByRole('button', { name: 'Park', exact: true }).click();
    // The next one of a line is frozen.
    await page.getByLabel('Reason').fill('material is late');
    await page.keyboard.press('Enter');
    await page.getByText('2 orders are in the parking lot').waitFor();
    await eventually(async () => [await text(0, 'state'), await text(1, 'state')]).toEqual(['Parked', 'Parked']);
    await page.getByLabel('State').selectOption('all');
    await tick(0, 1);
    await page.getByRole('button', { name: 'Cancel orders' }).click();
    await eventually(async () => [await text(0, 'state'), await text(1, 'state')]).toEqual(['Cancelled', 'Cancelled']);
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await eventually(async () => [await text(0, 'state'), await text(1, 'state')]).toEqual(['Parked', 'Parked']);
    await page.getByLabel('State').selectOption('open');
  });

  it('is walked through with keys alone, and left with Tab at its end', async () => {
    await cell(1, 'due').click();
    await press('Control+Home');
    const at = () =>
      page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return element instanceof HTMLElement ? `${element.dataset.row},${element.dataset.column}` : '';
      });
    await eventually(() => at()).toBe('0,0');
    await press('ArrowDown', 'ArrowRight', 'End');
    await eventually(() => at()).toBe('1,15');
    await press('Tab');
    await eventually(() => at()).toBe('2,0');
    await press('Control+End', 'Tab');
    await eventually(() => at()).not.toContain(',15');
  });

  it('is searched and sorted, which its address says', async () => {
    await page.getByRole('columnheader', { name: 'Quantity' }).getByRole('button').click();
    await eventually(() => text(0, 'quantity')).toBe('12,000');
    await page.getByRole('searchbox').fill('158990');
    await eventually(() => page.locator('ls-sheet .foot').textContent()).toContain('1 row');
    await eventually(() => page.url()).toContain('find=158990&sort=quantity');
  });

  it('is filled by a finger, which does not scroll then', async () => {
    const tablet = await tabletOf({ ...PHONE, viewport: { width: 1280, height: 800 } });
    const touched = await tablet.newPage();
    await touched.goto(`${gateway.address}/orders`);
    await cell(0, 'notes', touched).tap();
    await touched.locator('ls-sheet .editor').waitFor();
    await touched.keyboard.type('urgent');
    const { width, height } = (await handle(touched).boundingBox())!;
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(40);
    const scrolled = () => touched.locator('ls-sheet .scroller').evaluate(({ scrollTop }) => scrollTop);
    const before = await scrolled();
    const touch = await touched.context().newCDPSession(touched);
    const finger = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...at: { x: number; y: number }[]) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: at });
    const [from, to] = [await middle(handle(touched)), await middle(cell(2, 'notes', touched))];
    await finger('touchStart', from);
    await finger('touchMove', { ...from, y: from.y + 30 });
    await finger('touchMove', { ...from, y: to.y });
    await eventually(() => touched.locator('ls-sheet .filling').count()).toBe(2);
    await finger('touchEnd');
    for (const row of [0, 1, 2]) await eventually(() => text(row, 'notes', touched)).toBe('urgent');
    expect(await scrolled()).toBe(before);
    // A tap beside the corner means the cell there.
    await cell(0, 'quantity', touched).tap();
    await eventually(() => cell(0, 'quantity', touched).locator('.editor').count()).toBe(1);
    const { x, y } = (await handle(touched).boundingBox())!;
    await touched.touchscreen.tap(x + width - 6, y + height - 6);
    await eventually(() => cell(1, 'due', touched).locator('.editor').count()).toBe(1);
    await tablet.close();
  });

  it('is a list of cards on a telephone, and a tap opens the order', async () => {
    const phone = await tabletOf(PHONE);
    const small = await phone.newPage();
    await small.goto(`${gateway.address}/orders`);
    const cards = small.locator('ls-sheet li');
    await eventually(() => cards.count()).toBe(3);
    await eventually(() => seriousFindings(small)).toEqual([]);
    await eventually(() => sideways(small)).toBe(0);
    await cards.first().getByRole('link').tap();
    await eventually(() => new URL(small.url()).pathname).toMatch(/^\/orders\/./);
    await phone.close();
  });
});
