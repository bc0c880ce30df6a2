/**
 * What the board draws and tells: it knows bars, rows and times, and nothing of orders. Pages make these from the plan and act
 * on what was dropped.
 */
import type { RestKind } from '../../../shared/calendar/line-calendar.ts';

/** Shown by shape, word and colour; the first of a bar's marks is the loudest. */
export const BAR_MARKS = ['conflict', 'late', 'versions', 'stale', 'unsent', 'draft', 'pinned', 'frozen'] as const;
export type BarMark = (typeof BAR_MARKS)[number];

export interface BoardBar {
  /** Of the job. */
  id: string;
  row: string;
  title: string;
  /** What tells it from its like where the title has no room: `125`. */
  short?: string;
  /** Second line where there is room: `ends Thu 14:20 · late 3 h`. */
  note: string;
  /** Where it is told beside its times: `late 3 h · 40,000 · due Thu 12:00`. */
  about: string;
  /** `#rrggbb`, muted. */
  colour: string;
  state: 'planned' | 'running' | 'interrupted' | 'ended';
  /** ms; setting up is drawn before `start`. */
  setupFrom: number;
  start: number;
  end: number;
  /** False = nobody knows the end: drawn open. */
  endKnown: boolean;
  /** End by the other rate; null = the same or unknown. */
  ghostEnd: number | null;
  /** P10 to P90 of the end. */
  range: readonly [number, number] | null;
  /** 0-1; null = unknown. */
  progress: number | null;
  due: number | null;
  marks: readonly BarMark[];
  /** Can be dragged. */
  movable: boolean;
  /** Whole sentence for screen readers. */
  label: string;
}

export interface BoardShade {
  from: number;
  to: number;
  why: RestKind;
  label: string;
}

export interface BoardRow {
  id: string;
  title: string;
  /** `on plan`, `runs 123, plan says 124`. */
  note: string;
  alert: 'none' | 'look' | 'act';
  shades: readonly BoardShade[];
}

/** A card in the parking lot. */
export interface ParkedCard {
  id: string;
  title: string;
  note: string;
  colour: string;
  marks: readonly BarMark[];
  /** Rows that can take it; null = all. */
  rows: readonly string[] | null;
  label: string;
}

/** From one bar to another that waits for it; drawn while either is selected. */
export interface BoardLink {
  from: string;
  to: string;
  broken: boolean;
}

/** Where what is dragged would fall. */
export type DropTarget =
  | {
      kind: 'row';
      row: string;
      /** In the queue before this bar; null = last. */ before: string | null;
      /** Exact time (Shift or the time lane); null = as soon as possible. */ at: number | null;
    }
  | { kind: 'parking' };

/** What would be if it fell there. Made by the page for each target, shown at once. */
export interface DropPreview {
  /** Bars as they would be; those not named stay. */
  bars: readonly BoardBar[];
  /** What a person has to know before dropping, loudest first. */
  lines: readonly { text: string; tone: 'plain' | 'look' | 'act' }[];
  /** Why it cannot be dropped there; null = it can. */
  refused: string | null;
  /** Spoken to screen readers. */
  spoken: string;
}

/** All that is asked of a bar or card, beside it while it is pointed at or has the focus. */
export interface BarCard {
  title: string;
  /** Product, line, state. */
  about: string;
  facts: readonly BarFact[];
  /** Why it is late, what is in its way; loudest first. */
  notes: readonly { text: string; tone: 'plain' | 'look' | 'act' }[];
}

export interface BarFact {
  name: string;
  value: string;
  tone?: 'look';
}

/** What can be done with one bar or card. */
export interface BarChoice {
  key: string;
  text: string;
}

/** What the page can do with it, besides what the board itself offers. */
export type ChoicesOf = (id: string) => readonly BarChoice[];

/** Null = nothing is known of it. */
export type CardOf = (id: string) => BarCard | null;

/** Called at most once a frame while dragging, with a target that differs from the last. */
export type PreviewOf = (ids: readonly string[], target: DropTarget) => DropPreview;

/** Of `ls-board-drop`. */
export interface BoardDrop {
  ids: readonly string[];
  target: DropTarget;
}
/** Of `ls-board-window`: what is seen, ms. */
export interface BoardWindow {
  from: number;
  to: number;
}
