import { describe, expect, it } from 'vitest';
import { hostOf, namesOfMachine, originOf, publicNames } from '../../../gateway/tls/public-names.ts';
import { namesFrom } from './tls-desk.ts';

describe('names by which devices come', () => {
  it('are names, addresses, and domains of other gateways', () => {
    expect(
      publicNames([' Line8.plant.local', '192.168.10.8', 'FD00:0:0::2', '.plant.local', 'line8.plant.local']),
    ).toEqual({
      dns: ['line8.plant.local'],
      addresses: ['192.168.10.8', 'fd00::2'],
      suffixes: ['plant.local'],
    });
  });

  it.each([
    'line_8',
    '192.168.10.300',
    'https://line8',
    'line8:443',
    '*.plant.local',
    'a..b',
    'fe80::1%eth0',
    '.local',
  ])('are not: %s', (text) => {
    expect(publicNames([text])).toBeNull();
  });

  it('are, when nobody says them, what the machine is called and where it is', () => {
    const card = { netmask: '', mac: '', cidr: null };
    const interfaces = {
      lo: [{ ...card, address: '127.0.0.1', family: 'IPv4' as const, internal: true }],
      eth0: [
        { ...card, address: '192.168.10.8', family: 'IPv4' as const, internal: false },
        { ...card, address: 'fe80::1', family: 'IPv6' as const, internal: false, scopeid: 2 },
      ],
    };
    expect(namesOfMachine('Line8.plant.example.com', interfaces)).toEqual({
      dns: ['line8.plant.example.com', 'line8.local'],
      addresses: ['192.168.10.8'],
      suffixes: [],
    });
    expect(namesOfMachine('localhost', {}).dns).toEqual(['localhost']);
  });

  it('make the address to show: the name that was used, or the first', () => {
    const names = namesFrom('line8.plant.local', '192.168.10.8', 'fd00::2');
    expect(originOf(names, 443)).toBe('https://line8.plant.local');
    expect(originOf(names, 8443, '192.168.10.8')).toBe('https://192.168.10.8:8443');
    expect(originOf(names, 443, 'fd00::2')).toBe('https://[fd00::2]');
    expect(originOf(names, 443, 'elsewhere.example.com')).toBe('https://line8.plant.local');
    expect(hostOf('https://[fd00::2]:8443')).toBe('fd00::2');
  });
});
