/** One machine cycle, as a row says it. */
export interface Cycle {
  /** Observed, on the machine's clock; may step back. */
  at: number;
  /** A part left the machine; otherwise the cycle was empty. */
  present: boolean;
  /** As written: `0` and `000000` differ as text and are equal as numbers. */
  serial: string;
  lot: string;
  item: string;
  /** Byte offset of the row in its file. */
  offset: number;
}

/** The cycles of one file in order of position. */
export interface CycleFile {
  cycles: readonly Cycle[];
}
