import { resolve } from 'node:path';
import { askHealth } from './ask-health.js';

/** Says how the gateway of DATA_DIR is: a line for each check. Resolves to 0 when it does its work, else to 1. */
export async function health(root) {
  const dataDir = resolve(root, process.env.DATA_DIR || 'data');
  const said = await askHealth(dataDir);
  if (!said) {
    console.error(`No gateway answers for DATA_DIR="${dataDir}".`);
    return 1;
  }
  console.log(`${said.status} ${said.gateway} ${said.version}${said.ready ? '' : ' (starting)'}`);
  for (const { name, status, detail } of said.checks) console.log(`  ${status.padEnd(8)} ${name}: ${detail}`);
  return said.code === 200 ? 0 : 1;
}
