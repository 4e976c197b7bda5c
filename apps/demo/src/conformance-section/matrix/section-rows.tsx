import { Fragment } from "preact";
import type { OpenCell, TableFrame } from "./table-frame.ts";
import { MatrixRow } from "./matrix-row.tsx";
import type { SectionView } from "./matrix-view.ts";
import { RowDetails } from "./row-details.tsx";
import { verdictClass } from "./verdict-class.ts";

/** A specification's row, and below it those of its clauses. */
export function SectionRows({
  section,
  frame,
  foldable,
  unfolded,
  onToggle,
  open,
  onOpen,
}: {
  readonly section: SectionView;
  readonly frame: TableFrame;
  readonly foldable: boolean;
  readonly unfolded: boolean;
  readonly onToggle: () => void;
  readonly open: OpenCell | null;
  readonly onOpen: (cell: OpenCell | null) => void;
}) {
  const { labels, signs } = frame;
  return (
    <tbody>
      <tr class="conformance-spec">
        <th scope="rowgroup">
          {foldable ? (
            <button type="button" aria-expanded={unfolded} onClick={onToggle}>
              {section.title}
            </button>
          ) : (
            section.title
          )}
        </th>
        {section.cells.map(({ verdict, number }, column) => (
          <td key={labels[column]} class={verdictClass(verdict)}>
            <span class="conformance-sign" role="img" aria-label={verdict}>
              {signs[verdict]}
            </span>{" "}
            {number}
          </td>
        ))}
      </tr>
      {unfolded &&
        section.rows.map((row) => {
          const openColumn = open?.id === row.id ? open.column : null;
          return (
            <Fragment key={row.id}>
              <MatrixRow
                row={row}
                frame={frame}
                openColumn={openColumn}
                onPress={(column) => onOpen(column === openColumn ? null : { id: row.id, column })}
              />
              {openColumn !== null && (
                <tr class="conformance-details">
                  <td colSpan={labels.length + 1}>
                    <RowDetails row={row} cell={row.cells[openColumn]!} label={labels[openColumn]!} />
                  </td>
                </tr>
              )}
            </Fragment>
          );
        })}
    </tbody>
  );
}
