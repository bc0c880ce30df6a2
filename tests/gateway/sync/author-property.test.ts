import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Principal } from '../../../gateway/auth/principal.ts';
import { FactAcceptance } from '../../../gateway/sync/accept-facts.ts';
import type { Role } from '../../../shared/access/roles.ts';
import { personFactId } from '../../../shared/documents/reason.ts';
import {
  HOUR_MS,
  makeIdentity,
  MINUTE_MS,
  NOON,
  person,
  plantWithDevices,
  principalOf,
} from '../auth/plant-with-devices.ts';
import { LINE } from '../pipeline/recorded-line.ts';
import { knownFacts } from './known-facts.ts';
import { PresenceModel, type Entry, type Given, type Said } from './presence-model.ts';

const USERS = ['assembler', 'bander'] as const;
/** Enrolled; the phone is not. */
const DEVICES = ['tablet1', 'tablet2', 'board'] as const;
const plant = {
  plant: { id: 'demo', name: 'Demo', timezone: 'UTC' },
  reasons: [{ code: 'jam', name: 'Jam' }],
  lines: [LINE, { ...LINE, id: 'line9' }],
};

const user = fc.constantFrom(...USERS);
const device = fc.constantFrom<(typeof DEVICES)[number] | 'phone'>(
  'tablet1',
  'tablet1',
  'tablet1',
  'tablet2',
  'tablet2',
  'board',
  'phone',
  'phone',
);
/** Round about the edges of what may be, and far from them. */
const offset = fc.oneof(
  fc.constantFrom(0, -MINUTE_MS, MINUTE_MS, -MINUTE_MS - 1, MINUTE_MS + 1),
  fc.integer({ min: -3 * HOUR_MS, max: 3 * MINUTE_MS }),
);
const said = fc.record({
  ...{ user, origin: device, at: offset },
  type: fc.constantFrom<Said>('reason', 'manual-count'),
  line: fc.constantFrom('line8', 'line9'),
});
const steps = {
  signOn: fc.record({ do: fc.constant('signOn' as const), user, device }),
  wait: fc.record({
    do: fc.constant('wait' as const),
    ms: fc.constantFrom(1, MINUTE_MS, MINUTE_MS + 1, 20 * MINUTE_MS, HOUR_MS, 7 * HOUR_MS),
  }),
  push: fc.record({
    ...{ do: fc.constant('push' as const), by: device, as: user, sameDevice: fc.nat(5).map((n) => n > 0) },
    entries: fc.array(said, { minLength: 1, maxLength: 8 }),
  }),
  signOff: fc.record({ do: fc.constant('signOff' as const), user, device, ago: fc.constantFrom(0, 0, HOUR_MS) }),
  ticket: fc.record({
    ...{ do: fc.constant('ticket' as const), which: fc.nat(5), otherDevice: fc.nat(4) },
    ...{ from: offset, since: fc.constantFrom('now', 'given'), ms: fc.integer({ min: -1, max: 4 * HOUR_MS }) },
  }),
  change: fc.record({
    ...{ do: fc.constant('change' as const), user, disabled: fc.nat(3).map((n) => n === 0) },
    roles: fc.constantFrom<Role[]>(['operator'], ['operator'], ['engineer'], ['admin'], ['planner', 'supervisor']),
    lines: fc.constantFrom<'*' | string[]>('*', ['line8']),
  }),
  revoke: fc.record({ do: fc.constant('revoke' as const), device }),
};
const step = fc.oneof(
  { arbitrary: fc.oneof(steps.signOn, steps.wait, steps.push, steps.ticket), weight: 12 },
  { arbitrary: fc.oneof(steps.signOff, steps.change), weight: 2 },
  { arbitrary: steps.revoke, weight: 1 },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The gateway and what is to be expected of it, side by side. */
async function world(identity: ReturnType<typeof makeIdentity>) {
  const parts = await plantWithDevices({ identity });
  const { clock, now, sessions, devices, tickets, store, authorship, known } = parts;
  const model = new PresenceModel();
  const acceptance = new FactAcceptance({ store, gateway: 'gw', known: () => knownFacts(plant), authorship, now });
  const given: (Given & { ticket: string })[] = [];
  const tokens = new Map<string, string>();
  const tally = { accepted: 0, rejected: 0, tickets: 0 };
  let counter = 0;

  async function change(who: string, roles: Role[], lines: '*' | string[], disabled: boolean): Promise<void> {
    await known(who, person(roles, { disabled, lines }));
    if (disabled) await sessions.endAll({ user: who });
    model.change(who, { since: now(), roles, lines, disabled });
  }

  /** null = the device is not let in at all. */
  function principal(id: string) {
    const token = tokens.get(id);
    const session = token ? sessions.find(token) : null;
    const is = session && devices.device(session.origin);
    return is && !is.revoked ? principalOf(id, is.role) : null;
  }

  function atPhone(who: string): Principal | null {
    const isThere = sessions.active().some(({ user: each, origin }) => each === who && origin === 'phone');
    const person = {
      user: who,
      name: who,
      roles: [],
      lines: '*',
      session: 's',
      origin: 'phone',
      locked: false,
    } as const;
    return isThere ? { device: null, person, address: '192.0.2.7' } : null;
  }

  async function push(by: string, as: string, entries: Entry[]): Promise<void> {
    const asking = by === 'phone' ? atPhone(as) : principal(by);
    if (by !== 'phone') expect(asking === null).toBe(model.revoked.has(by));
    if (!asking) return;
    const facts = entries.map(({ user: who, origin, at, type, line }) => {
      const common = {
        _id: personFactId(type, at, origin, (counter += 1)),
        type,
        schema: 1,
        line,
        at,
        supersedes: null,
      };
      const window = { from: now() - 2 * HOUR_MS, to: now() - HOUR_MS };
      const rest = type === 'reason' ? { code: 'jam' } : { produced: 3, good: 2, rework: 1 };
      return { ...common, by: { origin, user: who }, ...window, ...rest };
    });
    const answering = acceptance.accept(facts, asking);
    await vi.advanceTimersByTimeAsync(20);
    const answers = await answering;
    const expected = entries.map((entry) => model.believes(entry, by, as, now()));
    expect(answers.map(({ status }) => status === 'accepted')).toEqual(expected);
    for (const is of expected) tally[is ? 'accepted' : 'rejected'] += 1;
    // Nothing is stored that was not accepted.
    const stored = (await store.databases('facts_')).map((name) => store.range(name, { from: '', to: '~' }));
    expect((await Promise.all(stored)).flat()).toHaveLength(tally.accepted);
  }

  async function run(next: Step): Promise<void> {
    clock.at += 1;
    switch (next.do) {
      case 'wait':
        clock.at += next.ms;
        return;
      case 'signOn': {
        const { roles, lines, disabled } = model.now(next.user);
        if (disabled || model.revoked.has(next.device)) return;
        await parts.signOn(next.user, next.device, { roles: [...roles], lines });
        model.signOn(next.user, next.device, now());
        const ticket = tickets.issue({ user: next.user, name: next.user, roles: [], lines: [] }, next.device);
        given.push({ user: next.user, device: next.device, at: now(), ticket });
        return;
      }
      case 'signOff':
        for (const { id, kind, user: who, origin } of sessions.active())
          if (kind === 'person' && who === next.user && origin === next.device)
            await sessions.end(id, now() - next.ago);
        model.signOff(next.user, next.device, now(), next.ago);
        return;
      case 'ticket': {
        const ticket = given[next.which % Math.max(1, given.length)];
        const at = next.otherDevice === 0 ? 'tablet2' : ticket?.device;
        const asking = at ? principal(at) : null;
        if (!ticket || !at || !asking) return;
        const from = Math.max(0, (next.since === 'now' ? now() : ticket.at) + next.from);
        const used = { from, until: from + next.ms };
        const [answer] = await tickets.use([{ ticket: ticket.ticket, ...used }], asking.device, '192.0.2.7');
        expect(answer?.ok).toBe(model.ticket(ticket, { device: at, ...used }, now()));
        if (answer?.ok) tally.tickets += 1;
        return;
      }
      case 'change':
        await change(next.user, next.roles, next.lines, next.disabled);
        return;
      case 'revoke':
        if (next.device === 'phone') return;
        await devices.change(next.device, { name: next.device, lines: '*', revoked: true }, principalOf('desk'));
        if (!model.revoked.has(next.device)) model.revoke(next.device, now());
        return;
      case 'push': {
        const entries = next.entries.map((each) => ({
          ...each,
          at: now() + each.at,
          origin: next.sameDevice ? next.by : each.origin,
        }));
        await push(next.by, next.as, entries);
      }
    }
  }

  for (const id of DEVICES)
    tokens.set(id, (await parts.enrol(id, { role: id === 'board' ? 'kiosk' : 'station' })).token);
  for (const who of USERS) await change(who, ['operator'], '*', false);
  expect(now()).toBe(NOON);
  return { run, tally };
}

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterAll(() => {
  vi.useRealTimers();
});

it('an entry is accepted if, and only if, its author was signed on there with the right to say it', async () => {
  const identity = makeIdentity();
  const total = { accepted: 0, rejected: 0, tickets: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), async (sequence) => {
      const { run, tally } = await world(identity);
      for (const next of sequence) await run(next);
      for (const key of ['accepted', 'rejected', 'tickets'] as const) total[key] += tally[key];
    }),
    { numRuns: 60 },
  );
  // The sequences did reach what they are about.
  expect(total.accepted).toBeGreaterThan(50);
  expect(total.rejected).toBeGreaterThan(100);
  expect(total.tickets).toBeGreaterThan(10);
});
