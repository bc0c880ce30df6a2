/** VictoriaMetrics as a peer, where Debian's package is installed: started for one run, on loopback, with its own folder. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { settledBytes } from './disk-usage.ts';

const PROGRAM = '/usr/bin/victoria-metrics';

export class VictoriaMetrics {
  static readonly isInstalled = existsSync(PROGRAM);
  readonly #process: ChildProcess;
  readonly #directory: string;
  readonly #url: string;

  private constructor(process: ChildProcess, directory: string, url: string) {
    this.#process = process;
    this.#directory = directory;
    this.#url = url;
  }

  static async start(): Promise<VictoriaMetrics> {
    const directory = await mkdtemp(join(tmpdir(), 'lineside-peer-'));
    const address = `127.0.0.1:${await freePort()}`;
    const options = [`-storageDataPath=${directory}`, `-httpListenAddr=${address}`, '-retentionPeriod=100y'];
    // A year of one sensor at 1 Hz is more than it looks through by default.
    const limits = ['-search.latencyOffset=0s', '-search.maxSamplesPerSeries=100000000'];
    const child = spawn(PROGRAM, [...options, ...limits], { stdio: 'ignore' });
    const peer = new VictoriaMetrics(child, directory, `http://${address}`);
    for (let tries = 0; tries < 100; tries++) {
      const isUp = await fetch(`${peer.#url}/health`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isUp) return peer;
      await setTimeout(100);
    }
    await peer.stop();
    throw new Error('VictoriaMetrics did not start');
  }

  /** Seconds from the first byte sent until all rows are in its storage and can be asked for. `format` as its manual says. */
  async importCsv(files: readonly string[], format: string): Promise<number> {
    const begin = performance.now();
    for (const file of files) {
      const query = new URLSearchParams({ format });
      await this.#ok(`/api/v1/import/csv?${query}`, { method: 'POST', body: await openAsBlob(file) });
    }
    await this.#ok('/internal/force_flush');
    return (performance.now() - begin) / 1000;
  }

  /** Lines of JSON in its own format. */
  async importJson(lines: string): Promise<void> {
    await this.#ok('/api/v1/import', { method: 'POST', body: lines });
    await this.#ok('/internal/force_flush');
  }

  /** Samples of a metric, of all time. */
  async count(metric: string): Promise<number> {
    const time = String(Math.floor(Date.UTC(2030, 0) / 1000));
    const { text } = await this.query('/api/v1/query', { query: `sum(count_over_time(${metric}[10y]))`, time });
    const { data } = JSON.parse(text) as { data: { result: { value: [number, string] }[] } };
    const count = Number(data.result[0]?.value[1]);
    if (!(count > 0)) throw new Error(`VictoriaMetrics has no "${metric}"`);
    return count;
  }

  /** On disk, after it has merged its parts. */
  async settledBytes(): Promise<number> {
    await this.#ok('/internal/force_merge');
    return settledBytes(this.#directory);
  }

  async query(path: string, query: Record<string, string>): Promise<{ text: string; ms: number }> {
    const begin = performance.now();
    const response = await this.#ok(`${path}?${new URLSearchParams(query)}`);
    const text = await response.text();
    return { text, ms: performance.now() - begin };
  }

  get pid(): number {
    return this.#process.pid!;
  }

  async stop(): Promise<void> {
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await Promise.race([exited, setTimeout(10_000)]);
    this.#process.kill('SIGKILL');
    await rm(this.#directory, { recursive: true, force: true, maxRetries: 5 });
  }

  async #ok(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(`${this.#url}${path}`, init);
    if (!response.ok) throw new Error(`VictoriaMetrics answered ${response.status}: ${await response.text()}`);
    return response;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
