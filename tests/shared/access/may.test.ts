import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RIGHT_FOR_ENTITY, RIGHT_FOR_FACT, RIGHT_FOR_PLAN_FACT } from '../../../shared/access/facts.ts';
import { linesFor, may, onLine, type Authority, type Lines } from '../../../shared/access/may.ts';
import { DEVICE_ROLES, RIGHTS, ROLES, type Right } from '../../../shared/access/roles.ts';

const COLUMNS = [
  'kiosk',
  'station',
  'personal',
  'operator',
  'supervisor',
  'planner',
  'engineer',
  'quality',
  'admin',
] as const;
/** The whole table once more, as one would draw it on a wall: a change of roles has to be made here too, by somebody who means it. */
const TABLE = `
                   kiosk station personal operator supervisor planner engineer quality admin
  see                x      x       -        x         x         x       x        x      x
  push               -      x       -        x         x         x       x        x      x
  give-reason        -      -       -        x         x         -       x        -      -
  keep-by-hand       -      -       -        x         x         -       -        -      -
  plan               -      -       -        -         x         x       -        -      -
  run-orders         -      -       -        x         x         x       -        -      -
  do-tasks           -      -       -        x         x         x       x        x      -
  analyse            -      -       -        x         x         x       x        x      x
  see-status         -      -       -        x         x         x       x        x      x
  see-sources        -      -       -        -         x         -       x        x      x
  change-sources     -      -       -        -         -         -       x        -      -
  import             -      -       -        -         -         -       x        -      -
  see-audit          -      -       -        -         -         -       -        x      x
  hold               -      -       -        -         -         -       -        x      x
  manage-people      -      -       -        -         -         -       -        -      x
  manage-devices     -      -       -        -         -         -       -        -      x
  unlock             -      -       -        -         x         -       -        -      x
  bring-entries      -      -       -        -         x         -       -        -      x
`;
const rows = TABLE.trim()
  .split('\n')
  .slice(1)
  .map((row) => row.trim().split(/\s+/));
const cells = rows.flatMap(([right, ...marks]) => COLUMNS.map((role, i) => [role, right!, marks[i] === 'x'] as const));
const rightNamed = (name: string) => RIGHTS.find((right) => right === name)!;
const on = (role: (typeof COLUMNS)[number], lines: Lines = '*'): Authority[] => [{ roles: [role], lines }];

describe('what a role may', () => {
  it('is written down here for each role and each right', () => {
    expect([...DEVICE_ROLES, ...ROLES].sort()).toEqual([...COLUMNS].sort());
    expect(rows.map(([right]) => right).sort()).toEqual([...RIGHTS].sort());
    expect(cells).toHaveLength(COLUMNS.length * RIGHTS.length);
  });

  it.each(cells)('%s, %s: %s', (role, right, allowed) => {
    expect(may(on(role), rightNamed(right))).toBe(allowed);
    expect(may(on(role), rightNamed(right), 'line8')).toBe(allowed);
    expect(may(on(role, ['line8']), rightNamed(right), 'line8')).toBe(allowed);
    expect(may(on(role, ['line9']), rightNamed(right), 'line8')).toBe(false);
  });

  it('without any line is what is about the gateway, and nothing about lines', () => {
    const ofAdmin = RIGHTS.filter((right) => may(on('admin', []), right));
    expect(ofAdmin.sort()).toEqual(['manage-devices', 'manage-people', 'push', 'see-audit', 'see-status', 'unlock']);
    expect(RIGHTS.filter((right) => may(on('operator', []), right)).sort()).toEqual(['push', 'see-status']);
  });

  it('of an admin is to enter nothing', () => {
    const entering = [RIGHT_FOR_FACT, RIGHT_FOR_ENTITY, RIGHT_FOR_PLAN_FACT].flatMap((of): Right[] =>
      Object.values(of),
    );
    for (const right of entering) expect(may(on('admin'), right, 'line8')).toBe(false);
  });

  it('is nothing for nobody', () => {
    expect(RIGHTS.filter((right) => may([], right))).toEqual([]);
  });
});

describe('rights on lines', () => {
  const line = fc.constantFrom('line1', 'line2', 'line3');
  const lines: fc.Arbitrary<Lines> = fc.oneof(fc.constant('*' as const), fc.uniqueArray(line));
  const authority = fc.record({ roles: fc.subarray([...COLUMNS]), lines });
  const authorities = fc.array(authority, { maxLength: 3 });
  const right = fc.constantFrom(...RIGHTS);

  it('are the same whether one asks for a line or for all lines with the right', () => {
    fc.assert(
      fc.property(
        authorities,
        right,
        line,
        (all, right, line) => onLine(linesFor(all, right), line) === may(all, right, line),
      ),
    );
  });

  it('never grow by taking a role, a line or an authority away', () => {
    fc.assert(
      fc.property(authorities, authority, right, fc.option(line), (some, more, right, line) => {
        if (may(some, right, line)) expect(may([...some, more], right, line)).toBe(true);
        if (may([{ ...more, lines: [] }], right, line)) expect(may([more], right, line)).toBe(true);
      }),
    );
  });

  it('do not leak from one authority to the lines of another', () => {
    const both: Authority[] = [
      { roles: ['station'], lines: ['line1'] },
      { roles: ['operator'], lines: ['line2'] },
    ];
    expect(may(both, 'give-reason', 'line1')).toBe(false);
    expect(linesFor(both, 'give-reason')).toEqual(['line2']);
    expect(linesFor(both, 'see')).toEqual(['line1', 'line2']);
  });
});
