/** Keeps one pouchdb-server running: starts it again with back-off whenever it ends, and counts that. */
import { setTimeout as sleep } from 'node:timers/promises';
import { unreachable, type CouchAddress } from '../couch-http.ts';
import { forgetRun } from './leftover.ts';
import { startServer, type ServerProcess } from './server-process.ts';

export interface EmbeddedStoreState {
  running: boolean;
  /** Ends of the child that nobody asked for, since the gateway started. */
  crashes: number;
  /** Epoch ms. */
  lastCrashAt: number | null;
  /** How it ended and its last output. */
  lastCrash: string | null;
  /** Of the child, while it runs. */
  pid: number | null;
}

export interface SupervisedServerParts {
  directory: string;
  /** The `Authorization` header that is let in. */
  authorization: string;
  log(message: string): void;
  /** Epoch ms. */
  now(): number;
}

const FIRST_DELAY_MS = 100;
/** What keeps a child from starting may end at any moment: room on the disk, for one. */
const LONGEST_DELAY_MS = 3_000;
/** A child that ran this long was healthy: the next delay begins anew. */
const HEALTHY_MS = 60_000;
/** Of the first start: the child of a killed gateway may need a moment to let go of the files. */
const START_ATTEMPTS = 3;
/** How long a call waits for a restart under way. Most take a second; a person at a screen should not wait longer. */
const PATIENCE_MS = 5_000;

export class SupervisedServer {
  readonly #parts: SupervisedServerParts;
  readonly #listeners = new Set<(state: EmbeddedStoreState) => void>();
  readonly #stopping = new AbortController();
  #server: ServerProcess | null = null;
  #supervision: Promise<void> = Promise.resolve();
  #crashes = 0;
  #lastCrash: { at: number; reason: string } | null = null;

  constructor(parts: SupervisedServerParts) {
    this.#parts = parts;
  }

  async start(): Promise<void> {
    for (let attempt = 1; !this.#server; attempt += 1) {
      try {
        await this.#launch();
      } catch (error) {
        if (attempt === START_ATTEMPTS) throw error;
        await sleep(FIRST_DELAY_MS * 2 ** attempt);
      }
    }
    this.#supervision = this.#supervise();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#server?.end();
    await this.#supervision;
    await forgetRun(this.#parts.directory);
    this.#tell();
  }

  async address(): Promise<CouchAddress> {
    if (!this.#server && !this.#stopping.signal.aborted) await this.#changeToRunning();
    if (this.#server) return this.#server.address;
    throw unreachable(
      `the store is ${this.#stopping.signal.aborted ? 'stopped' : 'down and being restarted'}; try again`,
    );
  }

  state(): EmbeddedStoreState {
    return {
      running: this.#server !== null,
      crashes: this.#crashes,
      lastCrashAt: this.#lastCrash?.at ?? null,
      lastCrash: this.#lastCrash?.reason ?? null,
      pid: this.#server?.pid ?? null,
    };
  }

  onChange(listener: (state: EmbeddedStoreState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #supervise(): Promise<void> {
    let delayMs = FIRST_DELAY_MS;
    while (this.#server) {
      const startedAt = this.#parts.now();
      const reason = await this.#server.exited;
      this.#server = null;
      if (this.#stopping.signal.aborted) return;
      if (this.#parts.now() - startedAt >= HEALTHY_MS) delayMs = FIRST_DELAY_MS;
      this.#crashed(reason);
      while (!this.#server && (await this.#slept(delayMs))) {
        delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
        await this.#launch().catch((error: Error) => this.#crashed(error.message));
      }
    }
  }

  async #launch(): Promise<void> {
    const server = await startServer(this.#parts.directory, this.#parts.authorization);
    if (this.#stopping.signal.aborted) return server.end();
    this.#server = server;
    this.#tell();
  }

  #crashed(reason: string): void {
    this.#crashes += 1;
    this.#lastCrash = { at: this.#parts.now(), reason };
    this.#parts.log(`the store ended and is started again: ${reason}`);
    this.#tell();
  }

  /** `false` when stopped meanwhile. */
  async #slept(ms: number): Promise<boolean> {
    return sleep(ms, true, { signal: this.#stopping.signal }).catch(() => false);
  }

  #changeToRunning(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        forget();
        resolve();
      };
      const timer = setTimeout(done, PATIENCE_MS);
      const forget = this.onChange(({ running }) => {
        if (running || this.#stopping.signal.aborted) done();
      });
    });
  }

  #tell(): void {
    const state = this.state();
    for (const listener of this.#listeners) listener(state);
  }
}
