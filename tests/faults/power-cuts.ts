/**
 * Power cuts, without a machine that is switched off: the file behind a busy ext4 is copied while a line writes to it.
 * What is still in the page cache above the file system is missing in the copy, as after a cut. The next line goes on with
 * the copy. Needs root and loop devices.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../gateway/demo/random.ts';
import type { Found } from './busy-line.ts';
import { pause, timed, type FaultRun } from './fault.ts';
import { whyNoSmallDisk } from './small-disk.ts';
import { until } from '../system/gateway-process.ts';

const IMAGE_MB = 96;
const LINE = join(import.meta.dirname, 'busy-line.ts');

interface BusyLine {
  found: Found | null;
  /** Serial of the last row that it said is safe. */
  acknowledged: number;
  errors: string;
  child: ChildProcess;
}

/** Answers why not, or null. */
export function whyNoPowerCuts(): string | null {
  const whyNoMount = whyNoSmallDisk();
  if (whyNoMount) return whyNoMount;
  const place = mkdtempSync(join(tmpdir(), 'lineside-loop-'));
  const image = join(place, 'disk');
  const mount = join(place, 'mounted');
  const quietly = { stdio: 'pipe' } as const;
  try {
    mkdirSync(mount);
    execFileSync('truncate', ['-s', '8M', image], quietly);
    execFileSync('mkfs.ext4', ['-q', '-F', image], quietly);
    execFileSync('mount', ['-o', 'loop', image, mount], quietly);
    execFileSync('umount', [mount], quietly);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0]! : String(error);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

export function powerCuts(count: number): Promise<FaultRun> {
  return timed('power cut (journal and store)', async () => {
    const random = seededRandom('power');
    const place = await mkdtemp(join(tmpdir(), 'lineside-power-'));
    const disk = { image: join(place, 'disk'), copy: join(place, 'copy'), mount: join(place, 'mounted') };
    await mkdir(disk.mount);
    execFileSync('truncate', ['-s', `${IMAGE_MB}M`, disk.image]);
    execFileSync('mkfs.ext4', ['-q', '-F', disk.image]);
    let acknowledged = 0;
    const outcome = { lost: 0, duplicated: 0, wrong: new Set<string>(), midStart: 0 };
    const compare = ({ found }: BusyLine): void => {
      if (!found) return;
      outcome.lost += Math.max(0, acknowledged - found.rows);
      outcome.duplicated += found.duplicated;
      for (const wrong of found.wrong) outcome.wrong.add(wrong);
      acknowledged = found.rows;
    };
    mountImage(disk);
    try {
      for (let cut = 0; cut < count; cut++) {
        const line = startLine(disk.mount);
        // A third while it opens what it finds, the others at work.
        const isEarly = random() < 0.33;
        if (!isEarly) await until(() => line.found !== null, 30_000);
        await pause(isEarly ? random() * 1_500 : random() * 700);
        const safe = line.acknowledged;
        execFileSync('cp', ['--sparse=always', disk.image, disk.copy]);
        if (!line.found) outcome.midStart++;
        compare(line);
        acknowledged = Math.max(acknowledged, safe);
        await end(line);
        await unmount(disk.mount);
        await rename(disk.copy, disk.image);
        mountImage(disk);
      }
      const last = startLine(disk.mount);
      await until(() => last.found !== null, 30_000);
      compare(last);
      await end(last);
      if (outcome.wrong.size > 0) throw new Error(`verify found: ${[...outcome.wrong].join('; ')}`);
      const { lost, duplicated, midStart } = outcome;
      return {
        times: count,
        acknowledged,
        lost,
        duplicated,
        note: `${midStart} of them during a start; verify finds nothing`,
      };
    } finally {
      await unmount(disk.mount);
      await rm(place, { recursive: true });
    }
  });
}

function startLine(directory: string): BusyLine {
  const child = spawn(process.execPath, [LINE, join(directory, 'data')], { stdio: ['ignore', 'pipe', 'pipe'] });
  const line: BusyLine = { found: null, acknowledged: 0, errors: '', child };
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  let rest = '';
  child.stdout.on('data', (bytes: Buffer) => {
    const words = (rest + bytes.toString()).split('\n');
    rest = words.pop()!;
    for (const word of words.map((each) => JSON.parse(each) as Found | number)) {
      if (typeof word === 'number') line.acknowledged = word;
      else line.found = word;
    }
  });
  child.stderr.on('data', (bytes: Buffer) => (line.errors += bytes.toString()));
  return line;
}

async function end({ child, errors }: BusyLine): Promise<void> {
  if (child.exitCode !== null) throw new Error(`the line ended by itself: ${errors}`);
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

function mountImage({ image, mount }: { image: string; mount: string }): void {
  execFileSync('mount', ['-o', 'loop', image, mount]);
}

/** The store's process lets go of its files a moment after its gateway is gone. */
async function unmount(mount: string): Promise<void> {
  await until(() => {
    try {
      execFileSync('umount', [mount], { stdio: 'pipe' });
      return true;
    } catch (error) {
      return String((error as { stderr?: unknown }).stderr).includes('not mounted');
    }
  }, 10_000);
}
