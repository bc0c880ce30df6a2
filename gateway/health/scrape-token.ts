/** The token of those who collect `/metrics`: one line of a file that an administrator keeps. */
import { readFile } from 'node:fs/promises';

/** A shorter one is soon guessed. */
const SHORTEST = 16;

/**
 * Reads it anew each time, so that it can be changed while the gateway runs. null without a file; one that is missing or
 * holds less than 16 characters lets nobody in, and is said once.
 */
export function scrapeTokens(file: string | null, log: (message: string) => void): () => Promise<string | null> {
  let said = false;
  return async () => {
    if (file === null) return null;
    const token = (await readFile(file, 'utf8').catch(() => '')).trim();
    if (token.length >= SHORTEST) {
      said = false;
      return token;
    }
    if (!said)
      log(`METRICS_TOKEN_FILE="${file}" holds no token of ${SHORTEST} characters or more: /metrics is closed to it.`);
    said = true;
    // Not null: that there is meant to be one closes the way of this machine's programs.
    return NOBODYS;
  };
}

/** What no header can hold. */
const NOBODYS = '\n';
