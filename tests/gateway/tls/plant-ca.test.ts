import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { caFiles, openPlantCa, readCa } from '../../../gateway/tls/plant-ca.ts';
import { DAY, TlsDesk, YEAR } from './tls-desk.ts';

describe("the plant's CA", () => {
  const open = (desk: TlsDesk) => openPlantCa({ secrets: desk.secrets, names: desk.names, times: [desk.now] });

  it('is made once and kept', async () => {
    const desk = await TlsDesk.open();
    const made = await open(desk);
    expect((await open(desk)).certificate.fingerprint256).toBe(made.certificate.fingerprint256);
    expect(made.certificate.ca).toBe(true);
    expect(made.certificate.validFromDate.getTime()).toBe(desk.now - DAY);
    expect(made.certificate.validToDate.getTime() - desk.now).toBeGreaterThan(10 * YEAR);
  });

  it('is used as the plant gave it, with the way up to the root that devices know', async () => {
    const [plants, gateways] = [await TlsDesk.open(), await TlsDesk.open()];
    const [root, given] = [await open(plants), await open(gateways)];
    const chain = `${given.chain}\n${root.chain}\n`;
    await gateways.secrets.write('ca.crt.pem', chain);
    const read = await open(gateways);
    expect(read.certificate.fingerprint256).toBe(given.certificate.fingerprint256);
    expect(read.root.fingerprint256).toBe(root.certificate.fingerprint256);
  });

  it('goes on after a start that was killed between its two files', async () => {
    const desk = await TlsDesk.open();
    const { key } = caFiles(await open(await TlsDesk.open()));
    await desk.secrets.write('ca.key.pem', key);
    expect(caFiles(await open(desk)).key).toBe(key);
  });

  it('is refused without its key, with another key, or when it is no CA', async () => {
    const desk = await TlsDesk.open();
    const { own } = await desk.certificate();
    const files = caFiles(own.ca);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const other = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(() => readCa({ ...files, key: other })).toThrow('is the key of another one');
    expect(() => readCa({ certificate: own.current.cert, key: own.current.key })).toThrow('may not sign');
    expect(() => readCa({ certificate: 'nonsense', key: files.key })).toThrow('holds no certificate');

    const bare = await TlsDesk.open();
    await bare.secrets.write('ca.crt.pem', files.certificate);
    await expect(open(bare)).rejects.toMatchObject({ code: 'TLS_INVALID' });
  });

  it('may be of RSA when the plant has it so', async () => {
    const desk = await TlsDesk.open();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await desk.secrets.write('ca.key.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    const { own } = await desk.certificate();
    expect(new X509Certificate(own.current.cert).verify(own.ca.certificate.publicKey)).toBe(true);
  });
});
