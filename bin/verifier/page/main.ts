// verify.html: the same script is the page and its worker. The argument is lib/ledger/verify.
import { listen } from "./form";
import type { Wish } from "./messages";
import { verifyWish } from "./verify";

if (typeof document === "undefined") {
  self.addEventListener("message", ({ data }: MessageEvent<Wish>) => {
    void verifyWish(data, (reply) => self.postMessage(reply));
  });
} else {
  listen();
}
