/** Programs beside this file as processes of their own; whatever happens to the bench, they end with it. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export type Program = ChildProcessByStdio<Writable, Readable, null>;

/** `name` = file in this folder. */
export function start(name: string, args: readonly string[]): Program {
  const program = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  return child;
}

/** What the program printed when it has ended, as JSON; throws when it printed none. */
export async function outcomeOf<T>(program: Program): Promise<T> {
  const printed = await text(program.stdout);
  if (printed === '') throw new Error(`"${program.spawnargs.slice(1, 2).join()}" has failed: see above.`);
  return JSON.parse(printed) as T;
}
