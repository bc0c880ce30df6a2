/** What the strip of a line's orders shows and tells, in words; '' = there is nothing to say. Pages make these. */
interface ShownOrder {
  job: string;
  title: string;
  href: string;
  colour: string;
}

export interface RunningOrder extends ShownOrder {
  /** How many are still to make, and of how many. */
  left: string;
  leftOf: string;
  /** 0-1, more if more was made; null = unknown. */
  progress: number | null;
  /** `45,666 of 53,000` */
  made: string;
  ends: string;
  /** Its order is late, and by how much. */
  late: string;
  due: string;
  /** Its quantity is made. */
  full: boolean;
}

export interface NextOrder extends ShownOrder {
  /** It ran already. */
  paused: boolean;
  /** How many. */
  many: string;
  starts: string;
  setup: string;
  late: string;
  waits: readonly string[];
}

export interface LineOrders {
  running: RunningOrder | null;
  next: readonly NextOrder[];
  /** Who changed what comes next, when and why; '' = nobody, or the people at the line know. */
  changed: string;
  /** The line runs something else than the plan says. */
  mismatch: { lot: string; text: string; confirm: string | null } | null;
}

export type OrderAct = 'start' | 'resume' | 'pause' | 'complete';
