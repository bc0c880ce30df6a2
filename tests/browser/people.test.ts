import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seriousFindings } from './axe.ts';
import { startBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { sideways, tooSmall } from './fitting.ts';
import { PeopleFloor } from './people-floor.ts';
import { NOT_INSTALLED, PHONE, TABLET, Tablet } from './tablet.ts';

const HOUR_MS = 3_600_000;

describeInBrowser('people and devices', () => {
  let browser: Browser;
  let floor: PeopleFloor;
  let tablet: Tablet;
  let page: Page;
  const open = async (path: string, options: object = TABLET): Promise<Page> => {
    tablet = await Tablet.fresh(browser, { ...NOT_INSTALLED, ...options });
    page = await tablet.newPage();
    await page.goto(floor.address + path);
    return page;
  };
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  /** What is in the dialog that is open: slotted, it is not below the `<dialog>` itself. */
  const dialog = () => page.locator('ls-dialog[open]');
  const openPerson = async (name: string): Promise<void> => {
    await page.locator('ls-people-list').getByRole('button', { name }).click();
    await page.getByRole('dialog').getByRole('heading', { name, exact: true }).waitFor();
  };

  beforeAll(async () => {
    browser = await startBrowser();
  });
  beforeEach(async () => {
    floor = await PeopleFloor.open();
  });
  afterEach(async () => {
    expect(tablet.pageErrors).toEqual([]);
    await tablet.close();
    await floor.close();
  });
  afterAll(() => browser?.close());

  describe('of whom there is only the first admin', () => {
    it('say what to do next', async () => {
      await open('/people');
      await page.getByText('You are the only one here so far').waitFor();
      await page.getByText('Invite a second admin too').waitFor();
    });

    it('keep that admin from shutting everybody out, and say why', async () => {
      await open('/people');
      await openPerson('Adjuster Days');
      expect(
        await dialog()
          .getByRole('checkbox', { name: /^Admin/ })
          .isDisabled(),
      ).toBe(true);
      await dialog().getByRole('button', { name: 'Disable' }).click();
      await dialog().getByRole('alert').getByText('Make somebody else an admin first').waitFor();
      expect(floor.told).toEqual([]);
    });
  });

  describe('that are invited', () => {
    it('get a user id from their name, roles and lines, and a code that is shown once', async () => {
      await open('/people');
      await button('Invite …').click();
      await dialog().getByLabel('Name', { exact: true }).fill('Jürgen Groß');
      await eventually(() => dialog().getByLabel('User id').inputValue()).toBe('juergen.gross');
      await dialog()
        .getByRole('checkbox', { name: /^Supervisor/ })
        .check();
      await dialog().getByRole('radio', { name: 'Only these' }).check();
      await dialog().getByRole('checkbox', { name: 'All of Pouching' }).check();
      await button('Make the invitation').click();
      await dialog().getByText('KXWM-7RTP').waitFor();
      expect(floor.toldOf('POST', '/api/people')).toEqual([
        { user: 'juergen.gross', name: 'Jürgen Groß', roles: ['operator', 'supervisor'], lines: ['line8', 'line9'] },
      ]);
      await dialog().getByText(`${floor.address}/sign-on?user=juergen.gross`, { exact: true }).waitFor();
      await button('Done').click();
      await page.locator('ls-people-list').getByText('invited, until').waitFor();
      await eventually(() => page.getByText('KXWM-7RTP').count()).toBe(0);
    });

    it('are told what is missing, beside where it is', async () => {
      await open('/people');
      await button('Invite …').click();
      await button('Make the invitation').click();
      await dialog().getByText('Please enter a name.').waitFor();
      await dialog().getByLabel('User id').fill('adjuster.admin');
      await dialog().getByText('Ids are never used twice').waitFor();
      expect(floor.told).toEqual([]);
    });

    it('come on paper, a slip and nothing else of the page', async () => {
      await open('/people');
      await page.evaluate(() => {
        window.print = () => document.documentElement.setAttribute('data-printed', '');
      });
      await button('Invite …').click();
      await dialog().getByLabel('Name', { exact: true }).fill('Keeper Late');
      await button('Make the invitation').click();
      await button('Print').click();
      await page.locator('html[data-printed]').waitFor({ state: 'attached' });
      await page.emulateMedia({ media: 'print' });
      await eventually(() => page.locator('ls-app').isVisible()).toBe(false);
      const slip = page.locator('ls-invitation-slip');
      for (const text of ['Your way into Lineside, Demo', 'Keeper Late', 'keeper.late', 'KXWM-7RTP-2221'])
        await slip.getByText(text, { exact: true }).waitFor();
      await slip.getByRole('img', { name: /QR code/ }).waitFor();
      await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
      await eventually(() => slip.count()).toBe(0);
    });

    it('may be a list from a spreadsheet: what each row says is told before anything is sent', async () => {
      await open('/people');
      await button('Invite a list …').click();
      const rows = [
        'user\tname\troles\tlines',
        '\tAttendant Gießer\tOperator\tLine 8',
        'rob\tRob Roy\tboss\tall',
        'adjuster.admin\tA\tadmin\tall',
      ];
      await dialog().getByLabel('Rows').fill(rows.join('\n'));
      await dialog().getByText('1 can be invited · 1 is known already · 1 needs a look').waitFor();
      await dialog().getByText('there is no role “boss”').waitFor();
      expect(floor.told).toEqual([]);
      await button('Invite 1 person').click();
      await dialog().getByText('1 person invited').waitFor();
      await dialog()
        .getByRole('row', { name: /Attendant Gießer attendant\.giesser KXWM/ })
        .waitFor();
      await page.keyboard.press('Escape');
      await button('Invite a list …').click();
      await dialog()
        .getByRole('row', { name: /Attendant Gießer/ })
        .waitFor();
    });
  });

  describe('that are known', () => {
    beforeEach(() => {
      floor.add(
        { user: 'keeper', name: 'Keeper Late', lines: ['line8'], has: { password: true, pin: true, badge: false } },
        { user: 'boxer', name: 'Boxer Back', roles: ['planner'], disabled: true },
        { user: 'cutter', name: 'Cutter Inner', lockedUntil: Date.now() + HOUR_MS },
      );
    });

    it('are found by name, role, line and state', async () => {
      await open('/people');
      const names = () =>
        page
          .locator('ls-people-list .open')
          .evaluateAll((all) => all.map((one) => one.firstChild?.nextSibling?.textContent?.trim()));
      await eventually(async () => (await names()).length).toBe(3);
      await page.getByText('3 people · 1 is locked out · 1 disabled').waitFor();
      await page.getByLabel('Search').fill('late');
      await eventually(async () => (await names()).length).toBe(1);
      await page.getByLabel('Search').fill('');
      await page.getByLabel('Show').selectOption({ label: 'Disabled' });
      await page.locator('ls-people-list').getByText('Boxer Back').waitFor();
      await page.getByLabel('Role').selectOption({ label: 'Engineer' });
      await page.getByText('Nobody fits.').waitFor();
      await button('Show everybody').click();
      await eventually(async () => (await names()).length).toBe(4);
    });

    it('are changed', async () => {
      await open('/people');
      await openPerson('Keeper Late');
      await dialog().getByLabel('Name', { exact: true }).fill('Keeper Late-Inner');
      await dialog().getByRole('checkbox', { name: 'Line 9' }).check();
      await dialog().getByRole('button', { name: 'Save' }).click();
      await dialog().getByText('✓ Saved').waitFor();
      expect(floor.people.get('keeper')).toMatchObject({ name: 'Keeper Late-Inner', lines: ['line8', 'line9'] });
    });

    it('are not changed over somebody else’s head: what they did is told, and one decides', async () => {
      await open('/people');
      await openPerson('Keeper Late');
      await dialog()
        .getByRole('checkbox', { name: /^Quality/ })
        .check();
      floor.before = (method, path) => {
        if (method !== 'GET' || path !== '/api/people') return;
        floor.before = () => undefined;
        floor.people.set('keeper', { ...floor.people.get('keeper')!, roles: ['planner'], name: 'Keeper L.' });
      };
      await dialog().getByRole('button', { name: 'Save' }).click();
      await dialog().getByText('Somebody else changed “Roles” meanwhile: Planner').waitFor();
      expect(floor.told).toEqual([]);
      await eventually(() => dialog().getByLabel('Name', { exact: true }).inputValue()).toBe('Keeper L.');
      await dialog().getByRole('button', { name: 'Save' }).click();
      await dialog().getByText('✓ Saved').waitFor();
      expect(floor.people.get('keeper')).toMatchObject({ roles: ['operator', 'quality'], name: 'Keeper L.' });
    });

    it('get a badge by a scan, which is never shown', async () => {
      await open('/people');
      await openPerson('Keeper Late');
      await button('Scan a badge').click();
      await page.keyboard.type('04:A2:11');
      await eventually(() => dialog().getByLabel('Scan the badge now').getAttribute('type')).toBe('password');
      await page.keyboard.press('Enter');
      await dialog().getByText('The badge works now.').waitFor();
      expect(floor.toldOf('PUT', '/api/people/keeper')).toMatchObject([{ badge: '04:A2:11' }]);
      expect(await page.content()).not.toContain('04:A2:11');
      await button('Take the badge away').click();
      await dialog().getByText('Scan it to give it back.').waitFor();
      expect(floor.people.get('keeper')?.has.badge).toBe(false);
    });

    it('are disabled at once, never deleted, and that can be undone', async () => {
      await open('/people');
      await openPerson('Keeper Late');
      await dialog().getByText('Nobody is deleted').waitFor();
      await dialog().getByRole('button', { name: 'Disable' }).click();
      await page.getByText('Keeper Late is disabled and signed off').waitFor();
      expect(floor.people.get('keeper')?.disabled).toBe(true);
      await button('Undo').click();
      await eventually(() => floor.people.get('keeper')?.disabled).toBe(false);
    });

    it('get a new invitation after it was said what that voids', async () => {
      await open('/people');
      await openPerson('Keeper Late');
      await button('New invitation').click();
      await dialog().getByText('password and PIN stop working at once').waitFor();
      expect(floor.told).toEqual([]);
      await button('Void them and invite').click();
      await dialog().getByText('KXWM-7RTP').waitFor();
    });

    it('are not oneself: one’s own way in is voided by others', async () => {
      floor.add({ user: 'assembler', name: 'Assembler Rear', roles: ['admin'] });
      await open('/people');
      await openPerson('Adjuster Days');
      await dialog().getByText('Another admin can disable you').waitFor();
      await eventually(() => button('New invitation').count()).toBe(0);
      await page.getByRole('link', { name: 'Change your own password' }).click();
      await button('Change password …').waitFor();
    });

    it('are told of a refusal in the words of the gateway, and nothing typed is lost', async () => {
      const detail = 'That badge is "cutter"’s; take it away there first.';
      floor.refuses = { what: 'PUT /api/people', status: 409, code: 'CONFLICT', detail };
      await open('/people');
      await openPerson('Keeper Late');
      await dialog().getByLabel('Name', { exact: true }).fill('Keeper X');
      await dialog().getByRole('button', { name: 'Save' }).click();
      await dialog().getByRole('alert').getByText(detail).waitFor();
      await eventually(() => dialog().getByLabel('Name', { exact: true }).inputValue()).toBe('Keeper X');
    });

    it('stay to be seen out of reach, with their age, and cannot be changed', async () => {
      await open('/people');
      await openPerson('Keeper Late');
      await floor.gateway.stop();
      await page.getByText(/As of \d\d:\d\d\. Nothing can be changed/).waitFor();
      await eventually(() => dialog().getByRole('button', { name: 'Disable' }).isDisabled()).toBe(true);
      await floor.gateway.start();
      await eventually(() => dialog().getByRole('button', { name: 'Disable' }).isDisabled()).toBe(false);
    });

    it('who were locked out are all that a supervisor sees, and lets in again', async () => {
      floor.signsOn('setter', 'Setter Back', ['supervisor']);
      await open('/people');
      await page.getByText('Cutter Inner').waitFor();
      await eventually(() => page.getByText('Keeper Late').count()).toBe(0);
      await eventually(() => page.getByRole('link', { name: 'Devices' }).count()).toBe(0);
      await button('Unlock Cutter Inner').click();
      await page.getByText('Nobody is locked out.').waitFor();
      expect(floor.people.get('cutter')?.lockedUntil).toBeNull();
    });

    it('are searched as fast as one types when there are a thousand', async () => {
      for (let i = 0; i < 1_000; i++) floor.add({ user: `person${i}`, name: `Person ${i}`, lines: ['line8'] });
      await open('/people');
      await page.getByText('1,003 people').waitFor();
      const ms = await page.evaluate(async () => {
        const inside = (root: ParentNode, name: string): HTMLElement => {
          for (const one of root.querySelectorAll('*')) {
            if (one.localName === name) return one as HTMLElement;
            const found = one.shadowRoot && inside(one.shadowRoot, name);
            if (found) return found;
          }
          return null!;
        };
        const field = inside(document, 'ls-people-filter').shadowRoot!.querySelector('input')!;
        const list = inside(document, 'ls-people-list') as HTMLElement & { updateComplete: Promise<unknown> };
        const from = performance.now();
        for (const text of ['p', 'pe', 'person 99', 'person 9', '']) {
          field.value = text;
          field.dispatchEvent(new Event('input'));
          await new Promise(requestAnimationFrame);
          await list.updateComplete;
        }
        return (performance.now() - from) / 5;
      });
      expect(ms).toBeLessThan(500);
    });
  });

  describe('that are signed on', () => {
    beforeEach(() => {
      floor.add({ user: 'keeper', name: 'Keeper Late' });
      floor.isOn('adjuster.admin', { own: true });
      floor.isOn('keeper', { deviceName: 'Tablet line 8', way: 'badge' });
      floor.isOn('keeper');
    });

    it('are shown where, since when and how, and are signed off, here or everywhere', async () => {
      await open('/people?view=sessions');
      await page.getByText('2 people at 3 places').waitFor();
      await page.getByText('by badge · 10.0.0.7').waitFor();
      await page.getByText('this is you, here').waitFor();
      await button('Sign off Keeper Late, Tablet line 8').click();
      await page.getByText('2 people at 2 places').waitFor();
      expect(floor.sessions.map(({ id }) => id)).toEqual(['s1', 's3']);
    });

    it('are signed off everywhere from their own page', async () => {
      await open('/people');
      await openPerson('Keeper Late');
      await dialog().getByText('Signed on at 2 places').waitFor();
      await button('Sign off everywhere').click();
      await dialog().getByText('Not signed on anywhere.').waitFor();
      expect(floor.sessions.map(({ id }) => id)).toEqual(['s1']);
    });
  });

  describe('devices', () => {
    it('are enrolled with a code, and the page notices by itself when one has come', async () => {
      await open('/devices');
      await page.getByText('No device is enrolled yet').waitFor();
      await button('Enrol a device …').click();
      await dialog().getByLabel('Name of the device').fill('Tablet line 8');
      await button('Make the code').click();
      await dialog().getByText('Choose at least one line').waitFor();
      await dialog().getByRole('radio', { name: 'Only these' }).check();
      await dialog().getByRole('checkbox', { name: 'Line 8' }).check();
      await button('Make the code').click();
      await dialog().getByText('KXWM7RTP', { exact: true }).waitFor();
      await eventually(() => dialog().getByRole('timer').innerText()).toMatch(/good for (10:00|9:[0-5]\d)/);
      expect(floor.toldOf('POST', '/api/devices/codes')).toEqual([
        { name: 'Tablet line 8', role: 'station', lines: ['line8'] },
      ]);
      floor.has({ id: 'device-1', name: 'Tablet line 8', lines: ['line8'] });
      await dialog().getByText('✓ Tablet line 8 is enrolled').waitFor();
    });

    it('get another code when the first has expired', async () => {
      floor.codeLastsMs = 1_500;
      await open('/devices');
      await button('Enrol a device …').click();
      await dialog().getByLabel('Name of the device').fill('Phone');
      await dialog()
        .getByRole('radio', { name: /^Personal/ })
        .check();
      await button('Make the code').click();
      await dialog().getByText('This code has expired').waitFor();
      floor.codeLastsMs = 60_000;
      await button('Another code').click();
      await dialog().getByText('KXWM7RTP', { exact: true }).waitFor();
    });

    it('are renamed, and revoked after ten seconds in which that can be undone', async () => {
      floor.has({ id: 'd1', name: 'Tablet line 8' });
      await open('/devices');
      await button('Tablet line 8').click();
      await dialog().getByLabel('Name of the device').fill('Tablet line 8 left');
      await button('Save').click();
      await button('Tablet line 8 left').click();
      await dialog().getByText('it still shows what it holds').waitFor();
      await button('Revoke').click();
      await page.getByText('Tablet line 8 left is revoked in 10 s').waitFor();
      await button('Undo').click();
      await button('Tablet line 8 left').click();
      await button('Revoke').click();
      await page.getByRole('link', { name: 'People', exact: true }).click();
      await eventually(() => floor.devices.get('d1')).toMatchObject({ name: 'Tablet line 8 left', revoked: true });
      expect(floor.toldOf('PUT', '/api/devices/d1')).toHaveLength(2);
    });

    it('may be another gateway: a code, and the fingerprint to compare', async () => {
      await open('/devices');
      await button('Code for another gateway …').click();
      await button('Make the code').click();
      await dialog().getByText('AB:CD:EF:01', { exact: true }).waitFor();
      await dialog()
        .getByText(/^npx lineside join https:\/\/plant\.example:8443 --code KXWM/)
        .waitFor();
    });
  });

  describe('and one’s own account', () => {
    it('says who one is and what one may, in words', async () => {
      floor.signsOn('keeper', 'Keeper Late', ['operator']);
      await open('/account');
      await page.getByRole('main').getByText('Keeper Late').waitFor();
      await page.getByText('gives reasons for stops').waitFor();
      await page.getByText('on all lines').waitFor();
    });

    it('changes the password, and says what is wrong where it is', async () => {
      await open('/account');
      await button('Change password …').click();
      await page.getByLabel('Present password').fill('not this one');
      await page.getByLabel('New password').fill('short');
      await button('Change password').click();
      await page.getByText('At least 10 characters, please.').waitFor();
      await page.getByLabel('New password').fill('four words are good');
      await button('Change password').click();
      await page.getByText('That is not your present password.').waitFor();
      await page.getByLabel('Present password').fill('the old one');
      await button('Change password').click();
      await page.getByText('Your password is changed.').waitFor();
      expect(floor.toldOf('PUT', '/api/access/password')).toHaveLength(2);
    });

    it('sets a PIN', async () => {
      await open('/account');
      await page.getByText('a station cannot let you in without one').waitFor();
      await button('Set a PIN …').click();
      await page.getByLabel('Present password').fill('the old one');
      await page.getByLabel('New PIN').fill('12a');
      await button('Set a PIN').click();
      await page.getByText('4 to 12 digits, please.').waitFor();
      await page.getByLabel('New PIN').fill('481516');
      await button('Set a PIN').click();
      await page.getByText('Your PIN is set.').waitFor();
    });

    it('signs off', async () => {
      await open('/account');
      await page.getByRole('main').getByRole('button', { name: 'Sign off' }).click();
      await eventually(() => floor.gateway.access.said).toContain('sign-off');
    });
  });

  describe.each([
    ['a tablet', TABLET],
    ['a phone', PHONE],
    ['a desktop in German, dark', { viewport: { width: 1920, height: 1080 }, locale: 'de-DE', colorScheme: 'dark' }],
    ['a phone in German, dark', { ...PHONE, locale: 'de-DE', colorScheme: 'dark' }],
    ['a tablet in German at 200 %', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2, locale: 'de-DE' }],
  ])('on %s', (_device, options) => {
    it('shut nobody out, fit, and have no target too small for a finger', async () => {
      const until = Date.now() + HOUR_MS;
      floor.add(
        { user: 'keeper', name: 'Keeper Late', lockedUntil: until, has: { password: true, pin: true, badge: true } },
        { user: 'bander', name: 'Bander Schichtführung-Längsteilanlage', lines: ['line8'], invitedUntil: until },
        { user: 'boxer', name: 'Boxer Back', disabled: true },
      );
      floor.isOn('adjuster.admin', { own: true });
      floor.isOn('keeper', { deviceName: 'Tablet line 8', way: 'badge' });
      floor.isOn('keeper');
      floor.has({ id: 'd1', name: 'Hallenanzeige Beutelverpackung Nord', role: 'kiosk', lines: ['line8'] });
      await open('/people', options);
      await page.getByText('Keeper Late').waitFor();
      await isFit();
      await page.getByText('Bander').click();
      await page.locator('ls-people-ways').waitFor();
      await isFit();
      await page.keyboard.press('Escape');
      await page.locator('ls-people-everybody .sum .main').click();
      await page.locator('ls-people-invite').waitFor();
      await isFit();
      await page.locator('ls-people-invite input').first().fill('Adjuster Inner');
      await page.locator('ls-people-invite .main').click();
      await page.locator('ls-invitation').waitFor();
      await isFit();
      await page.keyboard.press('Escape');
      await page.locator('ls-people-everybody .sum button').first().click();
      await page.locator('ls-people-paste textarea').fill('a\n\tAttendant Gießer\tOperator\tall\n');
      await isFit();
      await page.goto(`${floor.address}/people?view=sessions`);
      await page.locator('ls-sessions-list').waitFor();
      await isFit();
      await page.goto(`${floor.address}/devices`);
      await page.getByText('Hallenanzeige').click();
      await page.locator('ls-device-edit').waitFor();
      await isFit();
      await page.keyboard.press('Escape');
      await page.locator('ls-devices-all .sum .main').click();
      await page.locator('ls-device-form').waitFor();
      await isFit();
      await page.goto(`${floor.address}/account`);
      await page.locator('ls-account-secret button').first().click();
      await isFit();
    });
  });

  /** For people who see, hear and move differently, with gloves, on a screen of this size. */
  async function isFit(): Promise<void> {
    await eventually(() => seriousFindings(page)).toEqual([]);
    await eventually(() => sideways(page)).toBe(0);
    const targets = page
      .locator('ls-app')
      .locator('a:visible, button:visible, input:not(.hidden):visible, select:visible');
    await eventually(() => tooSmall(targets)).toEqual([]);
  }
});
