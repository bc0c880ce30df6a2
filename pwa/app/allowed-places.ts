/** Keeps the list of gateways that pages of this app may ask the newest, and says when this page is older than it. */
import { RENEW_POLICY, allowedPlaces } from './shell-policy.ts';

/**
 * `tooOld` = this page wanted to ask a gateway that was named after it was opened, and the next page may. Answers what is to
 * be called when the plant may have other gateways than before.
 */
export function watchPlaces(window: Window & typeof globalThis, tooOld: () => void): () => void {
  const { serviceWorker } = window.navigator;
  window.document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    // Without the worker the next page would be like this one.
    if (effectiveDirective !== 'connect-src' || !serviceWorker.controller) return;
    void allowedPlaces(window.caches).then((places) => {
      if (places?.split(' ').includes(new URL(blockedURI).origin)) tooOld();
    });
  });
  return () => void serviceWorker.ready.then(({ active }) => active?.postMessage({ type: RENEW_POLICY }));
}
