/// <reference types="trusted-types" />
/** The app as it is installed on the device: complete for offline use, and whether a newer version waits. */
import { Workbox } from 'workbox-window';
import type { Connection, Live } from '../data/line-data.ts';

type State = Pick<Connection, 'readyOffline' | 'updateReady'>;

export interface InstalledApp {
  state: Live<State>;
  /** Activates the waiting version; every tab of the app then reloads. */
  update(): void;
}

/** A kiosk never navigates, so it asks for a newer version itself. */
const ASK_EACH_MS = 3_600_000;
const SCRIPT = '/service-worker.js';

/** `fault` is told when the browser refuses the worker: the app then works, but does not start offline. */
export function installApp(window: Window & typeof globalThis, fault: (error: unknown) => void): InstalledApp {
  const { serviceWorker } = window.navigator;
  const listeners = new Set<(state: State) => void>();
  let state: State = { readyOffline: false, updateReady: false };
  const become = (change: Partial<State>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener(state);
  };

  const workbox = new Workbox(trusted(window, SCRIPT));
  workbox.addEventListener('waiting', () => become({ updateReady: true }));
  workbox.addEventListener('controlling', ({ isUpdate }) => {
    if (isUpdate) window.location.reload();
  });
  workbox.register().catch(fault);
  // A worker is active only after everything that it caches has arrived.
  void serviceWorker.ready.then(() => become({ readyOffline: true }));
  window.setInterval(() => workbox.update().catch(() => undefined), ASK_EACH_MS);

  return {
    state: {
      subscribe(listener) {
        listeners.add(listener);
        listener(state);
        return () => listeners.delete(listener);
      },
    },
    update() {
      workbox.messageSkipWaiting();
      // A page that no worker controls (the first visit) is not told of the change.
      if (!serviceWorker.controller) window.location.reload();
    },
  };
}

/** The content security policy lets only this policy name a script, and it names one. */
function trusted(window: Window & typeof globalThis, script: string): string | TrustedScriptURL {
  const policy = window.trustedTypes?.createPolicy('app-sw', {
    createScriptURL(url) {
      if (url !== SCRIPT) throw new TypeError(`"${url}" is not the service worker of this app`);
      return url;
    },
  });
  return policy ? policy.createScriptURL(script) : script;
}
