import { describe, expect, it } from 'vitest';
import { stateDecoder } from '../../../gateway/decoders/state-decoder.ts';
import type { CsvStates } from '../../../shared/sources.ts';

const source: CsvStates = {
  id: 'log',
  kind: 'csv',
  path: 'log.csv',
  meaning: 'states',
  columns: ['time', 'user', 'state'],
  time: { column: 'time', format: 'iso8601' },
  state: { column: 'state', names: { RUN: 'Execute', E42: 'Aborted' } },
};
const decoded = (text: string) =>
  stateDecoder(source, 'UTC')(null).decode({ bytes: Buffer.from(text), offset: 100 }, null);

describe('a row of states', () => {
  it('says in which state the machine is from then on', () => {
    expect(decoded('2026-03-01T06:00:00Z,Li, RUN\n')).toEqual([
      { ok: true, offset: 100, end: 129, at: Date.parse('2026-03-01T06:00:00Z'), state: 'Execute' },
    ]);
  });

  it.each(['run', '', 'toString', '__proto__', 'Execute'])('is refused when its text is not declared: "%s"', (text) => {
    expect(decoded(`2026-03-01T06:00:00Z,Li,${text}\n`)).toMatchObject([
      { ok: false, reason: `state "${text}" is not a declared state` },
    ]);
  });
});
