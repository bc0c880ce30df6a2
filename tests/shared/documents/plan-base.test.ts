import fc from 'fast-check';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { Change } from '../../../shared/documents/change.ts';
import { Execution } from '../../../shared/documents/execution.ts';
import { PlanBase } from '../../../shared/documents/plan-base.ts';
import { Transfer } from '../../../shared/documents/transfer.ts';
import { basesOf, planHistories, rowsAfter } from '../../fixtures/plan-facts.ts';

describe('the base of something in the plan', () => {
  it('is a document, whatever people said of it, and goes through JSON unchanged', () => {
    fc.assert(
      fc.property(planHistories(), (facts) => {
        for (const base of basesOf(rowsAfter(facts), '2026_11')) {
          const written: unknown = JSON.parse(JSON.stringify({ ...base, received: base.at }));
          expect(Check(PlanBase, written)).toBe(true);
          expect(written).toEqual({ ...base, received: base.at });
        }
      }),
    );
  });

  it('is made of facts that are documents themselves', () => {
    const types = { change: Change, transfer: Transfer, execution: Execution, base: PlanBase };
    fc.assert(
      fc.property(planHistories(), (facts) => {
        for (const fact of facts) expect(Check(types[fact.type], { ...fact, received: fact.at })).toBe(true);
      }),
    );
  });
});
