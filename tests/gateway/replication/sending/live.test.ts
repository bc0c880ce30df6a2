import { describe, expect, it } from 'vitest';
import type { LiveEvent, MinuteFrame } from '../../../../shared/sync/protocol.ts';
import { lineRow } from './live-events.ts';
import { lineAndPlant, soon } from './line-and-plant.ts';

const given = lineAndPlant();

const VALUES = { produced: 1, good: 1, rework: 0, empty: 0, downMs: 0, unknownMs: 0 };
const frame = (minute: number, seq: number): MinuteFrame => ({ line: 'line8', minute, seq, values: VALUES, stops: [] });
const minutes = (...frames: MinuteFrame[]): LiveEvent & { type: 'minutes' } => ({ type: 'minutes', now: 5, frames });

describe('live figures of a line at the plant', () => {
  it('begin with the whole of it, and go on with what changed', async () => {
    const whole = [lineRow('line8', 1)];
    const replicator = await given.started({ whole: () => whole });
    await soon(() => expect(given.plant.live[0]).toMatchObject({ whole: true, events: whole }));
    replicator.forward(minutes(frame(60_000, 7)));
    await soon(() =>
      expect(given.plant.live.filter(({ events }) => events.length > 0).at(-1)).toMatchObject({
        whole: false,
        events: [{ type: 'minutes', frames: [frame(60_000, 7)] }],
      }),
    );
  });

  it('beat when there is nothing to tell', async () => {
    await given.started();
    await soon(() => expect(given.plant.live.filter(({ events }) => events.length === 0).length).toBeGreaterThan(3));
  });

  it('are told as a whole when the plant asks for it', async () => {
    const replicator = await given.started();
    await soon(() => expect(given.plant.live.length).toBeGreaterThan(1));
    given.plant.askForWhole = true;
    replicator.forward(lineRow('line8', 1));
    await soon(() => expect(given.plant.live.slice(1).some(({ whole }) => whole)).toBe(true));
  });

  it('do not pile up while the plant is away, and begin with the whole when it is back', async () => {
    let whole = [lineRow('line8', 1)];
    const replicator = await given.started({ whole: () => whole });
    await soon(() => expect(given.plant.live.length).toBeGreaterThan(0));
    await given.plant.close();
    await soon(() => expect(given.states.at(-1)?.state).toBe('away'));
    for (let i = 0; i < 1_000; i += 1) replicator.forward(minutes(frame(i * 60_000, i)));
    whole = [lineRow('line8', 2)];
    given.plant.live.length = 0;
    await given.plant.open();
    await soon(() => expect(given.plant.live[0]).toMatchObject({ whole: true, events: whole }));
    expect(given.plant.live.flatMap(({ events }) => events.filter(({ type }) => type === 'minutes'))).toEqual([]);
  });

  it('go one request at a time, the latest of each', async () => {
    let under = 0;
    let most = 0;
    const replicator = await given.started();
    await soon(() => expect(given.plant.live.length).toBeGreaterThan(0));
    given.plant.script = (_, path) => {
      if (path.endsWith('/live')) most = Math.max(most, ++under);
      if (path.endsWith('/live')) setTimeout(() => (under -= 1), 5);
      return null;
    };
    for (let seq = 0; seq < 300; seq += 1) {
      replicator.forward(minutes(frame(60_000, seq)));
      if (seq % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const seqs = () =>
      given.plant.live.flatMap(({ events }) =>
        events.flatMap((event) => (event.type === 'minutes' ? event.frames : [])),
      );
    await soon(() => expect(seqs().at(-1)?.seq).toBe(299));
    expect(seqs().map(({ seq }) => seq)).toEqual(
      seqs()
        .map(({ seq }) => seq)
        .toSorted((a, b) => a - b),
    );
    expect(seqs().length).toBeLessThan(100);
    expect(most).toBe(1);
  });
});
