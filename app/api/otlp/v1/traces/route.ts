import { otlpEndpoint } from "@/lib/activity/ingest/endpoints";
import { defineIngest } from "@/lib/server/define-ingest";

export const POST = defineIngest({ permission: "call:push", ...otlpEndpoint("traces") });
