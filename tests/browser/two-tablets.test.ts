import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../system/gateway-process.ts';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { LinePage } from './line-page.ts';
import { PlantFloor } from './plant-floor.ts';

describeInBrowser('two tablets at one line', () => {
  let floor: PlantFloor;
  let browser: Browser;
  let one: LinePage;
  let other: LinePage;

  beforeAll(async () => {
    browser = await startBrowser();
    floor = await PlantFloor.open();
    const pages = [1, 2].map(async () => LinePage.open(await floor.tablet(browser), floor.address));
    [one, other] = (await Promise.all(pages)) as [LinePage, LinePage];
    for (const page of [one, other]) {
      await until(async () => (await page.produced()) === floor.camera.parts);
      await until(async () => (await page.connection()).startsWith('live'));
    }
  });
  afterAll(async () => {
    await browser?.close();
    await floor?.close();
  });

  /** Taps a reason on one tablet, until the other shows it. */
  async function tapUntilShown(reason: string): Promise<void> {
    const [stop] = floor.stops;
    await one.ask(stop!);
    await one.choose(reason);
    await eventually(() => other.reasonOf(stop!)).toBe(reason);
  }

  it('see a reason that was tapped on the other', async () => {
    await tapUntilShown('Film jam');
    expect(await floor.reasons()).toMatchObject([{ code: 'film-jam', supersedes: null }]);
  });

  it('see a correction, which takes the place of the first reason', async () => {
    await tapUntilShown('Cleaning');
    await eventually(() => one.reasonOf(floor.stops[0]!)).toBe('Cleaning');
    const [first, second] = (await floor.reasons()).sort((a, b) => a.at - b.at);
    expect(first).toMatchObject({ code: 'film-jam', supersedes: null });
    expect(second).toMatchObject({ code: 'cleaning', supersedes: first!.id });
  });

  it('agree on the same reason when both gave one at the same moment', async () => {
    const stop = floor.stops[1]!;
    await Promise.all([one.setReason(stop, 'No strips'), other.setReason(stop, 'Wait for QC')]);
    await eventually(async () => (await floor.reasons()).length).toBe(4);
    // Both rows arrive in their own time: what counts is that the tablets end with the same of the two.
    await eventually(async () => {
      const [here, there] = [await one.reasonOf(stop), await other.reasonOf(stop)];
      return here === there ? here : 'not agreed yet';
    }).toMatch(/^(No strips|Wait for QC)$/);
  });
});
