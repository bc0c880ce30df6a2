import { describe, expect, it } from 'vitest';
import { changeoverMs, standardRate } from '../../../shared/schedule/rates.ts';
import { scheduleOf } from '../../../shared/schedule/schedule-of.ts';
import { HOUR, ZONE, at, line, place, situation, type Sketch } from './small-plant.ts';

const now = '2026-11-23T06:00';
const sketch: Sketch = {
  now,
  products: { red: { family: 'dark', ratePerHour: 300 }, blue: { family: 'dark' }, white: { family: 'light' } },
  orders: {
    a: { product: 'red', jobs: { run: {}, own: { ratePerHour: 77, setupMs: 5 } } },
    b: { product: 'blue', jobs: { run: {} } },
    c: { product: 'white', jobs: { run: {} } },
    d: { jobs: { run: {} } },
  },
};

describe('the standard rate', () => {
  const rate = (more: Partial<Sketch>, job = 'a.run', when = now, on = 'line1') => {
    const { plan } = situation({ ...sketch, ...more });
    return standardRate(plan, plan.jobs.get(job)!, line(on), at(when), ZONE);
  };

  it("is the job's own, else that of product and line, of the product, of the line", () => {
    const rates = { all: { product: 'red', perHour: 500 }, here: { product: 'red', line: 'line1', perHour: 600 } };
    expect(rate({ rates }, 'a.own')).toBe(77);
    expect(rate({ rates })).toBe(600);
    expect(rate({ rates }, 'a.run', now, 'line2')).toBe(500);
    expect(rate({})).toBe(300);
    expect(rate({ rates }, 'b.run')).toBe(1_000);
    expect(rate({ rates }, 'd.run')).toBe(1_000);
  });

  it('is the one in force on the day in the plant, from its first midnight to before its last', () => {
    const rates = {
      old: { product: 'red', perHour: 400 },
      new: { product: 'red', perHour: 500, validFrom: '2026-11-24' },
      trial: { product: 'red', line: 'line1', perHour: 900, validFrom: '2026-11-25', validTo: '2026-11-26' },
    };
    expect(rate({ rates }, 'a.run', '2026-11-23T23:59')).toBe(400);
    expect(rate({ rates }, 'a.run', '2026-11-24T00:00')).toBe(500);
    expect(rate({ rates }, 'a.run', '2026-11-25T12:00')).toBe(900);
    expect(rate({ rates }, 'a.run', '2026-11-26T00:00')).toBe(500);
  });

  it('that holds when a job starts is that of the whole job, and what remains of a running one has the rate of now', () => {
    const rates = {
      old: { product: 'red', perHour: 500 },
      new: { product: 'red', perHour: 1_000, validFrom: '2026-11-24' },
    };
    const endAt = (when: string, more: object) => {
      const run = { place: place('line1', 'a'), ...more };
      const orders = { a: { product: 'red', quantity: 4_000, jobs: { run } } };
      return scheduleOf(situation({ now: when, rates, orders, products: sketch.products! })).jobs.get('a.run')!.end;
    };
    expect(endAt('2026-11-23T22:00', {})).toBe(at('2026-11-24T06:00'));
    expect(endAt('2026-11-23T22:00', { setupMs: 2 * HOUR })).toBe(at('2026-11-24T04:00'));
    const said = [{ at: at('2026-11-23T22:00'), line: 'line1', verb: 'start' as const }];
    expect(endAt('2026-11-23T23:00', { said })).toBe(at('2026-11-24T07:00'));
    expect(endAt('2026-11-24T00:00', { said })).toBe(at('2026-11-24T04:00'));
  });
});

describe('the changeover matrix', () => {
  const changeovers: NonNullable<Sketch['changeovers']> = {
    any: { from: '*', to: '*', ms: 1 },
    anyLine1: { from: '*', to: '*', line: 'line1', ms: 2 },
    toLight: { from: '*', to: 'light', ms: 3 },
    darkToLight: { from: 'dark', to: 'light', ms: 4 },
    darkToWhite: { from: 'dark', to: 'white', ms: 5 },
    redToLight: { from: 'red', to: 'light', ms: 6 },
    redToWhite: { from: 'red', to: 'white', ms: 7, validFrom: '2026-12-01' },
  };
  const { plan } = situation({ ...sketch, changeovers });
  const job = (id: string | null) => (id === null ? null : plan.jobs.get(id)!);
  const from = (a: string | null, b: string, on = 'line2', when = now) =>
    changeoverMs(plan, job(a), job(b)!, line(on), at(when), ZONE);

  it('answers by its most special entry: product before family before any, this line before all', () => {
    expect(from('a.run', 'b.run')).toBe(1);
    expect(from('a.run', 'b.run', 'line1')).toBe(2);
    expect(from('d.run', 'c.run')).toBe(3);
    expect(from('b.run', 'c.run', 'line1')).toBe(5);
    expect(from('a.run', 'c.run')).toBe(5);
    expect(from('a.run', 'c.run', 'line2', '2026-12-01T06:00')).toBe(7);
  });

  it('knows only "any" when nobody knows what was made before', () => {
    expect(from(null, 'c.run')).toBe(3);
  });

  it('asks nothing between lots of one product unless an entry names it twice, nor for the job that is set up already', () => {
    expect(from('a.run', 'a.run')).toBe(0);
    const more = situation({ ...sketch, changeovers: { ...changeovers, lot: { from: 'red', to: 'red', ms: 9 } } }).plan;
    const [one, other] = [more.jobs.get('a.run')!, { ...more.jobs.get('a.run')!, id: 'a.other' }];
    expect(changeoverMs(plan, one, other, line('line1'), at(now), ZONE)).toBe(0);
    expect(changeoverMs(more, one, other, line('line1'), at(now), ZONE)).toBe(9);
  });

  it("gives way to the job's own set-up time", () => {
    expect(from('b.run', 'a.own')).toBe(5);
  });
});
