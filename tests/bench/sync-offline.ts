/** The app opened again while there is no gateway: from the navigation to the frame with the line's figures. Built app, service worker, Chromium. */
import { startBrowser } from '../browser/chromium.ts';
import { LinePage } from '../browser/line-page.ts';
import { PlantFloor } from '../browser/plant-floor.ts';
import { until } from '../system/gateway-process.ts';
import type { Measure } from './run.ts';
import { quantile } from './sync-clients.ts';

const REPEATS = 10;

declare global {
  interface Window {
    /** Resolves with the page's own clock when a figure of the line was painted. */
    figuresPainted: Promise<number>;
  }
}

export async function syncOffline(): Promise<Measure[]> {
  const browser = await startBrowser();
  const floor = await PlantFloor.open();
  try {
    const tablet = await floor.tablet(browser);
    const line = await LinePage.open(tablet, floor.address);
    await until(async () => /ready for offline/.test(await line.connection()));
    await until(async () => (await line.produced()) === floor.camera.parts);
    await line.page.close();
    await floor.off();
    await tablet.context.addInitScript(watchFigures);
    const times: number[] = [];
    for (let i = 0; i < REPEATS; i++) {
      const page = await tablet.newPage();
      await page.goto(`${floor.address}/lines/line8`);
      times.push(await page.evaluate(() => window.figuresPainted));
      await page.close();
    }
    return [0.5, 1].map((share) => ({
      id: `offline: navigation → figures painted, ${share === 1 ? 'longest' : 'p50'} of ${REPEATS}`,
      ...{ value: quantile(times, share), unit: 'ms' },
    }));
  } finally {
    await browser.close();
    await floor.close();
  }
}

/** Runs in the page, before it. */
function watchFigures(): void {
  const hasFigure = (root: ParentNode): boolean =>
    [...root.querySelectorAll('*')].some((element) => {
      const { shadowRoot } = element;
      if (!shadowRoot) return false;
      const isFilled =
        element.localName === 'ls-figure' && /\d/.test(shadowRoot.querySelector('.value')?.textContent ?? '');
      return isFilled || hasFigure(shadowRoot);
    });
  window.figuresPainted = new Promise((resolve) => {
    const look = () => {
      if (hasFigure(document)) setTimeout(() => resolve(performance.now()));
      else requestAnimationFrame(look);
    };
    look();
  });
}
