/** One run of pouchdb-server: from spawn to exit. It comes up or it does not; starting it again is not decided here. */
import { spawn, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import type { CouchAddress } from '../couch-http.ts';
import { configFile, rememberRun } from './leftover.ts';

export interface ServerProcess {
  pid: number;
  address: CouchAddress;
  /** Resolves when the process is gone, with the reason in words and its last output. */
  exited: Promise<string>;
  /** Lets it end by itself, and ends it when it does not within `END_MS`. */
  end(): Promise<void>;
}

const START_MS = 30_000;
const END_MS = 5_000;
const KEPT_OUTPUT_LINES = 20;

/** Resolves when the server answered its first request; `STORE_UNREACHABLE` with its last output when it does not. */
export async function startServer(directory: string, authorization: string): Promise<ServerProcess> {
  await writeFile(configFile(directory), JSON.stringify(configuration(directory)), { mode: 0o600 });
  const child = spawn(process.execPath, commandLine(directory), {
    cwd: directory,
    // Nothing of the gateway's environment: it may hold secrets, and options for Node that are not meant for the store.
    env: {},
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output = lastLines(child);
  const exited = exitOf(child).then((reason) => [reason, ...output].join('\n'));
  const end = () => endProcess(child, exited);
  try {
    if (child.pid !== undefined) await rememberRun(directory, { pid: child.pid, gateway: process.pid });
    const url = `http://127.0.0.1:${await within(START_MS, portOf(child, authorization), exited)}`;
    await within(START_MS, firstAnswer({ url, authorization }), exited);
    return { pid: child.pid ?? 0, address: { url, authorization }, exited, end };
  } catch (cause) {
    await end();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('STORE_UNREACHABLE', `the store in "${directory}" did not start: ${reason}`, { cause });
  }
}

function commandLine(directory: string): string[] {
  const server = dirname(createRequire(import.meta.url).resolve('pouchdb-server/package.json'));
  const preload = join(import.meta.dirname, 'preload.cjs');
  return ['-r', preload, join(server, 'bin/pouchdb-server'), '--config', configFile(directory)];
}

/** Port 0: the operating system gives a free one, so two gateways on a machine cannot race for it. */
function configuration(directory: string): Record<string, Record<string, unknown>> {
  return {
    httpd: { port: 0, bind_address: '127.0.0.1' },
    couchdb: { database_dir: join(directory, 'databases') },
    log: { file: join(directory, 'pouchdb-server.log'), level: 'warning' },
    pouchdb_server: { 'no-stdout-logs': true },
  };
}

/** The password goes through the channel: neither `ps` nor a file shows it. */
function portOf(child: ChildProcess, authorization: string): Promise<number> {
  child.send({ authorization }, () => undefined);
  return new Promise((resolve) => child.once('message', (message) => resolve((message as { port: number }).port)));
}

/** Listing the databases opens a LevelDB, so it fails when another process still holds the files. */
async function firstAnswer({ url, authorization }: CouchAddress): Promise<void> {
  const response = await fetch(`${url}/_all_dbs`, { headers: { authorization } });
  if (!response.ok) throw new Error(`first request answered ${response.status}: ${await response.text()}`);
  await response.text();
}

async function within<T>(ms: number, awaited: Promise<T>, exited: Promise<string>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${ms} ms`)), ms);
  });
  const gone = exited.then((reason): never => {
    throw new Error(reason);
  });
  try {
    return await Promise.race([awaited, late, gone]);
  } finally {
    clearTimeout(timer);
  }
}

/** Not by the event `close`: Node leaves it out when this side closed the channel. Its last words have been read all the same. */
async function exitOf(child: ChildProcess): Promise<string> {
  const spoken = [child.stdout, child.stderr].map(
    (stream) => stream && new Promise((resolve) => stream.once('close', resolve)),
  );
  const reason = await new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : `exit code ${code}`));
  });
  await Promise.all(spoken);
  return reason;
}

function lastLines(child: ChildProcess): string[] {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      lines.push(...text.split('\n').filter((line) => line.trim() !== ''));
      lines.splice(0, lines.length - KEPT_OUTPUT_LINES);
    });
  }
  return lines;
}

async function endProcess(child: ChildProcess, exited: Promise<string>): Promise<void> {
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), END_MS);
  await exited;
  clearTimeout(timer);
}
