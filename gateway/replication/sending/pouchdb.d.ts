/** The little of PouchDB that copies need. The published types declare a global `Buffer` of their own, which no other code stands. */
declare module 'pouchdb-core' {
  export interface Replicated {
    last_seq: string | number;
    docs_written: number;
    docs_read: number;
    doc_write_failures: number;
  }

  export interface Replication extends Promise<Replicated> {
    on(event: 'change', listener: (progress: Replicated) => void): this;
    on(event: 'denied', listener: (denied: { doc: { id?: string; reason?: string } }) => void): this;
    on(event: 'error', listener: (error: unknown) => void): this;
    cancel(): void;
  }

  export interface Options {
    adapter: 'http';
    skip_setup: boolean;
    fetch: (url: string | Request, options?: { method?: string; body?: string }) => Promise<Response>;
  }

  export default class PouchDB {
    static plugin(plugin: object): typeof PouchDB;
    static replicate(
      source: PouchDB,
      target: PouchDB,
      options: { batch_size: number; batches_limit: number },
    ): Replication;
    constructor(url: string, options: Options);
    bulkGet(asked: { docs: { id: string; rev?: string }[] }): Promise<unknown>;
    close(): Promise<void>;
  }
}

declare module 'pouchdb-adapter-http' {
  const plugin: object;
  export default plugin;
}

declare module 'pouchdb-replication' {
  const plugin: object;
  export default plugin;
}
