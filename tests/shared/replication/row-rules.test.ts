import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DatabaseName } from '../../../shared/documents/database-names.ts';
import { HOUR_MS, utcMonth } from '../../../shared/documents/document.ts';
import { judgeRow, type Verdict } from '../../../shared/replication/row-rules.ts';
import {
  auditRow,
  baseRow,
  changeRow,
  chunkRow,
  clockJumpRow,
  configurationRow,
  everyRow,
  executionRow,
  hourRow,
  pushed,
  reasonRow,
  stateRow,
  transferRow,
  type WrittenRow,
} from '../../gateway/replication/received/written-rows.ts';

const AT = Date.UTC(2026, 10, 21, 12);
const writing = { gateway: 'gw-1', line: 'line8', at: AT };
const FACTS: DatabaseName = { kind: 'facts', gateway: 'gw-1', line: 'line8', month: '2026_11' };
const SERIES: DatabaseName = { ...FACTS, kind: 'series' };
const AUDIT: DatabaseName = { kind: 'audit', gateway: 'gw-1', month: '2026_11' };
const CONFIG: DatabaseName = { kind: 'config', gateway: 'gw-1' };
const PLAN: DatabaseName = { kind: 'plan', gateway: 'gw-1', month: '2026_11' };

const OF_PEOPLE = ['reason', 'manual-count', 'manual-state', 'change', 'transfer', 'execution'];

const judge = (name: DatabaseName, row: unknown, bytes = 1_000): Verdict => judgeRow({ name, row, bytes: () => bytes });
const reasonFor = (verdict: Verdict): string => (verdict.verdict === 'fine' ? 'fine' : verdict.reason);

/** Lines, gateways and hours as plants have them. */
const anyWriting = fc.record({
  gateway: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
  line: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
  at: fc.integer({ min: 1, max: 800_000 }).map((hours) => hours * HOUR_MS),
});

describe('a row that is pushed to a plant', () => {
  it('is taken, and stored as it was written, whatever a gateway of ours writes and wherever it stands', () => {
    fc.assert(
      fc.property(anyWriting, (written) => {
        for (const { name, row } of everyRow(written))
          expect(judge(name, pushed(row)), row._id).toEqual({ verdict: 'fine', document: row });
      }),
    );
  });

  it('is refused in the database of another line, another month or another kind', () => {
    fc.assert(
      fc.property(anyWriting, fc.constantFrom('facts', 'series', 'audit', 'config', 'plan'), (written, kind) => {
        for (const { name, row } of everyRow(written)) {
          const month = utcMonth(written.at + 40 * 24 * HOUR_MS);
          const isBound = row.type !== 'clock-jump' && 'line' in name;
          if (isBound) expect(judge({ ...name, line: 'elsewhere' }, pushed(row)).verdict, row._id).toBe('never');
          if ('month' in name) expect(judge({ ...name, month }, pushed(row)).verdict, row._id).toBe('never');
          if (kind === name.kind) continue;
          const { line, gateway } = written;
          const other = { kind, gateway, line, month: utcMonth(written.at) } as DatabaseName;
          expect(judge(other, pushed(row)).verdict, `${row._id} in ${kind}`).toBe('never');
        }
      }),
    );
  });

  it('is refused when any field that it must have is missing or is something else', () => {
    for (const { name, row } of everyRow(writing)) {
      const optional = new Set(['before']);
      const anything = new Set(['old', 'new', 'body']);
      for (const field of Object.keys(row)) {
        const { [field]: _, ...without } = pushed(row);
        if (!optional.has(field)) expect(judge(name, without).verdict, `${row._id} without ${field}`).toBe('never');
        if (!anything.has(field))
          expect(judge(name, { ...pushed(row), [field]: { odd: 1 } }).verdict, `${row._id}, odd ${field}`).toBe(
            'never',
          );
      }
    }
  });

  it('is refused under any id but its own', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...everyRow(writing).filter(({ row }) => !row._id.includes('cycles.'))),
        fc.nat({ max: 120 }),
        fc.constantFrom('x', '0', ':', '.'),
        ({ name, row }, at, letter) => {
          const { _id } = row;
          const i = at % _id.length;
          const changed = `${_id.slice(0, i)}${letter}${_id.slice(i + 1)}`;
          // The hash and the counter at the end are the writer's to choose.
          const free = ['hour', 'outage', 'base', ...OF_PEOPLE].includes(row.type)
            ? _id.length - /[A-Za-z0-9]+$/.exec(_id)![0].length
            : _id.length;
          fc.pre(changed !== _id && i < free);
          expect(judge(name, pushed({ ...row, _id: changed })).verdict, changed).toBe('never');
        },
      ),
    );
  });

  it.each<[string, Record<string, unknown>]>([
    ['a second revision', { _rev: '2-0123456789abcdef0123456789abcdef' }],
    ['no revision', { _rev: undefined }],
    ['a revision that is none', { _rev: { 1: 'x' } }],
    ['a history', { _revisions: { start: 2, ids: ['b', 'a'] } }],
    ['another history than its revision says', { _revisions: { start: 1, ids: ['ffff'] } }],
    ['a history that is none', { _revisions: 'none' }],
    ['a tombstone', { _deleted: true }],
    ['what is no tombstone and looks like one', { _deleted: false }],
    ['attachments', { _attachments: { a: { data: '' } } }],
    ['fields of the database', { _conflicts: [] }],
    ['a text with half a character', { detail: '\ud800' }],
  ])('is refused with %s', (_, odd) => {
    for (const { name, row } of everyRow(writing))
      expect(judge(name, { ...pushed(row), ...odd }).verdict, row._id).toBe('never');
  });

  it('is refused when it is no document at all', () => {
    for (const row of [null, undefined, 7, 'text', true, [], [hourRow(writing)], {}])
      expect(judge(FACTS, row).verdict).toBe('never');
  });

  it('is refused above 2 MB, and a fact above 300 kB', () => {
    expect(judge(SERIES, pushed(chunkRow(writing)), 2_000_000).verdict).toBe('fine');
    expect(reasonFor(judge(SERIES, pushed(chunkRow(writing)), 2_000_001))).toMatch(/2000001 bytes/);
    expect(judge(FACTS, pushed(reasonRow(writing)), 300_000).verdict).toBe('fine');
    expect(reasonFor(judge(FACTS, pushed(reasonRow(writing)), 300_001))).toMatch(/300001 bytes/);
  });

  it('is refused when it is too deep to be looked at, and its size is not even asked for', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    const size = () => {
      throw new Error('asked');
    };
    const row = { ...pushed(changeRow(writing)), sets: deep };
    expect(reasonFor(judgeRow({ name: PLAN, row, bytes: size }))).toMatch(/40 levels/);
  });

  it('is refused with names that mean something to JavaScript', () => {
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      const row = { ...pushed(changeRow(writing)), sets: JSON.parse(`[{"${name}": {"isAdmin": true}}]`) as unknown };
      expect(judge(PLAN, row).verdict).toBe('never');
    }
    const top = JSON.parse(JSON.stringify(pushed(changeRow(writing))).replace('{', '{"__proto__":{"a":1},')) as unknown;
    expect(judge(PLAN, top).verdict).toBe('never');
  });

  it('is refused with numbers that no sum survives', () => {
    const hour = hourRow(writing);
    const produced = [...(hour.produced as number[]).slice(1), 1e300];
    expect(reasonFor(judge(FACTS, pushed({ ...hour, produced })))).toMatch(/too large/);
  });

  it('has to wait when a later release wrote it: by its schema, a new field or a new word', () => {
    expect(judge(FACTS, pushed({ ...hourRow(writing), schema: 2, other: [] })).verdict).toBe('later');
    expect(judge(FACTS, pushed({ ...hourRow(writing), scrapMs: 4 })).verdict).toBe('later');
    expect(judge(FACTS, pushed({ ...stateRow(writing), state: 'Suspended' })).verdict).toBe('later');
    expect(judge(AUDIT, pushed({ ...auditRow(writing), what: 'order-signed' })).verdict).toBe('later');
    // New, and wrong in what is known.
    expect(judge(FACTS, pushed({ ...hourRow(writing), scrapMs: 4, coveredTo: -1 })).verdict).toBe('never');
    expect(judge(FACTS, pushed({ ...hourRow(writing), schema: 0 })).verdict).toBe('never');
  });

  it('speaks for its own machines only', () => {
    const by = { origin: 'gw-2', user: null };
    for (const row of [hourRow(writing), clockJumpRow(writing)])
      expect(judge(FACTS, pushed({ ...row, by })).verdict, row.type).toBe('never');
    expect(judge(SERIES, pushed({ ...chunkRow(writing), by })).verdict).toBe('never');
  });

  it('bears the device where a person said it, whichever that is', () => {
    const row = (device: string): WrittenRow => ({
      ...reasonRow(writing),
      _id: reasonRow(writing)._id.replace('tablet-1', device),
      by: { origin: device, user: null },
    });
    expect(judge(FACTS, pushed(row('phone-77'))).verdict).toBe('fine');
    expect(judge(FACTS, pushed(row('Phone 77'))).verdict).toBe('never');
    expect(judge(FACTS, pushed({ ...row('phone-77'), by: { origin: 'phone-78', user: null } })).verdict).toBe('never');
  });

  it('states the head of its own trail, and no other one', () => {
    const head = (entity: string): WrittenRow => {
      const line = configurationRow(writing);
      const _id = line._id.replace('cfg:line:line8:', `cfg:audit-head:${entity}:`);
      return { ...line, _id, kind: 'audit-head', entity, line: null };
    };
    expect(judge(CONFIG, pushed(head('gw-1'))).verdict).toBe('fine');
    expect(judge(CONFIG, pushed(head('gw-2'))).verdict).toBe('never');
  });

  it('may be of a kind of plan that is not known yet, in its month', () => {
    const { sets: _, ...change } = changeRow(writing);
    const signature = { ...change, type: 'signature', _id: change._id.replace('change', 'signature') };
    expect(judge(PLAN, pushed({ ...signature, of: 'wo-1', meaning: 'released' })).verdict).toBe('fine');
    expect(judge(PLAN, pushed({ ...signature, at: AT - 60 * 24 * HOUR_MS })).verdict).toBe('fine');
    expect(judge({ ...PLAN, month: '2026_10' }, pushed(signature)).verdict).toBe('never');
    expect(judge(PLAN, pushed({ ...signature, _id: `signature:${'9'.repeat(16)}:desktop-1.1` })).verdict).toBe('never');
    expect(judge(PLAN, pushed({ ...signature, type: 'hour', _id: 'hour:line8:2026-11-21T12:1:ab' })).verdict).toBe(
      'never',
    );
  });

  it('has to wait when it is of a plan, and says more than is known here', () => {
    const [set] = changeRow(writing).sets as [Record<string, unknown>];
    const of = (changes: Record<string, unknown>) => ({ ...changeRow(writing), sets: [{ ...set, ...changes }] });
    expect(judge(PLAN, pushed(of({ entity: 'signature' }))).verdict).toBe('later');
    expect(judge(PLAN, pushed({ ...executionRow(writing), verb: 'clear' })).verdict).toBe('later');
    expect(judge(PLAN, pushed({ ...transferRow(writing), schema: 2 })).verdict).toBe('later');
    expect(judge(PLAN, pushed(of({ entity: 'signature', id: '' }))).verdict).toBe('never');
    expect(judge(PLAN, pushed(of({ set: {} }))).verdict).toBe('never');
  });

  it('is of no line when it is a change or a transfer, and of any when it is an execution', () => {
    for (const row of [changeRow(writing), transferRow(writing), baseRow(writing)])
      expect(judge(PLAN, pushed({ ...row, line: 'line8' })).verdict, row.type).toBe('never');
    expect(judge(PLAN, pushed({ ...executionRow(writing), line: 'line9' })).verdict).toBe('fine');
    expect(judge(PLAN, pushed({ ...executionRow(writing), line: null })).verdict).toBe('never');
  });

  it('is what its own gateway knew, when it is a base', () => {
    expect(judge(PLAN, pushed({ ...baseRow(writing), by: { origin: 'gw-2', user: null } })).verdict).toBe('never');
    // The month that it covers is long ago, the database is of when it was written.
    const covered = { month: '2026_01', _id: baseRow(writing)._id.replace('2026_11', '2026_01') };
    expect(judge(PLAN, pushed({ ...baseRow(writing), ...covered })).verdict).toBe('fine');
  });
});
