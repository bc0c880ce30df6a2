import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../system/gateway-process.ts';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { LinePage } from './line-page.ts';
import { PlantFloor } from './plant-floor.ts';

describeInBrowser('three tabs of one device', () => {
  let floor: PlantFloor;
  let browser: Browser;
  const tabs: LinePage[] = [];
  const devices = async () => (await floor.gateway.status()).devices;

  beforeAll(async () => {
    browser = await startBrowser();
    floor = await PlantFloor.open();
    const tablet = await floor.tablet(browser);
    for (let tab = 0; tab < 3; tab++) {
      const page = await LinePage.open(tablet, floor.address);
      tabs.push(page);
      await until(async () => (await page.produced()) === floor.camera.parts);
    }
  });
  afterAll(async () => {
    await browser?.close();
    await floor?.close();
  });

  async function allShow(tabs: readonly LinePage[]): Promise<void> {
    await floor.camera.seesPart();
    for (const tab of tabs) {
      await eventually(() => tab.produced()).toBe(floor.camera.parts);
      await eventually(() => tab.connection()).toMatch(/^live/);
    }
  }

  it('hold one connection and all see what comes', async () => {
    await allShow(tabs);
    expect(await devices()).toBe(1);
  });

  it('hand it over when the one that holds it is closed', async () => {
    await tabs[0]!.page.close();
    await allShow(tabs.slice(1));
    await eventually(devices).toBe(1);
  });

  it('show at once in each what was entered in one', async () => {
    const [, second, third] = tabs;
    await second!.setReason(floor.stops[0]!, 'Film jam');
    await eventually(() => third!.reasonOf(floor.stops[0]!)).toBe('Film jam');
    await eventually(async () => (await floor.reasons()).length).toBe(1);
  });

  it('let go of it when the last one is closed', async () => {
    await Promise.all(tabs.slice(1).map(({ page }) => page.close()));
    await eventually(devices).toBe(0);
  });
});
