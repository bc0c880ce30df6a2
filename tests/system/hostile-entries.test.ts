/** What people would try to say in another name, at another time, about another line. */
import { describe, expect, it } from 'vitest';
import type { AccessAnswer } from '../../shared/access/protocol.ts';
import { admin, attacked, change, gateway, HOUR_MS, person, push, reason } from './attacked-gateway.ts';
import { enrolled } from './enrolled-device.ts';
import { PASSWORD, Visitor } from './visitor.ts';

attacked();

describe('an entry', () => {
  it('is not taken ahead of its time, however long its author stays signed on', async () => {
    const here = await admin.invite('ahead', ['operator']);
    expect(await push(here, reason(here, {}, Date.now() + 2 * HOUR_MS))).toEqual(['later']);
    expect(await push(here, reason(here, {}, Date.now() + 30_000))).toEqual(['accepted']);
  });

  it('with the id of somebody else’s says nothing in its place', async () => {
    const [assembler, borer] = [
      await admin.invite('assembler', ['operator']),
      await admin.invite('borer', ['operator']),
    ];
    const station = await enrolled(admin, 'station');
    await station.signOn('assembler');
    const hers = reason(station);
    expect(await push(station, hers)).toEqual(['accepted']);
    await station.signOn('borer');
    const his = { ...hers, code: 'break', by: { origin: station.origin, user: 'borer' } };
    expect(await push(station, his)).toEqual(['differs']);
    expect(await push(borer, { ...hers, by: { origin: borer.origin, user: 'borer' } })).toEqual(['invalid']);
    expect(await push(assembler, hers)).toEqual(['author']);
  });

  it('of five hundred at once that is bad keeps none of the others out', async () => {
    const here = await admin.invite('many', ['operator']);
    const at = Date.now();
    const facts = Array.from({ length: 500 }, (_, i) => reason(here, i === 250 ? { code: 'none' } : {}, at - i));
    const answers = await push(here, ...facts);
    expect(answers.map((answer, i) => [i, answer]).filter(([, answer]) => answer !== 'accepted')).toEqual([
      [250, 'reason'],
    ]);
    expect((await here.send('POST', '/api/sync/facts', { facts: [...facts, reason(here)] })).status).toBe(400);
  });

  it('of a line that its author lost is refused, also when it was made before, by whoever brings it', async () => {
    const station = await enrolled(admin, 'station');
    await admin.invite('moved', ['operator'], ['line8']);
    await station.signOn('moved');
    expect(await push(station, reason(station))).toEqual(['accepted']);
    await change('moved', { lines: ['line9'] });
    await station.signOn('moved');
    const after = Date.now() + 61_000;
    // What was said before stays theirs; after the change (and what clocks may differ) only the new line is.
    expect(await push(station, reason(station, { line: 'line9' }))).toEqual(['accepted']);
    expect(await push(station, reason(station, {}, after))).toEqual(['role']);
  });

  it('cannot come from a kiosk, nor from a person who signs on under the name of a device that is enrolled', async () => {
    const [kiosk, station] = [await enrolled(admin, 'kiosk'), await enrolled(admin, 'station')];
    expect((await kiosk.send('POST', '/api/sync/facts', { facts: [] })).status).toBe(403);
    await expect(new Visitor(gateway.address, station.origin).signOn('many')).rejects.toThrow('403');
    const { gateway: own } = await admin.get<AccessAnswer>('/api/access');
    await expect(new Visitor(gateway.address, own).signOn('many')).rejects.toThrow('403');
  });

  it('is refused where its line, its reason or its device have names of every object', async () => {
    const here = await admin.invite('tricky', ['operator']);
    for (const line of ['constructor', 'toString', 'hasOwnProperty', ''])
      expect(await push(here, reason(here, { line }))).toEqual([expect.stringMatching(/^(line|invalid)$/)]);
    for (const code of ['constructor', 'toString', 'hasOwnProperty'])
      expect(await push(here, reason(here, { code }))).toEqual(['reason']);
  });
});

describe('a ticket', () => {
  it('opens nothing for another device, another person, another time, or anybody who made it', async () => {
    const [here, there] = [await enrolled(admin, 'station'), await enrolled(admin, 'station')];
    const ticketed = await admin.invite('ticketed', ['operator']);
    await ticketed.send('PUT', '/api/access/pin', { current: PASSWORD, pin: '471108' });
    const begun = Date.now();
    const { ticket } = await here.post<{ ticket: string }>('/api/access/sign-on', {
      ...{ way: 'pin', user: 'ticketed', pin: '471108', origin: here.origin },
    });
    const [said = '', signature = ''] = ticket.split('.');
    const changed = (changes: object) => {
      const all = { ...(JSON.parse(Buffer.from(said, 'base64url').toString()) as object), ...changes };
      return `${Buffer.from(JSON.stringify(all)).toString('base64url')}.${signature}`;
    };
    const use = async (visitor: Visitor, text: string, from = begun, to = Date.now()) => {
      const question = { tickets: [{ ticket: text, from, until: to }] };
      const { results } = await visitor.post<{ results: { ok: boolean }[] }>('/api/access/tickets', question);
      return results[0]!.ok;
    };
    const forged = [
      { user: 'admin' },
      { device: there.origin },
      { notAfter: begun + 1e12 },
      { roles: ['admin'] },
      {},
    ].map(changed);
    for (const text of [...forged.slice(0, 4), `${said}.`, `${said}.${'A'.repeat(86)}`, 'x', '.', '']) {
      expect([text, await use(here, text)]).toEqual([text, false]);
      expect(await use(there, text)).toBe(false);
    }
    expect(await use(there, ticket)).toBe(false);
    expect(await use(here, ticket, begun - HOUR_MS)).toBe(false);
    expect(await use(here, ticket, begun, begun + HOUR_MS)).toBe(false);
    const own = { tickets: [{ ticket, from: begun, until: begun }] };
    expect((await ticketed.send('POST', '/api/access/tickets', own)).status).toBe(403);
    expect(await use(here, ticket)).toBe(true);
    // It covers entries, and lets nobody in.
    await here.send('POST', '/api/access/sign-off', {});
    expect(await person(here)).toBeNull();
  });
});
