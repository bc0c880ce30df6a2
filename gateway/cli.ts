/** `npx lineside <command>`: a gateway that runs on the same DATA_DIR does the job, else this process does it. */
import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { AppError } from '../shared/errors.ts';
import type { Access } from './auth/access.ts';
import { SecretFiles } from './auth/secret-files.ts';
import { runUserJob, userJob, userText, USER_USAGE, type UserAnswer } from './auth/user-command.ts';
import { parseConfig, type Config } from './config.ts';
import { DataDirectory, type GatewayFile } from './data-directory.ts';
import { openIngest } from './ingest.ts';
import {
  runImport,
  runReport,
  runReprocess,
  runVerify,
  type ImportJob,
  type JobParts,
  type ReportJob,
  type ReprocessJob,
} from './jobs.ts';
import type { ImportResult } from './import-files.ts';
import { machineNames } from './own-names.ts';
import { readPlantFile } from './plant-file.ts';
import type { PrintedReport } from './report.ts';
import type { Reprocessed } from './reprocess.ts';
import { KnownSecrets } from './redaction.ts';
import { openRunningAccess } from './running-access.ts';
import { joinPlant } from './tls/join.ts';
import { localWay, type LocalWay } from './tls/local-way.ts';
import { originOf } from './tls/public-names.ts';
import { verifyText } from './verify.ts';
import { startEmbeddedStore } from './store/embedded/embedded-store.ts';

const USAGE = `Usage:
  npx lineside import --plant-file F --line L --source S FILE...
  npx lineside report --plant-file F --line L --from T --to T [--definition iso22400|workday|whole-file] [--json]
  npx lineside reprocess --plant-file F --line L --source S --from T --to T
  npx lineside verify --plant-file F [--json]
${USER_USAGE}
  npx lineside join https://LINE8.PLANT.LOCAL --code CODE --fingerprint AB:CD:…
  Options of all: --data-dir D (default: DATA_DIR, else the project's data/)`;

const OPTIONS = {
  'plant-file': { type: 'string' },
  'data-dir': { type: 'string' },
  line: { type: 'string' },
  source: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  definition: { type: 'string', default: 'iso22400' },
  json: { type: 'boolean', default: false },
  name: { type: 'string' },
  role: { type: 'string', multiple: true },
  lines: { type: 'string' },
  code: { type: 'string' },
  fingerprint: { type: 'string' },
} as const;

const log = (message: string) => console.error(message);
function bug(error: unknown): never {
  console.error(error);
  process.exit(70);
}
const root = fileURLToPath(new URL('..', import.meta.url));

async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [command, ...files] = positionals;
  const need = (name: 'line' | 'source' | 'from' | 'to'): string => {
    const value = values[name];
    if (!value) throw new AppError('USAGE', `--${name} is missing.\n${USAGE}`);
    return value;
  };
  const config = parseConfig(process.env, root);
  const dataDir = values['data-dir'] ? resolve(values['data-dir']) : config.dataDir;
  const place = { config, dataDir, plantFile: values['plant-file'] ?? process.env.PLANT_FILE };
  if (command === 'import') {
    if (files.length === 0) throw new AppError('USAGE', `Name at least one file to import.\n${USAGE}`);
    const job: ImportJob = { line: need('line'), source: need('source'), files: files.map((file) => resolve(file)) };
    printImport(await doJob<ImportResult>(place, 'import', job, (parts) => runImport(parts, job)), values.json);
  } else if (command === 'report') {
    const job: ReportJob = { line: need('line'), from: need('from'), to: need('to'), definition: values.definition };
    printReport(await doJob<PrintedReport>(place, 'report', job, (parts) => runReport(parts, job)), values.json);
  } else if (command === 'reprocess') {
    const job: ReprocessJob = { line: need('line'), source: need('source'), from: need('from'), to: need('to') };
    printReprocess(await doJob(place, 'reprocess', job, (parts) => runReprocess(parts, job)), values.json);
  } else if (command === 'verify') {
    const report = await doJob(place, 'verify', {}, runVerify);
    console.log(values.json ? JSON.stringify(report, null, 2) : verifyText(report));
    if (report.findings.length > 0) process.exitCode = 1;
  } else if (command === 'user') {
    const job = userJob(files, values);
    const answer = await doJob<UserAnswer>(place, 'user', job, (parts) => runUserJob(parts.access, job));
    console.log(values.json ? JSON.stringify(answer, null, 2) : userText(answer));
  } else if (command === 'join') {
    const [origin] = files;
    if (!origin || !values.code || !values.fingerprint)
      throw new AppError('USAGE', `Say whom to join, with --code and --fingerprint.\n${USAGE}`);
    await joinPlantOf(place, { origin, code: values.code, fingerprint: values.fingerprint });
  } else {
    throw new AppError('USAGE', `${command ? `There is no command "${command}".\n` : ''}${USAGE}`);
  }
}

interface Place {
  config: Config;
  dataDir: string;
  plantFile: string | undefined;
}

async function doJob<T>(
  place: Place,
  name: string,
  job: unknown,
  here: (parts: JobParts & { access: Access }) => Promise<T>,
): Promise<T> {
  const gateway = await DataDirectory.alive(place.dataDir);
  if (gateway?.port) return handOver<T>(gateway, await localWay(await SecretFiles.open(place.dataDir)), name, job);
  if (!place.plantFile)
    throw new AppError('USAGE', `--plant-file is missing, and no gateway runs on "${place.dataDir}".\n${USAGE}`);
  const plant = await readPlantFile(resolve(place.plantFile), '--plant-file');
  const directory = await DataDirectory.open(place.dataDir, process.pid);
  try {
    const embedded = await startEmbeddedStore({ directory: join(place.dataDir, 'store'), log, now: Date.now });
    try {
      const parts = { store: embedded.store, gateway: directory.gateway, plant, now: Date.now };
      const { config } = place;
      const keepJournal = { ms: config.journalKeepMs, bytes: config.journalKeepBytes };
      const ingest = await openIngest({ ...parts, dataDir: place.dataDir, keepJournal, log });
      const running = await openRunningAccess({
        ...parts,
        config: { ...config, dataDir: place.dataDir, plantFile: resolve(place.plantFile) },
        secrets: await SecretFiles.open(place.dataDir),
        ...{ known: new KnownSecrets(), ca: null, origin: '', log, bug },
        monotonic: () => performance.now(),
        // Whoever starts the gateway is told; here it would be in the way.
        print: () => {},
      });
      const stop = new AbortController();
      process.once('SIGINT', () => stop.abort());
      const progress: JobParts['progress'] = ({ file, rows, rejectedRows }) =>
        log(`${file}: ${rows} rows, ${rejectedRows} not readable`);
      const answer = await here({
        ...parts,
        ...{ access: running.access, audit: running.audit, identity: running.identity },
        dataDir: place.dataDir,
        directory: dirname(resolve(place.plantFile!)),
        ingest,
        signal: stop.signal,
        live: () => false,
        backfill: (_, work) => work(),
        progress,
        // Rollups follow when a gateway runs: it sees that files were read anew.
        reread: async () => {},
      });
      await running.close();
      await ingest.close();
      return answer;
    } finally {
      await embedded.stop();
    }
  } finally {
    await directory.release();
  }
}

/** Without any limit of time: an import of years takes what it takes. */
async function handOver<T>({ port, token }: GatewayFile, way: LocalWay, name: string, job: unknown): Promise<T> {
  const { status, body } = await new Promise<{ status: number; body: string }>((resolve, reject) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const { host, protocol, agent } = way;
    const options = { host, port, path: `/api/jobs/${name}`, method: 'POST', headers, agent };
    const asked = (protocol === 'https:' ? secureRequest : request)(options, (answer) =>
      text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), reject),
    );
    asked.on('error', reject);
    asked.end(JSON.stringify(job));
  }).catch((cause: unknown) => {
    const message = `The gateway at port ${port} ended while it worked; start it again and repeat the command: what is done stays done.`;
    throw new AppError('USAGE', message, { cause });
  });
  const answer = JSON.parse(body) as T & { detail?: string };
  if (status < 200 || status > 299) throw new AppError('USAGE', answer.detail ?? `The gateway answered ${status}.`);
  return answer;
}

/** While no gateway runs here: the next start shows devices a certificate of the plant that was joined. */
async function joinPlantOf(
  { config, dataDir, plantFile }: Place,
  asked: { origin: string; code: string; fingerprint: string },
): Promise<void> {
  const plant = plantFile ? await readPlantFile(resolve(plantFile), '--plant-file') : null;
  const directory = await DataDirectory.open(dataDir, process.pid);
  try {
    if (config.tls?.from !== 'own')
      throw new AppError('USAGE', 'Only a gateway with TLS=own joins: others have certificates already.');
    const names = config.publicNames ?? machineNames(config.host);
    const name = plant?.plant.name ?? directory.gateway;
    const self = { gateway: directory.gateway, name, origin: originOf(names, config.port) };
    const first = await joinPlant({ ...asked, self, secrets: await SecretFiles.open(dataDir) });
    console.log(`"${first.name}" is joined. Start this gateway now: its certificate comes from the same plant.`);
  } finally {
    await directory.release();
  }
}

function printImport(result: ImportResult, asJson: boolean): void {
  if (asJson) return console.log(JSON.stringify(result, null, 2));
  for (const { file, offset, text, reason } of result.rejected)
    console.log(`not readable: ${file} at byte ${offset}: ${reason}: ${JSON.stringify(text)}`);
  if (result.rejectedRows > result.rejected.length)
    console.log(`… and ${result.rejectedRows - result.rejected.length} more`);
  console.log(`${result.files.length} file(s), ${result.rows} new rows, ${result.rejectedRows} not readable`);
}

function printReprocess(result: Reprocessed, asJson: boolean): void {
  if (asJson) return console.log(JSON.stringify(result, null, 2));
  for (const { file, why } of result.missing) console.log(`left as it is: ${file}: ${why}`);
  const rows = result.files.reduce((sum, file) => sum + file.rows, 0);
  console.log(`${result.files.length} file(s) read anew, ${rows} rows; mapping ${result.mapping}`);
}

function printReport(report: PrintedReport, asJson: boolean): void {
  if (asJson) return console.log(JSON.stringify(report));
  const percent = (ratio: number | null) => (ratio === null ? '–' : `${(ratio * 100).toFixed(1)} %`);
  console.log(`${report.line}  ${report.from} – ${report.to}  ${report.definition}
  OEE ${percent(report.oeeIndex)} = availability ${percent(report.availability)} × effectiveness ${percent(report.effectiveness)} × quality ${percent(report.qualityRatio)}
  produced ${report.producedQuantity}, good ${report.goodQuantity}, rework ${report.reworkQuantity}, empty cycles ${report.emptyCycles}
  rows not readable ${report.rejectedRows}`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isUsage =
    error instanceof AppError ||
    (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
  if (!isUsage) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
