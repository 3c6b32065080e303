// The facts of the matrix, kept in memory by each process and read again where the database says that they moved: tables by the
// number that triggers count up, whoever wrote to them; sums of calls by how much of the ledger is counted.
import "server-only";
import type { GrantRow, LineRow, PolicySource, Registry } from "./facts-rows";
import { indexOf, type MatrixIndex } from "./matrix-index";
import { type Kept, readGrants, readLines } from "./read-grants";
import { readPolicySources, readRegistry } from "./read-registry";
import { type Heads, readHeads } from "./read-usage";
import type { Span } from "./span";
import { UsageStore } from "./usage-store";

/** `countedAt`: when the sums were last known to be those of the ledger. */
export type Known = { readonly index: MatrixIndex; readonly countedAt: Date };

type Tables = {
  readonly revisions: Readonly<Record<string, string>>;
  readonly registry: Registry;
  readonly grants: Kept<GrantRow>;
  readonly lines: Kept<LineRow>;
  readonly sources: readonly PolicySource[];
};

const REGISTRY = ["Agent", "Server", "Operation", "OperationDefinition", "Key"] as const;

export class FactStore {
  readonly usage = new UsageStore();
  #tables: Tables | undefined;
  #heads: Heads | undefined;
  #index: MatrixIndex | undefined;
  #running: Promise<Known> | undefined;
  #next: Promise<Known> | undefined;
  #wanted: Span[] = [];

  /**
   * Everything that was committed before this was called, by cell; the sums of calls at most some seconds older. Errors:
   * PostgreSQL's.
   */
  async known(span: Span): Promise<Known> {
    this.#wanted.push(span);
    // Who comes while somebody reads waits for one more reading, and shares it with all who wait.
    this.#next ??= this.#afterRunning();
    return await this.#next;
  }

  /** The facts with the names of calls that were met since; the same where none were. */
  withNewNames(known: Known): Known {
    if (known.index.callCell.length === this.usage.book.names.length) return known;
    if (!this.#tables || !this.#heads) return known;
    this.#index = this.#indexOf(this.#tables, this.#heads);
    return { ...known, index: this.#index };
  }

  async #afterRunning(): Promise<Known> {
    await this.#running?.catch(() => undefined);
    this.#running = this.#read(this.#wanted.splice(0));
    this.#next = undefined;
    return await this.#running;
  }

  async #read(spans: readonly Span[]): Promise<Known> {
    const heads = await readHeads();
    this.#heads = heads;
    this.#tables = await tablesNow(heads, this.#tables);
    await this.usage.follow(heads);
    for (const span of spans) await this.usage.fill(span);
    this.#index = this.#indexOf(this.#tables, heads);
    return { index: this.#index, countedAt: this.usage.countedAt };
  }

  #indexOf(tables: Tables, { firstAt }: Heads): MatrixIndex {
    const { registry, grants, lines, sources } = tables;
    const { names } = this.usage.book;
    const older = this.#index;
    const isSame =
      older?.facts.registry === registry &&
      older.facts.grants === grants.rows &&
      older.facts.lines === lines.rows &&
      older.facts.sources === sources &&
      older.callCell.length === names.length;
    const days = this.usage.days();
    if (isSame && older.facts.days === days && older.facts.trackedFrom === firstAt) return older;
    const facts = {
      ...{ registry, grants: grants.rows, lines: lines.rows, sources },
      ...{ names, days, trackedFrom: firstAt },
    };
    if (isSame) return { ...older, facts };
    return indexOf(facts, older);
  }
}

async function tablesNow({ revisions }: Heads, kept: Tables | undefined): Promise<Tables> {
  const moved = (...names: readonly string[]) =>
    !kept || names.some((name) => kept.revisions[name] !== revisions[name]);
  const [registry, grants, lines, sources] = await Promise.all([
    kept && !moved(...REGISTRY) ? kept.registry : readRegistry(),
    kept && !moved("Grant") ? kept.grants : readGrants(kept?.grants),
    kept && !moved("EnforcedGrant") ? kept.lines : readLines(kept?.lines),
    kept && !moved("EnforcedPolicy") ? kept.sources : readPolicySources(),
  ]);
  return { revisions, registry, grants, lines, sources };
}

declare global {
  var countersignMatrixFacts: FactStore | undefined;
}

/** One for the process: pages and what runs beside them are bundled apart and share it. */
export function factStore(): FactStore {
  globalThis.countersignMatrixFacts ??= new FactStore();
  return globalThis.countersignMatrixFacts;
}
