/** A certificate from its parts, signed: X.509 as bytes. Node checks certificates but makes none. */
import { createHash, createPublicKey, randomBytes, sign, type KeyObject, type X509Certificate } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  Certificate,
  Extension,
  Extensions,
  id_ce_authorityKeyIdentifier,
  id_ce_subjectKeyIdentifier,
  KeyIdentifier,
  Name,
  RelativeDistinguishedName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';
import { AppError } from '../../shared/errors.ts';

export interface CertificateParts {
  /** Common name. */
  subject: string;
  publicKey: KeyObject;
  /** `certificate` null = it stands for itself. */
  issuer: { certificate: X509Certificate | null; key: KeyObject };
  /** Epoch ms; certificates know seconds. */
  notBefore: number;
  notAfter: number;
  extensions: readonly Extension[];
}

/** PEM. TLS_INVALID when the issuer's key is of a kind that this cannot sign with. */
export function signCertificate(parts: CertificateParts): string {
  const { key } = parts.issuer;
  const issuer = parts.issuer.certificate ? AsnConvert.parse(parts.issuer.certificate.raw, Certificate) : null;
  const subject = commonName(parts.subject);
  const spki = parts.publicKey.export({ type: 'spki', format: 'der' });
  const signature = signatureOf(key);
  const body = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature,
    issuer: issuer?.tbsCertificate.subject ?? subject,
    validity: new Validity({ notBefore: new Date(parts.notBefore), notAfter: new Date(parts.notAfter) }),
    subject,
    subjectPublicKeyInfo: AsnConvert.parse(spki, SubjectPublicKeyInfo),
    extensions: new Extensions([...parts.extensions, ...keyIdentifiers(parts.publicKey, key, issuer)]),
  });
  const signed = sign('sha256', Buffer.from(AsnConvert.serialize(body)), key);
  const certificate = new Certificate({
    tbsCertificate: body,
    signatureAlgorithm: signature,
    signatureValue: new Uint8Array(signed).buffer,
  });
  return pem('CERTIFICATE', Buffer.from(AsnConvert.serialize(certificate)));
}

export function extension(extnID: string, critical: boolean, value: object): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });
}

export function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

function commonName(text: string): Name {
  const value = new AttributeValue({ utf8String: text.slice(0, 64) });
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: '2.5.4.3', value })])]);
}

/** Positive, 127 bits by chance. */
function serialNumber(): ArrayBuffer {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return new Uint8Array(bytes).buffer;
}

function signatureOf(key: KeyObject): AlgorithmIdentifier {
  if (key.asymmetricKeyType === 'ec') return new AlgorithmIdentifier({ algorithm: '1.2.840.10045.4.3.2' });
  if (key.asymmetricKeyType === 'rsa') {
    return new AlgorithmIdentifier({ algorithm: '1.2.840.113549.1.1.11', parameters: null });
  }
  throw new AppError('TLS_INVALID', `A CA key of the kind "${key.asymmetricKeyType}" cannot sign here: use EC or RSA.`);
}

function keyIdentifiers(subject: KeyObject, issuerKey: KeyObject, issuer: Certificate | null): Extension[] {
  // As the issuer's certificate says it, however that was computed: browsers find the issuer by it.
  const said = issuer?.tbsCertificate.extensions?.find(({ extnID }) => extnID === id_ce_subjectKeyIdentifier);
  const authority = said
    ? AsnConvert.parse(said.extnValue, SubjectKeyIdentifier).buffer
    : keyIdentifier(createPublicKey(issuerKey));
  return [
    extension(id_ce_subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyIdentifier(subject))),
    extension(
      id_ce_authorityKeyIdentifier,
      false,
      new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(authority) }),
    ),
  ];
}

/** SHA-1 of the key's bits: a label that finds it, not a proof (RFC 5280, 4.2.1.2). */
function keyIdentifier(key: KeyObject): ArrayBuffer {
  const { subjectPublicKey } = AsnConvert.parse(key.export({ type: 'spki', format: 'der' }), SubjectPublicKeyInfo);
  return new Uint8Array(createHash('sha1').update(Buffer.from(subjectPublicKey)).digest()).buffer;
}
