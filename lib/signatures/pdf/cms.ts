// PAdES B-B (ETSI EN 319 142-1): a detached CMS with content type, message digest and signing certificate as signed attributes.
import { sha256 } from "@/lib/ledger/crypto";
import { der, integer, membersOf, NULL, objectId, octets, sequence, setOf } from "./der";

const SHA256 = sequence(objectId("2.16.840.1.101.3.4.2.1"), NULL);
const SIGNED_DATA = objectId("1.2.840.113549.1.7.2");
const DATA = objectId("1.2.840.113549.1.7.1");
const ALGORITHM = {
  ec: sequence(objectId("1.2.840.10045.4.3.2")), // ecdsa-with-SHA256
  rsa: sequence(objectId("1.2.840.113549.1.1.11"), NULL), // sha256WithRSAEncryption
} as const;
export type DocumentKeyKind = keyof typeof ALGORITHM;

type Signing = {
  /** SHA-256 of what is signed. */
  readonly digest: Uint8Array;
  /** The signer's certificate first, then its chain, each in DER. */
  readonly certificates: readonly [Uint8Array, ...Uint8Array[]];
  readonly kind: DocumentKeyKind;
  /** Signs a message with SHA-256. */
  readonly sign: (message: Uint8Array) => Uint8Array;
};

/** The CMS (RFC 5652) over a digest, in DER. */
export function cmsOver({ digest, certificates, kind, sign }: Signing): Uint8Array {
  const [certificate] = certificates;
  const attributes = [
    attribute("1.2.840.113549.1.9.3", DATA),
    attribute("1.2.840.113549.1.9.4", octets(digest)),
    attribute("1.2.840.113549.1.9.16.2.47", signingCertificate(certificate)),
  ];
  const signed = setOf(...attributes);
  const implicit = signed.slice();
  implicit[0] = 0xa0; // RFC 5652 §5.4: signed as a SET OF, carried as [0]
  const info = sequence(
    integer(1),
    sequence(...issuerAndSerial(certificate)),
    SHA256,
    implicit,
    ALGORITHM[kind],
    octets(sign(signed)),
  );
  const content = sequence(
    integer(1),
    setOf(SHA256),
    sequence(DATA),
    der(0xa0, ...certificates),
    setOf(info),
  );
  return sequence(SIGNED_DATA, der(0xa0, content));
}

function attribute(id: string, value: Uint8Array): Uint8Array {
  return sequence(objectId(id), setOf(value));
}

/** RFC 5035 §3: signing-certificate-v2, SHA-256 being its default. */
function signingCertificate(certificate: Uint8Array): Uint8Array {
  return sequence(sequence(sequence(octets(sha256(certificate)))));
}

/** RFC 5280 §4.1: version, serial number, algorithm, issuer, …: a certificate of version 3 has all of them. */
function issuerAndSerial(certificate: Uint8Array): [Uint8Array, Uint8Array] {
  const [toBeSigned] = membersOf(certificate);
  const [, serial, , issuer] = membersOf(toBeSigned ?? NULL);
  if (serial === undefined || issuer === undefined) throw new Error("no certificate of version 3");
  return [issuer, serial];
}
