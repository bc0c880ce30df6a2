import { beforeEach, describe, expect, it } from 'vitest';
import type { StopRow } from '../../../../pwa/components/ls-stop-list.ts';
import { Reader, type Reading } from '../../../../pwa/components/timeline/reader.ts';
import type { Scene } from '../../../../pwa/components/timeline/scene.ts';

const MINUTE = 60_000;
/** 600 × 400 px for ten hours: one pixel is a minute. The strip is at the bottom. */
const SIZE = { width: 600, height: 400 };
const onCurves = (minute: number) => ({ share: minute / 600, y: 100 });
const onStrip = (minute: number) => ({ share: minute / 600, y: 390 });

const jam = { id: 'jam', from: 100 * MINUTE, to: 105 * MINUTE };
const pause = { id: 'pause', from: 200 * MINUTE, to: 230 * MINUTE };
const short = { id: 'short', from: 300 * MINUTE, to: 300 * MINUTE + 5_000 };
const scene: Scene = {
  all: { from: 0, to: 600 * MINUTE },
  day: { from: 0, to: 600 * MINUTE },
  minutes: { from: 0, produced: new Float64Array(500).fill(100) },
  curves: { x: [0, 600 * MINUTE], produced: [0, 60_000], standard: [0, 60_000] },
  stops: [jam, pause, short],
  known: [],
  unknown: [],
  byHand: [],
  rest: [],
  until: 500 * MINUTE,
};
const rows: StopRow[] = [
  { ...jam, durationMs: 5 * MINUTE, planned: null, reason: null },
  { ...pause, durationMs: 30 * MINUTE, planned: 'break', reason: null },
];

let view = scene.all;
let reading: Reading | null;
let shows: number;
let picked: string[];
let reader: Reader;

beforeEach(() => {
  view = scene.all;
  reading = null;
  shows = 0;
  picked = [];
  reader = new Reader({
    shown: () => ({ scene, view, ...SIZE, downFromMs: MINUTE }),
    rowOf: (stop) => rows.find(({ id }) => id === stop.id) ?? null,
    show: (next) => {
      reading = next;
      shows++;
    },
    pick: ({ id }) => picked.push(id),
  });
});

describe('Reading the timeline', () => {
  it('follows the mouse and ends when it leaves', () => {
    reader.hover(onCurves(102));
    expect(reading).toMatchObject({ x: 102, at: 102 * MINUTE, produced: 10_200, perMinute: 100, opens: false });
    expect(reading?.row?.id).toBe('jam');
    reader.hover(null);
    expect(reading).toBeNull();
    reader.hover(onCurves(102));
    reader.hover({ share: -0.01, y: 100 });
    expect(reading).toBeNull();
  });

  it('costs nothing while nobody reads', () => {
    reader.refresh();
    reader.stop();
    reader.hover(null);
    expect(shows).toBe(0);
  });

  it('is held by a tap of a finger, moves with the view, and ends by a second tap', () => {
    reader.tap(onCurves(400), true);
    view = { from: 100 * MINUTE, to: 700 * MINUTE };
    reader.refresh();
    expect(reading).toMatchObject({ at: 400 * MINUTE, x: 300 });
    reader.tap(onCurves(303), true);
    expect(reading).toBeNull();
  });

  it('ends when its moment has left the view', () => {
    reader.tap(onCurves(50), true);
    view = { from: 100 * MINUTE, to: 700 * MINUTE };
    reader.refresh();
    expect(reading).toBeNull();
  });

  it('does not stay behind after a click of a mouse', () => {
    reader.tap(onCurves(400), false);
    expect(reading).toBeNull();
  });
});

describe('A tap on the stop strip', () => {
  it('opens the reasons of a long stop, with room for a glove', () => {
    reader.tap(onStrip(112), true);
    expect(picked).toEqual(['jam']);
    reader.tap(onStrip(112), false);
    expect(picked).toEqual(['jam']);
    reader.tap(onStrip(104), false);
    expect(picked).toEqual(['jam', 'jam']);
  });

  it('opens nothing for a break, a short stop, or above the strip', () => {
    reader.tap(onStrip(210), true);
    reader.tap(onStrip(300), true);
    reader.tap(onCurves(104), true);
    expect(picked).toEqual([]);
  });

  it('is announced by the mouse pointer', () => {
    reader.hover(onStrip(104));
    expect(reading?.opens).toBe(true);
    reader.hover(onStrip(210));
    expect(reading?.opens).toBe(false);
  });
});

describe('Reading by keys', () => {
  it('begins at the last known moment, moves by steps, is said aloud and ends', () => {
    expect(reader.step(-1)).toBe(false);
    reader.toggle();
    expect(reading).toMatchObject({ at: 500 * MINUTE, spoken: true });
    expect(reader.step(-1)).toBe(true);
    expect(reading).toMatchObject({ at: 496 * MINUTE });
    reader.toggle();
    expect(reading).toBeNull();
  });

  it('does not leave what is shown', () => {
    view = { from: 494 * MINUTE, to: 504 * MINUTE };
    reader.toggle();
    for (let i = 0; i < 20; i++) reader.step(-1);
    expect(reading?.at).toBe(view.from);
  });

  it('opens the reasons of the long stop that it has come to', () => {
    reader.toggle();
    reader.choose();
    expect(picked).toEqual([]);
    while (reading!.at > 104 * MINUTE) reader.step(-1);
    reader.choose();
    expect(picked).toEqual(['jam']);
  });

  it('is not ended by a mouse that leaves', () => {
    reader.toggle();
    reader.hover(null);
    expect(reading).not.toBeNull();
  });
});
