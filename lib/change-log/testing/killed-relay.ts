// A process that relays one batch and is killed between the receipts and the deletion of the rows.
import { relayBatch } from "../relay";
import { appendChanges } from "../start-relay";

await relayBatch(async (events) => {
  await appendChanges(events);
  process.kill(process.pid, "SIGKILL");
  return new Promise(() => {});
});
