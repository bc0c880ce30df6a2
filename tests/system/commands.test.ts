/** `npx lineside …` without a gateway at work, and beside one that ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEGAN, HEADER, lineside, ovenRow, plantWith } from './every-source.ts';
import { plantDirectory, type PlantDirectory } from './packing-plant.ts';

describe('a command', () => {
  let directory: PlantDirectory;
  beforeAll(async () => {
    directory = await plantDirectory(plantWith('/dev/ttyNone', 1502));
  });
  afterAll(() => directory.remove());
  const of = (...args: string[]) => lineside([...args, '--plant-file', directory.plantFile], directory.dataDir);

  it('imports readings and states, each row once, and what it could not read is told by place and reason', async () => {
    const oven = join(directory.path, 'old.lvm');
    await writeFile(oven, `${HEADER}${ovenRow(0)}broken\n${ovenRow(1)}`);
    const read = await of('import', '--line', 'line8', '--source', 'oven', oven);
    expect(read.code).toBe(0);
    expect(read.output).toContain(`not readable: old.lvm at byte ${HEADER.length + ovenRow(0).length}`);
    expect(read.output).toContain('1 file(s), 3 new rows, 1 not readable');
    const twice = await of('import', '--line', 'line8', '--source', 'oven', oven);
    expect(twice.output).toContain('1 file(s), 0 new rows, 0 not readable');
    const states = join(directory.path, 'states.csv');
    await writeFile(states, `RUN,${BEGAN}\nDANCE,${BEGAN + 1}\n`);
    const said = await of('import', '--line', 'line8', '--source', 'plc', states, '--json');
    expect(JSON.parse(said.output)).toMatchObject({
      rows: 2,
      rejectedRows: 1,
      rejected: [{ text: `DANCE,${BEGAN + 1}` }],
    });
  });

  it('verifies what it imported, and says by its exit code when something is wrong', async () => {
    expect(await of('verify')).toMatchObject({ code: 0, output: expect.stringContaining('all in order') as string });
    const [segment] = (await readdir(join(directory.dataDir, 'journal'))).sort();
    const path = join(directory.dataDir, 'journal', segment!);
    const bytes = await readFile(path);
    bytes[Math.floor(bytes.length / 2)]! ^= 4;
    await writeFile(path, bytes);
    const damaged = await of('verify');
    expect(damaged.code).toBe(1);
    expect(damaged.output + damaged.errors).toContain('journal');
  });

  it('that asks for what is not there is answered in words, without a stack', async () => {
    const answers = [
      await of('import', '--line', 'line9', '--source', 'oven', 'x.lvm'),
      await of('import', '--line', 'line8', '--source', 'scale', 'x.lvm'),
      await of('import', '--line', 'line8', '--source', 'oven', join(directory.path, 'nowhere.lvm')),
      await of('reprocess', '--line', 'line8', '--source', 'camera', '--from', '2026-01-01', '--to', '2026-01-02'),
      await of('reprocess', '--line', 'line8', '--source', 'oven', '--from', 'yesterday', '--to', '2026-01-02'),
      await of('dance'),
    ];
    expect(answers.map(({ code }) => code)).toEqual([1, 1, 1, 1, 1, 1]);
    const words = ['"line9"', '"scale"', 'nowhere.lvm', '"camera"', 'yesterday', '"dance"'];
    for (const [i, { errors }] of answers.entries()) {
      expect(errors).toContain(words[i]);
      expect(errors).not.toMatch(/\n {4}at /);
    }
  });

  it('says so in words when the gateway ends while it works for it', async () => {
    // Hangs up on whoever asks; called like a gateway, so that it is taken for one.
    const hangsUp = `require('net').createServer((socket) => socket.destroy())
      .listen(0, '127.0.0.1', function () { console.log(this.address().port) })`;
    const impostor = spawn(process.execPath, ['-e', hangsUp, 'gateway/main.ts'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(impostor.stdout, 'data')) as [Buffer];
    const dataDir = join(directory.path, 'ending');
    await mkdir(dataDir);
    const file = { id: 'gw-x', pid: impostor.pid, port: Number(line.toString()), token: 't' };
    await writeFile(join(dataDir, 'gateway.json'), JSON.stringify(file));
    const answer = await lineside(['verify'], dataDir);
    impostor.kill();
    expect(answer.code).toBe(1);
    expect(answer.errors).toContain('gateway');
    expect(answer.errors).not.toMatch(/\n {4}at /);
  });
});
