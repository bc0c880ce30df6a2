import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GivenCertificate } from '../../../gateway/tls/given-certificate.ts';
import { openTls } from '../../../gateway/tls/open-tls.ts';
import { namesFrom, TlsDesk } from './tls-desk.ts';

/** Somebody else's certificate in two files, as a plant's own administration puts them. */
async function given(): Promise<{ desk: TlsDesk; certFile: string; keyFile: string; renew(): Promise<string> }> {
  const desk = await TlsDesk.open();
  const [certFile, keyFile] = [join(desk.directory, 'gateway.crt'), join(desk.directory, 'gateway.key')];
  const renew = async () => {
    const { own } = await (await TlsDesk.open()).certificate();
    await writeFile(keyFile, own.current.key);
    await writeFile(certFile, own.current.cert);
    return own.current.cert;
  };
  return { desk, certFile, keyFile, renew };
}

describe("the plant's own certificate", () => {
  it('is used as it is, and its successor without a restart', async () => {
    const { desk, certFile, keyFile, renew } = await given();
    const first = await renew();
    const certificate = await GivenCertificate.open({ certFile, keyFile, log: desk.log });
    expect(certificate.current.cert).toBe(first);
    expect(await certificate.look()).toBe(false);
    const second = await renew();
    expect(await certificate.look()).toBe(true);
    expect(certificate.current.cert).toBe(second);
  });

  it('goes on being used while its successor is only half there', async () => {
    const { desk, certFile, keyFile, renew } = await given();
    const first = await renew();
    const certificate = await GivenCertificate.open({ certFile, keyFile, log: desk.log });
    const { own } = await (await TlsDesk.open()).certificate();
    await writeFile(keyFile, own.current.key);
    expect(await certificate.look()).toBe(false);
    expect(certificate.current.cert).toBe(first);
    expect(desk.said.join()).toContain('The certificate read before goes on being used');
    await certificate.look();
    expect(desk.said).toHaveLength(1);
    await writeFile(certFile, own.current.cert);
    expect(await certificate.look()).toBe(true);
  });

  it('stops the start when it is missing, or not a pair, with the names of the settings', async () => {
    const { desk, certFile, keyFile, renew } = await given();
    const opening = () => GivenCertificate.open({ certFile, keyFile, log: desk.log });
    await expect(opening()).rejects.toMatchObject({ code: 'TLS_INVALID' });
    await renew();
    await writeFile(keyFile, (await (await TlsDesk.open()).certificate()).own.current.key);
    await expect(opening()).rejects.toThrow(/TLS_CERT=".*" and TLS_KEY=".*" cannot be used: the key is of another/);
  });
});

describe('the names of a gateway', () => {
  it("are those of the plant's own certificate, when nobody says others", async () => {
    const { desk, certFile, keyFile, renew } = await given();
    await renew();
    const machineNames = () => namesFrom('srv12');
    const parts = { secrets: desk.secrets, now: Date.now, monotonic: () => 0, log: desk.log, bug: () => {} };
    const settings = { from: 'files' as const, certFile, keyFile };
    const tls = await openTls({ ...parts, settings, names: null, machineNames });
    expect(tls.names()).toEqual(namesFrom('line8.plant.local', '192.168.10.8'));
    const said = await openTls({ ...parts, settings, names: namesFrom('other.plant.local'), machineNames });
    expect(said.names().dns).toEqual(['other.plant.local']);
  });
});
