// Gives a demo the calls of its gateways: 90 days up to now, through the way in that every record takes; and its access reviews. What an
// interrupted run has done is not done again.
import { compareJob } from "@/lib/access-matrix/jobs";
import { canaryJob } from "@/lib/activity/ingest/canary-job";
import { canariesJob, detectJob, detectQuickJob } from "@/lib/findings/jobs";
import { findInstallation } from "@/lib/settings/installation";
import { explainLab } from "@/prisma/demo/access/deviations";
import {
  seedOlderReview,
  seedReviewUnderWay,
  seedYoungerReview,
} from "@/prisma/demo/reviews/reviews";
import { connectGateways, hasTraffic, seedTraffic, toldFrom } from "@/prisma/demo/traffic/traffic";

const installation = await findInstallation();
if (!installation?.demo) {
  console.error("This database holds no demo, and only a demo is given calls.");
  process.exit(1);
}
await connectGateways(new Date());
const now = await toldFrom(new Date());
await seedOlderReview(now);
if (!(await hasTraffic())) await seedTraffic(new Date());
await seedYoungerReview(now);
// Their hour may be far off, and until then a list without findings would say nothing.
for (const job of [canaryJob, canariesJob, compareJob]) await job.start(new Date());
await explainLab(new Date());
await seedReviewUnderWay(now);
// What they look at is there by now.
for (const job of [detectQuickJob, detectJob]) await job.start(new Date());
process.exit(0);
