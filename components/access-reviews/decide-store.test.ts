import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DecideLine, SaidView } from "@/lib/access-reviews/decide/decide-view";
import { DecideStore } from "./decide-store";
import { blankWish } from "./decide-wish";
import { decisionIn, standings } from "./decide-words";

/** A server that keeps what it is sent by id, and can be out of reach. */
function server() {
  const state = { reachable: true, refuses: "", signedOut: false, posts: [] as string[] };
  const said = new Map<string, SaidView | null>();
  const made = new Map<string, SaidView | null>();
  const json = (value: unknown, status = 200) => Response.json(value, { status });
  const answer = async (path: string, init?: { body?: string }): Promise<Response> => {
    if (!state.reachable) throw new TypeError("network");
    if (state.signedOut) return json({ error: { message: "Sign in." } }, 401);
    if (path.includes("/part")) return json(part());
    if (path.includes("/said")) return json({ said: part().said, status: "open", notReady: [] });
    return take(path, JSON.parse(init?.body ?? "{}"));
  };
  const take = (path: string, sent: Sent): Response => {
    state.posts.push(sent.id);
    const before = said.get(sent.lineId)?.id ?? null;
    const isNew = !made.has(sent.id);
    const refuses = state.refuses || (isNew && before !== sent.after ? "Look again." : "");
    if (refuses) return json({ error: { message: refuses } }, 409);
    const view = path.includes("/undo") ? null : viewOf(sent);
    if (isNew) said.set(sent.lineId, view);
    made.set(sent.id, made.get(sent.id) ?? view);
    return json({ lineId: sent.lineId, said: made.get(sent.id) ?? null });
  };
  const part = () => ({
    status: "open",
    lines: [LINE],
    said: { [LINE.id]: said.get(LINE.id) ?? null },
    ...{ secondsPerLine: 9, togetherMax: 100 },
  });
  return { state, said, answer };
}

const LINE: DecideLine = {
  ...{ id: "line", n: 1, kind: "access", section: "standard", risk: "low", who: "key" },
  ...{ agent: "A", server: "S", operation: "o", environment: "e", access: "read", flags: [] },
  ...{ change: "same", calls: 0, recommended: "keep", keepNeeds: [], together: null, ready: true },
};

type Sent = {
  readonly id: string;
  readonly lineId: string;
  readonly after: string | null;
  readonly decision: SaidView["decision"];
  readonly comment: string;
};

function viewOf(sent: Pick<Sent, "id" | "decision" | "comment">): SaidView {
  return {
    ...{ id: sent.id, decision: sent.decision, comment: sent.comment, until: null, remaining: [] },
    ...{ newOwner: null, by: "Me", mine: true, at: "", together: false, signed: false },
  };
}

function browser() {
  const kept = new Map<string, string>();
  return {
    kept,
    storage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
      key: (at: number) => [...kept.keys()][at] ?? null,
      get length() {
        return kept.size;
      },
    },
  };
}

let house: ReturnType<typeof server>;
let own: ReturnType<typeof browser>;
const ends: (() => void)[] = [];

beforeEach(() => {
  house = server();
  own = browser();
  vi.useFakeTimers();
  vi.stubGlobal("fetch", (path: string, init?: { body?: string }) => house.answer(path, init));
  const target = { addEventListener: () => {} };
  vi.stubGlobal("window", { ...target, localStorage: own.storage });
  vi.stubGlobal("document", { ...target, visibilityState: "visible" });
  vi.stubGlobal("navigator", {});
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function tab(): Promise<DecideStore> {
  const store = new DecideStore({ reviewId: "review", stage: 1, personId: "me" });
  ends.push(store.start());
  await settled();
  return store;
}

const settled = () => vi.advanceTimersByTimeAsync(0);
const decision = (store: DecideStore) => decisionIn(standings(store.state())(LINE.id));
const say = (store: DecideStore, kind: SaidView["decision"], comment = "Because.") =>
  store.say(LINE, { ...blankWish(kind), comment }, true);

test("a decision is shown at once, and kept in the browser only until the server has it", async () => {
  const store = await tab();
  say(store, "revoke");
  expect(decision(store)).toBe("revoke");
  expect(own.kept.size).toBe(1);
  await settled();
  expect(store.state()).toMatchObject({ transport: "saved", entries: [] });
  expect(own.kept.size).toBe(0);
  expect(house.said.get(LINE.id)?.decision).toBe("revoke");
});

test("without a network decisions wait in their order, and are sent when it is back", async () => {
  const store = await tab();
  house.state.reachable = false;
  say(store, "revoke");
  store.say(LINE, null, false);
  say(store, "keep");
  await settled();
  expect(store.state().transport).toBe("network");
  expect(decision(store)).toBe("keep");
  house.state.reachable = true;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(store.state()).toMatchObject({ transport: "saved", entries: [] });
  expect(house.said.get(LINE.id)?.decision).toBe("keep");
  expect(house.state.posts).toHaveLength(3);
});

test("a reload or another tab finds what waits, and two tabs that send the same make it once", async () => {
  const store = await tab();
  house.state.reachable = false;
  say(store, "revoke");
  await settled();
  const other = await tab();
  expect(other.state().entries).toHaveLength(1);
  house.state.reachable = true;
  await Promise.all([store.drain(), other.load().then(() => other.drain())]);
  await settled();
  expect(house.said.get(LINE.id)?.comment).toBe("Because.");
  expect([store, other].map((each) => each.state().entries)).toEqual([[], []]);
});

test("what is refused stays with its reason until somebody looks, with all that was typed", async () => {
  const store = await tab();
  house.state.refuses = "This decision is signed.";
  say(store, "revoke", "Long thought about.");
  await settled();
  expect(standings(store.state())(LINE.id)).toMatchObject({
    ...{ kind: "refused", because: "This decision is signed." },
    wish: { decision: "revoke", comment: "Long thought about." },
  });
  expect(store.state().transport).toBe("saved");
  house.state.refuses = "";
  say(store, "keep");
  await settled();
  expect(decision(store)).toBe("keep");
  expect(own.kept.size).toBe(0);
});

test("a decision of another device meanwhile is a conflict, and the newer one is shown", async () => {
  const store = await tab();
  house.said.set(LINE.id, viewOf({ id: "elsewhere", decision: "keep", comment: "" }));
  say(store, "revoke");
  await settled();
  expect(standings(store.state())(LINE.id)).toMatchObject({ kind: "refused" });
  store.dismiss(LINE.id);
  expect(decision(store)).toBe("keep");
});

test("whoever was signed out loses nothing", async () => {
  const store = await tab();
  house.state.signedOut = true;
  say(store, "revoke");
  await settled();
  expect(store.state().transport).toBe("signed-out");
  house.state.signedOut = false;
  await store.drain();
  expect(house.said.get(LINE.id)?.decision).toBe("revoke");
});
