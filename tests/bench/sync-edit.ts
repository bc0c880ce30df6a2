/**
 * From a person's tap on one tablet to the frame with it on the other: two Chromium with the app, a real gateway, alone and with
 * 198 other devices. Both clocks are the machine's.
 */
import type { Browser } from 'playwright-core';
import { startBrowser } from '../browser/chromium.ts';
import { LinePage } from '../browser/line-page.ts';
import { PlantFloor, type Stop } from '../browser/plant-floor.ts';
import { Tablet } from '../browser/tablet.ts';
import { until } from '../system/gateway-process.ts';
import type { Measure } from './run.ts';
import { administrator, entry, onlookers, quantile, startClients } from './sync-clients.ts';

const EDITS = 60;
const OTHERS = 198;
const REASONS = ['Film jam', 'Cleaning'];

declare global {
  interface Window {
    /** When what was last tapped, and when what was last painted. */
    tapped: number;
    paintedReasons: { text: string; at: number }[];
  }
}

export async function syncEdit(): Promise<Measure[]> {
  const browser = await startBrowser();
  const floor = await PlantFloor.open();
  try {
    const admin = await administrator(floor.gateway);
    const [stop] = floor.stops;
    const [one, other] = [await tablet(browser, floor, admin, 'one'), await tablet(browser, floor, admin, 'other')];
    await watch(one, other, stop!);
    const alone = await edits(one, other, stop!);
    const clients = startClients(floor.address, await onlookers(admin, OTHERS));
    const first = entry(admin, 1, Date.now());
    const writer = await admin.invite('writer', ['operator']);
    const said = { ...entry(writer, 1, first.at) };
    await writer.post('/api/sync/facts', { facts: [said] });
    await clients.reached(said._id);
    const crowd = await edits(one, other, stop!);
    const told: number[] = [];
    for (let i = 2; i < 30; i++) {
      const fact = entry(writer, i, Date.now());
      const begin = Date.now();
      await writer.post('/api/sync/facts', { facts: [fact] });
      told.push(...(await clients.reached(fact._id)).at.map((at) => at - begin));
    }
    await clients.stop();
    const measures = (times: number[], name: string): Measure[] =>
      [0.5, 0.99].map((share) => ({
        ...{ id: `${name}, p${share * 100} of ${times.length}`, value: quantile(times, share), unit: 'ms' },
      }));
    return [
      ...measures(alone, 'tap → painted on the other tablet, 2 clients'),
      ...measures(crowd, `tap → painted on the other tablet, ${OTHERS + 2} clients`),
      ...measures(told, `entry sent → at each of ${OTHERS} others`),
    ];
  } finally {
    await browser.close();
    await floor.close();
  }
}

async function tablet(browser: Browser, floor: PlantFloor, admin: Parameters<typeof onlookers>[0], name: string) {
  const person = await admin.invite(`person-${name}`, ['operator']);
  const device = await (await Tablet.fresh(browser)).becomes(person);
  const page = await LinePage.open(device, floor.address);
  await until(async () => (await page.connection()).startsWith('live'));
  await until(async () => (await page.produced()) === floor.camera.parts);
  return page;
}

async function watch(one: LinePage, other: LinePage, stop: Stop): Promise<void> {
  await one.page.evaluate(() => {
    const note = () => (window.tapped = performance.timeOrigin + performance.now());
    document.addEventListener('click', note, { capture: true });
  });
  await other.page.locator('ls-stop-list').evaluate((list, clock) => {
    window.paintedReasons = [];
    let last = '';
    const look = () => {
      const row = [...list.shadowRoot!.querySelectorAll('li')].find((item) => item.textContent.includes(clock));
      const text = row?.querySelector('button')?.textContent.trim() ?? '';
      if (text !== last) {
        last = text;
        // After the frame in which it changed.
        setTimeout(() => window.paintedReasons.push({ text, at: performance.timeOrigin + performance.now() }));
      }
      requestAnimationFrame(look);
    };
    look();
  }, stop.clock);
}

async function edits(one: LinePage, other: LinePage, stop: Stop): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < EDITS; i++) {
    await one.ask(stop);
    await one.choose(REASONS[i % 2]!);
    const tapped = await one.page.evaluate(() => window.tapped);
    const painted = await until(() =>
      other.page.evaluate((since) => window.paintedReasons.find(({ at }) => at > since)?.at ?? null, tapped),
    );
    times.push(painted - tapped);
  }
  return times;
}
