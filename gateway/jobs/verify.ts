/**
 * `npx lineside verify`: does what the gateway keeps hold together? Journal, chunks, hours, positions and the audit trail
 * are checked each for itself and against each other. Changes nothing, and may run beside a gateway at work.
 */
import type { PlantDefinition } from '../../shared/equipment.ts';
import type { RecoveryReport } from '../journal/recover.ts';
import type { Store } from '../store/store.ts';
import { checkAudit, type AuditCheckParts } from '../verify/audit-check.ts';
import { checkChunks } from '../verify/chunk-check.ts';
import { finding, type Finding } from '../verify/finding.ts';
import { checkJournal } from '../verify/journal-check.ts';
import { checkPositions, savedPositions } from '../verify/positions.ts';
import { recompute } from '../verify/recompute.ts';

export interface VerifyParts {
  journalDirectory: string;
  store: Store;
  gateway: string;
  plant: PlantDefinition;
  now: () => number;
  audit: Pick<AuditCheckParts, 'headFile' | 'isSigned'>;
  /** What the journal's last start found: it is mended and set aside by then, and still lost. */
  recovered?: RecoveryReport;
}

export interface VerifyReport {
  findings: Finding[];
  checked: { segments: number; records: number; chunks: number; rows: number; hours: number; entries: number };
}

/** Positions are read first: whatever a running gateway adds meanwhile lies beyond them. */
export async function verify(parts: VerifyParts): Promise<VerifyReport> {
  const { store, gateway, plant, journalDirectory } = parts;
  const saved = await savedPositions(store, gateway);
  const journal = await checkJournal(journalDirectory);
  const chunks = await checkChunks(store);
  const declared = new Set(plant.lines.flatMap(({ id, sources }) => sources.map((source) => `${id}:${source.id}`)));
  const findings = [
    ...found(parts.recovered),
    ...journal.findings,
    ...chunks.findings,
    ...checkPositions(saved, chunks.files, journal.from, (source) => declared.has(source)),
  ];
  let hours = 0;
  // Chunks that cannot be read would only be found again, as a failure.
  const readable = !chunks.findings.some(({ kind }) => kind === 'chunk-invalid' || kind === 'chunk-unreadable');
  for (const line of readable ? plant.lines : []) {
    const anew = await recompute({ ...parts, saved, chunks: chunks.files, held: journal.held }, line);
    findings.push(...anew.findings);
    hours += anew.hours;
  }
  const trail = await checkAudit({ ...parts, ...parts.audit });
  findings.push(...trail.findings);
  const { segments, records } = journal;
  const { entries } = trail;
  return { findings, checked: { segments, records, chunks: chunks.chunks, rows: chunks.rows, hours, entries } };
}

function found(recovered: RecoveryReport | undefined): Finding[] {
  return (recovered?.damaged ?? []).map(({ path, from, to, keptAs }) =>
    finding(
      'journal-damaged',
      path,
      `Bytes ${from} to ${to} were no record at the last start; kept as "${keptAs ?? path}".`,
    ),
  );
}

/** For people: each finding with what to do, then what was looked at. */
export function verifyText({ findings, checked }: VerifyReport): string {
  const { segments, records, chunks, rows, hours, entries } = checked;
  return [
    ...findings.map(({ kind, where, what, advice }) => `${kind}: ${where}\n  ${what}\n  ${advice}`),
    `${records} journal records in ${segments} files, ${chunks} chunks with ${rows} rows, ${hours} closed hours, ${entries} entries of the audit trail: ` +
      (findings.length === 0 ? 'all in order' : `${findings.length} finding(s)`),
  ].join('\n');
}
