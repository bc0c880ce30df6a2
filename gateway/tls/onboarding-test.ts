/**
 * `/onboarding-test` and what belongs to it, on the encrypted side: does this device trust us, would the app work on it?
 * To be asked before the app's own pages; what is not of it goes on.
 */
import type { Middleware } from 'koa';
import { sendFile, setPageHeaders, wordsFor } from './onboarding-files.ts';
import { testPage } from './onboarding-page.ts';

/** `onboardingPort` = of the plain pages, as opened; null = there are none to go back to. */
export function onboardingTest(onboardingPort: () => number | null): Middleware {
  return (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next();
    if (ctx.path === '/onboarding/probe') {
      // Asked by the plain page, which to a browser is another origin; there is nothing in the answer.
      ctx.set({ 'Cross-Origin-Resource-Policy': 'cross-origin', 'Cache-Control': 'no-store' });
      ctx.status = 204;
    } else if (ctx.path === '/onboarding-test') {
      setPageHeaders(ctx, null);
      ctx.type = 'text/html';
      ctx.body = testPage(wordsFor(ctx), plainPage(ctx.hostname, onboardingPort()));
    } else if (sendFile(ctx)) {
      setPageHeaders(ctx, null);
    } else {
      return next();
    }
  };
}

/** `host` = as the browser came here, an IPv6 address in brackets. */
function plainPage(host: string, port: number | null): string | null {
  return port === null ? null : `http://${host}${port === 80 ? '' : `:${port}`}/`;
}
