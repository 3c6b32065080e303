// What the programs of the bench and the one that starts them say to each other: ready, a wish, a result.
import { once } from "node:events";

/** Says that this program is ready, waits for what it is asked, and answers what it makes of it. Then the program ends. */
export async function answerOnce<Wish, Result>(work: (wish: Wish) => Promise<Result>) {
  process.send?.({ ready: true });
  const [wish]: [Wish] = await nextMessage();
  const result = await work(wish);
  await new Promise((resolve) => process.send?.({ result }, resolve));
  process.exit(0); // pools and timers of what was measured end here
}

async function nextMessage<Wish>(): Promise<[Wish]> {
  const [wish]: Wish[] = await once(process, "message");
  if (wish === undefined) throw new Error("the bench was asked nothing");
  return [wish];
}
