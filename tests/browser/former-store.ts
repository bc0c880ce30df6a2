/** The browser of a device as the release before left it: dumped once from a real one, and never changed. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

interface Index {
  name: string;
  keyPath: string | string[];
  unique: boolean;
  multiEntry: boolean;
}
interface FormerStore {
  databases: {
    name: string;
    version: number;
    stores: { name: string; keyPath: string; autoIncrement: boolean; indexes: Index[]; rows: object[] }[];
  }[];
  kept: Record<string, string>;
}

const former = JSON.parse(
  readFileSync(new URL('../fixtures/former-store.json', import.meta.url), 'utf8'),
) as FormerStore;

/** `page` is of the app's origin, and the app has not run there. */
export async function leaveFormerStore(page: Page): Promise<void> {
  await page.evaluate(async ({ databases, kept }) => {
    for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, value);
    for (const { name, version, stores } of databases) {
      const opening = indexedDB.open(name, version);
      opening.onupgradeneeded = () => {
        for (const { name, keyPath, autoIncrement, indexes, rows } of stores) {
          const store = opening.result.createObjectStore(name, { keyPath, autoIncrement });
          for (const { name, keyPath, unique, multiEntry } of indexes)
            store.createIndex(name, keyPath, { unique, multiEntry });
          for (const row of rows) store.add(row);
        }
      };
      await new Promise((resolve, reject) => {
        opening.onsuccess = resolve;
        opening.onerror = () => reject(opening.error ?? new Error('the database could not be made'));
      });
      opening.result.close();
    }
  }, former);
}
