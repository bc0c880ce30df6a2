/** A real Chromium, headless, that speaks to nobody but the page's own server. */
import { existsSync } from 'node:fs';
import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';
import { until } from '../system/gateway-process.ts';
import { requireBuiltApp } from './built-app.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** What to do about a browser that is missing; null = it is there. */
export const missingBrowser = existsSync(executablePath)
  ? null
  : `There is no Chromium at "${executablePath}". Install Debian's package chromium, or set CHROMIUM to its path.`;

export const launch = {
  executablePath,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

export async function startBrowser(): Promise<Browser> {
  await requireBrowserAndApp();
  return chromium.launch(launch);
}

/** A browser as on a real device: its storage is in the folder `profile` and outlives it. Not incognito, so apps can be installed. */
export async function startBrowserIn(profile: string, options: BrowserContextOptions): Promise<BrowserContext> {
  await requireBrowserAndApp();
  return chromium.launchPersistentContext(profile, { ...launch, ...options });
}

async function requireBrowserAndApp(): Promise<void> {
  if (missingBrowser) throw new Error(missingBrowser);
  await requireBuiltApp();
}

/** Ends the browser of a profile as a power button does, and resolves when the process is gone. */
export async function killBrowserOf(profile: string): Promise<void> {
  // Chromium notes `<host>-<process>` there.
  const pid = Number((await readlink(join(profile, 'SingletonLock'))).split('-').at(-1));
  // All of it: what keeps storage is a process of its own, and what is left of it would be in the way of the next one.
  process.kill(-pid, 'SIGKILL');
  await until(() => !isRunning(-pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
