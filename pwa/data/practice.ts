/** A recorded day as the data of a line that pages show like any other. What is entered stays here and ends with it. */
import type { AppData, Connection, LineData, Live, ReasonInput } from './line-data.ts';
import type { ReplayClock } from './replay-clock.ts';
import type { Replay } from './replay.ts';

export interface PracticeParts {
  /** Where all that is not of the line comes from. */
  app: AppData;
  replay: Replay;
  clock: ReplayClock;
  of: Pick<LineData, 'plant' | 'line' | 'lines' | 'reasons'>;
}

export interface Practice {
  data: AppData;
  /** Shows what the clock says; call it as often as the screen should follow. */
  show(): void;
}

export function practice({ app, replay, clock, of }: PracticeParts): Practice {
  const listeners = new Set<(line: LineData) => void>();
  let given: LineData['given'] = [];
  let entries = 0;
  let shown = lineData();

  function lineData(): LineData {
    replay.goTo(clock.now());
    const { plant, line, lines, reasons } = of;
    return { plant, line, lines, reasons, now: replay.now(), hours: replay.hours(), given, manual: [] };
  }

  function show(): void {
    shown = lineData();
    for (const listener of listeners) listener(shown);
  }

  function give({ name: _, line: _line, ...said }: ReasonInput): Promise<string> {
    const id = `practice:${++entries}`;
    given = [...given, { id, at: clock.now(), origin: 'practice', unsent: false, ...said }];
    show();
    return Promise.resolve(id);
  }

  const connection: Connection = {
    state: 'live',
    asOf: null,
    clockOffsetMs: 0,
    notSent: 0,
    needsYou: 0,
    fit: 'fine',
    synced: true,
    readyOffline: false,
    updateReady: false,
  };
  const line: Live<LineData | null> = {
    subscribe(listener) {
      listeners.add(listener);
      listener(shown);
      return () => listeners.delete(listener);
    },
  };
  return {
    show,
    data: {
      ...app,
      connection: always(connection),
      line: (id) => (id === of.line.id ? line : always(null)),
      refused: always([]),
      lookAt: () => undefined,
      giveReason: give,
      keepByHand: () => Promise.reject(new Error('A recorded day is not kept by hand.')),
      rejectedRows: () => Promise.resolve({ ok: true, rows: replay.rejected() }),
      dismissRefused: () => Promise.resolve(),
      update: () => undefined,
      now: () => clock.now(),
    },
  };
}

function always<T>(value: T): Live<T> {
  return {
    subscribe(listener) {
      listener(value);
      return () => undefined;
    },
  };
}
