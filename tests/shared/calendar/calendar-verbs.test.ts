import { describe, expect, it } from 'vitest';
import {
  addException,
  changeException,
  customiseWeek,
  removeException,
  removeWeek,
  setDefaultWeek,
} from '../../../shared/calendar/calendar-verbs.ts';
import { WEEKDAYS, type PlanFields, type Shift, type WeekDays } from '../../../shared/orders/entities.ts';
import type { Plan, Planned } from '../../../shared/orders/plan.ts';
import { readPlan } from '../../../shared/orders/read-plan.ts';
import type { Saying } from '../../../shared/orders/said.ts';
import type { VerbWorld } from '../../../shared/orders/verbs/world.ts';
import { withSaid } from '../../../shared/orders/with-said.ts';

const weekOf = (shifts: Shift[], days: readonly string[] = WEEKDAYS) =>
  Object.fromEntries(WEEKDAYS.map((day) => [day, days.includes(day) ? shifts : []])) as WeekDays;
const EARLY = weekOf([{ from: '06:00', to: '14:00' }]);
const LATE = weekOf([{ from: '14:00', to: '22:00' }]);

type Fields<E extends 'week' | 'exception'> = Record<string, PlanFields<E>>;
function planned<E extends 'week' | 'exception'>(entity: E, all: Fields<E>): Map<string, Planned<E>> {
  return new Map(
    Object.entries(all).map(([id, fields]) => [
      id,
      {
        ...{ id, entity, fields, conflicts: [], waiting: [] },
        heads: Object.fromEntries(Object.keys(fields).map((field) => [field, [`head-of-${id}-${field}`]])),
      },
    ]),
  );
}

function world(weeks: Fields<'week'> = {}, exceptions: Fields<'exception'> = {}): VerbWorld {
  const plan: Plan = { ...readPlan([]), weeks: planned('week', weeks), exceptions: planned('exception', exceptions) };
  const line = { idealRatePerHour: 1, standardRatePerHour: 1, stops: { minSeconds: 1, bins: [], downFromSeconds: 1 } };
  let counter = 0;
  return {
    situation: {
      plan,
      ...{ lots: [], paces: [], now: 0 },
      lines: [
        { ...line, id: 'line8', name: 'Line 8', processGroup: 'pouching', position: 0 },
        { ...line, id: 'line9', name: 'Line 9', position: 1 },
      ],
      plant: {
        ...{ id: 'demo', name: 'Demo', timezone: 'America/Los_Angeles', productionDayStart: '06:00', demo: false },
        processGroups: [{ id: 'pouching', name: 'Pouching' }],
      },
    },
    schedule: {
      ...{ now: 0, standings: new Map(), mismatches: [], queues: new Map(), parked: [], jobs: new Map() },
      ...{ orders: new Map(), conflicts: [], tasks: [], waits: [] },
    },
    newId: () => `dev1-${++counter}`,
    suffix: 'dev1',
  };
}

const setsOf = (saying: Saying) => {
  if (!saying.ok) throw new Error(saying.detail);
  return saying.said.flatMap((said) => (said.type === 'change' ? said.sets : []));
};
/** Weeks and exceptions as they are afterwards. */
function after(at: VerbWorld, saying: Saying): Pick<Plan, 'weeks' | 'exceptions'> {
  if (!saying.ok) throw new Error(saying.detail);
  return withSaid(at.situation.plan, saying.said, 0);
}
const weeksAfter = (at: VerbWorld, saying: Saying) =>
  Object.fromEntries([...after(at, saying).weeks].map(([id, { fields }]) => [id, [fields.from, fields.to ?? null]]));

describe('a default week', () => {
  it('is a new one with an effective date', () => {
    const saying = setDefaultWeek(world(), {
      scope: 'plant',
      from: '2026-12-01',
      days: EARLY,
      overwriteCustomised: false,
    });
    expect(setsOf(saying)).toEqual([
      { entity: 'week', id: 'dev1-1', set: { scope: 'plant', from: '2026-12-01', days: EARLY }, saw: {} },
    ]);
  });

  it('of a date that has one already is changed, by somebody who saw what it was', () => {
    const at = world({ w1: { scope: 'plant', from: '2026-12-01', days: EARLY } });
    expect(
      setsOf(setDefaultWeek(at, { scope: 'plant', from: '2026-12-01', days: LATE, overwriteCustomised: false })),
    ).toEqual([{ entity: 'week', id: 'w1', set: { days: LATE }, saw: { days: ['head-of-w1-days'] } }]);
    // The same date of another scope is another week.
    const other = setDefaultWeek(at, {
      scope: 'line:line8',
      from: '2026-12-01',
      days: LATE,
      overwriteCustomised: false,
    });
    expect(setsOf(other)[0]!.id).toBe('dev1-1');
  });

  it('overwrites customised weeks of its scope and of narrower ones from its date on, in the same change', () => {
    const at = world({
      before: { scope: 'plant', from: '2026-11-02', to: '2026-11-09', days: LATE },
      over: { scope: 'plant', from: '2026-11-23', to: '2026-12-07', days: LATE },
      later: { scope: 'plant', from: '2026-12-07', to: '2026-12-14', days: LATE },
      ofLine: { scope: 'line:line8', from: '2026-12-07', to: '2026-12-14', days: LATE },
      defaultOfLine: { scope: 'line:line8', from: '2026-12-07', days: LATE },
    });
    const args = { scope: 'plant', from: '2026-12-01', days: EARLY, overwriteCustomised: true };
    const saying = setDefaultWeek(at, args);
    expect(saying.ok && saying.said).toHaveLength(1);
    expect(weeksAfter(at, saying)).toEqual({
      before: ['2026-11-02', '2026-11-09'],
      over: ['2026-11-23', '2026-12-01'],
      defaultOfLine: ['2026-12-07', null],
      'dev1-1': ['2026-12-01', null],
    });
    const kept = setDefaultWeek(at, { ...args, overwriteCustomised: false });
    expect(Object.keys(weeksAfter(at, kept))).toHaveLength(6);
  });

  it('of a process group overwrites those of the group and its lines only', () => {
    const week = { from: '2026-12-07', to: '2026-12-14', days: LATE };
    const at = world({
      plant: { scope: 'plant', ...week },
      group: { scope: 'group:pouching', ...week },
      inside: { scope: 'line:line8', ...week },
      outside: { scope: 'line:line9', ...week },
    });
    const args = { scope: 'group:pouching', from: '2026-12-01', days: EARLY, overwriteCustomised: true };
    expect(Object.keys(weeksAfter(at, setDefaultWeek(at, args)))).toEqual(
      ['plant', 'outside', 'dev1-2'].map((id) => (id === 'dev1-2' ? 'dev1-1' : id)),
    );
  });
});

describe('a customised week', () => {
  it('lasts seven days from its Monday', () => {
    const at = world();
    expect(weeksAfter(at, customiseWeek(at, { scope: 'line:line8', monday: '2026-12-28', days: LATE }))).toEqual({
      'dev1-1': ['2026-12-28', '2027-01-04'],
    });
  });

  it('that is there already is changed, and what else was customised in it gives way', () => {
    const at = world({
      same: { scope: 'plant', from: '2026-12-07', to: '2026-12-14', days: LATE },
      inIt: { scope: 'plant', from: '2026-12-09', to: '2026-12-11', days: LATE },
      beyond: { scope: 'plant', from: '2026-12-10', to: '2026-12-20', days: LATE },
      ofLine: { scope: 'line:line8', from: '2026-12-09', to: '2026-12-11', days: LATE },
    });
    expect(weeksAfter(at, customiseWeek(at, { scope: 'plant', monday: '2026-12-07', days: EARLY }))).toEqual({
      same: ['2026-12-07', '2026-12-14'],
      beyond: ['2026-12-14', '2026-12-20'],
      ofLine: ['2026-12-09', '2026-12-11'],
    });
  });

  it('can be taken away again', () => {
    const at = world({ w1: { scope: 'plant', from: '2026-12-07', to: '2026-12-14', days: LATE } });
    expect(weeksAfter(at, removeWeek(at, { id: 'w1' }))).toEqual({});
    expect(removeWeek(at, { id: 'w2' })).toMatchObject({ ok: false, why: 'unknown', about: 'week:w2' });
  });
});

describe('an exception', () => {
  const closed = {
    scope: 'line:line8',
    kind: 'closed',
    from: '2026-12-24T12:00',
    to: '2026-12-27T00:00',
    name: 'inventory',
  } as const;

  it('is added, changed field by field and removed', () => {
    const at = world({}, { e1: { ...closed } });
    expect(setsOf(addException(at, { ...closed, name: null }))).toEqual([
      {
        entity: 'exception',
        id: 'dev1-1',
        set: { scope: 'line:line8', kind: 'closed', from: '2026-12-24T12:00', to: '2026-12-27T00:00' },
        saw: {},
      },
    ]);
    expect(setsOf(changeException(at, { id: 'e1', to: '2026-12-28T00:00' }))).toEqual([
      { entity: 'exception', id: 'e1', set: { to: '2026-12-28T00:00' }, saw: { to: ['head-of-e1-to'] } },
    ]);
    expect(setsOf(changeException(at, { id: 'e1', name: null }))[0]!.set).toEqual({ name: null });
    expect(after(at, removeException(at, { id: 'e1' })).exceptions.size).toBe(0);
  });

  it('that is as wanted already is no change', () => {
    expect(changeException(world({}, { e1: { ...closed } }), { id: 'e1', ...closed })).toEqual({ ok: true, said: [] });
  });
});

describe('nonsense is refused, with what is wrong in it:', () => {
  const refused = (saying: Saying) => (saying.ok ? 'taken' : `${saying.why}: ${saying.detail}`);
  const onMonday = (...shifts: Shift[]) => weekOf(shifts, ['mon']);
  const asDefault = (days: WeekDays) =>
    refused(setDefaultWeek(world(), { scope: 'plant', from: '2026-12-01', days, overwriteCustomised: false }));

  it('an end that is not after the start', () => {
    const exception = {
      scope: 'plant',
      kind: 'closed',
      from: '2026-12-24T12:00',
      to: '2026-12-24T12:00',
      name: null,
    } as const;
    expect(refused(addException(world(), exception))).toContain('"2026-12-24T12:00" is not after "2026-12-24T12:00"');
    const { name: _name, ...fields } = exception;
    const there = world({}, { e1: { ...fields, to: '2026-12-25T00:00' } });
    expect(changeException(there, { id: 'e1', to: '2026-12-23T00:00' })).toMatchObject({
      about: 'exception:e1',
      field: 'to',
    });
  });

  it('shifts that overlap, also over midnight and from Sunday into Monday', () => {
    const early = { from: '06:00', to: '14:00' };
    expect(asDefault(onMonday(early, { from: '13:00', to: '22:00' }))).toContain(
      '"06:00-14:00" and "13:00-22:00" (on "mon") overlap',
    );
    expect(asDefault({ ...weekOf([]), mon: [{ from: '22:00', to: '06:30' }], tue: [early] })).toContain(
      '(on "tue") overlap',
    );
    expect(asDefault({ ...weekOf([]), sun: [{ from: '22:00', to: '06:30' }], mon: [early] })).toContain(
      '(on "mon") overlap',
    );
    expect(asDefault({ ...weekOf([]), sun: [{ from: '22:00', to: '06:00' }], mon: [early] })).toBe('taken');
  });

  it('breaks outside of their shift, or two at a time', () => {
    const withBreaks = (...breaks: { from: string; to: string }[]) => onMonday({ from: '22:00', to: '06:00', breaks });
    expect(asDefault(withBreaks({ from: '05:30', to: '06:30' }))).toContain(
      'the break "05:30-06:30" is not within its shift',
    );
    expect(asDefault(withBreaks({ from: '02:00', to: '02:30' }, { from: '02:15', to: '02:45' }))).toContain('overlap');
    expect(asDefault(withBreaks({ from: '23:45', to: '00:15' }, { from: '02:00', to: '02:30' }))).toBe('taken');
  });

  it('dates that there are not, weeks that do not begin on a Monday, places that the plant does not have', () => {
    const days = EARLY;
    expect(
      refused(setDefaultWeek(world(), { scope: 'plant', from: '2026-02-30', days, overwriteCustomised: false })),
    ).toContain('"2026-02-30" is not a date');
    expect(refused(customiseWeek(world(), { scope: 'plant', monday: '2026-12-01', days }))).toContain('not a Monday');
    expect(refused(customiseWeek(world(), { scope: 'line:line7', monday: '2026-11-30', days }))).toContain(
      'unknown-line: "line:line7"',
    );
    expect(refused(customiseWeek(world(), { scope: 'group:x', monday: '2026-11-30', days }))).toContain(
      'unknown: "group:x"',
    );
  });
});
