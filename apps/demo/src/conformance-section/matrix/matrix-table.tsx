import type { CellVerdict } from "@lockstep/conformance";
import { useState } from "preact/hooks";
import type { MatrixView, SectionView } from "./matrix-view.ts";
import { RowDetails } from "./row-details.tsx";

/** A cell that tells more when it is pressed. */
interface OpenCell {
  readonly id: string;
  readonly column: number;
}

/** Clauses by backends, in a box that scrolls by itself. */
export function MatrixTable({ view, labels }: { readonly view: MatrixView; readonly labels: readonly string[] }) {
  const [open, setOpen] = useState<OpenCell | null>(null);
  const signs = Object.fromEntries(view.legend.map(({ verdict, sign }) => [verdict, sign])) as Record<
    CellVerdict,
    string
  >;
  const columns = view.columns.length + 1;
  return (
    <div class="conformance-box" role="region" aria-label="What holds, by clause and backend" tabIndex={0}>
      <table class="conformance-matrix">
        <thead>
          <tr>
            <th scope="col">Clause</th>
            {view.columns.map(({ subject }, column) => (
              <th scope="col" key={subject} data-backend={subject}>
                <span class="swatch" aria-hidden="true" /> {labels[column]}
              </th>
            ))}
          </tr>
        </thead>
        {view.sections.map((section) => (
          <SectionRows
            key={section.file}
            section={section}
            columns={columns}
            labels={labels}
            signs={signs}
            open={open}
            onOpen={setOpen}
          />
        ))}
      </table>
    </div>
  );
}

function SectionRows({
  section,
  columns,
  labels,
  signs,
  open,
  onOpen,
}: {
  readonly section: SectionView;
  readonly columns: number;
  readonly labels: readonly string[];
  readonly signs: Readonly<Record<CellVerdict, string>>;
  readonly open: OpenCell | null;
  readonly onOpen: (cell: OpenCell | null) => void;
}) {
  return (
    <tbody>
      <tr class="conformance-spec">
        <th scope="rowgroup" colSpan={columns}>
          <span>{section.title}</span>
        </th>
      </tr>
      {section.rows.map((row) => (
        <>
          <tr key={row.id}>
            <th scope="row">
              <span class="conformance-id">{row.id}</span> {row.title}
            </th>
            {row.cells.map((cell, column) => {
              const isOpen = open?.id === row.id && open.column === column;
              return (
                <td key={labels[column]} class={`conformance-verdict ${cell.verdict.replaceAll(" ", "-")}`}>
                  <button
                    type="button"
                    aria-expanded={isOpen}
                    aria-label={`${row.id} on ${labels[column]}: ${cell.words}`}
                    onClick={() => onOpen(isOpen ? null : { id: row.id, column })}
                  >
                    <span class="conformance-sign">{signs[cell.verdict]}</span> {cell.number}
                  </button>
                </td>
              );
            })}
          </tr>
          {open?.id === row.id && (
            <tr key={`${row.id} details`} class="conformance-details">
              <td colSpan={columns}>
                <RowDetails row={row} cell={row.cells[open.column]!} label={labels[open.column]!} />
              </td>
            </tr>
          )}
        </>
      ))}
    </tbody>
  );
}
