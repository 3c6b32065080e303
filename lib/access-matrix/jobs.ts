import { defineJob } from "@/lib/jobs/define-job";
import { endReviewedGrants } from "./commands/end-reviewed-grants";
import { closeRetired, tellEndings } from "./commands/tidy-grants";
import { watchEmergencies } from "./commands/watch-emergencies";
import { compareWhereMoved } from "./deviations/commands/compare-deviations";

/** Says that an emergency was not acknowledged, or not judged, in time. */
export const watchEmergenciesJob = defineJob({
  name: "access-matrix.emergencies",
  everyMinutes: 1,
  grants: ["emergency:watch"],
  run: watchEmergencies,
});

/** Ends what retired agents still have, and says which grants will end soon. */
export const tidyGrantsJob = defineJob({
  name: "access-matrix.grants",
  everyMinutes: 60,
  grants: ["matrix:read-all"],
  run: async (ctx) => {
    await closeRetired(ctx);
    await tellEndings(ctx);
  },
});

/** Compares grants with what is enforced and used: soon after each push or grant, and once an hour. */
export const compareJob = defineJob({
  name: "access-matrix.compare",
  everyMinutes: 5,
  grants: ["deviation:find"],
  run: async (ctx) => {
    await compareWhereMoved(ctx);
  },
});

/** Ends grants that signed access reviews took away. */
export const endReviewedJob = defineJob({
  name: "access-matrix.reviewed",
  everyMinutes: 5,
  grants: ["matrix:read-all"],
  run: async (ctx) => {
    await endReviewedGrants(ctx);
  },
});
