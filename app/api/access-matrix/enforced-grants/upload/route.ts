import { receivePolicy } from "@/lib/access-matrix/enforced/commands/receive-policy";
import { BODY_MAX } from "@/lib/access-matrix/enforced/enforced-limits";
import { uploadedStatement, uploadInput } from "@/lib/access-matrix/enforced/read-statement";
import { defineUpload } from "@/lib/server/define-upload";

/** An officer states the policy of a gateway that cannot push, as a CSV file. */
export const POST = defineUpload({
  permission: "enforced-grants:upload",
  maxBytes: BODY_MAX,
  input: uploadInput,
  run: async (ctx, { source, ...said }, bytes) => {
    const statement = await uploadedStatement(bytes, said, ctx.now);
    return receivePolicy(ctx, { sourceId: source, channel: "upload", statement });
  },
});
