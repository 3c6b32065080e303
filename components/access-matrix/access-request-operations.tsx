"use client";

import { X } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { FieldGroup } from "@/components/forms/field";
import { listOf, useFormScope } from "@/components/forms/form-scope";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { CONTROL, CONTROL_LINE } from "@/components/ui/control";
import type { FoundOperations, OperationChoice } from "@/lib/access-matrix/grants/asking-view";

const PAUSE_MS = 200;
const NOTHING: FoundOperations = { operations: [], more: false };

/** Operations found by typing words of their name, meaning or server. Sends the list `operationIds`. */
export function AccessRequestOperations({
  keyId,
  start,
}: {
  keyId: string;
  start: readonly string[];
}) {
  const { values, generation } = useFormScope();
  return (
    <FieldGroup
      name="operationIds"
      label="Operations"
      help="Type words of a name, a server or what it does, such as “invoice read”. Return takes the first one found."
    >
      {() => (
        // Starts anew with what a draft or an answer brings back.
        <Picker key={generation} keyId={keyId} start={listOf(values, "operationIds", start)} />
      )}
    </FieldGroup>
  );
}

function Picker({ keyId, start }: { keyId: string; start: readonly string[] }) {
  const [chosen, setChosen] = useState<readonly string[]>(start);
  const [q, setQ] = useState("");
  const { found, known } = useFound({ keyId, q, chosen });
  const offered = found.operations.filter(({ id }) => !chosen.includes(id));
  const add = (id: string) => setChosen((ids) => [...ids, id]);
  const drop = (id: string) => setChosen((ids) => ids.filter((each) => each !== id));
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // it would send the form
    const first = offered.find(({ objection }) => objection === "");
    if (first) add(first.id);
  };
  const searchId = useId();
  return (
    <div className="max-w-3xl">
      <input type="hidden" name="operationIds:list" value="" />
      {chosen.map((id) => (
        <input key={id} type="hidden" name="operationIds[]" value={id} />
      ))}
      <Chosen ids={chosen} known={known} onDrop={drop} />
      <label htmlFor={searchId} className="sr-only">
        Search operations
      </label>
      <input
        id={searchId}
        type="search"
        autoComplete="off"
        spellCheck={false}
        value={q}
        placeholder="Search operations"
        onChange={(event) => setQ(event.target.value)}
        onKeyDown={press}
        className={cn(CONTROL, CONTROL_LINE)}
      />
      <Offered operations={offered} more={found.more} onAdd={add} />
    </div>
  );
}

function Chosen({
  ids,
  known,
  onDrop,
}: {
  ids: readonly string[];
  known: ReadonlyMap<string, OperationChoice>;
  onDrop: (id: string) => void;
}) {
  if (ids.length === 0) return <p className="mb-2 text-sm text-ink-3">None chosen yet.</p>;
  return (
    <ul aria-label="Chosen operations" className="mb-3 border-t">
      {ids.map((id) => {
        const operation = known.get(id);
        const name = operation?.name ?? "Operation";
        return (
          <li key={id} className="flex items-start gap-2 border-b py-1.5">
            <div className="min-w-0 flex-1">
              {operation ? <Operation operation={operation} /> : <p className="text-ink-3">…</p>}
            </div>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={`Leave out ${name}`}
              onClick={() => onDrop(id)}
            >
              <X aria-hidden className="icon" />
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

function Offered({
  operations,
  more,
  onAdd,
}: {
  operations: readonly OperationChoice[];
  more: boolean;
  onAdd: (id: string) => void;
}) {
  return (
    <div className="max-h-96 overflow-auto border-x border-b border-rule-2">
      <p role="status" className="px-2 py-1 text-sm text-ink-3">
        {operations.length === 0
          ? "No other operation holds these words."
          : `${operations.length} found${more ? ", and more: type further words" : ""}`}
      </p>
      <ul aria-label="Operations found">
        {operations.map((operation) => (
          <li key={operation.id} className="flex items-start gap-2 border-t px-2 py-1.5">
            <div className="min-w-0 flex-1">
              <Operation operation={operation} />
            </div>
            <Button
              size="sm"
              disabled={operation.objection !== ""}
              aria-label={`Add ${operation.name}`}
              onClick={() => onAdd(operation.id)}
            >
              Add
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Operation({ operation }: { operation: OperationChoice }) {
  const { name, server, access, changes, meaning, dataClasses, held, ownerDecides, objection } =
    operation;
  const facts = [dataClasses, held, ownerDecides ? "the owner of the server decides" : ""];
  return (
    <>
      <p className="wrap-anywhere">
        <span className="font-mono text-sm">{name}</span>{" "}
        <span className="text-ink-2">{server}</span>{" "}
        <span className={changes ? "font-medium" : "text-ink-2"}>{access}</span>
      </p>
      {meaning ? <p className="wrap-anywhere text-ink-2">{meaning}</p> : null}
      <p className="text-sm text-ink-3">{facts.filter(Boolean).join(", ")}</p>
      {objection ? <p className="text-sm font-medium text-attention">{objection}</p> : null}
    </>
  );
}

// What was found stays until something newer is: the list does not flicker while somebody types.
function useFound({ keyId, q, chosen }: { keyId: string; q: string; chosen: readonly string[] }) {
  const [found, setFound] = useState<FoundOperations>(NOTHING);
  const [known, setKnown] = useState<ReadonlyMap<string, OperationChoice>>(new Map());
  const ids = chosen.join(",");
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await ask({ key: keyId, q, ids }, stop.signal);
      if (!answer) return;
      setFound(answer);
      setKnown((before) => new Map([...before, ...answer.operations.map(entry)]));
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [keyId, q, ids]);
  return { found, known };
}

function entry(operation: OperationChoice): readonly [string, OperationChoice] {
  return [operation.id, operation];
}

// A failed look-up keeps what is shown: the command checks everything again.
async function ask(
  query: Record<string, string>,
  signal: AbortSignal,
): Promise<FoundOperations | null> {
  try {
    const response = await fetch(`/api/access-matrix/operations?${new URLSearchParams(query)}`, {
      signal,
    });
    if (!response.ok) return null;
    const answer: FoundOperations = await response.json();
    return answer;
  } catch {
    return null;
  }
}
