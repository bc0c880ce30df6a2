import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lookForFiles } from '../../../gateway/source-editing/look-for-files.ts';
import { SourcePlaces } from '../../../gateway/source-editing/source-places.ts';
import { SerialPorts } from '../../../gateway/source-editing/serial-ports.ts';
import { placeOf } from '../../../gateway/lines/sources-of-plant.ts';
import type { PlantDefinition } from '../../../shared/equipment.ts';
import { LINE, SOURCE } from '../pipeline/recorded-line.ts';

let base: string;
const plantReading = (path: string, sourceFolders?: string[]): PlantDefinition => ({
  plant: { id: 'demo', name: 'Demo', timezone: 'UTC' },
  lines: [{ ...LINE, sources: [{ ...SOURCE, path }] }],
  ...(sourceFolders && { sourceFolders }),
});

beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'lineside-places-')));
  for (const folder of ['plant/line8', 'plant/data/secrets', 'plant/data/demo', 'share/old', 'elsewhere'])
    await mkdir(join(base, folder), { recursive: true });
});
afterEach(() => rm(base, { recursive: true }));

function places(given: { path?: string; folders?: string[]; directory?: string } = {}): SourcePlaces {
  const directory = given.directory ?? join(base, 'plant');
  const plant = plantReading(given.path ?? 'line8/PR*.txt', given.folders);
  const secretFiles = [join(base, 'plant/sign-on-secret'), join(base, 'plant/line8/key.pem')];
  return new SourcePlaces({ directory, dataDir: join(base, 'plant/data'), secretFiles, plant: () => plant });
}

describe('a source that is made in the app', () => {
  it.each(['line8/*.csv', 'new/folder/*.csv', '*.csv', './line8/a.csv', 'line8/../line8/*.txt'])(
    'may read below the folder of the plant file: %s',
    async (path) => expect(await places().problem(path)).toBeNull(),
  );

  it.each([
    ['../elsewhere/*.csv', 'not among'],
    ['/etc/passwd', 'not among'],
    ['/etc/*', 'not among'],
    ['/*/passwd', 'not among'],
    ['line8/../../elsewhere/*.csv', 'not among'],
    ['data/secrets/*', 'keeps for itself'],
    ['data/gateway.json', 'keeps for itself'],
    ['d*/secrets/*', 'keeps for itself'],
    ['**', 'keeps for itself'],
    ['sign-on-secret', 'secret of the gateway'],
    ['sign-*', 'secret of the gateway'],
    ['line8/*', 'secret of the gateway'],
    ['line8/**', 'secret of the gateway'],
    ['.env', 'hidden'],
    ['.ssh/*', 'hidden'],
    ['line8/*/../x', 'only before'],
  ])('may not read %s: %s', async (path, why) => expect(await places().problem(path)).toContain(why));

  it('may read where sources read already, and in the folders that the plant file names', async () => {
    const share = join(base, 'share');
    expect(await places({ path: `${share}/PR*.txt` }).problem(`${share}/old/*.csv`)).toBeNull();
    expect(await places({ folders: ['../share'] }).problem(`${share}/*.csv`)).toBeNull();
    expect(await places({ folders: ['../share'] }).problem(`${base}/elsewhere/*.csv`)).toContain('sourceFolders');
  });

  it('does not get out by a link, nor into what the gateway keeps', async () => {
    await symlink(join(base, 'elsewhere'), join(base, 'plant/out'));
    await symlink(join(base, 'plant/data'), join(base, 'plant/in'));
    expect(await places().problem('out/*.csv')).toContain('not among');
    expect(await places().problem('in/secrets/*')).toContain('keeps for itself');
  });

  it('may read what the simulated plant writes, and nothing else beside it', async () => {
    const demo = places({ directory: join(base, 'plant/data/demo') });
    expect(await demo.problem('Line7/*.txt')).toBeNull();
    expect(await demo.problem('../secrets/*')).not.toBeNull();
    expect(await demo.problem('../*')).not.toBeNull();
  });
});

describe('a look at what a pattern finds', () => {
  it('shows the newest first, and how it begins, whole rows only', async () => {
    await writeFile(join(base, 'plant/line8/a.csv'), 'a\n');
    await writeFile(join(base, 'plant/line8/b.csv'), `${'1,2,3\n'.repeat(20_000)}4,5`);
    await symlink('/etc/passwd', join(base, 'plant/line8/c.csv'));
    const found = await lookForFiles(placeOf({ path: 'line8/*.csv' }, join(base, 'plant')));
    expect(found.count).toBe(3);
    expect(found.files.map(({ name }) => name)).toEqual(expect.arrayContaining(['a.csv', 'b.csv']));
    expect(found.problems).toEqual([expect.stringContaining('symbolic link')]);
    expect(Buffer.from(found.sample!.base64, 'base64').toString()).toMatch(/^(1,2,3\n)+$|^a\n$/);
  });

  it('says why there is nothing', async () => {
    const found = await lookForFiles(placeOf({ path: 'nowhere/*.csv' }, base));
    expect(found).toMatchObject({ count: 0, files: [], sample: null });
    expect(found.problems[0]).toContain('cannot be listed');
  });
});

describe('serial ports for a source', () => {
  const plant = () => ({ ...plantReading('a'), lines: [{ ...LINE, sources: [sealer] }] });
  const sealer = {
    ...{ id: 'sealer', kind: 'serial' as const, path: 'PORT1', meaning: 'samples' as const, columns: ['t'] },
    metrics: [{ id: 't', name: 'T', unit: '', resolution: 1 }],
  };

  it('are listed with who listens already', async () => {
    const binding = {
      open: () => Promise.reject(new Error()),
      list: async () => [{ path: 'PORT1' }, { path: 'PORT2' }],
    };
    const ports = new SerialPorts({ plant, binding });
    expect(await ports.list()).toEqual([
      { path: 'PORT1', device: null, usedBy: 'line8/sealer' },
      { path: 'PORT2', device: null, usedBy: null },
    ]);
    expect(await ports.problem('PORT2')).toBeNull();
    expect(await ports.problem('PORT3')).toContain('no port of this machine');
  });

  it('are devices by their name, never a file', async () => {
    const ports = new SerialPorts({ plant });
    for (const path of ['/dev/ttyUSB7', '/dev/scales-of-line-8']) expect(await ports.problem(path)).toBeNull();
    const others = ['/dev/null', '/dev/zero', '/dev/tty', '/dev/fd/0', '/dev/shm', '/dev'];
    for (const path of ['/etc/passwd', '/dev/../etc/passwd', 'plant.json', ...others])
      expect(await ports.problem(path)).toContain('no port of this machine');
  });
});
