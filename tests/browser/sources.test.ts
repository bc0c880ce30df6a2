import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seriousFindings } from './axe.ts';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { sideways, tooSmall } from './fitting.ts';
import { FILE, SourceFloor } from './source-floor.ts';
import { NOT_INSTALLED, PHONE, TABLET, Tablet } from './tablet.ts';

const BAD_DEFINITION = '"format": "DD HH:mm"';

describeInBrowser('the pages of sources', () => {
  let browser: Browser;
  let floor: SourceFloor;
  let tablet: Tablet;
  let page: Page;
  const open = async (path: string, options: object = TABLET): Promise<Page> => {
    tablet = await Tablet.fresh(browser, { ...NOT_INSTALLED, ...options });
    page = await tablet.newPage();
    await page.goto(floor.address + path);
    return page;
  };
  /** Drops a file where a person would. */
  const drop = async (name: string, text: string): Promise<void> => {
    const files = await page.evaluateHandle(
      ({ name, text }) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], name));
        return transfer;
      },
      { name, text },
    );
    await page.locator('ls-source-drop:visible .zone').dispatchEvent('drop', { dataTransfer: files });
  };

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

  it('say at a glance which source needs a look, and why', async () => {
    await open('/sources');
    await page.getByText('1 of 2 needs a look').waitFor();
    const cards = page.locator('ls-source-card');
    const states = () =>
      cards.locator('ls-source-state').evaluateAll((all) => all.map((state) => state.shadowRoot?.textContent.trim()));
    await eventually(states).toEqual(['● live', expect.stringMatching(/^▲ silent · 4\smin/)]);
    await cards.nth(1).getByText('Nothing was heard from').waitFor();
  });

  it('are two taps from the start page', async () => {
    floor.gateway.others = ((others) => (request, response) => {
      if (request.url !== '/api/status') return others(request, response);
      const status = {
        store: { running: true, crashes: 0, lastCrashAt: null },
        facts: { waiting: 0, differing: 0, refused: 0 },
        sources: [],
      };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(status));
    })(floor.gateway.others);
    await open('/');
    await page.getByText('This gateway').click();
    await page.getByRole('link', { name: 'All sources' }).click();
    await page.getByRole('link', { name: 'vision' }).click();
    await page.getByRole('heading', { name: 'Line 8 · vision' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Sources' }).waitFor();
  });

  it('show each row as read and as decoded soon after it came; halted they stand still', async () => {
    const rows = () => page.locator('ls-source-rows tbody tr').allInnerTexts();
    await open('/sources/line8/vision');
    await page.getByText('No row has come').waitFor();
    const first = floor.seesRow();
    await eventually(async () => (await rows())[0]).toContain(first.raw);
    expect((await rows())[0]).toContain(first.decoded!.serialNumber);
    await page.getByRole('button', { name: 'Halt' }).click();
    const second = floor.seesRow();
    await page.waitForResponse(async (response) => (await response.text()).includes(second.raw));
    await eventually(() => rows()).toHaveLength(1);
    await page.getByRole('button', { name: 'Go on' }).click();
    await eventually(async () => (await rows())[0]).toContain(second.raw);
  });

  it('keep the row in sight that somebody looks at, while others go by', async () => {
    const row = floor.seesRow();
    await open('/sources/line8/vision');
    await page.getByRole('button', { name: /^Keep the row of/ }).click();
    for (let i = 0; i < 25; i++) floor.seesRow();
    await eventually(() => page.locator('ls-source-rows tbody tr').count()).toBe(20);
    await eventually(() => page.locator('ls-source-rows .picked').innerText()).toContain(row.raw);
    await eventually(() => page.locator('ls-source-rows table').innerText()).not.toContain(row.raw);
  });

  it('lead from a row that could not be read to its bytes, where it is marked, as text and in hex', async () => {
    floor.seesBadRow();
    await open('/sources/line8/vision');
    await page.getByRole('link', { name: 'Not readable · 1' }).click();
    await page.getByText('expected 5 fields, got 3').waitFor();
    await page.getByRole('button', { name: /^Show the bytes of PR20261006\.txt/ }).click();
    const dialog = page.getByRole('dialog');
    await eventually(() => dialog.locator('mark').allInnerTexts()).toEqual(['1330700,159070,0004']);
    await eventually(() => dialog.locator('pre').innerText()).toContain(FILE.slice(0, 40));
    await dialog.getByRole('button', { name: 'In hex' }).click();
    expect((await dialog.locator('.bytes mark').allInnerTexts()).join('').replaceAll(' ', '')).toBe(
      Buffer.from('1330700,159070,0004').toString('hex'),
    );
    await page.keyboard.press('Escape');
    await eventually(() => dialog.isVisible()).toBe(false);
    const focused = page.getByRole('button', { name: /^Show the bytes of/ });
    expect(await focused.evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button)).toBe(
      true,
    );
  });

  describe('that test a mapping', () => {
    beforeEach(() => floor.signsOn('supervisor'));
    const definition = () => page.getByLabel('Definition');

    it('decode a pasted sample at once, and again as the definition changes', async () => {
      await open('/sources/line8/vision/mapping');
      await page.getByLabel('Sample').fill('1330700,159070,7,1,10/06/26 15:42:10.123\n1330700,159070');
      await page.getByText('1 row readable, 1 not').waitFor();
      await page.getByRole('cell', { name: '2026-10-06 15:42:10.123' }).waitFor();
      await definition().fill((await definition().inputValue()).replace('MM/DD/YY', 'DD/MM/YY'));
      await page.getByRole('cell', { name: '2026-06-10 15:42:10.123' }).waitFor();
    });

    it('list the problems of a definition at their lines, and lead there', async () => {
      await open('/sources/line8/vision/mapping');
      await definition().fill((await definition().inputValue()).replace(/"format": "[^"]*"/, BAD_DEFINITION));
      const problem = page.getByRole('button', { name: /^▲ Line 15 · time\.format/ });
      await problem.click();
      const selected = await definition().evaluate((field: HTMLTextAreaElement) =>
        field.value.slice(field.selectionStart, field.selectionEnd),
      );
      expect(selected).toBe('"DD HH:mm"');
      await definition().fill('{ "id": }');
      await page.getByRole('button', { name: 'Line 1: this is no JSON' }).waitFor();
    });

    it('take a file that is dropped, and keep what is written while another part is shown', async () => {
      await open('/sources/line8/vision/mapping');
      await definition().fill((await definition().inputValue()).replace('"csv",', '"csv",\n'));
      const written = await definition().inputValue();
      await drop('PR20261006.txt', FILE);
      await page.getByText('16 rows readable, 1 not').waitFor();
      await page.getByRole('link', { name: 'Rows', exact: true }).click();
      await page.getByRole('heading', { name: 'Last rows' }).waitFor();
      await page.goBack();
      await eventually(() => definition().inputValue()).toBe(written);
      await page.getByText('16 rows readable, 1 not').waitFor();
    });

    it('take the last rows of the machine', async () => {
      floor.seesRow();
      floor.seesRow();
      await open('/sources/line8/vision/mapping');
      await page.getByRole('button', { name: 'Take the last rows' }).click();
      await page.getByText('2 rows readable').waitFor();
    });
  });

  describe('that import', () => {
    const item = (name: string) => page.locator('ls-source-imports').getByRole('listitem').filter({ hasText: name });

    it('take files that are dropped or chosen, oldest first, and say what came of each', async () => {
      await open('/sources/line8/vision/import');
      await drop('PR20221010.txt', 'a\nb\n');
      await item('PR20221010.txt').getByText('2 rows in').waitFor();
      await page.locator('ls-source-imports input').setInputFiles([
        { name: 'PR10.txt', mimeType: 'text/plain', buffer: Buffer.from('tenth\n') },
        { name: 'PR9.txt', mimeType: 'text/plain', buffer: Buffer.from('ninth, bad\n') },
      ]);
      await item('PR10.txt').getByText('1 row in').waitFor();
      expect(floor.imported).toEqual(['a\nb\n', 'ninth, bad\n', 'tenth\n']);
      await item('PR9.txt').getByRole('link', { name: '1 row not readable' }).click();
      await page.getByRole('link', { name: 'Not readable', exact: true }).waitFor();
    });

    it('show how far they are, go on when the page is loaded again, and can be cancelled', async () => {
      floor.holdImports();
      await open('/sources/line8/vision/import');
      await drop('PR1.txt', 'a\nb\nc\nd\n');
      await drop('PR2.txt', 'e\n');
      await item('PR1.txt').getByText('reading · 2 rows · 50 %').waitFor();
      await item('PR2.txt').getByText('waits for its turn').waitFor();
      await page.reload();
      await item('PR1.txt').getByText('reading · 2 rows · 50 %').waitFor();
      await page.getByRole('button', { name: 'Cancel the import of PR1.txt' }).click();
      await item('PR1.txt').getByText('cancelled · 2 rows are in and stay').waitFor();
      floor.letImportsEnd();
      await item('PR2.txt').getByText('1 row in').waitFor();
    });

    it('keep files that could not be sent, and send them when they are told to', async () => {
      await open('/sources/line8/vision/import');
      await page.getByRole('button', { name: 'Choose files' }).waitFor();
      await tablet.context.route('**/api/imports**', (route) => route.abort());
      await drop('PR1.txt', 'a\n');
      await item('PR1.txt').getByText('not sent').waitFor();
      await tablet.context.unroute('**/api/imports**');
      await page.getByRole('button', { name: 'Send the rest' }).click();
      await item('PR1.txt').getByText('1 row in').waitFor();
    });
  });

  it('say that there is no such source, and when the gateway is out of reach', async () => {
    await open('/sources/line8/camera');
    await page.getByText('There is no source “line8/camera” here').waitFor();
    await page.getByRole('link', { name: 'All sources' }).click();
    await page.getByText('1 of 2 needs a look').waitFor();
    await tablet.context.route('**/api/sources**', (route) => route.abort());
    await page.getByRole('link', { name: 'vision' }).click();
    await page.getByText('This page fills by itself').waitFor();
    await tablet.context.unroute('**/api/sources**');
    await page.getByRole('heading', { name: 'Line 8 · vision' }).waitFor();
  });

  describe.each([
    ['a tablet', TABLET],
    ['a phone', PHONE],
    ['a desktop in German, dark', { viewport: { width: 1920, height: 1080 }, locale: 'de-DE', colorScheme: 'dark' }],
    ['a phone in German, dark', { ...PHONE, locale: 'de-DE', colorScheme: 'dark' }],
  ])('on %s', (_device, options) => {
    it('shut nobody out, fit, and have no target too small for a finger', async () => {
      floor.seesBadRow();
      for (let i = 0; i < 20; i++) floor.seesRow();
      await open('/sources', options);
      await page.locator('ls-source-card').first().waitFor();
      await isFit();
      for (const view of ['', '/rejected', '/mapping', '/import', '/history']) {
        await page.goto(`${floor.address}/sources/line8/vision${view}`);
        await page.locator('.views').waitFor();
        if (view === '/import') await drop('PR1.txt', 'a\nbad\n');
        if (view === '/rejected') await page.locator('ls-source-rejected li').waitFor();
        if (view === '/mapping') {
          await page.locator('#sample').fill('1330700,159070,7,1,10/06/26 15:42:10.123\nbad');
          await page.locator('ls-source-tried').waitFor();
        }
        await isFit();
      }
    });
  });

  /** For people who see, hear and move differently, with gloves, on a screen of this size. */
  async function isFit(): Promise<void> {
    await eventually(() => seriousFindings(page)).toEqual([]);
    await eventually(() => sideways(page)).toBe(0);
    await eventually(() => tooSmall(page.locator('ls-app').locator('a, button'))).toEqual([]);
  }
});
