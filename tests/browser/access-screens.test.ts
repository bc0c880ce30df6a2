import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../system/visitor.ts';
import { seriousFindings } from './axe.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { sideways } from './fitting.ts';
import { SecureFloor } from './secure-floor.ts';
import { SignOnPage } from './sign-on-page.ts';
import { PHONE, TABLET } from './tablet.ts';

const DEVICES: Record<string, BrowserContextOptions> = {
  'a tablet': TABLET,
  'a tablet in German, dark': { ...TABLET, locale: 'de-DE', colorScheme: 'dark' },
  'a phone in German, dark': { ...PHONE, locale: 'de-DE', colorScheme: 'dark' },
  'a tablet in German at 200 %': { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2, locale: 'de-DE' },
};

describeInBrowser('screens of getting in, over TLS', () => {
  let floor: SecureFloor;
  beforeAll(async () => {
    floor = await SecureFloor.open();
  });
  afterEach(async () => {
    expect(floor.misdeeds()).toEqual([]);
    await floor.closeTablets();
  });
  afterAll(() => floor?.close());

  it('are fit for all before there is anybody', async () => {
    for (const options of Object.values(DEVICES)) {
      const page = await (await floor.tablet(options)).newPage();
      await page.goto(floor.address);
      await page.locator('ls-sign-on-form').waitFor();
      await isFit(page);
      await page.locator('button.main').click();
      await page.locator('.wrong').first().waitFor();
      await isFit(page);
    }
  });

  describe.each(Object.entries(DEVICES))('on %s', (_name, options) => {
    it('are fit for all', async () => {
      const admin = await floor.admin();
      const page = await (await floor.tablet(options)).newPage();
      await page.goto(floor.address);
      await page.locator('ls-signing-on').waitFor();
      await isFit(page);
      await page.goto(`${floor.address}/enrol`);
      await page.locator('ls-sign-on-form').waitFor();
      await isFit(page);
      await page.locator('ls-sign-on-form input').fill(await floor.deviceCode('Packstation Beutel Nord 1', 'station'));
      await page.locator('button.main').click();
      await page.locator('[role="status"]').waitFor();
      await isFit(page);

      const station = new SignOnPage(page);
      await page.goto(`${floor.address}/lines/line8`);
      await station.line.filled();
      await page.locator('ls-person .asks').click();
      await page.locator('ls-sign-on-pad').waitFor();
      await isFit(page);
      await page.locator('ls-sign-on .ways button').last().click();
      await page.locator('ls-sign-on-form input').first().fill(admin.user!);
      await page.locator('ls-sign-on-form input[type="password"]').fill(PASSWORD);
      await page.locator('ls-sign-on-form button.main').click();
      await page.locator('ls-person').getByRole('button', { expanded: false }).click();
      await isFit(page);
      for (const [path, shown] of Object.entries({
        people: 'ls-people-list',
        devices: 'ls-device-list',
        audit: 'ls-audit-table',
        account: 'ls-account-secret',
      })) {
        await page.goto(`${floor.address}/${path}`);
        await page.locator(shown).first().waitFor();
        await isFit(page);
      }
    });
  });

  async function isFit(page: Page): Promise<void> {
    await eventually(() => seriousFindings(page)).toEqual([]);
    await eventually(() => sideways(page)).toBe(0);
  }
});
