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

/** Types of each runtime, lint (import rules among it), templates, format: the name of a step and what Node runs. */
const STEPS = [
  ['types of shared', tsc('shared')],
  ['types of gateway', tsc('gateway')],
  ['types of pwa', tsc('pwa')],
  ['types of the service worker', tsc('pwa/tsconfig.service-worker.json')],
  ['types of tests', tsc('tests')],
  ['lint', ['node_modules/eslint/bin/eslint.js', '.']],
  ['templates', ['node_modules/lit-analyzer/cli.js', 'pwa', '--strict', ...templateRules]],
  ['format', ['node_modules/prettier/bin/prettier.cjs', '--check', '.']],
];

/** Runs every step, whatever fails, and names those that did; resolves to the exit code. */
export async function check(root, node) {
  const failures = [];
  for (const [name, args] of STEPS) {
    console.log(`\n${name}`);
    if ((await run(node, args, { cwd: root })) !== 0) failures.push(name);
  }
  console.log(failures.length === 0 ? '\ncheck: everything is fine' : `\ncheck failed: ${failures.join(', ')}`);
  return failures.length === 0 ? 0 : 1;
}
