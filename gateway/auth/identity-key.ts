/** What tells this gateway from every other: a P-256 key that never leaves it. It signs tickets and heads of the audit trail. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { Value } from 'typebox/value';
import { DeviceKey } from '../../shared/access/person.ts';
import { AppError } from '../../shared/errors.ts';
import { isSignedBy } from './device-key.ts';
import type { SecretFiles } from './secret-files.ts';

const FILE = 'identity.pem';

export class IdentityKey {
  readonly #private: KeyObject;
  readonly #public: KeyObject;
  /** For whoever checks what this gateway signed. */
  readonly publicKey: DeviceKey;

  private constructor(key: KeyObject) {
    this.#private = key;
    this.#public = createPublicKey(key);
    const { kty, crv, x, y } = this.#public.export({ format: 'jwk' });
    this.publicKey = Value.Parse(DeviceKey, { kty, crv, x, y });
  }

  /** Made at the first start. Rejects with DATA_DIR_UNUSABLE when the file holds something else: a new key would void every signature. */
  static async open(secrets: SecretFiles): Promise<IdentityKey> {
    const pem = await secrets.readOrMake(FILE, makeKey);
    try {
      return new IdentityKey(createPrivateKey(pem));
    } catch (error) {
      throw new AppError('DATA_DIR_UNUSABLE', `"secrets/${FILE}" holds no P-256 key; put its copy back.`, {
        cause: error,
      });
    }
  }

  /** `r ‖ s` in base64url. Begin the text with what it is, so that one kind of text is never taken for another. */
  sign(text: string): string {
    const signed = sign('sha256', Buffer.from(text), { key: this.#private, dsaEncoding: 'ieee-p1363' });
    return signed.toString('base64url');
  }

  verify(text: string, signature: string): boolean {
    return isSignedBy(this.#public, text, signature);
  }
}

function makeKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
