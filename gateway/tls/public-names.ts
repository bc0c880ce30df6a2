/** By which names devices reach this gateway: what its certificate says, what its pages are asked as. */
import { isIP } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';

export interface PublicNames {
  /** Lower case, the one to show first. */
  dns: readonly string[];
  addresses: readonly string[];
  /** Domains below which other gateways of the plant are; written `.plant.example.com`. No names of this one. */
  suffixes: readonly string[];
}

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Null when one of the texts is neither a name, nor an address, nor a `.suffix`. */
export function publicNames(texts: readonly string[]): PublicNames | null {
  const all = texts.map((text) => text.trim().toLowerCase()).filter((text) => text !== '');
  const addresses = all.filter((text) => isIP(text) !== 0).map(canonical);
  const rest = all.filter((text) => isIP(text) === 0);
  const dns = rest.filter((text) => !text.startsWith('.'));
  const suffixes = rest.filter((text) => text.startsWith('.')).map((text) => text.slice(1));
  // A last label of digits only is a mistyped address.
  const isName = (name: string) => name.length <= 253 && name.split('.').every((label) => LABEL.test(label));
  if (![...dns, ...suffixes].every((name) => isName(name) && !/(^|\.)\d+$/.test(name))) return null;
  if (dns.length + addresses.length === 0 || addresses.some((address) => address.includes('%'))) return null;
  const once = (list: string[]) => [...new Set(list)];
  return { dns: once(dns), addresses: once(addresses), suffixes: once(suffixes) };
}

/** What a machine is called without anybody saying: its name, its name in `.local`, its addresses. Never empty. */
export function namesOfMachine(
  hostname: string,
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
): PublicNames {
  const host = hostname.toLowerCase();
  const short = host.split('.')[0]!;
  const isSaid = host.split('.').every((label) => LABEL.test(label)) && host !== 'localhost';
  const addresses = Object.values(interfaces)
    .flatMap((list) => list ?? [])
    // Addresses of one link only mean nothing to a browser.
    .filter(({ internal, address }) => !internal && !/^fe80:/i.test(address))
    .map(({ address }) => address);
  const dns = isSaid ? [...new Set([host, `${short}.local`])] : [];
  return dns.length + addresses.length > 0
    ? { dns, addresses: [...new Set(addresses)].sort(), suffixes: [] }
    : LOOPBACK;
}

/** Of a gateway that listens on loopback only. */
export const LOOPBACK: PublicNames = { dns: ['localhost'], addresses: ['127.0.0.1', '::1'], suffixes: [] };

/** One way to write an IPv6 address, so that two can be compared. One with a zone (`%eth0`) stays as it is, to be refused. */
function canonical(address: string): string {
  if (isIP(address) !== 6 || address.includes('%')) return address;
  return new URL(`http://[${address}]/`).hostname.slice(1, -1);
}

/** As it stands in an address: IPv6 in brackets. */
export function inAddress(name: string): string {
  return isIP(name) === 6 ? `[${name}]` : name;
}

/** What browsers may say as `Host`, without port. */
export function hostsOf({ dns, addresses }: PublicNames): string[] {
  return [...dns, ...addresses.map(inAddress)];
}

/** `https://line8.plant.local:8443`: how others come here. `host` = the name they used, if it is one of ours. */
export function originOf(names: PublicNames, port: number, host?: string): string {
  const known = host !== undefined && [...names.dns, ...names.addresses].includes(host);
  const name = known ? host : (names.dns[0] ?? names.addresses[0]!);
  return `https://${inAddress(name)}${port === 443 ? '' : `:${port}`}`;
}

/** Name or address in an origin, without brackets and port. */
export function hostOf(origin: string): string {
  return new URL(origin).hostname.replace(/^\[|\]$/g, '');
}
