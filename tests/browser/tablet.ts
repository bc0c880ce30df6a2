/** A device with storage of its own; it notes what went wrong on it and whom it asked. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Visitor } from '../system/visitor.ts';
import { startBrowserIn } from './chromium.ts';

export const TABLET: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, locale: 'en-US' };
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  locale: 'en-US',
  hasTouch: true,
  isMobile: true,
};
/** The app stays no longer than the page: putting it on the device is a third of the work of a short test that is about something else. */
export const NOT_INSTALLED: BrowserContextOptions = { serviceWorkers: 'block' };

export class Tablet {
  readonly context: BrowserContext;
  /** Errors of pages that nobody caught. */
  readonly pageErrors: string[] = [];
  readonly consoleErrors: string[] = [];
  /** Hosts that any page or worker asked. */
  readonly hosts = new Set<string>();

  constructor(context: BrowserContext) {
    this.context = context;
    context.on('weberror', (error) => this.pageErrors.push(String(error.error())));
    context.on('console', (message) => {
      if (message.type() === 'error') this.consoleErrors.push(`${message.text()} (${message.location().url})`);
    });
    context.on('request', (request) => this.hosts.add(new URL(request.url()).host));
  }

  /** One of several in the same browser; each has storage of its own. */
  static async fresh(browser: Browser, options: BrowserContextOptions = {}): Promise<Tablet> {
    return new Tablet(await browser.newContext({ ...TABLET, ...options }));
  }

  /** A whole browser, which finds again in `profile` what it has stored. */
  static async of(profile: string): Promise<Tablet> {
    return new Tablet(await startBrowserIn(profile, TABLET));
  }

  /** From now on this is the browser of a visitor who signed on before. */
  async becomes({ address, origin, cookies }: Visitor): Promise<this> {
    const domain = new URL(address).hostname;
    const kept = { domain, path: '/', secure: true, httpOnly: true, sameSite: 'Strict' as const };
    await this.context.addCookies([...cookies].map(([name, value]) => ({ name, value, ...kept })));
    await this.context.addInitScript((id) => {
      // Pages of nowhere have no storage.
      if (window.origin !== 'null') localStorage.setItem('lineside.device', id);
    }, origin);
    return this;
  }

  newPage(): Promise<Page> {
    return this.context.newPage();
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
