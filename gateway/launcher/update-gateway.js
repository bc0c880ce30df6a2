/** Stops and starts the gateway of an installation: by the system's service manager where it is a unit, else by its number. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { askHealth } from './ask-health.js';
import { Refusal } from './refusal.js';
import { run } from './run.js';

const LOOK_MS = 200;
/** It answers what is on its way, and closes its journal. */
const END_MS = 90_000;
/** So long it must be well before an update is taken for done: some faults need a moment. */
const STEADY = { mostMs: 3_000, share: 1 / 8 };
/** One that is not there for so long is not only starting, nor being started again. */
const GONE = { mostMs: 10_000, share: 1 / 4 };

export class InstalledGateway {
  #root;
  #dataDir;
  #unit;
  #waitMs;

  /** `unit` null = no service. `waitMs` = for a gateway to become healthy. */
  constructor({ root, dataDir, unit, waitMs }) {
    this.#root = root;
    this.#dataDir = dataDir;
    this.#unit = unit;
    this.#waitMs = waitMs;
  }

  /** Settings of the gateway that runs, for its successor; null = none runs, or its service has them. */
  environment() {
    const pid = this.#unit ? null : this.#pid();
    if (pid === null) return null;
    try {
      const pairs = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean);
      return Object.fromEntries(
        pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
      );
    } catch {
      throw new Refusal(`The gateway (process ${pid}) is somebody else's: update as its user.`);
    }
  }

  /** Resolves when neither gateway nor store run any more. `force` = one that does not end is killed, else REFUSED. */
  async stop({ force }) {
    if (this.#unit && (await run('systemctl', ['stop', this.#unit], { cwd: '/' })) !== 0 && !force)
      throw new Refusal(`"systemctl stop ${this.#unit}" failed: see the message above. Nothing was changed.`);
    const [pid] = this.#processes();
    if (pid !== undefined) this.#signal(pid, 'SIGTERM');
    if (!(await this.#gone(END_MS))) {
      if (!force)
        throw new Refusal(
          `The gateway (process ${pid}) does not end. Nothing was changed; stop it, then update again.`,
        );
      for (const each of this.#processes()) this.#signal(each, 'SIGKILL');
      if (!(await this.#gone(END_MS)))
        throw new Refusal(`Process ${this.#processes()[0]} cannot be ended. End it, then repeat this command.`);
    }
  }

  /** The release in use. */
  async start(environment) {
    if (this.#unit) {
      await run('systemctl', ['reset-failed', this.#unit], { cwd: '/' });
      await run('systemctl', ['start', this.#unit], { cwd: '/' });
      return;
    }
    if (this.#processes().length > 0) return;
    const release = join(this.#root, 'current');
    const log = openSync(join(this.#root, 'gateway.log'), 'a', 0o600);
    const args = ['--max-semi-space-size=4', 'gateway/main.ts'];
    const env = { UV_THREADPOOL_SIZE: '16', ...(environment ?? process.env), DATA_DIR: this.#dataDir };
    const child = spawn(join(release, 'node_modules/node/bin/node'), args, {
      ...{ cwd: release, env, detached: true, stdio: ['ignore', log, log] },
    });
    child.on('error', () => {});
    child.unref();
    closeSync(log);
  }

  /** Resolves to null when the gateway does its work as this version, steadily; else to why not. */
  async healthy(version) {
    const until = performance.now() + this.#waitMs;
    let wellSince = null;
    let why = 'it did not answer';
    let seenAt = performance.now();
    while (performance.now() < until) {
      if (this.#processes().length > 0) seenAt = performance.now();
      else if (performance.now() - seenAt >= this.#partOfWait(GONE)) return 'it ended by itself; see its log';
      const said = await askHealth(this.#dataDir);
      why = shortcoming(said, version) ?? '';
      if (why !== '') wellSince = null;
      else if (performance.now() - (wellSince ??= performance.now()) >= this.#partOfWait(STEADY)) return null;
      await delay(LOOK_MS);
    }
    return why || 'it was not well for long enough';
  }

  #signal(pid, signal) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (error.code === 'EPERM')
        throw new Refusal(`The gateway (process ${pid}) is somebody else's: update as its user.`);
      if (error.code !== 'ESRCH') throw error;
    }
  }

  async #gone(patienceMs) {
    for (const until = performance.now() + patienceMs; performance.now() < until; await delay(LOOK_MS))
      if (this.#processes().length === 0) return true;
    return false;
  }

  /** Of gateway.json; null = none runs. A killed gateway leaves its number behind: the command counts. */
  #pid() {
    try {
      const { pid } = JSON.parse(readFileSync(join(this.#dataDir, 'gateway.json'), 'utf8'));
      return pid && isGateway(pid) ? pid : null;
    } catch {
      return null;
    }
  }

  /**
   * Gateway first. The store's process names its configuration on its command line. A gateway that was started a moment ago,
   * perhaps by an update that was killed then, stands in no file yet: it is known by the release that it runs in.
   */
  #processes() {
    const gateway = this.#pid();
    const config = join(this.#dataDir, 'store', 'pouchdb-server.json');
    const isOurs = (pid) =>
      commandOf(pid).includes(config) || (isGateway(pid) && folderOf(pid).startsWith(join(this.#root, 'releases/')));
    const others = readdirSync('/proc').filter(
      (name) => /^\d+$/.test(name) && Number(name) !== gateway && isOurs(name),
    );
    return [...(gateway === null ? [] : [gateway]), ...others.map(Number)];
  }

  #partOfWait({ mostMs, share }) {
    return Math.min(mostMs, this.#waitMs * share);
  }
}

function shortcoming(said, version) {
  if (!said) return 'it did not answer';
  if (said.version !== version) return `version ${said.version} answered`;
  if (said.ready && said.status !== 'failing') return null;
  const failing = (said.checks ?? []).filter(({ status }) => status === 'failing');
  return failing.map(({ detail }) => detail).join(' ') || 'it is not ready';
}

function isGateway(pid) {
  return /gateway\/(main|cli)\.ts/.test(commandOf(pid));
}

/** '' = gone, or somebody else's. */
function folderOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
