/**
 * Makes one cluster of the CouchDBs of NODES, and ends; doing it again changes nothing. Exit code 1 = not yet, start it
 * again. The first node is told of the others; a secret is sent to them and to nobody else, and is never printed.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const nodes = (process.env.NODES ?? '').split(',').filter(Boolean);
const port = Number(process.env.COUCHDB_PORT ?? 5984);
const username = process.env.COUCHDB_USER ?? '';
const password = readFileSync(process.env.COUCHDB_PASSWORD_FILE ?? '', 'utf8').trim();
const patienceMs = Number(process.env.PATIENCE_S ?? 120) * 1_000;
const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
const [first = '', ...others] = nodes;

/** Answers the body; throws what CouchDB said is wrong. */
async function ask(node, path, body) {
  const response = await fetch(`http://${node}:${port}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization, 'content-type': 'application/json' },
    signal: AbortSignal.timeout(30_000),
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (!response.ok)
    throw new Error(`"${node}" answered ${response.status} at ${path}: ${answer.reason ?? answer.error}`);
  return answer;
}

/** Members that all know of each other. */
async function members() {
  const { all_nodes: all, cluster_nodes: wanted } = await ask(first, '/_membership');
  return all.filter((name) => wanted.includes(name)).map((name) => name.replace(/^couchdb@/, ''));
}

async function answers(node) {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      return await ask(node, '/_up');
    } catch (error) {
      if (Date.now() > until) throw error;
      await delay(1_000);
    }
  }
}

async function join(node) {
  const bind = { bind_address: '0.0.0.0', username, password, node_count: nodes.length };
  const remote = { remote_node: node, remote_current_user: username, remote_current_password: password };
  await ask(first, '/_cluster_setup', { action: 'enable_cluster', ...bind, port, ...remote });
  await ask(first, '/_cluster_setup', { action: 'add_node', host: node, port, username, password });
}

async function setUp() {
  await Promise.all(nodes.map(answers));
  const before = await members();
  for (const node of others) if (!before.includes(node)) await join(node);
  const { state } = await ask(first, '/_cluster_setup');
  if (state !== 'cluster_finished') await ask(first, '/_cluster_setup', { action: 'finish_cluster' });
  const until = Date.now() + patienceMs;
  for (;;) {
    const there = await members();
    if (nodes.every((node) => there.includes(node))) return there;
    if (Date.now() > until) throw new Error(`Only ${there.join(', ')} are members after ${patienceMs / 1_000} s.`);
    await delay(1_000);
  }
}

try {
  console.log(`The cluster is set up: ${(await setUp()).join(', ')}`);
} catch (error) {
  console.error(`The cluster is not set up: ${error.message}`);
  process.exitCode = 1;
}
