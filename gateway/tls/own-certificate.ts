/** The certificate that the gateway makes for itself and renews, and the plant's CA that signs it. */
import { createPrivateKey, type X509Certificate } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';
import type { SecretFiles } from '../auth/secret-files.ts';
import type { CertificateSource, ServerCertificate } from './certificate.ts';
import type { FloorTime } from './floor-time.ts';
import { issueLeaf, namesOf, readLeaf, whyAnew, type LeafWish } from './leaf.ts';
import { isPermitted, permittedBy } from './name-constraints.ts';
import { newKey, openPlantCa, type PlantCa } from './plant-ca.ts';
import type { PublicNames } from './public-names.ts';

const CERTIFICATE = 'leaf.crt.pem';
const KEY = 'leaf.key.pem';

export interface OwnCertificateParts {
  secrets: SecretFiles;
  /** Asked again and again: addresses change. */
  names: () => PublicNames;
  floor: FloorTime;
  log: (message: string) => void;
}

export class OwnCertificate implements CertificateSource {
  readonly ca: PlantCa;
  readonly #parts: OwnCertificateParts;
  #current: ServerCertificate | null = null;
  #leftOut = '';

  private constructor(parts: OwnCertificateParts, ca: PlantCa) {
    this.#parts = parts;
    this.ca = ca;
  }

  /** Rejects with TLS_INVALID when the plant's CA cannot be used, or may vouch for no name of this gateway. */
  static async open(parts: OwnCertificateParts): Promise<OwnCertificate> {
    const { secrets, names, floor } = parts;
    const ca = await openPlantCa({ secrets, names: names(), times: floor.possible() });
    const own = new OwnCertificate(parts, ca);
    await own.look();
    return own;
  }

  get current(): ServerCertificate {
    return this.#current!;
  }

  async look(): Promise<boolean> {
    const { secrets, floor, log } = this.#parts;
    const [certificate, keyText] = this.#current
      ? [this.#current.cert, this.#current.key]
      : [await secrets.read(CERTIFICATE), await secrets.read(KEY)];
    const known = readLeaf(certificate, keyText);
    const wish: LeafWish = { ca: this.ca, names: this.#permitted(known?.leaf ?? null), times: floor.possible() };
    const why = known ? whyAnew(known.leaf, wish) : 'there was none';
    if (why === null && this.#current) return false;
    if (why === null) {
      this.#current = this.#withChain(certificate!, keyText!);
      return true;
    }
    // A new key with each: what a thief took ends with the certificate.
    const key = newKey();
    const made = issueLeaf(wish, createPrivateKey(key));
    await secrets.write(KEY, key);
    await secrets.write(CERTIFICATE, made);
    log(`This gateway has a new certificate, because ${why}: ${wish.names.join(', ')}.`);
    this.#current = this.#withChain(made, key);
    return true;
  }

  #withChain(certificate: string, key: string): ServerCertificate {
    return { cert: `${certificate.trim()}\n${this.ca.chain}\n`, key };
  }

  /** Names that the CA may not vouch for are left out, or browsers would refuse all the others with them. */
  #permitted(known: X509Certificate | null): string[] {
    const { dns, addresses } = this.#parts.names();
    const permitted = permittedBy(this.ca.certificate);
    const all = [...dns, ...addresses];
    const names = all.filter((name) => isPermitted(permitted, name));
    const leftOut = all.filter((name) => !names.includes(name)).join(', ');
    // Cut off from its network at the moment, a gateway has no address; it has a certificate.
    if (names.length === 0 && known) return namesOf(known);
    if (names.length === 0) {
      throw new AppError(
        'TLS_INVALID',
        `The plant's CA may not vouch for any name of this gateway (${leftOut}); it may for ${permitted!.dns.join(', ')}, and ${permitted!.ranges.join(', ')}. Set PUBLIC_NAMES to a name within.`,
      );
    }
    if (leftOut !== this.#leftOut && leftOut !== '') {
      this.#parts.log(
        `The plant's CA may not vouch for ${leftOut}: devices must not come by that. It may for ${permitted!.dns.join(', ')}, and ${permitted!.ranges.join(', ')}.`,
      );
    }
    this.#leftOut = leftOut;
    return names;
  }
}
