/** Two hundred devices at one gateway: two tablets of a bench, and the others in a process beside it. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { GatewayProcess } from '../system/gateway-process.ts';
import type { Visitor } from '../system/visitor.ts';
import { setupCode } from '../system/gateway-here.ts';
import { start } from './child-program.ts';
import { childrenOf } from './process-usage.ts';
import type { Clients, Reached } from './sync-clients-process.ts';

/** Of one person at the same time: a gateway gives nobody all its streams. */
const STREAMS_OF_ONE = 10;

export interface ManyClients {
  /** Resolves when the entry has reached all. */
  reached(id: string): Promise<Reached>;
  stop(): Promise<void>;
}

/** People that look on, each in several browsers. */
export async function onlookers(admin: Visitor, clients: number): Promise<string[]> {
  const cookies: string[] = [];
  for (let person = 0; cookies.length < clients; person++) {
    const visitor = await admin.invite(`onlooker-${person}`, ['supervisor']);
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    for (let i = 0; i < STREAMS_OF_ONE && cookies.length < clients; i++) cookies.push(cookie);
  }
  return cookies;
}

export function startClients(address: string, cookies: string[]): ManyClients {
  const program = start('sync-clients-process.ts', [JSON.stringify({ address, cookies } satisfies Clients)]);
  const all = new Map<string, PromiseWithResolvers<Reached>>();
  const of = (id: string) => {
    const known = all.get(id) ?? Promise.withResolvers<Reached>();
    all.set(id, known);
    return known;
  };
  createInterface(program.stdout).on('line', (line) => {
    const one = JSON.parse(line) as Reached;
    of(one.id).resolve(one);
  });
  return {
    reached: (id) => of(id).promise,
    stop: async () => {
      program.stdin.end();
      await once(program, 'exit');
    },
  };
}

/** Somebody who may invite others: the code is on the gateway's console. */
export async function administrator(gateway: GatewayProcess): Promise<Visitor> {
  const admin = gateway.visitor();
  await admin.setUp(setupCode(gateway.output())!);
  return admin;
}

/** Of the one gateway that this bench has started (Linux). */
export function gatewayPid(): number {
  const isGateway = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('gateway/main.ts');
  return childrenOf(process.pid).find(isGateway)!;
}

export function entry(by: Visitor, counter: number, at: number) {
  return {
    _id: `reason:${String(at).padStart(16, '0')}:${by.origin}.${counter}`,
    ...{ type: 'reason', schema: 1, line: 'line8', at, by: { origin: by.origin, user: by.user } },
    ...{ from: at - 60_000, to: at, code: 'film-jam', supersedes: null },
  };
}

export function quantile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!;
}
