import { describe } from 'vitest';
import { missingBrowser } from './chromium.ts';

const isSkipped = missingBrowser !== null && !process.env.CI;
if (isSkipped) console.warn(`\n  BROWSER TESTS ARE SKIPPED. ${missingBrowser}\n`);

/** Without a browser the tests are skipped, loudly; where CI is set they fail. */
export const describeInBrowser = isSkipped ? describe.skip : describe;
