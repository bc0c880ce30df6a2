import type { Server } from 'node:http';
import { AppError } from '../shared/errors.ts';
import type { Config } from './config.ts';

/** Rejects with PORT_IN_USE, a message that names the setting. */
export function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const message =
        error.code === 'EADDRINUSE'
          ? `PORT="${port}" is in use by another program. Stop it, or set PORT to another number.`
          : `PORT="${port}" on HOST="${host}" cannot be opened: ${error.message}.`;
      reject(new AppError('PORT_IN_USE', message, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}
