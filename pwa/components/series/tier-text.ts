import { STEP_MS, type Tier } from '../../../shared/series/tiers.ts';
import { explorerText } from '../../locales/explorer.ts';
import { lengthText } from './length-text.ts';

/** `every value`, `1 min values`. */
export function tierText(tier: Tier): string {
  return tier === 'raw' ? explorerText('raw') : explorerText('every', lengthText(STEP_MS[tier]));
}
