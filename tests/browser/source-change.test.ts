import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SourceDefinition } from '../../shared/sources.ts';
import { CYCLES } from '../fixtures/sources.ts';
import { seriousFindings } from './axe.ts';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { sideways } from './fitting.ts';
import { SourceFloor } from './source-floor.ts';
import { NOT_INSTALLED, PHONE, TABLET, Tablet } from './tablet.ts';

const CHANGE = '/sources/line8/vision/mapping';
const ROWS = '06.10.2026 15:42:10;20,5\n06.10.2026 15:42:11;20,6\n';

describeInBrowser('an engineer', () => {
  let browser: Browser;
  let floor: SourceFloor;
  let tablet: Tablet;
  let page: Page;
  const open = async (path: string, options: object = TABLET): Promise<void> => {
    tablet = await Tablet.fresh(browser, { ...NOT_INSTALLED, ...options });
    page = await tablet.newPage();
    await page.goto(floor.address + path);
  };
  const field = (name: string) => page.locator(`ls-source-form input[name="${name}"]`);
  const save = () => page.getByRole('button', { name: 'Save', exact: true });
  const declared = (line = 'line8') => floor.plant.definition.lines.find(({ id }) => id === line)!.sources;

  beforeAll(async () => {
    browser = await startBrowser();
  });
  beforeEach(async () => {
    floor = await SourceFloor.open();
  });
  afterEach(async () => {
    expect(tablet.pageErrors).toEqual([]);
    await tablet.close();
    await floor.close();
  });
  afterAll(() => browser?.close());

  describe('who changes a source', () => {
    it('sees at once what the sample reads as, what will change, and saves it with a reason', async () => {
      await open(CHANGE);
      await page.getByRole('button', { name: 'Look what it finds' }).click();
      await page.getByText('The start of PR20261006.txt is the sample.').waitFor();
      await page.getByText('16 rows readable, 1 not').waitFor();
      await eventually(() => save().isDisabled()).toBe(true);
      await field('time.format').fill('DD/MM/YY HH:mm:ss.SSS');
      await page.getByRole('cell', { name: '2026-06-10 15:42:10.123' }).first().waitFor();
      await eventually(() => page.locator('ls-source-save dl').innerText()).toContain('"DD/MM/YY HH:mm:ss.SSS"');
      await page.getByLabel('Why (kept with the change)').fill('new firmware');
      await save().click();
      await page.getByText('Saved: it is read so from now on.').waitFor();
      await page.getByText('Nothing is changed yet.').waitFor();
      expect(declared()).toMatchObject([{ time: { format: 'DD/MM/YY HH:mm:ss.SSS' } }]);
      expect(floor.audit.happened).toMatchObject([{ what: 'source-changed', user: 'etcher', reason: 'new firmware' }]);
      await page.getByRole('link', { name: 'To its rows' }).click();
      await page.getByRole('heading', { name: 'Last rows' }).waitFor();
    });

    it('is told of each problem beside its field, and led there', async () => {
      await open(CHANGE);
      await field('time.format').fill('DD HH:mm');
      const summary = page.locator('.summary');
      await summary.getByText('1 thing is not right yet').waitFor();
      await page.locator('ls-source-form .wrong').getByText('needs a year').waitFor();
      await summary.getByRole('button').click();
      expect(
        await field('time.format').evaluate((input) => (input.getRootNode() as ShadowRoot).activeElement === input),
      ).toBe(true);
      await eventually(() => save().isDisabled()).toBe(true);
    });

    it('can write JSON as well: both are the same definition', async () => {
      await open(CHANGE);
      await field('path').fill('Line8/new/*.txt');
      await page.getByRole('button', { name: 'JSON' }).click();
      const json = page.getByRole('textbox', { name: 'Definition' });
      await eventually(() => json.inputValue()).toContain('"Line8/new/*.txt"');
      await json.fill((await json.inputValue()).replace('MM/DD/YY', 'DD/MM/YY'));
      await page.getByRole('button', { name: 'Form' }).click();
      await eventually(() => field('time.format').inputValue()).toBe('DD/MM/YY HH:mm:ss.SSS');
      await eventually(() => field('path').inputValue()).toBe('Line8/new/*.txt');
      await page.getByRole('button', { name: 'As it is now' }).click();
      await eventually(() => field('path').inputValue()).toBe('Line8/PR*.txt');
    });

    it('does not write over what somebody else has changed meanwhile, and loses nothing of it', async () => {
      await open(CHANGE);
      await field('path').fill('Line8/mine/*.txt');
      floor.changesMeanwhile({ ...CYCLES, delimiter: ';' } as SourceDefinition);
      await page.getByText('Somebody else has changed it since you began.').waitFor();
      await eventually(() => save().isDisabled()).toBe(true);
      await page.getByRole('button', { name: 'Go on from what it is now' }).click();
      await eventually(() => field('path').inputValue()).toBe('Line8/mine/*.txt');
      await eventually(() => page.locator('ls-source-save dl').innerText()).toContain('delimiter');
      await save().click();
      await page.getByText('Saved: it is read so from now on.').waitFor();
    });

    it('keeps what is written while the gateway is out of reach, or another part is shown', async () => {
      await open(CHANGE);
      await field('path').fill('Line8/mine/*.txt');
      await page.getByRole('link', { name: 'Rows', exact: true }).click();
      await page.getByRole('heading', { name: 'Last rows' }).waitFor();
      await page.goBack();
      await eventually(() => field('path').inputValue()).toBe('Line8/mine/*.txt');
      await floor.gateway.stop();
      await page.getByText('Out of reach: it can be saved').waitFor();
      await eventually(() => field('path').inputValue()).toBe('Line8/mine/*.txt');
      await eventually(() => save().isDisabled()).toBe(true);
      await floor.gateway.start();
    });

    it('removes it after a second look, and is told that its rows stay', async () => {
      await open(CHANGE);
      await page.getByRole('button', { name: 'Remove this source' }).click();
      await page.getByText('All that it has read stays.').waitFor();
      await page.getByRole('button', { name: 'Remove it now' }).click();
      await page.getByText('It is not read any more.').waitFor();
      expect(declared()).toEqual([]);
    });
  });

  describe('who adds a source', () => {
    it('says line, kind and name, then what each column of a sample is', async () => {
      await open('/sources');
      await page.getByRole('button', { name: 'Add a source' }).click();
      await page.getByLabel('What they say').selectOption('samples');
      await page.getByLabel('Short name').fill('oven');
      await page.keyboard.press('Enter');
      await page.getByLabel('Sample').fill(ROWS);
      await eventually(() => page.getByLabel('Between two columns').inputValue()).toContain('Semicolon');
      await page.getByLabel('column-1', { exact: true }).selectOption('time');
      await page.getByLabel('column-2', { exact: true }).selectOption('new');
      await page.locator('ls-source-metrics').getByLabel('Name', { exact: true }).fill('Temperature');
      await page.getByLabel('Decimal sign').selectOption('Comma');
      await field('path').fill('Oven/*.csv');
      await field('time.format').fill('DD.MM.YYYY HH:mm:ss');
      await page.getByText('2 rows readable').waitFor();
      await save().click();
      await page.getByText('Saved: it is read so from now on.').waitFor();
      expect(declared()[1]).toMatchObject({
        ...{ id: 'oven', kind: 'csv', path: 'Oven/*.csv', delimiter: ';', decimal: ',', columns: ['time', 'column-2'] },
        time: { column: 'time', format: 'DD.MM.YYYY HH:mm:ss' },
      });
      await page.getByRole('link', { name: 'To its rows' }).click();
      await page.getByRole('heading', { name: 'Line 8 · oven' }).waitFor();
    });

    it('makes a Modbus device of registers', async () => {
      await open('/sources');
      await page.getByRole('button', { name: 'Add a source' }).click();
      await page.getByLabel('How its rows arrive').selectOption('modbus');
      await page.getByLabel('Short name').fill('meter');
      await page.keyboard.press('Enter');
      await page.getByLabel('Address of the device (TCP)').fill('10.0.0.9');
      await page.getByRole('button', { name: 'Add a value' }).click();
      const value = page.locator('ls-source-metrics li');
      await value.getByLabel('Short name').fill('power');
      await value.getByLabel('Name', { exact: true }).fill('Power');
      await value.getByLabel('Unit').fill('kW');
      await value.getByLabel('Address').fill('40');
      await value.getByLabel('Number').selectOption('float32');
      await eventually(() => save().isEnabled()).toBe(true);
      await save().click();
      await page.getByText('Saved: it is read so from now on.').waitFor();
      expect(declared()[1]).toMatchObject({
        ...{ kind: 'modbus', host: '10.0.0.9', unit: 1 },
        metrics: [{ id: 'power', name: 'Power', unit: 'kW', resolution: 0.1 }],
        registers: [{ metric: 'power', table: 'holding', address: 40, type: 'float32' }],
      });
    });
  });

  it('is the only one: who looks after quality, and a supervisor, see what they saw before', async () => {
    floor.signsOn('quality');
    await open(CHANGE);
    await page.getByRole('link', { name: 'Test a mapping' }).waitFor();
    await eventually(() => page.locator('ls-source-editor').count()).toBe(0);
    await eventually(() => page.getByRole('link', { name: 'Import' }).count()).toBe(0);
    await tablet.close();
    floor.signsOn('supervisor');
    await open('/sources');
    await page.getByText('1 of 2 needs a look').waitFor();
    await eventually(() => page.getByRole('button', { name: 'Add a source' }).count()).toBe(0);
  });

  it.each([
    ['tablet', TABLET],
    ['phone', PHONE],
    ['desktop', { viewport: { width: 1920, height: 1080 } }],
    ['tablet in the dark, in German', { ...TABLET, colorScheme: 'dark', locale: 'de-DE' }],
  ])(
    'has pages without serious faults for those who cannot see, and nothing beyond the edge: %s',
    async (_, options) => {
      await open(CHANGE, options);
      await page.locator('.with-button button').click();
      await page.locator('ls-source-editor ls-source-tried').waitFor();
      await field('time.format').fill('DD HH:mm');
      await page.locator('.summary').waitFor();
      await eventually(() => seriousFindings(page)).toEqual([]);
      await eventually(() => sideways(page)).toBe(0);
      await page.goto(`${floor.address}/sources`);
      await page.locator('.add button').click();
      await page.locator('ls-source-adding select').nth(1).selectOption('modbus');
      await page.locator('ls-source-adding input').fill('meter');
      await page.keyboard.press('Enter');
      await page.locator('ls-source-metrics .text-button').click();
      await eventually(() => seriousFindings(page)).toEqual([]);
      await eventually(() => sideways(page)).toBe(0);
    },
  );
});
