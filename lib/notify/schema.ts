import { z } from "zod";

export const acknowledgeInput = z.strictObject({
  notificationId: z.union([z.literal("all"), z.uuid()], "This is not the id of a notification."),
});
export type AcknowledgeInput = z.infer<typeof acknowledgeInput>;

export const sendTestInput = z.strictObject({});
