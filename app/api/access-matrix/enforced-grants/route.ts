import { enforcedEndpoint } from "@/lib/access-matrix/enforced/enforced-endpoint";
import { defineIngest } from "@/lib/server/define-ingest";

/** A gateway states its whole effective policy; the token names the source. */
export const PUT = defineIngest({ permission: "enforced-grants:push", ...enforcedEndpoint });
