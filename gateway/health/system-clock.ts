/**
 * Whether the machine's clock is kept right by something (NTP). systemd asks the kernel, whoever keeps it (timesyncd,
 * chrony, ntpd), and answers everybody; where there is no systemd to ask, as in a container, a file that timesyncd leaves
 * tells at least that it was so since the machine started. All else is not known, and said to be.
 */
import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';

export interface SystemClockState {
  /** null = nobody here can tell. */
  synchronised: boolean | null;
  /** Since when it is so, epoch ms by that clock; null = it has not been looked at. */
  since: number | null;
}

/** Who can tell, in order; null = not this one. */
export type ClockWitness = () => Promise<boolean | null>;

/** Asking costs a process, and the kernel needs hours to lose its trust in a clock. */
const LOOK_MS = 300_000;
const PATIENCE_MS = 5_000;
const SYNCHRONISED = '/run/systemd/timesync/synchronized';

export class SystemClock {
  readonly #witnesses: readonly ClockWitness[];
  readonly #now: () => number;
  #state: SystemClockState = { synchronised: null, since: null };

  constructor(parts: { now: () => number; witnesses?: readonly ClockWitness[] }) {
    this.#now = parts.now;
    this.#witnesses = parts.witnesses ?? [askSystemd, timesyncFile];
  }

  state(): SystemClockState {
    return this.#state;
  }

  start(signal: AbortSignal): void {
    const timer = setInterval(() => void this.look(), LOOK_MS).unref();
    signal.addEventListener('abort', () => clearInterval(timer), { once: true });
    void this.look();
  }

  /** Never rejects: who cannot tell is passed over. */
  async look(): Promise<void> {
    const synchronised = await this.#told();
    const before = this.#state;
    if (before.since === null || before.synchronised !== synchronised)
      this.#state = { synchronised, since: this.#now() };
  }

  async #told(): Promise<boolean | null> {
    for (const witness of this.#witnesses) {
      const told = await witness().catch(() => null);
      if (told !== null) return told;
    }
    return null;
  }
}

function askSystemd(): Promise<boolean | null> {
  return new Promise((resolve) => {
    const asked = ['show', '--property=NTPSynchronized', '--value'];
    const options = { timeout: PATIENCE_MS, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } };
    execFile('timedatectl', asked, options, (error, answer) => {
      const said = answer.trim();
      resolve(error || !/^(yes|no)$/.test(said) ? null : said === 'yes');
    });
  });
}

async function timesyncFile(): Promise<boolean | null> {
  await access(SYNCHRONISED);
  return true;
}
