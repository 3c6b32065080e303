import type { Pool, PoolClient } from "pg";

/** A pool whose transactions take no row lock: whoever uses it believes to be alone. */
export function unlockedPool(pool: Pool): Pool {
  return withMethods(pool, { connect: async () => unlockedClient(await pool.connect()) });
}

function unlockedClient(client: PoolClient): PoolClient {
  const query = (text: unknown, ...rest: unknown[]) =>
    Reflect.apply(client.query, client, [
      typeof text === "string" ? text.replaceAll("FOR UPDATE", "") : text,
      ...rest,
    ]);
  return withMethods(client, { query });
}

function withMethods<T extends object>(target: T, methods: Record<string, unknown>): T {
  return new Proxy(target, {
    get(_, name) {
      const own = typeof name === "string" ? methods[name] : undefined;
      const value: unknown = own ?? Reflect.get(target, name, target);
      return typeof value === "function" && own === undefined ? value.bind(target) : value;
    },
  });
}
