import { once } from 'node:events';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ServerCertificate } from '../../../gateway/tls/certificate.ts';
import { keepLocalWay, localWay } from '../../../gateway/tls/local-way.ts';
import { createGatewayServer } from '../../../gateway/tls/secure-server.ts';
import { TlsDesk } from './tls-desk.ts';

/** A server at loopback that tells which tokens it was shown. */
async function listening(certificate: ServerCertificate | null): Promise<{ port: number; tokens: unknown[] }> {
  const tokens: unknown[] = [];
  const gateway = createGatewayServer({
    certificate,
    answer: (asked, answer) => {
      tokens.push(asked.headers.authorization);
      answer.end('done');
    },
  });
  gateway.server.listen(0, '127.0.0.1');
  await once(gateway.server, 'listening');
  onTestFinished(() => gateway.end());
  return { port: (gateway.server.address() as AddressInfo).port, tokens };
}

async function command(desk: TlsDesk, port: number): Promise<string> {
  const { protocol, host, agent } = await localWay(desk.secrets);
  const ask = protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const headers = { authorization: 'Bearer secret' };
    const asked = ask({ host, port, agent, headers, method: 'POST' }, (answer) => {
      text(answer).then(resolve, reject);
    });
    asked.on('error', reject);
    asked.end('{}');
  });
}

describe('the way of a command to its gateway', () => {
  it('is encrypted, to this gateway and no other, whatever its names and its clock', async () => {
    const desk = await TlsDesk.open();
    desk.now = Date.UTC(2035, 0, 1);
    const { own } = await desk.certificate();
    await keepLocalWay(desk.secrets, { host: '0.0.0.0', certificate: own.current });
    const { port, tokens } = await listening(own.current);
    expect(await command(desk, port)).toBe('done');
    expect(tokens).toEqual(['Bearer secret']);
  });

  it('shows its token to nobody else who has the port, not even one with a certificate of the same CA', async () => {
    const desk = await TlsDesk.open();
    const { own } = await desk.certificate();
    await keepLocalWay(desk.secrets, { host: '127.0.0.1', certificate: own.current });
    await desk.secrets.write('leaf.key.pem', 'lost');
    const other = await desk.certificate();
    const { port, tokens } = await listening(other.own.current);
    await expect(command(desk, port)).rejects.toThrow('is not the gateway of this DATA_DIR');
    expect(tokens).toEqual([]);
  });

  it('is plain where the gateway is, and says when nobody listens', async () => {
    const desk = await TlsDesk.open();
    const { port } = await listening(null);
    expect(await command(desk, port)).toBe('done');
    await keepLocalWay(desk.secrets, { host: 'localhost', certificate: null });
    expect(await command(desk, port)).toBe('done');
    const { own } = await desk.certificate();
    await keepLocalWay(desk.secrets, { host: '127.0.0.1', certificate: own.current });
    await expect(command(desk, 1)).rejects.toThrow('ECONNREFUSED');
  });
});
