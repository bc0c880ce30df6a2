import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './refusal.js';

const FILE = 'update.json';
const LOCK = 'update.lock';
/** While it is there DATA_DIR and release do not belong together: nothing may start. The service's unit asks for it too. */
const HALF = 'update.half';

/** How far an update came, last time; null = there was none. */
export function readState(root) {
  try {
    return JSON.parse(readFileSync(join(root, FILE), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw new Refusal(`"${join(root, FILE)}" cannot be read: ${error.message}.`);
  }
}

/** Whole, and on the disk when it returns: the next step rests on it. 0600: it may hold the gateway's environment. */
export function writeState(root, state) {
  const target = join(root, FILE);
  const file = openSync(`${target}.new`, 'w', 0o600);
  writeSync(file, JSON.stringify(state, null, 2));
  fsyncSync(file);
  closeSync(file);
  renameSync(`${target}.new`, target);
  syncFolder(root);
}

/** null = not; else what is to be done about it. */
export function halfDone(root) {
  if (!existsSync(join(root, HALF))) return null;
  return `Going back from an update was interrupted: run "lineside update --rollback" before anything else.`;
}

export function markHalf(root) {
  writeFileSync(join(root, HALF), '');
  syncFolder(root);
}

export function markWhole(root) {
  rmSync(join(root, HALF), { force: true });
  syncFolder(root);
}

/** Names in it are on the disk. */
export function syncFolder(folder) {
  const file = openSync(folder, 'r');
  fsyncSync(file);
  closeSync(file);
}

/** One update at a time; one that was killed holds nothing. */
export async function locked(root, work) {
  const lock = join(root, LOCK);
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw new Refusal(`"${root}" cannot be written: ${error.message}.`);
      const holder = Number(readFileSync(lock, 'utf8'));
      if (holder !== process.pid && isUpdating(holder))
        throw new Refusal(`Process ${holder} is updating "${root}". Wait until it has ended.`);
      rmSync(lock, { force: true });
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Numbers of processes are given again: what the number stands for now counts. */
function isUpdating(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('\0update\0');
  } catch {
    return false;
  }
}
