import type { Reply, Wish } from "./messages";
import { verifyWish } from "./verify";

/** Starts a verification beside the page. Answers how to stop it; after that nothing is said any more. */
export function startVerification(wish: Wish, say: (reply: Reply) => void): () => void {
  let [isStopped, hasSpoken] = [false, false];
  const speak = (reply: Reply) => {
    hasSpoken = true;
    if (!isStopped) say(reply);
  };
  const worker = newWorker();
  // Stopped, it is thrown out of its next word, and ends.
  const inThePage = () =>
    void verifyWish(wish, (reply) => {
      if (isStopped) throw new Error("stopped");
      speak(reply);
    }).catch(() => {});
  if (worker === null) inThePage();
  worker?.addEventListener("message", ({ data }: MessageEvent<Reply>) => speak(data));
  worker?.addEventListener("error", (event) => {
    if (isStopped) return;
    // Some browsers give a page from a file no worker, and say so only now.
    if (!hasSpoken) inThePage();
    else speak({ kind: "failed", why: event.message });
  });
  worker?.postMessage(wish);
  return () => {
    isStopped = true;
    worker?.terminate();
  };
}

// Read while the script runs: later the browser no longer says which one it is.
const ownScript = typeof document === "undefined" ? null : document.currentScript;

/** A worker made of the very script of this page: one file, one text to trust. */
function newWorker(): Worker | null {
  const text = ownScript?.textContent ?? "";
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return new Worker(address);
  } catch {
    return null;
  }
}
