import { describe, it } from 'vitest';
import { CouchStore } from '../../gateway/store/couch-store.ts';
import { describeStore } from './store-contract.ts';

const url = process.env.TEST_COUCHDB_URL;

if (url) {
  const { origin, username, password } = new URL(url);
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
  describeStore(`CouchDB at ${origin}`, async () => ({
    store: new CouchStore(() => ({ url: origin, authorization })),
    tearDown: async () => undefined,
  }));
} else {
  console.warn('SKIPPED: the store contract on a real CouchDB; set TEST_COUCHDB_URL=http://user:password@host:5984');
  describe.skip('a real CouchDB as a store (TEST_COUCHDB_URL is not set)', () => {
    it('keeps the contract', () => undefined);
  });
}
