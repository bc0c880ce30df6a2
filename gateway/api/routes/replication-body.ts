/** Bodies of other gateways: large ones, of machines that may have gone wrong. Read when it is their turn, and bounded twice. */
import type { Context } from 'koa';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { AppError } from '../../../shared/errors.ts';

/** An empty object takes 20 times its text in memory; 300 hours full of stops have a quarter of it. */
const MOST_VALUES = 2_000_000;
const [COMMA, BRACKET, BRACE] = [0x2c, 0x5b, 0x7b];

/** Bytes of the body as announced, at most `most`; of one that does not say, `most`. 413 for more. */
export function announcedBytes(ctx: Context, most: number): number {
  const { length } = ctx.request;
  if (length !== undefined && length > most) tooLarge(ctx, most);
  return length ?? most;
}

/** REQUEST_INVALID: it is no JSON, or has too many values to be looked at. */
export async function readJson(ctx: Context, most: number): Promise<unknown> {
  if (!ctx.is('application/json'))
    throw new AppError('REQUEST_INVALID', 'Send JSON with content type application/json.');
  const body = await bytesOf(ctx, most);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new AppError('REQUEST_INVALID', 'The body is no JSON.', { cause });
  }
}

async function bytesOf(ctx: Context, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  let values = 0;
  try {
    for await (const part of ctx.req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += part.length;
      if (bytes > most) tooLarge(ctx, most);
      values += valuesIn(part);
      if (values > MOST_VALUES) throw new AppError('REQUEST_INVALID', `The body has more than ${MOST_VALUES} values.`);
      parts.push(part);
    }
  } catch (cause) {
    // Somebody pulled a cable; that is no bug of ours.
    if ((cause as NodeJS.ErrnoException).code !== 'ECONNRESET') throw cause;
    throw new AppError('REQUEST_INVALID', 'The body broke off.', { cause });
  } finally {
    // Whoever sends too much is told so when all is sent, on the same connection; how long that may take is bounded.
    ctx.req.resume();
  }
  return Buffer.concat(parts);
}

/** What begins a value. In texts they count too, which harms nobody. */
function valuesIn(part: Buffer): number {
  let values = 0;
  for (let i = 0; i < part.length; i++) {
    const byte = part[i];
    if (byte === COMMA || byte === BRACKET || byte === BRACE) values++;
  }
  return values;
}

/** REQUEST_INVALID with the first fault. */
export function checked<S extends TSchema>(schema: S, body: unknown): Static<S> {
  if (Value.Check(schema, body)) return body;
  const [error] = Value.Errors(schema, body);
  const problem = `${error?.instancePath.slice(0, 100) ?? ''} ${error?.message ?? ''}`.trim();
  throw new AppError('REQUEST_INVALID', `The body is not valid: ${problem}.`);
}

function tooLarge(ctx: Context, most: number): never {
  return ctx.throw(413, `more than ${most} bytes`);
}
