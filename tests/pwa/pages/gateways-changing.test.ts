import { describe, expect, it } from 'vitest';
import type { GatewayChange } from '../../../shared/access/gateway-protocol.ts';
import type { GatewayView } from '../../../shared/replication/protocol.ts';
import type { Told } from '../../../pwa/data/asking.ts';
import { lineChoices, takePlace } from '../../../pwa/pages/gateways-changing.ts';

function gateway(id: string, given: Partial<GatewayView> = {}): GatewayView {
  return {
    ...{ id, name: id, origin: `https://${id}.plant.example`, role: 'line', revoked: false, lines: [], replaces: [] },
    ...{ self: false, lastHeardAt: null, version: null, clockOffsetMs: null, usedBytes: null, mostBytes: null },
    ...{ refusedRows: 0, refusedLines: [] },
    ...given,
  };
}

/** A plant that does what it is told, or fails for one of them. */
function plant(fails?: string) {
  const told: [id: string, change: GatewayChange][] = [];
  const change = async (id: string, body: GatewayChange): Promise<Told<GatewayView>> => {
    told.push([id, body]);
    if (id === fails) return { ok: false, why: 'unreachable', detail: null, code: null };
    return { ok: true, value: gateway(id, body) };
  };
  return { told, change };
}

describe('taking the place of a lost gateway', () => {
  const former = gateway('burnt', { lines: ['line8', 'line9'], replaces: ['older'] });
  const fresh = gateway('fresh', { lines: ['line7'] });

  it('binds the lines first, with all that came before, then revokes the former one', async () => {
    const data = plant();
    expect(await takePlace(data, fresh, former, [fresh, former])).toEqual({ ok: true, value: { whole: true } });
    expect(data.told).toEqual([
      ['fresh', { name: 'fresh', lines: ['line7', 'line8', 'line9'], revoked: false, replaces: ['older', 'burnt'] }],
      ['burnt', { name: 'burnt', lines: [], revoked: true, replaces: ['older'] }],
    ]);
  });

  it('leaves a line where it is that a third one got meanwhile', async () => {
    const data = plant();
    await takePlace(data, fresh, { ...former, revoked: true }, [fresh, former, gateway('third', { lines: ['line9'] })]);
    expect(data.told.map(([id, { lines }]) => [id, lines])).toEqual([['fresh', ['line7', 'line8']]]);
  });

  it('revokes nothing when the lines could not be bound, and says when only the revoking failed', async () => {
    const away = plant('fresh');
    expect(await takePlace(away, fresh, former, [fresh, former])).toMatchObject({ ok: false });
    expect(away.told).toHaveLength(1);
    const half = await takePlace(plant('burnt'), fresh, former, [fresh, former]);
    expect(half).toMatchObject({ ok: true, value: { whole: false, failure: { why: 'unreachable' } } });
  });
});

describe('lines that a gateway can be bound to', () => {
  it('are all that are known or declared, with the gateway that has them; a revoked one has none', () => {
    const own = gateway('own', { lines: ['line8'], refusedLines: [{ line: 'line10', boundTo: '' }] });
    const gateways = [own, gateway('two', { lines: ['line9'] }), gateway('gone', { lines: ['line7'], revoked: true })];
    expect(
      lineChoices(
        own,
        gateways,
        new Map([
          ['line8', 'Line 8'],
          ['line9', 'Line 9'],
        ]),
      ),
    ).toEqual([
      { id: 'line8', name: 'Line 8', owner: null },
      { id: 'line9', name: 'Line 9', owner: { id: 'two', name: 'two' } },
      { id: 'line7', name: 'line7', owner: null },
      { id: 'line10', name: 'line10', owner: null },
    ]);
  });
});
