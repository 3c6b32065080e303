import "server-only";
import { createPublicKey, type KeyObject, sign, X509Certificate } from "node:crypto";
import { AppError } from "@/lib/core/app-error";
import { addDays } from "@/lib/core/clock";
import { utf8 } from "@/lib/ledger/bytes";
import { sha256 } from "@/lib/ledger/crypto";
import type { CertificateFacts } from "./keeper-parts";
import { bits, der, integer, objectId, octets, sequence, setOf } from "./pdf/der";

const VALID_DAYS = 3_652;
const ECDSA_WITH_SHA256 = sequence(objectId("1.2.840.10045.4.3.2"));
const ORGANIZATION = objectId("2.5.4.10");
const COMMON_NAME = objectId("2.5.4.3");
const BASIC_CONSTRAINTS = objectId("2.5.29.19");
const KEY_USAGE = objectId("2.5.29.15");
const TRUE = Uint8Array.of(0x01, 1, 0xff);
const NO_AUTHORITY = sequence();
const DIGITAL_SIGNATURE_AND_NON_REPUDIATION = bits(Uint8Array.of(0xc0), 6);

/** A certificate (RFC 5280) that a P-256 key makes for itself, in PEM: it names the company, and nobody vouches for it. */
export function selfSigned(key: KeyObject, organisation: string, now: Date): string {
  const spki = new Uint8Array(createPublicKey(key).export({ format: "der", type: "spki" }));
  const name = sequence(
    setOf(sequence(ORGANIZATION, der(0x0c, utf8(organisation)))),
    setOf(sequence(COMMON_NAME, der(0x0c, utf8("Countersign documents")))),
  );
  const serial = sha256(spki).slice(0, 16);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40; // positive, and its first byte is not zero
  const toBeSigned = sequence(
    der(0xa0, integer(2)), // version 3
    der(0x02, serial),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(now), time(addDays(now, VALID_DAYS))),
    name,
    spki,
    der(
      0xa3,
      sequence(
        sequence(BASIC_CONSTRAINTS, TRUE, octets(NO_AUTHORITY)),
        sequence(KEY_USAGE, TRUE, octets(DIGITAL_SIGNATURE_AND_NON_REPUDIATION)),
      ),
    ),
  );
  const signature = new Uint8Array(sign("sha256", toBeSigned, key));
  const certificate = sequence(toBeSigned, ECDSA_WITH_SHA256, bits(signature, 0));
  return new X509Certificate(certificate).toString();
}

/** RFC 5280 §4.1.2.5: years to 2049 in two digits, later ones in four. */
function time(at: Date): Uint8Array {
  const text = `${at.toISOString().replaceAll(/[-:T]/g, "").slice(0, 14)}Z`;
  return at.getUTCFullYear() < 2_050 ? der(0x17, utf8(text.slice(2))) : der(0x18, utf8(text));
}

const ONE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The chain in a PEM text, in DER, the one of the key first. Errors: unavailable (none, or the first is of another key). */
export function certificatesIn(
  pem: string,
  key: KeyObject,
  path: string,
): readonly [Uint8Array, ...Uint8Array[]] {
  const [first, ...chain] = (pem.match(ONE) ?? []).map((one) => readable(one, path));
  if (!first?.checkPrivateKey(key)) {
    const message = `The first certificate in ${path} is not of the key in document.pem beside it. Put the two there that belong together.`;
    throw new AppError("unavailable", message);
  }
  return [new Uint8Array(first.raw), ...chain.map(({ raw }) => new Uint8Array(raw))];
}

function readable(pem: string, path: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new AppError("unavailable", {
      message: `${path} holds no certificate that can be read.`,
      cause,
    });
  }
}

/** What a certificate says of itself. */
export function certificateFacts(raw: Uint8Array): CertificateFacts {
  const certificate = new X509Certificate(raw);
  return {
    fingerprint: certificate.fingerprint256.replaceAll(":", "").toLowerCase(),
    pem: certificate.toString(),
    subject: certificate.subject.replaceAll("\n", ", "),
    origin: certificate.subject === certificate.issuer ? "self-signed" : "company",
    validFrom: new Date(certificate.validFrom),
    validUntil: new Date(certificate.validTo),
  };
}
