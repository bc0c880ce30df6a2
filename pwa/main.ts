/** Composition root: the one file that knows the browser. Shows the app first, then opens what is kept on the device. */
import { installApp, type InstalledApp } from './app/installed-app.ts';
import './app/ls-app.ts';
import { failureBefore, failureOf } from './app/start-failure.ts';
import type { DeviceData } from './data/app-data.ts';
import { language } from './locales/locale.ts';
import { tokens } from './styles/tokens.ts';

const app = document.querySelector('ls-app')!;
const fault = (error: unknown) => console.error(error);

document.documentElement.lang = language();
if (tokens.styleSheet) document.adoptedStyleSheets.push(tokens.styleSheet);

const failure = failureBefore(window);
if (failure) {
  app.failure = failure;
} else {
  const installed = installApp(window, fault);
  await afterFirstPaint();
  try {
    app.data = await openData(installed);
  } catch (error) {
    fault(error);
    app.failure = failureOf(error);
  }
  // Asks that what was entered here is not cleared when the device runs out of space; a refusal changes nothing.
  void navigator.storage.persist().catch(() => false);
}

function afterFirstPaint(): Promise<void> {
  return new Promise((resolve) => {
    // A tab in the background paints nothing.
    const timer = setTimeout(resolve, 200);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      setTimeout(resolve);
    });
  });
}

/** The database's code is loaded here and not before. */
async function openData(installed: InstalledApp): Promise<DeviceData> {
  const [{ openAppData }, { openSafe }, { getRxStorageDexie }] = await Promise.all([
    import('./data/app-data.ts'),
    import('./data/safe.ts'),
    import('rxdb/plugins/storage-dexie'),
  ]);
  return openAppData({
    place: {
      name: 'lineside',
      multiInstance: true,
      strict: getRxStorageDexie({ chromeTransactionDurability: 'strict' }),
      relaxed: getRxStorageDexie({ chromeTransactionDurability: 'relaxed' }),
      keep: {
        getItem: (key) => localStorage.getItem(`lineside.${key}`),
        setItem: (key, value) => localStorage.setItem(`lineside.${key}`, value),
      },
    },
    safe: openSafe(indexedDB),
    fetch: (url, init) => fetch(url, init),
    openStream: (url) => new EventSource(url),
    channel: new BroadcastChannel('lineside'),
    clock: () => Date.now(),
    random: () => Math.random(),
    onWake(listener) {
      const seen = () => document.visibilityState === 'visible' && listener();
      window.addEventListener('online', listener);
      document.addEventListener('visibilitychange', seen);
      return () => {
        window.removeEventListener('online', listener);
        document.removeEventListener('visibilitychange', seen);
      };
    },
    installed: installed.state,
    update: () => installed.update(),
    gatewaysNamed: () => installed.gatewaysNamed(),
    lookForUpdate: () => installed.look(),
    version: import.meta.env.APP_VERSION ?? null,
    // Browsers give none to an address that is not secure.
    storage: (navigator as Partial<Pick<Navigator, 'storage'>>).storage ?? {},
    async forget() {
      await Promise.all((await caches.keys()).filter((name) => name === 'series').map((name) => caches.delete(name)));
    },
    fault,
  });
}
