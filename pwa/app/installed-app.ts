/// <reference types="trusted-types" />
/** The app as it is installed on the device: complete for offline use, and whether a newer version waits. */
import { Workbox } from 'workbox-window';
import type { Connection, Live } from '../data/line-data.ts';
import type { LookedForUpdate } from '../data/sync.ts';
import { watchPlaces } from './allowed-places.ts';
import { unsentInput } from './unsent-input.ts';

type State = Pick<Connection, 'readyOffline' | 'updateReady'>;

export interface InstalledApp {
  state: Live<State>;
  /** Activates the waiting version; every tab of the app then reloads, as soon as nobody is entering something there. */
  update(): void;
  /** The plant may have other gateways than before: pages of this app are to be allowed to ask them. */
  gatewaysNamed(): void;
  /** Asks the gateway for a newer version. */
  look(): Promise<LookedForUpdate>;
}

/** A kiosk never navigates, so it asks for a newer version itself. */
const ASK_EACH_MS = 3_600_000;
/** While a version waits: how soon it is offered after somebody has finished. */
const LOOK_EACH_MS = 500;
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

  const input = unsentInput(window);
  /** A new version is offered, and taken over from another tab, when nobody is in the middle of something. */
  let waits: 'nothing' | 'version' | 'reload' = 'nothing';
  const look = () => {
    const isFree = !input.isThere();
    if (waits === 'reload' && isFree) window.location.reload();
    const updateReady = waits === 'version' && isFree;
    if (updateReady !== state.updateReady) become({ updateReady });
  };
  const wait = (for_: typeof waits) => {
    if (waits === 'nothing') window.setInterval(look, LOOK_EACH_MS);
    waits = for_;
    look();
  };

  const workbox = new Workbox(trusted(window, SCRIPT));
  workbox.addEventListener('waiting', () => wait('version'));
  workbox.addEventListener('controlling', ({ isUpdate }) => {
    if (isUpdate) wait('reload');
  });
  // A page of the first visit is controlled by no worker: it is not told of the change, and would go on as the old version.
  workbox.addEventListener('activated', ({ isExternal }) => {
    if (isExternal) wait('reload');
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
    gatewaysNamed: watchPlaces(window, () => wait('reload')),
    async look() {
      try {
        const registration = await serviceWorker.getRegistration();
        await registration?.update();
        if (!registration) return 'unreachable';
        return registration.waiting || registration.installing ? 'found' : 'none';
      } catch {
        return 'unreachable';
      }
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
