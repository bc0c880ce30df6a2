/**
 * DATA_DIR as it was while no gateway ran, beside it in `.snapshots`: on the same disk, so that the store's tables (.ldb,
 * which are never written again) need no room and no time. Going back takes three steps, each of which can be repeated:
 * a copy of the snapshot is made, what is there is moved aside, the copy is moved into its place.
 */
import { constants } from 'node:fs';
import {
  chmod,
  chown,
  copyFile,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  statfs,
  utimes,
} from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from './refusal.js';

const FOLDER = '.snapshots';
const MAKING = '.making';
const RESTORED = '.restored';
const IMMUTABLE = /\.(ldb|sst)$/;
/** Of the gateway that runs, or made anew by the next one. */
const LEFT_OUT = new Set([FOLDER, 'gateway.lock', 'ballast']);
const RESERVE = 64 * 1024 * 1024;

/** REFUSES when there is no room for a snapshot; nothing was done then. */
export async function checkRoom(dataDir) {
  const needed = await copiedBytes(dataDir, true);
  const { bavail, bsize } = await statfs(dataDir);
  if (bavail * bsize < needed + RESERVE) {
    const mb = (bytes) => Math.ceil(bytes / 1_048_576);
    throw new Refusal(
      `The disk of "${dataDir}" has ${mb(bavail * bsize)} MB; a snapshot before the update needs ${mb(needed + RESERVE)} MB. Make room.`,
    );
  }
}

/** Whole when it has its name. */
export async function takeSnapshot(dataDir, name) {
  const making = join(dataDir, FOLDER, MAKING);
  await rm(making, { recursive: true, force: true });
  await rm(join(dataDir, FOLDER, name), { recursive: true, force: true });
  await mkdir(join(dataDir, FOLDER), { recursive: true, mode: 0o700 });
  await cloneFolder(dataDir, making, true);
  await rename(making, join(dataDir, FOLDER, name));
}

/** `left` = under which name what is there now will be kept; what had it before goes. */
export async function prepareRestore(dataDir, { snapshot, left }) {
  const restored = join(dataDir, FOLDER, RESTORED);
  for (const path of [restored, join(dataDir, FOLDER, left)]) await rm(path, { recursive: true, force: true });
  await cloneFolder(join(dataDir, FOLDER, snapshot), restored, false);
}

/** What is in DATA_DIR now is kept under another name: it may hold what came since. */
export async function moveAside(dataDir, name) {
  const aside = join(dataDir, FOLDER, name);
  await mkdir(aside, { recursive: true, mode: 0o700 });
  for (const entry of await readdir(dataDir))
    if (entry !== FOLDER) await rename(join(dataDir, entry), join(aside, entry));
}

export async function placeRestored(dataDir) {
  const restored = join(dataDir, FOLDER, RESTORED);
  const entries = await readdir(restored).catch(() => []);
  for (const entry of entries) await rename(join(restored, entry), join(dataDir, entry));
  await rm(restored, { recursive: true, force: true });
}

/** Leaves those named, and nothing half done. */
export async function trimSnapshots(dataDir, kept) {
  for (const entry of await readdir(join(dataDir, FOLDER)).catch(() => []))
    if (!kept.includes(entry)) await rm(join(dataDir, FOLDER, entry), { recursive: true, force: true });
}

async function cloneFolder(from, to, top) {
  const { mode, uid, gid } = await lstat(from);
  await mkdir(to, { mode: 0o700 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (top && LEFT_OUT.has(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await cloneFolder(source, target, false);
    else if (entry.isFile() && IMMUTABLE.test(entry.name)) await link(source, target);
    else if (entry.isFile()) await cloneFile(source, target);
  }
  await owned(to, { mode, uid, gid });
  await synced(to);
}

/** On file systems that can, a copy that shares its bytes until one of the two is written. */
async function cloneFile(from, to) {
  const stats = await lstat(from);
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  await owned(to, stats);
  await utimes(to, stats.atime, stats.mtime);
  await synced(to);
}

/** Made by root for the gateway's user. */
async function owned(path, { mode, uid, gid }) {
  if (process.getuid?.() === 0) await chown(path, uid, gid);
  await chmod(path, mode & 0o7777);
}

async function synced(path) {
  const file = await open(path, 'r');
  await file.sync();
  await file.close();
}

async function copiedBytes(folder, top) {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (top && LEFT_OUT.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += await copiedBytes(path, false);
    else if (entry.isFile() && !IMMUTABLE.test(entry.name))
      bytes += (await lstat(path).catch(() => ({ size: 0 }))).size;
  }
  return bytes;
}
