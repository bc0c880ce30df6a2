/**
 * The audit trail: is each entry as it was written, does each follow the one before, does the trail end where the head's
 * file and the stated heads say, and does it say the same as the facts?
 */
import type { TrailHead } from '../../shared/audit/protocol.ts';
import type { AuditEntry } from '../../shared/documents/audit.ts';
import { readHeadFile, type KeptHead } from '../audit/head-file.ts';
import { LinkCheck } from '../audit/link-check.ts';
import { signedText, statedHeads, type SignedHead } from '../audit/signed-heads.ts';
import { allStored } from '../audit/stored-entries.ts';
import type { Store } from '../store/store.ts';
import { FactsSaid } from './audited-facts-check.ts';
import { finding, type Finding } from './finding.ts';

export interface AuditCheckParts {
  store: Store;
  gateway: string;
  /** See `headFileIn`. */
  headFile: string;
  /** Whether the gateway's key made a signature; absent = signatures are not looked at. */
  isSigned?: (text: string, signature: string) => boolean | Promise<boolean>;
  now: () => number;
}

/** A trail that somebody wrote anew has as many. */
const MOST_FINDINGS = 1_000;

export async function checkAudit(parts: AuditCheckParts): Promise<{ findings: Finding[]; entries: number }> {
  const { store, gateway, headFile } = parts;
  const findings: Finding[] = [];
  const add = (found: Finding): void => void (findings.length < MOST_FINDINGS && findings.push(found));
  // Read first: whatever a running gateway adds meanwhile lies beyond.
  const kept = await readHeadFile(headFile);
  const stated = await statedHeads(store, gateway);
  for (const { _id, body } of stated)
    if (!(await isSigned(parts, body))) add(finding('audit-head', _id, 'Its signature is not of this gateway.'));
  const heads = [
    ...stated.map(({ _id, body }) => ({ where: _id, ...body })),
    ...(kept ? [{ where: headFile, ...kept }] : []),
  ];
  const expected = Map.groupBy(heads, ({ seq }) => seq);
  const check = new LinkCheck(gateway, true);
  const facts = new FactsSaid(parts, add);
  let entries = 0;
  for await (const { database, documents } of allStored(store, gateway)) {
    for (const document of documents) {
      entries++;
      for (const { kind, where, what } of check.add(document, database)) add(finding(kind, where, what));
      const entry = document as unknown as AuditEntry;
      facts.entry(entry);
      const { seq, hash } = entry;
      const wanted = expected.get(seq);
      if (wanted?.every((head) => head.hash === hash)) expected.delete(seq);
    }
  }
  for (const head of [...expected.values()].flat()) if (head.seq > 0) add(cut(head, check.last));
  await facts.compare();
  const end = await endProblem(kept, check.last, headFile);
  if (end) add(end);
  return { findings, entries };
}

async function isSigned({ isSigned, gateway }: AuditCheckParts, head: SignedHead): Promise<boolean> {
  return !isSigned || head.signature === null || isSigned(signedText(gateway, head), head.signature);
}

function cut({ where, seq, at }: TrailHead & { where: string }, last: AuditEntry | null): Finding {
  const when = new Date(at).toISOString();
  const what =
    seq > (last?.seq ?? 0)
      ? `The trail reached to entry ${seq} at ${when}; it ends with ${last ? `entry ${last.seq}` : 'none'}.`
      : `Entry ${seq} of ${when} is not the one that was stated.`;
  return finding('audit-head', where, what);
}

/** The file moves on while a gateway runs: what it says now is the end. */
async function endProblem(before: KeptHead | null, last: AuditEntry | null, path: string): Promise<Finding | null> {
  const kept = await readHeadFile(path);
  if (!before || !kept)
    return last ? finding('audit-head', path, `It is gone or damaged; the trail ends with entry ${last.seq}.`) : null;
  const end = kept.pending.at(-1)?.seq ?? kept.seq;
  if (!last || last.seq <= end) return null;
  return finding(
    'audit-inserted',
    last._id,
    `The trail reaches to entry ${last.seq}, this gateway wrote up to ${end}.`,
  );
}
