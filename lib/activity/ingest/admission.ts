// design: what cannot be kept is refused. Bodies that are worked on at once are bounded, so that many large ones never cost the
// process its memory.
import { AppError } from "@/lib/core/app-error";

const MIB = 1_024 * 1_024;

/** Counts what is inside, and turns away what would be too much. */
export class Admission {
  readonly #bodiesMax: number;
  readonly #bytesMax: number;
  #bodies = 0;
  #bytes = 0;

  constructor({ bodiesMax = 512, bytesMax = 256 * MIB } = {}) {
    this.#bodiesMax = bodiesMax;
    this.#bytesMax = bytesMax;
  }

  /** Does work that holds so many bytes. One body is always let in, however long. Errors: unavailable, and those of the work. */
  async within<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    const isFull = this.#bodies >= this.#bodiesMax || this.#bytes + bytes > this.#bytesMax;
    if (isFull && this.#bodies > 0) throw new AppError("unavailable", FULL);
    this.#bodies += 1;
    this.#bytes += bytes;
    try {
      return await work();
    } finally {
      this.#bodies -= 1;
      this.#bytes -= bytes;
    }
  }
}

const FULL =
  "More records come than can be taken at once. Nothing of these was kept: send them again later.";
