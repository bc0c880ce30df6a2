import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { describeTampering } from '../audit/tampering.ts';

describeTampering('a store in memory', async () => new MemoryStore(), 150);
