/** The Dockerfiles, without an engine: rules that linters have, and that what is copied exists. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Instruction {
  name: string;
  args: string;
}

function instructions(path: string): Instruction[] {
  const text = readFileSync(join(root, path), 'utf8')
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replace(/\\\n\s*/g, '');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [name = '', ...args] = line.split(' ');
      return { name, args: args.join(' ') };
    });
}

describe.each([
  ['docker/Dockerfile', ''],
  ['docker/ftp/Dockerfile', 'docker/ftp'],
])('%s', (path, context) => {
  const all = instructions(path);
  const of = (name: string) => all.filter((one) => one.name === name).map(({ args }) => args);

  it('starts from images with a version, and not the latest', () => {
    const defaults = Object.fromEntries(of('ARG').map((arg) => arg.split('=') as [string, string]));
    for (const from of of('FROM')) {
      const image = from.split(' ')[0]!.replace(/^\$\{(\w+)\}$/, (_, name: string) => defaults[name]!);
      expect(image).toMatch(/:[\w.-]+$/);
      expect(image).not.toMatch(/:latest$/);
    }
  });

  it('copies what exists, by name, and nothing by ADD', () => {
    expect(of('ADD')).toEqual([]);
    for (const copied of of('COPY').filter((args) => !args.startsWith('--from')))
      for (const source of copied.split(' ').slice(0, -1)) {
        expect(source).not.toBe('.');
        expect(existsSync(join(root, context, source)), source).toBe(true);
      }
  });

  it('names absolute folders, uses exec forms, and one check of its health', () => {
    for (const directory of of('WORKDIR')) expect(directory).toMatch(/^\//);
    for (const program of [...of('CMD'), ...of('ENTRYPOINT')])
      expect(() => JSON.parse(program) as unknown).not.toThrow();
    expect(of('HEALTHCHECK')).toHaveLength(1);
  });

  it('leaves no package lists behind, and installs no more than is asked for', () => {
    for (const run of of('RUN').filter((args) => args.includes('apt-get install'))) {
      expect(run).toContain('--no-install-recommends');
      expect(run).toContain('rm -rf /var/lib/apt/lists/*');
    }
    for (const run of of('RUN')) expect(run).not.toMatch(/\b(sudo|curl|wget|apt-get upgrade)\b/);
  });
});

describe('the image of the gateway', () => {
  const all = instructions('docker/Dockerfile');
  const last = all.slice(all.map(({ name }) => name).lastIndexOf('FROM'));

  it('runs as somebody without rights, from the first instruction that runs it', () => {
    const user = last.filter(({ name }) => name === 'USER').at(-1);
    expect(user?.args).toMatch(/^[1-9]\d{3,}:[1-9]\d{3,}$/);
  });

  it('runs what exists, as the launcher and the unit run it', () => {
    const command = JSON.parse(last.find(({ name }) => name === 'CMD')!.args) as string[];
    const unit = readFileSync(join(root, 'docker/systemd/lineside.service'), 'utf8');
    expect(unit).toContain(`bin/${command.join(' ')}\n`);
    expect(readFileSync(join(root, 'gateway/launcher.js'), 'utf8')).toContain(command[1]);
  });

  it('installs packages without their scripts, and those of development never', () => {
    const installs = all.filter(({ args }) => args.includes('npm ci')).map(({ args }) => args);
    for (const install of installs) expect(install).toContain('--ignore-scripts');
    expect(installs.at(-1)).toContain('--omit=dev');
  });

  it('lets into its context what it copies, and no data, secret or history', () => {
    const rules = readFileSync(join(root, 'docker/Dockerfile.dockerignore'), 'utf8').split('\n');
    expect(rules.find((rule) => rule && !rule.startsWith('#'))).toBe('*');
    const allowed = rules.filter((rule) => rule.startsWith('!')).map((rule) => rule.slice(1));
    const copied = all
      .filter(({ name, args }) => name === 'COPY' && !args.startsWith('--from'))
      .flatMap(({ args }) => args.split(' ').slice(0, -1));
    expect(new Set(allowed)).toEqual(new Set(copied));
  });
});
