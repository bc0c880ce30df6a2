import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './refusal.js';
import { run } from './run.js';

/** Installs the packages when they are not there or package-lock.json is another than the one they came from. */
export async function install(root) {
  const lock = lockHash(root);
  const stamp = join(root, 'node_modules', '.lineside-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;

  console.error('Installing packages, which needs the npm registry and takes a minute or two ...');
  await npm(root, ['ci', '--ignore-scripts']);
  // The one package whose script we need: it fetches the pinned Node. Said aloud, as a user's .npmrc may forbid scripts.
  await npm(root, ['rebuild', 'node', '--ignore-scripts=false']);
  writeFileSync(stamp, lock);
}

/** Of the packages that belong here. */
export function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

async function npm(root, args) {
  // To stderr: stdout belongs to the command, which may be asked for JSON. On Windows npm is a script, run by the shell.
  const code = await run('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (code !== 0) {
    throw new Refusal(
      `"npm ${args.join(' ')}" failed with exit code ${code}: see its message above, then run this again.`,
    );
  }
}
