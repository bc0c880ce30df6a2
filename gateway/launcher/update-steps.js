/**
 * An update as steps, each of which can be done again after a kill at any moment of it: what was decided is on the disk
 * before it is done, and a step finds done what it did before.
 */
import { currentVersion, switchTo, trimReleases } from './update-releases.js';
import { moveAside, placeRestored, prepareRestore, takeSnapshot, trimSnapshots } from './update-snapshot.js';
import { markHalf, markWhole, syncFolder } from './update-state.js';

/** In order. `done` and `rolled-back` are ends; what was asked for is then over. */
export const FORWARD = ['stop', 'snapshot', 'switch', 'start', 'done'];
export const BACK = ['back-stop', 'back-copy', 'back-aside', 'back-place', 'back-switch', 'back-start', 'rolled-back'];

/**
 * Goes on from `state.step` to an end, and answers the state there. `save` is told of each step before it is done;
 * `gateway` is an InstalledGateway; `say` is for the person who waits.
 */
export async function proceed(state, { root, gateway, save, say }) {
  const { dataDir } = state;
  const to = (step, more = {}) => ({ ...state, ...more, step });
  const steps = {
    stop: async () => {
      say('Stopping the gateway ...');
      await gateway.stop({ force: false });
      return to('snapshot');
    },
    snapshot: async () => {
      say('Taking a snapshot ...');
      await takeSnapshot(dataDir, state.snapshot);
      return to('switch');
    },
    switch: () => {
      switchTo(root, state.to);
      return to('start');
    },
    start: async () => {
      say(`Starting version ${state.to} ...`);
      await gateway.start(state.environment);
      const why = await gateway.healthy(state.to);
      return why === null ? to('done') : to('back-stop', { why: `version ${state.to} is not well: ${why}` });
    },
    'back-stop': async () => {
      say(`Going back to version ${state.from}: ${state.why}`);
      await gateway.stop({ force: true });
      // Before the switch nothing was changed, and the former release may have gone on since the snapshot.
      return to(currentVersion(root) === state.to ? 'back-copy' : 'back-start');
    },
    'back-copy': async () => {
      await prepareRestore(dataDir, { snapshot: state.snapshot, left: left(state) });
      return to('back-aside');
    },
    'back-aside': async () => {
      markHalf(root);
      await moveAside(dataDir, left(state));
      return to('back-place');
    },
    'back-place': async () => {
      await placeRestored(dataDir);
      syncFolder(dataDir);
      return to('back-switch');
    },
    'back-switch': () => {
      switchTo(root, state.from);
      markWhole(root);
      return to('back-start');
    },
    'back-start': async () => {
      await gateway.start(state.environment);
      const why = await gateway.healthy(state.from);
      return to('rolled-back', why === null ? {} : { alsoNotWell: why });
    },
  };
  while (steps[state.step]) {
    save(state);
    state = await steps[state.step]();
  }
  const ended = { ...state, environment: null };
  save(ended);
  await trim(ended, root);
  return ended;
}

/**
 * Where to go on after a kill. The machine may have started a gateway since, so it is stopped again; and what the former
 * release took since the snapshot belongs into another snapshot.
 */
export function resumed(state, root) {
  const { step, to } = state;
  if (step === 'snapshot' || step === 'switch')
    return { ...state, step: currentVersion(root) === to ? 'start' : 'stop' };
  return step === 'back-copy' ? { ...state, step: 'back-stop' } : state;
}

/** Name of what a release leaves behind that was gone back from. */
export function left({ snapshot }) {
  return `${snapshot}-left`;
}

/** The release in use and the one before it; the snapshot to go back to, and what was left behind by going back. */
async function trim(state, root) {
  trimReleases(root, [state.from, state.to]);
  await trimSnapshots(state.dataDir, state.step === 'done' ? [state.snapshot] : [state.snapshot, left(state)]);
}
