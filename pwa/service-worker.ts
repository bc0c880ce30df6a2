/** Keeps the whole app on the device. Data is none of its business: that is in the database. */
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
  type PrecacheEntry,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { RENEW_POLICY, renewPolicy, withPolicy } from './app/shell-policy.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

// Pages have one route, whatever their address: `/` too.
precacheAndRoute(self.__WB_MANIFEST, { directoryIndex: '' });
cleanupOutdatedCaches();
const shell = createHandlerBoundToURL('/index.html');
const page = async (...asked: Parameters<typeof shell>) => withPolicy(await shell(...asked), caches);
registerRoute(new NavigationRoute(page, { denylist: [/^\/api\//, /^\/onboarding/] }));

// A new version waits until a person says so: nobody loses what is being typed.
self.addEventListener('message', (event) => {
  const message = event.data as { type?: unknown } | null;
  if (message?.type === 'SKIP_WAITING') void self.skipWaiting();
  if (message?.type === RENEW_POLICY) event.waitUntil(renewPolicy(caches, fetch));
});
