"use server";

import { revalidatePath } from "next/cache";
import { disposeDeviation } from "@/lib/access-matrix/deviations/commands/dispose-deviation";
import { disposeDeviationInput } from "@/lib/access-matrix/deviations/deviation-schema";
import { defineAction } from "@/lib/server/define-action";

export const disposeDeviationAction = defineAction({
  permission: "deviation:dispose",
  input: disposeDeviationInput,
  run: disposeDeviation,
  done: ({ id }) => ({
    message: "What was said of the deviation is recorded.",
    link: { href: `/access-matrix/deviations?state=all&open=${id}`, label: "See the deviation" },
  }),
  revalidate: () => revalidatePath("/access-matrix/deviations"),
});
