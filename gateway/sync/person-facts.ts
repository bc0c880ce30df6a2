/**
 * What people may say about a line, and why a fact of theirs is refused. Pure; what the store thinks of it is asked elsewhere. First what
 * it is (`checkFact`), which never changes; then, unless it is here already, whether it can be taken now (`whyNotNow`).
 */
import { Value } from 'typebox/value';
import { Type, type Static } from 'typebox';
import type { PersonFactType } from '../../shared/access/facts.ts';
import { LONGEST_MANUAL_MS, ManualCount } from '../../shared/documents/manual-count.ts';
import { ManualState } from '../../shared/documents/manual-state.ts';
import { Reason } from '../../shared/documents/reason.ts';
import { AHEAD_MS, checkAuthored, not, whyExpired, type NotTaken } from './authored.ts';

/** Devices and gateway do not agree to the second about what is now. */
const SLACK_MS = 60_000;
const closed = { additionalProperties: false };

const { received: _reason, ...reason } = Reason.properties;
const { received: _count, ...count } = ManualCount.properties;
const { received: _state, ...state } = ManualState.properties;
/** As the device wrote them: the gateway adds when it took them. */
const AS_SENT = {
  reason: Type.Object(reason, closed),
  'manual-count': Type.Object(count, closed),
  'manual-state': Type.Object(state, closed),
} as const satisfies Record<PersonFactType, unknown>;
type SentFact = { [T in PersonFactType]: Static<(typeof AS_SENT)[T]> }[PersonFactType];

/** What a gateway knows that people may speak of; lines of a plant come and go. */
export interface KnownFacts {
  /** Lines that it speaks for. */
  here: ReadonlySet<string>;
  /** Lines that other gateways of the plant speak for. */
  elsewhere: ReadonlySet<string>;
  /** Codes. */
  reasons: ReadonlySet<string>;
}

/** What a person said, about a line and with a name to it; whether the name is true is asked elsewhere. */
export type SignedFact = SentFact & { line: string; by: { user: string } };
export type Checked = { ok: true; fact: SignedFact } | ({ ok: false } & NotTaken);

/** Whether it is a fact of a person about a line. `now` = this gateway's clock, ms. */
export function checkFact(sent: unknown, now: number): Checked {
  const type =
    typeof sent === 'object' && sent !== null && 'type' in sent && isPersonFactType(sent.type) ? sent.type : 'reason';
  const schema = AS_SENT[type];
  if (!Value.Check(schema, sent)) {
    const [error] = Value.Errors(schema, sent);
    return refused('invalid', `${error?.instancePath || 'The fact'} ${error?.message ?? 'is not valid'}`);
  }
  const fact = sent as SentFact;
  const { line } = fact;
  const authored = checkAuthored(fact, now);
  if (!authored.ok) return authored;
  if (line === null) return refused('line', 'It is about no line.');
  return { ok: true, fact: { ...fact, line, by: authored.by } };
}

/**
 * Why a fact that is not here yet cannot be taken at `now` (this gateway's clock, ms); null = it can. One that is here was
 * fine when it came: a reason that left the list since then, or a moment that has passed, makes no repetition of it wrong.
 */
export function whyNotNow(fact: SignedFact, { reasons }: Pick<KnownFacts, 'reasons'>, now: number): NotTaken | null {
  const expired = whyExpired(fact, now);
  if (expired) return expired;
  const code = fact.type === 'reason' ? fact.code : fact.type === 'manual-state' ? fact.reason : null;
  if (code !== null && !reasons.has(code)) return not('reason', `There is no reason "${code}".`);
  switch (fact.type) {
    case 'reason':
      if (fact.from > now + AHEAD_MS) return not('invalid', 'It speaks of a time that is days ahead.');
      return fact.to !== null && fact.to <= fact.from ? not('invalid', 'The end is not after the start.') : null;
    case 'manual-count':
      if (fact.good + fact.rework > fact.produced)
        return not('counts', `${fact.good} good and ${fact.rework} rework are more than ${fact.produced} parts.`);
      if (fact.to > now + SLACK_MS) return not('window', 'Parts can be counted when they are made, not ahead of that.');
      return notWindow(fact.from, fact.to);
    case 'manual-state':
      if (fact.from > now + SLACK_MS) return not('window', 'It begins ahead of now.');
      return notWindow(fact.from, fact.until);
  }
}

function notWindow(from: number, to: number): NotTaken | null {
  if (to <= from) return not('window', 'The end is not after the start.');
  return to - from > LONGEST_MANUAL_MS ? not('window', 'It speaks of more than 24 hours.') : null;
}

function refused(code: NotTaken['code'], reason: string): Checked {
  return { ok: false, ...not(code, reason) };
}

function isPersonFactType(type: unknown): type is PersonFactType {
  return typeof type === 'string' && Object.hasOwn(AS_SENT, type);
}
