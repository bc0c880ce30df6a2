import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { PASSWORD } from '../system/visitor.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { SecureFloor } from './secure-floor.ts';
import { SignOnPage } from './sign-on-page.ts';

describeInBrowser('people and devices at a real gateway', () => {
  let floor: SecureFloor;
  let admin: SignOnPage;
  const dialog = () => admin.page.locator('ls-dialog[open]');
  const press = (name: string | RegExp) => dialog().getByRole('button', { name }).click();

  beforeAll(async () => {
    floor = await SecureFloor.open();
    await floor.admin();
  });
  beforeEach(async () => {
    admin = await browserAt('/people');
    await admin.password('admin');
    await admin.page.getByRole('button', { name: 'Invite …' }).waitFor();
  });
  afterEach(async () => {
    expect(floor.misdeeds()).toEqual([]);
    await floor.closeTablets();
  });
  afterAll(() => floor?.close());

  async function browserAt(path: string): Promise<SignOnPage> {
    const opened = new SignOnPage(await (await floor.tablet()).newPage());
    await opened.page.goto(floor.address + path);
    return opened;
  }

  it('are invited, accept with what the slip says, and are out at once when they are disabled', async () => {
    await admin.page.getByRole('button', { name: 'Invite …' }).click();
    await dialog().getByLabel('Name', { exact: true }).fill('Oiler Example');
    await dialog().getByLabel('User id').fill('oiler');
    await dialog().getByRole('radio', { name: 'Only these' }).check();
    await dialog().getByRole('checkbox', { name: 'Line 8' }).check();
    await press('Make the invitation');
    const code = await dialog().locator('.code').innerText();
    await press('Done');
    const listed = admin.page.locator('ls-people-list').getByRole('listitem').filter({ hasText: 'Oiler Example' });
    await listed.getByText('invited, until').waitFor();

    const oiler = await browserAt('/sign-on');
    await oiler.page.getByRole('button', { name: 'I have an invitation' }).click();
    await oiler.page.getByLabel('Name to sign on with').fill('Oiler');
    await oiler.page.getByLabel('Code', { exact: true }).fill(code.toLowerCase().replaceAll('-', ' '));
    await oiler.page.getByLabel('New password').fill(PASSWORD);
    await oiler.page.getByLabel('New PIN').fill('4711');
    await oiler.page.getByRole('button', { name: 'Accept' }).click();
    await oiler.isOn('Oiler Example');
    await oiler.page
      .getByRole('link', { name: /Line 8/ })
      .first()
      .click();
    await oiler.line.filled();

    await listed.getByRole('button', { name: 'Oiler Example' }).click();
    await press('Disable');
    await oiler.page.getByText('Sign on to see the lines.').waitFor();
    await oiler.password('oiler');
    await oiler.page.getByText('Name or password is wrong.').waitFor();
    const [disabled] = await floor.trail('person-disabled');
    expect(disabled).toMatchObject({ subject: 'oiler', user: 'admin' });
  });

  it('become devices by a code: the admin sees one come, gives its line, and takes it away again', async () => {
    await admin.page.goto(`${floor.address}/devices`);
    await admin.page.getByRole('button', { name: /^Enrol a device/ }).click();
    await dialog().getByLabel('Name').fill('Packing 3');
    await dialog()
      .getByRole('radio', { name: /^Station/ })
      .check();
    await dialog().getByRole('checkbox', { name: 'Line 8' }).check();
    await press('Make the code');
    const code = await dialog().locator('.code').innerText();

    const station = await browserAt(`/enrol#${code}`);
    await station.page.getByRole('button', { name: 'Enrol', exact: true }).click();
    await station.page.getByText('This device is “Packing 3”').waitFor();
    await dialog()
      .getByText(/“?Packing 3”? is/)
      .waitFor();
    await press('Done');
    await station.page.goto(`${floor.address}/lines/line8`);
    await station.line.filled();
    await station.isOff();
    expect(await station.status('/api/people')).toBe(401);

    await admin.page.getByRole('button', { name: 'Packing 3' }).click();
    await press('Revoke');
    // Whoever goes elsewhere does not want it undone.
    await admin.page.getByText('Packing 3 is revoked in 10 s').waitFor();
    await admin.page.getByRole('link', { name: 'People' }).first().click();
    await station.page.getByText('Sign on to see the lines.').waitFor();
    await eventually(async () => (await floor.trail('device-revoked')).length).toBe(1);
  });

  it('show in the trail who did what', async () => {
    await admin.page.goto(`${floor.address}/audit`);
    const trail = admin.page.locator('ls-audit-table');
    await trail.getByText('Test admin').first().waitFor();
  });
});
