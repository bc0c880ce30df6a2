import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './refusal.js';
import { run } from './run.js';

const INPUTS = ['pwa', 'shared', 'tsconfig.json', 'package-lock.json'];
const DIST = 'pwa/dist';

/** Builds the app when `pwa/dist` is missing or was built from other inputs. Costs some 10 ms when there is nothing to do. */
export async function buildApp(root, node) {
  if (isBuilt(root)) return;

  // Of before the build: what changes meanwhile is not in it.
  const inputs = hashOf(root);
  console.error('Building the app ...');
  const build = ['node_modules/vite/bin/vite.js', 'build', '--config', 'pwa/vite.config.ts'];
  const code = await run(node, build, { cwd: root, stdio: ['ignore', 2, 2] });
  if (code !== 0) throw new Refusal(`The app could not be built (exit code ${code}): see the message above.`);
  writeFileSync(stampOf(root), inputs);
}

/** Is `pwa/dist` there, and of the inputs as they are now? */
export function isBuilt(root) {
  const stamp = stampOf(root);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOf(root);
}

function stampOf(root) {
  return join(root, DIST, '.built-from');
}

/** Of names and contents: times of change tell nothing after a checkout, a copy or in an image. */
function hashOf(root) {
  const hash = createHash('sha256');
  const add = (path) => {
    if (path === DIST) return;
    if (statSync(join(root, path)).isDirectory()) {
      for (const name of readdirSync(join(root, path)).sort()) add(`${path}/${name}`);
    } else {
      hash.update(`${path}\0`).update(readFileSync(join(root, path)));
    }
  };
  INPUTS.forEach(add);
  return hash.digest('hex');
}
