/** The compose files, without an engine: what they name is there, and every container is as tight as it can be. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../gateway/config.ts';
import { readYaml, type Yaml } from './compose-file.ts';

const folder = fileURLToPath(new URL('../../docker/', import.meta.url));

type Service = Record<string, Yaml> & { networks?: Yaml; volumes?: string[]; secrets?: string[]; ports?: string[] };
interface Compose {
  name?: string;
  services: Record<string, Service>;
  networks?: Record<string, { internal?: boolean }>;
  volumes?: Record<string, Yaml>;
  secrets?: Record<string, { file: string }>;
}

const read = (file: string) => readYaml(readFileSync(`${folder}${file}`, 'utf8')) as unknown as Compose;
const FILES = ['compose.line.yml', 'compose.plant.yml', 'compose.cluster.yml'];
const services = FILES.flatMap((file) =>
  Object.entries(read(file).services).map(([name, service]) => ({ file, name, service })),
);
const namesOf = (value: Yaml | undefined): string[] =>
  (Array.isArray(value) ? value : Object.keys(value ?? {})) as string[];

/** Of the compose specification, as far as we use it: anything else is a slip of the pen. */
const KEYS = new Set(
  `build cap_add cap_drop command container_name cpus depends_on environment group_add healthcheck hostname image init logging
  mem_limit networks pids_limit ports read_only restart secrets security_opt stop_grace_period sysctls tmpfs user volumes`.split(
    /\s+/,
  ),
);

describe.each(FILES)('%s', (file) => {
  const compose = read(file);

  it('declares every network, volume and secret that a service names, and no other', () => {
    const used = (of: (service: Service) => string[]) =>
      [...new Set(Object.values(compose.services).flatMap(of))].sort();
    const declared = (of: object | undefined) => Object.keys(of ?? {}).sort();
    expect(used(({ networks }) => namesOf(networks))).toEqual(declared(compose.networks));
    expect(used(({ secrets }) => secrets ?? [])).toEqual(declared(compose.secrets));
    const volumes = used(({ volumes }) => (volumes ?? []).map((volume) => volume.split(':')[0]!));
    expect(volumes.filter((volume) => /^\w+$/.test(volume))).toEqual(declared(compose.volumes));
  });

  it('mounts only files that are here, or that are the plant’s own', () => {
    const mounts = Object.values(compose.services).flatMap(({ volumes }) => volumes ?? []);
    for (const [source = ''] of mounts.map((mount) => mount.split(':')))
      if (source.startsWith('./')) expect(existsSync(folder + source), source).toBe(true);
  });

  it('takes all its secrets from the folder that make-secrets.sh fills, and none from the environment', () => {
    const made = readFileSync(`${folder}make-secrets.sh`, 'utf8');
    for (const { file: secret } of Object.values(compose.secrets ?? {})) {
      expect(secret).toMatch(/^\.\/secrets\//);
      expect(made).toContain(secret.replace('./secrets/', ''));
    }
    for (const { environment } of Object.values(compose.services))
      for (const name of Object.keys(environment ?? {}))
        if (/PASSWORD|TOKEN|SECRET|COOKIE/.test(name)) expect(name).toMatch(/_FILE$/);
  });

  it('waits only for services that are there', () => {
    for (const { depends_on } of Object.values(compose.services))
      expect(namesOf(compose.services as Yaml)).toEqual(expect.arrayContaining(namesOf(depends_on)));
  });
});

describe.each(services)('$file: $name', ({ file, name, service }) => {
  const isCouch = name.startsWith('couchdb');

  it('has no key that the compose specification does not know', () => {
    expect(Object.keys(service).filter((key) => !KEYS.has(key))).toEqual([]);
  });

  it('is an image of one version', () => {
    expect(service.image).toMatch(/:(\$\{LINESIDE_VERSION:-)?\d[\w.-]*\}?$/);
  });

  it('may do nothing that it does not need', () => {
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toEqual(['no-new-privileges:true']);
    expect(service).not.toHaveProperty('privileged');
    if (!isCouch) expect(service.read_only).toBe(true);
    if (name !== 'camera-drop') expect(service).not.toHaveProperty('cap_add');
    if (!service.build && name !== 'cluster-setup') expect(service.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  it('cannot take the machine from the others', () => {
    for (const limit of ['mem_limit', 'cpus', 'pids_limit', 'restart']) expect(service, limit).toHaveProperty(limit);
    if (name !== 'cluster-setup')
      expect(service.logging).toMatchObject({ options: { 'max-size': expect.any(String) as string } });
  });

  it('says whether it is well', () => {
    const image = service.build && readFileSync(`${folder}${name === 'camera-drop' ? 'ftp/' : ''}Dockerfile`, 'utf8');
    expect(service.healthcheck ?? /^HEALTHCHECK /m.test(image || '')).toBeTruthy();
  });

  it('opens a port to the network only if people or cameras come by it', () => {
    if (!['gateway', 'camera-drop'].includes(name)) expect(service).not.toHaveProperty('ports');
    const networks = read(file).networks ?? {};
    if (!service.ports) for (const network of namesOf(service.networks)) expect(networks[network]?.internal).toBe(true);
  });
});

describe('the settings of the gateway', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lineside-compose-'));
  const kept = join(folder, 'secret');
  writeFileSync(kept, 'of the plant', { mode: 0o600 });
  afterAll(() => rmSync(folder, { recursive: true }));
  const gateways = services.filter(({ name }) => name === 'gateway');

  it.each(gateways)('are such as a gateway takes ($file)', ({ service }) => {
    const environment = service.environment as Record<string, string>;
    const env = {
      HOST: '0.0.0.0',
      PORT: '443',
      DATA_DIR: '/data',
      ...environment,
      PUBLIC_NAMES: 'plant.local',
      LOG_LEVEL: 'info',
    };
    // Files of secrets exist in the container only.
    const files = Object.fromEntries(
      Object.keys(env).filter((key) => key.endsWith('_FILE') && key !== 'PLANT_FILE').map((key) => [key, kept]), // prettier-ignore
    );
    const config = parseConfig({ ...env, ...files }, '/app');
    expect(config).toMatchObject({ host: '0.0.0.0', tls: { from: 'own' }, plantFile: '/etc/lineside/plant.json' });
  });

  it('share nothing between two gateways: a second one cannot be started on the same data', () => {
    for (const { service } of gateways) expect(service.container_name).toBe('lineside-gateway');
  });
});

describe('the serial ports of a line', () => {
  it('are devices of the machine, and the group that may use them', () => {
    const { gateway } = read('compose.serial.yml').services;
    expect(gateway).toMatchObject({ devices: [expect.stringMatching(/^\$\{SERIAL_DEVICE:\?.*\}:\/dev\/lineside0$/)] });
    expect(gateway).toHaveProperty('group_add');
  });
});
