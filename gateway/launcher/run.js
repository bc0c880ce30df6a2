import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Runs a program to its end and resolves to its exit code (128 + number for one that a signal ended). SIGINT and
 * SIGTERM are passed on, and the launcher stays until the program has finished its work.
 */
export function run(program, args, { cwd, stdio = 'inherit', shell = false }) {
  const child = spawn(program, args, { cwd, stdio, shell });
  const pass = (signal) => child.kill(signal);
  // Ctrl-C in a terminal reaches the child by itself; a second one might cut its shutdown short.
  const passInterrupt = process.stdin.isTTY ? () => undefined : pass;
  process.on('SIGTERM', pass).on('SIGINT', passInterrupt);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  }).finally(() => process.off('SIGTERM', pass).off('SIGINT', passInterrupt));
}
