/** What only this device may know, kept by the browser as objects: also keys whose private half no script can read. */
export interface Safe {
  /** Resolves with undefined when there is none. */
  get(name: string): Promise<unknown>;
  put(name: string, value: unknown): Promise<void>;
  remove(name: string): Promise<void>;
}

const STORE = 'kept';

/** A database of its own: it is neither pulled again nor left with an older version. Opened when first needed. */
export function openSafe(factory: IDBFactory, name = 'lineside-device'): Safe {
  let opened: Promise<IDBDatabase> | null = null;

  function database(): Promise<IDBDatabase> {
    opened ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = factory.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(failureOf(request));
    }).catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  }

  async function use<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const transaction = (await database()).transaction(STORE, mode, { durability: 'strict' });
    return new Promise((resolve, reject) => {
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(failureOf(transaction));
    });
  }

  return {
    get: (key) => use('readonly', (store) => store.get(key) as IDBRequest<unknown>),
    async put(key, value) {
      await use('readwrite', (store) => store.put(value, key));
    },
    async remove(key) {
      await use('readwrite', (store) => store.delete(key));
    },
  };
}

function failureOf({ error }: { error: DOMException | null }): Error {
  return error ?? new Error('The browser refused to keep something on this device.');
}
