import { describe, expect, it } from 'vitest';
import { plannedParts } from '../../../../pwa/components/audit/planned.ts';

const fact = { schema: 1, line: null, at: 1, by: { origin: 'd', user: 'planner' } };

describe('what was said of the plan, in the audit trail', () => {
  it('is told thing by thing and field by field, without how it is written down', () => {
    const sets = [
      { entity: 'order', id: 'o-1', set: { lotNumber: '158777', quantity: 62_000 }, saw: { quantity: ['f1'] } },
      { entity: 'job', id: 'o-1.a', set: { place: { line: 'line8', key: 'a0.x' } }, saw: {} },
    ];
    expect(plannedParts({ ...fact, type: 'change', sets, draft: 'Two shifts' })).toEqual([
      { entity: null, field: 'draft', value: 'Two shifts' },
      { entity: 'order', field: null, value: 'o-1' },
      { entity: 'order', field: 'lotNumber', value: '158777' },
      { entity: 'order', field: 'quantity', value: 62_000 },
      { entity: 'job', field: null, value: 'o-1.a' },
      { entity: 'job', field: 'place', value: { line: 'line8', key: 'a0.x' } },
    ]);
  });

  it('is told by what was moved, or done at a line', () => {
    expect(plannedParts({ ...fact, type: 'execution', line: 'line8', job: 'o-1.a', verb: 'pause' })).toEqual([
      { entity: null, field: 'verb', value: 'pause' },
      { entity: null, field: 'job', value: 'o-1.a' },
    ]);
  });

  it.each([[null], ['verify'], [{ type: 'reason', code: 'jam' }]])('is nothing of the plan: %j', (said) => {
    expect(plannedParts(said)).toBeNull();
  });
});
