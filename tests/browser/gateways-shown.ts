/** What a plant and a line have to say when much is wrong at once. */
import type { GatewaysFloor } from './gateways-floor.ts';
import { gateway } from './gateways-floor.ts';

const DAY_MS = 24 * 3_600_000;

export function busyPlant(floor: GatewaysFloor): void {
  const now = Date.now();
  const self = { self: true, role: 'plant', lastHeardAt: null, version: null, clockOffsetMs: null } as const;
  floor.gateways = [
    gateway({ id: 'gw-1', name: 'Whole plant', ...self }),
    gateway({ id: 'gw-2', name: 'Line 8', lines: ['line8'], refusedRows: 0, lastHeardAt: now - 2_000 }),
    gateway({
      ...{ id: 'gw-3', name: 'Packaging hall north', lines: ['line9'], refusedRows: 1204 },
      ...{ usedBytes: 47_000_000_000, version: '0.2.0', clockOffsetMs: 2 * DAY_MS },
      refusedLines: [{ line: 'line8', boundTo: 'gw-2' }],
    }),
    gateway({ id: 'gw-4', name: 'Line 12', lines: ['line12'], lastHeardAt: now - 3 * 3_600_000, replaces: ['gw-5'] }),
    gateway({ id: 'gw-5', name: 'Line 12 (burnt)', lines: [], revoked: true, lastHeardAt: null, version: null }),
    gateway({ id: 'gw-6', name: 'Line 13', lastHeardAt: null, version: null, clockOffsetMs: null }),
  ];
  busyHolds(floor);
}

export function busyLine(floor: GatewaysFloor): void {
  const now = Date.now();
  floor.gateways = [
    gateway({ id: 'gw-1', name: 'Line 8', self: true, lines: ['line8'], lastHeardAt: null }),
    gateway({ id: 'gw-2', name: 'Whole plant', role: 'plant' }),
  ];
  const database = (name: string, given: object = {}) => ({
    ...{ name, direction: 'push' as const, current: true, waiting: 0, lastAt: now - 60_000 },
    ...{ verifiedAt: now - 3_600_000, denied: 0 },
    ...given,
  });
  floor.status = {
    plant: {
      ...{ name: 'Whole plant', origin: 'https://north.plant.example', state: 'away', since: now - 3_600_000 },
      ...{
        detail: 'The plant at "https://north.plant.example" does not answer (ECONNREFUSED).',
        clockOffsetMs: -90_000,
      },
    },
    databases: [
      database('facts_gw-1_line8_2026_11', { current: false, waiting: 1200, verifiedAt: null }),
      database('facts_gw-1_line8_2026_10', { denied: 3 }),
      database('facts_gw-1_line8_2026_09'),
      database('facts_gw-1_line8_2026_08'),
      database('series_gw-1_line8_2026_11'),
      database('audit_gw-1_2026_11'),
      database('config_gw-1'),
      database('config_gw-2', { direction: 'pull', verifiedAt: null }),
      database('plan_gw-2_2026_11', {
        direction: 'pull',
        verifiedAt: null,
        current: false,
        waiting: null,
        lastAt: null,
      }),
    ],
    denied: ['a', 'b', 'c'].map((end) => ({
      ...{
        database: 'facts_gw-1_line8_2026_10',
        id: `cycle:line8:20261012T101112.345Z:vision:${end}`,
        at: now - 7_200_000,
      },
      reason: 'The line "line8" is bound to "gw-9", which alone speaks for it.',
    })),
  };
  busyHolds(floor);
}

function busyHolds(floor: GatewaysFloor): void {
  const at = Date.now() - 20 * DAY_MS;
  const kept = { at, by: 'keeper.quality', released: false, origin: 'gw-1' };
  floor.holds = [
    { ...kept, id: 'hold-1', line: 'line8', from: '2026-01', to: '2026-03', why: 'Complaint 4711: film of lot F-2201' },
    { ...kept, id: 'hold-2', line: null, from: '2025-12', to: '2025-12', why: 'Audit of the retailer', origin: 'gw-2' },
    { ...kept, id: 'hold-3', line: 'line9', from: '2025-01', to: '2025-02', why: 'Recall exercise', released: true },
  ];
  floor.stays = [
    { database: 'facts_gw-1_line8_2026_01', why: 'it is held: Complaint 4711: film of lot F-2201' },
    { database: 'facts_gw-1_line8_2025_11', why: 'the plant lacks 3 of its documents' },
  ];
}
