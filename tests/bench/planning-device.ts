/**
 * A planner's device at a real gateway with a full plan: the board on a device that has nothing yet, the board opened again,
 * and what another planner's change costs it. The peer gets the same rows from the same gateway into a plain page's memory,
 * and neither keeps nor forecasts anything.
 */
import type { Browser, Page } from 'playwright-core';
import type { Change, ChangeSet } from '../../shared/documents/change.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import type { FactAnswer } from '../../shared/sync/protocol.ts';
import { startBrowser } from '../browser/chromium.ts';
import { PlantFloor } from '../browser/plant-floor.ts';
import { Tablet } from '../browser/tablet.ts';
import { Author, setting } from '../gateway/plan/said.ts';
import { setupCode } from '../system/gateway-here.ts';
import { PLANT } from '../system/packing-plant.ts';
import type { Visitor } from '../system/visitor.ts';
import type { Measure } from './run.ts';

const COUNTS = [2_000, 10_000];
const LINES = 50;
const REPEATS = 3;
/** Orders a change, as an import says them. */
const PAGE = 500;
const PRODUCTS = 40;
const QUANTITY = 5_000;
const VIEWPORT = { width: 1920, height: 1080 };
const WAIT_MS = 120_000;

declare global {
  interface Window {
    /** ms. */
    longest: number;
  }
}

/** ms. */
interface Opened {
  /** Until bars are painted, from the navigation. */
  bars: number;
  /** Until all orders are in the board's plan. */
  all: number;
  /** The longest time in which the page could not answer a hand. */
  blocked: number;
}

export async function planningDevice(): Promise<Measure[]> {
  const browser = await startBrowser();
  try {
    const measures: Measure[] = [];
    for (const count of COUNTS) measures.push(...(await withOrders(browser, count)));
    return measures;
  } finally {
    await browser.close();
  }
}

async function withOrders(browser: Browser, count: number): Promise<Measure[]> {
  const floor = await PlantFloor.open(plant());
  try {
    const admin = floor.gateway.visitor();
    await admin.setUp(setupCode(floor.gateway.output())!);
    const planner = await admin.invite('binder', ['planner']);
    const author = new Author({ at: Date.now() - 2_000, origin: planner.origin, user: 'binder' });
    const says = async (sets: readonly ChangeSet[]): Promise<string> => {
      author.at = Date.now() - 1_000;
      return said(planner, author.change(...sets));
    };
    await says(Array.from({ length: PRODUCTS }, (_, i) => setting('product', `p${i}`, { name: `Product ${i}` })));
    const began = performance.now();
    const ids: string[] = [];
    for (let i = 0; i < count; i += PAGE)
      ids.push(await says(Array.from({ length: Math.min(PAGE, count - i) }, (_, j) => order(i + j)).flat()));
    const taken = performance.now() - began;
    const fresh: Opened[] = [];
    const again: Opened[] = [];
    const told: number[] = [];
    const heap: number[] = [];
    const plain: number[] = [];
    for (let round = 0; round < REPEATS; round++) {
      const tablet = await (await Tablet.fresh(browser, { viewport: VIEWPORT })).becomes(planner);
      const page = await watched(tablet);
      await page.goto(`${floor.address}/board`);
      fresh.push(await opened(page, count));
      await page.reload();
      again.push(await opened(page, count));
      // The first one comes while the page still looks after itself.
      for (const nth of [2 * round, 2 * round + 1]) {
        const ms = await toldOf(page, nth, () => says([more(nth, ids[0]!)]));
        if (nth % 2 === 1) told.push(ms);
      }
      heap.push(await heapOf(tablet, page));
      await page.goto(`${floor.address}/api/access/now`);
      plain.push(await intoMemory(page));
      await tablet.close();
    }
    const name = `board of ${count.toLocaleString('en')} orders at a gateway`;
    const value = (what: string, of: readonly number[], unit = 'ms'): Measure => ({
      ...{ id: `${name}: ${what}`, value: median(of), unit },
    });
    const beside = (what: string, of: readonly number[]): Measure => ({
      ...value(what, of),
      ...{ peer: { name: 'rows into memory', value: median(plain) }, ratio: median(of) / median(plain) },
    });
    const all = (seen: readonly Opened[], what: keyof Opened) => seen.map((one) => one[what]);
    return [
      value(`taken by the gateway, ${PAGE} a change`, [taken]),
      value('new device, first bars', all(fresh, 'bars')),
      beside('new device, all kept and shown', all(fresh, 'all')),
      value('new device, longest task', all(fresh, 'blocked')),
      value('opened again, first bars', all(again, 'bars')),
      beside('opened again, all shown', all(again, 'all')),
      value('opened again, longest task', all(again, 'blocked')),
      value("another planner's change, from said to shown", told),
      value('heap of the page', heap, 'MB'),
    ];
  } finally {
    await floor.close();
  }
}

function plant(): PlantDefinition {
  const [line] = PLANT.lines;
  return {
    plant: { ...PLANT.plant, timezone: 'Europe/Berlin' },
    lines: Array.from({ length: LINES }, (_, i) => ({
      ...{ ...line!, id: `line${i + 1}`, name: `Line ${i + 1}` },
      sources: i === 7 ? line!.sources : [],
    })),
  };
}

function order(i: number): ChangeSet[] {
  const key = Math.floor(i / LINES)
    .toString(36)
    .padStart(3, '0');
  return [
    setting('order', `o${i}`, {
      product: `p${i % PRODUCTS}`,
      lot: `${i}`,
      lotNumber: `${1_000_000 + i}`,
      quantity: QUANTITY,
    }),
    setting('job', `o${i}.make`, {
      ...{ order: `o${i}`, operation: 'Pouching', position: 0 },
      place: { line: `line${1 + (i % LINES)}`, key: `a${key}.bench` },
    }),
  ];
}

/** Of an order that is first on its line: all that wait there get other times. */
function more(nth: number, seen: string): ChangeSet {
  return setting('order', `o${nth}`, { quantity: QUANTITY + 100 }, { quantity: [seen] });
}

/** Answers its id. */
async function said(planner: Visitor, change: Omit<Change, 'received'>): Promise<string> {
  const [answer] = await planner.post<FactAnswer[]>('/api/sync/facts', { facts: [change] });
  if (answer?.status !== 'accepted') throw new Error(JSON.stringify(answer));
  return change._id;
}

/** Notes from the first moment on for how long hands had to wait. */
async function watched(tablet: Tablet): Promise<Page> {
  const page = await tablet.newPage();
  await page.addInitScript(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    }).observe({ type: 'longtask', buffered: true });
  });
  return page;
}

async function opened(page: Page, count: number): Promise<Opened> {
  await page.locator('ls-board [data-bar]').first().waitFor({ timeout: WAIT_MS });
  const bars = await painted(page);
  await page.locator('ls-board-dialogs').evaluate((element, orders) => {
    const shown = element as HTMLElementTagNameMap['ls-board-dialogs'];
    return new Promise<void>((resolve) => {
      const look = () => (shown.view.plan.orders.size === orders ? resolve() : requestAnimationFrame(look));
      look();
    });
  }, count);
  const all = await painted(page);
  return { bars, all, blocked: await page.evaluate(() => window.longest) };
}

/** Since the navigation, when the frame is on the screen. */
function painted(page: Page): Promise<number> {
  return page.evaluate(
    () => new Promise<number>((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))),
  );
}

/** From what one says to what the other sees. */
async function toldOf(page: Page, nth: number, saying: () => Promise<unknown>): Promise<number> {
  const shown = page.locator('ls-board-dialogs').evaluate(
    (element, { id, quantity }) => {
      const { data } = element as HTMLElementTagNameMap['ls-board-dialogs'];
      return new Promise<void>((resolve) => {
        const stop = data.planning.plan.subscribe((view) => {
          if (view?.plan.orders.get(id)?.fields.quantity !== quantity) return;
          requestAnimationFrame(() => setTimeout(resolve));
          queueMicrotask(() => stop());
        });
      });
    },
    { id: `o${nth}`, quantity: QUANTITY + 100 },
  );
  const began = performance.now();
  await Promise.all([saying(), shown]);
  return performance.now() - began;
}

/** MB, after what can go has gone. */
async function heapOf(tablet: Tablet, page: Page): Promise<number> {
  const session = await tablet.context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
}

function intoMemory(page: Page): Promise<number> {
  return page.evaluate(async (limit) => {
    const began = performance.now();
    const rows: unknown[] = [];
    for (let from: Record<string, string> | null = null; ;) {
      const query: URLSearchParams = new URLSearchParams({ limit: String(limit), ...from });
      const answer = await (await fetch(`/api/sync/plan?${query}`)).json();
      rows.push(...answer.documents);
      if (answer.documents.length < limit) return performance.now() - began;
      from = answer.checkpoint;
    }
  }, 500);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
