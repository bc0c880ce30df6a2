import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isSignedBy, publicKeyOf } from '../../../gateway/auth/device-key.ts';
import { IdentityKey } from '../../../gateway/auth/identity-key.ts';
import { SecretFiles } from '../../../gateway/auth/secret-files.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lineside-identity-'));
});
afterEach(() => rm(directory, { recursive: true }));

const open = async () => IdentityKey.open(await SecretFiles.open(directory));

describe('the key of a gateway', () => {
  it('is made once, for its user’s eyes only, and kept', async () => {
    const made = await open();
    expect((await stat(join(directory, 'secrets', 'identity.pem'))).mode & 0o777).toBe(0o600);
    const again = await open();
    expect(again.publicKey).toEqual(made.publicKey);
    expect(again.verify('head 7', made.sign('head 7'))).toBe(true);
  });

  it('signs one text, and with nothing changed', async () => {
    const key = await open();
    const signature = key.sign('ticket.abc');
    expect(signature).toMatch(/^[A-Za-z0-9_-]{86}$/);
    expect(key.verify('ticket.abd', signature)).toBe(false);
    for (const wrong of ['', 'A', signature.slice(1), `${signature.slice(0, 40)}${'A'.repeat(46)}`, `${signature}AAAA`])
      expect(key.verify('ticket.abc', wrong)).toBe(false);
  });

  it('can be checked by whoever has its public half', async () => {
    const key = await open();
    expect(isSignedBy(publicKeyOf(key.publicKey)!, 'head 7', key.sign('head 7'))).toBe(true);
  });

  it('is refused when its file holds something else, and the file stays as it is', async () => {
    await open();
    await writeFile(join(directory, 'secrets', 'identity.pem'), 'nonsense', { mode: 0o600 });
    await expect(open()).rejects.toMatchObject({
      code: 'DATA_DIR_UNUSABLE',
      message: expect.stringContaining('identity.pem'),
    });
  });
});

it('a point beside the curve is no key', () => {
  const x = Buffer.alloc(32, 1).toString('base64url');
  expect(publicKeyOf({ kty: 'EC', crv: 'P-256', x, y: x })).toBeNull();
});
