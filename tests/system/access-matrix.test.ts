/**
 * Every route × everybody, every fact × everybody, against a real gateway over HTTP. The table says who gets in; it is written
 * by hand, so that a change of `shared/access/roles.ts` or a new route has to be said twice.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { padded } from '../../shared/documents/document.ts';
import type { FactAnswer } from '../../shared/sync/protocol.ts';
import { ROLES } from '../../shared/access/roles.ts';
import type { Route } from '../../gateway/api/route.ts';
import { startGatewayHere, type GatewayHere } from './gateway-here.ts';
import { enrolled } from './enrolled-device.ts';
import { PLANT, plantDirectory } from './packing-plant.ts';
import { Visitor } from './visitor.ts';

const PEOPLE = ROLES;
/** Signed on, with every role, but for line 9 only. */
const ELSEWHERE = 'everything on line 9';
type Who = (typeof PEOPLE)[number] | 'nobody' | 'kiosk' | 'station' | 'personal' | typeof ELSEWHERE;
const EVERYBODY: Who[] = [...PEOPLE];
const LOOKERS: Who[] = ['supervisor', 'engineer', 'quality', 'admin'];

/** `about`: of line 8, so that whoever has other lines stays outside. */
interface Expected {
  who: readonly Who[] | 'anyone' | 'token' | 'gateway';
  about?: 'line8';
  path?: string;
  body?: unknown;
}

const line = { about: 'line8' } as const;
const ROUTES: Record<string, Expected> = {
  'GET /api/access': { who: 'anyone' },
  'POST /api/access/setup': { who: 'anyone' },
  'POST /api/access/sign-on': { who: 'anyone' },
  'POST /api/access/sign-off': { who: 'anyone' },
  'POST /api/access/active': { who: 'anyone' },
  'POST /api/access/invitation': { who: 'anyone' },
  'PUT /api/access/password': { who: EVERYBODY },
  'PUT /api/access/pin': { who: EVERYBODY },
  'GET /api/access/oidc': { who: 'anyone' },
  'GET /api/access/oidc/callback': { who: 'anyone' },
  'POST /api/access/ticket': { who: EVERYBODY },
  'POST /api/access/tickets': { who: ['station', ...EVERYBODY] },
  'GET /api/people': { who: ['supervisor', 'admin'] },
  'POST /api/people': { who: ['admin'] },
  'PUT /api/people/:user': { who: ['admin'] },
  'POST /api/people/:user/invitation': { who: ['admin'] },
  'POST /api/people/:user/unlock': { who: ['supervisor', 'admin'] },
  'GET /api/sessions': { who: ['admin'] },
  'DELETE /api/sessions/:id': { who: ['admin'] },
  'POST /api/devices/enrol': { who: 'anyone' },
  'POST /api/devices/challenge': { who: 'anyone' },
  'POST /api/devices/session': { who: 'anyone' },
  'POST /api/devices/codes': { who: ['admin'] },
  'GET /api/devices': { who: ['admin'] },
  'PUT /api/devices/:id': { who: ['admin'] },
  'POST /api/gateways/codes': { who: ['admin'] },
  'POST /api/gateways/join': { who: 'anyone' },
  'GET /api/gateways': { who: EVERYBODY },
  'PUT /api/gateways/:id': { who: ['admin'] },
  'POST /api/gateways/check-credential': { who: 'gateway' },
  'GET /api/replication/status': { who: EVERYBODY },
  'POST /api/replication/resend': { who: ['admin'] },
  'GET /api/holds': { who: ['quality', 'admin'] },
  'POST /api/holds': { who: ['quality', 'admin'] },
  'POST /api/holds/:id/release': { who: ['quality', 'admin'] },
  'GET /api/audit': { who: ['quality', 'admin'] },
  'GET /api/audit/check': { who: ['quality', 'admin'] },
  'GET /api/audit/export': { who: ['quality', 'admin'] },
  'GET /api/plan/history/:entity/:id': {
    who: ['kiosk', 'station', ...EVERYBODY],
    path: '/api/plan/history/order/none',
  },
  'POST /api/plan/former': {
    who: ['kiosk', 'station', ...EVERYBODY],
    body: { lotNumber: ['1'], reference: [] },
  },
  'POST /api/plan/tables': { who: ['supervisor', 'planner'] },
  'POST /api/plan/workbook': {
    who: ['kiosk', 'station', ...EVERYBODY],
    body: { name: 'x', sheets: [{ name: 'x', columns: [{ title: 'A', kind: 'text' }], rows: [] }] },
  },
  'GET /api/sync/:collection': { who: ['kiosk', 'station', ...EVERYBODY], path: '/api/sync/lines' },
  'POST /api/sync/facts': { who: ['station', ...EVERYBODY] },
  'POST /api/sync/brought': { who: ['supervisor', 'admin'] },
  'GET /api/events': { who: ['kiosk', 'station', ...EVERYBODY] },
  'GET /api/status': { who: EVERYBODY },
  'GET /api/lines/:line/rejected': { who: ['kiosk', 'station', ...EVERYBODY], ...line },
  'GET /api/lines/:line/report.xlsx': { who: EVERYBODY, ...line },
  'GET /api/lines/:line/cycles': { who: EVERYBODY, ...line },
  'GET /api/series': { who: EVERYBODY, ...line, path: '/api/series?metric=line8/output' },
  'GET /api/series/metrics': { who: EVERYBODY },
  'GET /api/series/export': { who: EVERYBODY, ...line, path: '/api/series/export?metric=line8/output' },
  'GET /api/sources': { who: LOOKERS },
  'GET /api/sources/:line/:source': { who: LOOKERS, ...line },
  'GET /api/sources/:line/:source/rejected': { who: LOOKERS, ...line },
  'GET /api/sources/:line/:source/raw': { who: LOOKERS, ...line },
  'POST /api/sources/:line/:source/test': { who: LOOKERS, ...line },
  'POST /api/sources/:line': { who: ['engineer'], ...line },
  'POST /api/sources/:line/try': { who: ['engineer'], ...line },
  'POST /api/sources/:line/look': { who: ['engineer'], ...line },
  'PUT /api/sources/:line/:source': { who: ['engineer'], ...line },
  'DELETE /api/sources/:line/:source': { who: ['engineer'], ...line, path: '/api/sources/line8/none' },
  'GET /api/ports': { who: ['engineer'] },
  'GET /api/imports': { who: LOOKERS },
  'POST /api/imports': { who: ['engineer'], ...line, path: '/api/imports?line=line8' },
  // Of no line that anybody knows.
  'DELETE /api/imports/:id': { who: ['engineer'], ...line },
  'POST /api/jobs/:job': { who: 'token' },
};

const LINE_9 = 'line9';
let gateway: GatewayHere;
let directory: Awaited<ReturnType<typeof plantDirectory>>;
const everybody = new Map<Who, Visitor>();

beforeAll(async () => {
  const [line8] = PLANT.lines;
  directory = await plantDirectory({
    ...PLANT,
    lines: [line8!, { ...line8!, id: LINE_9, name: 'Line 9', sources: [] }],
  });
  const secret = join(directory.path, 'oidc-secret');
  await writeFile(secret, 'not used', { mode: 0o600 });
  const issuer = 'http://127.0.0.1:9';
  const env = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'lineside', OIDC_CLIENT_SECRET_FILE: secret };
  gateway = await startGatewayHere(directory, env);
  const { admin } = gateway;
  everybody.set('nobody', new Visitor(gateway.address));
  everybody.set('kiosk', await enrolled(admin, 'kiosk'));
  everybody.set('station', await enrolled(admin, 'station'));
  everybody.set('personal', await enrolled(admin, 'personal'));
  for (const role of PEOPLE) everybody.set(role, await admin.invite(`one-${role}`, [role]));
  everybody.set(ELSEWHERE, await admin.invite('one-elsewhere', [...ROLES], [LINE_9]));
});

afterAll(async () => {
  await gateway?.stop();
  await directory?.remove();
});

/** A request that is let in may fail for other reasons; nobody else gets that far. */
async function isLetIn(visitor: Visitor, route: Route, expected: Expected): Promise<boolean> {
  const path = expected.path ?? route.path.replace(':line', 'line8').replace(/:[a-z]+/gi, 'none');
  const ending = new AbortController();
  // No body is valid, so that whoever is let in changes nothing.
  const body = route.method === 'GET' || route.method === 'DELETE' ? undefined : JSON.stringify({ none: 'of it' });
  const response = await visitor.ask(path, {
    method: route.method,
    signal: ending.signal,
    ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
  });
  const type = response.headers.get('content-type') ?? '';
  const code = type.includes('problem') ? ((await response.json()) as { code: string }).code : null;
  ending.abort();
  return code !== 'UNAUTHENTICATED' && code !== 'FORBIDDEN';
}

describe('who gets in', () => {
  it('is said for every route that there is, and for no other', () => {
    const there = gateway.routes.map(({ method, path }) => `${method} ${path}`);
    expect(there.toSorted()).toEqual(Object.keys(ROUTES).toSorted());
  });

  it.each(Object.keys(ROUTES))('%s', async (name) => {
    const route = gateway.routes.find(({ method, path }) => `${method} ${path}` === name)!;
    const expected = ROUTES[name]!;
    const { who, about } = expected;
    const letIn: Who[] = [];
    for (const [one, visitor] of everybody) if (await isLetIn(visitor, route, expected)) letIn.push(one);
    const all = [...everybody.keys()];
    if (who === 'anyone') expect(letIn).toEqual(all);
    else if (who === 'token' || who === 'gateway') expect(letIn).toEqual([]);
    else
      expect(letIn).toEqual(
        all.filter((one) => (one === ELSEWHERE ? !about && who.some(isPerson) : who.includes(one))),
      );
  });
});

const isPerson = (who: Who) => (PEOPLE as readonly string[]).includes(who);

const HERE = Date.now();
const from = HERE - 3_600_000;
let counter = 0;

/** As the app on this visitor's device would write it. */
function fact(visitor: Visitor, type: string, changes: Record<string, unknown> = {}, at = Date.now()) {
  const said: Record<string, unknown> = {
    reason: { from, to: from + 60_000, code: 'film-jam', supersedes: null },
    'manual-count': { from, to: from + 60_000, produced: 5, good: 5, rework: 0, supersedes: null },
    'manual-state': { from, until: from + 60_000, state: 'Held', reason: 'film-jam', supersedes: null },
    execution: { job: 'o1.fill', verb: 'start' },
  };
  const by = { origin: visitor.origin, user: visitor.user };
  const _id = `${type}:${padded(at)}:${visitor.origin}.${++counter}`;
  return { _id, type, schema: 1, line: 'line8', at, by, ...(said[type] ?? {}), ...changes };
}

async function push(visitor: Visitor, ...facts: unknown[]): Promise<string[]> {
  const answers = await visitor.post<FactAnswer[]>('/api/sync/facts', { facts });
  return answers.map((answer) => (answer.status === 'rejected' ? answer.code : answer.status));
}

interface Planned {
  type: string;
  [field: string]: unknown;
}
const PLANNERS: readonly Who[] = ['supervisor', 'planner'];
const RUNNERS: readonly Who[] = ['operator', ...PLANNERS];
const DOERS: readonly Who[] = [...RUNNERS, 'engineer', 'quality'];
const NO_DAYS = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, []]));

function sets(entity: string, id: string, set: Record<string, unknown>): Planned {
  return { type: 'change', line: null, sets: [{ entity, id, set, saw: {} }] };
}
const place = (line: string, job: string) => ({
  ...sets('job', job, { place: { line, key: 'b.x' } }),
  why: 'Film is late',
});
const rate = (line: string) => sets('rate', `r-${line}`, { product: 'p0', line, perHour: 5_000 });
const closed = (scope: string) =>
  sets('exception', `e-${scope.slice(5)}`, {
    ...{ scope, kind: 'closed', name: 'Roof' },
    ...{ from: '2026-11-28T06:00', to: '2026-11-28T08:00' },
  });
const lot = (line: string) => sets('lot', `${line}.77`, { line, lot: '77', job: 'o1.fill' });

const MAY_SAY: Record<string, readonly Who[]> = {
  reason: ['operator', 'supervisor', 'engineer'],
  'manual-count': ['operator', 'supervisor'],
  'manual-state': ['operator', 'supervisor'],
};
/**
 * About the plan: of things of line 8, of none, or of the whole plant (`all`: not for people of one line). `onLine9` = the same of
 * another line.
 */
const MAY_PLAN: Record<string, { who: readonly Who[]; said: Planned; onLine9?: Planned; all?: true }> = {
  'an order': { who: PLANNERS, said: sets('order', 'o1', { notes: 'Film B' }) },
  'a place on a line': { who: PLANNERS, said: place('line8', 'o1.wrap'), onLine9: place(LINE_9, 'o1.box') },
  'a comment of an operator': {
    who: ['operator', ...PLANNERS],
    said: sets('comment', 'c1', { order: 'o1', text: 'Tore' }),
  },
  'a task': { who: DOERS, said: sets('task', 'o1.fill.test', { claimed: 'one-operator' }) },
  'a product': { who: PLANNERS, all: true, said: sets('product', 'p1', { name: 'Pouch' }) },
  'a rate': { who: PLANNERS, said: rate('line8'), onLine9: rate(LINE_9) },
  'a changeover': { who: PLANNERS, all: true, said: sets('changeover', 'x1', { from: '*', to: '*', ms: 60_000 }) },
  'a week of the plant': {
    ...{ who: PLANNERS, all: true },
    said: sets('week', 'w1', { scope: 'plant', from: '2026-11-23', days: NO_DAYS }),
  },
  'an exception': { who: PLANNERS, said: closed('line:line8'), onLine9: closed(`line:${LINE_9}`) },
  'a setting': {
    ...{ who: PLANNERS, said: sets('setting', 'line-line8', { frozen: 2 }) },
    onLine9: sets('setting', `line-${LINE_9}`, { frozen: 2 }),
  },
  'where a lot belongs': { who: RUNNERS, said: lot('line8'), onLine9: lot(LINE_9) },
  'a view': { who: PLANNERS, said: sets('view', 'v1', { name: 'Mine', page: 'board', query: '' }) },
  'a transfer between orders of line 8': {
    ...{ who: PLANNERS, all: true },
    said: { type: 'transfer', line: null, kind: 'merge', from: 'o2', to: 'o1', quantity: 1 },
  },
  'an execution': {
    ...{ who: RUNNERS, said: { type: 'execution', line: 'line8', job: 'o1.fill', verb: 'start' } },
    onLine9: { type: 'execution', line: LINE_9, job: 'o1.fill', verb: 'start' },
  },
};
/** What the gateway itself writes, and what nobody does. */
const NOBODYS = ['hour', 'base', 'chunk', 'cfg', 'audit', 'outage', 'clock-jump', 'person', '__proto__', ''];

describe('what people may say', () => {
  beforeAll(async () => {
    const planner = everybody.get('planner')!;
    const tasks = [{ key: 'test', kind: 'quality-test', name: 'Leak test', at: 'end', offsetMs: 0, blocks: false }];
    const job = (id: string) => ({ entity: 'job', id, set: { order: 'o1', operation: id, tasks }, saw: {} });
    const order = (id: string) => ({ entity: 'order', id, set: { lot: id, quantity: 9_000 }, saw: {} });
    const product = { entity: 'product', id: 'p0', set: { name: 'Bag' }, saw: {} };
    const made = {
      line: null,
      sets: [order('o1'), order('o2'), product, job('o1.fill'), job('o1.wrap'), job('o1.box')],
    };
    expect(await push(planner, fact(planner, 'change', made))).toEqual(['accepted']);
  });

  it.each(Object.keys(MAY_SAY))('a %s', async (type) => {
    for (const role of PEOPLE) {
      const expected = MAY_SAY[type]!.includes(role) ? 'accepted' : 'role';
      expect([role, ...(await push(everybody.get(role)!, fact(everybody.get(role)!, type)))]).toEqual([role, expected]);
    }
    const elsewhere = everybody.get(ELSEWHERE)!;
    expect(await push(elsewhere, fact(elsewhere, type))).toEqual(['role']);
    expect(await push(elsewhere, fact(elsewhere, type, { line: LINE_9 }))).toEqual(['accepted']);
  });

  it.each(Object.keys(MAY_PLAN))('%s', async (what) => {
    const { who, said, onLine9, all } = MAY_PLAN[what]!;
    for (const role of PEOPLE) {
      const expected = who.includes(role) ? 'accepted' : 'role';
      const visitor = everybody.get(role)!;
      expect([role, ...(await push(visitor, fact(visitor, said.type, said)))]).toEqual([role, expected]);
    }
    const elsewhere = everybody.get(ELSEWHERE)!;
    const here = await push(elsewhere, fact(elsewhere, said.type, said));
    expect(here).toEqual([onLine9 || all ? 'role' : 'accepted']);
    if (!onLine9) return;
    expect(await push(elsewhere, fact(elsewhere, onLine9.type, onLine9))).toEqual(['accepted']);
  });

  it.each(DOERS)('a comment of their own: %s', async (role) => {
    const visitor = everybody.get(role)!;
    const own = sets('comment', `c-${role}`, { order: 'o1', text: 'Film tore' });
    expect(await push(visitor, fact(visitor, own.type, own))).toEqual(['accepted']);
  });

  it.each(NOBODYS)('not a "%s", whoever it is', async (type) => {
    for (const role of PEOPLE)
      expect(await push(everybody.get(role)!, fact(everybody.get(role)!, type))).toEqual(['invalid']);
  });

  it('not in the name of somebody else, of nobody, from another device, or at a time when they were not here', async () => {
    const [operator, supervisor] = [everybody.get('operator')!, everybody.get('supervisor')!];
    const by = (user: string | null, origin = operator.origin) => ({ by: { origin, user } });
    const forged = [
      fact(operator, 'reason', by(supervisor.user)),
      fact(operator, 'reason', by(null)),
      fact(operator, 'reason', by('nobody-there')),
      fact(supervisor, 'reason'),
      fact(operator, 'reason', {}, Date.now() - 86_400_000),
    ];
    // What somebody else entered here waits until that person brings it; nobody can bring it for them.
    expect(await push(operator, ...forged)).toEqual(['later', 'author', 'later', 'author', 'author']);
    expect(await push(operator, fact(operator, 'reason', {}, Date.now() + 2 * 86_400_000))).toEqual(['clock']);
  });

  it('not with a time or a revision of their own making, nor a deletion', async () => {
    const operator = everybody.get('operator')!;
    const extras: Record<string, unknown>[] = [
      { received: 1 },
      { _rev: '1-a' },
      { _deleted: true },
      { constructor: 1 },
      { _attachments: {} },
    ];
    const facts = extras.map((extra) => fact(operator, 'reason', extra));
    for (const one of facts) {
      const response = await operator.send('POST', '/api/sync/facts', { facts: [one] });
      const said = JSON.stringify(await response.json());
      expect(said).toMatch(/"code":"(invalid|REQUEST_INVALID)"/);
    }
  });

  it('at a station only in the name of who is signed on there', async () => {
    const station = everybody.get('station')!;
    expect(
      await push(station, fact(station, 'reason', { by: { origin: station.origin, user: 'one-operator' } })),
    ).toEqual(['author']);
    await station.signOn('one-operator');
    expect(await push(station, fact(station, 'reason'))).toEqual(['accepted']);
    await station.send('POST', '/api/access/sign-off', {});
  });

  it('not any more once the admin has disabled them, while what they said before still arrives', async () => {
    const leaver = await gateway.admin.invite('one-leaver', ['operator']);
    const before = fact(leaver, 'reason');
    const gone = { name: 'Test leaver', roles: ['operator'], lines: '*', disabled: true };
    await gateway.admin.send('PUT', '/api/people/one-leaver', gone);
    expect((await leaver.send('POST', '/api/sync/facts', { facts: [before] })).status).toBe(401);
    await expect(leaver.signOn('one-leaver')).rejects.toThrow('401');
  });
});
