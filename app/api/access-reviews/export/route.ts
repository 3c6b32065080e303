import { exportReviews } from "@/lib/access-reviews/prepare/export";
import { exportReviewsInput } from "@/lib/access-reviews/prepare/schema";
import { defineDownload } from "@/lib/server/define-download";

export const GET = defineDownload({
  permission: "review:export",
  input: exportReviewsInput,
  run: exportReviews,
});
