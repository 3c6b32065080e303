// A passkey in software, without attestation (WebAuthn Level 3 §6.5): for tests and the demo company. It keeps no secret: whoever
// knows the seed has the key.
import { createHash, createPrivateKey, type KeyObject, sign } from "node:crypto";
import { ed25519 } from "@noble/curves/ed25519.js";
import { p256 } from "@noble/curves/nist.js";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import { EDDSA, ES256 } from "../pure/cose";

/** What may differ from an honest answer. `flags` wins over `uv`; `counter` is what the passkey says it has counted to. */
export type Differing = {
  readonly uv?: boolean;
  readonly flags?: number;
  readonly origin?: string;
  readonly rpId?: string;
  readonly counter?: number;
  readonly crossOrigin?: boolean;
  readonly type?: string;
};

export type SoftwareAuthenticator = {
  /** base64url */
  readonly credentialId: string;
  readonly algorithm: number;
  /** COSE */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** JSON of a RegistrationResponse for the JSON of `beginPasskey`. */
  enrol(options: string, differing?: Differing): string;
  /** JSON of an AuthenticationResponse for the JSON of `beginSignature`. */
  sign(options: string, differing?: Differing): string;
};

type Made = {
  readonly algorithm?: typeof ES256 | typeof EDDSA;
  /** Where it is used, unless the options or the call say otherwise. */
  readonly origin?: string;
  /** Whether it may be synced between devices, and is. */
  readonly synced?: boolean;
};

const UP = 0x01;
const UV = 0x04;
const SYNCED = 0x18;
const ATTESTED = 0x40;

/** A passkey made from a seed: the same seed gives the same key and credential id. `origin` default: https:// and the RP id. */
export function softwareAuthenticator(seed: string, made: Made = {}): SoftwareAuthenticator {
  const { algorithm = ES256, synced = false } = made;
  const key = keyOf(seed, algorithm);
  const credential = digest(`credential:${seed}`);
  const credentialId = encoded(credential);
  const flagsOf = ({ uv = true, flags }: Differing, more = 0) =>
    flags ?? UP | (uv ? UV : 0) | (synced ? SYNCED : 0) | more;
  const originOf = (rpId: string, { origin }: Differing) =>
    origin ?? made.origin ?? `https://${rpId}`;
  return {
    ...{ credentialId, algorithm, publicKey: key.cose },
    enrol: (options, differing = {}) => {
      const { challenge, rpId } = asked(options);
      const clientData = clientDataOf(
        "webauthn.create",
        challenge,
        originOf(rpId, differing),
        differing,
      );
      const attested = Buffer.concat([
        head(differing.rpId ?? rpId, flagsOf(differing, ATTESTED), differing.counter ?? 0),
        Buffer.alloc(16), // AAGUID
        Buffer.from([0, credential.length]),
        credential,
        key.cose,
      ]);
      const attestationObject = encoded(attestationOf(attested));
      const response = {
        clientDataJSON: encoded(clientData),
        attestationObject,
        transports: ["internal"],
      };
      return JSON.stringify({
        id: credentialId,
        rawId: credentialId,
        type: "public-key",
        response,
      });
    },
    sign: (options, differing = {}) => {
      const { challenge, rpId } = asked(options);
      const clientData = clientDataOf(
        "webauthn.get",
        challenge,
        originOf(rpId, differing),
        differing,
      );
      const data = head(differing.rpId ?? rpId, flagsOf(differing), differing.counter ?? 0);
      const signature = key.sign(
        Buffer.concat([data, createHash("sha256").update(clientData).digest()]),
      );
      const response = {
        clientDataJSON: encoded(clientData),
        authenticatorData: encoded(data),
        signature: encoded(signature),
        userHandle: null,
      };
      return JSON.stringify({
        id: credentialId,
        rawId: credentialId,
        type: "public-key",
        response,
      });
    },
  };
}

function asked(options: string): { challenge: string; rpId: string } {
  const { challenge, rpId, rp }: { challenge: string; rpId?: string; rp?: { id: string } } =
    JSON.parse(options);
  return { challenge, rpId: rpId ?? rp?.id ?? "" };
}

function clientDataOf(
  usual: string,
  challenge: string,
  origin: string,
  differing: Differing,
): Buffer {
  const { type = usual, crossOrigin = false } = differing;
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin }));
}

function head(rpId: string, flags: number, counter: number): Buffer {
  const rest = Buffer.alloc(5);
  rest[0] = flags;
  rest.writeUInt32BE(counter, 1);
  return Buffer.concat([createHash("sha256").update(rpId).digest(), rest]);
}

function attestationOf(authData: Buffer): Uint8Array {
  return isoCBOR.encode(
    new Map<string, string | Map<string, string> | Uint8Array<ArrayBuffer>>([
      ["fmt", "none"],
      ["attStmt", new Map<string, string>()],
      ["authData", new Uint8Array(authData)],
    ]),
  );
}

type Key = { cose: Uint8Array<ArrayBuffer>; sign: (message: Uint8Array) => Uint8Array };

function keyOf(seed: string, algorithm: number): Key {
  const secret = new Uint8Array(digest(`key:${seed}`));
  return algorithm === EDDSA ? edKey(secret) : ecKey(secret);
}

function edKey(secret: Uint8Array): Key {
  const x = ed25519.getPublicKey(secret);
  const key = jwk({ kty: "OKP", crv: "Ed25519", x: encoded(x), d: encoded(secret) });
  return {
    cose: cose([
      [1, 1],
      [3, EDDSA],
      [-1, 6],
      [-2, bytes(x)],
    ]),
    sign: (m) => sign(null, m, key),
  };
}

function ecKey(secret: Uint8Array): Key {
  const point = p256.getPublicKey(secret, false);
  const [x, y] = [point.slice(1, 33), point.slice(33)];
  const key = jwk({ kty: "EC", crv: "P-256", x: encoded(x), y: encoded(y), d: encoded(secret) });
  return {
    cose: cose([
      [1, 2],
      [3, ES256],
      [-1, 1],
      [-2, bytes(x)],
      [-3, bytes(y)],
    ]),
    sign: (m) => sign("sha256", m, key),
  };
}

function cose(members: [number, number | Uint8Array<ArrayBuffer>][]): Uint8Array<ArrayBuffer> {
  return bytes(isoCBOR.encode(new Map(members)));
}

function jwk(key: Record<string, string>): KeyObject {
  return createPrivateKey({ key, format: "jwk" });
}

function bytes(of: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(of);
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function encoded(of: Uint8Array): string {
  return Buffer.from(of).toString("base64url");
}
