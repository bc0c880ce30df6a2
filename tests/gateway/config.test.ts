import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseConfig } from '../../gateway/config.ts';
import { AppError } from '../../shared/errors.ts';

function problemsOf(env: Record<string, string>): string[] {
  try {
    parseConfig(env, '/base');
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' });
    return (error as AppError).message.split('\n');
  }
}

describe('the configuration', () => {
  it('needs nothing: an empty environment runs the simulated plant on this machine', () => {
    expect(parseConfig({}, '/base')).toEqual({
      role: 'line',
      couch: null,
      logLevel: 'info',
      metricsTokenFile: null,
      port: 8080,
      host: '127.0.0.1',
      tls: null,
      publicNames: null,
      onboardingPort: null,
      oidc: null,
      dataDir: '/base/data',
      journalKeepMs: 7 * 86_400_000,
      journalKeepBytes: 2048 * 1024 * 1024,
      diskLowBytes: 1024 * 1024 * 1024,
      plantFile: null,
      demoSeed: 'lineside',
      demoTimezone: null,
      demoHistoryMs: null,
    });
    expect(parseConfig({ PORT: ' ', PLANT_FILE: '', DEMO_TIMEZONE: ' ' }, '/base').port).toBe(8080);
  });

  it('takes a CouchDB with its name and password, over TLS or on this machine', async () => {
    const file = await files({ password: 0o640, 'open-password': 0o644 });
    const env = {
      COUCHDB_URL: 'https://db.plant.local/',
      COUCHDB_USER: 'lineside',
      COUCHDB_PASSWORD_FILE: file('password'),
    };
    const { couch } = parseConfig(env, '/base');
    expect(couch).toEqual({ url: 'https://db.plant.local', user: 'lineside', passwordFile: file('password') });
    expect(parseConfig({ ...env, COUCHDB_URL: 'http://127.0.0.1:5984' }, '/base').couch?.url).toBe(
      'http://127.0.0.1:5984',
    );
    for (const COUCHDB_URL of ['http://db.plant.local', 'https://me:secret@db.plant.local', 'ftp://db', ''])
      expect(problemsOf({ ...env, COUCHDB_URL })).toEqual([expect.stringContaining('COUCHDB_URL=')]);
    expect(problemsOf({ ...env, COUCHDB_PASSWORD_FILE: file('open-password') })).toEqual([
      expect.stringContaining('chmod 640'),
    ]);
  });

  it('is a plant only with a plant file of its own', () => {
    expect(problemsOf({ ROLE: 'plant' })).toEqual([expect.stringContaining('PLANT_FILE')]);
    expect(parseConfig({ ROLE: 'plant', PLANT_FILE: 'plant.json' }, '/base').role).toBe('plant');
    expect(problemsOf({ ROLE: 'factory' })).toEqual([expect.stringContaining('line or plant')]);
  });

  it('takes paths from the given folder', () => {
    expect(parseConfig({ PLANT_FILE: 'plant.json', DATA_DIR: '/var/lineside' }, '/base')).toMatchObject({
      plantFile: '/base/plant.json',
      dataDir: '/var/lineside',
    });
  });

  it('says all that is wrong at once, each with its name and value', () => {
    const problems = problemsOf({
      PORT: '80800',
      HOST: 'my-machine',
      TLS: 'on',
      PUBLIC_NAMES: 'line 8',
      ONBOARDING_PORT: 'http',
      DEMO_TIMEZONE: 'Mars/Base',
      DEMO_HISTORY_HOURS: '-1',
      JOURNAL_KEEP_DAYS: 'for ever',
      JOURNAL_KEEP_MB: '0',
      DISK_LOW_MB: 'Infinity',
    });
    expect(problems).toHaveLength(10);
    for (const start of [
      'PORT="80800" is not valid',
      'HOST="my-machine" is not valid',
      'TLS="on"',
      'PUBLIC_NAMES="line 8"',
      'ONBOARDING_PORT="http"',
      'JOURNAL_KEEP_DAYS="for ever"',
      'JOURNAL_KEEP_MB="0"',
      'DISK_LOW_MB="Infinity"',
      'DEMO_TIMEZONE="Mars/Base"',
      'DEMO_HISTORY_HOURS="-1"',
    ]) {
      const problem = problems.find((text) => text.startsWith(start));
      expect(problem, start).toContain('.env.example');
    }
  });

  it.each(['x', '-1', '1.5', '65536', '8080x', '0x50', '1e3'])('refuses PORT=%s', (PORT) => {
    expect(problemsOf({ PORT })).toHaveLength(1);
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(parseConfig({}, '/base'))).toBe(true);
  });
});

/** Files as a plant's administration puts them. */
async function files(modes: Record<string, number>): Promise<(name: string) => string> {
  const directory = await mkdtemp(join(tmpdir(), 'lineside-config-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  for (const [name, mode] of Object.entries(modes)) {
    await writeFile(join(directory, name), 'x');
    await chmod(join(directory, name), mode);
  }
  return (name) => join(directory, name);
}

describe('settings of the network', () => {
  it('need TLS beyond this machine, and have it without being asked', () => {
    expect(parseConfig({ HOST: '0.0.0.0' }, '/base')).toMatchObject({ tls: { from: 'own' }, onboardingPort: 80 });
    expect(parseConfig({ HOST: '::1' }, '/base')).toMatchObject({ tls: null, onboardingPort: null });
    expect(parseConfig({ HOST: 'localhost', TLS: 'own' }, '/base')).toMatchObject({ tls: { from: 'own' } });
    expect(problemsOf({ HOST: '192.168.10.8', TLS: 'off' })).toEqual([
      expect.stringContaining('TLS="off" is not valid: on HOST="192.168.10.8" passwords would cross the network'),
    ]);
  });

  it('take names, addresses and domains by which devices come', () => {
    const { publicNames } = parseConfig({ PUBLIC_NAMES: 'line8.plant.local, 192.168.10.8, .plant.local' }, '/base');
    expect(publicNames).toEqual({
      dns: ['line8.plant.local'],
      addresses: ['192.168.10.8'],
      suffixes: ['plant.local'],
    });
  });

  it("take the plant's own certificate from files, the key readable by no one else", async () => {
    const file = await files({ 'a.crt': 0o644, 'a.key': 0o640, 'open.key': 0o644 });
    const env = { HOST: '0.0.0.0', TLS: 'files', TLS_CERT: file('a.crt'), TLS_KEY: file('a.key') };
    expect(parseConfig(env, '/base').tls).toEqual({ from: 'files', certFile: file('a.crt'), keyFile: file('a.key') });
    expect(problemsOf({ ...env, TLS_KEY: file('open.key') })).toEqual([expect.stringContaining('chmod 640')]);
    expect(problemsOf({ ...env, TLS_KEY: '', TLS_CERT: file('none') })).toHaveLength(2);
    expect(problemsOf({ ...env, TLS: 'own' })).toEqual([
      expect.stringContaining('TLS_CERT='),
      expect.stringContaining('TLS_KEY='),
    ]);
  });

  it('open the onboarding page where there is TLS only, and not on the port of the app', () => {
    expect(parseConfig({ TLS: 'own', ONBOARDING_PORT: '0' }, '/base').onboardingPort).toBe(0);
    expect(parseConfig({ HOST: '0.0.0.0', ONBOARDING_PORT: 'off' }, '/base').onboardingPort).toBeNull();
    expect(problemsOf({ ONBOARDING_PORT: '80' })).toEqual([expect.stringContaining('without TLS')]);
    expect(problemsOf({ TLS: 'own', PORT: '81', ONBOARDING_PORT: '81' })).toEqual([
      expect.stringContaining('PORT is the same'),
    ]);
  });
});

describe('settings of the sign-on server', () => {
  it('are all there, or none', async () => {
    const file = await files({ secret: 0o600, open: 0o644 });
    const env = { OIDC_ISSUER: 'https://login.example.com/realms/plant', OIDC_CLIENT_ID: 'lineside' };
    expect(parseConfig({ ...env, OIDC_CLIENT_SECRET_FILE: file('secret') }, '/base').oidc).toEqual({
      issuer: env.OIDC_ISSUER,
      clientId: 'lineside',
      clientSecretFile: file('secret'),
      name: 'Single sign-on',
      scope: 'openid profile',
      groupsClaim: 'groups',
    });
    expect(problemsOf(env)).toEqual([expect.stringContaining('go together')]);
    expect(problemsOf({ OIDC_NAME: 'Plant account' })).toHaveLength(3);
    expect(problemsOf({ ...env, OIDC_CLIENT_SECRET_FILE: file('open') })).toEqual([
      expect.stringContaining('nobody but the gateway'),
    ]);
    expect(problemsOf({ ...env, OIDC_CLIENT_SECRET_FILE: file('secret'), OIDC_SCOPE: 'profile' })).toHaveLength(1);
  });

  it.each([
    ['http://login.example.com', 1],
    ['https://name:word@login.example.com', 1],
    ['https://login.example.com?x', 1],
    ['login.example.com', 1],
    ['http://127.0.0.1:3000', 0],
    ['http://[::1]:3000/', 0],
  ])('with %s as its address have %i problem(s)', async (OIDC_ISSUER, problems) => {
    const file = await files({ secret: 0o600 });
    const env = { OIDC_ISSUER, OIDC_CLIENT_ID: 'lineside', OIDC_CLIENT_SECRET_FILE: file('secret') };
    expect(problemsOf(env)).toHaveLength(problems);
  });
});
