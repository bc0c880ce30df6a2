/** What a change of a source consists of, in order; after each of them a gateway may end. */
import type { CsvSamples } from '../../../shared/sources.ts';
import { OVEN } from './changing-plant.ts';

export const STEPS = ['prepared', 'sealed', 'versioned', 'committed', 'declared', 'saved'] as const;
export type Step = (typeof STEPS)[number];

/** What the source is changed to. */
export const CHANGED: CsvSamples = { ...OVEN, delimiter: ';' };
