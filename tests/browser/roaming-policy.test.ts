import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requireBuiltApp } from './built-app.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { browserThatTrusts, type TrustingBrowser } from './nss-browser.ts';
import { NAME, TlsGateway } from './tls-gateway.ts';

const OTHER = 'line5.plant.local';

describeInBrowser('an app that was installed before the plant had another gateway', () => {
  let home: TlsGateway;
  let device: TrustingBrowser;
  let page: Page;
  let other: string;

  beforeAll(async () => {
    await requireBuiltApp();
    home = await TlsGateway.open();
    other = new URL(await home.posesAs(OTHER)).origin;
    device = await browserThatTrusts({ ca: home.ca.chain, hosts: [NAME, OTHER] });
    page = await device.browser.newPage();
    await page.goto(home.origin);
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await page.reload();
    await controlled();
  });
  afterAll(async () => {
    await device?.close();
    await home?.close();
  });

  const controlled = () => page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  /** Whether the page's policy lets it ask the other gateway. */
  const asks = () =>
    page.evaluate(async (address) => {
      let refused = false;
      document.addEventListener('securitypolicyviolation', () => (refused = true), { once: true });
      const answer = await fetch(address, { mode: 'no-cors' }).catch(() => null);
      return answer !== null && !refused;
    }, `${other}/api/access`);
  const kept = () =>
    page.evaluate(
      async () => (await caches.match('/', { cacheName: 'connect-src' }))?.headers.get('connect-src') ?? null,
    );
  const hears = () => page.evaluate(() => navigator.serviceWorker.controller!.postMessage({ type: 'RENEW_POLICY' }));

  it('may not ask it as long as home does not name it', async () => {
    expect(await asks()).toBe(false);
    await hears();
    await eventually(kept).toBe("'self'");
    expect(await asks()).toBe(false);
  });

  it('learns of it, and begins anew with a page that may ask it, as soon as one is wanted', async () => {
    home.others.push(other);
    await hears();
    await eventually(kept).toBe(`'self' ${other}`);
    const again = page.waitForEvent('load');
    // The page is gone with its answer.
    await asks().catch(() => false);
    await again;
    await controlled();
    expect(await asks()).toBe(true);
  });

  it('may do so without home, too, and whatever the address of the page is', async () => {
    const address = home.origin;
    await page.context().route(`${address}/**`, (route) => route.abort());
    for (const path of ['/', '/lines/line8']) {
      await page.goto(`${address}${path}`);
      expect(await asks()).toBe(true);
    }
    await page.context().unroute(`${address}/**`);
  });

  it('may not ask it any more once home has taken its name back', async () => {
    home.others.length = 0;
    await hears();
    await eventually(kept).toBe("'self'");
    await page.reload();
    expect(await asks()).toBe(false);
  });
});
