import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from './build-app.js';
import { Refusal } from './refusal.js';
import { run } from './run.js';

/** Runs the tests (`args` select some) and prints "N passed, N failed" as the last line; resolves to the exit code. */
export async function test(root, node, args) {
  try {
    await buildApp(root, node);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    console.log('0 passed, 1 failed');
    return 1;
  }
  const folder = mkdtempSync(join(tmpdir(), 'lineside-test-'));
  const report = join(folder, 'report.json');
  try {
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/vitest.config.ts'];
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await run(node, [...vitest, ...reporters, ...args], { cwd: root });
    const { passed, failed, skipped } = count(report, code);
    if (skipped > 0) console.log(`${skipped} skipped`);
    console.log(`${passed} passed, ${failed} failed`);
    return failed > 0 ? code || 1 : code;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Whatever went wrong counts: a file that could not be loaded as one, and so does a run that failed outside of any test. */
function count(report, code) {
  let results;
  try {
    results = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const broken = results.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed'),
  );
  const failed = results.numFailedTests + broken.length;
  return {
    passed: results.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}
