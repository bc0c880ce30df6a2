/** A job that a gateway which runs on the same DATA_DIR does, asked on loopback. */
import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { AppError } from '../../shared/errors.ts';
import type { GatewayFile } from '../disk/data-directory.ts';
import type { LocalWay } from '../tls/local-way.ts';

/** Without any limit of time: an import of years takes what it takes. USAGE with the gateway's words when it refuses. */
export async function handedOver<T>(
  { port, token }: GatewayFile,
  { host, protocol, agent }: LocalWay,
  { name, job }: { name: string; job: unknown },
): Promise<T> {
  const { status, body } = await new Promise<{ status: number; body: string }>((resolve, reject) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const options = { host, port, path: `/api/jobs/${name}`, method: 'POST', headers, agent };
    const asked = (protocol === 'https:' ? secureRequest : request)(options, (answer) =>
      text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), reject),
    );
    asked.on('error', reject);
    asked.end(JSON.stringify(job));
  }).catch((cause: unknown) => {
    const message = `The gateway at port ${port} ended while it worked; start it again and repeat the command: what is done stays done.`;
    throw new AppError('USAGE', message, { cause });
  });
  const answer = JSON.parse(body) as T & { detail?: string };
  if (status < 200 || status > 299) throw new AppError('USAGE', answer.detail ?? `The gateway answered ${status}.`);
  return answer;
}
