import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seriousFindings } from './axe.ts';
import { requireBuiltApp } from './built-app.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { sideways } from './fitting.ts';
import { browserThatTrusts, type TrustingBrowser } from './nss-browser.ts';
import { ELSEWHERE, NAME, TlsGateway } from './tls-gateway.ts';

const SCREENS = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];
const HOSTS = [NAME, ELSEWHERE];

describeInBrowser('a gateway on the network of a plant', () => {
  let gateway: TlsGateway;
  beforeAll(async () => {
    gateway = await TlsGateway.open();
  });
  afterAll(() => gateway?.close());

  describe('for a device that has the CA of the plant', () => {
    let device: TrustingBrowser;
    let page: Page;
    beforeAll(async () => {
      device = await browserThatTrusts({ ca: gateway.ca.chain, hosts: HOSTS });
      page = await device.browser.newPage();
    });
    afterAll(() => device?.close());

    it('has the app over HTTP/2, kept on the device by its service worker', async () => {
      await requireBuiltApp();
      await page.goto(gateway.origin);
      expect(await page.evaluate(() => window.isSecureContext)).toBe(true);
      const active = await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
      expect(['activating', 'activated']).toContain(active);
      const protocol = await page.evaluate(() => {
        const [navigation] = performance.getEntriesByType('navigation');
        return navigation instanceof PerformanceNavigationTiming ? navigation.nextHopProtocol : null;
      });
      expect(protocol).toBe('h2');
    });

    it('says on the plain page that the device trusts it, asks nobody else, and the test passes', async () => {
      const context = await device.browser.newContext();
      const asked = requestsOf(context);
      const plain = await context.newPage();
      await plain.goto(gateway.plainOrigin);
      await plain.getByText('✓ This device trusts the gateway').waitFor();
      await plain.getByRole('status').getByRole('link', { name: 'Test this device' }).click();
      await plain.getByText('✓ Ready').waitFor();
      expect(plain.url()).toBe(`${gateway.origin}/onboarding-test`);
      expect(await plain.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
      const places = new Set(asked.map((url) => new URL(url).origin));
      expect([...places].sort()).toEqual([gateway.plainOrigin, gateway.origin].sort());
      await context.close();
    });

    it('is led from any plain address to the same place over https', async () => {
      const context = await device.browser.newContext();
      const plain = await context.newPage();
      await plain.goto(`${gateway.plainOrigin}/onboarding-test?from=a-note-on-the-wall`);
      expect(plain.url()).toBe(`${gateway.origin}/onboarding-test?from=a-note-on-the-wall`);
      await context.close();
    });

    it('cannot be fooled about any other site by somebody who stole the CA', async () => {
      const stolen = await gateway.posesAs(ELSEWHERE);
      const context = await device.browser.newContext();
      const victim = await context.newPage();
      await expect(victim.goto(stolen)).rejects.toThrow('ERR_CERT_INVALID');
      await context.close();
    });

    it('keeps its connection when the certificate is renewed', async () => {
      // The page itself may ask for nothing at all.
      const context = await device.browser.newContext({ bypassCSP: true });
      const watching = await context.newPage();
      await watching.goto(`${gateway.origin}/onboarding-test`);
      await watching.evaluate(() => {
        const heard: string[] = [];
        const events = new EventSource('/events');
        events.addEventListener('message', ({ data }) => heard.push(String(data)));
        Object.assign(window, { heard });
      });
      const heard = () => watching.evaluate(() => (window as unknown as { heard: string[] }).heard);
      await eventually(() => gateway.events.size).toBe(1);
      const [events] = gateway.events;
      events!.write('data: before\n\n');
      await eventually(heard).toEqual(['before']);
      await gateway.renew();
      events!.write('data: after\n\n');
      await eventually(heard).toEqual(['before', 'after']);
      expect(gateway.events.size).toBe(1);
      await context.close();
    });
  });

  describe('for a device that does not have it', () => {
    let device: TrustingBrowser;
    let page: Page;
    beforeAll(async () => {
      device = await browserThatTrusts({ ca: null, hosts: HOSTS });
    });
    beforeEach(async () => {
      page = await device.browser.newPage();
    });
    afterEach(() => page.close());
    afterAll(() => device?.close());

    it('says so on the plain page, with all steps, the fingerprint and the file', async () => {
      await page.goto(gateway.plainOrigin);
      await page.getByText('▲ This device does not trust the gateway yet').waitFor();
      await eventually(() => page.getByText('Asking whether').isVisible()).toBe(false);
      const groups = await page.locator('.fingerprint li').allTextContents();
      expect(groups.join(':')).toBe(gateway.ca.root.fingerprint256);
      await eventually(() => page.getByText('chrome://certificate-manager').isVisible()).toBe(true);
      await eventually(() => page.getByText('Certificate Trust Settings').isVisible()).toBe(false);
      await page.getByText('iPhone and iPad', { exact: true }).click();
      await eventually(() => page.getByText('Certificate Trust Settings').isVisible()).toBe(true);
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Certificate (ca.crt)' }).click(),
      ]);
      const [bytes] = (await (await file.createReadStream()).toArray()) as Buffer[];
      expect(bytes!.equals(gateway.ca.root.raw)).toBe(true);
    });

    it('shows a warning instead of the app; whoever clicks it away fails the test, and is told why', async () => {
      await expect(page.goto(`${gateway.origin}/onboarding-test`)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
      // Chromium's own warning page.
      await page.locator('#details-button').click();
      await page.locator('#proceed-link').click();
      await page.getByText('▲ Not ready: this device does not trust').waitFor();
      await eventually(() => page.getByText('If you clicked a warning away').isVisible()).toBe(true);
      await page.getByRole('link', { name: 'Back to the steps' }).click();
      await page.getByText('1. Compare').waitFor();
      expect(page.url()).toBe(`${gateway.plainOrigin}/`);
    });

    it('speaks German to a German browser', async () => {
      const context = await device.browser.newContext({ locale: 'de-DE' });
      const german = await context.newPage();
      await german.goto(gateway.plainOrigin);
      await german.getByText('▲ Dieses Gerät vertraut dem Gateway noch nicht').waitFor();
      await context.close();
    });

    it('has the steps without any script', async () => {
      const context = await device.browser.newContext({ javaScriptEnabled: false });
      const plain = await context.newPage();
      await plain.goto(gateway.plainOrigin);
      await eventually(() => plain.getByText('1. Compare').isVisible()).toBe(true);
      await eventually(() => plain.getByText('▲ This device does not trust the gateway yet').isVisible()).toBe(true);
      await context.close();
    });

    for (const colorScheme of ['light', 'dark'] as const) {
      for (const screen of SCREENS) {
        for (const locale of ['en-US', 'de-DE']) {
          it(`shuts nobody out, in ${colorScheme} colours at ${screen.width} × ${screen.height} in ${locale}`, async () => {
            const context = await device.browser.newContext({ colorScheme, viewport: screen, locale, bypassCSP: true });
            const shown = await context.newPage();
            await shown.goto(gateway.plainOrigin);
            await shown.locator('[data-state="not-yet"]').waitFor();
            await shown
              .locator('details')
              .evaluateAll((all: HTMLDetailsElement[]) => all.forEach((one) => (one.open = true)));
            await eventually(() => seriousFindings(shown)).toEqual([]);
            await eventually(() => sideways(shown)).toBe(0);
            await context.close();
          });
        }
      }
    }
  });
});

/** Addresses that pages of the device ask for, from now on. */
function requestsOf(context: BrowserContext): string[] {
  const asked: string[] = [];
  context.on('request', (request) => {
    if (request.url().startsWith('http')) asked.push(request.url());
  });
  return asked;
}
