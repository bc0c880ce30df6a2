/**
 * Requests that a CouchDB would understand. Each of the first kind ended pouchdb-server's process when it was sent to it;
 * the others read or change what nobody may, or run code in it. `DB` stands for a name of a database.
 */
export interface StoreRequest {
  method: string;
  path: string;
  body?: unknown;
}

const get = (path: string): StoreRequest => ({ method: 'GET', path });
const post = (path: string, body: unknown = {}): StoreRequest => ({ method: 'POST', path, body });
const put = (path: string, body: unknown = {}): StoreRequest => ({ method: 'PUT', path, body });
const remove = (path: string): StoreRequest => ({ method: 'DELETE', path });

export const DEADLY: readonly StoreRequest[] = [
  put('/newdb'),
  post('/DB/_revs_diff', { a: 5 }),
  post('/DB/_revs_diff', { 'plant:': 5 }),
  get('/DB/_changes?feed=longpoll&filter=nope/nope'),
  get('/DB/_changes?filter=_doc_ids'),
  get('/DB/_changes?filter=_view&view=a/b'),
  get('/DB/_changes?filter=a/missing'),
  post('/DB/_changes?filter=_selector', { selector: { type: 'cfg' } }),
  get('/DB/_changes?feed=continuous&heartbeat=0'),
  get('/_log?bytes=zz'),
  post('/_replicate', { source: 'http://127.0.0.1:1/nowhere', target: 'DB' }),
  put('/_replicator/job', { source: 'http://127.0.0.1:1/nowhere', target: 'DB', continuous: true }),
];

const WORKS_OF_DESIGN = {
  views: { v: { map: 'function () { while (true) {} }' } },
  shows: { s: 'function () { return process.version }' },
  lists: { l: 'function () { process.exit(7) }' },
  updates: { u: 'function () { process.exit(7) }' },
  rewrites: [{ from: '*', to: '../../*' }],
  validate_doc_update: 'function () { this.constructor.constructor("return process")().exit(7) }',
};

export const FORBIDDEN: readonly StoreRequest[] = [
  ...[get('/_all_dbs'), get('/_config'), get('/_config/couch_httpd_auth/secret'), put('/_config/admins/x', 'y')],
  ...[get('/_node/_local/_config'), get('/_users/_all_docs'), get('/_session'), get('/_utils/'), get('/_active_tasks')],
  ...[get('/_stats'), get('/_uuids'), get('/_membership'), get('/_up'), get('/_db_updates'), post('/_restart')],
  post('/_session', { name: 'gateway', password: 'x' }),
  put('/_users/org.couchdb.user:x', { name: 'x', password: 'y', roles: ['_admin'], type: 'user' }),
  ...[get('/DB'), put('/DB'), remove('/DB'), get('/DB/_all_docs'), post('/DB/_all_docs', { keys: ['a'] })],
  ...[
    get('/DB/_changes'),
    post('/DB', { _id: 'x' }),
    put('/DB/x', { a: 1 }),
    put('/DB/x?new_edits=false', { _rev: '1-a' }),
  ],
  post('/DB/_bulk_docs', { docs: [{ _id: 'x', _rev: '9-a', _deleted: true }], new_edits: false }),
  ...[post('/DB/_bulk_get', { docs: [] }), post('/DB/_purge', {}), post('/DB/_compact'), get('/DB/_security')],
  put('/DB/_security', { admins: { names: [], roles: [] } }),
  ...[get('/DB/_local/x'), put('/DB/_local/x'), get('/DB/x?open_revs=all&revs=true'), get('/DB/x/attachment')],
  post('/DB/_temp_view', { map: 'function () { while (true) {} }' }),
  put('/DB/_design/a', WORKS_OF_DESIGN),
  ...[get('/DB/_design/a/_view/v'), get('/DB/_design/a/_show/s'), get('/DB/_design/a/_list/l/v')],
  ...[put('/DB/_design/a/_update/u/x'), post('/DB/_design/a/_update/u'), get('/DB/_design/a/_rewrite/x')],
  ...[post('/DB/_find', { selector: {} }), post('/DB/_index', { index: { fields: ['a'] } }), remove('/DB/x?rev=1-a')],
  { method: 'COPY', path: '/DB/x' },
];

/** Where somebody might hope that the store shows through. */
export const PREFIXES: readonly string[] = [
  ...['', '/api', '/api/sync', '/api/store', '/api/..%2f', '/api/sync/%2e%2e/%2e%2e', '/%2f%2f127.0.0.1', '/api/jobs'],
];
