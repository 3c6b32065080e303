import { withDatabase } from "../postgres/connect.mjs";
import { Refusal } from "../process/refusal.mjs";
import { runTypescript } from "../process/run-typescript.mjs";

/** What a database says about itself: the installation it holds, or null, and whether an admin can sign in. */
export async function installationState(url) {
  return withDatabase(url, async (client) => {
    const { rows } = await client.query(
      `SELECT to_regclass('"Installation"') IS NOT NULL AS there`,
    );
    if (!rows[0].there) return { installation: null, hasAdmin: false };
    const found = await client.query('SELECT organisation, demo FROM "Installation"');
    const admins = await client.query(
      `SELECT FROM "Person" WHERE 'admin' = ANY (roles) AND "joinedAt" IS NOT NULL AND "deactivatedAt" IS NULL LIMIT 1`,
    );
    return { installation: found.rows[0] ?? null, hasAdmin: admins.rowCount > 0 };
  });
}

/**
 * A demo stays a demo, and nothing real becomes one. `place` is what holds it, `setting` the variable
 * that names another. Errors: Refusal.
 */
export function assertSameKind({ installation }, { demo, place, setting }) {
  if (!installation || installation.demo === demo) return;
  throw new Refusal(
    demo
      ? `${place} holds the real installation of ${installation.organisation}, which never becomes a demo. Start it with \`npm run up\`, or set ${setting} to another place for the demo.`
      : `${place} holds a demo, which never becomes a real installation. Start it with \`npm run demo\`, or set ${setting} to another place.`,
  );
}

/** Names a new installation. Errors: Refusal. */
export async function establish({ organisation, env, signal }) {
  const sentence = "The installation could not be named. The reason follows.";
  await runTypescript(["bin/establish.ts", organisation], { env, signal, sentence });
}

/** Makes the one-time link for the first admin: `{ link, expiresAt }`. An earlier one stops working. Errors: Refusal. */
export async function firstAdminLink({ env, signal }) {
  const sentence = "The link for the first admin could not be made. The reason follows.";
  const program = ["bin/admin.ts", "first-admin-link", "--json"];
  return JSON.parse(await runTypescript(program, { env, signal, sentence }));
}
