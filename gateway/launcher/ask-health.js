import { readFileSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { join } from 'node:path';

const PATIENCE_MS = 5_000;

/**
 * What the gateway of a DATA_DIR says of itself at `/health`; null when none answers there. Its certificate is known by
 * its fingerprint, as commands know it: no name and no clock is needed.
 */
export async function askHealth(dataDir) {
  const { port } = json(join(dataDir, 'gateway.json')) ?? {};
  if (!port) return null;
  const way = json(join(dataDir, 'secrets', 'local-way.json')) ?? { host: '127.0.0.1', fingerprint: null };
  return ask(way, port).catch(() => null);
}

function ask({ host, fingerprint }, port) {
  const request = fingerprint === null ? plainRequest : secureRequest;
  const options = { host, port, path: '/health', agent: false, rejectUnauthorized: false, timeout: PATIENCE_MS };
  return new Promise((resolve, reject) => {
    const asked = request(options, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => (text += part));
      answer.on('end', () => {
        try {
          resolve({ code: answer.statusCode, ...JSON.parse(text) });
        } catch (error) {
          reject(error);
        }
      });
      answer.on('error', reject);
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer in time')));
    asked.on('error', reject);
    asked.on('socket', (socket) =>
      socket.on('secureConnect', () => {
        if (socket.getPeerX509Certificate()?.fingerprint256 !== fingerprint)
          asked.destroy(new Error('what answers is not this gateway'));
      }),
    );
    asked.end();
  });
}

function json(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
