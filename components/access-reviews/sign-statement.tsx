import { Hash } from "@/components/ui/hash";
import { Section } from "@/components/ui/section";
import type { SigningView } from "@/lib/access-reviews/sign/sign-view";

type Shown = Pick<SigningView, "statement" | "conflicts" | "counts" | "files">;

/** What a signature says and is about: the statement in full, the counts, and the files by their hashes (SIG-02, SIG-04). */
export function SignStatement({ statement, conflicts, counts, files }: Shown) {
  return (
    <>
      <Section id="statement" title="Statement">
        <blockquote className="max-w-[72ch] border-l-2 border-l-seal py-1 pl-4 text-lg wrap-anywhere">
          {statement}
        </blockquote>
        {conflicts.length === 0 ? null : (
          <ul className="mt-3 max-w-[72ch] list-disc pl-5">
            {conflicts.map((conflict) => (
              <li key={conflict}>{conflict}</li>
            ))}
          </ul>
        )}
      </Section>
      <Section id="counts" title="What it comes to">
        <dl className="flex flex-wrap gap-x-8 gap-y-2">
          {counts.map(({ label, count }) => (
            <div key={label}>
              <dt className="text-ink-2">{label}</dt>
              <dd className="text-lg tabular-nums">{count.toLocaleString("en")}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section id="files" title="Files behind it">
        <SignedFiles files={files} />
      </Section>
    </>
  );
}

/** The files of a signature, each with its lines and its hash. */
export function SignedFiles({ files }: Pick<SigningView, "files">) {
  return (
    <section
      aria-label="Files behind it"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
      tabIndex={0}
      className="max-w-3xl overflow-x-auto border-y print:overflow-visible"
    >
      <table className="ledger">
        <caption className="sr-only">Files behind it</caption>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col" className="text-end">
              Lines
            </th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {files.map(({ name, lines, sha256 }) => (
            <tr key={name}>
              <th scope="row" className="font-mono">
                {name}
              </th>
              <td className="text-end tabular-nums">{lines.toLocaleString("en")}</td>
              <td>
                <Hash value={sha256} label={`Copy the hash of ${name}`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
