/** The moments that somebody would choose: two at once, a kill in between, a store that is away; against a gateway that is a process. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccessAnswer } from '../../shared/access/protocol.ts';
import { padded } from '../../shared/documents/document.ts';
import type { FactAnswer } from '../../shared/sync/protocol.ts';
import { lineside } from './every-source.ts';
import { enrolled } from './enrolled-device.ts';
import { setupCode } from './gateway-here.ts';
import { startGatewayProcess, until, type GatewayProcess } from './gateway-process.ts';
import { plantDirectory, type PlantDirectory } from './packing-plant.ts';
import { allDocuments } from './stored-documents.ts';
import { PASSWORD, Visitor } from './visitor.ts';

let plant: PlantDirectory;
let gateway: GatewayProcess | null = null;

beforeEach(async () => {
  plant = await plantDirectory();
});
afterEach(async () => {
  await gateway?.stop();
  gateway = null;
  await plant.remove();
});

async function started(): Promise<GatewayProcess> {
  gateway = await startGatewayProcess(plant);
  return gateway;
}

async function killed({ kill }: GatewayProcess): Promise<void> {
  await kill();
  gateway = null;
}

const verify = () => lineside(['verify', '--plant-file', plant.plantFile], plant.dataDir);

let counter = 0;
function reason({ origin, user }: Visitor, at = Date.now()) {
  const said = { from: at - 3_600_000, to: at - 3_540_000, code: 'film-jam', supersedes: null, line: 'line8' };
  return {
    _id: `reason:${padded(at)}:${origin}.${++counter}`,
    type: 'reason',
    schema: 1,
    at,
    by: { origin, user },
    ...said,
  };
}

/** Number of the store's process. */
async function storeOf(): Promise<number> {
  const { pid } = JSON.parse(await readFile(join(plant.dataDir, 'gateway.json'), 'utf8')) as { pid: number };
  return Number((await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ')[0]);
}

describe('the code for the first admin', () => {
  it('makes one, however many bring it at once; is the same after a kill, and gone once it was used', async () => {
    const first = await started();
    const code = await until(() => setupCode(first.output()));
    await killed(first);
    const second = await started();
    expect(await until(() => setupCode(second.output()))).toBe(code);
    const visitors = Array.from({ length: 5 }, () => new Visitor(second.address));
    const made = await Promise.allSettled(visitors.map((visitor, i) => visitor.setUp(code, `admin-${i}`)));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await killed(second);
    const third = await started();
    expect(setupCode(third.output())).toBeNull();
    await expect(new Visitor(third.address).setUp(code, 'late')).rejects.toThrow('409');
    expect(await new Visitor(third.address).get<AccessAnswer>('/api/access')).toMatchObject({ setup: false });
  });
});

describe('entries', () => {
  it('that were accepted each have one entry in the trail, whenever the gateway is killed', async () => {
    let accepted = 0;
    for (let kill = 0; kill < 3; kill++) {
      const running = await started();
      const tester = await running.tester();
      const facts = Array.from({ length: 40 }, () => reason(tester));
      const pushes = facts.map(async (fact) => {
        const [answer] = await tester.post<FactAnswer[]>('/api/sync/facts', { facts: [fact] });
        if (answer!.status === 'accepted') accepted++;
      });
      await Promise.race([Promise.all(pushes), until(() => accepted > kill * 10)]);
      await killed(running);
      await Promise.allSettled(pushes);
    }
    expect(accepted).toBeGreaterThan(0);
    const last = await started();
    await last.caughtUp();
    await last.tester();
    expect(await last.stop()).toBe(0);
    gateway = null;
    const documents = await allDocuments(plant.dataDir);
    const facts = documents.filter(({ type }) => type === 'reason').map(({ _id }) => _id);
    const said = documents
      .filter(({ type, what }) => type === 'audit' && what === 'entry')
      .map(({ subject }) => subject);
    expect(facts.length).toBeGreaterThanOrEqual(accepted);
    expect(said.toSorted()).toEqual(facts.toSorted());
    expect(await verify()).toMatchObject({ code: 0, output: expect.stringContaining('all in order') as string });
  }, 120_000);

  it('and people wait while the store is away: nobody is let in unsaid, nothing is lost, nothing falls over', async () => {
    const running = await started();
    const tester = await running.tester();
    const station = await enrolledBy(running);
    const store = await storeOf();
    process.kill(store, 'SIGSTOP');
    const fact = reason(tester);
    const asked = Promise.allSettled([
      tester.send('POST', '/api/sync/facts', { facts: [fact] }),
      new Visitor(running.address).send('POST', '/api/access/sign-on', {
        ...{ way: 'password', user: 'tester', password: PASSWORD, origin: 'device-x' },
      }),
      station.ask('/api/access'),
    ]);
    process.kill(store, 'SIGKILL');
    for (const each of await asked) {
      const response = each.status === 'fulfilled' ? each.value : null;
      expect([200, 503]).toContain(response?.status);
    }
    await until(async () => {
      const [answer] = await tester.post<FactAnswer[]>('/api/sync/facts', { facts: [fact] });
      return answer!.status === 'accepted';
    });
    expect((await running.status()).store).toMatchObject({ running: true, crashes: 1 });
    expect(running.output()).not.toContain('Bug at');
    await until(async () => (await verify()).output.includes('all in order'));
  }, 60_000);
});

async function enrolledBy(running: GatewayProcess): Promise<Visitor> {
  const admin = new Visitor(running.address);
  await admin.signOn('admin');
  return enrolled(admin, 'station');
}

describe('what is written anywhere', () => {
  it('holds no password, PIN, badge, code, token or ticket that was used', async () => {
    const running = await started();
    const code = await until(() => setupCode(running.output()));
    const admin = new Visitor(running.address);
    await admin.setUp(code);
    const known = new Set<string>([PASSWORD]);
    const invited = await admin.post<{ invitation: { code: string } }>('/api/people', {
      ...{ user: 'assembler', name: 'Assembler', roles: ['operator', 'quality'], lines: '*' },
    });
    const assembler = new Visitor(running.address);
    const pin = '905836172640';
    await assembler.post('/api/access/invitation', {
      user: 'assembler',
      code: invited.invitation.code,
      password: PASSWORD,
      pin,
      origin: assembler.origin,
    });
    const badge = 'BADGE-OF-ASSEMBLER-0815';
    const now = { name: 'Assembler', roles: ['operator', 'quality'], lines: '*', disabled: false };
    await admin.send('PUT', '/api/people/assembler', { ...now, badge });
    const { code: ofDevice } = await admin.post<{ code: string }>('/api/devices/codes', {
      name: 'T',
      role: 'station',
      lines: '*',
    });
    const station = await enrolled(admin, 'station');
    const bearer = (await station.prove(true)).token!;
    const { ticket } = await station.post<{ ticket: string }>('/api/access/sign-on', {
      way: 'pin',
      user: 'assembler',
      pin,
      origin: station.origin,
    });
    const password = 'what assembler chose afterwards';
    await assembler.send('PUT', '/api/access/password', { current: PASSWORD, password });
    // Mistakes that people make: a password as a name, a badge as a PIN, a code in an address.
    const wrong = 'a-password-in-the-wrong-field';
    await assembler.send('POST', '/api/access/sign-on', {
      way: 'password',
      user: wrong,
      password: wrong,
      origin: assembler.origin,
    });
    await station.send('POST', '/api/access/sign-on', {
      way: 'badge',
      badge: `${badge}-x`,
      pin,
      origin: station.origin,
    });
    await assembler.send('POST', '/api/access/invitation', {
      user: 'assembler',
      code: `${invited.invitation.code}X`,
      password,
      origin: assembler.origin,
    });
    await station.send('POST', '/api/access/tickets', { tickets: [{ ticket: `${ticket}x`, from: 1, until: 2 }] });
    await station.send('POST', '/api/access/tickets', { tickets: [{ ticket, from: Date.now(), until: Date.now() }] });
    await assembler.ask('/api/status', { headers: { authorization: `Bearer ${bearer}x` } });
    await assembler.send('POST', '/api/people', { password: wrong });
    await assembler.ask('/api/audit/export?format=csv').then((answer) => answer.text());
    for (const secret of [pin, badge, password, wrong, bearer, ticket.split('.')[1]!]) known.add(secret);
    for (const secret of [code, invited.invitation.code, ofDevice]) known.add(secret).add(secret.replaceAll('-', ''));
    for (const visitor of [admin, assembler, station]) for (const value of visitor.cookies.values()) known.add(value);
    expect(await running.stop()).toBe(0);
    gateway = null;
    const output = running.output().replace(code, '');
    const files: string[] = [];
    for (const entry of await readdir(plant.dataDir, { recursive: true, withFileTypes: true }))
      // What is meant to be secret is in there; the first code is gone.
      if (entry.isFile() && !entry.parentPath.endsWith('secrets'))
        files.push(await readFile(join(entry.parentPath, entry.name), 'latin1'));
    files.push(await readFile(join(plant.dataDir, 'secrets', 'setup-code'), 'utf8'));
    const documents = JSON.stringify(await allDocuments(plant.dataDir));
    expect(documents).toContain('sign-on-failed');
    const found = [...known].filter((secret) => [output, documents, ...files].some((text) => text.includes(secret)));
    expect(found).toEqual([]);
  }, 60_000);
});
