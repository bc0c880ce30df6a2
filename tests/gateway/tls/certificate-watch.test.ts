import { describe, expect, it } from 'vitest';
import { CertificateWatch } from '../../../gateway/tls/certificate-watch.ts';
import type { CertificateSource } from '../../../gateway/tls/certificate.ts';
import { DAY, TlsDesk } from './tls-desk.ts';

/** A certificate that nobody renews. */
async function leftAlone(): Promise<{ desk: TlsDesk; watch: CertificateWatch; until: number }> {
  const desk = await TlsDesk.open();
  const { own, floor } = await desk.certificate();
  const source: CertificateSource = { current: own.current, ca: null, look: async () => false };
  const watch = new CertificateWatch({ source, floor, changed: () => {}, log: desk.log, bug: rethrow });
  return { desk, watch, until: watch.status().certificates[0]!.notAfter };
}

const rethrow = (error: unknown) => {
  throw error;
};

describe('the watch over certificates', () => {
  it('warns 30, 7 and 1 days before the end, once each, and says what to do', async () => {
    const { desk, watch, until } = await leftAlone();
    desk.said.length = 0;
    const levels: string[] = [];
    const dayOf = async (daysLeft: number) => {
      desk.runs(until - daysLeft * DAY - desk.now);
      await watch.look();
      levels.push(watch.status().certificates[0]!.level);
    };
    for (const days of [31, 29.5, 20, 6.5, 3, 0.5, -1]) await dayOf(days);
    expect(levels).toEqual(['good', 'soon', 'soon', 'pressing', 'pressing', 'urgent', 'expired']);
    expect(desk.said).toEqual([
      expect.stringContaining('expires in 29 day(s): put its successor where TLS_CERT and TLS_KEY point'),
      expect.stringContaining('expires in 6 day(s)'),
      expect.stringContaining('expires TODAY'),
      expect.stringContaining('has EXPIRED'),
    ]);
  });

  it('says how long certificate and CA are good, for the status page', async () => {
    const desk = await TlsDesk.open();
    const { own, floor } = await desk.certificate();
    const watch = new CertificateWatch({ source: own, floor, changed: () => {}, log: desk.log, bug: rethrow });
    expect(watch.status()).toMatchObject({
      clock: null,
      certificates: [
        { what: 'server', subject: 'line8.plant.local', daysLeft: 395, level: 'good' },
        { what: 'ca', subject: 'Lineside plant CA line8.plant.local', level: 'good' },
      ],
    });
  });

  it('tells the server of a renewed certificate', async () => {
    const desk = await TlsDesk.open();
    const { own, floor } = await desk.certificate();
    const shown: string[] = [];
    const changed = () => void shown.push(own.current.cert);
    const watch = new CertificateWatch({ source: own, floor, changed, log: desk.log, bug: rethrow });
    await watch.look();
    expect(shown).toEqual([]);
    desk.runs(300 * DAY);
    await watch.look();
    expect(shown).toEqual([own.current.cert]);
    expect(watch.status().certificates[0]!.daysLeft).toBe(395);
  });

  it('warns of a CA that ends: its devices have to be visited', async () => {
    const desk = await TlsDesk.open();
    const { own, floor } = await desk.certificate();
    const watch = new CertificateWatch({ source: own, floor, changed: () => {}, log: desk.log, bug: rethrow });
    const until = own.ca.certificate.validToDate.getTime();
    desk.runs(until - 20 * DAY - desk.now);
    await watch.look();
    expect(desk.said.join()).toContain('let each device trust the new one');
  });

  it('goes on with what is there when a new one cannot be kept', async () => {
    const { desk, watch } = await leftAlone();
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const { own, floor } = await (await TlsDesk.open()).certificate();
    const source: CertificateSource = { current: own.current, ca: null, look: () => Promise.reject(full) };
    const failing = new CertificateWatch({ source, floor, changed: () => {}, log: desk.log, bug: rethrow });
    await failing.look();
    expect(desk.said.join()).toContain('no space left on device');
    expect(watch.status().certificates).toHaveLength(1);
  });
});
