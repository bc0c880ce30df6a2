/** A gateway as a process that is not waited for: it may be killed before it has said a word. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { GatewayStatus } from '../../gateway/api/routes/status.ts';
import { askedAsCommand, until } from '../system/gateway-process.ts';
import type { PlantDirectory } from '../system/packing-plant.ts';

/** These runs ask what is lost, not how long it takes on a busy machine. */
const PATIENCE_MS = 90_000;
const root = fileURLToPath(new URL('../..', import.meta.url));

export class DoomedGateway {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  readonly #end: () => void;
  readonly #dataDir: string;
  output = '';

  constructor(plant: Pick<PlantDirectory, 'dataDir' | 'plantFile'>, env: Record<string, string> = {}) {
    const { PATH } = process.env;
    this.#dataDir = plant.dataDir;
    this.#child = spawn(process.execPath, [`${root}/gateway/main.ts`], {
      env: { PATH, PORT: '0', DATA_DIR: plant.dataDir, PLANT_FILE: plant.plantFile, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#exited = once(this.#child, 'exit');
    for (const stream of [this.#child.stdout!, this.#child.stderr!])
      stream.on('data', (bytes: Buffer) => (this.output += bytes.toString()));
    // Whoever ends before it must not leave it behind.
    this.#end = () => this.#child.kill('SIGKILL');
    process.once('exit', this.#end);
  }

  get address(): string | undefined {
    return /Lineside is at (\S+)/.exec(this.output)?.[1];
  }

  /** null = it does not answer yet. */
  async status(): Promise<GatewayStatus | null> {
    if (this.#child.exitCode !== null) throw new Error(`the gateway ended: ${this.output}`);
    const { address } = this;
    return address ? askedAsCommand<GatewayStatus>(address, this.#dataDir, 'status', {}).catch(() => null) : null;
  }

  /** Waits until its status is as asked, and answers it; says how far the gateway came when that takes too long. */
  async until(is: (status: GatewayStatus) => boolean, timeoutMs = PATIENCE_MS): Promise<GatewayStatus> {
    let last: GatewayStatus | null = null;
    try {
      return await until(async () => {
        last = await this.status();
        return last && is(last) ? last : null;
      }, timeoutMs);
    } catch (cause) {
      throw new Error(`the gateway said: ${this.output}\nits last status: ${JSON.stringify(last)}`, { cause });
    }
  }

  /** Every source is read to its end, every hour that is over is stated, and nothing waits for the store. */
  caughtUp(): Promise<GatewayStatus> {
    return this.until(
      ({ facts, unstatedHours, sources }) =>
        facts.waiting === 0 &&
        unstatedHours === 0 &&
        sources.every(({ state, behindBytes }) => state !== 'starting' && behindBytes === 0),
    );
  }

  /** A block of the source that was read at `since` or later is safe, and nothing is left to read. */
  async acknowledged(source: string, since: number): Promise<void> {
    await this.until(({ sources }) =>
      sources.some(
        ({ id, lastBlockAt, behindBytes }) => id === source && behindBytes === 0 && (lastBlockAt ?? 0) >= since,
      ),
    );
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
    process.off('exit', this.#end);
  }

  /** Answers the exit code. */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    await this.#exited;
    process.off('exit', this.#end);
    return this.#child.exitCode;
  }
}
