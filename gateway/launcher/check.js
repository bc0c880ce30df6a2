import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.js';

const tsc = (project) => ['node_modules/typescript/bin/tsc', '-p', project];

/**
 * Beyond strict: what strict only warns of is an error, and every element must be in HTMLElementTagNameMap. CSS is left
 * out, as the analyzer's knowledge of it ends years ago. (An HTML attribute that is too new for it goes to
 * `globalAttributes` of the ts-lit-plugin in tsconfig.json.)
 */
const TEMPLATE_RULES = {
  'no-unknown-tag-name': 'error',
  'no-missing-import': 'error',
  'no-unknown-attribute': 'error',
  'no-unknown-property': 'error',
  'no-unknown-slot': 'error',
  'no-property-visibility-mismatch': 'error',
  'no-unintended-mixed-binding': 'error',
  'no-missing-element-type-definition': 'error',
  'no-invalid-css': 'off',
};
const templateRules = Object.entries(TEMPLATE_RULES).flatMap(([rule, severity]) => [`--rules.${rule}`, severity]);

/** Types of each runtime, lint (import rules among it), templates, format: the name of a step and what Node runs; the longest first. */
const STEPS = [
  ['lint', ['node_modules/eslint/bin/eslint.js', '.']],
  ['types of tests', tsc('tests')],
  ['templates', ['node_modules/lit-analyzer/cli.js', 'pwa', '--strict', ...templateRules]],
  ['types of pwa', tsc('pwa')],
  ['types of gateway', tsc('gateway')],
  ['format', ['node_modules/prettier/bin/prettier.cjs', '--check', '.']],
  ['types of shared', tsc('shared')],
  ['types of the service worker', tsc('pwa/tsconfig.service-worker.json')],
];
/** Steps at a time. Each holds a whole program in memory, lint nearly 4 GB. */
const AT_ONCE = 2;

/** Runs every step, whatever fails, and names those that did; resolves to the exit code. */
export async function check(root, node) {
  const folder = mkdtempSync(join(tmpdir(), 'lineside-check-'));
  const waiting = STEPS.entries();
  const failed = new Set();
  const work = async () => {
    for (const [i, [name, args]] of waiting) {
      // What two of them say at once would be read by nobody.
      const said = join(folder, String(i));
      const out = openSync(said, 'w');
      const code = await run(node, args, { cwd: root, stdio: ['ignore', out, out] });
      closeSync(out);
      console.log(`\n${name}\n${readFileSync(said, 'utf8')}`.trimEnd());
      if (code !== 0) failed.add(name);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    rmSync(folder, { recursive: true });
  }
  const failures = STEPS.map(([name]) => name).filter((name) => failed.has(name));
  console.log(failures.length === 0 ? '\ncheck: everything is fine' : `\ncheck failed: ${failures.join(', ')}`);
  return failures.length === 0 ? 0 : 1;
}
