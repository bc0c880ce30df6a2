/** The app under test is the one that `npm test` builds first; tests never build it, or nobody would notice a broken build. */
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The launcher is plain JavaScript without types. */
const LAUNCHER = new URL('../../gateway/launcher/build-app.js', import.meta.url).href;
/** Builds nothing: so the launcher's own check is all that is left of building, and the only one that there is. */
const NO_PROGRAM = '/bin/false';

/** Rejects when `pwa/dist` is missing or was built from other sources than those that are here. */
export async function requireBuiltApp(): Promise<void> {
  const { buildApp } = (await import(LAUNCHER)) as { buildApp(root: string, node: string): Promise<void> };
  await buildApp(root, NO_PROGRAM).catch((error: unknown) => {
    const message = '"pwa/dist" is missing or was built from other sources. Run npm test, which builds the app first.';
    throw new Error(message, { cause: error });
  });
}
