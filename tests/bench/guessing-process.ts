/**
 * Somebody who tries PINs and passwords at a fixed pace, as a process of its own: `node guessing-process.ts JSON`. From
 * another address of this machine than anybody else (127.0.0.2), over connections that stay open; ends on its own.
 */
import { Agent, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';

export interface Guessing {
  port: number;
  /** Bodies of the sign-on, one after the other, over and over. */
  bodies: readonly unknown[];
  headers: Record<string, string>;
  perSecond: number;
  seconds: number;
}

/** Printed at the end. */
export interface Guessed {
  sent: number;
  /** How many were answered with which status; `none`: the connection ended first. */
  answers: Record<string, number>;
}

const plan = JSON.parse(process.argv[2]!) as Guessing;
const agent = new Agent({ keepAlive: true, maxSockets: 32, localAddress: '127.0.0.2' });
const bodies = plan.bodies.map((body) => JSON.stringify(body));
const answers: Record<string, number> = {};
const note = (status: string) => (answers[status] = (answers[status] ?? 0) + 1);
const total = plan.perSecond * plan.seconds;
const began = performance.now();
for (let sent = 0; sent < total; sent++) {
  const early = began + (sent * 1_000) / plan.perSecond - performance.now();
  if (early > 2) await setTimeout(early);
  const asked = request(
    {
      ...{ agent, host: '127.0.0.1', port: plan.port, path: '/api/access/sign-on', method: 'POST', timeout: 10_000 },
      headers: { ...plan.headers, 'content-type': 'application/json' },
    },
    (answer) => {
      answer.resume();
      note(String(answer.statusCode));
    },
  );
  asked.on('error', () => note('none'));
  asked.end(bodies[sent % bodies.length]);
}
await setTimeout(200);
agent.destroy();
process.stdout.write(JSON.stringify({ sent: total, answers } satisfies Guessed));
