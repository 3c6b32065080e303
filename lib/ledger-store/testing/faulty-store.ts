import type { Store } from "../store";

/** The calls of a store that can fail. */
export type StoreCall = "create" | "read" | "retain" | "hold" | "inspect" | "remove" | "list";

/** `failed`: the call had no effect. `persisted`: it had, and its caller does not learn so. */
export type Fault = { readonly how: "failed" | "persisted"; readonly error: Error };

/** Decides, before each call, whether it fails. */
export type FaultPlan = (call: StoreCall, key: string) => Fault | null;

/** A store whose calls fail as planned, without or with their effect. */
export function withFaults(store: Store, plan: FaultPlan): Store {
  async function around<T>(call: StoreCall, key: string, run: () => Promise<T>): Promise<T> {
    const fault = plan(call, key);
    if (fault?.how === "failed") throw fault.error;
    const result = await run();
    if (fault !== null) throw fault.error;
    return result;
  }
  return {
    create: (key, bytes, until) => around("create", key, () => store.create(key, bytes, until)),
    read: (key, range) => around("read", key, () => store.read(key, range)),
    retain: (key, until) => around("retain", key, () => store.retain(key, until)),
    hold: (key, on) => around("hold", key, () => store.hold(key, on)),
    inspect: (key) => around("inspect", key, () => store.inspect(key)),
    remove: (key) => around("remove", key, () => store.remove(key)),
    probe: () => store.probe(),
    async *list(prefix, after) {
      const fault = plan("list", prefix);
      if (fault !== null) throw fault.error;
      yield* store.list(prefix, after);
    },
  };
}

/** Fails the next calls of a kind, one per fault, and then no more. */
export function failNext(call: StoreCall, ...faults: Fault[]): FaultPlan {
  const left = [...faults];
  return (made) => (made === call ? (left.shift() ?? null) : null);
}
