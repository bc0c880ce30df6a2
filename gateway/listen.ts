import type { Server } from 'node:net';
import { AppError } from '../shared/errors.ts';

/** Rejects with PORT_IN_USE, a message that names the setting. */
export function listen(
  server: Server,
  { host, port }: { host: string; port: number },
  setting: 'PORT' | 'ONBOARDING_PORT' = 'PORT',
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new AppError('PORT_IN_USE', message(error, { host, port, setting }), { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}

function message(
  error: NodeJS.ErrnoException,
  { host, port, setting }: { host: string; port: number; setting: string },
): string {
  const other = setting === 'PORT' ? 'another number' : 'another number, or to off';
  if (error.code === 'EADDRINUSE') {
    return `${setting}="${port}" is in use by another program. Stop it, or set ${setting} to ${other}.`;
  }
  if (error.code === 'EACCES') {
    return `${setting}="${port}" may not be opened: numbers below 1024 need a right of the system. Give it (see .env.example), or set ${setting} to ${other}.`;
  }
  return `${setting}="${port}" on HOST="${host}" cannot be opened: ${error.message}.`;
}
