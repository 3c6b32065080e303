import type { Cell } from "./cells";

const BLOCK_BITS = 65_536;

/** Counts cells that differ. Whole numbers cost a bit each, so that a million positions of a log are no million texts in memory. */
export function distinctCells() {
  const others = new Set<Cell>();
  const blocks = new Map<number, Uint8Array>();
  let numbers = 0;
  const addNumber = (value: number) => {
    const at = Math.floor(value / BLOCK_BITS);
    const block = blocks.get(at) ?? new Uint8Array(BLOCK_BITS / 8);
    blocks.set(at, block);
    const bit = value % BLOCK_BITS;
    const byte = block[bit >> 3] ?? 0;
    const mask = 1 << (bit & 7);
    if ((byte & mask) !== 0) return;
    block[bit >> 3] = byte | mask;
    numbers += 1;
  };
  return {
    add(cell: Cell): void {
      if (typeof cell === "number" && Number.isSafeInteger(cell) && cell >= 0) addNumber(cell);
      else others.add(cell);
    },
    count: (): number => numbers + others.size,
  };
}
