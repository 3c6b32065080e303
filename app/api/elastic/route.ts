import { elasticRootReply } from "@/lib/activity/ingest/elastic-server";
import { elasticQuestion } from "@/lib/activity/ingest/endpoints";
import { defineIngest } from "@/lib/server/define-ingest";

/** What a client of Elasticsearch asks before it sends. */
export const GET = defineIngest({
  permission: "call:push",
  ...elasticQuestion(elasticRootReply),
});
