import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DecideLine, SaidView } from "@/lib/access-reviews/decide/decide-view";
import { DecideStore } from "./decide-store";
import { blankWish } from "./decide-wish";
import { decisionIn, standings } from "./decide-words";

/** A server that keeps what it is sent by id, and can be out of reach. */
class House {
  reachable = true;
  refuses = "";
  signedOut = false;
  readonly posts: string[] = [];
  readonly said = new Map<string, SaidView | null>();
  readonly #made = new Map<string, SaidView | null>();

  async answer(path: string, init?: { body?: string }): Promise<Response> {
    if (!this.reachable) throw new TypeError("network");
    if (this.signedOut) return refusal("Sign in.", 401);
    const said = { [LINE.id]: this.said.get(LINE.id) ?? null };
    const rules = { secondsPerLine: 9, togetherMax: 100 };
    if (path.includes("/part")) {
      return Response.json({ status: "open", lines: [LINE], said, ...rules });
    }
    if (path.includes("/said")) return Response.json({ status: "open", said, notReady: [] });
    return this.#take(path, JSON.parse(init?.body ?? "{}"));
  }

  #take(path: string, sent: Sent): Response {
    this.posts.push(sent.id);
    if (this.refuses) return refusal(this.refuses);
    if (!this.#made.has(sent.id)) {
      if ((this.said.get(sent.lineId)?.id ?? null) !== sent.after) return refusal("Look again.");
      const view = path.includes("/undo") ? null : viewOf(sent);
      this.said.set(sent.lineId, view);
      this.#made.set(sent.id, view);
    }
    return Response.json({ lineId: sent.lineId, said: this.#made.get(sent.id) ?? null });
  }
}

const refusal = (message: string, status = 409) =>
  Response.json({ error: { message } }, { status });

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

let house: House;
let own: ReturnType<typeof browser>;
const ends: (() => void)[] = [];

beforeEach(() => {
  house = new House();
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
  house.reachable = false;
  say(store, "revoke");
  store.say(LINE, null, false);
  say(store, "keep");
  await settled();
  expect(store.state().transport).toBe("network");
  expect(decision(store)).toBe("keep");
  house.reachable = true;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(store.state()).toMatchObject({ transport: "saved", entries: [] });
  expect(house.said.get(LINE.id)?.decision).toBe("keep");
  expect(house.posts).toHaveLength(3);
});

test("a reload or another tab finds what waits, and two tabs that send the same make it once", async () => {
  const store = await tab();
  house.reachable = false;
  say(store, "revoke");
  await settled();
  const other = await tab();
  expect(other.state().entries).toHaveLength(1);
  house.reachable = true;
  await Promise.all([store.drain(), other.load().then(() => other.drain())]);
  await settled();
  expect(house.said.get(LINE.id)?.comment).toBe("Because.");
  expect([store, other].map((each) => each.state().entries)).toEqual([[], []]);
});

test("what is refused stays with its reason until somebody looks, with all that was typed", async () => {
  const store = await tab();
  house.refuses = "This decision is signed.";
  say(store, "revoke", "Long thought about.");
  await settled();
  expect(standings(store.state())(LINE.id)).toMatchObject({
    ...{ kind: "refused", because: "This decision is signed." },
    wish: { decision: "revoke", comment: "Long thought about." },
  });
  expect(store.state().transport).toBe("saved");
  house.refuses = "";
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
  house.signedOut = true;
  say(store, "revoke");
  await settled();
  expect(store.state().transport).toBe("signed-out");
  house.signedOut = false;
  await store.drain();
  expect(house.said.get(LINE.id)?.decision).toBe("revoke");
});
