/**
 * Devices, lines and plants of different releases share documents, rows and requests. What was released under a version
 * stays as it was: a change needs the next version, or somebody's device or line cannot be read.
 */
import { describe, expect, it } from 'vitest';
import { entryCollections } from '../../pwa/data/collections.ts';
import {
  entriesNow,
  protocolNow,
  readReleased,
  viewNow,
  type PinnedSchema,
  type Released,
} from '../fixtures/schemas-now.ts';

const released = readReleased();
const PIN = 'pin it by "node tests/fixtures/pin-schemas.ts"';

/** What is wrong and what to do about it; null = nothing. */
function problem({ name, version, digest }: PinnedSchema, pinned: Released, advice: string): string | null {
  const before = pinned[name]?.[version];
  if (before === digest) return null;
  if (before === undefined) return `"${name}" of version ${version} is not pinned. When it is as it shall be, ${PIN}.`;
  return `"${name}" is not what version ${version} was released with. ${advice}, and ${PIN}. Only if no release had version ${version} yet, take its pin out of tests/fixtures/released-schemas.json first.`;
}

describe('what a device stores', () => {
  const migrate =
    'It is the only copy of what people entered: raise the version of its schema in pwa/data/collections.ts, add a step to it';
  const again = 'Raise VIEW_VERSION in pwa/data/collections.ts, so that devices pull anew';

  it('is, for what people entered, as it was released under its version', () => {
    for (const schema of entriesNow) expect(problem(schema, released.device, migrate)).toBeNull();
  });

  it('is, for what was pulled, as it was released under its version', () => {
    for (const schema of viewNow) expect(problem(schema, released.device, again)).toBeNull();
  });

  it('can be taken over from every version that was released', () => {
    for (const [name, { schema, ...steps }] of Object.entries(entryCollections)) {
      const to = Object.keys('migrationStrategies' in steps ? steps.migrationStrategies : {}).map(Number);
      expect(to, name).toEqual(Array.from({ length: schema.version }, (_, i) => i + 1));
      for (let version = 0; version <= schema.version; version++)
        expect(released.device[name], `version ${version} of ${name} is pinned`).toHaveProperty(String(version));
    }
  });
});

describe('what devices, lines and plants say to each other', () => {
  const raise =
    'Neighbouring releases meet: raise PROTOCOL in shared/sync/compatibility.ts, only add what may be absent';

  it('is as it was released under its protocol', () => {
    expect(protocolNow.flatMap((schema) => problem(schema, released.protocol, raise) ?? [])).toEqual([]);
  });

  it('has lost nothing that was released', () => {
    const names = protocolNow.map(({ name }) => name);
    expect(Object.keys(released.protocol).filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe('a change of what was released', () => {
  const schema = { name: 'outbox', version: 1, digest: 'now' };

  it('is told with what to do', () => {
    const said = problem(schema, { outbox: { '1': 'before' } }, 'Raise the version');
    expect(said).toContain('"outbox" is not what version 1 was released with. Raise the version, and pin it');
  });

  it('is fine under the next version, once that is pinned', () => {
    expect(problem(schema, { outbox: { '0': 'before' } }, '')).toContain('is not pinned');
    expect(problem(schema, { outbox: { '0': 'before', '1': 'now' } }, '')).toBeNull();
  });
});
