import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dayOfCycles, recordedFile } from '../pwa/data/recorded-day.ts';
import { seriousFindings } from './axe.ts';
import { startBrowser } from './chromium.ts';
import { DeafPlant } from './deaf-plant.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { sideways } from './fitting.ts';
import { PHONE, TABLET, Tablet } from './tablet.ts';

/** 10 October 2022, 06:00 in Los Angeles. */
const SIX = Date.UTC(2022, 9, 10, 13);
/** After the 2,000th part the line stands for 4 minutes, after the 30,000th for 20. */
const DAY = dayOfCycles(SIX + 120_000, 80_000, 450, [
  [2_000, 240_000],
  [30_000, 1_200_000],
]);

describeInBrowser('a recorded day', () => {
  let browser: Browser;
  let plant: DeafPlant;
  let tablet: Tablet;
  let page: Page;
  let controls: Locator;

  beforeAll(async () => {
    browser = await startBrowser();
    plant = new DeafPlant('America/Los_Angeles');
    plant.recorded = { files: [recordedFile('pr20221010.1', DAY)] };
    await plant.open();
  });
  afterAll(async () => {
    await browser?.close();
    await plant?.close();
  });
  beforeEach(async () => {
    tablet = await Tablet.fresh(browser);
    page = await tablet.newPage();
    controls = page.locator('ls-replay-controls');
  });
  afterEach(() => tablet?.close());

  const opened = async (speed = 10) => {
    await page.goto(`${plant.address}/lines/line8/replay?day=2022-10-10&speed=${speed}`);
    await controls.waitFor();
    await page.locator('ls-timeline canvas').first().waitFor();
  };
  const time = () => controls.locator('.time span').first().innerText();
  const state = () => page.locator('ls-line-page ls-now-state [aria-hidden]').last().innerText();
  const produced = async () =>
    Number((await page.locator('ls-figure .value').first().innerText()).replaceAll(/\D/g, ''));

  it('is there soon, says that it is practice, and plays', async () => {
    await page.goto(`${plant.address}/lines/line8`);
    await page.locator('ls-figure').first().waitFor();
    await page.getByText('More …').first().click();
    const started = Date.now();
    await page.getByRole('link', { name: 'Replay a day …' }).click();
    await page.getByLabel('Day').fill('2022-10-10');
    await controls.waitFor();
    await eventually(produced).toBeGreaterThan(0);
    console.log(`      a day of 80,000 cycles is there after ${Date.now() - started} ms`);
    await controls.getByText('Practice: Line 8 as recorded on Oct 10, 2022, ×10 – nothing is kept').waitFor();
    const first = await produced();
    await eventually(produced).toBeGreaterThan(first);
    expect(page.url()).toContain('day=2022-10-10');
  });

  it('goes to the next stop, asks why as a live line does, and keeps the answer to itself', async () => {
    await opened(1);
    await controls.getByRole('button', { name: 'Next stop' }).click();
    await eventually(state).toMatch(/^Stopped/);
    await page.locator('ls-reason-picker').getByRole('button', { name: 'Film jam' }).click();
    await page.getByText('Reason given').waitFor();
    expect(plant.gateway.facts.size).toBe(0);
    await page.reload();
    await controls.waitFor();
    await eventually(state).toMatch(/^Running/);
    await eventually(() => page.getByText('Reason given').count()).toBe(0);
  });

  it('is led by keys', async () => {
    await opened(1);
    await page.keyboard.press('Space');
    await controls.getByRole('button', { name: 'Play' }).waitFor();
    const stands = await time();
    await page.keyboard.press('Shift+ArrowRight');
    await eventually(time).toMatch(/^06:12:/);
    await page.keyboard.press('Shift+ArrowLeft');
    await eventually(time).toBe(stands);
    await page.keyboard.press('n');
    await eventually(state).toMatch(/^Stopped/);
  });

  it('goes on without the gateway once it is there', async () => {
    await opened(60);
    await tablet.context.setOffline(true);
    const before = await produced();
    await eventually(produced).toBeGreaterThan(before);
    await controls.getByRole('button', { name: 'Next stop' }).click();
    await eventually(state).toMatch(/^Stopped/);
    await tablet.context.setOffline(false);
  });

  it('plays at ×60 without a jerk, also late in the day', async () => {
    await opened(60);
    await page.keyboard.press('Space');
    await controls.getByRole('slider').fill(String(SIX + 9 * 3_600_000));
    await page.keyboard.press('Escape');
    await controls.getByRole('button', { name: 'Play' }).click();
    const longest = await page.evaluate(async () => {
      let most = 0;
      let last = performance.now();
      const frames: number[] = [];
      for (const end = last + 4_000; last < end;) {
        await new Promise((shown) => requestAnimationFrame(shown));
        const now = performance.now();
        frames.push(now - last);
        most = Math.max(most, now - last);
        last = now;
      }
      frames.sort((a, b) => a - b);
      return { most, p95: frames[Math.floor(frames.length * 0.95)]!, p50: frames[Math.floor(frames.length / 2)]! };
    });
    console.log(`      at ×60 a frame takes ${JSON.stringify(longest)} ms`);
    expect(longest.p95).toBeLessThan(100);
  });

  it('of which nothing was recorded says so, and offers another', async () => {
    plant.recorded = { files: [] };
    await page.goto(`${plant.address}/lines/line8/replay?day=2022-10-09`);
    await page.getByText('Nothing was recorded on Oct 9, 2022').waitFor();
    plant.recorded = { files: [recordedFile('pr20221010.1', DAY)] };
    await page.getByLabel('Day').fill('2022-10-10');
    await controls.waitFor();
  });

  describe.each([
    ['tablet', TABLET],
    ['phone', PHONE],
  ])('on a %s', (_device, device) => {
    it.each(['light', 'dark'] as const)('shuts nobody out in %s colours', async (colorScheme) => {
      await page.setViewportSize(device.viewport!);
      await page.emulateMedia({ colorScheme });
      await opened(1);
      await controls.getByRole('button', { name: 'Next stop' }).click();
      await page.locator('ls-reason-picker').waitFor();
      await eventually(() => seriousFindings(page)).toEqual([]);
      await eventually(() => sideways(page)).toBe(0);
    });
  });
});
