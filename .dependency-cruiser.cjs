// The rooms of the house and the doors between them. ARCHITECTURE.md says why.

// Every folder in lib/ that is not named here is a domain, so a new domain is governed at birth.
const KERNEL =
  "core|ledger|ledger-store|db|auth|change-log|server|jobs|requests|exports|notify|settings|signatures";
const READERS = "readiness|evidence|transparency";
const DOMAIN = `^lib/(?!(?:${KERNEL}|${READERS})/)([^/]+)/`;
const KIT = "ui|data-table|charts|forms|layout";
const TEST = "[.]test[.]tsx?$";
const CONTRACT = "[a-z-]*(?:schema|view|labels|limits)[.]ts$"; // a room of several nouns has several views
const WRITER = "^lib/([^/]+)/(?:commands/|ingest/|(?:commands|jobs|ingest|append)[.]ts$)";

const forbid = (name, from, to) => ({ name, severity: "error", from, to });

module.exports = {
  forbidden: [
    forbid("no-circular", {}, { circular: true }),
    forbid(
      "core-imports-nothing",
      { path: "^lib/core/", pathNot: TEST },
      { pathNot: "^lib/core/|^node_modules/zod/" },
    ),
    forbid(
      "ledger-is-pure",
      { path: "^lib/ledger/", pathNot: `^lib/ledger/(?:crypto[.]ts$|testing/)|${TEST}` },
      { pathNot: "^lib/ledger/" },
    ),
    forbid(
      "signatures-pure",
      { path: "^lib/signatures/pure/", pathNot: TEST },
      { pathNot: "^lib/(?:ledger|signatures/pure)/" },
    ),
    forbid(
      "testing-is-for-tests",
      { path: "^(?:app|bin|components|lib)/", pathNot: `/testing/|^bin/(?:chaos|fuzz)/|${TEST}` },
      { path: "^lib/[^/]+/testing/" },
    ),
    forbid(
      "ledger-crypto-is-only-crypto",
      { path: "^lib/ledger/crypto[.]ts$" },
      { pathNot: "^(?:node:)?crypto$" },
    ),
    forbid("lib-never-looks-up", { path: "^lib/" }, { path: "^(?:app|bin|components|e2e)/" }),
    forbid("components-never-look-up", { path: "^components/" }, { path: "^(?:app|bin|e2e)/" }),
    forbid(
      "components-see-contracts-only",
      { path: "^components/" },
      {
        path: "^lib/",
        pathNot: `^lib/(?:core/|auth/permissions[.]ts$|db/generated/enums[.]ts$|[^/]+/[a-z-]*/?${CONTRACT})`,
      },
    ),
    forbid(
      "kit-is-domain-free",
      { path: `^components/(?:${KIT})/` },
      { path: `^lib/(?!core/)|^components/(?!(?:${KIT})/)` },
    ),
    forbid(
      "app-never-touches-storage",
      { path: "^app/" },
      {
        path: `^lib/(?:db/|ledger-store/(?!queries|commands/|${CONTRACT}))`,
      },
    ),
    forbid("domains-do-not-meet", { path: DOMAIN }, { path: DOMAIN, pathNot: "^lib/$1/" }),
    forbid(
      "kernel-knows-no-domain",
      {
        path: `^lib/(?:${KERNEL})/`,
        pathNot: "^lib/(?:jobs|requests|settings|ledger-store)/registry[.]ts$",
      },
      { path: `${DOMAIN}|^lib/(?:${READERS})/` },
    ),
    forbid("domains-know-no-reader", { path: DOMAIN }, { path: `^lib/(?:${READERS})/` }),
    forbid(
      "readers-write-only-their-own",
      { path: `^lib/(${READERS})/` },
      { path: WRITER, pathNot: "^lib/$1/" },
    ),
    forbid(
      "few-hold-the-write-key",
      {
        path: "^(?:app|bin|components|lib)/",
        pathNot: `^lib/(?:db/|ledger-store/|change-log/(?:transact|relay)[.]ts$|jobs/queue[.]ts$|[^/]+/testing/)|${TEST}`,
      },
      { path: "^lib/db/client[.]ts$" },
    ),
    forbid(
      "only-the-sealer-signs",
      { pathNot: `^bin/(?:sealer|ledger)[.]ts$|${TEST}` },
      { path: "^lib/ledger-store/signing[.]ts$" },
    ),
    forbid(
      "only-the-sealer-holds-the-seal",
      { pathNot: `^bin/sealer[.]ts$|^lib/signatures/testing/|${TEST}` },
      { path: "^lib/signatures/keeper[.]ts$" },
    ),
    forbid(
      "only-doors-know-who-asks",
      { pathNot: "^lib/(?:server|auth)/" },
      { path: "^lib/auth/current-actor[.]ts$" },
    ),
    forbid(
      "generated-client-stays-in-db",
      { pathNot: "^lib/db/" },
      { path: "^lib/db/generated/(?!enums[.]ts$)" },
    ),
    forbid(
      "only-doorways-know-next",
      { path: "^lib/(?!server/)" },
      { path: "^node_modules/next/" },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^lib/db/generated/(?:internal|models)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types"],
      extensions: [".ts", ".tsx", ".js"],
    },
  },
};
