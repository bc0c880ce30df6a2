/** pouchdb-server as it is shipped, for peers that speak CouchDB's protocol: ours lets nobody but the gateway in, and only to some of it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { until } from '../system/gateway-process.ts';

export interface PeerStore {
  /** Without a slash at its end. */
  url: string;
  fill(database: string, documents: readonly { _id: string }[]): Promise<void>;
  stop(): Promise<void>;
}

export async function startPeerStore(directory: string): Promise<PeerStore> {
  await mkdir(directory);
  const port = await freePort();
  const program = createRequire(import.meta.url).resolve('pouchdb-server/bin/pouchdb-server');
  const options = ['--port', String(port), '--dir', '.', '--no-stdout-logs', '--host', '127.0.0.1'];
  const child = spawn(process.execPath, [program, ...options], { cwd: directory, stdio: 'ignore' });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  const url = `http://127.0.0.1:${port}`;
  await until(() =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  return {
    url,
    async fill(database, documents) {
      await fetch(`${url}/${database}`, { method: 'PUT' });
      for (let at = 0; at < documents.length; at += 500) {
        const body = JSON.stringify({ docs: documents.slice(at, at + 500) });
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch(`${url}/${database}/_bulk_docs`, { method: 'POST', headers, body });
        if (!answer.ok) throw new Error(`The peers' store answered ${answer.status}.`);
      }
    },
    async stop() {
      process.off('exit', end);
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}
