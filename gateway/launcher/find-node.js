import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './refusal.js';

const NEEDED = 24;

/** The Node that is running if it is new enough, else the one that npm installed; by path, as PATH may find another. */
export function findNode(root) {
  if (Number.parseInt(process.versions.node, 10) >= NEEDED) return process.execPath;
  const installed = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(installed)) return installed;
  throw new Refusal(
    `Lineside needs Node ${NEEDED}, but this is ${process.versions.node} and "${installed}" is missing: ` +
      `install Node ${NEEDED}, or delete the folder node_modules and run this again.`,
  );
}
