/**
 * What a request says, before anybody believes it. Bodies: plain JSON values, no deeper than needed, no name that means
 * something to JavaScript itself. Targets: nothing encoded that a path or a query does not need.
 *
 * A name given twice in an object is not looked for: its last value counts, and since a body is read by one parser, once,
 * and never handed on as text, there is no second reader who could see another one.
 */
import type { Middleware } from 'koa';
import { AppError } from '../../shared/errors.ts';

const DEEPEST = 32;
/** An object that is merged into another reaches all objects by them. */
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const LONGEST_PATH = 1_000;
const LONGEST_QUERY = 8_000;
/** Codes of some sign-on servers are that long. */
const LONGEST_VALUE = 4_000;
/** What a query may have several times: a table of several metrics, a trail of several kinds of entries. */
const REPEATABLE: ReadonlySet<string> = new Set(['metric', 'what']);
const QUERY_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;

interface Fault {
  what: string;
  /** From the inside out. */
  place: (string | number)[];
}

/** Throws REQUEST_INVALID with the place of the first fault of a parsed body. */
export function checkJson(body: unknown): void {
  const fault = faultIn(body, 1);
  if (!fault) return;
  const place = fault.place.reverse().join('/').slice(0, 100);
  throw new AppError('REQUEST_INVALID', `The body is not valid at "/${place}": ${fault.what}.`);
}

function faultIn(value: unknown, depth: number): Fault | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : fault('a number is too large');
  // Stores write half a character as another one: what comes back would not be what was sent.
  if (typeof value === 'string') return value.isWellFormed() ? null : fault('a text holds half a character');
  if (typeof value !== 'object' || value === null) return null;
  if (depth > DEEPEST) return fault(`it is more than ${DEEPEST} levels deep`);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const inner = faultIn(value[i], depth + 1);
      if (inner) return within(i, inner);
    }
    return null;
  }
  const members = value as Record<string, unknown>;
  for (const name of Object.keys(members)) {
    if (RESERVED.has(name)) return fault(`no field may be called "${name}"`);
    const inner = name.isWellFormed() ? faultIn(members[name], depth + 1) : fault('a name holds half a character');
    if (inner) return within(name, inner);
  }
  return null;
}

function fault(what: string): Fault {
  return { what, place: [] };
}

function within(step: string | number, inner: Fault): Fault {
  inner.place.push(step);
  return inner;
}

/** Refuses targets that mean one thing here and might mean another to the next reader. First of all middleware. */
export function plainTargets(): Middleware {
  return (ctx, next) => {
    checkTarget(ctx.req.url ?? '');
    return next();
  };
}

/** `url` as it stands in the request line. Throws REQUEST_INVALID. */
export function checkTarget(url: string): void {
  if (!url.startsWith('/')) throw refusal('Ask by a path that begins with "/".');
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  checkPath(path);
  // What stands behind the address of a page is for the page.
  if (at >= 0 && /^\/api(\/|$)/i.test(path)) checkQuery(url.slice(at + 1));
}

function checkPath(path: string): void {
  if (path.length > LONGEST_PATH) throw refusal(`The path has ${path.length} characters; ${LONGEST_PATH} are enough.`);
  const steps = path.slice(1).split('/');
  for (const [i, encoded] of steps.entries()) {
    const step = decoded(encoded);
    const isOdd = /[/\\]/.test(step) || hasControls(step) || step === '.' || step === '..' || RESERVED.has(step);
    // Nothing between two slashes; at the end it is only a slash more.
    if (isOdd || (step === '' && i < steps.length - 1))
      throw refusal(`"${encoded.slice(0, 60)}" cannot be a part of a path.`);
  }
}

function checkQuery(query: string): void {
  if (query.length > LONGEST_QUERY) throw refusal(`The query has ${query.length} characters; send less.`);
  const seen = new Set<string>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const [name, value] = splitPair(pair).map((text) => decoded(text.replaceAll('+', ' '))) as [string, string];
    if (!QUERY_NAME.test(name) || RESERVED.has(name)) throw refusal(`"${name.slice(0, 60)}" is not known in a query.`);
    if (seen.has(name) && !REPEATABLE.has(name)) throw refusal(`"${name}" may be given once.`);
    // Sign-on servers say what went wrong in several lines.
    if (value.length > LONGEST_VALUE || hasControls(value.replace(/[\t\r\n]/g, '')))
      throw refusal(`The value of "${name}" cannot be used.`);
    seen.add(name);
  }
}

function splitPair(pair: string): [name: string, value: string] {
  const at = pair.indexOf('=');
  return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw refusal(`"${text.slice(0, 60)}" is not encoded as addresses are.`, cause);
  }
}

function hasControls(text: string): boolean {
  return /[\u0000-\u001f\u007f]/.test(text);
}

function refusal(message: string, cause?: unknown): AppError {
  return new AppError('REQUEST_INVALID', message, { cause });
}
