/** Room that the browser gives to this app, and whether it promises to keep what is in it. */
export interface StorageHere {
  /** Bytes; null = this browser does not say. */
  used: number | null;
  /** Bytes that it may take in all. */
  granted: number | null;
  /** Never cleared by the browser itself when the device runs out of space. */
  persisted: boolean | null;
}

/** What is used of `navigator.storage`; browsers lack it in part. */
export type StorageManagerHere = Partial<Pick<StorageManager, 'estimate' | 'persisted' | 'persist'>>;

export async function storageHere(manager: StorageManagerHere): Promise<StorageHere> {
  const [estimate, persisted] = await Promise.all([
    manager.estimate?.().catch(() => null),
    manager.persisted?.().catch(() => null),
  ]);
  return { used: estimate?.usage ?? null, granted: estimate?.quota ?? null, persisted: persisted ?? null };
}

/** Asks for the promise, and answers what came of it: a browser decides by itself, or asks the person. */
export async function keepStorage(manager: StorageManagerHere): Promise<StorageHere> {
  await manager.persist?.().catch(() => false);
  return storageHere(manager);
}
