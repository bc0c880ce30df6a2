/**
 * Sends the outbox. Not RxDB's push: its state is per revision, so marking an entry accepted or removing it would be pushed
 * again, and one answer could not mean three things. Here the entry itself is the state: whatever is lost between
 * request, answer and note, an entry that is not marked is sent again, and the gateway takes a repeated id as the same fact.
 */
import { PLAN_REFUSALS } from '../../shared/orders/said.ts';
import { LATER_CODES, REJECTION_CODES, type FactAnswer } from '../../shared/sync/protocol.ts';
import { BackOff, type Delays } from './back-off.ts';
import type { Entry, EntryCollections, Waits } from './collections.ts';
import { dropExpired, isInTime } from './entries-expiring.ts';
import type { EnteredFact } from './line-data.ts';
import { asEntered } from './outbox.ts';
import type { PersonFact, Requests } from './requests.ts';

export interface Push {
  /** Sends at once what is not accepted yet. */
  now(): void;
  /** Resolves when the attempt under way has ended, well or not; after one that nobody answered another is made first. */
  attempted(): Promise<void>;
  stop(): void;
}

export interface PushParts {
  entries: EntryCollections;
  requests: Requests;
  /** What the gateway has to know before it is given entries; false = they must wait. */
  before: () => Promise<boolean>;
  /** This device's clock, ms. */
  now: () => number;
  /** The gateway's time by this device, ms. */
  gatewayTime: () => number;
  /** The gateway is heard at this moment. */
  inReach: () => boolean;
  random: () => number;
  /** Told of what should not happen (a write that the device refuses); it is tried again. */
  fault: (error: unknown) => void;
  delays?: Delays;
}

const MOST_PER_REQUEST = 100;
/** Answers about the request as a whole which one of its facts may have caused. */
const MAYBE_ONE_FACT = [400, 413, 422];

export function startPush(parts: PushParts): Push {
  const { entries, requests, before, now, gatewayTime, inReach, random, fault, delays } = parts;
  const backOff = new BackOff(delays ?? { firstMs: 1_000, mostMs: 60_000 }, random);
  let wanted = false;
  let stopped = false;
  /** The gateway did not answer last time: when it is asked for rows, entries go first. */
  let unanswered = false;
  let attempt: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function pushNow(): void {
    wanted = true;
    attempt ??= work().finally(() => {
      attempt = null;
      if (wanted && !stopped) pushNow();
    });
  }

  async function work(): Promise<void> {
    clearTimeout(timer);
    let allSent = true;
    while (wanted && !stopped) {
      wanted = false;
      allSent = await sendAll().catch((error: unknown) => {
        if (!stopped) fault(error);
        return false;
      });
    }
    if (allSent) backOff.reset();
    else if (!stopped) timer = setTimeout(pushNow, backOff.nextMs());
  }

  async function sendAll(): Promise<boolean> {
    await dropExpired(entries, gatewayTime());
    const unsent = (await entries.outbox.find().exec())
      .map((entry) => entry.toJSON() as Entry)
      .filter((entry) => entry.acceptedAt === null)
      .sort(asEntered);
    // Sent into the dark, nobody could tell whether it was done in time.
    const sendable = unsent.filter(({ fact }) => fact.expiresAt === undefined || inReach());
    if (sendable.length > 0 && !(await before())) return false;
    let allSent = sendable.length === unsent.length;
    for (let i = 0; i < sendable.length && !stopped; i += MOST_PER_REQUEST) {
      const sent = await send(sendable.slice(i, i + MOST_PER_REQUEST));
      unanswered = sent === 'unreachable';
      if (unanswered) return false;
      allSent &&= sent === 'all';
    }
    return allSent;
  }

  async function send(batch: Entry[]): Promise<'all' | 'some' | 'unreachable'> {
    const now = gatewayTime();
    const inTime = batch.filter((entry) => isInTime(entry, now));
    if (inTime.length < batch.length) {
      await dropExpired(entries, now);
      return inTime.length === 0 ? 'all' : send(inTime);
    }
    await Promise.all(batch.map(markTried));
    const answer = await requests.facts(batch.map(({ fact }) => factOf(fact)));
    if (answer.ok) return (await note(batch, answer.body)) ? 'all' : 'some';
    if (answer.status === null || !MAYBE_ONE_FACT.includes(answer.status)) return 'unreachable';
    if (batch.length === 1) return 'some';
    const half = Math.ceil(batch.length / 2);
    const first = await send(batch.slice(0, half));
    return first === 'unreachable' ? first : worse(first, await send(batch.slice(half)));
  }

  /** Whether every entry of the batch got its final answer. */
  async function note(batch: Entry[], answers: FactAnswer[]): Promise<boolean> {
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    const noted = await Promise.all(
      batch.map(async (entry) => {
        const answer = byId.get(entry.id);
        if (answer?.status === 'accepted') await accept(entry);
        else if (answer?.status === 'rejected') await reject(entry, answer);
        else {
          if (answer?.status === 'later') await wait(entry, answer);
          return false;
        }
        return true;
      }),
    );
    return noted.every(Boolean);
  }

  async function accept(entry: Entry): Promise<void> {
    const document = await entries.outbox.findOne(entry.id).exec();
    await document?.incrementalPatch({ acceptedAt: now(), waits: null });
  }

  /** Kept with what the gateway said, for the people here; the same answer again is no change. */
  async function wait(entry: Entry, { code, reason }: FactAnswer & { status: 'later' }): Promise<void> {
    const waits: Waits = { code: LATER_CODES.find((known) => known === code) ?? null, reason: String(reason) };
    if (entry.waits?.code === waits.code && entry.waits.reason === waits.reason) return;
    const document = await entries.outbox.findOne(entry.id).exec();
    await document?.incrementalPatch({ waits });
  }

  /** From here on the gateway may have it, whatever becomes of the answer. */
  async function markTried(entry: Entry): Promise<void> {
    if (entry.fact.expiresAt === undefined || entry.tried) return;
    const document = await entries.outbox.findOne(entry.id).exec();
    await document?.incrementalPatch({ tried: true });
    entry.tried = true;
  }

  /** Stored with what was typed before it leaves the outbox: killed in between, it is refused once more. */
  async function reject(entry: Entry, answer: FactAnswer & { status: 'rejected' }): Promise<void> {
    const code = REJECTION_CODES.includes(answer.code) ? answer.code : 'invalid';
    const plan = PLAN_REFUSALS.find((known) => known === answer.plan) ?? null;
    await entries.rejected.upsert({ id: entry.id, code, reason: String(answer.reason), fact: entry.fact, plan });
    await entries.outbox.bulkRemove([entry.id]);
  }

  return {
    now: pushNow,
    attempted() {
      if (unanswered && !stopped) pushNow();
      return attempt ?? Promise.resolve();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** What the gateway is told: names, and that its author is not checked yet, are for the people at this device. */
export function factOf(entered: EnteredFact): PersonFact {
  const { name: _, named: _named, pending: _pending, ...fact } = { name: '', named: {}, pending: true, ...entered };
  return fact;
}

function worse<S extends 'all' | 'some' | 'unreachable'>(first: 'all' | 'some', second: S): 'all' | 'some' | S {
  return second === 'all' ? first : second;
}
