import { describe, expect, it } from 'vitest';
import { aboutOf } from '../../../../pwa/components/audit/about.ts';
import type { AuditRow } from '../../../../shared/audit/protocol.ts';

const row = (fields: Partial<AuditRow>): AuditRow => ({
  ...{
    id: 'audit:1:1',
    seq: 1,
    hash: '',
    at: 1,
    received: 1,
    what: 'command',
    subject: 'verify',
    line: null,
    roles: [],
  },
  ...{ clientAt: null, old: null, new: null, reason: null, user: null, device: null, ...fields },
});

describe('what an entry is about', () => {
  it.each([
    [
      'the line that somebody spoke of',
      { what: 'entry', line: 'line8', new: { type: 'reason' } },
      ['fact', 'line8', '/lines/line8'],
    ],
    [
      'a source',
      { what: 'source-changed', subject: 'line8/vision' },
      ['source', 'line8/vision', '/sources/line8/vision'],
    ],
    [
      'a source, of an import',
      { what: 'import', subject: 'line8/vision' },
      ['source', 'line8/vision', '/sources/line8/vision'],
    ],
    ['a person', { what: 'credential-changed', subject: 'miller' }, ['person', 'miller', '/people']],
    ['a device', { what: 'device-revoked', subject: 'd-1' }, ['device', 'd-1', '/devices']],
    ['a line', { what: 'reprocess', subject: 'x', line: 'line8' }, ['line', 'line8', '/lines/line8']],
    ['nothing that has a page', { what: 'certificate', subject: 'leaf' }, ['other', 'leaf', null]],
  ] as [string, Partial<AuditRow>, [string, string, string | null]][])('is %s', (_, fields, [kind, id, href]) => {
    expect(aboutOf(row(fields))).toMatchObject({ kind, id, href });
  });

  it('names what was said, also of an entry that was refused and of which only the id is known', () => {
    expect(aboutOf(row({ what: 'entry', line: 'line8', new: { type: 'manual-count' } })).said).toBe('manual-count');
    expect(aboutOf(row({ what: 'entry-refused', subject: 'reason:0:d.1' })).said).toBe('reason');
  });
});
