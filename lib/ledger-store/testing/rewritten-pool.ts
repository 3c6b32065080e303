import type { Pool, PoolClient } from "pg";

/** A pool in whose transactions each statement is changed before PostgreSQL sees it. */
export function rewrittenPool(pool: Pool, rewrite: (statement: string) => string): Pool {
  const connect = async () => rewrittenClient(await pool.connect(), rewrite);
  return withMethods(pool, { connect });
}

function rewrittenClient(client: PoolClient, rewrite: (statement: string) => string): PoolClient {
  const query = (text: unknown, ...rest: unknown[]) =>
    Reflect.apply(client.query, client, [typeof text === "string" ? rewrite(text) : text, ...rest]);
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
