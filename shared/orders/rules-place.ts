/** A job on a line that cannot do it. */
import { canRunOn } from './lines-of-job.ts';
import { notSaid } from './not-said.ts';
import type { RuleWorld } from './rules.ts';
import { isOf, sawAll, type Told } from './rules-told.ts';
import type { NotSaid } from './said.ts';

export function wrongPlace(told: Told, _all: ReadonlyMap<string, Told>, { lines }: RuleWorld): NotSaid | null {
  if (!isOf(told, 'job') || !told.set.place || !sawAll(told, 'place')) return null;
  const { place } = told.after;
  const line = lines.find(({ id }) => id === place?.line);
  if (line === undefined || canRunOn(told.after, line)) return null;
  const { entity, id } = told;
  return notSaid(
    'wrong-line',
    { entity, id, field: 'place' },
    `Line "${line.id}" cannot do job "${id}"; choose another one`,
  );
}
