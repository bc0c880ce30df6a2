/** What the device asks the gateway about access, and tells it. A failure is a value. */
import type { Static } from 'typebox';
import type {
  AccessAnswer,
  DeviceSessionQuestion,
  KnownDevice,
  SignOnAnswer,
  UsedTickets,
} from '../../shared/access/protocol.ts';
import type { DeviceKey } from '../../shared/access/person.ts';
import type { SignOnTry } from './access.ts';
import type { Fetch } from './requests.ts';

/** `status` null = no answer, or none of a gateway: nobody knows whether it was done. `detail` = the gateway's own words. */
export type AccessReply<Body> =
  { ok: true; body: Body } | { ok: false; status: number | null; retryAfterMs: number; detail: string | null };

export interface AccessRequests {
  now(): Promise<AccessReply<AccessAnswer>>;
  active(): Promise<AccessReply<AccessAnswer>>;
  signOn(question: SignOnTry & { origin: string }): Promise<AccessReply<SignOnAnswer>>;
  setup(question: object): Promise<AccessReply<SignOnAnswer>>;
  invitation(question: object): Promise<AccessReply<SignOnAnswer>>;
  signOff(at: number | null): Promise<AccessReply<unknown>>;
  tickets(used: UsedTickets['tickets']): Promise<AccessReply<unknown>>;
  enrol(question: { code: string; id: string; key: DeviceKey }): Promise<AccessReply<KnownDevice>>;
  challenge(id: string): Promise<AccessReply<string>>;
  /** `bearer` and `ticket`: at a gateway that is not home. */
  session(answer: Static<typeof DeviceSessionQuestion>): Promise<AccessReply<unknown>>;
}

/** A person waits for the answer: out of reach is said soon. */
const TIMEOUT_MS = 8_000;

export function accessRequests(fetch: Fetch, stop: AbortSignal): AccessRequests {
  async function ask<T>(
    path: string,
    read: (body: unknown) => T | undefined,
    question?: object,
  ): Promise<AccessReply<T>> {
    const init = question
      ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(question) }
      : {};
    try {
      const response = await fetch(path, {
        ...init,
        cache: 'no-store',
        signal: AbortSignal.any([stop, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      const body: unknown = await response.json().catch(() => null);
      if (!response.ok) return refusal(response, body);
      const value = read(body);
      return value === undefined ? noAnswer : { ok: true, body: value };
    } catch {
      return noAnswer;
    }
  }

  const anything = (body: unknown) => (body === undefined ? null : body);
  return {
    now: () => ask('/api/access', accessAnswer),
    active: () => ask('/api/access/active', accessAnswer, {}),
    signOn: (question) => ask('/api/access/sign-on', signOnAnswer, question),
    setup: (question) => ask('/api/access/setup', signOnAnswer, question),
    invitation: (question) => ask('/api/access/invitation', signOnAnswer, question),
    signOff: (at) => ask('/api/access/sign-off', anything, at === null ? {} : { at }),
    tickets: (tickets) => ask('/api/access/tickets', anything, { tickets }),
    enrol: (question) => ask('/api/devices/enrol', (body) => partOf(body, 'device', isDevice), question),
    challenge: (id) => ask('/api/devices/challenge', (body) => partOf(body, 'challenge', isText), { id }),
    session: (answer) => ask('/api/devices/session', anything, answer),
  };
}

const noAnswer = { ok: false, status: null, retryAfterMs: 0, detail: null } as const;

/** A proxy without a gateway behind it, or one that starts, says nothing of its own. */
function refusal(response: Response, body: unknown): AccessReply<never> {
  if (response.status >= 500 || response.status === 408) return noAnswer;
  const seconds = Number(response.headers.get('retry-after') ?? 0);
  const told = isRecord(body) && isText(body['detail']) ? body['detail'] : null;
  return { ok: false, status: response.status, retryAfterMs: (seconds || 0) * 1000, detail: told };
}

function accessAnswer(body: unknown): AccessAnswer | undefined {
  if (!isRecord(body) || !isText(body['gateway']) || !isRecord(body['ways'])) return undefined;
  const { device, person, idleMs, now } = body;
  if (typeof idleMs !== 'number' || typeof now !== 'number') return undefined;
  const ok = (device === null || isDevice(device)) && (person === null || isPerson(person));
  return ok ? (body as unknown as AccessAnswer) : undefined;
}

function signOnAnswer(body: unknown): SignOnAnswer | undefined {
  return isRecord(body) && isPerson(body['person']) ? (body as unknown as SignOnAnswer) : undefined;
}

function partOf<T>(body: unknown, name: string, is: (part: unknown) => part is T): T | undefined {
  const part = isRecord(body) ? body[name] : undefined;
  return is(part) ? part : undefined;
}

function isPerson(part: unknown): part is SignOnAnswer['person'] {
  return isRecord(part) && isText(part['user']) && isText(part['name']) && Array.isArray(part['roles']);
}

function isDevice(part: unknown): part is KnownDevice {
  return isRecord(part) && isText(part['id']) && isText(part['role']) && isText(part['name']);
}

function isText(part: unknown): part is string {
  return typeof part === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
