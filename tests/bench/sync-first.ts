/**
 * 10,000 documents of 1 kB into a fresh browser: a week of sixty lines, from one store, by Lineside's gateway and app and by
 * three others. Of three rounds the median, each in a new profile.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { HourRows, type StoredHourRow } from '../../gateway/projections/hour-rows.ts';
import { LocalRows } from '../../gateway/projections/local-rows.ts';
import { startEmbeddedStore, type EmbeddedStore } from '../../gateway/store/embedded/embedded-store.ts';
import { Pull, type Collections } from '../../gateway/sync/pull.ts';
import { rowsFor, scope } from '../../gateway/sync/scope.ts';
import { HOUR_MS, hourStart } from '../../shared/documents/document.ts';
import { unknownHour } from '../../shared/documents/line-hour.ts';
import { windowMs } from '../../shared/sync/window.ts';
import { startBrowser } from '../browser/chromium.ts';
import { inDirectory } from './gateway-usage.ts';
import { installedPeer } from './installed-peers.ts';
import type { Measure } from './run.ts';
import type { FirstSync, Way } from './sync-first-page.ts';
import { startPeerStore } from './sync-peer-store.ts';
import { NO_PLAN } from '../gateway/plan/no-plan.ts';

const LINES = 60;
const HOURS = 167;
const DOCUMENTS = LINES * HOURS;
const ROUNDS = 3;
const EVERY_LINE = scope('*', windowMs(null));
const PEERS: Record<Exclude<Way, 'lineside'>, string> = {
  dexie: 'plain Dexie, the same pages',
  'rxdb-couchdb': "RxDB's CouchDB plugin",
  pouchdb: 'PouchDB',
};

export function syncFirst(): Promise<Measure[]> {
  return inDirectory(async (directory) => {
    const page = await builtPage(directory);
    const embedded = await startEmbeddedStore({
      directory: join(directory, 'store'),
      log: console.error,
      now: Date.now,
    });
    const peers = await startPeerStore(join(directory, 'peers'));
    const browser = await startBrowser();
    try {
      const collections = await filled(embedded);
      await peers.fill(DATABASE, await documentsOf(collections));
      const server = await serve(page, collections, peers.url);
      const times = await rounds(browser, server.address);
      await server.close();
      const ours = median(times.lineside);
      return [
        ...Object.entries(PEERS).map(([way, name]): Measure => {
          const theirs = median(times[way as Way]);
          return {
            ...{ id: `first sync of ${DOCUMENTS} documents of 1 kB, median of ${ROUNDS}`, value: ours, unit: 'ms' },
            ...{ peer: { name, value: theirs }, ratio: ours / theirs },
          };
        }),
      ];
    } finally {
      await browser.close();
      await peers.stop();
      await embedded.stop();
    }
  });
}

async function rounds(browser: Browser, address: string): Promise<Record<Way, number[]>> {
  const times: Record<Way, number[]> = { lineside: [], dexie: [], 'rxdb-couchdb': [], pouchdb: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [way, all] of Object.entries(times)) {
      const context = await browser.newContext();
      const page = await context.newPage();
      page.on('pageerror', (error) => console.error(way, error));
      await page.goto(address);
      const { ms, documents } = await page.evaluate<FirstSync, [Way, string]>(
        ([each, database]) => window.firstSync(each, database),
        [way as Way, DATABASE],
      );
      if (documents !== DOCUMENTS) throw new Error(`${way} has ${documents} of ${DOCUMENTS} documents.`);
      all.push(ms);
      await context.close();
    }
  }
  return times;
}

const DATABASE = 'hours';

async function filled({ store }: EmbeddedStore): Promise<Collections> {
  const rowsOf = <R extends { id: string }>(collection: string) =>
    new LocalRows<R>({ store, gateway: 'gw-bench', collection, epoch: 'e1', changed: () => {} });
  const hours = rowsOf<StoredHourRow>('hours');
  const folded = new HourRows(hours, Date.now);
  const from = hourStart(Date.now()) - (HOURS - 1) * HOUR_MS;
  for (let line = 0; line < LINES; line++) {
    const open = Array.from({ length: HOURS }, (_, i) => {
      const hour = unknownHour(from + i * HOUR_MS);
      const produced = hour.produced.map((_, minute) => (minute * 7 + i) % 10);
      return { ...hour, produced, line: `line-${line}`, seq: 1, rowsRead: 4_000 + i };
    });
    await folded.showOpen(open);
  }
  return { hours, lines: rowsOf('lines'), reference: rowsOf('reference'), plan: rowsOf('plan'), lots: rowsOf('lots') };
}

/** As devices get them: the same for all. */
async function documentsOf({ hours }: Collections): Promise<{ _id: string }[]> {
  const rows = await hours.range({ from: 'hour:', to: 'hour:~' });
  return rowsFor(rows, EVERY_LINE, Date.now()).map(({ id, ...row }) => ({ _id: id, ...row }));
}

async function serve(page: string, collections: Collections, couch: string) {
  const newPull = () => new Pull({ gateway: 'gw-bench', epoch: 'e1', collections, plan: NO_PLAN, now: Date.now });
  let pull = newPull();
  const answer = async (asked: IncomingMessage, answered: ServerResponse): Promise<void> => {
    const url = new URL(asked.url ?? '/', 'http://localhost');
    if (url.pathname === '/') {
      // Nobody is answered with what another has asked for.
      pull = newPull();
      answered.setHeader('content-type', 'text/html').end(HTML);
    } else if (url.pathname === '/page.js') answered.setHeader('content-type', 'text/javascript').end(page);
    else if (url.pathname.startsWith('/couch/')) hand(asked, answered, couch);
    else if (url.pathname === '/api/sync/hours') {
      const { json, gzip } = await pull.answer('hours', Object.fromEntries(url.searchParams), EVERY_LINE);
      answered.setHeader('content-type', 'application/json');
      if (gzip) answered.setHeader('content-encoding', 'gzip');
      answered.end(gzip ?? json);
    } else answered.writeHead(404).end();
  };
  const server = createServer((asked, answered) => void answer(asked, answered)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The peers' store, under the address of the page. */
function hand(asked: IncomingMessage, answered: ServerResponse, couch: string): void {
  const { host: _, ...headers } = asked.headers;
  const to = new URL(asked.url!.slice('/couch'.length), couch);
  const passed = request(to, { method: asked.method!, headers }, (answer) => {
    answered.writeHead(answer.statusCode!, answer.headers);
    answer.pipe(answered);
  });
  asked.pipe(passed);
}

const HTML = '<!doctype html><title>First sync</title><script type="module" src="page.js"></script>';

async function builtPage(directory: string): Promise<string> {
  await installedPeer('pouchdb-browser/package.json');
  const entry = new URL('sync-first-page.ts', import.meta.url).pathname;
  await build({
    configFile: false,
    logLevel: 'error',
    root: new URL('.', import.meta.url).pathname,
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    build: {
      lib: { entry, formats: ['es'], fileName: 'page' },
      outDir: join(directory, 'page'),
      minify: true,
      codeSplitting: false,
    } as never,
  });
  return readFile(join(directory, 'page', 'page.js'), 'utf8');
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1]!;
}
