"use server";

import { revalidatePath } from "next/cache";
import { acknowledge } from "@/lib/notify/commands/acknowledge";
import { acknowledgeInput } from "@/lib/notify/schema";
import { decideRequest } from "@/lib/requests/commands/decide-request";
import { withdrawRequest } from "@/lib/requests/commands/withdraw-request";
import { decideRequestInput, withdrawRequestInput } from "@/lib/requests/schema";
import { defineAction } from "@/lib/server/define-action";

const revalidate = () => revalidatePath("/", "layout"); // the inbox count stands beside every page

const APPROVED = {
  done: "Approved and carried out.",
  recording: "Approved. It is carried out once the ledger has recorded your approval.",
} as const;

export const decideRequestAction = defineAction({
  permission: "request:decide",
  input: decideRequestInput,
  run: (ctx, input) => decideRequest(ctx, input),
  done: ({ decision, effect, link }) => ({
    message: decision === "approve" ? APPROVED[effect] : "Declined.",
    link: { href: link, label: "See the record" },
    next: "/inbox",
  }),
  revalidate,
});

export const withdrawRequestAction = defineAction({
  permission: "request:read",
  input: withdrawRequestInput,
  run: (ctx, input) => withdrawRequest(ctx, input),
  done: ({ id }) => ({
    message: "The request is withdrawn.",
    link: { href: `/inbox/${id}`, label: "See the request" },
  }),
  revalidate,
});

export const acknowledgeAction = defineAction({
  permission: "notification:read",
  input: acknowledgeInput,
  run: acknowledge,
  done: ({ count }) => ({
    message: count === 1 ? "Acknowledged." : `${count} notifications acknowledged.`,
  }),
  revalidate,
});
