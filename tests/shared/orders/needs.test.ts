import { describe, expect, it } from 'vitest';
import { EVERY_LINE, may, type Lines } from '../../../shared/access/may.ts';
import { addException, setDefaultWeek } from '../../../shared/calendar/calendar-verbs.ts';
import type { ChangeSet } from '../../../shared/documents/change.ts';
import { readPlan } from '../../../shared/orders/read-plan.ts';
import { linesOfScope, needsOf } from '../../../shared/orders/needs.ts';
import type { Said, Saying } from '../../../shared/orders/said.ts';
import { editOrder } from '../../../shared/orders/verbs/orders.ts';
import { loadJobs } from '../../../shared/orders/verbs/placing.ts';
import { mergeOrders } from '../../../shared/orders/verbs/quantities.ts';
import { setSetting } from '../../../shared/orders/verbs/sheet.ts';
import type { VerbWorld } from '../../../shared/orders/verbs/world.ts';
import { PLANNING_LINES, planningWorld } from '../../fixtures/planning-world.ts';
import { MONDAY, PlanAuthor } from '../../fixtures/plan-facts.ts';

/** Lines 8 and 9 are of one process group, the cartoner of another. */
function plant() {
  const world = planningWorld();
  for (const lot of ['a', 'b', 'c']) world.order(lot);
  world.say((w) => loadJobs(w, { ids: ['wo-a.1'], line: 'line8', mode: 'next' }));
  world.say((w) => loadJobs(w, { ids: ['wo-b.1'], line: 'line9', mode: 'next' }));
  return world;
}
const SHIFTS = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const exception = (scope: string) => (w: VerbWorld) =>
  addException(w, { scope, kind: 'holiday', from: '2026-11-26T06:00', to: '2026-11-26T14:00', name: null });
const sheet = (entity: ChangeSet['entity'], set: Record<string, unknown>) => (): Saying => ({
  ok: true,
  said: [{ type: 'change', sets: [{ entity, id: 'new', set, saw: {} }] }],
});

/** What somebody of these lines may plan. */
function mayPlan(lines: Lines, verb: (world: VerbWorld) => Saying): boolean {
  const { world } = plant();
  const saying = verb({ ...world, why: 'x' });
  if (!saying.ok) throw new Error(saying.detail);
  const { plan } = world.situation;
  const needs = saying.said.flatMap((said) =>
    needsOf(said, { plan, lines: PLANNING_LINES, user: 'keeper', rowOf: () => undefined }),
  );
  return needs.every(({ right, line }) => may([{ roles: ['planner'], lines }], right, line));
}

describe('A planner of some lines only', () => {
  const line8: Lines = ['line8'];
  const pouching: Lines = ['line8', 'line9'];
  const each: Lines = ['line8', 'line9', 'cartoner'];
  it.each<[string, (world: VerbWorld) => Saying, Lines, Lines | null]>([
    [
      'sets the weeks of the plant',
      (w) => setDefaultWeek(w, { scope: 'plant', from: '2026-11-23', days: SHIFTS, overwriteCustomised: false }),
      '*',
      each,
    ],
    ['makes a holiday of the plant', exception('plant'), '*', each],
    ['makes one of a process group', exception('group:pouching'), pouching, line8],
    ['makes one of a line', exception('line:line8'), line8, ['line9']],
    ['says how the plant goes', (w) => setSetting(w, { line: null, fields: { frozen: 2 } }), '*', each],
    ['says how a line goes', (w) => setSetting(w, { line: 'line8', fields: { frozen: 2 } }), line8, ['line9']],
    ['adds a product', sheet('product', { name: 'Pouch C' }), '*', each],
    ['adds a rate for all lines', sheet('rate', { product: 'pouch-a', perHour: 9 }), '*', each],
    ['adds a rate for a line', sheet('rate', { product: 'pouch-a', perHour: 9, line: 'line8' }), line8, ['line9']],
    ['adds a changeover for all lines', sheet('changeover', { from: '*', to: '*', ms: 1 }), '*', each],
    ['moves within a line', (w) => loadJobs(w, { ids: ['wo-c.1'], line: 'line8', mode: 'next' }), line8, ['line9']],
    ['moves to another', (w) => loadJobs(w, { ids: ['wo-a.1'], line: 'line9', mode: 'next' }), pouching, line8],
    ['changes an order of a line', (w) => editOrder(w, { id: 'wo-a', fields: { priority: 1 } }), line8, ['line9']],
    ['changes one that is parked', (w) => editOrder(w, { id: 'wo-c', fields: { priority: 1 } }), line8, null],
    ['merges orders of lines', (w) => mergeOrders(w, { from: ['wo-a'], into: 'wo-b' }), pouching, ['line9']],
  ])('%s', (_, verb, enough, tooFew) => {
    expect(mayPlan(enough, verb)).toBe(true);
    if (tooFew) expect(mayPlan(tooFew, verb)).toBe(false);
  });

  it('takes nothing from the plant or a line by calling it otherwise', () => {
    const author = new PlanAuthor('desk');
    author.change(MONDAY, 'exception', 'e', { scope: 'plant', kind: 'closed', from: 'x', to: 'y' });
    author.change(MONDAY, 'rate', 'r', { product: 'p', perHour: 1, line: 'line9' });
    const plan = readPlan(author.rows.values());
    const world = { plan, lines: PLANNING_LINES, user: 'keeper', rowOf: (id: string) => author.rows.get(id) };
    const linesFor = (entity: ChangeSet['entity'], id: string, set: Record<string, unknown>) =>
      needsOf({ type: 'change', sets: [{ entity, id, set, saw: {} }] }, world).map(({ line }) => line);
    expect(linesFor('exception', 'e', { scope: 'line:line8' })).toEqual([EVERY_LINE, 'line8']);
    expect(linesFor('exception', 'e', { deleted: true })).toEqual([EVERY_LINE]);
    expect(linesFor('rate', 'r', { line: 'line8' })).toEqual(['line9', 'line8']);
    expect(linesFor('rate', 'r', { line: null })).toEqual(['line9', EVERY_LINE]);
    expect(linesFor('week', 'gone', { deleted: true })).toEqual([EVERY_LINE]);
  });

  it('is offered the parts of the plant that are all his or hers', () => {
    expect(linesOfScope('plant', PLANNING_LINES)).toEqual([EVERY_LINE]);
    expect(linesOfScope('group:pouching', PLANNING_LINES)).toEqual(['line8', 'line9']);
    expect(linesOfScope('group:nobody', PLANNING_LINES)).toEqual([EVERY_LINE]);
    expect(linesOfScope('line:line8', PLANNING_LINES)).toEqual(['line8']);
  });
});

describe('A comment', () => {
  const author = new PlanAuthor('desk');
  author.change(MONDAY, 'comment', 'c', { order: 'o-1', text: 'Film tore' });
  const head = author.rows.get('comment:c')!.state['order']!.heads[0]!;
  const right = (user: string | null, set: Record<string, unknown>, id = 'c') => {
    const said: Said = { type: 'change', sets: [{ entity: 'comment', id, set, saw: {} }] };
    const rowOf = (rowId: string) => author.rows.get(rowId);
    const plan = readPlan(author.rows.values());
    return needsOf(said, { plan, lines: [], user, rowOf }).map((need) => need.right);
  };

  it('is changed and taken away by whoever wrote it, else by planners', () => {
    expect(right(head.user, { text: 'Film tore twice' })).toEqual(['do-tasks']);
    expect(right('keeper', { text: 'Nothing happened' })).toEqual(['plan']);
    expect(right('keeper', { deleted: true })).toEqual(['plan']);
    expect(right(null, { deleted: true })).toEqual(['plan']);
  });

  it('does not become somebody’s who says so, nor when it is deleted', () => {
    expect(right('keeper', { order: 'o-1', text: 'Mine' })).toEqual(['plan']);
    author.change(MONDAY + 1, 'comment', 'c', { deleted: true });
    expect(right('keeper', { deleted: null })).toEqual(['plan']);
    expect(right(head.user, { deleted: null })).toEqual(['do-tasks']);
  });

  it('is written by everybody who does tasks', () => {
    expect(right('keeper', { order: 'o-1', text: 'Film B' }, 'new')).toEqual(['do-tasks']);
  });
});
