import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seriousFindings } from './axe.ts';
import { startBrowser } from './chromium.ts';
import { DeafPlant } from './deaf-plant.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { rowsHere, ticketsHere } from './kept-here.ts';
import { afternoonZone } from './plant-floor.ts';
import { Tablet } from './tablet.ts';

describeInBrowser('signing on', () => {
  let browser: Browser;
  let plant: DeafPlant;
  let tablet: Tablet;
  let page: Page;
  let dialog: Locator;

  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    plant = await new DeafPlant(afternoonZone(Date.now())).open();
    const { access } = plant.gateway;
    const operator = { roles: ['operator' as const], lines: '*' as const };
    access.people.set('attendant', { ...operator, name: 'Attendant', pin: '4711', badge: '0012345678' });
    access.people.set('binder', { ...operator, name: 'Binder', pin: '1234', badge: '0087654321' });
    access.person = null;
    access.codes.set('ABCD2345', { name: 'Packing 1', role: 'station', lines: '*' });
    tablet = await Tablet.fresh(browser);
    page = await tablet.newPage();
    dialog = page.getByRole('dialog');
  });
  afterEach(async () => {
    await tablet?.close();
    await plant?.close();
  });

  async function openStation(): Promise<void> {
    await page.goto(`${plant.address}/enrol#abcd-2345`);
    await page.getByRole('button', { name: 'Enrol', exact: true }).click();
    await page.getByText('This device is “Packing 1”').waitFor();
    await page.getByRole('link', { name: 'To the lines' }).click();
    await page
      .getByRole('link', { name: /Line 8/ })
      .first()
      .click();
    await field().waitFor();
  }

  const who = () => page.locator('ls-person');
  const field = () => page.getByLabel(/^Parts made since/);
  /** As a scanner on the keyboard's wire: no key waits for what the page does with the one before. */
  async function scan(badge: string): Promise<void> {
    const keys = await tablet.context.newCDPSession(page);
    const press = (key: string, text: string) => [
      keys.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text }),
      keys.send('Input.dispatchKeyEvent', { type: 'keyUp', key }),
    ];
    await Promise.all([...badge].flatMap((key) => press(key, key)).concat(press('Enter', '\r')));
    await keys.detach();
  }
  const facts = () => [...plant.gateway.facts.values()];
  const authors = () => facts().map(({ by }) => by.user);
  async function pressPin(pin: string): Promise<void> {
    for (const digit of pin) await dialog.getByRole('button', { name: digit, exact: true }).click();
    await dialog.getByRole('button', { name: 'Sign on' }).click();
  }
  async function signOn(user: string, pin: string): Promise<void> {
    await who().getByRole('button', { name: 'Sign on' }).click();
    await dialog.getByLabel('Name to sign on with').fill(user);
    await pressPin(pin);
    await dialog.waitFor({ state: 'hidden' });
  }

  it('makes a browser a station by a code, whose address does not keep the code', async () => {
    await page.goto(`${plant.address}/enrol#abcd-2345`);
    await page.getByLabel('Code of 8 characters').waitFor();
    await eventually(() => page.url()).toBe(`${plant.address}/enrol`);
    await openStation();
    await page.getByText('Packing 1').waitFor();
    // Its session is over: the key in the browser's own storage proves again who it is.
    plant.gateway.access.device = null;
    await page.reload();
    await field().waitFor();
    await eventually(() => plant.gateway.access.said).toContain('session');
    expect(tablet.pageErrors).toEqual([]);
  });

  describe('at a station', () => {
    beforeEach(openStation);

    it('asks who it is when something is entered, keeps what was typed when that is dismissed, and goes on', async () => {
      await field().fill('120');
      await page.getByRole('button', { name: 'Enter' }).click();
      await dialog.getByText('Who keeps the line by hand?').waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      await eventually(() => field().inputValue()).toBe('120');
      await page.getByRole('button', { name: 'Enter' }).click();
      await dialog.getByLabel('Name to sign on with').fill('Attendant ');
      await pressPin('4711');
      await eventually(authors).toEqual(['attendant']);
      await eventually(() => field().inputValue()).toBe('');
      expect(facts()[0]).toMatchObject({ type: 'manual-count', produced: 120 });
    });

    it('switches people by a badge, wherever the cursor is, and types nothing', async () => {
      await signOn('binder', '1234');
      await field().fill('12');
      await field().focus();
      await scan('0012345678');
      await who().getByText('Attendant').first().waitFor();
      await eventually(() => field().inputValue()).toBe('12');
      await field().blur();
      await scan('0087654321');
      await who().getByText('Binder').first().waitFor();
      expect(facts()).toEqual([]);
    });

    it('makes the entry that waits as soon as a badge is read', async () => {
      await field().fill('55');
      await page.getByRole('button', { name: 'Enter' }).click();
      await dialog.waitFor();
      await scan('0012345678');
      await eventually(authors).toEqual(['attendant']);
      await dialog.waitFor({ state: 'hidden' });
    });

    it('asks for the PIN after a badge where the plant wants both', async () => {
      plant.gateway.access.ways = { sso: null, demo: null, badgeAlone: false };
      await page.reload();
      await field().waitFor();
      await scan('0012345678');
      await dialog.getByText('Badge read. Now the PIN.').waitFor();
      await page.keyboard.type('4711', { delay: 90 });
      await page.keyboard.press('Enter');
      await who().getByText('Attendant').first().waitFor();
    });

    it('says that a name or PIN is wrong, never which, and how long to wait', async () => {
      await who().getByRole('button', { name: 'Sign on' }).click();
      for (const [user, pin] of [
        ['attendant', '0000'],
        ['nobody', '4711'],
      ] as const) {
        await dialog.getByLabel('Name to sign on with').fill(user);
        await pressPin(pin);
        await dialog.getByText('Name or PIN is wrong.').waitFor();
      }
      plant.gateway.access.faults.push({ status: 429, retryAfter: 40 });
      await pressPin('4711');
      await dialog.getByText('Too many tries. The next one is possible in 40 s.').waitFor();
      await eventually(() => seriousFindings(page)).toEqual([]);
    });

    it('signs off whoever walks away, and keeps the line and what was typed', async () => {
      plant.gateway.access.idleMs = 4_000;
      await signOn('attendant', '4711');
      await field().fill('77');
      await page.getByText(/Attendant is signed off in \d s/).waitFor();
      await who().getByRole('button', { name: 'Sign on' }).waitFor();
      await eventually(() => field().inputValue()).toBe('77');
      await eventually(() => plant.gateway.access.signedOff.length).toBe(1);
      plant.gateway.access.idleMs = 600_000;
      await who().getByRole('button', { name: 'Sign on' }).click();
      await dialog.getByRole('button', { name: 'Another name' }).click();
      await dialog.getByLabel('Name to sign on with').fill('binder');
      await pressPin('1234');
      await page.getByRole('button', { name: 'Enter' }).click();
      await eventually(authors).toEqual(['binder']);
    });

    it('lets people in out of reach by their PIN, and tells the gateway before it sends what they entered', async () => {
      await signOn('attendant', '4711');
      await eventually(() => page.evaluate(ticketsHere)).toContain('ticket:attendant');
      await plant.gateway.stop();
      await page.getByText(/Out of reach since/).waitFor();
      await who().getByRole('button', { expanded: false }).click();
      await who().getByRole('button', { name: 'Sign off' }).click();
      await who().getByRole('button', { name: 'Sign on' }).click();
      await dialog.getByRole('button', { name: 'Attendant' }).click();
      await pressPin('4711');
      await page.locator('ls-by-hand').getByRole('button', { name: 'Running' }).click();
      await who().getByText('1 to be verified').first().waitFor();
      plant.gateway.log.length = 0;
      await plant.gateway.start();
      await eventually(authors).toEqual(['attendant']);
      await eventually(() => who().getByText('1 to be verified').count()).toBe(0);
      const sent = plant.gateway.log.filter((request) => request.startsWith('POST'));
      expect(sent).toEqual(['POST tickets 1', 'POST facts 1']);
    });
  });

  it('shows a kiosk its line and nothing that could be entered or signed', async () => {
    plant.gateway.access.device = { ...plant.gateway.access.station(), role: 'kiosk' };
    await page.goto(`${plant.address}/lines/line8`);
    await page.locator('ls-timeline canvas').first().waitFor();
    await page.locator('ls-stop-list').getByText('2:00').waitFor();
    await eventually(() => page.getByRole('button', { name: /Sign on|Set reason|Running|Enter/ }).count()).toBe(0);
    await page.goto(`${plant.address}/explorer`);
    await page.getByText('This screen does not show that').waitFor();
  });

  it('takes an invitation from its address and shows the lines afterwards', async () => {
    plant.gateway.access.people.set('caster', { name: 'Caster', roles: ['planner'], lines: '*' });
    await page.goto(`${plant.address}/sign-on?user=caster#K7PD-22WQ`);
    await eventually(() => page.getByLabel('Code', { exact: true }).inputValue()).toBe('K7PD-22WQ');
    await page.getByLabel('New password, at least 10 characters').fill('short');
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.getByText('At least 10 characters, please.').waitFor();
    await page.getByLabel('New password, at least 10 characters').fill('long enough now');
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.getByRole('link', { name: /Line 8/ }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    await page.getByText('Caster').first().waitFor();
  });

  it('takes everything off the screen of a browser of one’s own when its person leaves', async () => {
    plant.gateway.access.people.set('driver', {
      name: 'Driver',
      roles: ['supervisor'],
      lines: '*',
      password: 'long enough',
    });
    await page.goto(`${plant.address}/lines/line8`);
    await page.getByLabel('Name to sign on with').fill('driver');
    await page.getByLabel('Password', { exact: true }).fill('long enough');
    await page.getByRole('button', { name: 'Sign on' }).click();
    await page.locator('ls-timeline canvas').first().waitFor();
    await who().getByRole('button', { expanded: false }).click();
    await who().getByRole('button', { name: 'Sign off' }).click();
    await page.getByText('Sign on to see the lines.').waitFor();
    await eventually(() => page.evaluate(rowsHere, 'view.*(hours|lines|reference|meta)')).toBe(0);
    await eventually(() => seriousFindings(page)).toEqual([]);
    expect(tablet.pageErrors).toEqual([]);
  });
});
