/** The app under test is the one that `npm test` builds first; tests never build it, or nobody would notice a broken build. */
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The launcher is plain JavaScript without types. */
const LAUNCHER = new URL('../../gateway/launcher/build-app.js', import.meta.url).href;

/** Rejects when `pwa/dist` is missing or was built from other sources than those that are here. */
export async function requireBuiltApp(): Promise<void> {
  const { isBuilt } = (await import(LAUNCHER)) as { isBuilt(root: string): boolean };
  if (isBuilt(root)) return;
  throw new Error('"pwa/dist" is missing or was built from other sources. Run npm test, which builds the app first.');
}
