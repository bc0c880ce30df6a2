/**
 * From a row in the camera's file to the number on a screen: everything in between is real (file, watcher, journal with
 * sync, engine, event stream, page). The clock starts just before the write and ends after the frame with the new number
 * was painted; both ends read the same machine's clock as `performance.timeOrigin + performance.now()`.
 */
import { seededRandom } from '../../gateway/demo/random.ts';
import { startBrowser } from '../browser/chromium.ts';
import { LinePage } from '../browser/line-page.ts';
import { PlantFloor } from '../browser/plant-floor.ts';
import { until } from '../system/gateway-process.ts';

const ROWS = 250;
/** A line makes a part each 450 ms; this is faster, so that rows also meet in one frame. */
const PAUSE_MS = { least: 50, most: 150 };

interface Painted {
  value: number;
  at: number;
}

declare global {
  interface Window {
    painted: Painted[];
  }
}

const clock = () => performance.timeOrigin + performance.now();

/** Milliseconds. */
export async function appendToPage(): Promise<{ p50: number; p99: number; samples: number }> {
  const browser = await startBrowser();
  const floor = await PlantFloor.open();
  try {
    const line = await LinePage.open(await floor.tablet(browser), floor.address);
    const before = floor.camera.parts;
    await until(async () => (await line.produced()) === before);
    await notePaints(line);
    await requireOneClock(line);

    const random = seededRandom('append-to-page');
    const writtenAt: number[] = [];
    for (let row = 0; row < ROWS; row++) {
      writtenAt.push(clock());
      await floor.camera.seesPart();
      const pause = PAUSE_MS.least + random() * (PAUSE_MS.most - PAUSE_MS.least);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    const painted = await until(async () => {
      const all = await line.page.evaluate(() => window.painted);
      return all.at(-1)?.value === before + ROWS && all;
    });
    // A row is on the screen with the first number that includes it.
    const times = writtenAt.map((at, row) => painted.find(({ value }) => value > before + row)!.at - at);
    times.sort((a, b) => a - b);
    const quantile = (share: number) => times[Math.floor(times.length * share)]!;
    return { p50: quantile(0.5), p99: quantile(0.99), samples: times.length };
  } finally {
    await browser.close();
    await floor.close();
  }
}

/** Notes each number that was painted, and when: after the frame in which it changed. */
function notePaints(line: LinePage): Promise<void> {
  return line.producedValue.evaluate((element) => {
    window.painted = [];
    const note = () =>
      requestAnimationFrame(() =>
        setTimeout(() => {
          const value = Number(element.textContent.replaceAll(',', ''));
          window.painted.push({ value, at: performance.timeOrigin + performance.now() });
        }),
      );
    new MutationObserver(note).observe(element, { characterData: true, childList: true, subtree: true });
  });
}

/** Throws when the page's clock is not ours: a difference would be counted as speed or slowness. */
async function requireOneClock(line: LinePage): Promise<void> {
  const asked = clock();
  const there = await line.page.evaluate(() => performance.timeOrigin + performance.now());
  const answered = clock();
  if (there < asked - 5 || there > answered + 5)
    throw new Error(`The page's clock says ${there}, ours ${asked} to ${answered}: times cannot be compared.`);
}
