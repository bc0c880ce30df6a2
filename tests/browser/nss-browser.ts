/** A browser on a machine of its own: a home folder whose certificate store trusts what a test puts there. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { launch, missingBrowser } from './chromium.ts';

const run = promisify(execFile);

const missingCertutil = existsSync('/usr/bin/certutil')
  ? null
  : 'There is no certutil at "/usr/bin/certutil". Install Debian’s package libnss3-tools.';

export interface TrustingBrowser {
  browser: Browser;
  close(): Promise<void>;
}

export interface Trust {
  /** PEM; null = this machine trusts nobody but the public authorities. */
  ca: string | null;
  /** Names that lead to this machine, as the plant's name server would say. */
  hosts: readonly string[];
}

export async function browserThatTrusts({ ca, hosts }: Trust): Promise<TrustingBrowser> {
  const missing = missingBrowser ?? missingCertutil;
  if (missing) throw new Error(missing);
  const home = await mkdtemp(join(tmpdir(), 'lineside-home-'));
  const store = join(home, '.pki', 'nssdb');
  await mkdir(store, { recursive: true });
  await run('certutil', ['-d', `sql:${store}`, '-N', '--empty-password']);
  if (ca) {
    const file = join(home, 'ca.crt');
    await writeFile(file, ca);
    await run('certutil', ['-d', `sql:${store}`, '-A', '-t', 'C,,', '-n', 'plant', '-i', file]);
  }
  const rules = hosts.map((host) => `MAP ${host} 127.0.0.1`).join(', ');
  const browser = await chromium.launch({
    ...launch,
    args: [...launch.args, `--host-resolver-rules=${rules}`],
    env: { PATH: process.env.PATH ?? '', HOME: home },
  });
  return {
    browser,
    close: async () => {
      await browser.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
