import { describe, expect, it } from 'vitest';
import { refusedRows } from '../../../pwa/pages/refused-rows.ts';
import type { EnteredReason } from '../../../pwa/data/line-data.ts';
import { fixture } from '../../fixtures/line-data.ts';
import { FIXTURE_NOW, lines, plant } from '../../fixtures/plant.ts';

const [entry] = fixture({ situation: 'red' }).refused.value;
const refused = entry!;
const reason = refused.fact as EnteredReason;
const what = (fact: typeof refused.fact, reasons: { code: string; name: string }[]) =>
  refusedRows([{ ...refused, fact }], { reasons, plant, lines }, FIXTURE_NOW)[0]!.what;

describe('a refused reason', () => {
  it('is called as the person chose it, also when the list has lost or renamed it', () => {
    const fact = { ...reason, code: 'film-jam', name: 'Film jam' };
    expect(what(fact, [])).toContain('“Film jam”');
    expect(what(fact, [{ code: 'film-jam', name: 'Jam, other' }])).toContain('“Film jam”');
  });

  it('that was entered without its name is called as the list does, else by its code', () => {
    const fact: EnteredReason = { ...reason, code: 'film-jam' };
    delete fact.name;
    expect(what(fact, [{ code: 'film-jam', name: 'Film jam' }])).toContain('“Film jam”');
    expect(what(fact, [])).toContain('“film-jam”');
  });
});

describe('a refused entry by hand', () => {
  const { _id, schema, line, at, by, supersedes } = reason;
  const said = { _id, schema, line, at, by, supersedes, from: at };

  it('is told by what was entered', () => {
    const count = { ...said, type: 'manual-count' as const, to: at + 1, produced: 1_200, good: 1_200, rework: 0 };
    expect(what(count, [])).toMatch(/^“1,200 parts” from/);
    const state = { ...said, type: 'manual-state' as const, until: at + 1, state: 'Held' as const };
    expect(what({ ...state, reason: 'jam', name: 'Film jam' }, [])).toMatch(/^“Stopped \(Film jam\)” from/);
    expect(what({ ...state, state: 'Execute', reason: null }, [])).toMatch(/^“Running” from/);
  });
});
