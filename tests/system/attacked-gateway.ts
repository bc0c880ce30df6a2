/** A real gateway with two lines for those who attack it over HTTP, and what they ask it with. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { AccessAnswer } from '../../shared/access/protocol.ts';
import { padded } from '../../shared/documents/document.ts';
import type { FactAnswer } from '../../shared/sync/protocol.ts';
import { startGatewayHere, type GatewayHere } from './gateway-here.ts';
import { PLANT, plantDirectory, type PlantDirectory } from './packing-plant.ts';
import type { Visitor } from './visitor.ts';

export const HOUR_MS = 3_600_000;
export const SESSION = '__Host-session';
export const DEVICE = '__Host-device';

/** As soon as `attacked` has begun. */
export let directory: PlantDirectory;
export let gateway: GatewayHere;
export let admin: Visitor;
export let oidcSecret: string;

export const OIDC_SECRET = 'the-secret-of-the-sign-on-server';

async function begin(): Promise<void> {
  const [line8] = PLANT.lines;
  const line9 = { ...line8!, id: 'line9', name: 'Line 9', sources: [] };
  directory = await plantDirectory({ ...PLANT, lines: [line8!, line9] });
  oidcSecret = join(directory.path, 'sign-on-secret');
  await writeFile(oidcSecret, OIDC_SECRET, { mode: 0o600 });
  await writeFile(join(directory.camera, 'PR20261006.txt'), '1440700,159070,1,1,10/06/26 06:00:00.000\n');
  gateway = await startGatewayHere(directory, {
    OIDC_ISSUER: 'http://127.0.0.1:9',
    OIDC_CLIENT_ID: 'lineside',
    OIDC_CLIENT_SECRET_FILE: oidcSecret,
  });
  admin = gateway.admin;
}

/** To be said once in a file of tests. */
export function attacked(): void {
  beforeAll(begin);
  afterAll(async () => {
    await gateway?.stop();
    await directory?.remove();
  });
}

/** Asks with exactly these cookies, whoever they were given to. */
export function carrying(
  cookies: Record<string, string> | string,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const cookie =
    typeof cookies === 'string'
      ? cookies
      : Object.entries(cookies)
          .map((pair) => pair.join('='))
          .join('; ');
  return fetch(`${gateway.address}${path}`, {
    ...init,
    headers: { cookie, ...(init.headers as Record<string, string>) },
  });
}

export function token(visitor: Visitor, name: string): string {
  return visitor.cookies.get(name)!;
}

export async function codeOf(response: Response): Promise<string> {
  return response.ok ? 'ok' : ((await response.json()) as { code: string }).code;
}

let counter = 0;
export function reason(visitor: Visitor, changes: Record<string, unknown> = {}, at = Date.now()) {
  const from = at - HOUR_MS;
  const by = { origin: visitor.origin, user: visitor.user };
  const said = { from, to: from + 60_000, code: 'film-jam', supersedes: null, line: 'line8' };
  return {
    _id: `reason:${padded(at)}:${visitor.origin}.${++counter}`,
    type: 'reason',
    schema: 1,
    at,
    by,
    ...said,
    ...changes,
  };
}

export async function push(visitor: Visitor, ...facts: unknown[]): Promise<string[]> {
  const answers = await visitor.post<FactAnswer[]>('/api/sync/facts', { facts });
  return answers.map((answer) => (answer.status === 'rejected' ? answer.code : answer.status));
}

export async function person(visitor: Visitor): Promise<AccessAnswer['person']> {
  return (await visitor.get<AccessAnswer>('/api/access')).person;
}

export function change(user: string, changes: Record<string, unknown> = {}) {
  const now = { name: `Test ${user}`, roles: ['operator'], lines: '*', disabled: false, ...changes };
  return admin.send('PUT', `/api/people/${user}`, now);
}
