import { describe, expect, it } from 'vitest';
import { lotRow, MONDAY, PlanAuthor, rowsAfter } from '../../fixtures/plan-facts.ts';
import { desk, HOUR, look } from './two-orders.ts';

const codes = ({ problems }: { problems: readonly { code: string }[] }) => problems.map(({ code }) => code);

describe('facts that met', () => {
  it('tell of a move while it ran: the run stays where it is', () => {
    const author = desk();
    const move = author.change(MONDAY + HOUR, 'job', 'o-1.pouch', { place: { line: 'line9', key: 'a0.x' } });
    const standing = look(author, [lotRow('line8', '220135')]).of('o-1');
    expect(standing).toMatchObject({ state: 'Running', line: 'line8' });
    expect(standing.problems).toEqual([{ code: 'movedWhileRunning', facts: [move._id] }]);
  });

  it('tell of a job that runs on two lines: both count', () => {
    const author = desk();
    author.execute(MONDAY + HOUR, 'start', 'o-1.pouch', 'line9');
    const lots = [lotRow('line8', '220135', { good: 10 }), lotRow('line9', '220135', { good: 5, current: false })];
    const standing = look(author, lots).of('o-1');
    expect(standing).toMatchObject({ made: 15, state: 'Running' });
    expect(codes(standing)).toEqual(['runningTwice']);
    author.execute(MONDAY + 2 * HOUR, 'pause', 'o-1.pouch', 'line9');
    expect(codes(look(author, lots).of('o-1'))).toEqual([]);
  });

  it('tell of more that went than there was', () => {
    const author = desk();
    const facts = [600, 500].map((quantity, i) =>
      new PlanAuthor(`tablet-${i}`).transfer(MONDAY, 'o-1', `o-${i + 7}`, quantity),
    );
    author.hear(facts);
    const standing = look(author).of('o-1');
    expect(standing).toMatchObject({ wanted: 0, remaining: 0 });
    expect(standing.problems).toEqual([{ code: 'overTransferred', facts: facts.map(({ _id }) => _id) }]);
  });

  it('tell of an order that was deleted while somebody started it: it goes on and counts', () => {
    const author = desk();
    author.change(MONDAY, 'order', 'o-1', { deleted: true });
    author.execute(MONDAY + 1, 'start', 'o-1.pouch', 'line8');
    const { of, mismatches } = look(author, [lotRow('line8', '220135')]);
    expect(of('o-1')).toMatchObject({ state: 'Running', made: 1000 });
    expect(codes(of('o-1'))).toEqual(['deletedButRan']);
    expect(mismatches).toEqual([]);
  });

  it('tell of a job that began before the one that it has to wait for had ended', () => {
    const author = desk();
    author.change(MONDAY, 'job', 'o-2.pouch', { after: [{ job: 'o-1.pouch' }] });
    author.execute(MONDAY + HOUR, 'start', 'o-2.pouch', 'line8');
    expect(codes(look(author).of('o-2'))).toEqual(['precedence']);
    author.execute(MONDAY, 'complete', 'o-1.pouch', 'line8');
    expect(codes(look(author).of('o-2'))).toEqual([]);
    author.execute(MONDAY + 2 * HOUR, 'reopen', 'o-1.pouch', 'line8');
    expect(codes(look(author).of('o-2'))).toEqual(['precedence']);
    author.change(MONDAY + HOUR, 'job', 'o-2.pouch', { after: [{ job: 'o-1.pouch', overlap: 100 }] });
    expect(codes(look(author).of('o-2'))).toEqual([]);
  });

  it('tell of a job that began before its minimum wait was over', () => {
    const author = desk();
    author.execute(MONDAY, 'complete', 'o-1.pouch', 'line8');
    author.execute(MONDAY + HOUR, 'start', 'o-2.pouch', 'line8');
    const waits = (waitMs: number) => {
      author.change(MONDAY + HOUR, 'job', 'o-2.pouch', { after: [{ job: 'o-1.pouch', waitMs }] });
      return codes(look(author).of('o-2'));
    };
    expect([waits(HOUR), waits(HOUR + 1)]).toEqual([[], ['precedence']]);
  });

  it('are the same in whatever order they came', () => {
    const author = desk();
    author.execute(MONDAY, 'start', 'o-1.pouch', 'line8');
    author.execute(MONDAY, 'complete', 'o-1.pouch', 'line8');
    const other = new PlanAuthor('phone');
    other.rows = rowsAfter(author.said.toReversed());
    expect(look(other).of('o-1')).toEqual(look(author).of('o-1'));
  });
});
