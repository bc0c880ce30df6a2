// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- declares modules, so it cannot be imported
/// <reference path="./pouchdb.d.ts" />
/**
 * One end of a copy, as PouchDB wants it: a database at a URL. The URLs are made up and never change (`http://plant/…`,
 * `http://store/…`), because PouchDB names its checkpoints by them and the store has another port after each restart.
 */
import HttpAdapter from 'pouchdb-adapter-http';
import PouchDB, { type Options } from 'pouchdb-core';
import type { Ask, Question } from './exchange.ts';

export interface End {
  role: 'store' | 'plant';
  /** Of the gateway behind it: a checkpoint counts between two gateways. */
  gateway: string;
  ask: Ask;
  /** Make the database when it is missing. */
  creates?: boolean;
}

type PouchFetch = Options['fetch'];

PouchDB.plugin(HttpAdapter);

/** `failed` is told what an `ask` rejected with: PouchDB passes on another error, without its class. */
export function pouchAt(end: End, database: string, failed: (error: unknown) => void): PouchDB {
  const ask: Ask = (question) =>
    end.ask(question).catch((error: unknown) => {
      failed(error);
      throw error;
    });
  return new PouchDB(`http://${end.role}/${database}`, {
    adapter: 'http',
    skip_setup: end.creates !== true,
    fetch: pouchFetch(end, ask),
  });
}

function pouchFetch(end: End, ask: Ask): PouchFetch {
  return async (url, options = {}) => {
    const { pathname, search } = new URL(String(url));
    const question = {
      method: options.method ?? 'GET',
      path: `${pathname}${search}`,
      body: options.body ?? null,
    } as Question;
    if (question.path === '/') return answered(200, { uuid: end.gateway });
    // The state of the source, for a progress bar that nobody sees; PouchDB would crash the process when it is not answered.
    if (end.creates !== true && /^\/[^/?]+\/$/.test(question.path))
      return answered(200, { db_name: pathname.slice(1, -1), update_seq: 0 });
    const { status, json } = await ask(question);
    return answered(status, json);
  };
}

/** Large bodies are parsed once. */
function answered(status: number, json: unknown): Response {
  return Object.assign(new Response(null, { status }), { json: async () => json });
}

/**
 * PouchDB decides by the first answer of each host whether it can give documents in bulk: were that one lost, each document
 * would be asked for alone for as long as the process runs. So the first answers are given here.
 */
export async function giveInBulk(): Promise<void> {
  for (const role of ['store', 'plant'] as const) {
    const first = pouchAt(
      { role, gateway: '', ask: async () => ({ status: 200, json: { results: [] } }) },
      'first',
      () => {},
    );
    await first.bulkGet({ docs: [] });
    await first.close();
  }
}
