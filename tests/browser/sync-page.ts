/** The page about a device as people use it. In English. */
import type { Locator, Page } from 'playwright-core';
import type { AppData, ReasonInput } from '../../pwa/data/line-data.ts';
import { PULLED_LINE } from './sync-floor.ts';
import type { Tablet } from './tablet.ts';

export class SyncPage {
  readonly page: Page;
  readonly waiting: Locator;
  readonly refused: Locator;

  constructor(page: Page) {
    this.page = page;
    this.waiting = page.locator('ls-sync-waiting').getByRole('listitem');
    this.refused = page.locator('ls-sync-refused').getByRole('listitem');
  }

  static async open(tablet: Tablet, address: string): Promise<SyncPage> {
    const page = new SyncPage(await tablet.newPage());
    await page.page.goto(`${address}/sync`);
    await page.page.locator('ls-sync-state').waitFor();
    return page;
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** The one sentence. */
  said(): Promise<string> {
    return this.page.locator('ls-sync-state .main').innerText();
  }

  chip(): Locator {
    return this.page.locator('ls-connection-bar').getByRole('link');
  }

  /** What a term is, of those about the device. */
  fact(term: string): Promise<string> {
    const here = this.page.locator('ls-sync-facts');
    return here.locator('dt', { hasText: term }).locator('xpath=following-sibling::dd[1]').innerText();
  }

  /** As the line's page does it; resolves with the id once it is kept here. */
  give(changes: Partial<ReasonInput> & { expiresAt?: number } = {}): Promise<string> {
    const from = Date.now() - 3_600_000;
    const reason = {
      line: PULLED_LINE,
      from,
      to: from + 120_000,
      code: 'film-jam',
      name: 'Film jam',
      supersedes: null,
    };
    return this.page.evaluate(
      (input) => (document.querySelector('ls-app') as unknown as { data: AppData }).data.giveReason(input),
      { ...reason, ...changes },
    );
  }
}
