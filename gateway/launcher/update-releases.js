import {
  existsSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  mkdirSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { checkSums, sha256 } from './bundle-sums.js';
import { Refusal } from './refusal.js';
import { run } from './run.js';
import { syncFolder } from './update-state.js';

const VERSION = /^(\d+)\.(\d+)\.(\d+)(-[0-9A-Za-z.-]+)?$/;
const INCOMING = '.incoming';

export function releaseFolder(root, version) {
  return join(root, 'releases', version);
}

/** Version of the release that is in use. */
export function currentVersion(root) {
  try {
    return basename(readlinkSync(join(root, 'current')));
  } catch {
    throw new Refusal(
      `"${root}" is no place where Lineside is installed: there is no "current". See install.sh of a bundle.`,
    );
  }
}

/** Of a release, or of the place of one. */
export function manifestOf(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  } catch {
    throw new Refusal(`"${folder}" is not a release of Lineside: its manifest.json cannot be read.`);
  }
}

/**
 * Unpacks a bundle, looks at every byte of it, and puts it beside the other releases; answers its version. REFUSES one
 * that is damaged, for another machine, older, or too far from the one in use. What was there before stays as it was.
 */
export async function unpack(root, { file, digest }) {
  if (!existsSync(file)) throw new Refusal(`There is no bundle "${file}".`);
  if (digest && (await sha256(file)) !== digest.toLowerCase())
    throw new Refusal(`"${file}" is another file than the one with SHA-256 ${digest}. Copy it anew.`);
  const incoming = join(root, 'releases', INCOMING);
  rmSync(incoming, { recursive: true, force: true });
  mkdirSync(incoming, { recursive: true });
  try {
    const code = await run('tar', ['-xzof', file, '-C', incoming], { cwd: root, stdio: ['ignore', 2, 2] });
    const [top, ...more] = readdirSync(incoming);
    if (code !== 0 || !top || more.length > 0)
      throw new Refusal(`"${file}" could not be unpacked: it is damaged, no bundle, or "${root}" has no room.`);
    const folder = join(incoming, top);
    await checkSums(folder);
    const { version } = manifestOf(folder);
    checkSuccessor(manifestOf(releaseFolder(root, currentVersion(root))), manifestOf(folder));
    // Some ten thousand files: all at once, where each for itself would take minutes.
    await run('sync', [], { cwd: root });
    rmSync(releaseFolder(root, version), { recursive: true, force: true });
    renameSync(folder, releaseFolder(root, version));
    return version;
  } finally {
    rmSync(incoming, { recursive: true, force: true });
  }
}

/** Parts of one plant understand their neighbours' protocol only, and stored data is migrated forwards only. */
export function checkSuccessor(now, next) {
  if (next.name !== 'lineside' || !VERSION.test(next.version)) throw new Refusal('This is no bundle of Lineside.');
  if (next.platform !== process.platform || next.arch !== process.arch)
    throw new Refusal(`The bundle is for ${next.platform} ${next.arch}; this is ${process.platform} ${process.arch}.`);
  const order = compareVersions(next.version, now.version);
  if (order === 0) throw new Refusal(`Version ${now.version} is in use already.`);
  if (order < 0)
    throw new Refusal(
      `Version ${next.version} is older than ${now.version}, which is in use. To go back to the former release: update --rollback.`,
    );
  if (Math.abs(next.protocol - now.protocol) > 1)
    throw new Refusal(
      `Version ${next.version} is too far from ${now.version} (protocol ${next.protocol}, here ${now.protocol}): update to a release between them first.`,
    );
}

/** < 0 = the first is older. One with a suffix (`-rc.1`) comes before the same without. */
export function compareVersions(a, b) {
  const [, ...left] = VERSION.exec(a) ?? [];
  const [, ...right] = VERSION.exec(b) ?? [];
  for (let i = 0; i < 3; i++) if (left[i] !== right[i]) return Number(left[i]) - Number(right[i]);
  if (left[3] === right[3]) return 0;
  if (!left[3] || !right[3]) return left[3] ? -1 : 1;
  return left[3].localeCompare(right[3], 'en', { numeric: true });
}

/** At once: there is no moment without a release in use. */
export function switchTo(root, version) {
  const next = join(root, 'current.new');
  rmSync(next, { force: true });
  symlinkSync(join('releases', version), next);
  renameSync(next, join(root, 'current'));
  syncFolder(root);
}

/** Leaves those named. */
export function trimReleases(root, kept) {
  for (const name of readdirSync(join(root, 'releases')))
    if (!kept.includes(name)) rmSync(join(root, 'releases', name), { recursive: true, force: true });
}
