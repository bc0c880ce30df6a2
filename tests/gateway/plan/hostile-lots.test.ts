import { expect, it } from 'vitest';
import { lotsInPlan } from '../../../gateway/plan/lots-in-plan.ts';
import { foldFacts } from '../../../shared/orders/fold-facts.ts';
import { readPlan } from '../../../shared/orders/read-plan.ts';
import { lotEntityId } from '../../../shared/orders/verbs/lots.ts';
import { Author, newOrder, setting } from './said.ts';

it('A lot with odd characters that a person assigned is kept as long as its order is open', () => {
  const author = new Author({ at: Date.UTC(2026, 10, 20) });
  const lot = setting('lot', lotEntityId('line8', 'A/1 #2'), { line: 'line8', lot: 'A/1 #2', job: 'o1.fill' });
  const rows = foldFacts(() => undefined, [author.change(...newOrder('o1'), lot)]);
  const neededUntil = lotsInPlan(readPlan(rows.values()), rows);
  expect(neededUntil('line8', 'A/1 #2')).toBeNull();
  expect(neededUntil('line8', 'A/1')).toBeUndefined();
});
