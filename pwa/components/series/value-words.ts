/** Values of a metric as people read them. */
import type { SeriesMetric } from '../../../shared/series/metric.ts';
import { decimalsOf, number } from '../../locales/format.ts';
import type { Values } from './value-at.ts';

type Measured = Pick<SeriesMetric, 'resolution'>;

/** A mean may say a little more than one reading does. */
export function meanText({ resolution }: Measured, values: Values | null): string {
  if (!values) return number(null);
  return signed(values.mean, Math.min(4, decimalsOf(resolution) + (values.count > 1 && resolution >= 1 ? 1 : 0)));
}

/** `176.0–190.4`; empty when there was one value only. */
export function rangeText({ resolution }: Measured, values: Values | null): string {
  if (!values || values.least === values.most) return '';
  const decimals = Math.min(4, decimalsOf(resolution));
  return `${signed(values.least, decimals)}\u2009–\u2009${signed(values.most, decimals)}`;
}

/** With a minus sign that is not taken for the dash of a range. */
export function signed(value: number, decimals: number): string {
  return number(value, decimals).replace(/^-/, '−');
}
