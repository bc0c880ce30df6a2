/** The two packing lines that are simulated: what makes each of them what it is. Invented, not measured. */

/** A planned standstill in wall-clock times of the plant, `HH:mm`. */
export interface PlannedBreak {
  start: string;
  end: string;
  name: string;
}

export interface PackingLine {
  id: string;
  name: string;
  /** Folder of its camera's files, below the directory of the plant file. */
  folder: string;
  /** Serial port of its sealer. */
  sealerPort: string;
  /** Mean cycle time (ms). */
  cycleMs: number;
  /** Factor on how often it stops; 1 = as often as `stops.ts` says. */
  trouble: number;
  /** Lots are numbered upwards from here, so the lines never share one. */
  lotsFrom: number;
  /** Hours of the day around which another lot begins; at least 2 h before midnight. */
  lotsAt: readonly number[];
  items: readonly string[];
  breaks: readonly PlannedBreak[];
}

/** Three shifts; no break begins or ends in the hours that a change of clocks skips or repeats. */
const BREAKS: readonly PlannedBreak[] = [
  { start: '03:30', end: '04:00', name: 'Break' },
  { start: '06:00', end: '06:10', name: 'Shift change' },
  { start: '10:00', end: '10:30', name: 'Break' },
  { start: '14:00', end: '14:10', name: 'Shift change' },
  { start: '18:00', end: '18:30', name: 'Break' },
  { start: '22:00', end: '22:10', name: 'Shift change' },
];

export const PACKING_LINES: readonly PackingLine[] = [
  {
    id: 'line7',
    name: 'Line 7',
    folder: 'Line7',
    sealerPort: 'SEALER7',
    cycleMs: 451,
    trouble: 1.3,
    lotsFrom: 300_000,
    lotsAt: [13],
    items: ['1206300', '1206450', '1206800'],
    breaks: BREAKS,
  },
  {
    id: 'line8',
    name: 'Line 8',
    folder: 'Line8',
    sealerPort: 'SEALER8',
    cycleMs: 440,
    trouble: 1.1,
    lotsFrom: 600_000,
    lotsAt: [5, 17],
    items: ['1310200', '1422800', '1422950', '1530100'],
    breaks: BREAKS,
  },
];
