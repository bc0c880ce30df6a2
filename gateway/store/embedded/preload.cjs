/**
 * Loaded into the unmodified pouchdb-server before it starts (`node -r`): what its options cannot say.
 * The gateway holds the other end of the IPC channel. It sends the one password that is let in, gets the port
 * back, and when the channel closes, for whatever reason, this process ends and lets go of its files.
 */
'use strict';

const { createHash, timingSafeEqual } = require('node:crypto');
const http = require('node:http');
const { createRequire } = require('node:module');

/** Each package as the one that uses it would find it, wherever npm put it. */
const fromServer = createRequire(require.resolve('pouchdb-server/package.json'));
const fromAdapter = createRequire(fromServer.resolve('pouchdb-adapter-leveldb'));

process.umask(0o077);
// Ctrl-C reaches the whole process group; the gateway still wants to write its last documents then.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
// pouchdb-server would add its own exit.
wrap(process, 'on', (on, [event, listener]) => (event === 'SIGINT' ? process : on(event, listener)));
// leveldown closes its stores in an exit hook.
process.on('disconnect', () => process.exit(0));
const password = new Promise((resolve) =>
  process.once('message', ({ authorization }) => resolve(digest(authorization))),
);

syncEveryWrite(fromAdapter('leveldown'), fromAdapter('leveldown/chained-batch'));
keepFewRevisions(fromServer('pouchdb-core'));
serveOnlyData('express-pouchdb');
letInOnlyTheGateway();

/**
 * Without `sync`, a power cut loses documents that were acknowledged, and can leave a store that does not open. And after
 * a write that failed half-way (a full disk), LevelDB goes on writing behind the torn part and finds nothing of that when
 * it is opened again: this process ends instead, and the one that is started in its place begins a sound log.
 */
function syncEveryWrite(LevelDown, ChainedBatch) {
  const safe = (done) => (error) => (error ? endAfterFailedWrite(error) : done());
  wrap(LevelDown.prototype, '_batch', (write, [operations, options, done]) =>
    write(operations, synced(options), safe(done)),
  );
  wrap(LevelDown.prototype, '_put', (write, [key, value, options, done]) =>
    write(key, value, synced(options), safe(done)),
  );
  wrap(LevelDown.prototype, '_del', (write, [key, options, done]) => write(key, synced(options), safe(done)));
  wrap(ChainedBatch.prototype, '_write', (write, [options, done]) => write(synced(options), safe(done)));
}

function endAfterFailedWrite(error) {
  console.error(`A write failed, and no other may follow it: ${error.message}`);
  process.exit(74);
}

/** With the default of 1000 kept revisions, a row that is overwritten often costs 16 times as much. */
function keepFewRevisions(PouchDB) {
  wrap(PouchDB, 'defaults', (defaults, [options]) => defaults({ revs_limit: 20, auto_compaction: true, ...options }));
}

/** Of single documents only `_local` ones: replication keeps its checkpoints there. */
const PATHS =
  /^\/(?:_all_dbs|[a-z][a-z0-9_-]*\/?(?:_(?:all_docs|bulk_docs|bulk_get|changes|revs_diff)|_local\/[^/?]+)?)(?:\?|$)/;

/** An allow-list of routes: none of them evaluates JavaScript, asks another server or shows the configuration. */
function serveOnlyData(name) {
  const file = fromServer.resolve(name);
  const express = fromServer(name);
  const include = [
    'config-infrastructure',
    'logging-infrastructure',
    'routes/all-dbs',
    'routes/db',
    'routes/bulk-docs',
    'routes/all-docs',
    'routes/changes',
    'routes/bulk-get',
    'routes/revs-diff',
    'routes/documents',
    'routes/404',
  ];
  require.cache[file].exports = (options) => express({ ...options, mode: 'custom', overrideMode: { include } });
}

/** pouchdb-server's own accounts leave databases open to anybody and crash on some anonymous requests. */
function letInOnlyTheGateway() {
  wrap(http, 'createServer', (createServer, [listener]) => {
    const server = createServer(async (request, response) => {
      if (!timingSafeEqual(await password, digest(request.headers.authorization ?? '')))
        return refuse(response, 401, { error: 'unauthorized', reason: 'password' });
      if (!PATHS.test(request.url)) return refuse(response, 404, { error: 'not_found', reason: 'missing' });
      return listener(request, response);
    });
    server.once('listening', async () => {
      await password;
      process.send({ port: server.address().port });
    });
    return server;
  });
}

function refuse(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function wrap(object, name, wrapper) {
  const original = object[name];
  object[name] = function (...args) {
    return wrapper(original.bind(this), args);
  };
}

function synced(options) {
  return { ...options, sync: true };
}

function digest(text) {
  return createHash('sha256').update(text).digest();
}
