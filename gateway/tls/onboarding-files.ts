/** What both onboarding servers share: their few files, their language, and headers that allow nothing else. */
import { readFileSync } from 'node:fs';
import type { Context } from 'koa';
import { GERMAN } from './onboarding-words-de.ts';
import { ENGLISH, type OnboardingWords } from './onboarding-words.ts';

const file = (name: string) => readFileSync(new URL(`./onboarding/${name}`, import.meta.url), 'utf8');
const FILES: Readonly<Record<string, { type: string; text: string }>> = {
  '/onboarding/onboarding.css': { type: 'text/css', text: file('onboarding.css') },
  '/onboarding/check.js': { type: 'text/javascript', text: file('check.js') },
  '/onboarding/test.js': { type: 'text/javascript', text: file('test.js') },
  '/onboarding/worker.js': { type: 'text/javascript', text: file('worker.js') },
};

/** `asks` = the one other origin that the page may ask. */
export function setPageHeaders(ctx: Context, asks: string | null): void {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "worker-src 'self'",
    `connect-src ${asks ?? "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types onboarding',
  ];
  ctx.set({
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    Vary: 'Accept-Language',
  });
}

export function wordsFor(ctx: Context): OnboardingWords {
  return ctx.acceptsLanguages('en', 'de') === 'de' ? GERMAN : ENGLISH;
}

/** True = it was one of the files. */
export function sendFile(ctx: Context): boolean {
  const found = FILES[ctx.path];
  if (!found) return false;
  ctx.type = found.type;
  ctx.body = found.text;
  return true;
}
