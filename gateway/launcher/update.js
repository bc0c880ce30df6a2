import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Refusal } from './refusal.js';
import { InstalledGateway } from './update-gateway.js';
import { currentVersion, unpack } from './update-releases.js';
import { checkRoom } from './update-snapshot.js';
import { locked, readState, writeState } from './update-state.js';
import { BACK, FORWARD, left, proceed, resumed } from './update-steps.js';

const USAGE = `Usage: lineside update BUNDLE.tgz [--sha256 SUM]    to another release, or back by itself when that one is not well
       lineside update --rollback               to the release and the data before the last update
  --root DIR      where Lineside is installed       the place of this release
  --wait SECONDS  for the gateway to become well    180`;

/**
 * Updates an installation from a file, without network. Killed at any moment: the same command again, or `--rollback`,
 * ends in the new release or in the old one with its data. Resolves to the exit code.
 */
export async function update(release, args) {
  const { values, positionals } = options(args);
  const [file, ...rest] = positionals;
  if (rest.length > 0 || (values.rollback ? file : !file)) throw new Refusal(USAGE);
  const root = resolve(values.root ?? placeOf(release));
  const { dataDir, unit } = installation(root);
  const gateway = new InstalledGateway({ root, dataDir, unit, waitMs: Number(values.wait) * 1_000 });
  const say = (sentence) => console.log(sentence);
  return locked(root, async () => {
    const save = (state) => writeState(root, state);
    const parts = { root, gateway, save, say };
    const before = readState(root);
    if (values.rollback) return report(await proceed(backFrom(before, { root, gateway }), parts), say, { asked: true });
    const bundle = resolve(file);
    if (isUnderWay(before)) {
      say(`The update from ${before.from} to ${before.to} was interrupted; it goes on.`);
      const ended = await proceed(resumed(before, root), parts);
      if (ended.step !== 'done' || ended.bundle === bundle) return report(ended, say);
    }
    const state = await begin({ root, dataDir, gateway, bundle, digest: values.sha256 });
    return report(await proceed(state, parts), say);
  });
}

/** Everything that can be refused is refused here, while the gateway runs on. */
async function begin({ root, dataDir, gateway, bundle, digest }) {
  const from = currentVersion(root);
  const environment = gateway.environment();
  const to = await unpack(root, { file: bundle, digest });
  await checkRoom(dataDir);
  const snapshot = `before-${to}`;
  return { step: FORWARD[0], from, to, bundle, dataDir, snapshot, environment, why: null };
}

/** To the release before, from wherever the last update is: in the middle, or long done. */
function backFrom(state, { root, gateway }) {
  const nothing = 'There is no update to go back from.';
  if (!state || state.step === 'rolled-back') throw new Refusal(nothing);
  if (BACK.includes(state.step)) return resumed(state, root);
  const why = 'somebody asked for it';
  if (isUnderWay(state)) return { ...state, step: BACK[0], why };
  if (currentVersion(root) !== state.to) throw new Refusal(nothing);
  if (!existsSync(join(state.dataDir, '.snapshots', state.snapshot)))
    throw new Refusal(`The snapshot of version ${state.from} is gone: there is no way back but a backup.`);
  return { ...state, step: BACK[0], why, environment: gateway.environment() };
}

function isUnderWay(state) {
  return state !== null && state.step !== 'done' && state.step !== 'rolled-back';
}

function report(state, say, { asked = false } = {}) {
  const { step, from, to, dataDir, why, alsoNotWell } = state;
  if (step === 'done') {
    say(`Version ${to} runs. To go back to ${from} and its data: lineside update --rollback`);
    return 0;
  }
  const kept = join(dataDir, '.snapshots', left(state));
  if (existsSync(kept)) say(`What version ${to} left is kept in "${kept}".`);
  if (alsoNotWell) {
    say(`Version ${from} is in use again with its data, and it is not well either: ${alsoNotWell}`);
    return 1;
  }
  say(`Version ${from} runs again with its data${asked ? '.' : `, because ${why}.`}`);
  return asked ? 0 : 1;
}

function options(args) {
  const config = { rollback: { type: 'boolean' }, root: { type: 'string' }, sha256: { type: 'string' } };
  try {
    return parseArgs({
      args,
      options: { ...config, wait: { type: 'string', default: '180' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new Refusal(`${error.message}\n${USAGE}`);
  }
}

/** A release that runs is `<root>/releases/<version>`. */
function placeOf(release) {
  const releases = dirname(realpathSync(release));
  if (basename(releases) === 'releases') return dirname(releases);
  throw new Refusal(`This is not an installed release: say which installation is meant, with --root.\n${USAGE}`);
}

/** What install.sh wrote down. */
function installation(root) {
  try {
    const { dataDir, unit } = JSON.parse(readFileSync(join(root, 'install.json'), 'utf8'));
    return { dataDir, unit: unit && existsSync('/run/systemd/system') ? unit : null };
  } catch {
    throw new Refusal(`"${root}" is no place where Lineside is installed: its install.json cannot be read.`);
  }
}
