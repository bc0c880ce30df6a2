/** The Explorer page as people use it: by what they read on it and what they press. In English. */
import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually.ts';
import type { Tablet } from './tablet.ts';

export class ExplorerPage {
  readonly page: Page;
  readonly chart: Locator;
  readonly legend: Locator;
  readonly overview: Locator;

  constructor(page: Page) {
    this.page = page;
    this.chart = page.locator('ls-series-chart');
    this.legend = page.locator('ls-series-legend');
    this.overview = page.locator('ls-series-overview');
  }

  /** `search` without `?`; with metrics in it the curves are awaited. */
  static async open(tablet: Tablet, address: string, search = ''): Promise<ExplorerPage> {
    const explorer = new ExplorerPage(await tablet.newPage());
    await explorer.page.goto(`${address}/explorer${search && `?${search}`}`);
    if (search.includes('m=')) await explorer.drawn();
    return explorer;
  }

  /** Curves are there, and no more come. */
  async drawn(): Promise<void> {
    await this.chart.locator('canvas').first().waitFor();
    await eventually(() => this.page.locator('.progress').count()).toBe(0);
  }

  /** `Sat, Nov 21, 13:43 – Sun, Nov 22, 2026, 13:43` */
  span(): Promise<string> {
    return this.#text('.chart header strong');
  }

  /** `1 min values` */
  resolution(): Promise<string> {
    return this.#text('.chart header [role=status]');
  }

  /** Rows of the legend: name, line, mean and range, in one line each. */
  async rows(): Promise<string[]> {
    const rows = await this.legend.getByRole('listitem').allInnerTexts();
    return rows.map((row) => row.replace(/\s+/g, ' ').trim());
  }

  /** Numbers stay with their units by blanks that do not break. */
  async #text(place: string): Promise<string> {
    return (await this.page.locator(place).innerText()).replaceAll('\u00a0', ' ');
  }

  /** `live · 0.4 s ago` */
  age(): Promise<string> {
    return this.page.locator('.chart ls-age').evaluate((age) => age.shadowRoot?.textContent.trim() ?? '');
  }

  connection(): Promise<string> {
    return this.page.locator('ls-connection-bar').getByRole('status').innerText();
  }

  panes(): Promise<number> {
    return this.chart.locator('canvas').count();
  }

  search(): string {
    return decodeURIComponent(new URL(this.page.url()).search);
  }

  async preset(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  /** Points at a place of the chart, as shares of its size. */
  async point(x: number, y = 0.5): Promise<void> {
    const box = (await this.chart.boundingBox())!;
    await this.page.mouse.move(box.x + x * box.width, box.y + y * box.height);
  }
}
