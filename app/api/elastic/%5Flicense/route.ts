import { elasticLicenceReply } from "@/lib/activity/ingest/elastic-server";
import { elasticQuestion } from "@/lib/activity/ingest/endpoints";
import { defineIngest } from "@/lib/server/define-ingest";

/** Logstash sends to no server without one. */
export const GET = defineIngest({
  permission: "call:push",
  ...elasticQuestion(elasticLicenceReply),
});
