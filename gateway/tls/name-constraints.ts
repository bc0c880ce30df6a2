/**
 * Which names a plant's CA may vouch for. Browsers hold it to them, so that whoever steals its key can pretend to be a
 * gateway of the plant, and nothing else in the world: this is what makes installing it on a tablet defensible.
 */
import type { X509Certificate } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  Certificate,
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_nameConstraints,
  NameConstraints,
} from '@peculiar/asn1-x509';
import type { PublicNames } from './public-names.ts';

/** Addresses that mean something within a plant only; loopback is not among them. */
const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', 'fc00::/7', 'fe80::/10'];
/** Domains that no registry sells. */
const PRIVATE_DOMAINS = ['local', 'lan', 'internal', 'intranet', 'private', 'corp', 'home', 'home.arpa', 'test'];

/** A name stands for itself and all below it. */
export interface Permitted {
  dns: readonly string[];
  /** `10.0.0.0/8` */
  ranges: readonly string[];
}

export function permittedFor(names: PublicNames): Permitted {
  const dns = ['local', ...names.suffixes, ...names.dns, ...names.dns.flatMap(domainOf)];
  const ranges = [
    ...PRIVATE_RANGES,
    ...names.addresses.map((address) => `${address}/${isIP(address) === 6 ? 128 : 32}`),
  ];
  return { dns: [...new Set(dns)], ranges: [...new Set(ranges)] };
}

/** `plant.example.com` of `line8.plant.example.com`, but not `example.com` of `line8.example.com`: that is more than a plant. */
function domainOf(name: string): string[] {
  const parent = name.split('.').slice(1).join('.');
  const isPrivate = PRIVATE_DOMAINS.some((domain) => parent === domain || parent.endsWith(`.${domain}`));
  return parent !== '' && (isPrivate || parent.split('.').length > 2) ? [parent] : [];
}

export function nameConstraints({ dns, ranges }: Permitted): NameConstraints {
  const bases = [...dns.map((dNSName) => ({ dNSName })), ...ranges.map((iPAddress) => ({ iPAddress }))];
  const permittedSubtrees = bases.map((base) => new GeneralSubtree({ base: new GeneralName(base) }));
  return new NameConstraints({ permittedSubtrees: new GeneralSubtrees(permittedSubtrees) });
}

/** What the CA may vouch for; null = anything (a plant's own CA need not be so careful). */
export function permittedBy(ca: X509Certificate): Permitted | null {
  const { extensions = [] } = AsnConvert.parse(ca.raw, Certificate).tbsCertificate;
  const extension = extensions.find(({ extnID }) => extnID === id_ce_nameConstraints);
  if (!extension) return null;
  const { permittedSubtrees } = AsnConvert.parse(extension.extnValue, NameConstraints);
  const bases = [...(permittedSubtrees ?? [])].map(({ base }) => base);
  return {
    dns: bases.flatMap(({ dNSName }) => (dNSName === undefined ? [] : [dNSName.replace(/^\./, '')])),
    ranges: bases.flatMap(({ iPAddress }) => (iPAddress === undefined ? [] : [iPAddress])),
  };
}

/** A name outside would make the whole certificate void, the good names with it. A kind that the CA says nothing about is free. */
export function isPermitted(permitted: Permitted | null, name: string): boolean {
  if (!permitted) return true;
  const family = isIP(name);
  if (family === 0) {
    if (permitted.dns.length === 0) return true;
    return permitted.dns.some((base) => name === base || name.endsWith(`.${base}`));
  }
  if (permitted.ranges.length === 0) return true;
  const list = new BlockList();
  for (const range of permitted.ranges) {
    const [network, prefix] = range.split('/');
    list.addSubnet(network!, Number(prefix), isIP(network!) === 6 ? 'ipv6' : 'ipv4');
  }
  return list.check(name, family === 6 ? 'ipv6' : 'ipv4');
}
