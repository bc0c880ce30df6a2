/** A gateway to be killed: starts a store in the directory given, writes a fact, says the process id of the store, waits. */
import { startEmbeddedStore } from '../../gateway/store/embedded/embedded-store.ts';

const directory = process.argv[2] ?? '';
const embedded = await startEmbeddedStore({ directory, log: () => undefined, now: Date.now });
await embedded.store.insert('facts_doomed', [{ _id: 'acknowledged' }]);
console.log(embedded.state().pid);
