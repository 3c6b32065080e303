// gateway-logs §5.2: held while records are split off, so that 64 MiB of `{}` never become twenty million of them.
import { AppError } from "@/lib/core/app-error";
import { MAX_RECORDS } from "./limits";

/** Refuses the record at a position that a request has no room for. Errors: too_large. */
export function assertRoomAt(position: number): void {
  if (position < MAX_RECORDS) return;
  const most = MAX_RECORDS.toLocaleString("en");
  const message = `This request holds more than ${most} records. Nothing of it was kept: send fewer at once.`;
  throw new AppError("too_large", message);
}
