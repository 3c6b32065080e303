// Sends the content of a file part by part and goes on where the server says that it is.
import {
  type ImportProgress,
  WINDOW_BYTES,
  WINDOW_BYTES_MAX,
} from "@/lib/activity/imports/import-limits";
import { headOf, windowFrom } from "./file-content";

type Sending = {
  readonly id: string;
  readonly progress: ImportProgress;
  readonly signal: AbortSignal;
  readonly onMoved: (progress: ImportProgress) => void;
};

/** Until all of it is imported. Errors: StoppedError, with a sentence; AbortError. */
export async function sendFile(file: File, sending: Sending): Promise<void> {
  let { progress } = sending;
  if (progress.isFinished) return;
  const head = await headOf(file);
  const window = await windowFrom(file, progress.done);
  let size = WINDOW_BYTES;
  try {
    while (!progress.isFinished) {
      const bytes = await window.fill(size);
      const moved = await sendPart(sending, progress.done, [head, bytes]);
      const length = moved.done - progress.done;
      if (length === 0 && size === WINDOW_BYTES_MAX) throw new StoppedError(NO_END);
      size = length === 0 ? WINDOW_BYTES_MAX : WINDOW_BYTES; // one record may be longer than a part
      window.drop(length);
      progress = moved;
      sending.onMoved(progress);
    }
  } finally {
    await window.close().catch(() => {});
  }
}

/** Why it does not go on, for the person who sends it. */
export class StoppedError extends Error {}

const NO_END =
  "No record of this file ends within 8 MiB. Look whether it is what you wanted to import.";
const TRIES = 6;
const FIRST_PAUSE_MS = 1_000;

async function sendPart(
  { id, signal }: Sending,
  start: number,
  [head, bytes]: readonly [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>],
): Promise<ImportProgress> {
  const address = `/api/activity/imports/${id}?start=${start}&head=${head.length}`;
  const body = new Blob([head, bytes]);
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(address, { method: "POST", body, signal }).catch((error) => {
      signal.throwIfAborted();
      return error instanceof Error ? null : null;
    });
    if (answer?.ok) return await answer.json();
    const isPassing = answer === null || answer.status === 503 || answer.status === 429;
    if (!isPassing) throw new StoppedError(await sentenceOf(answer));
    if (attempt === TRIES) throw new StoppedError(answer ? await sentenceOf(answer) : NO_ANSWER);
    await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1), signal);
  }
}

const NO_ANSWER =
  "The server does not answer. What it had answered is stored: choose the same file again later, and it goes on from there.";

async function sentenceOf(answer: Response): Promise<string> {
  const said: { error?: { message?: string } } = await answer.json().catch(() => ({}));
  return said.error?.message ?? `The server answered ${answer.status}.`;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
