import { describe, expect, it } from 'vitest';
import { isPermitted, permittedBy, permittedFor } from '../../../gateway/tls/name-constraints.ts';
import { namesFrom, TlsDesk } from './tls-desk.ts';

describe("what a plant's CA may vouch for", () => {
  const permitted = permittedFor(namesFrom('line8.plant.example.com', '203.0.113.8'));

  it.each([
    'line8.plant.example.com',
    'line9.plant.example.com',
    'anything.local',
    '10.1.2.3',
    '192.168.0.1',
    '203.0.113.8',
    'fd12::1',
  ])('is %s', (name) => {
    expect(isPermitted(permitted, name)).toBe(true);
  });

  it.each([
    'www.example.com',
    'example.com',
    'notplant.example.com',
    'localhost',
    '127.0.0.1',
    '::1',
    '8.8.8.8',
    '203.0.113.9',
  ])('is not %s', (name) => {
    expect(isPermitted(permitted, name)).toBe(false);
  });

  it('is never a whole company: the domain above a name of two levels has to be asked for', () => {
    expect(isPermitted(permittedFor(namesFrom('line8.example.com')), 'mail.example.com')).toBe(false);
    expect(isPermitted(permittedFor(namesFrom('line8.example.com', '.example.com')), 'line9.example.com')).toBe(true);
    expect(isPermitted(permittedFor(namesFrom('line8.lan')), 'line9.lan')).toBe(true);
  });

  it('stands in the certificate, and is read from it again', async () => {
    const { own } = await (await TlsDesk.open()).certificate();
    const said = permittedBy(own.ca.certificate);
    expect(said).toEqual(permittedFor(namesFrom('line8.plant.local', '192.168.10.8')));
  });
});
