/** The plan's pages as people use them: by what they read and press. In English. */
import type { Locator, Page } from 'playwright-core';
import { BoardPage } from './board-page.ts';

export class PlannerPage {
  readonly page: Page;
  readonly board: BoardPage;
  /** The one that is open. */
  readonly dialog: Locator;
  readonly #address: string;

  constructor(page: Page, address: string) {
    this.page = page;
    this.board = new BoardPage(page);
    this.dialog = page.locator('ls-dialog[open]');
    this.#address = address;
  }

  async goes(path: string): Promise<void> {
    await this.page.goto(this.#address + path);
    await this.page.locator('ls-connection-bar').getByRole('status').waitFor();
  }

  bar(lot: string): Locator {
    return this.board.bar(`o${lot}.fill`);
  }

  card(lot: string): Locator {
    return this.board.card(`o${lot}.fill`);
  }

  /** Carries a card or bar by mouse over a bar, before (0.1) or after (0.9) it, and does not let go. */
  async carries(of: Locator, lot: string, share: number): Promise<void> {
    await this.board.drag(of, await this.board.at(`o${lot}.fill`, share));
  }

  drops(): Promise<void> {
    return this.page.mouse.up();
  }

  press(name: string | RegExp): Promise<void> {
    return this.page
      .getByRole('button', { name, exact: typeof name === 'string' })
      .first()
      .click();
  }

  /** In the dialog that is open. */
  presses(name: string | RegExp): Promise<void> {
    return this.dialog.getByRole('button', { name, exact: typeof name === 'string' }).click();
  }

  /** Why something is changed that people count on. */
  async says(reason: string): Promise<void> {
    const asked = this.page.locator('ls-plan-why');
    await asked.getByLabel('Reason').fill(reason);
    await asked.getByRole('button', { name: 'Change it' }).click();
  }

  /** In a list of the dialog that is open. */
  async chooses(field: string, option: string): Promise<void> {
    const list = this.dialog.locator('label.field', { hasText: new RegExp(`^\\s*${field}\\s`) }).locator('select');
    await list.selectOption({ label: option });
  }

  sees(text: string | RegExp): Promise<void> {
    return this.page.getByText(text).filter({ visible: true }).first().waitFor();
  }

  connection(): Promise<string> {
    return this.page.locator('ls-connection-bar').getByRole('status').innerText();
  }
}
