import { describe, expect, it } from "vitest";
import type { OperationFacts, ServerFacts } from "./facts";
import { GAP_CODES, GAPS } from "./gap-labels";
import { gapsOf } from "./gaps";
import { AT, callSum, operationFacts, serverFacts } from "./testing/fixtures";
import { attribute, type CallSum } from "./traffic";

const SOUND = [operationFacts("query")];

function gaps(
  differs: Partial<ServerFacts> = {},
  operations: readonly OperationFacts[] = SOUND,
  sums: readonly CallSum[] = [],
  gone: readonly string[] = [],
) {
  const server = serverFacts(differs);
  const use = attribute([server], operations, sums).servers.get(server.id) ?? null;
  return gapsOf(server, operations, use, new Set(gone));
}
const codes = (...args: Parameters<typeof gaps>) => gaps(...args).map(({ gap }) => gap);

describe("CC6.1 what a server lacks", () => {
  it("a sound server in use lacks nothing", () => {
    expect(gaps({}, SOUND, [callSum("billing", "query")])).toEqual([]);
  });

  it("every gap is listed once in the order in which gaps are shown", () => {
    expect([...GAP_CODES].sort()).toEqual(Object.keys(GAPS).sort());
  });

  it("an owner or a deputy who left, and no deputy", () => {
    const { ownerId, deputyId } = serverFacts();
    expect(codes({}, SOUND, [], [ownerId, deputyId ?? ""])).toEqual(["owner-gone", "deputy-gone"]);
    expect(codes({ deputyId: null })).toEqual(["deputy-missing"]);
  });

  it("no place, and a place without a region", () => {
    expect(codes({ places: [] })).toEqual(["place-missing"]);
    const [place] = serverFacts().places;
    expect(codes({ places: place ? [{ ...place, region: "" }] : [] })).toEqual(["region-missing"]);
  });

  it("no operation, and operations nobody classified: in production an auditor would not accept that", () => {
    expect(codes({}, [])).toEqual(["operations-missing"]);
    const open = [operationFacts("a", { access: null }), operationFacts("b", { access: null })];
    expect(gaps({}, open)).toEqual([{ gap: "unclassified-production", count: 2, detail: "a, b" }]);
    const [place] = serverFacts().places;
    const staging = place ? [{ ...place, environment: "staging" as const }] : [];
    expect(codes({ places: staging }, open)).toEqual(["unclassified"]);
  });

  it("an operation that touches data the server does not name", () => {
    expect(codes({}, [operationFacts("a", { dataClasses: ["personal"] })])).toEqual([
      "data-class-missing",
    ]);
  });

  it("calls where it is not registered, and of operations nobody registered; refused calls elsewhere are none", () => {
    const elsewhere = callSum("billing", "query", { environment: "staging" });
    expect(gaps({}, SOUND, [elsewhere])).toEqual([
      { gap: "place-unregistered", count: 1, detail: "staging" },
    ]);
    expect(codes({}, SOUND, [{ ...elsewhere, used: 0, denied: 3 }])).toEqual([]);
    expect(codes({}, SOUND, [callSum("billing", "drop")])).toEqual(["operation-unregistered"]);
  });

  it("a retired operation or server that is called after its end, and not before", () => {
    const retiredAt = AT;
    const [early, late] = [-1, 1].map((sign) =>
      callSum("billing", "query", { lastAt: new Date(AT.getTime() + sign) }),
    );
    const ended = [operationFacts("query", { retiredAt }), operationFacts("other")];
    expect(codes({}, ended, early ? [early] : [])).toEqual([]);
    expect(codes({}, ended, late ? [late] : [])).toEqual(["retired-operation-called"]);
    const retired = { status: "retired", retiredAt, deputyId: null };
    expect(codes(retired, SOUND, early ? [early] : [])).toEqual([]);
    expect(codes(retired, SOUND, late ? [late] : [])).toEqual(["retired-called"]);
  });
});

describe("CC6.1 traffic that contradicts a scope decision", () => {
  const out = { inScope: false, contradictedBy: ["production"] };

  it("a single call in an environment named there contradicts it, let through or refused", () => {
    expect(gaps(out, SOUND, [callSum("billing", "query", { used: 0, denied: 1 })])).toEqual([
      { gap: "scope-contradicted", count: 1, detail: "production" },
    ]);
  });

  it("calls elsewhere do not, nor does any call of a server in scope", () => {
    const [place] = serverFacts().places;
    const places = place ? [place, { ...place, environment: "staging" as const }] : [];
    const staging = callSum("billing", "query", { environment: "staging" });
    expect(codes({ ...out, places }, SOUND, [staging])).toEqual([]);
    expect(codes({}, SOUND, [callSum("billing", "query")])).toEqual([]);
  });

  it("a call of which nobody knows where contradicts only what no call anywhere may contradict", () => {
    const unknown = callSum("billing", "query", { environment: "" });
    expect(codes(out, SOUND, [unknown])).toEqual([]);
    const wherever = ["production", "staging", "development", "test"];
    expect(gaps({ inScope: false, contradictedBy: wherever }, SOUND, [unknown])).toEqual([
      { gap: "scope-contradicted", count: 1, detail: "environment unknown" },
    ]);
  });
});
