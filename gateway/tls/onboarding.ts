/**
 * The plain port: how a device comes to trust the gateway. It tells only what everybody may know, changes nothing, and
 * sends whoever wants anything else to https. Everything on it can be forged by somebody in between: hence the fingerprint.
 */
import { createServer, type Server } from 'node:http';
import Koa from 'koa';
import encodeQR from 'qr';
import { ConnectionLimit } from './connection-limit.ts';
import { fingerprintOf } from './fingerprint.ts';
import { mobileconfig } from './mobileconfig.ts';
import { sendFile, setPageHeaders, wordsFor } from './onboarding-files.ts';
import { onboardingPage } from './onboarding-page.ts';
import type { System } from './onboarding-words.ts';
import type { PlantCa } from './plant-ca.ts';
import { originOf, type PublicNames } from './public-names.ts';

export interface OnboardingParts {
  plantName: string;
  names: () => PublicNames;
  /** Port of the app, as opened. */
  securePort: number;
  /** Null = the plant has a certificate of its own. */
  ca: PlantCa | null;
  bug: (error: unknown, path: string) => void;
}

const LIMITS = { most: 200, kept: 10, perAddress: 50 };
const MOST_HEADER_BYTES = 8 * 1024;
const WAIT_MS = 10_000;

export function createOnboardingServer(parts: OnboardingParts): { server: Server; end: () => void } {
  const app = new Koa();
  app.on('error', (error: NodeJS.ErrnoException) => {
    // Somebody went away before the end of the answer.
    if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') parts.bug(error, '(onboarding)');
  });
  app.use(onboarding(parts));
  const server = createServer({ maxHeaderSize: MOST_HEADER_BYTES, requestTimeout: WAIT_MS }, app.callback());
  Object.assign(server, { headersTimeout: WAIT_MS, keepAliveTimeout: WAIT_MS });
  const connections = new ConnectionLimit(server, LIMITS);
  const end = () => {
    server.close();
    connections.endAll();
  };
  return { server, end };
}

function onboarding({ plantName, names, securePort, ca }: OnboardingParts): Koa.Middleware {
  const caName = ca ? ca.root.subject.replace(/^(.*\n)*?CN=/, '').split('\n')[0]! : '';
  return (ctx) => {
    const origin = originOf(names(), securePort, ctx.hostname.replace(/^\[|\]$/g, '').toLowerCase());
    const isQuestion = ctx.method === 'GET' || ctx.method === 'HEAD';
    setPageHeaders(ctx, origin);
    if (isQuestion && ctx.path === '/') {
      ctx.type = 'text/html';
      ctx.body = onboardingPage({
        words: wordsFor(ctx),
        plantName,
        origin,
        ca: ca && { name: caName, fingerprint: fingerprintOf(ca.root) },
        systems: systemsOf(ctx.get('User-Agent')),
      });
    } else if (isQuestion && ctx.path === '/onboarding/qr.svg') {
      ctx.type = 'image/svg+xml';
      ctx.body = encodeQR(`${origin}/`, 'svg', { ecc: 'medium', border: 3 });
    } else if (isQuestion && ca && ctx.path === '/ca.crt') {
      ctx.type = 'application/x-x509-ca-cert';
      ctx.body = ca.root.raw;
    } else if (isQuestion && ca && ctx.path === '/plant.mobileconfig') {
      ctx.type = 'application/x-apple-aspen-config';
      ctx.body = mobileconfig(ca.root, caName);
    } else if (!isQuestion || !sendFile(ctx)) {
      ctx.status = 308;
      ctx.set('Location', `${origin}${ctx.url.startsWith('/') ? ctx.url : '/'}`);
    }
  };
}

/** Whose steps are shown open; a wrong guess costs one tap. */
function systemsOf(agent: string): System[] {
  const browser: System[] = /Firefox/.test(agent) ? ['firefox'] : [];
  if (/iPhone|iPad/.test(agent)) return ['ios'];
  if (/Android/.test(agent)) return ['android', ...browser];
  if (/Windows/.test(agent)) return ['windows', ...browser];
  // An iPad says that it is a Mac.
  if (/Macintosh/.test(agent)) return /Chrome|Firefox/.test(agent) ? ['macos', ...browser] : ['macos', 'ios'];
  return browser.length > 0 ? browser : ['linux'];
}
