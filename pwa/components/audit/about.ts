/** What an entry is about, and where in the app that is. */
import type { AuditRow } from '../../../shared/audit/protocol.ts';

export interface About {
  /** `fact`: something said about a line; its type is `said`. */
  kind: 'fact' | 'source' | 'person' | 'device' | 'line' | 'other';
  /** Its id, or the line's. */
  id: string;
  said: string | null;
  href: string | null;
}

const SOURCE = /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/;

export function aboutOf({ what, subject, line, new: said }: AuditRow): About {
  const about = (kind: About['kind'], id: string, href: string | null): About => ({ kind, id, said: null, href });
  if (what === 'entry' || what === 'entry-refused') {
    const type = typeof said === 'object' && said !== null && 'type' in said ? said.type : subject.split(':')[0];
    return { ...about('fact', line ?? subject, line === null ? null : `/lines/${line}`), said: String(type) };
  }
  if (SOURCE.test(subject)) return about('source', subject, `/sources/${subject}`);
  if (what.startsWith('device-')) return about('device', subject, '/devices');
  if (isAboutPerson(what)) return about('person', subject, '/people');
  return line === null ? about('other', subject, null) : about('line', line, `/lines/${line}`);
}

function isAboutPerson(what: AuditRow['what']): boolean {
  return (
    what.startsWith('person-') ||
    what.startsWith('sign-') ||
    ['locked-out', 'unlocked', 'setup', 'invitation-used', 'credential-changed'].includes(what)
  );
}
