import { formatBytes } from "lockstep/number-format";
import { TableScroll } from "../../ui/table-scroll.tsx";
import type { TableView } from "../worker/onnx-worker-api.ts";

/** The first rows of a table, the label marked. */
export function TablePreview({ table, label }: { readonly table: TableView; readonly label: string | null }) {
  const target = table.columns.indexOf(label ?? table.label);
  return (
    <TableScroll label={`First rows of ${table.name}`}>
      <table class="figures onnx-preview">
        <caption>
          <strong>{table.name}</strong>, {formatBytes(table.bytes)}: its first rows
        </caption>
        <thead>
          <tr>
            {table.columns.map((column, index) => (
              <th key={index} scope="col" class={index === target ? "onnx-target" : undefined}>
                {column}
                {index === target && <small> (label)</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, position) => (
            <tr key={position}>
              {table.columns.map((_, index) => (
                <td key={index} class={index === target ? "onnx-target" : undefined}>
                  {row[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
