import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { practice } from '../../../pwa/data/practice.ts';
import { isRecorded, rowsOf, type RecordedRow } from '../../../pwa/data/recorded.ts';
import { ReplayClock } from '../../../pwa/data/replay-clock.ts';
import { dateOf, dayWindow } from '../../../pwa/data/replay-day.ts';
import { Replay } from '../../../pwa/data/replay.ts';
import type { LineData } from '../../../pwa/data/line-data.ts';
import { lineFigures } from '../../../pwa/pages/line-figures.ts';
import { LineEngine } from '../../../shared/production/line-engine.ts';
import { fixture } from '../../fixtures/line-data.ts';
import { lines, plant, reasonsIn } from '../../fixtures/plant.ts';
import { feed, streams } from '../../shared/production/cycle-stream.ts';
import { dayOfCycles, packed, recordedFile } from './recorded-day.ts';

/** 10 October 2022, 06:00 in Los Angeles. */
const SIX = Date.UTC(2022, 9, 10, 13);
const MINUTE = 60_000;
const of: Pick<LineData, 'plant' | 'line' | 'lines' | 'reasons'> = {
  plant,
  line: lines[0]!,
  lines,
  reasons: reasonsIn('en'),
};
/** Stands for 3 minutes after the 300th part, for 90 s after the 600th. */
const cycles = dayOfCycles(SIX, 1_000, 500, [
  [300, 3 * MINUTE],
  [600, 90_000],
]);
const rows = (some = cycles): RecordedRow[] => [
  { kind: 'file' },
  ...some.map((cycle): RecordedRow => ({ kind: 'cycle', cycle })),
];

describe('what was recorded', () => {
  it('comes back to the letter, rejected rows where they stood', async () => {
    const bad = { file: 'PR.txt', offset: 410, text: '#', reason: 'expected 5 fields, got 1' };
    const recorded = {
      files: [{ file: 'f.1', chunks: [packed(cycles.slice(0, 20), [bad]), packed(cycles.slice(20))] }],
    };
    const read = await rowsOf(recorded, SIX, SIX + 60 * MINUTE);
    expect(read.flatMap((row) => (row.kind === 'cycle' ? [row.cycle] : []))).toEqual(cycles);
    expect(read[0]).toEqual({ kind: 'file' });
    expect(read[12]).toEqual({ kind: 'rejected', row: bad });
  });

  it('is cut to the day that was asked for', async () => {
    const recorded = { files: [recordedFile('f.1', cycles)] };
    const read = await rowsOf(recorded, SIX + 10_000, SIX + 20_000);
    expect(read.filter(({ kind }) => kind === 'cycle')).toHaveLength(20);
  });

  it.each([null, {}, { files: [{}] }, { files: [{ file: 'f', chunks: [{ packed: 1 }] }] }])(
    'is not %j',
    (answer: unknown) => expect(isRecorded(answer)).toBe(false),
  );

  it('that is damaged is refused, not shown in part', async () => {
    const damaged = { files: [{ file: 'f', chunks: [{ ...packed(cycles), packed: 'AAAA' }] }] };
    await expect(rowsOf(damaged, 0, Infinity)).rejects.toThrow();
  });
});

describe('a replay', () => {
  it('shows at any moment what was known then', () => {
    const replay = new Replay({ rows: rows(), of });
    replay.goTo(SIX + 100_000);
    expect(replay.now()).toMatchObject({ state: 'Execute', lot: '159070', ratePerMinute: 112 });
    replay.goTo(SIX + 150_000 + 30_000);
    expect(replay.now().state).toBe('Suspended');
    replay.goTo(SIX + 150_000 + 100_000);
    expect(replay.now().state).toBe('Held');
    expect(replay.hours()[0]!.stops.at(-1)![1]).toBeNull();
  });

  it('knows the long stops of the day from the start', () => {
    const replay = new Replay({ rows: rows(), of });
    expect(replay.longStops.map(({ from, to }) => to! - from)).toEqual([3 * MINUTE, 90_000]);
    expect(replay.span).toEqual({ from: SIX, to: cycles.at(-1)!.at + 120_000 });
  });

  it('tells an outage of the source from a stop, as the line did', () => {
    const outages = [{ from: SIX + 200_000, to: SIX + 260_000 }];
    const replay = new Replay({ rows: rows(), outages, of });
    replay.goTo(SIX + 230_000);
    expect(replay.now()).toMatchObject({ state: 'Undefined', since: SIX + 200_000 });
    replay.goTo(SIX + 400_000);
    expect(replay.hours()[0]!.unknownMs.reduce((sum, ms) => sum + ms, 0)).toBe(60_000);
  });

  it('gives the same figures as the gateway, however one jumps about in it', () => {
    fc.assert(
      fc.property(streams({ clockSteps: false }), fc.array(fc.nat(10_000), { maxLength: 5 }), (stream, jumps) => {
        const said = stream.map((step): RecordedRow => {
          if (typeof step === 'object') return { kind: 'cycle', cycle: step.cycle };
          return step === 'file'
            ? { kind: 'file' }
            : { kind: 'rejected', row: { file: '', offset: 0, text: '', reason: '' } };
        });
        const replay = new Replay({ rows: said, of });
        const { from, to } = replay.span;
        for (const jump of jumps) {
          replay.goTo(from + ((to - from) * jump) / 10_000);
          replay.hours();
        }
        const end = to - 120_000;
        replay.goTo(end);
        const engine = feed(new LineEngine({ line: of.line, zone: plant.timezone, configVersion: 'replay' }), stream);
        for (const hour of replay.hours()) expect(hour).toMatchObject(engine.body(hour.hourAt, end)!);
      }),
      { numRuns: 60 },
    );
  });

  it('of a whole day is ready within the blink of an eye, and so is any jump', () => {
    const whole = rows(dayOfCycles(SIX, 80_000, 450));
    const started = process.cpuUsage();
    const replay = new Replay({ rows: whole, of });
    replay.goTo(SIX + 9 * 60 * MINUTE);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(1_500);
    const stepped = process.cpuUsage();
    for (let at = 0; at < 100; at++) {
      replay.goTo(SIX + 9 * 60 * MINUTE + at * 6_000);
      replay.hours();
    }
    expect(process.cpuUsage(stepped).user / 1000 / 100).toBeLessThan(10);
  });
});

describe('the clock of a replay', () => {
  let real = 0;
  const clock = () => new ReplayClock({ span: { from: 1_000, to: 100_000 }, speed: 10, real: () => real });

  it('stands until it is played, runs at its speed, and stands at the end of the day', () => {
    const watch = clock();
    real += 500;
    expect([watch.now(), watch.playing]).toEqual([1_000, false]);
    watch.play();
    real += 1_000;
    expect([watch.now(), watch.playing]).toEqual([11_000, true]);
    watch.speed = 60;
    real += 1_000;
    expect(watch.now()).toBe(71_000);
    watch.pause();
    real += 1_000;
    expect(watch.now()).toBe(71_000);
    watch.play();
    real += 1_000;
    expect([watch.now(), watch.playing]).toEqual([100_000, false]);
  });

  it('goes where it is set, within the day', () => {
    const watch = clock();
    watch.jump(50_000);
    expect(watch.now()).toBe(50_000);
    watch.jump(-5);
    expect(watch.now()).toBe(1_000);
    watch.jump(1e9);
    expect(watch.now()).toBe(100_000);
  });
});

describe('practice', () => {
  const app = fixture({ situation: 'live' });
  const setUp = () => {
    const replay = new Replay({ rows: rows(), of });
    const clock = new ReplayClock({ span: replay.span, speed: 10, real: () => 0 });
    const { data, show } = practice({ app, replay, clock, of });
    let shown: LineData | null = null;
    data.line('line8').subscribe((line) => (shown = line));
    return { clock, data, show, line: () => shown! };
  };

  it('looks like any line: it stands and asks why, and takes the reason', async () => {
    const { clock, data, show, line } = setUp();
    clock.jump(SIX + 150_000 + 100_000);
    show();
    const { standing } = lineFigures(line(), data.now());
    expect(standing).toMatchObject({ to: null, reason: null });
    await data.giveReason({
      line: 'line8',
      from: standing!.from,
      to: null,
      code: 'reason-0',
      name: 'Film jam',
      supersedes: null,
    });
    expect(lineFigures(line(), data.now()).standing!.reason!.name).toBe('Film jam');
  });

  it('sends nothing and keeps nothing', async () => {
    const { data } = setUp();
    await data.giveReason({ line: 'line8', from: SIX, to: null, code: 'reason-0', name: '', supersedes: null });
    expect(app.given).toEqual([]);
    await expect(
      data.keepByHand({
        type: 'manual-count',
        line: 'line8',
        from: 0,
        to: 1,
        produced: 1,
        good: 1,
        rework: 0,
        supersedes: null,
      }),
    ).rejects.toThrow();
  });
});

describe('the day of a replay', () => {
  it('is the production day that begins on the date', () => {
    expect(dayWindow('2022-10-10', plant)).toEqual({ from: SIX, to: SIX + 86_400_000 });
    expect(dayWindow('2022-11-06', plant)!.to - dayWindow('2022-11-06', plant)!.from).toBe(24 * 3_600_000);
    expect(dayWindow('2022-11-05', plant)!.to - dayWindow('2022-11-05', plant)!.from).toBe(25 * 3_600_000);
    expect(dateOf(SIX - 1, plant)).toBe('2022-10-09');
    expect(dateOf(SIX, plant)).toBe('2022-10-10');
  });

  it.each(['', '2022-02-30', '10.10.2022', '2022-13-01'])('is not "%s"', (text) => {
    expect(dayWindow(text, plant)).toBeNull();
  });
});
