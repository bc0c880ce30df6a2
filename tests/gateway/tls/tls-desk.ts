/** A gateway's secrets in a folder of their own, with a clock that a test sets. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { SecretFiles } from '../../../gateway/auth/secret-files.ts';
import { FloorTime } from '../../../gateway/tls/floor-time.ts';
import { OwnCertificate } from '../../../gateway/tls/own-certificate.ts';
import { publicNames, type PublicNames } from '../../../gateway/tls/public-names.ts';

export const DAY = 86_400_000;
export const YEAR = 365 * DAY;

export class TlsDesk {
  readonly directory: string;
  readonly secrets: SecretFiles;
  readonly said: string[] = [];
  now = Date.UTC(2027, 2, 1, 6);
  monotonic = 0;
  names: PublicNames = namesFrom('line8.plant.local', '192.168.10.8');

  private constructor(directory: string, secrets: SecretFiles) {
    this.directory = directory;
    this.secrets = secrets;
  }

  /** Gone after the test, or when the test's file says so. */
  static async open(finished: (clean: () => Promise<void>) => void = onTestFinished): Promise<TlsDesk> {
    const directory = await mkdtemp(join(tmpdir(), 'lineside-tls-'));
    finished(() => rm(directory, { recursive: true, force: true }));
    return new TlsDesk(directory, await SecretFiles.open(directory));
  }

  floor(): Promise<FloorTime> {
    return FloorTime.open({
      secrets: this.secrets,
      now: () => this.now,
      monotonic: () => this.monotonic,
      log: this.log,
    });
  }

  /** As after a start of the gateway. */
  async certificate(): Promise<{ floor: FloorTime; own: OwnCertificate }> {
    const floor = await this.floor();
    const { secrets, log } = this;
    return { floor, own: await OwnCertificate.open({ secrets, floor, log, names: () => this.names }) };
  }

  /** The gateway runs for so long; both clocks go on. */
  runs(ms: number): void {
    this.now += ms;
    this.monotonic += ms;
  }

  log = (message: string): void => {
    this.said.push(message);
  };
}

export function namesFrom(...texts: string[]): PublicNames {
  const names = publicNames(texts);
  if (!names) throw new Error(`not names: ${texts.join()}`);
  return names;
}
