/**
 * The board in Chromium with 2,000 and 10,000 orders on 50 lines: from having the bars to the frame with them, and frames
 * while an order is dragged over other lines with a preview of what that moves. vis-timeline gets the same items and the
 * same hand; its drag moves the one item and foresees nothing.
 */
import { readFile } from 'node:fs/promises';
import { chromium, type Browser, type Page } from 'playwright-core';
import { BoardPage } from '../browser/board-page.ts';
import { launch } from '../browser/chromium.ts';
import { installedPeer } from './installed-peers.ts';
import type { Measure } from './run.ts';
import { openTimeline, type TimelineItem } from './vis-timeline.ts';

const LINES = 50;
const COUNTS = [2_000, 10_000];
const MOVES = 120;
const REPEATS = 3;
const VIEWPORT = { width: 1920, height: 1080 };

/** ms. */
interface Seen {
  paint: number;
  frames: number[];
  /** Of the page's main thread per frame while dragging: what other programs of the machine do not change. */
  busy: number;
}

export async function planningBoard(): Promise<Measure[]> {
  const library = await readFile(
    await installedPeer('vis-timeline/standalone/umd/vis-timeline-graph2d.min.js'),
    'utf8',
  );
  const style = await readFile(await installedPeer('vis-timeline/styles/vis-timeline-graph2d.min.css'), 'utf8');
  const browser = await chromium.launch(launch);
  try {
    const measures: Measure[] = [];
    for (const count of COUNTS) {
      const ours: Seen[] = [];
      const theirs: Seen[] = [];
      for (let i = 0; i < REPEATS; i++) {
        const { seen, items } = await board(browser, count);
        ours.push(seen);
        theirs.push(await timeline(browser, { library, style, items }));
      }
      const id = `board of ${count.toLocaleString('en')} orders on ${LINES} lines`;
      const beside = (what: string, of: (seen: Seen[]) => number): Measure => ({
        ...{ id: `${id}: ${what}`, value: of(ours), unit: 'ms' },
        ...{ peer: { name: 'vis-timeline, without a preview', value: of(theirs) }, ratio: of(ours) / of(theirs) },
      });
      const frame = (share: number) => (seen: Seen[]) =>
        quantile(
          seen.flatMap(({ frames }) => frames),
          share,
        );
      measures.push(
        beside(`first paint, median of ${REPEATS}`, (seen) =>
          quantile(
            seen.map(({ paint }) => paint),
            0.5,
          ),
        ),
        beside('drag frame p50', frame(0.5)),
        beside('drag frame p95', frame(0.95)),
        beside('main thread per drag frame', (seen) =>
          quantile(
            seen.map(({ busy }) => busy),
            0.5,
          ),
        ),
      );
    }
    return measures;
  } finally {
    await browser.close();
  }
}

async function board(browser: Browser, many: number): Promise<{ seen: Seen; items: TimelineItem[] }> {
  const opened = await BoardPage.open(browser, { viewport: VIEWPORT }, { many, rows: LINES });
  const { page } = opened;
  const paint = await page.evaluate(() => window.boardPainted);
  const items = await page.evaluate(() =>
    window.board.bars.map(({ id, row, title, start, end }) => ({ id, group: row, content: title, start, end })),
  );
  const drag = await dragged(page, await middleOf(opened));
  await opened.close();
  return { seen: { paint, ...drag }, items };
}

/** Of a bar in the middle of what is seen. */
async function middleOf(opened: BoardPage): Promise<{ x: number; y: number }> {
  const id = await opened.page.evaluate(
    () => window.board.shadowRoot!.querySelector<HTMLElement>('[data-bar^="b2"]')!.dataset.bar!,
  );
  return opened.middle(opened.bar(id));
}

async function timeline(
  browser: Browser,
  peer: { library: string; style: string; items: TimelineItem[] },
): Promise<Seen> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  const paint = await openTimeline(page, peer);
  const box = (await page.locator('.vis-item.vis-range').nth(20).boundingBox())!;
  const drag = await dragged(page, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
  await page.close();
  return { paint, ...drag };
}

/** Times between frames while the hand goes in circles over the middle of the page. */
async function dragged(page: Page, from: { x: number; y: number }): Promise<Omit<Seen, 'paint'>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busyMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
  };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 20, from.y + 10, { steps: 4 });
  await page.evaluate(() => {
    window.dragFrames = [];
    let last = performance.now();
    const next = (now: number) => {
      window.dragFrames.push(now - last);
      last = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  const before = await busyMs();
  for (let i = 0; i < MOVES; i++) {
    const angle = (i / MOVES) * 4 * Math.PI;
    await page.mouse.move(900 + 500 * Math.sin(angle), 540 + 300 * Math.cos(angle));
  }
  const frames = await page.evaluate(() => window.dragFrames.slice(1));
  const busy = ((await busyMs()) - before) / frames.length;
  await page.keyboard.press('Escape');
  await page.mouse.up();
  return { frames, busy };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
