import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setupCode } from '../system/gateway-here.ts';
import { PASSWORD } from '../system/visitor.ts';
import { seriousFindings } from './axe.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { rowsHere, ticketsHere } from './kept-here.ts';
import { plantOfToday } from './plant-floor.ts';
import { SecureFloor } from './secure-floor.ts';
import { SignOnPage } from './sign-on-page.ts';

describeInBrowser('a gateway over TLS that nobody has set up', () => {
  let floor: SecureFloor;
  beforeAll(async () => {
    floor = await SecureFloor.open();
  });
  afterAll(() => floor?.close());

  it('lets in whoever has the code from its console, who lets in the next by an invitation', async () => {
    const admin = new SignOnPage(await (await floor.tablet()).newPage());
    await admin.page.goto(floor.address);
    await admin.page.getByRole('heading', { name: 'The first administrator' }).waitFor();
    await eventually(() => seriousFindings(admin.page)).toEqual([]);
    const fill = (label: string, text: string) => admin.page.getByLabel(label).fill(text);
    await fill('Code', 'KKKK-2222-KKKK');
    await fill('Name to sign on with', 'adjuster');
    await fill('Name as others see it', 'Adjuster Example');
    await fill('New password', PASSWORD);
    await admin.page.getByRole('button', { name: 'Begin' }).click();
    await admin.page.getByText('The code is wrong').waitFor();
    await fill('Code', setupCode(floor.plant.gateway.output())!);
    await admin.page.getByRole('button', { name: 'Begin' }).click();
    await admin.isOn('Adjuster Example');

    await admin.menu.click();
    await admin.who.getByRole('link', { name: 'People' }).click();
    await admin.page.getByRole('button', { name: 'Invite …' }).click();
    const invite = admin.page.locator('ls-dialog[open]');
    await invite.getByLabel('Name', { exact: true }).fill('Oiler Example');
    await invite.getByLabel('User id').fill('oiler');
    await invite.getByRole('button', { name: 'Make the invitation' }).click();
    const code = await admin.page.locator('ls-invitation .code').innerText();
    await eventually(() => admin.page.locator('ls-invitation .address').allInnerTexts()).toContain(
      `${floor.address}/sign-on?user=oiler`,
    );

    const operator = new SignOnPage(await (await floor.tablet()).newPage());
    await operator.page.goto(`${floor.address}/sign-on?user=oiler#${code}`);
    await operator.page.getByLabel('New password').fill(PASSWORD);
    await operator.page.getByLabel('New PIN').fill('4711');
    await operator.page.getByRole('button', { name: 'Accept' }).click();
    await operator.isOn('Oiler Example');
    await operator.page
      .getByRole('link', { name: /Line 8/ })
      .first()
      .waitFor();
    expect(await operator.status('/api/people')).toBe(403);
    expect(floor.misdeeds()).toEqual([]);
  });
});

describeInBrowser('signing on over TLS', () => {
  let floor: SecureFloor;
  let open: SignOnPage;

  beforeAll(async () => {
    const plant = plantOfToday();
    floor = await SecureFloor.open({ ...plant, access: { stationIdleMinutes: 1 } });
    await floor.add({ user: 'attendant', name: 'Attendant Example', pin: '4711', badge: '0012345678' });
    await floor.add({ user: 'binder', name: 'Binder Example', pin: '2580', badge: '0087654321' });
  });
  afterEach(async () => {
    expect(floor.misdeeds()).toEqual([]);
    await floor.closeTablets();
  });
  afterAll(() => floor?.close());

  /** The author of the entry that comes next. */
  async function nextAuthor(enter: () => Promise<unknown>): Promise<() => Promise<(string | null)[]>> {
    const before = (await floor.authors()).length;
    await enter();
    return async () => (await floor.authors()).slice(before);
  }

  async function chooseReason(page: SignOnPage, stop = 0, reason = 'Film jam'): Promise<void> {
    await page.line.ask(floor.plant.stops[stop]!);
    await page.line.choose(reason);
  }

  describe('by a password, in a browser of one’s own', () => {
    beforeEach(async () => {
      open = new SignOnPage(await (await floor.tablet()).newPage());
      await open.page.goto(`${floor.address}/lines/line8`);
    });

    it('says that it was wrong, never what, and after five times how long to wait', async () => {
      await open.password('nobody-here', 'wrong');
      await open.page.getByText('Name or password is wrong.').waitFor();
      await open.page.evaluate(wrongTries, 4);
      await open.password('nobody-here', 'wrong once more');
      await open.page.getByText(/Too many tries. The next one is possible in \d+\ss/).waitFor();
      await open.password('attendant');
      await open.isOn('Attendant Example');
    });

    it('shows the line, also after a reload, until its person leaves', async () => {
      await open.password('attendant');
      await open.line.filled();
      await open.line.reload();
      await open.isOn('Attendant Example');
      await open.signOff();
      await open.page.getByText('Sign on to see the lines.').waitFor();
      await eventually(() => open.page.evaluate(rowsHere, 'view.*(hours|lines|reference)')).toBe(0);
      expect(await open.status('/api/sync/hours')).toBe(401);
      await eventually(() => seriousFindings(open.page)).toEqual([]);
    });

    it('keeps what was not sent when its person leaves out of reach, and sends it when they are back', async () => {
      await open.password('attendant');
      await open.line.filled();
      await open.page.evaluate(async () => void (await navigator.serviceWorker.ready));
      const authors = await nextAuthor(async () => {
        await floor.plant.off();
        await open.page.getByText(/Out of reach since/).waitFor();
        await chooseReason(open, 1);
        await open.signOff();
        await open.page.getByText('Sign on to see the lines.').waitFor();
        await eventually(() => open.page.evaluate(rowsHere, 'view.*(hours|lines|reference)')).toBe(0);
        await floor.plant.on();
      });
      expect(await open.page.evaluate(rowsHere, 'outbox')).toBe(1);
      await eventually(() => open.page.getByText('The gateway is out of reach').count()).toBe(0);
      await open.password('attendant');
      await eventually(authors).toEqual(['attendant']);
    });
  });

  describe('at a station that shows its line to everybody', () => {
    beforeEach(async () => {
      open = await floor.enrolled('Packing 1', 'station');
    });

    it('asks who it is when a reason is given, and the reason is that person’s', async () => {
      await open.isOff();
      const authors = await nextAuthor(() => chooseReason(open));
      await open.dialog.getByText('Who gives the reason?').waitFor();
      await eventually(() => seriousFindings(open.page)).toEqual([]);
      await open.nameAndPin('attendant', '4711');
      await open.isOn('Attendant Example');
      await eventually(authors).toEqual(['attendant']);
      await eventually(() => open.line.reasonOf(floor.plant.stops[0]!)).toBe('Film jam');
    });

    it('signs off whoever walks away, and goes on showing the line', async () => {
      await open.asks();
      await open.nameAndPin('attendant', '4711');
      await open.isOn('Attendant Example');
      await untouchedFor(open, 45_000);
      await open.page.getByText(/Attendant Example is signed off in \d+ s/).waitFor();
      await untouchedFor(open, 61_000);
      await open.isOff();
      await floor.plant.camera.seesPart();
      await eventually(() => open.line.produced()).toBe(floor.plant.camera.parts);
      await eventually(() => open.line.connection()).toMatch(/^live/);
      await eventually(async () => (await floor.trail('sign-off', 'attendant')).length).toBeGreaterThan(0);
    });

    it('lets in by badge and PIN, wherever the cursor is', async () => {
      await open.scan('0012345678');
      await open.dialog.getByText('Badge read. Now the PIN.').waitFor();
      await open.page.keyboard.type('4711', { delay: 90 });
      await open.page.keyboard.press('Enter');
      await open.isOn('Attendant Example');
    });

    it('switches people by a badge, and keeps what the one before had typed', async () => {
      await open.asks();
      await open.nameAndPin('attendant', '4711');
      await open.isOn('Attendant Example');
      await open.line.ask(floor.plant.stops[2]!);
      await open.line.comment('roll changed');
      const authors = await nextAuthor(async () => {
        await open.scan('0087654321');
        await open.dialog.getByText('Badge read. Now the PIN.').waitFor();
        await open.page.keyboard.type('2580', { delay: 90 });
        await open.page.keyboard.press('Enter');
        await open.isOn('Binder Example');
        await open.dialog.waitFor({ state: 'hidden' });
        await eventually(() => open.line.picker.getByRole('textbox').inputValue()).toBe('roll changed');
        await open.line.choose('Film jam');
      });
      await eventually(authors).toEqual(['binder']);
      const [said] = (await floor.trail('entry', 'binder')).slice(-1);
      expect(said!.reason).toBe('roll changed');
    });

    it('lets people in out of reach by a ticket, and the gateway accepts what they entered afterwards', async () => {
      await open.asks();
      await open.nameAndPin('attendant', '4711');
      await open.isOn('Attendant Example');
      await eventually(() => open.page.evaluate(ticketsHere)).toContain('ticket:attendant');
      await open.signOff();
      await open.isOff();
      const authors = await nextAuthor(async () => {
        await floor.plant.off();
        await open.page.getByText(/Out of reach since/).waitFor();
        await chooseReason(open, 1, 'Film jam');
        await open.dialog.getByRole('button', { name: 'Attendant Example' }).click();
        await open.pin('4711');
        await open.who.getByText('1 to be verified').first().waitFor();
        await floor.plant.on();
      });
      await eventually(authors, 30_000).toEqual(['attendant']);
      await eventually(() => open.who.getByText('to be verified').count()).toBe(0);
      expect(await floor.trail('ticket-used', 'attendant')).toHaveLength(1);
    });

    it('is out as soon as it is revoked', async () => {
      const admin = await floor.admin();
      const id = await open.page.evaluate(() => localStorage.getItem('lineside.device'));
      await admin.send('PUT', `/api/devices/${id}`, { name: 'Packing 1', lines: ['line8'], revoked: true });
      await open.page.getByText('Sign on to see the lines.').waitFor();
      expect(await open.status('/api/sync/hours')).toBe(401);
    });
  });

  it('makes a station of a browser by a code that is typed as it is read out', async () => {
    const code = await floor.deviceCode('Packing 2', 'station');
    open = new SignOnPage(await (await floor.tablet()).newPage());
    await open.page.goto(`${floor.address}/enrol`);
    await open.page.getByLabel('Code of 8 characters').fill('XXXX XXXX');
    await open.page.getByRole('button', { name: 'Enrol', exact: true }).click();
    await open.page.getByText('The code is wrong, was used, or is too old.').waitFor();
    await eventually(() => seriousFindings(open.page)).toEqual([]);
    const [, one, other] = /^(.{4})(.{4})$/.exec(code.replace('-', ''))!;
    await open.page.getByLabel('Code of 8 characters').fill(`${one!.toLowerCase()} ${other}`);
    await open.page.getByRole('button', { name: 'Enrol', exact: true }).click();
    await open.page.getByText('This device is “Packing 2”').waitFor();
    await open.page.getByText('Lines: Line 8').waitFor();
    expect(await floor.trail('device-enrolled')).not.toEqual([]);
  });

  it('shows a kiosk its line and nothing else, and it can ask for nothing else', async () => {
    open = await floor.enrolled('Hall 1', 'kiosk');
    await eventually(() => open.page.getByRole('button', { name: /Sign on|Set reason|Film jam/ }).count()).toBe(0);
    for (const page of ['people', 'devices', 'audit', 'sources', 'explorer']) {
      await open.page.goto(`${floor.address}/${page}`);
      await open.page.getByText('This screen does not show that').waitFor();
    }
    for (const path of ['people', 'sessions', 'devices', 'audit', 'sources']) {
      expect(await open.status(`/api/${path}`)).toBe(403);
    }
    expect(await open.post('/api/sync/facts', { facts: [] })).toBe(403);
    const origin = await open.page.evaluate(() => localStorage.getItem('lineside.device'));
    const signOn = { way: 'password', user: 'attendant', password: PASSWORD, origin };
    expect(await open.post('/api/access/sign-on', signOn)).toBe(403);
  });

  it('is over at the next request for somebody who was disabled, and what was not sent stays readable', async () => {
    await floor.add({ user: 'carter', name: 'Carter Example' });
    const tablet = await floor.tablet();
    open = new SignOnPage(await tablet.newPage());
    await open.page.goto(`${floor.address}/lines/line8`);
    await open.password('carter');
    await open.line.filled();
    const [, , stop] = floor.plant.stops;
    await tablet.context.setOffline(true);
    await open.line.setReason(stop!, 'Film jam');
    await eventually(() => open.line.reasonOf(stop!)).toMatch(/^Film jam.*not yet sent/);
    await floor.disable('carter', 'Carter Example');
    await tablet.context.setOffline(false);
    await open.page.getByText('Sign on to see the lines.').waitFor();
    await open.page.getByText('One entry is not sent yet.').waitFor();
    expect(await open.status('/api/sync/hours')).toBe(401);
    await open.password('binder');
    await eventually(() => open.line.reasonOf(stop!)).toMatch(/^Film jam.*not yet sent/);
    expect(await floor.trail('entry', 'carter')).toEqual([]);
  });

  it('is done for all tabs of a browser at once, and so is leaving', async () => {
    const tablet = await floor.tablet();
    const tabs: SignOnPage[] = [];
    for (let tab = 0; tab < 3; tab++) {
      tabs.push(new SignOnPage(await tablet.newPage()));
      await tabs[tab]!.page.goto(`${floor.address}/lines/line8`);
      await tabs[tab]!.page.getByText('Sign on to see the lines.').waitFor();
    }
    await tabs[1]!.password('attendant');
    for (const tab of tabs) {
      await tab.isOn('Attendant Example');
      await tab.line.filled();
    }
    await tabs[2]!.signOff();
    for (const tab of tabs) await tab.page.getByText('Sign on to see the lines.').waitFor();
  });

  it('is remembered by a browser that is opened while the gateway is off', async () => {
    open = new SignOnPage(await (await floor.tablet()).newPage());
    await open.page.goto(`${floor.address}/lines/line8`);
    await open.password('binder');
    await open.line.filled();
    await eventually(() => open.line.connection()).toMatch(/ready for offline/);
    // Ready means the app: its hours come one after the other.
    await eventually(() => open.line.produced()).toBe(floor.plant.camera.parts);
    await floor.plant.off();
    await open.line.reload();
    await open.isOn('Binder Example');
    await eventually(() => open.line.produced()).toBe(floor.plant.camera.parts);
    await floor.plant.on();
    await eventually(() => open.line.connection(), 30_000).toMatch(/^live/);
  });
});

/** So many more at once, as somebody would who is in a hurry. */
async function wrongTries(count: number): Promise<void> {
  const question = { way: 'password', user: 'nobody-here', password: 'wrong', origin: 'device-hurries' };
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(question) };
  await Promise.all(Array.from({ length: count }, () => fetch('/api/access/sign-on', init)));
}

/** The tablet thinks that nobody has touched it for so long. */
async function untouchedFor({ page }: SignOnPage, ms: number): Promise<void> {
  await page.evaluate((since) => localStorage.setItem('lineside.active', String(Date.now() - since)), ms);
}
