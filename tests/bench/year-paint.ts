/**
 * A year on a screen, in Chromium: the Explorer page of a real gateway, and beside it a page that has Plotly draw the same
 * mean with its band of least and most. Each time a new browser profile, in which nothing is cached. Two clocks, both ending
 * after the frame with the curve was painted: since the navigation began, and since the last byte of the series was there.
 */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../browser/chromium.ts';
import { Tablet } from '../browser/tablet.ts';
import { startGatewayProcess } from '../system/gateway-process.ts';
import type { Visitor } from '../system/visitor.ts';
import type { Measure } from './run.ts';
import { servePlotly } from './plotly.ts';

const REPEATS = 5;
/** Wide enough for a plotting area of about 2,000 px beside the legend. */
const VIEWPORT = { width: 2400, height: 1000 };

export interface Asked {
  directory: string;
  dataDir: string;
  metric: string;
  from: number;
  to: number;
}

/** ms. */
interface Paint {
  sinceNavigation: number;
  sinceAnswer: number;
  /** Of the series as it came over the wire, bytes. */
  bytes: number;
}

declare global {
  interface Window {
    /** Resolves when the year is painted, with the page's own clock. */
    yearPainted: Promise<number>;
  }
}

export async function yearPaint(asked: Asked): Promise<Measure[]> {
  const gateway = await startGatewayProcess({
    dataDir: asked.dataDir,
    plantFile: join(asked.directory, 'plant.json'),
  });
  const browser = await startBrowser();
  try {
    const address = `${gateway.address}/explorer?${search(asked)}`;
    const visitor = await gateway.tester();
    const json = await seriesOf(visitor, asked);
    const peer = await servePlotly(json);
    const ours = await medianPaint(browser, address, watchExplorer, visitor);
    const theirs = await medianPaint(browser, peer.address, () => undefined);
    await peer.close();
    const beside = (id: string, unit: string, value: number, other: number): Measure => ({
      ...{ id, value, unit },
      ...{ peer: { name: 'Plotly, the same points as JSON', value: other }, ratio: value / other },
    });
    const id = `the same in a new browser, median of ${REPEATS}`;
    return [
      beside(`${id}: navigation → painted`, 'ms', ours.sinceNavigation, theirs.sinceNavigation),
      beside(`${id}: last answer → painted`, 'ms', ours.sinceAnswer, theirs.sinceAnswer),
      beside(`${id}: series received`, 'kB', ours.bytes / 1000, theirs.bytes / 1000),
    ];
  } finally {
    await browser.close();
    await gateway.stop();
  }
}

function search({ metric, from, to }: Asked): string {
  return `m=${metric}&from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;
}

async function seriesOf(visitor: Visitor, { metric, from, to }: Asked): Promise<string> {
  const query = new URLSearchParams({ metric, from: `${from}`, to: `${to}`, width: '2000', format: 'json' });
  const response = await visitor.ask(`/api/series?${query}`);
  if (!response.ok) throw new Error(`the gateway answered ${response.status}: ${await response.text()}`);
  return response.text();
}

async function medianPaint(browser: Browser, address: string, watch: () => void, visitor?: Visitor): Promise<Paint> {
  const paints: Paint[] = [];
  for (let i = 0; i < REPEATS; i++) {
    const tablet = await Tablet.fresh(browser, { viewport: VIEWPORT });
    const { context } = tablet;
    if (visitor) await tablet.becomes(visitor);
    await context.addInitScript(watch);
    const page = await context.newPage();
    await page.goto(address);
    paints.push(
      await page.evaluate(async () => {
        const painted = await window.yearPainted;
        const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
        const series = entries.filter(
          ({ name, responseEnd }) => /\/series\?|\/series$/.test(name) && responseEnd <= painted,
        );
        return {
          sinceNavigation: painted,
          sinceAnswer: painted - Math.max(...series.map(({ responseEnd }) => responseEnd)),
          bytes: series.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
        };
      }),
    );
    await context.close();
  }
  const median = (of: (paint: Paint) => number) => paints.map(of).sort((a, b) => a - b)[REPEATS >> 1]!;
  return {
    sinceNavigation: median(({ sinceNavigation }) => sinceNavigation),
    sinceAnswer: median(({ sinceAnswer }) => sinceAnswer),
    bytes: median(({ bytes }) => bytes),
  };
}

/** Runs in the page, before it: waits for a chart that has everything, then for the frame with it. */
function watchExplorer(): void {
  const find = (root: ParentNode): HTMLElement | null => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.localName === 'ls-series-chart') return element;
      const within = element.shadowRoot && find(element.shadowRoot);
      if (within) return within;
    }
    return null;
  };
  type Chart = HTMLElement & {
    series: { reply: object | null; pending: boolean; missing: unknown[] }[];
    updateComplete: Promise<boolean>;
  };
  window.yearPainted = new Promise((resolve) => {
    const look = async (): Promise<void> => {
      const chart = find(document) as Chart | null;
      const series = chart?.series ?? [];
      if (series.length === 0 || series.some(({ reply, pending }) => !reply || pending)) {
        requestAnimationFrame(() => void look());
        return;
      }
      await chart!.updateComplete;
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    };
    void look();
  });
}
