/** What can happen, drawn by chance. */
import fc from 'fast-check';
import { LOTS } from './sim-plan-plant.ts';
import { VERB_NAMES } from './sim-plan-verbs.ts';
import { DEVICES, LINES } from './sim-plant.ts';

const device = fc.nat(DEVICES - 1);
const line = fc.nat(LINES.length - 1);
const gateway = fc.nat(2);
const own = fc.nat(1);
const on = fc.boolean();
const batch = fc.integer({ min: 1, max: 5 });
const batches = fc.integer({ min: 1, max: 3 });
const rows = fc.integer({ min: 1, max: 200 });
const hoursAgo = fc.nat(30);
const share = fc.constantFrom(0, 0, 0.05, 0.2, 0.4);
const kind = fc.constantFrom(
  'reason' as const,
  'reason' as const,
  'count' as const,
  'state' as const,
  'unknown' as const,
);
/** Most kills come in the middle of something. */
const after = fc.oneof(fc.constant(0), fc.nat(8), fc.nat(40));
const minutes = fc.oneof(fc.nat(10), fc.nat(180), fc.nat(30 * 60));
const expires = fc.nat(9).map((each) => each === 0);

function a<Do extends string, Rest extends object>(
  name: Do,
  rest: { [K in keyof Rest]: fc.Arbitrary<Rest[K]> },
): fc.Arbitrary<{ do: Do } & Rest> {
  return fc.record(rest).map((drawn) => ({ do: name, ...(drawn as Rest) }));
}

const simple = fc.oneof(
  {
    weight: 22,
    arbitrary: a('enter', { device, line, kind, hoursAgo, expires, minutes: fc.integer({ min: 1, max: 90 }) }),
  },
  { weight: 14, arbitrary: a('close', { line, hoursAgo: fc.nat(3), rows }) },
  { weight: 4, arbitrary: a('open', { line, rows }) },
  { weight: 8, arbitrary: a('move', { device, to: gateway }) },
  { weight: 5, arbitrary: a('offline', { device, on }) },
  { weight: 4, arbitrary: a('slow', { device, on, loses: on }) },
  { weight: 4, arbitrary: a('reconnect', { device }) },
  { weight: 5, arbitrary: a('kill-device', { device, after }) },
  { weight: 5, arbitrary: a('kill', { gateway, after }) },
  { weight: 8, arbitrary: a('start', { gateway }) },
  { weight: 10, arbitrary: a('push', { line: own, batch, batches }) },
  { weight: 8, arbitrary: a('pull', { line: own, batch, batches }) },
  { weight: 3, arbitrary: a('cut', { line: own, on }) },
  { weight: 4, arbitrary: a('network', { losing: share }) },
  { weight: 2, arbitrary: a('stores', { failing: share.map((each) => each / 4) }) },
  { weight: 2, arbitrary: a('rebuild', { gateway }) },
  { weight: 1, arbitrary: a('retention', { gateway }) },
  { weight: 6, arbitrary: a('pass', { minutes }) },
  { weight: 1, arbitrary: a('months-pass', {}) },
);

/** What happens to a plant that plans; of the rest as much as it takes to tear that apart. */
const planning = fc.oneof(
  { weight: 50, arbitrary: a('say', { device, verb: fc.constantFrom(...VERB_NAMES), chance: fc.nat(9_999) }) },
  { weight: 4, arbitrary: a('undo', { device, way: fc.constantFrom('back' as const, 'forth' as const), anyway: on }) },
  { weight: 3, arbitrary: a('draft', { device }) },
  { weight: 3, arbitrary: a('publish', { device }) },
  { weight: 10, arbitrary: a('count', { line, lot: fc.nat(LOTS.length - 1), hoursAgo: fc.nat(3), rows }) },
  { weight: 5, arbitrary: a('move', { device, to: gateway }) },
  { weight: 4, arbitrary: a('offline', { device, on }) },
  { weight: 3, arbitrary: a('slow', { device, on, loses: on }) },
  { weight: 3, arbitrary: a('kill-device', { device, after }) },
  { weight: 5, arbitrary: a('kill', { gateway, after }) },
  { weight: 8, arbitrary: a('start', { gateway }) },
  { weight: 10, arbitrary: a('push', { line: own, batch, batches }) },
  { weight: 10, arbitrary: a('pull', { line: own, batch, batches }) },
  { weight: 5, arbitrary: a('cut', { line: own, on }) },
  { weight: 4, arbitrary: a('network', { losing: share }) },
  { weight: 2, arbitrary: a('stores', { failing: share.map((each) => each / 4) }) },
  { weight: 1, arbitrary: a('rebuild', { gateway }) },
  { weight: 5, arbitrary: a('pass', { minutes }) },
);
type Simple = typeof simple extends fc.Arbitrary<infer T> ? T : never;
type Planning = typeof planning extends fc.Arbitrary<infer T> ? T : never;

export type Step = Simple | Planning | { do: 'together'; steps: readonly (Simple | Planning)[] };

/** One after the other, and several at once. */
function stepOf(one: fc.Arbitrary<Simple | Planning>): fc.Arbitrary<Step> {
  const steps = fc.array(one, { minLength: 2, maxLength: 4 });
  return fc.oneof(
    { weight: 5, arbitrary: one },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('together' as const), steps }) },
  );
}

/** A step, what happens by chance in it, and whether all comes to rest before the next. */
export interface Scheduled {
  step: Step;
  chance: number;
  rests: boolean;
}

function scheduleOf(one: fc.Arbitrary<Simple | Planning>): fc.Arbitrary<Scheduled[]> {
  const scheduled = fc.record({ step: stepOf(one), chance: fc.nat(), rests: fc.nat(2).map((each) => each > 0) });
  return fc.array(scheduled, { minLength: 10, maxLength: 70, size: 'max' });
}

/** Of what lines do and what people say of it. */
export const schedule = scheduleOf(simple);
/** Of what people plan. */
export const planSchedule = scheduleOf(planning);
