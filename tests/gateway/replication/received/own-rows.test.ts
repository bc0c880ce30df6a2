import { describe, expect, it } from 'vitest';
import { makeEntry } from '../../../../gateway/audit/make-entry.ts';
import { BEGINNING } from '../../../../gateway/audit/entry-hash.ts';
import { stateHead } from '../../../../gateway/audit/signed-heads.ts';
import { Versions } from '../../../../gateway/auth/versions.ts';
import { switchRereadings } from '../../../../gateway/pipeline/rereadings.ts';
import { recordConfiguration } from '../../../../gateway/projections/configuration.ts';
import { MemoryStore } from '../../../../gateway/store/memory-store.ts';
import type { Store, StoredDocument } from '../../../../gateway/store/store.ts';
import { auditDatabase, databaseName } from '../../../../shared/documents/database-names.ts';
import { judgeRow } from '../../../../shared/replication/row-rules.ts';
import { EIGHT, file, LATER, LINE, RecordedLine, row, running } from '../../pipeline/recorded-line.ts';
import { LABVIEW, LABVIEW_HEADER, RecordedSamples } from '../../pipeline/recorded-samples.ts';
import { bytesOf } from '../../../../gateway/replication/received/received-bytes.ts';
import { pushed, type WrittenRow } from './written-rows.ts';

const MINUTE_MS = 60_000;

/** Verdicts that are not fine, and how many rows of each type were judged. */
async function judged(store: Store) {
  const refused: string[] = [];
  const types: Record<string, number> = {};
  for (const database of await store.databases('')) {
    const name = databaseName(database);
    if (!name) continue;
    for (const stored of await store.range(database, { from: '', to: '~' })) {
      const row = pushed(stored as WrittenRow);
      types[row.type] = (types[row.type] ?? 0) + 1;
      const verdict = judgeRow({ name, row, bytes: () => bytesOf(stored) });
      if (verdict.verdict !== 'fine') refused.push(`${database} ${row._id}: ${verdict.reason}`);
    }
  }
  return { refused, types };
}

describe('what a gateway writes, at its plant', () => {
  it('is taken: chunks and hours of a line, its broken rows and its nights included', async () => {
    const line = await RecordedLine.start();
    const text = [
      running(EIGHT, EIGHT + 50 * MINUTE_MS),
      'no row at all\n',
      row(EIGHT + 70 * MINUTE_MS, { present: false }),
      running(EIGHT + 90 * MINUTE_MS, EIGHT + 95 * MINUTE_MS),
      row(EIGHT + 20 * MINUTE_MS),
    ];
    await line.import(file('PR1.txt', text.join('')), file('PR2.txt', row(EIGHT + 40 * 24 * 60 * MINUTE_MS)));
    const { refused, types } = await judged(line.store);
    expect(refused).toEqual([]);
    expect(types.chunk).toBeGreaterThan(5);
    expect(types.hour).toBeGreaterThan(2);
  });

  it('is taken: readings of sensors', async () => {
    const samples = await RecordedSamples.start(LABVIEW);
    const rows = Array.from({ length: 400 }, (_, i) => {
      const time = new Date(EIGHT + i * 5_000).toISOString().slice(0, 23).replace('T', ' ');
      return `${time}\t${i / 10}\t${i % 7 === 0 ? '' : 1.25}\t${i % 2}\n`;
    });
    const bytes = Buffer.from(LABVIEW_HEADER + rows.join(''));
    const block = {
      sourceId: 'line8/oven',
      file: 'a.lvm',
      fileKey: 'a',
      generation: 0,
      offset: 0,
      bytes,
      receivedAt: EIGHT,
    };
    await samples.take(block);
    await samples.writer.drained();
    const { refused, types } = await judged(samples.store);
    expect(refused).toEqual([]);
    expect(types.chunk).toBeGreaterThan(2);
  });

  it('is taken: its configuration, its people and its trail', async () => {
    const store = new MemoryStore();
    const [gateway, now] = ['gw', LATER];
    const plant = {
      plant: { id: 'demo', name: 'Demo plant', timezone: 'UTC' },
      reasons: [{ code: 'jam', name: 'Jam' }],
      lines: [LINE],
    };
    await recordConfiguration({ store, gateway, plant, now });
    await switchRereadings(
      { store, gateway, line: 'line8', source: 'vision', now },
      { 'f.0': { version: 'v', toPos: 9 } },
    );
    const versions = await Versions.open({ store, gateway, now: () => now });
    const keeper = {
      name: 'Keeper',
      roles: ['admin' as const],
      lines: '*' as const,
      disabled: false,
      sso: null,
      demo: false,
    };
    await versions.add('person', 'keeper', keeper, { origin: 'gw', user: 'keeper' });
    const happened = { what: 'entry-refused' as const, subject: 'x'.repeat(400), user: 'keeper', device: 'tablet-1' };
    const entry = makeEntry(
      { ...happened, new: { deep: [[{ a: 1 }]] }, reason: 'why '.repeat(200) },
      now,
      BEGINNING,
      gateway,
    );
    await store.insert(auditDatabase(gateway, entry.at), [entry as unknown as StoredDocument]);
    const { seq, hash, at } = entry;
    await stateHead({
      store,
      gateway,
      head: () => ({ seq, hash, at }),
      sign: null,
      now: () => now,
      log: () => {},
      bug: () => {},
    });
    const { refused, types } = await judged(store);
    expect(refused).toEqual([]);
    expect(types).toEqual({ cfg: 6, audit: 1 });
  });
});
