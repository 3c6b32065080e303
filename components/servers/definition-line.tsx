import type { ReactNode } from "react";
import { Diff } from "@/components/ui/diff";
import { Hash } from "@/components/ui/hash";
import { Icon } from "@/components/ui/icon";
import type { ImportLine } from "@/lib/servers/definitions/definition-view";

/** One operation of a list: its hash, what to look at, and where it differs. */
export function DefinitionLine({ line, children }: { line: ImportLine; children?: ReactNode }) {
  const { name, hash, pinnedHash, notices, differences } = line;
  return (
    <li className="border-b py-2.5">
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="font-mono font-medium wrap-anywhere">{name}</span>
        {hash ? <Hash value={hash} label={`Copy the hash of ${name}`} /> : null}
        {pinnedHash && pinnedHash !== hash ? (
          <span className="inline-flex items-center gap-1 text-sm text-ink-3">
            pinned <Hash value={pinnedHash} label={`Copy the pinned hash of ${name}`} />
          </span>
        ) : null}
      </p>
      {notices.map((notice) => (
        <p key={notice} className="mt-1 flex gap-2 text-sm text-attention">
          <Icon name="alert" className="mt-0.5" />
          {notice}
        </p>
      ))}
      {differences.length > 0 ? (
        <div className="mt-2">
          <Diff caption={`${name}: where it differs`} rows={differences} />
        </div>
      ) : null}
      {children}
    </li>
  );
}
