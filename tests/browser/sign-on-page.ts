/** A page of the app with whoever signs on there, over the real gateway. In English. */
import type { Locator, Page } from 'playwright-core';
import { PASSWORD } from '../system/visitor.ts';
import { LinePage } from './line-page.ts';

export class SignOnPage {
  readonly page: Page;
  readonly line: LinePage;
  readonly dialog: Locator;
  /** Who is on, in the head of the page. */
  readonly who: Locator;
  /** Its button, while the menu is closed. */
  readonly menu: Locator;

  constructor(page: Page) {
    this.page = page;
    this.line = new LinePage(page);
    this.dialog = page.locator('ls-sign-on-dialog').getByRole('dialog');
    this.who = page.locator('ls-person');
    this.menu = this.who.getByRole('button', { expanded: false });
  }

  /** On a browser of one's own. */
  async password(user: string, password = PASSWORD): Promise<void> {
    await this.page.getByLabel('Name to sign on with').fill(user);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Sign on', exact: true }).click();
  }

  /** At a station: name and PIN on the pad of the dialog, which is open. */
  async nameAndPin(user: string, pin: string): Promise<void> {
    const other = this.dialog.getByRole('button', { name: 'Another name' });
    const name = this.dialog.getByLabel('Name to sign on with');
    await name.or(other).first().waitFor();
    if (await other.isVisible()) await other.click();
    await name.fill(user);
    await this.pin(pin);
  }

  async pin(pin: string): Promise<void> {
    for (const digit of pin) await this.dialog.getByRole('button', { name: digit, exact: true }).click();
    await this.dialog.getByRole('button', { name: 'Sign on', exact: true }).click();
  }

  async asks(): Promise<void> {
    await this.who.getByRole('button', { name: 'Sign on' }).click();
    await this.dialog.waitFor();
  }

  async signOff(): Promise<void> {
    await this.menu.click();
    await this.who.getByRole('button', { name: 'Sign off' }).click();
  }

  isOn(name: string): Promise<void> {
    return this.menu.and(this.who.getByRole('button', { name: new RegExp(name) })).waitFor();
  }

  /** Nobody is, and anybody could be. */
  isOff(): Promise<void> {
    return this.who.getByRole('button', { name: 'Sign on' }).waitFor();
  }

  /** As a scanner on the keyboard's wire: no key waits for what the page does with the one before. */
  async scan(badge: string): Promise<void> {
    const keys = await this.page.context().newCDPSession(this.page);
    const press = (key: string, text: string) => [
      keys.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text }),
      keys.send('Input.dispatchKeyEvent', { type: 'keyUp', key }),
    ];
    await Promise.all([...badge].flatMap((key) => press(key, key)).concat(press('Enter', '\r')));
    await keys.detach();
  }

  /** What this page's own browser hears from the gateway. */
  status(path: string): Promise<number> {
    return this.page.evaluate(async (asked) => (await fetch(asked)).status, path);
  }

  post(path: string, body: unknown): Promise<number> {
    const asking = async ([to, text]: [string, string]) =>
      (await fetch(to, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text })).status;
    return this.page.evaluate(asking, [path, JSON.stringify(body)] as [string, string]);
  }
}
