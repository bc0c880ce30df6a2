/** `node update-check.js FOLDER`: are the files of an unpacked bundle those that were bundled? Exit code 1 and why if not. */
import { checkSums } from './bundle-sums.js';
import { Refusal } from './refusal.js';

try {
  await checkSums(process.argv[2]);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
