/** Updates of an installation from a file, by the project's own launcher; the gateway is a stand-in (`installed-release.ts`). */
import { spawn } from 'node:child_process';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it as test } from 'vitest';
import { ended, InstallationPlace, type Release } from './installed-release.ts';
import { until } from './gateway-process.ts';

const RELEASES = {
  old: { version: '1.0.0', schema: 1 },
  next: { version: '1.1.0', schema: 2 },
  sick: { version: '1.2.0', schema: 3, behaviour: 'failing' },
  ending: { version: '1.2.1', schema: 3, behaviour: 'ending' },
  older: { version: '0.9.0' },
  far: { version: '2.0.0', protocol: 4 },
} satisfies Record<string, Release>;
const WAIT = ['--wait', '8'];

let shelf: InstallationPlace;
const bundles = {} as Record<keyof typeof RELEASES, string>;

beforeAll(async () => {
  shelf = await InstallationPlace.make();
  for (const [name, release] of Object.entries(RELEASES))
    bundles[name as keyof typeof RELEASES] = await shelf.bundle(release);
});
afterAll(() => shelf.remove());
/** Each has a machine of its own with the old release on it: they may run side by side, as they mostly wait. */
const it = test.extend<{ place: InstallationPlace }>({
  place: async ({ task: _ }, use) => {
    const place = await InstallationPlace.make();
    expect(await place.install(bundles.old)).toMatchObject({ code: 0 });
    await use(place);
    await place.remove();
  },
});

/** The data of a line at work, in the form of the release that runs. */
async function worked(place: InstallationPlace, setting = 'as it was'): Promise<void> {
  await place.start({ SETTING: setting });
  await writeFile(join(place.dataDir, 'rows'), 'what the line made');
}

/** Old release with old data, or new release with migrated data: never one of each. */
async function isWhole(place: InstallationPlace): Promise<'old' | 'new'> {
  const version = await place.version();
  const schema = await place.kept('store/CURRENT');
  expect(await place.kept('rows')).toBe('what the line made');
  expect(await place.health()).toMatchObject({ ready: true, version });
  expect([version, schema]).toEqual(version === '1.0.0' ? ['1.0.0', '1'] : ['1.1.0', '2']);
  return version === '1.0.0' ? 'old' : 'new';
}

describe.concurrent('an update from a file', () => {
  it('runs the new release with the data and the settings of the old one', async ({ place }) => {
    await worked(place);
    const { code, output } = await place.updated(bundles.next, ...WAIT);
    expect(output).toContain('Version 1.1.0 runs.');
    expect(code).toBe(0);
    expect(await isWhole(place)).toBe('new');
    expect(await place.health()).toMatchObject({ setting: 'as it was' });
    // The settings may hold secrets: they are nowhere but with the gateway.
    expect(await readFile(join(place.root, 'update.json'), 'utf8')).not.toContain('as it was');
  });

  it('goes back by itself, with the data, when the new release is not well, and says why', async ({ place }) => {
    await worked(place);
    const { code, output } = await place.updated(bundles.sick, ...WAIT);
    expect(output).toContain(
      'Version 1.0.0 runs again with its data, because version 1.2.0 is not well: The store does not answer.',
    );
    expect(code).toBe(1);
    expect(await isWhole(place)).toBe('old');
    // What the new one did to the data is kept aside.
    expect(await place.kept('.snapshots/before-1.2.0-left/store/CURRENT')).toBe('3');
  });

  it('goes back soon when the new release ends by itself', async ({ place }) => {
    await worked(place);
    const { code, output } = await place.updated(bundles.ending, '--wait', '100');
    expect(output).toContain('it ended by itself');
    expect(code).toBe(1);
    expect(await isWhole(place)).toBe('old');
  });

  it('can be taken back by hand, and done again', async ({ place }) => {
    await worked(place);
    await place.updated(bundles.next, ...WAIT);
    await writeFile(join(place.dataDir, 'rows'), 'made since');
    const { code, output } = await place.updated('--rollback', ...WAIT);
    expect(output).toContain('Version 1.0.0 runs again with its data.');
    expect(code).toBe(0);
    expect(await isWhole(place)).toBe('old');
    expect(await place.kept('.snapshots/before-1.1.0-left/rows')).toBe('made since');
    expect(await place.updated('--rollback')).toMatchObject({
      code: 1,
      output: 'There is no update to go back from.\n',
    });
    expect((await place.updated(bundles.next, ...WAIT)).code).toBe(0);
    expect(await isWhole(place)).toBe('new');
  });

  it('keeps the release before and its snapshot, and nothing older', async ({ place }) => {
    await worked(place);
    await place.updated(bundles.next, ...WAIT);
    const later = await shelf.bundle({ version: '1.3.0', schema: 4 });
    expect((await place.updated(later, ...WAIT)).code).toBe(0);
    expect((await readdir(join(place.root, 'releases'))).sort()).toEqual(['1.1.0', '1.3.0']);
    expect(await readdir(join(place.dataDir, '.snapshots'))).toEqual(['before-1.3.0']);
  });
});

describe('while data and release do not belong together', () => {
  it('nothing is started', async ({ place }) => {
    await writeFile(join(place.root, 'update.half'), '');
    const { code, output } = await ended(spawn(join(place.root, 'lineside'), ['start']));
    expect(output).toContain('Going back from an update was interrupted');
    expect(code).toBe(1);
    expect(await place.health()).toBeNull();
  });
});

describe.concurrent('an update is refused, and the gateway runs on,', () => {
  const refused = async (place: InstallationPlace, ...args: string[]): Promise<string> => {
    await worked(place);
    const { code, output } = await place.updated(...args);
    expect(code).toBe(1);
    expect(await isWhole(place)).toBe('old');
    expect(await place.step()).toBeNull();
    expect(await readdir(join(place.root, 'releases'))).toEqual(['1.0.0']);
    return output;
  };

  it('when a byte of the bundle is another', async ({ place }) => {
    const bytes = await readFile(bundles.next);
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    const damaged = join(place.path, 'damaged.tgz');
    await writeFile(damaged, bytes);
    expect(await refused(place, damaged)).toMatch(/damaged/);
  });

  it('when the bundle was cut off', async ({ place }) => {
    const bytes = await readFile(bundles.next);
    const damaged = join(place.path, 'cut.tgz');
    await writeFile(damaged, bytes.subarray(0, bytes.length - 2_000));
    expect(await refused(place, damaged)).toMatch(/damaged/);
  });

  it('when it is another file than the one that was announced', async ({ place }) => {
    expect(await refused(place, bundles.next, '--sha256', '0'.repeat(64))).toContain('is another file');
  });

  it.for([
    ['older', 'is older than 1.0.0'],
    ['old', 'Version 1.0.0 is in use already'],
    ['far', 'is too far from 1.0.0 (protocol 4, here 2)'],
  ] as const)('when it is %s', async ([which, why], { place }) => {
    expect(await refused(place, bundles[which])).toContain(why);
  });

  it('when there is no such file', async ({ place }) => {
    expect(await refused(place, 'nowhere.tgz')).toContain('There is no bundle');
  });
});

/** Soon after a step began; `start` takes long enough for more than one. */
const KILLS = [
  ['stop', 0],
  ['snapshot', 10],
  ['switch', 0],
  ['switch', 30],
  ['start', 0],
  ['start', 150],
] as const;
const KILLS_BACK = [
  ['back-stop', 0],
  ['back-copy', 0],
  ['back-aside', 0],
  ['back-place', 0],
  ['back-switch', 0],
  ['back-start', 20],
] as const;

async function killedAt(
  place: InstallationPlace,
  [step, ms]: readonly [string, number],
  ...args: string[]
): Promise<void> {
  const updating = place.update(...args);
  const end = ended(updating);
  // A step may be over before anybody sees it.
  const late = end.then(() => true);
  await Promise.race([late, until(async () => (await place.step()) === step, 60_000).catch(() => {})]);
  await delay(ms);
  updating.kill('SIGKILL');
  await end;
}

describe.concurrent('an update that is killed', () => {
  it.for(KILLS)('at "%s", %d ms later, is brought to its end by the same command', async ([step, ms], { place }) => {
    await worked(place);
    await killedAt(place, [step, ms], bundles.next, ...WAIT);
    const { code, output } = await place.updated(bundles.next, ...WAIT);
    // Killed after its end, there is nothing left to do.
    if (code !== 0) expect(output).toContain('Version 1.1.0 is in use already');
    expect(await isWhole(place)).toBe('new');
  });

  it.for(KILLS)('at "%s", %d ms later, is taken back by --rollback', async ([step, ms], { place }) => {
    await worked(place);
    await killedAt(place, [step, ms], bundles.next, ...WAIT);
    expect(await place.updated('--rollback', ...WAIT)).toMatchObject({ code: 0 });
    expect(await isWhole(place)).toBe('old');
  });

  it.for(KILLS_BACK)('while it goes back, at "%s", %d ms later, goes on going back', async ([step, ms], { place }) => {
    await worked(place);
    await killedAt(place, [step, ms], bundles.sick, '--wait', '1');
    const again = await place.updated(bundles.sick, '--wait', '8');
    expect(again.code, again.output).toBe(1);
    expect(await isWhole(place)).toBe('old');
  });
});
