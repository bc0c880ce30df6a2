/** What the benchmarks are measured beside: packages of this folder's own package.json and lock file, installed when first needed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Path of a file of a peer, as in `plotly.js-dist-min/plotly.min.js`. */
export async function installedPeer(file: string): Promise<string> {
  const path = `${here}node_modules/${file}`;
  if (existsSync(path)) return path;
  console.error('Installing what the benchmarks are measured beside ...');
  const options = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const npm = spawn('npm', options, { cwd: here, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  const [code] = (await once(npm, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`"npm ci" in "${here}" has failed (exit code ${code}): see the message above.`);
  return path;
}
