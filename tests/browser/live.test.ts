import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../system/gateway-process.ts';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { LinePage } from './line-page.ts';
import { PlantFloor } from './plant-floor.ts';

describeInBrowser('a line that is watched', () => {
  let floor: PlantFloor;
  let browser: Browser;
  let page: LinePage;

  beforeAll(async () => {
    browser = await startBrowser();
    floor = await PlantFloor.open();
    page = await LinePage.open(await floor.tablet(browser), floor.address);
    await until(async () => (await page.produced()) === floor.camera.parts);
  });
  afterAll(async () => {
    await browser?.close();
    await floor?.close();
  });

  it('shows a part once the camera saw it', async () => {
    const before = await page.produced();
    await floor.camera.seesPart();
    await eventually(() => page.produced()).toBe(before + 1);
  });

  it('counts on and says that it runs, with values that say that they are live', async () => {
    const before = await page.produced();
    floor.camera.runs();
    await eventually(() => page.state()).toMatch(/^Running · \d/);
    await eventually(() => page.produced()).toBeGreaterThan(before + 3);
    for (const age of await page.ages()) expect(age).toMatch(/^live · /);
  });

  it('stands, first shortly, then for longer and longer, and asks why', async () => {
    await floor.camera.stops();
    await eventually(() => page.state()).toMatch(/^Short stop · \d\ss$/);
    await eventually(() => page.state()).toMatch(/^Stopped · \d\ss$/);
    const standing = async () => Number(/(\d+)\ss$/.exec(await page.state())?.[1]);
    const after = await standing();
    await eventually(standing).toBeGreaterThan(after + 1);
    await eventually(() => page.picker.getByRole('heading').innerText()).toBe('Why is it standing?');
  });

  it('stops asking when it runs again', async () => {
    floor.camera.runs();
    await eventually(() => page.state()).toMatch(/^Running/);
    await eventually(() => page.picker.count()).toBe(0);
  });
});
