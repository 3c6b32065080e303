import {
  compareJob,
  endReviewedJob,
  tidyGrantsJob,
  watchEmergenciesJob,
} from "@/lib/access-matrix/jobs";
import { remindReviewersJob, reviewTriggersJob } from "@/lib/access-reviews/assign/jobs";
import { watchRemovalsJob } from "@/lib/access-reviews/remediation/jobs";
import { watchIntegrityJob } from "@/lib/access-reviews/watch/jobs";
import { canaryJob } from "@/lib/activity/ingest/canary-job";
import { watchGapsJob } from "@/lib/activity/jobs";
import { ownerlessJob, reviewsDueJob } from "@/lib/agents/jobs";
import { authSweepJob } from "@/lib/auth/jobs";
import { canariesJob, detectJob, detectQuickJob } from "@/lib/findings/jobs";
import { remindOfKeysJob } from "@/lib/keys/jobs";
import { deliverNotificationsJob } from "@/lib/notify/jobs";
import { remindRequestsJob } from "@/lib/requests/jobs";
import type { Job } from "./define-job";

/** Every job there is. The only file of this room that knows the others. */
export const JOBS: readonly Job[] = [
  compareJob,
  watchGapsJob,
  reviewsDueJob,
  ownerlessJob,
  authSweepJob,
  canaryJob,
  canariesJob,
  detectQuickJob,
  detectJob,
  deliverNotificationsJob,
  remindRequestsJob,
  remindOfKeysJob,
  watchEmergenciesJob,
  tidyGrantsJob,
  endReviewedJob,
  watchRemovalsJob,
  watchIntegrityJob,
  remindReviewersJob,
  reviewTriggersJob,
];
