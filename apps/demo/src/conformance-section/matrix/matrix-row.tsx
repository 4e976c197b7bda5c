import { Component } from "preact";
import type { TableFrame } from "./table-frame.ts";
import type { RowView } from "./matrix-view.ts";
import { verdictClass } from "./verdict-class.ts";

interface MatrixRowProps {
  readonly row: RowView;
  readonly frame: TableFrame;
  /** The column of the cell whose details are shown; null for none. */
  readonly openColumn: number | null;
  readonly onPress: (column: number) => void;
}

/** A clause on every backend. Drawn again only if it changed: there are hundreds, and a new matrix every second. */
export class MatrixRow extends Component<MatrixRowProps> {
  override shouldComponentUpdate(next: MatrixRowProps): boolean {
    return next.openColumn !== this.props.openColumn || !saysTheSame(next.row, this.props.row);
  }

  override render({ row, frame: { labels, signs }, openColumn, onPress }: MatrixRowProps) {
    return (
      <tr>
        <th scope="row">
          <span class="conformance-id">{row.id}</span> {row.title}
        </th>
        {row.cells.map((cell, column) => (
          <td key={labels[column]} class={verdictClass(cell.verdict)}>
            <button type="button" aria-expanded={column === openColumn} onClick={() => onPress(column)}>
              <span aria-hidden="true">
                <span class="conformance-sign">{signs[cell.verdict]}</span> {cell.number}
              </span>
              <span class="visually-hidden">{`${row.id} on ${labels[column]}: ${cell.words}`}</span>
            </button>
          </td>
        ))}
      </tr>
    );
  }
}

function saysTheSame(a: RowView, b: RowView): boolean {
  return (
    a.cells.length === b.cells.length &&
    a.cells.every(({ verdict, words }, column) => {
      const other = b.cells[column]!;
      return verdict === other.verdict && words === other.words;
    })
  );
}
