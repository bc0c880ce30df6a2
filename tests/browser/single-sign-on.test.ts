import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { CLIENT, SignOnServer } from '../gateway/auth/sign-on-server.ts';
import { seriousFindings } from './axe.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { eventually } from './eventually.ts';
import { plantOfToday } from './plant-floor.ts';
import { SecureFloor } from './secure-floor.ts';
import { SignOnPage } from './sign-on-page.ts';

describeInBrowser('the sign-on server of the plant', () => {
  let server: SignOnServer;
  let secrets: string;
  let floor: SecureFloor;
  let open: SignOnPage;

  beforeAll(async () => {
    secrets = await mkdtemp(join(tmpdir(), 'lineside-sso-'));
    const secret = join(secrets, 'client-secret');
    await writeFile(secret, CLIENT.clientSecret, { mode: 0o600 });
    const groups = [
      { group: 'packers', roles: ['operator' as const], lines: ['line8'] },
      { group: 'it', roles: ['admin' as const] },
    ];
    floor = await SecureFloor.open({ ...plantOfToday(), access: { groups } }, async (address) => {
      server = await SignOnServer.start(`${address}/api/access/oidc/callback`);
      return {
        OIDC_ISSUER: server.issuer,
        OIDC_CLIENT_ID: CLIENT.clientId,
        OIDC_CLIENT_SECRET_FILE: secret,
        OIDC_NAME: 'Test plant account',
        OIDC_SCOPE: 'openid profile groups',
      };
    });
    await floor.add({ user: 'local', name: 'Local Example' });
  });
  beforeEach(async () => {
    const tablet = await floor.tablet();
    open = new SignOnPage(await tablet.newPage());
    await open.page.goto(`${floor.address}/lines/line8`);
  });
  afterEach(async () => {
    expect(floor.misdeeds().filter((misdeed) => misdeed !== `asked ${new URL(server.issuer).host}`)).toEqual([]);
    await floor.closeTablets();
  });
  afterAll(async () => {
    await floor?.close();
    await server?.stop();
    await rm(secrets, { recursive: true, force: true });
  });

  const goThere = () => open.page.getByRole('link', { name: 'Sign on with Test plant account' }).click();

  it('lets in who it knows, with the roles of their groups, and they come back to the page where they were', async () => {
    await eventually(() => seriousFindings(open.page)).toEqual([]);
    await goThere();
    await open.isOn('Attendant Example');
    await open.line.filled();
    expect(open.page.url()).toBe(`${floor.address}/lines/line8`);
    await open.menu.click();
    await open.who.locator('p', { hasText: 'Operator' }).waitFor();
    expect(await open.status('/api/people')).toBe(403);
    const [seen] = await floor.trail('sign-on', 'attendant');
    expect(seen).toMatchObject({ subject: 'attendant', roles: ['operator'], new: { way: 'sso' } });
    await open.line.reload();
    await open.isOn('Attendant Example');
  });

  it('does not let in who is in no group that may, and says so', async () => {
    server.member = { subject: 's-2', preferred_username: 'guest', name: 'Guest Example', groups: ['visitors'] };
    await goThere();
    await open.page.getByText('You are known there, but in none of the groups that may come in here.').waitFor();
    expect(new URL(open.page.url()).search).toBe('');
    expect(await open.status('/api/sync/hours')).toBe(401);
    await eventually(() => seriousFindings(open.page)).toEqual([]);
  });

  it('may be off: then that is said, and whoever has a password here is let in as ever', async () => {
    await server.stop();
    await goThere();
    await open.page.getByText('The sign-on server of the plant cannot be reached.').waitFor();
    await open.password('local');
    await open.isOn('Local Example');
  });
});
