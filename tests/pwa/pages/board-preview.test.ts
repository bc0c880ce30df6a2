import { describe, expect, it } from 'vitest';
import { boardBars } from '../../../pwa/pages/board-bars.ts';
import { boardRows } from '../../../pwa/pages/board-rows.ts';
import { parkedCards } from '../../../pwa/pages/parked-cards.ts';
import { matching } from '../../../pwa/pages/board-finding.ts';
import { startOfMove } from '../../../pwa/pages/board-moving.ts';
import { dropped, previewOfDrop } from '../../../pwa/pages/board-preview.ts';
import { localText } from '../../../pwa/pages/plan-time.ts';
import { planView } from '../../fixtures/plan-view.ts';
import { PLANNING_NOW, planningWorld, type PlanningWorld } from '../../fixtures/planning-world.ts';
import { loadJobs } from '../../../shared/orders/verbs/placing.ts';

const HOUR = 3_600_000;
const WEEK = { from: PLANNING_NOW - 24 * HOUR, to: PLANNING_NOW + 144 * HOUR };
const DUE = PLANNING_NOW + 90 * 60_000;

/** Line 8 has two orders of 5,000 at 5,000 an hour, the second due half an hour before it ends. */
function busy(): PlanningWorld {
  const plant = planningWorld();
  plant.order('1');
  plant.order('2', { due: DUE });
  plant.order('3');
  plant.say((world) => loadJobs(world, { ids: ['wo-1.1'], line: 'line8', mode: 'next', why: 'plan' }));
  plant.say((world) => loadJobs(world, { ids: ['wo-2.1'], line: 'line8', mode: 'next', why: 'plan' }));
  return plant;
}

describe('The board', () => {
  it('has a row for each line, a bar for what waits there and a card for what is parked', () => {
    const view = planView(busy());
    expect(boardRows(view, null, WEEK).map(({ id }) => id)).toEqual(view.lines.map(({ id }) => id));
    expect(boardBars(view, null).map(({ id, row }) => [id, row])).toEqual([
      ['wo-1.1', 'line8'],
      ['wo-2.1', 'line8'],
    ]);
    expect(parkedCards(view, null).map(({ id, title }) => [id, title])).toEqual([['wo-3.1', 'PA 3']]);
  });

  it('says in a bar’s label all that its shape and colour show', () => {
    const [, bar] = boardBars(planView(busy()), null);
    expect(bar!.marks).toContain('late');
    expect(bar!.label).toContain('PA 2');
    expect(bar!.label).toContain('late');
    expect(bar!.label).toContain('5,000');
  });

  it('finds what a search means: title, lot number or reference', () => {
    const view = planView(busy());
    const found = (find: string) => ['wo-1.1', 'wo-2.1'].filter(matching(view, { find, only: 'all' })!);
    expect(found('pa 2')).toEqual(['wo-2.1']);
    expect(found('l1')).toEqual(['wo-1.1']);
    expect(found('nowhere')).toEqual([]);
    expect(['wo-1.1', 'wo-2.1'].filter(matching(view, { find: '', only: 'late' })!)).toEqual(['wo-2.1']);
    expect(matching(view, { find: ' ', only: 'all' })).toBeNull();
  });

  it('tells in a list, beside its times, how late a bar is, how much of it is wanted and when', () => {
    const [, bar] = boardBars(planView(busy()), null);
    expect(bar!.about).toMatch(/^late 30.min · 5,000 · due 1\d:\d\d$/);
    expect(bar!.note).toContain('ends');
  });
});

describe('A preview of a drop', () => {
  it('shows where it would run, and what is late by it, loudest first', () => {
    const plant = busy();
    const view = planView(plant);
    const target = { kind: 'row', row: 'line8', before: 'wo-2.1', at: null } as const;
    const preview = previewOfDrop(view, plant.world, ['wo-3.1'], target);
    expect(preview.refused).toBeNull();
    expect(preview.bars.map(({ id }) => id).sort()).toEqual(['wo-2.1', 'wo-3.1']);
    expect(preview.lines[0]!.text).toContain('PA 3');
    expect(preview.lines.find(({ tone }) => tone === 'act')?.text).toContain('PA 2');
    expect(plant.plan.jobs.get('wo-3.1')!.fields.place, 'nothing is entered').toBeUndefined();
  });

  it('says why something cannot be dropped there', () => {
    const plant = busy();
    const preview = previewOfDrop(planView(plant), plant.world, ['wo-3.1'], {
      kind: 'row',
      row: 'cartoner',
      before: null,
      at: null,
    });
    expect(preview.refused).toBe('Cartoner cannot do PA 3');
    expect(preview.lines.map(({ text }) => text)).toEqual(['Possible: Line 8, Line 9']);
    expect(preview.bars).toEqual([]);
  });

  it('says of an order with several operations that it ends later, and not that its first operation does', () => {
    const plant = busy();
    plant.order('4', {}, 'kit');
    const [pouching, cartoning] = plant.plan.orders.get('wo-4')!.jobs;
    for (const [job, line] of [
      [pouching!, 'line8'],
      [cartoning!, 'cartoner'],
    ] as const)
      plant.say((world) => loadJobs(world, { ids: [job], line, mode: 'next', why: 'plan' }));
    plant.order('5', { quantity: 100_000 }, 'kit');
    const other = plant.plan.orders.get('wo-5')!.jobs[1]!;
    const preview = previewOfDrop(planView(plant), plant.world, [other], {
      ...{ kind: 'row', row: 'cartoner', before: cartoning!, at: null },
    });
    expect(preview.lines.map(({ text }) => text)).toContainEqual(expect.stringMatching(/^Kit 4 ends .+ later$/));
  });

  it('asks for a reason where the frozen horizon is touched, and shows what would be all the same', () => {
    const plant = busy();
    const target = { kind: 'row', row: 'line8', before: 'wo-1.1', at: null } as const;
    const saying = dropped(plant.world, ['wo-3.1'], target);
    expect(saying.ok || saying.why).toBe('frozen');
    const preview = previewOfDrop(planView(plant), plant.world, ['wo-3.1'], target);
    expect(preview.refused).toBeNull();
    expect(preview.lines.map(({ text }) => text)).toContain('What comes next is frozen (PA 1): you will be asked why');
    const own = previewOfDrop(planView(plant), plant.world, ['wo-1.1'], { kind: 'parking' });
    expect(own.lines.map(({ text }) => text)).toContain('It is frozen: you will be asked why');
    expect(dropped(plant.world, ['wo-3.1'], target, { why: 'the strips are here' }).ok).toBe(true);
  });

  it('says that an order that was late is in time', () => {
    const plant = busy();
    const row = plant.world.situation.lines.find(({ id }) => id !== 'line8' && id !== 'cartoner')!.id;
    const preview = previewOfDrop(planView(plant), plant.world, ['wo-2.1'], {
      kind: 'row',
      row,
      before: null,
      at: null,
    });
    expect(preview.lines.map(({ text }) => text)).toContain('PA 2 is in time');
  });
});

describe('Moving by choosing', () => {
  it('begins with the time at which the order is foreseen to start, or that somebody gave it', () => {
    const plant = busy();
    const view = planView(plant);
    const zone = view.plant.timezone;
    expect(startOfMove(view, ['wo-2.1']).at).toBe(localText(view.schedule.jobs.get('wo-2.1')!.start, zone));
    expect(startOfMove(view, ['wo-3.1']).at).toBe(localText(view.schedule.now, zone));
    const at = PLANNING_NOW + 48 * HOUR;
    plant.say((world) => loadJobs(world, { ids: ['wo-3.1'], line: 'line8', mode: 'at', at, why: 'plan' }));
    expect(startOfMove(planView(plant), ['wo-3.1']).at).toBe(localText(at, zone));
  });
});
