/** `npx lineside <command>`: a gateway that runs on the same DATA_DIR does the job, else this process does it. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { AppError } from '../shared/errors.ts';
import type { Access } from './auth/access.ts';
import { SecretFiles } from './auth/secret-files.ts';
import { runUserJob, userJob, userText, USER_USAGE, type UserAnswer } from './auth/user-command.ts';
import { BACKUP_USAGE, backupCommand, checkCommand, restoredText } from './commands/backup-command.ts';
import { runBackup } from './jobs/backup-job.ts';
import { parseConfig, type Config } from './config.ts';
import { DataDirectory } from './disk/data-directory.ts';
import { handedOver } from './commands/handed-over.ts';
import { jobHere } from './commands/job-here.ts';
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
} from './jobs/jobs.ts';
import { joinCommand } from './commands/join-command.ts';
import type { ImportResult } from './lines/import-files.ts';
import { readPlantFile } from './plant/plant-file.ts';
import { printImport, printReport, printReprocess } from './reports/printed-results.ts';
import type { PrintedReport } from './reports/report.ts';
import { restore } from './commands/restore.ts';
import { localWay } from './tls/local-way.ts';
import { verifyText } from './jobs/verify.ts';

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
  const running = await DataDirectory.alive(place.dataDir);
  if (running?.port)
    return handedOver<T>(running, await localWay(await SecretFiles.open(place.dataDir)), { name, job });
  if (!place.plantFile)
    throw new AppError('USAGE', `--plant-file is missing, and no gateway runs on "${place.dataDir}".\n${USAGE}`);
  const plantFile = resolve(place.plantFile);
  const plant = await readPlantFile(plantFile, '--plant-file');
  const directory = await DataDirectory.open(place.dataDir, process.pid);
  try {
    const stop = new AbortController();
    process.once('SIGINT', () => stop.abort());
    const config = { ...place.config, dataDir: place.dataDir, plantFile };
    const clocks = { now: Date.now, monotonic: () => performance.now() };
    return await jobHere({ config, gateway: directory.gateway, plant, signal: stop.signal, ...clocks, log, bug }, here);
  } finally {
    await directory.release();
  }
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
