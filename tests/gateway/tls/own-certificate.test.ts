import type { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { leafOf } from '../../../gateway/tls/certificate.ts';
import { namesOf } from '../../../gateway/tls/leaf.ts';
import type { OwnCertificate } from '../../../gateway/tls/own-certificate.ts';
import { DAY, namesFrom, TlsDesk, YEAR } from './tls-desk.ts';

const life = (certificate: X509Certificate) => certificate.validToDate.getTime() - certificate.validFromDate.getTime();
const isGoodAt = (own: OwnCertificate, at: number) => {
  const leaf = leafOf(own.current);
  const isIn = ({ validFromDate, validToDate }: X509Certificate) => at >= +validFromDate && at <= +validToDate;
  return isIn(leaf) && isIn(own.ca.certificate) && leaf.verify(own.ca.certificate.publicKey);
};

describe("the gateway's own certificate", () => {
  it('says its names, lives 397 days at most, and stays the same over a restart', async () => {
    const desk = await TlsDesk.open();
    const { own } = await desk.certificate();
    const leaf = leafOf(own.current);
    expect(namesOf(leaf)).toEqual(['line8.plant.local', '192.168.10.8']);
    expect(leaf.ca).toBe(false);
    expect(life(leaf)).toBeLessThanOrEqual(397 * DAY);
    expect(life(leaf)).toBeGreaterThan(396 * DAY);
    expect(isGoodAt(own, desk.now)).toBe(true);
    const again = await desk.certificate();
    expect(again.own.current).toEqual(own.current);
  });

  it('is renewed after two thirds of its life, with a new key, while the gateway runs', async () => {
    const desk = await TlsDesk.open();
    const { own, floor } = await desk.certificate();
    const first = own.current;
    for (let day = 0; day < 263; day++) {
      desk.runs(DAY);
      await floor.look();
      expect(await own.look(), `day ${day}`).toBe(false);
    }
    desk.runs(2 * DAY);
    expect(await own.look()).toBe(true);
    expect(own.current.key).not.toBe(first.key);
    expect(isGoodAt(own, desk.now)).toBe(true);
  });

  it('follows a new address, and does not mind a cable that is out for a moment', async () => {
    const desk = await TlsDesk.open();
    const { own } = await desk.certificate();
    desk.names = namesFrom('line8.plant.local');
    expect(await own.look()).toBe(false);
    desk.names = namesFrom('line8.plant.local', '192.168.10.77');
    expect(await own.look()).toBe(true);
    expect(namesOf(leafOf(own.current))).toContain('192.168.10.77');
  });

  it('leaves out what the CA may not vouch for, and says so: it would spoil the good names', async () => {
    const desk = await TlsDesk.open();
    const { own } = await desk.certificate();
    desk.names = namesFrom('line8.plant.local', '192.168.10.77', '203.0.113.9', 'line8.example.com');
    await own.look();
    expect(namesOf(leafOf(own.current))).toEqual(['line8.plant.local', '192.168.10.77']);
    expect(desk.said.join()).toContain('may not vouch for line8.example.com, 203.0.113.9');
    const said = desk.said.length;
    await own.look();
    expect(desk.said).toHaveLength(said);
  });

  it('refuses a start on which no name is left, unless there is a certificate from before', async () => {
    const desk = await TlsDesk.open();
    await desk.certificate();
    desk.names = namesFrom('line8.example.com');
    await expect(desk.certificate()).resolves.toBeDefined();
    await desk.secrets.write('leaf.key.pem', 'lost');
    await expect(desk.certificate()).rejects.toMatchObject({ code: 'TLS_INVALID' });
  });

  it('is made anew under another CA', async () => {
    const [desk, other] = [await TlsDesk.open(), await TlsDesk.open()];
    const { own } = await desk.certificate();
    const theirs = await other.certificate();
    await desk.secrets.write('ca.crt.pem', theirs.own.ca.chain);
    await desk.secrets.write('ca.key.pem', (await other.secrets.read('ca.key.pem'))!);
    const joined = await desk.certificate();
    expect(joined.own.current.cert).not.toBe(own.current.cert);
    expect(isGoodAt(joined.own, desk.now)).toBe(true);
  });
});

describe('a clock that is wrong locks nobody out', () => {
  it('when it lost its battery and starts in 1970, while devices know the time', async () => {
    const desk = await TlsDesk.open();
    await desk.certificate();
    const lastSeen = desk.now;
    desk.now = 0;
    // The certificate is due for renewal by then.
    desk.monotonic = 0;
    const { own, floor } = await desk.certificate();
    expect(floor.doubt).toBe('behind');
    expect(desk.said.join()).toContain('SEEMS WRONG: it says 1970-01-01');
    for (const weeks of [0, 4, 26]) expect(isGoodAt(own, lastSeen + weeks * 7 * DAY), `${weeks} weeks off`).toBe(true);
    desk.runs(300 * DAY);
    await floor.look();
    await own.look();
    expect(isGoodAt(own, lastSeen + 300 * DAY)).toBe(true);
    expect(life(leafOf(own.current))).toBeLessThanOrEqual(397 * DAY);
  });

  it('when it is some months back: devices with right clocks and this machine itself get in', async () => {
    const desk = await TlsDesk.open();
    await desk.certificate();
    desk.runs(200 * DAY);
    await desk.certificate();
    const lastSeen = desk.now;
    desk.now -= 190 * DAY;
    await desk.secrets.write('leaf.key.pem', 'lost');
    const { own } = await desk.certificate();
    expect(isGoodAt(own, lastSeen + 30 * DAY)).toBe(true);
    expect(isGoodAt(own, desk.now)).toBe(true);
    expect(life(leafOf(own.current))).toBeLessThan(825 * DAY);
  });

  it('when it is years ahead: the certificate is not "not yet valid" for devices with right clocks', async () => {
    const desk = await TlsDesk.open();
    await desk.certificate();
    const right = desk.now + DAY;
    desk.now += 6 * YEAR;
    const { own, floor } = await desk.certificate();
    expect(floor.doubt).toBe('ahead');
    expect(isGoodAt(own, right)).toBe(true);
    expect(isGoodAt(own, desk.now)).toBe(true);

    desk.now = right;
    await floor.look();
    expect(floor.doubt).toBeNull();
    expect(await own.look()).toBe(true);
    expect(life(leafOf(own.current))).toBeLessThanOrEqual(397 * DAY);
    expect(isGoodAt(own, right)).toBe(true);
  });

  it('when it is beyond the end of the CA', async () => {
    const desk = await TlsDesk.open();
    await desk.certificate();
    const right = desk.now + DAY;
    desk.now += 30 * YEAR;
    const { own } = await desk.certificate();
    expect(isGoodAt(own, right)).toBe(true);
  });

  it.each([
    ['back', Date.UTC(1970, 0, 1)],
    ['ahead', Date.UTC(2036, 0, 1)],
  ])('when it is years %s at the very first start, before anything was seen', async (_way, clock) => {
    const desk = await TlsDesk.open();
    desk.now = clock;
    const { own, floor } = await desk.certificate();
    expect(floor.doubt).not.toBeNull();
    expect(isGoodAt(own, Date.UTC(2027, 2, 1))).toBe(true);
  });
});
