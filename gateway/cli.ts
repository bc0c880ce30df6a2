/** `npx lineside <command>`: a gateway that runs on the same DATA_DIR does the job, else this process does it. */
import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { AppError } from '../shared/errors.ts';
import type { Access } from './auth/access.ts';
import { SecretFiles } from './auth/secret-files.ts';
import { runUserJob, userJob, userText, USER_USAGE, type UserAnswer } from './auth/user-command.ts';
import { BACKUP_USAGE, backupCommand, checkCommand, restoredText } from './backup-command.ts';
import { runBackup } from './backup-job.ts';
import { parseConfig, type Config } from './config.ts';
import { DataDirectory, type GatewayFile } from './data-directory.ts';
import { openIngest } from './ingest.ts';
import {
  runGoOn,
  runImport,
  runReport,
  runReprocess,
  runVerify,
  type ImportJob,
  type JobParts,
  type ReportJob,
  type ReprocessJob,
} from './jobs.ts';
import { joinCommand } from './join-command.ts';
import type { ImportResult } from './import-files.ts';
import { readPlantFile } from './plant-file.ts';
import { printImport, printReport, printReprocess } from './printed-results.ts';
import type { PrintedReport } from './report.ts';
import { restore } from './restore.ts';
import { KnownSecrets } from './redaction.ts';
import { openStore } from './running-store.ts';
import { storedCalendars } from './stored-calendars.ts';
import { openRunningAccess } from './running-access.ts';
import { localWay, type LocalWay } from './tls/local-way.ts';
import { verifyText } from './verify.ts';

const USAGE = `Usage:
  npx lineside import --plant-file F --line L --source S FILE...
  npx lineside report --plant-file F --line L --from T --to T [--definition iso22400|workday|whole-file] [--json]
  npx lineside reprocess --plant-file F --line L --source S --from T --to T
  npx lineside verify --plant-file F [--json]
${USER_USAGE}
${BACKUP_USAGE}
  npx lineside join https://PLANT.LOCAL --code CODE --fingerprint AB:CD:… --plant-file F
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
  check: { type: 'boolean', default: false },
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
  } else if (command === 'backup' || command === 'restore') {
    const [file] = files.map((name) => resolve(name));
    if (!file || files.length > 1) throw new AppError('USAGE', `Name the backup's file.\n${USAGE}`);
    if (values.check) console.log(await checkCommand(file));
    else if (command === 'backup') {
      const job = { file };
      console.log(await backupCommand(file, log, () => doJob(place, 'backup', job, (parts) => runBackup(parts, job))));
    } else {
      const plantFile = place.plantFile && resolve(place.plantFile);
      const own = { pid: process.pid, now: Date.now, log };
      console.log(restoredText(await restore({ file, config, dataDir, plantFile, ...own })));
    }
  } else if (command === 'go-on') {
    const job = { line: need('line') };
    await doJob(place, 'go-on', job, (parts) => runGoOn(parts, job));
    console.log(`Line "${job.line}" goes on without what was written before.`);
  } else if (command === 'join') {
    const [origin] = files;
    const fingerprint = values.fingerprint ?? null;
    if (!origin || !values.code || (fingerprint === null && !origin.startsWith('http:')))
      throw new AppError('USAGE', `Say whom to join, with --code and --fingerprint.\n${USAGE}`);
    if (!place.plantFile)
      throw new AppError('USAGE', `--plant-file is missing: the other is told what is read here.\n${USAGE}`);
    const plant = await readPlantFile(resolve(place.plantFile), '--plant-file');
    const clocks = { now: Date.now, monotonic: () => performance.now() };
    const parts = { ...place, ...clocks, plant, pid: process.pid, log, bug };
    console.log(await joinCommand(parts, { origin, code: values.code, fingerprint }));
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
    const stop = new AbortController();
    process.once('SIGINT', () => stop.abort());
    const { signal } = stop;
    const known = new KnownSecrets();
    const disk = { needRoom: () => {} };
    const opened = await openStore({
      ...{ config: { ...place.config, dataDir: place.dataDir }, disk, known, signal },
      now: Date.now,
      log,
    });
    try {
      const parts = { store: opened.store, gateway: directory.gateway, plant, now: Date.now };
      const { config } = place;
      const keepJournal = { ms: config.journalKeepMs, bytes: config.journalKeepBytes };
      const ingest = await openIngest({ ...parts, dataDir: place.dataDir, keepJournal, log });
      const running = await openRunningAccess({
        ...parts,
        config: { ...config, dataDir: place.dataDir, plantFile: resolve(place.plantFile) },
        secrets: await SecretFiles.open(place.dataDir),
        ...{ known, ca: null, origin: '', log, bug },
        monotonic: () => performance.now(),
        // Whoever starts the gateway is told; here it would be in the way.
        print: () => {},
      });
      const progress: JobParts['progress'] = ({ file, rows, rejectedRows }) =>
        log(`${file}: ${rows} rows, ${rejectedRows} not readable`);
      const answer = await here({
        ...parts,
        ...{ access: running.access, audit: running.audit, identity: running.identity },
        dataDir: place.dataDir,
        directory: dirname(resolve(place.plantFile!)),
        ingest,
        signal,
        live: () => false,
        rules: () => storedCalendars(opened.store, plant.plant.timezone),
        backfill: (_, work) => work(),
        progress,
        // Rollups follow when a gateway runs: it sees that files were read anew.
        reread: async () => {},
      });
      await running.close();
      await ingest.close();
      return answer;
    } finally {
      await opened.stop();
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
