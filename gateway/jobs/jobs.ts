/** What `npx lineside import`, `report`, `reprocess`, `verify` and `go-on` do, in the gateway that runs or in the command's own process. */
import { join } from 'node:path';
import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { CalendarRules } from '../../shared/calendar/line-calendar.ts';
import { AppError } from '../../shared/errors.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import type { Audit } from '../audit/audit.ts';
import { BackupJob, runBackup } from './backup-job.ts';
import { headFileIn } from '../audit/head-file.ts';
import type { IdentityKey } from '../auth/identity-key.ts';
import type { ImportProgress } from '../api/import-queue.ts';
import { importFiles, type ImportedFile, type ImportResult } from '../lines/import-files.ts';
import type { Ingest } from '../lines/ingest.ts';
import type { LinePipeline } from '../pipeline/line-pipeline.ts';
import { RawBytesOf } from '../lines/raw-bytes.ts';
import { reprocess, type Reprocessed } from '../lines/reprocess.ts';
import { isDefinition, readWindow, report, type PrintedReport } from '../reports/report.ts';
import type { Store } from '../store/store.ts';
import { verify, type VerifyReport } from './verify.ts';

export const ImportJob = Type.Object({
  line: Type.String(),
  source: Type.String(),
  files: Type.Array(Type.String(), { minItems: 1 }),
});
export type ImportJob = Static<typeof ImportJob>;

export const ReportJob = Type.Object({
  line: Type.String(),
  from: Type.String(),
  to: Type.String(),
  definition: Type.String(),
});
export type ReportJob = Static<typeof ReportJob>;

export const ReprocessJob = Type.Object({
  line: Type.String(),
  source: Type.String(),
  from: Type.String(),
  to: Type.String(),
});
export type ReprocessJob = Static<typeof ReprocessJob>;

export interface JobParts {
  dataDir: string;
  /** Paths of the plant file start here. */
  directory: string;
  ingest: Ingest;
  store: Store;
  gateway: string;
  plant: PlantDefinition;
  audit: Audit;
  identity: IdentityKey;
  now: () => number;
  signal: AbortSignal;
  /** Is the line listened to and read to its end? Then its open stop lasts until now. */
  live: (line: string) => boolean;
  /** What planners set of calendars, as far as it is known here. */
  rules: () => Promise<CalendarRules>;
  /** Keeps time from closing hours of the line while the work runs. */
  backfill: <T>(line: string, work: () => Promise<T>) => Promise<T>;
  progress?: (file: Pick<ImportedFile, 'file' | 'rows' | 'rejectedRows'>) => void;
  /** Files of a source were read anew; their rows lie in the span, before or now. */
  reread: (line: string, source: string, span: { from: number; to: number }) => Promise<void>;
}

export async function runImport(parts: JobParts, job: ImportJob): Promise<ImportResult> {
  lineOf(parts.ingest, job.line);
  await ordered(parts, 'import', job);
  const { now, signal, progress } = parts;
  return parts.backfill(job.line, () =>
    importFiles({
      ...readerOf(parts.ingest, job),
      files: job.files,
      now,
      live: parts.live(job.line),
      signal,
      ...(progress && { progress }),
    }),
  );
}

/** By what is declared when it begins: an engineer may have changed the line while it waited. */
function readerOf(ingest: Ingest, { line, source }: { line: string; source: string }) {
  const pipeline = lineOf(ingest, line);
  const definition = pipeline.line.sources.find(({ id }) => id === source);
  return { pipeline, source, formerly: definition ? ingest.formerRules.of(line, definition) : [] };
}

/** One file that a person gave, with progress by bytes read. Rejects when `signal` aborts; what was read by then is in. */
export async function runImportOf(
  parts: JobParts,
  file: { line: string; source: string; path: string; signal: AbortSignal; progress: (so: ImportProgress) => void },
): Promise<ImportProgress> {
  const { line, path, signal, progress } = file;
  const result = await parts.backfill(line, () =>
    importFiles({
      ...{ ...readerOf(parts.ingest, file), files: [path], now: parts.now, live: parts.live(line) },
      signal: AbortSignal.any([signal, parts.signal]),
      underWay: ({ bytes, rows, rejectedRows }) => progress({ bytes, rows, rejectedRows }),
    }),
  );
  signal.throwIfAborted();
  const { bytes, rows, rejectedRows } = result.files[0]!;
  return { bytes, rows, rejectedRows };
}

export async function runReport(parts: JobParts, job: ReportJob): Promise<PrintedReport> {
  const pipeline = lineOf(parts.ingest, job.line);
  const zone = parts.plant.plant.timezone;
  const { definition } = job;
  if (!isDefinition(definition))
    throw new AppError('USAGE', `--definition "${definition}" is not known; use iso22400, workday or whole-file.`);
  const window = readWindow(job, zone, '--');
  return report(
    { ...parts, pipeline, rules: await parts.rules(), now: parts.live(job.line) ? parts.now() : null },
    { line: job.line, ...window, definition },
  );
}

export async function runReprocess(parts: JobParts, job: ReprocessJob): Promise<Reprocessed> {
  const { store, gateway, now, signal, progress, plant, ingest, directory } = parts;
  lineOf(ingest, job.line);
  await ordered(parts, 'reprocess', job);
  const raw = new RawBytesOf({
    ...{ journal: ingest.journal, directory },
    formerly: (line, source) => ingest.formerRules.of(line, source),
  });
  return parts.backfill(job.line, async () => {
    const { pipeline } = readerOf(ingest, job);
    const definition = pipeline.line.sources.find(({ id }) => id === job.source);
    const result = await reprocess({
      ...{ pipeline, store, gateway, source: job.source, now, signal },
      ...readWindow(job, plant.plant.timezone, '--'),
      ...(progress && { progress }),
      bytesOf: (file) => raw.blocks({ line: job.line, definition: definition! }, file, now()),
    });
    if (result.span) await parts.reread(job.line, job.source, result.span);
    if (parts.live(job.line)) await pipeline.advance(now());
    else await pipeline.finish();
    await pipeline.save();
    return result;
  });
}

export function runVerify(parts: JobParts): Promise<VerifyReport> {
  const { store, gateway, plant, now, dataDir, ingest, identity } = parts;
  const { recovered } = ingest.journal;
  const isSigned = (text: string, signature: string) => identity.verify(text, signature);
  const audit = { headFile: headFileIn(dataDir), isSigned };
  return verify({ store, gateway, plant, now, recovered, journalDirectory: join(dataDir, 'journal'), audit });
}

export const GoOnJob = Type.Object({ line: Type.String() });
export type GoOnJob = Static<typeof GoOnJob>;

/** A line that waits for what a former gateway wrote reads its files without it. */
export async function runGoOn({ ingest, audit }: Pick<JobParts, 'ingest' | 'audit'>, { line }: GoOnJob) {
  const { waiting } = lineOf(ingest, line);
  if (waiting === null) throw new AppError('USAGE', `Line "${line}" waits for nothing.`);
  await audit.record({ what: 'command', subject: `go-on ${line}`, line, user: null, device: null });
  await ingest.former.goOnWithout(line);
  return { line };
}

/** By name, for the API: the question is checked. */
export function jobsOf(parts: JobParts): Record<string, (question: unknown) => Promise<unknown>> {
  return {
    import: (question) => runImport(parts, checked(ImportJob, question)),
    report: (question) => runReport(parts, checked(ReportJob, question)),
    reprocess: (question) => runReprocess(parts, checked(ReprocessJob, question)),
    verify: () => runVerify(parts),
    backup: (question) => runBackup(parts, checked(BackupJob, question)),
    'go-on': (question) => runGoOn(parts, checked(GoOnJob, question)),
  };
}

/** Before it is done: a command is run by whoever may use this machine. */
function ordered(
  { audit }: JobParts,
  what: 'import' | 'reprocess',
  { line, source, ...job }: ImportJob | ReprocessJob,
) {
  return audit.record({ what, subject: `${line}/${source}`, line, user: null, device: null, new: job });
}

/** What a command asks for; throws REQUEST_INVALID with the first thing that is wrong with it. */
export function checked<S extends TSchema>(schema: S, question: unknown): Static<S> {
  if (Value.Check(schema, question)) return question as Static<S>;
  const [error] = Value.Errors(schema, question);
  throw new AppError('REQUEST_INVALID', `The job is not valid: ${error?.instancePath ?? ''} ${error?.message ?? ''}`);
}

function lineOf(ingest: Ingest, id: string): LinePipeline {
  const pipeline = ingest.line(id);
  if (pipeline) return pipeline;
  throw new AppError(
    'USAGE',
    `There is no line "${id}"; there are ${ingest.lines.map(({ line }) => `"${line.id}"`).join(', ')}.`,
  );
}
