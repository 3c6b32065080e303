"use server";

import { revalidatePath } from "next/cache";
import { acknowledge } from "@/lib/notify/commands/acknowledge";
import { acknowledgeInput } from "@/lib/notify/schema";
import { decideRequest } from "@/lib/requests/commands/decide-request";
import { handOverRequest } from "@/lib/requests/commands/hand-over-request";
import { withdrawRequest } from "@/lib/requests/commands/withdraw-request";
import {
  decideRequestInput,
  handOverRequestInput,
  withdrawRequestInput,
} from "@/lib/requests/schema";
import { defineAction } from "@/lib/server/define-action";

const revalidate = () => revalidatePath("/", "layout"); // the inbox count stands beside every page

const APPROVED = {
  done: "Approved and carried out.",
  recording: "Approved. It is carried out once the ledger has recorded your approval.",
} as const;

// Whoever may see it may try: who may not decide is refused by the command, which records that (G38).
export const decideRequestAction = defineAction({
  permission: "request:read",
  input: decideRequestInput,
  run: (ctx, input) => decideRequest(ctx, input),
  done: ({ decision, effect, link }) => ({
    message: decision === "approve" ? APPROVED[effect] : "Declined.",
    link: { href: link, label: "See the record" },
    next: "/inbox",
  }),
  revalidate,
});

export const handOverRequestAction = defineAction({
  permission: "request:read",
  input: handOverRequestInput,
  run: (ctx, input) => handOverRequest(ctx, input),
  done: ({ id }) => ({
    message: "Handed over. It waits for the person you chose.",
    link: { href: `/inbox/${id}`, label: "See the request" },
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
