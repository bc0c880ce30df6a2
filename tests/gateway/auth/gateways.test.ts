import { describe, expect, it } from 'vitest';
import { refusedLines } from '../../../gateway/auth/bound-lines.ts';
import { Gateways } from '../../../gateway/auth/gateways.ts';
import { GatewayTokens } from '../../../gateway/auth/gateway-tokens.ts';
import { enrolledGateways, gatewayReferences, gatewayViews } from '../../../gateway/auth/gateway-views.ts';
import { Versions } from '../../../gateway/auth/versions.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { GatewayRole } from '../../../shared/access/person.ts';
import { somebody } from '../../fixtures/principals.ts';
import { HeardAudit } from './heard-audit.ts';
import { makeKey, NOON } from './plant-with-devices.ts';

const ADMIN = somebody(['admin']);
const BY = { by: 'admin', address: '192.0.2.8' };

async function plantWithLines(role: GatewayRole = 'plant') {
  const store = new MemoryStore();
  const clock = { at: NOON };
  const audit = new HeardAudit();
  const gateway = 'gw-plant';
  const versions = await Versions.open({ store, gateway, now: () => clock.at });
  const gateways = new Gateways({ versions, audit, gateway, role });
  const tokens = new GatewayTokens(versions);
  const keys = new Map<string, ReturnType<typeof makeKey>['jwk']>();
  const keyOf = (id: string) => keys.get(id) ?? keys.set(id, makeKey().jwk).get(id)!;
  const join = (id: string, lines: string[], role: GatewayRole = 'line') =>
    gateways.join({ gateway: id, name: id, origin: `https://${id}.plant`, role, lines, key: keyOf(id) }, BY);
  const change = (id: string, changes: Partial<Parameters<typeof gateways.change>[1]>) => {
    const { name, lines = [], revoked, replaces = [] } = versions.get('gateway', id)!;
    return gateways.change(id, { name, lines, revoked, replaces, ...changes }, ADMIN);
  };
  const linesOf = (id: string) => versions.get('gateway', id)?.lines;
  return { store, audit, versions, gateways, tokens, keys, join, change, linesOf };
}

describe('lines of a plant', () => {
  it('are bound to the first gateway that says it reads them; who claims another’s is told', async () => {
    const { join, linesOf, versions } = await plantWithLines();
    await join('gw-8', ['line8']);
    await join('gw-9', ['line8', 'line9']);
    expect([linesOf('gw-8'), linesOf('gw-9')]).toEqual([['line8'], ['line9']]);
    expect(refusedLines(versions, 'gw-9')).toEqual([{ line: 'line8', boundTo: 'gw-8' }]);
    expect(refusedLines(versions, 'gw-8')).toEqual([]);
  });

  it('are taken from their former gateway when an admin binds them to another', async () => {
    const { join, change, linesOf, audit, versions } = await plantWithLines();
    await join('gw-8', ['line8']);
    await join('gw-9', ['line8', 'line9']);
    await change('gw-9', { lines: ['line9', 'line8'], replaces: ['gw-8'] });
    expect([linesOf('gw-8'), linesOf('gw-9')]).toEqual([[], ['line9', 'line8']]);
    expect(refusedLines(versions, 'gw-9')).toEqual([]);
    expect(refusedLines(versions, 'gw-8')).toEqual([{ line: 'line8', boundTo: 'gw-9' }]);
    expect(audit.of('gateway-changed')).toMatchObject([
      { subject: 'gw-8', user: 'tester', old: { lines: ['line8'] }, new: { lines: [] } },
      { subject: 'gw-9', user: 'tester', new: { lines: ['line9', 'line8'], replaces: ['gw-8'] } },
    ]);
  });

  it('that are new at a gateway are bound to it when nobody else has them', async () => {
    const { join, gateways, linesOf, store } = await plantWithLines();
    await join('gw-8', ['line8']);
    await join('gw-9', ['line9']);
    const kept = async () => (await store.range('config_gw-plant', { from: 'cfg:', to: 'cfg:~' })).length;
    const before = await kept();
    for (let n = 0; n < 2; n++) await gateways.declare('gw-9', ['line9', 'line8', 'line10']);
    expect(linesOf('gw-9')).toEqual(['line9', 'line10']);
    expect(await kept()).toBe(before + 1);
    await gateways.declare('gw-unknown', ['line11']);
    expect(linesOf('gw-unknown')).toBeUndefined();
  });

  it('of a revoked gateway are free for its successor', async () => {
    const { join, change, linesOf } = await plantWithLines();
    await join('gw-8', ['line8']);
    await change('gw-8', { revoked: true });
    await join('gw-8b', ['line8']);
    await change('gw-8b', { replaces: ['gw-8'] });
    expect(linesOf('gw-8b')).toEqual(['line8']);
  });
});

describe('the token of a gateway', () => {
  it('is given by a plant to its lines, and by nobody else to nobody else', async () => {
    for (const [role, of, given] of [
      ['plant', 'line', true],
      ['plant', 'plant', false],
      ['line', 'line', false],
      ['line', 'plant', false],
    ] as const) {
      const { join } = await plantWithLines(role);
      expect((await join('gw-8', [], of)) !== null).toBe(given);
    }
  });

  it('ends with it at once, and for good; joining anew gives another', async () => {
    const { join, change, tokens, audit, versions } = await plantWithLines();
    const token = (await join('gw-8', ['line8']))!;
    expect(tokens.find(token)).toEqual({ id: 'gw-8', lines: ['line8'] });
    await change('gw-8', { revoked: true });
    expect(tokens.find(token)).toBeNull();
    expect(versions.get('gateway', 'gw-8')).not.toHaveProperty('tokenHash');
    expect(audit.of('gateway-revoked')).toMatchObject([{ subject: 'gw-8', new: { revoked: true } }]);
    await expect(change('gw-8', { revoked: false })).rejects.toMatchObject({ code: 'CONFLICT' });
    const another = (await join('gw-8', ['line8']))!;
    expect([tokens.find(token), tokens.find(another)?.id]).toEqual([null, 'gw-8']);
  });

  it('stays good when its name changes, and says what the gateway may speak for now', async () => {
    const { join, change, tokens } = await plantWithLines();
    const token = (await join('gw-8', ['line8']))!;
    await change('gw-8', { name: 'Gateway of line 8', lines: ['line8', 'line7'] });
    expect(tokens.find(token)).toEqual({ id: 'gw-8', lines: ['line8', 'line7'] });
  });

  it('opens the gateway that gave it, and not another that knows its hash by the plant’s configuration', async () => {
    const { store, join } = await plantWithLines();
    const token = (await join('gw-9', ['line9']))!;
    const line8 = await Versions.open({ store, gateway: 'gw-8', plant: 'gw-plant', now: () => NOON });
    expect(line8.get('gateway', 'gw-9')).toHaveProperty('tokenHash');
    expect(new GatewayTokens(line8).find(token)).toBeNull();
  });

  it('is nobody’s when it is empty, made up or the hash itself', async () => {
    const { join, tokens, versions } = await plantWithLines();
    await join('gw-8', ['line8']);
    for (const token of ['', 'x', versions.get('gateway', 'gw-8')!.tokenHash!]) expect(tokens.find(token)).toBeNull();
  });
});

describe('a gateway is changed', () => {
  it('only where its version is kept, and never to what it is not', async () => {
    const { store, join, change, gateways } = await plantWithLines();
    await join('gw-8', ['line8']);
    const none = { name: 'x', lines: [], revoked: false, replaces: [] };
    await expect(gateways.change('gw-none', none, ADMIN)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(gateways.change('gw-plant', none, ADMIN)).rejects.toMatchObject({ code: 'CONFLICT' });
    for (const replaces of [['gw-none'], ['gw-8']])
      await expect(change('gw-8', { replaces })).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    const line9 = await Versions.open({ store, gateway: 'gw-9', plant: 'gw-plant', now: () => NOON });
    const audit = new HeardAudit();
    const there = new Gateways({ versions: line9, audit, gateway: 'gw-9', role: 'line' });
    await expect(there.change('gw-8', { ...none, revoked: true }, ADMIN)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(audit.heard).toEqual([]);
  });

  it('not at all when the trail cannot tell of it', async () => {
    const { join, change, audit, tokens } = await plantWithLines();
    const token = (await join('gw-8', ['line8']))!;
    audit.away = true;
    await expect(change('gw-8', { revoked: true })).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
    expect(tokens.find(token)).not.toBeNull();
  });
});

describe('the gateways of a plant', () => {
  const SELF = { id: 'gw-plant', name: 'Plant', origin: 'https://plant', role: 'plant' as const, lines: [] };

  it('are told to people with all that is known of them, this one first', async () => {
    const { versions, join, change } = await plantWithLines();
    await join('gw-8', ['line8']);
    await join('gw-1', ['line8']);
    await change('gw-8', { revoked: true });
    const heard = { lastHeardAt: NOON, version: '1.0.0', clockOffsetMs: 3, usedBytes: 1, mostBytes: 2, refusedRows: 4 };
    const views = gatewayViews({ versions, self: SELF, figures: (id) => (id === 'gw-1' ? heard : null) });
    expect(views.map(({ id, self, revoked, lines }) => ({ id, self, revoked, lines }))).toEqual([
      { id: 'gw-plant', self: true, revoked: false, lines: [] },
      { id: 'gw-1', self: false, revoked: false, lines: [] },
      { id: 'gw-8', self: false, revoked: true, lines: ['line8'] },
    ]);
    expect(views[1]).toMatchObject(heard);
    expect(views[2]).toMatchObject({ lastHeardAt: null, refusedRows: 0 });
    expect(JSON.stringify(views)).not.toMatch(/tokenHash|"key"/);
  });

  it('are told to devices unless they are revoked, this one among them, each origin to browsers once', async () => {
    const { versions, join, change } = await plantWithLines();
    for (const id of ['gw-8', 'gw-9', 'gw-1']) await join(id, [`line-of-${id}`]);
    await change('gw-9', { revoked: true });
    const { key: _, ...plant } = { ...versions.get('gateway', 'gw-1')!, name: 'Plant' };
    await versions.add('gateway', 'gw-plant', plant, { origin: 'gw-plant', user: null });
    expect(gatewayReferences(versions, SELF)).toEqual([
      { id: 'gw-1', name: 'gw-1', origin: 'https://gw-1.plant', role: 'line', lines: ['line-of-gw-1'] },
      { id: 'gw-8', name: 'gw-8', origin: 'https://gw-8.plant', role: 'line', lines: ['line-of-gw-8'] },
      SELF,
    ]);
    await join('gw-2', []);
    await versions.add('gateway', 'gw-3', versions.get('gateway', 'gw-2')!, { origin: 'gw-plant', user: null });
    expect(enrolledGateways(versions, 'gw-plant')).toEqual([
      'https://gw-1.plant',
      'https://gw-2.plant',
      'https://gw-8.plant',
    ]);
  });
});
