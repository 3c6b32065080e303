export type DiffRow = {
  readonly field: string;
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
};

/** What changed, field by field: before struck, after marked, as text. */
export function Diff({ rows, caption }: { rows: readonly DiffRow[]; caption: string }) {
  return (
    <table className="w-full table-fixed border-y text-base">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b text-left text-sm text-ink-2">
          <th scope="col" className="w-1/4 py-1.5 pr-3 font-medium">
            Field
          </th>
          <th scope="col" className="py-1.5 pr-3 font-medium">
            Before
          </th>
          <th scope="col" className="py-1.5 font-medium">
            After
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.field} className="border-b align-top last:border-b-0">
            <th scope="row" className="py-1.5 pr-3 text-left font-normal text-ink-2 wrap-anywhere">
              {row.label}
            </th>
            <td className="py-1.5 pr-3 wrap-anywhere">
              {row.before === null ? <Nothing /> : <Before text={row.before} />}
            </td>
            <td className="py-1.5 wrap-anywhere">
              {row.after === null ? <Nothing /> : <After text={row.after} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Before({ text }: { text: string }) {
  return <del className="whitespace-pre-wrap text-ink-3 line-through">{text}</del>;
}

function After({ text }: { text: string }) {
  return (
    <ins className="border-b border-ink-3 bg-paper-2 whitespace-pre-wrap no-underline">{text}</ins>
  );
}

function Nothing() {
  return (
    <span className="text-ink-3">
      <span aria-hidden>–</span>
      <span className="sr-only">nothing</span>
    </span>
  );
}
