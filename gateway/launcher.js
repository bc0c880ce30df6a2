#!/usr/bin/env node
/**
 * The one way into the project: `lineside start | test | check | bench | faults | bundle | update | health`, or a command of
 * cli.ts with its arguments.
 * It runs before anything is installed, on whatever Node (>= 20) is there: plain JavaScript and no dependency, here and
 * in `launcher/`.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildApp } from './launcher/build-app.js';
import { bundle } from './launcher/bundle.js';
import { check } from './launcher/check.js';
import { findNode } from './launcher/find-node.js';
import { health } from './launcher/health.js';
import { install } from './launcher/install.js';
import { Refusal } from './launcher/refusal.js';
import { run } from './launcher/run.js';
import { test } from './launcher/test.js';
import { halfDone } from './launcher/update-state.js';
import { update } from './launcher/update.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Rows are garbage as soon as they are packed: a small nursery costs no speed and saves a gateway half of its memory. */
const NODE_FLAGS = ['--max-semi-space-size=4'];
/** A network share that hangs holds a thread each; the journal must not wait for one. */
process.env.UV_THREADPOOL_SIZE ??= '16';

/** Each gets the Node to use and its arguments, and resolves to the exit code. */
const commands = new Map([
  ['start', start],
  ['test', (node, args) => test(root, node, args)],
  ['check', (node) => check(root, node)],
  ['bench', bench],
  ['faults', faults],
  ['bundle', makeBundle],
]);

/** These look after a release that is installed whole: nothing is fetched for them. */
const ofReleases = new Map([
  ['health', () => health(root)],
  ['update', (args) => update(root, args)],
]);

async function start(node, args) {
  const half = halfDone(dirname(dirname(root)));
  if (half) throw new Refusal(half);
  await buildApp(root, node);
  return run(node, [...NODE_FLAGS, 'gateway/main.ts', ...args], { cwd: root });
}

async function bench(node, args) {
  await buildApp(root, node);
  return run(node, ['tests/bench/run.ts', ...args], { cwd: root });
}

async function faults(node, args) {
  await buildApp(root, node);
  return run(node, ['tests/faults/run.ts', ...args], { cwd: root });
}

async function makeBundle(node, args) {
  await buildApp(root, node);
  return bundle(root, node, args);
}

/** In the caller's folder, where the paths that it is given are meant. */
function commandLine(node, args) {
  return run(node, [...NODE_FLAGS, `${root}/gateway/cli.ts`, ...args], { cwd: process.cwd() });
}

const [name, ...args] = process.argv.slice(2);
const command = commands.get(name);
try {
  if (ofReleases.has(name)) process.exitCode = await ofReleases.get(name)(args);
  else {
    await install(root);
    const node = findNode(root);
    process.exitCode = await (command ? command(node, args) : commandLine(node, process.argv.slice(2)));
  }
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
