import { PATIENCE, type Patience } from './plant-requests.ts';

/** How often and how long, in ms. */
export interface SendingPace {
  /** Between two questions what the plant has, while it answers. */
  offerMs: number;
  /** Between two looks at all own databases, for notices that were missed. */
  sweepMs: number;
  /** Notices within that time are one. */
  coalesceMs: number;
  /** Longest back-off. */
  longestMs: number;
  /** Between two live requests at least. */
  liveMs: number;
  /** Silence of ours at most, so that the plant knows that the line is there. */
  beatMs: number;
  /** Between two writes of what the sync page shows. */
  saveMs: number;
  patience: Patience;
}

export const PACE: SendingPace = {
  offerMs: 5_000,
  sweepMs: 60_000,
  coalesceMs: 200,
  longestMs: 30_000,
  liveMs: 200,
  beatMs: 5_000,
  saveMs: 10_000,
  patience: PATIENCE,
};
