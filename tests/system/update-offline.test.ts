/**
 * The whole way of a release: bundled on a machine with network, carried to one without, installed, at work on a line's
 * file, updated from the stick, with a release between that is not well. Where one may, the line's machine has no network.
 */
import { spawn, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './gateway-process.ts';
import { ended, InstallationPlace } from './installed-release.ts';
import { dayOfRows, plantDirectory, ZONE, type PlantDirectory } from './packing-plant.ts';
import { localDay } from '../../gateway/demo/local-time.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const MINUTES = 600_000;
const DAY_MS = 86_400_000;
const isoDay = (at: number) => localDay(ZONE, at).date.replace(/^(\d{4})-?(\d\d)-?(\d\d)$/, '$1-$2-$3');
const NAMESPACE = `lineside-${process.pid}`;

/** Only loopback, and not the one of this machine. */
const hasNoNetwork = process.getuid?.() === 0 && spawnSync('ip', ['netns', 'add', NAMESPACE]).status === 0;
if (hasNoNetwork) spawnSync('ip', ['-n', NAMESPACE, 'link', 'set', 'lo', 'up']);
else console.warn('NOT TESTED: that installing and updating need no network (may not make a network namespace)');
const inside = (program: string, args: string[]): [string, string[]] =>
  hasNoNetwork ? ['ip', ['netns', 'exec', NAMESPACE, program, ...args]] : [program, args];

/** Bundles this project as another version, without touching it. */
async function bundle(folder: string, version: string): Promise<string> {
  const tree = join(folder, `tree-${version}`);
  await mkdir(tree);
  for (const entry of [
    'gateway',
    'shared',
    'pwa',
    'docker',
    'tsconfig.json',
    'package-lock.json',
    '.npmrc',
    'README.md',
  ])
    await cp(join(project, entry), join(tree, entry), { recursive: true, preserveTimestamps: true });
  await symlink(join(project, 'node_modules'), join(tree, 'node_modules'));
  const own = JSON.parse(await readFile(join(project, 'package.json'), 'utf8')) as object;
  await writeFile(join(tree, 'package.json'), JSON.stringify({ ...own, version }));
  const file = join(folder, `lineside-${version}.tgz`);
  // Not by the launcher: it would install what is missing, into the packages that this test runs on.
  const code = `import { bundle } from ${JSON.stringify(join(tree, 'gateway/launcher/bundle.js'))};
    process.exitCode = await bundle(${JSON.stringify(tree)}, process.execPath, [${JSON.stringify(file)}]);`;
  const made = await ended(spawn(process.execPath, ['--input-type=module', '--eval', code]));
  if (made.code !== 0) throw new Error(made.output);
  return file;
}

/** Two real bundles of all packages take minutes to make: the steps of an update, with kills, are in update.test.ts. */
const isAsked = process.env.LONG_TESTS !== undefined;
if (!isAsked)
  console.warn('NOT RUN: real bundles, installed and updated without a network; set LONG_TESTS=1 (some 5 minutes)');

describe.runIf(isAsked)('a release that travels on a stick', () => {
  let place: InstallationPlace;
  let line: PlantDirectory;
  /** Of the rows, half-open. */
  let day: { from: string; to: string };
  const bundles: Record<string, string> = {};

  beforeAll(async () => {
    place = await InstallationPlace.make();
    line = await plantDirectory();
    const folder = await realpath(await mkdtemp(join(place.path, 'network-')));
    for (const version of ['1.0.0', '1.2.0']) bundles[version] = await bundle(folder, version);
    bundles['1.1.0'] = await place.bundle({ version: '1.1.0', behaviour: 'failing' });
    const now = Date.now();
    day = { from: isoDay(now - DAY_MS), to: isoDay(now) };
    const { file, rows } = dayOfRows(now - DAY_MS, 4_000);
    await writeFile(join(line.camera, file), rows.join(''));
  }, MINUTES);
  afterAll(async () => {
    await place.remove();
    await line.remove();
    if (hasNoNetwork) spawnSync('ip', ['netns', 'del', NAMESPACE]);
  });

  const lineside = (...args: string[]) => {
    const env = { PATH: process.env.PATH, PLANT_FILE: line.plantFile, PORT: '0' };
    return ended(spawn(...inside(join(place.root, 'lineside'), args), { env }));
  };
  const figures = async (): Promise<object> => {
    const asked = ['--line', 'line8', '--from', day.from, '--to', day.to, '--json'];
    const { output } = await lineside('report', '--plant-file', line.plantFile, ...asked);
    return JSON.parse(output) as object;
  };
  const well = (version: string) =>
    until(async () => {
      const { code, output } = await lineside('health');
      return code === 0 && output.includes(` ${version}\n`);
    }, 120_000);

  it('is installed whole: sums, list of parts, its own Node', { timeout: MINUTES }, async () => {
    const stick = await mkdtemp(join(place.path, 'stick-'));
    expect(await ended(spawn('tar', ['-xzf', bundles['1.0.0']!, '-C', stick]))).toMatchObject({ code: 0 });
    const unpacked = join(stick, 'lineside-1.0.0');
    const sums = await ended(spawn('sh', ['-c', `cd ${unpacked} && sha256sum --quiet -c SHA256SUMS`]));
    expect(sums).toEqual({ code: 0, output: '' });
    const parts = JSON.parse(await readFile(join(unpacked, 'sbom.cdx.json'), 'utf8')) as {
      components: { name: string }[];
    };
    expect(parts.components.map(({ name }) => name)).toEqual(expect.arrayContaining(['koa', 'node', 'pouchdb-server']));
    expect(parts.components.map(({ name }) => name)).not.toContain('vitest');
    const script = `exec sh ${unpacked}/install.sh --no-service --root ${place.root} --data-dir ${place.dataDir}`;
    // Nothing but what every system has is on the path: no Node, no npm.
    const env = { PATH: '/usr/bin:/bin' };
    const installed = await ended(spawn(...inside('sh', ['-c', script]), { env }));
    expect(installed.output).toContain('Lineside 1.0.0 is installed');
    expect(installed.code).toBe(0);
    await rm(stick, { recursive: true });
  });

  it('refuses a stick that lost a bit', { timeout: MINUTES }, async () => {
    const stick = await mkdtemp(join(place.path, 'stick-'));
    await ended(spawn('tar', ['-xzf', bundles['1.2.0']!, '-C', stick]));
    const [top] = await readdir(stick);
    const victim = join(stick, top!, 'node_modules/koa/lib/application.js');
    const bytes = await readFile(victim);
    bytes[100]! ^= 1;
    await writeFile(victim, bytes);
    const script = `exec sh ${stick}/${top}/install.sh --no-service --root ${place.path}/other --data-dir ${place.path}/d`;
    const { code, output } = await ended(spawn('sh', ['-c', script]));
    expect(code).toBe(1);
    expect(output).toContain('"node_modules/koa/lib/application.js"');
    await rm(stick, { recursive: true });
  });

  it(
    'works, is updated without network, survives a release that is not well, and keeps its figures',
    { timeout: MINUTES },
    async () => {
      const env = { PATH: process.env.PATH, PLANT_FILE: line.plantFile, PORT: '0' };
      spawn(...inside(join(place.root, 'lineside'), ['start']), { env, detached: true, stdio: 'ignore' }).unref();
      await well('1.0.0');
      const before = await until(async () => {
        const now = await figures();
        return 'cycles' in now && now.cycles === 4_000 && now;
      }, 120_000);
      expect(before).toMatchObject({ cycles: 4_000, rejectedRows: 0 });

      const sick = await lineside('update', bundles['1.1.0']!, '--wait', '60');
      expect(sick.output).toContain('Version 1.0.0 runs again with its data, because version 1.1.0 is not well');
      expect(sick.code).toBe(1);
      await well('1.0.0');
      expect(await figures()).toEqual(before);

      const updated = await lineside('update', bundles['1.2.0']!, '--wait', '120');
      expect(updated.output).toContain('Version 1.2.0 runs.');
      expect(updated.code).toBe(0);
      await well('1.2.0');
      expect(await figures()).toEqual(before);
      expect(await lineside('verify', '--plant-file', line.plantFile)).toMatchObject({
        ...{ code: 0, output: expect.stringContaining('all in order') as string },
      });
    },
  );
});
