/** A `Cache` in memory, as far as the app uses one. */
export class MemoryCache implements Cache {
  readonly #entries = new Map<string, Response>();

  match(url: RequestInfo | URL): Promise<Response | undefined> {
    return Promise.resolve(this.#entries.get(keyOf(url))?.clone());
  }

  put(url: RequestInfo | URL, response: Response): Promise<void> {
    this.#entries.set(keyOf(url), response);
    return Promise.resolve();
  }

  delete(url: RequestInfo | URL): Promise<boolean> {
    return Promise.resolve(this.#entries.delete(keyOf(url)));
  }

  keys(): Promise<readonly Request[]> {
    return Promise.resolve([...this.#entries.keys()].map((url) => new Request(`http://gateway${url}`)));
  }

  add(): Promise<void> {
    return Promise.reject(new Error('not used'));
  }

  addAll(): Promise<void> {
    return Promise.reject(new Error('not used'));
  }

  matchAll(): Promise<readonly Response[]> {
    return Promise.reject(new Error('not used'));
  }
}

function keyOf(url: RequestInfo | URL): string {
  return typeof url === 'string' ? url : new URL(url instanceof URL ? url : url.url).pathname;
}
