/** What `verify` promises about an audit trail, whatever store it is in: no hand in it goes unseen. */
import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditChain } from '../../../gateway/audit/audit-chain.ts';
import { entryHash } from '../../../gateway/audit/entry-hash.ts';
import { openFactEntries } from '../../../gateway/audit/fact-entries.ts';
import { stateHead } from '../../../gateway/audit/signed-heads.ts';
import type { Store, StoredDocument } from '../../../gateway/store/store.ts';
import { checkAudit } from '../../../gateway/verify/audit-check.ts';
import { auditId, type AuditEntry } from '../../../shared/documents/audit.ts';
import { personFactId } from '../../../shared/documents/reason.ts';
import { GATEWAY, NOON, signOn } from './trail.ts';

const SEPTEMBER = 'audit_gw-test_2026_09';
const OCTOBER = 'audit_gw-test_2026_10';
const FACTS = 'facts_gw-test_line8_2026_10';
const sign = (text: string) => createHmac('sha256', 'key').update(text).digest('hex');

type Documents = StoredDocument[];

export function describeTampering(name: string, open: () => Promise<Store>, numRuns: number): void {
  describe(`an audit trail in ${name}`, () => {
    let store: Store;
    let directory: string;
    let headFile: string;
    let clock: number;
    const now = () => clock;

    const kinds = async () => {
      const isSigned = (text: string, signature: string) => sign(text) === signature;
      const { findings } = await checkAudit({ store, gateway: GATEWAY, headFile, isSigned, now });
      return [...new Set(findings.map(({ kind }) => kind))].sort();
    };
    const read = (database: string) => store.range(database, { from: '', to: '\uffff' });
    /** What no gateway does, and whoever has the disk can. */
    async function tamper(database: string, change: (documents: Documents) => Documents): Promise<void> {
      const documents = await read(database);
      await store.drop(database);
      await store.insert(database, change(documents));
    }
    const entry = (document: StoredDocument) => document as unknown as AuditEntry;
    /** As the gateway would have written it. */
    const rehashed = (document: StoredDocument, change: Partial<AuditEntry>): StoredDocument => {
      const changed = { ...entry(document), ...change };
      const placed = { ...changed, _id: auditId(changed.at, changed.seq) };
      return { ...placed, hash: entryHash(placed) };
    };

    beforeEach(async () => {
      store = await open();
      directory = await mkdtemp(join(tmpdir(), 'lineside-audit-'));
      headFile = join(directory, 'audit-head.json');
      clock = Date.UTC(2026, 8, 30, 12);
      const log = () => undefined;
      const bug = (error: unknown) => expect.fail(String(error));
      const chain = await AuditChain.open({ store, gateway: GATEWAY, now, headFile, log });
      const stated = () => stateHead({ store, gateway: GATEWAY, head: () => chain.head(), sign, now, log, bug });
      for (const user of ['miller', 'jo', 'adjuster']) await chain.record(signOn(user));
      await stated();
      clock = NOON;
      const facts = Array.from({ length: 3 }, (_, i) => ({
        ...{ _id: personFactId('reason', NOON, 'd-tablet', i), type: 'reason', schema: 1, line: 'line8', at: NOON },
        ...{ received: NOON, by: { origin: 'd-tablet', user: 'miller' }, from: NOON - 60_000, to: NOON, code: 'film' },
        supersedes: null,
      }));
      await store.insert(FACTS, facts);
      const stop = new AbortController();
      const [feed] = await openFactEntries({ store, gateway: GATEWAY, chain, now, rolesOf: () => ['operator'] });
      await feed!.run(stop.signal, () => stop.abort());
      await stated();
      for (const user of ['keeper', 'late']) await chain.record(signOn(user));
      await chain.close();
      clock += 3_600_000;
    });
    afterEach(() => rm(directory, { recursive: true, force: true }));

    it('is in order when nobody touched it', async () => {
      expect(await kinds()).toEqual([]);
    });

    it('is in order while the gateway goes on writing', async () => {
      const chain = await AuditChain.open({ store, gateway: GATEWAY, now, headFile, log: () => undefined });
      let over = false;
      const writing = (async () => {
        while (!over) await Promise.all([chain.record(signOn('miller')), chain.record(signOn('jo'))]);
      })();
      for (let i = 0; i < 5; i++) expect(await kinds()).toEqual([]);
      over = true;
      await writing;
      await chain.close();
    });

    it('shows an entry that says something else', async () => {
      await tamper(OCTOBER, ([first, ...rest]) => [{ ...first!, by: { origin: 'd-tablet', user: 'jo' } }, ...rest]);
      expect(await kinds()).toContain('audit-changed');
    });

    it('shows it also when its hash was made anew', async () => {
      await tamper(OCTOBER, ([first, ...rest]) => [rehashed(first!, { subject: 'other' }), ...rest]);
      expect(await kinds()).toContain('audit-link');
    });

    it('shows it also when all later hashes were made anew, by the heads that were stated and kept', async () => {
      await tamper(OCTOBER, (documents) => {
        let prev = entry(documents[0]!).prev;
        return documents.map((document, i) => {
          const made = rehashed(document, { prev, ...(i === 0 && { reason: 'never mind' }) });
          prev = entry(made).hash;
          return made;
        });
      });
      expect(await kinds()).toEqual(['audit-head']);
    });

    it('shows an entry that is gone from the middle', async () => {
      await tamper(OCTOBER, (documents) => documents.toSpliced(1, 1));
      expect(await kinds()).toEqual(['audit-missing', 'audit-unsaid']);
    });

    it('shows what is gone at either end, and a month that is gone', async () => {
      await tamper(OCTOBER, (documents) => documents.slice(0, -1));
      expect(await kinds()).toEqual(['audit-head']);
      await tamper(SEPTEMBER, (documents) => documents.slice(1));
      expect(await kinds()).toEqual(['audit-head', 'audit-missing']);
      await store.drop(SEPTEMBER);
      await store.drop(OCTOBER);
      expect(await kinds()).toEqual(['audit-head', 'audit-unsaid']);
    });

    it("shows an end that is gone by the stated heads, when the head's file was cut as well", async () => {
      await tamper(OCTOBER, () => []);
      await rm(headFile);
      await AuditChain.open({ store, gateway: GATEWAY, now, headFile, log: () => undefined }).then((chain) =>
        chain.close(),
      );
      expect(await kinds()).toContain('audit-head');
    });

    it('shows an entry that was put in, in between or at the end', async () => {
      await tamper(OCTOBER, (documents) => [...documents, rehashed(documents[0]!, { at: NOON + 1 })]);
      expect(await kinds()).toEqual(['audit-time']);
      await tamper(OCTOBER, (documents) => {
        const last = entry(documents.at(-2)!);
        const next = { seq: last.seq + 1, prev: last.hash, at: NOON + 2, received: NOON + 2 };
        return [...documents.slice(0, -1), rehashed(documents.at(-2)!, next)];
      });
      expect(await kinds()).toEqual(['audit-inserted']);
    });

    it('shows two entries in one place', async () => {
      await tamper(OCTOBER, (documents) => [
        ...documents,
        rehashed(documents.at(-1)!, { at: NOON + 1, received: NOON + 1 }),
      ]);
      expect(await kinds()).toContain('audit-duplicate');
    });

    it('shows a head that this gateway did not sign', async () => {
      await tamper('config_gw-test', ([first, ...rest]) => [
        { ...first!, body: { ...(first!.body as object), signature: 'f00d' } },
        ...rest,
      ]);
      expect(await kinds()).toEqual(['audit-head']);
    });

    it('shows facts that say something else, are gone, or came by another way', async () => {
      await tamper(FACTS, ([first, ...rest]) => [{ ...first!, code: 'jam' }, ...rest]);
      expect(await kinds()).toEqual(['audit-fact-differs']);
      await tamper(FACTS, (documents) => documents.slice(1));
      expect(await kinds()).toEqual(['audit-fact-missing']);
      await tamper(FACTS, (documents) => [
        ...documents,
        { ...documents[0]!, _id: personFactId('reason', NOON, 'd-tablet', 99) },
      ]);
      expect(await kinds()).toEqual(['audit-fact-missing', 'audit-unsaid']);
    });

    it('gives a fact of the last minute time to get its entry', async () => {
      const [fact] = await read(FACTS);
      await store.insert(FACTS, [
        { ...fact!, _id: personFactId('reason', clock, 'd-tablet', 9), received: clock - 59_000 },
      ]);
      expect(await kinds()).toEqual([]);
    });

    it('shows any one document that is changed, taken out, put in or exchanged', async () => {
      const before = new Map<string, Documents>();
      for (const database of [SEPTEMBER, OCTOBER]) before.set(database, await read(database));
      const all = [...before].flatMap(([database, documents]) => documents.map((document) => ({ database, document })));
      const places = fc.nat({ max: all.length - 1 });
      const values = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.constant([]));
      const fields = fc.constantFrom(...Object.keys(all[0]!.document).filter((field) => field !== '_id'));
      const hand = fc.oneof(
        fc.record({ act: fc.constant('change' as const), at: places, field: fields, value: values }),
        fc.record({ act: fc.constant('remove' as const), at: places }),
        fc.record({ act: fc.constant('insert' as const), at: places, id: fc.stringMatching(/^[a-z0-9:.-]{1,60}$/) }),
        fc.record({ act: fc.constant('exchange' as const), at: places, other: places }),
      );
      await fc.assert(
        fc.asyncProperty(hand, async (done) => {
          const { database, document } = all[done.at]!;
          const changed = new Map([[document._id, document]]);
          if (done.act === 'change') {
            fc.pre(JSON.stringify(document[done.field]) !== JSON.stringify(done.value));
            changed.set(document._id, { ...document, [done.field]: done.value });
          } else if (done.act === 'remove') changed.delete(document._id);
          else if (done.act === 'insert') changed.set(done.id, { ...document, _id: done.id });
          else {
            const other = all[done.other]!;
            fc.pre(done.other !== done.at && other.database === database);
            changed.set(document._id, { ...other.document, _id: document._id });
            changed.set(other.document._id, { ...document, _id: other.document._id });
          }
          await tamper(database, (documents) => {
            const others = documents.filter(({ _id }) => !changed.has(_id) && _id !== document._id);
            return [...others, ...changed.values()];
          });
          const found = await kinds();
          await tamper(database, () => before.get(database)!);
          expect(found).not.toEqual([]);
        }),
        { numRuns },
      );
      expect(await kinds()).toEqual([]);
    });
  });
}
