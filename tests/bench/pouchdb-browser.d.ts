/** As much of PouchDB's browser build as the benchmark uses; it brings no types. */
declare module 'pouchdb-browser' {
  export default class PouchDB {
    constructor(name: string, options?: { auto_compaction?: boolean });
    static replicate(
      source: string,
      target: PouchDB,
      options: { batch_size: number },
    ): Promise<{ ok: boolean; docs_written: number }>;
    info(): Promise<{ doc_count: number }>;
  }
}
