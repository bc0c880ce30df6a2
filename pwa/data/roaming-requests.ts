/** What another gateway is not asked, and not believed: it knows its own lines, and what the plant has told it. */
import type { FactAnswer, LaterCode, RejectionCode } from '../../shared/sync/protocol.ts';
import type { PersonFact, Requests } from './requests.ts';

/**
 * It may only not have heard yet: of the person, a role, a line, a reason, what was planned; or that another gateway took in time what is too
 * late by now. Home decides.
 */
const MAY_BE_NEWS: Partial<Record<RejectionCode, LaterCode>> = {
  author: 'author',
  role: 'author',
  line: 'line',
  reason: 'line',
  plan: 'line',
  expired: 'clock',
};

export interface Waiting {
  code: LaterCode;
  reason: string;
}

/** `waits` = why an entry is not for this gateway to take; null = it can be sent. Entries that wait stay in the outbox. */
export function awayFromHome(requests: Requests, waits: (fact: PersonFact) => Waiting | null): Requests {
  return {
    ...requests,
    async facts(facts) {
      const kept = facts.flatMap((fact): FactAnswer[] => {
        const why = waits(fact);
        return why === null ? [] : [{ id: fact._id, status: 'later', ...why }];
      });
      const sent = facts.filter(({ _id }) => !kept.some(({ id }) => id === _id));
      if (sent.length === 0) return { ok: true, body: kept };
      const answer = await requests.facts(sent);
      return answer.ok ? { ok: true, body: [...kept, ...answer.body.map(asSaidAway)] } : answer;
    },
  };
}

function asSaidAway(answer: FactAnswer): FactAnswer {
  const code = answer.status === 'rejected' ? MAY_BE_NEWS[answer.code] : undefined;
  return answer.status === 'rejected' && code
    ? { id: answer.id, status: 'later', code, reason: answer.reason }
    : answer;
}
