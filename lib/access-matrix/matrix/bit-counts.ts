/** How often each bit is set in many numbers of at most sixteen bits. Few of them differ, so equal ones are counted first. */
export class BitCounts {
  readonly #times = new Uint32Array(2 ** 16);

  add(bits: number): void {
    this.#times[bits] = (this.#times[bits] ?? 0) + 1;
  }

  /** By names of the bits, the lowest first. */
  by<Name extends string>(names: readonly Name[]): Partial<Record<Name, number>> {
    const counts = new Float64Array(names.length);
    for (const [bits, times] of this.#times.entries()) {
      if (times === 0) continue;
      for (const nth of names.keys()) {
        if ((bits & (1 << nth)) !== 0) counts[nth] = (counts[nth] ?? 0) + times;
      }
    }
    const found: Partial<Record<Name, number>> = {};
    for (const [nth, name] of names.entries()) found[name] = counts[nth] ?? 0;
    return found;
  }
}
