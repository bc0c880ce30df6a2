import { MemoryStore } from '../../gateway/store/memory-store.ts';
import { describeStore } from './store-contract.ts';

describeStore('MemoryStore', async () => ({ store: new MemoryStore(), tearDown: async () => undefined }));
