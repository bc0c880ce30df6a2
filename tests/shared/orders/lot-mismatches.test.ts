import { describe, expect, it } from 'vitest';
import { lotRow, MONDAY } from '../../fixtures/plan-facts.ts';
import { desk, HOUR, look, NOON } from './two-orders.ts';

describe('a lot on a line', () => {
  it('starts the order that has its number, and counts its good parts to it', () => {
    const { of, mismatches } = look(desk(), [lotRow('line8', '220135', { good: 400, goodPerHour: 2000 })]);
    expect(of('o-1')).toMatchObject({ state: 'Running', line: 'line8', made: 400, remaining: 600, goodPerHour: 2000 });
    expect(of('o-1')).toMatchObject({ startedAt: MONDAY, endedAt: null, lots: [{ lot: '220135', made: 400 }] });
    expect(mismatches).toEqual([]);
  });

  it('leaves its order interrupted when the line turned to another one', () => {
    const first = lotRow('line8', '220135', { current: false, good: 400 });
    const next = lotRow('line8', '220136', { fromMs: MONDAY + 4 * HOUR, toMs: NOON });
    const { of, mismatches } = look(desk(), [first, next]);
    expect(of('o-1')).toMatchObject({ state: 'Interrupted', line: 'line8', remaining: 600 });
    expect(of('o-2').state).toBe('Running');
    expect(mismatches).toMatchObject([{ why: 'differs', job: 'o-2.pouch', planned: 'o-1.pouch', unassigned: 0 }]);
  });

  it('goes on to the next order without a word when the one before has all its parts', () => {
    const first = lotRow('line8', '220135', { current: false, good: 1001 });
    const { of, mismatches } = look(desk(), [
      first,
      lotRow('line8', '220136', { fromMs: MONDAY + 4 * HOUR, toMs: NOON }),
    ]);
    expect(of('o-1')).toMatchObject({ state: 'Interrupted', remaining: 0, made: 1001, endedAt: null });
    expect(mismatches).toEqual([]);
  });

  it('that no order has is told, with its parts, until a person says where it belongs', () => {
    const author = desk();
    const lots = [lotRow('line8', '229999', { current: false, good: 70 })];
    expect(look(author, lots).mismatches).toMatchObject([
      { line: 'line8', lot: '229999', why: 'unknown', job: null, planned: 'o-1.pouch', unassigned: 70, current: false },
    ]);
    author.change(NOON, 'lot', 'line8.229999', { line: 'line8', lot: '229999', job: 'o-1.pouch' });
    const { of, mismatches } = look(author, lots);
    expect(mismatches).toEqual([]);
    expect(of('o-1').made).toBe(70);
  });

  it('may be assigned though its name cannot stand in an id', () => {
    const author = desk();
    author.change(NOON, 'lot', 'line8.22_20_9', { line: 'line8', lot: '22 9', job: 'o-1.pouch' });
    expect(look(author, [lotRow('line8', '22 9')]).of('o-1').made).toBe(1000);
  });

  it('of an order in the parking lot runs it, and is told, since the plan says otherwise', () => {
    const { of, mismatches } = look(desk(), [lotRow('line8', '220137')]);
    expect(of('o-3')).toMatchObject({ state: 'Running', line: 'line8' });
    expect(mismatches).toMatchObject([{ why: 'differs', job: 'o-3.pouch', planned: 'o-1.pouch', unassigned: 0 }]);
  });

  it('that went on on another line runs there, and not on the line that it left, whoever pauses it', () => {
    const author = desk();
    author.execute(MONDAY - HOUR, 'start', 'o-1.pouch', 'line8');
    const lots = [
      lotRow('line8', '220135', { good: 600, toMs: MONDAY + HOUR }),
      lotRow('line9', '220135', { good: 200, fromMs: MONDAY + 2 * HOUR, toMs: MONDAY + 3 * HOUR }),
    ];
    const moved = look(author, lots).of('o-1');
    expect(moved).toMatchObject({ state: 'Running', line: 'line9', made: 800, remaining: 200 });
    expect(moved.problems.map(({ code }) => code)).toEqual(['movedWhileRunning']);
    author.execute(MONDAY + 4 * HOUR, 'pause', 'o-1.pouch', 'line9');
    expect(look(author, lots).of('o-1').state).toBe('Interrupted');
  });

  it('belongs to no job that the line cannot do', () => {
    const lines = [
      { id: 'line8', processGroup: 'pouching' },
      { id: 'line9', processGroup: 'boxing' },
    ];
    expect(look(desk(), [lotRow('line9', '220137')], lines).mismatches).toMatchObject([{ why: 'unknown' }]);
    expect(look(desk(), [lotRow('line9', '220137')]).of('o-3').state).toBe('Running');
  });

  it('belongs, of the steps of one order, to the one that is placed on the line', () => {
    const author = desk();
    const place = { line: 'line9', key: 'a0.x' };
    author.change(MONDAY, 'job', 'o-1.box', { order: 'o-1', operation: 'Boxing', position: 0, place });
    const { of } = look(author, [lotRow('line8', '220135', { good: 10 })]);
    expect(of('o-1').made).toBe(10);
  });

  it('counts to an order that is not closed, when a closed one had the same number', () => {
    const author = desk();
    author.change(MONDAY, 'order', 'o-0', { lotNumber: '220135', quantity: 5, closed: true });
    author.change(MONDAY, 'job', 'o-0.pouch', { order: 'o-0', operation: 'Pouching' });
    expect(look(author, [lotRow('line8', '220135')]).of('o-1').state).toBe('Running');
  });
});

describe('a line on which lots are confirmed', () => {
  const confirming = (id: string) => {
    const author = desk();
    author.change(MONDAY, 'setting', id, { lots: 'confirm' });
    return author;
  };

  it.each(['plant', 'line-line8'])('lets no lot start its order before somebody says so (setting of "%s")', (id) => {
    const { of, mismatches } = look(confirming(id), [lotRow('line8', '220135', { good: 30 })]);
    expect(of('o-1')).toMatchObject({ state: 'AllowedToStart', made: 0, lots: [] });
    expect(mismatches).toMatchObject([{ why: 'confirm', job: 'o-1.pouch', planned: 'o-1.pouch', unassigned: 30 }]);
  });

  it('counts all of the lot once its order was started there, or the lot assigned', () => {
    const started = confirming('plant');
    started.execute(NOON, 'start', 'o-1.pouch', 'line8');
    const assigned = confirming('plant');
    assigned.change(NOON, 'lot', 'line8.220135', { line: 'line8', lot: '220135', job: 'o-1.pouch' });
    for (const author of [started, assigned]) {
      const { of, mismatches } = look(author, [lotRow('line8', '220135', { good: 30 })]);
      expect(of('o-1')).toMatchObject({ state: 'Running', made: 30 });
      expect(mismatches).toEqual([]);
    }
  });

  it('counts nothing of a lot that nobody confirmed before its order was closed', () => {
    const author = confirming('plant');
    author.change(MONDAY + HOUR, 'order', 'o-1', { closed: true });
    const { of, mismatches } = look(author, [lotRow('line8', '220135', { good: 30 })]);
    expect(of('o-1')).toMatchObject({ state: 'Aborted', made: 0 });
    expect(mismatches).toMatchObject([{ why: 'closed', unassigned: 30 }]);
  });

  it('is automatic again if its own setting says so', () => {
    const author = confirming('plant');
    author.change(MONDAY, 'setting', 'line-line8', { lots: 'automatic' });
    expect(look(author, [lotRow('line8', '220135')]).of('o-1').state).toBe('Running');
  });
});

describe('a job that ended while its lot goes on', () => {
  const day = (n: number, good: number) => ({ day: MONDAY + n * 24 * HOUR, produced: good, good, rework: 0 });
  const completedAt = (at: number) => {
    const author = desk();
    author.execute(at, 'complete', 'o-1.pouch', 'line8');
    return author;
  };

  it('has what was made before, and the rest is nobody’s', () => {
    const lot = lotRow('line8', '220135', { good: 150, days: [day(0, 100), day(1, 50)], toMs: MONDAY + 30 * HOUR });
    const { of, mismatches } = look(completedAt(MONDAY + 24 * HOUR), [lot]);
    expect(of('o-1')).toMatchObject({ state: 'Ended', made: 100, remaining: 0 });
    expect(mismatches).toMatchObject([{ why: 'closed', job: 'o-1.pouch', planned: 'o-2.pouch', unassigned: 50 }]);
  });

  it('has of the day in which it ended the part until then', () => {
    const lot = lotRow('line8', '220135', { good: 100, days: [day(0, 100)], toMs: MONDAY + 4 * HOUR });
    const { of, mismatches } = look(completedAt(MONDAY + 3 * HOUR), [lot]);
    expect([of('o-1').made, mismatches[0]!.unassigned]).toEqual([75, 25]);
  });

  it('keeps what the gateway counted until then, however the line goes on', () => {
    const ended = { at: MONDAY + 3 * HOUR, good: 90 };
    const made = [100, 140].map((good) => {
      const lot = lotRow('line8', '220135', { good, days: [day(0, good)], toMs: MONDAY + 4 * HOUR, ended });
      const { of, mismatches } = look(completedAt(MONDAY + 3 * HOUR), [lot]);
      return [of('o-1').made, mismatches[0]!.unassigned];
    });
    expect(made).toEqual([
      [90, 10],
      [90, 50],
    ]);
    // Somebody took the end back, and ended it again later.
    const lot = lotRow('line8', '220135', { good: 100, days: [day(0, 100)], toMs: MONDAY + 4 * HOUR, ended });
    expect(look(completedAt(MONDAY + 2 * HOUR), [lot]).of('o-1').made).toBe(50);
  });

  it('is told of again when the line goes on after somebody said whose it is', () => {
    const author = completedAt(MONDAY + HOUR);
    author.change(MONDAY + 3 * HOUR, 'lot', 'line8.220135', { line: 'line8', lot: '220135', job: 'o-1.pouch' });
    const lot = (toMs: number) => lotRow('line8', '220135', { good: 100, days: [day(0, 100)], toMs });
    expect(look(author, [lot(MONDAY + 3 * HOUR)]).mismatches).toEqual([]);
    const { of, mismatches } = look(author, [lot(MONDAY + 4 * HOUR)]);
    expect(of('o-1')).toMatchObject({ state: 'Ended', made: 100 });
    expect(mismatches).toMatchObject([{ why: 'differs', job: 'o-1.pouch', planned: 'o-2.pouch', unassigned: 0 }]);
  });

  it('is not told of when the machine has stood since', () => {
    const { of, mismatches } = look(completedAt(MONDAY + 4 * HOUR), [lotRow('line8', '220135')]);
    expect(of('o-1')).toMatchObject({ state: 'Ended', made: 1000, lots: [{ made: 1000 }] });
    expect(mismatches).toEqual([]);
  });

  it('gets the rest when a person assigns it, or opens it again', () => {
    const lot = lotRow('line8', '220135', { good: 100, days: [day(0, 100)] });
    const assigned = completedAt(MONDAY + HOUR);
    assigned.change(NOON, 'lot', 'line8.220135', { line: 'line8', lot: '220135', job: 'o-1.pouch' });
    const opened = completedAt(MONDAY + HOUR);
    opened.execute(NOON, 'reopen', 'o-1.pouch', 'line8');
    for (const author of [assigned, opened]) {
      expect(look(author, [lot]).of('o-1').made).toBe(100);
      expect(look(author, [lot]).mismatches).toEqual([]);
    }
  });

  it('stopped when its line turned to another lot, or when it was paused, though somebody completes it in the morning after', () => {
    const turned = [
      lotRow('line8', '220135', { good: 900, toMs: MONDAY + HOUR, current: false }),
      lotRow('line8', '220136', { good: 900, fromMs: MONDAY + 2 * HOUR, toMs: MONDAY + 4 * HOUR }),
    ];
    const late = completedAt(MONDAY + 5 * HOUR);
    expect(look(late, turned).of('o-1')).toMatchObject({ state: 'Ended', endedAt: MONDAY + HOUR });
    expect(look(late, turned.slice(0, 1)).of('o-1').endedAt).toBe(MONDAY + 5 * HOUR);
    expect(look(completedAt(MONDAY + 1.5 * HOUR), turned).of('o-1').endedAt).toBe(MONDAY + 1.5 * HOUR);
    for (const [verb, endedAt] of [['pause', 2] as const, ['resume', 5] as const]) {
      const author = desk();
      author.execute(MONDAY, 'start', 'o-1.pouch', 'line8');
      author.execute(MONDAY + 2 * HOUR, 'pause', 'o-1.pouch', 'line8');
      if (verb === 'resume') author.execute(MONDAY + 3 * HOUR, 'resume', 'o-1.pouch', 'line8');
      author.execute(MONDAY + 5 * HOUR, 'complete', 'o-1.pouch', 'line8');
      expect(look(author).of('o-1').endedAt).toBe(MONDAY + endedAt * HOUR);
    }
  });

  it('ends with its order: ended if it ran, aborted if it did not', () => {
    const author = desk();
    for (const id of ['o-1', 'o-2']) author.change(MONDAY + 4 * HOUR, 'order', id, { closed: true });
    const { of } = look(author, [lotRow('line8', '220135')]);
    expect(of('o-1')).toMatchObject({ state: 'Ended', endedAt: MONDAY + 4 * HOUR, made: 1000, remaining: 0 });
    expect(of('o-2')).toMatchObject({ state: 'Aborted', remaining: 0 });
  });
});
