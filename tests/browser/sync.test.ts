import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EntriesFile } from '../../pwa/data/entries-file.ts';
import { PROTOCOL } from '../../shared/sync/compatibility.ts';
import { seriousFindings } from './axe.ts';
import { killBrowserOf, startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { sideways, tooSmall } from './fitting.ts';
import { leaveFormerStore } from './former-store.ts';
import { SyncFloor } from './sync-floor.ts';
import { SyncPage } from './sync-page.ts';
import { PHONE, TABLET, Tablet } from './tablet.ts';

describeInBrowser('a device says what waits on it', () => {
  let browser: Browser;
  let floor: SyncFloor;
  let tablet: Tablet;
  const open = async (options: object = TABLET): Promise<SyncPage> => {
    tablet = await Tablet.fresh(browser, options);
    return SyncPage.open(tablet, floor.address);
  };

  beforeAll(async () => {
    browser = await startBrowser();
  });
  beforeEach(async () => {
    floor = await SyncFloor.open();
  });
  afterEach(async () => {
    expect(tablet.pageErrors).toEqual([]);
    await tablet.close();
    await floor.close();
  });
  afterAll(() => browser?.close());

  it('in one sentence, wherever one is: a tap on it leads to all there is to know', async () => {
    const page = await open(PHONE);
    await eventually(() => page.said()).toBe('Everything is here and sent');
    await page.page.goto(floor.address);
    await page.page.getByText('ready for offline').waitFor();
    await floor.gateway.stop();
    await page.give();
    await page.give();
    await eventually(() => page.chip().innerText()).toContain('2 not yet sent');
    await page.chip().tap();
    await eventually(() => page.said()).toMatch(/2 entries wait: the gateway cannot be reached since \d\d:\d\d/);
    await eventually(() => page.waiting.allInnerTexts()).toHaveLength(2);
    await eventually(() => page.waiting.first().innerText()).toMatch(
      /Line 8 · “Film jam” for the stop at .*\s.*Keeper Late, .* out of reach/,
    );
    await floor.gateway.start();
    await page.button('Send and ask now').click();
    await eventually(() => page.said()).toBe('Everything is here and sent');
    await eventually(() => page.waiting.count()).toBe(0);
    expect(floor.gateway.facts.size).toBe(2);
  });

  it('to keyboards and screen readers as well', async () => {
    const page = await open();
    await page.page.goto(floor.address);
    const link = page.page.getByRole('link', { name: /^What waits on this device: .*live/ });
    await link.focus();
    await page.page.keyboard.press('Enter');
    await page.page.getByRole('heading', { name: 'This device', exact: true }).waitFor();
    await eventually(() => page.page.locator('ls-sync-state').getByRole('status').first().innerText()).toContain(
      'Everything',
    );
    for (const table of ['Hours and stops', 'Lines as they are now', 'Plant, lines and lists'])
      await page.page.getByRole('rowheader', { name: table }).waitFor();
  });

  it('what was refused, until somebody puts it right: said again, under an id of its own, about the same time', async () => {
    const page = await open();
    floor.refuses('reason');
    const id = await page.give({ comment: 'sleeve was torn' });
    await page.refused.waitFor();
    await eventually(() => page.chip().innerText()).toContain('1 needs you');
    await eventually(() => page.refused.innerText()).toContain('The reason is not in the list any more');
    await eventually(() => page.refused.innerText()).toContain('You wrote: “sleeve was torn”');

    floor.refuses(null);
    await page.button(/^Correct and send again/).click();
    const form = page.page.locator('ls-reason-picker');
    await eventually(() => form.getByRole('textbox').inputValue()).toBe('sleeve was torn');
    await form.getByRole('button', { name: 'Cleaning' }).click();
    await eventually(() => page.refused.count()).toBe(0);
    await eventually(() => floor.gateway.facts.size).toBe(1);
    const [again] = [...floor.gateway.facts.values()];
    expect(again).toMatchObject({ type: 'reason', code: 'cleaning', comment: 'sleeve was torn' });
    expect(again!._id).not.toBe(id);
    await eventually(() => page.said()).toBe('Everything is here and sent');
  });

  it('what was refused, until somebody has confirmed that it may go', async () => {
    const page = await open();
    floor.refuses('role');
    await page.give();
    await page.button(/^Dismiss …/).click();
    await page.page.getByRole('button', { name: 'Keep', exact: true }).click();
    await eventually(() => page.refused.count()).toBe(1);
    await page.button(/^Dismiss …/).click();
    await page.button('Dismiss for good').click();
    await eventually(() => page.refused.count()).toBe(0);
  });

  it('what was too late, as not done', async () => {
    const page = await open();
    await floor.gateway.stop();
    await page.give({ expiresAt: Date.now() + 50 });
    await eventually(() => page.refused.count()).toBe(1);
    await eventually(() => page.refused.innerText()).toContain('It was too late: not done');
    await eventually(() => page.button(/^Correct/).count()).toBe(0);
    await floor.gateway.start();
    await page.button('Send and ask now').click();
    await eventually(() => page.said()).not.toContain('reached');
    expect(floor.gateway.facts.size).toBe(0);
  });

  it('and gives it as a file, which a supervisor hands in elsewhere', async () => {
    const page = await open();
    await eventually(() => page.said()).toBe('Everything is here and sent');
    await floor.gateway.stop();
    const id = await page.give({ comment: 'typed here' });
    const [download] = await Promise.all([
      page.page.waitForEvent('download'),
      page.button('Save 1 entry as a file').click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^lineside-entries-device-.*\.json$/);
    const path = await download.path();
    const file = JSON.parse(await readFile(path, 'utf8')) as EntriesFile;
    expect(file.entries).toMatchObject([{ _id: id, comment: 'typed here', code: 'film-jam', name: 'Film jam' }]);

    await floor.gateway.start();
    const other = await Tablet.fresh(browser);
    const elsewhere = await SyncPage.open(other, floor.address);
    await elsewhere.page.locator('ls-sync-file input[type=file]').setInputFiles(path);
    await elsewhere.page.getByText('1 entry accepted.').waitFor();
    expect(floor.brought.map(({ _id }) => _id)).toEqual([id]);
    await other.close();
  });

  it('the same in three windows', async () => {
    const first = await open();
    const pages = [first, await SyncPage.open(tablet, floor.address), await SyncPage.open(tablet, floor.address)];
    const all = (read: (page: SyncPage) => Promise<unknown>) => Promise.all(pages.map(read));
    await eventually(() => all((page) => page.said())).toEqual(pages.map(() => 'Everything is here and sent'));
    const senders = async () =>
      (await all((page) => page.fact('Windows'))).filter((text) => String(text).startsWith('This window sends'));
    await eventually(senders).toHaveLength(1);

    await floor.gateway.stop();
    await pages[1]!.give();
    floor.gateway.protocol = PROTOCOL + 2;
    for (const page of pages) await eventually(() => page.said()).toContain('1 entry waits');
    await floor.gateway.start();
    await pages[2]!.button('Send and ask now').click();
    for (const page of pages) await eventually(() => page.said()).toContain('This app is older than its gateway');
    floor.gateway.protocol = PROTOCOL;
    await pages[2]!.button('Send and ask now').click();
    for (const page of pages) await eventually(() => page.said()).toBe('Everything is here and sent');
    expect(floor.gateway.facts.size).toBe(1);
  });

  it('after an update from the release before, with all that was typed under that one', async () => {
    tablet = await Tablet.fresh(browser);
    const former = await tablet.newPage();
    await former.goto(`${floor.address}/icon.svg`);
    await leaveFormerStore(former);
    await former.close();
    floor.gateway.faults.push.push('error', 'error');
    const page = await SyncPage.open(tablet, floor.address);
    await eventually(() => floor.gateway.facts.size).toBe(2);
    const facts = [...floor.gateway.facts.values()];
    expect(facts.map((fact) => 'comment' in fact && fact.comment).sort()).toEqual([
      'typed before the update',
      'typed out of reach',
    ]);
    await eventually(() => page.refused.innerText()).toContain('You wrote: “was refused”');
    // A gateway that has them takes them again as the same, and no start brings them back.
    await page.page.reload();
    await eventually(() => page.said()).toContain('1 entry was not accepted and needs you');
    await page.page.getByText('Everything else is here and sent').waitFor();
    await eventually(() => page.refused.count()).toBe(1);
  });

  describe.each(['en-US', 'de-DE'])('in %s, so that everybody can use it', (locale) => {
    it.each([
      [390, 844],
      [768, 1024],
      [1280, 800],
    ])('on %d × %d', async (width, height) => {
      const page = await open({ viewport: { width, height }, locale });
      floor.refuses('role');
      await page.give({ comment: 'x'.repeat(200) });
      await page.refused.waitFor();
      await floor.gateway.stop();
      await page.give();
      await eventually(() => page.waiting.count()).toBe(1);
      await page.refused.getByRole('button').first().click();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.page.emulateMedia({ colorScheme });
        await eventually(() => seriousFindings(page.page)).toEqual([]);
      }
      await eventually(() => sideways(page.page)).toBe(0);
      const targets = page.page.locator('ls-sync-page').locator('button, a, input, select');
      await eventually(() => tooSmall(targets)).toEqual([]);
    });
  });
});

describeInBrowser('what waits on a device', () => {
  it('is still there after its browser was killed, and is sent once', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'lineside-sync-'));
    const floor = await SyncFloor.open();
    let tablet = await Tablet.of(profile);
    let page = await SyncPage.open(tablet, floor.address);
    await page.page.getByText('The app itself is on this device').waitFor();
    await eventually(() => page.said()).toBe('Everything is here and sent');
    // What a browser keeps beside its databases is on the disk for sure only after that.
    await tablet.close();
    tablet = await Tablet.of(profile);
    page = await SyncPage.open(tablet, floor.address);
    await eventually(() => page.said()).toBe('Everything is here and sent');
    await floor.gateway.stop();
    const ids = [await page.give({ comment: 'first' }), await page.give({ comment: 'second' })];
    const closed = new Promise((resolve) => tablet.context.once('close', resolve));
    await killBrowserOf(profile);
    await closed;

    tablet = await Tablet.of(profile);
    page = await SyncPage.open(tablet, floor.address);
    await eventually(() => page.said()).toContain('2 entries wait');
    const waiting = async () => (await page.waiting.allInnerTexts()).map((text) => /“(first|second)”/.exec(text)?.[1]);
    await eventually(waiting).toEqual(['first', 'second']);
    await floor.gateway.start();
    await page.button('Send and ask now').click();
    await eventually(() => page.said()).toBe('Everything is here and sent');
    expect([...floor.gateway.facts.keys()].sort()).toEqual(ids.sort());
    await tablet.close();
    await floor.close();
    await rm(profile, { recursive: true, maxRetries: 5 });
  });
});
