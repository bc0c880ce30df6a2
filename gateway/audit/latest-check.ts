/** The end of a trail, looked at now: what a person asks who wants to rely on it. All of it is checked by `lineside verify`. */
import type { AuditChecked, TrailHead } from '../../shared/audit/protocol.ts';
import type { AuditEntry } from '../../shared/documents/audit.ts';
import { auditDatabase } from '../../shared/documents/database-names.ts';
import type { Store, StoredDocument } from '../store/store.ts';
import { LinkCheck } from './link-check.ts';
import { entriesBack, WHOLE_TRAIL } from './stored-entries.ts';

/** `head` must be what was kept before this is asked: entries that come meanwhile may lie beyond. */
export async function checkLatest(
  { store, gateway }: { store: Store; gateway: string },
  asked: { head: TrailHead; entries: number; now: number },
): Promise<AuditChecked> {
  const { head } = asked;
  const latest: AuditEntry[] = [];
  for await (const page of entriesBack(store, gateway, WHOLE_TRAIL)) {
    latest.push(...page);
    if (latest.length >= asked.entries) break;
  }
  const looked = latest.slice(0, asked.entries).reverse();
  const check = new LinkCheck(gateway, looked.length < asked.entries);
  const findings = looked.flatMap((entry) =>
    check.add(entry as unknown as StoredDocument, auditDatabase(gateway, entry.at)).map(({ what }) => what),
  );
  if (head.seq > 0 && !looked.some(({ seq, hash }) => seq === head.seq && hash === head.hash))
    findings.push(`Entry ${head.seq}, which this gateway kept, is not there.`);
  const [fromSeq, toSeq] = [looked[0]?.seq ?? null, looked.at(-1)?.seq ?? null];
  return { fromSeq, toSeq, entries: looked.length, checkedAt: asked.now, findings };
}
