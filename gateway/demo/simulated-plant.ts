/**
 * Machines of a small plant: cameras that write growing CSV files and sealers that talk on serial ports. The gateway
 * reads both as it would in a real plant; nothing here knows that there is a gateway.
 */
import { setTimeout } from 'node:timers/promises';
import { clockTime, localDay } from './local-time.ts';
import { createDemoPort, sendToDemoPort } from './demo-ports.ts';
import { openLineFiles } from './line-files.ts';
import { PACKING_LINES } from './packing-lines.ts';
import { seededRandom } from './random.ts';
import { sealer } from './sealer.ts';

export interface SimulationParts {
  /** The files go to `<directory>/Line7` and `<directory>/Line8`. */
  directory: string;
  /** IANA zone of the plant. */
  timezone: string;
  seed: string;
  /** Epoch ms; may run faster than real time. */
  now(): number;
  /** How far back the first files begin; default: 8 h, or to 06:00 of the production day if that is longer. */
  historyMs?: number;
  signal: AbortSignal;
  log(message: string): void;
}

const LEAST_WAIT_MS = 100;
const READING_EVERY_MS = 1000;

/**
 * Starts the plant. Resolves when the files are up to now and the ports can be opened. `stopped` resolves after
 * `signal` aborts and the last append is done; it rejects when a file cannot be written.
 */
export async function startSimulatedPlant(parts: SimulationParts): Promise<{ stopped: Promise<void> }> {
  const { timezone, seed, signal, log } = parts;
  const now = parts.now();
  const historyFrom = historyBegins(parts, now);
  const machines = await Promise.all(
    PACKING_LINES.map(async (line) => {
      const files = await openLineFiles({ directory: parts.directory, line, timezone, seed, now, historyFrom, log });
      await files.advance(now);
      createDemoPort(line.sealerPort);
      return { line, files, sealer: sealer(seededRandom(seed, line.id, 'sealer', now)) };
    }),
  );

  const run = async (): Promise<void> => {
    let readingAt = now;
    while (!signal.aborted) {
      const due = Math.min(readingAt, ...machines.map(({ files }) => files.nextAt()));
      // Never longer than a second: a laptop's sleep or a clock that was set must not be waited out.
      const waitMs = Math.min(Math.max(due - parts.now(), LEAST_WAIT_MS), READING_EVERY_MS);
      await setTimeout(waitMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;

      const moment = parts.now();
      for (const { files } of machines) await files.advance(moment);
      if (moment < readingAt) continue;
      readingAt = moment - (moment % READING_EVERY_MS) + READING_EVERY_MS;
      for (const machine of machines) {
        sendToDemoPort(machine.line.sealerPort, machine.sealer.reading(machine.files.standingForMs(moment)));
      }
    }
  };
  return { stopped: run() };
}

/** When the first rows of a plant that is started at `now` happened (ms). */
export function historyBegins(
  { timezone, historyMs }: Pick<SimulationParts, 'timezone' | 'historyMs'>,
  now: number,
): number {
  return now - (historyMs ?? defaultHistoryMs(timezone, now));
}

/** Enough that no screen is empty: the running production day, at least 8 hours. */
function defaultHistoryMs(timezone: string, now: number): number {
  const today = clockTime(localDay(timezone, now), '06:00');
  const dayStart = today <= now ? today : clockTime(localDay(timezone, now - 86_400_000), '06:00');
  return Math.max(8 * 3_600_000, now - dayStart);
}
