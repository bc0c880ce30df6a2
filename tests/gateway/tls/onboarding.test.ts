import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createOnboardingServer } from '../../../gateway/tls/onboarding.ts';
import type { OwnCertificate } from '../../../gateway/tls/own-certificate.ts';
import type { PlantCa } from '../../../gateway/tls/plant-ca.ts';
import { TlsDesk } from './tls-desk.ts';

interface Page {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  text: string;
}

describe('the plain port', () => {
  let desk: TlsDesk;
  let own: OwnCertificate;
  const clean: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    desk = await TlsDesk.open((close) => clean.push(close));
    own = (await desk.certificate()).own;
  });
  afterAll(() => Promise.all(clean.map((close) => close())));

  async function plain(ca: PlantCa | null = own.ca, plantName = 'Plant <b>1</b> & Sons') {
    const bugs: unknown[] = [];
    const { server, end } = createOnboardingServer({
      ...{ plantName, ca, securePort: 8443, names: () => desk.names },
      bug: (error) => bugs.push(error),
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(end);
    const { port } = server.address() as AddressInfo;
    return (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Page> =>
      new Promise((resolve, reject) => {
        const host = headers.host ?? 'line8.plant.local';
        const asked = request({ host: '127.0.0.1', port, path, method, headers: { ...headers, host } }, (answer) => {
          buffer(answer).then(
            (body) => resolve({ status: answer.statusCode!, headers: answer.headers, body, text: body.toString() }),
            reject,
          );
        });
        asked.on('error', reject);
        asked.end();
      });
  }

  it('explains itself, with the fingerprint to compare, in the language of the browser', async () => {
    const ask = await plain();
    const english = await ask('/', { 'accept-language': 'fr, en;q=0.5' });
    expect(english.text).toContain('<html lang="en">');
    const groups = own.ca.root.fingerprint256.match(/(..:){3}../g)!;
    for (const group of groups) expect(english.text).toContain(`<li>${group}</li>`);
    expect((await ask('/', { 'accept-language': 'de-AT, en;q=0.5' })).text).toContain('<html lang="de">');
  });

  it('shows what the plant is called, and never runs it', async () => {
    const { text } = await (await plain())('/');
    expect(text).toContain('Plant &#60;b&#62;1&#60;/b&#62; &#38; Sons');
  });

  it('has no script and no style within the page, and asks nobody but the gateway', async () => {
    const { text, headers } = await (await plain())('/');
    expect(text).not.toMatch(/ style=|<style|<script>|\son[a-z]+=/);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('connect-src https://line8.plant.local:8443;');
    expect(policy).not.toContain('unsafe');
  });

  it('hands out the certificate, as a file and as a profile for Apple devices', async () => {
    const ask = await plain();
    const file = await ask('/ca.crt');
    expect(file.headers['content-type']).toBe('application/x-x509-ca-cert');
    expect(new X509Certificate(file.body).fingerprint256).toBe(own.ca.root.fingerprint256);
    const profile = await ask('/plant.mobileconfig');
    expect(profile.headers['content-type']).toBe('application/x-apple-aspen-config');
    const data = /<data>([^<]+)<\/data>/.exec(profile.text)![1]!;
    expect(new X509Certificate(Buffer.from(data, 'base64')).fingerprint256).toBe(own.ca.root.fingerprint256);
    expect(profile.text).toContain('com.apple.security.root');
    expect((await ask('/plant.mobileconfig')).text).toBe(profile.text);
  });

  it('opens the steps of the device that asks', async () => {
    const ask = await plain();
    const open = async (agent: string) =>
      [...(await ask('/', { 'user-agent': agent })).text.matchAll(/<details open><summary>([^<]+)/g)].map(([, t]) => t);
    expect(await open('Mozilla/5.0 (Linux; Android 15) Chrome/150')).toEqual(['Android (Chrome)']);
    expect(await open('Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X)')).toEqual(['iPhone and iPad']);
    expect(await open('Mozilla/5.0 (Windows NT 10.0; rv:150) Firefox/150')).toEqual([
      'Windows (Chrome, Edge)',
      'Firefox',
    ]);
    expect(await open('Mozilla/5.0 (Macintosh; Intel Mac OS X) Safari/605')).toEqual(['iPhone and iPad', 'Mac']);
  });

  it('sends all else to https, by the name that was used if it is one of ours, and to nobody else', async () => {
    const ask = await plain();
    const leads = async (path: string, host: string, method = 'GET') => {
      const { status, headers } = await ask(path, { host }, method);
      expect(status).toBe(308);
      return headers.location;
    };
    expect(await leads('/line/line8?x=1', 'line8.plant.local')).toBe('https://line8.plant.local:8443/line/line8?x=1');
    expect(await leads('/api/status', '192.168.10.8:80')).toBe('https://192.168.10.8:8443/api/status');
    expect(await leads('/x', 'evil.example.com')).toBe('https://line8.plant.local:8443/x');
    expect(await leads('//evil.example.com/', 'line8.plant.local')).toBe(
      'https://line8.plant.local:8443//evil.example.com/',
    );
    expect(await leads('/', 'line8.plant.local', 'POST')).toBe('https://line8.plant.local:8443/');
  });

  it('offers no certificate where the plant has its own', async () => {
    const ask = await plain(null);
    expect((await ask('/ca.crt')).status).toBe(308);
    const { text } = await ask('/');
    expect(text).toContain('uses a certificate of its own');
    expect(text).not.toContain('ca.crt');
  });
});
