/** What this device remembers about access, shared by its tabs: so that it opens, and people go on working, out of reach. */
import type { AccessAnswer, KnownDevice } from '../../shared/access/protocol.ts';
import type { PersonHere, RecentPerson } from './access.ts';
import type { Keep } from './database.ts';

/** A ticket with which somebody worked here; `until` null = still does. Gateway's clock, ms. */
export interface UsedTicket {
  ticket: string;
  from: number;
  until: number | null;
}

export interface AccessMemory {
  /** What the gateway said last; null = never anything. */
  answer: AccessAnswer | null;
  /** Who is on as this device sees it: a sign-off out of reach is not known at the gateway yet, nor is a ticket. */
  person: PersonHere | null;
  /** Locked here; the next sign-on ends it. */
  locked: boolean;
  /** When somebody left, as long as the gateway does not know it; gateway's clock, ms. */
  leftAt: number | null;
  recent: RecentPerson[];
  used: UsedTicket[];
  /** Tickets of those who signed on at home: what shows another gateway who they are, and who entered what. */
  proofs: UsedTicket[];
  /** What was pulled for somebody who has left is to be removed. */
  wipe: boolean;
  /** This browser has a key that a gateway took. */
  enrolled: boolean;
}

const MOST_RECENT = 12;
/** More sign-ons than a day has at a station. */
const MOST_PROOFS = 100;
const NOTHING: AccessMemory = {
  answer: null,
  person: null,
  locked: false,
  leftAt: null,
  recent: [],
  used: [],
  proofs: [],
  wipe: false,
  enrolled: false,
};

export function recall(keep: Keep): AccessMemory {
  try {
    const known = JSON.parse(keep.getItem('access') ?? '{}') as Partial<AccessMemory>;
    return { ...NOTHING, ...known };
  } catch {
    return NOTHING;
  }
}

export function remember(keep: Keep, memory: AccessMemory): void {
  keep.setItem('access', JSON.stringify(memory));
}

/** Shared by the people at a line: what it shows is its own, not somebody's. */
export function isShared(device: KnownDevice | null): device is KnownDevice {
  return device !== null && device.role !== 'personal';
}

/** What the gateway says now, with what only this device knows. `now` = the gateway's time, ms. */
export function withAnswer(memory: AccessMemory, answer: AccessAnswer, now: number): AccessMemory {
  const { device } = answer;
  const byTicket = memory.person?.byTicket && device?.role === 'station' && memory.person.until > now;
  const person = answer.person ? personOf(answer.person) : byTicket ? memory.person : null;
  const next = change(memory, { person, device, at: now });
  return { ...memory, ...next, locked: next.locked || (answer.person?.locked ?? false), answer };
}

/** Somebody signed on here. */
export function withPerson(memory: AccessMemory, person: PersonHere, now: number): AccessMemory {
  const { answer } = memory;
  const device = answer?.device ?? null;
  const { user, name } = person;
  const others = memory.recent.filter((known) => known.user !== user);
  return {
    ...memory,
    ...change(memory, { person, device, at: now }),
    answer: answer && { ...answer, setup: false },
    locked: false,
    recent: device?.role === 'station' ? [{ user, name }, ...others].slice(0, MOST_RECENT) : [],
  };
}

/** The person who has just signed on can show it elsewhere, too. */
export function withProof(memory: AccessMemory, ticket: string, from: number): AccessMemory {
  return { ...memory, proofs: [...memory.proofs, { ticket, from, until: null }].slice(-MOST_PROOFS) };
}

/** Nothing here waits to be sent any more: who entered it has been shown. */
export function withoutProofs(memory: AccessMemory): AccessMemory {
  return { ...memory, proofs: memory.proofs.filter(({ until }) => until === null) };
}

/** Nobody is on any more, since `at` (gateway's clock, ms); the gateway has to be told, unless it only knew a ticket. */
export function withoutPerson(memory: AccessMemory, at: number): AccessMemory {
  if (!memory.person) return memory;
  const leftAt = memory.person.byTicket ? memory.leftAt : at;
  return { ...memory, ...change(memory, { person: null, device: memory.answer?.device ?? null, at }), leftAt };
}

/** The session was over by itself: the gateway knows, and what was pulled stays for the next who signs on. */
export function withExpired(memory: AccessMemory): AccessMemory {
  if (!memory.person) return memory;
  const { until } = memory.person;
  const device = memory.answer?.device ?? null;
  return { ...memory, ...change(memory, { person: null, device, at: until }), wipe: memory.wipe };
}

/** What follows when somebody else is on, or nobody, since `at`. */
function change(
  memory: AccessMemory,
  next: { person: PersonHere | null; device: KnownDevice | null; at: number },
): Pick<AccessMemory, 'person' | 'locked' | 'used' | 'proofs' | 'wipe'> {
  const { person, device, at } = next;
  const before = memory.person;
  const goesOn = before !== null && person?.user === before.user;
  const ended = before?.byTicket === true && !(goesOn && person?.byTicket === true);
  const left = before !== null && !goesOn && !isShared(device);
  const lost = isShared(memory.answer?.device ?? null) && !isShared(device) && person === null;
  return {
    person,
    locked: memory.locked && goesOn,
    used: ended ? memory.used.map(endedAt(at)) : memory.used,
    proofs: goesOn ? memory.proofs : memory.proofs.map(endedAt(at)),
    wipe: memory.wipe || left || lost,
  };
}

function endedAt(at: number) {
  return (used: UsedTicket): UsedTicket => ({ ...used, until: used.until ?? at });
}

function personOf({ locked: _, ...person }: NonNullable<AccessAnswer['person']>): PersonHere {
  return { ...person, byTicket: false };
}
