/**
 * Small releases of a program that behaves to the updater as a gateway does (gateway.json, /health, data that each release
 * migrates), bundled, installed and updated by the project's own launcher. Its data tells when release and data do not
 * belong together: it refuses data of a later release.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, readlink, realpath, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './gateway-process.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** What the stand-in keeps: `schema` = of the release that wrote last. */
const GATEWAY = `
  import { createServer } from 'node:http';
  import { mkdirSync, readFileSync, writeFileSync, existsSync, appendFileSync } from 'node:fs';
  const { version, behaviour, schema } = JSON.parse(readFileSync('package.json', 'utf8'));
  const data = process.env.DATA_DIR;
  mkdirSync(data + '/store/db', { recursive: true });
  mkdirSync(data + '/secrets', { recursive: true });
  const kept = data + '/store/CURRENT';
  const before = existsSync(kept) ? Number(readFileSync(kept, 'utf8')) : 0;
  if (before > schema) { console.error('data of schema ' + before + ' in release ' + version); process.exit(1); }
  writeFileSync(kept, String(schema));
  writeFileSync(data + '/store/db/000001.ldb', 'table', { flag: 'a' });
  appendFileSync(data + '/starts', version + '\\n');
  const file = data + '/gateway.json';
  const put = (more) => writeFileSync(file, JSON.stringify({ id: 'gw-1', token: 'token', pid: process.pid, port: null, ...more }));
  put({});
  const health = { status: behaviour === 'failing' ? 'failing' : 'ok', ready: behaviour !== 'starting', version, checks:
    behaviour === 'failing' ? [{ name: 'store', status: 'failing', detail: 'The store does not answer.' }] : [] };
  if (behaviour === 'ending') setTimeout(() => process.exit(70), 300);
  const server = createServer((request, response) => response.end(JSON.stringify({ ...health, setting: process.env.SETTING })));
  server.listen(0, '127.0.0.1', () => put({ port: server.address().port }));
  process.on('SIGTERM', () => { if (behaviour === 'deaf') return; put({ pid: null }); process.exit(0); });
`;

export interface Release {
  version: string;
  behaviour?: 'well' | 'failing' | 'starting' | 'ending' | 'deaf';
  schema?: number;
  protocol?: number;
}

export class InstallationPlace {
  readonly path: string;
  readonly root: string;
  readonly dataDir: string;

  private constructor(path: string) {
    this.path = path;
    this.root = join(path, 'lineside');
    this.dataDir = join(path, 'data');
  }

  static async make(): Promise<InstallationPlace> {
    return new InstallationPlace(await realpath(await mkdtemp(join(tmpdir(), 'lineside-install-'))));
  }

  /** Answers the bundle of a release. */
  async bundle({ version, behaviour = 'well', schema = 1, protocol = 2 }: Release): Promise<string> {
    const tree = join(this.path, `tree-${version}`);
    const put = async (path: string, text: string, mode = 0o644) => {
      await mkdir(dirname(join(tree, path)), { recursive: true });
      await writeFile(join(tree, path), text, { mode });
    };
    await cp(join(project, 'gateway/launcher'), join(tree, 'gateway/launcher'), { recursive: true });
    await cp(join(project, 'docker/systemd'), join(tree, 'docker/systemd'), { recursive: true });
    await cp(join(project, 'gateway/launcher.js'), join(tree, 'gateway/launcher.js'));
    const dependencies = { node: '24.0.0' };
    await put('gateway/main.ts', GATEWAY);
    await put(
      'package.json',
      JSON.stringify({ name: 'lineside', version, type: 'module', behaviour, schema, dependencies }),
    );
    const node = { version: '24.0.0', license: 'MIT' };
    const lock = JSON.stringify({
      ...{ name: 'lineside', version, lockfileVersion: 3, requires: true },
      packages: { '': { name: 'lineside', version, dependencies }, 'node_modules/node': node },
    });
    await put('package-lock.json', lock);
    for (const path of ['tsconfig.json', '.npmrc', 'README.md', 'LICENSE', '.env.example', 'pwa/main.ts'])
      await put(path, path === 'tsconfig.json' ? '{}' : '');
    await put('shared/sync/compatibility.ts', `export const PROTOCOL: number = ${protocol};`);
    await put('node_modules/node/package.json', '{ "name": "node", "version": "24.0.0" }');
    await put('node_modules/node/bin/node', `#!/bin/sh\nexec ${process.execPath} "$@"\n`, 0o755);
    await put('node_modules/.lineside-lock', createHash('sha256').update(lock).digest('hex'));
    await put(
      'node_modules/vite/bin/vite.js',
      `import { mkdirSync, writeFileSync } from 'node:fs';
       mkdirSync('pwa/dist', { recursive: true });
       writeFileSync('pwa/dist/index.html', 'the app');`,
    );
    const file = join(this.path, `lineside-${version}.tgz`);
    const made = await ended(spawn(process.execPath, [join(tree, 'gateway/launcher.js'), 'bundle', file]));
    if (made.code !== 0) throw new Error(made.output);
    return file;
  }

  /** As on the machine of a line: unpacked from the stick, with nothing but tar and sh. */
  async install(bundle: string): Promise<{ code: number | null; output: string }> {
    const stick = await mkdtemp(join(this.path, 'stick-'));
    await ended(spawn('tar', ['-xzf', bundle, '-C', stick]));
    const places = ['--no-service', '--root', this.root, '--data-dir', this.dataDir];
    return ended(spawn('sh', ['-c', `exec sh ${stick}/*/install.sh "$@"`, 'sh', ...places]));
  }

  /** `lineside update …` of the release in use. */
  update(...args: string[]): ChildProcess {
    return spawn(join(this.root, 'lineside'), ['update', ...args]);
  }

  async updated(...args: string[]): Promise<{ code: number | null; output: string }> {
    return ended(this.update(...args));
  }

  /** By hand, as somebody does who has no service manager. */
  async start(env: Record<string, string> = {}): Promise<void> {
    const started = spawn(join(this.root, 'lineside'), ['start'], {
      ...{ env: { ...process.env, ...env }, detached: true, stdio: 'ignore' },
    });
    started.unref();
    await until(async () => (await this.health())?.ready);
  }

  /** null = nothing answers. */
  async health(): Promise<{ version: string; ready: boolean; setting?: string } | null> {
    const { port } = await this.gatewayFile();
    if (!port) return null;
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null);
    return answer && ((await answer.json()) as { version: string; ready: boolean; setting?: string });
  }

  async version(): Promise<string> {
    return (await readlink(join(this.root, 'current'))).replace('releases/', '');
  }

  /** What the update has got to; null = there was none. */
  async step(): Promise<string | null> {
    const text = await readFile(join(this.root, 'update.json'), 'utf8').catch(() => null);
    try {
      return text && (JSON.parse(text) as { step: string }).step;
    } catch {
      return null;
    }
  }

  async kept(path: string): Promise<string | null> {
    return readFile(join(this.dataDir, path), 'utf8').catch(() => null);
  }

  async stop(): Promise<void> {
    const { pid } = await this.gatewayFile();
    if (!pid) return;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      return;
    }
    await until(() => {
      try {
        return process.kill(pid, 0) && null;
      } catch {
        return true;
      }
    });
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.path, { recursive: true, force: true, maxRetries: 5 });
  }

  private async gatewayFile(): Promise<{ pid?: number; port?: number }> {
    const text = await this.kept('gateway.json');
    try {
      return JSON.parse(text ?? '{}') as { pid?: number; port?: number };
    } catch {
      return {};
    }
  }
}

export async function ended(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = '';
  child.stdout?.on('data', (text) => (output += text));
  child.stderr?.on('data', (text) => (output += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}
