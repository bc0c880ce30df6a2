import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditRoutes } from '../../../../gateway/api/routes/audit.ts';
import type { AuditChain } from '../../../../gateway/audit/audit-chain.ts';
import type { Principal } from '../../../../gateway/auth/principal.ts';
import type { AuditChecked, AuditPage } from '../../../../shared/audit/protocol.ts';
import type { Role } from '../../../../shared/access/roles.ts';
import { GATEWAY, signOn, trails } from '../../audit/trail.ts';
import { served, type Served } from '../served.ts';

function somebody(role: Role): Principal {
  const person = {
    user: 'quality',
    name: 'Quality',
    roles: [role],
    lines: [],
    session: 's',
    origin: 'd-desk',
    locked: false,
  };
  return { device: null, person, address: '127.0.0.1' };
}

describe('asking for the audit trail', () => {
  const trail = trails();
  let chain: AuditChain;
  let gateway: Served;
  let asking: Principal;

  beforeEach(async () => {
    asking = somebody('quality');
    chain = await trail.open();
    const { store, now } = trail;
    const names = {
      person: (user: string) => (user === 'miller' ? '=Prüfer' : null),
      device: (id: string) => (id === 'd-line8' ? 'Sealer' : null),
    };
    const routes = auditRoutes({ chain, store, gateway: GATEWAY, names, zone: 'America/Los_Angeles', now });
    gateway = await served(routes, () => asking);
  });
  afterEach(async () => {
    expect(gateway.bugs).toEqual([]);
    await gateway.close();
  });

  const ask = (path: string) => fetch(`${gateway.address}/api/audit${path}`);
  const page = async (query = '') => (await (await ask(query)).json()) as AuditPage;

  it('answers the newest first, with names, and from where to go on', async () => {
    for (const user of ['miller', 'jo', 'adjuster']) await chain.record(signOn(user));
    await chain.record({ what: 'certificate', subject: 'leaf', user: null, device: null });
    const first = await page('?limit=3');
    expect(first.rows.map(({ seq, user, device }) => [seq, user, device])).toEqual([
      [4, null, null],
      [3, 'adjuster', 'd-line8'],
      [2, 'jo', 'd-line8'],
    ]);
    expect(first).toMatchObject({ gateway: GATEWAY, head: chain.head(), devices: { 'd-line8': 'Sealer' }, people: {} });
    const second = await page(`?limit=3&before=${first.next}`);
    expect(second).toMatchObject({ rows: [{ seq: 1 }], next: null, people: { miller: '=Prüfer' } });
  });

  it('is for quality and admins', async () => {
    for (const role of ['operator', 'supervisor', 'planner', 'engineer'] as const) {
      asking = somebody(role);
      for (const path of ['', '/check', '/export']) expect((await ask(path)).status).toBe(403);
    }
    asking = somebody('admin');
    expect((await ask('')).status).toBe(200);
  });

  it.each([
    '?limit=501',
    '?limit=x',
    '?from=-1',
    '?before=audit',
    '?what=sing-on',
    '?user=a&user=b',
    '?before=a&before=b',
    `?text=${'x'.repeat(301)}`,
  ])('says what is not valid about %s', async (query) => {
    const answer = await ask(query);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, 'REQUEST_INVALID']);
  });

  it('says whether the latest entries are in order, as the gateway finds them now', async () => {
    for (const user of ['miller', 'jo', 'adjuster']) await chain.record(signOn(user));
    const check = async (query = '') => (await (await ask(`/check${query}`)).json()) as AuditChecked;
    expect(await check()).toEqual({ fromSeq: 1, toSeq: 3, entries: 3, checkedAt: trail.clock, findings: [] });
    expect(await check('?entries=2')).toMatchObject({ fromSeq: 2, toSeq: 3, findings: [] });
    const [database] = await trail.store.databases('audit_');
    const documents = await trail.store.range(database!, { from: '', to: '~' });
    await trail.store.drop(database!);
    await trail.store.insert(database!, [documents[0]!, { ...documents[1]!, subject: 'other' }]);
    expect((await check()).findings).toEqual([
      'Entry 2 does not say any more what its hash says.',
      'Entry 3, which this gateway kept, is not there.',
    ]);
  });

  describe('as a file', () => {
    it('has every entry, oldest first, no formula, the state of the chain, its head, and is an entry itself', async () => {
      await chain.record({ ...signOn('miller'), subject: '=HYPERLINK("x")', reason: '@now', old: 1, new: { a: 'b' } });
      await chain.record({ ...signOn('jo'), reason: '-1+1' });
      const answer = await ask('/export?format=csv');
      expect(answer.headers.get('content-disposition')).toContain('audit-gw-test-2026-10-06.csv');
      expect(answer.headers.get('x-rows-total')).toBe('2');
      const lines = (await answer.text()).trim().split('\r\n');
      expect(lines[1]).toContain(
        `,1,sign-on,miller,'=Prüfer,operator,d-line8,Sealer,,"'=HYPERLINK(""x"")",1,"{""a"":""b""}",'@now,`,
      );
      expect(lines[2]).toContain(",'-1+1,");
      const head = chain.head();
      expect(head.seq).toBe(3);
      expect(lines.slice(3).map((line) => line.split(',').slice(1, 4).join(','))).toEqual([
        '3,export,quality',
        ',trail,"entries 1 to 3: checked when this file was made',
        `,head,entry 3 of ${GATEWAY}: ${head.hash}`,
      ]);
      expect((await trail.entries()).at(-1)).toMatchObject({
        what: 'export',
        subject: 'audit',
        by: { user: 'quality', origin: 'd-desk' },
      });
    });

    it('has what was filtered, and says when the chain is not in order', async () => {
      for (const user of ['miller', 'jo', 'adjuster']) await chain.record(signOn(user));
      const [database] = await trail.store.databases('audit_');
      const documents = await trail.store.range(database!, { from: '', to: '~' });
      await trail.store.drop(database!);
      await trail.store.insert(database!, [documents[0]!, documents[2]!]);
      const lines = (await (await ask('/export?user=miller')).text()).trim().split('\r\n');
      expect(lines[1]).toContain(',1,sign-on,miller,');
      expect(lines[2]).toContain(',trail,entries 1 to 4: not in order');
      expect(lines[3]).toContain(',trail,audit-missing: Entry 2 is not there.');
    });

    it('is a workbook that spreadsheets open, and its text stays text', async () => {
      await chain.record({ ...signOn('miller'), subject: '=1+1' });
      const bytes = await (await ask('/export?format=xlsx')).arrayBuffer();
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.load(bytes);
      const sheet = workbook.worksheets[0]!;
      expect(sheet.getCell('D2').value).toBe('miller');
      expect(sheet.getCell('J2').value).toBe('=1+1');
      expect(sheet.getCell('J2').formula).toBeUndefined();
    });

    it('is refused when the entry about it cannot be kept', async () => {
      trail.store.state = 'away';
      expect((await ask('/export')).status).toBe(503);
    });
  });
});
