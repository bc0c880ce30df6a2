import { describeTampering } from '../gateway/audit/tampering.ts';
import { embeddedStores } from './embedded-stores.ts';

const stores = embeddedStores();

describeTampering('the embedded store', async () => (await stores.start()).store, 10);
