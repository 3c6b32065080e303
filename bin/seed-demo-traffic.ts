// Gives a demo the calls of its gateways: 90 days up to now, through the way in that every record takes; then its access reviews.
import { compareJob } from "@/lib/access-matrix/jobs";
import { canaryJob } from "@/lib/activity/ingest/canary-job";
import { canariesJob, detectJob, detectQuickJob } from "@/lib/findings/jobs";
import { findInstallation } from "@/lib/settings/installation";
import { explainLab } from "@/prisma/demo/access/deviations";
import { seedReviews } from "@/prisma/demo/reviews/reviews";
import { seedTraffic } from "@/prisma/demo/traffic/traffic";

const installation = await findInstallation();
if (!installation?.demo) {
  console.error("This database holds no demo, and only a demo is given calls.");
  process.exit(1);
}
await seedTraffic(new Date());
// Their hour may be far off, and until then a list without findings would say nothing.
for (const job of [canaryJob, canariesJob, compareJob]) await job.start(new Date());
await explainLab(new Date());
// Reviews look at what was granted, enforced and called, so they come after all of it.
await seedReviews(new Date());
// What they look at is there by now.
for (const job of [detectQuickJob, detectJob]) await job.start(new Date());
process.exit(0);
