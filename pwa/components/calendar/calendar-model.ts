/** What the calendar's elements draw and tell: they know days, shifts and texts, and nothing of the plan. Pages make these. */
import type { ExceptionKind } from '../../../shared/orders/entities.ts';

/** A day of the week that is shown. */
export interface GridDay {
  /** `2026-11-23` */
  date: string;
  /** `Mon 23 Nov` */
  name: string;
  /** On whose word it is as it is, and that it is shorter or longer than others. */
  note: string;
  isToday: boolean;
  /** Time in which a line works, all told: `16 h 30 min`. */
  works: string;
  /** Clocks change; minutes of the day that come twice or not at all. */
  turn: { from: number; to: number } | null;
}

/** A layer of the calendar, the strongest first. */
export interface LayerRow {
  name: string;
  /** What it decides in this week; '' = nothing, others are stronger. */
  decides: string;
}

/** What of an exception lies in a row; minutes of the day. */
export interface GridMark {
  id: string;
  row: number;
  from: number;
  to: number;
  kind: ExceptionKind;
  /** `Holiday: Thanksgiving` */
  label: string;
}

/** Of a list. */
export interface ExceptionRow {
  id: string;
  kind: ExceptionKind;
  /** Its name, or what it is. */
  title: string;
  /** When, and of which scope. */
  when: string;
  scope: string;
  /** Two versions, not yet sent; '' = nothing. */
  note: string;
  isPast: boolean;
  /** Whoever is here may change it. */
  editable: boolean;
}

export interface WeekRow {
  id: string;
  /** `Default from 1 Dec 2026`, `7 – 13 Dec 2026` */
  title: string;
  scope: string;
  isCustomised: boolean;
  /** It is the one that counts today. */
  counts: boolean;
  note: string;
  isPast: boolean;
  /** Whoever is here may change it. */
  editable: boolean;
}

/** An order whose end changes, in words. */
export interface MoveRow {
  title: string;
  was: string;
  is: string;
  /** `late 3 h`, `in time now`, `2 h later` */
  note: string;
  tone: 'act' | 'look' | 'plain';
}

/** What would happen. `refused` = it cannot be saved, and why. */
export interface CalendarPreview {
  rows: readonly MoveRow[];
  refused: string | null;
}

/** How a changed week is kept. */
export type Keeping = { as: 'week' } | { as: 'default'; from: string; overwrite: boolean };

/** An exception as the form has it. */
export interface ExceptionDraft {
  /** Null = a new one. */
  id: string | null;
  scope: string;
  kind: ExceptionKind;
  from: string;
  to: string;
  name: string;
}
