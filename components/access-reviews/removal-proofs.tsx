import type { ReactNode } from "react";
import { DefinitionList } from "@/components/ui/definition-list";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import type { RemovalRow } from "@/lib/access-reviews/remediation/removal-view";

/** REV-16 (a) to (e), each with what is there of it. */
export function RemovalProofs({ removal }: { removal: RemovalRow }) {
  const { proof } = removal;
  return (
    <DefinitionList
      items={[
        {
          term: "a. Before",
          value:
            proof.before.n === null ? (
              "A change since the snapshot, in the signed delta"
            ) : (
              <>
                Line {proof.before.n} of the snapshot <Hash value={proof.before.snapshot} />
              </>
            ),
        },
        { term: "b. Change", value: changesOf(proof.changes) },
        { term: "c. After", value: afterOf(proof.after) },
        { term: "d. Refused", value: negativeOf(removal) },
        { term: "e. Calls in between", value: exposureOf(proof.exposure) },
      ]}
    />
  );
}

type Proof = RemovalRow["proof"];
const NONE = <span className="text-ink-3">Not yet</span>;

function changesOf(changes: Proof["changes"]): ReactNode {
  if (changes.length === 0) return NONE;
  return (
    <ul>
      {changes.map(({ id, action, at }) => (
        <li key={id}>
          <TextLink href={`/change-log?open=${id}`}>{action}</TextLink> <Instant at={at} />
        </li>
      ))}
    </ul>
  );
}

function afterOf(after: Proof["after"]): ReactNode {
  if (after === null) return NONE;
  if ("register" in after) {
    return (
      <>
        Read from our own register, which enforces it: <Instant at={after.at} />
      </>
    );
  }
  return (
    <>
      <TextLink href={`/access-matrix/enforced/${after.policyId}`}>
        Policy {after.version} of {after.sourceId}
      </TextLink>{" "}
      stated <Instant at={after.statedAt} />
    </>
  );
}

function negativeOf({ proof: { negative }, tester }: RemovalRow): ReactNode {
  switch (negative?.kind) {
    case undefined:
      return NONE;
    case "denied-call":
      return (
        <>
          Denied call{" "}
          <TextLink href={`/activity/calls/${negative.index}`}>#{negative.index}</TextLink>{" "}
          <Instant at={negative.at} />
        </>
      );
    case "policy":
      return (
        <>
          The gateway's policy says no: <Instant at={negative.at} />
        </>
      );
    case "test":
      return (
        <>
          {negative.answer === "denied" ? "A test was denied" : "A test was let through"}:{" "}
          <Instant at={negative.at} /> {tester} {negative.how}
        </>
      );
    default:
      return negative satisfies never;
  }
}

function exposureOf({ calls, from, to, examples }: Proof["exposure"]): ReactNode {
  if (from === "") return NONE;
  const shown = examples.slice(0, 8);
  return (
    <>
      {calls.toLocaleString("en")} let through from <Instant at={from} /> to <Instant at={to} />
      {shown.map(({ index, at }) => (
        <span key={index} className="block">
          <TextLink href={`/activity/calls/${index}`}>calls #{index}</TextLink> <Instant at={at} />
        </span>
      ))}
    </>
  );
}
