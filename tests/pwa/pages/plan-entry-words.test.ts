import { describe, expect, it } from 'vitest';
import type { EnteredPlanFact, RefusedEntry } from '../../../pwa/data/line-data.ts';
import { isCorrectable } from '../../../pwa/pages/entry-again.ts';
import { typedIn, valuesEntered, whatEntered } from '../../../pwa/pages/entry-words.ts';
import { refusedRows, whyRefused } from '../../../pwa/pages/refused-rows.ts';
import { lines, plant } from '../../fixtures/plant.ts';

const envelope = { _id: 'x', schema: 1, at: 5, by: { origin: 'device-ab12cd34', user: 'planner' } };
const around = {
  reasons: [],
  lines: new Map([['line8', 'Line 8']]),
  people: new Map(),
  plan: null,
  zone: 'UTC',
  now: 5,
};
const said = (fact: EnteredPlanFact) => whatEntered(fact, around);
const set = (entity: 'order' | 'job', id: string, ...fields: string[]) => ({
  ...{ entity, id, saw: {} },
  set: Object.fromEntries(fields.map((field) => [field, 1])),
});
const named = { 'order:o-1': 'Flu 125', 'order:o-2': 'Flu 126', 'job:o-1.a': 'Flu 125 Pouching' };
const change = (...sets: ReturnType<typeof set>[]): EnteredPlanFact => ({
  ...{ ...envelope, type: 'change', line: null, sets, named },
});

describe('what was entered about the plan', () => {
  it('is told by what it is about and by the fields that were set', () => {
    expect(said(change(set('order', 'o-1', 'due', 'quantity')))).toBe('Order Flu 125: due, quantity');
    const both = change(set('order', 'o-1', 'lot'), set('job', 'o-1.a', 'place'), set('order', 'o-1', 'due'));
    expect(said(both)).toBe('Order Flu 125: lot, due; Job Flu 125 Pouching: place');
  });

  it('is told by its id where nobody named it, and in short where it is much', () => {
    expect(said(change(set('order', 'o-9', 'due')))).toBe('Order o-9: due');
    const many = change(...Array.from({ length: 9 }, (_, i) => set('order', `o-${i}`, 'due')));
    expect(said(many)).toBe('Order o-0: due; Order Flu 125: due; Order Flu 126: due; and 6 more');
    const wide = change(set('order', 'o-1', 'lot', 'due', 'notes', 'colour', 'priority', 'quantity', 'reference'));
    expect(said(wide)).toBe('Order Flu 125: lot, due, notes, colour, priority, quantity, and 1 more');
  });

  it('is told as one new order, with what it was to be, whatever jobs its product gives it', () => {
    const order = {
      entity: 'order' as const,
      id: 'o-1',
      saw: {},
      set: { lot: '125', quantity: 62_000, product: 'flu' },
    };
    const job = {
      entity: 'job' as const,
      id: 'o-1.a',
      saw: {},
      set: { order: 'o-1', operation: 'Pouching', tasks: [] },
    };
    const fact = change(order as never, job as never);
    expect(said(fact)).toBe('New order Flu 125');
    expect(valuesEntered(fact, around).map(({ name, value }) => `${name} ${value}`)).toEqual([
      'lot 125',
      'quantity 62,000',
      'product flu',
    ]);
    expect(valuesEntered(change(set('order', 'o-1', 'due'), set('order', 'o-2', 'due')), around)).toEqual([]);
  });

  it('is told as a draft where one was published', () => {
    const fact = { ...change(set('order', 'o-1', 'due')), draft: 'Two shifts' } as EnteredPlanFact;
    expect(said(fact)).toBe('Draft “Two shifts”: Order Flu 125: due');
  });

  it('is told by what was moved, started and ended', () => {
    const moved = {
      ...envelope,
      type: 'transfer' as const,
      line: null,
      from: 'o-1',
      to: 'o-2',
      quantity: 1_200,
      named,
    };
    expect(said({ ...moved, kind: 'split' })).toBe('1,200 split off Flu 125');
    expect(said({ ...moved, kind: 'merge' })).toBe('1,200 of Flu 125 merged into Flu 126');
    const run = { ...envelope, type: 'execution' as const, line: 'line8', job: 'o-1.a', named, why: 'film torn' };
    expect(said({ ...run, verb: 'pause' })).toBe('Paused Flu 125 Pouching on Line 8');
    expect(typedIn({ ...run, verb: 'pause' })).toBe('film torn');
  });
});

describe('what the plan did not take', () => {
  const refused = (changes: Partial<RefusedEntry> = {}): RefusedEntry => ({
    ...{ id: 'x', code: 'plan', reason: 'as told', fact: change(set('order', 'o-1', 'due')), plan: 'line-busy' },
    ...changes,
  });

  it('says what and why', () => {
    expect(refusedRows([refused()], { reasons: [], plant, lines }, 5)).toEqual([
      { id: 'x', what: 'Order Flu 125: due', why: 'the line was running another job', comment: null },
    ]);
    expect(whyRefused({ code: 'plan', plan: null })).toBe('it does not fit the plan as it is now');
  });

  it('can be entered again where that may help', () => {
    expect(isCorrectable(refused())).toBe(true);
    expect(isCorrectable(refused({ plan: 'frozen' }))).toBe(true);
    expect(isCorrectable(refused({ code: 'role', plan: null }))).toBe(true);
    expect(isCorrectable(refused({ plan: 'lot-number-taken' }))).toBe(true);
    expect(isCorrectable(refused({ plan: 'unknown-line' }))).toBe(false);
    expect(isCorrectable(refused({ code: 'expired', plan: null }))).toBe(false);
  });
});
