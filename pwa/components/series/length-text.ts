/** `1 min`, `15 min`, `1 h`, `1 day`, `28 days`. */
import { duration } from '../../locales/format.ts';
import { language } from '../../locales/locale.ts';
import { DAY_MS } from '../../../shared/series/tiers.ts';

export function lengthText(ms: number): string {
  if (ms < DAY_MS) return duration(ms);
  return new Intl.NumberFormat(language(), { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(ms / DAY_MS);
}
