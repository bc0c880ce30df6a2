import { describe, expect, it } from 'vitest';
import { lotRow, MONDAY } from '../../fixtures/plan-facts.ts';
import { desk, HOUR, look } from './two-orders.ts';

describe('a job that nobody began', () => {
  it('waits in the queue of its line, or in the parking lot', () => {
    const { of } = look(desk());
    expect(of('o-1')).toMatchObject({ state: 'AllowedToStart', line: null, startedAt: null, made: 0, remaining: 1000 });
    expect(of('o-3')).toMatchObject({ state: 'NotAllowedToStart', endedAt: null });
  });

  it('wants whole pieces of its operation, for what the order has after splits', () => {
    const author = desk();
    author.change(MONDAY, 'job', 'o-1.pouch', { factor: 1.1 });
    author.transfer(MONDAY, 'o-1', 'o-4', 930);
    expect(look(author).of('o-1').wanted).toBe(77);
    author.change(MONDAY, 'job', 'o-1.pouch', { factor: 0.5 });
    author.transfer(MONDAY, 'o-1', 'o-4', 1);
    expect(look(author).of('o-1').wanted).toBe(35);
  });

  it('has no known remainder as long as nobody said how many', () => {
    const author = desk();
    author.change(MONDAY, 'order', 'o-1', { quantity: null });
    expect(look(author).of('o-1')).toMatchObject({ wanted: null, remaining: null });
  });
});

describe('what people say of a job', () => {
  it('starts, interrupts, ends and opens it again on a line without a machine that counts', () => {
    const author = desk();
    const state = () => look(author).of('o-1');
    author.execute(MONDAY, 'start', 'o-1.pouch', 'line8');
    expect(state()).toMatchObject({ state: 'Running', line: 'line8', startedAt: MONDAY });
    author.execute(MONDAY + HOUR, 'pause', 'o-1.pouch', 'line8');
    expect(state().state).toBe('Interrupted');
    author.execute(MONDAY + 2 * HOUR, 'resume', 'o-1.pouch', 'line8');
    expect(state().state).toBe('Running');
    author.execute(MONDAY + 3 * HOUR, 'complete', 'o-1.pouch', 'line8');
    expect(state()).toMatchObject({ state: 'Ended', endedAt: MONDAY + 3 * HOUR, remaining: 0 });
    author.execute(MONDAY + 4 * HOUR, 'reopen', 'o-1.pouch', 'line8');
    expect(state()).toMatchObject({ state: 'Interrupted', endedAt: null, remaining: 1000 });
    author.execute(MONDAY + 5 * HOUR, 'abort', 'o-1.pouch', 'line8');
    expect(state()).toMatchObject({ state: 'Aborted', remaining: 0, line: 'line8' });
  });

  it('counts in order of time, whatever arrived first', () => {
    const author = desk();
    author.execute(MONDAY + HOUR, 'pause', 'o-1.pouch', 'line8');
    author.execute(MONDAY, 'start', 'o-1.pouch', 'line8');
    expect(look(author).of('o-1').state).toBe('Interrupted');
  });

  it('does not open again what has ended, if somebody starts it who did not know', () => {
    const author = desk();
    author.execute(MONDAY, 'complete', 'o-1.pouch', 'line8');
    author.execute(MONDAY + HOUR, 'start', 'o-1.pouch', 'line9');
    expect(look(author).of('o-1')).toMatchObject({ state: 'Ended', endedAt: MONDAY, startedAt: null, line: 'line8' });
    author.execute(MONDAY + 2 * HOUR, 'reopen', 'o-1.pouch', 'line8');
    expect(look(author).of('o-1')).toMatchObject({ state: 'Interrupted', line: 'line8' });
  });

  it('does not make it a job that ran, when it was only cancelled', () => {
    const author = desk();
    author.execute(MONDAY, 'abort', 'o-1.pouch', 'line8');
    expect(look(author).of('o-1')).toMatchObject({ state: 'Aborted', line: null, startedAt: null });
  });

  it('pauses a machine that stands, and not one that goes on', () => {
    const author = desk();
    const lots = (toMs: number) => [lotRow('line8', '220135', { toMs })];
    author.execute(MONDAY + HOUR, 'pause', 'o-1.pouch', 'line8');
    expect(look(author, lots(MONDAY + HOUR)).of('o-1').state).toBe('Interrupted');
    expect(look(author, lots(MONDAY + HOUR + 1)).of('o-1').state).toBe('Running');
  });

  it('ends a run by a start of another job there, until the machine makes more of the first', () => {
    const author = desk();
    author.execute(MONDAY + HOUR, 'start', 'o-2.pouch', 'line8');
    const standing = look(author, [lotRow('line8', '220135', { toMs: MONDAY + HOUR })]);
    expect([standing.of('o-1').state, standing.of('o-2').state]).toEqual(['Interrupted', 'Running']);
    expect(standing.mismatches).toEqual([]);
    const going = look(author, [lotRow('line8', '220135', { toMs: MONDAY + 2 * HOUR })]);
    expect([going.of('o-1').state, going.of('o-2').state]).toEqual(['Running', 'Running']);
    expect(going.mismatches).toMatchObject([{ why: 'differs', planned: 'o-2.pouch' }]);
  });

  it('gives way to a machine that turned to another lot since', () => {
    const author = desk();
    author.execute(MONDAY - HOUR, 'start', 'o-1.pouch', 'line8');
    const { of, mismatches } = look(author, [lotRow('line8', '220136')]);
    expect([of('o-1').state, of('o-2').state]).toEqual(['Interrupted', 'Running']);
    expect(mismatches).toMatchObject([{ why: 'differs', job: 'o-2.pouch', planned: 'o-1.pouch' }]);
  });

  it('holds while the machine shows a lot that no order has', () => {
    const author = desk();
    author.execute(MONDAY - HOUR, 'start', 'o-1.pouch', 'line8');
    expect(look(author, [lotRow('line8', '22013S')]).of('o-1').state).toBe('Running');
  });
});
