import type { RandomAccess } from "@/lib/ledger/zip-read";

// A bundle has thousands of small members side by side: one read of the disk serves many of them.
const WINDOW = 256 * 1024;

type Window = { readonly start: number; readonly bytes: Uint8Array };

/** Reads by place, ahead of what is asked. `read` answers exactly [start, end), which lies within `size`. */
export function windowed(size: number, read: RandomAccess["read"]): RandomAccess {
  let window: Window = { start: 0, bytes: new Uint8Array() };
  return {
    size,
    read: async (start, end) => {
      if (end - start >= WINDOW) return await read(start, end);
      if (start < window.start || end > window.start + window.bytes.length) {
        window = { start, bytes: await read(start, Math.min(start + WINDOW, size)) };
      }
      return window.bytes.subarray(start - window.start, end - window.start);
    },
  };
}
