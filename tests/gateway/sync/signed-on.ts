/** Somebody who never signs off, for tests of what is said rather than of who says it. */
import { Authorship } from '../../../gateway/auth/authorship.ts';
import type { Session } from '../../../gateway/auth/session.ts';
import { LATEST_INSTANT } from '../../../shared/documents/document.ts';
import { HeardAudit } from '../auth/heard-audit.ts';

export function signedOnAlways(user: string, origin: string): { authorship: Authorship; audit: HeardAudit } {
  const session: Session = {
    ...{ id: 's1', kind: 'person', user, name: user, roles: ['operator'], lines: '*', origin },
    ...{ way: 'password', by: 'cookie', address: '192.0.2.7' },
    ...{ from: 0, until: LATEST_INSTANT, endedAt: null, lastActiveAt: 0 },
  };
  const audit = new HeardAudit();
  const covering = (asked: string, at: string) => (asked === user && at === origin ? [session] : []);
  return { authorship: new Authorship({ sessions: { covering }, audit, now: () => LATEST_INSTANT }), audit };
}
