/** The page of a line as people use it: by what they read on it and what they press. In English, but for what its test says. */
import type { Locator, Page } from 'playwright-core';
import type { Stop } from './plant-floor.ts';
import type { Tablet } from './tablet.ts';

export class LinePage {
  readonly page: Page;
  /** Loud panel that asks for a reason, or the one that a person opened. */
  readonly picker: Locator;
  readonly timeline: Locator;
  readonly refused: Locator;

  constructor(page: Page) {
    this.page = page;
    this.picker = page.locator('ls-reason-picker');
    this.timeline = page.locator('ls-timeline');
    this.refused = page.getByRole('region', { name: 'Needs you' });
  }

  static async open(tablet: Tablet, address: string, line = 'line8'): Promise<LinePage> {
    const page = new LinePage(await tablet.newPage());
    await page.page.goto(`${address}/lines/${line}`);
    await page.filled();
    return page;
  }

  /** Figures and chart are there, in whatever language. */
  async filled(): Promise<void> {
    await this.page.locator('ls-figure').first().waitFor();
    await this.timeline.locator('canvas').first().waitFor();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.filled();
  }

  /** `Running · 12 s` */
  state(): Promise<string> {
    return this.page.locator('ls-line-page ls-now-state [aria-hidden]').last().innerText();
  }

  get #producedFigure(): Locator {
    const heading = this.page.getByRole('heading', { name: /^(Produced since|Produziert seit)/ });
    return this.page.locator('ls-figure', { has: heading });
  }

  /** Where the produced quantity stands. */
  get producedValue(): Locator {
    return this.#producedFigure.locator('.value');
  }

  async produced(): Promise<number> {
    return Number((await this.producedValue.innerText()).replace(/[.,]/, ''));
  }

  /** OEE and its factors as they are shown, in percent. */
  async oee(): Promise<Record<'oee' | 'availability' | 'effectiveness' | 'quality', string>> {
    const panel = this.page.locator('ls-oee');
    const factor = async (name: string) => {
      const row = panel.locator('div', { has: this.page.getByText(name, { exact: true }) }).last();
      return (await row.locator('dd').first().innerText()).split(',')[0]!.trim();
    };
    return {
      oee: (await panel.locator('.value').innerText()).replace(/\s*%$/, ''),
      availability: await factor('Availability'),
      effectiveness: await factor('Effectiveness'),
      quality: await factor('Quality'),
    };
  }

  /** `live · ready for offline` */
  connection(): Promise<string> {
    return this.page.locator('ls-connection-bar').getByRole('status').innerText();
  }

  /** What each value says of its age. */
  ages(): Promise<string[]> {
    const all = this.page.locator('ls-line-page ls-age');
    return all.evaluateAll((ages) => ages.map((age) => age.shadowRoot?.textContent.trim() ?? ''));
  }

  /** The stop's row in the list. */
  stop({ clock }: Pick<Stop, 'clock'>): Locator {
    return this.page.locator('ls-stop-list').getByRole('listitem').filter({ hasText: clock });
  }

  reasonOf(stop: Pick<Stop, 'clock'>): Promise<string> {
    return this.stop(stop).getByRole('button').innerText();
  }

  /** Opens the list of reasons for a stop. */
  async ask(stop: Pick<Stop, 'clock'>): Promise<void> {
    await this.stop(stop).getByRole('button').click();
    await this.picker.getByRole('button', { name: 'Cancel' }).waitFor();
  }

  async choose(reason: string): Promise<void> {
    await this.picker.getByRole('button', { name: reason, exact: true }).click();
  }

  async comment(text: string): Promise<void> {
    await this.picker.getByRole('textbox').fill(text);
  }

  /** Two presses, as a person would. */
  async setReason(stop: Pick<Stop, 'clock'>, reason: string): Promise<void> {
    await this.ask(stop);
    await this.choose(reason);
  }
}
