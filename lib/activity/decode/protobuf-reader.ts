// The wire format of Protocol Buffers (protobuf.dev/programming-guides/encoding), as much of it as OTLP uses. Hostile bytes end
// in an error that says where, never in a wrong value: every length is held against what is left.
import { AppError } from "@/lib/core/app-error";

export const VARINT = 0;
export const FIXED64 = 1;
export const BYTES = 2;
export const FIXED32 = 5;

const MAX_VARINT_BYTES = 10;

/** Reads one message field by field. Errors: invalid_input. */
export class ProtobufReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The number and the wire type of the next field, or null at the end. */
  next(): { readonly field: number; readonly type: number } | null {
    if (this.#at === this.#bytes.length) return null;
    const tag = this.varint();
    const field = Number(tag >> 3n);
    if (field === 0 || field > 0x1f_ff_ff_ff) throw this.#broken("a field without a number");
    return { field, type: Number(tag & 7n) };
  }

  /** Up to 64 bits, least significant group first. */
  varint(): bigint {
    let value = 0n;
    for (let count = 0; count < MAX_VARINT_BYTES; count += 1) {
      const byte = this.#byte();
      value |= BigInt(byte & 0x7f) << BigInt(7 * count);
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw this.#broken("a number that does not end");
  }

  fixed64(): bigint {
    return this.#view.getBigUint64(this.#take(8), true);
  }

  fixed32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  double(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  bytes(): Uint8Array {
    const length = this.varint();
    if (length > BigInt(this.#bytes.length)) throw this.#broken("a field that is too long");
    const start = this.#take(Number(length));
    return this.#bytes.subarray(start, this.#at);
  }

  text(): string {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.bytes());
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw this.#broken("a text that is not UTF-8");
    }
  }

  skip(type: number): void {
    if (type === VARINT) this.varint();
    else if (type === FIXED64) this.#take(8);
    else if (type === BYTES) this.bytes();
    else if (type === FIXED32) this.#take(4);
    else throw this.#broken("a field of an unknown type");
  }

  #byte(): number {
    const byte = this.#bytes[this.#take(1)];
    if (byte === undefined) throw this.#broken("the end");
    return byte;
  }

  #take(length: number): number {
    const start = this.#at;
    if (start + length > this.#bytes.length) throw this.#broken("the end in the middle of a field");
    this.#at = start + length;
    return start;
  }

  #broken(what: string): AppError {
    const message = `This is no OTLP message in protobuf form: ${what} at byte ${this.#at}. Send it as application/json, or check the exporter.`;
    return new AppError("invalid_input", message);
  }
}
