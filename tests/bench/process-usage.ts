/** What processes take of the machine, as the kernel counts it (Linux; elsewhere NaN): theirs alone, not that of the bench. */
import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts processor time in hundredths of a second, on every machine that Node runs on. */
const MS_PER_TICK = 10;

/** The most memory that a process ever had resident, MB. */
export function peakMb(pid: number | 'self'): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(procFile(pid, 'status'))?.[1]) / 1000;
}

/** Processor time of a process since it began, ms. */
export function cpuMs(pid: number | 'self'): number {
  // User and system time; the name before them, in brackets, may hold blanks.
  const [user, system] = procFile(pid, 'stat').split(') ').at(-1)!.split(' ').slice(11, 13);
  return (Number(user) + Number(system)) * MS_PER_TICK;
}

/** The processes that `pid` has started and that run. */
export function childrenOf(pid: number): number[] {
  const parentOf = (child: number) => Number(procFile(child, 'stat').split(') ').at(-1)?.split(' ')[1]);
  return readdirSync('/proc')
    .map(Number)
    .filter((each) => each > 0 && parentOf(each) === pid);
}

/** Processor time of processes from now on, in % of one core. */
export function cpuMeter(...pids: (number | 'self')[]): () => number[] {
  const since = performance.now();
  const before = pids.map(cpuMs);
  return () => {
    const elapsed = performance.now() - since;
    return pids.map((pid, i) => ((cpuMs(pid) - before[i]!) / elapsed) * 100);
  };
}

function procFile(pid: number | 'self', name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
