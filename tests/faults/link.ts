/** A network of two namespaces with one link between them that can really go down. Needs root; all of it is removed by name. */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause } from './fault.ts';

const PORT = 7000;
const [NEAR, FAR] = ['10.213.77.1', '10.213.77.2'];

/** Answers why there can be none, or null. */
export function whyNoLink(): string | null {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root';
  if (spawnSync('socat', ['-V']).status !== 0) return 'socat is not installed';
  const name = `lineside-try-${process.pid}`;
  const tried = spawnSync('ip', ['netns', 'add', name], { encoding: 'utf8' });
  if (tried.status !== 0) return `may not make namespaces (${tried.error?.message ?? tried.stderr.trim()})`;
  execFileSync('ip', ['netns', 'del', name]);
  return null;
}

/** Whatever connects to `port` here goes through the one namespace, over the link, and out of the other to `target`. */
export class Link {
  readonly #names = { near: `lineside-n${process.pid}`, far: `lineside-f${process.pid}` };
  readonly #ends = { near: `lsn${process.pid}`, far: `lsf${process.pid}` };
  readonly #servers: Server[] = [];
  readonly #relays: ChildProcess[] = [];
  readonly #sockets = new Set<Socket>();
  #directory = '';
  port = 0;

  static async open(target: number): Promise<Link> {
    const link = new Link();
    try {
      await link.#open(target);
      return link;
    } catch (error) {
      await link.close();
      throw error;
    }
  }

  up(): void {
    this.#inside('near', 'ip', 'link', 'set', this.#ends.near, 'up');
  }

  /** Nothing gets through, and nobody is told. */
  down(): void {
    this.#inside('near', 'ip', 'link', 'set', this.#ends.near, 'down');
  }

  /** So many of a hundred packets are lost. Answers whether this machine can do that. */
  lose(percent: number): boolean {
    const rule = ['qdisc', 'replace', 'dev', this.#ends.near, 'root', 'netem', 'loss', `${percent}%`];
    return spawnSync('ip', ['netns', 'exec', this.#names.near, 'tc', ...rule]).status === 0;
  }

  /** That came through at the far end so far. */
  get bytes(): number {
    const command = ['netns', 'exec', this.#names.far, 'cat', `/sys/class/net/${this.#ends.far}/statistics/rx_bytes`];
    return Number(execFileSync('ip', command, { encoding: 'utf8' }));
  }

  async close(): Promise<void> {
    for (const relay of this.#relays) {
      const gone = relay.exitCode === null && relay.signalCode === null ? once(relay, 'exit') : null;
      relay.kill('SIGKILL');
      await gone;
    }
    for (const socket of this.#sockets) socket.destroy();
    for (const server of this.#servers) server.close();
    for (const name of Object.values(this.#names)) spawnSync('ip', ['netns', 'del', name]);
    if (this.#directory !== '') await rm(this.#directory, { recursive: true, force: true });
  }

  async #open(target: number): Promise<void> {
    const { near, far } = this.#names;
    for (const name of [near, far]) execFileSync('ip', ['netns', 'add', name]);
    const ends = this.#ends;
    const pair = ['link', 'add', ends.near, 'netns', near, 'type', 'veth', 'peer', 'name', ends.far, 'netns', far];
    execFileSync('ip', pair);
    this.#inside('near', 'ip', 'addr', 'add', `${NEAR}/30`, 'dev', ends.near);
    this.#inside('far', 'ip', 'addr', 'add', `${FAR}/30`, 'dev', ends.far);
    this.#inside('far', 'ip', 'link', 'set', ends.far, 'up');
    this.up();
    this.#directory = await mkdtemp(join(tmpdir(), 'lineside-link-'));
    const [into, out] = [join(this.#directory, 'into'), join(this.#directory, 'out')];
    // Sockets with a name in the file system know no namespaces.
    this.#relay('near', `UNIX-LISTEN:${into},fork`, `TCP:${FAR}:${PORT}`);
    this.#relay('far', `TCP-LISTEN:${PORT},fork,reuseaddr`, `UNIX-CONNECT:${out}`);
    await this.#pass({ path: out }, () => connect(target, '127.0.0.1'));
    const here = await this.#pass({ port: 0, host: '127.0.0.1' }, () => connect(into));
    this.port = (here.address() as AddressInfo).port;
    while (!existsSync(into)) await pause(10);
  }

  #inside(where: 'near' | 'far', ...command: string[]): void {
    execFileSync('ip', ['netns', 'exec', this.#names[where], ...command], { stdio: 'pipe' });
  }

  #relay(where: 'near' | 'far', from: string, to: string): void {
    // `ip` becomes socat: the number is its own.
    const relay = spawn('ip', ['netns', 'exec', this.#names[where], 'socat', from, to], { stdio: 'ignore' });
    this.#relays.push(relay);
  }

  async #pass(at: { path: string } | { port: number; host: string }, onward: () => Socket): Promise<Server> {
    const server = createServer((socket) => {
      const other = onward();
      for (const [one, another] of [
        [socket, other],
        [other, socket],
      ] as const) {
        this.#sockets.add(one);
        one.on('error', () => another.destroy());
        one.on('close', () => {
          this.#sockets.delete(one);
          another.destroy();
        });
        one.pipe(another);
      }
    });
    this.#servers.push(server.listen(at));
    await once(server, 'listening');
    return server;
  }
}
