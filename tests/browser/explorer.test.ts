import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seriousFindings } from './axe.ts';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { ExplorerPage } from './explorer-page.ts';
import { sideways, tooSmall } from './fitting.ts';
import { PlantFloor } from './plant-floor.ts';
import { SeriesGateway } from './series-gateway.ts';
import { NOT_INSTALLED, PHONE, TABLET, type Tablet } from './tablet.ts';

const TWO = 'm=line8/metric-0&m=line8/metric-1';
const TWENTY = Array.from({ length: 20 }, (_, i) => `m=line${7 + Math.floor(i / 7)}/metric-${i % 7}`).join('&');

describeInBrowser('the Explorer', () => {
  let floor: PlantFloor;
  let browser: Browser;
  let tablet: Tablet;
  let series: SeriesGateway;
  beforeAll(async () => {
    browser = await startBrowser();
    floor = await PlantFloor.open();
  });
  afterAll(async () => {
    await browser?.close();
    await floor?.close();
  });
  beforeEach(async () => {
    tablet = await floor.tablet(browser, NOT_INSTALLED);
    series = new SeriesGateway(() => Date.now());
    await series.serve(tablet.context);
  });
  afterEach(async () => {
    expect(tablet.pageErrors).toEqual([]);
    await tablet.close();
  });
  const open = (search = '') => ExplorerPage.open(tablet, floor.address, search);
  const at = async (options: object) => {
    await tablet.close();
    tablet = await floor.tablet(browser, { ...NOT_INSTALLED, ...options });
    await series.serve(tablet.context);
  };

  it('begins with a choice, found by searching and by keys alone', async () => {
    const explorer = await open();
    const box = explorer.page.getByRole('searchbox', { name: 'Search' }).first();
    await box.fill('line 8 temp');
    await eventually(() => explorer.page.getByRole('checkbox').count()).toBe(2);
    await box.press('Tab');
    await explorer.page.keyboard.press('Space');
    await explorer.drawn();
    await eventually(() => explorer.rows()).toHaveLength(1);
    expect((await explorer.rows())[0]).toMatch(/^A Sealing temperature Line 8 1[78]\d\.\d °C 1\d\d\.\d – \d\d\d\.\d/);
    expect(explorer.search()).toBe('?m=line8/metric-0&last=1d');
  });

  it('draws one unit on one axis and gives a third unit a pane of its own', async () => {
    const explorer = await open(`${TWO}&m=line8/metric-3&m=line9/metric-0`);
    await eventually(() => explorer.panes()).toBe(2);
    await explorer.page.getByRole('button', { name: 'Stacked' }).click();
    await eventually(() => explorer.panes()).toBe(3);
    expect(explorer.search()).toContain('panes=stacked');
  });

  it('changes its resolution with the zoom and says which it is', async () => {
    const explorer = await open(`${TWO}&last=1d`);
    await eventually(() => explorer.resolution()).toBe('1 min values');
    await explorer.preset('1 year');
    await eventually(() => explorer.resolution()).toBe('1 day values');
    await explorer.preset('1 h');
    await eventually(() => explorer.resolution()).toBe('every value');
  });

  it('zooms by the wheel, pans by dragging and comes back to all by a double click', async () => {
    const explorer = await open(`${TWO}&last=1d`);
    const whole = await explorer.span();
    await explorer.point(0.5);
    await explorer.page.mouse.wheel(0, -500);
    await eventually(() => explorer.search()).toMatch(/last=1d&from=.*&to=/);
    const zoomed = await explorer.span();
    await explorer.page.mouse.down();
    await explorer.point(0.7);
    await explorer.page.mouse.up();
    await eventually(() => explorer.span()).not.toBe(zoomed);
    await explorer.page.getByRole('button', { name: 'Back to now' }).click();
    await eventually(() => explorer.search()).toMatch(/last=1d&show=\d+m/);
    await explorer.point(0.5);
    await explorer.page.mouse.dblclick((await centre(explorer)).x, (await centre(explorer)).y);
    await eventually(async () => (await explorer.span()).slice(0, 12)).toBe(whole.slice(0, 12));
    await eventually(() => explorer.search()).toBe(`?${TWO}&last=1d`);
  });

  it('moves and resizes the view by the overview, by hand and by keys', async () => {
    const explorer = await open(`${TWO}&last=1d`);
    const start = explorer.overview.getByRole('slider', { name: 'Start of the view' });
    await start.focus();
    await explorer.page.keyboard.press('PageUp');
    await explorer.page.keyboard.press('PageUp');
    await eventually(() => explorer.search()).toMatch(/last=1d&show=1152m/);
    const before = await start.getAttribute('aria-valuetext');
    const grip = (await start.boundingBox())!;
    await explorer.page.mouse.move(grip.x + grip.width - 8, grip.y + 20);
    await explorer.page.mouse.down();
    await explorer.page.mouse.move(grip.x + grip.width + 120, grip.y + 20, { steps: 4 });
    await explorer.page.mouse.up();
    await eventually(() => start.getAttribute('aria-valuetext')).not.toBe(before);
  });

  it('reads the same moment of all panes, by pointing and aloud by keys', async () => {
    const explorer = await open(`${TWO}&m=line8/metric-3&last=1d`);
    const whole = await explorer.rows();
    await explorer.point(0.4);
    await eventually(() => explorer.rows()).not.toEqual(whole);
    await explorer.page.mouse.move(5, 5);
    await eventually(() => explorer.rows()).toEqual(whole);
    await explorer.chart.getByRole('group').focus();
    await explorer.page.keyboard.press('r');
    await explorer.page.keyboard.press('ArrowLeft');
    const said = explorer.chart.getByRole('status');
    await eventually(() => said.innerText()).toMatch(
      /\d\d:\d\d; A: Line 8 Sealing temperature 1\d\d\.\d °C, between .*; C: /,
    );
    const first = await said.innerText();
    await explorer.page.keyboard.press('ArrowLeft');
    await eventually(() => said.innerText()).not.toBe(first);
  });

  it('shows "–" where nothing is known, and never a value across it', async () => {
    const now = Date.now();
    series.gap = { from: now - 20 * 3_600_000, to: now - 4 * 3_600_000 };
    const explorer = await open(`m=line8/metric-0&last=1d`);
    await explorer.point(0.5);
    await eventually(() => explorer.rows()).toEqual(['A Sealing temperature Line 8 – °C ×']);
  });

  it('is the same as a table by one key', async () => {
    const explorer = await open(`${TWO}&last=1d`);
    await explorer.page.keyboard.press('t');
    const rows = explorer.page.getByRole('table').getByRole('row');
    await rows.first().waitFor();
    await eventually(() => rows.first().innerText()).toMatch(/Time\s+A · Sealing temperature/);
    await eventually(() => rows.count()).toBeGreaterThan(50);
    await explorer.page.keyboard.press('t');
    await explorer.drawn();
  });

  it('can be shared by its address, and goes back and forward', async () => {
    const explorer = await open(`${TWO}&last=1d`);
    await explorer.preset('1 week');
    await eventually(() => explorer.resolution()).toBe('15 min values');
    await explorer.legend.getByRole('button', { name: 'Remove Line 8 Film tension' }).click();
    await eventually(() => explorer.rows()).toHaveLength(1);
    await explorer.page.goBack();
    await eventually(() => explorer.rows()).toHaveLength(2);
    await explorer.page.goBack();
    await eventually(() => explorer.resolution()).toBe('1 min values');
    await explorer.page.goForward();
    await eventually(() => explorer.resolution()).toBe('15 min values');
    const other = await open(explorer.search().slice(1));
    await eventually(() => other.resolution()).toBe('15 min values');
  });

  it('follows the live edge and asks for nothing twice within two seconds', async () => {
    const explorer = await open('m=line8/metric-0&last=1h');
    const asked = series.asked.length;
    const seen = Date.now();
    await eventually(() => series.asked.length - asked).toBeGreaterThanOrEqual(3);
    const perTile = new Map<string, number>();
    for (const url of series.asked.slice(asked)) perTile.set(url, (perTile.get(url) ?? 0) + 1);
    perTile.delete('304');
    expect(Math.max(...perTile.values())).toBeLessThanOrEqual((Date.now() - seen) / 2_000 + 1);
    await eventually(() => explorer.age()).toMatch(/^live · /);
  });

  it('shows out of reach what it has seen, marks what is missing, and says as of when', async () => {
    await at({ serviceWorkers: 'allow' });
    const explorer = await open(`${TWO}&last=1d`);
    await eventually(() => explorer.connection()).toContain('ready for offline');
    await floor.off();
    series.answers = false;
    try {
      await explorer.page.reload();
      await explorer.drawn();
      await eventually(() => explorer.rows()).toHaveLength(2);
      expect((await explorer.rows())[0]).toMatch(/1\d\d\.\d °C/);
      await eventually(() => explorer.age()).toMatch(/^as of \d\d:\d\d/);
      await explorer.preset('1 week');
      await eventually(() => explorer.page.locator('.chart header').innerText()).toContain(
        'hatched = not on this device',
      );
      await eventually(() => explorer.resolution()).toBe('1 min values');
    } finally {
      await floor.on();
    }
    series.answers = true;
    await eventually(() => explorer.resolution(), 30_000).toBe('15 min values');
  });

  it('says what could not be fetched, and of which metric', async () => {
    const explorer = await open(`m=line8/metric-0&m=line8/gone&last=1d`);
    await eventually(async () => (await explorer.rows())[1]).toContain('This metric is not known here (any more).');
    expect((await explorer.rows())[0]).toMatch(/1\d\d\.\d °C/);
  });

  describe('saves', () => {
    const saving = async (explorer: ExplorerPage, name: string) => {
      await explorer.page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
      await explorer.page.getByRole('button', { name: 'Save …' }).click();
      const [file] = await Promise.all([
        explorer.page.waitForEvent('download'),
        explorer.page.getByRole('button', { name, exact: true }).click(),
      ]);
      return { name: file.suggestedFilename(), bytes: await readFile((await file.path())!) };
    };

    it('a picture that stands alone', async () => {
      const { name, bytes } = await saving(await open(`${TWO}&last=1d`), 'Save picture');
      expect(name).toMatch(/\.png$/);
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
      expect(bytes.length).toBeGreaterThan(20_000);
    });

    it('a picture to the clipboard', async () => {
      await tablet.context.grantPermissions(['clipboard-read', 'clipboard-write']);
      // Pages of the app may not read what is there; another one may.
      const other = await tablet.newPage();
      await other.route('http://localhost:9/', (route) => route.fulfill({ body: '', contentType: 'text/html' }));
      await other.goto('http://localhost:9/');
      const explorer = await open(`${TWO}&last=1d`);
      await explorer.page.getByRole('button', { name: 'Save …' }).click();
      await explorer.page.getByRole('button', { name: 'Copy picture' }).click();
      await explorer.page.getByText('The picture is on the clipboard.').waitFor();
      await other.bringToFront();
      const types = await other.evaluate(async () => (await navigator.clipboard.read())[0]!.types);
      expect(types).toContain('image/png');
    });

    it('what is shown, in its resolution', async () => {
      const { name, bytes } = await saving(await open(`${TWO}&last=1d`), 'What is shown as CSV');
      expect(name).toMatch(/^test-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
      expect(bytes.toString().split('\n')).toHaveLength(502);
      const asked = new URL(
        series.asked.find((url) => url.includes('export'))!,
        'http://gateway',
      ).searchParams;
      expect(asked.getAll('metric')).toEqual(['line8/metric-0', 'line8/metric-1']);
      expect(asked.get('tier')).toBe('1m');
      expect(Number(asked.get('to')) - Number(asked.get('from'))).toBe(86_400_000);
    });

    it('the whole range, in a resolution that was chosen', async () => {
      const explorer = await open(`${TWO}&last=1d&show=60m`);
      await explorer.page.getByRole('button', { name: 'Save …' }).click();
      await explorer.page.getByLabel('Resolution').selectOption('1h');
      await explorer.page.keyboard.press('Escape');
      await saving(explorer, 'The whole range as .xlsx');
      const asked = new URL(
        series.asked.find((url) => url.includes('export'))!,
        'http://gateway',
      ).searchParams;
      expect(asked.get('tier')).toBe('1h');
      expect(asked.get('format')).toBe('xlsx');
      expect(Number(asked.get('to')) - Number(asked.get('from'))).toBe(86_400_000);
    });
  });

  describe('fits', () => {
    it.each([
      ['a tablet', TABLET],
      ['a kiosk', { viewport: { width: 1920, height: 1080 } }],
      ['a phone', PHONE],
      ['a phone in German', { ...PHONE, locale: 'de-DE' }],
      ['a narrow window', { viewport: { width: 320, height: 640 }, locale: 'de-DE' }],
    ])('%s, with twenty metrics and with none', async (_, options) => {
      await at(options);
      for (const search of [`${TWENTY}&last=1w`, '']) {
        const { page } = await open(search);
        await page
          .locator(search ? 'ls-series-legend li' : 'ls-metric-chooser label')
          .last()
          .waitFor();
        await eventually(() => sideways(page)).toBe(0);
        await eventually(() => tooSmall(page.locator('ls-explorer-page').locator('button, nav a, label'))).toEqual([]);
        await page.close();
      }
    });
  });

  describe('shuts nobody out', () => {
    it.each(['light', 'dark'] as const)('in %s colours', async (colorScheme) => {
      await at({ colorScheme });
      const explorer = await open(`${TWO}&m=line8/metric-3&m=line9/metric-5&last=1d`);
      await explorer.point(0.4);
      await eventually(() => seriousFindings(explorer.page)).toEqual([]);
      await explorer.page.keyboard.press('t');
      await explorer.page.getByRole('table').waitFor();
      await eventually(() => seriousFindings(explorer.page)).toEqual([]);
      await explorer.page.getByRole('button', { name: 'Save …' }).click();
      await eventually(() => seriousFindings(explorer.page)).toEqual([]);
      await explorer.page.keyboard.press('Escape');
      await explorer.page.getByRole('button', { name: 'Add metrics' }).click();
      await eventually(() => seriousFindings(explorer.page)).toEqual([]);
      await explorer.page.keyboard.press('Escape');
      await explorer.page.getByRole('button', { name: 'From … to' }).click();
      await eventually(() => seriousFindings(explorer.page)).toEqual([]);
    });
  });
});

async function centre(explorer: ExplorerPage): Promise<{ x: number; y: number }> {
  const box = (await explorer.chart.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
