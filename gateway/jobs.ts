/** What `npx lineside import` and `report` do, in the gateway that runs or in the command's own process. */
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { AppError } from '../shared/errors.ts';
import type { PlantDefinition } from '../shared/equipment.ts';
import { importFiles, type ImportedFile, type ImportResult } from './import-files.ts';
import type { Ingest } from './ingest.ts';
import type { LinePipeline } from './pipeline/line-pipeline.ts';
import { isDefinition, readWindow, report, type PrintedReport } from './report.ts';
import type { Store } from './store/store.ts';

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

export interface JobParts {
  ingest: Ingest;
  store: Store;
  gateway: string;
  plant: PlantDefinition;
  now: () => number;
  signal: AbortSignal;
  /** Is the line listened to and read to its end? Then its open stop lasts until now. */
  live: (line: string) => boolean;
  /** Keeps time from closing hours of the line while the work runs. */
  backfill: (line: string, work: () => Promise<ImportResult>) => Promise<ImportResult>;
  progress?: (file: ImportedFile) => void;
}

export function runImport(parts: JobParts, job: ImportJob): Promise<ImportResult> {
  const pipeline = lineOf(parts.ingest, job.line);
  const { now, signal, progress } = parts;
  return parts.backfill(job.line, () =>
    importFiles({
      pipeline,
      source: job.source,
      files: job.files,
      now,
      live: parts.live(job.line),
      signal,
      ...(progress && { progress }),
    }),
  );
}

export async function runReport(parts: JobParts, job: ReportJob): Promise<PrintedReport> {
  const pipeline = lineOf(parts.ingest, job.line);
  const zone = parts.plant.plant.timezone;
  const { definition } = job;
  if (!isDefinition(definition))
    throw new AppError('USAGE', `--definition "${definition}" is not known; use iso22400, workday or whole-file.`);
  const window = readWindow(job, zone, '--');
  return report(
    { ...parts, pipeline, now: parts.live(job.line) ? parts.now() : null },
    { line: job.line, ...window, definition },
  );
}

/** By name, for the API: the question is checked. */
export function jobsOf(parts: JobParts): Record<string, (question: unknown) => Promise<unknown>> {
  return {
    import: (question) => runImport(parts, checked(ImportJob, question)),
    report: (question) => runReport(parts, checked(ReportJob, question)),
  };
}

function checked<S extends typeof ImportJob | typeof ReportJob>(schema: S, question: unknown): Static<S> {
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
