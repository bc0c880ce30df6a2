import { describe, expect, it } from 'vitest';
import type { StoredRow } from '../../../pwa/data/collections.ts';
import { KnownGateways, othersFor, speaksFor } from '../../../pwa/data/gateways.ts';
import { lineLost } from '../../../pwa/data/line-reach.ts';
import type { GatewayReference, ReferenceRow } from '../../../shared/sync/rows.ts';
import { lineRow, newPlace } from './device.ts';

const gateway = (id: string, role: 'line' | 'plant', ...lines: string[]): GatewayReference => ({
  ...{ id, name: id, origin: `https://${id}.plant.example`, role, lines },
});
const PLANT = gateway('plant', 'plant');
const EIGHT = gateway('eight', 'line', 'line8', 'line9');
const FIVE = gateway('five', 'line', 'line5');
const ALL = [PLANT, FIVE, EIGHT];
const row = (view: string, body: unknown): StoredRow<ReferenceRow> => ({
  ...{ id: 'gateways', view, row: { id: 'gateways', kind: 'gateways', body } },
});

describe('where a device goes while its home is away', () => {
  const order = (seen: Partial<Parameters<typeof othersFor>[1]>) =>
    othersFor(ALL, { home: 'plant', lines: '*', lookedAt: null, ...seen }).map(({ id }) => id);

  it('is first the gateway of the line that somebody looked at', () => {
    expect(order({ lookedAt: 'line9' })).toEqual(['eight', 'five']);
    expect(order({ lookedAt: 'line5' })).toEqual(['five', 'eight']);
  });

  it('is never a gateway of which it may see no line', () => {
    expect(order({ lines: ['line8'] })).toEqual(['eight']);
    expect(order({ lines: [] })).toEqual([]);
  });

  it('is the plant last, for a device whose home is a line’s', () => {
    expect(order({ home: 'eight', lookedAt: 'line5' })).toEqual(['five', 'plant']);
  });
});

describe('the gateways that a device knows', () => {
  it('are those that home named, also after a restart', () => {
    const { keep } = newPlace();
    expect(new KnownGateways(keep).take(row('plant/e/s', ALL), 'plant')).toBe(true);
    expect(new KnownGateways(keep).all()).toEqual(ALL);
    expect(new KnownGateways(keep).find('eight')).toEqual(EIGHT);
  });

  it('are none that another gateway names', () => {
    const known = new KnownGateways(newPlace().keep);
    known.take(row('plant/e/s', ALL), 'plant');
    expect(known.take(row('eight/e/s', [gateway('thief', 'line', 'line8')]), 'plant')).toBe(false);
    expect(known.take(row('plants/e/s', []), 'plant')).toBe(false);
    expect(known.all()).toEqual(ALL);
  });

  it('are other places only when an address is another', () => {
    const known = new KnownGateways(newPlace().keep);
    known.take(row('plant/e/s', ALL), 'plant');
    expect(known.take(row('plant/e/s', [PLANT, FIVE, { ...EIGHT, lines: ['line8'] }]), 'plant')).toBe(false);
    expect(known.take(row('plant/e/s', [PLANT, FIVE]), 'plant')).toBe(true);
  });

  it('are without what is no gateway', () => {
    const { keep } = newPlace();
    const known = new KnownGateways(keep);
    known.take(row('plant/e/s', [EIGHT, { id: 'x' }, null, { ...EIGHT, role: 'thief' }]), 'plant');
    expect(known.all()).toEqual([EIGHT]);
    keep.setItem('gateways', '{');
    expect(known.all()).toEqual([]);
  });
});

describe('whether somebody speaks for a line', () => {
  const away = { ...EIGHT, gateway: 'eight', home: 'Plant', homeHeardAt: 1 };

  it('is yes at home, while the plant hears its gateway', () => {
    expect(lineLost('line5', lineRow('line5'), null)).toBeNull();
    const gatewayLost = { since: 7 };
    expect(lineLost('line5', lineRow('line5', { gatewayLost }), null)).toEqual({ why: 'gateway', since: 7 });
  });

  it('is no at a gateway that knows nothing of it, and what is shown is as old as it is', () => {
    expect(lineLost('line8', lineRow('line8'), away)).toBeNull();
    expect(lineLost('line5', lineRow('line5', { at: 7 }), away)).toEqual({ why: 'elsewhere', since: 7 });
    expect(lineLost('line5', null, away)).toEqual({ why: 'elsewhere', since: null });
    expect(speaksFor(PLANT, 'line5')).toBe(true);
  });
});
