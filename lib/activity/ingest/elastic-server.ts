// What clients of Elasticsearch ask of a server before they send: that it is one, and new enough for them.
import { jsonReply, type Reply } from "../decode/reply";

/** Clients since 7.14 talk to nothing that does not send it. */
export const ELASTIC_HEADERS = { "X-elastic-product": "Elasticsearch" } as const;

const VERSION = "8.17.0";

/** The answer of the root of a server. Shippers look at `version.number` alone. */
export function elasticRootReply(): Reply {
  return jsonReply(200, {
    name: "countersign",
    cluster_name: "countersign",
    cluster_uuid: "countersign",
    version: {
      number: VERSION,
      build_flavor: "default",
      build_type: "tar",
      build_snapshot: false,
      lucene_version: "9.12.0",
      minimum_wire_compatibility_version: "7.17.0",
      minimum_index_compatibility_version: "7.0.0",
    },
    tagline: "A subset for shippers of logs: _bulk, and nothing to search.",
  });
}

/** The answer of `_license`. */
export function elasticLicenceReply(): Reply {
  return jsonReply(200, { license: { status: "active", type: "basic", uid: "countersign" } });
}
