import { Callout } from "@/components/ui/callout";
import { DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";
import type { KeyFacts as Facts } from "@/lib/keys/facts-view";
import { KeyBearer, KeyPerson } from "./key-marks";

/** What is wrong with a key, and what each of it means. */
export function KeyMarkList({ marks }: { marks: Facts["row"]["marks"] }) {
  if (marks.length === 0) return null;
  const grave = marks.some(({ tone }) => tone === "fail");
  return (
    <Callout tone={grave ? "fail" : "attention"} title="To look at" className="mb-6">
      <ul className="list-disc pl-4">
        {marks.map(({ mark, word, means }) => (
          <li key={mark}>
            <span className="font-medium text-ink">{word}.</span> {means}
          </li>
        ))}
      </ul>
    </Callout>
  );
}

/** What was written down about a key, and its life. */
export function KeyFactList({ facts }: { facts: Facts }) {
  return (
    <div className="grid gap-x-12 gap-y-8 xl:grid-cols-2">
      <section aria-label="The key">
        <h2 className="mb-2 text-lg font-semibold">The key</h2>
        <DefinitionList items={identity(facts)} />
      </section>
      <section aria-label="Its life">
        <h2 className="mb-2 text-lg font-semibold">Its life</h2>
        <DefinitionList items={life(facts)} />
      </section>
    </div>
  );
}

function identity({ row, issuerPolicy, grants }: Facts) {
  return [
    {
      term: "Public id",
      value: <span className="font-mono text-sm wrap-anywhere">{row.publicId}</span>,
    },
    { term: "Other names", value: row.names },
    { term: "Kind", value: row.kindWord },
    { term: row.bearer.what, value: <KeyBearer bearer={row.bearer} link /> },
    { term: "Owner", value: <KeyPerson person={row.owner} /> },
    { term: "Environment", value: row.environment },
    { term: "Algorithm and length", value: row.algorithm },
    { term: "Kept in", value: row.store },
    ...(issuerPolicy === ""
      ? []
      : [
          {
            term: "Issuer policy",
            value: <span className="whitespace-pre-line">{issuerPolicy}</span>,
          },
        ]),
    {
      term: "Grants in force",
      value: (
        <TextLink href={`/access-matrix?key=${row.id}`}>{grants.toLocaleString("en")}</TextLink>
      ),
    },
  ];
}

function life(facts: Facts) {
  const { row, previous, next } = facts;
  return [
    { term: "Issued", value: <Instant at={row.issuedAt} /> },
    { term: "Activated", value: at(facts.activatedAt, "Not yet") },
    { term: "Expires", value: at(row.expiresAt, "Does not") },
    { term: "Revoked", value: revoked(facts) },
    { term: "Age", value: age(facts) },
    { term: "First used", value: at(facts.firstUsedAt, "Never") },
    { term: "Last used", value: at(row.lastUsedAt, "Never") },
    { term: "Calls", value: <Calls facts={facts} /> },
    ...(facts.usedAfter === ""
      ? []
      : [{ term: "After its end", value: <StateMark tone="fail">{facts.usedAfter}</StateMark> }]),
    { term: "Seen with", help: "last 30 days; environments of 7", value: seenWith(facts) },
    { term: "Replaces", value: previous ? <KeyLink to={previous} /> : "Nothing" },
    { term: "Replaced by", value: next ? <KeyLink to={next} /> : "Nothing yet" },
    ...facts.leavers.map(({ id, name, leftAt }) => ({
      term: "Somebody who knew it left",
      help: facts.leaverDue === "" ? "" : `rotate by ${facts.leaverDue}`,
      value: (
        <span key={id}>
          {name}, <Instant at={leftAt} />
        </span>
      ),
    })),
    {
      term: "Registered",
      value: (
        <>
          <Instant at={facts.registeredAt} /> by {facts.registeredBy.name}
        </>
      ),
    },
  ];
}

function at(instant: string, none: string) {
  return instant === "" ? none : <Instant at={instant} />;
}

function revoked({ revokedAt, revokedBy, revokedReason }: Facts) {
  if (revokedAt === "") return "No";
  return (
    <>
      <Instant at={revokedAt} /> by {revokedBy}: {revokedReason}
    </>
  );
}

function age({ row }: Facts): string {
  const days = `${row.age.toLocaleString("en")} days`;
  if (row.max === null) return `${days}; no rotation is asked of this kind`;
  const was = row.age > row.max ? "was good" : "good";
  const until = row.goodUntil === "" ? "" : `, ${was} until ${row.goodUntil}`;
  return `${days} of ${row.max.toLocaleString("en")}${until}`;
}

function Calls({ facts: { row, calls, denied } }: { facts: Facts }) {
  const address = `/activity?${new URLSearchParams([["key", row.publicId]])}`;
  return (
    <>
      <TextLink href={address}>{calls.toLocaleString("en")}</TextLink> let through,{" "}
      {denied.toLocaleString("en")} denied
    </>
  );
}

function seenWith({ sources, environments, strangers }: Facts): string {
  if (sources.length === 0) return "Nothing";
  return [
    `at ${sources.join(", ")}`,
    ...(environments.length > 0 ? [`in ${environments.join(", ")}`] : []),
    ...(strangers.length > 0 ? [`by ${strangers.slice(0, 10).join(", ")}`] : []),
  ].join("; ");
}

function KeyLink({ to }: { to: { id: string; label: string } }) {
  return <TextLink href={`/keys/${to.id}`}>{to.label}</TextLink>;
}
