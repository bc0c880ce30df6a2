/** What a browser keeps on its disk; to be evaluated in a page. */

/** Rows in the browser's databases whose name matches. */
export async function rowsHere(pattern: string): Promise<number> {
  let rows = 0;
  for (const { name = '' } of await indexedDB.databases()) {
    if (!new RegExp(pattern).test(name)) continue;
    const opened = indexedDB.open(name);
    await new Promise((resolve) => (opened.onsuccess = resolve));
    if (opened.result.objectStoreNames.contains('docs')) {
      const count = opened.result.transaction('docs').objectStore('docs').count();
      await new Promise((resolve) => (count.onsuccess = resolve));
      rows += count.result;
    }
    opened.result.close();
  }
  return rows;
}

/** What is kept under a lock of its own on the device. */
export async function ticketsHere(): Promise<string[]> {
  const opened = indexedDB.open('lineside-device', 1);
  await new Promise((resolve) => (opened.onsuccess = resolve));
  const all = opened.result.transaction('kept').objectStore('kept').getAllKeys();
  await new Promise((resolve) => (all.onsuccess = resolve));
  opened.result.close();
  return all.result.map(String);
}
