import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { until } from '../system/gateway-process.ts';
import { seriousFindings } from './axe.ts';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { LinePage } from './line-page.ts';
import { PlantFloor } from './plant-floor.ts';

const SCREENS = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];

describeInBrowser('nobody is shut out', () => {
  let floor: PlantFloor;
  let browser: Browser;
  let line: LinePage;
  let start: Page;

  beforeAll(async () => {
    browser = await startBrowser();
    floor = await PlantFloor.open();
    floor.camera.runs();
    const tablet = await floor.tablet(browser);
    start = await tablet.newPage();
    await start.goto(floor.address);
    await start.getByText('This gateway').click();
    await start.getByText('Following 1 file').waitFor();
    line = await LinePage.open(tablet, floor.address);
    await until(async () => (await line.state()).startsWith('Running'));
  });
  afterAll(async () => {
    await browser?.close();
    await floor?.close();
  });

  function hasNoFinding(page: () => Page): void {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const screen of SCREENS) {
        it(`in ${colorScheme} colours at ${screen.width} × ${screen.height}`, async () => {
          await page().emulateMedia({ colorScheme });
          await page().setViewportSize(screen);
          await eventually(() => seriousFindings(page())).toEqual([]);
        });
      }
    }
  }

  describe('from the start page', () => hasNoFinding(() => start));
  describe('from a line that runs', () => hasNoFinding(() => line.page));

  describe('from a line that stands and asks why', () => {
    beforeAll(async () => {
      await floor.camera.stops();
      await line.picker.waitFor();
    });
    hasNoFinding(() => line.page);
  });

  describe('from the list of all reasons', () => {
    beforeAll(() => line.ask(floor.stops[0]!));
    hasNoFinding(() => line.page);
  });

  describe('from a line out of reach, with a reason that is not sent', () => {
    beforeAll(async () => {
      await floor.off();
      await line.choose('Film jam');
      await until(async () => /Out of reach.*1 not yet sent/.test(await line.connection()));
    });
    hasNoFinding(() => line.page);
  });

  describe('from a start page out of reach', () => hasNoFinding(() => start));

  describe('from a reason that was refused', () => {
    beforeAll(async () => {
      const { reasons = [] } = floor.plant;
      await floor.rewritePlantFile({ ...floor.plant, reasons: reasons.filter(({ code }) => code !== 'film-jam') });
      await floor.on();
      await line.refused.waitFor();
    });
    hasNoFinding(() => line.page);
  });
});
