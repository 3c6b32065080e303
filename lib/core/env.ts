import { z } from "zod";

const DATABASE_URL_SAYS =
  "set it to a PostgreSQL address, postgresql://user:password@host:5432/database, or leave it out to use the embedded one";

const MAX_SEGMENT_BYTES = 32 * 2 ** 20; // what a reader of one segment has to bear

function wholeNumber(usual: number, most: number, what: string) {
  const says = `set it to a whole number from 0 to ${most}: ${what}`;
  return z.coerce.number(says).int(says).min(0, says).max(most, says).default(usual);
}

const schema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(?:ql)?$/, error: DATABASE_URL_SAYS }),
  PORT: z.coerce
    .number("set it to a port number from 1 to 65535")
    .int("set it to a port number from 1 to 65535")
    .min(1, "set it to a port number from 1 to 65535")
    .max(65_535, "set it to a port number from 1 to 65535")
    .default(3000),
  BASE_URL: z
    .url({
      protocol: /^https?$/,
      error: "set it to the address people open, https://countersign.example.com",
    })
    .transform((url) => url.replace(/\/$/, ""))
    .optional(),
  DATA_DIR: z.string().min(1, "set it to a folder that Countersign may write to").default("./data"),
  TRUSTED_PROXY_HOPS: z.coerce
    .number("set it to how many proxies stand in front, 0 for none")
    .int("set it to how many proxies stand in front, 0 for none")
    .min(0, "set it to how many proxies stand in front, 0 for none")
    .max(8, "set it to how many proxies stand in front, at most 8")
    .default(0),
  OIDC_ISSUER: z.url({ error: "set it to the provider's issuer address" }).optional(),
  OIDC_CLIENT_ID: z.string().min(1, "set it to the client id the provider gave").optional(),
  OIDC_CLIENT_SECRET: z.string().min(1, "set it to the client secret the provider gave").optional(),
  OIDC_NAME: z.string().min(1).default("single sign-on"),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "set it to smtp://user:password@host:587 or smtps://…" })
    .optional(),
  SMTP_FROM: z
    .string()
    .min(3, "set it to the sender, Countersign <countersign@example.com>")
    .optional(),
  BUILD_COMMIT: z
    .string()
    .regex(/^[0-9a-f]{7,64}$/, "set it to the commit that was built")
    .optional(),
  LEDGER_ORIGIN: z
    .string()
    .regex(
      /^[a-z0-9][A-Za-z0-9.:_~/-]*[A-Za-z0-9]$/,
      "set it to a host and a path without scheme, ledger.example.com/acme; it is fixed by the first start",
    )
    .optional(),
  LEDGER_STORE: z
    .string()
    .regex(/^fs:.+$/, "set it to fs: and a folder on a local disk, fs:/var/lib/countersign/ledger")
    .optional(),
  LEDGER_KEY_DIR: z.string().min(1, "set it to the folder of the signing keys").optional(),
  LEDGER_LINGER_MS: wholeNumber(0, 100, "milliseconds a batch waits for company"),
  LEDGER_SEAL_SECONDS: wholeNumber(10, 60, "seconds between checkpoints").refine(
    (seconds) => seconds >= 1,
    "set it to 1 or more seconds",
  ),
  LEDGER_SEGMENT_BYTES: wholeNumber(
    MAX_SEGMENT_BYTES,
    MAX_SEGMENT_BYTES,
    "bytes of entries after which batches become a segment before their day is over",
  ).refine((bytes) => bytes >= 4_096, "set it to 4096 or more bytes"),
  // Not 0: an appender that was frozen while it wrote must not wake up to a place that is free again.
  LEDGER_WAL_DAYS: wholeNumber(14, 90, "days that rolled batches are kept").refine(
    (days) => days >= 1,
    "set it to 1 or more days",
  ),
  LEDGER_DEDUPE_DAYS: wholeNumber(30, 400, "days that a repeated event is known again"),
  LEDGER_TSA_URL: z
    .url({
      protocol: /^https?$/,
      error: "set it to an RFC 3161 time stamp authority, https://tsa.example.com/tsr",
    })
    .optional(),
  CRASH_AT: z.string().min(1).optional(), // tests alone: the point at which a process of the ledger kills itself
  NOTIFY_WEBHOOK_URL: z
    .url({
      protocol: /^https?$/,
      error: "set it to the address that is told, https://hooks.example.com/…",
    })
    .optional(),
});

/** The configuration, parsed once. `baseUrl` is what links and cookies are made from. */
export type Env = z.infer<typeof schema> & { baseUrl: string };

let known: Env | undefined;

/** The only reader of `process.env`. Read at first use, because a build has no configuration. */
export function env(): Env {
  known ??= parseEnv(process.env);
  return known;
}

/** next-auth takes its own address from the environment alone, so the configured one is put there. */
export function announceBaseUrl(): void {
  process.env.NEXTAUTH_URL = env().baseUrl;
}

/** Parses a set of variables; an empty one counts as unset. Throws one sentence per wrong value. */
export function parseEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(set);
  const faults = [
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join(".")}: ${issue.message}`),
    ...pairFaults(set),
  ];
  if (!parsed.success || faults.length > 0) {
    throw new Error(`Countersign cannot start. ${faults.join(". ")}.`);
  }
  return {
    ...parsed.data,
    baseUrl: parsed.data.BASE_URL ?? `http://localhost:${parsed.data.PORT}`,
  };
}

// Half a sign-in provider, or mail without a sender, would fail later and far from its cause.
function pairFaults(set: Readonly<Record<string, string | undefined>>): string[] {
  const oidc = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"];
  const missing = oidc.filter((name) => !set[name]);
  const half = missing.length > 0 && missing.length < oidc.length;
  return [
    ...(half
      ? [
          `${missing.join(" and ")}: set all of OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, or none`,
        ]
      : []),
    ...(set.SMTP_URL && !set.SMTP_FROM
      ? ["SMTP_FROM: set the sender's address beside SMTP_URL"]
      : []),
  ];
}
