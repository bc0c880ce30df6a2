/** Answers that are made while they are read go on for as long as whoever asked may have them: a session that was revoked is over. */
import { Readable } from 'node:stream';
import type { Context } from 'koa';

const LOOK_MS = 5_000;

/** The connection breaks off, so that nobody takes half a file for a whole one. Other answers are left alone. */
export function endWhenLost({ body, res }: Pick<Context, 'body' | 'res'>, mayStill: () => boolean): void {
  if (!(body instanceof Readable)) return;
  const looks = setInterval(() => {
    if (!mayStill()) res.destroy();
  }, LOOK_MS);
  res.once('close', () => clearInterval(looks));
}
