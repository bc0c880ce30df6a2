import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const project = fileURLToPath(new URL('../..', import.meta.url));
const TOO_OLD = `--import=data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'20.19.0'}})`;

let root: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'lineside-launcher-')));
  await cp(join(project, 'gateway/launcher.js'), join(root, 'gateway/launcher.js'));
  await cp(join(project, 'gateway/launcher'), join(root, 'gateway/launcher'), { recursive: true });
  await put('package.json', '{ "type": "module" }');
  await put('package-lock.json', '{}');
  await put('tsconfig.json', '{}');
  await put('shared/errors.ts', '');
  await put('pwa/main.ts', '');
  await put('gateway/main.ts', `console.log('gateway runs in', process.cwd());`);
  await put('gateway/cli.ts', `console.log(JSON.stringify([process.cwd(), ...process.argv.slice(2)]));`);
  await putProgram('bin/npm', NPM);
});

afterEach(() => rm(root, { recursive: true }));

/** Notes what it was asked, and "installs" a build tool and a Node that say that they ran. */
const NPM = `
  import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
  import { dirname } from 'node:path';
  console.log('npm says something');
  appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n');
  const put = (path, text) => { mkdirSync(dirname(path), { recursive: true }); writeFileSync(path, text, { mode: 0o755 }); };
  if (process.argv[2] === 'ci') put('node_modules/vite/bin/vite.js', \`
    import { appendFileSync, mkdirSync } from 'node:fs';
    mkdirSync('pwa/dist', { recursive: true });
    appendFileSync('build.log', process.argv.slice(2).join(' ') + '\\\\n');
  \`);
  if (process.argv[2] === 'rebuild') put('node_modules/node/bin/node', '#!${process.execPath}\\nconsole.log("installed Node runs", process.argv.slice(2).join(" "));');
`;

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

async function putProgram(path: string, text: string): Promise<void> {
  await put(path, `#!${process.execPath}\n${text}`);
  await chmod(join(root, path), 0o755);
}

function launch(args: string[], options: { cwd?: string; nodeOptions?: string } = {}): ChildProcess {
  const env = { ...process.env, PATH: `${root}/bin:${process.env.PATH}`, NODE_OPTIONS: options.nodeOptions ?? '' };
  return spawn(process.execPath, [join(root, 'gateway/launcher.js'), ...args], { cwd: options.cwd ?? root, env });
}

async function result(child: ChildProcess): Promise<{ code: number; stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (text) => (stdout += text));
  child.stderr?.on('data', (text) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number];
  return { code, stdout, stderr };
}

const lines = async (path: string) => (await readFile(join(root, path), 'utf8')).trim().split('\n');

describe('the launcher, on a fresh machine', () => {
  it('installs without scripts except the one that brings Node, builds, and starts the gateway', async () => {
    const { code, stdout } = await result(launch(['start']));
    expect(stdout).toBe(`gateway runs in ${root}\n`);
    expect(code).toBe(0);
    expect(await lines('npm.log')).toEqual(['ci --ignore-scripts', 'rebuild node --ignore-scripts=false']);
    expect(await lines('build.log')).toEqual(['build --config pwa/vite.config.ts']);
  });

  it('does nothing twice', async () => {
    await result(launch(['start']));
    await result(launch(['start']));
    expect(await lines('npm.log')).toHaveLength(2);
    expect(await lines('build.log')).toHaveLength(1);
  });

  it('installs again when package-lock.json changed, and after an install that failed', async () => {
    await result(launch(['start']));
    await put('package-lock.json', '{ "changed": true }');
    await putProgram('bin/npm', 'process.exit(7)');
    const failed = await result(launch(['start']));
    expect(failed).toMatchObject({ code: 1, stdout: '' });
    expect(failed.stderr).toContain('"npm ci --ignore-scripts" failed with exit code 7');

    await putProgram('bin/npm', NPM);
    expect((await result(launch(['start']))).code).toBe(0);
    expect(await lines('npm.log')).toHaveLength(4);
  });

  it('builds again when a file of the app changed, appeared or went', async () => {
    await result(launch(['start']));
    await put('shared/errors.ts', 'changed');
    await result(launch(['start']));
    await put('pwa/pages/line.ts', '');
    await result(launch(['start']));
    await rm(join(root, 'pwa/pages/line.ts'));
    await result(launch(['start']));
    expect(await lines('build.log')).toHaveLength(4);
  });

  it('says so and starts nothing when the app cannot be built', async () => {
    await result(launch(['report']));
    await put('node_modules/vite/bin/vite.js', 'process.exit(3)');
    const { code, stdout, stderr } = await result(launch(['start']));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('The app could not be built (exit code 3)');
  });
});

describe('the launcher, choosing a Node', () => {
  it('uses the installed one, by path, when the one that runs is too old', async () => {
    const { stdout } = await result(launch(['verify', '--line', 'line7'], { nodeOptions: TOO_OLD }));
    expect(stdout).toBe(`installed Node runs --max-semi-space-size=4 ${root}/gateway/cli.ts verify --line line7\n`);
  });

  it('ends with one sentence when there is none', async () => {
    await result(launch(['report']));
    await rm(join(root, 'node_modules/node'), { recursive: true });
    const { code, stderr } = await result(launch(['report'], { nodeOptions: TOO_OLD }));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Lineside needs Node 24, but this is 20\.19\.0 .*\n$/);
  });
});

describe('the launcher, as a command', () => {
  it('hands every other command with its arguments to the command line, in the folder of the caller', async () => {
    const cwd = join(root, 'shared');
    await result(launch(['verify'], { cwd }));
    const { stdout } = await result(launch(['report', '--line', 'line8', '--json'], { cwd }));
    expect(JSON.parse(stdout)).toEqual([cwd, 'report', '--line', 'line8', '--json']);
  });

  it('keeps what npm says out of the output of a command', async () => {
    const { stdout, stderr } = await result(launch(['report', '--json']));
    expect(JSON.parse(stdout)).toEqual([root, 'report', '--json']);
    expect(stderr).toContain('npm says something');
  });

  it('passes a signal on, waits for the end, and ends with the exit code of what it ran', async () => {
    await put(
      'gateway/main.ts',
      `process.on('SIGTERM', () => { console.log('saved'); process.exit(5); });
       setInterval(() => {}, 1000);
       console.log('ready');`,
    );
    const child = launch(['start']);
    child.stdout!.once('data', () => child.kill('SIGTERM'));
    expect(await result(child)).toMatchObject({ code: 5, stdout: 'ready\nsaved\n' });
  });
});

describe('the launcher, testing', () => {
  const test = async (files: Record<string, string>) => {
    await result(launch(['report']));
    await symlink(join(project, 'node_modules/vitest'), join(root, 'node_modules/vitest'));
    await put('tests/vitest.config.ts', `export default { root: '${root}', test: { include: ['tests/*.test.ts'] } };`);
    for (const [path, text] of Object.entries(files)) {
      await put(`tests/${path}.test.ts`, `import { it, expect } from 'vitest';\n${text}`);
    }
    const { code, stdout } = await result(launch(['test']));
    return { code, last: stdout.trimEnd().split('\n').at(-1) };
  };

  it('ends with the counts when all is well, those skipped not among them', async () => {
    const passing = `it('a', () => {}); it('b', () => {}); it.skip('c', () => {}); it.todo('d');`;
    expect(await test({ passing })).toEqual({ code: 0, last: '2 passed, 0 failed' });
  });

  it('counts a failed test, and a file that cannot be loaded as one', async () => {
    const mixed = `it('a', () => {}); it('b', () => expect(1).toBe(2));`;
    expect(await test({ mixed, broken: `import './missing.ts';` })).toEqual({ code: 1, last: '1 passed, 2 failed' });
  });

  it('fails when something went wrong outside of any test', async () => {
    const stray = `it('a', async () => { void Promise.reject(new Error('stray')); await new Promise((r) => setTimeout(r, 10)); });`;
    expect(await test({ stray })).toEqual({ code: 1, last: '1 passed, 1 failed' });
  });

  it('fails when the app cannot be built', async () => {
    await result(launch(['report']));
    await put('node_modules/vite/bin/vite.js', 'process.exit(3)');
    expect(await result(launch(['test']))).toMatchObject({ code: 1, stdout: '0 passed, 1 failed\n' });
  });

  it('fails when the runner itself does', async () => {
    await result(launch(['report']));
    await put('node_modules/vitest/vitest.mjs', 'process.exit(134)');
    expect(await result(launch(['test']))).toMatchObject({ code: 134, stdout: '0 passed, 1 failed\n' });
  });
});

describe('the launcher, checking', () => {
  it('runs every check although one failed, and names those that failed', async () => {
    await result(launch(['report']));
    await put('node_modules/typescript/bin/tsc', `process.exit(process.argv[3] === 'gateway' ? 2 : 0)`);
    await put(
      'node_modules/eslint/bin/eslint.js',
      `console.log('a rule'); console.error('is broken'); process.exit(1)`,
    );
    await put('node_modules/lit-analyzer/cli.js', '');
    await put('node_modules/prettier/bin/prettier.cjs', '');
    const { code, stdout } = await result(launch(['check']));
    expect(code).toBe(1);
    expect(stdout).toContain('\nlint\na rule\nis broken\n');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('check failed: lint, types of gateway');
  });
});
