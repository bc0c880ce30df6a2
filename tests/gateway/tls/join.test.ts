import { describe, expect, it } from 'vitest';
import { askGateway } from '../../../gateway/auth/ask-gateway.ts';
import { readPlantLink } from '../../../gateway/auth/plant-link.ts';
import { leafOf } from '../../../gateway/tls/certificate.ts';
import { joinPlant } from '../../../gateway/tls/join.ts';
import { gatewayDesk, joinableGateway } from './joinable-gateway.ts';

const LINE_9 = { gateway: 'gw-9', lines: ['line9'] };
const PLANT = { gateway: 'gw-plant', role: 'plant' as const, lines: [] };

describe('a gateway joins another one', () => {
  it('with a code and a fingerprint, and has the CA that devices trust; each knows the other', async () => {
    const first = await joinableGateway();
    const said = await first.code();
    const second = await gatewayDesk(LINE_9);
    const joined = await second.join(first.origin, said);
    expect(joined).toMatchObject({ gateway: 'gw-8', name: 'Gateway gw-8', tookCa: true, isPlant: false });
    const { own } = await second.desk.certificate();
    expect(leafOf(own.current).verify(first.own!.ca.certificate.publicKey)).toBe(true);
    expect(first.versions.get('gateway', 'gw-9')).toEqual({
      ...{ name: 'Gateway gw-9', origin: 'https://line9.plant.local', revoked: false, role: 'line' },
      ...{ key: second.identity.publicKey, lines: ['line9'], declares: ['line9'] },
    });
    expect((await second.joined()).get('gateway', 'gw-8')).toEqual({
      ...{ name: 'Gateway gw-8', origin: 'https://line8.plant.local', revoked: false, role: 'line' },
      key: first.identity.publicKey,
    });
    expect(first.audit.heard.map(({ what, subject, user }) => ({ what, subject, user }))).toEqual([
      { what: 'device-code', subject: 'gateway', user: 'tester' },
      { what: 'gateway-joined', subject: 'gw-9', user: 'tester' },
    ]);
    expect(JSON.stringify(first.audit.heard)).not.toContain(said.code);
    expect(await readPlantLink(second.secrets)).toBeNull();
    expect(first.bugs).toEqual([]);
  });

  it('and keeps the CA that it had made for itself before, aside', async () => {
    const first = await joinableGateway();
    const second = await gatewayDesk(LINE_9);
    const before = await second.desk.certificate();
    await second.join(first.origin, await first.code());
    expect(await second.secrets.read('former-ca.crt.pem')).toContain(before.own.ca.chain);
    expect((await second.desk.certificate()).own.ca.chain).not.toBe(before.own.ca.chain);
  });

  it('never twice with one code, nor after ten minutes, nor with a guessed one', async () => {
    const first = await joinableGateway();
    const { code: once, fingerprint } = await first.code();
    const join = async (code: string) => (await gatewayDesk(LINE_9)).join(first.origin, { code, fingerprint });
    await join(once.toLowerCase().replaceAll('-', ' '));
    await expect(join(once)).rejects.toThrow('was used');
    const { code: late } = await first.code();
    first.desk.now += 11 * 60_000;
    await expect(join(late)).rejects.toThrow('ten minutes are over');
    await expect(join('AAAA-BBBB-CCCC')).rejects.toThrow('not known');
    expect(first.versions.all('gateway')).toHaveLength(1);
  });

  it('sends nothing to a machine in between that shows another CA', async () => {
    const [plant, between] = [await joinableGateway(), await joinableGateway()];
    const said = await plant.code();
    const second = await gatewayDesk(LINE_9);
    await expect(second.join(between.origin, said)).rejects.toThrow('somebody is in between');
    expect(await second.secrets.read('ca.crt.pem')).toBeNull();
    await second.join(plant.origin, said);
  });

  it('and from then on asks nobody who shows another certificate, or one for another name', async () => {
    const [plant, between] = [await joinableGateway(), await joinableGateway()];
    const ask = (origin: string) =>
      askGateway({ origin, path: '/api/gateways', body: {}, ca: plant.own!.ca.chain, timeoutMs: 5_000 });
    expect((await ask(plant.origin)).status).toBeGreaterThan(0);
    await expect(ask(between.origin)).rejects.toThrow();
    await expect(ask(plant.origin.replace('127.0.0.1', 'localhost'))).rejects.toThrow(/altnames/);
  });

  it('not under a name that the CA may not vouch for, and not under the id of another; the code stays good', async () => {
    const first = await joinableGateway();
    const said = await first.code();
    const second = await gatewayDesk(LINE_9);
    const { secrets, self } = second;
    const as = (changes: Partial<typeof self>) =>
      joinPlant({ ...said, origin: first.origin, self: { ...self, ...changes }, secrets, ownCertificate: true });
    await expect(as({ origin: 'https://line9.example.com' })).rejects.toThrow('PUBLIC_NAMES');
    await expect(as({ gateway: 'gw-8' })).rejects.toThrow('is taken');
    await as({});
    const thief = await gatewayDesk(LINE_9);
    const again = await first.code();
    await expect(thief.join(first.origin, again)).rejects.toThrow('another key');
    expect(await thief.secrets.read('ca.key.pem')).toBeNull();
    await second.join(first.origin, again);
  });

  it('not the simulated plant, whose admin everybody can be', async () => {
    const first = await joinableGateway({ demo: true });
    await expect(first.code()).rejects.toThrow('CONFLICT');
    const fingerprint = first.own!.ca.root.fingerprint256;
    const second = await gatewayDesk(LINE_9);
    await expect(second.join(first.origin, { code: 'AAAA', fingerprint })).rejects.toThrow('simulated plant');
  });

  it('refuses a fingerprint or an address that is none, before anything is sent', async () => {
    const { join } = await gatewayDesk(LINE_9);
    await expect(join('https://x.local', { code: 'A', fingerprint: 'AB:CD' })).rejects.toThrow('32 pairs');
    await expect(join('http://x.local', { code: 'A', fingerprint: 'AB' })).rejects.toThrow('no address');
  });
});

describe('a line joins its plant', () => {
  it('and has a token that the plant knows by its hash only, and the lines that nobody else has', async () => {
    const plant = await joinableGateway(PLANT);
    const line8 = await gatewayDesk();
    const joined = await line8.join(plant.origin, await plant.code());
    expect(joined).toMatchObject({ role: 'plant', isPlant: true, tookCa: true });
    const link = await readPlantLink(line8.secrets);
    expect(link).toMatchObject({ gateway: 'gw-plant', name: 'Gateway gw-plant', origin: plant.origin });
    expect(plant.tokens.find(link!.token)).toEqual({ id: 'gw-8', lines: ['line8'] });
    const stored = JSON.stringify(await plant.store.range('config_gw-plant', { from: 'cfg:', to: 'cfg:~' }));
    expect(stored).not.toContain(link!.token);
    expect(JSON.stringify(plant.audit.heard)).not.toContain(link!.token);

    const line9 = await gatewayDesk({ gateway: 'gw-9', lines: ['line8', 'line9'] });
    await line9.join(plant.origin, await plant.code());
    expect(plant.tokens.find((await readPlantLink(line9.secrets))!.token)).toEqual({ id: 'gw-9', lines: ['line9'] });
    expect(plant.versions.get('gateway', 'gw-8')?.lines).toEqual(['line8']);
  });

  it('twice, and only the last token counts', async () => {
    const plant = await joinableGateway(PLANT);
    const line8 = await gatewayDesk();
    const tokens: string[] = [];
    for (let n = 0; n < 2; n++) {
      await line8.join(plant.origin, await plant.code());
      tokens.push((await readPlantLink(line8.secrets))!.token);
    }
    expect(tokens.map((token) => plant.tokens.find(token)?.id ?? null)).toEqual([null, 'gw-8']);
  });

  it('after the plant took over its CA: then the token is all that crosses the network', async () => {
    const running = await joinableGateway();
    const desk = await gatewayDesk(PLANT);
    expect(await desk.join(running.origin, await running.code())).toMatchObject({ tookCa: true, isPlant: false });
    const plant = await joinableGateway({ at: desk });
    expect(plant.versions.get('gateway', 'gw-8')).toMatchObject({ role: 'line', key: running.identity.publicKey });
    expect(running.versions.get('gateway', 'gw-plant')).toMatchObject({ role: 'plant', key: plant.identity.publicKey });
    const joined = await running.join(plant.origin, await plant.code());
    expect(joined).toMatchObject({ tookCa: false, isPlant: true });
    expect(await running.secrets.read('former-ca.crt.pem')).toBeNull();
    expect(plant.tokens.find((await readPlantLink(running.secrets))!.token)?.id).toBe('gw-8');
  });

  it.each(['files', 'leaf'] as const)('whose certificate comes from files (%s), and trusts that one', async (tls) => {
    const plant = await joinableGateway({ ...PLANT, tls });
    const line8 = await gatewayDesk();
    const before = await line8.desk.certificate();
    const said = await plant.code();
    expect(await line8.join(plant.origin, said)).toMatchObject({ tookCa: false, isPlant: true });
    expect(await line8.secrets.read('ca.crt.pem')).toContain(before.own.ca.chain);
    const link = await readPlantLink(line8.secrets);
    expect(link?.ca).toContain('BEGIN CERTIFICATE');
    expect(plant.tokens.find(link!.token)?.id).toBe('gw-8');
    const other = await joinableGateway({ ...PLANT, tls });
    await expect(line8.join(other.origin, said)).rejects.toThrow('somebody is in between');
  });

  it('with a certificate of its own from files, and is handed no key that it has no use for', async () => {
    const plant = await joinableGateway(PLANT);
    const line8 = await gatewayDesk({ tls: 'files' });
    expect(await line8.join(plant.origin, await plant.code())).toMatchObject({ tookCa: false, isPlant: true });
    expect(await line8.secrets.read('ca.key.pem')).toBeNull();
    expect((await readPlantLink(line8.secrets))?.ca).toContain('BEGIN CERTIFICATE');
  });

  it('on the same machine in plain HTTP, without a fingerprint', async () => {
    const plant = await joinableGateway({ ...PLANT, tls: 'off' });
    const line8 = await gatewayDesk({ tls: 'off' });
    const said = await plant.code();
    expect(said.fingerprint).toBe('');
    expect(await line8.join(plant.origin, said)).toMatchObject({ tookCa: false, isPlant: true });
    expect(await readPlantLink(line8.secrets)).toMatchObject({ origin: plant.origin, ca: null });
  });

  it('and makes a version of what it learnt at its next start, once', async () => {
    const plant = await joinableGateway(PLANT);
    const line8 = await gatewayDesk();
    await line8.join(plant.origin, await plant.code());
    for (let n = 0; n < 2; n++)
      expect((await line8.joined()).get('gateway', 'gw-plant')).toMatchObject({ role: 'plant', revoked: false });
    expect(line8.audit.of('gateway-joined')).toMatchObject([{ subject: 'gw-plant' }]);
    expect(await line8.store.range('config_gw-8', { from: 'cfg:', to: 'cfg:~' })).toHaveLength(1);
  });
});
