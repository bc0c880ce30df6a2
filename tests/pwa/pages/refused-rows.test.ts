import { describe, expect, it } from 'vitest';
import { refusedRows } from '../../../pwa/pages/refused-rows.ts';
import { fixture } from '../../fixtures/line-data.ts';
import { FIXTURE_NOW } from '../../fixtures/plant.ts';

const [entry] = fixture({ situation: 'red' }).refused.value;
const refused = entry!;
const what = (fact: typeof refused.fact, reasons: { code: string; name: string }[]) =>
  refusedRows([{ ...refused, fact }], reasons, 'UTC', FIXTURE_NOW)[0]!.what;

describe('a refused reason', () => {
  it('is called as the person chose it, also when the list has lost or renamed it', () => {
    const fact = { ...refused.fact, code: 'film-jam', name: 'Film jam' };
    expect(what(fact, [])).toContain('“Film jam”');
    expect(what(fact, [{ code: 'film-jam', name: 'Jam, other' }])).toContain('“Film jam”');
  });

  it('that was entered without its name is called as the list does, else by its code', () => {
    const fact = { ...refused.fact, code: 'film-jam' };
    delete fact.name;
    expect(what(fact, [{ code: 'film-jam', name: 'Film jam' }])).toContain('“Film jam”');
    expect(what(fact, [])).toContain('“film-jam”');
  });
});
