import type { LineRow } from '../../../../shared/sync/rows.ts';
import type { RelayedEvent } from '../../../../shared/replication/protocol.ts';

/** The state of a line that runs. */
export function lineRow(line: string, seq: number): RelayedEvent & { type: 'line' } {
  const row: LineRow = {
    ...{ id: `line:${line}`, line, seq, at: seq, state: 'Execute', since: 0, lastCycleAt: seq, lot: 'A', item: 'B' },
    ...{ ratePerMinute: 80, metrics: [], rejectedRows: 0, behindBytes: 0 },
  };
  return { type: 'line', now: seq, row };
}
