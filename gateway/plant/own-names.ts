/** By which names devices reach this gateway when PUBLIC_NAMES does not say: the machine's, as they are now. */
import { hostname, networkInterfaces } from 'node:os';
import { isLoopback } from '../config/values.ts';
import { LOOPBACK, namesOfMachine, type PublicNames } from '../tls/public-names.ts';

/** `host` = of HOST: who listens on loopback only is nowhere else. */
export function machineNames(host: string): PublicNames {
  return isLoopback(host) ? LOOPBACK : namesOfMachine(hostname(), networkInterfaces());
}
