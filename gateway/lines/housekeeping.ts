/** What a gateway looks after beside its lines: the journal's size, jumps of the clock. */
import { clockJumpId, type ClockJump as ClockJumpFact } from '../../shared/documents/clock-jump.ts';
import { factsDatabase } from '../../shared/documents/database-names.ts';
import { AppError } from '../../shared/errors.ts';
import { ClockWatch, type ClockJump } from './clock-watch.ts';
import type { Ingest } from './ingest.ts';
import type { StoredDocument } from '../store/store.ts';

const TRIM_MS = 60_000;

export function keepHouse(parts: {
  ingest: Ingest;
  gateway: string;
  now: () => number;
  monotonic: () => number;
  signal: AbortSignal;
  log: (message: string) => void;
  bug: (error: unknown) => void;
}): ClockWatch {
  const { ingest, gateway, now, monotonic, signal, log, bug } = parts;
  const trim = (): void => {
    ingest.trimJournal().catch((error: unknown) => {
      if (!(error instanceof AppError) && !(error instanceof Error && 'syscall' in error)) return bug(error);
      log(`The journal is not trimmed for now: ${error.message}`);
    });
  };
  // Also of a gateway that never runs for a minute.
  trim();
  const trims = setInterval(trim, TRIM_MS);
  signal.addEventListener('abort', () => clearInterval(trims), { once: true });
  const watch = new ClockWatch({
    now,
    monotonic,
    jumped: (jump) => {
      const { fromMs, toMs } = jump;
      log(
        `The clock jumped from ${new Date(fromMs).toISOString()} to ${new Date(toMs).toISOString()}; check its source`,
      );
      // Who reads the times of a line should find it there.
      for (const { line } of ingest.lines)
        ingest.writer.add(factsDatabase(gateway, line.id, toMs), fact(gateway, jump) as unknown as StoredDocument);
    },
  });
  watch.start(signal);
  return watch;
}

function fact(gateway: string, { at, fromMs, toMs, jumpMs }: ClockJump): ClockJumpFact {
  return {
    _id: clockJumpId(gateway, fromMs, toMs),
    type: 'clock-jump',
    schema: 1,
    line: null,
    at,
    received: at,
    by: { origin: gateway, user: null },
    fromMs,
    toMs,
    jumpMs,
  };
}
