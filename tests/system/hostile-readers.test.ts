/** What those would try who may look at files and tables. */
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { admin, attacked, change, directory, OIDC_SECRET, oidcSecret } from './attacked-gateway.ts';
import { PLANT } from './packing-plant.ts';
import type { Visitor } from './visitor.ts';

attacked();

describe('an engineer who looks for secrets', () => {
  let engineer: Visitor;
  const look = async (path: string) => engineer.send('POST', '/api/sources/line8/look', { path });
  beforeAll(async () => {
    engineer = await admin.invite('curious', ['engineer']);
    await symlink(join(directory.dataDir, 'secrets'), join(directory.camera, 'linked'));
    await symlink(join(directory.dataDir, 'secrets', 'pepper'), join(directory.camera, 'linked.txt'));
    await mkdir(join(directory.camera, 'folder.txt'));
  });

  it('finds none, by whatever path', async () => {
    const secrets = await readdir(join(directory.dataDir, 'secrets'));
    expect(secrets).toContain('pepper');
    const ways = [
      ...[
        'data/secrets/pepper',
        'data/secrets/*',
        'data/*',
        '**',
        '*/secrets/*',
        'data/../data/secrets/pepper',
        './data/secrets/*',
      ],
      ...[
        'Line8/linked/*',
        'Line8/linked.txt',
        'Line8/*',
        'Line8/folder.txt',
        'Line8/../data/gateway.json',
        '*/../data/secrets/pepper',
      ],
      ...[
        '/proc/self/environ',
        '/proc/*/environ',
        '/etc/passwd',
        '/dev/zero',
        '/',
        '',
        '..',
        '../*',
        '~/.ssh/*',
        '.env',
        '*/.*',
      ],
      ...[
        'sign-on-secret',
        'sign-*',
        '*',
        'Line8\u0000/../data/secrets/pepper',
        'DATA/secrets/*',
        'data//secrets//pepper',
      ],
      ...[
        join(directory.dataDir, 'secrets', 'pepper'),
        join(directory.dataDir, '*'),
        oidcSecret,
        `${directory.camera}/linked/pepper`,
      ],
    ];
    const hidden = [
      OIDC_SECRET,
      (await readFile(join(directory.dataDir, 'secrets', 'pepper'), 'utf8')).trim(),
      (JSON.parse(await readFile(join(directory.dataDir, 'gateway.json'), 'utf8')) as { token: string }).token,
      'root:x:0',
      'PATH=',
    ];
    for (const way of ways) {
      const answer = await look(way);
      const said = await answer.text();
      const { sample } = answer.ok ? (JSON.parse(said) as { sample: { base64: string } | null }) : { sample: null };
      const text = said + Buffer.from(sample?.base64 ?? '', 'base64').toString();
      expect([way, answer.status < 500, hidden.filter((secret) => text.includes(secret))]).toEqual([way, true, []]);
    }
  });

  it('makes no source that reads one', async () => {
    const [vision] = PLANT.lines[0]!.sources;
    for (const path of ['data/secrets/*', 'sign-on-secret', '/proc/self/environ', 'Line8/linked/*', '/etc/*']) {
      const definition = { ...vision, id: 'reader', path };
      const answer = await engineer.send('POST', '/api/sources/line8', { definition });
      expect([path, answer.status]).toEqual([path, 400]);
    }
  });
});

describe('a table for a spreadsheet', () => {
  it('holds no formula, whatever people call themselves, their devices and their files', async () => {
    const name = '=HYPERLINK("http://elsewhere.example")';
    await admin.post('/api/people', { user: 'formula', name, roles: ['operator'], lines: '*' });
    await admin.post('/api/devices/codes', { name: '+1+cmd|/C calc', role: 'station', lines: '*' });
    await change('formula', { name: '@SUM(1)', why: '-2+3' });
    const text = await (await admin.ask('/api/audit/export?format=csv')).text();
    const cells = text.split('\r\n').flatMap((row) => row.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));
    expect(text).toContain('SUM(1)');
    expect(cells.filter((cell) => /^"?\s*[=+@]|^"?\s*-(?!\d+(\.\d+)?"?$)/.test(cell))).toEqual([]);
  });
});
